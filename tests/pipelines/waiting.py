"""Waiting for what another process does."""

from __future__ import annotations

import time
from collections.abc import Callable

_LONGEST = 60.0


def eventually(true: Callable[[], bool], longest: float = _LONGEST) -> None:
    """Return as soon as it holds. Raises TimeoutError where it does not within so many seconds, a minute."""
    end = time.monotonic() + longest
    while not true():
        if time.monotonic() > end:
            raise TimeoutError("it never came to hold")
        time.sleep(0.02)
