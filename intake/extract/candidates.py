"""Readings of a field that compete, and the one that is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from intake.extract.labels import Label
from intake.extract.sheet import Span
from intake.extract.values import Parsed
from models.document import Field

_ORDER_COST: Final = 0.03
"""What each place further down the vocabulary's list costs: a better label beats a slightly surer reading."""
_PLACE_COST: Final = 0.02
"""What each earlier reading of a field costs a later one, up to five: a paper names its patient first."""
_HIGHEST: Final = 0.99
_CURVE: Final = ((0.0, 0.0), (0.5, 0.5), (0.66, 0.8), (0.76, 0.88), (0.85, 0.94), (0.96, 0.985), (1.0, 0.99))
"""Certainty (the product of its parts) to the share of readings that were right: measured on 120 drawn papers of
development seeds (1168 fields), taken down a little for layouts that are not among them."""
_RANKED: Final = frozenset(
    {"report_date", "issue_date", "visit_date", "diagnoses", "treatment_advice", "applied_disease"}
)
"""Fields whose labels mean different things of which one is wanted most; those of other fields are synonyms."""


@dataclass(frozen=True)
class Candidate:
    """One reading of a field; ``span`` is where its first part stands, None for a label with nothing behind it."""

    field: Field
    order: int
    span: Span | None
    certainty: float

    def score(self, place: int) -> float:
        """What it is worth as the reading number ``place`` of its field."""
        return self.certainty - _ORDER_COST * self.order - _PLACE_COST * min(place, 5)


def found(parsed: Parsed, spans: Sequence[Span], label: Label | None, certainty: float, order: int = 0) -> Candidate:
    """A reading: its confidence is the engine's, times how surely it belongs to the field, times its own shape's."""
    read = min(span.confidence for span in spans)
    certainty = read * certainty * parsed.quality
    raw = "\n".join(span.raw.replace("\t", " ").strip() for span in spans)
    evidence = tuple(span.evidence for span in spans)
    field = Field(value=parsed.value, raw=raw, confidence=calibrated(certainty), evidence=evidence)
    return Candidate(field, _rank(label) if label else order, spans[0], certainty)


def empty(label: Label, span: Span) -> Candidate:
    """A label that stands there with nothing behind it."""
    certainty = span.confidence * label.strength * 0.9
    field = Field(value=None, raw="", confidence=round(min(certainty, _HIGHEST), 3), evidence=(span.evidence,))
    return Candidate(field, _rank(label), None, certainty)


def _rank(label: Label) -> int:
    return label.order if label.field in _RANKED else 0


def chosen(candidates: Sequence[Candidate]) -> Field:
    """The best reading; an empty label only where nothing is written at any label of the field."""
    written = [candidate for candidate in candidates if candidate.field.value is not None]
    ranked = enumerate(written or candidates)
    return max(ranked, key=lambda entry: entry[1].score(entry[0]))[1].field


def calibrated(certainty: float) -> float:
    """The confidence to report: how often readings of this certainty were right, between measured points linearly."""
    for (low, right_low), (high, right_high) in pairwise(_CURVE):
        if certainty <= high:
            return round(right_low + (right_high - right_low) * (certainty - low) / (high - low), 3)
    return _HIGHEST
