"""Every rule in force gets its answer: one finding for each paper it concerns, or one for the whole case."""

from __future__ import annotations

from typing import assert_never

from models.document import Document
from models.finding import Finding
from models.rules import (
    ChronologyRule,
    ClarityRule,
    ColourRule,
    DatesRule,
    DeclaredDataRule,
    DeclaredRule,
    DiagnosisRule,
    DiseaseRule,
    DuplicatesRule,
    FormRule,
    GenuineRule,
    GradeRule,
    HospitalsRule,
    IdentityRule,
    MaterialRule,
    PersonRule,
    RecencyRule,
    RecognisedRule,
    SealRule,
    SignatureRule,
    TitleRule,
    ValidityRule,
)
from pipelines.checks import (
    chronology,
    clarity,
    colour,
    dates,
    declared,
    declared_data,
    diagnosis,
    disease,
    duplicates,
    form,
    genuine,
    hospital_grade,
    hospitals,
    id_number,
    material,
    recency,
    recognised,
    same_person,
    seal,
    signature,
    title,
    validity,
)
from pipelines.checks.papers import Case

CaseRule = (
    MaterialRule
    | PersonRule
    | DiseaseRule
    | DiagnosisRule
    | DeclaredRule
    | DeclaredDataRule
    | DuplicatesRule
    | HospitalsRule
    | ChronologyRule
)
PaperRule = (
    SealRule
    | TitleRule
    | SignatureRule
    | GradeRule
    | FormRule
    | ClarityRule
    | IdentityRule
    | DatesRule
    | RecencyRule
    | RecognisedRule
    | GenuineRule
    | ColourRule
    | ValidityRule
)


def check_case(case: Case, rule: CaseRule) -> Finding:
    """The answer of the case to a rule that concerns it as a whole."""
    match rule:
        case MaterialRule():
            return material.check(case, rule)
        case PersonRule():
            return same_person.check(case, rule)
        case DiseaseRule():
            return disease.check(case, rule)
        case DiagnosisRule():
            return diagnosis.check(case, rule)
        case DeclaredRule():
            return declared.check(case, rule)
        case DeclaredDataRule():
            return declared_data.check(case, rule)
        case DuplicatesRule():
            return duplicates.check(case, rule)
        case HospitalsRule():
            return hospitals.check(case, rule)
        case ChronologyRule():
            return chronology.check(case, rule)
        case _:
            assert_never(rule)


def check_paper(case: Case, document: Document, rule: PaperRule) -> Finding:
    """The answer of one paper to a rule that concerns papers of its type."""
    match rule:
        case SealRule():
            return seal.check(case, document, rule)
        case TitleRule():
            return title.check(case, document, rule)
        case SignatureRule():
            return signature.check(case, document, rule)
        case GradeRule():
            return hospital_grade.check(case, document, rule)
        case FormRule():
            return form.check(case, document, rule)
        case ClarityRule():
            return clarity.check(case, document, rule)
        case IdentityRule():
            return id_number.check(case, document, rule)
        case DatesRule():
            return dates.check(case, document, rule)
        case RecencyRule():
            return recency.check(case, document, rule)
        case RecognisedRule():
            return recognised.check(case, document, rule)
        case GenuineRule():
            return genuine.check(case, document, rule)
        case ColourRule():
            return colour.check(case, document, rule)
        case ValidityRule():
            return validity.check(case, document, rule)
        case _:
            assert_never(rule)
