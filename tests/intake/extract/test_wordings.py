"""Wordings of hospitals for what every paper tells: each a line or two, and what comes of them."""

import pytest

from intake.extract.fields import extract_fields
from models.codes import DocType
from models.document import FieldName
from tests.intake.extract.paper import centred, line, page, texts

CERTIFICATE, SUMMARY, VISIT = DocType.DIAGNOSIS_CERTIFICATE, DocType.DISCHARGE_SUMMARY, DocType.OUTPATIENT_RECORD
ADMISSION, FORM = DocType.ADMISSION_RECORD, DocType.APPLICATION_FORM


def value_on(doc_type: DocType, name: FieldName, *written: str) -> object:
    """What a sheet with these lines, one under the other, gives for a field."""
    lines = (line(text, 0.1, 0.1 + 0.03 * number) for number, text in enumerate(written))
    field = extract_fields(doc_type, [page(*lines)]).get(name)
    return field.value if field else None


@pytest.mark.parametrize(
    ("doc_type", "name", "written", "value"),
    [
        (VISIT, "department", "接诊科室：肾病风湿科", "肾病风湿科"),
        (CERTIFICATE, "department", "就诊专科：肾病风湿科", "肾病风湿科"),
        (CERTIFICATE, "visit_date", "挂号日期：2026/08/14", "2026-08-14"),
        (CERTIFICATE, "admission_date", "入出院日期：2024/09/02~2024/09/15", "2024-09-02"),
        (CERTIFICATE, "discharge_date", "入出院日期：2024/09/02~2024/09/15", "2024-09-15"),
        (FORM, "applicant_signature", "申请人签字确认：周松", "周松"),
        (FORM, "diagnoses", "医师鉴定结论：符合该病种准入标准。", None),
        (SUMMARY, "phone", "科室电话：0736-7469200", None),
        (FORM, "patient_name", "参保人姓名：郑重承诺", None),
        (FORM, "patient_name", "参保人姓名：郑重", "郑重"),
    ],
)
def test_a_line_and_what_it_says(doc_type: DocType, name: FieldName, written: str, value: object) -> None:
    assert value_on(doc_type, name, written) == value


@pytest.mark.parametrize(
    ("doc_type", "written"),
    [
        (SUMMARY, ["您本次住院的诊断是：", "脑梗死后遗症"]),
        (CERTIFICATE, ["四、主要诊断及编码：", "脑梗死后遗症"]),
        (ADMISSION, ["门诊拟诊", "脑梗死后遗症"]),
        (VISIT, ["Imp：脑梗死后遗症"]),
        (VISIT, ["初步诊断 脑梗死后遗症", "用药 叶酸片5mg×100片 5mg 口服 每日一次"]),
        (VISIT, ["初步诊断 脑梗死后遗症", "用药叶酸片5mg×100片；硫酸羟氯喹片", "0.2g×14片 0.2g 口服 每日两次"]),
        (VISIT, ["初步诊断 脑梗死后遗症", "甘精胰岛素12单位 皮下注射 每晚一次"]),
    ],
)
def test_a_diagnosis_and_where_it_ends(doc_type: DocType, written: list[str]) -> None:
    assert texts(value_on(doc_type, "diagnoses", *written)) == ["脑梗死后遗症"]


def test_a_diagnosis_may_have_its_measure() -> None:
    diagnoses = value_on(SUMMARY, "diagnoses", "出院诊断：", "1.肾病综合征（尿蛋白3.5g/d）", "2.重度贫血（Hb 58g/L）")
    assert [text.partition("（")[0] for text in texts(diagnoses)] == ["肾病综合征", "重度贫血"]


@pytest.mark.parametrize(
    "behind",
    ["经管医师邬显贵 主任曹琼", "诊断医师袁松", "主治医师雷洁副主任医师", "中医调护：避风寒，畅情志。"],
)
def test_advice_ends_where_somebody_signs_or_another_matter_begins(behind: str) -> None:
    assert value_on(SUMMARY, "treatment_advice", "出院医嘱：", "低盐饮食，按时服药。", behind) == "低盐饮食，按时服药。"


