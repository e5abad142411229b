"""Layouts nobody who tunes has seen: an eighth hand's prescriptions, bills, cards and strays, a tenth hand's
clinical papers and forms. Reports wait for another hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.codes import DocType
from tests.bench.held_out.closed import (
    counters,
    foreign,
    overprints,
    tenth_certificates,
    tenth_forms,
    tenth_stays,
    tenth_visits,
)
from tests.bench.held_out.paper import Layout

LAYOUTS: Mapping[DocType, Sequence[Layout]] = {
    DocType.DIAGNOSIS_CERTIFICATE: tenth_certificates.LAYOUTS,
    DocType.DISCHARGE_SUMMARY: tenth_stays.DISCHARGE,
    DocType.ADMISSION_RECORD: tenth_stays.ADMISSION,
    DocType.OUTPATIENT_RECORD: tenth_visits.OUTPATIENT,
    DocType.APPLICATION_FORM: tenth_forms.LAYOUTS,
    DocType.PRESCRIPTION: counters.PRESCRIPTION,
    DocType.INVOICE: overprints.INVOICE,
    DocType.SOCIAL_SECURITY_CARD: counters.SOCIAL_SECURITY,
    DocType.ID_CARD_FRONT: counters.ID_FRONT,
    DocType.OTHER: foreign.OTHER,
}
