"""Where values end: at tables, at sentences about the patient, at a label though it touches, at other entries."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from intake.extract.fields import extract_fields
from intake.page import ReadPage
from models.codes import DocType
from models.document import Diagnosis, FieldName
from tests.intake.extract.paper import centred, line, page

Cell = tuple[float, str]
FORM = DocType.APPLICATION_FORM


def sheet(heading: str, *rows: Sequence[Cell]) -> ReadPage:
    lines = [line(text, left, 0.2 + 0.03 * number) for number, row in enumerate(rows) for left, text in row]
    return page(centred("某市人民医院", 0.04), centred(heading, 0.08), *lines)


def value(sheet: ReadPage, name: FieldName, kind: DocType) -> object:
    fields = extract_fields(kind, [sheet])
    return fields[name].value if name in fields else None


def diagnoses(sheet: ReadPage, kind: DocType) -> list[str]:
    found = value(sheet, "diagnoses", kind)
    return [one.text for one in found if isinstance(one, Diagnosis)] if isinstance(found, tuple) else []


def test_the_diagnosis_in_a_reports_head_ends_at_the_table() -> None:
    report = sheet(
        "生化检验报告单",
        [(0.1, "标本：血清"), (0.35, "送检医生：李强"), (0.65, "诊断：系统性红斑狼疮")],
        [(0.1, "序号"), (0.2, "检验项目"), (0.4, "结果"), (0.5, "提示"), (0.65, "参考值"), (0.85, "单位")],
        [(0.1, "1"), (0.2, "补体C3"), (0.4, "1.02"), (0.65, "0.79~1.52"), (0.85, "g/L")],
    )
    assert diagnoses(report, DocType.LAB_REPORT) == ["系统性红斑狼疮"]


def test_the_hospitals_diagnoses_on_a_form_end_where_the_patient_is_told_of() -> None:
    form = sheet(
        "门诊慢特病病种待遇认定申请表",
        [(0.1, "医院诊断意见：")],
        [(0.12, "1. 高血压病3级(很高危)")],
        [(0.12, "2. 颈动脉粥样硬化")],
        [(0.12, "患者因发现血压升高11年，头晕3天在我院就诊，需长期门诊治疗。")],
    )
    assert diagnoses(form, FORM) == ["高血压病3级（很高危）", "颈动脉粥样硬化"]


def test_the_label_of_a_day_ends_the_value_it_touches() -> None:
    slip = sheet("门诊处方笺", [(0.1, "临床诊断：冠状动脉粥样硬化性心脏病开具日期："), (0.7, "2026-09-01")])
    assert diagnoses(slip, DocType.PRESCRIPTION) == ["冠状动脉粥样硬化性心脏病"]
    assert value(slip, "issue_date", DocType.PRESCRIPTION) == "2026-09-01"


def test_more_of_a_disease_behind_a_comma_is_no_second_one() -> None:
    report = sheet("病理检查报告单", [(0.1, "病理诊断："), (0.25, "(胃窦)低分化腺癌，部分为印戒细胞癌")])
    assert diagnoses(report, DocType.PATHOLOGY_REPORT) == ["（胃窦）低分化腺癌，部分为印戒细胞癌"]


def test_another_entry_below_the_table_of_diagnoses_is_none() -> None:
    front = sheet(
        "住院病案首页",
        [(0.1, "出院诊断"), (0.5, "疾病编码")],
        [(0.1, "主要诊断：脑梗死后遗症"), (0.5, "I69.300")],
        [(0.1, "其他诊断：右侧偏瘫"), (0.5, "G81.901")],
        [(0.3, "血型"), (0.5, "A")],
    )
    assert diagnoses(front, DocType.MEDICAL_RECORD_FRONT_PAGE) == ["脑梗死后遗症", "右侧偏瘫"]


@pytest.mark.parametrize("read", ["_科别", "__科别"])
def test_a_label_behind_the_line_of_the_value_before(read: str) -> None:
    row = [(0.1, "姓名"), (0.2, "王小明"), (0.5, read), (0.7, "风湿免疫科")]
    assert value(sheet("诊断证明书", row), "department", DocType.DIAGNOSIS_CERTIFICATE) == "风湿免疫科"


def test_sex_and_address_told_in_a_sentence() -> None:
    mandate = sheet("委托书", [(0.1, "委托人：孟启东，男，身份证号：361125194604083235")])
    assert value(mandate, "sex", DocType.POWER_OF_ATTORNEY) == "male"
    letter = sheet("居住证明", [(0.1, "兹证明窦翠萍，女，现居住于江西省上饶市铅山县清湖镇金溪村10组121号，情况属实。")])
    assert value(letter, "address", DocType.OTHER) == "江西省上饶市铅山县清湖镇金溪村10组121号"


@pytest.mark.parametrize(("written", "day"), [("二〇二五年三月十七口", "2025-03-17"), ("2026-01-159:16", "2026-01-15")])
def test_a_day_whose_end_was_misread_or_touches_the_hour(written: str, day: str) -> None:
    report = sheet("CT检查报告单", [(0.1, f"报告日期：{written}")])
    assert value(report, "report_date", DocType.EXAMINATION_REPORT) == day


@pytest.mark.parametrize("printed", ["郑重承诺", "申请材料"])
def test_a_forms_own_words_are_nobodys_signature(printed: str) -> None:
    form = sheet("门诊慢特病病种待遇认定申请表", [(0.1, "申请人签名："), (0.6, printed)])
    assert value(form, "applicant_signature", FORM) != printed


@pytest.mark.parametrize("below", ["本人郑重承诺所填内容真实", "病情摘要及主要症状"])
def test_what_is_printed_below_an_empty_line_is_no_disease(below: str) -> None:
    form = sheet("门诊慢特病病种待遇认定申请表", [(0.1, "申请病种：")], [(0.1, below)])
    assert value(form, "applied_disease", FORM) is None


def test_a_point_that_seems_to_end_in_a_colon_is_whole() -> None:
    rows = [(0.1, "处理意见：1、低盐优质低蛋白饮食，控制饮水量:")], [(0.2, "2、每周规律血液透析三次；")]
    advice = value(sheet("诊断证明书", *rows), "treatment_advice", DocType.DIAGNOSIS_CERTIFICATE)
    assert advice == "1、低盐优质低蛋白饮食，控制饮水量；\n2、每周规律血液透析三次；"


def test_the_grade_in_a_letterhead() -> None:
    record = page(
        centred("某市人民医院", 0.04),
        centred("(三级甲等医院)", 0.07, 1.0),
        centred("出院小结", 0.1),
        line("姓名：王小明", 0.1, 0.2),
    )
    assert value(record, "hospital_grade", DocType.DISCHARGE_SUMMARY) == "三级甲等"


def test_a_small_title_in_the_head_comes_before_the_heading_of_a_column() -> None:
    report = page(
        line("某市人民医院", 0.1, 0.06), line("生化全项检验报告单", 0.1, 0.09), line("No.63326268", 0.79, 0.09),
        line("姓名", 0.1, 0.13), line("王小明", 0.2, 0.13), line("性别", 0.35, 0.13), line("男", 0.42, 0.13),
        line("检测项目", 0.1, 0.2), line("检测结果", 0.45, 0.2), line("单位", 0.6, 0.2), line("参考范围", 0.75, 0.2),
    )  # fmt: skip
    assert value(report, "report_title", DocType.LAB_REPORT) == "生化全项检验报告单"


@pytest.mark.parametrize(
    "signed",
    [
        [(0.1, "开具医生"), (0.6, "沈绍云主任中医师")],
        [(0.1, "首诊医师：")],
        [(0.1, "责任医师签名"), (0.4, "职称"), (0.6, "患者签名")],
        [(0.1, "复诊预约")],
    ],
)
def test_advice_ends_where_somebody_signs(signed: Sequence[Cell]) -> None:
    certificate = sheet(
        "诊断证明书", [(0.1, "医嘱建议：")], [(0.12, "1.加强营养")], [(0.12, "2.如有发热立即就诊")], signed
    )
    assert value(certificate, "treatment_advice", DocType.DIAGNOSIS_CERTIFICATE) == "1.加强营养\n2.如有发热立即就诊"


def test_english_right_behind_a_label_is_none_of_its_value() -> None:
    certificate = sheet(
        "诊断证明",
        [(0.1, "诊断Diagnosis")],
        [(0.12, "慢性阻塞性肺疾病急性加重期")],
        [(0.1, "医师建议Recommendations")],
        [(0.12, "1. 戒烟")],
    )
    assert diagnoses(certificate, DocType.DIAGNOSIS_CERTIFICATE) == ["慢性阻塞性肺疾病急性加重期"]
    assert value(certificate, "treatment_advice", DocType.DIAGNOSIS_CERTIFICATE) == "1. 戒烟"


def test_a_social_security_number_that_is_the_citizens_own_is_his_number() -> None:
    certificate = sheet("门诊慢特病诊断证明书", [(0.1, "社会保障号："), (0.3, "511323199112271183")])
    assert value(certificate, "id_number", DocType.DIAGNOSIS_CERTIFICATE) == "511323199112271183"
    other = sheet("门诊慢特病诊断证明书", [(0.1, "社会保障号："), (0.3, "511323199112271184")])
    assert value(other, "id_number", DocType.DIAGNOSIS_CERTIFICATE) is None


def test_a_stay_beside_one_word_each() -> None:
    record = sheet("出院小结", [(0.1, "入院 2024/10/28 11:16"), (0.6, "出院 2024/11/16 12:25")])
    assert value(record, "admission_date", DocType.DISCHARGE_SUMMARY) == "2024-10-28"
    assert value(record, "discharge_date", DocType.DISCHARGE_SUMMARY) == "2024-11-16"
    told = sheet("诊断证明", [(0.1, "医嘱建议：出院后继续服药，定期门诊随访。")])
    assert value(told, "treatment_advice", DocType.DIAGNOSIS_CERTIFICATE) == "出院后继续服药，定期门诊随访。"


def test_a_code_in_brackets_whose_letter_was_read_as_a_figure() -> None:
    certificate = sheet("诊断证明书", [(0.1, "诊断：冠状动脉粥样硬化性心脏病[125.103]")])
    found = value(certificate, "diagnoses", DocType.DIAGNOSIS_CERTIFICATE)
    assert found == (Diagnosis(text="冠状动脉粥样硬化性心脏病", icd10="I25.103"),)


@pytest.mark.parametrize("department", ["心血管内科", "肾内科二病区", "重症医学科（ICU）", "血液净化中心", "骨三科"])
@pytest.mark.parametrize(
    "behind",
    [
        "床号12", "床号：12", "12床", " 12床", "住院号20250301", "病案号20250301", " 诊断 高血压病",
        "临床诊断：高血压病", "费别：医保", "姓名：王小明", "就诊日期2025-03-02", "号别：专家号",
        " 2025-03-02", "标本：血清",
    ],
)  # fmt: skip
def test_a_department_ends_where_the_next_label_touches_it(department: str, behind: str) -> None:
    for label in ("科室：", "科别 "):
        paper = sheet("诊断证明书", [(0.1, "姓名：王小明  性别：男  年龄：56岁")], [(0.1, label + department + behind)])
        for kind in (DocType.DIAGNOSIS_CERTIFICATE, DocType.DISCHARGE_SUMMARY):
            assert value(paper, "department", kind) == department.replace("（", "(").replace("）", ")")


def test_what_is_labelled_behind_a_department_is_read() -> None:
    paper = sheet("诊断证明书", [(0.1, "科室：心血管内科姓名：王小明年龄：56岁诊断：高血压病")])
    assert value(paper, "patient_name", DocType.DIAGNOSIS_CERTIFICATE) == "王小明"
    assert diagnoses(paper, DocType.DIAGNOSIS_CERTIFICATE) == ["高血压病"]


@pytest.mark.parametrize("text", ["口干、多饮、多尿9年", "患者因胸闷气促三天来院", "普外床位备注："])
def test_what_is_no_department(text: str) -> None:
    assert value(sheet("出院记录", [(0.1, "科室："), (0.2, text)]), "department", DocType.DISCHARGE_SUMMARY) is None


@pytest.mark.parametrize("label", ["填报时间", "申报时间", "签字日期", "申请日", "提交日期", "填写时间"])
def test_the_day_of_a_form(label: str) -> None:
    form = sheet("门诊慢特病病种待遇认定申请表", [(0.1, "申请人签名：王小明"), (0.6, f"{label}：2025年3月2日")])
    assert value(form, "issue_date", FORM) == "2025-03-02"


@pytest.mark.parametrize("label", ["诊断医师意见", "责任医师意见", "专科医师认定意见", "科室意见", "诊断医生审定意见"])
def test_a_physicians_opinion_is_no_diagnosis(label: str) -> None:
    for rows in (
        [[(0.1, "出院诊断：")], [(0.12, "血友病A")], [(0.1, f"{label}：符合认定条件，同意申报。")]],
        [[(0.1, "出院诊断：血友病A")], [(0.1, f"{label}：")], [(0.12, "诊断明确，符合认定标准。")]],
    ):
        assert diagnoses(sheet("门诊慢特病病种待遇认定申请表", *rows), FORM) == ["血友病A"]


def test_an_address_ends_above_a_label_nobody_listed() -> None:
    rows = [[(0.1, "家庭住址"), (0.3, "某县书院路12号")], [(0.1, "申办的病种"), (0.3, "高血压病")]]
    assert value(sheet("门诊慢特病病种待遇认定申请表", *rows), "address", FORM) == "某县书院路12号"
