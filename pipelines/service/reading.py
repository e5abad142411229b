"""What runs in the service's workers: the reading and judging of ``check``, paper by paper and case by case, and the
quick look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Final, Protocol

from intake.files.limits import Limits
from models.case import CaseRecord
from models.document import Document
from models.finding import Problem
from models.glance import Glance
from pipelines.case import CaseRunner, FileReader
from pipelines.gather import CaseFile, CaseFiles
from pipelines.picture import Picture
from pipelines.review.vault import Vault
from pipelines.settings import Settings
from pipelines.terms import Rules, Scope, Terms

UPLOAD_NAME: Final = "材料"
"""What every upload is called in its record: what it was called when it came is nobody's business here."""
_RULES_KEPT: Final = 16
"""Regions under whose rules papers or cases were judged lately."""


@dataclass(frozen=True)
class Upload:
    """A file to read: where it lies, and under whose rules of which day it is judged."""

    path: Path
    region: str
    day: date


@dataclass(frozen=True)
class FileOfCase:
    """A file of a case to read; the pictures of its pages go into the vault."""

    file: CaseFile
    vault: Vault


@dataclass(frozen=True)
class FileRead:
    """What a file of a case gave. ``pictures``: they are in the vault already."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class ReadCase:
    """A case whose files are read, to be judged: under whose rules, and of which day where it says none."""

    files: CaseFiles
    read: Mapping[CaseFile, FileRead]
    region: str
    day: date


Asked = Upload | FileOfCase | ReadCase
Reads = Callable[[Asked], CaseRecord | FileRead]


class BoundReader(FileReader, Protocol):
    """Reads files under limits on what is opened (intake.read.Reader)."""

    def within(self, limits: Limits) -> FileReader:
        """A reader with the same engine under other limits."""


class FileGlancer(Protocol):
    """Looks at files (intake.read.Reader does that too)."""

    def glance(self, name: str, path: Path) -> Glance: ...


@dataclass(frozen=True)
class ServiceDoors:
    """How a worker comes by what it needs; all must be picklable. ``regions``: codes and Chinese names."""

    reader: Callable[[Terms], BoundReader]
    rules: Callable[[Terms], Rules]
    glancer: Callable[[Terms], FileGlancer]
    regions: Callable[[], dict[str, str]]


def reads(doors: ServiceDoors, settings: Settings, today: date) -> Callable[[], Reads]:
    """What starts a worker that reads and judges."""
    return partial(_start_reading, doors, settings, today)


def looks(doors: ServiceDoors, settings: Settings, today: date) -> Callable[[], Callable[[Path], Glance]]:
    """What starts a worker that only looks."""
    return partial(_start_looking, doors, settings, today)


def _limited(settings: Settings) -> Settings:
    """The settings with a pre-check's limits on what is opened.

    Cases are read under the limits of intake, whoever reads them: what ``batch`` has read must not be refused after a
    supplement.
    """
    limits = settings.intake.limits
    bounds = {
        "max_bytes": min(limits.max_bytes, settings.service.most_bytes),
        "max_pages": min(limits.max_pages, settings.service.most_pages),
    }
    intake = settings.intake.model_copy(update={"limits": limits.model_copy(update=bounds)})
    return settings.model_copy(update={"intake": intake})


def _start_reading(doors: ServiceDoors, settings: Settings, today: date) -> Reads:
    brief = _limited(settings)

    @lru_cache(maxsize=_RULES_KEPT)
    def rules(region: str, scope: Scope, day: date) -> Rules:
        return doors.rules(Terms(region, scope, day, brief if scope == "paper" else settings))

    for region in doors.regions():  # a broken pack or list ends the start, not a request
        rules(region, "paper", today)
    reader = doors.reader(Terms("", "case", today, settings))
    papers = reader.within(brief.intake.limits)

    def work(asked: Asked) -> CaseRecord | FileRead:
        match asked:
            case Upload(path, region, day):
                runner = CaseRunner(papers, rules(region, "paper", day))
                return runner.run(CaseFiles(UPLOAD_NAME, (CaseFile(UPLOAD_NAME, path),))).record
            case FileOfCase(file, vault):
                return _read(reader, file, vault)
            case ReadCase(files, read, region, day):
                return CaseRunner(_Known(reader, read), rules(region, "case", day)).run(files).record

    return work


def _read(reader: FileReader, file: CaseFile, vault: Vault) -> FileRead:
    reading = reader.read(file.name, file.path, pictures=True)
    for picture in reading.pictures:
        vault.put_picture(picture.source, picture.page, picture.jpeg)
    return FileRead(reading.documents, reading.problems)


class _Known:
    """To CaseRunner a reader: it hands out what was read, each file by itself, so that who waits for a worker waits for
    one file at most and not for a whole case."""

    def __init__(self, reader: FileReader, read: Mapping[CaseFile, FileRead]) -> None:
        self.engine_name, self.weights = reader.engine_name, reader.weights
        self._read = read

    def read(self, name: str, path: Path, *, pictures: bool = False) -> FileRead:
        return self._read[CaseFile(name, path)]


def _start_looking(doors: ServiceDoors, settings: Settings, today: date) -> Callable[[Path], Glance]:
    glancer = doors.glancer(Terms("", "paper", today, _limited(settings)))
    return partial(glancer.glance, UPLOAD_NAME)
