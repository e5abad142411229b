"""What a webhook says is kept with it; files that a supplement replaces."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two columns."""
    op.add_column("deliveries", sa.Column("body", sa.Text, nullable=False, server_default="{}"))
    op.add_column("case_files", sa.Column("replaced_in", sa.Integer))
