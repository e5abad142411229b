"""Run the real program on drawn papers, one after another, and keep what it cost and what it got right."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from intake.read import Reader
from intake.settings import IntakeSettings
from samples.truth import DrawnPaper
from tests.bench.engines.comparison import Material, Result, compare
from tests.bench.engines.pages import CLEAN, written
from tests.bench.engines.roster import chosen, ready
from tests.bench.engines.running import Bounds
from tests.bench.scores import PaperScore, score_paper

_PEERS: Final = ("paddleocr", "tesseract")
"""All others, and what they cost, are in the comparison (tests.bench.engines)."""


def read_papers(papers: Sequence[DrawnPaper]) -> tuple[list[PaperScore], dict[str, float]]:
    """Read every paper with one warm reader; returns the scores and the seconds spent in each stage."""
    reader = Reader.start(IntakeSettings())
    scores = []
    with tempfile.TemporaryDirectory() as folder:
        warm_up = _written(papers[0], Path(folder))
        reader.read("warm-up", warm_up)
        reader.seconds.clear()
        for index, paper in enumerate(papers):
            picture = _written(paper, Path(folder))
            start = time.perf_counter()
            reading = reader.read(paper.name, picture)
            scores.append(score_paper(paper, reading.documents, time.perf_counter() - start))
            picture.unlink()
            _progress(index + 1, len(papers), "yancai")
    return scores, dict(reader.seconds)


def read_with_peers(papers: Sequence[DrawnPaper]) -> list[Result]:
    """Let each peer read the clean scans among the papers."""
    clean = [paper for paper in papers if paper.truth.degradation == CLEAN]
    if not clean:
        return []
    with tempfile.TemporaryDirectory() as folder:
        pages = written(clean, Path(folder))
        return compare(chosen(_PEERS), Material(pages, pages[:1]), Bounds(), ready, Path(folder) / "logs")


def _written(paper: DrawnPaper, folder: Path) -> Path:
    picture = folder / f"paper{Path(paper.name).suffix}"
    picture.write_bytes(paper.data)
    return picture


def _progress(done: int, of: int, who: str) -> None:
    if done % 10 == 0 or done == of:
        sys.stderr.write(f"{who}: {done}/{of}\n")
