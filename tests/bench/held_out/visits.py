"""Outpatient records, prescriptions and receipts."""

from __future__ import annotations

from random import Random

from models.codes import DocType
from tests.bench.held_out import stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A5_WIDE, centred, code_square, listed, manner, numbered, slots, start
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type


def _drug_lines(p: Paper) -> list[str]:
    return [f"{name} {pack} {how}" for name, pack, how in p.case.drugs]


def printed_record(rng: Random) -> Paper:
    p = start(rng, (185.0, 260.0), DocType.OUTPATIENT_RECORD, ("song", "microhei", "sungti"), 10.5)
    y = centred(p, 12, p.fact("hospital_name"), Type("song-bold", 15, p.body.colour))
    y = centred(p, y, rng.choice(("门诊病历", "门（急）诊电子病历")), Type("hei", 13, p.body.colour, spacing=1.5)) + 3
    y = slots(
        p,
        (14, y),
        [
            ("姓名：", p.fact("patient_name"), 44),
            ("性别：", p.fact("sex"), 32),
            ("年龄：", p.fact("age"), 34),
            ("门诊号：", p.fact("outpatient_number"), 48),
        ],
    )
    y = slots(p, (14, y), [("就诊科室：", p.fact("department"), 76), ("就诊日期：", p.fact("visit_date"), 80)])
    p.sheet.rule((14, y - 1), (171, y - 1), 0.4)
    shown = p.diagnose(p.case.diagnoses[: rng.randrange(1, 4)])
    history = p.case.history.split("，为")[0].rstrip("。") + "。"
    for label, paragraphs in (
        ("主诉：", [p.case.complaint + "。"]),
        ("现病史：", [history]),
        ("体格检查：", [p.case.examination]),
        ("初步诊断：", numbered(shown, "{}.")),
    ):
        p.sheet.line((14, y + 2), label, p.body.bold())
        y = listed(p, (22, y + 8), paragraphs, 149, 1.55)
    p.sheet.line((14, y + 2), "处理：", p.body.bold())
    p.fields["treatment_advice"] = "".join(lines := numbered(_drug_lines(p), "{}."))
    y = listed(p, (22, y + 8), lines, 149, 1.55) + 8
    p.sheet.next()
    p.sheet.put((92, y), "医师签名：", p.body)
    p.sign((111, y), p.doctor(), "signing", manner(rng), rng.random() < 0.35)
    if rng.random() < 0.3:
        stamps.department(p, (130, y + 4), rng.choice(("门诊专用章", "门诊部")))
    return p


def booklet(rng: Random) -> Paper:
    """A page of the lined booklet patients carry, filled in by pen."""
    p = start(rng, (148.0, 210.0), DocType.OUTPATIENT_RECORD, ("song", "hei"), 10.5)
    y = centred(p, 10, p.fact("hospital_name") + "门诊病历", Type("song-bold", 12, p.body.colour))
    pen = Type("wenkai", 13, rng.choice(((26, 40, 112), (24, 24, 32))), hand=0.8)
    y = slots(
        p,
        (12, y + 3),
        [("姓名", p.fact("patient_name"), 42), ("性别", p.fact("sex"), 30), ("年龄", p.fact("age"), 42)],
        True,
        pen,
    )
    y = slots(p, (12, y), [("科别", p.fact("department"), 62), ("就诊日期", p.fact("visit_date"), 58)], True, pen)
    top = y + 4
    step = 9.0
    for k in range(int((198 - top) / step) + 1):
        p.sheet.rule((12, top + k * step), (136, top + k * step), 0.1)
    shown = p.diagnose(p.case.diagnoses[:2])
    texts = [f"主诉：{p.case.complaint}。", f"查体：{p.case.examination}", "诊断：" + shown[0], *shown[1:], "处理："]
    drugs = [f"{name} {how}" for name, _, how in p.case.drugs[:2]]
    p.fields["treatment_advice"] = "".join(drugs)
    row = 0
    for text in [*texts, *drugs]:
        for line in p.sheet.wrap(text, pen, 119):
            p.sheet.line((14, top + row * step + 2.6), line, pen, 122)
            row += 1
    p.sheet.next()
    p.sheet.put((82, top + row * step + 2.6), "医师：", pen)
    p.sign((97, top + row * step + 2.6), p.doctor(), "signing", rng.choice(("hand", "scrawl", "stamp")))
    return p


