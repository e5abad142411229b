"""Pictures of the pages of a case's files: those a reading made, else drawn in a process of its own and kept."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from pipelines.executors.port import Done, Task, Work
from pipelines.review.claims import case_row
from pipelines.review.office import Office
from pipelines.review.refusals import QueueError
from pipelines.review.rights import must
from pipelines.review.staff import Member
from pipelines.review.workers import one_worker
from pipelines.store.queue_tables import case_files

if TYPE_CHECKING:
    from intake.files.limits import Limits

_SECONDS: Final = 30.0
"""The longest a page may take to be drawn: a photograph takes a tenth of a second, a PDF's page some seconds."""


def picture(office: Office, who: Member, number: str, sha256: str, page: int) -> bytes | None:
    """The picture of a page (from 0) of a file of the case as uploaded, after EXIF, a JPEG; None where none can be.

    Looking at it is in the audit log: pictures cannot be masked. Raises QueueError: right.missing, case.unknown (also
    where the file is not the case's).
    """
    _looked(office, who, number, sha256, page)
    return kept_or_drawn(office, sha256, page)


def kept_or_drawn(office: Office, sha256: str, page: int) -> bytes | None:
    """The picture of a page of a file in the vault for who does not show it yet: nothing is asked, nothing noted."""
    kept = office.vault.picture(sha256, page)
    if kept is not None:
        return kept
    drawn = _drawn_apart(office, office.vault.path(sha256), page)
    if drawn is not None:
        office.vault.put_picture(sha256, page, drawn)
    return drawn


def _looked(office: Office, who: Member, number: str, sha256: str, page: int) -> None:
    must(who, "reveal")
    with office.changing() as change:
        row = case_row(change.connection, number)
        there = (case_files.c.case_id == row.id) & (case_files.c.sha256 == sha256)
        if page < 0 or change.connection.execute(select(case_files.c.number).where(there)).first() is None:
            raise QueueError("case.unknown", "这件申请中没有这个文件。")
        change.note(who.actor, "page.viewed", number, file=sha256[:12], page=page)


def _drawn_apart(office: Office, path: Path, page: int) -> bytes | None:
    """A page that takes too long or too much memory costs its picture only."""
    start = partial(_start, office.settings.intake.limits)
    for outcome in one_worker(office.settings.batch).run(start, [Task(0, (path, page), _SECONDS)]):
        if isinstance(outcome, Done):
            return outcome.value
    return None


def _start(limits: Limits) -> Work[tuple[Path, int], bytes | None]:
    return partial(_drawn, limits)


def _drawn(limits: Limits, asked: tuple[Path, int]) -> bytes | None:
    from intake.files.opening import Unreadable, open_file
    from intake.picture import picture_of

    path, page = asked
    try:
        opened = open_file(path, limits)
        return picture_of(opened.page(page), 0).jpeg if page < opened.page_count else None
    except Unreadable:
        return None
