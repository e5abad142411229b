"""Every test of the queue that touches the database runs on SQLite and on a real PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from pipelines.review import staff
from pipelines.review.staff import Member
from tests.pipelines.review.offices import Desk, open_desk


@pytest.fixture(autouse=True)
def _cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password's hash takes its time by design."""
    monkeypatch.setattr(staff, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


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
