"""The batches: drawn pages as cases, and the product's own batch over so many of them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

from pipelines.batch import BatchJob, Ended, run_batch
from pipelines.doors import Doors
from pipelines.executors.processes import ProcessExecutor, ProcessOptions
from pipelines.gather import gather_batch
from pipelines.terms import Terms
from samples.truth import DrawnPaper
from tests.bench.growth.kept import Case, Finished, Kept
from tests.bench.kills import workers_of

_NEVER: Final = 10**9
_MIB: Final = 1024 * 1024
_ITSELF: Final = psutil.Process()


@dataclass(frozen=True)
class Way:
    """How the batches are run: under which terms, by what, with how many workers, replaced as usual or never."""

    terms: Terms
    doors: Doors
    workers: int = 1
    as_shipped: bool = False

    def executor(self) -> ProcessExecutor:
        """The product's executor of spawned processes."""
        options = self.terms.settings.batch
        most = int(options.worker_gigabytes * 1e9)
        tasks, recycle = (
            (options.tasks_per_worker, int(options.recycle_gigabytes * 1e9)) if self.as_shipped else (_NEVER, most)
        )
        return ProcessExecutor(ProcessOptions(self.workers, options.start_seconds, tasks, most, recycle))


def write_cases(folder: Path, pages: int, distinct: int, draw: Callable[[int], DrawnPaper]) -> Path:
    """A folder of so many cases of one page each; drawings that are there already are not made again."""
    cases, drawn = folder / f"cases-{pages}", folder / "drawn"
    for place in (cases, drawn):
        place.mkdir(parents=True, exist_ok=True)
    for number in range(pages):
        drawing = drawn / f"{number % distinct:04d}.jpg"
        if not drawing.exists():
            unfinished = drawing.with_suffix(".part")
            unfinished.write_bytes(draw(number % distinct).data)
            unfinished.replace(drawing)
        case = cases / f"{number:05d}.jpg"
        if not case.exists():
            # A batch follows no link out of its folder; this is the same file under a second name.
            os.link(drawing, case)
    return cases


def run(cases: Path, out: Path, way: Way, kept: Kept) -> None:
    """Run, or go on with, the batch over a folder of cases."""
    job = BatchJob(gather_batch(cases, out), out, way.terms, resume=True)
    watch = _Watch(len(job.cases), way.workers, kept)
    result = run_batch(job, way.doors, way.executor(), watch)
    if result.interrupted:
        raise KeyboardInterrupt
    kept.add(Finished(pages=len(job.cases), outputs_seconds=time.perf_counter() - watch.last))


class _Watch:
    """Told of every case that ends; keeps what it cost and what the workers hold then."""

    def __init__(self, pages: int, workers: int, kept: Kept) -> None:
        self._pages, self._count, self._kept = pages, workers, kept
        self._workers: dict[int, psutil.Process] = {}
        self._seen: set[int] = set()
        self._answered = 0
        self._spent = 0.0
        self.last = time.perf_counter()

    def __call__(self, ended: Ended) -> None:
        now, before = time.perf_counter(), self.last
        if ended.seconds is not None:
            self._look_for_workers()
            self._answered += 1
            spent_before, self._spent = self._spent, sum(map(_processor_seconds, (_ITSELF, *self._workers.values())))
            self._kept.add(
                Case(
                    pages=self._pages,
                    ordinal=ended.ordinal,
                    seconds=ended.seconds,
                    clock=now - before if self._answered > 1 else None,
                    processor=self._spent - spent_before if self._answered > 1 else None,
                    mib=max((_mib(worker) for worker in self._workers.values()), default=0.0),
                    worker_pages=self._answered,
                    workers=len(self._seen),
                )
            )
        self.last = time.perf_counter()

    def _look_for_workers(self) -> None:
        """Only where one is new: going through the machine's processes takes milliseconds."""
        alive = {pid: worker for pid, worker in self._workers.items() if worker.is_running()}
        if len(alive) < self._count:
            alive = {worker.pid: worker for worker in workers_of(os.getpid())}
            if new := set(alive) - self._seen:
                self._seen |= new
                self._answered = 0
        self._workers = alive


def _processor_seconds(process: psutil.Process) -> float:
    """All it has taken so far, 0 where it is gone."""
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)


def _mib(worker: psutil.Process) -> float:
    try:
        return float(worker.memory_info().rss) / _MIB
    except psutil.Error:
        return 0.0
