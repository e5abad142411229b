"""Layouts of two further hands, which nobody who tunes the product has seen: what is reported is measured on these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.codes import DocType
from tests.bench.held_out.closed import (
    bills,
    cards,
    certificates,
    forms,
    laboratory,
    laboratory_more,
    records,
    stays,
    strays,
    studies,
    studies_more,
    tissue,
    visits,
)
from tests.bench.held_out.paper import Layout

LAYOUTS: Mapping[DocType, Sequence[Layout]] = {
    DocType.DIAGNOSIS_CERTIFICATE: certificates.LAYOUTS,
    DocType.DISCHARGE_SUMMARY: stays.DISCHARGE,
    DocType.ADMISSION_RECORD: stays.ADMISSION,
    DocType.MEDICAL_RECORD_FRONT_PAGE: records.FRONT_PAGE,
    DocType.OUTPATIENT_RECORD: visits.OUTPATIENT,
    DocType.LAB_REPORT: (*laboratory.LAYOUTS, *laboratory_more.LAYOUTS),
    DocType.EXAMINATION_REPORT: (*studies.LAYOUTS, *studies_more.LAYOUTS),
    DocType.PATHOLOGY_REPORT: tissue.PATHOLOGY,
    DocType.GENETIC_REPORT: tissue.GENETIC,
    DocType.SURGERY_RECORD: records.SURGERY,
    DocType.PRESCRIPTION: bills.PRESCRIPTION,
    DocType.INVOICE: bills.INVOICE,
    DocType.APPLICATION_FORM: forms.FORMS,
    DocType.ID_CARD_FRONT: cards.ID_FRONT,
    DocType.ID_CARD_BACK: cards.ID_BACK,
    DocType.SOCIAL_SECURITY_CARD: cards.SOCIAL_SECURITY,
    DocType.POWER_OF_ATTORNEY: forms.MANDATE,
    DocType.OTHER: strays.LAYOUTS,
}
