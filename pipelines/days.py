"""Days as offices count and write them: in China, whatever zone the machine is in."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Final

from models.error import UsageError

CHINA: Final = timezone(timedelta(hours=8))
"""Days are counted there. No table of zones: a machine may have none."""


def china_today() -> date:
    """The day it is in China."""
    return datetime.now(CHINA).date()


def day_text(day: date) -> str:
    """The day as people write it: 2026年11月22日."""
    return f"{day.year}年{day.month}月{day.day}日"


def day_of(option: str, value: str | None) -> date | None:
    """The day an option of a command line names, an ISO date. Raises UsageError that names the option."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise UsageError(f"--{option} 的值“{value}”不是日期。请写成 2026-11-22 这样的形式。") from None
