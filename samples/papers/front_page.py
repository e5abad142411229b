"""住院病案首页: the national grid of entries, and a fully ruled table."""

from __future__ import annotations

from models.codes import Title
from models.document import Diagnosis
from samples.clinic import Visit
from samples.ink import Pen, Sheet, Shown, leading
from samples.papers import Layout
from samples.people import invent_name
from samples.stamps import records, stamp
from samples.truth import TruePhysician
from samples.typeset import Cell, Entry, House, Table, new_sheet, table_row
from samples.values import (
    address,
    age,
    clock,
    day,
    department,
    diagnoses,
    hospital,
    id_number,
    inpatient_number,
    insured_number,
    name,
    phone,
    sex,
)


def _staff(visit: Visit, sheet: Sheet) -> list[tuple[str, str]]:
    """The staff line. 科主任 is a post, no title; of 主任（副主任）医师 only the lower title is sure."""
    known = (
        (visit.chief.name, Title.ASSOCIATE_CHIEF),
        (visit.attending.name, Title.ATTENDING),
        (visit.resident.name, Title.RESIDENT),
    )
    for doctor, title in known:
        sheet.physicians.append(TruePhysician(name=doctor, title=title, role="responsible", signed=True))
    return [
        ("科主任", invent_name(visit.rng, "male")),
        ("主任（副主任）医师", visit.chief.name),
        ("主治医师", visit.attending.name),
        ("住院医师", visit.resident.name),
    ]


def _head(visit: Visit, sheet: Sheet, house: House) -> float:
    rng = visit.rng
    sheet.note(hospital(visit))
    sheet.text(18, 12, f"医疗机构：{visit.hospital.name}", house.body.at(9.5))
    sheet.text(140, 12, f"组织机构代码：{rng.randrange(10**8, 10**9)}", house.body.at(9))
    sheet.note(Shown("住院病案首页", "report_title"))
    sheet.centre(19, "住 院 病 案 首 页", house.title.at(18))
    payment = "城镇职工基本医疗保险" if visit.insurance == "employee" else "城乡居民基本医疗保险"
    sheet.text(18, 30, f"医疗付费方式：{payment}", house.body.at(9))
    number = inpatient_number(visit)
    sheet.note(number)
    sheet.text(100, 30, f"第 {rng.randrange(1, 5)} 次住院", house.body.at(9))
    sheet.text(140, 30, f"病案号：{number.text}", house.body.at(9))
    return 36.5


def _line(sheet: Sheet, pen: Pen, y: float, row: list[Entry]) -> float:
    """Labels with values on short lines, closely set as the national form prints them."""
    x = 20.0
    for label, shown in row:
        x = sheet.text(x, y, label, pen) + 1
        sheet.note(shown)
        end = sheet.text(x + 1, y, shown.text, pen) if shown.text else x + 12
        sheet.rule((x, y + 4.2), (end + 1, y + 4.2), 0.15)
        x = end + 5
    return y + leading(pen) * 1.12


