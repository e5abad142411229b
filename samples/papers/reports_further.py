"""Further layouts of 检验报告, 检查报告, 病理报告 and 基因检测报告."""

from __future__ import annotations

from models.codes import DocType, Flag, Title
from models.document import Diagnosis, PhysicianRole
from samples.clinic import Exam, Panel, Visit, exams, panels
from samples.ink import Pen, Sheet, Shown, leading
from samples.papers import Layout
from samples.papers.fittings import barcode, over_cells, page_foot, stacked
from samples.papers.lab import measure
from samples.people import invent_doctor, invent_name
from samples.pictures import picture
from samples.truth import TrueLabItem, TruePhysician
from samples.typeset import Cell, House, Table, entries, heading, new_sheet, table_row
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

_BY_SEX = {
    "红细胞计数": ("4.3-5.8", "3.8-5.1"), "血红蛋白": ("130-175", "115-150"), "肌酐": ("57-97", "41-81"),
    "尿酸": ("208-428", "155-357"),
}  # fmt: skip
_ODD_ITEMS = (
    TrueLabItem(name="乙型肝炎病毒表面抗原", value="阴性(-)", unit=None, reference="阴性(-)", flag=None),
    TrueLabItem(name="超敏C反应蛋白", value="<0.5", unit="mg/L", reference="0-3.0", flag=None),
    TrueLabItem(name="乙型肝炎病毒脱氧核糖核酸定量", value="<5.00", unit="IU/mL", reference="<5.00", flag=None),
)


def _panel(visit: Visit) -> Panel:
    return panels()[visit.rng.choice(visit.disease.panels)]


def _staff(sheet: Sheet, visit: Visit) -> tuple[str, str]:
    """Technicians who test and check: no physicians."""
    first, second = (invent_name(visit.rng, "female") for _ in range(2))
    sheet.physicians.append(TruePhysician(name=visit.resident.name, title=None, role="requesting", signed=None))
    return first, second


def lab_times(visit: Visit) -> Sheet:
    """A modern laboratory's sheet: a barcode, cells with labels over values, abbreviations first, four times apart."""
    rng, panel = visit.rng, _panel(visit)
    house, sheet = House.of(rng, 10.0), new_sheet(rng)
    pen, left = house.body, 14.0
    barcode(sheet, (154, 17), 40, f"{visit.admitted:%y%m%d}{rng.randrange(10**6):06d}", pen.at(8))
    sheet.centre(10, hospital(visit), house.title.at(14))
    sheet.centre(18, title("医学检验报告单"), house.title.at(16))
    y = over_cells(sheet, (left, 30), [(36, "姓名", name(visit)), (20, "性别", sex(visit)), (24, "年龄", age(visit)),
                                       (50, "住院号", inpatient_number(visit)), (52, "科室", department(visit))],
                   pen)  # fmt: skip
    text = visit.disease.diagnoses[0][0]
    asked = Shown(text, "diagnoses", (Diagnosis(text=text),))
    y = over_cells(
        sheet,
        (left, y),
        [
            (56, "标本类型", Shown(panel.specimen)),
            (46, "申请医生", Shown(visit.resident.name)),
            (80, "临床诊断", asked),
        ],
        pen,
    )
    y += 3
    xs = (left, left + 9, left + 29, left + 88, left + 108, left + 120, left + 152)
    for x, word in zip(xs, ("序号", "代号", "项目名称", "结果", "提示", "参考区间", "单位"), strict=True):
        sheet.text(x, y, word, pen.at(9.5))
    y += leading(pen)
    sheet.rule((left, y), (196, y), 0.3)
    y += 1
    short = {entry[0]: entry[1] for entry in panel.items}
    marks = ("↑", "↓")
    items = [*measure(visit, panel, marks), *_ODD_ITEMS[:2]]
    for number, item in enumerate(items, 1):
        mark = {Flag.HIGH: marks[0], Flag.LOW: marks[1]}.get(item.flag, "") if item.flag else ""
        cells = (str(number), short.get(item.name, ""), item.name, item.value, mark, item.reference or "", item.unit)
        for x, cell in zip(xs, cells, strict=True):
            sheet.text(x, y, cell or "", pen)
        sheet.lab_items.append(item)
        y += leading(pen)
    y = max(y + 4, 240)
    sheet.rule((left, y), (196, y), 0.3)
    tester, checker = _staff(sheet, visit)
    rows = (
        (
            ("采样时间", day(house, visit.admitted, None, " 06:40")),
            ("接收时间", day(house, visit.admitted, None, " 08:12")),
        ),
        (
            ("检验时间", day(house, visit.admitted, None, " 09:30")),
            ("报告时间", day(house, visit.admitted, "report_date", " 11:05")),
        ),
        (("检验者", Shown(tester)), ("审核者", Shown(checker))),
    )
    y += 2
    for row in rows:
        for x, (label, shown) in zip((left, 108.0), row, strict=True):
            sheet.note(shown)
            sheet.text(x, y, house.label(label) + shown.text, pen)
        y += leading(pen)
    sheet.text(left, y, "本报告仅对所检标本负责，如有疑问请于三日内与检验科联系。", pen.at(8.5))
    return sheet


