"""What is on one paper: its type, fields, people, seals, laboratory items, clarity and geometry."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Setting

from models.codes import ClarityGrade, ClarityKind, DocType, Flag, SealColor, SealKind, SealShape, Title
from models.place import Box, Evidence, Fraction
from models.record import Record

FieldName = Literal[
    "patient_name", "sex", "age", "birth_date", "id_number", "insured_number", "phone", "address",
    "hospital_name", "hospital_grade", "department", "inpatient_number", "outpatient_number", "admission_date",
    "discharge_date", "visit_date", "report_date", "issue_date", "diagnoses",
    "treatment_advice", "applied_disease", "report_title", "valid_until", "opinion",
    "insured_place", "applicant_signature",
]  # fmt: skip


class Diagnosis(Record):
    """One diagnosis as written, with the codes that stand beside it on the paper."""

    text: str
    icd10: str | None = None
    disease_code: str | None = None


class Field(Record):
    """A value read from the paper.

    ``value`` is normalised (dates ISO 8601, sex ``male``/``female``, age in whole years as a number, numbers without
    spaces), ``raw`` is what stands there. A field whose label was found with nothing written behind it has the value
    None and the label as evidence; a field whose label was not found is not in the record at all.

    ``valid_until`` is the last day of an identity card, or 长期; ``opinion`` is what the physician wrote on an
    application form (认定意见). ``insured_place`` is where a form says that the applicant is insured (参保地);
    ``applicant_signature`` the name read at the form's line for the applicant or their agent, 手写 where only
    handwriting is seen, None where the lines are empty.
    """

    value: str | int | tuple[Diagnosis, ...] | None
    raw: str
    confidence: Fraction
    evidence: tuple[Evidence, ...] = ()


PhysicianRole = Literal["signing", "opinion", "responsible", "requesting", "reporting", "reviewing", "ward_round"]
"""signing: at 医师签名/签章; opinion: at the form's 认定意见 signature line; responsible: 经治/主管/主治医师 label;
requesting: 送检/申请医生; reporting, reviewing: 报告/审核医师; ward_round: named in another's ward-round note."""


class Physician(Record):
    """A physician on the paper. ``title`` is None where no title of a physician is written for this person."""

    name: str | None = None
    title: Title | None = None
    title_text: str = ""
    role: PhysicianRole | None = None
    signed: bool | None = None
    """True: a signature, name or name stamp stands at the signature line; False: the line is there and empty."""
    confidence: Fraction
    evidence: tuple[Evidence, ...] = ()


class Seal(Record):
    shape: SealShape
    color: SealColor
    kind: SealKind
    text: str = ""
    """The arc or main text, usually the hospital."""
    inner_text: str = ""
    """The purpose line."""
    complete: bool
    confidence: Fraction
    source: str
    page: int
    box: Box


class LabItem(Record):
    name: str
    value: str
    unit: str | None = None
    reference: str | None = None
    flag: Flag | None = None
    evidence: tuple[Evidence, ...] = ()


class ClarityProblem(Record):
    kind: ClarityKind
    severity: Fraction
    source: str
    page: int
    box: Box | None = None


Colour = Literal["coloured", "grey"]


class Clarity(Record):
    grade: ClarityGrade
    score: Fraction
    problems: tuple[ClarityProblem, ...] = ()
    colour: Colour | None = None
    """Advice, not a rule: ``coloured`` where coloured ink is seen (an original or its colour copy), ``grey`` where
    black seals or pictures without any colour show a grey copy or scan; None where neither can be told."""


Rotation = Literal[0, 90, 180, 270]
"""Clockwise degrees."""


class Geometry(Record):
    """How a page lay in its file."""

    source: str
    page: int
    rotation: Rotation
    """Clockwise degrees that were needed to set the page upright."""
    skew_degrees: float
    """What remained after that, positive where the lines fall clockwise."""
    dewarped: bool = False


class SourceFile(Record):
    """A file as uploaded. ``name`` is personal data: it appears in records only, never in logs."""

    name: str
    sha256: str
    pages: tuple[int, ...]


class TypeGuess(Record):
    """``words`` spoke for the type: its title, then the weightiest of the body; ``evidence`` is the title's place."""

    value: DocType
    label: str
    confidence: Fraction
    words: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Document(Record):
    """One paper as read, before any rule was asked. ``source`` is the first of ``sources``."""

    id: str
    source: SourceFile
    sources: tuple[SourceFile, ...]
    doc_type: TypeGuess
    sides: tuple[Literal["front", "back"], ...] = ()
    """Which sides of a card are there; empty for papers that are no cards."""
    fields: dict[FieldName, Field] = Setting(default_factory=dict)
    physicians: tuple[Physician, ...] = ()
    seals: tuple[Seal, ...] = ()
    lab_items: tuple[LabItem, ...] = ()
    clarity: Clarity
    geometry: tuple[Geometry, ...] = ()
    looks: tuple[str, ...] = ()
    """How each page looks, in 64 hexadecimal digits whose bits are compared; empty for a bare page. In the order of
    ``geometry``."""
    text: str = ""
    """The lines in reading order, one a line. Text is data and is never interpreted."""
    text_origin: Literal["ocr", "text_layer", "mixed"] = "ocr"
    digitally_signed: bool = False
    """The PDF carries an electronic signature (which is not verified here)."""

    @property
    def label(self) -> str:
        """What people call the paper: its type, an identity card with both sides 身份证."""
        return "身份证" if len(self.sides) > 1 else self.doc_type.label
