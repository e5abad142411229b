"""Further layouts of 诊断证明书: labels over values, two columns, a stub, a letter, a system's print."""

from __future__ import annotations

from models.codes import DocType
from samples.clinic import Visit
from samples.ink import Pen, Sheet, Shown, leading
from samples.papers import Layout
from samples.papers.fittings import (
    barcode,
    full_width,
    in_numerals,
    known_title,
    over_cells,
    page_foot,
    rank_choice,
    signature,
    stacked,
    ticks,
)
from samples.stamps import design_for, stamp
from samples.typeset import House, Table, entries, heading, new_sheet, table_row
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


def _seal(visit: Visit, sheet: Sheet, x: float, y: float) -> None:
    stamp(sheet, design_for(visit.seal, visit, visit.disease.department), x, y)


def labels_over(visit: Visit) -> Sheet:
    """Ruled cells with small labels over their values; diagnoses and advice in tall cells; date in full width."""
    rng = visit.rng
    house, sheet = House.of(rng, 11.0), new_sheet(rng)
    pen = house.body
    y = heading(sheet, house, 20, hospital(visit), title("疾病诊断证明书")) + 4
    left = 18.0
    y = over_cells(
        sheet, (left, y), [(50, "患者姓名", name(visit)), (24, "性别", sex(visit)), (24, "年龄", age(visit)),
                           (76, "身份证件号码", id_number(visit))], pen)  # fmt: skip
    y = over_cells(
        sheet, (left, y), [(58, "就诊科室", department(visit)), (58, "门诊号", outpatient_number(visit)),
                           (58, "联系电话", phone(visit))], pen)  # fmt: skip
    y = over_cells(sheet, (left, y), [(174, "家庭住址", address(visit))], pen)
    texts = [text for text, _ in visit.disease.diagnoses]
    sheet.fields["diagnoses"] = diagnoses(visit)
    y = over_cells(sheet, (left, y), [(174, "临床诊断", Shown("\n".join(numbered(texts))))], pen, 34)
    lines = numbered(visit.disease.advice)
    sheet.fields["treatment_advice"] = "\n".join(lines)
    y = over_cells(sheet, (left, y), [(174, "处理意见", Shown("\n".join(lines)))], pen, 38) + 6
    signature(visit, sheet, (left + 6, y), "医师签名：", (visit.physician, "signing"), pen)
    sheet.text(left + 92, y, f"职称：{visit.physician.title.label}", pen)
    known_title(sheet, visit.physician)
    when = visit.issued
    text = full_width(f"{when.year}年{when.month:02d}月{when.day:02d}日")
    sheet.text(left + 6, y + 12, Shown("开具日期：" + text, "issue_date", when.isoformat()), pen)
    sheet.text(left + 110, y + 12, "医疗机构（盖章）", pen)
    _seal(visit, sheet, left + 132, y + 14)
    return sheet


