"""检查报告 (CT, MRI, ultrasound, X-ray, ECG, lung function), 病理报告 and 基因检测报告."""

from __future__ import annotations

from models.codes import Title
from models.document import Diagnosis, PhysicianRole
from samples.clinic import Exam, Visit, exams
from samples.ink import Sheet, Shown, leading
from samples.papers import Layout
from samples.people import Doctor, invent_doctor
from samples.pictures import picture
from samples.stamps import department as department_seal
from samples.stamps import stamp
from samples.truth import TruePhysician
from samples.typeset import Cell, Entry, House, Table, entries, entry_at, heading, new_sheet, table_row
from samples.values import age, day, department, hospital, inpatient_number, name, numbered, sex, title

_NUMBERS = {"CT": "CT", "超声": "US", "X线": "DR", "MRI": "MR"}
"""How examination numbers begin, by a word of the report's title."""


def _readers(visit: Visit) -> tuple[Doctor, Doctor]:
    """Who reports and who reviews, both physicians of the examining department."""
    rng = visit.rng
    return invent_doctor(rng, rng.choice((Title.RESIDENT, Title.ATTENDING))), invent_doctor(rng, Title.ASSOCIATE_CHIEF)


def _named(visit: Visit, sheet: Sheet, label: str, doctor: Doctor, role: PhysicianRole) -> Entry:
    """An entry with a physician's name, in some houses with the title behind it."""
    titled = visit.rng.random() < 0.25
    code = doctor.title if titled else None
    sheet.physicians.append(TruePhysician(name=doctor.name, title=code, role=role, signed=None))
    return label, Shown(f"{doctor.name} {doctor.title.label}" if titled else doctor.name)


