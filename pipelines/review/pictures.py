"""Pictures of the pages of a case's files: those a reading made, else drawn in a process of its own and kept."""

from __future__ import annotations

from sqlalchemy import select

from pipelines.drawing import Wanted, draw
from pipelines.review.claims import case_row
from pipelines.review.office import Office
from pipelines.review.refusals import QueueError
from pipelines.review.rights import must
from pipelines.review.staff import Member
from pipelines.store.queue_tables import case_files
from pipelines.workers import one_worker


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
    wanted = Wanted(sha256, page, office.vault.path(sha256))
    drawn = draw([wanted], office.settings.intake.limits, one_worker(office.settings.batch)).get(wanted)
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