def test_advice_goes_on_with_a_physician_in_its_text() -> None:
    advice = value_on(SUMMARY, "treatment_advice", "出院医嘱：", "一、两周后复诊，请", "主治医师评估后调整用药。")
    assert str(advice).endswith("评估后调整用药。")


def test_the_title_of_a_specialists_certificate_names_no_department() -> None:
    sheet = page(centred("专科诊断证明书", 0.05), line("就诊专科：肾病风湿科", 0.1, 0.2))
    assert extract_fields(CERTIFICATE, [sheet])["department"].value == "肾病风湿科"


def letter(*end: str) -> object:
    """The hospital of a letter with these lines at its right end."""
    body = (
        "患者王小明，男，60岁，因右侧肢体活动不灵8月于2024年12月11日", "入住我院康复科。出院诊断：脑梗死后遗症。",
        "建议：坚持家庭康复训练，注意防跌倒，按时服药，两月后复评。", "特此证明。",
    )  # fmt: skip
    lines = [line(text, 0.1, 0.2 + 0.04 * number) for number, text in enumerate(body)]
    signed = [line(text, 0.6, 0.4 + 0.03 * number) for number, text in enumerate(("经治医生：雷洁", *end))]
    field = extract_fields(CERTIFICATE, [page(centred("证明", 0.05), *lines, *signed)]).get("hospital_name")
    return field.value if field else None


def test_a_letter_is_the_hospitals_that_signs_it_with_the_day() -> None:
    assert letter("嘉陵江油田医院", "2024年12月31日") == "嘉陵江油田医院"
    assert letter("转往嘉陵江油田医院", "电话：0736-7469200", "2024年12月31日") is None


def test_a_lone_date_among_a_prescriptions_data_is_its_day() -> None:
    head = (
        ("姓名 齐伟业", "性别 男"),
        ("科别 神经内科", "床号"),
        ("门诊号 MZ37313687", "费别 自费"),
        ("临床诊断 帕金森病",),
    )
    rows = [
        *head,
        ("住址/电话 18934500511", "2024.07.14"),
        ("Rp.",),
        ("多巴丝肼片", "250mg*40片"),
        ("Sig. 125mg po qid",),
    ]
    drawn = [
        line(text, (0.1, 0.7)[place], 0.15 + 0.03 * number)
        for number, row in enumerate(rows)
        for place, text in enumerate(row)
    ]
    signed = [line("医师", 0.1, 0.8), line("审核 邹月娥", 0.1, 0.84), line("发药 魏永福", 0.6, 0.84)]
    found = extract_fields(DocType.PRESCRIPTION, [page(centred("处方笺", 0.05), *drawn, *signed)])
    assert (found["issue_date"].value, found["phone"].value) == ("2024-07-14", "18934500511")


def test_an_electronic_card_tells_its_holder_in_large_print() -> None:
    card = page(
        centred("中华人民共和国社会保障卡", 0.05), line("江西省", 0.1, 0.15), line("蒋志强", 0.1, 0.2, 1.4),
        line("社会保障号码", 0.1, 0.3), line("511322198108173213", 0.1, 0.33), line("参保地  南充市营山县", 0.1, 0.4),
    )  # fmt: skip
    found = extract_fields(DocType.SOCIAL_SECURITY_CARD, [card])
    assert (found["patient_name"].value, found["insured_place"].value) == ("蒋志强", "南充市营山县")


def test_a_reports_diagnosis_ends_where_its_table_begins() -> None:
    head = (("分析项目", "单位", "测定值", "生物参考区间", "状态"), ("尿肌酐", "μmol/L", "29713", "3540-24600", "偏高"))
    rows = [
        line(text, 0.1 + 0.17 * place, 0.25 + 0.04 * number)
        for number, row in enumerate(head)
        for place, text in enumerate(row)
    ]
    report = page(centred("24小时尿液检验报告单", 0.05), line("诊断 2型糖尿病", 0.1, 0.2), *rows)
    assert texts(extract_fields(DocType.LAB_REPORT, [report])["diagnoses"].value) == ["2型糖尿病"]


