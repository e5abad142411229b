"""A service in this process, and one that runs as it does in an office, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipelines.service.process import SOON_GIVEN_UP, Running, served
from tests.pipelines.service.support import Here, make_here


@pytest.fixture
def here(tmp_path: Path) -> Here:
    return make_here(tmp_path)


@pytest.fixture
def office(tmp_path: Path, place: str) -> Iterator[Here]:
    """A service that takes cases in, on SQLite and on PostgreSQL."""
    made = make_here(tmp_path, store=place)
    yield made
    made.office.close()


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One for all: its start takes seconds."""
    folder = tmp_path_factory.mktemp("service")
    with served(
        folder, "tests.fake_yancai", "example", 1, **SOON_GIVEN_UP, YANCAI_OFFICE__READING_ATTEMPTS="1"
    ) as service:
        yield service
