"""诊断证明书 in four layouts: plain lines, underlined entries, a ruled frame, and a half sheet."""

from __future__ import annotations

from models.codes import Title
from samples.clinic import Visit
from samples.ink import Sheet, leading
from samples.papers import Layout
from samples.people import Doctor
from samples.seals import press
from samples.stamps import design_for, name_stamp, stamp
from samples.truth import TruePhysician
from samples.typeset import House, Table, entries, entry_at, heading, new_sheet, section, table_row
from samples.values import (
    address,
    age,
    day,
    department,
    diagnoses,
    hospital,
    id_number,
    inpatient_number,
    name,
    numbered,
    outpatient_number,
    phone,
    sex,
    title,
)

_TITLES = ("疾病诊断证明书", "诊断证明书", "疾病证明书", "病情诊断证明书", "诊 断 证 明 书")
_NOTES = (
    "注：本证明加盖公章后有效，涂改无效。",
    "本证明书未经盖章无效。",
    "说明：1. 本证明仅供参考；2. 未加盖医院公章无效。",
    "（本证明需加盖医院诊断证明专用章方有效）",
)


def signed(visit: Visit, sheet: Sheet, house: House, where: tuple[float, float], label: str) -> float:
    """A signature line: the physician's name by hand, printed or stamped, with the title after it in most houses."""
    rng, doctor = visit.rng, visit.physician
    x, y = where
    x = sheet.text(x, y, house.label(label), house.body)
    way = rng.choice(("hand", "hand", "print", "stamp"))
    shows_title = rng.random() < 0.75
    if way == "hand":
        x = sheet.write(x + 1, y - 1.6, doctor.name) + 2
    elif way == "print":
        x = sheet.text(x + 1, y, doctor.name, house.body) + 3
    else:
        seal = press(name_stamp(doctor, rng), rng, sheet.dpi)
        sheet.stamp(seal, x + 12, y + 2)
        shows_title = shows_title and not seal.design.inner_text
        x += 25
    stamped_title = way == "stamp" and not shows_title and bool(seal.design.inner_text)
    if shows_title:
        x = sheet.text(x, y, title_text(doctor, visit), house.body)
    title_code = doctor.title if shows_title or stamped_title else None
    sheet.physicians.append(TruePhysician(name=doctor.name, title=title_code, role="signing", signed=True))
    return x


def title_text(doctor: Doctor, visit: Visit) -> str:
    """How the title is written: 主治医师, now and then 主治医生, 中医师 variants at hospitals of Chinese medicine."""
    if doctor.title is Title.ATTENDING and visit.rng.random() < 0.15:
        return "主治医生"
    if "中医" in visit.hospital.name and doctor.title.rank >= Title.ATTENDING.rank and visit.rng.random() < 0.5:
        return {"主治医师": "主治中医师", "副主任医师": "副主任中医师", "主任医师": "主任中医师"}[doctor.title.label]
    return doctor.title.label


def close(visit: Visit, sheet: Sheet, house: House, y: float) -> float:
    """Signature, date and seal at the lower right, as they close most certificates."""
    rng = visit.rng
    x = sheet.size[0] * rng.uniform(0.48, 0.56)
    label = rng.choice(("医师签名", "医师（签章）", "诊断医师", "医师签字", "经治医师"))
    signed(visit, sheet, house, (x, y), label)
    y += leading(house.body) * 1.5
    date_label = rng.choice(("日期", "开具日期", "证明日期", "签发日期"))
    entry_at(sheet, house, (x, y), (date_label, day(house, visit.issued, "issue_date")))
    y += leading(house.body) * 1.5
    if rng.random() < 0.6:
        sheet.text(x, y, rng.choice(("（盖章）", "（医院盖章）", "医院（公章）", "（医院诊断证明专用章）")), house.body)
    beside = (rng.uniform(14, 52), rng.uniform(-9, 9)) if rng.random() < 0.65 else (rng.uniform(10, 40), 20.0)
    stamp(sheet, design_for(visit.seal, visit, visit.disease.department), x + beside[0], min(y + beside[1], 268))
    if visit.seal == "official" and rng.random() < 0.1:
        stamp(sheet, design_for("certificate", visit, ""), x - 22, y)
    return y + leading(house.body) * 1.8


