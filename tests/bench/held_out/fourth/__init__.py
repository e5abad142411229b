"""A fourth hand's layouts of clinical papers, reported on once (seed 20261144) and looked at since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.codes import DocType
from tests.bench.held_out.fourth import certificates, forms, records, stays, visits
from tests.bench.held_out.paper import Layout

LAYOUTS: Mapping[DocType, Sequence[Layout]] = {
    DocType.DIAGNOSIS_CERTIFICATE: certificates.LAYOUTS,
    DocType.DISCHARGE_SUMMARY: stays.DISCHARGE,
    DocType.ADMISSION_RECORD: stays.ADMISSION,
    DocType.MEDICAL_RECORD_FRONT_PAGE: records.FRONT_PAGE,
    DocType.OUTPATIENT_RECORD: visits.OUTPATIENT,
    DocType.SURGERY_RECORD: records.SURGERY,
    DocType.APPLICATION_FORM: forms.FORMS,
    DocType.POWER_OF_ATTORNEY: forms.MANDATE,
}
