"""The term: working days by China's published calendar, and no date where nobody can know it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from chinese_calendar import constants, is_workday
from hypothesis import given
from hypothesis import strategies as st

from pipelines.term import due_date

LAST = max(constants.holidays)


@pytest.mark.parametrize(
    ("submitted", "days", "due"),
    [
        # Counted from the next day.
        (date(2026, 11, 2), 1, date(2026, 11, 3)),
        (date(2026, 11, 2), 20, date(2026, 11, 30)),
        # Over a weekend, and handed in on one.
        (date(2026, 11, 6), 1, date(2026, 11, 9)),
        (date(2026, 11, 7), 1, date(2026, 11, 9)),
        # The National Day holidays of 2025 end on 8 October; 28 September was worked on a Sunday.
        (date(2025, 9, 30), 1, date(2025, 10, 9)),
        (date(2025, 9, 26), 1, date(2025, 9, 28)),
    ],
)
def test_working_days_are_counted_from_the_day_after(submitted: date, days: int, due: date) -> None:
    assert due_date(submitted, days) == (due, None)


def test_beyond_the_calendar_there_is_no_date_but_a_reason() -> None:
    due, reason = due_date(date(LAST.year, 12, 25), 20)
    assert due is None
    assert reason is not None
    assert str(LAST.year + 1) in reason


@given(
    st.dates(date(2020, 1, 1), LAST - timedelta(days=90)),
    st.integers(min_value=1, max_value=30),
)
def test_so_many_working_days_lie_in_the_term_and_the_last_is_one(submitted: date, days: int) -> None:
    due, reason = due_date(submitted, days)
    assert due is not None
    assert reason is None
    between = [submitted + timedelta(days=one) for one in range(1, (due - submitted).days + 1)]
    assert sum(map(is_workday, between)) == days
    assert is_workday(due)
