"""An ID number is valid by its check digit and agrees with what stands beside it."""

from __future__ import annotations

from typing import Any

import pytest

from models.rules import IdentityRule
from pipelines.checks.id_number import check
from tests.pipelines.builders import ID_NUMBER, case, paper

RULE = IdentityRule(id="i", kind="id_number", assumed=True)
WRONG = ID_NUMBER[:17] + "X"


@pytest.mark.parametrize(
    ("said", "outcome", "reason"),
    [
        ({"id_number": ID_NUMBER}, "pass", "id.valid"),
        ({"id_number": ID_NUMBER, "sex": "male", "birth_date": "1960-03-07"}, "pass", "id.valid"),
        ({"id_number": ID_NUMBER, "age": 66, "issue_date": "2026-05-20"}, "pass", "id.valid"),
        ({"id_number": ID_NUMBER, "age": 65, "admission_date": "2026-03-01", "discharge_date": "2026-03-09"},
         "pass", "id.valid"),
        ({}, "not_applicable", "id.none"),
        ({"id_number": None}, "not_applicable", "id.none"),
        ({"id_number": "511302********4011"}, "not_applicable", "id.none"),
        ({"id_number": WRONG}, "unsure", "id.check_digit"),
        ({"id_number": "51130219600307401"}, "unsure", "id.length"),
        ({"id_number": "511302196013074011"}, "unsure", "id.check_digit"),
        ({"id_number": "5113021960O3074011"}, "unsure", "id.check_digit"),
        ({"id_number": "５１１３０２１９６００３０７４０１１"}, "unsure", "id.check_digit"),
        ({"id_number": ID_NUMBER, "birth_date": "1960-03-08"}, "unsure", "id.birth_date"),
        ({"id_number": ID_NUMBER, "sex": "female"}, "unsure", "id.sex"),
        ({"id_number": ID_NUMBER, "age": 67, "issue_date": "2026-05-20"}, "unsure", "id.age_by_one"),
        ({"id_number": ID_NUMBER, "age": 65, "issue_date": "2026-05-20"}, "unsure", "id.age_by_one"),
        ({"id_number": ID_NUMBER, "age": 60, "issue_date": "2026-05-20"}, "unsure", "id.age"),
    ],
)  # fmt: skip
def test_the_number_is_held_against_itself_and_the_paper(said: dict[str, Any], outcome: str, reason: str) -> None:
    document = paper(**said)
    finding = check(case(document), document, RULE)
    assert (finding.outcome, finding.reason) == (outcome, reason)


def test_a_wrong_check_digit_and_an_age_one_too_high_are_both_told() -> None:
    document = paper(id_number="51130219620513413X", age=63, issue_date="2025-03-11")
    message = check(case(document), document, RULE).message
    assert "应为 1" in message
    assert "63" in message
    assert "62" in message
