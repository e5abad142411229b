"""A case as the terminal shows it and as scripts get it: masked unless it was asked for in clear, what blocks first.

Names of keys are stable: add, never rename.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Final, cast, get_args

from models.case import CaseRecord, DocumentRecord
from models.codes import DocType, Outcome
from models.document import FieldName
from models.finding import Problem
from models.labels import FIELD_LABELS
from models.record import Record
from pipelines.days import CHINA
from pipelines.notice import Turns, place_of
from pipelines.report.blocking import Weight
from pipelines.report.mask import Mask, shown
from pipelines.report.view import CaseView, Entry, Statement, view_case
from pipelines.review.correcting import Value
from pipelines.review.queue import Entry as Line
from pipelines.review.sheet import CaseSheet, Corrected, Note, Ruled

WEIGHT_LABELS: Final[dict[Weight, str]] = {
    "mend": "须补正",
    "look": "需人工核对",
    "note": "提示（不影响通过）",
    "pass": "符合",
    "silent": "不适用",
}
_FIRST: Final[tuple[Weight, ...]] = get_args(Weight)
PROBLEM: Final = "p"
"""Before the number of a problem, to tell it from a finding's."""


class LineFace(Record):
    """A case in the list. ``decision`` is the machine's."""

    number: str
    state: str
    state_label: str
    region: str
    channel: str
    applicant: str | None
    disease: str | None
    received_at: datetime
    due_date: date | None
    near: bool
    urgent: bool
    round: int
    look: int
    reading: bool
    decision: str | None
    decision_label: str
    failed: int
    unsure: int
    problems: int
    claimed_by: str | None


class PointFace(Record):
    """A finding or problem. ``point`` is what ``--point`` takes; ``basis`` the published sentence."""

    point: str
    weight: Weight
    outcome: str
    reason: str
    message: str
    paper: int | None
    paper_label: str
    place: str
    basis: str
    caveat: str


class FieldFace(Record):
    """A field; ``machine`` is the machine's value where a person corrected it."""

    name: str
    label: str
    value: str
    confidence: float
    corrected: bool
    machine: str | None


class PaperFace(Record):
    """A paper; ``number`` (from 1) is what ``--paper`` takes."""

    number: int
    id: str
    doc_type: str
    label: str
    sources: tuple[str, ...]
    clarity: str
    fields: tuple[FieldFace, ...]
    seals: tuple[str, ...]
    physicians: tuple[str, ...]


class FileFace(Record):
    """A file as it came; ``round`` 0 is the application, then its supplements."""

    number: int
    name: str
    sha256: str
    bytes: int
    claimed_type: str | None
    round: int
    replaced: bool


class EventFace(Record):
    """Something that happened: a decision (with the codes of what it rests on), a correction, a note."""

    at: datetime
    who: str
    what: str
    text: str
    reasons: tuple[str, ...] = ()


class CaseFace(Record):
    """The whole sheet. ``record_id`` names the record that is shown; ``record`` is there only in clear."""

    line: LineFace
    record_id: int | None
    revealed: bool
    holds: bool
    due_reason: str | None
    points: tuple[PointFace, ...]
    papers: tuple[PaperFace, ...]
    files: tuple[FileFace, ...]
    history: tuple[EventFace, ...]
    superseded_by: str | None
    supersedes: tuple[str, ...]
    record: CaseRecord | None


def line_face(line: Line) -> LineFace:
    """A line of the list."""
    return LineFace(
        number=line.number, state=line.state.value, state_label=line.state.label, region=line.region,
        channel=line.channel, applicant=line.applicant, disease=line.disease, received_at=in_china(line.received_at),
        due_date=line.due_date, near=line.near, urgent=line.urgent, round=line.round, look=line.look,
        reading=line.reading, decision=line.decision.value if line.decision else None,
        decision_label=line.decision.label if line.decision else "正在读取", failed=line.to_mend,
        unsure=line.to_look_at, problems=line.problems, claimed_by=line.claimed_by,
    )  # fmt: skip


def case_face(sheet: CaseSheet, weights: Sequence[Weight]) -> CaseFace:
    """A sheet; ``weights`` are those of its record's findings (``regions.weights_of``)."""
    view = view_case(sheet.record, sheet.mask) if sheet.record and sheet.mask else None
    points = sorted(_points(view, weights), key=lambda point: _FIRST.index(point.weight)) if view else []
    return CaseFace(
        line=line_face(sheet.entry),
        record_id=sheet.record_id,
        revealed=sheet.revealed,
        holds=sheet.holds,
        due_reason=sheet.record.due_date_reason if sheet.record else None,
        points=tuple(points),
        papers=tuple(_papers(view, sheet)) if view else (),
        files=tuple(_files(sheet)),
        history=tuple(event for _, event in sorted(_history(sheet), key=lambda told: told[0])),
        superseded_by=sheet.superseded_by,
        supersedes=sheet.supersedes,
        record=sheet.record if sheet.revealed else None,
    )


def in_china(moment: datetime) -> datetime:
    """A moment of the database with China's zone, to the second."""
    return moment.replace(tzinfo=UTC, microsecond=0).astimezone(CHINA)