def test_a_stay_told_in_sentences() -> None:
    told = (
        "窦翠萍，女，72岁，住湖北省神农架林区白鹿路156号18栋2241室。",
        "于2026年03月30日10:08入院，2026年04月21日出院。",
    )
    assert value_on(SUMMARY, "admission_date", *told) == "2026-03-30"
    assert value_on(SUMMARY, "address", *told) == "湖北省神农架林区白鹿路156号18栋2241室"
    stay = ("兹有患者伍开元，于2025年1月20日至2025年2月2日 在我院内分泌代谢科住院治疗，", "经检查确诊为：2型糖尿病。")
    assert value_on(CERTIFICATE, "admission_date", *stay) == "2025-01-20"
    assert value_on(CERTIFICATE, "discharge_date", *stay) == "2025-02-02"


@pytest.mark.parametrize(
    ("doc_type", "name", "text", "value"),
    [
        (CERTIFICATE, "issue_date", "开立日期 2026-07-09", "2026-07-09"),
        (SUMMARY, "treatment_advice", "六、出院嘱托：规律作息，每月复诊。", "规律作息，每月复诊。"),
    ],
)
def test_further_labels(doc_type: DocType, name: FieldName, text: str, value: str) -> None:
    assert value_on(doc_type, name, text) == value


def test_advice_ends_where_the_drugs_are_listed() -> None:
    assert value_on(VISIT, "treatment_advice", "[处置]戒酒，软食。", "[药品]", "恩替卡韦分散片 0.5mg") == "戒酒，软食。"


def test_a_history_that_begins_with_the_patient_names_nobody() -> None:
    sheet = page(line("鲍洁|女|84岁|消化内科|医保", 0.1, 0.1), line("[现病史]患者有慢性乙型肝炎病史20余年。", 0.1, 0.2))
    found = extract_fields(VISIT, [sheet])
    assert [found[name].value for name in ("patient_name", "sex", "age", "department")] == [
        "鲍洁",
        "female",
        84,
        "消化内科",
    ]


def test_a_diagnosis_is_below_its_label_and_not_in_the_column_far_aside() -> None:
    sheet = page(
        line("本次诊断", 0.09, 0.4),
        line("饮酒无", 0.7, 0.403),
        line("①类风湿关节炎", 0.09, 0.42),
        line("②骨质疏松症", 0.09, 0.44),
    )
    assert texts(extract_fields(VISIT, [sheet])["diagnoses"].value) == ["类风湿关节炎", "骨质疏松症"]


def test_diseases_that_a_sentence_sets_one_a_line() -> None:
    told = (
        "兹有患者岑素清，性别女，年龄67岁，于2025年7月21日至2025年7月26日", "在我院肾病风湿科住院治疗，经检查确诊为：",
        "系统性红斑狼疮", "狼疮性肾炎", "轻度贫血", "医嘱：", "避免日晒及劳累。",
    )  # fmt: skip
    assert texts(value_on(CERTIFICATE, "diagnoses", *told)) == ["系统性红斑狼疮", "狼疮性肾炎", "轻度贫血"]
    wrapped = ("兹有患者岑素清，性别女，年龄67岁，经我院检查确诊为慢性阻塞性肺", "疾病急性加重期，需长期治疗。")
    assert texts(value_on(CERTIFICATE, "diagnoses", *wrapped)) == ["慢性阻塞性肺疾病急性加重期"]


@pytest.mark.parametrize(
    ("third", "address"),
    [("100号4栋334室", "江西省上饶市弋阳县滨河路100号4栋334室"), ("经治医师 陈红霞", "江西省上饶市弋阳县滨河路")],
)
def test_an_address_below_its_label_goes_on_in_the_next_line(third: str, address: str) -> None:
    told = ("家庭住址", "江西省上饶市弋阳县滨河路", third)
    sheet = page(*(line(text, 0.07, 0.5 + 0.02 * number) for number, text in enumerate(told)))
    assert extract_fields(SUMMARY, [sheet])["address"].value == address


def test_a_ward_stands_before_the_number_of_the_stay() -> None:
    assert value_on(SUMMARY, "department", "精神科三病区 住院号 02082109") == "精神科三病区"
    assert value_on(SUMMARY, "department", "转入科室未填 住院号 02082109") is None
