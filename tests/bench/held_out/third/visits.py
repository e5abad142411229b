# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Visits to the out-patients' department: a structured sheet, a page of a booklet, a prescription, a receipt."""

from __future__ import annotations

from random import Random

from models.codes import DocType
from tests.bench.held_out import stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, A5_WIDE, bars, box, centred, code_square, manner, start
from tests.bench.held_out.people import doctor, written
from tests.bench.held_out.second.entries import clock, dashes, pen, signed
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type

_PULSE = "T {}℃  P {}次/分  R {}次/分  BP {}/{}mmHg"


def _signs(p: Paper) -> str:
    r = p.rng
    return _PULSE.format(
        f"36.{r.randrange(2, 9)}", r.randrange(62, 98), r.randrange(16, 21), r.randrange(112, 172), r.randrange(64, 98)
    )


def structured_sheet(rng: Random) -> Paper:
    """First visit or return to tick; sections in the left column of a ruled table; diagnoses run on with codes."""
    p = start(rng, A4, DocType.OUTPATIENT_RECORD, ("hei", "song", "microhei"), 10.5)
    y = centred(p, 12, p.fact("hospital_name"), Type("hei-bold", 16, p.body.colour))
    y = centred(p, y, "门（急）诊电子病历", p.body.at(13)) + 3
    p.sheet.next()
    x, kind = 16.0, rng.randrange(2)
    for n, name in enumerate(("初诊", "复诊", "急诊")):
        x = p.sheet.put((box(p, (x, y), n == kind) + 0.4, y), name, p.body) + 5
    p.sheet.put((120, y), f"就诊时间 {p.fact('visit_date')} {clock(p, 8, 17)}", p.body, 74, "r")
    head: list[list[Cell | str]] = [
        ["姓名", p.fact("patient_name"), "性别", p.fact("sex"), "年龄", p.fact("age"), "民族", "汉族"],
        ["门诊号", Cell(p.fact("outpatient_number"), 3), "科室", Cell(p.fact("department"), 3)],
        [
            "身份证号",
            Cell(p.fact("id_number"), 3),
            "联系电话",
            Cell(p.fact("phone") if rng.random() < 0.6 else p.blank("phone"), 3),
        ],
        ["现住址", Cell(p.fact("address"), 7)],
    ]
    y = p.sheet.grid((16, y + 6.5), (20.0, 30.0, 14.0, 26.0, 20.0, 26.0, 14.0, 28.0), head, p.body.at(9.5), 1.7)[-1][
        0
    ].bottom
    codes = rng.random() < 0.5
    chosen = p.case.diagnoses[: rng.randrange(1, 4)]
    p.diagnose(chosen, codes)
    shown = "\n".join(f"{n}、{text}" + (f"  {code}" if codes else "") for n, (text, code) in enumerate(chosen, 1))
    rows: list[list[Cell | str]] = [
        ["主诉", p.case.complaint],
        ["现病史", p.case.history],
        ["既往史", rng.choice(("否认肝炎、结核病史，否认药物过敏史。", "有阑尾切除史，青霉素皮试阳性。"))],
        ["体格检查", f"{_signs(p)}\n{p.case.examination}"],
        ["辅助检查", rng.choice(("详见检验、检查报告。", "外院报告已阅。", ""))],
        ["初步诊断", shown],
        ["处理意见", "\n".join(p.advise("{n}、{text}"))],
    ]
    y = p.sheet.grid((16, y), (22.0, 156.0), rows, p.body, 2.2)[-1][0].bottom + 7
    p.sheet.next()
    how = manner(rng, 0.12)
    signed(p, (104, y), "接诊医生 ", (p.doctor(), "signing"), how, rng.random() < 0.5)
    p.sheet.put((16, y), f"打印 {written(p.dates.admitted, p.style)} {clock(p, 17, 19)}", p.body.at(9))
    if rng.random() < 0.4:
        stamps.department(p, (164, y + 6), rng.choice(("门诊部", "门诊办公室")))
    return p


