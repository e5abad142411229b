"""Does what the applicant declared agree with the papers: the person, the agent, the disease, each file's type?

The applicant typed the one and a machine read the other, so that a disagreement is for a person to look at.
"""

from __future__ import annotations

import re
from typing import Final

from models.application import Application, DeclaredDisease, Person
from models.codes import DocType, Outcome
from models.document import Document
from models.finding import Finding
from models.place import Evidence
from models.rules import DeclaredRule
from pipelines.checks.papers import (
    SURE,
    Answer,
    Case,
    evidence_of,
    is_proven_slip,
    may_be_same,
    paper_name,
    text_of,
    whole_pages,
)
from pipelines.packs.catalogues import same_group, squeezed

_CARDS = (DocType.ID_CARD_FRONT, DocType.SOCIAL_SECURITY_CARD)
_PARTED: Final = re.compile(r"[、，,；;/\s]")
_OF_TWO_PEOPLE = (DocType.OTHER, DocType.POWER_OF_ATTORNEY)

Disagreement = tuple[str, str, tuple[Evidence, ...]]
"""Reason, message, evidence."""


def check(case: Case, rule: DeclaredRule) -> Finding:
    """Reasons: declared.agrees, declared.nothing, declared.person, declared.agent, declared.disease, declared.type,
    declared.file (the first that holds; the message names all)."""
    answer = Answer(rule, case.pack)
    if case.application is None:
        return answer(Outcome.NOT_APPLICABLE, "declared.nothing", "没有随案件提供申报信息。")
    found = [
        *_person(case, case.application),
        *_agent(case, case.application),
        *_disease(case, case.application),
        *_types(case, case.application),
    ]
    if not found:
        return answer(Outcome.PASS, "declared.agrees", "申报信息与材料一致。")
    told = "；".join(message for _, message, _ in found)
    places = [place for _, _, evidence in found for place in evidence]
    return answer(Outcome.UNSURE, found[0][0], f"申报信息与材料不一致：{told}。请人工核对。", places)


def _person(case: Case, application: Application) -> list[Disagreement]:
    declared, agent = application.applicant, application.agent
    papers = [paper for paper in case.documents if paper.doc_type.value not in _OF_TWO_PEOPLE]
    names = [
        (document, name)
        for document in papers
        if (name := text_of(document, "patient_name"))
        if not any(may_be_same(name, person.name) for person in _who_may(document, declared, agent))
        if not is_proven_slip(case, document, declared.name)
    ]
    found = [
        (
            "declared.person",
            f"申请人为“{declared.name}”，{paper_name(document)}上为“{name}”",
            evidence_of(document, "patient_name"),
        )
        for document, name in names
    ]
    if declared.id_number:
        found += [
            (
                "declared.person",
                f"申报的身份证号为“{declared.id_number}”，{paper_name(document)}上为“{number}”",
                evidence_of(document, "id_number"),
            )
            for document in papers
            if (number := text_of(document, "id_number"))
            if not any(_may_be_of(number, document, person) for person in _who_may(document, declared, agent))
        ]
    return found


def _who_may(document: Document, applicant: Person, agent: Person | None) -> tuple[Person, ...]:
    """Whom the paper may name: the applicant; a card also the agent."""
    return (applicant, agent) if agent and document.doc_type.value in _CARDS else (applicant,)


def _may_be_of(number: str, document: Document, person: Person) -> bool:
    """Whether the number is the person's, or the paper bears the name of one whose number was not declared."""
    if person.id_number is None:
        return may_be_same(text_of(document, "patient_name") or "", person.name)
    return may_be_same(number, person.id_number.upper())


def _agent(case: Case, application: Application) -> list[Disagreement]:
    if application.on_behalf and application.agent is None:
        return [("declared.agent", "申报为代他人办理，但没有填写代办人", ())]
    letters = [one for one in case.of_types((DocType.POWER_OF_ATTORNEY,)) if one.doc_type.confidence >= SURE]
    if letters and not application.on_behalf:
        return [("declared.agent", f"申报为本人办理，但材料中有{paper_name(letters[0])}", whole_pages(letters[0]))]
    return []


def _disease(case: Case, application: Application) -> list[Disagreement]:
    if application.disease is None:
        return []
    found = []
    for document in case.documents:
        written = text_of(document, "applied_disease")
        if written and not _is_disease(case, written, application.disease):
            message = f"申报病种为“{application.disease.name}”，{paper_name(document)}上为“{written}”"
            found.append(("declared.disease", message, evidence_of(document, "applied_disease")))
    return found


def _is_disease(case: Case, written: str, declared: DeclaredDisease) -> bool:
    """Whether the written disease is the declared one: the same wording, or forms of one disease in the catalogue.

    A word with one other character may be misread (冠必病) or another disease (肺心病, 肾移植): a person looks.
    """
    name, there = squeezed(declared.name), squeezed(written)
    meant = case.diseases.find(declared.name, declared.code)
    if name in there and not _PARTED.search(written):
        # Two names without anything between them are a list that was not taken apart.
        other = case.diseases.find(there.replace(name, "", 1))
        return other is None or meant is None or same_group(other, meant)
    if name in there or there in name:
        return True
    listed = case.diseases.find(written)
    return listed is not None and meant is not None and same_group(listed, meant)


def _types(case: Case, application: Application) -> list[Disagreement]:
    by_file: dict[str, list[Document]] = {}
    for document in case.documents:
        for source in document.sources:
            by_file.setdefault(source.name, []).append(document)
    unread = {problem.file for problem in case.problems}
    found: list[Disagreement] = []
    for item in application.items:
        papers = by_file.get(item.file, [])
        if not papers and item.file not in unread:
            found.append(("declared.file", f"申报的文件“{item.file}”不在材料中", ()))
        elif papers and not any(is_of(item.claimed_type, paper) for paper in papers):
            message = f"“{item.file}”申报为{item.claimed_type.label}，读作{papers[0].doc_type.label}"
            found.append(("declared.type", message, whole_pages(papers[0])))
    return found


def is_of(claimed: DocType, paper: Document) -> bool:
    """Whether a paper may be of the type that was claimed for it.

    A card's sides are often declared together; a type that was read with doubt contradicts nobody.
    """
    cards = (DocType.ID_CARD_FRONT, DocType.ID_CARD_BACK)
    read = paper.doc_type
    both_cards = claimed in cards and read.value in cards
    return claimed is read.value or both_cards or (read.value is not DocType.OTHER and read.confidence < SURE)
