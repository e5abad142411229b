"""The front page's table of diagnoses: two columns, codes, and what else stands in it."""

from intake.extract.fields import extract_fields
from intake.page import ReadPage
from models.codes import DocType
from models.document import Diagnosis
from tests.intake.extract.paper import centred, line, page, texts

TWO_COLUMNS = (
    centred("住院病案首页", 0.05),
    line("出院诊断", 0.1, 0.2), line("疾病编码", 0.35, 0.2),
    line("出院诊断", 0.55, 0.2), line("疾病编码", 0.8, 0.2),
)  # fmt: skip


def diagnoses_on(sheet: ReadPage) -> object:
    return extract_fields(DocType.MEDICAL_RECORD_FRONT_PAGE, [sheet])["diagnoses"].value


def test_the_front_pages_table_of_diagnoses() -> None:
    sheet = page(
        *TWO_COLUMNS,
        line("主要诊断：慢性肾脏病5期", 0.1, 0.224), line("N18.500", 0.35, 0.224),
        line("其他诊断：高血压病", 0.55, 0.224), line("I10.x00", 0.8, 0.224),
        line("其他诊断：肾性贫血", 0.1, 0.248), line("D63.800", 0.35, 0.248),
        line("药物过敏：无", 0.1, 0.272),
    )  # fmt: skip
    assert diagnoses_on(sheet) == (
        Diagnosis(text="慢性肾脏病5期", icd10="N18.500"),
        Diagnosis(text="肾性贫血", icd10="D63.800"),
        Diagnosis(text="高血压病", icd10="I10.x00"),
    )


def test_the_kind_of_a_diagnosis_is_a_column_of_the_front_pages_table() -> None:
    sheet = page(
        centred("住院病案首页", 0.05),
        line("类别", 0.1, 0.2), line("出院诊断", 0.35, 0.2), line("疾病编码", 0.7, 0.2),
        line("主要诊断", 0.1, 0.224), line("癫痫", 0.35, 0.224), line("G40.900", 0.7, 0.224),
    )  # fmt: skip
    assert diagnoses_on(sheet) == (Diagnosis(text="癫痫", icd10="G40.900"),)


def test_a_table_of_diagnoses_filled_across_ends_at_the_physicians() -> None:
    sheet = page(
        *TWO_COLUMNS,
        line("2型糖尿病", 0.1, 0.224), line("E11.900", 0.35, 0.224),
        line("肾性贫血", 0.55, 0.224), line("D63.800", 0.8, 0.224),
        line("高血压病2级", 0.1, 0.248), line("I10.x04", 0.35, 0.248),
        line("主任(副主任)医师", 0.1, 0.272), line("王建国", 0.3, 0.272), line("主治医师", 0.5, 0.272),
    )  # fmt: skip
    assert texts(diagnoses_on(sheet)) == ["2型糖尿病", "肾性贫血", "高血压病2级"]
