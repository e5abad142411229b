"""Diagnoses of Chinese and western medicine, wherever their heads stand."""

from intake.extract.diagnoses import parse_diagnoses
from intake.extract.fields import extract_fields
from intake.page import ReadPage
from models.codes import DocType
from models.document import Diagnosis
from tests.intake.extract.paper import page, written
from tests.intake.extract.ruled import line_at, ruled_page

CERTIFICATE = DocType.DIAGNOSIS_CERTIFICATE


def diagnoses(sheet: ReadPage, kind: DocType = CERTIFICATE) -> list[str]:
    value = extract_fields(kind, [sheet])["diagnoses"].value
    return [one.text for one in value if isinstance(one, Diagnosis)] if isinstance(value, tuple) else []


def test_as_heads_of_columns() -> None:
    sheet = ruled_page(
        [(0.4, "中医诊断"), (0.4, "西医诊断")],
        [(0.4, "1.眩晕病\n2.阴虚阳亢证"), (0.4, "1.高血压病3级\n2.颈动脉粥样硬化")],
    )
    assert diagnoses(sheet) == ["眩晕病", "阴虚阳亢证", "高血压病3级", "颈动脉粥样硬化"]


def test_in_cells_under_each_other() -> None:
    sheet = ruled_page([(0.14, "中医诊断"), (0.6, "消渴病（气阴两虚证）")], [(0.14, "西医诊断"), (0.6, "2型糖尿病")])
    assert diagnoses(sheet) == ["消渴病（气阴两虚证）", "2型糖尿病"]


def test_beside_each_other_without_rules() -> None:
    rows = [("中医诊断：", "西医诊断："), ("胸痹心痛病", "1.冠心病"), ("心血瘀阻证", "2.高脂血症")]
    lines = [
        line_at(text, left, 0.3 + 0.03 * number)
        for number, pair in enumerate(rows)
        for left, text in zip((0.1, 0.55), pair, strict=True)
    ]
    assert diagnoses(page(*lines)) == ["胸痹心痛病", "心血瘀阻证", "冠心病", "高脂血症"]


def test_a_pattern_behind_its_own_label_is_another() -> None:
    found = parse_diagnoses(["崩漏病 中医证型：血瘀证"])
    assert [one.text for one in found] == ["崩漏病", "血瘀证"]


def test_codes_of_chinese_medicine_are_no_part_of_the_name() -> None:
    found = parse_diagnoses(["1.肺胀病 A04.04.02", "2.痰热郁肺证（B04.01.03）", "3.消渴病 BNF040"])
    assert [(one.text, one.icd10) for one in found] == [("肺胀病", None), ("痰热郁肺证", None), ("消渴病", None)]


def test_the_front_pages_table_of_both() -> None:
    widths = (0.2, 0.14, 0.1, 0.24, 0.12)
    rows = [
        ("出院中医诊断", "疾病编码", "入院病情", "出院西医诊断", "疾病编码"),
        ("主病：肺胀病", "A04.04.02", "1", "主要诊断：肺部感染", "J98.414"),
        ("主证：痰热郁肺证", "B04.01.03", "1", "其他诊断：高血压病", "I10.x00"),
        ("", "", "", "2型糖尿病", "E11.900"),
        ("科主任", "王建国", "", "主治医师", "李卫"),
    ]
    sheet = ruled_page(*[tuple(zip(widths, row, strict=True)) for row in rows])
    assert diagnoses(sheet, DocType.MEDICAL_RECORD_FRONT_PAGE) == [
        "肺胀病",
        "痰热郁肺证",
        "肺部感染",
        "高血压病",
        "2型糖尿病",
    ]


def test_impressions_of_an_admission() -> None:
    assert diagnoses(written("诊断印象：精神分裂症（偏执型）"), DocType.ADMISSION_RECORD) == ["精神分裂症（偏执型）"]
