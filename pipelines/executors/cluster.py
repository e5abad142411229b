"""Tasks on the machines of a Ray cluster, of which any may be lost: its task is then given to another.

Ray places the workers, restarts them on the machines that are left, and carries what goes to and fro. A worker is an
actor with a spawned process beside it that has the engine (``Crew``), so that a task that dies, hangs or outgrows its
memory is ended on the spot and costs itself only. The actor itself goes with its machine: then, and only then, the
task is tried again.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, TypeVar

from models.error import UsageError, YancaiError
from pipelines.executors.port import Done, Lost, Outcomes, Start, Task
from pipelines.executors.processes import Crew, ProcessOptions
from pipelines.executors.sizing import WORKER_BYTES
from pipelines.stopping import heed_stop

T = TypeVar("T")
R = TypeVar("R")

_TRIES = 3
"""A task whose machine was lost under it so many times is given up: it may be what brings them down."""
_POLL_SECONDS = 1.0
_REACH_SECONDS = 10.0
_ENVIRONMENT = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}
"""Set before Ray is imported: it tells nobody that it is used, and leaves the machines' variables as they are."""


@dataclass(frozen=True)
class ClusterOptions:
    """Which cluster (``auto``: the one this machine belongs to), how many workers, and what each of them has.

    ``workers`` None: as many as all machines have room for now. More than that is allowed: Ray starts them where
    machines join later.
    """

    process: ProcessOptions
    address: str = "auto"
    workers: int | None = None
    cores: int = 1


class ClusterExecutor:
    """Runs tasks in actors of a Ray cluster."""

    def __init__(self, options: ClusterOptions) -> None:
        self._options = options

    def run(self, start: Start[T, R], tasks: Iterable[Task[T]]) -> Outcomes[R]:
        """Answer the tasks as they end. The cluster is joined with the first task and left when the run ends."""
        coming = iter(tasks)
        first = next(coming, None)
        if first is None:
            return
        with _joined(self._options.address) as ray:
            troop = _Troop(ray, start, self._options)
            for task in chain([first], coming):
                troop.want(task)
                while not troop.free():
                    yield from troop.wait()
            while troop.busy():
                yield from troop.wait()


class Worker:
    """What runs as an actor: one process with one engine, which it ends where a task goes wrong."""

    def __init__(self, start: Start[Any, Any], options: ProcessOptions) -> None:
        # A spawned process runs its parent's main file, here Ray's, which would bring Ray into it: a second, 80 MB.
        vars(sys.modules["__main__"]).pop("__file__", None)
        self._crew = Crew(start, replace(options, workers=1))

    def ready(self) -> YancaiError | None:
        """Wait until the engine is loaded; why it cannot be, where that is so."""
        try:
            self._crew.stand_by()
        except YancaiError as error:
            return error
        return None

    def work(self, task: Task[Any]) -> Done[Any] | Lost | YancaiError:
        """Do one task; an error is one that ends the run."""
        try:
            return self._crew.answer(task)
        except YancaiError as error:
            return error


@dataclass(frozen=True)
class _Wanted:
    """A task that is to be done, and how many workers were lost with it."""

    task: Task[Any]
    losses: int = 0


@dataclass(frozen=True)
class _Call:
    """What was asked of an actor: a task, or None where it is asked to get ready."""

    actor: Any
    wanted: _Wanted | None
    begun: float


