"""What was measured of each case, kept as it is measured, so that a run that was stopped goes on where it was."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from models.record import Record


class Case(Record):
    """A case that was read. ``pages`` is the size of its batch, ``ordinal`` its place in it, from 1.

    ``seconds`` is the time from handing it to a worker to the answer, ``clock`` from the end of the case before to its
    own end, ``processor`` what the batch and its workers took of processors meanwhile; both None for the first with a
    new worker. ``mib`` is the resident memory of the worker (of the largest, where there are several) after
    ``worker_pages`` cases since the newest began; ``workers`` have begun in this session.
    """

    pages: int
    ordinal: int
    seconds: float
    clock: float | None
    processor: float | None
    mib: float
    worker_pages: int
    workers: int


class Finished(Record):
    """A batch that has ended: the seconds that writing its outputs took, and how often it was begun."""

    pages: int
    finished: bool = True
    outputs_seconds: float


class Kept:
    """An open journal. Use it in a ``with`` statement."""

    def __init__(self, path: Path, run: str) -> None:
        """Open it at ``path``. Raises ValueError where it is the journal of another run."""
        self.cases: list[Case] = []
        self.finished: list[Finished] = []
        self._run = run
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        for line in before.splitlines():
            self._take(path, line)
        self._stream = path.open("a", encoding="utf-8")
        if before and not before.endswith("\n"):
            self._stream.write("\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()

    def add(self, entry: Case | Finished) -> None:
        """Keep a case, or that a batch has ended."""
        self._sort_in(entry)
        self._stream.write(json.dumps({"run": self._run, **entry.model_dump()}) + "\n")
        self._stream.flush()

    def of(self, pages: int) -> Sequence[Case]:
        """The cases of a batch, as they were read."""
        return [case for case in self.cases if case.pages == pages]

    def outputs_seconds(self, pages: int) -> float | None:
        """How long a batch's outputs took; None where it has not ended."""
        return next((one.outputs_seconds for one in self.finished if one.pages == pages), None)

    def _take(self, path: Path, line: str) -> None:
        try:
            entry = json.loads(line)
        except json.JSONDecodeError:
            # The line that was being written when the run was stopped.
            return
        if (run := entry.pop("run")) != self._run:
            raise ValueError(f"{path} is the journal of {run}, not of {self._run}")
        self._sort_in(Finished.model_validate(entry) if "finished" in entry else Case.model_validate(entry))

    def _sort_in(self, entry: Case | Finished) -> None:
        if isinstance(entry, Finished):
            self.finished.append(entry)
        else:
            self.cases.append(entry)
