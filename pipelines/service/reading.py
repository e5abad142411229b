"""What runs in the service's workers: the same reading and judging as ``check --scope paper``, and the quick look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Final, Protocol

from models.case import CaseRecord
from models.glance import Glance
from pipelines.case import CaseRunner, FileReader
from pipelines.gather import CaseFile, CaseFiles
from pipelines.settings import Settings
from pipelines.terms import Rules, Terms

UPLOAD_NAME: Final = "材料"
"""What every upload is called in its record: what it was called when it came is nobody's business here."""
_REGIONS_KEPT: Final = 8


@dataclass(frozen=True)
class Upload:
    """A file to read: where it lies, and under whose rules of which day it is judged."""

    path: Path
    region: str
    day: date


class FileGlancer(Protocol):
    """Looks at files (intake.read.Reader does that too)."""

    def glance(self, name: str, path: Path) -> Glance: ...


@dataclass(frozen=True)
class ServiceDoors:
    """How a worker comes by what it needs; all must be picklable. ``regions``: codes and Chinese names."""

    reader: Callable[[Terms], FileReader]
    rules: Callable[[Terms], Rules]
    glancer: Callable[[Terms], FileGlancer]
    regions: Callable[[], dict[str, str]]


def reads(doors: ServiceDoors, settings: Settings, today: date) -> Callable[[], Callable[[Upload], CaseRecord]]:
    """What starts a worker that reads and judges."""
    return partial(_start_reading, doors, settings, today)


def looks(doors: ServiceDoors, settings: Settings, today: date) -> Callable[[], Callable[[Path], Glance]]:
    """What starts a worker that only looks."""
    return partial(_start_looking, doors, settings, today)


def limited(settings: Settings) -> Settings:
    """The settings with the service's own limits on what is opened."""
    limits = settings.intake.limits
    bounds = {
        "max_bytes": min(limits.max_bytes, settings.service.most_bytes),
        "max_pages": min(limits.max_pages, settings.service.most_pages),
    }
    intake = settings.intake.model_copy(update={"limits": limits.model_copy(update=bounds)})
    return settings.model_copy(update={"intake": intake})


def _start_reading(doors: ServiceDoors, settings: Settings, today: date) -> Callable[[Upload], CaseRecord]:
    @lru_cache(maxsize=_REGIONS_KEPT)
    def rules(region: str, day: date) -> Rules:
        return doors.rules(Terms(region, "paper", day, settings))

    for region in doors.regions():  # a broken pack or list ends the start, not a request
        rules(region, today)
    reader = doors.reader(Terms("", "paper", today, settings))

    def work(upload: Upload) -> CaseRecord:
        runner = CaseRunner(reader, rules(upload.region, upload.day))
        return runner.run(CaseFiles(UPLOAD_NAME, (CaseFile(UPLOAD_NAME, upload.path),))).record

    return work


def _start_looking(doors: ServiceDoors, settings: Settings, today: date) -> Callable[[Path], Glance]:
    glancer = doors.glancer(Terms("", "paper", today, settings))
    return partial(glancer.glance, UPLOAD_NAME)
