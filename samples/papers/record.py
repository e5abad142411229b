"""出院小结 / 出院记录 and 入院记录, each as running sections and as a ruled head over sections."""

from __future__ import annotations

from dataclasses import replace

from models.codes import SealKind, Title
from models.document import PhysicianRole
from samples.clinic import SealWish, Visit
from samples.ink import Sheet, Shown, leading
from samples.papers import Layout
from samples.seals import press
from samples.stamps import design_for, official, stamp
from samples.truth import TruePhysician
from samples.typeset import Cell, Entry, House, Table, entries, entry_at, heading, new_sheet, section, table_row
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
    name,
    numbered,
    phone,
    sex,
    title,
)


def _diagnosis(visit: Visit, sheet: Sheet, house: House, y: float, label: str) -> float:
    """A diagnosis section: in one line, or numbered below its label."""
    texts = [text for text, _ in visit.disease.diagnoses]
    if visit.rng.random() < 0.5:
        return section(sheet, house, y, label, "  ".join(numbered(texts, "{0}.")))
    sheet.text(house.margin, y, house.label(label), house.body)
    y += leading(house.body)
    for line in numbered(texts):
        sheet.text(house.margin + 8, y, line, house.body)
        y += leading(house.body)
    return y + 1


def _round_note(visit: Visit, sheet: Sheet) -> str:
    """A ward round by somebody else than the one who signs: their title is not the signer's."""
    doctor = visit.chief
    sheet.physicians.append(TruePhysician(name=doctor.name, title=doctor.title, role="ward_round", signed=None))
    return visit.rng.choice(
        (
            f"{doctor.name}{doctor.title.label}查房示：患者诊断明确，继续目前治疗方案。",
            f"入院后{doctor.name}{doctor.title.label}查房，同意目前诊断及治疗。",
        )
    )


def _sign(visit: Visit, sheet: Sheet, house: House, y: float) -> float:
    """The foot: 主治医师 / 住院医师 labels, or one 医师签名, by hand or printed."""
    rng = visit.rng
    x = sheet.size[0] * 0.5
    if rng.random() < 0.5:
        for label, doctor in (("主治医师", visit.attending), ("住院医师", visit.resident)):
            end = sheet.text(x, y, house.label(label), house.body)
            if rng.random() < 0.6:
                sheet.write(end + 1, y - 1.2, doctor.name, 15)
            else:
                sheet.text(end + 1, y, doctor.name, house.body)
            known = Title.ATTENDING if label == "主治医师" else Title.RESIDENT
            role: PhysicianRole = "responsible" if label == "主治医师" else "signing"
            sheet.physicians.append(TruePhysician(name=doctor.name, title=known, role=role, signed=True))
            y += leading(house.body) * 1.35
    else:
        label = rng.choice(("医师签名", "经治医师", "记录医师", "医生签名"))
        end = sheet.text(x, y, house.label(label), house.body)
        sheet.write(end + 1, y - 1.2, visit.resident.name, 15)
        role = "responsible" if label == "经治医师" else "signing"
        sheet.physicians.append(TruePhysician(name=visit.resident.name, title=None, role=role, signed=True))
        y += leading(house.body) * 1.35
    return y


def _close(visit: Visit, sheet: Sheet, house: House, y: float) -> None:
    y = min(max(y + 6, 225), 268)
    below = _sign(visit, sheet, house, y)
    entry_at(sheet, house, (sheet.size[0] * 0.5, below), ("日期", day(house, visit.discharged, "issue_date")))
    wishes: tuple[SealWish, ...] = ("records", "records", "official", "none", "none")
    wish = visit.rng.choice(wishes) if visit.seal != "none" else "none"
    stamp(sheet, design_for(wish, visit, visit.disease.department), 60 + visit.rng.uniform(0, 60), min(below + 2, 270))


