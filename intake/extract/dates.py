"""Dates as papers write them: 2025年3月2日, 2025-03-02, 2025.3.2, 2025/03/02 08:30, 20250302, 二〇二五年三月二日."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

_DIGIT: Final = r"[0-9OoIl]"
_GAP: Final = r"[ \t]*"
_NUMERIC: Final = re.compile(
    rf"(?<![0-9])(?P<year>{_DIGIT}{{4}}){_GAP}(?P<mark>[年.\-/—–~·,、]){_GAP}(?P<month>{_DIGIT}{{1,2}}){_GAP}"
    rf"[月.\-/—–~·,、:]{_GAP}(?P<day>{_DIGIT}{{1,2}})(?=[0-9]{{2}}:|(?<=[0-9]{{2}})[0-9]:[0-9]{{2}}|(?![0-9]))(?:{_GAP}[日号])?"
)
_SOLID: Final = re.compile(r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})(?P<month>[01][0-9])(?P<day>[0-3][0-9])(?![0-9])")
_CHINESE: Final = re.compile(
    r"(?P<year>[一二三四五六七八九零〇○Oo0]{4}|二[一二三四五六七八九][一二三四五六七八九])[ \t]*年"
    r"[ \t]*(?P<month>[一二三四五六七八九十]{1,2})[ \t]*月"
    r"[ \t]*(?P<day>[一二三四五六七八九十廿卅]{1,3})[ \t]*[日号口曰]"
)
_BLANK: Final = re.compile(r"^[ \t_.:一\-]*(?:20)?[ \t_.\-]*年[ \t_.\-]*月[ \t_.\-]*[日目]?[ \t_.\-]*$")
_SLIPS: Final = str.maketrans("OoIl", "0011")
_CHINESE_DIGITS: Final = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | dict.fromkeys(
    "零○Oo0", 0
)
_YEARS: Final = range(1900, 2100)


@dataclass(frozen=True)
class FoundDate:
    """A date in a text at ``start`` to ``end``. ``day`` is None where the calendar has no such day."""

    start: int
    end: int
    written: str
    """Year, month and day as read, in ISO's shape: 2025-02-30 where that is what stands there."""
    day: date | None
    repaired: bool
    """A letter was taken for the digit it looks like, or a 〇 that was not read put in."""

    @property
    def quality(self) -> float:
        """How far the form alone vouches for the reading."""
        if self.day is None:
            return 0.2
        return 0.75 if self.repaired else 1.0


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """All dates in a folded text (half-width digits), from left to right, none overlapping another."""
    matches = [*_NUMERIC.finditer(text), *_CHINESE.finditer(text), *_SOLID.finditer(text)]
    found: list[FoundDate] = []
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        if found and match.start() < found[-1].end:
            continue
        one = _date_of(match)
        if one is not None:
            found.append(one)
    return tuple(found)


def is_blank(text: str) -> bool:
    """Whether the text is only the printed frame of a date: ``年  月  日``."""
    return _BLANK.match(text) is not None


def _date_of(match: re.Match[str]) -> FoundDate | None:
    parts = match.group("year"), match.group("month"), match.group("day")
    if match.re is _CHINESE:
        # A round 〇 is the character that reading drops: 二二六年 can be no other year of this age than 二〇二六年.
        repaired = len(parts[0]) == 3
        year = _chinese_year("二〇" + parts[0][1:] if repaired else parts[0])
        month, day = _chinese_number(parts[1]), _chinese_number(parts[2])
    else:
        year, month, day = (int(part.translate(_SLIPS)) for part in parts)
        repaired = any(not part.isdigit() for part in parts)
    if year not in _YEARS:
        return None
    try:
        known = date(year, month, day)
    except ValueError:
        known = None
    return FoundDate(match.start(), match.end(), f"{year:04d}-{month:02d}-{day:02d}", known, repaired)


def _chinese_year(text: str) -> int:
    return int("".join(str(_CHINESE_DIGITS[character]) for character in text))


def _chinese_number(text: str) -> int:
    """一 to 卅一 as a number; 0 where the characters make none (the calendar then refuses the date)."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.partition("十")
    if not ten:
        return _CHINESE_DIGITS.get(text, 0)
    return (_CHINESE_DIGITS.get(tens, 0) if tens else 1) * 10 + (_CHINESE_DIGITS.get(ones, 0) if ones else 0)
