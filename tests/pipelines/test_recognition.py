"""How long a recognition holds: by the office's terms, by the published examples, or not told at all."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from models.rules import Recognition, RecognitionTerm
from pipelines.packs.loading import load_pack
from pipelines.recognition import Expiry, expiry, shortest, years_after

DAY = date(2026, 11, 23)
TERMS = Recognition(
    source="例如2年、3年或5年",
    examples=(2, 3, 5),
    terms=(
        RecognitionTerm(diseases=("M005",), years=5, source="恶性肿瘤5年"),
        RecognitionTerm(diseases=("M00503", "M08300"), years=2, assumed=True),
        RecognitionTerm(diseases=("M03900",), years=None, assumed=True),
    ),
)


def test_the_term_that_names_a_disease_most_closely_holds() -> None:
    assert expiry((DAY, DAY), "M00501", TERMS) == Expiry(date(2031, 11, 23), (5,), "恶性肿瘤5年")
    assert expiry((DAY, DAY), "M00503", TERMS) == Expiry(date(2028, 11, 23), (2,), "")
    assert expiry((DAY, DAY), "M03900", TERMS) is None


@pytest.mark.parametrize("disease", ["M01600", None])
def test_without_a_term_the_earliest_of_the_published_years_is_told_as_open(disease: str | None) -> None:
    ends = expiry((DAY, DAY), disease, TERMS)
    assert ends == Expiry(date(2028, 11, 23), (2, 3, 5), "例如2年、3年或5年")
    assert not ends.certain


@pytest.mark.parametrize(
    ("since", "told"),
    [
        (date(2028, 11, 23), date(2028, 11, 23)),
        (date(2028, 11, 24), date(2029, 11, 23)),
        (date(2029, 11, 24), date(2031, 11, 23)),
    ],
)
def test_what_may_have_ended_is_told_for_the_next_of_the_published_years(since: date, told: date) -> None:
    ends = expiry((DAY, since), "M01600", TERMS)
    assert ends == Expiry(told, (2, 3, 5), "例如2年、3年或5年")


@pytest.mark.parametrize(("disease", "last"), [("M01600", date(2031, 11, 23)), ("M00503", date(2028, 11, 23))])
def test_what_has_ended_for_certain_is_not_told(disease: str, last: date) -> None:
    assert expiry((DAY, last), disease, TERMS) is not None
    assert expiry((DAY, last + timedelta(days=1)), disease, TERMS) is None


def test_where_no_text_says_anything_nothing_is_computed() -> None:
    assert expiry((DAY, DAY), "M01600", Recognition()) is None
    assert shortest(Recognition()) is None
    assert shortest(TERMS) == 2


def test_a_day_that_does_not_exist_is_the_last_of_its_month() -> None:
    assert years_after(date(2028, 2, 29), 2) == date(2030, 2, 28)
    assert years_after(date(2028, 2, 29), 4) == date(2032, 2, 29)


def test_only_the_region_that_publishes_terms_has_them_and_quotes_the_sentence() -> None:
    published = load_pack("hubei-shennongjia").recognition
    assert published.examples == (2, 3, 5)
    assert published.terms == ()
    assert published.source
    assert "2年、3年或5年" in published.source
    for other in ("jiangxi-shangrao", "sichuan-nanchong"):
        assert load_pack(other).recognition == Recognition()


def test_an_office_adds_its_terms_and_its_time_for_handing_in_again(tmp_path_factory: pytest.TempPathFactory) -> None:
    lists = tmp_path_factory.mktemp("lists")
    (lists / "hubei-shennongjia.yaml").write_text(
        "code: hubei-shennongjia\nname: 本地\nextends: hubei-shennongjia\n"
        "supplement_term: {working_days: 10, assumed: true}\n"
        "recognition: {terms: [{diseases: [M01600], years: 3, assumed: true}]}\n",
        encoding="utf-8",
    )
    pack = load_pack("hubei-shennongjia", lists)
    assert pack.recognition.examples == (2, 3, 5)
    assert expiry((DAY, DAY), "M01600", pack.recognition) == Expiry(date(2029, 11, 23), (3,), "")
    assert pack.supplement_term
    assert pack.supplement_term.working_days == 10
    assert load_pack("hubei-shennongjia").supplement_term is None


def test_a_term_without_a_source_must_say_that_it_is_the_offices() -> None:
    with pytest.raises(ValidationError, match="assumed"):
        RecognitionTerm(diseases=("M01600",), years=3)
