"""门诊病历: a printed electronic record, and a page of a record booklet with the writing by hand at its foot."""

from __future__ import annotations

from samples.clinic import Visit
from samples.ink import Sheet, Shown, leading
from samples.papers import Layout
from samples.stamps import department as department_seal
from samples.stamps import name_stamp, stamp
from samples.truth import TruePhysician
from samples.typeset import Entry, House, entries, entry_at, heading, new_sheet, section
from samples.values import (
    address,
    age,
    clock,
    day,
    department,
    diagnoses,
    hospital,
    name,
    numbered,
    outpatient_number,
    phone,
    sex,
    title,
)


def _story(visit: Visit, sheet: Sheet, house: House, y: float) -> float:
    """Complaint to advice as sections."""
    disease = visit.disease
    y = section(sheet, house, y, "主诉", disease.complaint)
    y = section(sheet, house, y, "现病史", disease.illness)
    y = section(
        sheet, house, y, "既往史", visit.rng.choice(("无特殊。", "否认药物过敏史。", "既往体健，否认手术外伤史。"))
    )
    y = section(sheet, house, y, "查体", disease.signs)
    texts = [text for text, _ in disease.diagnoses]
    y = section(sheet, house, y, visit.rng.choice(("诊断", "初步诊断", "门诊诊断")), " ".join(numbered(texts, "{0}.")))
    sheet.fields["diagnoses"] = diagnoses(visit)
    advice = "".join(numbered(disease.advice, "{0}."))
    y = section(sheet, house, y, visit.rng.choice(("处理意见", "处理", "治疗意见")), advice)
    sheet.fields["treatment_advice"] = advice
    return y


def electronic(visit: Visit) -> Sheet:
    """Printed from the outpatient system: data in lines, sections, the physician printed or stamped."""
    rng = visit.rng
    house, sheet = House.of(rng, rng.choice((10.5, 11.0))), new_sheet(rng, rng.choice(((210.0, 297.0), (182.0, 257.0))))
    words = rng.choice(("门诊病历", "门诊电子病历", "门诊病历记录", "门（急）诊病历"))
    y = heading(sheet, house, rng.uniform(14, 22), hospital(visit), title(words))
    first: list[Entry] = [("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit)), ("电话", phone(visit))]
    y = entries(sheet, house, y, first)
    when = day(house, visit.admitted, "visit_date", clock(visit))
    y = entries(sheet, house, y, [("门诊号", outpatient_number(visit)), ("就诊科室", department(visit))])
    y = entries(
        sheet, house, y, [(rng.choice(("就诊时间", "就诊日期")), when), ("初复诊", Shown(rng.choice(("初诊", "复诊"))))]
    )
    sheet.rule((house.margin, y), (sheet.size[0] - house.margin, y), 0.3)
    y = _story(visit, sheet, house, y + 3)
    _sign(visit, sheet, house, (sheet.size[0] * 0.55, y + rng.uniform(8, 22)))
    if visit.seal != "none" and rng.random() < 0.45:
        purpose = rng.choice(("门诊部", "门诊专用章", "门诊病历专用章"))
        stamp(sheet, department_seal(visit.hospital, rng, purpose), sheet.size[0] * 0.36, y + 20)
    return sheet


def _sign(visit: Visit, sheet: Sheet, house: House, where: tuple[float, float]) -> None:
    """医师： with a name by hand, printed or stamped; the title only sometimes."""
    rng, doctor = visit.rng, visit.physician
    x, y = where
    label = rng.choice(("医师签名", "接诊医师", "医生", "医师"))
    x = sheet.text(x, y, house.label(label), house.body)
    way = rng.choice(("hand", "print", "stamp"))
    titled = way != "stamp" and rng.random() < 0.4
    if way == "hand":
        x = sheet.write(x + 1, y - 1.5, doctor.name, 15)
    elif way == "print":
        x = sheet.text(x + 1, y, doctor.name, house.body)
    else:
        design = name_stamp(doctor, rng)
        titled_stamp = bool(design.inner_text)
        stamp(sheet, design, x + 15, y + 2)
        title_code = doctor.title if titled_stamp else None
        sheet.physicians.append(TruePhysician(name=doctor.name, title=title_code, role="signing", signed=True))
        return
    if titled:
        sheet.text(x + 3, y, doctor.title.label, house.body)
    code = doctor.title if titled else None
    sheet.physicians.append(TruePhysician(name=doctor.name, title=code, role="signing", signed=True))


def booklet(visit: Visit) -> Sheet:
    """A page of a bound booklet (B5): a cover-like head with address, then the visit under a ruled date line."""
    rng = visit.rng
    house, sheet = House.of(rng, 10.5), new_sheet(rng, (176.0, 250.0))
    sheet.frame(8, 8, 168, 242, 0.5)
    y = heading(sheet, house, 13, hospital(visit), title("门 诊 病 历"))
    y = entries(sheet, house, y, [("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit))])
    y = entries(sheet, house, y, [("住址", address(visit))])
    y = entries(sheet, house, y, [("门诊号", outpatient_number(visit)), ("药物过敏史", Shown("无"))])
    sheet.rule((8, y), (168, y), 0.4)
    y += 3
    entry_at(sheet, house, (house.margin, y), ("就诊日期", day(house, visit.admitted, "visit_date")))
    entry_at(sheet, house, (104, y), ("科别", department(visit)))
    y = _story(visit, sheet, house, y + leading(house.body) * 1.4)
    _sign(visit, sheet, house, (104, min(y + 8, 228)))
    return sheet


LAYOUTS: dict[str, Layout] = {"outpatient-electronic": electronic, "outpatient-booklet": booklet}
