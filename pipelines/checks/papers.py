"""What checks look at and how they answer: the papers of a case, the lists of the office, the finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from models.application import Application
from models.codes import ClarityGrade, ClarityKind, DocType, Outcome, SealColor
from models.document import Document, FieldName
from models.finding import Finding, Problem, RuleReference
from models.place import Evidence
from models.rules import Rule
from pipelines.packs.catalogues import DiseaseList, HospitalList

SURE: Final = 0.8
"""Confidence from which a reading may count against an applicant; below it the answer is unsure."""
LEGIBLE: Final = 0.5
"""Confidence from which an entry or a signature that was read may pass; below it the answer is unsure."""
RECOGNISED: Final = 0.5
"""Confidence in a paper's type from which it is taken as being of that type."""

_PROVING: Final[tuple[FieldName, ...]] = ("id_number", "inpatient_number", "outpatient_number")
_LONG: Final = 6
"""Digits from which two papers with one number are of one person."""
_INSIDE_NAMES: Final = re.compile(r"[\s·•・･．.]")
_HIDING: Final = (ClarityKind.OCCLUSION, ClarityKind.CUT_OFF, ClarityKind.GLARE)


@dataclass(frozen=True)
class Case:
    """Everything a check may know: the papers read, what could not be read, what was declared, the lists, the day."""

    pack: str
    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    application: Application | None
    hospitals: HospitalList
    diseases: DiseaseList
    day: date

    def of_types(self, types: Iterable[DocType]) -> tuple[Document, ...]:
        """The papers of these types, in the order they were read."""
        wanted = frozenset(types)
        return tuple(document for document in self.documents if document.doc_type.value in wanted)

    def was_hindered(self, document: Document) -> bool:
        """Whether some stage failed on the paper's pages, so that "not found" says little."""
        names = {source.name for source in document.sources}
        return any(problem.file in names for problem in self.problems)


@dataclass(frozen=True)
class Answer:
    """Builds the finding of one rule."""

    rule: Rule
    pack: str

    def __call__(self, outcome: Outcome, reason: str, message: str, evidence: Sequence[Evidence] = ()) -> Finding:
        reference = RuleReference(pack=self.pack, id=self.rule.id, source=self.rule.source, assumed=self.rule.assumed)
        return Finding(
            check=self.rule.kind,
            outcome=outcome,
            reason=reason,
            message=message,
            evidence=tuple(evidence),
            rule=reference,
        )


def paper_name(document: Document) -> str:
    """How a message names a paper: its type, its files and their pages."""
    files = [f"{source.name} 第{'、'.join(str(page + 1) for page in source.pages)}页" for source in document.sources]
    return f"《{document.label}》（{'；'.join(files)}）"


def whole_pages(document: Document) -> tuple[Evidence, ...]:
    """Evidence for what was looked for on the whole paper and not found."""
    everything = (0.0, 0.0, 1.0, 1.0)
    return tuple(
        Evidence.model_validate({"source": source.sha256, "page": page, "box": everything})
        for source in document.sources
        for page in source.pages
    )


def can_be_searched(case: Case, document: Document) -> bool:
    """Whether what was not found on the paper can be said not to be there: it is surely of its type, clear and whole,
    and was read without a hitch."""
    hidden = any(problem.kind in _HIDING for problem in document.clarity.problems)
    clear = document.clarity.grade in (ClarityGrade.GOOD, ClarityGrade.FAIR)
    known = document.doc_type.confidence >= SURE
    return known and clear and not hidden and not case.was_hindered(document)


def is_grey_copy(document: Document) -> bool:
    """Whether the paper was taken without colour: red ink cannot be told from black, and may hardly be seen."""
    if document.clarity.colour is not None:
        return document.clarity.colour == "grey"
    return bool(document.seals) and all(seal.color is SealColor.BLACK for seal in document.seals)


def may_be_same(first: str, second: str) -> bool:
    """Whether two values are equal, where hidden places (张*, 5113********4016) stand for any characters and the dots
    and spaces inside a name (阿依古丽·买买提) for nothing."""
    first, second = (_INSIDE_NAMES.sub("", text) for text in (first, second))
    if "*" not in first + second:
        return first == second
    whole, hidden = sorted((first, second), key=lambda text: "*" in text)
    (head, tail), (other_head, other_tail) = _ends(hidden), _ends(whole)
    if "*" not in whole and len(whole) <= len(head) + len(tail):
        return False
    heads, tails = min(len(head), len(other_head)), min(len(tail), len(other_tail))
    return head[:heads] == other_head[:heads] and tail[len(tail) - tails :] == other_tail[len(other_tail) - tails :]


def is_proven_slip(case: Case, paper: Document, name: str) -> bool:
    """Whether the name on the paper is ``name`` with one character misread, and a number proves it: another paper with
    the right name bears the same 身份证号, 住院号 or 门诊号."""
    written = text_of(paper, "patient_name") or ""
    if len(written) != len(name) or sum(one != other for one, other in zip(written, name, strict=True)) != 1:
        return False
    return any(text_of(other, "patient_name") == name and share_a_number(paper, other) for other in case.documents)


def share_a_number(one: Document, other: Document) -> bool:
    """Whether two papers bear the same 身份证号, 住院号 or 门诊号."""
    return not _long_numbers(one).isdisjoint(_long_numbers(other))


def _long_numbers(paper: Document) -> set[tuple[FieldName, str]]:
    found = {(field, text_of(paper, field) or "") for field in _PROVING}
    return {(field, number) for field, number in found if len(number) >= _LONG and "*" not in number}


def _ends(text: str) -> tuple[str, str]:
    """What stands before the first hidden place and behind the last; of a text without any, the text twice."""
    return text.partition("*")[0], text.rpartition("*")[2]


def text_of(document: Document, name: FieldName) -> str | None:
    """A field's value as text; None where it was not found or is empty."""
    found = document.fields.get(name)
    return str(found.value) if found is not None and isinstance(found.value, str | int) else None


def date_of(document: Document, name: FieldName) -> date | None:
    """A date field as a date; None where it was not found, is empty or is no day of the calendar."""
    written = text_of(document, name)
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None


def evidence_of(document: Document, *names: FieldName) -> tuple[Evidence, ...]:
    """Where the fields stand."""
    return tuple(place for name in names if name in document.fields for place in document.fields[name].evidence)
