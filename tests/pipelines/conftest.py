"""What the tests of running share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _spawned_workers_find_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """A spawned process takes over sys.path; the fakes stand in this tree, which pytest does not put there."""
    monkeypatch.syspath_prepend(Path(__file__).parents[2])
