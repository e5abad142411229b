"""Pages of uploaded files drawn in a process of their own: one that hangs or grows too large costs its picture only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipelines.executors.port import Done, Executor, Task, Work

if TYPE_CHECKING:
    from intake.files.limits import Limits

_SECONDS: Final = 30.0
"""The longest a page may take to be drawn: a photograph takes a tenth of a second, a PDF's page some seconds."""


@dataclass(frozen=True)
class Wanted:
    """A page (from 0) of the file at ``path``, as long as its bytes have this SHA-256."""

    source: str
    page: int
    path: Path


def draw(pages: Sequence[Wanted], limits: Limits, executor: Executor) -> dict[Wanted, bytes]:
    """The pages as uploaded, after EXIF, as JPEG. One that cannot be drawn, or of a file that changed, is left out."""
    outcomes = executor.run(partial(_start, limits), [Task(number, one, _SECONDS) for number, one in enumerate(pages)])
    done = [(one.ordinal, one.value) for one in outcomes if isinstance(one, Done)]
    return {pages[number]: jpeg for number, jpeg in done if jpeg is not None}


def _start(limits: Limits) -> Work[Wanted, bytes | None]:
    return partial(_drawn, limits)


def _drawn(limits: Limits, wanted: Wanted) -> bytes | None:
    from intake.files.opening import Unreadable, open_file
    from intake.picture import picture_of

    try:
        opened = open_file(wanted.path, limits)
        if opened.sha256 != wanted.source or wanted.page >= opened.page_count:
            return None
        return picture_of(opened.page(wanted.page), 0).jpeg
    except Unreadable:
        return None
