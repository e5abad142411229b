"""Do the medical papers show the disease applied for?

The diagnoses that were read come first, then the papers' text, for a diagnosis can stand where no label leads to it.
A wording that denies (否认), excludes or only suspects the disease does not count. Not found is for a person to look
at: a paper may prove a disease without naming it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from models.codes import Outcome
from models.document import Diagnosis, Document
from models.finding import Finding
from models.rules import DiagnosisRule, Disease
from pipelines.checks.disease import applied_for
from pipelines.checks.papers import Answer, Case, evidence_of, paper_name, whole_pages
from pipelines.packs.catalogues import names_of, same_group, squeezed

_CLAUSE: Final = re.compile(r"[，。；;,\n]")
_NOT_HAD: Final = re.compile(
    r"否认|排除|除外|未见|无明显|并无|疑似|可疑|疑诊|待排|待查|[父母兄弟姐妹]亲?患|家族|^\s*无|无.*史|[?？]"
)


def check(case: Case, rule: DiagnosisRule) -> Finding:
    """Reasons: diagnosis.supported, diagnosis.in_text, diagnosis.not_found, diagnosis.no_paper,
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
        if any(_names(clause, wanted) for clause in _CLAUSE.split(paper.text)):
            message = f"{paper_name(paper)}的正文提到申请病种“{name}”。"
            return answer(Outcome.PASS, "diagnosis.in_text", message, whole_pages(paper))
    looked = "、".join(paper_name(paper) for paper in papers)
    places = [place for paper in papers for place in evidence_of(paper, "diagnoses") or whole_pages(paper)]
    message = f"在{looked}中未找到与申请病种“{name}”相符的诊断，请人工核对材料能否证明该病种。"
    return answer(Outcome.UNSURE, "diagnosis.not_found", message, places)


def _diagnoses(document: Document) -> Iterator[Diagnosis]:
    field = document.fields.get("diagnoses")
    if field is not None and isinstance(field.value, tuple):
        yield from field.value


def _shows(case: Case, diagnosis: Diagnosis, wanted: Disease) -> bool:
    if _NOT_HAD.search(diagnosis.text):
        return False
    if _names(diagnosis.text, wanted):
        return True
    listed = case.diseases.find(diagnosis.text, diagnosis.disease_code)
    return listed is not None and same_group(listed, wanted)


def _names(wording: str, wanted: Disease) -> bool:
    """Whether the wording names the disease as one that is there."""
    said = squeezed(wording)
    if _NOT_HAD.search(wording) or any(word in said for word in wanted.unless):
        return False
    return any(name in said for name in names_of(wanted))