def _cross_page(visit: Visit, sheet: Sheet) -> None:
    """骑缝章: the official seal across the edges of the fanned sheets, of which this one shows a part."""
    seal = replace(official(visit.hospital, visit.rng), kind=SealKind.CROSS_PAGE)
    sheet.stamp(
        press(seal, visit.rng, sheet.dpi), sheet.size[0] + visit.rng.uniform(-8, 4), visit.rng.uniform(110, 190)
    )


def _stay(visit: Visit, house: House) -> list[Entry]:
    days = (visit.discharged - visit.admitted).days
    return [
        ("入院日期", day(house, visit.admitted, "admission_date")),
        ("出院日期", day(house, visit.discharged, "discharge_date")),
        ("住院天数", Shown(f"{days}天")),
    ]


def _body(visit: Visit, sheet: Sheet, house: House, y: float) -> float:
    """Both diagnoses, course, condition and advice."""
    disease = visit.disease
    y = _diagnosis(visit, sheet, house, y, "入院诊断")
    y = _diagnosis(visit, sheet, house, y, "出院诊断")
    sheet.fields["diagnoses"] = diagnoses(visit)
    y = section(sheet, house, y, "入院情况", f"患者因“{disease.complaint}”入院。{disease.signs}")
    note = _round_note(visit, sheet) if visit.rng.random() < 0.6 else ""
    y = section(sheet, house, y, "诊疗经过", disease.course + note)
    y = section(sheet, house, y, "出院情况", disease.condition)
    advice = "".join(numbered(disease.advice, "{0}."))
    y = section(sheet, house, y, "出院医嘱", advice)
    sheet.fields["treatment_advice"] = advice
    return y


