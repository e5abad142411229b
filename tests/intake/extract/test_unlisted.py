"""Labels nobody listed are understood by their words, and only where no listed one tells the field."""

import pytest

from intake.extract.fields import extract_fields
from intake.extract.labels import vocabulary
from intake.extract.unlisted import unlisted_labels, words_in
from intake.page import ReadPage
from models.codes import DocType
from models.document import FieldName
from tests.intake.extract.paper import centred, line, page

CERTIFICATE = DocType.DIAGNOSIS_CERTIFICATE
NAME = "姓名：王小明"


def sheet_of(*rows: str) -> ReadPage:
    return page(
        centred("某市人民医院", 0.05), *(line(row, 0.1, 0.2 + 0.025 * number) for number, row in enumerate(rows))
    )


def value(sheet: ReadPage, name: FieldName) -> object:
    fields = extract_fields(CERTIFICATE, [sheet])
    return fields[name].value if name in fields else None


@pytest.mark.parametrize(
    ("row", "field", "meant"),
    [
        ("就医患者姓名：王小明", "patient_name", "王小明"),
        ("经治病区科室：肾内科 就医患者姓名：王小明", "department", "肾内科"),
        ("医师诊疗建议：低盐低脂饮食，定期复查肾功能。", "treatment_advice", "低盐低脂饮食，定期复查肾功能。"),
        ("门诊就诊编号：0391245", "outpatient_number", "0391245"),
    ],
)
def test_a_label_put_together_of_known_words(row: str, field: FieldName, meant: str) -> None:
    word = row.split("：")[0]
    assert word not in vocabulary(CERTIFICATE).meanings, "it is to be one that nobody listed"
    assert value(sheet_of(row), field) == meant


def test_what_a_label_nobody_listed_tells_is_no_surer_than_the_label() -> None:
    sheet = sheet_of("就医日期时间：2025年3月2日")
    (label,) = unlisted_labels(CERTIFICATE, [sheet], ())
    assert label.chance < 0.95, "it is to be one that leaves a doubt"
    assert extract_fields(CERTIFICATE, [sheet])[label.field].confidence <= label.chance


@pytest.mark.parametrize(
    ("word", "field"),
    [("就诊护士姓名", "patient_name"), ("医院咨询电话", "phone"), ("紧急联系人手机号码", "phone"),
     ("鉴别诊断结果", "diagnoses"), ("下次门诊就诊日期", "visit_date"), ("病区护士长姓名", "patient_name")],
)  # fmt: skip
def test_what_is_somebody_elses_or_another_days_is_not_the_patients(word: str, field: FieldName) -> None:
    assert all(label.field != field for label in unlisted_labels(CERTIFICATE, [sheet_of(f"{word}：王小明")], ()))


def test_a_listed_label_is_preferred() -> None:
    sheet = sheet_of(NAME, "就医患者姓名：李红")
    assert value(sheet, "patient_name") == "王小明"
    assert unlisted_labels(CERTIFICATE, [sheet], {"patient_name"}) == ()


@pytest.mark.parametrize(
    "row", ["复诊预约日期：2025年3月2日", "家属意见栏目：同意", "收费项目编号：0912", "饮食习惯：清淡"]
)
def test_a_word_that_means_no_field_stays_one(row: str) -> None:
    assert unlisted_labels(CERTIFICATE, [sheet_of(NAME, row)], {"patient_name"}) == ()


def test_a_report_bears_no_advice() -> None:
    sheet = sheet_of(NAME, "医师诊疗建议：复查。")
    assert unlisted_labels(DocType.LAB_REPORT, [sheet], {"patient_name"}) == ()


def test_what_a_type_leaves_out_is_no_unlisted_label() -> None:
    sheet = sheet_of("地址：南都市科学大道168号")
    assert unlisted_labels(DocType.LAB_REPORT, [sheet], set()) == ()


def test_where_labels_stand() -> None:
    text = "【诊疗建议】低盐饮食\t三、随访安排\t血压 120 平稳,注意休息:"
    assert set(words_in(text)) == {"诊疗建议", "随访安排", "注意休息"}
