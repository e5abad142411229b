"""Labels in two languages, two in one, and data without labels of their own."""

import pytest

from intake.extract.applicant import applicant_signature
from intake.extract.fields import extract_fields
from intake.page import Line
from models.codes import DocType
from models.document import Diagnosis
from models.place import Box
from tests.intake.extract.paper import line, page, written
from tests.intake.extract.ruled import ruled_page


def read(kind: DocType, *rows: str | tuple[str, ...]) -> dict[str, object]:
    return {name: field.value for name, field in extract_fields(kind, [written(*rows)]).items()}


def test_english_beside_the_label() -> None:
    found = read(
        DocType.DISCHARGE_SUMMARY, ("姓名 Name", "毛德贵", "性别 Sex", "男"), "出院时间 Discharge Date：2024-01-19"
    )
    assert (found["patient_name"], found["sex"], found["discharge_date"]) == ("毛德贵", "male", "2024-01-19")
    sheet = ruled_page([(0.2, "姓名 Name"), (0.2, "毛德贵"), (0.2, "住院号ID"), (0.2, "ZY11002876")])
    fields = extract_fields(DocType.DISCHARGE_SUMMARY, [sheet])
    assert (fields["patient_name"].value, fields["inpatient_number"].value) == ("毛德贵", "ZY11002876")


def test_english_behind_a_stroke() -> None:
    found = read(DocType.DIAGNOSIS_CERTIFICATE, ("姓名/Name", "宣雨薇"), "诊断/Diagnosis：系统性红斑狼疮")
    assert found["patient_name"] == "宣雨薇"
    assert "系统性红斑狼疮" in str(found["diagnoses"])


def test_the_patients_data_behind_one_label() -> None:
    found = read(DocType.OUTPATIENT_RECORD, "患者信息：强小军 男 52岁")
    assert (found["patient_name"], found["sex"], found["age"]) == ("强小军", "male", 52)


def test_two_labels_in_one() -> None:
    found = read(DocType.OUTPATIENT_RECORD, ("患者姓名", "匡有才", "性别/年龄", "男/74岁"))
    assert (found["sex"], found["age"]) == ("male", 74)


@pytest.mark.parametrize(("name", "sex"), [("范小冬", "female"), ("凤亚男", "female")])
def test_sex_and_age_behind_the_name(name: str, sex: str) -> None:
    found = read(DocType.OUTPATIENT_RECORD, f"就诊人：{name} 女 43岁")
    assert (found["patient_name"], found["sex"], found["age"]) == (name, sex, 43)


def test_labels_on_one_rule_with_what_is_written_on_it() -> None:
    """A row written on rules, of which the engine reads some as underscores: an age that is lost lets another pass."""
    found = read(DocType.OUTPATIENT_RECORD, "姓名伍思琪_性别女_年龄_62岁", "科别_____就诊日期_____")
    assert (found["patient_name"], found["sex"], found["age"]) == ("伍思琪", "female", 62)
    assert (found["department"], found["visit_date"]) == (None, None)


def test_sex_by_a_circled_code() -> None:
    assert read(DocType.MEDICAL_RECORD_FRONT_PAGE, "姓名 江美华 性别②1.男 2.女 年龄 65")["sex"] == "female"


def test_a_day_of_our_era() -> None:
    rows = ["诊断：肺炎", "建议：休息", "", "某市人民医院", "公元 2023 年 7 月 10 日"]
    assert read(DocType.DIAGNOSIS_CERTIFICATE, *rows)["issue_date"] == "2023-07-10"


def test_who_filled_the_form_in() -> None:
    field = applicant_signature([written("填表人签字：瞿宏发")])
    assert field is not None
    assert field.value == "瞿宏发"


def test_what_was_found_in_surgery_goes_before_what_was_expected() -> None:
    rows = ["术前诊断：左股骨头坏死（Ⅲ期）", "术中诊断：左股骨头坏死（Ⅳ期）"]
    value = read(DocType.SURGERY_RECORD, *rows)["diagnoses"]
    assert "Ⅳ" in str(value)


def test_a_place_right_behind_an_address() -> None:
    found = read(DocType.APPLICATION_FORM, "家庭住址：鄱阳县古县渡镇横溪村参保地：鄱阳县")
    assert (found["address"], found["insured_place"]) == ("鄱阳县古县渡镇横溪村", "鄱阳县")


def test_advice_ends_at_the_physicians_number() -> None:
    rows = ["诊断：肺炎", "处理：抗感染治疗，三日后复诊。", "", "医生工号：20117    医生签名：丁向晚"]
    assert read(DocType.OUTPATIENT_RECORD, *rows)["treatment_advice"] == "抗感染治疗，三日后复诊。"


def test_what_to_heed_and_when_to_come_again() -> None:
    found = read(DocType.DISCHARGE_SUMMARY, "出院诊断：肺炎", "【注意事项及随访】每三月复查胸部CT。")
    assert found["treatment_advice"] == "每三月复查胸部CT。"


def test_the_sex_of_who_gives_a_mandate() -> None:
    found = read(DocType.POWER_OF_ATTORNEY, "本人 仇金花，女，身份证号422825194706250821，现委托谭勇办理。")
    assert found["sex"] == "female"


def test_the_label_of_a_part_names_no_hospital() -> None:
    found = read(DocType.APPLICATION_FORM, "认定医院意见：符合认定标准。", "姓名：晏德明")
    assert found.get("hospital_name") is None


def test_a_figure_that_two_lines_were_read_with_is_one() -> None:
    lines = (
        Line("诊断：2", 0.98, Box.clipped(0.1, 0.3, 0.175, 0.315)),
        Line("2型糖尿病", 0.98, Box.clipped(0.162, 0.3, 0.26, 0.315)),
        Line("科室：内科", 0.98, Box.clipped(0.1, 0.4, 0.2, 0.415)),
    )
    value = extract_fields(DocType.DISCHARGE_SUMMARY, [page(*lines)])["diagnoses"].value
    assert isinstance(value, tuple)
    assert [one.text for one in value if isinstance(one, Diagnosis)] == ["2型糖尿病"]


def test_labels_over_their_values_beside_a_column_of_text() -> None:
    sheet = page(
        line("性别", 0.1, 0.1), line("二、高血压", 0.36, 0.1),
        line("女", 0.11, 0.116), line("三、糖尿病视网膜病变", 0.36, 0.118),
        line("科室", 0.1, 0.14), line("口干、多饮、多尿9年，双足麻木", 0.36, 0.14),
        line("内分泌代谢科", 0.11, 0.157), line("呼吸音清，未闻及啰音", 0.36, 0.157),
    )  # fmt: skip
    fields = extract_fields(DocType.DISCHARGE_SUMMARY, [sheet])
    assert (fields["sex"].value, fields["department"].value) == ("female", "内分泌代谢科")
    near = page(line("性别", 0.1, 0.14), line("未说明", 0.15, 0.14), line("女", 0.1, 0.157))
    assert "sex" not in extract_fields(DocType.DISCHARGE_SUMMARY, [near])
