"""Names on papers find their entries in the lists, and never another hospital's or another disease's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules import Disease, Hospital
from pipelines.packs.catalogues import DiseaseList, HospitalList, same_group, same_hospital

HOSPITALS = HospitalList(
    starter=False,
    hospitals=(
        Hospital(name="青山市人民医院", grade="三级甲等", level=3, aliases=("青山医学院附属医院",)),
        Hospital(name="青山市第一人民医院", grade="二级甲等", level=2),
        Hospital(name="青山市中医医院", grade="二级甲等", level=2),
        Hospital(name="白水县人民医院", grade="二级乙等", level=2),
        Hospital(name="南川市云顶中心医院", grade="三级乙等", level=3),
    ),
)
DISEASES = DiseaseList(
    starter=False,
    diseases=(
        Disease(code="M03900", name="高血压病", synonyms=("高血压", "原发性高血压"), unless=("肺动脉高血压",)),
        Disease(code="M01600", name="糖尿病", synonyms=("2型糖尿病",), unless=("妊娠期糖尿病",)),
        Disease(code="M01609", name="糖尿病黄斑水肿"),
        Disease(code="M07803", name="慢性肾功能不全（血透治疗）", synonyms=("血液透析", "尿毒症")),
        Disease(code="M07804", name="慢性肾功能不全（腹透治疗）"),
        Disease(name="无编码病"),
    ),
)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("青山市人民医院", "青山市人民医院"),
        ("青山市第一人民医院", "青山市第一人民医院"),
        ("青山医学院附属医院", "青山市人民医院"),
        ("东海省青山市人民医院", "青山市人民医院"),
        ("青山市 人民医院", "青山市人民医院"),
        ("云顶中心医院", "南川市云顶中心医院"),
        # A slip in the general part of the name is forgiven, in the place's or the ordinal's it is not.
        ("青山市中医医陀", "青山市中医医院"),
        ("白水县入民医院", "白水县人民医院"),
        ("青山醫學院附屬醫院", "青山市人民医院"),
        ("清山市人民医院", None),
        ("白木县人民医院", None),
        ("青山市第二人民医院", None),
        ("人民医院", None),
        ("青山市口腔医院", None),
        ("", None),
    ],
)
def test_a_hospital_is_found_in_the_list(written: str, found: str | None) -> None:
    entry = HOSPITALS.find(written)
    assert (entry.name if entry else None) == found


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("青山市人民医院", "青山市第一人民医院", False),
        ("第一人民医院", "青山市第一人民医院", True),
        ("人民医院", "青山市第一人民医院", False),
        ("青山市东城医院", "青山市西城医院", False),
        # The short name leaves out a city whose name holds the word for a direction.
        ("云顶中心医院", "南川市云顶中心医院", True),
        ("附属医院", "青山医学院附属医院", False),
        ("城区中心医院", "青山市南城区中心医院", False),
        ("青山市人民医院", "青山市人民医院门诊部", False),
        ("县人民医院", "西充县人民医院", False),
        ("市第一人民医院", "青山市第一人民医院", False),
        ("镇中心卫生院", "白水镇中心卫生院", False),
    ],
)
def test_short_names_and_ordinals(one: str, other: str, same: bool) -> None:
    assert same_hospital(one, other) is same
    assert same_hospital(other, one) is same


NAMES = st.text("青山白水市县第一二人民中心医院附属东南", min_size=1, max_size=12)


@given(NAMES, NAMES)
def test_sameness_has_no_direction(one: str, other: str) -> None:
    assert same_hospital(one, other) == same_hospital(other, one)
    assert same_hospital(one, one)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("高血压病", "M03900"),
        ("高血压3级（极高危）", "M03900"),
        ("原发性高血压", "M03900"),
        ("肺动脉高血压", None),
        ("2 型糖尿病", "M01600"),
        ("糖尿病黄斑水肿", "M01609"),
        ("妊娠期糖尿病", None),
        ("尿毒症期", "M07803"),
        ("慢性肾功能不全(血透治疗)", "M07803"),
        ("骨质疏松", None),
        ("", None),
    ],
)
def test_a_disease_is_found_by_name_stage_or_synonym(written: str, code: str | None) -> None:
    entry = DISEASES.find(written)
    assert (entry.code if entry else None) == code


def test_a_code_names_the_disease_whatever_the_wording() -> None:
    found = DISEASES.find("随便写的", "M07804")
    assert found is not None
    assert found.code == "M07804"
    assert DISEASES.find("高血压病", "M99999") is None


def test_forms_of_one_disease_share_their_group() -> None:
    high, sugar, _, blood, belly, uncoded = DISEASES.diseases
    assert same_group(blood, belly)
    assert not same_group(high, sugar)
    assert same_group(uncoded, uncoded)
    assert not same_group(uncoded, high)
