"""A second hand's layouts, reported on once (seed 20261142) and looked at since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.codes import DocType
from tests.bench.held_out.paper import Layout
from tests.bench.held_out.second import (
    bills,
    cards,
    certificates,
    forms,
    hearts,
    laboratory,
    laboratory_tables,
    records,
    requests,
    stays,
    strays,
    studies,
    tissue,
    visits,
)

LAYOUTS: Mapping[DocType, Sequence[Layout]] = {
    DocType.DIAGNOSIS_CERTIFICATE: certificates.LAYOUTS,
    DocType.DISCHARGE_SUMMARY: stays.LAYOUTS,
    DocType.ADMISSION_RECORD: records.ADMISSION,
    DocType.MEDICAL_RECORD_FRONT_PAGE: records.FRONT_PAGE,
    DocType.OUTPATIENT_RECORD: visits.OUTPATIENT,
    DocType.LAB_REPORT: (*laboratory.LAYOUTS, *laboratory_tables.LAYOUTS),
    DocType.EXAMINATION_REPORT: (*studies.LAYOUTS, *hearts.LAYOUTS),
    DocType.PATHOLOGY_REPORT: tissue.PATHOLOGY,
    DocType.GENETIC_REPORT: tissue.GENETIC,
    DocType.SURGERY_RECORD: records.SURGERY,
    DocType.PRESCRIPTION: bills.PRESCRIPTION,
    DocType.INVOICE: bills.INVOICE,
    DocType.APPLICATION_FORM: (*forms.LAYOUTS, *requests.FORMS),
    DocType.ID_CARD_FRONT: cards.ID_FRONT,
    DocType.ID_CARD_BACK: cards.ID_BACK,
    DocType.SOCIAL_SECURITY_CARD: cards.SOCIAL_SECURITY,
    DocType.POWER_OF_ATTORNEY: requests.MANDATE,
    DocType.OTHER: strays.LAYOUTS,
}
