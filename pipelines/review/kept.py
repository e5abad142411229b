"""The records of a case: each stays, the last one is in force."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC
from typing import Literal

from sqlalchemy import Connection, func, insert, select, update

from models.case import CaseRecord
from pipelines.review.office import Change, Office
from pipelines.store.keeping import Keeping, parsed, put
from pipelines.store.queue_tables import case_records, cases
from pipelines.store.tables import bodies

Origin = Literal["read", "corrected"]


@dataclass(frozen=True)
class Place:
    """Where a record belongs: a case's row, its number, and the round that was read."""

    case_id: int
    number: str
    round: int


def keep(office: Office, change: Change, place: Place, record: CaseRecord, origin: Origin) -> int:
    """Keep a record as the one in force; its number in ``records``."""
    ordinal = records_of(change.connection, place.case_id)
    key = hashlib.sha256(f"queue\n{place.number}\n{place.round}\n{ordinal}".encode()).hexdigest()
    record_id = put(change.connection, office.key, Keeping(key, record), change.at.replace(tzinfo=UTC))
    link(change, place, record_id, origin)
    return record_id


def link(change: Change, place: Place, record_id: int, origin: Origin) -> None:
    """Make a kept record the one in force."""
    row = {
        "case_id": place.case_id, "number": records_of(change.connection, place.case_id), "record_id": record_id,
        "round": place.round, "origin": origin, "at": change.at,
    }  # fmt: skip
    change.connection.execute(insert(case_records).values(row))
    change.connection.execute(update(cases).where(cases.c.id == place.case_id).values(record_id=record_id))


def record_of(connection: Connection, record_id: int) -> CaseRecord:
    """A kept record. Raises YancaiError where a newer version wrote it."""
    return parsed(connection.execute(select(bodies.c.body).where(bodies.c.record_id == record_id)).scalar_one())


def records_of(connection: Connection, case_id: int) -> int:
    """How many records the case has had."""
    query = select(func.count()).select_from(case_records).where(case_records.c.case_id == case_id)
    return int(connection.execute(query).scalar_one())
