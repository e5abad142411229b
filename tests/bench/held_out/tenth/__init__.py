"""A tenth hand's clinical papers and forms, reported on once (seed 20261154) and looked at since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.codes import DocType
from tests.bench.held_out.paper import Layout
from tests.bench.held_out.tenth import certificates, forms, stays, visits

LAYOUTS: Mapping[DocType, Sequence[Layout]] = {
    DocType.DIAGNOSIS_CERTIFICATE: certificates.LAYOUTS,
    DocType.DISCHARGE_SUMMARY: stays.DISCHARGE,
    DocType.ADMISSION_RECORD: stays.ADMISSION,
    DocType.OUTPATIENT_RECORD: visits.OUTPATIENT,
    DocType.APPLICATION_FORM: forms.LAYOUTS,
}
