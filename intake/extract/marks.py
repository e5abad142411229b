"""Boxes to tick, seen in the picture.

Reading drops ticked boxes (☑ ■) and keeps the empty ones, so a printed choice would lose just the sign that matters.
Boxes that are seen are put back into the text: ``□`` for an empty one, ``☑`` for a ticked one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.extract.circles import with_ring
from intake.extract.rowtext import width_of
from intake.page import Line, ReadPage
from models.place import Box

_SIGNS: Final = "□☐◻▢■▣◼☑☒✓✔√"
_TICKS: Final = "▣■◼☑☒✓✔√"
_BEGINNING: Final = re.compile(
    r"副主任|主任|主治|住院|男|女|职工|居民|同意|不同意|是|否|有|无|初诊|复诊|门诊|急诊|(?<=[:：])"
)
"""Words that printed choices often begin with, and the end of a label."""
_ENDING: Final = re.compile(r"(?<=.)[病症炎癌瘤疮斑全压衰征石疡]|[)）]")
"""Behind these another choice may begin."""
_CHOICE: Final = re.compile(rf"[{_SIGNS}]|男[^一-鿿]{{0,4}}女|医师[^一-鿿]{{0,4}}(?:副?主任|主治|住院)医")
"""What a line with boxes reads like: a box that was read, or words that stand side by side only in a choice."""
_LOOKALIKES: Final = "国回因困团园固图田目四口日曰围圆囗"
_SMALLEST: Final = 0.42
_LARGEST: Final = 1.05
"""Side of a box in heights of its line, as forms print them."""
_INK: Final = 0.28
"""Thin sides of boxes are printed greyer than letters: a quarter of their darkness."""
_TICKED: Final = 0.5
_EMPTY: Final = 0.36
"""How dark the darkest eighth of a box's inside is: of empty ones up to 0.3 by blur, of ticked ones from 0.6 on."""
_LEGIBLE: Final = 14
"""Pixels of a side below which blur closes the inside of an empty box; a filled one is told even so."""
_ACROSS: Final = (0.08, 0.3)
"""Mean darkness inside boxes that a tick by hand crosses and leaves: 0.10 to 0.29; of empty ones to 0.05, of characters
that look like boxes from 0.30 on."""
_THIN: Final = 3.0
"""A box that a thin tick crosses is so much darker inside than the darkest of the others."""
_OUTSIDE: Final = 1.45
"""So much larger than the box may its piece of straight ink be: a tick adds a little, a character's strokes more."""
_BLANK: Final = 0.08
_STROKE: Final = 0.4
"""So much of the margin before a box may be the stroke of a tick that begins left of it."""
_SIDE: Final = 0.82
"""So much of each side of a box is ink, blur and gaps allowed for."""
_NEIGHBOUR: Final = 1.3
"""Line heights between the lines of one printed list."""


@dataclass(frozen=True)
class Mark:
    """A box in a line's crop: its left and right edge in pixels, and whether it is ticked (None: cannot be told).

    ``crossed``: strokes go on beyond it, as ticks by hand do, and as those of a character would.
    """

    left: int
    right: int
    ticked: bool | None
    crossed: bool = False


def with_marks(page: ReadPage) -> tuple[Line, ...]:
    """The page's lines, those of printed choices with their boxes put back and what is ringed ticked."""
    if min(page.image.pixels.shape[:2]) < 100:
        return page.lines
    chosen = {id(line) for line in page.lines if not line.vertical and _CHOICE.search(line.text)}
    if not chosen:
        return page.lines
    lists = [line for line in page.lines if id(line) in chosen or _continues_list(line, page.lines, chosen)]
    found = {id(line): with_ring(page, _marked(page, line)) for line in lists}
    return tuple(found.get(id(line), line) for line in page.lines)


def _continues_list(line: Line, lines: Sequence[Line], chosen: set[int]) -> bool:
    """Whether a line stands directly above or below a line with boxes and begins where it begins."""
    return not line.vertical and any(
        abs(other.box.left - line.box.left) < 0.03
        and 0 < abs(other.box.center[1] - line.box.center[1]) < _NEIGHBOUR * (line.box.height + other.box.height) / 2
        for other in lines
        if id(other) in chosen
    )


