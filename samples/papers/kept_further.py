"""Layouts kept aside from all tuning of the extraction: it is measured on them, and nobody looks at its misses."""

from __future__ import annotations

from models.codes import DocType, Flag, Title
from models.document import Diagnosis
from samples.clinic import Visit, exams, panels
from samples.ink import Pen, Sheet, Shown, leading
from samples.papers import Layout
from samples.papers.fittings import barcode, known_title, over_cells, page_foot, rank_choice, signature, ticks
from samples.papers.lab import measure
from samples.people import invent_doctor, invent_name
from samples.stamps import design_for, insurance, stamp
from samples.truth import TrueLabItem, TruePhysician
from samples.typeset import Cell, Entry, House, Table, entries, heading, new_sheet, section, table_row
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


def certificate_sides(visit: Visit) -> Sheet:
    """A ruled half sheet: labels in a column on the left of each row, the diagnosis wrapped in a narrow cell."""
    house, sheet = House.of(visit.rng, 10.5), new_sheet(visit.rng, (182.0, 182.0))
    pen, left = house.body, 14.0
    y = heading(sheet, house, 10, hospital(visit), title("疾病证明单")) + 1
    rows: list[tuple[tuple[float, ...], list[Cell]]] = [
        ((22, 34, 18, 20, 18, 42), ["病人姓名", name(visit), "性别", sex(visit), "年龄", age(visit)]),
        ((22, 54, 22, 56), ["科室", department(visit), "住院号", inpatient_number(visit)]),
        ((22, 54, 22, 56), ["入院时间", day(house, visit.admitted, "admission_date"), "出院时间",
                            day(house, visit.discharged, "discharge_date")]),
        ((22, 54, 22, 56), ["疾病诊断", "；".join(illnesses(visit)), "医嘱及\n建议", "".join(visit.disease.advice)]),
    ]  # fmt: skip
    for widths, cells in rows:
        y = table_row(sheet, Table(left, widths, 10), y, cells, pen)
    sheet.fields["diagnoses"] = diagnoses(visit)
    sheet.fields["treatment_advice"] = "".join(visit.disease.advice)
    end = signature(visit, sheet, (left + 4, y + 8), "主治医生签字：", (visit.physician, "signing"), pen)
    sheet.text(end + 3, y + 8, visit.physician.title.label, pen)
    known_title(sheet, visit.physician)
    when = day(house, visit.issued, "issue_date")
    sheet.note(when)
    sheet.text(left + 94, y + 20, "签发日期 " + when.text, pen)
    stamp(sheet, design_for(visit.seal, visit, ""), left + 120, y + 16)
    return sheet