def discharge_sections(visit: Visit) -> Sheet:
    """出院小结 or 出院记录 as running sections."""
    rng = visit.rng
    house, sheet = House.of(rng, rng.choice((10.5, 11.0))), new_sheet(rng)
    y = heading(
        sheet, house, rng.uniform(14, 22), hospital(visit), title(rng.choice(("出院小结", "出院记录", "出 院 小 结")))
    )
    y = entries(
        sheet,
        house,
        y,
        [("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit)), ("科室", department(visit))],
    )
    y = entries(sheet, house, y, [("住院号", inpatient_number(visit)), *_stay(visit, house)])
    sheet.rule((house.margin, y), (210 - house.margin, y), 0.3)
    y = _body(visit, sheet, house, y + 3)
    _close(visit, sheet, house, y)
    if visit.seal != "none" and rng.random() < 0.1:
        _cross_page(visit, sheet)
    return sheet


def discharge_ruled(visit: Visit) -> Sheet:
    """出院记录 with the patient's data in a ruled head, printed from the hospital's record system."""
    rng = visit.rng
    house, sheet = House.of(rng, 10.5), new_sheet(rng)
    y = heading(sheet, house, 16, hospital(visit), title(rng.choice(("出院记录", "出院小结"))))
    table = Table(house.margin, _columns(sheet, house, (20, 36, 20, 24, 20)), 8)
    pen = house.body
    y = table_row(sheet, table, y, ["姓名", name(visit), "性别", sex(visit), "年龄", age(visit)], pen)
    cells: list[Cell] = ["科别", department(visit), "住院号", inpatient_number(visit), "电话", phone(visit)]
    table = Table(house.margin, _columns(sheet, house, (18, 42, 18, 34, 16)), 8)
    y = table_row(sheet, table, y, cells, pen)
    table = Table(house.margin, _columns(sheet, house, (26, 58, 26)), 8)
    start, end = (
        day(house, visit.admitted, "admission_date", clock(visit)),
        day(house, visit.discharged, "discharge_date", clock(visit)),
    )
    y = table_row(sheet, table, y, ["入院时间", start, "出院时间", end], pen)
    y = _body(visit, sheet, house, y + 4)
    _close(visit, sheet, house, y)
    return sheet


def _columns(sheet: Sheet, house: House, widths: tuple[float, ...]) -> tuple[float, ...]:
    """Column widths with the last column filling the line."""
    return (*widths, sheet.size[0] - 2 * house.margin - sum(widths))


def admission_sections(visit: Visit) -> Sheet:
    """入院记录: personal data in two columns, then complaint, history, examination and the first diagnosis."""
    rng = visit.rng
    house, sheet = House.of(rng, 10.5), new_sheet(rng)
    y = heading(sheet, house, 14, hospital(visit), title(rng.choice(("入院记录", "入 院 记 录", "住院病历"))))
    y = entries(sheet, house, y, [("科室", department(visit)), ("住院号", inpatient_number(visit))])
    sheet.rule((house.margin, y), (210 - house.margin, y), 0.3)
    y += 3
    half = sheet.size[0] / 2
    rows: list[tuple[Entry, Entry]] = [
        (("姓名", name(visit)), ("性别", sex(visit))),
        (("年龄", age(visit)), ("民族", Shown("汉族"))),
        (
            ("婚姻", Shown("已婚")),
            ("职业", Shown("退休" if visit.age >= 60 else rng.choice(("农民", "职工", "自由职业")))),
        ),
        (
            ("入院日期", day(house, visit.admitted, "admission_date", clock(visit))),
            ("记录日期", day(house, visit.admitted, "issue_date", clock(visit))),
        ),
        (("住址", address(visit)), ("病史陈述者", Shown("患者本人"))),
    ]
    for left, right in rows:
        entry_at(sheet, house, (house.margin, y), left)
        entry_at(sheet, house, (max(half, 118.0), y), right)
        y += leading(house.body) * 1.1
    return _admission_body(visit, sheet, house, y + 2)


def admission_lines(visit: Visit) -> Sheet:
    """入院记录 with personal data flowing in lines."""
    rng = visit.rng
    house, sheet = House.of(rng, 11.0), new_sheet(rng)
    y = heading(sheet, house, 16, hospital(visit), title("入院记录"))
    first: list[Entry] = [
        ("姓名", name(visit)),
        ("性别", sex(visit)),
        ("年龄", age(visit)),
        ("科别", department(visit)),
    ]
    y = entries(sheet, house, y, first)
    y = entries(sheet, house, y, [("身份证号", id_number(visit)), ("联系电话", phone(visit))])
    y = entries(
        sheet,
        house,
        y,
        [("住院号", inpatient_number(visit)), ("入院时间", day(house, visit.admitted, "admission_date", clock(visit)))],
    )
    return _admission_body(visit, sheet, house, y + 2)


def _admission_body(visit: Visit, sheet: Sheet, house: House, y: float) -> Sheet:
    disease = visit.disease
    y = section(sheet, house, y, "主诉", disease.complaint + "。")
    y = section(sheet, house, y, "现病史", disease.illness)
    y = section(sheet, house, y, "既往史", "否认肝炎、结核等传染病史，否认手术、外伤及输血史，否认药物、食物过敏史。")
    y = section(sheet, house, y, "个人史", "生于原籍，无外地久居史，无疫区接触史，生活规律。")
    y = section(sheet, house, y, "体格检查", disease.signs)
    y = _diagnosis(visit, sheet, house, y + 2, visit.rng.choice(("初步诊断", "入院诊断")))
    sheet.fields["diagnoses"] = diagnoses(visit)
    _sign(visit, sheet, house, min(max(y + 8, 215), 262))
    wishes: tuple[SealWish, ...] = ("records", "records", "none")
    wish = visit.rng.choice(wishes)
    if visit.seal != "none":
        stamp(sheet, design_for(wish, visit, disease.department), 62, 250)
    return sheet


DISCHARGE_LAYOUTS: dict[str, Layout] = {"discharge-sections": discharge_sections, "discharge-ruled": discharge_ruled}
ADMISSION_LAYOUTS: dict[str, Layout] = {"admission-columns": admission_sections, "admission-lines": admission_lines}
