"""Further layouts of 出院记录 and 入院记录."""

from __future__ import annotations

from models.codes import DocType, Title
from models.document import PhysicianRole
from samples.clinic import Visit
from samples.ink import Pen, Sheet, Shown, leading
from samples.papers import Layout
from samples.papers.fittings import barcode, over_cells, page_foot, signature, stacked
from samples.people import Doctor
from samples.stamps import design_for, stamp
from samples.truth import TruePhysician
from samples.typeset import Cell, House, Table, entries, heading, new_sheet, section, table_row
from samples.values import (
    address,
    age,
    clock,
    day,
    department,
    diagnoses,
    hospital,
    illnesses,
    inpatient_number,
    name,
    numbered,
    phone,
    sex,
    title,
)


def _two_levels(visit: Visit, sheet: Sheet, y: float, pen: Pen) -> None:
    """主治医师 and 住院医师 beside each other, as records are signed."""
    line: tuple[tuple[float, str, Doctor, PhysicianRole], ...] = (
        (26.0, "主治医师：", visit.attending, "responsible"),
        (112.0, "住院医师：", visit.resident, "signing"),
    )
    for x, label, doctor, role in line:
        end = sheet.text(x, y, label, pen)
        sheet.write(end + 1, y - 1.3, doctor.name, 15)
        known = Title.ATTENDING if role == "responsible" else Title.RESIDENT
        sheet.physicians.append(TruePhysician(name=doctor.name, title=known, role=role, signed=True))


def discharge_side_by_side(visit: Visit) -> Sheet:
    """A system's print: a barcode, the data in three columns, both diagnoses beside each other, a footer."""
    rng, disease = visit.rng, visit.disease
    house, sheet = House.of(rng, 10.0), new_sheet(rng)
    pen, left = house.body, 16.0
    barcode(sheet, (16, 8), 40, visit.inpatient_number, pen.at(8))
    sheet.centre(12, hospital(visit), house.title.at(15))
    sheet.centre(21, title("出院记录"), house.title.at(17))
    columns = (
        (
            ("姓名", name(visit)),
            ("科室", department(visit)),
            ("入院日期", day(house, visit.admitted, "admission_date")),
        ),
        (
            ("性别", sex(visit)),
            ("床号", Shown(f"{rng.randrange(1, 60)}床")),
            ("出院日期", day(house, visit.discharged, "discharge_date")),
        ),
        (
            ("年龄", age(visit)),
            ("住院号", inpatient_number(visit)),
            ("住院天数", Shown(f"{(visit.discharged - visit.admitted).days}天")),
        ),
    )
    bottom = max(stacked(sheet, house, (left + column * 60.0, 34), rows, 58) for column, rows in enumerate(columns))
    sheet.rule((left, bottom), (194, bottom), 0.35)
    y = bottom + 3
    for x, label in ((left, "入院诊断"), (108.0, "出院诊断")):
        sheet.text(x, y, house.label(label), pen)
        for number, line in enumerate(numbered(illnesses(visit)), 1):
            sheet.text(x + 4, y + number * leading(pen), line, pen)
    sheet.fields["diagnoses"] = diagnoses(visit)
    y += (len(disease.diagnoses) + 1.4) * leading(pen)
    house = House(pen, house.title, house.colon, house.spread, house.underlined, house.date, left)
    y = section(sheet, house, y, "入院时情况", f"因“{disease.complaint}”入院。{disease.signs}")
    y = section(sheet, house, y, "住院经过", disease.course)
    y = section(sheet, house, y, "出院时情况", disease.condition)
    sheet.text(left, y, house.label("出院医嘱"), pen)
    y += leading(pen)
    lines = numbered(disease.advice, "{0}、")
    for line in lines:
        y = sheet.paragraph(left + 6, y, line, pen, 170)
    sheet.fields["treatment_advice"] = "\n".join(lines)
    signature(visit, sheet, (120, max(y + 8, 240)), "医师签名：", (visit.resident, "signing"), pen)
    when = day(house, visit.discharged, "issue_date", clock(visit))
    sheet.note(when)
    sheet.text(120, max(y + 8, 240) + 9, "记录时间：" + when.text, pen)
    page_foot(visit, sheet, pen.at(8.5))
    return sheet