def _marked(page: ReadPage, line: Line) -> Line:
    """The line with its boxes; as it was where none is seen or not all can be told."""
    height = line.box.height * page.image.height / page.image.width
    left = max(line.box.left - 1.3 * height, 0.0)
    neighbours = [other.box.right for other in page.lines if other is not line and _before(other, line)]
    left = max([left, *(right for right in neighbours if right < line.box.left + 0.2 * height)])
    around = Box.clipped(
        left,
        line.box.top - 0.12 * line.box.height,
        line.box.right + 0.9 * height,
        line.box.bottom + 0.12 * line.box.height,
    )
    dark = _darkness(page.image.crop(around))
    ink = (dark >= _INK).astype(np.uint8)
    marks = find_marks(dark, line.box.height * page.image.height)
    marks = [mark for mark in marks if not _is_character(mark, ink, line.text)]
    if not marks or any(mark.ticked is None for mark in marks):
        return line
    return replace(line, text=_rewritten(line.text, marks, ink))


def _before(other: Line, line: Line) -> bool:
    return abs(other.box.center[1] - line.box.center[1]) < 0.5 * line.box.height and other.box.left < line.box.left


def _darkness(crop: NDArray[np.uint8]) -> NDArray[np.float32]:
    """How dark the red channel is at each pixel (H, W): 0 as the paper around, 1 as the darkest print."""
    red = crop[:, :, 2].astype(np.float32)
    paper, print_ = float(np.percentile(red, 85)), float(np.percentile(red, 2))
    return np.clip((paper - red) / max(paper - print_, 40.0), 0.0, 1.0).astype(np.float32)


def find_marks(dark: NDArray[np.float32], height: float) -> list[Mark]:
    """The boxes in a line's darkness (H, W) of 0 to 1, from left to right; ``height`` of its letters in pixels.

    A box is a piece of level and upright strokes that closes on four sides with blank paper at its left. A tick across
    it is neither level nor upright; what little of it is so makes the piece larger to the upper right only.
    """
    ink = (dark >= _INK).astype(np.uint8)
    stroke = max(round(0.3 * height), 4)
    level = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, stroke), np.uint8))
    upright = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((stroke, 1), np.uint8))
    straight = np.asarray(cv2.max(level, upright), dtype=np.uint8)
    limits = (_SMALLEST * height, _LARGEST * height)
    count, _, stats, _ = cv2.connectedComponentsWithStats(straight, connectivity=8)
    plain: list[_Square] = []
    crossed: list[_Square] = []
    for number in range(1, count):
        x, y, width, tall = (int(value) for value in stats[number][:4])
        piece = straight[y : y + tall, x : x + width]
        if _square(width, tall, limits) and _closed(piece):
            plain.append(_Square(x, y + tall, width, tall))
        elif (side := _side_within(piece, limits)) is not None:
            crossed.append(_Square(x, y + tall, side, side))
    # Characters hold squares too: a box with strokes across it must be like those without.
    found = [*plain, *(one for one in crossed if any(one.is_like(other) for other in plain))]
    found = [one for one in found if one.blank_at_left(ink, _BLANK)]
    marks = [one.mark(dark, crossed=one not in plain) for one in found]
    if plain and not any(mark.ticked for mark in marks):
        lone = _lone(found, dark)
        marks = [replace(mark, ticked=True) if one is lone else mark for one, mark in zip(found, marks, strict=True)]
    if plain and not any(mark.ticked for mark in marks):
        hidden = [one for one in _drawn_over(straight, plain[0]) if one.blank_at_left(ink, _STROKE)]
        hidden = [one for one in hidden if one.is_drawn_across(dark) and not any(map(one.overlaps, found))]
        marks += [Mark(one.left, one.left + one.width, ticked=True, crossed=True) for one in hidden]
    return sorted(marks, key=lambda mark: mark.left)


def _lone(found: Sequence[_Square], dark: NDArray[np.float32]) -> _Square | None:
    """The one box of several across which a thin stroke runs, where the others have nothing inside."""
    inside = [one.inside(dark) for one in found]
    for place, mean in enumerate(inside):
        others = inside[:place] + inside[place + 1 :]
        if others and mean >= max(_ACROSS[0], _THIN * max(others)):
            return found[place]
    return None


