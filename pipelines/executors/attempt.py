"""One call whose failure is an answer instead of an exception."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import PurePath
from typing import Generic, TypeVar

from models.error import YancaiError

R = TypeVar("R")


@dataclass(frozen=True)
class Value(Generic[R]):
    """What the call returned."""

    value: R


@dataclass(frozen=True)
class Raised:
    """What the call raised: the exception's class and the line, without its text, which may quote the input."""

    detail: str
    error: YancaiError | None = None
    """Set where the program itself cannot go on; its text is written for people."""


class Attempts:
    """Runs calls one after another in one thread of their own, which is where an engine made by a call stays usable."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="work")

    def __call__(self, call: Callable[[], R]) -> Value[R] | Raised:
        """Call and wait; whatever it raises comes back as ``Raised``."""
        future: Future[R] = self._thread.submit(call)
        error = future.exception()
        if error is None:
            return Value(future.result())
        return Raised(describe(error), error if isinstance(error, YancaiError) else None)

    def close(self) -> None:
        """Give up the thread without waiting for it."""
        self._thread.shutdown(wait=False, cancel_futures=True)


def describe(error: BaseException) -> str:
    """Class and innermost line of an exception, such as ``ValueError at read.py:120``."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return type(error).__name__
    return f"{type(error).__name__} at {PurePath(frames[-1].filename).name}:{frames[-1].lineno}"
