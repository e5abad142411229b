"""What the tests of running share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.pipelines.object_store import serving
from tests.pipelines.ray_machines import cluster


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
