"""The numbers a hospital knows a patient by: labels that are of the visit or of the stay by the paper they stand on.

门诊号 and 住院号 are listed. 门诊/住院号 is one or the other; 登记号 and 患者ID are the patient's in the hospital's
computer, of visits and stays alike, and name the visit on papers of one that bear no other number. A card's number
alone (卡号) and a serial one (流水号) are neither.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from intake.extract.labels import label_lists
from intake.extract.rowtext import fold, simplified
from intake.extract.unlisted import Unlisted
from intake.page import ReadPage
from models.codes import DocType
from models.document import FieldName

_OF_A_STAY: Final = frozenset({
    DocType.DISCHARGE_SUMMARY, DocType.ADMISSION_RECORD, DocType.MEDICAL_RECORD_FRONT_PAGE, DocType.SURGERY_RECORD,
})  # fmt: skip
_OF_A_VISIT: Final = frozenset({DocType.OUTPATIENT_RECORD, DocType.PRESCRIPTION})
_TOLD_BY_PREFIX: Final = re.compile(r"(?:门诊|住院)[^:\d]{1,8}:?\s*(?P<kind>ZY|MZ)[A-Z]?\d", re.IGNORECASE)
"""The letters hospitals begin their numbers with: ZY 住院, MZ 门诊."""
_BY_THE_PAPER: Final = 0.95
_INSTEAD: Final = 0.9
"""How surely a word means what it is taken for, by the kind of paper, and for want of another number."""


def numbers_by_paper(doc_type: DocType, pages: Sequence[ReadPage], told: Collection[FieldName]) -> tuple[Unlisted, ...]:
    """What labels of numbers that are listed as none mean on this paper; ``told`` are the fields known."""
    if {"inpatient_number", "outpatient_number"} & set(told):
        return ()
    text = "\n".join(simplified(fold(line.text)).replace(" ", "") for page in pages for line in page.lines)
    of_both, of_patient = (
        [word for word in label_lists()["numbers"][kind] if word in text]
        for kind in ("of_visit_or_stay", "of_the_patient")
    )
    if of_both:
        kind = _kind(doc_type, text, told)
        return tuple(Unlisted(word, kind, _BY_THE_PAPER) for word in of_both) if kind else ()
    of_visits = doc_type in _OF_A_VISIT or (doc_type is DocType.DIAGNOSIS_CERTIFICATE and "admission_date" not in told)
    return tuple(Unlisted(word, "outpatient_number", _INSTEAD) for word in of_patient) if of_visits else ()


def _kind(doc_type: DocType, text: str, told: Collection[FieldName]) -> FieldName | None:
    """Whether a number that is the visit's or the stay's is the one or the other; None where nothing tells."""
    prefix = _TOLD_BY_PREFIX.search(text)
    if prefix is not None:
        return "inpatient_number" if prefix["kind"].upper() == "ZY" else "outpatient_number"
    if doc_type in _OF_A_STAY or {"admission_date", "discharge_date"} & set(told):
        return "inpatient_number"
    return "outpatient_number" if doc_type in _OF_A_VISIT or "visit_date" in told else None
