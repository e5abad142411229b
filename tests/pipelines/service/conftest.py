"""A service in this process, for tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pipelines.service.support import Here, make_here


@pytest.fixture
def here(tmp_path: Path) -> Here:
    return make_here(tmp_path)
