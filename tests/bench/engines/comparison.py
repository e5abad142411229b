"""All engines on the same files, in turns: a machine that slows down slows all of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from tests.bench.engines.environment import UnavailableError
from tests.bench.engines.pages import Page
from tests.bench.engines.roster import Engine, Launch
from tests.bench.engines.running import Answer, Bounds, EngineError, RunningEngine
from tests.bench.text_error import Errors, errors_free_of_order, plain

Ready = Callable[[Engine], Launch]
"""Makes what an engine needs; raises UnavailableError."""
_ROUNDS_TO_WARM_UP: Final = 3
"""PaddleOCR on OpenVINO reads a page as fast as it will from the third time on."""


@dataclass
class TextScore:
    """What was read of pages, held against what stands on them."""

    characters: int = 0
    errors: list[Errors] = field(default_factory=list)
    upright_characters: int = 0
    upright_errors: list[Errors] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def count(self, page: Page, answer: Answer) -> None:
        characters, errors = len(plain("".join(page.lines))), errors_free_of_order(page.lines, answer.lines)
        self.characters += characters
        self.errors.append(errors)
        self.seconds.append(answer.seconds)
        if page.upright:
            self.upright_characters += characters
            self.upright_errors.append(errors)


@dataclass(frozen=True)
class Material:
    """What is read: pages to warm up with, one page again and again (where there is one), pages once each, and those
    pages as one PDF."""

    pages: Sequence[Page]
    warm_up: Sequence[Page] = ()
    repeated: Path | None = None
    repetitions: int = 5
    pdf: Path | None = None
    pdf_repetitions: int = 3


@dataclass
class Result:
    """What became of an engine. ``failed`` says why nothing, or nothing more, was measured."""

    engine: Engine
    start_seconds: float | None = None
    repeated: list[float] = field(default_factory=list)
    score: TextScore = field(default_factory=TextScore)
    peak_mib: float = 0.0
    pdf_seconds: list[float] = field(default_factory=list)
    pdf_errors: Errors | None = None
    pdf_peak_mib: float = 0.0
    failed: str | None = None


@dataclass
class _Racer:
    """An engine with its process, as long as that runs."""

    result: Result
    process: RunningEngine | None = None

    def read(self, file: Path, keep: Callable[[Answer], None]) -> None:
        """Have a file read and keep the answer; an engine that fails is out."""
        if self.process is None:
            return
        try:
            keep(self.process.read(file))
        except EngineError as failure:
            self.process.stop()
            self.process, self.result.failed = None, f"failed: {failure}"

    @property
    def peak_mib(self) -> float:
        return self.process.peak_mib if self.process else 0.0


def compare(engines: Sequence[Engine], material: Material, bounds: Bounds, ready: Ready, logs: Path) -> list[Result]:
    """Let every engine read everything that it reads; ``logs`` takes what they say besides."""
    logs.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        racers = [_started(engine, bounds, ready, (stack, logs)) for engine in engines]
        by_page = [racer for racer in racers if racer.result.engine.pages]
        _repeat(by_page, material)
        for number, page in enumerate(material.pages, 1):
            for racer in by_page:
                racer.read(page.path, partial(racer.result.score.count, page))
            _tell(f"page {number}/{len(material.pages)}")
        for racer in by_page:
            racer.result.peak_mib = racer.peak_mib
        _read_pdf([racer for racer in racers if racer.result.engine.whole_pdf], material)
    return [racer.result for racer in racers]


def _started(engine: Engine, bounds: Bounds, ready: Ready, place: tuple[ExitStack, Path]) -> _Racer:
    stack, logs = place
    racer = _Racer(Result(engine))
    _tell(f"starting {engine.name}")
    try:
        running = RunningEngine(ready(engine), bounds, logs / f"{engine.key}.log", spawns=engine.spawns)
    except UnavailableError as reason:
        racer.result.failed = f"not available: {reason}"
    except EngineError as failure:
        racer.result.failed = f"failed: {failure}"
    else:
        racer.process = stack.enter_context(running)
        racer.result.start_seconds = running.start_seconds
    return racer


def _repeat(racers: Sequence[_Racer], material: Material) -> None:
    """Pages and rounds to warm up, then the rounds that count."""
    for page in material.warm_up:
        for racer in racers:
            racer.read(page.path, partial(_keep_seconds, []))
        _tell("warming up")
    if material.repeated is None:
        return
    for number in range(_ROUNDS_TO_WARM_UP + material.repetitions):
        for racer in racers:
            seconds = racer.result.repeated if number >= _ROUNDS_TO_WARM_UP else []
            racer.read(material.repeated, partial(_keep_seconds, seconds))
        _tell(f"round {number + 1}, {_ROUNDS_TO_WARM_UP} of them to warm up")


def _keep_seconds(seconds: list[float], answer: Answer) -> None:
    seconds.append(answer.seconds)


def _read_pdf(racers: Sequence[_Racer], material: Material) -> None:
    if material.pdf is None:
        return
    answers: dict[str, Answer] = {}
    for number in range(material.pdf_repetitions):
        for racer in racers:
            racer.read(material.pdf, partial(_keep_pdf, racer.result, answers))
        _tell(f"whole PDF {number + 1}/{material.pdf_repetitions}")
    truth = [line for page in material.pages for line in page.lines]
    for racer in racers:
        racer.result.pdf_peak_mib = racer.peak_mib
        if answer := answers.get(racer.result.engine.key):
            racer.result.pdf_errors = errors_free_of_order(truth, answer.lines)


def _keep_pdf(result: Result, answers: dict[str, Answer], answer: Answer) -> None:
    result.pdf_seconds.append(answer.seconds)
    answers[result.engine.key] = answer


def _tell(what: str) -> None:
    sys.stderr.write(f"{what}\n")
