"""The ruled lines of a page and the cells they bound: where a printed grid says what belongs together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from intake.extract.rowtext import width_of
from intake.page import Line, ReadPage
from models.place import Box

_SHORT: Final = 0.003
"""Rules end this far, in page sizes, short of the rule they meet: three pixels of the reduced picture."""
_MOST: Final = 0.6
"""Share of a cell's height along which the rules at its sides stand; on folded paper a part of them is lost."""
_DASH: Final = re.compile(r"[1Il|丨i!一\-']+")
_DASHES: Final = 3
"""So many above each other are no text: a perforation has dozens, of which reading finds a few."""
_SLACK: Final = 0.008
"""By how much a cell's edges may differ by two sets of rules: half a line of print."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule from ``start`` to ``end`` along the page's width (or height), ``near`` and ``far`` across it; ``bend`` is
    how far it leaves the straight line at places evenly spaced from end to end, empty where it does not."""

    start: float
    end: float
    near: float
    far: float
    bend: tuple[float, ...] = ()

    def reaches(self, along: float) -> bool:
        return self.start - _SHORT <= along <= self.end + _SHORT

    def within(self, start: float, end: float) -> float:
        """How much of the rule stands between two places along it."""
        return min(self.end, end) - max(self.start, start)

    def at(self, along: float) -> float:
        """Where the rule stands across the page at a place along it."""
        share = min(max((along - self.start) / max(self.end - self.start, 1e-6), 0.0), 1.0)
        straight = self.near + (self.far - self.near) * share
        if not self.bend:
            return straight
        return straight + float(np.interp(share * (len(self.bend) - 1), range(len(self.bend)), self.bend))


@dataclass(frozen=True)
class Sides:
    """The four rules that bound a cell."""

    top: Rule
    bottom: Rule
    left: Rule
    right: Rule

    def box(self, x: float, y: float) -> Box:
        """The cell as it is at a place in it: on a sheet photographed aslant it is no rectangle."""
        return Box.clipped(self.left.at(y), self.top.at(x), self.right.at(y), self.bottom.at(x))

    def hold(self, box: Box) -> bool:
        """Whether the middle of a box is in the cell."""
        x, y = box.center
        return self.left.at(y) < x < self.right.at(y) and self.top.at(x) < y < self.bottom.at(x)

    def bound_the_same(self, other: Sides, place: tuple[float, float]) -> bool:
        """Whether another's rules bound the same cell, each measured at ``place``: a rule may be found in parts."""
        one, two = self.box(*place), other.box(*place)
        pairs = ((one.left, two.left), (one.top, two.top), (one.right, two.right), (one.bottom, two.bottom))
        return all(abs(a - b) < _SLACK for a, b in pairs)


@dataclass(frozen=True)
class Grid:
    """The level and the upright rules of a page, in fractions of its picture."""

    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]

    def sides(self, x: float, y: float) -> Sides | None:
        """The rules around a place; None where one side is open."""
        level = [(rule.at(x), rule) for rule in self.level if rule.reaches(x)]
        above, under = _next_to(y, level)
        if above is None or under is None:
            return None
        top, bottom = above.at(x), under.at(x)
        # The upright rules of the row above end a little inside this row: a cell's own stand along most of it.
        upright = [(one.at(y), one) for one in self.upright if one.within(top, bottom) > _MOST * (bottom - top)]
        left, right = _next_to(x, upright)
        return Sides(above, under, left, right) if left is not None and right is not None else None

    def cell(self, x: float, y: float) -> Box | None:
        """The box that rules bound on all four sides around a place; None where one side is open."""
        sides = self.sides(x, y)
        return sides.box(x, y) if sides else None

    def crossing(self, box: Box) -> list[float]:
        """Where upright rules cut through a box, well inside it."""
        inset = 0.25 * min(box.width, box.height)
        places = (rule.at(box.center[1]) for rule in self.upright if rule.reaches(box.center[1]))
        return sorted(place for place in places if box.left + inset < place < box.right - inset)


def _next_to(place: float, rules: Sequence[tuple[float, Rule]]) -> tuple[Rule | None, Rule | None]:
    """The nearest rules before and behind a place, of rules that stand at so many places."""
    before = max((one for one in rules if one[0] < place), key=lambda one: one[0], default=(0.0, None))
    behind = min((one for one in rules if one[0] > place), key=lambda one: one[0], default=(0.0, None))
    return before[1], behind[1]


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
