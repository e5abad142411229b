"""Outpatient records as clinics' systems print them and as old booklets are written."""

from __future__ import annotations

from random import Random

from models.codes import DocType
from tests.bench.held_out import stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, A5_WIDE, bars, centred, manner, slots, start
from tests.bench.held_out.second.entries import at_hospital, clock, pattern, pen, signed
from tests.bench.held_out.sheet import Area, Cell

_TYPE = DocType.OUTPATIENT_RECORD


def _entry(p: Paper, y: float, label: str, text: str, left: float = 16.0) -> float:
    """A bold label with its text behind it in one paragraph; the height of the next."""
    width = p.sheet.width - 2 * left
    indent = p.sheet.measure(label, p.body.bold()) + 1.2
    end = p.sheet.flow((left, y), text, p.body, width, 1.55, indent)
    p.sheet.put((left, y), label, p.body.bold())
    return end + 1.2


def _drugs(p: Paper) -> str:
    return "；".join(f"{name} {pack} {use}" for name, pack, use in p.case.drugs)


def clinic_workstation(rng: Random) -> Paper:
    """A workstation's page: card number and bar code above, bold labels, the physician's name in print and hand."""
    p = start(rng, A4, _TYPE, ("song", "hei", "microhei"), 10.5)
    sheet, b = p.sheet, p.body
    centred(p, 14, p.fact("hospital_name"), b.bold().at(16))
    centred(p, 22, p.title(rng.choice(("门诊电子病历", "门（急）诊病历记录"))), b.at(14))
    bars(p, Area(158, 12, 194, 19))
    sheet.rule((14, 31), (196, 31), 0.4)
    row = [("姓名：", p.fact("patient_name"), 40.0), ("性别：", p.fact("sex"), 26.0), ("年龄：", p.fact("age"), 30.0)]
    y = slots(p, (16, 34), [*row, ("门诊ID：", p.fact("outpatient_number"), 60.0)])
    y = slots(
        p,
        (16, y),
        [("接诊科室：", p.fact("department"), 66.0), ("接诊时间：", f"{p.fact('visit_date')} {clock(p)}", 70.0)],
    )
    sheet.rule((14, y), (196, y), 0.2)
    y = _entry(p, y + 3, "主诉", p.case.complaint + "。")
    y = _entry(p, y, "现病史", p.case.history)
    y = _entry(p, y, "既往史", rng.choice(("否认药物及食物过敏史，否认肝炎、结核病史。", "既往体健，无手术外伤史。")))
    y = _entry(p, y, "查体", p.case.examination)
    named = p.diagnose(p.case.diagnoses[: rng.randrange(1, 4)])
    y = _entry(p, y, "初步诊断", "  ".join(f"({n}){text}" for n, text in enumerate(named, 1)))
    y = _entry(p, y, "用药", _drugs(p))
    sheet.next()
    signed(p, (118, y + 10), "接诊医生：", (p.doctor(), "signing"), manner(rng), rng.random() < 0.4)
    sheet.line((16, 280), f"打印时间 {p.dates.issued} {clock(p)}", b.at(8))
    sheet.line((172, 280), "第1页/共1页", b.at(8))
    if rng.random() < 0.5:
        stamps.department(p, (150, y + 18), "门诊部")
    return p


def booklet_leaf(rng: Random) -> Paper:
    """A leaf of a booklet: printed head, everything else in the physician's hand on ruled lines."""
    p = start(rng, (148.0, 210.0), _TYPE, ("song", "sungti", "ming"), 10.5)
    sheet, b, ink = p.sheet, p.body, pen(p)
    centred(p, 9, p.fact("hospital_name"), b.at(13))
    centred(p, 16, p.title("门诊病历"), b.bold().at(15).spaced(2))
    p.style = rng.choice(("dot", "han"))
    y = slots(
        p,
        (12, 27),
        [("姓名", p.fact("patient_name"), 44), ("性别", p.fact("sex"), 28), ("年龄", p.fact("age"), 40)],
        True,
        ink,
    )
    y = slots(p, (12, y), [("科别", p.fact("department"), 62), ("日期", p.fact("visit_date"), 56)], True, ink)
    named = p.diagnose(p.case.diagnoses[: rng.randrange(1, 3)])
    texts = [p.case.complaint + "。", "PE：" + p.case.examination, "Imp：" + "；".join(named), "Rp："]
    texts += [f"{name} {use}" for name, _, use in p.case.drugs]
    for text in texts:
        y = sheet.flow((14, y + 1), text, ink, 120, 1.6)
    sheet.next()
    p.sign((92, y + 6), p.doctor(), "signing", rng.choice(("hand", "scrawl", "stamp")))
    return p


