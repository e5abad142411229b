"""Physicians who stand at no label: their name stamps, and those whose ward rounds a record tells of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from intake.extract.rowtext import RowText
from intake.extract.surnames import is_name
from intake.extract.titles import find_titles
from intake.page import ReadPage
from models.codes import DocType, SealKind, Title
from models.document import Physician, PhysicianRole, Seal
from models.place import Evidence

_IN_ROUND: Final = re.compile(r"([一-鿿]{2,4}?)(?:查房|会诊|查看|看过|指示|巡视)")
_SURE_STAMP: Final = 0.9
"""A stamp read with less may have lost a 副."""


def physician_of_stamp(
    page: ReadPage, stamp: Seal, role: PhysicianRole | None, title: Title | None, title_text: str
) -> Physician:
    """A physician known by the name stamp; a title on the stamp is the person's own."""
    texts = [stamp.text, stamp.inner_text]
    if title is None:
        title, title_text = _title_on(texts)
        if title is Title.CHIEF and stamp.confidence < _SURE_STAMP:
            title = Title.ASSOCIATE_CHIEF
    bare = [re.sub(r"\s|之?印$|之?章$", "", text.replace(title_text, "") if title_text else text) for text in texts]
    name = next((text for text in bare if is_name(text)), None)
    return Physician(
        name=name,
        title=title,
        title_text=title_text,
        role=role,
        signed=True,
        confidence=min(stamp.confidence, 0.8),
        evidence=(Evidence(source=stamp.source, page=stamp.page, box=stamp.box),),
    )


def _title_on(texts: Sequence[str]) -> tuple[Title | None, str]:
    """The title that a stamp bears, and how it is written; None and "" where it bears none."""
    found = [(mention, text) for text in texts for mention in find_titles(text) if mention.title is not None]
    mention, text = found[-1] if found else (None, "")
    return (mention.title, text[mention.start : mention.end]) if mention is not None else (None, "")


def stamped_physicians(page: ReadPage, found: Sequence[Physician], doc_type: DocType) -> list[Physician]:
    """Name stamps that stand at no label.

    None on the form: the applicant signs there too, and blue handwriting can pass for a stamp.
    """
    if doc_type is DocType.APPLICATION_FORM:
        return []
    known = {one.name for one in found}
    places = [evidence.box for one in found for evidence in one.evidence]
    stamps = [
        physician_of_stamp(page, seal, "signing", None, "")
        for seal in page.seals
        if seal.kind is SealKind.PHYSICIAN and not any(place.overlap(seal.box) > 0 for place in places)
    ]
    return [one for one in stamps if one.name is None or one.name not in known]


def physicians_in_rounds(page: ReadPage, texts: Sequence[RowText]) -> list[Physician]:
    """Physicians whose ward round a record tells of: they did not write it, and their title is no signer's."""
    found = []
    for row, following in zip_longest(texts, texts[1:]):
        # Prose wraps: a name or title may go on at the beginning of the next row.
        text = row.text + (following.text[:20] if following else "")
        for mention in find_titles(text):
            if mention.reason != "ward_round":
                continue
            name, start, end = _beside(text, mention.start, mention.end)
            if name and start < len(row.text):
                box = row.box(start, min(end, len(row.text)))
                found.append(
                    Physician(
                        name=name,
                        title=mention.label_rank,
                        title_text=text[mention.start : mention.end],
                        role="ward_round",
                        confidence=0.5,
                        evidence=(page.image.evidence(box),),
                    )
                )
    return found


def _beside(text: str, start: int, end: int) -> tuple[str | None, int, int]:
    """The name before a title (陈启东副主任医师查房), else behind it (副主任医师陈启东查房), and where both stand."""
    before = _name_before(text[:start])
    if before is not None:
        return before, start - len(before), end
    behind = _IN_ROUND.match(text, end)
    if behind is not None and is_name(behind.group(1)):
        return behind.group(1), start, behind.end(1)
    return None, start, end


def _name_before(text: str) -> str | None:
    """The name a text ends in; three characters are tried first, since 经王建国 is no name of four."""
    return next((text[-length:] for length in (3, 2, 4) if is_name(text[-length:])), None)
