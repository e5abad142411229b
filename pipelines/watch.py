"""``yancai watch``: a folder that scanners fill, read case by case as each is whole, for as long as the program runs.

The cases are read by the parts of ``batch``: gathered, fingerprinted, run in workers, kept in a journal (and a store)
and written as records, table and page. Nothing is moved or deleted. What the journal or the store holds is not read
again, also after a restart; a case whose files change is read anew, and its last record holds.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

import typer

from models.case import CaseRecord
from models.error import UsageError
from pipelines.batch import BatchJob, Ended, Keeper, PictureKeeper, Run
from pipelines.doors import Doors
from pipelines.executors.port import Executor
from pipelines.gather import CaseFiles, gather_batch
from pipelines.outlet import Outlet, opened
from pipelines.settings import WatchOptions
from pipelines.stopping import heed_stop, stop_stays_one
from pipelines.terms import Rules, Terms
from pipelines.whole import Settling, handed_in

AT_ONCE: Final = 50
"""Cases of one round: what was scanned meanwhile is looked at again after so many."""
_SHARE: Final = 20
"""Looking at the folder and writing the outputs may take a twentieth of the time each, however large they become."""
_LONGEST_PAUSE: Final = 30.0
"""Seconds after which the folder is looked at again however long the last look took: a disk may just have stalled."""


@dataclass(frozen=True)
class Watched:
    """What is watched and how; ``once``: until everything is read.

    ``today`` tells the day a case without a day of its own is judged on, ``keeper`` who keeps the records of some
    cases (None: nobody but the journal), ``pictures`` where pictures of their pages are kept.
    """

    folder: Path
    out: Path
    terms: Terms
    options: WatchOptions
    once: bool
    today: Callable[[], date]
    keeper: Callable[[Sequence[CaseFiles]], Keeper | None] = lambda cases: None
    pictures: PictureKeeper | None = None


def watch_folder(watched: Watched, doors: Doors, executor: Executor, watch: Callable[[Ended], None]) -> int:
    """Watch until interrupted (or, ``once``, until everything is read); how many cases were read.

    Raises UsageError where a folder cannot be read or written or another run writes into ``out``, YancaiError where
    no reading can start.
    """
    rules = doors.rules(watched.terms)
    gather_batch(watched.folder, watched.out)  # refused before anything is written
    with _leases_harmless(), opened(watched.out, _terms(watched.terms), resume=True, pages=False) as outlet:
        watcher = _Watcher(watched, doors, executor, outlet, watch)
        try:
            with stop_stays_one():
                watcher.through()
        except KeyboardInterrupt:
            outlet.journal.look_again()
        watcher.write(rules)
    return watcher.ended


class _Watcher:
    """One watch over an open output folder."""

    def __init__(
        self, watched: Watched, doors: Doors, executor: Executor, outlet: Outlet, watch: Callable[[Ended], None]
    ) -> None:
        self._watched, self._doors, self._executor, self._outlet = watched, doors, executor, outlet
        self._tell = watch
        self._settling = Settling(watched.folder, watched.options.settle_seconds)
        self._write_after = 0.0
        self._unwritten = False
        self._out_of_reach = False
        self.ended = 0

    def through(self) -> None:
        """Round by round: look, read what is whole, write what came of it, wait."""
        while True:
            heed_stop()
            looked = time.monotonic()
            whole = self._settling.whole(handed_in(self._lying()))
            took = time.monotonic() - looked
            cases = [case for one in whole[:AT_ONCE] if (case := self._settling.take(one))]
            if cases:
                self._read(cases)
            elif self._watched.once and not self._out_of_reach and not self._settling.waiting():
                return
            else:
                self._write_if_due()
                time.sleep(max(self._watched.options.poll_seconds, min(took * _SHARE, _LONGEST_PAUSE)))

    def write(self, rules: Rules) -> None:
        """Write records, table and page of everything the journal holds."""
        begun = time.monotonic()
        answers = list(self._outlet.journal.latest())
        self._outlet.write(self._records(answers), rules.region_name, len(answers))
        self._write_after = time.monotonic() + (time.monotonic() - begun) * _SHARE
        self._unwritten = False

    def _lying(self) -> Sequence[CaseFiles]:
        """What lies in the folder; nothing while it is out of reach: a network share comes back."""
        try:
            lying = gather_batch(self._watched.folder, self._watched.out)
        except UsageError as error:
            if not self._out_of_reach:
                _say(f"{error}将继续等待。")
            self._out_of_reach = True
            return ()
        self._out_of_reach = False
        return lying

    def _read(self, cases: Sequence[CaseFiles]) -> None:
        terms = replace(self._watched.terms, today=self._watched.today())
        rules = self._doors.rules(terms)
        keeper, pictures = self._watched.keeper(cases), self._watched.pictures
        job = BatchJob(cases, self._watched.out, terms, True, False, keeper, self._watched.folder, pictures)
        run = Run(job, self._doors, (rules, self._doors.engine(terms)), self._outlet.journal, self._count)
        run.through(self._executor)
        self._write_if_due()

    def _count(self, ended: Ended) -> None:
        self._unwritten = True
        if ended.seconds is not None:  # otherwise it was read before
            self.ended += 1
            self._tell(ended)

    def _write_if_due(self) -> None:
        if self._unwritten and time.monotonic() >= self._write_after:
            self.write(self._doors.rules(self._watched.terms))

    def _records(self, answers: Sequence[tuple[str, str]]) -> Iterator[tuple[CaseRecord, str]]:
        # A watch writes no pages of single cases.
        return ((self._outlet.journal.record(case_id, print_), "") for case_id, print_ in answers)


def _terms(terms: Terms) -> str:
    """What the journal of a watch is kept under: it outlives days, rules and versions, which each record names."""
    return f"watch {terms.region} {terms.scope}"


@contextmanager
def _leases_harmless() -> Iterator[None]:
    """A program that opens a file just while it is asked whether somebody writes it must not end this one (SIGIO)."""
    before = signal.signal(signal.SIGIO, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGIO, before)


def watch_line(ended: Ended) -> None:
    """Tell of a case that was read, on standard error; never a file's name."""
    took = f"{ended.seconds or 0:.1f} 秒"
    lost = f"　未得到结果（{ended.lost}）" if ended.lost else ""
    _say(f"案件 {ended.label}　{ended.decision.label}　{took}{lost}")


def _say(message: str) -> None:
    typer.echo(message, err=True)
