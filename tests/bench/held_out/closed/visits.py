# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Outpatient records of three kinds, a prescription of herbs, a receipt for a stay."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import stamps
from tests.bench.held_out.closed.entries import (
    CIRCLED,
    at_hospital,
    clock,
    dashes,
    marked,
    of_cases,
    of_rank,
    pattern,
    pen,
    signed,
)
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import (
    A4,
    A5_WIDE,
    bars,
    box,
    centred,
    code_square,
    listed,
    manner,
    numbered,
    slots,
    start,
)
from tests.bench.held_out.people import written
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.summaries import section
from tests.bench.held_out.typefaces import Type

_TYPE = DocType.OUTPATIENT_RECORD
_HERBS = (
    "黄芪30g",
    "当归15g",
    "川芎12g",
    "赤芍12g",
    "丹参20g",
    "茯苓15g",
    "白术12g",
    "半夏9g",
    "陈皮9g",
    "甘草6g",
    "桃仁10g",
    "红花6g",
    "地龙9g",
    "牛膝15g",
    "天麻12g",
    "钩藤15g",
)


def electronic_slip(rng: Random) -> Paper:
    """A small sheet of the electronic record: headings in brackets, the order list, a time of printing."""
    p = start(rng, (148.0, 210.0), _TYPE, ("microhei", "song", "zenhei"), 9.5)
    at_hospital(p, "人民医院", "=云岭市中心医院", "第一人民医院", "妇幼保健院")
    y = centred(p, 9, p.fact("hospital_name"), p.body.bold().at(13))
    y = centred(p, y, rng.choice(("门诊电子病历", "门（急）诊病历记录")), p.body.at(11)) + 1
    bars(p, Area(104, 8, 138, 14))
    y = (
        slots(
            p,
            (10, y),
            [
                ("姓名:", p.fact("patient_name"), 36),
                ("性别:", p.fact("sex"), 24),
                ("年龄:", p.fact("age"), 28),
                ("费别:", rng.choice(("医保", "自费")), 30),
            ],
        )
        - 1
    )
    y = slots(p, (10, y), [("科室:", p.fact("department"), 62), ("门诊病历号:", p.fact("outpatient_number"), 60)]) - 1
    y = slots(
        p,
        (10, y),
        [("就诊时间:", f"{p.fact('visit_date')} {clock(p)}", 70), ("初/复诊:", rng.choice(("初诊", "复诊")), 40)],
    )
    p.sheet.rule((10, y - 1.6), (138, y - 1.6), 0.3)
    history = p.case.history.split("，为")[0].rstrip("。") + "。"
    y = section(p, y, "【主诉】", p.case.complaint + "。", 10, 128)
    y = section(p, y, "【现病史】", history, 10, 128)
    y = section(
        p,
        y,
        "【体格检查】",
        f"BP {rng.randrange(118, 176)}/{rng.randrange(70, 104)}mmHg。{p.case.examination}",
        10,
        128,
    )
    y = section(
        p, y, "【诊断】", " ".join(marked(p.diagnose(p.case.diagnoses[: rng.randrange(1, 4)]), CIRCLED)), 10, 128
    )
    p.sheet.line((10, y), "【处理意见】", p.body.bold())
    lines = [f"{n}. {name} {how}" for n, (name, _, how) in enumerate(p.case.drugs, 1)]
    lines.append(f"{len(lines) + 1}. {p.case.advice[0]}")
    p.fields["treatment_advice"] = "".join(lines)
    y = listed(p, (14, y + 5.4), lines, 124, 1.5) + 6
    p.sheet.next()
    signed(p, (78, y), "接诊医师：", (p.doctor(), "signing"), manner(rng), rng.random() < 0.3)
    p.sheet.line((10, 200), f"打印时间：{written(p.dates.admitted, 'iso')} {clock(p)}", p.body.at(8))
    if rng.random() < 0.35:
        stamps.department(p, (112, y + 2), "门诊部")
    return p


