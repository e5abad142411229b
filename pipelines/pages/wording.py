"""Words and dates as the page writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache

from pipelines.days import CHINA
from pipelines.packs.loading import known_regions


def moment(when: datetime | None) -> str:
    """A moment in China's time, to the minute. Without a zone it is UTC, as the database keeps it."""
    return f"{_in_china(when):%m-%d %H:%M}" if when else "—"


def china_day(when: datetime) -> date:
    """The day a moment falls on in China."""
    return _in_china(when).date()


def _in_china(when: datetime) -> datetime:
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(CHINA)


def short_number(number: str) -> str:
    """The last part of a case's number, by which people call it."""
    return number.rpartition("-")[2]


def due(until: date | None, today: date, *, near: bool) -> tuple[str, str]:
    """How long a case may still take, and the tone to say it in: ``late``, ``near``, ``calm``."""
    if until is None:
        return "", "calm"
    left = (until - today).days
    if left < 0:
        return f"超期 {-left} 天", "late"
    words = "今天到期" if left == 0 else f"剩 {left} 天"
    return words, "near" if near else "calm"


@cache
def region_names() -> dict[str, str]:
    """The regions' codes and Chinese names."""
    return known_regions()


def region_name(code: str) -> str:
    """What people call a region; its code where its pack has gone."""
    return region_names().get(code, code)
