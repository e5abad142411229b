"""Readings of a field that compete, and the one that is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from intake.extract.labels import Label
from intake.extract.sheet import Span
from intake.extract.values import Parsed
from models.document import Field

_ORDER_COST: Final = 0.03
"""What each place further down the vocabulary's list costs: a better label beats a slightly surer reading."""
_HIGHEST: Final = 0.99
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

    @property
    def score(self) -> float:
        return self.field.confidence - _ORDER_COST * self.order


def found(parsed: Parsed, spans: Sequence[Span], label: Label | None, certainty: float, order: int = 0) -> Candidate:
    """A reading: its confidence is the engine's, times how surely it belongs to the field, times its own shape's."""
    read = min(span.confidence for span in spans)
    confidence = round(min(read * certainty * parsed.quality, _HIGHEST), 3)
    raw = "\n".join(span.raw.replace("\t", " ").strip() for span in spans)
    evidence = tuple(span.evidence for span in spans)
    field = Field(value=parsed.value, raw=raw, confidence=confidence, evidence=evidence)
    return Candidate(field, _rank(label) if label else order, spans[0])


def empty(label: Label, span: Span) -> Candidate:
    """A label that stands there with nothing behind it."""
    confidence = round(span.confidence * label.strength * 0.9, 3)
    return Candidate(Field(value=None, raw="", confidence=confidence, evidence=(span.evidence,)), _rank(label), None)


def _rank(label: Label) -> int:
    return label.order if label.field in _RANKED else 0


def chosen(candidates: Sequence[Candidate]) -> Field:
    """The best reading; an empty label only where nothing is written at any label of the field."""
    written = [candidate for candidate in candidates if candidate.field.value is not None]
    return max(written or candidates, key=lambda candidate: candidate.score).field
