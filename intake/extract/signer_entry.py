"""A label at which a physician is named, and what stands around it: the name below, the title before, beside, beneath.

Names and titles stand where forms leave room for them: behind the label, under it, in the cells of a table under their
own headings. A title counts for the person only where it stands alone or behind 职称： and nobody else is named there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from intake.extract.person_labels import PersonLabel
from intake.extract.person_words import Person, Words, people_in
from intake.extract.rowtext import RowText
from intake.page import Line, ReadPage
from models.place import Box, Evidence

SPACE_FOR_SIGNATURE: Final = 9.0
"""Line heights behind a label in which a signature stands: three to four characters by hand."""
_BELOW: Final = 2.2
"""Line heights that may lie between a label and what stands below it: signature blocks are set with open leading."""
_PRINT: Final = re.compile(r"[^\s_＿]")
_RANK_LABEL: Final = r"职[ \t]*[称务]"
_RANK_BEFORE: Final = re.compile(rf"{_RANK_LABEL}(?:/{_RANK_LABEL})?[)]?[ ]*:?[ \t]*(?=\S)[^:]*$")


@dataclass(frozen=True)
class Entry:
    """A label of a row and what is written behind it; the rows above and below, nearest to the label first below."""

    page: ReadPage
    above: tuple[RowText, ...]
    row: RowText
    below: tuple[RowText, ...]
    label: PersonLabel
    end: int
    """Where the entry ends in the row's text: at the next label."""
    labels_below: tuple[tuple[PersonLabel, ...], ...] = ()
    """Those of the rows below: what stands behind them is theirs."""

    @property
    def label_box(self) -> Box:
        return self.row.box(self.label.start, self.label.end)

    @property
    def label_line(self) -> Line:
        """The line that holds the label."""
        return self.row.line_at(self.label.start)

    def evidence(self, boxes: Sequence[Box]) -> tuple[Evidence, ...]:
        """The places of boxes on the page."""
        return tuple(map(self.page.image.evidence, boxes))

    @property
    def space(self) -> float:
        """How far behind the label its signature may stand, in fractions of the page's width."""
        image = self.page.image
        return SPACE_FOR_SIGNATURE * self.label_box.height * image.height / image.width


def signature_space(entry: Entry, until: Box | None) -> Box:
    """Where the signature of an entry stands: behind its label, up to what is printed next."""
    label = entry.label_box
    right = min(label.right + entry.space, 0.98)
    if until is not None:
        right = min(right, until.left)
    right = min(right, print_behind(entry.row, entry.label.end))
    character = label.height * entry.page.image.height / entry.page.image.width
    left = min(label.right + 0.25 * character, right)
    return Box.clipped(left, label.top - 0.35 * label.height, right, label.bottom + 0.1 * label.height)


def space_behind(entry: Entry, mention: Box) -> Box:
    """Where the signature of an entry stands whose title is printed before it."""
    label = entry.label_box
    printed = (entry.row.box(start, start + 1) for start in entry.row.starts)
    right = min((box.left for box in printed if box.left > mention.right), default=0.98)
    margin = 0.35 * label.height
    return Box.clipped(mention.right, mention.top - margin, max(right, mention.right), mention.bottom + margin)


def print_behind(row: RowText, position: int) -> float:
    """Where, in fractions of the page's width, the next print of a row begins behind a place of its text; 1 where
    nothing but underscores follows."""
    printed = _PRINT.search(row.text, position)
    return row.box(printed.start(), printed.end()).left if printed else 1.0


def with_title_around(entry: Entry, person: Person) -> Person:
    """The person with the title that stands before the label, beside the name or below it, where none stands behind."""
    if person.mention is not None or not (person.name or person.scrawl) or entry.label.rank is not None:
        return person
    found = _title_before(entry) or _title_below(entry, person)
    # To a hand that was not read belongs only what stands behind a 职称 of its own.
    if found is None or not (person.name or re.match(_RANK_LABEL, found.text) or _RANK_BEFORE.search(found.text)):
        return person
    return replace(person, mention=(found, found.mentions()[0]))


