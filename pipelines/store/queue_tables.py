"""The tables of the reviewers' queue; ``pipelines.review`` alone writes them (``docs/decisions/010-queue.md``).

Personal data stand in the tables called ``*_bodies`` and, the staff's own, in ``staff``; ``hooks`` holds the secrets
that sign webhooks. All others hold codes, numbers, days and sums. Moments are in UTC, days (``*_on``) those in China.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from pipelines.store.tables import NUMBER, metadata

NO_ENTRY: Final = "0" * 64
"""What stands for the hash before the audit log's first entry."""


def _of(table: str, name: str, *, key: bool = False) -> Column[int]:
    """The number of the row that this one belongs to and goes with."""
    there = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Column(name, NUMBER, there, primary_key=key, nullable=False)


def _staff(name: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, NUMBER, ForeignKey("staff.id"), nullable=nullable)


staff: Final = Table(
    "staff",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("created_at", DateTime, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("locked_until", DateTime),
)
"""Who may sign in. ``password`` is an Argon2id hash; nobody is ever deleted: decisions name them."""

sessions: Final = Table(
    "sessions",
    metadata,
    Column("digest", Text, primary_key=True),
    _of("staff", "staff_id"),
    Column("created_at", DateTime, nullable=False),
    Column("seen_at", DateTime, nullable=False),
    Index(None, "staff_id"),
)
"""Who is signed in: the SHA-256 of the token that the browser holds."""

cases: Final = Table(
    "cases",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("channel", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("round", Integer, nullable=False),
    Column("look", Integer, nullable=False),
    Column("second_look", Boolean, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("received_at", DateTime, nullable=False),
    Column("received_on", Date, nullable=False),
    Column("waiting_since", DateTime, nullable=False),
    Column("due_date", Date),
    Column("record_id", NUMBER, ForeignKey("records.id")),
    _staff("claimed_by", nullable=True),
    Column("claimed_at", DateTime),
    Column("superseded_by", NUMBER, ForeignKey("cases.id", ondelete="SET NULL")),
    Column("closed_on", Date),
    Column("application_digest", Text),
    Column("token", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    UniqueConstraint("channel", "token"),
    Index(None, "state", "due_date"),
    Index(None, "application_digest"),
    Index(None, "received_on"),
    Index(None, "record_id"),
)
"""One case. ``round`` counts what was handed in: 0 the application, 1 and on its supplements. ``look`` is the look it
waits for. ``record_id`` is the record reviewers see, null until the first reading. ``token`` and ``fingerprint`` tell
a request that is sent again from another one."""

case_bodies: Final = Table(
    "case_bodies",
    metadata,
    _of("cases", "case_id", key=True),
    Column("declared", Text),
    Column("names", Text, nullable=False),
)
"""What was declared (an Application as JSON) and the files' names (a JSON list in the order of their numbers)."""

case_files: Final = Table(
    "case_files",
    metadata,
    _of("cases", "case_id", key=True),
    Column("number", Integer, primary_key=True),
    Column("round", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("bytes", NUMBER, nullable=False),
    Column("claimed_type", Text),
    Column("received_at", DateTime, nullable=False),
    Column("replaced_in", Integer),
    Index(None, "sha256"),
)
"""The files of a case, counted from 0; their contents lie in the vault under their SHA-256. From the round
``replaced_in`` on another file stands in a file's place: it is kept, and not read any more."""

case_records: Final = Table(
    "case_records",
    metadata,
    _of("cases", "case_id", key=True),
    Column("number", Integer, primary_key=True),
    Column("record_id", NUMBER, ForeignKey("records.id"), nullable=False),
    Column("round", Integer, nullable=False),
    Column("origin", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Index(None, "record_id"),
)
"""Every record the case has had, the last being the one in force; ``origin`` is ``read`` or ``corrected``."""

readings: Final = Table(
    "readings",
    metadata,
    _of("cases", "case_id", key=True),
    Column("round", Integer, primary_key=True),
    Column("state", Text, nullable=False),
    Column("token", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("queued_at", DateTime, nullable=False),
    Column("not_before", DateTime, nullable=False),
    Column("leased_by", Text),
    Column("lease", Text),
    Column("leased_until", DateTime),
    Column("attempts", Integer, nullable=False),
    Column("ended_at", DateTime),
    Column("why", Text),
    UniqueConstraint("case_id", "token"),
    Index(None, "state", "not_before"),
)
"""What has to be read: ``queued``, ``leased`` (to whom holds the ``lease``), ``done``, ``failed``, ``dropped``."""

decisions: Final = Table(
    "decisions",
    metadata,
    Column("id", NUMBER, primary_key=True),
    _of("cases", "case_id"),
    Column("at", DateTime, nullable=False),
    Column("decided_on", Date, nullable=False),
    _staff("who"),
    Column("outcome", Text, nullable=False),
    Column("look", Integer, nullable=False),
    Column("final", Boolean, nullable=False),
    Column("round", Integer, nullable=False),
    Column("record_id", NUMBER, ForeignKey("records.id"), nullable=False),
    Column("findings", Text, nullable=False),
    Column("problems", Text, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("claimed_at", DateTime, nullable=False),
    Index(None, "case_id"),
    Index(None, "decided_on"),
    Index(None, "record_id"),
)
"""What was decided, never changed. ``findings`` and ``problems`` are JSON lists of numbers in the record's order,
``reasons`` of their stable codes; a first look that waits for its second is not ``final``."""

decision_bodies: Final = Table(
    "decision_bodies", metadata, _of("decisions", "decision_id", key=True), Column("why", Text, nullable=False)
)
"""Why, in the reviewer's own words."""

corrections: Final = Table(
    "corrections",
    metadata,
    Column("id", NUMBER, primary_key=True),
    _of("cases", "case_id"),
    Column("at", DateTime, nullable=False),
    _staff("who"),
    Column("document_id", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("record_before", NUMBER, ForeignKey("records.id"), nullable=False),
    Column("record_after", NUMBER, ForeignKey("records.id"), nullable=False),
    Index(None, "case_id"),
    Index(None, "record_before"),
    Index(None, "record_after"),
)
"""What a person read otherwise than the machine, never changed; of one place the latest holds."""

correction_bodies: Final = Table(
    "correction_bodies",
    metadata,
    _of("corrections", "correction_id", key=True),
    Column("machine", Text),
    Column("value", Text),
    Column("why", Text, nullable=False),
)
"""The machine's value beside the person's, as JSON; null where there is none."""

purged_tokens: Final = Table("purged_tokens", metadata, Column("digest", Text, primary_key=True))
"""Keyed digests of the tokens of purged batch cases: their papers may still lie in a folder and do not come back."""

notes: Final = Table(
    "notes",
    metadata,
    Column("id", NUMBER, primary_key=True),
    _of("cases", "case_id"),
    Column("at", DateTime, nullable=False),
    _staff("who"),
    Index(None, "case_id"),
)
"""Who left a note when."""

note_bodies: Final = Table(
    "note_bodies", metadata, _of("notes", "note_id", key=True), Column("text", Text, nullable=False)
)
"""What the note says."""

audit: Final = Table(
    "audit",
    metadata,
    Column("id", NUMBER, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("number", Text),
    Column("details", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Index(None, "number"),
)
"""Every view and change, counted from 1; each entry's hash covers the one before (``pipelines.review.audit``). It names
cases by their numbers, not by rows: a case that is purged leaves its entries."""

audit_head: Final = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("entries", NUMBER, nullable=False),
    Column("hash", Text, nullable=False),
)
"""One row: how many entries there are and the last one's hash. Who writes to the queue locks it first."""

hooks: Final = Table(
    "hooks",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("created_at", DateTime, nullable=False),
)
"""Where a channel wants to hear of its cases, and what signs it."""

deliveries: Final = Table(
    "deliveries",
    metadata,
    Column("id", Text, primary_key=True),
    _of("cases", "case_id"),
    Column("number", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("body", Text, nullable=False, server_default="{}"),
    Column("at", DateTime, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", DateTime, nullable=False),
    Column("delivered_at", DateTime),
    Column("dead_at", DateTime),
    Column("status", Integer),
    Index(None, "case_id"),
    Index(None, "delivered_at", "next_at"),
)
"""What happened to a case, for its channel: one row for each event that somebody wants to hear of. ``body`` is what it
says (JSON: number, state, codes), the same at every attempt."""