def lab_by_sex(visit: Visit) -> Sheet:
    """Ruled; ranges by sex in two lines of a cell, wrapped names, results with H and L glued behind them."""
    rng = visit.rng
    panel = panels()[rng.choice(("blood_count", "kidney", "biochemistry"))]
    house, sheet = House.of(rng, 9.5), new_sheet(rng)
    pen = house.body
    y = heading(sheet, house, 10, hospital(visit), title("检验报告单"))
    y = entries(sheet, house, y, [("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit)),
                                  ("门诊号", outpatient_number(visit))])  # fmt: skip
    y = entries(sheet, house, y, [("科别", department(visit)), ("标本", Shown(panel.specimen)),
                                  ("送检医师", Shown(visit.resident.name))])  # fmt: skip
    table = Table(16, (12, 42, 30, 40, 30, 24), 7.5)
    y = table_row(sheet, table, y + 1, ["No", "检验项目", "检验结果", "参考范围", "单位", "方法"], pen)
    male = visit.patient.sex == "male"
    for number, item in enumerate([*measure(visit, panel, ("H", "L")), *_ODD_ITEMS[::2]], 1):
        reference = item.reference or ""
        if item.name in _BY_SEX:
            low, high = (float(part) for part in _BY_SEX[item.name][0 if male else 1].split("-"))
            value = float(item.value)
            flag = Flag.HIGH if value > high else Flag.LOW if value < low else None
            reference = f"男:{_BY_SEX[item.name][0]}\n女:{_BY_SEX[item.name][1]}"
            item = item.model_copy(update={"reference": reference.replace("\n", ""), "flag": flag})
        mark = {Flag.HIGH: " H", Flag.LOW: " L"}.get(item.flag, "") if item.flag else ""
        y = table_row(
            sheet, table, y, [str(number), item.name, item.value + mark, reference, item.unit or "", "仪器法"], pen
        )
        sheet.lab_items.append(item)
    tester, checker = _staff(sheet, visit)
    when = day(house, visit.admitted, "report_date")
    y = entries(sheet, house, y + 5, [("检验日期", day(house, visit.admitted)), ("报告日期", when)])
    entries(sheet, house, y, [("检验", Shown(tester)), ("审核", Shown(checker))])
    page_foot(visit, sheet, pen.at(8))
    return sheet


def lab_three_columns(visit: Visit) -> Sheet:
    """A wide slip: two tables beside each other, arrows glued to the results, ranges in brackets."""
    rng = visit.rng
    panel = panels()[rng.choice(("biochemistry", "blood_count"))]
    house, sheet = House.of(rng, 9.0), new_sheet(rng, (210.0, 148.5))
    pen, marks = house.body, ("↑", "↓")
    sheet.centre(6, Shown(visit.hospital.name + "检验报告单"), house.title.at(14))
    sheet.note(hospital(visit))
    sheet.note(Shown("检验报告单", "report_title"))
    y = entries(
        sheet,
        house,
        16,
        [
            ("姓名", name(visit)),
            ("性别", sex(visit)),
            ("年龄", age(visit)),
            ("科室", department(visit)),
            ("病案号", inpatient_number(visit)),
        ],
        (10, 200),
    )
    sheet.rule((10, y), (200, y), 0.3)
    items = measure(visit, panel, marks)
    half = (len(items) + 1) // 2
    step = min(5.4, 88 / (half + 1))
    for column in range(2):
        left = 10 + column * 97
        for x, word in zip((0, 36, 54, 75), ("项目", "结果", "单位", "参考值"), strict=True):
            sheet.text(left + x, y + 1, word, pen)
        for row, item in enumerate(items[column * half : column * half + half], 1):
            mark = {Flag.HIGH: marks[0], Flag.LOW: marks[1]}.get(item.flag, "") if item.flag else ""
            cells = (item.name, item.value + mark, item.unit or "", f"({item.reference})")
            for x, cell in zip((0, 36, 54, 75), cells, strict=True):
                small = pen.at(8) if len(cell) > 9 else pen
                sheet.text(left + x, y + 1 + row * step, cell, small)
    sheet.lab_items.extend(items)
    y += step * (half + 2)
    tester, checker = _staff(sheet, visit)
    when = day(house, visit.admitted, "report_date", f" {rng.randrange(10, 18)}:{rng.randrange(10, 60)}")
    y = entries(sheet, house, y, [("送检医生", Shown(visit.resident.name)), ("检验者", Shown(tester)),
                                  ("核对者", Shown(checker)), ("报告时间", when)], (10, 200))  # fmt: skip
    return sheet


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
    "lab-times": (DocType.LAB_REPORT, lab_times),
    "lab-by-sex": (DocType.LAB_REPORT, lab_by_sex),
    "examination-grid": (DocType.EXAMINATION_REPORT, exam_grid),
    "examination-side-pictures": (DocType.EXAMINATION_REPORT, exam_side_pictures),
    "pathology-grid": (DocType.PATHOLOGY_REPORT, pathology_grid),
    "lab-three-columns": (DocType.LAB_REPORT, lab_three_columns),
    "examination-letter": (DocType.EXAMINATION_REPORT, exam_letter),
    "genetic-letter": (DocType.GENETIC_REPORT, genetic_letter),
}
