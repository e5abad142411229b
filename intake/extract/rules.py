"""The ruled lines of a page and the cells they bound: where a printed grid says what belongs together.

Rules are looked for among what has no colour, on a picture of at most 1,000 pixels a side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.extract.rowtext import width_of
from intake.page import Line, ReadPage
from models.place import Box

_LONGEST_SIDE: Final = 1000
_SHORTEST_RUN: Final = 2.4
"""A straight run of ink this long, in usual line heights, is a rule and no stroke, not even one of a title."""
_LEAST_UPRIGHT: Final = 1.3
"""The same for the side of a single row of cells, which must end at level rules to count."""
_MEETS: Final = 0.006
"""Rules that come this near, in page sizes, meet."""
_DARKER: Final = 14
"""By how many grey levels a rule is darker than the paper around it: thin rules of scans fade to 20."""
_PLAIN: Final = 0.6
"""Share of a rule's length that is darker than what is around it, print included: letters in a row only look so."""
_COLOURED: Final = 50
"""Grey levels between a pixel's strongest and weakest colour from which on it is a seal's or a pen's."""
_SHORT: Final = 0.003
"""Rules end this far, in page sizes, short of the rule they meet: three pixels of the reduced picture."""
_MOST: Final = 0.6
"""Share of a cell's height along which the rules at its sides stand; on folded paper a part of them is lost."""
_DASH: Final = re.compile(r"[1Il|丨i!一\-']+")
_DASHES: Final = 3
"""So many above each other are no text: a perforation has dozens, of which reading finds a few."""
_SLACK: Final = 0.008
"""By how much a cell's edges, measured at two places of it, may differ: half a line of print."""
_STEEPEST: Final = 0.04


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight rule from ``start`` to ``end`` along the page's width (or height), ``near`` and ``far`` across it."""

    start: float
    end: float
    near: float
    far: float

    def reaches(self, along: float) -> bool:
        return self.start - _SHORT <= along <= self.end + _SHORT

    def within(self, start: float, end: float) -> float:
        """How much of the rule stands between two places along it."""
        return min(self.end, end) - max(self.start, start)

    def at(self, along: float) -> float:
        """Where the rule stands across the page at a place along it."""
        share = (along - self.start) / max(self.end - self.start, 1e-6)
        return self.near + (self.far - self.near) * min(max(share, 0.0), 1.0)


@dataclass(frozen=True)
class Grid:
    """The level and the upright rules of a page, in fractions of its picture."""

    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]

    def cell(self, x: float, y: float) -> Box | None:
        """The box that rules bound on all four sides around a place; None where one side is open."""
        across = [rule.at(x) for rule in self.level if rule.reaches(x)]
        top = max((place for place in across if place < y), default=None)
        bottom = min((place for place in across if place > y), default=None)
        if top is None or bottom is None:
            return None
        # The upright rules of the row above end a little inside this row: a cell's own stand along most of it.
        along = [rule.at(y) for rule in self.upright if rule.within(top, bottom) > _MOST * (bottom - top)]
        left = max((place for place in along if place < x), default=None)
        right = min((place for place in along if place > x), default=None)
        if left is None or right is None:
            return None
        return Box.clipped(left, top, right, bottom)

    def crossing(self, box: Box) -> list[float]:
        """Where upright rules cut through a box, well inside it."""
        inset = 0.25 * min(box.width, box.height)
        places = (rule.at(box.center[1]) for rule in self.upright if rule.reaches(box.center[1]))
        return sorted(place for place in places if box.left + inset < place < box.right - inset)


def same_cell(one: Box, other: Box) -> bool:
    """Whether two boxes are one cell, measured at two places of it."""
    pairs = ((one.left, other.left), (one.top, other.top), (one.right, other.right), (one.bottom, other.bottom))
    return all(abs(a - b) < _SLACK for a, b in pairs)


def find_grid(page: ReadPage) -> Grid:
    """The rules of a page that is upright and flat; none on a page of bare text."""
    image = page.image
    heights = [line.box.height for line in page.lines if not line.vertical]
    factor = min(1.0, _LONGEST_SIDE / max(image.width, image.height))
    if min(image.width, image.height) * factor < 200 or not heights:
        return Grid((), ())
    size = (max(round(image.width * factor), 1), max(round(image.height * factor), 1))
    ink, faint = _ink(image.pixels, size)
    usual = median(heights) * ink.shape[0]
    level = _rules(ink, max(round(_SHORTEST_RUN * usual), 14), faint)
    if len(level) < 2:
        return Grid((), ())
    upright = [
        rule
        # Strokes of letters above each other would fill the gaps of upright ones, which have no print close by.
        for rule in _rules(np.ascontiguousarray(ink.T), max(round(_LEAST_UPRIGHT * usual), 12))
        if (rule.end - rule.start) * ink.shape[0] > _SHORTEST_RUN * usual or _hangs_between(rule, level)
    ]
    return Grid(tuple(level), tuple(upright)) if len(upright) > 1 else Grid((), ())


def _hangs_between(upright: Rule, level: Sequence[Rule]) -> bool:
    """Whether an upright rule goes from one level rule to another: a stroke of a character does not."""
    met = [
        min((abs(rule.at(upright.at(end)) - end) for rule in level if rule.reaches(upright.at(end))), default=1.0)
        for end in (upright.start, upright.end)
    ]
    return max(met) < _MEETS


