"""Many cases: read in workers, kept in a journal as they end, and at last written as records, table and page.

Outside the records a case is named by its ordinal and the first eight characters of its fingerprint, never by a file.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TextIO

from models.case import CaseRecord, Provenance
from models.codes import Decision
from models.error import UsageError
from pipelines.case import CaseRunner, FileReader, unread
from pipelines.executors.loss import loss_problem
from pipelines.executors.port import Done, Executor, Lost, Task
from pipelines.gather import CaseFiles, fingerprint
from pipelines.journal import Journal
from pipelines.report.html import render_case
from pipelines.report.mask import Mask
from pipelines.report.summary import CaseRow, render_overview, row_of, write_csv
from pipelines.report.view import view_case
from pipelines.terms import Rules, Terms

JOURNAL, RECORDS, SUMMARY, REPORT, PAGES = "journal.jsonl", "records.jsonl", "summary.csv", "report.html", "cases"


@dataclass(frozen=True)
class Doors:
    """How a worker comes by what it needs; all must be picklable. ``engine`` names the engine without loading it."""

    reader: Callable[[Terms], FileReader]
    rules: Callable[[Terms], Rules]
    engine: Callable[[Terms], str]


@dataclass(frozen=True)
class BatchJob:
    """What a batch is asked to do. ``pages``: write a page with pictures for each case too."""

    cases: tuple[CaseFiles, ...]
    out: Path
    terms: Terms
    resume: bool = False
    pages: bool = False


@dataclass(frozen=True)
class Ended:
    """A case has ended. ``label`` names it without personal data; ``seconds`` is None where it was done before."""

    ordinal: int
    label: str
    decision: Decision
    seconds: float | None
    lost: str | None = None


@dataclass(frozen=True)
class BatchResult:
    """What came of a batch: its decisions in the order of the cases that ended."""

    total: int
    rows: tuple[CaseRow, ...]
    some_unread: bool
    interrupted: bool


@dataclass(frozen=True)
class _Item:
    """What is sent to a worker."""

    case: CaseFiles
    page: Path | None


def run_batch(job: BatchJob, doors: Doors, executor: Executor, watch: Callable[[Ended], None]) -> BatchResult:
    """Run all cases that are not finished yet and write the outputs; Ctrl-C ends it early with what is finished.

    Raises UsageError where the output folder cannot be written, YancaiError where the run cannot start.
    """
    rules = doors.rules(job.terms)
    terms = _terms_line(job.terms, rules, doors.engine(job.terms))
    with _writing(job.out):
        (job.out / PAGES if job.pages else job.out).mkdir(parents=True, exist_ok=True)
        opened = Journal(job.out / JOURNAL, terms, resume=job.resume)
    with opened as journal:
        interrupted = False
        run = _Run(job, doors, rules, journal, watch)
        try:
            run.through(executor)
        except KeyboardInterrupt:
            interrupted = True
        with _writing(job.out):
            return _write_outputs(job, rules, (journal, run.prints), interrupted)


def work_on(doors: Doors, terms: Terms) -> Callable[[_Item], CaseRecord]:
    """Make a worker's reader and rules, and hand out the work: one case to its record (and its page)."""
    rules = doors.rules(terms)
    runner = CaseRunner(doors.reader(terms), rules)

    def work(item: _Item) -> CaseRecord:
        ran = runner.run(item.case, pictures=item.page is not None)
        if item.page:
            view = view_case(ran.record, Mask(ran.record))
            with replacing(item.page) as stream:
                stream.write(render_case(view, rules.region_name, ran.pictures))
        return ran.record

    return work


