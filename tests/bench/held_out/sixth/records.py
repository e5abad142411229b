"""Admission records and front pages of medical records."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import people, stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, centred, manner, slots, start
from tests.bench.held_out.second.entries import by_label, clock, signed
from tests.bench.held_out.sheet import Cell


def ward_admission(rng: Random) -> Paper:
    """A ward's printout: two columns of particulars, paragraphs, diagnosis and physicians below right."""
    p = start(rng, A4, DocType.ADMISSION_RECORD, ("song", "hei", "microhei"), 10.5)
    sheet, b = p.sheet, p.body
    centred(p, 13, p.fact("hospital_name"), b.bold().at(15))
    centred(p, 21, p.title(rng.choice(("入院记录", "住院患者入院记录"))), b.bold().at(14))
    y = slots(
        p,
        (16, 30),
        [
            ("科室：", p.fact("department"), 66.0),
            ("床号：", f"{rng.randrange(1, 60)}床", 40.0),
            ("住院号：", p.fact("inpatient_number"), 60.0),
        ],
    )
    sheet.rule((14, y - 1), (196, y - 1), 0.3)
    pairs = [
        (("姓    名：", p.fact("patient_name")), ("职    业：", rng.choice(("农民", "退休", "务工")))),
        (("性    别：", p.fact("sex")), ("婚    姻：", "已婚")),
        (("年    龄：", p.fact("age")), ("病史陈述者：", "患者本人")),
        (("住    址：", p.fact("address")), ("入院日期：", f"{p.fact('admission_date')} {clock(p)}")),
    ]
    for left, right in pairs:
        y = slots(p, (16, y + 1), [(*left, 104.0), (*right, 72.0)])
    for label, text in (
        ("主诉：", p.case.complaint + "。"),
        ("现病史：", p.case.history),
        ("既往史：", "平素体质一般，否认传染病史，预防接种史不详，否认输血史。"),
        ("体格检查：", f"T 36.{rng.randrange(2, 9)}℃，P {rng.randrange(64, 96)}次/分。" + p.case.examination),
    ):
        end = sheet.flow((16, y + 2), text, b, 178, 1.6, sheet.measure(label, b.bold()) + 1)
        sheet.put((16, y + 2), label, b.bold())
        y = end
    y += 4
    sheet.line((110, y), rng.choice(("初步诊断：", "入院诊断：")), b.bold())
    for number, text in enumerate(p.diagnose(p.case.diagnoses[: rng.randrange(2, 4)]), 1):
        y += 7
        sheet.line((116, y), f"{number}.{text}", b, 78)
    sheet.next()
    signed(p, (110, y + 12), "医师签名：", (p.doctor(), "signing"), manner(rng), rng.random() < 0.3)
    if rng.random() < 0.5:
        stamps.records(p, (60, 265))
    return p


def _diagnosis_rows(p: Paper) -> list[list[Cell | str]]:
    chosen = p.case.diagnoses[: p.rng.randrange(2, 5)]
    names = p.diagnose(chosen, codes=True)
    rows: list[list[Cell | str]] = [["出院诊断", Cell("诊断名称", 3, align="c"), "疾病编码", "入院病情"]]
    for number, (name, (_, code)) in enumerate(zip(names, chosen, strict=True)):
        rows.append(["其他诊断" if number else "主要诊断", Cell(name, 3), code, p.rng.choice("12")])
    return rows


def home_page(rng: Random) -> Paper:
    """A grid over the whole width, the diagnoses with their codes, ranks as labels at the foot."""
    p = start(rng, A4, DocType.MEDICAL_RECORD_FRONT_PAGE, ("song", "zenhei", "sungti"), 9.5)
    sheet, b = p.sheet, p.body
    sheet.line((14, 10), f"组织机构代码：{rng.randrange(10**8, 10**9)}", b.at(8.5))
    centred(p, 15, p.fact("hospital_name"), b.at(13))
    centred(p, 22, p.title("住院病案首页"), b.bold().at(17))
    y = slots(
        p,
        (14, 33),
        [
            ("付费方式：", rng.choice(("1", "2")), 50.0),
            ("第", f"{rng.randrange(1, 9)}次住院", 50.0),
            ("病案号：", p.fact("inpatient_number"), 60.0),
        ],
    )
    p.day = p.dates.admitted
    days = f"实际住院{(p.dates.discharged - p.dates.admitted).days}天"
    rows: list[list[Cell | str]] = [
        ["姓名", p.fact("patient_name"), "性别", p.fact("sex"), "出生日期", p.fact("birth_date")],
        ["身份证号", Cell(p.fact("id_number"), 3), "年龄", p.fact("age")],
        ["现住址", Cell(p.fact("address"), 3), "电话", p.fact("phone")],
        ["入院时间", f"{p.fact('admission_date')}", "科别", Cell(p.fact("department"), 3)],
        ["出院时间", f"{p.fact('discharge_date')}", "住院天数", Cell(days, 3)],
    ]
    y = sheet.grid((14, y), (24.0, 48.0, 20.0, 26.0, 26.0, 38.0), [*rows, *_diagnosis_rows(p)], b)[-1][0].bottom
    ranks = (("主治医师", Title.ATTENDING), ("住院医师", Title.RESIDENT))
    sheet.next()
    by_label(p, (16, y + 8), ranks, (60, 0), manner(rng))
    sheet.line((16, y + 22), f"编码员：{people.name_of(rng, True)}", b)
    stamps.by_archive(p)
    return p


