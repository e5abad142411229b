"""Do the medical papers show the disease applied for?

What passes is a diagnosis: one that was read as such, or one that stands behind a label (诊断, 印象, 结论). A mention
in the running text is told and left to a person, for it may be a history, a relative's or an advice. A wording that
denies (否认), excludes or only suspects the disease does not count. Not found is for a person to
look at: a paper may prove a disease without naming it.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.codes import Outcome
from models.document import Diagnosis, Document
from models.finding import Finding
from models.rules import DiagnosisRule, Disease
from pipelines.checks.disease import applied_for
from pipelines.checks.papers import Answer, Case, evidence_of, paper_name, whole_pages
from pipelines.checks.wording import clauses, denies, labelled, names
from pipelines.packs.catalogues import same_group


def check(case: Case, rule: DiagnosisRule) -> Finding:
    """Reasons: diagnosis.supported, diagnosis.labelled, diagnosis.in_text, diagnosis.not_found, diagnosis.no_paper,
    diagnosis.nothing_applied."""
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
    for paper in papers:
        for diagnosis in _diagnoses(paper):
            if _shows(case, diagnosis, wanted):
                message = f"{paper_name(paper)}的诊断“{diagnosis.text}”与申请病种“{name}”相符。"
                return answer(Outcome.PASS, "diagnosis.supported", message, evidence_of(paper, "diagnoses"))
    for paper in papers:
        if any(names(clause, wanted) for clause in labelled(paper.text)):
            message = f"{paper_name(paper)}的诊断处写有申请病种“{name}”。"
            return answer(Outcome.PASS, "diagnosis.labelled", message, whole_pages(paper))
    for paper in papers:
        if any(names(clause, wanted) for clause in clauses(paper.text)):
            message = f"{paper_name(paper)}的正文提到申请病种“{name}”，但诊断中没有，请人工核对材料能否证明该病种。"
            return answer(Outcome.UNSURE, "diagnosis.in_text", message, whole_pages(paper))
    looked = "、".join(paper_name(paper) for paper in papers)
    places = [place for paper in papers for place in evidence_of(paper, "diagnoses") or whole_pages(paper)]
    message = f"在{looked}中未找到与申请病种“{name}”相符的诊断，请人工核对材料能否证明该病种。"
    return answer(Outcome.UNSURE, "diagnosis.not_found", message, places)


def _diagnoses(document: Document) -> Iterator[Diagnosis]:
    field = document.fields.get("diagnoses")
    if field is not None and isinstance(field.value, tuple):
        yield from field.value


def _shows(case: Case, diagnosis: Diagnosis, wanted: Disease) -> bool:
    if names(diagnosis.text, wanted):
        return True
    listed = case.diseases.find(diagnosis.text, diagnosis.disease_code)
    found = listed is not None and same_group(listed, wanted) and not denies(diagnosis.text, listed)
    return found and not denies(diagnosis.text, wanted)
