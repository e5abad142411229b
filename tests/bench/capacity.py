"""Machines and hours for a province's pages, computed from measured figures, and what breaks first.

    python -m tests.bench.capacity --pages 1e6,1e7,1e8 --machines 4,16,64      # the computation
    python -m tests.bench.capacity --measure 2000                              # the driver's figures, on this machine

The driver is the one process that lists the cases, hands them out, keeps the journal and writes the outputs. What a
figure is and where it comes from stands beside it; others of one's own go in by ``--set``. Those of ``--measure`` are
the worse of two runs (1000 and 4000 cases) on two cores of which others had most: an idle machine does better.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import psutil

from models.case import CaseRecord
from pipelines.batch import BatchJob, Ended, Keeper, run_batch
from pipelines.doors import Doors
from pipelines.executors.port import Done, Outcomes, Start, Task
from pipelines.gather import gather_batch
from pipelines.settings import Settings
from pipelines.store.keeping import Store
from pipelines.terms import Made, Terms
from tests.pipelines.fakes import FakeRules, certificate, engine_identity, open_reader

_PAGES_A_CASE = 8
_TEXT = "出院记录 姓名 性别 年龄 入院日期 诊断 治疗经过 出院医嘱 " * 20
"""About as many characters as a page of a record has (600)."""
_HOUR = 3600.0


@dataclass(frozen=True)
class Figures:
    """What the computation starts from, per page, case, machine or second."""

    core_seconds_a_page: float
    """The whole check: what two workers on two processors took for 400 mixed pages (docs/measurements/engines.md)."""
    worker_gigabytes: float
    """What Ray sets aside for a worker (pipelines/executors/sizing.py); one holds 1.0 to 1.2."""
    pages_a_case: float
    megabytes_a_page: float
    """As uploaded; assumed: telephone photographs after the messengers' compression, scans of 200 dpi."""
    machine_cores: float
    machine_gigabytes: float
    listed_a_second: float
    """Cases of eight files listed on a local disk (--measure)."""
    listed_objects_a_second: float
    """Objects listed of an S3 bucket; assumed: a thousand a request of 0.1 s."""
    hashed_megabytes_a_second: float
    """Of files on disks, which the driver fingerprints by content (--measure); objects are not read."""
    kept_a_second: float
    """Cases handed out and put into the journal, each on the disk (--measure)."""
    kept_with_store_a_second: float
    """The same with --store in SQLite (--measure)."""
    written_a_second: float
    """Cases whose outputs are written at the end (--measure)."""
    driver_kilobytes_a_case: float
    """What the driver holds of a case, inputs and table rows (--measure)."""
    record_kilobytes_a_page: float
    """In records.jsonl and in the journal, each (--measure: drawn papers of one page)."""
    report_kilobytes_a_case: float
    """In report.html (--measure)."""


MEASURED = Figures(
    core_seconds_a_page=1.5,
    worker_gigabytes=1.5,
    pages_a_case=_PAGES_A_CASE,
    megabytes_a_page=0.4,
    machine_cores=32,
    machine_gigabytes=64,
    listed_a_second=3700,
    listed_objects_a_second=10_000,
    hashed_megabytes_a_second=800,
    kept_a_second=190,
    kept_with_store_a_second=39,
    written_a_second=59,
    driver_kilobytes_a_case=9.5,
    record_kilobytes_a_page=4.7,
    report_kilobytes_a_case=0.3,
)


