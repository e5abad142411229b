"""Every test of the queue that touches the database runs on SQLite and on a real PostgreSQL server.

An empty database with its tables is made once for each and copied for every test.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from argon2 import PasswordHasher

from pipelines.review import staff
from pipelines.review.staff import Member
from pipelines.store.connecting import open_engine
from tests.pipelines.review.offices import Desk, open_desk
from tests.pipelines.store.conftest import _postgres

__all__ = ["_postgres"]


@pytest.fixture(autouse=True)
def _cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password's hash takes its time by design."""
    monkeypatch.setattr(staff, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture(scope="session")
def _empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "store.sqlite"
    open_engine(str(path), create=True).dispose()
    return path


@pytest.fixture(scope="session")
def _empty_database(_postgres: str) -> str:
    _create(_postgres, "review_empty")
    open_engine(_named(_postgres, "review_empty"), create=True).dispose()
    return _postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty store is: a path or a URL."""
    if request.param == "sqlite":
        return shutil.copyfile(request.getfixturevalue("_empty_file"), str(tmp_path / "store.sqlite"))
    server: str = request.getfixturevalue("_empty_database")
    name = f"review_{uuid.uuid4().hex}"
    _create(server, f"{name} TEMPLATE review_empty")
    return _named(server, name)


@pytest.fixture
def desk(place: str, tmp_path: Path) -> Iterator[Desk]:
    """A new office without cases."""
    opened = open_desk(place, tmp_path)
    yield opened
    opened.office.close()


@pytest.fixture
def who(desk: Desk) -> Member:
    """A reviewer."""
    return desk.member("李审核")


@pytest.fixture
def other(desk: Desk) -> Member:
    """Another reviewer."""
    return desk.member("王复核")


def _create(server: str, what: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {what}".encode())


def _named(server: str, name: str) -> str:
    return server.replace("/postgres?", f"/{name}?")
