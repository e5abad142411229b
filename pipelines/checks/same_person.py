"""Are all papers of one person?

Names and ID numbers are held against each other. One character apart, hidden places (张*), a weak reading can be a
slip of reading; only valid ID numbers that differ together with the names are a failure. The papers of a declared
agent are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from rapidfuzz.distance import Levenshtein

from models.codes import DocType, Outcome
from models.document import Document, FieldName
from models.finding import Finding
from models.identity import is_valid
from models.rules import PersonRule
from pipelines.checks.papers import SURE, Answer, Case, evidence_of, paper_name, text_of

_OF_TWO_PEOPLE = (DocType.POWER_OF_ATTORNEY, DocType.ID_CARD_BACK, DocType.OTHER)
_FIELDS: tuple[FieldName, ...] = ("patient_name", "id_number")


def check(case: Case, rule: PersonRule) -> Finding:
    """Reasons: person.same, person.single, person.unnamed, person.differs, person.other."""
    answer = Answer(rule, case.pack)
    papers = [paper for paper in case.documents if _is_applicants(case, paper)]
    named = [paper for paper in papers if any(text_of(paper, field) for field in _FIELDS)]
    if len(papers) < 2:
        return answer(Outcome.NOT_APPLICABLE, "person.single", "只有一份写有个人信息的材料，无需相互核对。")
    if len(named) < 2:
        message = "多数材料上未读出姓名或身份证号，不能确定是否为同一人，请人工核对。"
        return answer(Outcome.UNSURE, "person.unnamed", message)
    differing = [(one, other) for one, other in combinations(named, 2) if _differ(one, other)]
    if not differing:
        places = [place for paper in named for place in evidence_of(paper, *_FIELDS)]
        return answer(Outcome.PASS, "person.same", f"{len(named)} 份材料的姓名、身份证号一致。", places)
    one, other = next(((a, b) for a, b in differing if _surely_two(a, b)), differing[0])
    outcome, reason = (Outcome.FAIL, "person.other") if _surely_two(one, other) else (Outcome.UNSURE, "person.differs")
    todo = "请核对后提交同一人的材料" if outcome is Outcome.FAIL else "请人工核对是否为同一人"
    message = f"{paper_name(one)}为“{_who(one)}”，{paper_name(other)}为“{_who(other)}”，{todo}。"
    return answer(outcome, reason, message, [*evidence_of(one, *_FIELDS), *evidence_of(other, *_FIELDS)])


def _is_applicants(case: Case, document: Document) -> bool:
    if document.doc_type.value in _OF_TWO_PEOPLE:
        return False
    agent = case.application.agent if case.application else None
    if agent is None:
        return True
    return text_of(document, "patient_name") != agent.name and text_of(document, "id_number") != (
        agent.id_number or "-"
    )


def _differ(one: Document, other: Document) -> bool:
    for field in _FIELDS:
        first, second = text_of(one, field), text_of(other, field)
        if first and second and not _agree(first, second):
            return True
    return False


def _agree(first: str, second: str) -> bool:
    """Equal, where hidden places (*) agree with anything."""
    if len(first) != len(second):
        return False
    return all(a == b or "*" in (a, b) for a, b in zip(first, second, strict=True))


def _surely_two(one: Document, other: Document) -> bool:
    numbers, names = (
        [text_of(paper, field) or "" for paper in (one, other)] for field in ("id_number", "patient_name")
    )
    read = [paper.fields[field].confidence for paper in (one, other) for field in _FIELDS if field in paper.fields]
    two_numbers = all(is_valid(number) for number in numbers) and numbers[0] != numbers[1]
    two_names = all(names) and Levenshtein.distance(*names) > 1
    return two_numbers and two_names and min(read, default=0.0) >= SURE


def _who(document: Document) -> str:
    known: Sequence[str | None] = [text_of(document, field) for field in _FIELDS]
    return " ".join(one for one in known if one)