def _drawn_over(straight: NDArray[np.uint8], like: _Square) -> list[_Square]:
    """The places as large and as low as a box where ink runs along all four sides, whatever strokes go on from them:
    a box that a tick leaves on every side is no piece of its own."""
    width, height = like.width, like.height
    band = max(round(0.16 * min(width, height)), 2)
    found: list[tuple[float, _Square]] = []
    for bottom in range(like.bottom - 1, like.bottom + 2):
        rows = straight[bottom - height : bottom]
        if bottom < height or rows.shape[0] < height or rows.shape[1] <= width:
            continue
        level = [_run_means(part.max(axis=0), width) for part in (rows[:band], rows[-band:])]
        thick = np.lib.stride_tricks.sliding_window_view(rows, band, axis=1).max(axis=2).mean(axis=0)
        places = len(level[0])
        sides = np.stack([*level, thick[:places], thick[width - band : width - band + places]])
        weakest = sides.min(axis=0)
        found += [(float(weakest[x]), _Square(int(x), bottom, width, height)) for x in np.flatnonzero(weakest >= _SIDE)]
    kept: list[_Square] = []
    for _, one in sorted(found, key=lambda each: -each[0]):
        if not any(map(one.overlaps, kept)):
            kept.append(one)
    return kept


def _run_means(values: NDArray[np.uint8], length: int) -> NDArray[np.float64]:
    """The mean of every run of so many neighbours."""
    sums = np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))
    return np.asarray((sums[length:] - sums[:-length]) / length, dtype=np.float64)


@dataclass(frozen=True)
class _Square:
    """A box in pixels: its left edge, its lower edge, its width and height."""

    left: int
    bottom: int
    width: int
    height: int

    def is_like(self, other: _Square) -> bool:
        """Whether it is as large as another and stands on the same line."""
        slack = 0.15 * other.height
        return abs(self.height - other.height) <= slack and abs(self.bottom - other.bottom) <= slack + 1

    def overlaps(self, other: _Square) -> bool:
        return self.left < other.left + other.width and other.left < self.left + self.width

    def blank_at_left(self, ink: NDArray[np.uint8], limit: float) -> bool:
        """Whether at most that share of the narrow margin before it is ink."""
        margin = ink[self._rows, max(self.left - max(round(0.15 * self.height), 2), 0) : max(self.left - 1, 0)]
        return margin.size == 0 or float(margin.mean()) < limit

    def is_drawn_across(self, dark: NDArray[np.float32]) -> bool:
        """Whether a few strokes cross its inside: neither nothing, nor the many of a character."""
        return _ACROSS[0] <= self.inside(dark) <= _ACROSS[1]

    def inside(self, dark: NDArray[np.float32]) -> float:
        """The mean darkness within its sides; 0 of a box too small to have an inside."""
        inset = max(round(0.18 * min(self.width, self.height)), 2)
        inner = dark[self._rows, self.left : self.left + self.width][inset:-inset, inset:-inset]
        return float(inner.mean()) if inner.size else 0.0

    def mark(self, dark: NDArray[np.float32], *, crossed: bool) -> Mark:
        right = self.left + self.width
        return Mark(self.left, right, _is_ticked(dark[self._rows, self.left : right]), crossed)

    @property
    def _rows(self) -> slice:
        return slice(self.bottom - self.height, self.bottom)


def _square(width: int, tall: int, limits: tuple[float, float]) -> bool:
    return limits[0] <= min(width, tall) and max(width, tall) <= limits[1] and 0.75 <= width / tall <= 1.34


def _side_within(piece: NDArray[np.uint8], limits: tuple[float, float]) -> int | None:
    """The side of the box that stands at the lower left of a larger piece of straight ink; None where none does."""
    smaller, larger = sorted(piece.shape)
    if smaller < limits[0] or larger > _OUTSIDE * limits[1]:
        return None
    sides = range(int(min(smaller, limits[1])), int(limits[0]), -1)
    return next((side for side in sides if _closed(piece[-side:, :side])), None)


