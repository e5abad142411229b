"""The disease that is ticked in a form's printed list: which names are printed, and at which one somebody made a mark.

Lists are read as a whole, for a mark shows best beside its neighbours without one: the choice alone among many that has
no empty box, that bears a tick, or round which or over which there is ink where the others have none. Where no choice
stands out alone, none is taken: the list then is for a person to look at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Final

from intake.extract.find_rules import find_grid
from intake.extract.labels import vocabulary
from intake.extract.list_ink import ListInk, Marks
from intake.extract.printed_choices import SIGNS, Choice, choices_in, letter_of, settled, slots_of
from intake.extract.rowtext import fold
from intake.extract.rules import Grid
from intake.page import Line, ReadPage
from models.codes import DocType
from models.document import Field
from models.place import Box

_SOLID: Final = re.compile(r"[一-鿿]+")
_FEWEST: Final = {"box": 3, "bracket": 3, "cell": 3, "number": 5, "none": 5}
"""So many names make a list: three diseases numbered in a column may all be applied for."""
_HEIGHTS: Final = 3.2
"""Line heights of blank behind which a list has ended."""
_ENDS: Final = re.compile(
    r"意见|签[名字章]|盖章|诊断医|日期|^[一二三四五六七八九][、.]|医师|承诺|声明|注:|^[一-鿿]{2,10}:"
)
"""What stands behind a list: another part of the form, or the next entry with its label."""


_TRACE: Final = 0.03
"""Squares of a letter of ink: less is a speck, or the end of a neighbour's stroke."""
_CLEAR: Final = 0.1
"""Squares of a letter of ink that surely are a mark; a thin tick of type in an otherwise empty cell has half of it."""
_LESSER: Final = 0.4
"""The next best choice must have at most this share of the best one's marks."""
_LESSER_OF_READ: Final = 0.75
"""The same where every box was read, and a tick in one alone: ink beside a name then is mostly its neighbour's."""
_UNPADDED: Final = 0.94
"""A line's box is a little wider than its letters."""
_SECOND: Final = 0.42
"""Letters of blank within a name without punctuation where two names were read as one, with a tick between them."""
_READ: Final = 0.4
_LOST: Final = 0.2
"""What a tick that was read is worth in squares of a letter of ink, a slot that was read at others only."""


def listed_disease(pages: Sequence[ReadPage], marked: Sequence[ReadPage]) -> Field | None:
    """The ticked name of a form's list of diseases, the value None where no name stands out; nothing where the form has
    no such list. ``marked`` are the same pages with the boxes that were seen put back into their lines."""
    for page, with_boxes in zip(pages, marked, strict=True):
        if min(page.image.pixels.shape[:2]) < 100:
            continue
        lines = tuple(_parted(line, other) for line, other in zip(page.lines, with_boxes.lines, strict=True))
        page = replace(page, lines=lines)
        labels = [line for line in page.lines if _is_label(line, page.lines)]
        grid = find_grid(page) if labels else None
        for label in labels:
            if grid is not None and (field := _chosen_of(page, grid, label)) is not None:
                return field
    return None


def _parted(line: Line, marked: Line) -> Line:
    """The line with the boxes that were seen between its names, where reading had lost them; those at its ends are told
    better from the whole list."""
    plain = re.sub(rf"[{SIGNS} ]", "", line.text)
    inner = re.search(rf"[一-鿿)）][{SIGNS}][一-鿿]", marked.text)
    same = re.sub(rf"[{SIGNS} ]", "", marked.text) == plain
    more = len(re.findall(rf"[{SIGNS}]", marked.text)) > len(re.findall(rf"[{SIGNS}]", line.text))
    return marked if same and inner and more else line


