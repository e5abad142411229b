"""The layouts figures were reported on before they were looked at; since then they serve development, like samples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from models.codes import DocType
from samples.truth import DrawnPaper
from tests.bench import held_out
from tests.bench.held_out import (
    applications,
    cards,
    certificates,
    eighth,
    fifth,
    findings,
    fourth,
    frontpages,
    ninth,
    reports,
    second,
    seventh,
    sixth,
    strays,
    summaries,
    tenth,
    third,
    tissue,
    visits,
)
from tests.bench.held_out.paper import Layout

FIRST: Mapping[DocType, Sequence[Layout]] = {
    DocType.DIAGNOSIS_CERTIFICATE: certificates.LAYOUTS,
    DocType.DISCHARGE_SUMMARY: summaries.DISCHARGE,
    DocType.ADMISSION_RECORD: summaries.ADMISSION,
    DocType.MEDICAL_RECORD_FRONT_PAGE: frontpages.LAYOUTS,
    DocType.OUTPATIENT_RECORD: visits.OUTPATIENT,
    DocType.LAB_REPORT: reports.LAYOUTS,
    DocType.EXAMINATION_REPORT: findings.EXAMINATIONS,
    DocType.PATHOLOGY_REPORT: tissue.PATHOLOGY,
    DocType.GENETIC_REPORT: tissue.GENETIC,
    DocType.SURGERY_RECORD: summaries.SURGERY,
    DocType.PRESCRIPTION: visits.PRESCRIPTION,
    DocType.INVOICE: visits.INVOICE,
    DocType.APPLICATION_FORM: applications.FORMS,
    DocType.ID_CARD_FRONT: cards.ID_FRONT,
    DocType.ID_CARD_BACK: cards.ID_BACK,
    DocType.SOCIAL_SECURITY_CARD: cards.SOCIAL_SECURITY,
    DocType.POWER_OF_ATTORNEY: applications.MANDATE,
    DocType.OTHER: strays.LAYOUTS,
}
"""On these the physical and the cases' bench draw, whose pages stay what they were."""

HANDS: Mapping[str, Mapping[DocType, Sequence[Layout]]] = {
    "first": FIRST, "second": second.LAYOUTS, "third": third.LAYOUTS, "fourth": fourth.LAYOUTS,
    "fifth": fifth.LAYOUTS,
}  # fmt: skip
"""Whose sheets words are learned from."""
_FURTHER = (*list(HANDS.values())[1:], sixth.LAYOUTS, seventh.LAYOUTS, eighth.LAYOUTS, ninth.LAYOUTS, tenth.LAYOUTS)
LAYOUTS: Mapping[DocType, Sequence[Layout]] = {
    kind: (*of, *(layout for hand in _FURTHER for layout in hand.get(kind, ()))) for kind, of in FIRST.items()
}


def papers(count: int, seed: int) -> Iterator[DrawnPaper]:
    """Draw ``count`` papers of these layouts. The same count and seed give the same bytes."""
    return held_out.papers(count, seed, LAYOUTS)
