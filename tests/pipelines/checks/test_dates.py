"""Dates are possible: none in the future, none before what they follow."""

from __future__ import annotations

from typing import Any

import pytest

from models.rules import DatesRule
from pipelines.checks.dates import check
from tests.pipelines.builders import case, paper

RULE = DatesRule(id="d", kind="dates", assumed=True)
STAY = {"admission_date": "2026-03-01", "discharge_date": "2026-03-09"}


@pytest.mark.parametrize(
    ("said", "outcome", "reason"),
    [
        ({**STAY, "issue_date": "2026-03-09"}, "pass", "dates.plausible"),
        ({"report_date": "2026-06-01"}, "pass", "dates.plausible"),
        ({}, "not_applicable", "dates.none"),
        ({"issue_date": None}, "not_applicable", "dates.none"),
        ({"issue_date": "2026-02-30"}, "not_applicable", "dates.none"),
        ({"issue_date": "2026-06-02"}, "unsure", "dates.future"),
        ({"admission_date": "2026-03-09", "discharge_date": "2026-03-01"}, "unsure", "dates.order"),
        ({**STAY, "issue_date": "2026-03-08"}, "unsure", "dates.order"),
        ({"birth_date": "2026-04-01", "visit_date": "2026-03-01"}, "unsure", "dates.order"),
    ],
)
def test_dates_stand_in_order(said: dict[str, Any], outcome: str, reason: str) -> None:
    document = paper(**said)
    finding = check(case(document), document, RULE)
    assert (finding.outcome, finding.reason) == (outcome, reason)


def test_both_dates_are_shown() -> None:
    document = paper(admission_date="2026-03-09", discharge_date="2026-03-01")
    assert len(check(case(document), document, RULE).evidence) == 2
