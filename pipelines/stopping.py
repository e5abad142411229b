"""A request to stop ends a command as Ctrl-C does, also one whose exception is lost on its way."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType
from typing import Final

_ASKED: Final = Event()
"""Signals are the process's, and so is the wish to stop."""


@contextmanager
def stopped_like_ctrl_c() -> Iterator[None]:
    """Ctrl-C, a system that shuts down or ``kill`` (SIGTERM) raise KeyboardInterrupt in here: what is finished is kept.

    Python drops an exception that is raised while a library calls back or an object is let go; ``heed_stop``, asked
    wherever somebody waits, raises it then. A Ctrl-C that is ignored (``nohup``) stays ignored.
    """
    handled = [signal.SIGTERM]
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        handled.append(signal.SIGINT)
    _ASKED.clear()
    before = {number: signal.signal(number, _stop) for number in handled}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        _ASKED.clear()


def heed_stop() -> None:
    """Raise KeyboardInterrupt where a stop was asked for and its own was lost."""
    if _ASKED.is_set():
        raise KeyboardInterrupt


@contextmanager
def stop_stays_one() -> Iterator[None]:
    """An error that a library made of a stop leaves as the KeyboardInterrupt it was: pydantic's serialiser hands on
    whatever ends a serialisation as an error of its own, a Ctrl-C too."""
    try:
        yield
    except Exception as error:
        if _ASKED.is_set():
            raise KeyboardInterrupt from error
        raise


def _stop(number: int, frame: FrameType | None) -> None:
    _ASKED.set()
    raise KeyboardInterrupt
