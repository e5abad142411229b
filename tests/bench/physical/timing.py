"""What seals, clarity and geometry cost on top of reading: one process, one page after another."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from intake.page import PageImage, Pixels
from intake.read import Reader
from intake.seals import SealMark, without_seals
from intake.settings import IntakeSettings
from tests.bench.physical.intervals import bootstrapped
from tests.bench.physical.page import PhysicalPage
from tests.bench.physical.rows import Row, span

_READING = ("open", "ocr", "classify", "extract")
"""Stages that are there with or without this: everything else is on top."""
_INK = "ink"
"""Taking the ink out happens inside the stage of reading and is counted apart."""


def time_pages(pages: Sequence[PhysicalPage]) -> tuple[list[float], dict[str, float]]:
    """Seconds on top of reading for each page, and the mean seconds of each stage."""
    reader = Reader.start(IntakeSettings())
    tops: list[float] = []
    with tempfile.TemporaryDirectory() as folder, _ink_timed(reader):
        paths = [_written(page, Path(folder), number) for number, page in enumerate(pages)]
        reader.read("warm-up", paths[0])
        reader.read("warm-up", paths[-1])
        reader.seconds.clear()
        for number, path in enumerate(paths, 1):
            before = sum(_on_top(reader).values())
            reader.read(path.name, path)
            tops.append(sum(_on_top(reader).values()) - before)
            if number % 10 == 0:
                sys.stderr.write(f"timed {number}/{len(paths)}\n")
    return tops, {stage: seconds / len(pages) for stage, seconds in reader.seconds.items()}


def _on_top(reader: Reader) -> dict[str, float]:
    return {stage: seconds for stage, seconds in reader.seconds.items() if stage not in _READING}


def _written(page: PhysicalPage, folder: Path, number: int) -> Path:
    path = folder / f"{number:03d}{Path(page.name).suffix}"
    path.write_bytes(page.data)
    return path


@contextmanager
def _ink_timed(reader: Reader) -> Iterator[None]:
    def timed(page: PageImage, marks: Sequence[SealMark]) -> Pixels:
        start = time.perf_counter()
        pixels = without_seals(page, marks)
        reader.seconds[_INK] += time.perf_counter() - start
        return pixels

    with patch("intake.read.without_seals", timed):
        yield


def time_row(tops: Sequence[float]) -> Row:
    milliseconds = [1000 * top for top in tops]
    of = f"{len(tops)} pages, 95th percentile {sorted(milliseconds)[len(tops) * 95 // 100]:.0f} ms"
    between = span(bootstrapped(milliseconds, statistics.median), ".0f")
    return Row("time on top of reading, median", "<= 200 ms", f"{statistics.median(milliseconds):.0f} ms", between, of)


def stage_lines(stages: dict[str, float]) -> str:
    rows = [f"| {stage} | {1000 * seconds:.0f} |" for stage, seconds in stages.items()]
    return "\n".join(["### Milliseconds a page, mean, by stage", "", "| stage | ms |", "| --- | --- |", *rows])