@dataclass(frozen=True)
class Plan:
    """So many pages on so many machines."""

    pages: float
    machines: float
    figures: Figures

    @property
    def cases(self) -> float:
        return self.pages / self.figures.pages_a_case

    @property
    def workers(self) -> float:
        """By processors and by memory, of which an eighth is the system's."""
        one = self.figures
        return self.machines * min(one.machine_cores, one.machine_gigabytes * 7 // 8 // one.worker_gigabytes)

    @property
    def pages_a_second(self) -> float:
        return self.workers / self.figures.core_seconds_a_page

    @property
    def hours(self) -> float:
        """Reading alone, every worker busy."""
        return self.pages / self.pages_a_second / _HOUR

    def driver(self) -> dict[str, float]:
        """Hours of the one driver by what it does; the first two go on while the machines read."""
        one = self.figures
        megabytes = self.pages * one.megabytes_a_page
        return {
            "fingerprints of files on disks": megabytes / one.hashed_megabytes_a_second / _HOUR,
            "journal": self.cases / one.kept_a_second / _HOUR,
            "journal and store": self.cases / one.kept_with_store_a_second / _HOUR,
            "listing files": self.cases / one.listed_a_second / _HOUR,
            "listing objects": self.pages / one.listed_objects_a_second / _HOUR,
            "outputs": self.cases / one.written_a_second / _HOUR,
        }

    def driver_gigabytes(self) -> dict[str, float]:
        """What the one driver would hold in memory, and write."""
        one = self.figures
        return {
            "memory": self.cases * one.driver_kilobytes_a_case / 1e6,
            "records.jsonl": self.pages * one.record_kilobytes_a_page / 1e6,
            "report.html": self.cases * one.report_kilobytes_a_case / 1e6,
        }

    def busy_machines(self, with_store: bool) -> float:
        """How many machines one driver keeps busy: beyond that they wait for its journal (and store)."""
        a_second = self.figures.kept_with_store_a_second if with_store else self.figures.kept_a_second
        by_fingerprints = self.figures.hashed_megabytes_a_second / self.figures.megabytes_a_page
        pages = 1 / (1 / (a_second * self.figures.pages_a_case) + 1 / by_fingerprints)
        return pages / (self.pages_a_second / self.machines)


def computed(plans: Iterable[Plan]) -> str:
    """The tables, as Markdown."""
    plans = list(plans)
    lines = ["| pages | machines | workers | pages a second | hours of reading |", "| --- | --- | --- | --- | --- |"]
    for one in plans:
        cells = f"{one.pages:,.0f} | {one.machines:,.0f} | {one.workers:,.0f} | {one.pages_a_second:,.0f}"
        lines.append(f"| {cells} | {one.hours:,.1f} |")
    first = {one.pages: one for one in reversed(plans)}
    heads = sorted(first)
    lines += ["", f"| the driver, were it one batch | {' | '.join(f'{pages:,.0f} pages' for pages in heads)} |"]
    lines += [f"| --- |{' --- |' * len(heads)}"]
    for what in next(iter(first.values())).driver():
        lines.append(f"| {what}, hours | {' | '.join(f'{first[pages].driver()[what]:,.1f}' for pages in heads)} |")
    for what in next(iter(first.values())).driver_gigabytes():
        lines.append(
            f"| {what}, GB | {' | '.join(f'{first[pages].driver_gigabytes()[what]:,.1f}' for pages in heads)} |"
        )
    one = plans[0]
    day = 24 * _HOUR * one.pages_a_second / one.machines
    busy, with_store = one.busy_machines(with_store=False), one.busy_machines(with_store=True)
    lines += [
        "",
        f"A machine reads {day:,.0f} pages a day. One driver keeps {busy:,.0f} machines busy with files on disks,",
    ]
    lines += [f"{with_store:,.0f} with --store in SQLite."]
    return "\n".join(lines)


class _Answering:
    """An executor that has every answer at once: what is left is what the driver does."""

    def __init__(self, record: CaseRecord) -> None:
        self._record = record

    def run(self, start: Start[Any, Any], tasks: Iterable[Task[Any]]) -> Outcomes[Any]:
        """Answer each task with the one record, as that of its case."""
        for task in tasks:
            case_id = task.payload.case.case_id
            yield Done(task.ordinal, self._record.model_copy(update={"case_id": case_id}), 0.0)


def measured(cases: int, folder: Path) -> dict[str, float]:
    """The driver's figures on this machine, from so many cases of eight small files; see ``Figures``."""
    for case in range(cases):
        (folder / "cases" / f"{case:06d}").mkdir(parents=True)
        for page in range(_PAGES_A_CASE):
            (folder / "cases" / f"{case:06d}" / f"{page}.jpg").write_bytes(b"%d %d" % (case, page))
    terms = Terms("example", "case", date(2026, 11, 22), Settings())
    rules = FakeRules(terms)
    papers = [certificate(f"{page:064d}", f"{page}.jpg", "李晓明") for page in range(_PAGES_A_CASE)]
    papers = [paper.model_copy(update={"text": _TEXT}) for paper in papers]
    record = rules.judge("case", None, (papers, ()), Made("fake 1", {}))
    began, held = time.perf_counter(), psutil.Process().memory_info().rss
    gathered = gather_batch(folder / "cases", None)
    listing = time.perf_counter() - began
    ended: list[float] = []

    def note(told: Ended) -> None:
        ended.append(time.perf_counter())

    def run(name: str, store: Keeper | None) -> tuple[float, float]:
        began = time.perf_counter()
        job = BatchJob(gathered, folder / name, terms, store=store)
        run_batch(job, Doors(open_reader, FakeRules, engine_identity), _Answering(record), note)
        return ended[-1] - began, time.perf_counter() - ended[-1]

    kept, written = run("out", None)
    grown = psutil.Process().memory_info().rss - held
    with closing(Store.open(str(folder / "store.sqlite"), create=True)) as store:
        with_store, _ = run("stored", store)
    block = bytes(100_000_000)
    began = time.perf_counter()
    hashlib.sha256(block).hexdigest()
    hashing = time.perf_counter() - began
    return {
        "listed_a_second": cases / listing,
        "hashed_megabytes_a_second": 100 / hashing,
        "kept_a_second": cases / kept,
        "kept_with_store_a_second": cases / with_store,
        "written_a_second": cases / written,
        "driver_kilobytes_a_case": grown / cases / 1000,
        "record_kilobytes_a_page": (folder / "out" / "records.jsonl").stat().st_size / cases / _PAGES_A_CASE / 1000,
        "report_kilobytes_a_case": (folder / "out" / "report.html").stat().st_size / cases / 1000,
    }


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.capacity", description=__doc__.splitlines()[0])
    parser.add_argument("--pages", default="1e6,1e7,1e8", help="numbers of pages, with commas")
    parser.add_argument("--machines", default="4,16,64", help="numbers of machines, with commas")
    parser.add_argument("--set", action="append", default=[], metavar="FIGURE=VALUE", help="another figure")
    parser.add_argument("--measure", type=int, metavar="CASES", help="measure the driver's figures here")
    asked = parser.parse_args()
    if asked.measure:
        with tempfile.TemporaryDirectory() as name:
            for figure, value in measured(asked.measure, Path(name)).items():
                print(f"{figure}={value:,.1f}")
        return
    known = {field.name for field in fields(Figures)}
    told = dict(one.split("=", 1) for one in asked.set)
    if unknown := told.keys() - known:
        parser.error(f"no such figure: {', '.join(sorted(unknown))}; there are {', '.join(sorted(known))}")
    figures = replace(MEASURED, **{name: float(value) for name, value in told.items()})
    pages, machines = ([float(one) for one in words.split(",")] for words in (asked.pages, asked.machines))
    print(computed(Plan(one, many, figures) for one in pages for many in machines))


if __name__ == "__main__":
    main()