def of_chinese_medicine(rng: Random) -> Paper:
    """What looking, listening, asking and feeling gave; illness, pattern, way of treating and the formula."""
    p = start(rng, (185.0, 260.0), _TYPE, ("song", "kaiti", "sungti"), 11)
    at_hospital(p, "中医医院", "中医院", "=杏林国医馆")
    illness, kind = pattern(p)
    y = centred(p, 14, p.fact("hospital_name"), Type("kaiti", 18, p.body.colour))
    y = centred(p, y + 1, "中 医 门 诊 病 历", Type("song-bold", 14, p.body.colour)) + 4
    y = slots(
        p,
        (16, y),
        [("姓名", p.fact("patient_name"), 48), ("性别", p.fact("sex"), 34), ("年龄", p.fact("age"), 40)],
        True,
    )
    y = slots(p, (16, y), [("门诊科室", p.fact("department"), 80), ("日期", p.fact("visit_date"), 60)], True)
    y = slots(p, (16, y), [("门诊号", p.fact("outpatient_number"), 80), ("电话", p.fact("phone"), 60)], True) + 2
    y = section(p, y, "主诉：", p.case.complaint + "。", 16, 153)
    y = section(
        p,
        y,
        "四诊：",
        "望：面色少华，舌质暗红，苔薄白；闻：语声如常；问：神疲乏力，夜寐欠安，二便调；切：脉弦细。",
        16,
        153,
    )
    y = section(p, y, "检查：", p.case.examination, 16, 153)
    east = f"{illness}（{kind}）"
    west = p.case.diagnoses[:2]
    p.diagnose([(east, ""), *west])
    p.sheet.line((16, y + 1), f"中医诊断：{east}", p.body)
    p.sheet.line((16, y + 8), "西医诊断：" + "；".join(t for t, _ in west), p.body, 153)
    p.sheet.line(
        (16, y + 15), "治法：" + rng.choice(("益气养阴，活血通络", "健脾化湿，理气止痛", "平肝潜阳，滋补肝肾")), p.body
    )
    herbs = rng.sample(_HERBS, 12)
    p.sheet.line((16, y + 24), "处理：", p.body.bold())
    y += 32
    lines = ["  ".join(herbs[n : n + 4]) for n in range(0, 12, 4)]
    lines.append("7剂，水煎服，日一剂，早晚分服")
    p.fields["treatment_advice"] = "".join(lines)
    for line in lines:
        p.sheet.line((24, y), line, p.body)
        y += 7.2
    y = max(y + 8, 214.0)
    p.sheet.next()
    doctor = p.doctor(Title.ATTENDING)
    how = manner(rng)
    signed(p, (96, y), "医师：", (doctor, "signing"), how)
    if how != "empty" and rng.random() < 0.5:
        p.sheet.line((96, y + 11), f"职称：{doctor.title_text}", p.body)
        of_rank(p, doctor.title)
    if rng.random() < 0.3:
        stamps.department(p, (128, y + 6), "门诊专用章")
    return p


