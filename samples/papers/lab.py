"""检验报告 in four layouts: one column, two columns, ruled cells, and a laboratory's slip with letters for flags."""

from __future__ import annotations

from random import Random

from models.codes import Flag, SealColor, SealKind, SealShape
from models.document import Diagnosis
from samples.clinic import Panel, Visit, panels
from samples.ink import Sheet, Shown, leading
from samples.papers import Layout
from samples.people import invent_name
from samples.seals import SealDesign
from samples.stamps import department as department_seal
from samples.stamps import stamp
from samples.truth import TrueLabItem, TruePhysician
from samples.typeset import Entry, House, Table, entries, heading, new_sheet, table_row
from samples.values import age, day, department, hospital, inpatient_number, name, outpatient_number, sex, title

_UNITS = {"10^9/L": ("10^9/L", "×10^9/L", "10*9/L", "10^9/l"), "10^12/L": ("10^12/L", "×10^12/L", "10*12/L", "10^12/l")}


def measure(visit: Visit, panel: Panel, marks: tuple[str, str]) -> list[TrueLabItem]:
    """Results for a panel: what the disease raises is high, the rest mostly within limits; ``marks`` are high, low."""
    rng, disease = visit.rng, visit.disease
    tilde = rng.choice(("-", "~", "～", "--"))
    power = rng.randrange(4)
    items = []
    for item_name, _, low, high, unit, decimals in panel.items:
        printed_unit = _UNITS[unit][power] if unit in _UNITS else unit
        if isinstance(low, str) or isinstance(high, str):
            value = rng.choice(("阳性(+)", "阳性")) if high == "阳性" else "阴性"
            items.append(TrueLabItem(name=item_name, value=value, unit=None, reference=str(low), flag=None))
            continue
        number = _number(rng, (low, high), item_name in disease.raised, item_name in disease.lowered)
        value = f"{number:.{decimals}f}"
        flag = Flag.HIGH if float(value) > high else Flag.LOW if float(value) < low else None
        reference = f"{low:.{decimals}f}{tilde}{high:.{decimals}f}"
        if not marks[0]:
            flag = None
        items.append(
            TrueLabItem(name=item_name, value=value, unit=printed_unit or None, reference=reference, flag=flag)
        )
    return items


def _number(rng: Random, limits: tuple[float, float], raised: bool, lowered: bool) -> float:
    low, high = limits
    if raised:
        return high * rng.uniform(1.1, 2.4)
    if lowered:
        return low * rng.uniform(0.35, 0.9)
    if rng.random() < 0.1:
        return high * rng.uniform(1.02, 1.3) if low == 0 or rng.random() < 0.5 else low * rng.uniform(0.75, 0.98)
    return low + (high - low) * rng.uniform(0.1, 0.9)


