"""Further layouts of 病案首页, 门诊病历 and 手术记录."""

from __future__ import annotations

from models.codes import DocType, Title
from models.document import Diagnosis
from samples.clinic import Visit
from samples.ink import Sheet, Shown, leading
from samples.papers import Layout
from samples.papers.fittings import known_title, over_cells, signature
from samples.people import invent_name
from samples.truth import TruePhysician
from samples.typeset import Cell, House, Table, heading, new_sheet, table_row
from samples.values import (
    address,
    age,
    clock,
    day,
    department,
    diagnoses,
    hospital,
    id_number,
    illnesses,
    inpatient_number,
    insured_number,
    name,
    numbered,
    outpatient_number,
    phone,
    sex,
    title,
)


def front_page_cells(visit: Visit) -> Sheet:
    """病案首页 as a full grid, labels inside the cells, sex by code, two tables of diagnoses beside each other."""
    rng, disease = visit.rng, visit.disease
    house, sheet = House.of(rng, 9.5), new_sheet(rng)
    pen, left, full = house.body, 14.0, 182.0
    sheet.centre(10, hospital(visit), house.title.at(14))
    sheet.centre(18, title("住院病案首页"), house.title.at(17))
    sheet.text(150, 27, "病案号：", pen)
    sheet.text(164, 27, inpatient_number(visit), pen)
    y, male = 33.0, visit.patient.sex == "male"
    born = day(house, visit.patient.birth, "birth_date")
    coded = Shown(f"{'1' if male else '2'}  1.男 2.女", "sex", visit.patient.sex)
    rows: list[list[tuple[float, str, Shown]]] = [
        [(46, "姓名", name(visit)), (46, "性别", coded), (54, "出生日期", born), (36, "年龄", age(visit))],
        [(92, "身份证号", id_number(visit)), (90, "健康卡号", insured_number(visit))],
        [(122, "现住址", address(visit)), (60, "电话", phone(visit))],
        [(68, "入院时间", day(house, visit.admitted, "admission_date", clock(visit))),
         (68, "出院时间", day(house, visit.discharged, "discharge_date", clock(visit))),
         (46, "离院方式", Shown("1"))],
        [(92, "入院科别", department(visit)), (90, "出院科别", department(visit))],
    ]  # fmt: skip
    for row in rows:
        x = left
        for width, label, shown in row:
            sheet.frame(x, y, x + width, y + 8)
            end = sheet.text(x + 1, y + 1.8, label + "：", pen)
            sheet.text(end, y + 1.8, shown, pen)
            x += width
        y += 8
    head = ["出院诊断", "疾病编码", "入院病情"]
    table = Table(left, (50, 25, 16, 50, 25, 16), 7)
    y = table_row(sheet, table, y, head + head, pen.at(9))
    items = list(disease.diagnoses)
    half = 3
    for index in range(half):
        cells: list[Cell] = []
        for place in (index, index + half):
            text, code = items[place] if place < len(items) else ("", "")
            lead = "主要诊断：" if place == 0 else "其他诊断：" if place == 1 else ""
            cells += [lead + text, code, "1" if text else ""]
        y = table_row(sheet, table, y, cells, pen.at(9))
    sheet.fields["diagnoses"] = diagnoses(visit, coded=True)
    sheet.frame(left, y, left + full, y + 8)
    sheet.text(left + 1, y + 1.8, "药物过敏：1.无 2.有    血型：1    死亡患者尸检：1.是 2.否", pen)
    y += 8
    staff: list[Cell] = ["科主任", invent_name(rng, "male"), "主任（副主任）医师", visit.chief.name, "主治医师",
                         visit.attending.name]  # fmt: skip
    y = table_row(sheet, Table(left, (20, 28, 44, 28, 26, 36), 8), y, staff, pen)
    lower: list[Cell] = ["住院医师", visit.resident.name, "责任护士", invent_name(rng, "female"), "编码员",
                         invent_name(rng, "female")]  # fmt: skip
    table_row(sheet, Table(left, (26, 36, 26, 36, 24, 34), 8), y, lower, pen)
    for doctor, known in ((visit.chief, Title.ASSOCIATE_CHIEF), (visit.attending, Title.ATTENDING),
                          (visit.resident, Title.RESIDENT)):  # fmt: skip
        sheet.physicians.append(TruePhysician(name=doctor.name, title=known, role="responsible", signed=True))
    return sheet


