"""How long a recognition holds: from the day it was accepted on, by what the region publishes and the office knows.

The published text names two, three or five years as examples and not for which disease. Where nobody says which holds,
the earliest day is told and marked as open; nothing is computed that no text and no office gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from models.rules import Recognition, RecognitionTerm
from pipelines.packs.loading import known_regions, load_pack
from pipelines.settings import Settings

_YEAR_DAYS: Final = 366


@dataclass(frozen=True)
class Expiry:
    """The day a recognition has held for its years. More than one year: which of them holds is not known, and ``on``
    is the earliest that is not over. ``rule``: the published sentence, empty where the term is the office's own."""

    on: date
    years: tuple[int, ...]
    rule: str

    @property
    def certain(self) -> bool:
        return len(self.years) == 1


def expiry(days: tuple[date, date], disease: str | None, recognition: Recognition) -> Expiry | None:
    """When the recognition of a disease (its code) ends. ``days``: when it was accepted, and from when on ends count.

    None where it never ends or ended earlier, or no text and no office says. Where it is not known which of several
    years holds, the next day on which it may end is told: it may have outlived the earlier ones.
    """
    accepted_on, since = days
    term = _term_of(disease, recognition.terms) if disease else None
    rule: Recognition | RecognitionTerm = term or recognition
    years = tuple(filter(None, [term.years])) if term else tuple(sorted(recognition.examples))
    left = [day for one in years if (day := years_after(accepted_on, one)) >= since]
    return Expiry(left[0], years, rule.source or "") if left else None


def years_after(day: date, years: int) -> date:
    """The same day so many years later; of 29 February in a common year the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def shortest(recognition: Recognition) -> int | None:
    """The shortest time after which anything can end; None where nothing does."""
    return min(_years(recognition), default=None)


def longest(recognition: Recognition) -> int | None:
    """The longest time after which anything ends; None where nothing does."""
    return max(_years(recognition), default=None)


def _years(recognition: Recognition) -> list[int]:
    return [*recognition.examples, *(term.years for term in recognition.terms if term.years)]


def _term_of(disease: str, terms: tuple[RecognitionTerm, ...]) -> RecognitionTerm | None:
    """The term that names the disease most closely; of several the first."""
    fitting = [
        (len(code), -place, term)
        for place, term in enumerate(terms)
        for code in term.diseases
        if disease.startswith(code)
    ]
    return max(fitting, key=lambda one: one[:2])[2] if fitting else None


def purged_too_soon(settings: Settings) -> str | None:
    """What is said where cases go before the longest recognition that any pack knows ends; None where they stay."""
    days = settings.store.keep_days
    terms = [longest(load_pack(code, settings.lists).recognition) for code in known_regions()]
    years = max((term for term in terms if term), default=0)
    if days is None or days >= years * _YEAR_DAYS:
        return None
    return (
        f"注意：store.keep_days 为 {days} 天，短于最长的认定期限（{years} 年）。"
        f"清除的案件期满时，yancai expiring 不会列出。请设为至少 {years * _YEAR_DAYS} 天。"
    )
