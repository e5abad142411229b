"""How Alembic runs the migrations: on the connection it is handed, inside the transaction that is open there."""

from __future__ import annotations

from alembic import context

from pipelines.store.connecting import VERSION_TABLE
from pipelines.store.queue_tables import cases

context.configure(
    connection=context.config.attributes["connection"], target_metadata=cases.metadata, transactional_ddl=True,
    render_as_batch=True, version_table=VERSION_TABLE,
)  # fmt: skip
with context.begin_transaction():
    context.run_migrations()
