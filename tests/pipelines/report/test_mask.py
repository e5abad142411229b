"""Personal data as people see it."""

from __future__ import annotations

from datetime import date

import pytest

from models.case import CaseRecord
from pipelines.report.mask import Mask, Reveal, mask_address, mask_date, mask_name, mask_number, mask_phone
from pipelines.settings import Settings
from pipelines.terms import Made, Terms
from tests.pipelines.fakes import HOSPITAL, ID_NUMBER, NAME, FakeRules, certificate


@pytest.fixture
def record() -> CaseRecord:
    rules = FakeRules(Terms("example", "case", date(2026, 11, 22), Settings()))
    return rules.judge("甲", None, ([certificate("ab" * 32, "a.jpg", NAME)], []), Made("fake", {}))


def test_what_stays_of_each_kind() -> None:
    assert mask_name("张三") == "张*"
    assert mask_name("欧阳娜娜") == "欧***"
    assert mask_number("511302196003074016") == "511302********4016"
    assert mask_number("511302600307401") == "511302*****7401"
    assert mask_number("20260001") == "****0001"
    assert mask_number("12") == "**"
    assert mask_phone("13800001234") == "138****1234"
    assert mask_address("四川省南充市顺庆区人民南路97号") == "四川省南充市****"
    assert mask_date("1960-03-07") == "1960-**-**"


def test_a_sentence_loses_what_the_case_knows_to_be_personal(record: CaseRecord) -> None:
    shown = Mask(record).text(f"{NAME}（{ID_NUMBER}）与王建国医师，{HOSPITAL}，电话13800001234")
    assert shown == f"李**（511302********4016）与王**医师，{HOSPITAL}，电话138****1234"


def test_numbers_shaped_like_an_identity_are_masked_though_unknown(record: CaseRecord) -> None:
    assert Mask(record).text("另见36230119750101002X、13912345678") == "另见362301********002X、139****5678"
    assert Mask(record).text("流水号1234567890123456789012") == "流水号1234567890123456789012"


def test_whoever_asks_sees_all(record: CaseRecord) -> None:
    sentence = f"{NAME} {ID_NUMBER}"
    assert Reveal(record).text(sentence) == sentence
    assert Reveal(record).field("patient_name", NAME) == NAME
