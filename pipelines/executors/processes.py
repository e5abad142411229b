"""Tasks in spawned processes: one that raises, ends hard or hangs costs its own task, and its process is replaced."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, TypeVar

import psutil

from models.error import YancaiError
from pipelines.executors.attempt import Raised, Value
from pipelines.executors.port import Done, Lost, Outcomes, Start, Task, Why
from pipelines.executors.worker import CannotStart, Ready, serve
from pipelines.stopping import heed_stop

T = TypeVar("T")
R = TypeVar("R")

_STARTS_IN_VAIN = 3
"""A worker that ends before it is ready is replaced this many times in a row before the run is given up."""
_POLL_SECONDS = 0.2
"""How often the memory of the workers is looked at: a hostile PDF took 1.4 GB in some seconds."""
_FEWEST_TASKS = 10
"""A worker answers so many before its memory has it replaced: where the bound is set too low for the engine itself,
its start of some seconds must not come with every task."""


@dataclass(frozen=True)
class ProcessOptions:
    """How many processes, how long one may take to get ready, and after how many tasks it is replaced.

    ``most_bytes`` is the memory (resident set) beyond which a worker is ended. It is watched from outside: a limit of
    the address space would have to leave room for what networks only map, and one thread in C keeps a watch inside
    from running.
    PaddleOCR's memory grows with varied page sizes (PaddleOCR #11639), hence the replacement after so many tasks, and
    between two tasks where the memory is beyond ``recycle_bytes``, which costs a start and no task.
    ``ahead``: they are started before the first task is asked for, by a caller who is sure to have one.
    """

    workers: int
    start_seconds: float = 180.0
    tasks_per_worker: int = 400
    most_bytes: int = 3_000_000_000
    recycle_bytes: int = 1_500_000_000
    ahead: bool = False


class ProcessExecutor:
    """Runs tasks in processes that are spawned, never forked."""

    def __init__(self, options: ProcessOptions) -> None:
        self._options = options

    def run(self, start: Start[T, R], tasks: Iterable[Task[T]]) -> Outcomes[R]:
        """Answer the tasks as they end. Workers are started with the first task, or ahead of it, and killed when the
        run ends."""
        crew = Crew(start, self._options)
        try:
            if self._options.ahead:
                crew.fill()
            for task in tasks:
                while (worker := crew.free()) is None:
                    yield from crew.wait()
                worker.give(task)
            while crew.busy():
                yield from crew.wait()
        finally:
            crew.dismiss()


class Crew:
    """The workers of one run. Call ``dismiss`` in the end."""

    def __init__(self, start: Start[Any, Any], options: ProcessOptions) -> None:
        self._start = start
        self._options = options
        self._workers: list[_Worker] = []
        self._vain = 0

    def stand_by(self) -> _Worker:
        """Wait for a worker that is ready, while no task is under way. Raises YancaiError where none comes up."""
        while (worker := self.free()) is None:
            for _ in self.wait():
                raise RuntimeError("an answer without a task")
        return worker

    def answer(self, task: Task[Any]) -> Done[Any] | Lost:
        """Have one task done and wait for its answer, while no other is under way. Raises what ``start`` raises."""
        self.stand_by().give(task)
        while True:
            for outcome in self.wait():
                return outcome

    def free(self) -> _Worker | None:
        """A worker that waits for a task, None where all are busy; the crew is brought to its full number first."""
        self.fill()
        return next((worker for worker in self._workers if worker.ready and worker.task is None), None)

    def fill(self) -> None:
        """Bring the crew to its full number; who is new gets ready by itself."""
        while len(self._workers) < self._options.workers:
            self._workers.append(_Worker(self._start, self._options.start_seconds))

    def busy(self) -> bool:
        """Is any task still being worked on?"""
        return any(worker.task is not None for worker in self._workers)

    def wait(self) -> Iterator[Done[Any] | Lost]:
        """Wait until something happens to a worker, and hand out what it means for its task."""
        heed_stop()
        now = time.monotonic()
        timeout = max(0.0, min((worker.deadline for worker in self._workers), default=now) - now)
        pipes = [worker.pipe for worker in self._workers]
        heard = wait(pipes, timeout=min(timeout, _POLL_SECONDS))
        for worker in list(self._workers):
            if worker.pipe in heard:
                yield from self._hear(worker)
            elif worker.deadline <= time.monotonic():
                yield from self._lose(worker, "timed_out")
            elif worker.ready and worker.resident_bytes() > self._options.most_bytes:
                yield from self._lose(worker, "outgrown")

    def dismiss(self) -> None:
        """End all workers at once."""
        for worker in self._workers:
            worker.kill()
        self._workers.clear()

    def _hear(self, worker: _Worker) -> Iterator[Done[Any] | Lost]:
        match worker.hear():
            case Ready():
                self._vain = 0
            case CannotStart(message, None):
                raise YancaiError(f"读取程序无法启动（{message}）。请运行 yancai doctor 查看缺少什么。")
            case CannotStart(message, int() as exit_code):
                raise YancaiError(message, exit_code)
            case Value(value):
                ordinal, seconds = worker.take()
                yield Done(ordinal, value, seconds)
            case Raised(_, YancaiError() as error):
                raise error
            case Raised(detail):
                ordinal, seconds = worker.take()
                yield Lost(ordinal, "raised", detail, seconds)
            case _:
                yield from self._lose(worker, "died")
        if worker in self._workers and worker.task is None and worker.spent(self._options):
            self._remove(worker)

    def _lose(self, worker: _Worker, why: Why) -> Iterator[Lost]:
        self._remove(worker)
        if not worker.ready:
            self._vain += 1
            if self._vain >= _STARTS_IN_VAIN:
                raise YancaiError("读取进程反复无法启动，可能是内存不足。请减少 --workers，或运行 yancai doctor。")
        if worker.task is not None:
            ordinal, seconds = worker.take()
            detail = f"exit {worker.exit_code}" if why == "died" else f"after {seconds:.0f} s"
            yield Lost(ordinal, why, detail, seconds)

    def _remove(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.kill()


class _Worker:
    """A process, its pipe, and the task it has."""

    pipe: Connection

    def __init__(self, start: Start[Any, Any], start_seconds: float) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(target=serve, args=(theirs, start), daemon=True)
        with _interrupts_held():
            self._process.start()
        theirs.close()
        self.ready = False
        self.task: Task[Any] | None = None
        self.deadline = time.monotonic() + start_seconds
        self.answered = 0
        self._begun = 0.0

    def give(self, task: Task[Any]) -> None:
        """Hand over a task; a worker that is gone is noticed by the next wait."""
        self.task = task
        self._begun = time.monotonic()
        self.deadline = self._begun + task.seconds
        with suppress(ConnectionError):
            self.pipe.send(task.payload)

    def hear(self) -> object:
        """What the worker says; None where it is gone."""
        try:
            said = self.pipe.recv()
        except (EOFError, OSError):  # OSError: killed in the middle of its answer
            return None
        if isinstance(said, Ready):
            self.ready = True
            self.deadline = float("inf")
        return said

    def take(self) -> tuple[int, float]:
        """Take the task back: its ordinal and how long it took."""
        if self.task is None:
            raise RuntimeError("an answer without a task")
        ordinal, self.task = self.task.ordinal, None
        self.answered += 1
        self.deadline = float("inf")
        return ordinal, time.monotonic() - self._begun

    def spent(self, options: ProcessOptions) -> bool:
        """Has it answered its share of tasks, or grown beyond what a worker between tasks may hold?"""
        if self.answered >= options.tasks_per_worker:
            return True
        return self.answered >= _FEWEST_TASKS and self.resident_bytes() > options.recycle_bytes

    def resident_bytes(self) -> int:
        """The memory the process has now; 0 where it is gone."""
        try:
            return int(psutil.Process(self._process.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        self.pipe.close()
        self._process.kill()
        self._process.join()

    @property
    def exit_code(self) -> int | None:
        """The process's exit code, negative for a signal; None while it runs."""
        return self._process.exitcode


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Ctrl-C reaches every process of the terminal; a worker started in here leaves the answer to its parent.

    The signal is held back, which a new process takes over, and not ignored: one that comes now reaches the parent
    as soon as the worker is started.
    """
    resource_tracker.ensure_running()  # started on its own it would open the gate again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