def _patient(visit: Visit, sheet: Sheet, house: House, exam: Exam) -> list[list[Entry]]:
    """The patient's entries in three lines, with number, part and method."""
    rng = visit.rng
    prefix = next((mark for word, mark in _NUMBERS.items() if word in exam.title), "E")
    number = Shown(f"{prefix}{visit.admitted:%y%m%d}{rng.randrange(1000):03d}")
    return [
        [("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit)), ("检查号", number)],
        [("申请科室", department(visit)), ("住院号", inpatient_number(visit)), _request(visit, sheet)],
        [("检查部位", Shown(exam.part)), ("检查方法", Shown(exam.method))],
        [("检查日期", day(house, visit.admitted, None, f" {rng.randrange(8, 12):02d}:{rng.randrange(60):02d}"))],
    ]


def _request(visit: Visit, sheet: Sheet) -> Entry:
    sheet.physicians.append(TruePhysician(name=visit.resident.name, title=None, role="requesting", signed=None))
    return "申请医生", Shown(visit.resident.name)


def _blocks(visit: Visit, sheet: Sheet, house: House, y: float, blocks: tuple[tuple[str, str], ...]) -> float:
    """Labels on lines of their own with the text indented below."""
    width = sheet.size[0] - 2 * house.margin - 6
    for label, text in blocks:
        sheet.text(house.margin, y, house.label(label), house.body)
        y = sheet.paragraph(house.margin + 6, y + leading(house.body), text, house.body, width) + visit.rng.uniform(
            2, 6
        )
    return y


def _foot(visit: Visit, sheet: Sheet, house: House, y: float) -> None:
    """Reporting and reviewing physician, report date, the department's note and at times its seal."""
    rng = visit.rng
    reporter, reviewer = _readers(visit)
    sheet.rule((house.margin, y), (sheet.size[0] - house.margin, y), 0.3)
    row = [
        _named(visit, sheet, rng.choice(("报告医师", "诊断医师", "报告医生")), reporter, "reporting"),
        _named(visit, sheet, rng.choice(("审核医师", "审核医生")), reviewer, "reviewing"),
    ]
    y = entries(sheet, house, y + 2, row)
    label = rng.choice(("报告日期", "报告时间"))
    entry_at(
        sheet,
        house,
        (house.margin, y),
        (label, day(house, visit.admitted, "report_date", f" {rng.randrange(13, 18):02d}:{rng.randrange(60):02d}")),
    )
    y += leading(house.body) * 1.2
    notes = ("本报告仅供临床医师参考，不作证明用。", "注：此报告需医师签名后有效。", "以上意见仅供临床参考")
    sheet.text(house.margin, y, rng.choice(notes), house.body.at(9))
    if visit.seal != "none" and rng.random() < 0.4:
        purpose = rng.choice(("影像诊断专用章", "检查报告专用章", "诊断报告专用章"))
        stamp(sheet, department_seal(visit.hospital, rng, purpose), sheet.size[0] - 60, y - 8)


def _concluded(sheet: Sheet, exam: Exam) -> str:
    """The conclusion as printed; on an examination report it is what the field ``diagnoses`` holds."""
    sheet.fields["diagnoses"] = tuple(Diagnosis(text=text) for text in exam.conclusions)
    return "\n".join(numbered(exam.conclusions))


def _exam(visit: Visit, preferred: str = "") -> Exam:
    """One of the disease's examinations, where it has several one whose title says the preferred word."""
    known = [exams()[key] for key in visit.disease.exams]
    return visit.rng.choice([exam for exam in known if preferred in exam.title] or known)


def plain(visit: Visit) -> Sheet:
    """Entries between two rules, findings and conclusion as blocks."""
    rng, exam = visit.rng, _exam(visit)
    house, sheet = House.of(rng, rng.choice((10.5, 11.0, 12.0))), new_sheet(rng)
    y = heading(sheet, house, rng.uniform(14, 24), hospital(visit), title(exam.title))
    sheet.rule((house.margin, y), (210 - house.margin, y), 0.3)
    y += 2
    for row in _patient(visit, sheet, house, exam):
        y = entries(sheet, house, y, row)
    sheet.rule((house.margin, y), (210 - house.margin, y), 0.3)
    labels = rng.choice((("检查所见", "诊断意见"), ("影像所见", "印象"), ("检查所见", "检查结论"), ("描述", "诊断")))
    conclusion = _concluded(sheet, exam)
    y = _blocks(visit, sheet, house, y + 5, ((labels[0], exam.findings), (labels[1], conclusion)))
    _foot(visit, sheet, house, max(y + 10, rng.choice((190.0, 235.0, 252.0))))
    return sheet


def pictured(visit: Visit) -> Sheet:
    """With two pictures in the middle, as ultrasound and endoscopy printers lay them out."""
    rng, exam = visit.rng, _exam(visit, "超声")
    house, sheet = House.of(rng, 10.5), new_sheet(rng)
    y = heading(sheet, house, 14, hospital(visit), title(exam.title))
    for row in _patient(visit, sheet, house, exam):
        y = entries(sheet, house, y, row)
    sheet.rule((house.margin, y), (210 - house.margin, y), 0.3)
    for column in range(2):
        picture(sheet, (house.margin + 8 + column * 80, y + 4), (70, 52), exam.title)
    conclusion = _concluded(sheet, exam)
    y = _blocks(
        visit,
        sheet,
        house,
        y + 62,
        (("超声所见" if "超声" in exam.title else "检查所见", exam.findings), ("提示", conclusion)),
    )
    _foot(visit, sheet, house, max(y + 8, 240.0))
    return sheet


def ruled(visit: Visit) -> Sheet:
    """The patient's data in a ruled head, findings and conclusion in tall cells."""
    rng, exam = visit.rng, _exam(visit)
    house, sheet = House.of(rng, 10.5), new_sheet(rng)
    pen, full = house.body, 210 - 2 * house.margin
    y = heading(sheet, house, 18, hospital(visit), title(exam.title)) + 2
    row: list[Cell] = ["姓名", name(visit), "性别", sex(visit), "年龄", age(visit)]
    y = table_row(sheet, Table(house.margin, (22, full - 114, 20, 26, 20, 26), 8.5), y, row, pen)
    wide = Table(house.margin, (22, full / 2 - 22, 22, full / 2 - 22), 8.5)
    y = table_row(sheet, wide, y, ["申请科室", department(visit), "住院号", inpatient_number(visit)], pen)
    y = table_row(sheet, wide, y, ["检查部位", exam.part, "检查方法", exam.method], pen)
    y = table_row(sheet, wide, y, ["检查日期", day(house, visit.admitted), *_request(visit, sheet)], pen)
    block = Table(house.margin, (22, full - 22), 66)
    y = table_row(sheet, block, y, ["检查所见", exam.findings], pen)
    block = Table(house.margin, (22, full - 22), 42)
    y = table_row(sheet, block, y, ["诊断意见", _concluded(sheet, exam)], pen)
    _foot(visit, sheet, house, y + 6)
    return sheet


def pathology(visit: Visit) -> Sheet:
    """病理检查报告单: specimen, microscopy, immunohistochemistry, diagnosis."""
    return _pathology(visit, framed=False)


def pathology_framed(visit: Visit) -> Sheet:
    """The same within a frame, the diagnosis first."""
    return _pathology(visit, framed=True)


def _pathology(visit: Visit, framed: bool) -> Sheet:
    rng = visit.rng
    report = visit.disease.pathology
    assert report is not None
    specimen, microscopy, stains, diagnosis = report
    house, sheet = House.of(rng, 11.0), new_sheet(rng)
    y = heading(sheet, house, 18, hospital(visit), title(rng.choice(("病理检查报告单", "病理诊断报告书", "病理报告"))))
    number = Shown(f"{visit.admitted:%Y}-{rng.randrange(1000, 99999)}")
    y = entries(
        sheet, house, y, [("病理号", number), ("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit))]
    )
    y = entries(
        sheet,
        house,
        y,
        [
            ("送检科室", department(visit)),
            ("住院号", inpatient_number(visit)),
            ("送检日期", day(house, visit.admitted)),
        ],
    )
    y = entries(sheet, house, y, [("送检材料", Shown(specimen))])
    blocks = [
        ("肉眼所见", "灰白色条索状组织3条，长0.8-1.2cm，直径0.1cm。"),
        ("镜下所见", microscopy),
        ("免疫组化", stains),
    ]
    blocks.insert(0 if framed else 3, ("病理诊断", diagnosis))
    sheet.fields["diagnoses"] = (Diagnosis(text=diagnosis),)
    if framed:
        sheet.frame(house.margin - 4, y, 214 - house.margin, 232, 0.4)
    else:
        sheet.rule((house.margin, y), (210 - house.margin, y), 0.3)
    _blocks(visit, sheet, house, y + 5, tuple(blocks))
    _foot(visit, sheet, house, 240)
    return sheet


def genetic(visit: Visit) -> Sheet:
    """基因检测报告: a ruled table of genes, a conclusion, two signatures."""
    rng = visit.rng
    report = visit.disease.genetic
    assert report is not None
    test, rows, conclusion = report
    house, sheet = House.of(rng, 10.5), new_sheet(rng)
    y = heading(
        sheet, house, 18, hospital(visit), title(rng.choice(("基因检测报告", "基因检测报告单", "分子病理检测报告")))
    )
    y = entries(sheet, house, y, [("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit))])
    y = entries(sheet, house, y, [("送检科室", department(visit)), ("住院号", inpatient_number(visit))])
    y = entries(sheet, house, y, [("检测项目", Shown(test)), ("标本类型", Shown(rng.choice(("石蜡组织", "外周血"))))])
    full = 210 - 2 * house.margin
    table = Table(house.margin, (full * 0.2, full * 0.25, full * 0.3, full * 0.25), 9)
    y = table_row(sheet, table, y + 3, ["基因名称", "检测位点", "变异类型", "检测结果"], house.body)
    for row in rows:
        y = table_row(sheet, table, y, list(row), house.body)
    method = "采用高通量测序法（NGS），平均测序深度1000×以上。"
    y = _blocks(visit, sheet, house, y + 6, (("检测方法", method), ("检测结论", conclusion)))
    _foot(visit, sheet, house, max(y + 12, 200.0))
    return sheet


LAYOUTS: dict[str, Layout] = {"examination-plain": plain, "examination-pictured": pictured, "examination-ruled": ruled}
PATHOLOGY_LAYOUTS: dict[str, Layout] = {"pathology-blocks": pathology, "pathology-framed": pathology_framed}
GENETIC_LAYOUTS: dict[str, Layout] = {"genetic-table": genetic}
