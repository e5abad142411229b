"""Judge drawn cases: with the real engine, readings kept for the next run, or from what is true of the papers."""

from __future__ import annotations

import hashlib
import pickle
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from intake.read import Reader, Reading
from models.case import CaseRecord
from models.document import Document
from models.finding import Problem
from pipelines.judge import RegionRules
from pipelines.settings import load_settings
from pipelines.terms import Made, Terms
from samples.demo import OFFICE_LISTS
from tests.bench.cases.drawn import DrawnCase, captured, plan_of, read_perfectly
from tests.bench.cases.kinds import REGIONS, Kind
from tests.bench.held_out import cases as held_out

_TODAY: Final = date(2026, 11, 22)
_MADE: Final = Made(engine="bench", weights={})
HELD_OUT: Final = "held_out"
"""The papers that are reported on."""


@dataclass(frozen=True)
class JudgedCase:
    """A case's kind and its record."""

    name: str
    kind: Kind
    record: CaseRecord


@dataclass(frozen=True)
class Draw:
    """Which cases: so many of each region, from a seed, in a set of layouts."""

    count: int
    seed: int
    papers: str

    @property
    def lists(self) -> Path:
        """The lists of the office they are handed in to."""
        return held_out.OFFICE if self.papers == HELD_OUT else OFFICE_LISTS


def judge_from_truth(draw: Draw) -> Iterator[JudgedCase]:
    """The cases judged as if they had been read perfectly."""
    for region in REGIONS:
        rules = rules_of(region, draw.lists)
        for number in range(draw.count):
            if draw.papers == HELD_OUT:
                made = held_out.made_out(region, number, draw.seed)
                name, kind, (application, read) = made.name, made.way.kind, held_out.read_perfectly(made)
            else:
                plan = plan_of(region, number, draw.seed, draw.papers)
                name, kind, application, read = plan.name, plan.kind, plan.application, (read_perfectly(plan), ())
            yield JudgedCase(name, kind, rules.judge(name, application, read, _MADE))


def judge_with_engine(draw: Draw, kept: Path, minutes: float) -> Iterator[JudgedCase]:
    """The same cases captured and read by the real engine.

    Files and readings are kept in a folder and taken from there the next time. After so many minutes no further case
    is read; those that were not read are left out, and the next run goes on with them.
    """
    kept.mkdir(parents=True, exist_ok=True)
    reader = LateReader(time.monotonic() + minutes * 60)
    rules = {region: rules_of(region, draw.lists) for region in REGIONS}
    for number in range(draw.count):
        for region in REGIONS:
            case = _kept_case(region, number, draw, kept)
            readings = _readings(case, reader, kept)
            if readings is None:
                return
            documents: Sequence[Document] = [one for reading in readings for one in reading.documents]
            problems: Sequence[Problem] = [one for reading in readings for one in reading.problems]
            record = rules[region].judge(case.name, case.application, (documents, problems), _MADE)
            yield JudgedCase(case.name, case.kind, record)


def rules_of(region: str, lists: Path = OFFICE_LISTS) -> RegionRules:
    """The region's rules with an office's lists."""
    settings = load_settings().model_copy(update={"lists": lists})
    return RegionRules(Terms(region, "case", _TODAY, settings))


class LateReader:
    """A reader whose engine is loaded when the first file is read, and that reads nothing after its time."""

    def __init__(self, until: float) -> None:
        self._until = until
        self._reader: Reader | None = None

    def read(self, case: DrawnCase) -> list[Reading] | None:
        """What the files of a case give; None when the time is over."""
        if time.monotonic() > self._until:
            return None
        self._reader = self._reader or Reader.start(load_settings().intake)
        sys.stderr.write(f"reading {case.name}: {case.kind.name}, {len(case.files)} files\n")
        readings = []
        with tempfile.TemporaryDirectory() as folder:
            for file in case.files:
                path = Path(folder) / f"paper{Path(file.name).suffix}"
                path.write_bytes(file.data)
                readings.append(self._reader.read(file.name, path))
        return readings


def _kept_case(region: str, number: int, draw: Draw, kept: Path) -> DrawnCase:
    """The case as drawn before, else drawn now."""
    path = kept / f"{region}-{draw.papers}-{draw.seed}-{number:03d}.case"
    if path.exists():
        case: DrawnCase = pickle.loads(path.read_bytes())
        return case
    if draw.papers == HELD_OUT:
        case = held_out.captured(held_out.made_out(region, number, draw.seed))
    else:
        case = captured(plan_of(region, number, draw.seed, draw.papers))
    path.write_bytes(pickle.dumps(case))
    return case


def _readings(case: DrawnCase, reader: LateReader, kept: Path) -> list[Reading] | None:
    digest = hashlib.sha256(b"".join(file.data for file in case.files)).hexdigest()[:16]
    path = kept / f"{case.name}-{digest}.readings"
    if path.exists():
        known: list[Reading] = pickle.loads(path.read_bytes())
        return known
    readings = reader.read(case)
    if readings is not None:
        path.write_bytes(pickle.dumps(readings))
    return readings
