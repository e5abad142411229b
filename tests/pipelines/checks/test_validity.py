"""An identity card that has expired is told; what was not surely read fails nobody."""

from __future__ import annotations

from typing import Any

import pytest

from models.codes import ClarityGrade, DocType, Outcome
from models.rules import ValidityRule
from pipelines.checks.validity import check
from tests.pipelines.builders import case, field, paper

RULE = ValidityRule(
    id="v", kind="validity", applies_to=(DocType.ID_CARD_BACK,), if_expired=Outcome.FAIL, assumed=True
)  # fmt: skip
"""The cases of the builders are judged on 2026-06-01."""


@pytest.mark.parametrize(
    ("said", "outcome", "reason"),
    [
        ({"valid_until": "2031-04-30"}, "pass", "validity.valid"),
        ({"valid_until": "2026-06-01"}, "pass", "validity.valid"),
        ({"valid_until": "长期"}, "pass", "validity.valid"),
        ({"valid_until": "2026-05-31"}, "fail", "validity.expired"),
        ({"valid_until": "2026-05-31", "grade": ClarityGrade.POOR}, "unsure", "validity.expired"),
        ({"valid_until": field("2026-05-31", confidence=0.4)}, "unsure", "validity.expired"),
        ({"valid_until": field("2031-04-30", confidence=0.4)}, "unsure", "validity.doubtful"),
        ({"valid_until": None}, "unsure", "validity.not_found"),
        ({}, "unsure", "validity.not_found"),
    ],
)
def test_the_last_day_is_held_against_the_application(said: dict[str, Any], outcome: str, reason: str) -> None:
    document = paper(DocType.ID_CARD_BACK, sides=("back",), **said)
    finding = check(case(document), document, RULE)
    assert (finding.outcome, finding.reason) == (outcome, reason)


def test_the_other_side_is_not_asked() -> None:
    document = paper(DocType.ID_CARD_FRONT, sides=("front",))
    assert check(case(document), document, RULE).reason == "validity.no_back"
