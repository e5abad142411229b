"""Diagnoses of Chinese and of western medicine under heads of their own: one list, in the order they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from intake.extract.candidates import Candidate
from models.document import Diagnosis

_SCHOOLS: Final = ("中医", "西医")


def school_of(label: str) -> str | None:
    """The school that a label (中医诊断) names; None where it names none."""
    return next((school for school in _SCHOOLS if school in label[:4]), None)


def of_both_schools(readings: Iterable[tuple[str, Candidate]]) -> list[Candidate]:
    """Readings of diagnoses with their labels: those of one school and of the other made one, each other kept.

    Of several readings of one school the first with a diagnosis counts: a paper names them first where they are asked.
    """
    kept: list[Candidate] = []
    first: dict[str, Candidate] = {}
    for label, candidate in readings:
        school = school_of(label)
        if school is None or school in first or not candidate.field.value:
            kept.append(candidate)
        else:
            first[school] = candidate
    return [*kept, *([_joined(tuple(first.values()))] if len(first) == len(_SCHOOLS) else first.values())]


def _joined(parts: Sequence[Candidate]) -> Candidate:
    fields = [part.field for part in parts]
    items: tuple[Diagnosis, ...] = ()
    for field in fields:
        items += field.value if isinstance(field.value, tuple) else ()
    field = fields[0].model_copy(
        update={
            "value": items,
            "raw": "\n".join(one.raw for one in fields),
            "confidence": min(one.confidence for one in fields),
            "evidence": tuple(place for one in fields for place in one.evidence),
        }
    )
    order = min(part.order for part in parts)
    return Candidate(field, order, parts[0].span, min(part.certainty for part in parts))
