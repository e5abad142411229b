"""Clinical papers kept aside from all tuning, drawn anew after those of ``kept_further`` were looked at."""

from __future__ import annotations

from models.codes import DocType
from models.document import PhysicianRole
from samples.clinic import Visit
from samples.ink import Pen, Sheet, Shown, leading
from samples.papers import Layout
from samples.people import Doctor, invent_name
from samples.seals import press
from samples.stamps import design_for, name_stamp, stamp
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

_RINGED = "①②③④⑤⑥⑦⑧⑨"


def _signs(sheet: Sheet, doctor: Doctor, role: PhysicianRole, *, titled: bool = True) -> None:
    known = doctor.title if titled else None
    sheet.physicians.append(TruePhysician(name=doctor.name, title=known, role=role, signed=True))


def certificate_table_of_signers(visit: Visit) -> Sheet:
    """Who signs stands in a small table at the foot: headings, and the name by hand and the rank below them."""
    house, sheet = House.of(visit.rng, 11.0), new_sheet(visit.rng)
    pen, left = house.body, 22.0
    y = heading(sheet, house, 22, hospital(visit), title("诊断证明")) + 6
    y = entries(sheet, house, y, [("病员姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit))])
    y = entries(sheet, house, y, [("就诊科别", department(visit)), ("登记号", outpatient_number(visit))])
    y = entries(sheet, house, y, [("现住址", address(visit))]) + 4
    texts = illnesses(visit)
    joined = " ".join(f"{_RINGED[at]}{text}" for at, text in enumerate(texts)) if len(texts) > 1 else texts[0]
    sheet.fields["diagnoses"] = diagnoses(visit)
    y = section(sheet, house, y, "临床诊断", joined) + 5
    advice = "".join(visit.disease.advice)
    sheet.fields["treatment_advice"] = advice
    y = max(section(sheet, house, y, "医生建议", advice) + 12, 168)
    table = Table(left, (52, 52, 58), 12)
    y = table_row(sheet, table, y, ["出具医师签字", "专业技术职务", "出具日期"], pen)
    when = day(house, visit.issued, "issue_date")
    bottom = table_row(sheet, table, y, ["", visit.physician.title.label, when], pen)
    sheet.write(left + 8, y + 2.5, visit.physician.name, 15)
    _signs(sheet, visit.physician, "signing")
    sheet.text(left, bottom + 6, "（本证明未盖诊断专用章无效）", pen.at(9))
    stamp(sheet, design_for(visit.seal, visit, ""), left + 130, bottom - 2)
    return sheet


def certificate_under_seal(visit: Visit) -> Sheet:
    """A letter; the rank stands in brackets behind the name, the seal is pressed over the line."""
    house, sheet = House.of(visit.rng, 12.0), new_sheet(visit.rng)
    pen, width = house.body, 210 - 2 * house.margin
    sheet.centre(24, hospital(visit), house.title)
    sheet.centre(36, title("病情诊断证明书"), house.title.at(19))
    for shown in (name(visit), sex(visit), age(visit), inpatient_number(visit)):
        sheet.note(shown)
    admitted, left_on = day(house, visit.admitted, "admission_date"), day(house, visit.discharged, "discharge_date")
    sheet.note(admitted)
    sheet.note(left_on)
    texts, patient = illnesses(visit), visit.patient
    y = entries(sheet, house, 54, [("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit))])
    y = entries(sheet, house, y, [("入院日期", admitted), ("出院日期", left_on)])
    y = entries(sheet, house, y, [("住院号", inpatient_number(visit)), ("身份证号", id_number(visit))]) + 4
    sheet.text(house.margin, y, "诊断：", pen)
    for text in texts:
        sheet.text(house.margin + 14, y, text, pen)
        y += leading(pen)
    sheet.fields["diagnoses"] = diagnoses(visit)
    sheet.text(house.margin, y + 3, "建议：", pen)
    advice = "".join(visit.disease.advice)
    sheet.fields["treatment_advice"] = advice
    y = max(sheet.paragraph(house.margin + 14, y + 3, advice, pen, width - 14) + 20, 180)
    end = sheet.write(sheet.text(104, y, "诊断医师：", pen) + 1, y - 1.5, visit.physician.name, 16)
    sheet.text(end + 1, y, f"（{visit.physician.title.label}）", pen)
    _signs(sheet, visit.physician, "signing")
    sheet.text(118, y + 12, day(house, visit.issued, "issue_date"), pen)
    stamp(sheet, design_for("official" if patient.sex == "male" else visit.seal, visit, ""), end + 16, y + 6)
    return sheet


def discharge_names_over_lines(visit: Visit) -> Sheet:
    """Diagnoses run on in one line; names stand over ruled lines, what they are is printed below the lines."""
    disease = visit.disease
    house, sheet = House.of(visit.rng, 10.5), new_sheet(visit.rng)
    pen = house.body
    y = heading(sheet, house, 12, hospital(visit), title("出院小结"))
    y = entries(
        sheet,
        house,
        y,
        [("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit)), ("病案号", inpatient_number(visit))],
    )
    y = entries(sheet, house, y, [("病区", department(visit)), ("联系电话", phone(visit))])
    y = (
        entries(
            sheet,
            house,
            y,
            [
                ("入院时间", day(house, visit.admitted, "admission_date", clock(visit))),
                ("出院时间", day(house, visit.discharged, "discharge_date", clock(visit))),
            ],
        )
        + 2
    )
    run_on = " ".join(numbered(illnesses(visit), "{0}."))
    sheet.fields["diagnoses"] = diagnoses(visit)
    for label, text in (
        ("入院诊断", run_on),
        ("主要病情", disease.illness + disease.signs),
        ("治疗经过", disease.course),
        ("出院诊断", run_on),
        ("出院时情况", disease.condition),
    ):
        y = section(sheet, house, y, label, text) + 1
    lines = "\n".join(numbered(disease.advice, "（{0}）"))
    sheet.fields["treatment_advice"] = lines
    sheet.text(house.margin, y, house.label("出院带药及医嘱"), pen)
    y = sheet.paragraph(house.margin + 6, y + leading(pen), lines, pen, 160)
    y = max(y + 16, 244)
    for x, doctor, label, role in (
        (30.0, visit.attending, "主治医师", "responsible"),
        (120.0, visit.resident, "住院医师", "signing"),
    ):
        sheet.write(x + 8, y - 7.5, doctor.name, 15)
        sheet.rule((x, y), (x + 42, y), 0.3)
        sheet.centre(y + 1.2, label, pen, (x, x + 42))
        sheet.physicians.append(TruePhysician(name=doctor.name, title=doctor.title, role=role, signed=True))
    return sheet


def admission_two_hands(visit: Visit) -> Sheet:
    """The preliminary diagnosis in a block at the lower right; two physicians behind one label, a stroke between."""
    disease = visit.disease
    house, sheet = House.of(visit.rng, 10.5), new_sheet(visit.rng)
    pen, left = house.body, house.margin
    y = heading(sheet, house, 12, hospital(visit), title("入院记录"))
    y = entries(sheet, house, y, [("科室", department(visit)), ("住院号", inpatient_number(visit))])
    pairs = [
        ("姓名", name(visit)),
        ("性别", sex(visit)),
        ("年龄", age(visit)),
        ("婚姻", Shown("已婚")),
        ("现住址", address(visit)),
        ("联系电话", phone(visit)),
        ("入院日期", day(house, visit.admitted, "admission_date", clock(visit))),
        ("供史者", Shown("患者本人")),
    ]
    for first in range(0, len(pairs), 2):
        for x, (label, shown) in zip((left, 112.0), pairs[first : first + 2], strict=True):
            sheet.text(x, y, house.label(label), pen)
            sheet.text(x + 26, y, shown, pen)
        y += leading(pen) * 1.1
    for label, text in (
        ("主  诉", disease.complaint),
        ("现病史", disease.illness),
        ("既往史", "否认药物过敏史，否认手术外伤史。"),
        ("体格检查", disease.signs),
        ("辅助检查", "详见化验单。"),
    ):
        y = section(sheet, house, y + 1, label, text)
    sheet.text(116, y + 6, "初步诊断：", Pen("hei_bold", 10.5))
    y += 6 + leading(pen)
    for text in numbered(illnesses(visit), "{0}）"):
        y = sheet.paragraph(122, y, text, pen, 70)
    sheet.fields["diagnoses"] = diagnoses(visit)
    end = sheet.text(92, y + 10, "医师签名：", pen)
    end = sheet.text(end, y + 10, f"{visit.attending.name}（主治医师）／{visit.resident.name}（住院医师）", pen)
    for doctor in (visit.attending, visit.resident):
        _signs(sheet, doctor, "signing")
    return sheet


def outpatient_rank_first(visit: Visit) -> Sheet:
    """A receipt-like slip; the rank stands before the name, a number of the physician's behind it."""
    disease = visit.disease
    house, sheet = House.of(visit.rng, 10.5), new_sheet(visit.rng, (148.0, 210.0))
    pen, left = house.body, 12.0
    house = House(pen, house.title.at(15), house.colon, False, house.underlined, house.date, left)
    y = heading(sheet, house, 10, hospital(visit), title("门诊病历"))
    sheet.rule((left, y), (136, y), 0.3)
    y = entries(sheet, house, y + 2, [("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit))])
    y = entries(sheet, house, y, [("诊疗卡号", outpatient_number(visit)), ("科别", department(visit))])
    y = entries(sheet, house, y, [("就诊日期", day(house, visit.admitted, "visit_date", clock(visit)))]) + 1
    sheet.rule((left, y), (136, y), 0.3)
    width = 136 - left
    for label, text in (
        ("【主诉】", disease.complaint),
        ("【现病史】", disease.illness),
        ("【查体】", disease.signs),
        ("【初步诊断】", "，".join(illnesses(visit))),
        ("【处理】", "".join(disease.advice)),
    ):
        y = sheet.paragraph(left, y + 2, label + text, pen, width)
    sheet.fields["diagnoses"] = diagnoses(visit)
    sheet.fields["treatment_advice"] = "".join(disease.advice)
    y = max(y + 8, 170)
    end = sheet.text(left + 40, y, f"接诊医师：{visit.physician.title.label} ", pen)
    sheet.text(sheet.text(end, y, visit.physician.name, pen), y, f"  工号：{visit.rng.randrange(1000, 9999)}", pen)
    _signs(sheet, visit.physician, "signing")
    sheet.text(left, y + 12, "温馨提示：请妥善保管病历，复诊时携带。", pen.at(8.5))
    return sheet


def form_stamped_rank(visit: Visit) -> Sheet:
    """A form of ruled rows; the physician presses a name stamp and writes the rank on a line of its own below."""
    rng, disease = visit.rng, visit.disease
    house, sheet = House.of(rng, 11.0), new_sheet(rng)
    pen, left = house.body, 18.0
    sheet.centre(16, title("基本医疗保险门诊慢特病待遇认定申请表"), house.title.at(16))
    rows: list[tuple[tuple[float, ...], list[Cell]]] = [
        ((30, 40, 20, 24, 20, 40), ["申请人姓名", name(visit), "性别", sex(visit), "年龄", age(visit)]),
        ((30, 64, 30, 50), ["公民身份号码", id_number(visit), "手机号码", phone(visit)]),
        ((30, 64, 30, 50), ["参保人编号", insured_number(visit), "参保险种", "居民医保"]),
        ((30, 144), ["通讯地址", address(visit)]),
        ((30, 144), ["申请认定病种", Shown(disease.name, "applied_disease")]),
        ((30, 144), ["就诊医疗机构", hospital(visit)]),
        ((30, 144), ["疾病诊断", "、".join(illnesses(visit))]),
    ]
    y = 30.0
    for widths, cells in rows:
        y = table_row(sheet, Table(left, widths, 11), y, cells, pen)
    sheet.fields["diagnoses"] = diagnoses(visit)
    sheet.frame(left, y, left + 30, y + 52)
    sheet.frame(left + 30, y, left + 174, y + 52)
    for number, word in enumerate(("诊断医师", "认定意见")):
        sheet.text(left + 5, y + 18 + number * 6, word, pen)
    sheet.paragraph(left + 33, y + 4, f"患者所患{disease.name}符合认定条件，同意申报。", pen, 136)
    sheet.text(left + 50, y + 22, "医师签名（章）：", pen)
    sheet.stamp(
        press(name_stamp(Doctor(visit.physician.name, visit.physician.title), rng), rng, sheet.dpi), left + 98, y + 24
    )
    sheet.text(left + 50, y + 34, f"专业技术职称：{visit.physician.title.label}", pen)
    _signs(sheet, visit.physician, "opinion")
    when = visit.issued
    sheet.text(
        left + 110, y + 44, Shown(f"{when.year}年{when.month}月{when.day}日", "issue_date", when.isoformat()), pen
    )
    stamp(sheet, design_for(visit.seal, visit, "医保办"), left + 150, y + 34)
    end = sheet.text(left, y + 62, "申请人（签名）：", pen)
    sheet.write(end + 1, y + 60.5, visit.patient.name, 15)
    sheet.text(left + 100, y + 62, f"代办人：{invent_name(rng, 'female')}", pen)
    return sheet


KEPT: dict[str, tuple[DocType, Layout]] = {
    "certificate-table-of-signers": (DocType.DIAGNOSIS_CERTIFICATE, certificate_table_of_signers),
    "certificate-under-seal": (DocType.DIAGNOSIS_CERTIFICATE, certificate_under_seal),
    "discharge-names-over-lines": (DocType.DISCHARGE_SUMMARY, discharge_names_over_lines),
    "admission-two-hands": (DocType.ADMISSION_RECORD, admission_two_hands),
    "outpatient-rank-first": (DocType.OUTPATIENT_RECORD, outpatient_rank_first),
    "form-stamped-rank": (DocType.APPLICATION_FORM, form_stamped_rank),
}
