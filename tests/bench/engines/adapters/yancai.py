"""Yancai: reading alone, or the whole check of a file as ``yancai check`` makes it, without its start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from intake.files.opening import open_file
from intake.ocr.paddle import PaddleEngine
from intake.settings import IntakeSettings
from pipelines.case import CaseRunner
from pipelines.gather import gather_case
from pipelines.opening import open_reader, open_rules
from pipelines.settings import Settings
from pipelines.terms import Terms
from tests.bench.engines.protocol import Read, serve

_TODAY = date(2026, 11, 22)


def start(threads: int, options: Mapping[str, str]) -> Read:
    """``options``: ``part`` (reading, check) and the ``region`` whose rules are asked."""
    settings = IntakeSettings()
    settings = settings.model_copy(update={"engine": settings.engine.model_copy(update={"threads": threads})})
    if options["part"] == "reading":
        return _reading(settings)
    return _check(Terms(options["region"], "case", _TODAY, Settings(intake=settings)))


def _reading(settings: IntakeSettings) -> Read:
    engine = PaddleEngine.load(settings.engine)

    def read(file: str) -> Sequence[str]:
        opened = open_file(Path(file), settings.limits)
        return [line.text for number in range(opened.page_count) for line in engine.read(opened.page(number).pixels)]

    return read


def _check(terms: Terms) -> Read:
    runner = CaseRunner(open_reader(terms), open_rules(terms))

    def read(file: str) -> Sequence[str]:
        record = runner.run(gather_case([Path(file)])).record
        return [line for document in record.documents for line in document.text.splitlines()]

    return read


if __name__ == "__main__":
    serve(start)
