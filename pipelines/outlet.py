"""Where a batch writes: a folder of this machine, or a remote one that is filled from a folder of this machine.

A remote folder gets the journal in parts, each an object of its own, since objects cannot be appended to. Parts are
numbered and only ever created: of two runs that go on with one journal the second is refused. The final outputs are
put whole. What ended within the last seconds before the machine was lost is not in a part yet, and is done again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from models.case import CaseRecord
from models.error import UsageError
from pipelines.journal import Journal
from pipelines.outputs import (
    JOURNAL,
    PAGES,
    RECORDS,
    REPORT,
    SUMMARY,
    Written,
    write_outputs,
    writing,
)
from pipelines.remote import RemoteFolder
from pipelines.replacing import replacing

_PART_SECONDS = 5.0
"""A part is put when the last one is so old: a put takes tens of milliseconds, in which no case is handed out."""
_PARTS = "journal"


@dataclass(frozen=True)
class Outlet:
    """An output folder with its journal open. ``folder`` lies on this machine, ``remote`` takes what is written."""

    journal: Journal
    folder: Path
    remote: RemoteFolder | None = None

    def write(self, answers: Iterable[tuple[CaseRecord, str]], region_name: str, total: int) -> Written:
        """Write records, table and page. Raises UsageError where they cannot be written."""
        with writing(self.folder):
            written = write_outputs(self.folder, answers, (region_name, total), self._page_written())
        if self.remote:
            for name in (RECORDS, SUMMARY, REPORT):
                self.remote.upload(self.folder / name, name)
        return written

    def _page_written(self) -> Callable[[str], bool]:
        if self.remote is None:
            return lambda name: (self.folder / name).exists()
        return {f"{PAGES}/{one.name}" for one in (self.remote / PAGES).objects()}.__contains__


@contextmanager
def opened(out: Path | RemoteFolder, terms: str, *, resume: bool, pages: bool) -> Iterator[Outlet]:
    """Open an output folder and its journal. Raises UsageError where it cannot be written or is in use."""
    if isinstance(out, RemoteFolder):
        with TemporaryDirectory(prefix="yancai-") as spool, _PartedJournal(Path(spool), out, terms, resume) as journal:
            yield Outlet(journal, Path(spool), out)
        return
    with writing(out):
        (out / PAGES if pages else out).mkdir(parents=True, exist_ok=True)
        local = Journal(out / JOURNAL, terms, resume=resume)
    with local as journal:
        yield Outlet(journal, out)


def write_page(out: Path | RemoteFolder, name: str, text: str) -> None:
    """Write a case's own page below the output folder; called in the workers."""
    if isinstance(out, RemoteFolder):
        out.put(name, text.encode())
        return
    with replacing(out / name) as stream:
        stream.write(text)


class _PartedJournal(Journal):
    """A journal on this machine whose lines go into a remote folder, part by part."""

    def __init__(self, spool: Path, out: RemoteFolder, terms: str, resume: bool) -> None:
        runs = _parts(out)
        run = max(runs, default=0)
        if not resume or not run:
            run += 1  # earlier journals stay: reading them took hours
        self._folder = out / f"{_PARTS}/{run:06d}"
        self._part = max(runs.get(run, ()), default=0)
        with (spool / JOURNAL).open("wb") as stream:
            for part in sorted(runs.get(run, ())):
                stream.write(self._folder.read(_part_name(part)))
        self._waiting = b""
        self._put_at = float("-inf")
        super().__init__(spool / JOURNAL, terms, resume=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        super().__exit__(kind, error, trace)
        self._put()

    def _write(self, line: dict[str, object]) -> bytes:
        written = super()._write(line)
        self._waiting += written
        if time.monotonic() - self._put_at >= _PART_SECONDS:
            self._put()
        return written

    def _put(self) -> None:
        """Put what waits as the next part. One that is there already was put by us, or by another run."""
        if not self._waiting:
            return
        name = _part_name(self._part + 1)
        if not self._folder.create(name, self._waiting) and self._folder.read(name) != self._waiting:
            raise UsageError(f"输出位置“{self._folder}”正被另一个批量运行使用。请等它结束，或用 --out 另指定一个位置。")
        self._part += 1
        self._waiting = b""
        self._put_at = time.monotonic()


def _part_name(number: int) -> str:
    return f"{number:08d}.jsonl"


def _parts(out: RemoteFolder) -> dict[int, list[int]]:
    """The numbers of the runs' parts that are there, by run."""
    runs: dict[int, list[int]] = {}
    for one in (out / _PARTS).objects():
        run, _, part = one.name.partition("/")
        if run.isdigit() and part.removesuffix(".jsonl").isdigit():
            runs.setdefault(int(run), []).append(int(part.removesuffix(".jsonl")))
    return runs