def _ink(pixels: NDArray[np.uint8], size: tuple[int, int]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The picture at a size (width, height): 1 where it is darker than what is around and has no colour; and the same
    where it is darker than the paper without its print, as a thin rule is that runs close between two lines of print.

    Rims and stars of seals are coloured and no rules. The colour need not be as fine as the darkness of thin rules.
    """
    red = _reduced(np.asarray(cv2.extractChannel(pixels, 2), dtype=np.uint8), size)
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_NEAREST)
    blue, green, coarse = (cv2.extractChannel(small, channel) for channel in range(3))
    coloured = cv2.subtract(cv2.max(cv2.max(blue, green), coarse), cv2.min(cv2.min(blue, green), coarse))
    coloured = cv2.dilate(coloured, np.ones((3, 3), np.uint8))
    bare = cv2.dilate(cv2.blur(red, (3, 3)), np.ones((5, 5), np.uint8))
    dark, faint = (cv2.subtract(cv2.blur(paper, (31, 31)), red) >= _DARKER for paper in (red, bare))
    plain = coloured < _COLOURED
    return (dark & plain).astype(np.uint8), (faint & plain).astype(np.uint8)


def _reduced(picture: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    """A picture (H, W) at a smaller size (width, height), by an exact half first, which takes little time."""
    height, width = picture.shape
    if width >= 2 * size[0] and height >= 2 * size[1]:
        even = picture[: height // 2 * 2, : width // 2 * 2]
        picture = np.asarray(cv2.resize(even, (width // 2, height // 2), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _rules(ink: NDArray[np.uint8], run: int, faint: NDArray[np.uint8] | None = None) -> list[Rule]:
    """The rules along the picture's width: straight runs, joined where a slope or a speck broke them, or print close by
    made them ``faint``; most of a rule is plain ``ink``."""
    height, width = ink.shape
    # A slope steps to the next row of pixels every few dozen columns; two rows thick, its runs meet.
    plain = _runs(ink, run)
    runs = plain if faint is None else plain | _runs(faint, run)
    joined = cv2.dilate(runs, np.ones((2, 5), np.uint8))
    # Runs of this length leave fewer than 2**16 pieces of a picture this small; short labels take a third of the time.
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8, ltype=cv2.CV_16U)
    found = []
    for number in range(1, count):
        left, top, long, thickness, area = (int(value) for value in stats[number])
        if long < 1.2 * run or thickness > max(_STEEPEST * long, 8.0) or area > 9 * long:
            continue
        part = labels[top : top + thickness, left : left + long] == number
        if (part & (plain[top : top + thickness, left : left + long] > 0)).any(axis=0).mean() < _PLAIN:
            continue
        near, far = _end(part[:, : max(long // 8, 4)]), _end(part[:, -max(long // 8, 4) :])
        found.append(Rule(left / width, (left + long) / width, (top + near) / height, (top + far) / height))
    return found


def _runs(ink: NDArray[np.uint8], run: int) -> NDArray[np.uint8]:
    """Where ink lies in straight runs of a length along the picture's width, two rows thick."""
    thick = cv2.dilate(ink, np.ones((2, 1), np.uint8))
    return np.asarray(cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, run), np.uint8)), dtype=np.uint8)


def _end(part: NDArray[np.bool_]) -> float:
    """The middle height of a rule's end."""
    rows = np.nonzero(part)[0]
    return float(rows.mean()) if rows.size else 0.0


def split_at_rules(page: ReadPage, grid: Grid) -> tuple[Line, ...]:
    """The page's lines, those that the engine read across an upright rule taken apart at it."""
    found: list[Line] = []
    for line in _without_dashes(page.lines):
        places = [] if line.vertical else grid.crossing(line.box)
        found.extend(_parts(line, places) if places else (line,))
    return tuple(found)


def _without_dashes(lines: Sequence[Line]) -> list[Line]:
    """The lines without the dashes of a perforation or dashed rule, each of which was read as 1, I or l."""
    dashes = [line for line in lines if _DASH.fullmatch(line.text.strip())]
    column = [
        dash
        for dash in dashes
        if sum(abs(dash.box.center[0] - other.box.center[0]) < 0.012 for other in dashes) >= _DASHES
    ]
    return [line for line in lines if line not in column]


def _parts(line: Line, places: Sequence[float]) -> list[Line]:
    """A line's parts between rules; the whole line where a rule stands within a word and nowhere near a blank."""
    whole = max(width_of(line.text), 0.5)
    edges = [line.box.left + line.box.width * width_of(line.text[:end]) / whole for end in range(len(line.text) + 1)]
    cuts = [0]
    for place in places:
        cut = min(range(len(edges)), key=lambda number: abs(edges[number] - place))
        blanks = [number for number, character in enumerate(line.text) if character == " " and abs(number - cut) <= 2]
        cut = min(blanks, key=lambda number: abs(number - cut), default=cut)
        if cut > cuts[-1] and cut < len(line.text):
            cuts.append(cut)
    cuts.append(len(line.text))
    parts = []
    for start, end in pairwise(cuts):
        text = line.text[start:end].strip(" |丨")
        if text:
            box = Box.clipped(edges[start], line.box.top, edges[end], line.box.bottom)
            parts.append(Line(text, line.confidence, box))
    return parts
