"""Layouts nobody who tunes has seen: a fifth hand's reports, bills and cards, and a sixth hand's clinical papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.codes import DocType
from tests.bench.held_out.closed import (
    bills,
    cards,
    certificates,
    certificates_more,
    forms,
    laboratory,
    laboratory_more,
    mandates,
    operations,
    records,
    stays,
    stays_more,
    strays,
    studies,
    studies_more,
    tissue,
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
    DocType.LAB_REPORT: (*laboratory.LAYOUTS, *laboratory_more.LAYOUTS),
    DocType.EXAMINATION_REPORT: (*studies.LAYOUTS, *studies_more.LAYOUTS),
    DocType.PATHOLOGY_REPORT: tissue.PATHOLOGY,
    DocType.GENETIC_REPORT: tissue.GENETIC,
    DocType.PRESCRIPTION: bills.PRESCRIPTION,
    DocType.INVOICE: bills.INVOICE,
    DocType.ID_CARD_FRONT: cards.ID_FRONT,
    DocType.ID_CARD_BACK: cards.ID_BACK,
    DocType.SOCIAL_SECURITY_CARD: cards.SOCIAL_SECURITY,
    DocType.OTHER: strays.LAYOUTS,
}