def national(visit: Visit) -> Sheet:
    """The national form: a frame, entries on lines, two diagnosis tables side by side, the staff line."""
    rng = visit.rng
    house, sheet = House.of(rng, 9.5), new_sheet(rng)
    pen, y = house.body, _head(visit, sheet, house)
    top = y
    born = day(house, visit.patient.birth, "birth_date")
    rows: list[list[Entry]] = [
        [
            ("姓名", name(visit)),
            ("性别", sex(visit)),
            ("出生日期", born),
            ("年龄", age(visit)),
            ("国籍", Shown("中国")),
        ],
        [
            ("身份证号", id_number(visit)),
            ("职业", Shown("退休人员" if visit.age >= 60 else rng.choice(("农民", "职员")))),
            ("婚姻", Shown("2")),
        ],
        [("现住址", address(visit)), ("电话", phone(visit))],
        [
            ("联系人姓名", Shown(visit.patient.name[0] + rng.choice("军丽强敏"))),
            ("关系", Shown(rng.choice(("子女", "配偶")))),
        ],
        [
            ("入院途径", Shown("2")),
            ("入院时间", day(house, visit.admitted, "admission_date", clock(visit))),
            ("入院科别", department(visit)),
        ],
        [
            ("出院时间", day(house, visit.discharged, "discharge_date", clock(visit))),
            ("出院科别", Shown(visit.disease.department)),
            ("实际住院", Shown(f"{(visit.discharged - visit.admitted).days}天")),
        ],
        [("门（急）诊诊断", Shown(visit.disease.diagnoses[0][0])), ("疾病编码", Shown(visit.disease.diagnoses[0][1]))],
    ]
    y += 1.5
    for row in rows:
        y = _line(sheet, pen, y, row)
    table = Table(18, (66, 34, 22, 52), 7)
    y = table_row(sheet, table, y + 1, ["出院诊断", "疾病编码", "入院病情", "备注"], pen)
    for number, (text, code) in enumerate(visit.disease.diagnoses):
        first = "主要诊断：" if number == 0 else "其他诊断：" if number == 1 else ""
        y = table_row(sheet, table, y, [first + text, code, "1", ""], pen)
    for _ in range(rng.randrange(2, 6)):
        y = table_row(sheet, table, y, ["", "", "", ""], pen)
    sheet.fields["diagnoses"] = diagnoses(visit, coded=True)
    y = _line(sheet, pen, y + 2, [("药物过敏", Shown("1")), ("血型", Shown(rng.choice("1234"))), ("Rh", Shown("2"))])
    for group in (_staff(visit, sheet)[:2], _staff_rest(visit), [("责任护士", "")]):
        y = _line(sheet, pen, y, [(label, Shown(text)) for label, text in group])
    y = _line(sheet, pen, y, [("病案质量", Shown("1")), ("质控日期", day(house, visit.discharged))])
    sheet.frame(18, top, 192, y + 2, 0.35)
    if visit.seal != "none" and rng.random() < 0.5:
        stamp(sheet, records(visit.hospital, rng), 150, min(y + 20, 268))
    return sheet


def _staff_rest(visit: Visit) -> list[tuple[str, str]]:
    return [("主治医师", visit.attending.name), ("住院医师", visit.resident.name)]


def table(visit: Visit) -> Sheet:
    """Every entry in a ruled cell."""
    rng = visit.rng
    house, sheet = House.of(rng, 9.5), new_sheet(rng)
    pen, y = house.body, _head(visit, sheet, house)
    born = day(house, visit.patient.birth, "birth_date")
    rows: list[tuple[tuple[float, ...], list[Cell]]] = [
        (
            (20, 34, 14, 14, 22, 34, 14, 22),
            ["姓名", name(visit), "性别", sex(visit), "出生日期", born, "年龄", age(visit)],
        ),
        ((20, 62, 22, 70), ["身份证号", id_number(visit), "医保卡号", insured_number(visit)]),
        ((20, 84, 20, 50), ["现住址", address(visit), "电话", phone(visit)]),
        ((20, 62, 22, 70), ["入院日期", day(house, visit.admitted, "admission_date"), "入院科别", department(visit)]),
        (
            (20, 62, 22, 70),
            ["出院日期", day(house, visit.discharged, "discharge_date"), "出院科别", visit.disease.department],
        ),
    ]
    for widths, cells in rows:
        y = table_row(sheet, Table(18, widths, 8), y, cells, pen)
    grid = Table(18, (24, 86, 40, 24), 8)
    y = table_row(sheet, grid, y, ["诊断类别", "诊断名称", "ICD-10编码", "转归"], pen)
    for number, (text, code) in enumerate(visit.disease.diagnoses):
        kind = "主要诊断" if number == 0 else "其他诊断"
        y = table_row(sheet, grid, y, [kind, text, code, rng.choice(("好转", "治愈"))], pen)
    for _ in range(rng.randrange(1, 4)):
        y = table_row(sheet, grid, y, ["", "", "", ""], pen)
    sheet.fields["diagnoses"] = tuple(Diagnosis(text=text, icd10=code) for text, code in visit.disease.diagnoses)
    staff = _staff(visit, sheet)
    cells = [cell for pair in staff[:2] for cell in pair]
    y = table_row(sheet, Table(18, (22, 50, 42, 60), 9), y + 2, cells, pen)
    cells = [cell for pair in staff[2:] for cell in pair]
    y = table_row(sheet, Table(18, (22, 50, 42, 60), 9), y, cells, pen)
    if visit.seal != "none" and rng.random() < 0.5:
        stamp(sheet, records(visit.hospital, rng), 140, min(y + 24, 260))
    return sheet


LAYOUTS: dict[str, Layout] = {"front-page-national": national, "front-page-table": table}