def of_the_community(rng: Random) -> Paper:
    """A centre's follow-up in cells, with boxes, filled in by pen or printer."""
    p = start(rng, A4, _TYPE, ("hei", "song", "zenhei"), 10.5)
    at_hospital(p, "城南社区卫生服务中心", "滨河街道社区卫生服务中心", "双河镇中心卫生院")
    of_cases(p, "M01600", "M03900", "M05300", "M04803", "M04600")
    hand = pen(p, 0.6) if rng.random() < 0.5 else p.body
    y = centred(p, 16, p.fact("hospital_name"), Type("hei-bold", 17, p.body.colour))
    y = centred(p, y + 1, "门诊病历（慢性病复诊）", p.body.at(13)) + 4

    def v(text: str, span: int = 1, tall: float = 0.0) -> Cell:
        return Cell(text, span, hand, tall=tall, top=tall > 12)

    w = (26.0, 36.0, 20.0, 28.0, 24.0, 40.0)
    shown = p.diagnose(p.case.diagnoses[: rng.randrange(1, 4)])
    lines = [f"{name}，{how}；" for name, _, how in p.case.drugs]
    p.fields["treatment_advice"] = "".join(lines)
    rows: list[list[Cell | str]] = [
        ["姓 名", v(p.fact("patient_name")), "性别", v(p.fact("sex")), "年龄", v(p.fact("age"))],
        ["身份证号", v(p.fact("id_number"), 3), "联系电话", v(p.fact("phone"))],
        ["就诊日期", v(p.fact("visit_date"), 3), "科室", v(p.fact("department"))],
        ["复诊方式", Cell("", 5, tall=9)],
        [Cell("主诉"), v(p.case.complaint, 5, 14)],
        [
            Cell("体征"),
            v(
                f"血压{rng.randrange(118, 170)}/{rng.randrange(70, 100)}mmHg，心率{rng.randrange(62, 96)}次/分，体重{rng.randrange(46, 84)}kg。{p.case.examination}",
                5,
                30,
            ),
        ],
        [Cell("诊断"), v("\n".join(numbered(shown, "{}．")), 5, 28)],
        [Cell("治疗意见"), v("\n".join(lines), 5, 40)],
    ]
    areas = p.sheet.grid((18, y), w, rows, p.body, 2.0)
    place, kind = areas[3][1], rng.randrange(3)
    p.sheet.next()
    x = place.left + 3
    for k, text in enumerate(("门诊", "电话", "家庭随访")):
        x = p.sheet.put((box(p, (x, place.top + 2.6), k == kind) + 0.4, place.top + 2.6), text, p.body) + 6
    y = areas[-1][0].bottom + 8
    p.sheet.next()
    signed(
        p,
        (18, y),
        "随访医生签名：",
        (p.doctor(Title.PHYSICIAN_ASSISTANT, Title.ATTENDING), "signing"),
        rng.choice(("hand", "scrawl", "stamp", "printed", "empty")),
    )
    p.sheet.put((112, y), "下次随访：三个月后", p.body)
    if rng.random() < 0.4:
        stamps.official(p, (150, y + 14))
    return p


def herbs(rng: Random) -> Paper:
    """A prescription of Chinese medicine: herbs four to a line."""
    p = start(rng, (130.0, 190.0), DocType.PRESCRIPTION, ("song", "kaiti"), 10)
    at_hospital(p, "中医医院", "中医院", "中西医结合医院")
    p.day, p.style = p.dates.issued, rng.choice(("iso", "dot"))
    y = centred(p, 9, p.fact("hospital_name"), Type("song-bold", 13, p.body.colour))
    y = centred(p, y, "中药饮片处方笺", Type("song-bold", 12, p.body.colour)) + 2
    y = (
        slots(
            p,
            (9, y),
            [("费别：", rng.choice(("医保", "自费")), 52), ("处方号：", f"{rng.randrange(10**7, 10**8)}", 60)],
        )
        - 0.6
    )
    y = (
        slots(
            p,
            (9, y),
            [("姓名：", p.fact("patient_name"), 40), ("性别：", p.fact("sex"), 30), ("年龄：", p.fact("age"), 40)],
        )
        - 0.6
    )
    y = slots(p, (9, y), [("门诊号：", p.fact("outpatient_number"), 52), ("科室：", p.fact("department"), 60)]) - 0.6
    illness, kind = pattern(p)
    p.diagnose([(f"{illness} {kind}", "")])
    y = slots(p, (9, y), [("诊断：", f"{illness} {kind}", 62), ("日期：", p.fact("issue_date"), 50)])
    p.sheet.rule((9, y - 1), (121, y - 1), 0.4)
    p.sheet.line((11, y + 2), "R.", Type("song-bold", 15, p.body.colour))
    y += 11
    chosen = rng.sample(_HERBS, 12)
    for n in range(0, 12, 3):
        p.sheet.next()
        for k, herb in enumerate(chosen[n : n + 3]):
            p.sheet.put((16 + k * 36, y), herb, p.body)
        y += 9
    p.sheet.line((16, y + 3), "共 7 剂  用法：水煎服，每日一剂，分两次温服", p.body)
    y = max(y + 18, 138.0)
    p.sheet.rule((9, y), (121, y), 0.4)
    p.sheet.next()
    signed(p, (9, y + 5), "医师：", (p.doctor(), "signing"), rng.choice(("hand", "scrawl", "stamp", "printed")))
    p.sheet.put((70, y + 5), f"药费：{rng.uniform(80, 400):.2f}", p.body)
    p.sheet.next()
    for k, label in enumerate(("审核", "调配", "核对、发药")):
        p.sheet.put((9 + k * 36, y + 17), f"{label}：{p.doctor().name}", p.body, 35)
    return p