def booklet_page(rng: Random) -> Paper:
    """A page of the booklet people carry: ruled lines filled by hand, abbreviations instead of headings."""
    p = start(rng, (130.0, 185.0), DocType.OUTPATIENT_RECORD, ("song", "ming"), 10)
    p.style = rng.choice(("dot", "han", "iso"))
    hand = pen(p, 0.6)
    p.sheet.line((10, 7), "门诊病历手册", p.body.at(9))
    p.sheet.line((60, 7), "就诊记录", p.body.at(9), 60, "r")
    p.sheet.next()
    right = p.sheet.put((10, 15), "就诊医院", p.body)
    p.sheet.put((right + 2, 14.6), p.fact("hospital_name"), hand, 104 - right)
    y = 23.0
    for entries in (
        (("姓名", "patient_name", 10, 44), ("性别", "sex", 56, 24), ("年龄", "age", 84, 36)),
        (("日期", "visit_date", 10, 52), ("科别", "department", 66, 54)),
    ):
        p.sheet.next()
        for label, name, left, width in entries:
            right = p.sheet.put((left, y), label, p.body) + 1.5
            text = p.fact(name)  # type: ignore[arg-type]
            p.sheet.put((right, y - 0.4), text, hand, left + width - right - 2)
            p.sheet.rule((right, y + 5), (left + width - 1, y + 5), 0.15)
        y += 8.5
    for k in range(15):
        p.sheet.rule((10, y + 7 + k * 8), (120, y + 7 + k * 8), 0.1)
    y += 1.6
    shown = p.diagnose(p.case.diagnoses[: rng.randrange(1, 3)])
    advice = p.advise("{text}。")[:2]
    p.fields["treatment_advice"] = "".join(advice)
    for label, lines in (
        ("主诉：", [p.case.complaint]),
        ("查体：", [_signs(p).split("  BP")[0], p.case.examination.split("，")[0] + "。"]),
        ("诊断：", shown),
        ("处理：", advice),
    ):
        first = True
        for text in lines:
            for line in p.sheet.wrap(text, hand, 92):
                p.sheet.next()
                if first:
                    p.sheet.put((10, y), label, hand)
                p.sheet.put((26, y), line, hand)
                first, y = False, y + 8
    y = max(y + 4, 152.0)
    p.sheet.next()
    signed(p, (62, y), "医师签名：", (p.doctor(), "signing"), rng.choice(("hand", "scrawl", "stamp")))
    return p


def insured_prescription(rng: Random) -> Paper:
    """A prescription for chronic disease: kinds to tick, drugs in a table with days, four people below."""
    p = start(rng, (148.0, 210.0), DocType.PRESCRIPTION, ("song", "hei", "zenhei"), 9.5)
    p.day, p.style = p.dates.issued, rng.choice(("iso", "han"))
    bars(p, Area(10, 8, 44, 14))
    p.sheet.line((112, 8), rng.choice(("普通", "慢病长处方")), p.body.bold(), 26, "r")
    y = centred(p, 16, p.fact("hospital_name"), Type("song-bold", 13, p.body.colour))
    y = centred(p, y, "门诊处方笺", p.body.at(12)) + 2
    p.sheet.next()
    x, paid = 10.0, rng.randrange(3)
    for n, name in enumerate(("职工医保", "居民医保", "门诊慢特病", "自费")):
        x = p.sheet.put((box(p, (x, y), n == paid) + 0.4, y), name, p.body) + 3.5
    y += 6.5
    shown = "；".join(p.diagnose(p.case.diagnoses[:2], True))
    codes = "；".join(code for _, code in p.case.diagnoses[:2])
    head: list[list[Cell | str]] = [
        ["姓名", p.fact("patient_name"), "性别", p.fact("sex"), "年龄", p.fact("age")],
        ["科别", Cell(p.fact("department"), 3), "开具日期", p.fact("issue_date")],
        ["门诊号", Cell(p.fact("outpatient_number"), 3), "医保号", p.fact("insured_number")],
        ["临床诊断", Cell(shown, 5)],
        ["诊断编码", Cell(codes, 5)],
    ]
    y = p.sheet.grid((10, y), (18.0, 28.0, 12.0, 18.0, 18.0, 34.0), head, p.body.at(9), 1.5)[-1][0].bottom + 3
    p.sheet.line((11, y), "Rp", Type("song-bold", 14, p.body.colour))
    rows: list[list[Cell | str]] = [[Cell(h, align="c") for h in ("药品名称及规格", "数量", "用法用量", "天数")]]
    rows += [
        [f"{name} {form}", f"{rng.randrange(1, 7)}盒", use, str(rng.choice((14, 28, 30)))]
        for name, form, use in p.case.drugs
    ]
    y = p.sheet.grid((10, y + 7), (58.0, 14.0, 44.0, 12.0), rows, p.body.at(9), 1.6)[-1][0].bottom + 2
    dashes(p, (10, y), (138, y))
    p.sheet.line((54, y + 2), "（以下空白）", p.body.at(8.5))
    y = max(y + 16, 160.0)
    p.sheet.rule((10, y), (138, y), 0.3)
    p.sheet.next()
    signed(p, (10, y + 4), "处方医师 ", (p.doctor(), "signing"), manner(rng, 0.08), rng.random() < 0.3)
    p.sheet.put((96, y + 4), f"药品金额 {rng.uniform(60, 640):.2f}元", p.body)
    p.sheet.next()
    for place, label in ((10, "审方药师"), (54, "调配药师"), (98, "核发药师")):
        p.sheet.put((place, y + 13), f"{label} {doctor(rng).name}", p.body)
    p.sheet.line((10, y + 22), "处方当日有效；特殊情况下延长有效期的，由医师注明，最长不超过三日。", p.body.at(8))
    if rng.random() < 0.3:
        stamps.department(p, (112, y - 8), rng.choice(("药剂科", "门诊药房")))
    return p


