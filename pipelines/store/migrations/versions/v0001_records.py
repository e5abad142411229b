"""The first tables: records, their bodies, papers, findings and problems, and what they are found by."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables and the key of the digests."""
    op.create_table(
        "records",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("content_key", sa.Text, nullable=False),
        sa.Column("case_digest", sa.Text, nullable=False),
        sa.Column("final", sa.Boolean, nullable=False),
        sa.Column("region", sa.Text, nullable=False),
        sa.Column("channel", sa.Text),
        sa.Column("decision", sa.Text, nullable=False),
        sa.Column("judged_on", sa.Date, nullable=False),
        sa.Column("due_date", sa.Date),
        sa.Column("kept_at", sa.DateTime, nullable=False),
        sa.Column("kept_on", sa.Date, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("engine", sa.Text, nullable=False),
        sa.Column("pack", sa.Text, nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_records"),
        sa.UniqueConstraint("content_key", "case_digest", name="uq_records_content_key"),
    )
    op.create_index("ix_records_kept_on", "records", ["kept_on"])
    op.create_index("ix_records_region_decision", "records", ["region", "decision"])
    _part("bodies", sa.Column("body", sa.Text, nullable=False))
    _part(
        "papers",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("doc_type", sa.Text, nullable=False),
        sa.Column("decision", sa.Text, nullable=False),
        sa.Column("clarity_grade", sa.Text, nullable=False),
        sa.Column("clarity_score", sa.Float, nullable=False),
        key=("number",),
    )
    _part(
        "findings",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("paper", sa.Integer),
        sa.Column("check", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("pack", sa.Text),
        sa.Column("rule", sa.Text),
        key=("number",),
    )
    op.create_index("ix_findings_reason_outcome", "findings", ["reason", "outcome"])
    _part(
        "problems",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("page", sa.Integer),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("applicant_can_mend", sa.Boolean, nullable=False),
        key=("number",),
    )
    op.create_index("ix_problems_code", "problems", ["code"])
    _part(
        "lookups",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        key=("kind", "digest"),
    )
    op.create_index("ix_lookups_kind_digest", "lookups", ["kind", "digest"])
    key = op.create_table(
        "lookup_key",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_lookup_key"),
    )
    op.bulk_insert(key, [{"id": 1, "key": secrets.token_hex(32)}])


def _part(name: str, *columns: sa.Column[object], key: tuple[str, ...] = ()) -> None:
    """A table whose rows belong to a record and go with it."""
    op.create_table(
        name,
        sa.Column("record_id", _NUMBER, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("record_id", *key, name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=f"fk_{name}_record_id", ondelete="CASCADE"),
    )
