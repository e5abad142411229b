"""Sex and age beside the patient's name, without labels of their own."""

import pytest

from intake.extract.fields import extract_fields
from models.codes import DocType
from tests.intake.extract.paper import written


@pytest.mark.parametrize(
    ("row", "sex", "age"),
    [
        ("就诊人：苗翠英 女 58岁", "female", 58),
        ("患者：仲长统 / 男 / 51岁", "male", 51),
        (("患者：单于飞", "男", "46岁", "肝病科门诊"), "male", 46),
        ("姓名：王小明", None, None),
        ("姓名：王小明 男科门诊", None, None),
    ],
)
def test_sex_and_age_stand_beside_the_name(row: str | tuple[str, ...], sex: str | None, age: int | None) -> None:
    fields = extract_fields(DocType.LAB_REPORT, [written(row, "标本：血清", headings=["青禾县人民医院", "检验报告单"])])
    assert (fields["sex"].value if "sex" in fields else None) == sex
    assert (fields["age"].value if "age" in fields else None) == age


def test_without_any_label_the_name_is_told_with_sex_and_age() -> None:
    pages = [written("单晓梅 | 女 | 31岁", "标本：血清", headings=["白鹭市妇女儿童医院"])]
    fields = extract_fields(DocType.LAB_REPORT, pages)
    assert [fields[name].value for name in ("patient_name", "sex", "age")] == ["单晓梅", "female", 31]
    other = extract_fields(DocType.LAB_REPORT, [written("标本 女 31岁", headings=["白鹭市妇女儿童医院"])])
    assert "patient_name" not in other


def test_the_department_behind_the_age_is_told_below_a_title_that_names_the_patient() -> None:
    sheet = written(("患者信息", "曹志强 男 78岁 心内科"), headings=["仪陇县妇幼保健院", "病人出院小结单"])
    fields = extract_fields(DocType.DISCHARGE_SUMMARY, [sheet])
    assert [fields[name].value for name in ("patient_name", "sex", "age", "department")] == [
        "曹志强",
        "male",
        78,
        "心内科",
    ]


def test_a_label_of_its_own_counts_for_more() -> None:
    rows = ("患者：苗翠英 女 58岁", "年龄：59岁")
    fields = extract_fields(DocType.LAB_REPORT, [written(*rows, headings=["青禾县人民医院", "检验报告单"])])
    assert fields["age"].value == 59