def _points(view: CaseView, weights: Sequence[Weight]) -> Iterator[PointFace]:
    turned: Turns = {(lie.source, lie.page): lie.rotation for paper in view.record.documents for lie in paper.geometry}
    for number, (statement, weight) in enumerate(zip(view.statements, weights, strict=True)):
        yield _point(view, statement, (number, weight), place_of(statement.evidence, turned))
    for number, (problem, entry) in enumerate(zip(view.record.problems, view.problems, strict=True)):
        yield _trouble(problem, entry, number)


def _point(view: CaseView, statement: Statement, told: tuple[int, Weight], place: str) -> PointFace:
    return PointFace(
        point=str(told[0]), weight=told[1], outcome=statement.outcome.value, reason=statement.finding.reason,
        message=statement.message, paper=statement.paper,
        paper_label=view.papers[statement.paper - 1].label if statement.paper else "", place=place,
        basis=statement.basis, caveat=statement.caveat,
    )  # fmt: skip


def _trouble(problem: Problem, entry: Entry, number: int) -> PointFace:
    return PointFace(
        point=f"{PROBLEM}{number}", weight="mend" if problem.applicant_can_mend else "look",
        outcome=Outcome.UNSURE.value, reason=problem.code, message=entry.value, paper=None, paper_label=entry.label,
        place="", basis="", caveat="",
    )  # fmt: skip


def _papers(view: CaseView, sheet: CaseSheet) -> Iterator[PaperFace]:
    mask = sheet.mask
    for paper in view.papers if mask else ():
        clarity = paper.record.clarity
        marks = "、".join(entry.label for entry in paper.clarity)
        yield PaperFace(
            number=paper.number, id=paper.record.id, doc_type=paper.record.doc_type.value.value, label=paper.label,
            sources=paper.sources, clarity=f"{clarity.grade.label}（{clarity.score:.0%}）{marks}",
            fields=tuple(_fields(paper.record, paper.fields, sheet)),
            seals=tuple(f"{seal.label}：{seal.value}" for seal in paper.seals),
            physicians=tuple(f"{who.label}：{who.value}" for who in paper.physicians),
        )  # fmt: skip


def _fields(document: DocumentRecord, entries: Sequence[Entry], sheet: CaseSheet) -> Iterator[FieldFace]:
    made = {one.field: one for one in sheet.corrections if document.id in one.papers}
    kind = made.get("doc_type")
    if kind:
        yield FieldFace(
            name="doc_type", label=_label("doc_type"), value=document.doc_type.label, confidence=1.0, corrected=True,
            machine=_said(sheet.mask, "doc_type", kind.machine),
        )  # fmt: skip
    for entry in entries:
        corrected = made.get(entry.name or "")
        yield FieldFace(
            name=entry.name or "", label=entry.label, value=entry.value, confidence=entry.confidence or 0.0,
            corrected=corrected is not None, machine=_machine(sheet.mask, corrected),
        )  # fmt: skip


def _machine(mask: Mask | None, corrected: Corrected | None) -> str | None:
    if corrected is None:
        return None
    return _said(mask, corrected.field, corrected.machine) if corrected.found else "（未找到）"


def _said(mask: Mask | None, field: str, value: Value) -> str:
    """A field's value as it may be shown."""
    if field == "doc_type":
        return DocType(str(value)).label
    text = shown(value)
    return text if mask is None or value is None else mask.field(cast(FieldName, field), text)


def _label(field: str) -> str:
    return "材料类型" if field == "doc_type" else FIELD_LABELS[cast(FieldName, field)]


def _files(sheet: CaseSheet) -> Iterator[FileFace]:
    for file in sheet.files:
        yield FileFace(
            number=file.number, name=sheet.mask.file(file.name) if sheet.mask else f"文件{file.number + 1}",
            sha256=file.sha256, bytes=file.bytes, claimed_type=file.claimed_type.value if file.claimed_type else None,
            round=file.round, replaced=file.replaced_in is not None,
        )  # fmt: skip


def _history(sheet: CaseSheet) -> Iterator[tuple[datetime, EventFace]]:
    """What happened, each with its exact moment."""
    for ruled in sheet.decisions:
        look = "复核" if ruled.look > 1 else ("" if ruled.final else "初审")
        why = "；".join(sheet.shown(one).removesuffix("。") for one in (*ruled.messages, ruled.why) if one)
        yield _event(ruled, f"{look}{ruled.verdict.label}", why, ruled.reasons)
    for one in sheet.corrections:
        machine = _said(sheet.mask, one.field, one.machine) if one.found else "（未找到）"
        text = f"{_label(one.field)}：{machine} → {_said(sheet.mask, one.field, one.value)}"
        yield _event(one, "更正", text + (f"（{sheet.shown(one.why)}）" if one.why else ""))
    for note in sheet.notes:
        yield _event(note, "备注", sheet.shown(note.text))


def _event(
    one: Ruled | Corrected | Note, what: str, text: str, reasons: tuple[str, ...] = ()
) -> tuple[datetime, EventFace]:
    return one.at, EventFace(at=in_china(one.at), who=one.who, what=what, text=text, reasons=reasons)
