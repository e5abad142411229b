"""Sections of papers that are set in columns, under numbered or bilingual headings, or run to the margin."""

import pytest

from intake.extract.fields import extract_fields
from intake.page import Line, ReadPage
from models.codes import DocType
from models.document import Diagnosis, FieldName
from tests.intake.extract.paper import centred, line, page

CERTIFICATE = DocType.DIAGNOSIS_CERTIFICATE
DISCHARGE = DocType.DISCHARGE_SUMMARY


def value(sheet: ReadPage, name: FieldName, kind: DocType) -> object:
    fields = extract_fields(kind, [sheet])
    return fields[name].value if name in fields else None


def diagnoses(sheet: ReadPage, kind: DocType) -> list[str]:
    found = value(sheet, "diagnoses", kind)
    return [one.text for one in found if isinstance(one, Diagnosis)] if isinstance(found, tuple) else []


def down(*rows: tuple[float, str], top: float = 0.2) -> list[Line]:
    """Lines below each other, each with its left edge."""
    return [line(text, left, top + 0.025 * number) for number, (left, text) in enumerate(rows) if text]


def test_headings_numbered_in_chinese_figures() -> None:
    sheet = page(
        centred("出院小结", 0.05),
        *down(
            (0.1, "一、入院诊断"), (0.14, "1. 肺炎"), (0.1, "二、出院诊断"), (0.14, "1. 慢性支气管炎"),
            (0.14, "2. 高血压病2级"), (0.1, "三、诊治经过及效果"), (0.14, "予抗感染治疗后好转。"),
            (0.1, "四、出院医嘱"), (0.14, "1. 戒烟。"), (0.14, "2. 两周后复查。"),
        ),
    )  # fmt: skip
    assert diagnoses(sheet, DISCHARGE) == ["慢性支气管炎", "高血压病2级"]
    assert value(sheet, "treatment_advice", DISCHARGE) == "1. 戒烟。\n2. 两周后复查。"


def test_heads_of_parts_right_before_their_text() -> None:
    rows = (
        "姓名王建国",
        "床号09 入院 2026-09-12 出院 2026-09-21",
        "入院诊断类风湿关节炎",
        "出院诊断1.类风湿关节炎2.骨质疏松症",
        "入院情况双手关节肿痛。",
        "诊疗经过予抗风湿治疗。",
        "出院医嘱每月复查血常规。",
        "住院医师：李强",
    )
    sheet = page(centred("出院记录", 0.05), *down(*((0.1, row) for row in rows)))
    assert diagnoses(sheet, DISCHARGE) == ["类风湿关节炎", "骨质疏松症"]
    assert value(sheet, "treatment_advice", DISCHARGE) == "每月复查血常规。"
    assert value(sheet, "admission_date", DISCHARGE) == "2026-09-12"
    assert value(sheet, "discharge_date", DISCHARGE) == "2026-09-21"


def test_words_of_a_text_that_begin_its_lines_are_no_heads() -> None:
    rows = (
        "出院诊断：1.高血压病2级", "诊疗经过：患者入院后完善检查，予降压治疗，血压平稳，",
        "出院情况良好，嘱其按时服药。",
        "出院医嘱：1.低盐饮食。", "2.门诊复查。",
    )  # fmt: skip
    sheet = page(centred("出院记录", 0.05), *down(*((0.1, row) for row in rows)))
    assert diagnoses(sheet, DISCHARGE) == ["高血压病2级"]
    assert value(sheet, "treatment_advice", DISCHARGE) == "1.低盐饮食。\n2.门诊复查。"


def test_a_list_right_behind_its_label_and_a_label_with_a_remark_beside_it() -> None:
    sheet = page(centred("诊断证明书", 0.05), *down((0.1, "诊断①右肺上叶腺癌"), (0.13, "②纵隔淋巴结转移")))
    assert diagnoses(sheet, CERTIFICATE) == ["右肺上叶腺癌", "纵隔淋巴结转移"]
    heads = [line("初步诊断", 0.1, 0.2), line("修正诊断（年 月 日）", 0.5, 0.2)]
    sheet = page(centred("入院记录", 0.05), *heads, *down((0.12, "1）便秘"), (0.12, "2）睡眠障碍"), top=0.225))
    assert diagnoses(sheet, DocType.ADMISSION_RECORD) == ["便秘", "睡眠障碍"]