def two_columns(visit: Visit) -> Sheet:
    """The person in a narrow column on the left, diagnosis and advice in a wide one on the right, a line between."""
    rng = visit.rng
    house, sheet = House.of(rng, 10.5), new_sheet(rng, (210.0, 148.0))
    y = heading(sheet, house, 8, hospital(visit), title("门诊诊断证明书")) + 1
    sheet.rule((14, y), (196, y), 0.4)
    sheet.rule((74, y), (74, 134), 0.3)
    rows = [
        ("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit)), ("科别", department(visit)),
        ("门诊号", outpatient_number(visit)), ("电话", phone(visit)), ("住址", address(visit)),
    ]  # fmt: skip
    stacked(sheet, house, (15, y + 3), rows, 57)
    right = y + 3
    sheet.text(78, right, "诊断：", house.body)
    texts = [text for text, _ in visit.disease.diagnoses]
    for line in numbered(texts, "{0}）"):
        right += leading(house.body)
        sheet.text(84, right, line, house.body)
    sheet.fields["diagnoses"] = diagnoses(visit)
    right += leading(house.body) * 1.6
    sheet.text(78, right, "建议：", house.body)
    lines = numbered(visit.disease.advice, "{0}）")
    right += leading(house.body)
    for line in lines:
        right = sheet.paragraph(84, right, line, house.body, 110)
    sheet.fields["treatment_advice"] = "\n".join(lines)
    signature(visit, sheet, (78, max(right + 5, 108.0)), "接诊医师：", (visit.physician, "signing"), house.body)
    when = day(house, visit.issued, "issue_date")
    sheet.note(when)
    sheet.text(148, max(right + 5, 108.0) + 9, when.text, house.body)
    _seal(visit, sheet, 158, max(right + 5, 108.0) + 8)
    sheet.text(14, 138, "说明：本证明涂改无效，未盖章无效。", house.body.at(8.5))
    return sheet


def ranks_ticked(visit: Visit) -> Sheet:
    """Labels in 【】, diagnoses running on in one paragraph, ranks printed with boxes, the date in numerals."""
    rng = visit.rng
    house, sheet = House.of(rng, 12.0), new_sheet(rng)
    pen, left = house.body, house.margin
    y = heading(sheet, house, 26, hospital(visit), title("病 情 诊 断 证 明 书")) + 4
    for row in (
        (("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit))),
        (("住院号", inpatient_number(visit)), ("科室", department(visit))),
        (("身份证号", id_number(visit)),),
    ):
        x = left
        for label, shown in row:
            sheet.note(shown)
            x = sheet.text(x, y, f"【{label}】{shown.text}", pen) + 8
        y += leading(pen) * 1.2
    texts = [text for text, _ in visit.disease.diagnoses]
    width = 210 - 2 * left
    y = sheet.paragraph(left, y + 2, "【诊断】" + "".join(numbered(texts, "{0}.")), pen, width)
    sheet.fields["diagnoses"] = diagnoses(visit)
    advice = "".join(visit.disease.advice)
    y = sheet.paragraph(left, y + 2, "【处理意见】" + advice, pen, width)
    sheet.fields["treatment_advice"] = advice
    y = max(y + 16, 190)
    signature(visit, sheet, (left, y), "诊断医师签名：", (visit.physician, "signing"), pen)
    rank_choice(sheet, (left, y + 11), "职称：", visit.physician, pen)
    known_title(sheet, visit.physician)
    sheet.text(118, y + 24, Shown(in_numerals(visit.issued), "issue_date", visit.issued.isoformat()), pen)
    _seal(visit, sheet, 136, y + 24)
    return sheet


def with_stub(visit: Visit) -> Sheet:
    """The counterfoil 存根 on the left of a perforated line with a short copy; the certificate on the right."""
    rng = visit.rng
    house, sheet = House.of(rng, 10.0), new_sheet(rng, (240.0, 148.0))
    pen = house.body
    number = f"{visit.issued:%Y}{rng.randrange(10**5):05d}"
    sheet.centre(12, "疾病证明书（存根）", pen.at(12), (6, 74))
    y = 24.0
    for text in (f"No.{number}", f"姓名 {visit.patient.name}", f"性别 {sex(visit).text}", "诊断 见正联", "经手人"):
        sheet.text(10, y, text, pen)
        y += 9
    for step in range(24):
        sheet.rule((78, 4 + step * 6), (78, 7 + step * 6), 0.3)
    span = (84.0, 234.0)
    sheet.centre(10, hospital(visit), house.title.at(14), span)
    sheet.centre(18, title("疾病证明书"), house.title.at(17), span)
    sheet.text(196, 27, f"No.{number}", pen)
    y = entries(sheet, house, 33, [("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit))], (86, 230))
    y = entries(sheet, house, y, [("科别", department(visit)), ("门诊号", outpatient_number(visit))], (86, 230))
    texts = [text for text, _ in visit.disease.diagnoses]
    y = sheet.paragraph(86, y + 2, house.label("临床诊断") + "；".join(texts) + "。", pen, 144)
    sheet.fields["diagnoses"] = diagnoses(visit)
    advice = "".join(visit.disease.advice)
    y = sheet.paragraph(86, y + 2, house.label("医生建议") + advice, pen, 144)
    sheet.fields["treatment_advice"] = advice
    y = max(y + 8, 112)
    end = signature(visit, sheet, (100, y), "医师（签章）：", (visit.physician, "signing"), pen)
    sheet.text(end + 3, y, visit.physician.title.label, pen)
    known_title(sheet, visit.physician)
    when = day(house, visit.issued, "issue_date")
    sheet.note(when)
    sheet.text(180, y + 10, when.text, pen)
    _seal(visit, sheet, 196, y + 6)
    return sheet


def one_sentence(visit: Visit) -> Sheet:
    """A letter that says everything in sentences, the title over two lines: 副 ends the upper one."""
    rng = visit.rng
    house, sheet = House.of(rng, 13.0), new_sheet(rng)
    pen, left, width = house.body, 26.0, 158.0
    y = heading(sheet, house, 30, hospital(visit), title("诊断证明")) + 8
    start, end = day(house, visit.admitted, "admission_date"), day(house, visit.discharged, "discharge_date")
    for shown in (name(visit), sex(visit), age(visit), department(visit), inpatient_number(visit), start, end):
        sheet.note(shown)
    texts = [text for text, _ in visit.disease.diagnoses]
    story = (
        f"    患者{visit.patient.name}，{sex(visit).text}，{visit.age}岁，住院号{visit.inpatient_number}，"
        f"{start.text}至{end.text}在我院{visit.disease.department}住院治疗。"
    )
    y = sheet.paragraph(left, y, story, pen, width)
    y = sheet.paragraph(left, y, "    出院诊断：" + "、".join(texts) + "。", pen, width)
    sheet.fields["diagnoses"] = diagnoses(visit)
    advice = "".join(visit.disease.advice)
    y = sheet.paragraph(left, y, "    建议：" + advice, pen, width)
    sheet.fields["treatment_advice"] = advice
    y = sheet.paragraph(left, y + 3, "    特此证明。", pen, width) + 18
    split = visit.physician.title.label
    signature(visit, sheet, (96, y), "医师签名：", (visit.physician, "signing"), pen)
    if split.startswith("副"):
        sheet.text(168, y, "副", pen)
        sheet.text(140, y + leading(pen), split[1:], pen)
    else:
        sheet.text(140, y + leading(pen), split, pen)
    known_title(sheet, visit.physician)
    when = visit.issued
    sheet.text(126, y + 22, Shown(f"{when.year} 年 {when.month} 月 {when.day} 日", "issue_date", when.isoformat()), pen)
    _seal(visit, sheet, 150, y + 22)
    return sheet


def bilingual(visit: Visit) -> Sheet:
    """English below every Chinese label, values on lines; several physicians: 经治 and 上级 each with a title."""
    rng = visit.rng
    house, sheet = House.of(rng, 11.0), new_sheet(rng)
    pen, small = house.body, Pen("hei", 8.0)
    sheet.centre(18, hospital(visit), house.title.at(16))
    sheet.centre(28, title("诊断证明书"), house.title.at(18))
    sheet.centre(38, "Medical Certificate", small.at(10))
    y = 50.0
    rows = (
        (("姓名", "Name", name(visit)), ("性别", "Sex", sex(visit)), ("年龄", "Age", age(visit))),
        (("证件号码", "ID No.", id_number(visit)), ("科别", "Department", department(visit))),
        (("入院日期", "Admission", day(house, visit.admitted, "admission_date")),
         ("出院日期", "Discharge", day(house, visit.discharged, "discharge_date"))),
    )  # fmt: skip
    for row in rows:
        for column, (label, english, shown) in enumerate(row):
            x = 22 + column * 168 / len(row)
            sheet.text(x, y, label, pen)
            sheet.text(x, y + 5.2, english, small)
            sheet.note(shown)
            sheet.text(x + 22, y, shown.text, pen)
            sheet.rule((x + 21, y + 5.4), (x + 168 / len(row) - 4, y + 5.4), 0.2)
        y += 13
    for label, english, lines, field in (
        ("诊断", "Diagnosis", [text for text, _ in visit.disease.diagnoses], "diagnoses"),
        ("建议", "Advice", list(visit.disease.advice), "treatment_advice"),
    ):
        sheet.text(22, y, label, pen)
        sheet.text(22, y + 5.2, english, small)
        for line in numbered(lines):
            y = sheet.paragraph(44, y, line, pen, 144)
        y += 8
        if field == "diagnoses":
            sheet.fields["diagnoses"] = diagnoses(visit)
        else:
            sheet.fields["treatment_advice"] = "\n".join(numbered(lines))
    y = max(y + 6, 205.0)
    for x, label, doctor in ((22, "经治医师", visit.attending), (108, "上级医师", visit.chief)):
        end = signature(visit, sheet, (x, y), label + "：", (doctor, "signing"), pen)
        sheet.text(max(end + 3, x + 44), y, doctor.title.label, pen)
        known_title(sheet, doctor)
    sheet.text(108, y + 14, day(house, visit.issued, "issue_date"), pen)
    _seal(visit, sheet, 150, y + 16)
    return sheet


def system_print(visit: Visit) -> Sheet:
    """Printed by the record system: a barcode, tick boxes for the kind of visit, a table of diagnoses with codes."""
    rng = visit.rng
    house, sheet = House.of(rng, 10.5), new_sheet(rng)
    pen = house.body
    barcode(sheet, (150, 8), 44, visit.outpatient_number, pen.at(8))
    sheet.centre(22, hospital(visit), house.title.at(15))
    sheet.centre(31, title("疾病诊断证明"), house.title.at(17))
    y = entries(
        sheet, house, 44, [("姓  名", name(visit)), ("性  别", sex(visit)), ("年  龄", age(visit)),
                           ("就诊科室", department(visit))])  # fmt: skip
    y = entries(sheet, house, y, [("门 诊 号", outpatient_number(visit)), ("身份证号", id_number(visit))])
    kind = rng.choice(("门诊", "住院"))
    sheet.text(house.margin, y, "就诊类型：" + ticks(("门诊", "急诊", "住院"), kind, "√"), pen)
    visited = day(house, visit.admitted, "visit_date")
    sheet.note(visited)
    sheet.text(120, y, "就诊日期：" + visited.text, pen)
    y += leading(pen) * 1.4
    full = 210 - 2 * house.margin
    table = Table(house.margin, (14, full - 50, 36), 8)
    y = table_row(sheet, table, y, ["序号", "诊断名称", "ICD编码"], pen)
    for number, (text, code) in enumerate(visit.disease.diagnoses, 1):
        y = table_row(sheet, table, y, [str(number), text, code], pen)
    sheet.fields["diagnoses"] = diagnoses(visit, coded=True)
    y += 4
    sheet.text(house.margin, y, "处理意见：", pen)
    lines = numbered(visit.disease.advice, "({0})")
    y += leading(pen)
    for line in lines:
        y = sheet.paragraph(house.margin + 6, y, line, pen, full - 6)
    sheet.fields["treatment_advice"] = "\n".join(lines)
    y = max(y + 12, 170.0)
    end = signature(visit, sheet, (110, y), "医生签名：", (visit.physician, "signing"), pen)
    sheet.text(end + 2, y, f"（{visit.physician.title.label}）", pen)
    known_title(sheet, visit.physician)
    entry = day(house, visit.issued, "issue_date")
    sheet.note(entry)
    sheet.text(110, y + 10, "证明日期：" + entry.text, pen)
    _seal(visit, sheet, 150, y + 14)
    page_foot(visit, sheet, pen.at(8.5))
    return sheet


_KIND = DocType.DIAGNOSIS_CERTIFICATE
FURTHER: dict[str, tuple[DocType, Layout]] = {
    "certificate-labels-over": (_KIND, labels_over),
    "certificate-two-columns": (_KIND, two_columns),
    "certificate-ranks-ticked": (_KIND, ranks_ticked),
    "certificate-stub": (_KIND, with_stub),
    "certificate-sentence": (_KIND, one_sentence),
    "certificate-bilingual": (_KIND, bilingual),
    "certificate-system": (_KIND, system_print),
}
