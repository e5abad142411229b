"""One case whose files are read in a process of its own: one that takes too long or too much memory costs itself only.

A page's drawing runs in C and cannot be interrupted from within the process; a PDF of two kilobytes can ask for hours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from models.document import Document
from models.error import YancaiError
from models.finding import Problem
from pipelines.case import FileReader, JudgedCase, Step, judged
from pipelines.executors.loss import loss_problem
from pipelines.executors.port import Executor, Lost, Task
from pipelines.gather import CaseFile, CaseFiles
from pipelines.picture import Picture
from pipelines.terms import Made, Rules

_NOTHING_READ = Made(engine="none", weights={})
"""What a record is made of where no file was read: no reading entered it."""


@dataclass(frozen=True)
class _FileRead:
    """What a worker hands back of a file: records and encoded pictures only."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    pictures: tuple[Picture, ...]
    made: Made


class ApartRunner:
    """Reads a case's files by an executor, each for at most so many seconds, and judges them in this process."""

    def __init__(
        self, open_reader: Callable[[], FileReader], rules: Callable[[], Rules], executor: Executor, seconds: float
    ) -> None:
        """``open_reader`` must be picklable; it is called where the files are read. ``rules`` is called before the
        first file is handed over, beside an executor that works ahead; what it raises ends the run."""
        self._open_reader, self._rules, self._executor, self._seconds = open_reader, rules, executor, seconds

    def run(self, case: CaseFiles, *, pictures: bool = False, step: Step | None = None) -> JudgedCase:
        """Read all files of the case and judge them together. Raises YancaiError where the program itself failed."""
        documents: list[Document] = []
        problems = list(case.problems)
        taken: list[Picture] = []
        made = _NOTHING_READ
        for outcome in self._executor.run(
            partial(_read_file, self._open_reader, pictures), self._tasks(case.files, step)
        ):
            if isinstance(outcome, Lost):
                problems.append(_lost(case.files[outcome.ordinal], outcome))
                continue
            read = outcome.value
            documents += read.documents
            problems += read.problems
            taken += read.pictures
            made = read.made
        return JudgedCase(judged(self._rules(), case, (documents, problems), made), tuple(taken))

    def _tasks(self, files: tuple[CaseFile, ...], step: Step | None) -> Iterator[Task[CaseFile]]:
        self._rules()
        for number, file in enumerate(files):
            if step:
                step(number, len(files))
            yield Task(number, file, self._seconds)


def _read_file(open_reader: Callable[[], FileReader], pictures: bool) -> Callable[[CaseFile], _FileRead]:
    """Make a worker's reader, and hand out the work: one file to what is in it."""
    reader = open_reader()
    made = Made(engine=reader.engine_name, weights=reader.weights)

    def work(file: CaseFile) -> _FileRead:
        reading = reader.read(file.name, file.path, pictures=pictures)
        return _FileRead(reading.documents, reading.problems, tuple(reading.pictures), made)

    return work


def _lost(file: CaseFile, lost: Lost) -> Problem:
    if lost.why == "raised":
        raise YancaiError(f"程序出错（{lost.detail}）。请将此信息和 yancai doctor 的输出发给维护人员。")
    return loss_problem(file.name, lost.why)
