"""Further layouts of 检验报告."""

from __future__ import annotations

from models.codes import DocType, Flag
from models.document import Diagnosis
from samples.clinic import Panel, Visit, panels
from samples.ink import Sheet, Shown, leading
from samples.papers import Layout
from samples.papers.fittings import barcode, over_cells, page_foot
from samples.papers.lab import measure
from samples.people import invent_name
from samples.truth import TrueLabItem, TruePhysician
from samples.typeset import House, Table, entries, heading, new_sheet, table_row
from samples.values import (
    age,
    day,
    department,
    hospital,
    inpatient_number,
    name,
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


FURTHER: dict[str, tuple[DocType, Layout]] = {
    "lab-times": (DocType.LAB_REPORT, lab_times),
    "lab-by-sex": (DocType.LAB_REPORT, lab_by_sex),
    "lab-three-columns": (DocType.LAB_REPORT, lab_three_columns),
}