def _advice(visit: Visit, sheet: Sheet, house: House, y: float) -> float:
    """处理意见 as numbered lines below its label."""
    sheet.text(
        house.margin, y, house.label(visit.rng.choice(("处理意见", "医师建议", "治疗建议", "诊疗意见"))), house.body
    )
    y += leading(house.body)
    lines = numbered(visit.disease.advice)
    for line in lines:
        y = sheet.paragraph(house.margin + 6, y, line, house.body, sheet.size[0] - 2 * house.margin - 6)
    sheet.fields["treatment_advice"] = "\n".join(lines)
    return y + 1


def _diagnosis(visit: Visit, sheet: Sheet, house: House, y: float) -> float:
    """The diagnoses below their label, numbered, in some houses with their ICD-10 codes."""
    coded = visit.rng.random() < 0.25
    label = visit.rng.choice(("临床诊断", "诊断", "疾病诊断", "出院诊断"))
    sheet.text(house.margin, y, house.label(label), house.body)
    y += leading(house.body)
    texts = [f"{text}（{code}）" if coded else text for text, code in visit.disease.diagnoses]
    for line in numbered(texts, visit.rng.choice(("{0}. ", "{0}、", "{0}."))):
        sheet.text(house.margin + 6, y, line, house.body)
        y += leading(house.body)
    sheet.fields["diagnoses"] = diagnoses(visit, coded)
    return y + 1