def admission_cells(rng: Random) -> Paper:
    """Particulars in a frame, headings on lines of their own, two physicians by rank at the foot."""
    p = start(rng, A4, DocType.ADMISSION_RECORD, ("zenhei", "sungti", "song"), 10)
    sheet, b = p.sheet, p.body
    sheet.line((15, 10), p.fact("hospital_name"), b.at(11))
    centred(p, 18, p.title(rng.choice(("住院病历", "入院病历"))), b.bold().at(17))
    rows: list[list[Cell | str]] = [
        ["病人姓名", p.fact("patient_name"), "性别", p.fact("sex"), "年龄", p.fact("age")],
        ["病案号", p.fact("inpatient_number"), "病区", Cell(p.fact("department"), 3)],
        ["入院时间", f"{p.fact('admission_date')} {clock(p)}", "电话", Cell(p.fact("phone"), 3)],
    ]
    y = sheet.grid((15, 29), (24.0, 58.0, 18.0, 26.0, 18.0, 36.0), rows, b)[-1][0].bottom + 5
    for label, text in (("主  诉", p.case.complaint), ("现 病 史", p.case.history), ("体  检", p.case.examination)):
        sheet.line((15, y), label, b.bold())
        y = sheet.flow((15, y + 6), text, b, 180, 1.6, 2 * b.em) + 2
    sheet.line((15, y), "门诊拟诊", b.bold())
    y = sheet.flow((15, y + 6), "；".join(p.diagnose(p.case.diagnoses[:2])), b, 180, 1.6, 2 * b.em)
    sheet.next()
    by_label(p, (60, y + 10), (("主治医师：", Title.ATTENDING), ("住院医师：", Title.RESIDENT)), (70, 0), manner(rng))
    stamps.by_archive(p)
    return p


def lined_front(rng: Random) -> Paper:
    """A front page of ruled blanks without a frame; a small table of diagnoses only."""
    p = start(rng, A4, DocType.MEDICAL_RECORD_FRONT_PAGE, ("hei", "microhei", "song"), 10)
    sheet, b = p.sheet, p.body
    centred(p, 14, p.title("病案首页"), b.bold().at(19))
    y = slots(
        p, (14, 28), [("医院名称", p.fact("hospital_name"), 90), ("住院号", p.fact("inpatient_number"), 80)], True
    )
    row = [("姓名", p.fact("patient_name"), 44), ("性别", p.fact("sex"), 28), ("年龄", p.fact("age"), 34)]
    y = slots(p, (14, y), [*row, ("出生", p.fact("birth_date"), 60)], True)
    y = slots(p, (14, y), [("身份证号", p.fact("id_number"), 80), ("联系电话", p.fact("phone"), 70)], True)
    y = slots(p, (14, y), [("户口地址", p.fact("address"), 170)], True)
    y = slots(p, (14, y), [("入院日期", p.fact("admission_date"), 80), ("入院科室", p.fact("department"), 80)], True)
    y = slots(
        p, (14, y), [("出院日期", p.fact("discharge_date"), 80), ("离院方式", rng.choice(("医嘱离院", "1")), 60)], True
    )
    chosen = p.case.diagnoses[: rng.randrange(2, 4)]
    rows: list[list[Cell | str]] = [["序号", "出院诊断", "ICD-10"]]
    for number, (name, code) in enumerate(zip(p.diagnose(chosen, codes=True), [c for _, c in chosen], strict=True), 1):
        rows.append([str(number), name, code])
    y = sheet.grid((14, y + 3), (18.0, 120.0, 40.0), rows, b)[-1][0].bottom
    sheet.next()
    signed(p, (14, y + 10), "主管医师：", (p.doctor(), "responsible"), manner(rng))
    stamps.by_archive(p)
    return p


ADMISSION = (ward_admission, admission_cells)
FRONT_PAGE = (home_page, lined_front)
