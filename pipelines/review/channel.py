"""What a channel may see of its own cases, and of nobody else's. Looking is not noted: programs ask again and again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from models.case import CaseRecord
from models.codes import DocType
from models.finding import Finding, Problem
from pipelines.review.deciding import Verdict
from pipelines.review.kept import record_of
from pipelines.review.numbered import numbered
from pipelines.review.office import Office
from pipelines.review.refusals import QueueError
from pipelines.review.states import ReadingState, State
from pipelines.store.queue_tables import (
    case_bodies,
    case_files,
    case_records,
    cases,
    decision_bodies,
    decisions,
    readings,
)


@dataclass(frozen=True)
class Sent:
    """A request that made a case, or a round of one, and when it was taken in."""

    number: str
    round: int
    at: datetime


@dataclass(frozen=True)
class FileSeen:
    """A file of the case."""

    number: int
    name: str
    round: int
    sha256: str
    bytes: int
    claimed_type: DocType | None
    replaced: bool


@dataclass(frozen=True)
class Decided:
    """What a person decided for good, and on which record's findings and problems."""

    verdict: Verdict
    at: datetime
    round: int
    record: CaseRecord
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    why: str


@dataclass(frozen=True)
class CaseSeen:
    """A case. ``round`` is the last one handed in, ``record_round`` the one that ``record`` was read from.

    ``changed_at`` is the moment it was last handed in, read or decided; moments have their zone.
    """

    number: str
    region: str
    channel: str
    state: State
    round: int
    reading: ReadingState
    received_at: datetime
    changed_at: datetime
    received_on: date
    due_date: date | None
    files: tuple[FileSeen, ...]
    record: CaseRecord | None
    record_round: int
    decided: Decided | None


def sent_before(office: Office, channel: str, token: str, number: str | None = None) -> Sent | None:
    """What the channel sent under this token: its case or, with a case's number, a supplement to that."""
    query = (
        select(cases.c.number, readings.c.round, readings.c.queued_at).join(cases, cases.c.id == readings.c.case_id)
        .where(cases.c.channel == channel, readings.c.token == token)
    )  # fmt: skip
    mine = readings.c.round == 0 if number is None else (cases.c.number == number) & (readings.c.round > 0)
    with office.reading() as connection:
        row = connection.execute(query.where(mine)).first()
    return Sent(row.number, row.round, _zoned(row.queued_at)) if row else None


def seen_by(office: Office, channel: str, number: str) -> CaseSeen:
    """The channel's own case, as it is at one moment. Raises QueueError (case.unknown) where there is none, or where it
    is another's."""
    with office.snapshot() as connection:
        query = select(cases).where(cases.c.number == number, cases.c.channel == channel)
        case = connection.execute(query).first()
        if case is None:
            raise QueueError("case.unknown", "没有这个受理编号。")
        reading = connection.execute(
            select(readings).where(readings.c.case_id == case.id).order_by(readings.c.round.desc()).limit(1)
        ).one()
        kept = connection.execute(
            select(case_records)
            .where(case_records.c.case_id == case.id)
            .order_by(case_records.c.number.desc())
            .limit(1)
        ).first()
        decided = _decided(connection, case.id)
        moments = [case.received_at, reading.queued_at, reading.ended_at, kept and kept.at]
        return CaseSeen(
            number=case.number,
            region=case.region,
            channel=case.channel,
            state=State(case.state),
            round=case.round,
            reading=ReadingState(reading.state),
            received_at=_zoned(case.received_at),
            changed_at=max([_zoned(one) for one in moments if one] + ([decided.at] if decided else [])),
            received_on=case.received_on,
            due_date=case.due_date,
            files=_files(connection, case.id),
            record=record_of(connection, case.record_id) if case.record_id else None,
            record_round=kept.round if kept else 0,
            decided=decided,
        )


def _files(connection: Connection, case_id: int) -> tuple[FileSeen, ...]:
    body = connection.execute(select(case_bodies.c.names).where(case_bodies.c.case_id == case_id)).scalar_one()
    rows = connection.execute(
        select(case_files).where(case_files.c.case_id == case_id).order_by(case_files.c.number)
    ).all()
    return tuple(_file(row, name) for row, name in zip(rows, json.loads(body), strict=True))


def _file(row: Row[Any], name: str) -> FileSeen:
    claimed = DocType(row.claimed_type) if row.claimed_type else None
    return FileSeen(row.number, name, row.round, row.sha256, row.bytes, claimed, row.replaced_in is not None)


def _decided(connection: Connection, case_id: int) -> Decided | None:
    query = (
        select(decisions, decision_bodies.c.why).join(decision_bodies)
        .where(decisions.c.case_id == case_id, decisions.c.final).order_by(decisions.c.id.desc()).limit(1)
    )  # fmt: skip
    row: Row[Any] | None = connection.execute(query).first()
    if row is None:
        return None
    record = record_of(connection, row.record_id)
    findings = {number: finding for number, _, finding in numbered(record)}
    return Decided(
        verdict=Verdict(row.outcome),
        at=_zoned(row.at),
        round=row.round,
        record=record,
        findings=tuple(findings[number] for number in json.loads(row.findings)),
        problems=tuple(record.problems[number] for number in json.loads(row.problems)),
        why=row.why,
    )


def _zoned(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC)
