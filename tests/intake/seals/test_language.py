"""Doubtful characters in seals are decided by what stands around them; clear ones never are."""

from __future__ import annotations

import pytest

from intake.ocr.spelling import Spelling
from intake.seals.language import best_reading, plain_reading
from intake.seals.names import administrative_names, language_of_names, language_of_purposes
from intake.seals.purposes import LISTED
from tests.intake.ocr.spelled import spelled


def name(*pictures: Spelling, known: tuple[str, ...] = ()) -> str:
    return best_reading(pictures, language_of_names(), known)[0]


def test_the_places_of_the_country_are_listed() -> None:
    assert {"通渭县", "信丰县", "南部县", "神农架林区"} <= set(administrative_names())
    assert len(administrative_names()) > 3000


@pytest.mark.parametrize(
    ("read", "place", "seen", "meant"),
    [
        ("通消县人民医院", 1, "渭", "通渭县人民医院"),
        ("土犹县人民医院", 0, "上", "上犹县人民医院"),
        ("赣南区学院第三附属医院", 2, "医", "赣南医学院第三附属医院"),
        ("清河县中医医陆", 6, "院", "清河县中医医院"),
    ],
)
def test_a_doubtful_character_is_what_makes_a_usual_name(read: str, place: int, seen: str, meant: str) -> None:
    assert name(spelled(read, 0.97, {place: {seen: 0.3}})) == meant


@pytest.mark.parametrize(
    "clear", ["通消县人民医院", "云谷仁心医院", "恒信商贸有限公司", "第八人民医院", "城关镇卫牛院"]
)
def test_clear_ink_is_read_as_it_stands_however_unusual(clear: str) -> None:
    assert name(spelled(clear, 0.999)) == clear


@pytest.mark.parametrize("number", ["一", "二", "六", "八"])
def test_no_number_of_a_hospital_is_more_usual_than_another(number: str) -> None:
    for other in "一二三九":
        doubtful = spelled(f"清溪县第{number}人民医院", 0.97, {4: {other: 0.45}} if other != number else None)
        assert name(doubtful) == f"清溪县第{number}人民医院"


def test_two_pictures_of_one_name_confirm_each_other() -> None:
    first = spelled("陕西同心县人民医院", 0.95)
    second = spelled("陕西省同心县人民医院", 0.95)
    assert name(first, second) == "陕西省同心县人民医院"


def test_what_stands_clearly_in_one_picture_stays_where_the_other_shows_less() -> None:
    pictures = [spelled("内二科", 0.999), spelled("内二科", 0.75, {1: {"": 0.2}})]
    assert best_reading(pictures, language_of_purposes(), LISTED)[0] == "内二科"


def test_older_forms_of_characters_come_out_in_todays() -> None:
    assert name(spelled("清河縣仁愛醫院", 0.99)) == "清河县仁爱医院"
    assert plain_reading([spelled("劉愛華", 0.99)])[0] == "刘爱华"
    # What both forms were seen with counts together.
    assert name(spelled("清河县仁爱医院", 0.99, {4: {"愛": 0.5}})) == "清河县仁爱医院"


def test_the_hospital_the_paper_names_wins_only_where_the_seal_is_in_doubt() -> None:
    printed = ("清溪县第三人民医院",)
    doubtful = spelled("清溪县第二人民医院", 0.97, {4: {"三": 0.3}})
    clear = spelled("清溪县第二人民医院", 0.999)
    another = spelled("恒信商贸有限公司", 0.98)
    assert name(doubtful, known=printed) == "清溪县第三人民医院"
    assert name(clear, known=printed) == "清溪县第二人民医院"
    assert name(another, known=printed) == "恒信商贸有限公司"


@pytest.mark.parametrize(
    ("read", "meant"),
    [("诊断证明专用", "诊断证明专用章"), ("断证明专用章", "诊断证明专用章"), ("医保审核专用章", "医保审核专用章")],
)
def test_a_purpose_gains_its_torn_end(read: str, meant: str) -> None:
    assert best_reading([spelled(read, 0.98)], language_of_purposes(), LISTED)[0] == meant


def test_a_purpose_nobody_listed_stays() -> None:
    assert best_reading([spelled("健康扶贫专用章", 0.99)], language_of_purposes(), LISTED)[0] == "健康扶贫专用章"


def test_confidence_falls_with_every_doubt() -> None:
    sure = best_reading([spelled("通渭县人民医院", 0.999)], language_of_names())[1]
    weak = best_reading([spelled("通渭县人民医院", 0.7)], language_of_names())[1]
    torn = best_reading([spelled("第二人民医院", 0.9, {1: {"三": 0.43}})], language_of_names())[1]
    assert sure > 0.97
    assert weak < 0.9
    assert torn < 0.7


def test_noise_is_no_text() -> None:
    assert best_reading([spelled("清问县匠院", 0.02)], language_of_names()) == ("", 0.0)
    assert best_reading([], language_of_names()) == ("", 0.0)
    assert plain_reading([spelled("李文清", 0.3)])[0] == ""
    assert plain_reading([spelled("李，文清。", 0.9), spelled("李", 0.6)]) == ("李文清", 0.9)
