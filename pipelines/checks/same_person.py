"""Are all papers of one person?

Names, ID numbers, sex, birth date and age are held against what most papers say, and so are 住院号, 门诊号 and 医保号
that differ in one digit. One character apart, hidden places (张*), a weak reading can be a slip of reading and are for
a person to look at. It is a failure only where two valid ID numbers and the names differ, or where a surely read other
name stands on a paper on which the applicant's name, even misread, stands nowhere, and neither does a number of theirs.
One character of a name is proved to be a slip by the same number on a paper with the right name: told, it need not
hold anything back. The cards of a declared agent are left out; where nothing was declared, or somebody acts for the
applicant, another person's card may be an agent's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Levenshtein

from models.codes import DocType, Outcome
from models.document import Document, FieldName
from models.finding import Finding
from models.identity import age_on, birth_date, is_valid
from models.labels import FIELD_LABELS
from models.place import Evidence
from models.rules import PersonRule
from pipelines.checks.papers import (
    SURE,
    Answer,
    Case,
    date_of,
    evidence_of,
    is_proven_slip,
    may_be_same,
    paper_name,
    share_a_number,
    text_of,
    whole_pages,
)

_OF_TWO_PEOPLE: Final = (DocType.POWER_OF_ATTORNEY, DocType.ID_CARD_BACK, DocType.OTHER)
_MAY_BE_UNNAMED: Final = (DocType.INVOICE,)
"""Papers that are compared where they name somebody, and need not."""
_CARDS: Final = (DocType.ID_CARD_FRONT, DocType.SOCIAL_SECURITY_CARD)
_FIELDS: Final[tuple[FieldName, ...]] = ("patient_name", "id_number")
_COMPARED: Final[tuple[FieldName, ...]] = ("patient_name", "id_number", "sex", "birth_date")
_PROVEN: Final = ("person.name_slip", "person.number")
_NUMBERS: Final[tuple[FieldName, ...]] = ("inpatient_number", "outpatient_number", "insured_number")
_LONG: Final = 6
"""Digits from which two numbers that differ in one of them are the same number misread or miswritten."""
_DAYS: Final[tuple[FieldName, ...]] = ("admission_date", "visit_date", "report_date", "issue_date", "discharge_date")
_REASONS: Final[dict[FieldName, str]] = {
    "patient_name": "person.name",
    "id_number": "person.id_number",
    "sex": "person.sex",
    "birth_date": "person.birth_date",
    "age": "person.age",
    "inpatient_number": "person.number",
    "outpatient_number": "person.number",
    "insured_number": "person.number",
}
_WORDS: Final = {"male": "男", "female": "女"}


@dataclass(frozen=True)
class Disagreement:
    """Two papers that say different things. ``certain``: they are of two people."""

    field: FieldName
    told: str
    evidence: tuple[Evidence, ...]
    certain: bool = False
    reason: str = ""

    @property
    def told_as(self) -> str:
        """The reason code."""
        return self.reason or _REASONS[self.field]


def check(case: Case, rule: PersonRule) -> Finding:
    """Reasons: person.same, person.single, person.unnamed; person.other (certainly two people); person.name,
    person.id_number, person.sex, person.birth_date, person.age, person.name_slip, person.number (the first that holds;
    the message names all)."""
    answer = Answer(rule, case.pack)
    papers = [paper for paper in case.documents if _is_applicants(case, paper)]
    named = [paper for paper in papers if any(text_of(paper, field) for field in _FIELDS)]
    if len(papers) < 2:
        return answer(Outcome.NOT_APPLICABLE, "person.single", "只有一份写有个人信息的材料，无需相互核对。")
    if len(named) < 2:
        message = "多数材料上未读出姓名或身份证号，不能确定是否为同一人，请人工核对。"
        return answer(Outcome.UNSURE, "person.unnamed", message)
    found = [one for field in _COMPARED for one in _disagreements(case, papers, field)]
    found += _ages(papers)
    found += [one for field in _NUMBERS for one in _slipped_numbers(papers, field)]
    found.sort(key=lambda one: one.told_as in _PROVEN)  # what holds nothing back gives the reason only by itself
    unnamed = [paper for paper in papers if paper not in named and paper.doc_type.value not in _MAY_BE_UNNAMED]
    if not found and unnamed:
        told = "、".join(paper_name(paper) for paper in unnamed)
        places = [place for paper in unnamed for place in whole_pages(paper)]
        message = f"{told}上未读出姓名或身份证号，请人工核对是否为同一人。"
        return answer(Outcome.UNSURE, "person.unnamed", message, places)
    if not found:
        places = [place for paper in named for place in evidence_of(paper, *_FIELDS)]
        return answer(Outcome.PASS, "person.same", f"{len(named)} 份材料的个人信息一致。", places)
    two_people = any(one.certain for one in found)
    told = "；".join(one.told for one in found)
    todo = "请核对后提交同一人的材料" if two_people else "请人工核对是否为同一人"
    places = [place for one in found for place in one.evidence]
    outcome, reason = (Outcome.FAIL, "person.other") if two_people else (Outcome.UNSURE, found[0].told_as)
    return answer(outcome, reason, f"{told}，{todo}。", tuple(dict.fromkeys(places)))


def _is_applicants(case: Case, document: Document) -> bool:
    """Whether the paper should name the applicant: all but the agent's own card and papers that name two people."""
    if document.doc_type.value in _OF_TWO_PEOPLE:
        return False
    agent = case.application.agent if case.application else None
    if agent is None or document.doc_type.value not in _CARDS:
        return True
    name, number = (text_of(document, field) for field in _FIELDS)
    return name != agent.name and (number is None or number != agent.id_number)


