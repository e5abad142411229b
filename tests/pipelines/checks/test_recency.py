"""How recent a paper must be is asked only where an office has said it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.codes import DocType
from models.rules import RecencyRule
from pipelines.checks.recency import check, months_before
from tests.pipelines.builders import case, paper

RULE = RecencyRule(id="r", kind="recency", applies_to=(DocType.LAB_REPORT,), months=12, assumed=True)


@pytest.mark.parametrize(
    ("day", "outcome", "reason"),
    [
        ("2026-05-01", "pass", "recency.recent"),
        ("2025-06-01", "pass", "recency.recent"),
        ("2025-05-31", "unsure", "recency.too_old"),
        (None, "unsure", "recency.no_date"),
    ],
)
def test_the_newest_date_counts(day: str | None, outcome: str, reason: str) -> None:
    document = paper(DocType.LAB_REPORT, report_date=day)
    finding = check(case(document), document, RULE)
    assert (finding.outcome, finding.reason) == (outcome, reason)


def test_a_month_without_that_day_gives_its_last() -> None:
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 1, 1)), st.integers(1, 240))
def test_months_add_up(day: date, months: int) -> None:
    earlier = months_before(day, months)
    assert (day.year - earlier.year) * 12 + day.month - earlier.month == months
    assert earlier.day <= day.day