def _title_before(entry: Entry) -> Words | None:
    """The title of a 职称： that stands before the signature, in its row or the row above, and is nobody else's."""
    label = entry.label_box
    for row, end in [(entry.row, entry.label.start), *((row, len(row.text)) for row in entry.above[-1:])]:
        match = _RANK_BEFORE.search(row.text[:end])
        if match is None or label.top - row.box(match.start(), match.end()).bottom > _BELOW * label.height:
            continue
        words = Words(row, match.start(), match.end())
        alone = not any(one.name for one in people_in(Words(row, 0, end), after_signature_label=False))
        if alone and words.is_title_alone():
            return words
    return _title_over(entry)


def _title_over(entry: Entry) -> Words | None:
    """The title that is all of the row above, close over the label, where nobody is named over it."""
    for row in entry.above[-1:]:
        words, box, label = Words(row, 0, len(row.text)), row.box(0, len(row.text)), entry.label_box
        near = label.top - box.bottom < _BELOW * label.height and box.right > label.left and box.left < label.right
        over = entry.above[-2:-1]
        if near and words.is_title_alone() and _titles_only(row) and all(map(_titles_only, over)):
            return words
    return None


def _title_below(entry: Entry, person: Person) -> Words | None:
    """The title in the line below the name, alone or behind 职称：, where no other entry begins there.

    In a table the name's row may be split by handwriting: the title then stands in the next row, under its heading.
    """
    anchor, name = entry.label_box, person.words.box(*person.span)
    for row, labels in _rows_below(entry, person):
        if not _titles_only(row):
            return None
        for start, end in dict.fromkeys([*cells(row), (0, len(row.text))]):
            box, words = row.box(start, end), Words(row, start, end)
            if any(label.role is not None and label.start < end for label in labels):
                # Somebody else's line, though nobody could read who signed there.
                return None
            near = box.top - max(anchor.bottom, name.bottom) < _BELOW * anchor.height
            under = box.right > min(anchor.left, name.left) and box.left < anchor.right + entry.space
            if near and (under or _under_rank_heading(entry, box)) and words.is_title_alone():
                return words
    return None


def _rows_below(entry: Entry, person: Person) -> Iterator[tuple[RowText, tuple[PersonLabel, ...]]]:
    """The row below the name; where the name itself stands below its label, the one after it."""
    rows = list(zip(entry.below, entry.labels_below, strict=False))
    first = next((number + 1 for number, (row, _) in enumerate(rows) if row is person.words.row), 0)
    yield from rows[first : first + 1]


def _under_rank_heading(entry: Entry, box: Box) -> bool:
    """Whether 职称 stands over a cell, as the heading of its column in the label's row."""
    for match in re.finditer(_RANK_LABEL, entry.row.text):
        heading = entry.row.line_at(match.start()).box
        if heading.left < box.right and box.left < heading.right:
            return True
    return False


def _titles_only(row: RowText) -> bool:
    """No names stand in the row, beside which a title would be theirs or a label."""
    return not any(person.name for person in people_in(Words(row, 0, len(row.text)), after_signature_label=False))


def people_below(entry: Entry) -> list[Person]:
    """The name in the line below its label, as grids have it: a cell that is a name or a title and nothing else."""
    anchor = entry.label_box
    for row, labels in zip(entry.below[:1], entry.labels_below[:1], strict=False):
        for start, end in cells(row):
            if any(one.end <= start and not row.text[one.end : start].strip(" \t_:") for one in labels):
                continue  # Another label's: 质控护士 张三 below 住院医师.
            if any(start <= one.start < end for one in labels):
                continue  # A line with a label of its own: 副主任医师：张三 below 主任医师：, where nobody signed.
            box = row.box(start, end)
            under = box.left < anchor.right + 0.3 * entry.space and box.right > anchor.left - anchor.height
            if not under or box.top - anchor.bottom > _BELOW * anchor.height:
                continue
            words = Words(row, start, end)
            if words.is_person_alone():
                # In a table the title stands in the next cell, under its own heading.
                return people_in(Words(row, start, len(row.text)), after_signature_label=False)[:1]
    return []


def cells(row: RowText) -> list[tuple[int, int]]:
    """Where each line of a row begins and ends in its text."""
    return [(start, start + len(line.text)) for start, line in zip(row.starts, row.lines, strict=True)]
