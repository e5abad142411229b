"""Fields of whole papers, in layouts of many kinds."""

import pytest

from intake.extract.fields import extract_fields
from models.codes import DocType
from models.document import Diagnosis, FieldName
from tests.intake.extract.paper import SOURCE, line, page, texts, written

CERTIFICATE = DocType.DIAGNOSIS_CERTIFICATE


@pytest.mark.parametrize(
    "row",
    [
        "姓名：王小明 性别：男 年龄：63岁 科室：心血管内科",
        "姓名:王小明  性别:男  年龄:63岁  科室:心血管内科",
        "姓  名：王小明  性  别：男  年  龄：63 岁  科  室：心血管内科",
        "姓名 王小明 性别 男 年龄 63岁 科室 心血管内科",
        "姓名：王小明性别：男年龄：63岁科室：心血管内科",
        "姓名王小明性别男年龄63岁科室心血管内科",
        "患者姓名：王小明 性别：☑男 □女 年龄：63 科别：心血管内科",
        ("姓名：王小明", "性别：男", "年龄：63岁", "科室：心血管内科"),
        ("姓名", "王小明", "性别", "男", "年龄", "63岁", "科别", "心血管内科"),
        ("姓", "名", "王小明", "性别", "男", "年龄", "63岁", "就诊科室", "心血管内科"),
        "姓　名：王 小 明　性　别：男　年　龄：６３岁　科　别：心血管内科",
    ],
)
def test_a_patients_data_in_one_row(row: str | tuple[str, ...]) -> None:
    fields = extract_fields(CERTIFICATE, [written(row, headings=["某市人民医院", "诊断证明书"])])
    read = {name: field.value for name, field in fields.items()}
    assert (read["patient_name"], read["sex"], read["age"]) == ("王小明", "male", 63)
    assert read["department"] == "心血管内科"


@pytest.mark.parametrize("written_as", ["性别 1（1.男 2.女）", "性别：1 1.男 2.女", "性别 [1] 1.男，2.女"])
def test_sex_by_its_code(written_as: str) -> None:
    sheet = written(f"姓名 王小明 {written_as} 出生日期 1962年05月13日 年龄 63")
    assert extract_fields(DocType.MEDICAL_RECORD_FRONT_PAGE, [sheet])["sex"].value == "male"


def test_labels_above_their_values() -> None:
    fields = extract_fields(
        CERTIFICATE, [written(("姓名", "性别", "年龄", "住院号"), ("王小明", "女", "63岁", "ZY00482213"))]
    )
    assert {name: field.value for name, field in fields.items()} == {
        "patient_name": "王小明",
        "sex": "female",
        "age": 63,
        "inpatient_number": "ZY00482213",
    }


def test_dates_are_told_apart_by_their_labels() -> None:
    fields = extract_fields(
        DocType.DISCHARGE_SUMMARY,
        [written("入院日期：2025年3月2日  出院日期：2025.3.11", "住院天数：9天", ("", "记录日期：2025/03/12"))],
    )
    assert fields["admission_date"].value == "2025-03-02"
    assert fields["discharge_date"].value == "2025-03-11"
    assert fields["issue_date"].value == "2025-03-12"


def test_a_stay_gives_both_dates() -> None:
    fields = extract_fields(CERTIFICATE, [written("住院时间：2025年3月2日至2025年3月11日")])
    assert fields["admission_date"].value == "2025-03-02"
    assert fields["discharge_date"].value == "2025-03-11"


def test_an_empty_line_is_not_filled_from_the_next_part_of_a_form() -> None:
    rows = ("姓名：王小明", "申请病种名称：", "二、诊断医疗机构意见（由副主任及以上职称医师填写）")
    fields = extract_fields(DocType.APPLICATION_FORM, [written(*rows, headings=["门诊慢特病病种待遇认定申请表"])])
    assert fields["applied_disease"].value is None


def test_a_label_with_nothing_behind_it_is_an_empty_field_at_the_label() -> None:
    fields = extract_fields(CERTIFICATE, [written("姓名：____ 性别：男", "日期：    年  月  日")])
    assert fields["patient_name"].value is None
    assert fields["patient_name"].raw == ""
    (evidence,) = fields["patient_name"].evidence
    assert evidence.box.left == pytest.approx(0.1, abs=0.01)
    assert fields["issue_date"].value is None
    assert "department" not in fields


def test_the_evidence_is_the_values_part_of_its_line() -> None:
    (evidence,) = extract_fields(CERTIFICATE, [written("姓名：王小明 性别：男")])["patient_name"].evidence
    assert (evidence.source, evidence.page) == (SOURCE, 0)
    em = 0.022
    assert evidence.box.left == pytest.approx(0.1 + 3 * em, abs=0.005)
    assert evidence.box.right == pytest.approx(0.1 + 6 * em, abs=0.005)


