"""A sixth hand's clinical papers, reported on with three seeds (20261145, 20261146, 20261149) and looked at since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.codes import DocType
from tests.bench.held_out.paper import Layout
from tests.bench.held_out.sixth import (
    certificates,
    certificates_more,
    forms,
    mandates,
    operations,
    records,
    stays,
    stays_more,
    visits,
)

LAYOUTS: Mapping[DocType, Sequence[Layout]] = {
    DocType.DIAGNOSIS_CERTIFICATE: (*certificates.LAYOUTS, *certificates_more.LAYOUTS),
    DocType.DISCHARGE_SUMMARY: (*stays.DISCHARGE, *stays_more.DISCHARGE),
    DocType.ADMISSION_RECORD: records.ADMISSION,
    DocType.MEDICAL_RECORD_FRONT_PAGE: records.FRONT_PAGE,
    DocType.OUTPATIENT_RECORD: visits.OUTPATIENT,
    DocType.SURGERY_RECORD: operations.SURGERY,
    DocType.APPLICATION_FORM: forms.LAYOUTS,
    DocType.POWER_OF_ATTORNEY: mandates.MANDATE,
}