def _closed(box: NDArray[np.uint8]) -> bool:
    """Whether ink runs along all four sides."""
    band = max(round(0.16 * min(box.shape)), 2)
    sides = (box[:band].max(axis=0), box[-band:].max(axis=0), box[:, :band].max(axis=1), box[:, -band:].max(axis=1))
    return all(float(side.mean()) >= _SIDE for side in sides)


def _is_ticked(box: NDArray[np.float32]) -> bool | None:
    """Whether the inside of a box is as dark as print somewhere; None between that and the blur of its sides."""
    if min(box.shape) < _LEGIBLE and float(box.mean()) < 0.8:
        return None
    inset = max(round(0.25 * min(box.shape)), 3)
    inner = box[inset:-inset, inset:-inset]
    darkest = float(np.percentile(inner, 88)) if inner.size else 0.45
    return True if darkest >= _TICKED else False if darkest <= _EMPTY else None


def _is_character(mark: Mark, ink: NDArray[np.uint8], text: str) -> bool:
    """Whether a box is a character that was read near its place: 口 and 国 are boxes too."""
    if not any(character in _LOOKALIKES for character in text):
        return False
    whole = max(width_of(text), 1.0)
    columns = np.flatnonzero(ink.any(axis=0))
    first, last = (int(columns[0]), int(columns[-1])) if columns.size else (0, ink.shape[1])
    place = ((mark.left + mark.right) / 2 - first) / max(last - first, 1) * whole
    return any(
        character in _LOOKALIKES and abs(width_of(text[:index]) + 0.5 - place) < 2.5
        for index, character in enumerate(text)
    )


def _rewritten(text: str, marks: Sequence[Mark], ink: NDArray[np.uint8]) -> str:
    """The text with the seen boxes at their places, and those that were read where none was seen.

    The print between two boxes is measured by its ink; that share of all print is its share of the text. A place near
    where a box was read, or a choice may begin, is meant to be there.
    """
    plain, read = "", []
    for character in text:
        if character in _SIGNS:
            read.append((len(plain), "☑" if character in _TICKS else "□"))
        elif character != " ":
            plain += character
    widths = [0.0]
    for character in plain:
        widths.append(widths[-1] + (0.5 if character.isascii() and character.isalnum() else 1.0))
    begins = {0, len(plain), *(match.start() for match in _BEGINNING.finditer(plain))}
    ends = {match.end() for match in _ENDING.finditer(plain)}
    signs: dict[int, str] = {}
    for mark, place in zip(marks, _places(marks, ink, widths[-1]), strict=True):
        free = list(range(max(signs, default=-1) + 1, len(plain) + 1))
        known = [index for index, _ in read if index in free and abs(widths[index] - place) < 1.2]
        may = begins if mark.crossed else begins | ends
        likely = [index for index in free if index in may and abs(widths[index] - place) < 2.0]
        choices = known or likely  # A box in the middle of a word is none.
        if choices:
            signs[min(choices, key=lambda index: abs(widths[index] - place))] = "☑" if mark.ticked else "□"
    for index, sign in read:
        if not any(abs(widths[index] - widths[known]) < 1.2 for known in signs):
            signs[index] = sign
    return "".join(
        signs.get(index, "") + (plain[index] if index < len(plain) else "") for index in range(len(plain) + 1)
    )


def _places(marks: Sequence[Mark], ink: NDArray[np.uint8], whole: float) -> list[float]:
    """Before how much of the line's print, in widths of its characters, each box stands."""
    edges = [0, *(edge for mark in marks for edge in (mark.left, mark.right)), ink.shape[1]]
    printed = [_extent(ink, start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    unit = max(sum(printed) / max(whole, 0.5), 1e-6)
    done, places = 0.0, []
    for extent in printed[:-1]:
        done += extent
        places.append(done / unit)
    return places


def _extent(ink: NDArray[np.uint8], start: int, end: int) -> int:
    """From the first to the last column with ink between two places, 0 where there is none."""
    columns = np.flatnonzero(ink[:, start:end].sum(axis=0) > 1)
    return int(columns[-1] - columns[0]) if columns.size > 3 else 0
