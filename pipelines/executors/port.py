"""The port behind which many tasks run: in this process, in spawned processes, on the machines of a cluster."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from typing import Generic, Literal, Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")

Work = Callable[[T], R]
"""Does one task."""
Start = Callable[[], Work[T, R]]
"""Makes what the work needs (an engine, rules), once in each worker, and hands out the work. It must be picklable."""
Why = Literal["raised", "died", "timed_out", "outgrown"]
"""``outgrown``: it took more memory than it may."""


@dataclass(frozen=True)
class Task(Generic[T]):
    """A piece of work. ``ordinal`` names it towards the outside; ``seconds`` is the longest it may take."""

    ordinal: int
    payload: T
    seconds: float


@dataclass(frozen=True)
class Done(Generic[R]):
    """A finished task and its answer."""

    ordinal: int
    value: R
    seconds: float


@dataclass(frozen=True)
class Lost:
    """A task that gave no answer. ``detail`` tells a developer where, and never holds anything read from the input."""

    ordinal: int
    why: Why
    detail: str
    seconds: float


Outcomes = Generator[Done[R] | Lost, None, None]


class Executor(Protocol):
    """Runs tasks.

    ``run`` answers every task exactly once, as ``Done`` or ``Lost``, in the order in which they end; at most one task
    is taken from the iterable before a worker is free for it. A task that raises costs itself only. What ``start``
    raises as YancaiError ends the run with that error; closing the iterator ends the workers.
    """

    def run(self, start: Start[T, R], tasks: Iterable[Task[T]]) -> Outcomes[R]: ...