def test_chinese_and_western_diagnoses_behind_labels_of_their_own() -> None:
    rows = ("中医诊断：眩晕病（肝阳上亢证）", "西医诊断：高血压病3级；高血压性心脏病", "处理：按时服药。")
    sheet = page(centred("中医门诊病历", 0.05), *down(*((0.1, row) for row in rows)))
    assert diagnoses(sheet, DocType.OUTPATIENT_RECORD) == ["眩晕病（肝阳上亢证）", "高血压病3级", "高血压性心脏病"]
    assert diagnoses(sheet, CERTIFICATE) == ["眩晕病（肝阳上亢证）", "高血压病3级", "高血压性心脏病"]


def test_labels_in_brackets() -> None:
    sheet = page(
        centred("诊断证明书", 0.05),
        *down(
            (0.1, "【姓名】王建国【性别】男【年龄】63岁"),
            (0.1, "【诊断】1.帕金森病2.便秘"),
            (0.1, "【处理意见】注意休息。"),
        ),
    )
    assert diagnoses(sheet, CERTIFICATE) == ["帕金森病", "便秘"]
    assert value(sheet, "treatment_advice", CERTIFICATE) == "注意休息。"
    assert value(sheet, "patient_name", CERTIFICATE) == "王建国"


def test_the_english_under_a_label_is_no_text() -> None:
    sheet = page(
        centred("诊断证明书", 0.05),
        *down((0.1, "诊断"), (0.1, "Diagnosis"), top=0.2),
        *down((0.25, "1.帕金森病"), (0.25, "2.HIV感染"), top=0.2),
    )
    assert diagnoses(sheet, CERTIFICATE) == ["帕金森病", "HIV感染"]


def test_a_column_beside_a_section_is_no_part_of_it() -> None:
    sheet = page(
        centred("诊断证明书", 0.05),
        *down((0.08, "姓名：王建国"), (0.08, "性别：男"), (0.08, "年龄：63岁"), (0.08, "电话：13812345678")),
        *down(
            (0.5, "诊断："),
            (0.53, "1.帕金森病"),
            (0.53, "2.便秘"),
            (0.5, "建议：注意休息，多食"),
            (0.5, "粗纤维食物。"),
        ),
    )
    assert diagnoses(sheet, CERTIFICATE) == ["帕金森病", "便秘"]
    assert value(sheet, "treatment_advice", CERTIFICATE) == "注意休息，多食粗纤维食物。"
    assert value(sheet, "phone", CERTIFICATE) == "13812345678"


def test_a_line_that_ran_to_the_margin_goes_on_below() -> None:
    long = "诊断：冠状动脉粥样硬化性心脏病；慢性肾脏病5期；恶性肿瘤"
    sheet = page(centred("诊断证明书", 0.05), *down((0.1, long), (0.1, "维持性化学治疗；高血压病2级。")))
    assert diagnoses(sheet, CERTIFICATE) == [
        "冠状动脉粥样硬化性心脏病",
        "慢性肾脏病5期",
        "恶性肿瘤维持性化学治疗",
        "高血压病2级",
    ]


def test_short_lines_are_a_diagnosis_each() -> None:
    sheet = page(
        centred("诊断证明书", 0.05),
        *down((0.1, "诊断：恶性肿瘤"), (0.17, "高血压病2级"), (0.1, "处理意见：" + "休息。" * 12)),
    )
    assert diagnoses(sheet, CERTIFICATE) == ["恶性肿瘤", "高血压病2级"]