class _Troop:
    """The actors of one run; Ray ends them when the cluster is left."""

    def __init__(self, ray: Any, start: Start[Any, Any], options: ClusterOptions) -> None:
        self._ray, self._options = ray, options
        self._idle: list[Any] = []
        self._calls: dict[Any, _Call] = {}
        self._queue: deque[_Wanted] = deque()
        self._idle_since = time.monotonic()
        make = ray.remote(num_cpus=options.cores, memory=WORKER_BYTES, max_restarts=-1)(Worker)
        for _ in range(options.workers or _room(ray, options.cores)):
            self._get_ready(make.remote(start, options.process))

    def free(self) -> bool:
        """Is there a worker without a task, and no task without a worker?"""
        return len(self._idle) > len(self._queue)

    def busy(self) -> bool:
        """Is any task not answered yet?"""
        return bool(self._queue) or any(call.wanted for call in self._calls.values())

    def want(self, task: Task[Any]) -> None:
        """Have a task done, as soon as a worker is free."""
        self._queue.append(_Wanted(task))
        self._hand_out()

    def wait(self) -> Iterator[Done[Any] | Lost]:
        """Wait until something happens to a worker, and hand out what it means for its task."""
        heed_stop()
        heard, _ = self._ray.wait(list(self._calls), num_returns=1, timeout=_POLL_SECONDS)
        for reference in heard:
            yield from self._hear(reference)
        self._hand_out()
        if self._idle or any(call.wanted for call in self._calls.values()):
            self._idle_since = time.monotonic()
        elif time.monotonic() - self._idle_since > self._options.process.start_seconds:
            raise YancaiError("集群中没有空闲的处理器或内存可供读取。请用 ray status 查看，稍后加上 --resume 继续。")

    def _hand_out(self) -> None:
        while self._idle and self._queue:
            actor, wanted = self._idle.pop(), self._queue.popleft()
            self._calls[actor.work.remote(wanted.task)] = _Call(actor, wanted, time.monotonic())

    def _get_ready(self, actor: Any) -> None:
        """Ask an actor to get ready; Ray asks again wherever it has to restart it."""
        self._calls[actor.ready.options(max_task_retries=-1).remote()] = _Call(actor, None, time.monotonic())

    def _hear(self, reference: Any) -> Iterator[Done[Any] | Lost]:
        call = self._calls.pop(reference)
        try:
            answer = self._ray.get(reference)
        except self._ray.exceptions.RayTaskError:
            raise
        except self._ray.exceptions.RayError as error:
            yield from self._lose(call, error)
            return
        if isinstance(answer, YancaiError):
            raise answer
        self._idle.append(call.actor)
        if answer is not None:
            yield answer

    def _lose(self, call: _Call, error: Exception) -> Iterator[Lost]:
        """The actor was lost with its machine, or its answer was: Ray restarts it, and its task is tried again."""
        if call.wanted is None:  # one that cannot even be made is not restarted
            raise YancaiError(
                f"集群中的读取进程无法启动（{type(error).__name__}）。请确认每台机器都装有同一版本的验材和 Ray。"
            ) from error
        self._get_ready(call.actor)
        losses = call.wanted.losses + 1
        if losses < _TRIES:
            self._queue.appendleft(_Wanted(call.wanted.task, losses))
            return
        detail = f"{type(error).__name__} {losses} times"
        yield Lost(call.wanted.task.ordinal, "died", detail, time.monotonic() - call.begun)


def _room(ray: Any, cores: int) -> int:
    """How many workers the machines of the cluster have processors and memory for. Raises YancaiError for none."""
    had = [machine["Resources"] for machine in ray.nodes() if machine["Alive"]]
    room = sum(int(min(one.get("CPU", 0) // cores, one.get("memory", 0) // WORKER_BYTES)) for one in had)
    if room:
        return room
    raise YancaiError(f"集群中没有一台机器有 {cores} 个处理器和 {WORKER_BYTES / 2**30:.1f} GB 内存可供读取。")


@contextmanager
def _joined(address: str) -> Iterator[Any]:
    """Ray, connected to the cluster. Raises UsageError where it is not installed or the cluster not to be reached."""
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    try:
        import ray
    except ImportError:
        raise UsageError("--executor ray 需要 Ray：pip install 'yancai[cluster]'（见 docs/cluster.md）。") from None
    ended = signal.getsignal(signal.SIGTERM)
    try:
        _reach(address)
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
    except (OSError, RuntimeError, ValueError) as error:
        raise UsageError(
            f"连不上 Ray 集群“{address}”（{type(error).__name__}）。"
            "请在集群中的一台机器上运行，并用 ray status 确认集群已启动，各机器的令牌、Ray 和 Python 版本相同。"
        ) from error
    signal.signal(signal.SIGTERM, ended)  # Ray puts its own in place, which would end the run without its outputs
    try:
        yield ray
    finally:
        ray.shutdown()


def _reach(address: str) -> None:
    """Raises OSError or ValueError where nothing answers there, which Ray itself would wait for over minutes."""
    if address == "auto":
        return
    host, _, port = address.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=_REACH_SECONDS):
        return