def plain(visit: Visit) -> Sheet:
    """Lines of entries, diagnoses and advice below each other."""
    rng = visit.rng
    house, sheet = House.of(rng, rng.choice((11.0, 12.0, 13.0))), new_sheet(rng)
    y = heading(sheet, house, rng.uniform(22, 34), hospital(visit), title(rng.choice(_TITLES)))
    y = entries(
        sheet,
        house,
        y + 4,
        [("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit)), ("科别", department(visit))],
    )
    y = entries(sheet, house, y + 2, [("门诊号", outpatient_number(visit)), ("住院号", inpatient_number(visit))])
    if rng.random() < 0.7:
        y = entries(sheet, house, y + 2, [("身份证号", id_number(visit))])
    if rng.random() < 0.5:
        y = entries(sheet, house, y + 2, [("住址", address(visit))])
    stay = [
        ("入院日期", day(house, visit.admitted, "admission_date")),
        ("出院日期", day(house, visit.discharged, "discharge_date")),
    ]
    if rng.random() < 0.7:
        y = entries(sheet, house, y + 2, stay)
    y = _diagnosis(visit, sheet, house, y + 4)
    y = _advice(visit, sheet, house, y + 3)
    y = close(visit, sheet, house, max(y + 14, 200.0))
    if rng.random() < 0.7:
        sheet.text(house.margin, min(y + 6, 282), rng.choice(_NOTES), house.body.at(9))
    return sheet


def numbered_slip(visit: Visit) -> Sheet:
    """A slip on a half sheet (A5, landscape) with a running number at the upper right and the diagnosis in one line."""
    rng = visit.rng
    house, sheet = House.of(rng, 10.5), new_sheet(rng, (210.0, 148.0))
    y = heading(sheet, house, 10, hospital(visit), title(rng.choice(_TITLES[:4])))
    sheet.text(150, y - 3, f"编号：{visit.issued:%Y}{rng.randrange(10**5):05d}", house.body.at(9))
    y = entries(
        sheet, house, y + 4, [("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit)), ("电话", phone(visit))]
    )
    y = entries(
        sheet,
        house,
        y + 1,
        [
            ("科室", department(visit)),
            ("门诊号", outpatient_number(visit)),
            ("就诊日期", day(house, visit.admitted, "visit_date")),
        ],
    )
    texts = [text for text, _ in visit.disease.diagnoses]
    y = section(sheet, house, y + 1, "诊断", "；".join(numbered(texts)))
    sheet.fields["diagnoses"] = diagnoses(visit)
    advice = "".join(visit.disease.advice)
    y = section(sheet, house, y + 1, rng.choice(("处理意见", "建议")), advice)
    sheet.fields["treatment_advice"] = advice
    y = max(y + 6, 104.0)
    signed(visit, sheet, house, (24, y), "医师签章")
    entry_at(sheet, house, (122, y), ("日期", day(house, visit.issued, "issue_date")))
    sheet.rule((house.margin, 132), (210 - house.margin, 132))
    sheet.text(house.margin, 134, rng.choice(_NOTES), house.body.at(8.5))
    stamp(sheet, design_for(visit.seal, visit, visit.disease.department), 150, y - 4)
    return sheet


def framed(visit: Visit) -> Sheet:
    """Everything in a ruled table, labels in cells of their own without punctuation."""
    rng = visit.rng
    house, sheet = House.of(rng, rng.choice((11.0, 12.0))), new_sheet(rng)
    y = heading(sheet, house, rng.uniform(24, 34), hospital(visit), title(rng.choice(_TITLES[:4]))) + 4
    pen = house.body
    full = sheet.size[0] - 2 * house.margin
    table = Table(house.margin, (26, 40, 22, 22, 22, full - 132), 11)
    y = table_row(sheet, table, y, ["姓    名", name(visit), "性  别", sex(visit), "年  龄", age(visit)], pen)
    table = Table(house.margin, (26, 62, 26, full - 114), 11)
    y = table_row(sheet, table, y, ["科    别", department(visit), "住 院 号", inpatient_number(visit)], pen)
    y = table_row(sheet, table, y, ["身份证号", id_number(visit), "联系电话", phone(visit)], pen)
    y = table_row(
        sheet,
        table,
        y,
        [
            "入院日期",
            day(house, visit.admitted, "admission_date"),
            "出院日期",
            day(house, visit.discharged, "discharge_date"),
        ],
        pen,
    )
    wide = Table(house.margin, (26, full - 26), 38)
    texts = [text for text, _ in visit.disease.diagnoses]
    y = table_row(sheet, wide, y, ["诊    断", "\n".join(numbered(texts))], pen)
    sheet.fields["diagnoses"] = diagnoses(visit)
    lines = numbered(visit.disease.advice)
    y = table_row(sheet, wide, y, ["处理意见", "\n".join(lines)], pen)
    sheet.fields["treatment_advice"] = "\n".join(lines)
    if rng.random() < 0.5:
        y = table_row(sheet, Table(house.margin, wide.widths, 12), y, ["备    注", rng.choice(_NOTES[:2])], pen)
    close(visit, sheet, house, y + 12)
    return sheet


def narrative(visit: Visit) -> Sheet:
    """A letter: the patient and the stay told in one paragraph, the head of the department beside the physician."""
    rng = visit.rng
    house, sheet = House.of(rng, 12.0), new_sheet(rng)
    y = heading(sheet, house, 28, hospital(visit), title("病情诊断证明书"))
    patient = visit.patient
    for shown in (name(visit), sex(visit), age(visit), id_number(visit), department(visit), inpatient_number(visit)):
        sheet.note(shown)
    start, end = day(house, visit.admitted, "admission_date"), day(house, visit.discharged, "discharge_date")
    sheet.note(start)
    sheet.note(end)
    round_title = visit.chief.title.label
    story = (
        f"    兹证明患者{patient.name}，{sex(visit).text}，{visit.age}岁，身份证号{patient.id_number}，"
        f"因“{visit.disease.complaint}”于{start.text}入住我院{visit.disease.department}（住院号{visit.inpatient_number}），"
        f"于{end.text}出院。住院期间经{visit.chief.name}{round_title}查房，明确诊断如下："
    )
    sheet.physicians.append(
        TruePhysician(name=visit.chief.name, title=visit.chief.title, role="ward_round", signed=None)
    )
    y = sheet.paragraph(house.margin, y + 6, story, house.body, sheet.size[0] - 2 * house.margin)
    y = _diagnosis(visit, sheet, house, y + 2)
    y = _advice(visit, sheet, house, y + 2)
    sheet.text(house.margin + 8, y + 3, "特此证明。", house.body)
    close(visit, sheet, house, max(y + 22, 205))
    return sheet


LAYOUTS: dict[str, Layout] = {
    "certificate-plain": plain,
    "certificate-slip": numbered_slip,
    "certificate-framed": framed,
    "certificate-narrative": narrative,
}
