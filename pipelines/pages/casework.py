"""One case to look at: its page, the pictures of its papers, and the notice of a returned one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response

from models.case import CaseRecord
from pipelines.pages.face import face_of
from pipelines.pages.forms import whole_number
from pipelines.pages.visits import Visit, hidden
from pipelines.report.mask import known_pages, personal_places
from pipelines.review import pictures
from pipelines.review import sheet as sheets
from pipelines.review.refusals import QueueError
from pipelines.review.regions import weights_of

_MOST_PAGES: Final = 400
"""Of one file; the limits of reading allow fewer."""
_NO_PICTURE: Final = "这一页没有图片。"
_FRAME: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""JPEG's markers of a frame, which hold its size (ITU-T T.81, B.2.2)."""


@dataclass(frozen=True)
class PageShown:
    """A page that has a picture in the vault."""

    source: str
    page: int
    width: int
    height: int
    rotation: int


def case(visit: Visit) -> Response:
    """The case's page; that it was looked at, and whether in clear, is in the log."""
    found = sheets.case(visit.office, visit.who, visit.number, reveal=visit.revealed)
    pages = tuple(_pages(visit, found)) if visit.rights.reveal else ()
    known = known_pages(found.record)
    open_to_see = tuple(one for one in pages if visit.revealed or (one.source, one.page) in known)
    weights = weights_of(visit.office.settings, found.record) if found.record else ()
    face = face_of(visit, found, open_to_see, weights)
    region = visit.query.get("region", "")[:80]
    return visit.page(
        "case.html",
        face=face,
        withheld=len(pages) - len(open_to_see),
        region=region,
        carried=visit.person.token + hidden("region", region),
    )


def picture(visit: Visit) -> Response:
    """A page of the case's papers, as uploaded; what is known to be personal on it is covered unless revealed.

    A page that the record in force does not know is shown in clear only.
    """
    source, number = visit.path["sha256"], whole_number(visit.path["page"], _MOST_PAGES)
    record = None if visit.revealed else sheets.record_in_force(visit.office, visit.number)
    if number is None:
        raise QueueError("case.unknown", _NO_PICTURE)
    if not visit.revealed and (source, number) not in known_pages(record):
        raise QueueError("case.unknown", "遮盖时没有这一页的图片：尚未读出，须先显示完整信息。")
    jpeg = pictures.picture(visit.office, visit.who, visit.number, source, number)
    if jpeg is not None and record is not None:
        jpeg = masked(jpeg, record, (source, number))
    if jpeg is None:
        raise QueueError("case.unknown", _NO_PICTURE)
    return Response(jpeg, media_type="image/jpeg")


def masked(jpeg: bytes, record: CaseRecord, page: tuple[str, int]) -> bytes | None:
    """The picture of a page (its file's SHA-256, its number) with what was read as personal on it covered.

    None where it cannot be covered, and where no paper of the record holds the page.
    """
    from intake.picture import covered

    if page not in known_pages(record):
        return None
    return covered(jpeg, [one.box for one in personal_places(record) if (one.source, one.page) == page])


def _pages(visit: Visit, found: sheets.CaseSheet) -> Iterator[PageShown]:
    """The pages of all files that have a picture, in the files' order. What no reading has drawn is drawn now."""
    papers = found.record.documents if found.record else ()
    turned = {(lie.source, lie.page): lie.rotation for paper in papers for lie in paper.geometry}
    read = known_pages(found.record)
    vault = visit.office.vault
    for source in dict.fromkeys(file.sha256 for file in found.files if file.replaced_in is None):
        last = max((page for of, page in read if of == source), default=-1)
        for page in range(_MOST_PAGES):
            jpeg = vault.picture(source, page)
            if jpeg is None and (source, page) in read:
                jpeg = pictures.kept_or_drawn(visit.office, source, page)
            if jpeg is None and page > last:
                break
            if jpeg is not None and (size := jpeg_size(jpeg)):
                yield PageShown(source, page, *size, turned.get((source, page), 0))


def jpeg_size(jpeg: bytes) -> tuple[int, int] | None:
    """Width and height of a JPEG in pixels, from its frame header; None where it is none."""
    place = 2
    while jpeg[:2] == b"\xff\xd8" and place + 9 <= len(jpeg) and jpeg[place] == 0xFF:
        if jpeg[place + 1] in _FRAME:
            height, width = (int.from_bytes(jpeg[at : at + 2], "big") for at in (place + 5, place + 7))
            return width, height
        place += 2 + int.from_bytes(jpeg[place + 2 : place + 4], "big")
    return None
