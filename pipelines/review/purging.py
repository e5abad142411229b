"""Letting go of cases that are closed: with their records, decisions, corrections, notes and files.

What is open stays, however old. The audit log stays: it holds no personal data. A file that another case has too stays
with that one. Of a case of a batch a keyed digest stays: its papers may lie in their folder still, and must not bring
it back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, delete, func, insert, select

from pipelines.review.office import Office
from pipelines.review.receiving import BATCH_CHANNEL
from pipelines.review.states import State
from pipelines.store.keeping import let_go
from pipelines.store.queue_tables import case_files, case_records, cases, purged_tokens
from pipelines.store.tables import records

_AT_ONCE: Final = 100
"""Cases in one transaction: others wait for it."""
_OPEN: Final = (State.NEW.value, State.IN_REVIEW.value)


@dataclass(frozen=True)
class Purged:
    """How many closed cases went with how many files, and how many old ones stay because they are open."""

    cases: int
    files: int
    open: int


def purge(office: Office, before: date, *, dry: bool = False, actor: str = "system") -> Purged:
    """Delete what was closed before a day. ``dry``: only count (files are then not counted).

    A case that was returned and never supplemented counts from the day it was returned.
    """
    closed = cases.c.closed_on < before
    with office.reading() as connection:
        number = int(connection.execute(select(func.count()).select_from(cases).where(closed)).scalar_one())
        old = cases.c.state.in_(_OPEN) & (cases.c.received_on < before)
        still_open = int(connection.execute(select(func.count()).select_from(cases).where(old)).scalar_one())
    if dry:
        return Purged(number, 0, still_open)
    gone, files = 0, 0
    while some := _purge_some(office, closed, actor):
        gone += some[0]
        files += drop_unnamed(office, some[1])
    if office.has_vault:
        files += drop_unnamed(office, list(office.vault.unclaimed()))
    if gone:
        let_go(office.engine)
    return Purged(gone, files, still_open)


def drop_unnamed(office: Office, sums: Sequence[str]) -> int:
    """Delete those of the files that no case names; how many. Whoever names one meanwhile waits or finds it gone."""
    dropped = 0
    for sha256 in dict.fromkeys(sums):
        with office.changing() as change:
            named = select(case_files.c.case_id).where(case_files.c.sha256 == sha256).limit(1)
            if change.connection.execute(named).first() is None:
                office.vault.drop(sha256)
                dropped += 1
    return dropped


def _purge_some(office: Office, closed: ColumnElement[bool], actor: str) -> tuple[int, list[str]] | None:
    """Delete some closed cases; how many, and the sums of their files; None where there is none left."""
    with office.changing() as change:
        query = (
            select(cases.c.id, cases.c.number, cases.c.channel, cases.c.token)
            .where(closed)
            .order_by(cases.c.id)
            .limit(_AT_ONCE)
        )
        rows = change.connection.execute(query).all()
        if not rows:
            return None
        ids = [row.id for row in rows]
        mine = select(case_files.c.sha256).where(case_files.c.case_id.in_(ids)).distinct()
        sums = list(change.connection.execute(mine).scalars())
        kept = select(case_records.c.record_id).where(case_records.c.case_id.in_(ids))
        record_ids = list(change.connection.execute(kept).scalars())
        tokens = [{"digest": office.digest("token", row.token)} for row in rows if row.channel == BATCH_CHANNEL]
        if tokens:
            change.connection.execute(insert(purged_tokens), tokens)
        change.connection.execute(delete(cases).where(cases.c.id.in_(ids)))
        change.connection.execute(delete(records).where(records.c.id.in_(record_ids)))
        for row in rows:
            change.note(actor, "case.purged", row.number, purged=True)
    return len(rows), sums
