"""A third hand's layouts, reported on once (seed 20261143) and looked at since: reports, visits, records and cards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.codes import DocType
from tests.bench.held_out.paper import Layout
from tests.bench.held_out.third import cards, records, reports, studies, tissue, visits

LAYOUTS: Mapping[DocType, Sequence[Layout]] = {
    DocType.MEDICAL_RECORD_FRONT_PAGE: records.FRONT_PAGE,
    DocType.OUTPATIENT_RECORD: visits.OUTPATIENT,
    DocType.LAB_REPORT: reports.LAYOUTS,
    DocType.EXAMINATION_REPORT: studies.LAYOUTS,
    DocType.PATHOLOGY_REPORT: tissue.PATHOLOGY,
    DocType.GENETIC_REPORT: tissue.GENETIC,
    DocType.SURGERY_RECORD: records.SURGERY,
    DocType.PRESCRIPTION: visits.PRESCRIPTION,
    DocType.INVOICE: visits.INVOICE,
    DocType.ID_CARD_FRONT: cards.ID_FRONT,
    DocType.ID_CARD_BACK: cards.ID_BACK,
    DocType.SOCIAL_SECURITY_CARD: cards.SOCIAL_SECURITY,
}
