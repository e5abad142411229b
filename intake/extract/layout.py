"""Where lines stand to each other: rows of a page, and the order in which a person reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from intake.page import Line

_SAME_ROW: Final = 0.55
"""Centres closer than this share of the smaller line height are one row. Neighbouring lines of a page set solid are
1.0 apart, a superscript or a slightly larger font in one row at most 0.4."""
_SIDE_BY_SIDE: Final = 0.4
"""Lines of one row may overlap by at most this share of the narrower one; more, and one stands above the other."""

_MEASURABLE: Final = 0.08
"""Neighbours nearer than this (in page widths) say nothing about the slope: the boxes' own jitter is as large."""
_ENOUGH_PAIRS: Final = 5
_LARGEST_FANNING: Final = 0.15


def rows(lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    """The lines clustered to rows, the rows from top to bottom, each from left to right.

    A line joins the row whose nearest neighbour to the left stands at its height, so that a row which falls or rises
    slowly across a bent page is followed; what the page as a whole falls is taken out first. Boxes are in fractions of
    the page the lines were read on.
    """
    level = [_placed(line, 0.0, 0.0) for line in lines]
    fall, fanning = _slope(_chained(level))
    placed = [_placed(line, fall, fanning) for line in lines]
    return tuple(tuple(one.line for one in row) for row in _chained(placed))


def reading_order(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines row by row from the top, each row from left to right."""
    return tuple(line for row in rows(lines) for line in row)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line with its edges, its height and its centre after levelling: plain numbers, for every pair is compared."""

    line: Line
    left: float
    right: float
    middle: float
    centre: float
    height: float


def _placed(line: Line, fall: float, fanning: float) -> _Placed:
    box = line.box
    x, y = box.center
    return _Placed(line, box.left, box.right, x, y - (fall + fanning * (y - 0.5)) * (x - 0.5), max(box.height, 1e-6))


def _chained(placed: Sequence[_Placed]) -> list[list[_Placed]]:
    found: list[list[_Placed]] = []
    for one in sorted(placed, key=lambda one: (one.left, one.line.box.top)):
        nearest, least = None, _SAME_ROW
        for row in found:
            apart = abs(row[-1].centre - one.centre)
            if apart < least * min(row[-1].height, one.height) and _beside(row[-1], one):
                nearest, least = row, apart / min(row[-1].height, one.height)
        if nearest is None:
            found.append([one])
        else:
            nearest.append(one)
    found.sort(key=lambda row: (sum(one.centre for one in row) / len(row), row[0].left))
    return found


def _slope(found: Sequence[Sequence[_Placed]]) -> tuple[float, float]:
    """How far rows fall, in page heights over the page's width, at its middle, and by how much more at its bottom.

    Measured on neighbours in rows found without levelling; (0, 0) where there are too few of them to tell.
    """
    pairs = [
        ((b.centre - a.centre) / (b.middle - a.middle), (a.centre + b.centre) / 2 - 0.5)
        for row in found
        for a, b in pairwise(row)
        if b.middle - a.middle > _MEASURABLE
    ]
    if len(pairs) < _ENOUGH_PAIRS:
        return 0.0, 0.0
    fall = median(slope for slope, _ in pairs)
    spread = sum(y * y for _, y in pairs)
    fanning = sum(max(min(slope - fall, 0.03), -0.03) * y for slope, y in pairs) / spread if spread > 0 else 0.0
    return fall, max(min(fanning, _LARGEST_FANNING), -_LARGEST_FANNING)


def _beside(left: _Placed, right: _Placed) -> bool:
    if left.line.vertical != right.line.vertical:
        return False
    common = min(left.right, right.right) - max(left.left, right.left)
    narrower = max(min(left.right - left.left, right.right - right.left), 1e-6)
    return common / narrower < _SIDE_BY_SIDE
