"""Waiting for what another process does, and for its end."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

LONGEST = 120.0
"""Seconds: a machine may be doing other things, or stand still for a while."""


def eventually(true: Callable[[], bool], longest: float = LONGEST) -> None:
    """Return as soon as it holds. Raises TimeoutError where it does not within so many seconds."""
    end = time.monotonic() + longest
    while not true():
        if time.monotonic() > end:
            raise TimeoutError("it never came to hold")
        time.sleep(0.02)


def hear_ctrl_c() -> None:
    """A test run started in the background hands on that it ignores Ctrl-C; people's terminals do not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def printed_until_its_end(process: subprocess.Popen[bytes], told: Path) -> bytes:
    """What a process prints until it ends. Started with ``-X faulthandler``, one that does not end tells in ``told``,
    its standard error, where each of its threads stands; raises AssertionError with that."""
    try:
        return process.communicate(timeout=LONGEST)[0]
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGABRT)
        process.communicate()
        raise AssertionError(f"it did not end:\n{told.read_text(errors='replace')}") from None


@contextmanager
def not_outliving(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """A process that ends with the test: one that should have ended and did not would be waited for for ever."""
    with process:
        try:
            yield process
        finally:
            process.kill()
