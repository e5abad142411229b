"""A judged case as people are shown it: grouped, labelled in Chinese, masked. All reports are drawn from this."""

from __future__ import annotations

from dataclasses import dataclass

from models.case import CaseRecord, DocumentRecord
from models.codes import Decision, Outcome
from models.document import FieldName, LabItem, Physician, Seal, SourceFile
from models.finding import Finding, Problem, RuleReference
from models.labels import FIELD_LABELS
from models.place import Evidence
from pipelines.report.labels import (
    COLOR_LABELS,
    FLAG_LABELS,
    ROLE_LABELS,
    SHAPE_LABELS,
    SIGNED_LABELS,
    STAGE_LABELS,
)
from pipelines.report.mask import Mask, shown

ALARMING = (Outcome.FAIL, Outcome.UNSURE)


@dataclass(frozen=True)
class Entry:
    """Something read from a paper: what it is, what it says, how sure, and where it stands."""

    label: str
    value: str
    confidence: float | None = None
    evidence: tuple[Evidence, ...] = ()
    striking: bool = False
    name: FieldName | None = None
    """The field it is; None for what is no field."""


@dataclass(frozen=True)
class Statement:
    """A finding in words. ``paper`` counts from 1 where the finding is about one paper."""

    outcome: Outcome
    message: str
    paper: int | None
    basis: str
    """The published sentence the rule rests on; empty where there is none."""
    caveat: str
    """What keeps the rule from being that sentence itself; empty where nothing does."""
    evidence: tuple[Evidence, ...]
    finding: Finding


@dataclass(frozen=True)
class Paper:
    """One paper of the case; ``number`` counts from 1."""

    number: int
    record: DocumentRecord
    label: str
    sources: tuple[str, ...]
    fields: tuple[Entry, ...]
    seals: tuple[Entry, ...]
    physicians: tuple[Entry, ...]
    lab_items: tuple[tuple[LabItem, str], ...]
    clarity: tuple[Entry, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class CaseView:
    """A whole case."""

    record: CaseRecord
    case_id: str
    """The case's name as shown."""
    file_names: dict[str, str]
    """How each file's name is shown."""
    decision: Decision
    papers: tuple[Paper, ...]
    statements: tuple[Statement, ...]
    problems: tuple[Entry, ...]
    notice: str | None

    def grouped(self, outcome: Outcome) -> tuple[Statement, ...]:
        """The findings of one outcome: those about the whole case first, then by paper."""
        return tuple(statement for statement in self.statements if statement.outcome is outcome)


def view_case(record: CaseRecord, mask: Mask) -> CaseView:
    """Everything a report shows of a case, with personal data as the mask leaves it."""
    papers = tuple(_paper(number, document, mask) for number, document in enumerate(record.documents, start=1))
    statements = [_statement(finding, None, mask) for finding in record.findings]
    for number, document in enumerate(record.documents, start=1):
        statements += [_statement(finding, number, mask) for finding in document.findings]
    return CaseView(
        record=record,
        case_id=mask.file(record.case_id),
        file_names={
            source.name: mask.file(source.name)
            for document in record.documents
            for source in (document.source, *document.sources)
        },
        decision=record.decision,
        papers=papers,
        statements=tuple(statements),
        problems=tuple(_problem(problem, mask) for problem in record.problems),
        notice=mask.text(record.notice) if record.notice else None,
    )


def source_text(source: SourceFile, mask: Mask) -> str:
    """A file and its pages as people count them: ``病历.pdf 第 1-3 页``."""
    name = mask.file(source.name)
    pages = sorted(source.pages)
    if not pages:
        return name
    whole = pages == list(range(pages[0], pages[-1] + 1)) and len(pages) > 1
    numbers = f"{pages[0] + 1}-{pages[-1] + 1}" if whole else "、".join(str(page + 1) for page in pages)
    return f"{name} 第 {numbers} 页"


def _statement(finding: Finding, paper: int | None, mask: Mask) -> Statement:
    rule = finding.rule
    return Statement(
        outcome=finding.outcome,
        message=mask.text(finding.message),
        paper=paper,
        basis=(rule.source or "") if rule else "",
        caveat=caveat_of(rule) if rule else "",
        evidence=finding.evidence,
        finding=finding,
    )


def caveat_of(rule: RuleReference) -> str:
    if not rule.source:
        return "系统设定，并非政策规定"
    return "具体要求是对原文的理解，并非原文明确规定" if rule.assumed else ""


def _problem(problem: Problem, mask: Mask) -> Entry:
    return Entry(STAGE_LABELS.get(problem.stage, problem.stage), mask.text(problem.message), striking=True)


def _paper(number: int, document: DocumentRecord, mask: Mask) -> Paper:
    return Paper(
        number=number,
        record=document,
        label=document.label,
        sources=tuple(source_text(source, mask) for source in document.sources or (document.source,)),
        fields=_fields(document, mask),
        seals=tuple(_seal(seal, mask) for seal in document.seals),
        physicians=tuple(_physician(physician, mask) for physician in document.physicians),
        lab_items=tuple((item, FLAG_LABELS[item.flag] if item.flag else "") for item in document.lab_items),
        clarity=tuple(
            Entry(
                problem.kind.label,
                f"程度 {problem.severity:.0%}",
                evidence=(Evidence(source=problem.source, page=problem.page, box=problem.box),) if problem.box else (),
                striking=True,
            )
            for problem in document.clarity.problems
        ),
        lines=tuple(mask.line(line) for line in document.text.splitlines()),
    )


def _fields(document: DocumentRecord, mask: Mask) -> tuple[Entry, ...]:
    entries = []
    for name, label in FIELD_LABELS.items():
        field = document.fields.get(name)
        if field is not None:
            blank = field.value is None
            value = shown(field.value) if blank else mask.field(name, shown(field.value))
            entries.append(Entry(label, value, field.confidence, field.evidence, striking=blank, name=name))
    return tuple(entries)


def _seal(seal: Seal, mask: Mask) -> Entry:
    name = "　".join(mask.text(part) for part in (seal.text, seal.inner_text) if part) or "文字未能辨认"
    if not seal.complete:
        name += "（不完整）"
    label = f"{COLOR_LABELS[seal.color]}{SHAPE_LABELS[seal.shape]}{seal.kind.label}"
    evidence = Evidence(source=seal.source, page=seal.page, box=seal.box)
    return Entry(label, name, seal.confidence, (evidence,), striking=not seal.complete)


def _physician(physician: Physician, mask: Mask) -> Entry:
    name = mask.name(physician.name) if physician.name else "姓名未能辨认"
    title = physician.title.label if physician.title else "未写职称"
    role = ROLE_LABELS.get(physician.role, physician.role) if physician.role else "医师"
    value = f"{name}　{title}　{SIGNED_LABELS[physician.signed]}"
    return Entry(role, value, physician.confidence, physician.evidence, striking=physician.signed is False)