def discharge_hanging(visit: Visit) -> Sheet:
    """Labels in a column of their own on the left without rules, the texts hanging beside them; pages numbered."""
    disease = visit.disease
    house, sheet = House.of(visit.rng, 10.5), new_sheet(visit.rng)
    pen = house.body
    sheet.text(20, 12, hospital(visit), pen.at(12))
    sheet.text(160, 12, title("出院记录"), Pen("hei_bold", 13))
    sheet.rule((18, 19), (192, 19), 0.5)
    y = 23.0
    for row in (
        [("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit)), ("住院号", inpatient_number(visit))],
        [("科室", department(visit)), ("入院日期", day(house, visit.admitted, "admission_date")),
         ("出院日期", day(house, visit.discharged, "discharge_date"))],
    ):  # fmt: skip
        y = entries(sheet, house, y, row, (20, 192))
    y += 4
    advice = "\n".join(numbered(disease.advice))
    for label, text in (
        ("入院诊断", "\n".join(numbered(illnesses(visit)))), ("入院情况", disease.signs), ("诊疗经过", disease.course),
        ("出院诊断", "\n".join(numbered(illnesses(visit)))), ("出院情况", disease.condition), ("出院医嘱", advice),
    ):  # fmt: skip
        sheet.text(20, y, label, Pen("hei_bold", 10.5))
        y = sheet.paragraph(46, y, text, pen, 144) + 3
    sheet.fields["diagnoses"] = diagnoses(visit)
    sheet.fields["treatment_advice"] = advice
    signature(visit, sheet, (46, y + 8), "经治医师：", (visit.resident, "responsible"), pen)
    sheet.text(124, y + 8, day(house, visit.discharged, "issue_date"), pen)
    page_foot(visit, sheet, pen.at(8.5), "第 1 页 共 2 页")
    return sheet


def outpatient_boxed(visit: Visit) -> Sheet:
    """A record with ticked kinds of visit, a wide label column, codes behind the diagnoses."""
    disease = visit.disease
    house, sheet = House.of(visit.rng, 10.5), new_sheet(visit.rng)
    pen, left = house.body, 16.0
    barcode(sheet, (150, 24), 40, visit.outpatient_number, pen.at(8))
    y = heading(sheet, house, 12, hospital(visit), title("门诊电子病历")) + 14
    y = table_row(sheet, Table(left, (178,), 9), y, ["就诊类型：" + ticks(("初诊", "复诊"), "复诊", "■")], pen)
    y = table_row(sheet, Table(left, (24, 36, 16, 20, 16, 24, 20, 22), 9), y,
                  ["姓名", name(visit), "性别", sex(visit), "年龄", age(visit), "婚否", "已婚"], pen)  # fmt: skip
    y = table_row(sheet, Table(left, (24, 66, 28, 60), 9), y,
                  ["就诊科室", department(visit), "就诊时间", day(house, visit.admitted, "visit_date", clock(visit))],
                  pen)  # fmt: skip
    y = table_row(sheet, Table(left, (24, 154), 9), y, ["家庭住址", address(visit)], pen)
    coded = [f"{text}（{code}）" for text, code in disease.diagnoses]
    for label, text in (
        ("主    诉", disease.complaint),
        ("现 病 史", disease.illness),
        ("体格检查", disease.signs),
        ("门诊诊断", "\n".join(numbered(coded))),
        ("处理意见", "\n".join(numbered(disease.advice))),
    ):
        y = table_row(sheet, Table(left, (24, 154), 14), y, [label, text], pen)
    sheet.fields["diagnoses"] = diagnoses(visit, coded=True)
    sheet.fields["treatment_advice"] = "\n".join(numbered(disease.advice))
    end = signature(visit, sheet, (left + 80, y + 6), "医师签名：", (visit.physician, "signing"), pen)
    sheet.text(end + 3, y + 6, f"职称：{visit.physician.title.label}", pen)
    known_title(sheet, visit.physician)
    return sheet


def lab_sections(visit: Visit) -> Sheet:
    """Two panels under headings of their own, units before ranges, marks in front of the results."""
    rng = visit.rng
    house, sheet = House.of(rng, 10.0), new_sheet(rng)
    pen, left, marks = house.body, 18.0, ("↑", "↓")
    y = heading(sheet, house, 10, hospital(visit), title("临床检验报告单"))
    y = entries(sheet, house, y, [("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit)),
                                  ("病历号", inpatient_number(visit))])  # fmt: skip
    y = entries(sheet, house, y, [("送检科室", department(visit)), ("送检医生", Shown(visit.resident.name)),
                                  ("采集时间", day(house, visit.admitted, None, " 07:10"))])  # fmt: skip
    xs = (left, left + 66, left + 76, left + 100, left + 130)
    sheet.rule((left, y), (194, y), 0.35)
    for x, word in zip(xs, ("项  目", "", "结  果", "单  位", "参考值"), strict=True):
        sheet.text(x, y + 1, word, pen)
    y += leading(pen) + 1
    sheet.rule((left, y), (194, y), 0.25)
    for key in rng.sample(("liver", "kidney", "lipids", "coagulation"), 2):
        panel = panels()[key]
        sheet.text(left, y + 1, f"【{panel.title}】", Pen("hei_bold", 10))
        y += leading(pen) + 1
        for item in measure(visit, panel, marks):
            mark = {Flag.HIGH: marks[0], Flag.LOW: marks[1]}.get(item.flag, "") if item.flag else ""
            for x, cell in zip(xs, (item.name, mark, item.value, item.unit or "", item.reference or ""), strict=True):
                sheet.text(x, y, cell, pen)
            sheet.lab_items.append(item)
            y += leading(pen)
    extra = TrueLabItem(name="尿蛋白", value="±", unit=None, reference="阴性", flag=None)
    for x, cell in zip(xs, (extra.name, "", extra.value, "", "阴性"), strict=True):
        sheet.text(x, y, cell, pen)
    sheet.lab_items.append(extra)
    y += leading(pen) + 2
    sheet.rule((left, y), (194, y), 0.3)
    sheet.physicians.append(TruePhysician(name=visit.resident.name, title=None, role="requesting", signed=None))
    tester = invent_name(rng, "female")
    entries(sheet, house, y + 2, [("检验师", Shown(tester)), ("审核者", Shown(invent_name(rng, "male"))),
                                  ("报告日期", day(house, visit.admitted, "report_date", " 10:18"))])  # fmt: skip
    return sheet


def exam_two_columns(visit: Visit) -> Sheet:
    """Data stacked on the left half with values under each other, the conclusion before the findings."""
    rng = visit.rng
    exam = rng.choice([exams()[key] for key in visit.disease.exams])
    house, sheet = House.of(rng, 11.0), new_sheet(rng)
    pen, left = house.body, 18.0
    y = heading(sheet, house, 12, hospital(visit), title(exam.title)) + 1
    y = over_cells(
        sheet,
        (left, y),
        [
            (44, "姓 名", name(visit)),
            (22, "性 别", sex(visit)),
            (24, "年 龄", age(visit)),
            (42, "门诊号", outpatient_number(visit)),
            (42, "检查日期", day(house, visit.admitted)),
        ],
        pen,
    )
    y = over_cells(sheet, (left, y), [(66, "申请科室", department(visit)), (54, "申请医师", Shown(visit.resident.name)),
                                      (54, "检查部位", Shown(exam.part))], pen)  # fmt: skip
    sheet.physicians.append(TruePhysician(name=visit.resident.name, title=None, role="requesting", signed=None))
    sheet.fields["diagnoses"] = tuple(Diagnosis(text=text) for text in exam.conclusions)
    y = section(sheet, house, y + 5, "检查结论", "；".join(exam.conclusions) + "。") + 4
    y = section(sheet, house, y, "检查所见", exam.findings)
    y = max(y + 12, 210)
    doctors = [invent_doctor(rng, rank) for rank in (Title.ATTENDING, Title.ASSOCIATE_CHIEF)]
    end = sheet.text(left, y, f"报告医生：{doctors[0].name}（{doctors[0].title.label}）", pen)
    sheet.text(end + 10, y, f"复核医生：{doctors[1].name}（{doctors[1].title.label}）", pen)
    sheet.physicians.append(TruePhysician(name=doctors[0].name, title=doctors[0].title, role="reporting", signed=None))
    sheet.physicians.append(TruePhysician(name=doctors[1].name, title=doctors[1].title, role="reviewing", signed=None))
    sheet.text(left, y + 10, "报告时间：" + day(house, visit.discharged, "report_date", " 16:20").text, pen)
    sheet.note(day(house, visit.discharged, "report_date"))
    return sheet


def pathology_top(visit: Visit) -> Sheet:
    """The diagnosis in a frame at the top, the rest below; the specimen wrapped."""
    told = visit.disease.pathology
    assert told is not None
    house, sheet = House.of(visit.rng, 11.0), new_sheet(visit.rng)
    pen, left = house.body, 18.0
    y = heading(sheet, house, 14, hospital(visit), title("病理检查报告单"))
    y = entries(sheet, house, y, [("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit))], (left, 192))
    y = entries(sheet, house, y, [("住院号", inpatient_number(visit)), ("送检科室", department(visit)),
                                  ("收到日期", day(house, visit.admitted))], (left, 192))  # fmt: skip
    sheet.frame(left, y + 2, 192, y + 30, 0.4)
    sheet.text(left + 2, y + 4, "病理诊断：", Pen("hei_bold", 12))
    sheet.paragraph(left + 8, y + 12, told[3], pen, 160)
    sheet.fields["diagnoses"] = (Diagnosis(text=told[3]),)
    y += 36
    for label, text in (
        ("送检材料", told[0]),
        ("大体所见", "灰白组织两条。"),
        ("镜下所见", told[1]),
        ("免疫组化", told[2]),
    ):
        y = sheet.paragraph(left, y, f"{label}：{text}", pen, 172) + 2
    doctor = invent_doctor(visit.rng, Title.ASSOCIATE_CHIEF)
    sheet.text(left, 240, f"病理医师：{doctor.name}", pen)
    sheet.physicians.append(TruePhysician(name=doctor.name, title=None, role="reporting", signed=None))
    when = day(house, visit.discharged, "report_date")
    sheet.note(when)
    sheet.text(120, 240, f"报告日期：{when.text}", pen)
    return sheet


def form_plain_rows(visit: Visit) -> Sheet:
    """A form in a grid whose labels wrap in narrow cells; the doctor's ranks to tick beside the signature."""
    rng = visit.rng
    house, sheet = House.of(rng, 11.0), new_sheet(rng)
    pen, left = house.body, 16.0
    sheet.centre(14, title("门诊特殊慢性病申请审批表"), house.title.at(17))
    y = 28.0
    rows: list[tuple[tuple[float, ...], list[Cell]]] = [
        ((18, 44, 18, 26, 18, 54), ["姓\n名", name(visit), "性\n别", sex(visit), "年\n龄", age(visit)]),
        ((18, 88, 18, 54), ["身份\n证号", id_number(visit), "联系\n电话", phone(visit)]),
        ((18, 88, 18, 54), ["家庭\n住址", address(visit), "医保\n编号", insured_number(visit)]),
        ((36, 142), ["申请病种", Shown(visit.disease.name, "applied_disease")]),
        ((36, 142), ["诊断医院", hospital(visit)]),
        ((36, 142), ["主要诊断", "\n".join(numbered(illnesses(visit), "{0}、"))]),
        ((36, 142), ["诊断依据", f"{visit.disease.signs}"]),
    ]
    for widths, cells in rows:
        y = table_row(sheet, Table(left, widths, 11), y, cells, pen)
    sheet.fields["diagnoses"] = diagnoses(visit)
    sheet.frame(left, y, left + 178, y + 46)
    sheet.text(left + 2, y + 3, "专科医师意见：符合认定标准，建议享受门诊慢特病待遇。", pen)
    signature(visit, sheet, (left + 30, y + 18), "专科医师签名：", (visit.physician, "opinion"), pen)
    rank_choice(sheet, (left + 30, y + 29), "技术职称：", visit.physician, pen)
    known_title(sheet, visit.physician)
    stamp(sheet, insurance(visit.hospital, rng) if visit.seal != "none" else None, left + 150, y + 16)
    when = visit.issued
    filled = Shown(f"填表日期：{when.year}年{when.month}月{when.day}日", "issue_date", when.isoformat())
    sheet.text(left + 110, y + 54, filled, pen)
    return sheet


def front_page_over(visit: Visit) -> Sheet:
    """病案首页 with labels over the values and a table of diagnoses in one column."""
    rng, disease = visit.rng, visit.disease
    house, sheet = House.of(rng, 9.5), new_sheet(rng)
    pen, left = house.body, 14.0
    sheet.centre(9, hospital(visit), house.title.at(13))
    sheet.centre(16, title("住院病案首页"), house.title.at(16))
    y = over_cells(
        sheet,
        (left, 26),
        [
            (40, "病案号", inpatient_number(visit)),
            (36, "姓名", name(visit)),
            (20, "性别", sex(visit)),
            (46, "出生日期", day(house, visit.patient.birth, "birth_date")),
            (40, "年龄", age(visit)),
        ],
        pen,
    )
    y = over_cells(sheet, (left, y), [(72, "身份证号", id_number(visit)), (60, "健康卡号", insured_number(visit)),
                                      (50, "电话", phone(visit))], pen)  # fmt: skip
    y = over_cells(sheet, (left, y), [(91, "入院时间", day(house, visit.admitted, "admission_date", clock(visit))),
                                      (91, "出院时间", day(house, visit.discharged, "discharge_date", clock(visit)))],
                   pen)  # fmt: skip
    y = (
        over_cells(sheet, (left, y), [(91, "入院科别", department(visit)), (91, "离院方式", Shown("医嘱离院"))], pen)
        + 3
    )
    table = Table(left, (26, 92, 40, 24), 8)
    y = table_row(sheet, table, y, ["诊断类别", "诊断名称", "疾病编码", "入院病情"], pen)
    for number, (text, code) in enumerate(disease.diagnoses):
        y = table_row(sheet, table, y, ["主要诊断" if number == 0 else "其他诊断", text, code, "有"], pen)
    sheet.fields["diagnoses"] = diagnoses(visit, coded=True)
    row: list[Entry] = [("科主任", Shown(invent_name(rng, "male"))), ("主治医师", Shown(visit.attending.name)),
                        ("住院医师", Shown(visit.resident.name))]  # fmt: skip
    entries(sheet, house, y + 6, row)
    for doctor in (visit.attending, visit.resident):
        sheet.physicians.append(TruePhysician(name=doctor.name, title=doctor.title, role="responsible", signed=True))
    return sheet


def other_progress(visit: Visit) -> Sheet:
    """首次病程记录: clinical words all over, and none of the papers asked for."""
    house, sheet = House.of(visit.rng, 10.5), new_sheet(visit.rng)
    y = heading(sheet, house, 14, hospital(visit), title("首次病程记录"))
    y = entries(sheet, house, y, [("姓名", name(visit)), ("床号", Shown("23")), ("住院号", inpatient_number(visit))])
    y = section(sheet, house, y, "病例特点", visit.disease.illness + visit.disease.signs)
    y = section(sheet, house, y, "诊断依据", "根据患者病史、体征及辅助检查。")
    y = section(sheet, house, y, "诊疗计划", "完善相关检查，对症治疗。")
    end = sheet.text(130, y + 10, "记录者：", house.body)
    sheet.write(end, y + 9, visit.resident.name, 14)
    return sheet


def other_deposit(visit: Visit) -> Sheet:
    """住院预交金收据."""
    house, sheet = House.of(visit.rng, 11.0), new_sheet(visit.rng, (190.0, 93.0))
    y = heading(sheet, house, 8, hospital(visit), title("住院预交金凭条"))
    y = entries(sheet, house, y, [("姓名", name(visit)), ("科室", department(visit))])
    sheet.text(house.margin, y, f"预交金额（大写）：贰仟元整    ￥2000.00    日期：{visit.admitted}", house.body)
    sheet.text(house.margin, y + 10, "本凭条遗失不补，出院结算时请出示。", house.body.at(9))
    return sheet


KEPT: dict[str, tuple[DocType, Layout]] = {
    "certificate-sides": (DocType.DIAGNOSIS_CERTIFICATE, certificate_sides),
    "discharge-hanging": (DocType.DISCHARGE_SUMMARY, discharge_hanging),
    "outpatient-boxed": (DocType.OUTPATIENT_RECORD, outpatient_boxed),
    "lab-sections": (DocType.LAB_REPORT, lab_sections),
    "examination-two-columns": (DocType.EXAMINATION_REPORT, exam_two_columns),
    "pathology-top": (DocType.PATHOLOGY_REPORT, pathology_top),
    "form-plain-rows": (DocType.APPLICATION_FORM, form_plain_rows),
    "front-page-over": (DocType.MEDICAL_RECORD_FRONT_PAGE, front_page_over),
    "other-progress": (DocType.OTHER, other_progress),
    "other-deposit": (DocType.OTHER, other_deposit),
}
