"""What decided how lines are read: plain PaddleOCR and this engine in several arrangements, on the same pages.

    python -m tests.bench.reading
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np
from rapidfuzz.distance import Levenshtein

from intake.ocr.paddle import EngineOptions, PaddleEngine
from intake.page import Pixels
from samples.draw import papers
from tests.bench.peers import plain_paddle
from tests.bench.text_error import plain

PAGES = 12
SEED = 71
ROUNDS = 3
Read = Callable[[Pixels], list[str]]


def main() -> None:
    pages = _pages()
    base = _plain()
    expected = [_sorted_text(base(page)) for page in pages]
    characters = sum(len(text) for text in expected)
    ways: dict[str, Read] = {"plain PaddleOCR, its defaults": base}
    for name, options in _arrangements().items():
        ways[name] = _engine(options)
    sys.stdout.write(f"{PAGES} upright clean scans of samples, seed {SEED}; medians of {ROUNDS} rounds, alternating\n")
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS + 1):
        for name, read in ways.items():
            start = time.perf_counter()
            for page in pages:
                read(page)
            seconds[name].append((time.perf_counter() - start) / len(pages))
    for name, read in ways.items():
        texts = [_sorted_text(read(page)) for page in pages]
        differing = sum(Levenshtein.distance(a, b) for a, b in zip(texts, expected, strict=True))
        # The first round meets sizes it has to compile for.
        median = statistics.median(seconds[name][1:])
        sys.stdout.write(f"| {name} | {median:.2f} s a page | {differing} of {characters} characters differ |\n")


def _arrangements() -> dict[str, EngineOptions]:
    return {
        "this engine, f32": EngineOptions(precision="f32"),
        "this engine, bf16": EngineOptions(precision="bf16"),
        "this engine, bf16, full size": EngineOptions(precision="bf16", detection_side=4000),
        "this engine, bf16, one thread": EngineOptions(precision="bf16", threads=1),
    }


def _pages() -> list[Pixels]:
    found: list[Pixels] = []
    for paper in papers(8 * PAGES, SEED):
        if paper.truth.degradation == "clean_scan" and paper.truth.rotation == 0 and len(found) < PAGES:
            decoded = cv2.imdecode(np.frombuffer(paper.data, np.uint8), cv2.IMREAD_COLOR)
            found.append(np.asarray(decoded, dtype=np.uint8))
    return found


def _plain() -> Read:
    read = plain_paddle()

    def read_pixels(page: Pixels) -> list[str]:
        with tempfile.NamedTemporaryFile(suffix=".png") as file:
            cv2.imwrite(file.name, page)
            return read(Path(file.name))[0]

    return read_pixels


def _engine(options: EngineOptions) -> Read:
    engine = PaddleEngine.load(options)
    return lambda page: [line.text for line in engine.read(page)]


def _sorted_text(lines: Sequence[str]) -> str:
    """The lines in one order, whichever order they were found in."""
    return "\n".join(sorted(plain(line) for line in lines))


if __name__ == "__main__":
    main()