def discharge_cells(visit: Visit) -> Sheet:
    """出院小结 as one ruled table: narrow label cells whose words are wrapped two by two, texts in wide cells."""
    rng, disease = visit.rng, visit.disease
    house, sheet = House.of(rng, 10.5), new_sheet(rng)
    pen, left, full = house.body, 16.0, 178.0
    y = heading(sheet, house, 14, hospital(visit), title("出院小结")) + 2
    rows: list[tuple[tuple[float, ...], list[Cell]]] = [
        ((18, 32, 16, 20, 16, 24, 20, 32),
         ["姓名", name(visit), "性别", sex(visit), "年龄", age(visit), "住院号", inpatient_number(visit)]),
        ((18, 68, 20, 72), ["科室", department(visit), "电话", phone(visit)]),
        ((24, 62, 24, 68), ["入院日期", day(house, visit.admitted, "admission_date"), "出院日期",
                            day(house, visit.discharged, "discharge_date")]),
    ]  # fmt: skip
    for widths, cells in rows:
        y = table_row(sheet, Table(left, widths, 9), y, cells, pen)
    advice = "\n".join(numbered(disease.advice))
    tall = Table(left, (14, full - 14), 22)
    for label, text in (
        ("入院\n诊断", "\n".join(numbered(illnesses(visit)))), ("入院\n情况", disease.signs),
        ("诊疗\n经过", disease.course), ("出院\n诊断", "\n".join(numbered(illnesses(visit)))),
        ("出院\n情况", disease.condition), ("出院\n医嘱", advice),
    ):  # fmt: skip
        y = table_row(sheet, tall, y, [label, text], pen)
    sheet.fields["diagnoses"] = diagnoses(visit)
    sheet.fields["treatment_advice"] = advice
    _two_levels(visit, sheet, y + 8, pen)
    when = day(house, visit.discharged, "issue_date")
    sheet.note(when)
    sheet.text(130, y + 20, when.text, pen)
    stamp(sheet, design_for("records" if visit.seal != "none" else "none", visit, ""), 70, y + 20)
    return sheet


