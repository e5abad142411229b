"""What decisions, corrections and notes said when they were made, as keyed sums in the log: a row that somebody
changed, removed or added in the database shows against it.

The sums are HMAC-SHA256 under the store's key: nobody can try out what a note may have said. A decision's covers the
record it rests on.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import Connection, Row, Select, select

from pipelines.store.queue_tables import (
    cases,
    correction_bodies,
    corrections,
    decision_bodies,
    decisions,
    note_bodies,
    notes,
)
from pipelines.store.tables import bodies

Kind = Literal["decision", "correction", "note"]
_AT_ONCE: Final = 200
"""Rows fetched together: a decision's comes with its record."""
_WORDS: Final[dict[Kind, str]] = {"decision": "决定", "correction": "更正", "note": "备注"}

# Every column by its name: one that a later version adds must not change what earlier sums were made of.
_ROWS: Final[dict[Kind, Select[Any]]] = {
    "decision": select(
        decisions.c.id, cases.c.number, decisions.c.at, decisions.c.who, decisions.c.outcome, decisions.c.look,
        decisions.c.final, decisions.c.round, decisions.c.record_id, decisions.c.findings, decisions.c.problems,
        decisions.c.reasons, decisions.c.claimed_at, decision_bodies.c.why, bodies.c.body,
    ).select_from(decisions).join(cases, cases.c.id == decisions.c.case_id).join(decision_bodies)
    .join(bodies, bodies.c.record_id == decisions.c.record_id),
    "correction": select(
        corrections.c.id, cases.c.number, corrections.c.at, corrections.c.who, corrections.c.document_id,
        corrections.c.field, corrections.c.record_before, corrections.c.record_after, correction_bodies.c.machine,
        correction_bodies.c.value, correction_bodies.c.why,
    ).select_from(corrections).join(cases, cases.c.id == corrections.c.case_id).join(correction_bodies),
    "note": select(notes.c.id, cases.c.number, notes.c.at, notes.c.who, note_bodies.c.text)
    .select_from(notes).join(cases, cases.c.id == notes.c.case_id).join(note_bodies),
}  # fmt: skip


def sealed(connection: Connection, key: bytes, kind: Kind, number: int) -> dict[str, str]:
    """What the log's entry says of the row of this number, as the database holds it now."""
    query = _ROWS[kind]
    row = connection.execute(query.where(query.selected_columns[0] == number)).one()
    return {"row": f"{kind}:{number}", "sum": _sum(key, row)}


def first_altered(
    connection: Connection, key: bytes, told: Iterable[tuple[int, str | None, str]]
) -> tuple[int, str] | None:
    """The first entry whose row is not what it was, with the reason; None where all are.

    ``told``: entries of the log with their case's number and details. A row without an entry is told with the last one.
    """
    noted: dict[str, _Noted] = {}
    purged: set[str | None] = set()
    entry = 0
    for entry, case, text in told:
        details = json.loads(text)
        if details.get("purged"):
            purged.add(case)
        if "row" in details:
            noted[details["row"]] = _Noted(entry, case, details["sum"])
    for kind, query in _ROWS.items():
        with connection.execute(query.execution_options(yield_per=_AT_ONCE)) as rows:
            for row in rows:
                known = noted.pop(f"{kind}:{row.id}", None)
                if known is None:
                    return entry, f"此外案件 {row.number} 有一项{_WORDS[kind]}没有审计记录"
                if not hmac.compare_digest(known.sum, _sum(key, row)):
                    return known.entry, f"数据库中的{_WORDS[kind]}与当时写入的不一致"
    missing = [one.entry for one in noted.values() if one.case not in purged]
    return (min(missing), "它所记的决定、更正或备注已不在数据库中") if missing else None


@dataclass(frozen=True)
class _Noted:
    entry: int
    case: str | None
    sum: str


def _sum(key: bytes, row: Row[Any]) -> str:
    text = json.dumps([[name, None if value is None else str(value)] for name, value in row._mapping.items()])
    return hmac.new(key, f"row\0{text}".encode(), hashlib.sha256).hexdigest()