def test_a_section_runs_to_the_next_label_and_stops_before_the_signature() -> None:
    fields = extract_fields(
        CERTIFICATE,
        [
            written(
                "临床诊断：",
                "  1. 高血压病3级（极高危）",
                "  2. 2型糖尿病",
                "处理意见：",
                "  1. 低盐低脂饮食，按时服药，定期监测血压血糖，不适随时到门诊复",
                "诊。",
                "  2. 一月后复查。",
                ("", "医师签名：李建国  主治医师"),
                ("", "2025年3月11日"),
            )
        ],
    )
    assert texts(fields["diagnoses"].value) == ["高血压病3级（极高危）", "2型糖尿病"]
    advice = fields["treatment_advice"].value
    assert advice == "1. 低盐低脂饮食，按时服药，定期监测血压血糖，不适随时到门诊复诊。\n2. 一月后复查。"
    assert fields["issue_date"].value == "2025-03-11"


def test_a_grid_sets_the_label_at_half_the_height_of_its_cell() -> None:
    sheet = page(
        line("1.类风湿性关节炎", 0.3, 0.20),
        line("诊 断", 0.1, 0.216),
        line("2.骨质疏松", 0.3, 0.217),
        line("3.高血压病", 0.3, 0.234),
        line("1.避免负重。", 0.3, 0.30),
        line("处理意见", 0.1, 0.316),
        line("2.按时服药。", 0.3, 0.317),
        line("3.定期复查。", 0.3, 0.334),
    )
    fields = extract_fields(CERTIFICATE, [sheet])
    assert texts(fields["diagnoses"].value) == ["类风湿性关节炎", "骨质疏松", "高血压病"]
    assert fields["treatment_advice"].value == "1.避免负重。\n2.按时服药。\n3.定期复查。"


def test_two_sections_beside_each_other_stay_apart() -> None:
    fields = extract_fields(
        DocType.DISCHARGE_SUMMARY,
        [
            written(
                ("入院诊断：", "出院诊断："),
                ("1.胸痛待查", "1.冠心病"),
                ("2.高血压病", "2.高血压病3级"),
                "出院医嘱：按时服药。",
            )
        ],
    )
    assert texts(fields["diagnoses"].value) == ["冠心病", "高血压病3级"]


def test_the_discharge_diagnosis_goes_before_the_admission_diagnosis() -> None:
    fields = extract_fields(DocType.DISCHARGE_SUMMARY, [written("入院诊断：肺部感染", "出院诊断：慢性阻塞性肺病")])
    assert texts(fields["diagnoses"].value) == ["慢性阻塞性肺病"]


def test_a_story_told_in_sentences() -> None:
    sheet = written(
        "    兹证明患者王小明，男，63岁，身份证号511302196205134131，因“胸闷3天”于2025",
        "年3月2日入住我院心血管内科（住院号ZY00482213），于2025年3月11日出院。",
        headings=["某市中心医院", "病情诊断证明书"],
    )
    read = {name: field.value for name, field in extract_fields(CERTIFICATE, [sheet]).items()}
    expected: dict[FieldName, str | int] = {
        "patient_name": "王小明", "sex": "male", "age": 63, "id_number": "511302196205134131",
        "admission_date": "2025-03-02", "discharge_date": "2025-03-11", "department": "心血管内科",
        "inpatient_number": "ZY00482213", "hospital_name": "某市中心医院", "report_title": "病情诊断证明书",
    }  # fmt: skip
    assert {name: read.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("headings", "hospital", "title"),
    [
        (["独墅湖科教创新区医院化验报告单"], "独墅湖科教创新区医院", "化验报告单"),
        (["某某大学第一附属医院", "检验报告单"], "某某大学第一附属医院", "检验报告单"),
        (["某省某市某县中医院", "血 常 规 检 验 报 告 单"], "某省某市某县中医院", "血常规检验报告单"),
        (["某县某某镇中心卫生院检验报告"], "某县某某镇中心卫生院", "检验报告"),
        (["某市妇幼保健院（东院区）", "检验报告单"], "某市妇幼保健院（东院区）", "检验报告单"),
        (["某大学医学院附属某某医院", "化验单"], "某大学医学院附属某某医院", "化验单"),
        (["某省大学西城医院南岸医院", "化验单"], "某省大学西城医院南岸医院", "化验单"),
    ],
)
def test_hospital_and_title_in_the_headings(headings: list[str], hospital: str, title: str) -> None:
    body = ["姓名：王小明", "检验项目  结果  参考范围", "送检单位：医保中心"]
    fields = extract_fields(DocType.LAB_REPORT, [written(*body, headings=headings)])
    assert fields["hospital_name"].value == hospital
    assert fields["report_title"].value == title