@contextmanager
def replacing(path: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """A file that takes its name only when it is whole."""
    draft = path.with_name(path.name + ".part")
    with draft.open("w", encoding=encoding, newline="") as stream:
        yield stream
    os.replace(draft, path)


class _Run:
    """One run over the cases of a job."""

    def __init__(
        self, job: BatchJob, doors: Doors, rules: Rules, journal: Journal, watch: Callable[[Ended], None]
    ) -> None:
        self._job, self._doors, self._rules, self._journal, self._watch = job, doors, rules, journal, watch
        self.prints: dict[int, str] = {}
        """The fingerprints of the cases that were come to."""

    def through(self, executor: Executor) -> None:
        """Run every case that has no final answer."""
        outcomes = executor.run(partial(work_on, self._doors, self._job.terms), self._tasks())
        try:
            for outcome in outcomes:
                self._keep(outcome)
        finally:
            outcomes.close()

    def _tasks(self) -> Iterator[Task[_Item]]:
        options = self._job.terms.settings.batch
        most_bytes = self._job.terms.settings.intake.limits.max_bytes
        for ordinal, case in enumerate(self._job.cases, start=1):
            self.prints[ordinal] = print_ = fingerprint(case, most_bytes)
            if self._journal.finished(case.case_id, print_):
                self._tell(ordinal, self._journal.record(case.case_id, print_).decision, None)
                continue
            page = self._job.out / page_name(ordinal, print_) if self._job.pages else None
            seconds = options.seconds_per_case + options.seconds_per_file * len(case.files)
            yield Task(ordinal, _Item(case, page), seconds)

    def _keep(self, outcome: Done[CaseRecord] | Lost) -> None:
        ordinal = outcome.ordinal
        lost = outcome if isinstance(outcome, Lost) else None
        if isinstance(outcome, Lost):
            record = lost_case(self._job.terms, self._rules, self._job.cases[ordinal - 1], outcome)
        else:
            record = outcome.value
        with _writing(self._job.out):
            self._journal.add(record, self.prints[ordinal], final=lost is None)
        self._tell(ordinal, record.decision, outcome.seconds, f"{lost.why}, {lost.detail}" if lost else None)

    def _tell(self, ordinal: int, decision: Decision, seconds: float | None, lost: str | None = None) -> None:
        self._watch(Ended(ordinal, case_label(ordinal, self.prints[ordinal]), decision, seconds, lost))


def lost_case(terms: Terms, rules: Rules, case: CaseFiles, lost: Lost) -> CaseRecord:
    """The record of a case that gave no answer: a problem for each of its files, so that each leaves its trace.

    Nothing of the case is opened or judged here: whatever ended its worker would end the whole batch now.
    """
    names = [file.name for file in case.files] or [case.case_id]
    problems = [loss_problem(name, lost.why) for name in names]
    return CaseRecord(
        case_id=case.case_id,
        region=terms.region,
        problems=(*case.problems, *problems),
        decision=Decision.REVIEW,
        judged_on=terms.today,
        provenance=Provenance(
            version=version("yancai"), engine="none", weights={}, pack=rules.provenance,
            settings=terms.settings.digest(),
        ),
    )  # fmt: skip


def case_label(ordinal: int, print_: str) -> str:
    """A case's name in logs: its ordinal and eight characters of its fingerprint."""
    return f"{ordinal:04d}-{print_[:8]}"


def page_name(ordinal: int, print_: str) -> str:
    """Where a case's own page is written, below the output folder."""
    return f"{PAGES}/{case_label(ordinal, print_)}.html"


def _write_outputs(
    job: BatchJob, rules: Rules, answers: tuple[Journal, Mapping[int, str]], interrupted: bool
) -> BatchResult:
    journal, prints = answers
    rows: list[CaseRow] = []
    some_unread = False
    with replacing(job.out / RECORDS) as stream:
        for ordinal, case in enumerate(job.cases, start=1):
            print_ = prints.get(ordinal)
            if print_ and journal.holds(case.case_id, print_):
                record = journal.record(case.case_id, print_)
                stream.write(record.model_dump_json() + "\n")
                some_unread = some_unread or unread(record)
                name = page_name(ordinal, print_)
                rows.append(row_of(record, name if job.pages and (job.out / name).exists() else None))
    with replacing(job.out / SUMMARY, "utf-8-sig") as stream:
        write_csv(rows, stream)
    with replacing(job.out / REPORT) as stream:
        stream.write(render_overview(rows, rules.region_name, len(job.cases)))
    return BatchResult(len(job.cases), tuple(rows), some_unread, interrupted)


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """What the system refuses while outputs are written (no right, no room) is said with its place."""
    try:
        yield
    except OSError as error:
        raise UsageError(
            f"无法写入输出文件夹“{folder}”（{error.strerror}）。请检查权限和磁盘空间，或换一个位置。"
        ) from error


def _terms_line(terms: Terms, rules: Rules, engine: str) -> str:
    """What must be the same for a run to be resumed: otherwise one output would mix two programs' answers."""
    asked = (terms.region, terms.scope, terms.today.isoformat())
    return json.dumps((*asked, rules.provenance, terms.settings.digest(), version("yancai"), engine))
