"""The reviewers' queue: cases, files, readings, staff, decisions, corrections, notes, the audit log, webhooks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables and the head of an empty audit log."""
    _people()
    _cases()
    _parts_of_cases()
    _readings()
    _decisions()
    _corrections()
    _notes()
    _log()
    head = sa.table(
        "audit_head", sa.column("id", sa.Integer), sa.column("entries", _NUMBER), sa.column("hash", sa.Text)
    )
    op.bulk_insert(head, [{"id": 1, "entries": 0, "hash": "0" * 64}])


def _people() -> None:
    """Who may sign in, and who is."""
    op.create_table(
        "staff",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("locked_until", sa.DateTime),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("name", name="uq_staff_name"),
    )
    op.create_table(
        "sessions",
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("staff_id", _NUMBER, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("seen_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_sessions"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_sessions_staff_id", ondelete="CASCADE"),
    )
    op.create_index("ix_sessions_staff_id", "sessions", ["staff_id"])


def _cases() -> None:
    """What came in."""
    op.create_table(
        "cases",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("region", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("look", sa.Integer, nullable=False),
        sa.Column("second_look", sa.Boolean, nullable=False),
        sa.Column("urgent", sa.Boolean, nullable=False),
        sa.Column("received_at", sa.DateTime, nullable=False),
        sa.Column("received_on", sa.Date, nullable=False),
        sa.Column("waiting_since", sa.DateTime, nullable=False),
        sa.Column("due_date", sa.Date),
        sa.Column("record_id", _NUMBER),
        sa.Column("claimed_by", _NUMBER),
        sa.Column("claimed_at", sa.DateTime),
        sa.Column("superseded_by", _NUMBER),
        sa.Column("closed_on", sa.Date),
        sa.Column("application_digest", sa.Text),
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_cases_record_id"),
        sa.ForeignKeyConstraint(["claimed_by"], ["staff.id"], name="fk_cases_claimed_by"),
        sa.ForeignKeyConstraint(["superseded_by"], ["cases.id"], name="fk_cases_superseded_by", ondelete="SET NULL"),
        sa.UniqueConstraint("channel", "token", name="uq_cases_channel"),
        sa.UniqueConstraint("number", name="uq_cases_number"),
    )
    op.create_index("ix_cases_application_digest", "cases", ["application_digest"])
    op.create_index("ix_cases_received_on", "cases", ["received_on"])
    op.create_index("ix_cases_record_id", "cases", ["record_id"])
    op.create_index("ix_cases_state_due_date", "cases", ["state", "due_date"])


def _parts_of_cases() -> None:
    """What was declared of a case, its files, and its records."""
    op.create_table(
        "case_bodies",
        sa.Column("case_id", _NUMBER, nullable=False),
        sa.Column("declared", sa.Text),
        sa.Column("names", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("case_id", name="pk_case_bodies"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_bodies_case_id", ondelete="CASCADE"),
    )
    op.create_table(
        "case_files",
        sa.Column("case_id", _NUMBER, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("bytes", _NUMBER, nullable=False),
        sa.Column("claimed_type", sa.Text),
        sa.Column("received_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("case_id", "number", name="pk_case_files"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_files_case_id", ondelete="CASCADE"),
    )
    op.create_index("ix_case_files_sha256", "case_files", ["sha256"])
    op.create_table(
        "case_records",
        sa.Column("case_id", _NUMBER, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("record_id", _NUMBER, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("case_id", "number", name="pk_case_records"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_records_case_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_case_records_record_id"),
    )
    op.create_index("ix_case_records_record_id", "case_records", ["record_id"])


def _readings() -> None:
    """What has to be read."""
    op.create_table(
        "readings",
        sa.Column("case_id", _NUMBER, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("queued_at", sa.DateTime, nullable=False),
        sa.Column("not_before", sa.DateTime, nullable=False),
        sa.Column("leased_by", sa.Text),
        sa.Column("lease", sa.Text),
        sa.Column("leased_until", sa.DateTime),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("ended_at", sa.DateTime),
        sa.Column("why", sa.Text),
        sa.PrimaryKeyConstraint("case_id", "round", name="pk_readings"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_readings_case_id", ondelete="CASCADE"),
        sa.UniqueConstraint("case_id", "token", name="uq_readings_case_id"),
    )
    op.create_index("ix_readings_state_not_before", "readings", ["state", "not_before"])


def _decisions() -> None:
    """What was decided, and why."""
    op.create_table(
        "decisions",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("case_id", _NUMBER, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("decided_on", sa.Date, nullable=False),
        sa.Column("who", _NUMBER, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("look", sa.Integer, nullable=False),
        sa.Column("final", sa.Boolean, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("record_id", _NUMBER, nullable=False),
        sa.Column("findings", sa.Text, nullable=False),
        sa.Column("problems", sa.Text, nullable=False),
        sa.Column("reasons", sa.Text, nullable=False),
        sa.Column("claimed_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_decisions_case_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["who"], ["staff.id"], name="fk_decisions_who"),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_decisions_record_id"),
    )
    op.create_index("ix_decisions_case_id", "decisions", ["case_id"])
    op.create_index("ix_decisions_decided_on", "decisions", ["decided_on"])
    op.create_index("ix_decisions_record_id", "decisions", ["record_id"])
    op.create_table(
        "decision_bodies",
        sa.Column("decision_id", _NUMBER, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("decision_id", name="pk_decision_bodies"),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name="fk_decision_bodies_decision_id", ondelete="CASCADE"
        ),
    )


def _corrections() -> None:
    """What people read otherwise."""
    op.create_table(
        "corrections",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("case_id", _NUMBER, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", _NUMBER, nullable=False),
        sa.Column("document_id", sa.Text, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("record_before", _NUMBER, nullable=False),
        sa.Column("record_after", _NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_corrections_case_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["who"], ["staff.id"], name="fk_corrections_who"),
        sa.ForeignKeyConstraint(["record_before"], ["records.id"], name="fk_corrections_record_before"),
        sa.ForeignKeyConstraint(["record_after"], ["records.id"], name="fk_corrections_record_after"),
    )
    op.create_index("ix_corrections_case_id", "corrections", ["case_id"])
    op.create_index("ix_corrections_record_after", "corrections", ["record_after"])
    op.create_index("ix_corrections_record_before", "corrections", ["record_before"])
    op.create_table(
        "correction_bodies",
        sa.Column("correction_id", _NUMBER, nullable=False),
        sa.Column("machine", sa.Text),
        sa.Column("value", sa.Text),
        sa.Column("why", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("correction_id", name="pk_correction_bodies"),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["corrections.id"], name="fk_correction_bodies_correction_id", ondelete="CASCADE"
        ),
    )


def _notes() -> None:
    """What they left for each other."""
    op.create_table(
        "notes",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("case_id", _NUMBER, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", _NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notes"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_notes_case_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["who"], ["staff.id"], name="fk_notes_who"),
    )
    op.create_index("ix_notes_case_id", "notes", ["case_id"])
    op.create_table(
        "note_bodies",
        sa.Column("note_id", _NUMBER, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("note_id", name="pk_note_bodies"),
        sa.ForeignKeyConstraint(["note_id"], ["notes.id"], name="fk_note_bodies_note_id", ondelete="CASCADE"),
    )


def _log() -> None:
    """The audit log, and what channels are told."""
    op.create_table(
        "audit",
        sa.Column("id", _NUMBER, nullable=False, autoincrement=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("number", sa.Text),
        sa.Column("details", sa.Text, nullable=False),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_number", "audit", ["number"])
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("entries", _NUMBER, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )
    op.create_table(
        "hooks",
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("secret", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("channel", name="pk_hooks"),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("case_id", _NUMBER, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_at", sa.DateTime, nullable=False),
        sa.Column("delivered_at", sa.DateTime),
        sa.Column("dead_at", sa.DateTime),
        sa.Column("status", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_deliveries_case_id", ondelete="CASCADE"),
    )
    op.create_index("ix_deliveries_case_id", "deliveries", ["case_id"])
    op.create_index("ix_deliveries_delivered_at_next_at", "deliveries", ["delivered_at", "next_at"])