@pytest.mark.parametrize(
    ("row", "name", "meant"),
    [
        ("性制：女", "sex", "female"), ("年数：59岁", "age", 59), ("住点号：09193185", "inpatient_number", "09193185"),
        ("科案：心血管内科", "department", "心血管内科"), ("年数：很多", "age", None),
        ("职业：教师", "department", None),
    ],
)  # fmt: skip
def test_a_misread_label_is_known_where_its_value_proves_it(row: str, name: FieldName, meant: object) -> None:
    sheet = page(centred("入院记录", 0.05), line(row, 0.1, 0.2, confidence=0.9))
    assert value(sheet, name, DocType.ADMISSION_RECORD) == meant


@pytest.mark.parametrize(
    ("row", "name"),
    [("住院费：09193185", "inpatient_number"), ("年级：59岁", "age"), ("出院：2025年3月2日", "birth_date")],
)
def test_a_word_that_was_read_well_is_no_misread_label(row: str, name: FieldName) -> None:
    sheet = page(centred("入院记录", 0.05), *down((0.1, row)))
    assert value(sheet, name, DocType.ADMISSION_RECORD) is None


def test_traditional_characters_in_the_hospitals_name() -> None:
    sheet = page(centred("上饒市靈溪人民醫院", 0.04), centred("疾病診斷證明書", 0.09))
    assert value(sheet, "hospital_name", CERTIFICATE) == "上饶市灵溪人民医院"
    assert value(sheet, "report_title", CERTIFICATE) == "疾病诊断证明书"


def overleaf(first: list[tuple[float, str]], second: list[tuple[float, str]], top: float = 0.66) -> list[ReadPage]:
    """Two pages of a record under the same head, the first one's text running to its foot."""
    head = (centred("出院记录", 0.04), line("姓名：王建国 住院号：00482213", 0.1, 0.1))
    foot = [line(f"第 {number} 页 共 2 页", 0.42, 0.95) for number in (1, 2)]
    return [
        page(*head, *down(*first, top=top), foot[0], number=0),
        page(*head, *down(*second, top=0.14), foot[1], number=1),
    ]


def test_a_section_goes_on_overleaf() -> None:
    pages = overleaf(
        [(0.1, "出院诊断："), (0.14, "1. 慢性支气管炎"), (0.14, "2. 高血压病2级")],
        [(0.14, "3. 习惯性便秘"), (0.1, "出院医嘱："), (0.14, "1. 戒烟。"), (0.1, "医师签名：李建国")],
    )
    fields = extract_fields(DISCHARGE, pages)
    found = fields["diagnoses"].value
    assert isinstance(found, tuple)
    assert [one.text for one in found if isinstance(one, Diagnosis)] == ["慢性支气管炎", "高血压病2级", "习惯性便秘"]
    assert {place.page for place in fields["diagnoses"].evidence} == {0, 1}
    assert fields["treatment_advice"].value == "1. 戒烟。"


def test_a_section_that_ends_high_on_its_page_does_not_go_on_overleaf() -> None:
    pages = overleaf(
        [(0.1, "出院诊断："), (0.14, "1. 慢性支气管炎")], [(0.14, "患者家属已阅读"), (0.1, "本页")], top=0.2
    )
    found = extract_fields(DISCHARGE, pages)["diagnoses"].value
    assert isinstance(found, tuple)
    assert [one.text for one in found if isinstance(one, Diagnosis)] == ["慢性支气管炎"]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("盐酸二甲双肌片o.5g口服。", "盐酸二甲双胍片0.5g口服。"),
        ("凝血因子VIⅧ定期复查。", "凝血因子Ⅷ定期复查。"),
        ("心功能VII级。", "心功能VII级。"),
    ],
)
def test_slips_that_can_be_nothing_else(read: str, meant: str) -> None:
    sheet = page(centred("诊断证明书", 0.05), *down((0.1, "处理意见：" + read)))
    assert value(sheet, "treatment_advice", CERTIFICATE) == meant


def test_what_is_still_to_be_found_is_a_diagnosis_and_no_label() -> None:
    rows = ((0.1, "出院诊断：1.慢性胃炎"), (0.1, "2.发热待查：肺部感染？"), (0.1, "3.腹水"), (0.1, "出院医嘱：休息。"))
    assert diagnoses(page(centred("出院记录", 0.05), *down(*rows)), DISCHARGE) == [
        "慢性胃炎",
        "发热待查：肺部感染？",
        "腹水",
    ]


