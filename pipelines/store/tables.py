"""The tables of the store.

``bodies`` is the one table with personal data: the records as they are. All others hold codes, days and counts, and
``lookups`` keyed digests (``pipelines.store.lookup``), so that an office can give statistics the right to read
everything but ``bodies`` and ``lookup_key``. Sentences of findings and names of files stand in the bodies only.

A change here needs a migration in ``migrations/versions``; a test compares the two.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata: Final = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

NUMBER: Final = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts by itself only where the key is an INTEGER."""


def _of_record() -> Column[int]:
    return Column("record_id", NUMBER, ForeignKey("records.id", ondelete="CASCADE"), primary_key=True)


records: Final = Table(
    "records",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("content_key", Text, nullable=False),
    Column("case_digest", Text, nullable=False),
    Column("final", Boolean, nullable=False),
    Column("region", Text, nullable=False),
    Column("channel", Text),
    Column("decision", Text, nullable=False),
    Column("judged_on", Date, nullable=False),
    Column("due_date", Date),
    Column("kept_at", DateTime, nullable=False),
    Column("kept_on", Date, nullable=False),
    Column("version", Text, nullable=False),
    Column("engine", Text, nullable=False),
    Column("pack", Text, nullable=False),
    Column("settings", Text, nullable=False),
    UniqueConstraint("content_key", "case_digest"),
    Index(None, "kept_on"),
    Index(None, "region", "decision"),
)
"""One judged case. ``kept_at`` is in UTC, ``kept_on`` the day it was in China; not ``final``: its worker was lost."""

bodies: Final = Table("bodies", metadata, _of_record(), Column("body", Text, nullable=False))
"""The CaseRecord as JSON."""

papers: Final = Table(
    "papers",
    metadata,
    _of_record(),
    Column("number", Integer, primary_key=True),
    Column("doc_type", Text, nullable=False),
    Column("decision", Text, nullable=False),
    Column("clarity_grade", Text, nullable=False),
    Column("clarity_score", Float, nullable=False),
)
"""The papers of a record, counted from 0."""

findings: Final = Table(
    "findings",
    metadata,
    _of_record(),
    Column("number", Integer, primary_key=True),
    Column("paper", Integer),
    Column("check", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("pack", Text),
    Column("rule", Text),
    Index(None, "reason", "outcome"),
)
"""The findings of a record, those about the whole case first (``paper`` is null), then paper by paper."""

problems: Final = Table(
    "problems",
    metadata,
    _of_record(),
    Column("number", Integer, primary_key=True),
    Column("stage", Text, nullable=False),
    Column("page", Integer),
    Column("code", Text, nullable=False),
    Column("applicant_can_mend", Boolean, nullable=False),
    Index(None, "code"),
)
"""The problems of a record in its order."""

lookups: Final = Table(
    "lookups",
    metadata,
    _of_record(),
    Column("kind", Text, primary_key=True),
    Column("digest", Text, primary_key=True),
    Index(None, "kind", "digest"),
)
"""By what a record is found: keyed digests of its case's names (``case``) and of its people (``person``)."""

lookup_key: Final = Table(
    "lookup_key", metadata, Column("id", Integer, primary_key=True), Column("key", Text, nullable=False)
)
"""One row: the key of the digests, hexadecimal; made with the table."""