def prescription(rng: Random) -> Paper:
    p = start(rng, (130.0, 190.0), DocType.PRESCRIPTION, ("song", "zenhei"), 9.5)
    p.style = rng.choice(("iso", "han"))
    p.day = p.dates.issued
    y = centred(p, 10, p.fact("hospital_name"), Type("song-bold", 13, p.body.colour))
    y = centred(p, y, rng.choice(("处方笺", "门诊处方笺")), Type("song-bold", 13, p.body.colour, spacing=2)) + 1
    p.sheet.line((90, y), "普通处方", p.body, 30, "r")
    y = slots(
        p,
        (10, y + 6),
        [("姓名：", p.fact("patient_name"), 38), ("性别：", p.fact("sex"), 30), ("年龄：", p.fact("age"), 40)],
        True,
    )
    y = slots(p, (10, y), [("门诊号：", p.fact("outpatient_number"), 50), ("科别：", p.fact("department"), 60)], True)
    y = slots(
        p,
        (10, y),
        [("临床诊断：", p.diagnose(p.case.diagnoses[:1])[0], 62), ("开具日期：", p.fact("issue_date"), 48)],
        True,
    )
    p.sheet.rule((10, y), (120, y), 0.3)
    p.sheet.line((12, y + 3), "Rp", Type("song-bold", 15, p.body.colour))
    y += 12
    for n, (name, pack, how) in enumerate(p.case.drugs, 1):
        p.sheet.next()
        p.sheet.put((16, y), f"{n}. {name}", p.body)
        p.sheet.put((86, y), f"{pack}", p.body, 34)
        p.sheet.line((22, y + 6), f"用法：{how}", p.body)
        y += 15
    p.sheet.rule((10, 158), (120, 158), 0.3)
    p.sheet.next()
    p.sheet.put((12, 162), "医师：", p.body)
    p.sign((23, 162), p.doctor(), "signing", rng.choice(("hand", "scrawl", "stamp")))
    p.sheet.put((70, 162), f"金额：{rng.uniform(30, 480):.2f}元", p.body)
    p.sheet.next()
    p.sheet.put((12, 172), "审核药师：", p.body)
    p.sheet.put((30, 172), f"{p.doctor().name} 副主任药师", p.body)
    p.sheet.put((70, 172), f"调配：{p.doctor().name}", p.body)
    p.sheet.line((12, 180), "处方当日有效，延长有效期须医师注明并签字。", p.body.at(8))
    return p


def invoice(rng: Random) -> Paper:
    p = start(rng, A5_WIDE, DocType.INVOICE, ("song", "ming"), 9.5)
    p.style = "iso"
    red = (150, 46, 40)
    y = centred(p, 10, f"{p.hospital.place[0]}医疗门诊收费票据（电子）", Type("song-bold", 16, red)) + 2
    p.sheet.next()
    p.sheet.put((14, y), f"票据代码：{p.hospital.place[3][:2]}06{rng.randrange(1000, 9999)}", p.body)
    p.sheet.put((112, y), f"票据号码：{rng.randrange(10**9, 10**10)}", p.body)
    y += 6.5
    p.sheet.next()
    p.sheet.put((14, y), f"交款人：{p.fact('patient_name')}", p.body)
    p.sheet.put((112, y), f"开票日期：{p.fact('issue_date')}", p.body)
    code_square(p, Area(176, 8, 194, 26))
    items = rng.sample(("西药费", "中成药费", "检查费", "化验费", "诊察费", "治疗费", "卫生材料费", "挂号费"), 5)
    cents = [rng.randrange(500, 60000) for _ in items]
    rows: list[list[Cell | str]] = [[Cell(h, align="c") for h in ("项目名称", "数量", "单位", "金额（元）")]]
    rows += [
        [i, Cell(f"{rng.randrange(1, 9)}", align="c"), Cell("次", align="c"), Cell(f"{c / 100:.2f}", align="r")]
        for i, c in zip(items, cents, strict=True)
    ]
    total = sum(cents)
    rows.append([Cell("金额合计（小写）", 3), Cell(f"¥{total / 100:.2f}", align="r")])
    y = p.sheet.grid((14, y + 6.5), (80.0, 28.0, 28.0, 46.0), rows, p.body, 1.4)[-1][0].bottom + 3
    paid = total * 6 // 10
    p.sheet.flow(
        (14, y),
        f"医保统筹基金支付：{paid / 100:.2f} 个人账户支付：{(total - paid) / 100:.2f} 个人现金支付：0.00",
        p.body,
        182,
        1.7,
    )
    p.sheet.next()
    p.sheet.put((14, 128), f"收款单位：{p.fact('hospital_name')}", p.body)
    p.sheet.put((138, 128), f"收款人：{p.doctor().name}", p.body)
    if rng.random() < 0.75:
        stamps.department(p, (108, 118), "收费专用章")
    return p


OUTPATIENT = (printed_record, booklet)
PRESCRIPTION = (prescription,)
INVOICE = (invoice,)