def _head(visit: Visit, sheet: Sheet, house: House, panel: Panel) -> float:
    """Hospital, title, and the patient's entries with specimen and requesting physician."""
    rng = visit.rng
    words = rng.choice(("检验报告单", "化验报告单", "检验报告", f"{panel.title}检验报告单"))
    y = heading(sheet, house, rng.uniform(8, 14), hospital(visit), title(words))
    number = inpatient_number(visit) if rng.random() < 0.6 else outpatient_number(visit)
    label = "住院号" if number.field == "inpatient_number" else "门诊号"
    first: list[Entry] = [("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit)), (label, number)]
    sample = Shown(f"{visit.admitted:%Y%m%d}{rng.randrange(1000, 9999)}")
    second: list[Entry] = [("科室", department(visit)), ("标本类型", Shown(panel.specimen)), ("样本号", sample)]
    y = entries(sheet, house, y, first)
    y = entries(sheet, house, y, second)
    third: list[Entry] = [("送检医生", Shown(visit.resident.name))]
    if rng.random() < 0.6:
        text = visit.disease.diagnoses[0][0]
        third.append(("临床诊断", Shown(text, "diagnoses", (Diagnosis(text=text),))))
    y = entries(sheet, house, y, third)
    sheet.physicians.append(TruePhysician(name=visit.resident.name, title=None, role="requesting", signed=None))
    return y


def _foot(visit: Visit, sheet: Sheet, house: House, y: float) -> None:
    """Times, who tested and who checked (technicians: no physicians' titles), the laboratory's note and seal."""
    rng = visit.rng
    sheet.rule((house.margin, y), (sheet.size[0] - house.margin, y), 0.35)
    y += 2
    tester, checker = (invent_name(rng, rng.choice(("male", "female"))) for _ in range(2))
    after = rng.choice(("", "", "（主管技师）", " 技师"))
    taken, received, reported = (f" {hour:02d}:{rng.randrange(60):02d}" for hour in (7, 9, rng.randrange(10, 18)))
    y = entries(
        sheet,
        house,
        y,
        [
            ("检验者", Shown(tester + after)),
            ("审核者", Shown(checker)),
            ("采集时间", day(house, visit.admitted, None, taken)),
        ],
    )
    when = visit.admitted if rng.random() < 0.7 else visit.discharged
    y = entries(
        sheet,
        house,
        y,
        [
            ("接收时间", day(house, visit.admitted, None, received)),
            ("报告时间", day(house, when, "report_date", reported)),
        ],
    )
    sheet.text(
        house.margin,
        y,
        rng.choice(("※本报告仅对所检标本负责！", "注：此报告仅对本次标本负责，结果供医师参考。", "备注：")),
        house.body.at(9),
    )
    if rng.random() < 0.45:
        purpose = rng.choice(("检验科", "检验报告专用章", "检验专用章"))
        stamp(sheet, department_seal(visit.hospital, rng, purpose), sheet.size[0] - 52, y - 8)
    elif rng.random() < 0.06:
        design = SealDesign(SealShape.TRIANGLE, SealKind.UNKNOWN, "", "已审核", (22.0, 19.0), SealColor.BLUE)
        stamp(sheet, design, sheet.size[0] - 40, y - 6)


def _marks(rng: Random) -> tuple[str, str]:
    return rng.choice((("↑", "↓"), ("↑", "↓"), ("H", "L"), ("", "")))


def _flag(item: TrueLabItem, marks: tuple[str, str]) -> str:
    return {Flag.HIGH: marks[0], Flag.LOW: marks[1]}.get(item.flag, "") if item.flag else ""


def _panel(visit: Visit, rng: Random) -> Panel:
    return panels()[rng.choice(visit.disease.panels)]


def one_column(visit: Visit) -> Sheet:
    """One item a line between two rules, numbered, without ruling; A4 or A5 by the number of items."""
    rng = visit.rng
    panel = _panel(visit, rng)
    house = House.of(rng, 10.0)
    sheet = new_sheet(rng, (210.0, 297.0 if len(panel.items) > 10 else 148.5))
    marks = _marks(rng)
    y = _head(visit, sheet, house, panel)
    left = house.margin
    xs = (left, left + 9, left + 68, left + 92, left + 102, left + 138)
    sheet.rule((left, y), (210 - left, y), 0.35)
    for x, text in zip(xs, ("NO", "检验项目", "结果", "", "参考范围", "单位"), strict=True):
        sheet.text(x, y + 1.2, text, house.body)
    y += leading(house.body) + 2
    sheet.rule((left, y), (210 - left, y), 0.25)
    y += 1.5
    for number, item in enumerate(measure(visit, panel, marks), 1):
        cells = (str(number), item.name, item.value, _flag(item, marks), item.reference or "", item.unit or "")
        for x, text in zip(xs, cells, strict=True):
            sheet.text(x, y, text, house.body)
        sheet.lab_items.append(item)
        y += leading(house.body)
    _foot(visit, sheet, house, max(y + 3, sheet.size[1] - 42))
    return sheet


def two_columns(visit: Visit) -> Sheet:
    """Two columns of items beside each other on an A5 landscape slip, as laboratory printers set them."""
    rng = visit.rng
    panel = panels()[rng.choice(("blood_count", "biochemistry", *visit.disease.panels))]
    house = House.of(rng, 9.0)
    sheet = new_sheet(rng, (210.0, 148.5))
    house = House(house.body, house.title.at(16), house.colon, house.spread, False, house.date, 12.0)
    marks = _marks(rng)
    y = _head(visit, sheet, house, panel)
    sheet.rule((12, y), (198, y), 0.35)
    items = measure(visit, panel, marks)
    half = (len(items) + 1) // 2
    step = min(leading(house.body), (148.5 - 36 - y) / (half + 1))
    offsets = (0, 6, 40, 54, 60, 79)
    for column in range(2):
        left = 12 + column * 95
        for x, text in zip(offsets, ("NO", "项目名称", "结果", "", "参考值", "单位"), strict=True):
            sheet.text(left + x, y + 0.8, text, house.body)
        top = y + step + 1.5
        for number, item in enumerate(items[column * half : column * half + half], column * half + 1):
            cells = (str(number), item.name, item.value, _flag(item, marks), item.reference or "", item.unit or "")
            for x, text in zip(offsets, cells, strict=True):
                sheet.text(left + x, top, text, house.body.at(8.0) if len(text) > 9 else house.body)
            top += step
    sheet.lab_items.extend(items)
    sheet.rule((12, y + step + 0.8), (198, y + step + 0.8), 0.25)
    sheet.rule((105.5, y), (105.5, y + step * (half + 1) + 2), 0.25)
    _foot(visit, sheet, house, min(y + step * (half + 1) + 4, 118))
    return sheet


def ruled(visit: Visit) -> Sheet:
    """Every item in a ruled row: number, item, abbreviation, result with its mark, unit, reference."""
    rng = visit.rng
    panel = _panel(visit, rng)
    house, sheet = House.of(rng, 10.0), new_sheet(rng)
    marks = _marks(rng)
    y = _head(visit, sheet, house, panel) + 2
    width = 210 - 2 * house.margin
    table = Table(house.margin, (10, 54, 24, 26, 24, width - 138), 7.5)
    y = table_row(sheet, table, y, ["序号", "检验项目", "缩写", "结果", "单位", "参考区间"], house.body.at(9.5))
    short = {entry[0]: entry[1] for entry in panel.items}
    for number, item in enumerate(measure(visit, panel, marks), 1):
        value = f"{item.value} {_flag(item, marks)}".strip()
        cells = [str(number), item.name, short[item.name], value, item.unit or "", item.reference or ""]
        y = table_row(sheet, table, y, cells, house.body.at(9.5))
        sheet.lab_items.append(item)
    _foot(visit, sheet, house, max(y + 6, 200))
    return sheet


LAYOUTS: dict[str, Layout] = {"lab-one-column": one_column, "lab-two-columns": two_columns, "lab-ruled": ruled}
