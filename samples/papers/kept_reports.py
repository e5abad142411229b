"""Reports and grids kept aside from all tuning, drawn anew after those of ``kept_further`` were looked at."""

from __future__ import annotations

from models.codes import DocType, Flag, Title
from models.document import Diagnosis
from samples.clinic import Visit, exams, panels
from samples.ink import Pen, Sheet, Shown, leading
from samples.papers import Layout
from samples.papers.fittings import page_foot
from samples.papers.lab import measure
from samples.people import invent_doctor, invent_name
from samples.truth import TruePhysician
from samples.typeset import Cell, House, Table, entries, heading, new_sheet, section, table_row
from samples.values import (
    age,
    clock,
    day,
    department,
    diagnoses,
    hospital,
    id_number,
    illnesses,
    inpatient_number,
    name,
    numbered,
    outpatient_number,
    phone,
    sex,
    title,
)


def lab_results_first(visit: Visit) -> Sheet:
    """Abbreviations, results before ranges, marks in a column of their own; the physician with a rank asked for it."""
    rng = visit.rng
    house, sheet = House.of(rng, 10.0), new_sheet(rng)
    pen, left, marks = house.body, 16.0, ("H", "L")
    panel = panels()[rng.choice(visit.disease.panels)]
    y = heading(sheet, house, 10, hospital(visit), title("医学检验报告"))
    y = entries(
        sheet,
        house,
        y,
        [("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit)), ("住院号", inpatient_number(visit))],
    )
    y = entries(
        sheet,
        house,
        y,
        [
            ("送检科室", department(visit)),
            ("标本", Shown(panel.specimen)),
            ("开单医师", Shown(f"{visit.resident.name} 住院医师")),
        ],
    )
    sheet.physicians.append(
        TruePhysician(name=visit.resident.name, title=Title.RESIDENT, role="requesting", signed=None)
    )
    y = entries(sheet, house, y, [("检验项目", Shown(panel.title)), ("条码", Shown(f"{rng.randrange(10**9, 10**10)}"))])
    xs = (left, left + 12, left + 34, left + 92, left + 114, left + 126, left + 152)
    sheet.rule((left, y), (194, y), 0.4)
    for x, word in zip(xs, ("序号", "缩写", "检验项目", "检测结果", "提示", "单位", "生物参考区间"), strict=True):
        sheet.text(x, y + 1, word, pen)
    y += leading(pen) + 2
    for number, item in enumerate(measure(visit, panel, marks), 1):
        mark = {Flag.HIGH: marks[0], Flag.LOW: marks[1]}.get(item.flag, "") if item.flag else ""
        row = (
            f"{number}",
            panel.items[number - 1][1],
            item.name,
            item.value,
            mark,
            item.unit or "",
            item.reference or "",
        )
        for x, cell in zip(xs, row, strict=True):
            sheet.text(x, y, cell, pen)
        sheet.lab_items.append(item)
        y += leading(pen) * 1.08
    sheet.rule((left, y), (194, y), 0.4)
    testers = [invent_name(rng, sex) for sex in ("female", "male")]
    y = entries(
        sheet,
        house,
        y + 2,
        [
            ("采样时间", day(house, visit.admitted, None, " 06:40")),
            ("审核时间", day(house, visit.admitted, "report_date", " 11:05")),
        ],
    )
    entries(sheet, house, y, [("检验", Shown(f"{testers[0]} 主管技师")), ("审核", Shown(f"{testers[1]} 副主任技师"))])
    return sheet


def exam_ranks_before(visit: Visit) -> Sheet:
    """Findings in a frame, a numbered impression; the ranks stand before the names of those who wrote and checked."""
    rng = visit.rng
    exam = rng.choice([exams()[key] for key in visit.disease.exams])
    house, sheet = House.of(rng, 11.0), new_sheet(rng)
    pen, left = house.body, 18.0
    y = heading(sheet, house, 12, hospital(visit), title(exam.title))
    y = entries(
        sheet,
        house,
        y,
        [("受检者", name(visit)), ("性别", sex(visit)), ("年龄", age(visit)), ("门诊号", outpatient_number(visit))],
    )
    y = entries(sheet, house, y, [("申请科室", department(visit)), ("检查项目", Shown(exam.part))])
    y = entries(sheet, house, y, [("检查日期", day(house, visit.admitted))])
    bottom = sheet.paragraph(left + 4, y + 10, exam.findings, pen, 166) + 6
    sheet.text(left + 2, y + 3, "影像所见", Pen("hei_bold", 11))
    sheet.frame(left, y, 192, bottom)
    sheet.text(left + 2, bottom + 4, "诊断意见", Pen("hei_bold", 11))
    y = bottom + 12
    for line in numbered(exam.conclusions, "{0}. "):
        y = sheet.paragraph(left + 4, y, line + "。", pen, 166)
    sheet.fields["diagnoses"] = tuple(Diagnosis(text=text) for text in exam.conclusions)
    doctors = [invent_doctor(rng, rank) for rank in (Title.ATTENDING, Title.CHIEF)]
    y = max(y + 14, 220)
    for x, label, doctor in ((left, "报告医师：", doctors[0]), (106.0, "审核医师：", doctors[1])):
        sheet.text(sheet.text(x, y, label + doctor.title.label + "  ", pen), y, doctor.name, pen)
    for doctor, role in ((doctors[0], "reporting"), (doctors[1], "reviewing")):
        sheet.physicians.append(TruePhysician(name=doctor.name, title=doctor.title, role=role, signed=None))
    sheet.text(left, y + 9, "报告时间：" + day(house, visit.discharged, None, " 15:42").text, pen)
    sheet.note(day(house, visit.discharged, "report_date"))
    sheet.text(left, 272, "本报告仅供临床医师参考，不作为其他证明。", pen.at(9))
    return sheet


def pathology_ranks_below(visit: Visit) -> Sheet:
    """The diagnosis last in bold; the names of two physicians beside each other, their ranks in the line below."""
    told = visit.disease.pathology
    assert told is not None
    house, sheet = House.of(visit.rng, 11.0), new_sheet(visit.rng)
    pen = house.body
    y = heading(sheet, house, 14, hospital(visit), title("病理诊断报告书"))
    y = entries(sheet, house, y, [("病人姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit))])
    y = entries(
        sheet,
        house,
        y,
        [
            ("病案号", inpatient_number(visit)),
            ("科室", department(visit)),
            ("病理号", Shown(f"{visit.admitted:%Y}-{visit.rng.randrange(1000, 9999)}")),
        ],
    )
    for label, text in (
        ("标本名称", told[0]),
        ("肉眼检查", "灰红组织一块，切面灰白。"),
        ("光镜所见", told[1]),
        ("免疫组化结果", told[2]),
    ):
        y = section(sheet, house, y + 2, label, text)
    sheet.text(house.margin, y + 6, "病理诊断", Pen("hei_bold", 12))
    y = sheet.paragraph(house.margin + 8, y + 14, told[3], Pen("hei_bold", 11), 158)
    sheet.fields["diagnoses"] = (Diagnosis(text=told[3]),)
    y = max(y + 16, 230)
    doctors = [invent_doctor(visit.rng, rank) for rank in (Title.ATTENDING, Title.ASSOCIATE_CHIEF)]
    for x, label, doctor, role in (
        (24.0, "诊断医师：", doctors[0], "reporting"),
        (110.0, "复核医师：", doctors[1], "reviewing"),
    ):
        end = sheet.text(x, y, label, pen)
        sheet.text(end, y, doctor.name, pen)
        sheet.text(end, y + leading(pen) * 1.1, doctor.title.label, pen)
        sheet.physicians.append(TruePhysician(name=doctor.name, title=doctor.title, role=role, signed=None))
    when = day(house, visit.discharged, "report_date")
    sheet.note(when)
    sheet.text(110, y + 20, f"报告日期：{when.text}", pen)
    return sheet


def front_page_pairs(visit: Visit) -> Sheet:
    """病案首页 whose diagnoses stand two in a row with their codes; the physicians in cells beside their labels."""
    rng, disease = visit.rng, visit.disease
    house, sheet = House.of(rng, 9.5), new_sheet(rng)
    pen, left = house.body, 14.0
    sheet.centre(10, hospital(visit), house.title.at(14))
    sheet.centre(18, title("住院病案首页"), house.title.at(16))
    rows: list[tuple[tuple[float, ...], list[Cell]]] = [
        (
            (20, 44, 16, 20, 24, 58),
            ["姓名", name(visit), "性别", sex(visit), "出生日期", day(house, visit.patient.birth, "birth_date")],
        ),
        ((20, 70, 20, 72), ["身份证号", id_number(visit), "电话", phone(visit)]),
        ((20, 70, 20, 72), ["病案号", inpatient_number(visit), "年龄", age(visit)]),
        (
            (24, 66, 24, 68),
            [
                "入院时间",
                day(house, visit.admitted, "admission_date", clock(visit)),
                "出院时间",
                day(house, visit.discharged, "discharge_date", clock(visit)),
            ],
        ),
        ((24, 66, 24, 68), ["入院科别", department(visit), "离院方式", "医嘱离院"]),
    ]
    y = 30.0
    for widths, cells in rows:
        y = table_row(sheet, Table(left, widths, 8.5), y, cells, pen)
    table = Table(left, (62, 29, 62, 29), 8.5)
    y = table_row(sheet, table, y, ["出院诊断", "疾病编码", "出院诊断", "疾病编码"], pen)
    known = [*disease.diagnoses] + ([("", "")] if len(disease.diagnoses) % 2 else [])
    for first, second in zip(known[::2], known[1::2], strict=True):
        y = table_row(sheet, table, y, [first[0], first[1], second[0], second[1]], pen)
    sheet.fields["diagnoses"] = diagnoses(visit, coded=True)
    signers = Table(left, (30, 30, 26, 34, 26, 36), 9)
    table_row(
        sheet,
        signers,
        y + 6,
        ["主任(副主任)医师", visit.chief.name, "主治医师", visit.attending.name, "住院医师", visit.resident.name],
        pen,
    )
    for doctor, known_title in (
        (visit.chief, Title.ASSOCIATE_CHIEF),
        (visit.attending, Title.ATTENDING),
        (visit.resident, Title.RESIDENT),
    ):
        sheet.physicians.append(TruePhysician(name=doctor.name, title=known_title, role="responsible", signed=True))
    return sheet


def surgery_team(visit: Visit) -> Sheet:
    """手术记录: the team with ranks in one row, the course below, the surgeon's hand at the foot."""
    told = visit.disease.surgery
    assert told is not None
    house, sheet = House.of(visit.rng, 11.0), new_sheet(visit.rng)
    pen = house.body
    y = heading(sheet, house, 14, hospital(visit), title("手术记录"))
    y = entries(
        sheet,
        house,
        y,
        [("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit)), ("住院号", inpatient_number(visit))],
    )
    y = entries(sheet, house, y, [("科别", department(visit)), ("手术日期", day(house, visit.admitted))])
    y = section(sheet, house, y, "术前诊断", illnesses(visit)[0])
    y = section(sheet, house, y, "术后诊断", "同术前")
    y = section(sheet, house, y, "手术名称", told[0])
    sheet.text(house.margin, y, f"主刀：{visit.chief.name} {visit.chief.title.label}", pen)
    sheet.text(112, y, f"一助：{visit.attending.name} 主治医师", pen)
    y = section(sheet, house, y + leading(pen) + 2, "手术经过", told[1])
    sheet.physicians.append(
        TruePhysician(name=visit.chief.name, title=visit.chief.title, role="responsible", signed=True)
    )
    end = sheet.text(112, y + 14, "术者签名：", pen)
    sheet.write(end + 1, y + 12.5, visit.chief.name, 15)
    page_foot(visit, sheet, pen.at(8.5))
    return sheet


def other_daily_costs(visit: Visit) -> Sheet:
    """住院患者每日费用清单: names, numbers and drugs, and none of the papers asked for."""
    house, sheet = House.of(visit.rng, 10.0), new_sheet(visit.rng)
    y = heading(sheet, house, 12, hospital(visit), title("每日费用清单"))
    y = entries(sheet, house, y, [("姓名", name(visit)), ("科室", department(visit)), ("床号", Shown("12"))])
    table = Table(20, (70, 30, 20, 24, 26), 8)
    y = table_row(sheet, table, y, ["项目名称", "规格", "数量", "单价", "金额"], house.body)
    for drug in visit.disease.drugs:
        y = table_row(sheet, table, y, [drug[0], drug[1], "1", "12.50", "12.50"], house.body)
    sheet.text(120, y + 6, "当日合计：37.50 元", house.body)
    return sheet


KEPT: dict[str, tuple[DocType, Layout]] = {
    "lab-results-first": (DocType.LAB_REPORT, lab_results_first),
    "examination-ranks-before": (DocType.EXAMINATION_REPORT, exam_ranks_before),
    "pathology-ranks-below": (DocType.PATHOLOGY_REPORT, pathology_ranks_below),
    "front-page-pairs": (DocType.MEDICAL_RECORD_FRONT_PAGE, front_page_pairs),
    "surgery-team": (DocType.SURGERY_RECORD, surgery_team),
    "other-daily-costs": (DocType.OTHER, other_daily_costs),
}
