"""手术记录, 处方 and 医疗票据."""

from __future__ import annotations

from random import Random

from models.codes import SealColor, SealKind, SealShape
from models.document import Diagnosis
from samples.clinic import Visit
from samples.ink import Pen, Sheet, Shown, leading
from samples.papers import Layout
from samples.people import invent_name
from samples.seals import SealDesign
from samples.stamps import department as department_seal
from samples.stamps import stamp
from samples.truth import TruePhysician
from samples.typeset import House, Table, entries, heading, new_sheet, section, table_row
from samples.values import (
    age,
    day,
    department,
    hospital,
    inpatient_number,
    insured_number,
    name,
    outpatient_number,
    sex,
    title,
)


def surgery(visit: Visit) -> Sheet:
    """手术记录: entries, both diagnoses, the operation, its course, the operator's signature."""
    rng = visit.rng
    disease = visit.disease
    assert disease.surgery is not None
    operation, course = disease.surgery
    house, sheet = House.of(rng, 11.0), new_sheet(rng)
    y = heading(sheet, house, 18, hospital(visit), title(rng.choice(("手术记录", "手 术 记 录"))))
    y = entries(
        sheet,
        house,
        y,
        [("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit)), ("住院号", inpatient_number(visit))],
    )
    y = entries(sheet, house, y, [("科室", department(visit)), ("手术日期", day(house, visit.admitted))])
    sheet.rule((house.margin, y), (210 - house.margin, y), 0.3)
    text = disease.diagnoses[0][0]
    y = section(sheet, house, y + 3, "术前诊断", text)
    y = section(sheet, house, y, "术后诊断", text)
    sheet.fields["diagnoses"] = (Diagnosis(text=text),)
    y = section(sheet, house, y, "手术名称", operation)
    helper = invent_name(rng, "male")
    operator = visit.physician
    y = entries(
        sheet, house, y, [("手术者", Shown(operator.name)), ("助手", Shown(helper)), ("麻醉方式", Shown("局部麻醉"))]
    )
    y = section(sheet, house, y + 2, "手术经过", course)
    end = sheet.text(120, max(y + 18, 210), house.label("手术医师签名"), house.body)
    sheet.write(end + 1, max(y + 18, 210) - 1.4, operator.name, 15)
    sheet.physicians.append(TruePhysician(name=operator.name, title=None, role="signing", signed=True))
    return sheet


def prescription(visit: Visit) -> Sheet:
    """处方笺 (A5): the patient, Rp, medicines, physician and pharmacists (whose titles are no physicians')."""
    rng = visit.rng
    house, sheet = House.of(rng, 10.5), new_sheet(rng, (148.0, 210.0))
    house = House(house.body, house.title.at(16), house.colon, house.spread, False, house.date, 12.0)
    sheet.frame(128, 8, 142, 15, 0.3)
    sheet.text(130.5, 9, "普通", house.body)
    y = heading(sheet, house, 10, hospital(visit), title(rng.choice(("处方笺", "处 方 笺", "门诊处方"))))
    y = entries(sheet, house, y, [("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit))])
    y = entries(sheet, house, y, [("门诊号", outpatient_number(visit)), ("科别", department(visit))])
    text = visit.disease.diagnoses[0][0]
    diagnosis = Shown(text, "diagnoses", (Diagnosis(text=text),))
    y = entries(sheet, house, y, [("临床诊断", diagnosis)])
    y = entries(sheet, house, y, [("开具日期", day(house, visit.issued, "issue_date"))])
    sheet.rule((12, y), (136, y), 0.3)
    sheet.text(13, y + 2, "Rp", Pen("song_bold", 15))
    y += 12
    for number, (drug, size, amount, usage) in enumerate(visit.disease.drugs, 1):
        sheet.text(17, y, f"{number}. {drug}", house.body)
        sheet.text(80, y, size, house.body.at(9.5))
        sheet.text(124, y, "×" + amount, house.body)
        sheet.text(24, y + leading(house.body), f"用法：{usage}", house.body)
        y += leading(house.body) * 2.4
    sheet.text(40, y, "（以下空白）", house.body)
    _prescription_foot(visit, sheet, house)
    return sheet


def _prescription_foot(visit: Visit, sheet: Sheet, house: House) -> None:
    rng = visit.rng
    sheet.rule((12, 172), (136, 172), 0.3)
    end = sheet.text(14, 175, "医师：", house.body)
    sheet.write(end + 1, 173.6, visit.physician.name, 14)
    sheet.physicians.append(TruePhysician(name=visit.physician.name, title=None, role="signing", signed=True))
    sheet.text(84, 175, f"金额：{rng.randrange(60, 900)}.{rng.randrange(100):02d}元", house.body)
    first, second = invent_name(rng, "female"), invent_name(rng, "male")
    sheet.text(14, 184, f"审核药师：{first} 主管药师", house.body)
    sheet.text(84, 184, f"调配/核对：{second}", house.body)
    sheet.text(14, 194, "注：处方当日有效，药品离柜概不退换。", house.body.at(8.5))
    if visit.seal != "none" and rng.random() < 0.4:
        stamp(sheet, department_seal(visit.hospital, rng, rng.choice(("药剂科", "门诊药房", "处方专用章"))), 108, 158)


_NUMERALS = "零壹贰叁肆伍陆柒捌玖"


def in_words(cents: int) -> str:
    """An amount in the capital numerals of receipts: 1234.50 is 壹仟贰佰叁拾肆元伍角整."""
    yuan, jiao, fen = cents // 100, cents // 10 % 10, cents % 10
    words, zero = "", False
    for power, unit in ((4, "万"), (3, "仟"), (2, "佰"), (1, "拾"), (0, "")):
        digit = yuan // 10**power % 10
        if digit:
            words += ("零" if zero and words else "") + _NUMERALS[digit] + unit
        zero = not digit
    words = (words or "零") + "元"
    if not jiao and not fen:
        return words + "整"
    words += _NUMERALS[jiao] + "角" if jiao else "零"
    return words + (_NUMERALS[fen] + "分" if fen else "整")


def invoice(visit: Visit) -> Sheet:
    """医疗住院收费票据（电子）: codes, payer, items, total in words, the issuing and the charging seal."""
    rng = visit.rng
    house, sheet = House.of(rng, 9.5), new_sheet(rng, (210.0, 140.0))
    pen = house.body
    words = f"{visit.region.place[:3]}医疗{rng.choice(('住院', '门诊'))}收费票据（电子）"
    sheet.note(Shown(words, "report_title"))
    sheet.centre(9, words, house.title.at(16))
    left: list[tuple[str, Shown]] = [
        ("票据代码", Shown(f"{rng.randrange(10**7, 10**8)}")),
        ("交款人统一社会信用代码", Shown("")),
        ("交款人", name(visit)),
    ]
    right = [
        ("票据号码", Shown(f"{rng.randrange(10**9, 10**10)}")),
        ("校验码", Shown(f"{rng.randrange(16**6):06x}")),
        ("开票日期", day(house, visit.issued, "issue_date")),
    ]
    for row, (start, end) in enumerate(zip(left, right, strict=True)):
        for x, (label, shown) in ((16.0, start), (132.0, end)):
            sheet.note(shown)
            sheet.text(x, 22 + row * 6, f"{label}：{shown.text}", pen)
    y = _charges(rng, sheet, pen)
    sheet.note(insured_number(visit))
    sheet.note(sex(visit))
    number = inpatient_number(visit) if "住院" in words else outpatient_number(visit)
    sheet.note(number)
    label = "住院号" if number.field == "inpatient_number" else "门诊号"
    insured = f"医保编号：{visit.patient.insured_number}"
    sheet.text(16, y + 3, f"{label}：{number.text}    {insured}    性别：{sex(visit).text}", pen.at(9))
    sheet.note(hospital(visit))
    sheet.text(16, 124, f"收款单位（章）：{visit.hospital.name}", pen)
    sheet.text(120, 124, f"复核人：{invent_name(rng, 'female')}", pen)
    sheet.text(160, 124, f"收款人：{rng.randrange(100, 999)}", pen)
    office = SealDesign(
        SealShape.ELLIPSE, SealKind.UNKNOWN, "全国统一财政票据监制章", "财政部监制", (34.0, 22.0), star=False
    )
    stamp(sheet, office, 105, 15)
    charge = SealDesign(
        SealShape.ELLIPSE,
        SealKind.DEPARTMENT,
        visit.hospital.name,
        "收费专用章",
        (42.0, 28.0),
        SealColor.RED,
        star=False,
    )
    stamp(sheet, charge, 66, 119)
    return sheet


def _charges(rng: Random, sheet: Sheet, pen: Pen) -> float:
    """The table of charges with its total in words and figures."""
    table = Table(16, (48, 41, 48, 41), 6.5)
    y = table_row(sheet, table, 42, ["项目名称", "金额（元）", "项目名称", "金额（元）"], pen)
    total, cells = 0, []
    for item in ("床位费", "诊察费", "检查费", "化验费", "治疗费", "护理费", "西药费", "卫生材料费"):
        cents = rng.randrange(2000, 180000)
        total += cents
        cells.append((item, f"{cents / 100:.2f}"))
    for index in range(0, 8, 2):
        y = table_row(sheet, table, y, [*cells[index], *cells[index + 1]], pen)
    return table_row(
        sheet, Table(16, (178,), 7), y, [f"合计（大写）：{in_words(total)}    （小写）：{total / 100:.2f}"], pen
    )


SURGERY_LAYOUTS: dict[str, Layout] = {"surgery-sections": surgery}
PRESCRIPTION_LAYOUTS: dict[str, Layout] = {"prescription-slip": prescription}
INVOICE_LAYOUTS: dict[str, Layout] = {"invoice-electronic": invoice}
