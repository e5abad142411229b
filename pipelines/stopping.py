"""A request to stop that comes from the system ends a command as Ctrl-C does."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def stopped_like_ctrl_c() -> Iterator[None]:
    """A system that shuts down, or ``kill`` (SIGTERM), raises KeyboardInterrupt in here: what is finished is kept."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
