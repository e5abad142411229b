"""What runs inside a spawned worker: it is told one task at a time over its pipe and answers each."""

from __future__ import annotations

import ctypes
import gc
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from typing import Any

from pipelines.executors.attempt import Attempts, Raised
from pipelines.executors.port import Start


@dataclass(frozen=True)
class Ready:
    """The worker has made what it needs and waits for its first task."""


@dataclass(frozen=True)
class CannotStart:
    """What the worker needs could not be made. ``message`` is for people where ``exit_code`` is set."""

    message: str
    exit_code: int | None


def serve(pipe: Connection, start: Start[Any, Any]) -> None:
    """Answer tasks until the pipe closes or None comes.

    Both output streams lead nowhere: libraries print file names and banners, and only the parent speaks to people.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    attempts = Attempts()
    # What is imported and loaded now stays for good: looking through it for what may go takes a seventh of
    # the start (docs/measurements/reading.md).
    gc.disable()
    started = attempts(start)
    gc.freeze()
    gc.enable()
    if isinstance(started, Raised):
        error = started.error
        pipe.send(CannotStart(str(error) if error else started.detail, error.exit_code if error else None))
        return
    pipe.send(Ready())
    give_back = _giving_back()
    while (payload := _next(pipe)) is not None:
        pipe.send(attempts(partial(started.value, payload)))
        give_back()
    attempts.close()


def _giving_back() -> Callable[[], object]:
    """What gives freed memory back to the system, where the C library is glibc, which keeps a page's for the next one:
    after 40 pages 250 of 1300 MiB. It takes some milliseconds, while the parent is busy with the answer."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return partial(trim, 0) if trim else lambda: None


def _end_with_parent() -> None:
    """A parent that was killed ends nobody: its workers would go on with what hangs, and keep their memory."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _next(pipe: Connection) -> Any:
    """The next payload; None where the parent has closed the pipe or is gone."""
    try:
        return pipe.recv()
    except (EOFError, OSError):
        return None