def _disagreements(case: Case, papers: Sequence[Document], field: FieldName) -> list[Disagreement]:
    """Each paper that says something else in this field than most do."""
    saying = [(paper, value) for paper in papers if (value := text_of(paper, field))]
    if len(saying) < 2:
        return []
    usual = Counter(value for _, value in saying).most_common(1)[0][0]
    # A card may be an agent's: what the others say is better told by another paper.
    references = [paper for paper, value in saying if value == usual]
    reference = min(references, key=lambda paper: paper.doc_type.value in _CARDS)
    return [
        Disagreement(
            field,
            f"{_says(reference, field, usual)}，{_says(paper, field, value)}",
            (*evidence_of(reference, field), *evidence_of(paper, field)),
            field in _FIELDS and _are_two_people(case, papers, (reference, paper)),
            "person.name_slip" if field == "patient_name" and is_proven_slip(case, paper, usual) else "",
        )
        for paper, value in saying
        if not may_be_same(usual, value)
    ]


def _says(paper: Document, field: FieldName, value: str) -> str:
    return f"{paper_name(paper)}的{FIELD_LABELS[field]}为“{_WORDS.get(value, value)}”"


def _are_two_people(case: Case, papers: Sequence[Document], pair: tuple[Document, Document]) -> bool:
    names = [text_of(paper, "patient_name") or "" for paper in pair]
    numbers = [text_of(paper, "id_number") or "" for paper in pair]
    if not all(names) or "*" in "".join(names) or Levenshtein.distance(*names) < 2:
        return False
    if any(share_a_number(pair[1], paper) for paper in papers if text_of(paper, "patient_name") == names[0]):
        return False
    if _may_have_an_agent(case) and any(paper.doc_type.value in _CARDS for paper in pair):
        return False
    read = [paper.fields[field].confidence for paper in pair for field in _FIELDS if text_of(paper, field)]
    if min(read) < SURE:
        return False
    if all(map(is_valid, numbers)):
        return numbers[0] != numbers[1]
    backed = sum(text_of(paper, "patient_name") == names[0] for paper in papers) > 1
    return backed and not _stands_in(names[0], pair[1].text) and names[1] in "".join(pair[1].text.split())


def _may_have_an_agent(case: Case) -> bool:
    """Whether a card may be an agent's: declared so, or nothing was declared, or somebody is empowered."""
    empowered = bool(case.of_types((DocType.POWER_OF_ATTORNEY,)))
    return empowered or case.application is None or case.application.on_behalf


def _stands_in(name: str, text: str) -> bool:
    """Whether the name, with at most one character misread, stands anywhere in the text; of two, one must be right."""
    solid = "".join(text.split())
    windows = (solid[start : start + len(name)] for start in range(len(solid) - len(name) + 1))
    return any(Levenshtein.distance(name, window) <= (1 if len(name) > 2 else 0) for window in windows)


def _slipped_numbers(papers: Sequence[Document], field: FieldName) -> list[Disagreement]:
    """Numbers that differ in one digit. Quite different ones (two stays, two systems) say nothing about the person."""
    saying = [(paper, value) for paper in papers if (value := text_of(paper, field)) and len(value) >= _LONG]
    if not saying:
        return []
    usual = Counter(value for _, value in saying).most_common(1)[0][0]
    reference = next(paper for paper, value in saying if value == usual)
    return [
        Disagreement(
            field,
            f"{_says(reference, field, usual)}，{_says(paper, field, value)}",
            (*evidence_of(reference, field), *evidence_of(paper, field)),
        )
        for paper, value in saying
        if len(value) == len(usual) and "*" not in value + usual and Levenshtein.distance(usual, value) == 1
    ]


def _ages(papers: Sequence[Document]) -> list[Disagreement]:
    """Papers without an ID number whose age does not fit the birth date that the others give; a year more (虚岁) or
    less (registered before the last birthday) fits."""
    births = [
        (paper, born)
        for paper in papers
        if (born := date_of(paper, "birth_date") or birth_date(text_of(paper, "id_number") or ""))
    ]
    if not births:
        return []
    usual = Counter(born for _, born in births).most_common(1)[0][0]
    reference = next(paper for paper, born in births if born == usual)
    found = []
    for paper in papers:
        age, days = paper.fields.get("age"), [day for field in _DAYS if (day := date_of(paper, field))]
        if age is None or not isinstance(age.value, int) or not days or text_of(paper, "id_number"):
            continue
        if age_on(usual, min(days)) - 1 <= age.value <= age_on(usual, max(days)) + 1:
            continue
        told = f"{paper_name(paper)}的年龄为 {age.value} 岁，与{paper_name(reference)}的出生日期 {usual} 不符"
        places = (*evidence_of(reference, "birth_date", "id_number"), *evidence_of(paper, "age"))
        found.append(Disagreement("age", told, places))
    return found
