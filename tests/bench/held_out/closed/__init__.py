"""Layouts nobody who tunes has seen: a sixth hand's clinical papers, an eighth's bills, cards and strays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.codes import DocType
from tests.bench.held_out.closed import (
    certificates,
    certificates_more,
    counters,
    foreign,
    forms,
    mandates,
    operations,
    overprints,
    records,
    stays,
    stays_more,
    visits,
)
from tests.bench.held_out.paper import Layout

LAYOUTS: Mapping[DocType, Sequence[Layout]] = {
    DocType.DIAGNOSIS_CERTIFICATE: (*certificates.LAYOUTS, *certificates_more.LAYOUTS),
    DocType.DISCHARGE_SUMMARY: (*stays.DISCHARGE, *stays_more.DISCHARGE),
    DocType.ADMISSION_RECORD: records.ADMISSION,
    DocType.MEDICAL_RECORD_FRONT_PAGE: records.FRONT_PAGE,
    DocType.OUTPATIENT_RECORD: visits.OUTPATIENT,
    DocType.SURGERY_RECORD: operations.SURGERY,
    DocType.APPLICATION_FORM: forms.LAYOUTS,
    DocType.POWER_OF_ATTORNEY: mandates.MANDATE,
    DocType.PRESCRIPTION: counters.PRESCRIPTION,
    DocType.INVOICE: overprints.INVOICE,
    DocType.SOCIAL_SECURITY_CARD: counters.SOCIAL_SECURITY,
    DocType.ID_CARD_FRONT: counters.ID_FRONT,
    DocType.OTHER: foreign.OTHER,
}