def receipt_for_a_stay(rng: Random) -> Paper:
    """An electronic receipt for a stay: two columns of items, and who pays what."""
    p = start(rng, A5_WIDE, DocType.INVOICE, ("song", "sungti"), 9)
    p.style = "iso"
    red = (158, 40, 40)
    y = centred(p, 9, f"{p.hospital.place[0]}医疗住院收费票据（电子）", Type("song-bold", 15, red)) + 1
    code_square(p, Area(12, 8, 30, 26))
    for text in (
        f"票据代码：{p.hospital.place[3][:2]}06{rng.randrange(10**4, 10**5)}",
        f"校验码：{rng.randrange(16**6):06x}",
    ):
        p.sheet.line((140, y), text, p.body, 58, "r")
        y += 5
    y = slots(p, (12, max(y, 28)), [("交款人：", p.fact("patient_name"), 90), ("开票日期：", p.fact("issue_date"), 90)])
    y = slots(
        p,
        (12, y - 1.4),
        [
            ("住院号：", p.fact("inpatient_number"), 62),
            ("住院科别：", p.fact("department"), 66),
            ("医保类型：", rng.choice(("职工医保", "居民医保")), 56),
        ],
    )
    names = ("床位费", "诊察费", "检查费", "化验费", "治疗费", "护理费", "卫生材料费", "西药费")
    cents = [rng.randrange(3000, 500000) for _ in names]
    rows: list[list[Cell | str]] = [[Cell(h, align="c") for h in ("项目名称", "金额（元）", "项目名称", "金额（元）")]]
    rows += [
        [part for k in (n, n + 4) for part in (names[k], Cell(f"{cents[k] / 100:.2f}", align="r"))] for n in range(4)
    ]
    total = sum(cents)
    rows.append([Cell(f"合计（小写）：¥{total / 100:.2f}", 4)])
    y = p.sheet.grid((12, y), (56.0, 37.0, 56.0, 37.0), rows, p.body, 1.3)[-1][0].bottom + 2
    pooled = total * 7 // 10
    for text in (
        f"预缴金额：{total * 4 // 1000}.00    补缴金额：0.00    退费金额：{rng.randrange(10, 900)}.00",
        f"医保统筹基金支付：{pooled / 100:.2f}    其他支付：0.00    个人账户支付：0.00    个人现金支付：{(total - pooled) / 100:.2f}",
    ):
        p.sheet.line((12, y), text, p.body)
        y += 6
    p.sheet.next()
    p.sheet.put((12, 128), f"收款单位（章）：{p.fact('hospital_name')}", p.body)
    p.sheet.put((110, 128), f"复核人：{p.doctor().name}", p.body)
    p.sheet.put((156, 128), f"收款人：{p.doctor().name}", p.body)
    dashes(p, (12, 136), (198, 136))
    if rng.random() < 0.7:
        stamps.department(p, (80, 118), rng.choice(("收费专用章", "住院收费专用章")))
    return p


OUTPATIENT = (electronic_slip, of_chinese_medicine, of_the_community)
PRESCRIPTION = (herbs,)
INVOICE = (receipt_for_a_stay,)