def outpatient_slip(visit: Visit) -> Sheet:
    """A narrow slip from a printer at the consulting room: labels in 【】, everything in one column."""
    rng, disease = visit.rng, visit.disease
    house, sheet = House.of(rng, 9.5), new_sheet(rng, (105.0, 230.0))
    pen, left, width = house.body, 6.0, 93.0
    sheet.centre(6, hospital(visit), house.title.at(12))
    sheet.centre(13, title("门诊病历记录"), house.title.at(13))
    rows = (
        (("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit))),
        (("门诊号", outpatient_number(visit)),),
        (("科室", department(visit)),),
        (("就诊时间", day(house, visit.admitted, "visit_date", clock(visit))),),
    )  # fmt: skip
    y = 23.0
    for row in rows:
        x = left
        for label, shown in row:
            sheet.note(shown)
            x = sheet.text(x, y, f"{label}:{shown.text}", pen) + 5
        y += leading(pen)
    sheet.rule((left, y), (99, y), 0.2)
    y += 2
    for label, text in (
        ("主诉", disease.complaint), ("现病史", disease.illness), ("查体", disease.signs),
        ("诊断", "；".join(illnesses(visit))), ("处理", "".join(disease.advice)),
    ):  # fmt: skip
        y = sheet.paragraph(left, y, f"【{label}】{text}", pen, width)
    sheet.fields["diagnoses"] = diagnoses(visit)
    sheet.fields["treatment_advice"] = "".join(disease.advice)
    end = signature(visit, sheet, (left + 30, y + 5), "医师：", (visit.physician, "signing"), pen)
    sheet.text(end + 2, y + 5, visit.physician.title.label, pen)
    known_title(sheet, visit.physician)
    return sheet


def outpatient_grid(visit: Visit) -> Sheet:
    """A ruled sheet: labels over values in the head, sections with their labels in cells on the left."""
    rng, disease = visit.rng, visit.disease
    house, sheet = House.of(rng, 10.5), new_sheet(rng, (182.0, 257.0))
    pen, left = house.body, 12.0
    y = heading(sheet, house, 12, hospital(visit), title("门急诊病历")) + 2
    y = over_cells(sheet, (left, y), [(40, "姓名", name(visit)), (22, "性别", sex(visit)), (24, "年龄", age(visit)),
                                      (72, "身份证号", id_number(visit))], pen)  # fmt: skip
    y = over_cells(sheet, (left, y), [(56, "就诊科室", department(visit)),
                                      (56, "就诊日期", day(house, visit.admitted, "visit_date")),
                                      (46, "门诊号", outpatient_number(visit))], pen)  # fmt: skip
    for label, text in (
        ("主  诉", disease.complaint), ("现病史", disease.illness), ("查  体", disease.signs),
        ("诊  断", "\n".join(numbered(illnesses(visit)))), ("处理意见", "\n".join(numbered(disease.advice))),
    ):  # fmt: skip
        y = table_row(sheet, Table(left, (24, 134), 16), y, [label, text], pen)
    sheet.fields["diagnoses"] = diagnoses(visit)
    sheet.fields["treatment_advice"] = "\n".join(numbered(disease.advice))
    signature(visit, sheet, (left + 84, y + 8), "医生签名：", (visit.physician, "signing"), pen)
    return sheet


def surgery_grid(visit: Visit) -> Sheet:
    """手术记录单: a grid of data and staff, the course below; the date of the operation is no field."""
    rng, disease = visit.rng, visit.disease
    assert disease.surgery is not None
    house, sheet = House.of(rng, 10.5), new_sheet(rng)
    pen, left = house.body, 16.0
    y = heading(sheet, house, 14, hospital(visit), title("手术记录单")) + 2
    text = disease.diagnoses[0][0]
    rows: list[tuple[tuple[float, ...], list[Cell]]] = [
        ((18, 36, 16, 20, 16, 24, 20, 28),
         ["姓名", name(visit), "性别", sex(visit), "年龄", age(visit), "住院号", inpatient_number(visit)]),
        ((26, 64, 26, 62), ["科别", department(visit), "手术日期", day(house, visit.admitted)]),
        ((26, 152), ["术前诊断", text]), ((26, 152), ["术后诊断", text]), ((26, 152), ["手术名称", disease.surgery[0]]),
        ((26, 34, 26, 32, 26, 34), ["手术者", visit.physician.name, "第一助手", invent_name(rng, "male"), "麻醉方式",
                                    "局部麻醉"]),
        ((26, 152), ["手术经过", disease.surgery[1]]),
    ]  # fmt: skip
    for widths, cells in rows:
        y = table_row(sheet, Table(left, widths, 9), y, cells, pen)
    sheet.fields["diagnoses"] = (Diagnosis(text=text),)
    end = sheet.text(116, y + 12, "手术医师签名：", pen)
    sheet.write(end + 1, y + 10.6, visit.physician.name, 15)
    sheet.physicians.append(TruePhysician(name=visit.physician.name, title=None, role="signing", signed=True))
    return sheet


FURTHER: dict[str, tuple[DocType, Layout]] = {
    "front-page-cells": (DocType.MEDICAL_RECORD_FRONT_PAGE, front_page_cells),
    "outpatient-slip": (DocType.OUTPATIENT_RECORD, outpatient_slip),
    "surgery-grid": (DocType.SURGERY_RECORD, surgery_grid),
    "outpatient-grid": (DocType.OUTPATIENT_RECORD, outpatient_grid),
}