def test_the_day_of_a_report_behind_one_word() -> None:
    foot = "送检医生:李强 检验:王敏 审核:程磊 采集:2026-06-11 06:30 报告:2026-06-12 10:08"
    fields = extract_fields(DocType.LAB_REPORT, [written("姓名：王小明", foot, headings=["生化检验报告单"])])
    assert fields["report_date"].value == "2026-06-12"
    other = extract_fields(DocType.LAB_REPORT, [written("姓名：王小明", "报告：王敏", headings=["生化检验报告单"])])
    assert "report_date" not in other


def test_the_head_of_a_department_is_no_department() -> None:
    fields = extract_fields(CERTIFICATE, [written("姓名：王小明", "主治医师：彭霞  科室负责人：黎广平 主任中医师")])
    assert "department" not in fields


def test_an_insurance_office_is_no_hospital() -> None:
    fields = extract_fields(
        DocType.APPLICATION_FORM, [written("医保中心意见：", headings=["门诊慢特病待遇认定申请表"])]
    )
    assert fields.get("hospital_name") is None


def test_a_wrong_check_digit_keeps_the_number_with_little_confidence() -> None:
    fields = extract_fields(CERTIFICATE, [written("身份证号：51130219620513413X")])
    assert fields["id_number"].value == "51130219620513413X"
    assert fields["id_number"].confidence < 0.5
    assert extract_fields(CERTIFICATE, [written("身份证号：511302196205134131")])["id_number"].confidence > 0.9


def test_an_impossible_date_has_little_confidence() -> None:
    field = extract_fields(CERTIFICATE, [written("入院日期：2025年2月30日")])["admission_date"]
    assert field.confidence < 0.3


def test_an_address_goes_on_in_the_next_line() -> None:
    sheet = written("住址：某省某市某区人民中路97号阳光花园3栋2单元", "联系电话：13812345678")
    assert extract_fields(CERTIFICATE, [sheet])["address"].value == "某省某市某区人民中路97号阳光花园3栋2单元"
    card = page(
        line("姓名 王小明", 0.1, 0.2),
        line("性别 男 民族 汉", 0.1, 0.23),
        line("出生 1962年5月13日", 0.1, 0.26),
        line("住址", 0.1, 0.29),
        line("某省某市某区人民中", 0.2, 0.29),
        line("路97号", 0.2, 0.31),
        line("公民身份号码 511302196205134131", 0.1, 0.36),
    )
    read = {name: field.value for name, field in extract_fields(DocType.ID_CARD_FRONT, [card]).items()}
    assert read == {
        "patient_name": "王小明", "sex": "male", "birth_date": "1962-05-13", "id_number": "511302196205134131",
        "address": "某省某市某区人民中路97号",
    }  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [
        "申请病种：2型糖尿病",
        ("申请病种", "2型糖尿病"),
        "申请病种：□高血压 ☑2型糖尿病 □冠心病",
        "申请病种：□高血压 √2型糖尿病 □冠心病",
        "申请病种：2型糖尿病（M01600）",
    ],
)
def test_the_disease_applied_for(row: str | tuple[str, ...]) -> None:
    fields = extract_fields(DocType.APPLICATION_FORM, [written(row)])
    assert fields["applied_disease"].value == "2型糖尿病"


def test_the_applicant_is_not_the_agent() -> None:
    fields = extract_fields(
        DocType.APPLICATION_FORM,
        [
            written(
                "姓名：王小明  身份证号：511302196205134131", "代办人姓名：李小红  代办人身份证号：11010519491231002X"
            )
        ],
    )
    assert fields["patient_name"].value == "王小明"
    assert fields["id_number"].value == "511302196205134131"


def test_one_misread_character_in_a_long_label() -> None:
    fields = extract_fields(CERTIFICATE, [written("入院曰期：2025年3月2日", "出院臼期：2025年3月11日")])
    assert fields["admission_date"].value == "2025-03-02"
    assert fields["discharge_date"].value == "2025-03-11"


def test_a_label_misread_so_that_it_could_be_two_is_neither() -> None:
    fields = extract_fields(CERTIFICATE, [written("八院日期：2025年3月2日")])
    assert "admission_date" not in fields
    assert "discharge_date" not in fields


def test_the_same_as_before_the_operation_is_what_was_before_it() -> None:
    sheet = written("术前诊断：慢性胃炎", "术后诊断：同术前", headings=["手术记录"])
    assert extract_fields(DocType.SURGERY_RECORD, [sheet])["diagnoses"].value == (Diagnosis(text="慢性胃炎"),)


def test_text_on_a_paper_is_only_text() -> None:
    sheet = written("姓名：<script>alert(1)</script>", "临床诊断：=1+1；../../etc/passwd 高血压病")
    fields = extract_fields(CERTIFICATE, [sheet])
    assert "patient_name" not in fields
    assert extract_fields(CERTIFICATE, [page()]) == {}


