"""Draw and read groups of pages: in processes of one thread each, every group's outcomes handed back as they come."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from intake.ocr.options import EngineOptions
from intake.read import Reader
from intake.settings import IntakeSettings
from tests.bench.physical.outcome import (
    Answer,
    Outcome,
    SealText,
    answer_of,
    errors_in,
    outcome_of,
    read_on,
    under_seals,
)
from tests.bench.physical.page import Group, PageSource, PhysicalPage
from tests.bench.physical.reading import CharactersRead
from tests.bench.physical.without import Without, without_dewarping, without_ink_separation

SOURCES = {"samples": "tests.bench.physical.from_samples", "held_out": "tests.bench.held_out.physical"}
_LEAST_UNDER_SEAL = 3


def source_of(papers: str) -> PageSource:
    source: Any = import_module(SOURCES[papers])
    return source  # type: ignore[no-any-return]


@dataclass
class _Worker:
    """What a process holds: the reader, made once, and where its pages come from."""

    reader: Reader
    source: PageSource
    seed: int
    folder: Path

    def ask(self, page: PhysicalPage, without: Without | None = None) -> Answer:
        path = self.folder / f"page{Path(page.name).suffix}"
        path.write_bytes(page.data)
        with without() if without else nullcontext():
            return answer_of(self.reader.read(page.name, path))

    def outcomes(self, group: Group) -> list[Outcome]:
        found: list[Outcome] = []
        read: dict[str, CharactersRead | None] = {}
        for page in self.source.draw(self.seed, group):
            answer = self.ask(page)
            read[page.name] = read_on(page, answer)
            twin = read.get(page.truth.twin or "") if "clarity" in page.truth.tells else None
            outcome = outcome_of(page, answer, twin)
            found.append(outcome.model_copy(update=self._second_readings(page, answer, read[page.name])))
        return found

    def _second_readings(
        self, page: PhysicalPage, answer: Answer, read: CharactersRead | None
    ) -> dict[str, SealText | int]:
        """The same page without ink separation where print stands under seals, without dewarping where it was."""
        more: dict[str, SealText | int] = {}
        where = under_seals(page)
        if read is not None and (where & read.counts).sum() >= _LEAST_UNDER_SEAL:
            plain = read_on(page, self.ask(page, without_ink_separation))
            assert plain is not None
            more["under_seals"] = SealText(
                characters=int((where & read.counts).sum()),
                errors=errors_in(read, where),
                unseparated=errors_in(plain, where),
            )
        if answer.dewarped:
            more["errors_undewarped"] = outcome_of(page, self.ask(page, without_dewarping), None).errors
        return more


_worker: _Worker | None = None


def _start(papers: str, seed: int, slots: Any) -> None:
    """In a new process: a processor of its own, one thread, one reader."""
    global _worker
    import cv2

    processors = sorted(os.sched_getaffinity(0))
    # Two networks of one thread each would be pinned to the same, first processor.
    os.sched_setaffinity(0, {processors[slots.get() % len(processors)]})
    cv2.setNumThreads(1)
    reader = Reader.start(IntakeSettings(engine=EngineOptions(threads=1)))
    _worker = _Worker(reader, source_of(papers), seed, Path(tempfile.mkdtemp(prefix="yancai-bench-")))


def _run(group: Group) -> tuple[Group, list[Outcome]]:
    assert _worker is not None
    return group, _worker.outcomes(group)


def read_groups(groups: Sequence[Group], papers: str, seed: int, workers: int) -> Iterator[tuple[Group, list[Outcome]]]:
    """The outcomes of each group, in the order they are finished; progress goes to stderr."""
    os.environ["OMP_NUM_THREADS"] = "1"
    context = get_context("spawn")
    slots: Any = context.Queue()
    for number in range(workers):
        slots.put(number)
    start, pages = time.perf_counter(), 0
    with context.Pool(workers, _start, (papers, seed, slots)) as pool:
        for done, (group, outcomes) in enumerate(pool.imap_unordered(_run, groups), 1):
            pages += len(outcomes)
            if done % 10 == 0 or done == len(groups):
                sys.stderr.write(f"{done}/{len(groups)} groups, {pages} pages, {time.perf_counter() - start:.0f} s\n")
            yield group, outcomes


def pages_for_timing(source: PageSource, seed: int, groups: Iterable[Group], least: int) -> list[PhysicalPage]:
    """At least ``least`` pages, group by group."""
    pages: list[PhysicalPage] = []
    for group in groups:
        if len(pages) >= least:
            break
        pages += source.draw(seed, group)
    return pages
