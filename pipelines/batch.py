"""Many cases: read in workers, kept in a journal as they end, and at last written as records, table and page.

Outside the records a case is named by its ordinal and the first eight characters of its fingerprint, never by a file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

from models.case import CaseRecord, Provenance
from models.codes import Decision
from models.error import YancaiError
from models.finding import Problem
from pipelines.case import CaseRunner
from pipelines.doors import Doors
from pipelines.executors.loss import loss_problem
from pipelines.executors.port import Done, Executor, Lost, Task
from pipelines.gather import CaseFiles
from pipelines.journal import Journal
from pipelines.outlet import opened, write_page
from pipelines.outputs import case_label, page_name, writing
from pipelines.remote import RemoteFolder
from pipelines.report.html import render_case
from pipelines.report.mask import Mask
from pipelines.report.summary import CaseRow
from pipelines.report.view import view_case
from pipelines.stopping import stop_stays_one
from pipelines.terms import Rules, Terms


class PapersChangedError(YancaiError):
    """A case's files are not those that its record was made of: it is to be read anew."""


class Keeper(Protocol):
    """Keeps records beyond one run (pipelines.store.keeping.Store).

    ``key`` stands for everything that made a record but the case's name: equal keys, equal records.
    """

    def find(self, key: str) -> CaseRecord | None:
        """A final record that was kept under this key, whatever its case was called."""

    def keep(self, key: str, record: CaseRecord, *, final: bool) -> None:
        """Keep a record; one that is kept already stays, one that was not final is replaced.

        Raises PapersChangedError where the case's files have changed since they were read.
        """


class PictureKeeper(Protocol):
    """Keeps pictures of pages beyond one run (pipelines.review.vault.Vault). Picklable."""

    def put_picture(self, sha256: str, page: int, jpeg: bytes) -> None:
        """Keep the picture of a page (from 0) of the file of this sum."""


class Named(Protocol):
    """A file of a case, by the name the record gives it."""

    @property
    def name(self) -> str: ...


class HandedIn(Protocol):
    """What was handed in for one case, wherever it lies (pipelines.gather, pipelines.gather_remote). Picklable."""

    @property
    def case_id(self) -> str: ...
    @property
    def files(self) -> Sequence[Named]: ...
    @property
    def problems(self) -> tuple[Problem, ...]: ...

    def fingerprint(self, most_bytes: int) -> str:
        """What changes when a file of the case does."""

    def day(self, today: date) -> date:
        """The day whose rules apply; ``today`` where the case says none."""

    def at_hand(self, most_bytes: int) -> AbstractContextManager[CaseFiles]:
        """The case with its files on this machine, for as long as the context lasts."""


@dataclass(frozen=True)
class BatchJob:
    """What a batch is asked to do. ``pages``: write a page with pictures for each case too.

    ``folder``: where the cases lie on disks; every machine that reads them must see it. ``pictures``: where pictures of
    the pages are kept.
    """

    cases: Sequence[HandedIn]
    out: Path | RemoteFolder
    terms: Terms
    resume: bool = False
    pages: bool = False
    store: Keeper | None = None
    folder: Path | None = None
    pictures: PictureKeeper | None = None


@dataclass(frozen=True)
class Ended:
    """A case has ended. ``label`` names it without personal data; ``seconds`` is None where nothing had to be read."""

    ordinal: int
    label: str
    decision: Decision
    pages: int
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

    case: HandedIn
    page: str | None


@dataclass(frozen=True)
class _Site:
    """What a worker is told once. ``made_by`` stands for everything that makes a record."""

    terms: Terms
    made_by: str
    out: Path | RemoteFolder
    folder: Path | None
    pictures: PictureKeeper | None = None


def run_batch(job: BatchJob, doors: Doors, executor: Executor, watch: Callable[[Ended], None]) -> BatchResult:
    """Run all cases that are not finished yet and write the outputs; Ctrl-C ends it early with what is finished.

    Raises UsageError where the output folder cannot be written, YancaiError where the run cannot start.
    """
    rules = doors.rules(job.terms)
    engine = doors.engine(job.terms)
    terms = _terms_line(job.terms, rules, engine)
    with opened(job.out, terms, resume=job.resume, pages=job.pages) as outlet:
        interrupted = False
        run = Run(job, doors, (rules, engine), outlet.journal, watch)
        try:
            with stop_stays_one():
                run.through(executor)
        except KeyboardInterrupt:
            interrupted = True
            outlet.journal.look_again()
        written = outlet.write(run.answers(), rules.region_name, len(job.cases))
    return BatchResult(len(job.cases), written.rows, written.some_unread, interrupted)


def work_on(doors: Doors, site: _Site) -> Callable[[_Item], CaseRecord]:
    """Make a worker's reader and rules, and hand out the work: one case to its record (and its page).

    Raises YancaiError on a machine whose program would give other answers, or that does not see the folder of cases.
    """
    terms = site.terms
    rules = doors.rules(terms)
    if _terms_line(terms, rules, doors.engine(terms)) != site.made_by:
        raise YancaiError(
            "运行读取进程的机器与发起批量运行的机器不一致：规则、名单、设置、程序版本、识别模型或计算精度不同。"
            "请在各机器安装同一版本，并在设置中写明 intake.engine.precision。"
        )
    if site.folder and not site.folder.is_dir():
        raise YancaiError("运行读取进程的机器看不到材料文件夹。请把它挂载到每台机器的同一路径，或改用 s3:// 地址。")
    runner = CaseRunner(doors.reader(terms), rules)
    most_bytes = terms.settings.intake.limits.max_bytes

    def work(item: _Item) -> CaseRecord:
        with item.case.at_hand(most_bytes) as case:
            ran = runner.run(case, pictures=item.page is not None or site.pictures is not None)
        if site.pictures:
            for picture in ran.pictures:
                site.pictures.put_picture(picture.source, picture.page, picture.jpeg)
        if item.page:
            view = view_case(ran.record, Mask(ran.record))
            write_page(site.out, item.page, render_case(view, rules.region_name, ran.pictures))
        return ran.record

    return work


