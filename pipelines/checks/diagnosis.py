"""Do the medical papers show the disease applied for, and which of them, where?

What passes is a diagnosis: one that was read as such, or one that stands behind a label (诊断, 印象, 结论). A mention
in the running text is told and left to a person, for it may be a history, a relative's or an advice; so is a diagnosis
of another form of the disease (慢性肾功能不全 where dialysis is applied for). A wording that denies (否认), excludes or
only suspects the disease does not count. Not found is for a person to look at: a paper may prove a disease without
naming it. Every paper that names the disease is told, each with its place, and those that do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from models.codes import Outcome
from models.document import Diagnosis, Document
from models.finding import Finding
from models.place import Evidence
from models.rules import DiagnosisRule, Disease
from pipelines.checks.disease import applied_for
from pipelines.checks.papers import Answer, Case, evidence_of, paper_name, whole_pages
from pipelines.checks.wording import clauses, denies, labelled, names
from pipelines.packs.catalogues import same_group


class _How(IntEnum):
    """How plainly a paper names the disease; the plainest first."""

    DIAGNOSED = 0
    LABELLED = 1
    RELATED = 2
    IN_TEXT = 3


@dataclass(frozen=True)
class _Mention:
    """One paper's plainest mention of the disease."""

    paper: Document
    how: _How
    wording: str = ""

    @property
    def told(self) -> str:
        name = paper_name(self.paper)
        return {
            _How.DIAGNOSED: f"{name}的诊断“{self.wording}”与之相符",
            _How.LABELLED: f"{name}的诊断处写有该病种",
            _How.RELATED: f"{name}的诊断“{self.wording}”是同一类疾病的另一病种",
            _How.IN_TEXT: f"{name}的正文提到该病种",
        }[self.how]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        diagnosed = self.how in (_How.DIAGNOSED, _How.RELATED)
        return (evidence_of(self.paper, "diagnoses") if diagnosed else ()) or whole_pages(self.paper)


_ANSWERS = {
    _How.DIAGNOSED: (Outcome.PASS, "diagnosis.supported", ""),
    _How.LABELLED: (Outcome.PASS, "diagnosis.labelled", ""),
    _How.RELATED: (Outcome.UNSURE, "diagnosis.related", "，请人工核对材料能否证明所申请的病种"),
    _How.IN_TEXT: (Outcome.UNSURE, "diagnosis.in_text", "，但诊断中没有，请人工核对材料能否证明该病种"),
}


def check(case: Case, rule: DiagnosisRule) -> Finding:
    """Reasons: diagnosis.supported, diagnosis.labelled, diagnosis.related, diagnosis.in_text, diagnosis.not_found,
    diagnosis.no_paper, diagnosis.nothing_applied."""
    answer = Answer(rule, case.pack)
    name, code, _ = applied_for(case)
    papers = case.of_types(rule.applies_to)
    if not name:
        message = "没有读出申请病种，无法与病历上的诊断核对。"
        return answer(Outcome.NOT_APPLICABLE, "diagnosis.nothing_applied", message)
    if not papers:
        message = "没有可用以核对诊断的病历或证明（缺件另行提示）。"
        return answer(Outcome.NOT_APPLICABLE, "diagnosis.no_paper", message)
    wanted = case.diseases.find(name, code) or case.diseases.find(name) or Disease(name=name)
    mentions = [mention for paper in papers if (mention := _mention(case, paper, wanted))]
    if not mentions:
        looked = "、".join(paper_name(paper) for paper in papers)
        places = [place for paper in papers for place in evidence_of(paper, "diagnoses") or whole_pages(paper)]
        message = f"在{looked}中未找到与申请病种“{name}”相符的诊断，请人工核对材料能否证明该病种。"
        return answer(Outcome.UNSURE, "diagnosis.not_found", message, places)
    outcome, reason, todo = _ANSWERS[min(mention.how for mention in mentions)]
    places = [place for mention in mentions for place in mention.evidence]
    return answer(outcome, reason, f"申请病种“{name}”：{_told(mentions, papers)}{todo}。", places)


def _told(mentions: Sequence[_Mention], papers: Sequence[Document]) -> str:
    """Who says what, in the order of plainness, and which papers do not name the disease."""
    told = [mention.told for mention in sorted(mentions, key=lambda mention: mention.how)]
    naming = [mention.paper.id for mention in mentions]
    if silent := [paper_name(paper) for paper in papers if paper.id not in naming]:
        told.append(f"{'、'.join(silent)}未提及")
    return "；".join(told)


def _mention(case: Case, paper: Document, wanted: Disease) -> _Mention | None:
    for diagnosis in _diagnoses(paper):
        if names(diagnosis.text, wanted) or _is_coded(case, diagnosis, wanted):
            return _Mention(paper, _How.DIAGNOSED, diagnosis.text)
    if any(names(clause, wanted) for clause in labelled(paper.text)):
        return _Mention(paper, _How.LABELLED)
    for diagnosis in _diagnoses(paper):
        if _is_related(case, diagnosis, wanted):
            return _Mention(paper, _How.RELATED, diagnosis.text)
    if any(names(clause, wanted) for clause in clauses(paper.text)):
        return _Mention(paper, _How.IN_TEXT)
    return None


def _diagnoses(document: Document) -> Iterator[Diagnosis]:
    field = document.fields.get("diagnoses")
    if field is not None and isinstance(field.value, tuple):
        yield from field.value


def _is_coded(case: Case, diagnosis: Diagnosis, wanted: Disease) -> bool:
    """Whether the catalogue has the diagnosis under the disease itself."""
    listed = case.diseases.find(diagnosis.text, diagnosis.disease_code)
    found = listed is not None and listed.name == wanted.name and not denies(diagnosis.text, listed)
    return found and not denies(diagnosis.text, wanted)


def _is_related(case: Case, diagnosis: Diagnosis, wanted: Disease) -> bool:
    """Whether the catalogue has it under another form of the disease."""
    listed = case.diseases.find(diagnosis.text, diagnosis.disease_code)
    found = listed is not None and same_group(listed, wanted) and not denies(diagnosis.text, listed)
    return found and not denies(diagnosis.text, wanted)
