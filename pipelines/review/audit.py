"""The audit log: every view and change, chained by hashes so that a changed, removed or swapped entry shows.

An entry's hash is SHA-256 over the canonical JSON of the entry and the hash of the one before. Who could write to the
database could also work out all later hashes anew, or cut off the end: that shows only against a head that somebody
wrote down elsewhere (``verify`` takes one). Entries hold codes, numbers and keyed digests, no personal data: staff are
named by number (``staff:3``), cases by theirs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, insert, select, update

from models.record import Record
from pipelines.review.sums import first_altered
from pipelines.store.queue_tables import NO_ENTRY, audit, audit_head

if TYPE_CHECKING:
    from pipelines.review.office import Office

Details = Mapping[str, str | int | bool | list[str] | list[int] | None]
_AT_ONCE: Final = 1000


class Entry(Record):
    """One entry as it is exported. ``at`` is UTC, ISO 8601; ``details`` is JSON as it was hashed."""

    id: int
    at: str
    actor: str
    action: str
    number: str | None
    details: str
    previous: str
    hash: str


@dataclass(frozen=True)
class Head:
    """How many entries there are, and the last one's hash: to be written down where the database's owner cannot."""

    entries: int
    hash: str


@dataclass(frozen=True)
class Fault:
    """The first entry (from 1) at which the log is not what was written, and why, in Chinese."""

    entry: int
    why: str


def note(connection: Connection, at: datetime, said: tuple[str, str], number: str | None, details: Details) -> None:
    """Add an entry, in the transaction of what it tells of, which holds the head's lock (``Office.changing``).

    ``said``: the actor (``staff:3``, ``channel:NAME``, ``system``) and the action.
    """
    count, previous = connection.execute(select(audit_head.c.entries, audit_head.c.hash)).one()
    row = {
        "id": count + 1, "at": at.isoformat(timespec="microseconds"), "actor": said[0], "action": said[1],
        "number": number, "details": json.dumps(details, ensure_ascii=False, sort_keys=True), "previous": previous,
    }  # fmt: skip
    row["hash"] = _hash(row)
    connection.execute(insert(audit).values(row))
    connection.execute(update(audit_head).values(entries=row["id"], hash=row["hash"]))


def head(office: Office) -> Head:
    """Where the log ends now."""
    with office.reading() as connection:
        return _head(connection)


def last(office: Office, actor: str, number: str, actions: Sequence[str]) -> dict[str, Any] | None:
    """The details of the last of these actions of somebody on a case; None where there was none."""
    there = (audit.c.number == number) & (audit.c.actor == actor) & audit.c.action.in_(actions)
    with office.reading() as connection:
        query = select(audit.c.details).where(there).order_by(audit.c.id.desc()).limit(1)
        told = connection.execute(query).scalar_one_or_none()
    details: dict[str, Any] | None = json.loads(told) if told else None
    return details


def verify(office: Office, noted: Head | None = None) -> Fault | None:
    """The first entry that is not what was written, or tells of a decision, correction or note that is not; None where
    all are.

    ``noted``: a head that was written down earlier, which must still lie on the chain.
    """
    with office.snapshot() as connection:
        fault = _first_fault(_entries(connection), _head(connection), noted)
        if fault is None:
            told = ((entry.id, entry.number, entry.details) for entry in _entries(connection))
            altered = first_altered(connection, office.key, told)
            fault = Fault(*altered) if altered else None
        return fault


def export(office: Office) -> Iterator[Entry]:
    """All entries in their order."""
    with office.snapshot() as connection:
        yield from _entries(connection)


def latest(office: Office, before: int | None = None, number: str | None = None, limit: int = 100) -> list[Entry]:
    """The entries before one (None: from the end), newest first; of one case, where its number is given."""
    query = select(audit).order_by(audit.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(audit.c.id < before)
    if number is not None:
        query = query.where(audit.c.number == number)
    with office.reading() as connection:
        return [Entry(**row._mapping) for row in connection.execute(query)]


def _head(connection: Connection) -> Head:
    return Head(*connection.execute(select(audit_head.c.entries, audit_head.c.hash)).one())


def _entries(connection: Connection) -> Iterator[Entry]:
    last = 0
    while rows := connection.execute(select(audit).where(audit.c.id > last).order_by(audit.c.id).limit(_AT_ONCE)).all():
        for row in rows:
            yield Entry(**row._mapping)
        last = rows[-1].id


def _first_fault(entries: Iterator[Entry], told: Head, noted: Head | None) -> Fault | None:
    count, previous = 0, NO_ENTRY
    for entry in entries:
        count += 1
        if entry.id != count:
            return Fault(count, f"缺少第 {count} 条记录")
        if entry.previous != previous:
            return Fault(count, "与上一条记录不衔接")
        if entry.hash != _hash(entry.model_dump(exclude={"hash"})):
            return Fault(count, "内容与当时写入的不一致")
        if noted and noted.entries == count and noted.hash != entry.hash:
            return Fault(count, "与抄录的校验值不一致")
        previous = entry.hash
    if (count, previous) != (told.entries, told.hash):
        return Fault(count + 1, "末尾的记录缺失")
    return Fault(count + 1, "抄录过的记录缺失") if noted and noted.entries > count else None


def _hash(entry: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(entry, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
