"""Further layouts of 检查报告, 病理报告 and 基因检测报告."""

from __future__ import annotations

from models.codes import DocType, Title
from models.document import Diagnosis, PhysicianRole
from samples.clinic import Exam, Visit, exams
from samples.ink import Pen, Sheet, Shown, leading
from samples.papers import Layout
from samples.papers.fittings import stacked
from samples.people import invent_doctor
from samples.pictures import picture
from samples.truth import TruePhysician
from samples.typeset import Cell, House, Table, heading, new_sheet, table_row
from samples.values import (
    age,
    day,
    department,
    hospital,
    inpatient_number,
    name,
    numbered,
    outpatient_number,
    sex,
    title,
)


def _exam(visit: Visit, preferred: str = "") -> Exam:
    known = [exams()[key] for key in visit.disease.exams]
    return visit.rng.choice([exam for exam in known if preferred in exam.title] or known)


def _signers(visit: Visit, sheet: Sheet) -> tuple[str, str]:
    names = []
    levels: tuple[tuple[PhysicianRole, Title], ...] = (
        ("reporting", Title.ATTENDING),
        ("reviewing", Title.ASSOCIATE_CHIEF),
    )
    for role, title_of in levels:
        doctor = invent_doctor(visit.rng, title_of)
        sheet.physicians.append(TruePhysician(name=doctor.name, title=None, role=role, signed=None))
        names.append(doctor.name)
    return names[0], names[1]


def exam_grid(visit: Visit) -> Sheet:
    """The data in a ruled grid without punctuation, findings and conclusion in tall cells with labels above them."""
    rng, exam = visit.rng, _exam(visit)
    house, sheet = House.of(rng, 10.5), new_sheet(rng)
    pen, left, full = house.body, 16.0, 178.0
    y = heading(sheet, house, 14, hospital(visit), title(exam.title)) + 2
    number = Shown(f"{rng.randrange(10**7, 10**8)}")
    rows: tuple[tuple[tuple[float, ...], list[Cell]], ...] = (
        ((18, 40, 16, 22, 16, 24, 20, 22), ["姓名", name(visit), "性别", sex(visit), "年龄", age(visit), "床号", "12"]),
        (
            (20, 50, 20, 38, 20, 30),
            ["申请科室", department(visit), "住院号", inpatient_number(visit), "检查号", number],
        ),
        ((26, 60, 26, 66), ["检查部位", exam.part, "检查时间", day(house, visit.admitted, None, " 10:22")]),
    )
    for widths, cells in rows:
        y = table_row(sheet, Table(left, widths, 8.5), y, cells, pen)
    lines = numbered(exam.conclusions)
    sheet.fields["diagnoses"] = tuple(Diagnosis(text=text) for text in exam.conclusions)
    for label, text, least in (("影像学表现：", exam.findings, 70.0), ("影像学诊断：", "\n".join(lines), 46.0)):
        sheet.text(left + 2, y + 2, label, Pen("hei_bold", 10.5))
        below = sheet.paragraph(left + 8, y + 9, text, pen, full - 14)
        low = max(below + 3, y + least)
        sheet.frame(left, y, left + full, low)
        y = low
    first, second = _signers(visit, sheet)
    when = day(house, visit.admitted, "report_date")
    y = table_row(
        sheet,
        Table(left, (24, 36, 24, 36, 24, 34), 9),
        y,
        ["报告医师", first, "审核医师", second, "报告日期", when],
        pen,
    )
    sheet.text(left, y + 3, "*本报告未经医师签字无效*", pen.at(9))
    return sheet


