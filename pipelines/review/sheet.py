"""One case with everything a reviewer needs: its record, files, decisions, corrections, notes. Every view is in the
audit log, and so is whether it was in clear."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Row, insert, select

from models.application import Application
from models.case import CaseRecord
from models.codes import DocType
from models.document import FieldName
from pipelines.report.mask import Mask, Reveal
from pipelines.review.claims import case_row
from pipelines.review.correcting import Value, from_json
from pipelines.review.deciding import Verdict
from pipelines.review.following import follower
from pipelines.review.kept import record_of
from pipelines.review.numbered import numbered
from pipelines.review.office import Office
from pipelines.review.queue import Entry, entry_of
from pipelines.review.refusals import QueueError
from pipelines.review.rights import must
from pipelines.review.staff import Member
from pipelines.review.sums import sealed
from pipelines.store.queue_tables import (
    case_bodies,
    case_files,
    cases,
    correction_bodies,
    corrections,
    decision_bodies,
    decisions,
    note_bodies,
    notes,
    staff,
)

MOST_NOTE = 2000


@dataclass(frozen=True)
class SheetFile:
    """A file of the case, in the order in which they came; ``round`` 0 is the application, then its supplements. From
    the round ``replaced_in`` on another file stands in its place, and it is not read any more."""

    number: int
    name: str
    sha256: str
    bytes: int
    claimed_type: DocType | None
    round: int
    received_at: datetime
    replaced_in: int | None


@dataclass(frozen=True)
class Ruled:
    """A decision that was made. Findings and problems are numbers in the record ``record_id``, ``messages`` what they
    say there, in clear."""

    at: datetime
    who: str
    verdict: Verdict
    look: int
    final: bool
    round: int
    record_id: int
    findings: tuple[int, ...]
    problems: tuple[int, ...]
    reasons: tuple[str, ...]
    messages: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Corrected:
    """A correction that was made.

    ``papers``: the ids of the papers of the record shown that it is about (``following``). ``machine`` is the machine's
    value (None also where it found no such field: then ``found`` is False).
    """

    at: datetime
    who: str
    papers: tuple[str, ...]
    field: str
    found: bool
    machine: Value
    value: Value
    why: str


@dataclass(frozen=True)
class Note:
    """A note on the case."""

    at: datetime
    who: str
    text: str


@dataclass(frozen=True)
class CaseSheet:
    """A case as its reviewer sees it. ``record`` and ``record_id`` are None while the first reading is not done.

    Everything is in clear here but what ``mask`` makes of it: faces show names, sentences, file names, reasons and
    notes through it. ``holds``: who looks holds the case.
    """

    entry: Entry
    record_id: int | None
    record: CaseRecord | None
    application: Application | None
    mask: Mask | None
    revealed: bool
    holds: bool
    files: tuple[SheetFile, ...]
    decisions: tuple[Ruled, ...]
    corrections: tuple[Corrected, ...]
    notes: tuple[Note, ...]
    superseded_by: str | None
    supersedes: tuple[str, ...]

    def shown(self, text: str) -> str:
        """A sentence as it may be shown. While nothing was read, nobody knows what in it is personal."""
        if self.revealed:
            return text
        if self.mask is None:
            return "（读取完成后显示）"
        for one in self.corrections:  # what the machine had read stands in no record's field any more
            for value in (one.machine, one.value):
                if isinstance(value, str) and len(value) > 1 and one.field != "doc_type":
                    text = text.replace(value, self.mask.field(cast(FieldName, one.field), value))
        return self.mask.text(text)


def case(office: Office, who: Member, number: str, *, reveal: bool = False) -> CaseSheet:
    """Everything about a case. Raises QueueError: right.missing, case.unknown."""
    must(who, "reveal" if reveal else "look")
    with office.changing() as change:
        row = case_row(change.connection, number)
        change.note(who.actor, "case.viewed", number, record=row.record_id, reveal=reveal)
    with office.snapshot() as connection:  # nobody waits while it is put together; the record is the one just noted
        return _sheet(office, connection, row, (who, reveal))


def add_note(office: Office, who: Member, number: str, text: str) -> None:
    """Leave a note for whoever looks at the case next. Raises QueueError: right.missing, case.unknown, ruling.invalid
    (an empty one, or one too long)."""
    must(who, "note")
    if not text.strip() or len(text) > MOST_NOTE or "\0" in text:
        raise QueueError("ruling.invalid", f"备注须为 1 至 {MOST_NOTE} 个字符。")
    with office.changing() as change:
        row = case_row(change.connection, number)
        new = insert(notes).values(case_id=row.id, at=change.at, who=who.id).returning(notes.c.id)
        note_id = change.connection.execute(new).scalar_one()
        change.connection.execute(insert(note_bodies).values(note_id=note_id, text=text))
        change.note(who.actor, "case.noted", number, **sealed(change.connection, office.key, "note", note_id))


def record_in_force(office: Office, number: str) -> CaseRecord | None:
    """The record that the case's reviewers see; not a person's view. Raises QueueError (case.unknown)."""
    with office.reading() as connection:
        record_id = case_row(connection, number).record_id
        return None if record_id is None else record_of(connection, record_id)


def decisions_of(connection: Connection, number: str) -> tuple[Ruled, ...]:
    """The decisions of a case, for what the applicant is sent; no person's view. Raises QueueError (case.unknown)."""
    return _decisions(connection, case_row(connection, number).id)


