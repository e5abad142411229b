"""Every test of the store runs on SQLite and on a real PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipelines.store.keeping import Store


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    """A new, empty store."""
    opened = Store.open(place)
    yield opened
    opened.close()
