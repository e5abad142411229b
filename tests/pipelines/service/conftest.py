"""A service in this process, and one that runs as it does in an office, for tests."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pipelines.store.connecting import open_engine
from tests.pipelines.service.process import SOON_GIVEN_UP, Running, served
from tests.pipelines.service.support import Here, make_here, new_store
from tests.pipelines.store.conftest import _postgres

__all__ = ["_postgres"]


@pytest.fixture(scope="session")
def _ready(_postgres: str) -> str:
    """A database on the server whose tables are made; others are copies of it."""
    with psycopg.connect(_postgres, autocommit=True) as connection:
        connection.execute("CREATE DATABASE ready")
    open_engine(_database(_postgres, "ready"), create=True).dispose()
    return "ready"


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A new, empty store: a path or a URL."""
    if request.param == "sqlite":
        yield new_store(tmp_path)
        return
    url, ready = request.getfixturevalue("_postgres"), request.getfixturevalue("_ready")
    name = f"store_{uuid.uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {ready}".encode())
        yield _database(url, name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())  # or its files would be written to the disk


def _database(url: str, name: str) -> str:
    return url.replace("/postgres?", f"/{name}?")


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
