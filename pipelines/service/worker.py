"""One process that reads, told one upload at a time; where it is lost it is replaced, at the cost of that upload only.

What runs inside is the executors' worker; here stands what a service asks beyond a batch: it must be ready before it
is needed, and a request to stop that reaches the whole process group must not reach it.
"""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, Final

import psutil

from models.error import YancaiError
from pipelines.executors.attempt import Raised, Value
from pipelines.executors.port import Start, Why
from pipelines.executors.worker import CannotStart, Ready, serve
from pipelines.service.logs import log_event

_POLL_SECONDS: Final = 0.1
"""How often a worker's memory is looked at while it reads: a hostile PDF took 1.4 GB in some seconds."""
_RETRY_SECONDS: Final = (1.0, 2.0, 5.0, 10.0, 30.0)
"""Between attempts to replace a worker that does not start; the last one again and again."""


class ReadingLost(Exception):  # noqa: N818 - an answer about one upload, not a fault of who asked
    """A reading gave no answer. ``detail`` tells a developer where, and never holds anything read from the upload."""

    def __init__(self, why: Why, detail: str) -> None:
        super().__init__(why)
        self.why, self.detail = why, detail


@dataclass(frozen=True)
class Bounds:
    """What a worker may take: seconds to get ready, tasks until it is replaced, bytes of memory at which it is ended,
    and at which it is replaced between two tasks (but not before it has answered ten)."""

    start_seconds: float = 180.0
    tasks: int = 400
    most_bytes: int = 3_000_000_000
    recycle_bytes: int = 1_500_000_000
    fewest_tasks: int = 10


class Worker:
    """A process and its replacements. Its methods are called from one thread at a time."""

    def __init__(self, start: Start[Any, Any], bounds: Bounds) -> None:
        """``start`` must be picklable; it makes, in the process, what answers."""
        self._start, self._bounds = start, bounds
        self._process: _Process | None = None
        self._given_up = threading.Event()
        self.replaced = 0
        """How often a process had to take the place of another."""

    @property
    def ready(self) -> bool:
        """Is there a process that has made what it needs?"""
        return self._process is not None and self._process.ready and self._process.alive

    @property
    def pid(self) -> int | None:
        """The process that is there now."""
        return self._process.pid if self._process else None

    def resident_bytes(self) -> int:
        """The memory of the process; 0 where there is none."""
        return self._process.resident_bytes() if self._process else 0

    def start(self) -> None:
        """Start the process and wait until it is ready. Raises YancaiError where it cannot."""
        self._process = process = _Process(self._start)
        try:
            if self._given_up.is_set():
                raise YancaiError("服务正在停止。")
            process.wait_until_ready(self._bounds.start_seconds)
        except YancaiError:
            self._end()
            raise

    def ask(self, payload: object, seconds: float) -> Any:
        """The answer to one payload. Raises ReadingLost; the process is ended unless it only raised."""
        if not self.ready:  # it ended between two uploads, which is no fault of this one
            self.freshen()
        process = self._process
        if process is None:
            raise ReadingLost("died", "given up")
        try:
            return process.ask(payload, seconds, self._bounds.most_bytes)
        except ReadingLost as lost:
            if lost.why != "raised":
                self._end()
            raise

    def freshen(self) -> None:
        """Have a ready process, a new one where the last is gone or has done its share; returns when there is one, or
        when the worker was given up. One that ended between two uploads, of which no request tells, is told in the
        log."""
        if self._process is not None:
            if self.ready and not self._process.spent(self._bounds):
                return
            if not self.ready and not self._given_up.is_set():
                log_event("worker_ended", logging.WARNING, cause=f"exit {self._process.exitcode}")
        self._end()
        for seconds in self._pauses():
            try:
                self.start()
            except YancaiError:
                self._given_up.wait(seconds)
            else:
                self.replaced += 1
                return

    def stop(self) -> None:
        """End the process, whatever it does, and start no other. May be called from any thread."""
        self._given_up.set()
        self._end()

    def _pauses(self) -> Iterator[float]:
        attempt = 0
        while not self._given_up.is_set():
            yield _RETRY_SECONDS[min(attempt, len(_RETRY_SECONDS) - 1)]
            attempt += 1

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.end()


class _Process:
    """One spawned process."""

    def __init__(self, start: Start[Any, Any]) -> None:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        self._pipe: Connection = ours
        self._process: SpawnProcess = context.Process(target=serve, args=(theirs, start), daemon=True)
        with _signals_held():
            self._process.start()
        theirs.close()
        self.ready = False
        self._answered = 0

    @property
    def alive(self) -> bool:
        return self._process.is_alive()

    @property
    def pid(self) -> int | None:
        return self._process.pid

    @property
    def exitcode(self) -> int | None:
        return self._process.exitcode

    def ask(self, payload: object, seconds: float, most_bytes: int) -> Any:
        deadline = time.monotonic() + seconds
        try:
            self._pipe.send(payload)
            while not self._pipe.poll(_POLL_SECONDS):
                if time.monotonic() >= deadline:
                    raise ReadingLost("timed_out", f"after {seconds:.0f} s")
                if self.resident_bytes() > most_bytes:
                    raise ReadingLost("outgrown", f"beyond {most_bytes / 1e9:.1f} GB")
            said = self._pipe.recv()
        except (EOFError, OSError):
            self._process.join(1.0)
            raise ReadingLost("died", f"exit {self._process.exitcode}") from None
        self._answered += 1
        match said:
            case Value(value):
                return value
            case Raised(detail, error):
                # The text of a YancaiError is written for people: a pack that was broken since the start.
                raise ReadingLost("raised", f"{detail}: {error}" if error else detail)
            case _:
                raise ReadingLost("died", "no answer")

    def spent(self, bounds: Bounds) -> bool:
        """Has it answered its share, or grown beyond what it may hold between two tasks?"""
        if self._answered >= bounds.tasks:
            return True
        return self._answered >= bounds.fewest_tasks and self.resident_bytes() > bounds.recycle_bytes

    def resident_bytes(self) -> int:
        try:
            return int(psutil.Process(self._process.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def wait_until_ready(self, seconds: float) -> None:
        """Raises YancaiError where it cannot start or does not in time."""
        try:
            said = self._pipe.recv() if self._pipe.poll(seconds) else None
        except (EOFError, OSError):
            said = None
        match said:
            case Ready():
                self.ready = True
            case CannotStart(message, int() as exit_code):
                raise YancaiError(message, exit_code)
            case CannotStart(message, None):
                raise YancaiError(f"读取程序无法启动（{message}）。请运行 yancai doctor 查看缺少什么。")
            case _:
                raise YancaiError("读取进程无法启动，可能是内存不足。请减少 workers，或运行 yancai doctor。")


@contextmanager
def _signals_held() -> Iterator[None]:
    """Ctrl-C and a system that stops a service signal every process of it; a worker started in here leaves the answer
    to its parent, which lets it finish what it reads.

    The signals are held back, which a new process takes over, and not ignored: one that comes now reaches the parent
    as soon as the worker is started.
    """
    resource_tracker.ensure_running()  # started on its own it would open the gate again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
