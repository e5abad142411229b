"""The history of the store's tables (Alembic), shipped with the program and applied when a store is opened."""
