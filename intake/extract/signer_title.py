"""The title written for a person at a label, and how sure it is; every doubt about a 副 goes down the ladder."""

from __future__ import annotations

import re
from typing import Final

from intake.extract.person_words import Person
from intake.extract.rowtext import CELL_GAP, RowText
from intake.extract.signatures import stands_apart, unread_before
from intake.extract.signer_entry import Entry
from intake.extract.titles import find_titles
from intake.page import ReadPage
from models.codes import Title

_RANK_LABEL_CONFIDENCE: Final = 0.6
_SURE_ENOUGH_FOR_CHIEF: Final = 0.8
"""A line the engine read with less may have lost a 副."""
_HAND: Final = 3.0
"""Letters that the shortest name by hand and the blank behind it take."""
_APART_CONFIDENCE: Final = 0.8
"""How sure 主任医师 is where what stands before it was not read, and the picture shows that it is no 副."""


def title_of(entry: Entry, person: Person) -> tuple[Title | None, str, float]:
    """The person's title, as written and how sure it is; every doubt about a 副 goes down the ladder."""
    found = person.mention
    if found is not None and (own := _before_the_next_ones(entry, person)) is not None:
        return own
    if found is None:
        if entry.label.rank is not None and (person.name or person.scrawl):
            text = entry.row.raw[entry.label.start : entry.label.end].strip(" :：")
            return entry.label.rank, text, _RANK_LABEL_CONFIDENCE
        return None, "", 0.0
    words, mention = found
    start, end = words.start + mention.start, words.start + mention.end
    text = re.sub(r"\s+", "", words.row.raw[start:end])
    read = words.row.confidence(start, end)
    doubtful = mention.reason == "doubtful_deputy"
    if mention.title is not Title.CHIEF and not doubtful:
        return mention.title, text, min(mention.confidence, read)
    if _begins_above(entry, words.row, start) or read < _SURE_ENOUGH_FOR_CHIEF:
        return Title.ASSOCIATE_CHIEF, text, 0.4
    if _stands_apart(entry.page, words.row, (start, end)):
        return Title.CHIEF, text, min(_APART_CONFIDENCE if doubtful else mention.confidence, read)
    if doubtful or _deputy_lost(entry.page, words.row, start, end):
        return Title.ASSOCIATE_CHIEF, text, 0.4
    return Title.CHIEF, text, min(mention.confidence, read)


def _before_the_next_ones(entry: Entry, person: Person) -> tuple[Title, str, float] | None:
    """The rank right before a person's name, where a higher one stands by itself further on in the row: that is the
    label of whoever is to sign next, and nobody has (主治医师张三    主任医师)."""
    if person.mention is None or not person.name:
        return None
    words, mention = person.mention
    before = words.row.text[: words.start + mention.start].rstrip(" ")
    if not before.endswith(CELL_GAP) or person.name not in before:
        return None
    own = [one for one in find_titles(before.rpartition(person.name)[0].rpartition(CELL_GAP)[2]) if one.title]
    if not own or own[-1].title is None or mention.title is None or own[-1].title.rank >= mention.title.rank:
        return None
    return own[-1].title, own[-1].title.label, _RANK_LABEL_CONFIDENCE


def _begins_above(entry: Entry, row: RowText, start: int) -> bool:
    """Whether the row above a title at the beginning of its line ends in a 副."""
    line = row.line_at(start)
    begins_line = not line.text[: start - row.starts[row.lines.index(line)]].strip()
    over = entry.above[-1:] if row is entry.row else (entry.row,)
    return begins_line and any(re.search(r"副\s*$", one.text) for one in over)


def _stands_apart(page: ReadPage, row: RowText, span: tuple[int, int]) -> bool:
    """Whether the picture shows that no letter is printed before a title that ends its line: it was read right where
    what stands before it, a hand or a stamp, was not."""
    start, end = span
    line = row.line_at(start)
    text = line.text.rstrip()
    ends_line = end - row.starts[row.lines.index(line)] == len(text)
    letter = line.box.height * page.image.height / page.image.width
    before = line.box.width - (end - start) * letter
    if text[: -(end - start)].strip() and before < _HAND * letter:
        return False  # So little room may hold a 副, written where a form leaves a blank for it.
    return ends_line and not re.search(r"\s", text[-(end - start) :]) and stands_apart(page, line, end - start)


def _deputy_lost(page: ReadPage, row: RowText, start: int, end: int) -> bool:
    """Could a 副 before 主任医师 be lost: unread ink, a seal, or the page's edge?"""
    box = row.box(start, end)
    before = row.text[:start].rstrip()
    touches = bool(before) and len(before) == start
    if touches:
        return False
    previous_right = row.box(len(before) - 1, len(before)).right if before else 0.0
    return unread_before(page, box, previous_right)