def exam_side_pictures(visit: Visit) -> Sheet:
    """Pictures in a column on the right, data and text on the left; the conclusion in a box at the bottom."""
    rng, exam = visit.rng, _exam(visit, "超声")
    house, sheet = House.of(rng, 10.5), new_sheet(rng)
    pen, left = house.body, 16.0
    y = heading(sheet, house, 12, hospital(visit), title(exam.title))
    for row in range(3):
        picture(sheet, (138, y + 4 + row * 50), (58, 44), exam.title)
    rows = [("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit)), ("科室", department(visit)),
            ("门诊号", outpatient_number(visit)), ("检查项目", Shown(exam.part)),
            ("检查日期", day(house, visit.admitted))]  # fmt: skip
    y = stacked(sheet, house, (left, y + 4), rows, 110)
    sheet.text(left, y + 2, house.label("检查所见"), pen)
    y = sheet.paragraph(left, y + 2 + leading(pen), exam.findings, pen, 116)
    y = max(y + 8, 196)
    sheet.frame(left, y, 194, y + 44, 0.3)
    sheet.text(left + 2, y + 2, house.label("超声提示" if "超声" in exam.title else "检查提示"), pen)
    for line in numbered(exam.conclusions):
        y += leading(pen)
        sheet.text(left + 8, y + 3, line, pen)
    sheet.fields["diagnoses"] = tuple(Diagnosis(text=text) for text in exam.conclusions)
    first, second = _signers(visit, sheet)
    when = day(house, visit.admitted, "report_date", " 15:41")
    sheet.note(when)
    for x, text in ((left, f"诊断医生：{first}"), (76.0, f"审核医生：{second}"), (128.0, f"报告时间：{when.text}")):
        sheet.text(x, 256, text, pen)
    sheet.text(left, 266, "此报告仅供临床参考，不作法律依据", pen.at(8.5))
    return sheet


def exam_letter(visit: Visit) -> Sheet:
    """Kept plain: data separated by wide blanks, 所见 and 印象 as bracketed heads, signatures at the lower right."""
    rng, exam = visit.rng, _exam(visit)
    house, sheet = House.of(rng, 11.5), new_sheet(rng)
    pen, left = house.body, 20.0
    sheet.note(hospital(visit))
    sheet.note(Shown(exam.title, "report_title"))
    sheet.centre(16, visit.hospital.name, house.title.at(16))
    sheet.centre(25, exam.title, house.title.at(16))
    y = 40.0
    for row in (
        [("病人姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit))],
        [("科别", department(visit)), ("住院号", inpatient_number(visit))],
        [("检查日期", day(house, visit.admitted)), ("报告日期", day(house, visit.discharged, "report_date"))],
    ):
        x = left
        for label, shown in row:
            sheet.note(shown)
            sheet.text(x, y, f"{label} {shown.text}", pen)
            x += 170 / len(row)
        y += leading(pen) * 1.2
    for head, text in (("[检查所见]", exam.findings), ("[印象]", "\n".join(numbered(exam.conclusions, "{0}. ")))):
        sheet.text(left, y + 3, head, Pen("hei_bold", 11.5))
        y = sheet.paragraph(left + 6, y + 3 + leading(pen), text, pen, 164) + 3
    sheet.fields["diagnoses"] = tuple(Diagnosis(text=text) for text in exam.conclusions)
    first, second = _signers(visit, sheet)
    y = max(y + 14, 220)
    sheet.text(120, y, f"报告者：{first}", pen)
    sheet.text(120, y + 9, f"审核者：{second}", pen)
    return sheet


def _pathology(
    visit: Visit, sheet: Sheet, house: House, labels: tuple[str, ...]
) -> tuple[list[tuple[str, str]], Shown]:
    told = visit.disease.pathology
    assert told is not None
    specimen, microscopy, stains, diagnosis = told
    sheet.fields["diagnoses"] = (Diagnosis(text=diagnosis),)
    texts = ("灰白色碎组织一堆，大小约1.0cm×0.8cm×0.3cm。", microscopy, stains, diagnosis)
    return list(zip(labels, texts, strict=True)), Shown(specimen)


def pathology_grid(visit: Visit) -> Sheet:
    """A grid of data, the texts in ruled cells with their labels on the left."""
    rng = visit.rng
    house, sheet = House.of(rng, 10.5), new_sheet(rng)
    pen, left = house.body, 16.0
    y = heading(sheet, house, 14, hospital(visit), title("病理诊断报告单"))
    sheet.text(140, y - 2, f"病理号：{visit.admitted:%Y}-{rng.randrange(10**5):05d}", pen)
    y += 5
    blocks, specimen = _pathology(visit, sheet, house, ("肉眼所见", "镜下所见", "免疫组化", "病理诊断"))
    rows: tuple[tuple[tuple[float, ...], list[Cell]], ...] = (
        ((18, 42, 16, 24, 16, 62), ["姓名", name(visit), "性别", sex(visit), "年龄", age(visit)]),
        ((24, 66, 24, 64), ["送检科室", department(visit), "住院号", inpatient_number(visit)]),
        ((24, 66, 24, 64), ["送检材料", specimen, "收到日期", day(house, visit.admitted)]),
    )
    for widths, cells in rows:
        y = table_row(sheet, Table(left, widths, 9), y, cells, pen)
    for label, text in blocks:
        y = table_row(sheet, Table(left, (24, 154), 30), y, [label, text], pen)
    first, second = _signers(visit, sheet)
    when = day(house, visit.discharged, "report_date")
    sheet.note(when)
    y += 8
    for x, text in ((left, f"诊断医师：{first}"), (80.0, f"审核医师：{second}"), (138.0, f"报告日期：{when.text}")):
        sheet.text(x, y, text, pen)
    return sheet


def genetic_letter(visit: Visit) -> Sheet:
    """A laboratory's letter: data stacked in two columns, a list of genes in sentences, a conclusion."""
    rng, told = visit.rng, visit.disease.genetic
    assert told is not None
    test, rows, conclusion = told
    house, sheet = House.of(rng, 11.0), new_sheet(rng)
    pen, left = house.body, 20.0
    sheet.centre(20, title("基因检测报告书"), house.title.at(20))
    for x, part in ((left, [("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit))]),
                    (108.0, [("送检医院", hospital(visit)), ("送检科室", department(visit)),
                             ("采样日期", day(house, visit.admitted))])):  # fmt: skip
        y = stacked(sheet, house, (x, 40), part, 86)
    sheet.rule((left, y), (190, y), 0.3)
    y += 4
    texts = (
        ("检测项目", test), ("检测方法", "高通量测序"),
        ("检测结果", "；".join(" ".join(row) for row in rows) + "。"), ("检测结论", conclusion),
    )  # fmt: skip
    for label, text in texts:
        y = sheet.paragraph(left, y, house.label(label) + text, pen, 170) + 2
    when = day(house, visit.discharged, "report_date")
    sheet.note(when)
    sheet.text(118, max(y + 20, 220), f"报告日期：{when.text}", pen)
    return sheet


FURTHER: dict[str, tuple[DocType, Layout]] = {
    "examination-grid": (DocType.EXAMINATION_REPORT, exam_grid),
    "examination-side-pictures": (DocType.EXAMINATION_REPORT, exam_side_pictures),
    "pathology-grid": (DocType.PATHOLOGY_REPORT, pathology_grid),
    "examination-letter": (DocType.EXAMINATION_REPORT, exam_letter),
    "genetic-letter": (DocType.GENETIC_REPORT, genetic_letter),
}