def half_sheet(rng: Random) -> Paper:
    """Half a sheet across, framed cells: what the window of a township or county hospital prints."""
    p = start(rng, A5_WIDE, _TYPE, ("zenhei", "song", "microhei"), 9)
    sheet, b = p.sheet, p.body
    centred(p, 7, p.fact("hospital_name") + p.title(rng.choice(("门诊病历单", "门诊就诊记录"))), b.bold().at(13))
    widths = (20.0, 40.0, 18.0, 22.0, 20.0, 66.0)
    named = p.diagnose(p.case.diagnoses[: rng.randrange(1, 3)], codes=(codes := rng.random() < 0.5))
    shown = [f"{t}（{c}）" if codes else t for t, (_, c) in zip(named, p.case.diagnoses, strict=False)]
    rows: list[list[Cell | str]] = [
        ["患者姓名", p.fact("patient_name"), "性别", p.fact("sex"), "年龄", p.fact("age")],
        ["就诊日期", p.fact("visit_date"), "费别", rng.choice(("医保", "自费")), "就诊科室", p.fact("department")],
        ["病情摘要", Cell(p.case.complaint + "。" + p.case.examination, 5)],
        ["门诊诊断", Cell("，".join(shown), 5)],
        ["处方用药", Cell(_drugs(p), 5)],
    ]
    y = sheet.grid((12, 18), widths, rows, b)[-1][0].bottom
    doctor = p.doctor()
    sheet.next()
    signed(p, (14, y + 5), "医师：", (doctor, "signing"), manner(rng))
    sheet.put((80, y + 5), f"流水号 {rng.randrange(10**7, 10**8)}", b)
    sheet.line((140, y + 5), "本病历请妥善保管，复诊携带", b.at(8))
    if rng.random() < 0.4:
        stamps.official(p, (160, 112))
    return p


def app_page(rng: Random) -> Paper:
    """A phone's page printed: cards below each other, label left and value right."""
    p = start(rng, (120.0, 230.0), _TYPE, ("microhei", "hei"), 10)
    sheet, b = p.sheet, p.body
    grey = b.in_colour((120, 122, 128))
    sheet.line((8, 6), clock(p), b.at(8))
    centred(p, 13, p.title(rng.choice(("就诊记录", "门诊病历详情"))), b.bold().at(12))
    y = 26.0
    rows = [
        ("就诊医院", p.fact("hospital_name")),
        ("就诊科室", p.fact("department")),
        ("就诊人", p.fact("patient_name")),
    ]
    rows += [("性别", p.fact("sex")), ("年龄", p.fact("age")), ("就诊日期", p.fact("visit_date"))]
    for label, value in rows:
        sheet.next()
        sheet.put((8, y), label, grey)
        sheet.put((40, y), value, b, 72, "r")
        y += 8
    named = p.diagnose(p.case.diagnoses[: rng.randrange(1, 3)])
    for label, text in (("主诉", p.case.complaint), ("诊断结果", "、".join(named)), ("病史", p.case.history)):
        sheet.rule((8, y), (112, y), 0.15)
        sheet.line((8, y + 3), label, b.bold())
        y = sheet.flow((8, y + 10), text, b, 104) + 2
    sheet.next()
    sheet.put((8, y + 3), "就诊医生", grey)
    p.sign((40, y + 3), p.doctor(), "signing", "printed", rng.random() < 0.6)
    return p


def return_visit(rng: Random) -> Paper:
    """A Chinese-medicine clinic's page: the illness and its pattern, the prescription beside the findings."""
    p = start(rng, (182.0, 257.0), _TYPE, ("sungti", "song", "kaiti"), 11)
    at_hospital(p, "中医医院", "中医院", "中西医结合医院")
    sheet, b = p.sheet, p.body
    centred(p, 12, p.fact("hospital_name"), b.bold().at(15))
    centred(p, 20, p.title(rng.choice(("中医门诊病历", "门诊复诊记录"))), b.at(13))
    y = slots(
        p, (14, 31), [("就诊时间：", p.fact("visit_date"), 62), ("门诊号：", p.fact("outpatient_number"), 70)], True
    )
    row = [("患者：", p.fact("patient_name"), 44), ("性别：", p.fact("sex"), 28), ("年龄：", p.fact("age"), 34)]
    y = slots(p, (14, y), row, True)
    y = _entry(p, y + 2, "刻下症：", p.case.complaint + "，纳可，夜寐欠安，二便调。", 14)
    y = _entry(p, y, "舌脉：", rng.choice(("舌淡红，苔薄白，脉弦细。", "舌暗，苔白腻，脉沉细。")), 14)
    illness, kind = pattern(p)
    western = p.case.diagnoses[0]
    p.diagnose([(f"{illness} {kind}", ""), western])
    y = _entry(p, y, "中医诊断：", f"{illness} {kind}", 14)
    y = _entry(p, y, "西医诊断：", western[0], 14)
    y = _entry(p, y, "中药：", "黄芪15g  当归10g  白术12g  茯苓15g  丹参10g  炙甘草6g  七剂，水煎服，日一剂。", 14)
    sheet.next()
    signed(p, (100, y + 9), "医生：", (p.doctor(), "signing"), manner(rng, 0.06))
    return p


OUTPATIENT = (clinic_workstation, booklet_leaf, half_sheet, app_page, return_visit)
