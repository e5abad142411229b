"""The day by which an application should be decided, in working days of the Chinese holiday calendar."""

from __future__ import annotations

from datetime import date, timedelta


def due_date(submitted: date, working_days: int) -> tuple[date | None, str | None]:
    """The last day of a term that begins the day after ``submitted``, or None with the reason in Chinese.

    The calendar knows the holidays that have been published; beyond its last year nobody can say.
    """
    from chinese_calendar import is_workday

    day, left = submitted, working_days
    while left:
        day += timedelta(days=1)
        try:
            left -= is_workday(day)
        except NotImplementedError:
            return None, f"{day.year} 年的节假日安排尚未收录，无法推算办结日期。"
    return day, None
