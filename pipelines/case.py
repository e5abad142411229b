"""One case from its files to its record: read every file, judge what was read, say what made the record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from models.case import CaseRecord
from models.document import Document
from models.error import UsageError
from models.finding import Problem
from pipelines.gather import APPLICATION, CaseFiles
from pipelines.picture import Picture
from pipelines.terms import Made, Rules

SOME_UNREAD: Final = 3
"""The exit code of a command that was done although some input could not be read."""

Step = Callable[[int, int], None]
"""Told before each file: how many are read and how many there are."""


class FileReading(Protocol):
    """What reading one file gave (intake.read.Reading)."""

    @property
    def documents(self) -> tuple[Document, ...]: ...
    @property
    def problems(self) -> tuple[Problem, ...]: ...
    @property
    def pictures(self) -> Sequence[Picture]: ...


class FileReader(Protocol):
    """Reads files with one engine (intake.read.Reader)."""

    @property
    def engine_name(self) -> str: ...
    @property
    def weights(self) -> dict[str, str]: ...

    def read(self, name: str, path: Path, *, pictures: bool = False) -> FileReading: ...


@dataclass(frozen=True)
class JudgedCase:
    """A case's record and, where they were asked for, the pictures of its pages."""

    record: CaseRecord
    pictures: tuple[Picture, ...] = ()


class CaseRunner:
    """Runs cases one after another with one reader under one set of rules; made in the process that uses it."""

    def __init__(self, reader: FileReader, rules: Rules) -> None:
        self._reader = reader
        self._rules = rules

    def run(self, case: CaseFiles, *, pictures: bool = False, step: Step | None = None) -> JudgedCase:
        """Read all files of the case and judge them together."""
        documents: list[Document] = []
        problems = list(case.problems)
        taken: list[Picture] = []
        for number, file in enumerate(case.files):
            if step:
                step(number, len(case.files))
            reading = self._reader.read(file.name, file.path, pictures=pictures)
            documents += reading.documents
            problems += reading.problems
            taken += reading.pictures
        made = Made(engine=self._reader.engine_name, weights=self._reader.weights)
        return JudgedCase(judged(self._rules, case, (documents, problems), made), tuple(taken))


def judged(rules: Rules, case: CaseFiles, read: tuple[Sequence[Document], Sequence[Problem]], made: Made) -> CaseRecord:
    """The record of a case of which these documents and problems were read.

    An application.json that cannot be used is a problem of the case here; ``check`` refuses it before reading.
    """
    documents, problems = read
    application = None
    if case.application:
        try:
            application = rules.application(case.application)
        except UsageError as error:
            problems = [*problems, _bad_application(error)]
    return rules.judge(case.case_id, application, (documents, problems), made)


def unread(record: CaseRecord) -> bool:
    """Could some input of this case not be read?"""
    return bool(record.problems)


def _bad_application(error: UsageError) -> Problem:
    return Problem(stage="application", file=APPLICATION, code="application.invalid", message=str(error))
