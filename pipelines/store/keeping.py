"""The store as the program uses it: keep a record, find one that need not be made again, search, purge."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Self, TypeVar

from pydantic import ValidationError
from sqlalchemy import Connection, Engine, delete, exists, func, insert, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from models.case import CaseRecord
from models.error import YancaiError
from pipelines.days import CHINA
from pipelines.store.connecting import open_engine, reaching, writing
from pipelines.store.lookup import Kind, digest, handles
from pipelines.store.queue_tables import case_records
from pipelines.store.rows import part_rows, record_row
from pipelines.store.search import Search, counted, matching
from pipelines.store.tables import bodies, lookup_key, lookups, records

R = TypeVar("R")

_PATIENCE = (1.0, 4.0, 15.0)
"""Seconds between attempts: a database server that is restarted at night is back within them."""
_AT_ONCE = 200
"""Records fetched together in a search: some 20 MB."""


@dataclass(frozen=True)
class Kept:
    """A record as it was kept."""

    kept_on: date
    record: CaseRecord


class Store:
    """An open store. ``now`` tells the time (with its zone); tests put another clock in its place."""

    def __init__(self, engine: Engine, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._engine, self._now = engine, now
        with reaching(), engine.connect() as connection:
            self._key = digest_key(connection)

    @classmethod
    def open(cls, place: str, *, create: bool = False) -> Self:
        """The store at a URL or a path (``open_engine`` says what is raised)."""
        return cls(open_engine(place, create=create))

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def find(self, key: str) -> CaseRecord | None:
        """A final record that was kept under this content key, whatever its case was called."""
        query = (
            select(bodies.c.body).join(records).where(records.c.content_key == key, records.c.final)
            .order_by(records.c.id).limit(1)
        )  # fmt: skip

        def look() -> str | None:
            with self._engine.connect() as connection:
                return connection.execute(query).scalar_one_or_none()

        body = _patiently(look)
        return parsed(body) if body else None

    def keep(self, key: str, record: CaseRecord, *, final: bool) -> None:
        """Keep a record with its findings and problems, all or nothing; it is on the disk when this returns.

        The same case under the same key stays as it is; one that was not final is replaced.
        """

        def keep_it() -> None:
            try:
                with writing(self._engine).begin() as connection:
                    put(connection, self._key, Keeping(key, record, final), self._now())
            except IntegrityError:
                return  # another run has just kept it

        _patiently(keep_it)

    def search(self, search: Search, limit: int | None = None) -> Iterator[Kept]:
        """The (first) records that match, in the order in which they were kept; few are in memory at a time.

        Go through all of them, or close the iterator: it holds a connection.
        """
        query = matching(search, self._digest).limit(limit)
        streaming = self._engine.execution_options(yield_per=_AT_ONCE)
        with reaching(), streaming.connect() as connection, connection.execute(query) as found:
            for kept_on, body in found:
                yield Kept(kept_on, parsed(body))

    def count(self, search: Search) -> int:
        """How many records match."""
        with reaching(), self._engine.connect() as connection:
            return int(connection.execute(counted(search, self._digest)).scalar_one())

    def purge(self, before: date, *, dry: bool = False) -> int:
        """Delete what was kept before a day, with all that belongs to it, and say how many records it was.

        Records of cases that are in the reviewers' queue stay until their cases go. SQLite overwrites what is deleted;
        PostgreSQL is told to give the room free. ``dry``: only count.
        """
        in_queue = exists().where(case_records.c.record_id == records.c.id)
        old = (records.c.kept_on < before) & ~in_queue
        with reaching():
            with self._engine.connect() as connection:
                number = int(connection.execute(select(func.count()).select_from(records).where(old)).scalar_one())
            if dry or not number:
                return number
            with writing(self._engine).begin() as connection:
                connection.execute(delete(records).where(old))
            let_go(self._engine)
        return number

    def _digest(self, kind: Kind, value: str) -> str:
        return digest(self._key, kind, value)


def let_go(engine: Engine) -> None:
    """Have the database give up the room of what was deleted, its log included."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        sqlite = engine.dialect.name == "sqlite"
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)" if sqlite else "VACUUM"))


def digest_key(connection: Connection) -> bytes:
    """The key of this store's digests."""
    return bytes.fromhex(connection.execute(select(lookup_key.c.key)).scalar_one())


@dataclass(frozen=True)
class Keeping:
    """A record with the key of its content; not ``final`` where its reading was lost, so that it is made again."""

    key: str
    record: CaseRecord
    final: bool = True


def put(connection: Connection, lookup: bytes, keeping: Keeping, now: datetime) -> int:
    """Keep a record inside a transaction that is open, and say under which number; ``lookup``: the digests' key.

    The same case under the same key stays as it is; one that was not final is replaced.
    """
    record = keeping.record
    case = digest(lookup, "case", record.case_id)
    there = (records.c.content_key == keeping.key) & (records.c.case_digest == case)
    row = connection.execute(select(records.c.id, records.c.final).where(there)).first()
    if row is not None:
        if row.final:
            return int(row.id)
        connection.execute(delete(records).where(records.c.id == row.id))
    own = {
        "content_key": keeping.key, "case_digest": case, "final": keeping.final,
        "kept_at": now.astimezone(UTC).replace(tzinfo=None), "kept_on": now.astimezone(CHINA).date(),
    }  # fmt: skip
    row_of_record = insert(records).values({**record_row(record), **own}).returning(records.c.id)
    number = int(connection.execute(row_of_record).scalar_one())
    for table, rows in part_rows(record):
        if rows:
            connection.execute(insert(table), [{"record_id": number, **row} for row in rows])
    found_by = dict.fromkeys((kind, digest(lookup, kind, value)) for kind, value in handles(record))
    connection.execute(
        insert(lookups), [{"record_id": number, "kind": kind, "digest": value} for kind, value in found_by]
    )
    return number


def parsed(body: str) -> CaseRecord:
    """The record in a body. What pydantic says of one it cannot read would quote it."""
    try:
        return CaseRecord.model_validate_json(body)
    except ValidationError:
        raise YancaiError("记录库中有本版本不能读取的记录（可能由更新的版本写入）。请升级 yancai。") from None


def _patiently(call: Callable[[], R]) -> R:
    """Call, and again a little later where the database was not to be reached."""
    for seconds in _PATIENCE:
        try:
            return call()
        except OperationalError:
            time.sleep(seconds)
    with reaching():
        return call()