def _sheet(office: Office, connection: Connection, row: Row[Any], seen: tuple[Member, bool]) -> CaseSheet:
    who, reveal = seen
    entry = entry_of(office, connection, row.number, reveal=reveal)
    if entry is None:
        raise QueueError("case.unknown", "没有这个受理编号。")
    record = record_of(connection, row.record_id) if row.record_id is not None else None
    body = connection.execute(select(case_bodies).where(case_bodies.c.case_id == row.id)).one()
    newer = connection.execute(select(cases.c.number).where(cases.c.id == row.superseded_by)).scalar_one_or_none()
    earlier = connection.execute(select(cases.c.number).where(cases.c.superseded_by == row.id)).scalars()
    return CaseSheet(
        entry=entry,
        record_id=row.record_id,
        record=record,
        application=Application.model_validate_json(body.declared) if body.declared else None,
        mask=(Reveal(record) if reveal else Mask(record)) if record else None,
        revealed=reveal,
        holds=row.claimed_by == who.id,
        files=_files(connection, row.id, json.loads(body.names)),
        decisions=_decisions(connection, row.id),
        corrections=_corrections(connection, row.id, record) if record else (),
        notes=_notes(connection, row.id),
        superseded_by=newer,
        supersedes=tuple(earlier),
    )


def _files(connection: Connection, case_id: int, names: list[str]) -> tuple[SheetFile, ...]:
    query = select(case_files).where(case_files.c.case_id == case_id).order_by(case_files.c.number)
    return tuple(
        SheetFile(
            row.number, names[row.number], row.sha256, row.bytes,
            DocType(row.claimed_type) if row.claimed_type else None, row.round, row.received_at,
            row.replaced_in,
        )
        for row in connection.execute(query)
    )  # fmt: skip


def _decisions(connection: Connection, case_id: int) -> tuple[Ruled, ...]:
    query = (
        select(decisions, decision_bodies.c.why, staff.c.name.label("name")).join(decision_bodies)
        .join(staff, staff.c.id == decisions.c.who).where(decisions.c.case_id == case_id).order_by(decisions.c.id)
    )  # fmt: skip
    return tuple(_ruled(connection, row) for row in connection.execute(query).all())


def _ruled(connection: Connection, row: Row[Any]) -> Ruled:
    named: list[int] = json.loads(row.findings)
    troubles: list[int] = json.loads(row.problems)
    messages: list[str] = []
    if named or troubles:
        record = record_of(connection, row.record_id)
        said = {number: finding.message for number, _, finding in numbered(record)}
        messages = [said[number] for number in named] + [record.problems[number].message for number in troubles]
    return Ruled(
        at=row.at,
        who=row.name,
        verdict=Verdict(row.outcome),
        look=row.look,
        final=row.final,
        round=row.round,
        record_id=row.record_id,
        findings=tuple(named),
        problems=tuple(troubles),
        reasons=tuple(json.loads(row.reasons)),
        messages=tuple(messages),
        why=row.why,
    )


def _corrections(connection: Connection, case_id: int, record: CaseRecord) -> tuple[Corrected, ...]:
    query = (
        select(corrections, correction_bodies, staff.c.name.label("name")).join(correction_bodies)
        .join(staff, staff.c.id == corrections.c.who).where(corrections.c.case_id == case_id).order_by(corrections.c.id)
    )  # fmt: skip
    follow = follower(connection, case_id, record)
    return tuple(
        Corrected(
            row.at, row.name, follow(row), row.field, row.machine is not None,
            from_json(row.machine) if row.machine is not None else None, from_json(row.value), row.why,
        )
        for row in connection.execute(query).all()
    )  # fmt: skip


def _notes(connection: Connection, case_id: int) -> tuple[Note, ...]:
    query = (
        select(notes, note_bodies.c.text, staff.c.name.label("name")).join(note_bodies)
        .join(staff, staff.c.id == notes.c.who).where(notes.c.case_id == case_id).order_by(notes.c.id)
    )  # fmt: skip
    return tuple(Note(row.at, row.name, row.text) for row in connection.execute(query))
