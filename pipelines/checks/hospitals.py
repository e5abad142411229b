"""Which hospitals do the papers come from?

Names are made one by the office's list (short names, other names of one hospital), with the grade it gives. Nothing is
asked: the answer is told so that a reviewer need not compare headings. What the list does not have is named as it
stands on the paper, spellings that differ by one character taken as one.
"""

from __future__ import annotations

from models.codes import Outcome
from models.document import Document
from models.finding import Finding
from models.rules import HospitalsRule
from pipelines.checks.papers import Answer, Case, evidence_of, paper_name, text_of
from pipelines.packs.catalogues import same_hospital


def check(case: Case, rule: HospitalsRule) -> Finding:
    """Reasons: hospitals.one, hospitals.several, hospitals.unread."""
    answer = Answer(rule, case.pack)
    papers = by_hospital(case)
    if not papers:
        return answer(Outcome.NOT_APPLICABLE, "hospitals.unread", "材料上没有读出医院名称。")
    told = "；".join(
        f"{_with_grade(case, name)}：{'、'.join(paper_name(paper) for paper in issued)}"
        for name, issued in papers.items()
    )
    places = [place for issued in papers.values() for paper in issued for place in evidence_of(paper, "hospital_name")]
    if len(papers) == 1:
        return answer(Outcome.PASS, "hospitals.one", f"材料均由同一家医院出具。{told}。", places)
    return answer(Outcome.PASS, "hospitals.several", f"材料由 {len(papers)} 家医院出具。{told}。", places)


def by_hospital(case: Case) -> dict[str, list[Document]]:
    """The papers by the hospital that issued them, under the list's name for it where the list has it."""
    found: dict[str, list[Document]] = {}
    for paper in case.documents:
        written = text_of(paper, "hospital_name")
        if written:
            found.setdefault(unified(case, written, found), []).append(paper)
    return found


def unified(case: Case, written: str, known: dict[str, list[Document]]) -> str:
    """One name for the hospital: the list's, else that of an earlier paper which can be the same, else its own."""
    listed = case.hospitals.find(written)
    if listed is not None:
        return listed.name
    return next((name for name in known if same_hospital(name, written)), written)


def _with_grade(case: Case, name: str) -> str:
    listed = case.hospitals.named(name)
    return f"{name}（{listed.grade}）" if listed else f"{name}（不在医院名单中）"