class Run:
    """One run over the cases of a job, whose ends go into an open journal and, where there is one, into the store."""

    def __init__(
        self, job: BatchJob, doors: Doors, judging: tuple[Rules, str], journal: Journal, watch: Callable[[Ended], None]
    ) -> None:
        self._job, self._doors, self._journal, self._watch = job, doors, journal, watch
        self._rules, self._engine = judging
        self._prints: dict[int, str] = {}
        """The fingerprints of the cases that were come to."""
        self._terms_on = cache(lambda day: _terms_line(replace(job.terms, today=day), self._rules, self._engine))

    def through(self, executor: Executor) -> None:
        """Run every case that has no final answer."""
        made_by = _terms_line(self._job.terms, self._rules, self._engine)
        site = _Site(self._job.terms, made_by, self._job.out, self._job.folder, self._job.pictures)
        outcomes = executor.run(partial(work_on, self._doors, site), self._tasks())
        try:
            for outcome in outcomes:
                self._end(outcome)
        finally:
            outcomes.close()

    def answers(self) -> Iterator[tuple[CaseRecord, str]]:
        """Each case's record so far, in the order of the cases, and where its own page would stand."""
        for ordinal, case in enumerate(self._job.cases, start=1):
            print_ = self._prints.get(ordinal)
            if print_ and self._journal.holds(case.case_id, print_):
                yield self._journal.record(case.case_id, print_), page_name(ordinal, print_)

    def _tasks(self) -> Iterator[Task[_Item]]:
        options = self._job.terms.settings.batch
        most_bytes = self._job.terms.settings.intake.limits.max_bytes
        for ordinal, case in enumerate(self._job.cases, start=1):
            self._prints[ordinal] = print_ = case.fingerprint(most_bytes)
            known = self._known(case, print_)
            if known and self._keep(ordinal, known, final=True):
                self._tell(ordinal, known, None)
                continue
            page = page_name(ordinal, print_) if self._job.pages else None
            yield Task(ordinal, _Item(case, page), options.seconds_for(len(case.files)))

    def _known(self, case: HandedIn, print_: str) -> CaseRecord | None:
        """The final record of this case from the journal or the store. A page with pictures asks for reading anew."""
        if self._journal.finished(case.case_id, print_):
            return self._journal.record(case.case_id, print_)
        if self._job.store is None or self._job.pages:
            return None
        found = self._job.store.find(self._key(case, print_))
        return found.model_copy(update={"case_id": case.case_id}) if found else None

    def _end(self, outcome: Done[CaseRecord] | Lost) -> None:
        ordinal = outcome.ordinal
        lost = outcome if isinstance(outcome, Lost) else None
        if isinstance(outcome, Lost):
            record = lost_case(self._job.terms, self._rules, self._job.cases[ordinal - 1], outcome)
        else:
            record = outcome.value
        kept = self._keep(ordinal, record, final=lost is None)
        why = f"{lost.why}, {lost.detail}" if lost else None if kept else "材料在读取时有变动，下次重新读取"
        self._tell(ordinal, record, outcome.seconds, why)

    def _keep(self, ordinal: int, record: CaseRecord, *, final: bool) -> bool:
        """Into the store first: what the journal holds is never looked for again. False: to be read anew."""
        case, print_ = self._job.cases[ordinal - 1], self._prints[ordinal]
        changed = False
        if self._job.store:
            try:
                self._job.store.keep(self._key(case, print_), record, final=final)
            except PapersChangedError:
                changed = True
        if changed or not self._journal.finished(case.case_id, print_):
            with writing(self._job.out):
                self._journal.add(record, print_, final=final and not changed)
        return not changed

    def _key(self, case: HandedIn, print_: str) -> str:
        """What stands for everything that makes this case's record. The day is the one whose rules apply to it."""
        day = case.day(self._job.terms.today)
        return hashlib.sha256(f"{print_}\n{self._terms_on(day)}".encode()).hexdigest()

    def _tell(self, ordinal: int, record: CaseRecord, seconds: float | None, lost: str | None = None) -> None:
        label = case_label(ordinal, self._prints[ordinal])
        self._watch(Ended(ordinal, label, record.decision, pages_of(record), seconds, lost))


def pages_of(record: CaseRecord) -> int:
    """How many pages were read for a case; a page with two papers on it counts once."""
    sources = (source for document in record.documents for source in document.sources)
    return len({(source.name, source.sha256, page) for source in sources for page in source.pages})


def lost_case(terms: Terms, rules: Rules, case: HandedIn, lost: Lost) -> CaseRecord:
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


def _terms_line(terms: Terms, rules: Rules, engine: str) -> str:
    """What must be the same for a run to be resumed: otherwise one output would mix two programs' answers."""
    asked = (terms.region, terms.scope, terms.today.isoformat())
    return json.dumps((*asked, rules.provenance, terms.settings.digest(), version("yancai"), engine))
