"""What the tests of running share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.store.connecting import open_engine
from tests.pipelines.object_store import serving
from tests.pipelines.ray_machines import cluster
from tests.pipelines.store import postgres


@pytest.fixture(autouse=True)
def _spawned_workers_find_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """A spawned process takes over sys.path; the fakes stand in this tree, which pytest does not put there."""
    monkeypatch.syspath_prepend(Path(__file__).parents[2])


@pytest.fixture(scope="session")
def bucket() -> Iterator[str]:
    """The URL of a bucket on a server of our own, which this process and those it starts find by their environment."""
    pytest.importorskip("moto", reason="make cluster")
    pytest.importorskip("s3fs", reason="make cluster")
    with serving("papers") as url:
        yield url


@pytest.fixture(scope="session")
def machines(bucket: str) -> Iterator[Any]:
    """A Ray cluster of two machines with a processor each, which reach the bucket."""
    pytest.importorskip("ray", reason="make cluster")
    with cluster(2) as made:
        yield made


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL server of the tests' own."""
    binaries = postgres.programs()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with postgres.server(binaries) as url:
        yield url


@pytest.fixture(scope="session")
def _empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store, whose tables are made once; others are copies of it."""
    path = tmp_path_factory.mktemp("empty") / "store.sqlite"
    open_engine(str(path), create=True).dispose()
    return path


@pytest.fixture(scope="session")
def _empty_database(postgresql: str) -> Iterator[str]:
    """The same on the server."""
    with postgres.database(postgresql) as url:
        open_engine(url, create=True).dispose()
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new, empty store is: a path or a URL. What touches the database runs on both."""
    if request.param == "sqlite":
        # Its mode is copied too: a store is its owner's alone.
        yield shutil.copy(request.getfixturevalue("_empty_file"), str(tmp_path / "store.sqlite"))
        return
    server, empty = request.getfixturevalue("postgresql"), request.getfixturevalue("_empty_database")
    with postgres.database(server, template=empty) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a store may be made: no file, or a database without tables."""
    if request.param == "sqlite":
        yield str(tmp_path / "store.sqlite")
        return
    with postgres.database(request.getfixturevalue("postgresql")) as url:
        yield url