def _is_label(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line is the label of the disease applied for, or its beginning, wrapped in a narrow cell."""
    wrapped = [
        other.text
        for other in lines
        if abs(other.box.left - line.box.left) < 0.02 and 0.0 < other.box.top - line.box.top < 1.9 * line.box.height
    ]
    return any(_names_disease(line.text + rest) for rest in ("", *wrapped))


def _names_disease(written: str) -> bool:
    text = re.sub(r"^[一二三四五六七八九\d][、.]", "", fold(written).replace(" ", ""))
    meanings = vocabulary(DocType.APPLICATION_FORM).meanings
    words = [word for word, (field, _) in meanings.items() if field == "applied_disease" and text.startswith(word)]
    longest = max(words, key=len, default="")
    return longest != "" and (text == longest or text[len(longest)] in "(:（：")


def _chosen_of(page: ReadPage, grid: Grid, label: Line) -> Field | None:
    lines = _region(page, grid, label)
    choices = choices_in(lines, _letter_on(page, lines))
    kind, behind = slots_of(choices)
    if len(choices) < _FEWEST[kind]:
        return None
    choices = settled(choices, kind, behind)
    cells = _cells_beside(grid, choices)
    marks = _marks(page, grid, choices, cells, (kind, behind))
    best = _standing_out(choices, marks, "cell" if cells else kind)
    place = label.box
    for choice in choices:
        place = place.union(choice.word)
    if best is None:
        return Field(value=None, raw="", confidence=0.4, evidence=(page.image.evidence(place),))
    chosen = choices[best]
    return Field(
        value=chosen.name, raw=chosen.line.text, confidence=round(0.88 * chosen.line.confidence, 3),
        evidence=(page.image.evidence(chosen.word),),
    )  # fmt: skip


def _region(page: ReadPage, grid: Grid, label: Line) -> list[Line]:
    """The lines that may be names of the list: those right of the label's cell, or below the label."""
    lines = [line for line in page.lines if line is not label and not line.vertical and line.text.strip()]
    cell = grid.cell(*label.box.center)
    if cell is not None and cell.width < 0.5:
        return [
            line for line in lines if line.box.center[0] > cell.right and cell.top < line.box.center[1] < cell.bottom
        ]
    found: list[Line] = []
    lowest = label.box
    for line in sorted(lines, key=lambda one: one.box.center[1]):
        if line.box.center[1] < label.box.top:
            continue
        if line.box.top - lowest.bottom > _HEIGHTS * label.box.height or _ENDS.search(fold(line.text)):
            break
        found.append(line)
        lowest = line.box
    return found


def _letter_on(page: ReadPage, lines: Sequence[Line]) -> float | None:
    """The width of a letter of these lines in fractions of the page's, by lines set in the same size."""
    if not lines:
        return None
    usual = median(line.box.height for line in lines)
    plain = [
        line.box.width / len(line.text)
        for line in page.lines
        if re.fullmatch(r"[一-鿿]{4,}", line.text) and abs(line.box.height - usual) < 0.25 * usual
    ]
    return median(plain) if plain else None


def _marks(
    page: ReadPage, grid: Grid, choices: Sequence[Choice], cells: Sequence[Box], slots_are: tuple[str, bool]
) -> list[Marks]:
    """The ink around each choice, whose slots are of a kind and stand before or behind it; in a table with cells to
    tick, that in its cell."""
    kind, behind = slots_are
    em = letter_of(choices)
    around = choices[0].word
    for choice in choices:
        around = around.union(choice.word)
    margin = 2.5 * em
    down = margin * page.image.width / page.image.height
    frame = Box.clipped(around.left - margin, around.top - down, around.right + margin, around.bottom + down)
    for cell in cells:
        frame = frame.union(cell)
    ink = ListInk(page, grid, frame, _UNPADDED * em * page.image.width)
    if cells:
        return [Marks(0.0, 0.0, 0.0, 0.0, ink.inside(cell)) for cell in cells]
    pitch = _pitch(choices) / max(_UNPADDED * em * page.image.width / page.image.height, 1e-6)
    slots = [_slot(choice, kind, behind, em) for choice in choices]
    extents = [
        (min(choice.word.left, slot[0]), max(choice.word.right, slot[1]))
        for choice, slot in zip(choices, slots, strict=True)
    ]
    rooms = [_room(number, choices, extents, page) for number in range(len(choices))]
    return [
        ink.around(choice.word, slot, room, pitch) for choice, slot, room in zip(choices, slots, rooms, strict=True)
    ]


def _pitch(choices: Sequence[Choice]) -> float:
    """How far below each other the rows stand, in page heights; 1 where there is one row only."""
    middles = sorted(choice.word.center[1] for choice in choices)
    steps = [low - high for high, low in pairwise(middles) if low - high > 0.5 * choices[0].word.height]
    return median(steps) if steps else 1.0


def _cells_beside(grid: Grid, choices: Sequence[Choice]) -> list[Box]:
    """The cells to tick in, one beside each name; none where the list is no such table."""
    cells = [cell for choice in choices if (cell := _cell_beside(grid, choice)) is not None]
    return cells if len(cells) == len(choices) else []


def _cell_beside(grid: Grid, choice: Choice) -> Box | None:
    """The narrow cell right of a name's own, in a table with a column to tick in."""
    x, y = choice.line.box.center
    own = grid.cell(x, y)
    cell = grid.cell(own.right + 0.006, y) if own is not None and own.width < 0.45 else None
    return cell if own is not None and cell is not None and cell.width < 0.7 * own.width else None


def _slot(choice: Choice, kind: str, behind: bool, em: float) -> tuple[float, float]:
    """Where the slot of a name stands, by where the list has its slots; nowhere where it has none."""
    wide = {"box": 1.2, "bracket": 2.8, "number": 1.5}.get(kind, 0.0) * em
    edge = choice.word.right if behind else choice.word.left
    return (edge, edge + wide) if behind else (edge - wide, edge)


def _room(
    number: int, choices: Sequence[Choice], extents: Sequence[tuple[float, float]], page: ReadPage
) -> tuple[float, float]:
    """How far left and right of a name nothing is printed: up to its neighbours in the row with their slots."""
    choice, (first, last) = choices[number], extents[number]
    level = [
        (line.box.left, line.box.right)
        for line in page.lines
        if line is not choice.line and abs(line.box.center[1] - choice.word.center[1]) < 0.4 * choice.word.height
    ]
    level += [
        extent
        for one, extent in zip(choices, extents, strict=True)
        if one is not choice and abs(one.word.center[1] - choice.word.center[1]) < 0.4 * choice.word.height
    ]
    middle = (first + last) / 2
    left = max((right for left, right in level if (left + right) / 2 < middle), default=0.0)
    right = min((left for left, right in level if (left + right) / 2 > middle), default=1.0)
    return left, right


def _standing_out(choices: Sequence[Choice], marks: Sequence[Marks], kind: str) -> int | None:
    """The choice that bears a mark where no other does; None where none or several do."""
    totals = [_total(choices, marks, number, kind) for number in range(len(choices))]
    best = max(range(len(choices)), key=lambda number: totals[number])
    glued = marks[best].gap > _SECOND and _SOLID.fullmatch(choices[best].name)
    if glued or totals[best] < _CLEAR / (4 if kind == "cell" else 2):
        return None
    others = [_total(choices, marks, number, kind, best) for number in range(len(choices)) if number != best]
    rest = [choice for choice in choices if choice is not choices[best]]
    plain = choices[best].ticked and all(one.kind == "box" and not one.ticked for one in rest)
    return best if max(others) <= (_LESSER_OF_READ if plain else _LESSER) * totals[best] else None


def _total(
    choices: Sequence[Choice], marks: Sequence[Marks], number: int, kind: str, beside: int | None = None
) -> float:
    """How much speaks for a mark at a choice: ink beyond what the others have, and what was read.

    ``beside`` is a choice whose strokes may reach over: what stands between the two does not count.
    """
    choice, mark = choices[number], marks[number]
    rest = [one for place, one in enumerate(marks) if place != number]
    shared = beside is not None and _next_to(choice.word, choices[beside].word)
    over = 0.0 if shared else _beyond(mark.over, [one.over for one in rest])
    ring = 0.0 if shared else _beyond(mark.ring, [one.ring for one in rest])
    slots = [one.slot for one in rest]
    # An empty box that was merely not read looks as the others do; a tick of type in its place does not.
    unlike = _beyond(mark.slot, slots) > 0 or _beyond(-mark.slot, [-one for one in slots]) > 0
    lost = kind in ("box", "bracket") and choice.kind == "none" and mark.slot > _CLEAR and unlike
    read = (_READ if choice.ticked else 0.0) + (_LOST if lost else 0.0)
    inside = _beyond(mark.slot, slots)
    aside = _beyond(mark.before, [one.before for one in rest]) + _beyond(mark.behind, [one.behind for one in rest])
    return read + inside + aside + over + ring + _beyond(mark.blue, [one.blue for one in rest])


def _next_to(one: Box, other: Box) -> bool:
    """Whether two names stand in neighbouring rows, one over the other: strokes of one reach to the other."""
    near = abs(one.center[1] - other.center[1]) < 2.2 * max(one.height, other.height)
    return near and one.left < other.right and other.left < one.right


def _beyond(amount: float, others: Sequence[float]) -> float:
    """By how much an amount exceeds what others have, but for a trace and what they differ by among themselves."""
    usual = median(others)
    spread = median(abs(one - usual) for one in others)
    return max(amount - usual - 2.5 * spread - _TRACE, 0.0)