def test_diagnoses_parted_into_main_and_others_behind_one_label() -> None:
    rows = ((0.1, "入院诊断：肺炎"), (0.1, "出院诊断：主要诊断：癫痫"), (0.1, "次要诊断：1.腹水"), (0.1, "2.脾大"))
    assert diagnoses(page(centred("出院记录", 0.05), *down(*rows)), DISCHARGE) == ["癫痫", "腹水", "脾大"]
    # By themselves they are labels as before.
    alone = ((0.1, "入院诊断：肺炎"), (0.1, "诊疗经过：予治疗。"), (0.1, "主要诊断：癫痫"))
    assert diagnoses(page(centred("出院记录", 0.05), *down(*alone)), DISCHARGE) == ["癫痫"]


def test_advice_that_begins_in_the_diagnoses_sentence_goes_on_below() -> None:
    first = "兹有我院肾内科患者王建国，男，56岁，临床诊断：2型糖尿病；医师建议："
    rows = down((0.1, first), (0.06, "继续口服降糖药物，监测血糖，一月后门诊复诊，不适随诊，按时服药，避免劳累。"))
    sheet = page(centred("疾病诊断证明书", 0.05), *rows)
    assert diagnoses(sheet, CERTIFICATE) == ["2型糖尿病"]
    advice = value(sheet, "treatment_advice", CERTIFICATE)
    assert advice == "继续口服降糖药物，监测血糖，一月后门诊复诊，不适随诊，按时服药，避免劳累。"
    short = page(centred("疾病诊断证明书", 0.05), rows[0], line("门诊随诊。", 0.06, 0.225))
    assert diagnoses(short, CERTIFICATE) == ["2型糖尿病"]
    assert value(short, "treatment_advice", CERTIFICATE) == "门诊随诊。"


@pytest.mark.parametrize("remark", ["以上证明仅供参考。", "以上情况属实。", "以上诊断仅供参考"])
def test_advice_ends_at_a_remark_about_the_paper(remark: str) -> None:
    rows = down((0.1, "诊断：高血压病"), (0.1, "建议：门诊随诊。"), (0.1, remark))
    assert value(page(centred("诊断证明书", 0.05), *rows), "treatment_advice", CERTIFICATE) == "门诊随诊。"


@pytest.mark.parametrize("advice", ["休息两周，门诊随诊。", "注意保暖，避免劳累。", "说明病情，定期复查。"])
def test_a_text_may_begin_with_a_word_that_is_a_label_elsewhere(advice: str) -> None:
    sheet = page(centred("诊断证明书", 0.05), line("处理意见", 0.1, 0.2), line(advice, 0.32, 0.2))
    assert value(sheet, "treatment_advice", CERTIFICATE) == advice


@pytest.mark.parametrize("label", ["处理意见（含用药）：", "医嘱"])
def test_a_label_below_a_full_row_is_one(label: str) -> None:
    first = line("诊断：高血压病3级（极高危）；系统性红斑狼疮；慢性肾脏病五期；脑梗死", 0.1, 0.2)
    sheet = page(centred("诊断证明书", 0.05), first, line(label, 0.1, 0.225), line("门诊随诊。", 0.45, 0.225))
    assert diagnoses(sheet, CERTIFICATE)[-1] == "脑梗死"
    assert value(sheet, "treatment_advice", CERTIFICATE) == "门诊随诊。"


@pytest.mark.parametrize("row", ["复诊时间：一月后", "医院地址：书院路1号", "咨询电话：0793-8123456", "病休时间：两周"])
def test_advice_ends_at_what_the_paper_tells_besides(row: str) -> None:
    rows = down((0.1, "诊断：高血压病"), (0.1, "建议：门诊随诊。"), (0.1, row))
    assert value(page(centred("诊断证明书", 0.05), *rows), "treatment_advice", CERTIFICATE) == "门诊随诊。"
