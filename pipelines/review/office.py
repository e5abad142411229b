"""An open office: the database with its queue, the vault of files, the rules, the settings and the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, select

from models.error import UsageError
from pipelines.days import CHINA
from pipelines.opening import open_rules
from pipelines.review.audit import Details, note
from pipelines.review.vault import Vault
from pipelines.settings import OfficeOptions, Settings, load_settings, store_place
from pipelines.store.connecting import open_engine, reaching, store_file, writing
from pipelines.store.keeping import digest_key
from pipelines.store.lookup import Kind, digest
from pipelines.store.queue_tables import audit_head
from pipelines.terms import Rules, Terms


@dataclass(frozen=True)
class Change:
    """A transaction that writes to the queue; it holds the queue's one lock. ``at`` is its moment, UTC without zone."""

    connection: Connection
    at: datetime

    @property
    def on(self) -> date:
        """The day it is in China."""
        return self.at.replace(tzinfo=UTC).astimezone(CHINA).date()

    def note(self, actor: str, action: str, number: str | None = None, **details: object) -> None:
        """Put it into the audit log."""
        said: Details = details  # type: ignore[assignment]
        note(self.connection, self.at, (actor, action), number, said)


class Office:
    """What the queue's functions take first. ``now`` tells the time with its zone; ``rules`` opens a region's rules."""

    def __init__(
        self,
        engine: Engine,
        folder: Path | None,
        settings: Settings,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        rules: Callable[[Terms], Rules] = open_rules,
    ) -> None:
        self.engine, self.settings = engine, settings
        self._folder = folder
        self._now, self._open_rules = now, rules
        self._rules: dict[tuple[str, date], Rules] = {}

    @classmethod
    def open(
        cls,
        settings: Settings,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        store: str | None = None,
        rules: Callable[[Terms], Rules] = open_rules,
        create: bool = False,
    ) -> Self:
        """The office of the settings; ``store`` names another database, which is made only with ``create``.

        Raises UsageError where there is none.
        """
        place = store or store_place(settings.store)
        if place is None:
            raise UsageError("没有指定记录库。请用 --store，或在设置中写明 store.url。")
        return cls(open_engine(place, create=create), vault_folder(settings.office, place), settings, now, rules)

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    @property
    def has_vault(self) -> bool:
        """Does anybody say where the uploaded files are to be?"""
        return self._folder is not None

    @cached_property
    def vault(self) -> Vault:
        """The uploaded files. Raises UsageError where nobody said where they are to be."""
        if self._folder is None:
            raise UsageError("记录库在数据库服务器上时，须在设置中写明 office.vault（存放上传文件的文件夹）。")
        return Vault(self._folder)

    @property
    def options(self) -> OfficeOptions:
        """How the queue works."""
        return self.settings.office

    @cached_property
    def key(self) -> bytes:
        """The key of the store's digests."""
        with self.reading() as connection:
            return digest_key(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that reads."""
        with reaching(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection to which everything stays as it is at its first look, whatever others write meanwhile."""
        postgresql = self.engine.dialect.name == "postgresql"
        engine = self.engine.execution_options(isolation_level="REPEATABLE READ") if postgresql else self.engine
        with reaching(), engine.connect() as connection:
            yield connection

    @contextmanager
    def changing(self) -> Iterator[Change]:
        """A transaction that writes to the queue, one at a time in the whole office: all of it or nothing.

        The lock (SQLite's own; on PostgreSQL the row of the log's head) is taken first, so that what is read inside is
        what is so until its end, no two can wait for each other, and the log has one order.
        """
        with self.writing() as connection:
            connection.execute(select(audit_head.c.hash).with_for_update())
            yield Change(connection, self.moment())

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes what the audit log does not tell of (leases, deliveries, sessions)."""
        with reaching(), writing(self.engine).begin() as connection:
            yield connection

    def moment(self) -> datetime:
        """Now, in UTC without its zone, as the database keeps it."""
        return self._now().astimezone(UTC).replace(tzinfo=None)

    def today(self) -> date:
        """The day it is in China."""
        return self._now().astimezone(CHINA).date()

    def digest(self, kind: Kind, value: str) -> str:
        """The keyed digest by which a value is found again."""
        return digest(self.key, kind, value)

    def rules(self, region: str, day: date) -> Rules:
        """The region's rules for whole cases; ``day`` holds where a case does not say when it was submitted.

        Raises UsageError for an unknown region.
        """
        known = self._rules.get((region, day))
        if known is None:
            known = self._open_rules(Terms(region, "case", day, self.settings))
            self._rules = {(region, day): known, **dict(list(self._rules.items())[:7])}
        return known


def opened_office(store: str | None, *, create: bool = False) -> closing[Office]:
    """The office of the settings, to be used within ``with``; takes and raises what ``Office.open`` does."""
    return closing(Office.open(load_settings(), store=store, create=create))


def vault_folder(options: OfficeOptions, place: str) -> Path | None:
    """The folder of the settings, else one beside the SQLite file; a server's database has none beside it."""
    file = store_file(place)
    return options.vault or (file.absolute().with_name("vault") if file else None)