_ITEMS = ("西药费", "化验费", "检查费", "诊察费", "治疗费", "卫生材料费", "中成药费")
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"


def _capitals(cents: int) -> str:
    """An amount below a hundred thousand, digit by digit, as older receipts print it."""
    digits = f"{cents:07d}"
    return "".join(
        _CAPITALS[int(d)] + unit for d, unit in zip(digits, ("万", "仟", "佰", "拾", "元", "角", "分"), strict=True)
    )


def outpatient_receipt(rng: Random) -> Paper:
    """An electronic receipt that lies across: kinds of cost in two columns, what the insurance pays in a third."""
    p = start(rng, A5_WIDE, DocType.INVOICE, ("song", "hei", "ming"), 9)
    p.style, tint = (
        rng.choice(("iso", "han")),
        p.body.in_colour(rng.choice(((150, 62, 48), (60, 90, 60), (40, 40, 44)))),
    )
    place = p.hospital.place[0]
    y = centred(p, 7, f"{place}医疗门诊收费票据（电子）", tint.at(14))
    code_square(p, Area(14, 6, 32, 24))
    p.sheet.next()
    for left, text in (
        (70, f"票据代码 {p.hospital.place[3][:2]}0601{rng.randrange(10, 99)}"),
        (126, f"票据号码 {rng.randrange(10**9, 10**10)}"),
    ):
        p.sheet.put((left, y + 2), text, p.body)
    p.sheet.line((70, y + 8), f"校验码 {rng.randrange(0xA00000, 0xFFFFFF):x}", p.body)
    p.sheet.next()
    for left, label, value in (
        (14, "交款人", p.fact("patient_name")),
        (70, "性别", p.fact("sex")),
        (126, "开票日期", p.fact("issue_date")),
    ):
        right = p.sheet.put((left, 30), label, tint)
        p.sheet.put((right + 2, 30), value, p.body)
    costs = [(name, rng.randrange(500, 60000)) for name in rng.sample(_ITEMS, 6)]
    total = sum(cents for _, cents in costs)
    pooled = total * rng.randrange(40, 80) // 100
    rows: list[list[Cell | str]] = [
        [Cell(h, align="c", type=tint) for h in ("项目名称", "金额(元)", "项目名称", "金额(元)")]
    ]
    for k in range(0, 6, 2):
        rows.append(
            [part for name, cents in costs[k : k + 2] for part in (name, Cell(f"{cents / 100:.2f}", align="r"))]
        )
    rows.append(
        [
            Cell("金额合计（大写）", type=tint),
            _capitals(total),
            Cell("（小写）", type=tint),
            Cell(f"{total / 100:.2f}", align="r"),
        ]
    )
    y = p.sheet.grid((14, 36), (42.0, 56.0, 42.0, 42.0), rows, p.body, 1.6)[-1][0].bottom + 2.5
    place_values = (
        (("业务流水号", f"{rng.randrange(10**9, 10**10)}"), ("门诊号", p.fact("outpatient_number")), ("就诊日期", p.fact("visit_date"))),
        (("医保类型", f"{p.insurance_words()}基本医疗保险"), ("医保编号", p.fact("insured_number")), ("就诊科室", p.fact("department"))),
        (("统筹基金支付", f"{pooled / 100:.2f}"), ("个人账户支付", "0.00"), ("个人现金支付", f"{(total - pooled) / 100:.2f}")),
    )  # fmt: skip
    for line in place_values:
        p.sheet.next()
        for left, (label, value) in zip((14, 78, 138), line, strict=True):
            right = p.sheet.put((left, y), label, tint)
            p.sheet.put((right + 2, y), value, p.body, (62 if left < 138 else 58) - (right + 2 - left))
        y += 6
    y = max(y + 4, 108.0)
    p.sheet.next()
    right = p.sheet.put((14, y), "收款单位（章）", tint)
    p.sheet.put((right + 2, y), p.fact("hospital_name"), p.body)
    p.sheet.put((96, y), f"复核人 {doctor(rng).name}", p.body)
    p.sheet.put((146, y), f"收款人 {doctor(rng).name}", p.body)
    if rng.random() < 0.6:
        stamps.department(p, (60 + rng.uniform(-6, 10), y + 6), "收费专用章")
    return p


OUTPATIENT = (structured_sheet, booklet_page)
PRESCRIPTION = (insured_prescription,)
INVOICE = (outpatient_receipt,)