def test_the_same_page_gives_the_same_fields() -> None:
    sheet = written("姓名：王小明 性别：男", "诊断：高血压病", headings=["某市人民医院", "诊断证明书"])
    assert extract_fields(CERTIFICATE, [sheet]) == extract_fields(CERTIFICATE, [sheet])


@pytest.mark.parametrize(
    ("row", "until", "surely"),
    [
        (("有效期限", "2015.03.02-2035.03.02"), "2035-03-02", True),
        (("有效期限", "2019.07.11-长期"), "长期", True),
        ("有效期限 2016年5月4日至2021年5月4日", "2021-05-04", True),
        (("有效期限", "2015.03.02-2025.08.02"), "2025-08-02", False),  # no card holds ten years and five months
    ],
)
def test_an_identity_cards_last_day_is_proved_by_its_period(
    row: str | tuple[str, ...], until: str, surely: bool
) -> None:
    fields = extract_fields(DocType.ID_CARD_BACK, [written("中华人民共和国", "居民身份证", row)])
    assert fields["valid_until"].value == until
    assert (fields["valid_until"].confidence >= 0.8) is surely


FORM_HEAD = ("江西省门诊慢特病病种待遇认定申请表", "姓名：王小明", "申请病种：糖尿病")
FORM_FOOT = ("医师签名：李建国    职称：主任医师", "三、医保经办机构意见", "经审核，□符合 □不符合")


@pytest.mark.parametrize(
    ("rows", "opinion"),
    [
        (["病情及认定意见：患者病情符合糖尿病认定标准，", "同意认定。"], "符合糖尿病认定标准"),
        (["二、诊断医疗机构意见（由副主任及以上职称医师填写）", "长期口服二甲双胍，血糖控制欠佳。"], "血糖控制欠佳"),
        (["认定意见：☑同意认定 □不同意认定"], "同意认定"),
        (
            ["经审核，该患者诊断明确，建议给予待遇认定。", "医疗机构意见"],
            "诊断明确",
        ),  # the label at half its cell's height
    ],
)
def test_the_opinion_on_a_form_is_found(rows: list[str], opinion: str) -> None:
    fields = extract_fields(DocType.APPLICATION_FORM, [written(*FORM_HEAD, *rows, *FORM_FOOT)])
    assert opinion in str(fields["opinion"].value)


@pytest.mark.parametrize(
    "rows",
    [
        ["病情及认定意见："],
        ["二、诊断医疗机构意见（由副主任及以上职称医师填写）", "医疗机构名称：某市人民医院", "科室：内分泌科"],
        ["认定意见：□同意认定 □不同意认定"],
        ["某市中心医院意见："],
        ["医师意见：", ("医院医保部门", "情况属实，同意认定。")],  # the wrapped label of another's part
    ],
)
def test_a_form_without_an_opinion_has_an_empty_one(rows: list[str | tuple[str, ...]]) -> None:
    fields = extract_fields(DocType.APPLICATION_FORM, [written(*FORM_HEAD, *rows, *FORM_FOOT)])
    assert fields["opinion"].value is None


def test_an_opinion_broken_at_the_margin_ends_in_the_next_line_and_the_offices_beside_it_is_not_its() -> None:
    rows = ["认定意见：", "该参保人员诊断明确，符合认定标准，建议予", "以认定。"]
    fields = extract_fields(DocType.APPLICATION_FORM, [written(*FORM_HEAD, *rows, *FORM_FOOT)])
    assert fields["opinion"].value == "该参保人员诊断明确，符合认定标准，建议予以认定。"
    beside = [("医师意见：", "医疗机构医保办意见："), ("诊断明确，符合认定标准。", "情况属实。")]
    fields = extract_fields(DocType.APPLICATION_FORM, [written(*FORM_HEAD, *beside)])
    assert fields["opinion"].value == "诊断明确，符合认定标准。"


def test_a_form_that_asks_for_no_opinion_has_none() -> None:
    assert "opinion" not in extract_fields(DocType.APPLICATION_FORM, [written(*FORM_HEAD, *FORM_FOOT)])


def test_a_choice_that_is_not_ticked_is_not_applied_for() -> None:
    fields = extract_fields(DocType.APPLICATION_FORM, [written(*FORM_HEAD[:2], "申请病种：□糖尿病", *FORM_FOOT)])
    assert "applied_disease" not in fields or fields["applied_disease"].value is None
    ticked = extract_fields(DocType.APPLICATION_FORM, [written(*FORM_HEAD[:2], "申请病种：☑糖尿病", *FORM_FOOT)])
    assert ticked["applied_disease"].value == "糖尿病"