def discharge_numbered(visit: Visit) -> Sheet:
    """Sections headed 一、二、… on lines of their own, the stay told in one line, the code behind each diagnosis."""
    rng, disease = visit.rng, visit.disease
    house, sheet = House.of(rng, 11.0), new_sheet(rng)
    pen, bold = house.body, Pen("hei_bold", 11.5)
    y = heading(sheet, house, 18, hospital(visit), title("住院病人出院小结"))
    start, end = day(house, visit.admitted, "admission_date"), day(house, visit.discharged, "discharge_date")
    y = entries(sheet, house, y, [("病人姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit))])
    y = entries(sheet, house, y, [("病案号", inpatient_number(visit)), ("病区", Shown("三病区")),
                                  ("科别", department(visit))])  # fmt: skip
    sheet.note(start)
    sheet.note(end)
    sheet.text(house.margin, y, f"住院日期：{start.text} 至 {end.text}", pen)
    y += leading(pen) * 1.4
    coded = [f"{text} {code}" for text, code in disease.diagnoses]
    parts = (
        ("一、入院诊断", numbered(illnesses(visit))), ("二、出院诊断", numbered(coded)),
        ("三、住院治疗经过", [disease.course]), ("四、出院时病情", [disease.condition]),
        ("五、出院医嘱及建议", numbered(disease.advice)),
    )  # fmt: skip
    for head, lines in parts:
        sheet.text(house.margin, y, head, bold)
        y += leading(bold)
        for line in lines:
            y = sheet.paragraph(house.margin + 7, y, line, pen, 210 - 2 * house.margin - 7)
        y += 1.5
    sheet.fields["diagnoses"] = diagnoses(visit, coded=True)
    sheet.fields["treatment_advice"] = "\n".join(numbered(disease.advice))
    signature(visit, sheet, (120, y + 8), "主管医生：", (visit.resident, "responsible"), pen)
    issued = day(house, visit.issued, "issue_date")
    sheet.note(issued)
    sheet.text(120, y + 20, issued.text, pen)
    stamp(sheet, design_for("records" if visit.seal != "none" else "none", visit, ""), 150, y + 20)
    return sheet


def admission_underlined(visit: Visit) -> Sheet:
    """入院记录: underlined data without colons, sections, the diagnoses in the right half over the signature."""
    rng, disease = visit.rng, visit.disease
    house, sheet = House.of(rng, 10.5), new_sheet(rng)
    pen = house.body
    y = heading(sheet, house, 14, hospital(visit), title("住 院 病 历"))
    sheet.text(150, y - 3, "住院号 ", pen)
    number = inpatient_number(visit)
    sheet.text(163, y - 3, number, pen)
    y += 5
    rows = (
        (("姓名", name(visit)), ("职业", Shown("农民"))), (("性别", sex(visit)), ("住址", address(visit))),
        (("年龄", age(visit)), ("电话", phone(visit))),
        (("民族", Shown("汉族")), ("入院日期", day(house, visit.admitted, "admission_date", clock(visit)))),
        (("婚姻", Shown("已婚")), ("记录日期", day(house, visit.admitted, "issue_date", clock(visit)))),
    )  # fmt: skip
    for row in rows:
        for x, (label, shown) in zip((22.0, 104.0), row, strict=True):
            end = sheet.text(x, y, label, pen) + 2
            sheet.note(shown)
            stop = sheet.text(end + 1, y, shown.text, pen)
            sheet.rule((end, y + 5), (max(stop, end + 30), y + 5), 0.2)
        y += leading(pen) * 1.15
    for label, text in (("主 诉", disease.complaint), ("现病史", disease.illness), ("既往史", "平素健康状况一般。"),
                        ("体格检查", disease.signs)):  # fmt: skip
        y = section(sheet, house, y + 1, label, text)
    y = max(y + 8, 200)
    sheet.text(112, y, "初步诊断：", pen)
    for line in numbered(illnesses(visit)):
        y += leading(pen)
        sheet.text(118, y, line, pen)
    sheet.fields["diagnoses"] = diagnoses(visit)
    signature(visit, sheet, (132, y + 12), "医师：", (visit.resident, "signing"), pen)
    return sheet


def admission_table(visit: Visit) -> Sheet:
    """表格式入院记录: data in a grid, sections in cells under their labels."""
    rng, disease = visit.rng, visit.disease
    house, sheet = House.of(rng, 10.0), new_sheet(rng)
    pen, left = house.body, 15.0
    y = heading(sheet, house, 14, hospital(visit), title("入院记录")) + 2
    y = over_cells(sheet, (left, y), [(36, "姓名", name(visit)), (20, "性别", sex(visit)), (24, "年龄", age(visit)),
                                      (50, "科室", department(visit)), (50, "住院号", inpatient_number(visit))],
                   pen)  # fmt: skip
    y = over_cells(sheet, (left, y), [(60, "入院时间", day(house, visit.admitted, "admission_date", clock(visit))),
                                      (60, "记录时间", day(house, visit.admitted, "issue_date", clock(visit))),
                                      (60, "联系电话", phone(visit))], pen)  # fmt: skip
    for label, text in (("主诉", disease.complaint), ("现病史", disease.illness), ("体格检查", disease.signs)):
        y = over_cells(sheet, (left, y), [(180, label, Shown(text))], pen, 20)
    sheet.fields["diagnoses"] = diagnoses(visit)
    y = over_cells(sheet, (left, y), [(180, "入院诊断", Shown("\n".join(numbered(illnesses(visit)))))], pen, 26)
    _two_levels(visit, sheet, y + 10, pen)
    page_foot(visit, sheet, pen.at(8.5), "第1页")
    return sheet


FURTHER: dict[str, tuple[DocType, Layout]] = {
    "discharge-side-by-side": (DocType.DISCHARGE_SUMMARY, discharge_side_by_side),
    "discharge-cells": (DocType.DISCHARGE_SUMMARY, discharge_cells),
    "admission-underlined": (DocType.ADMISSION_RECORD, admission_underlined),
    "discharge-numbered": (DocType.DISCHARGE_SUMMARY, discharge_numbered),
    "admission-table": (DocType.ADMISSION_RECORD, admission_table),
}
