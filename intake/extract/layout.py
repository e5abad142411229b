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
    level = [_Placed(line, line.box.center[1]) for line in lines]
    fall, fanning = _slope(_chained(level))
    placed = [
        _Placed(line, y - (fall + fanning * (y - 0.5)) * (x - 0.5)) for line in lines for x, y in [line.box.center]
    ]
    return tuple(tuple(one.line for one in row) for row in _chained(placed))


def reading_order(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines row by row from the top, each row from left to right."""
    return tuple(line for row in rows(lines) for line in row)


@dataclass(frozen=True)
class _Placed:
    """A line and the height of its centre after levelling."""

    line: Line
    height: float


def _chained(placed: Sequence[_Placed]) -> list[list[_Placed]]:
    found: list[list[_Placed]] = []
    for one in sorted(placed, key=lambda one: (one.line.box.left, one.line.box.top)):
        fitting = [(_distance(row[-1], one), number) for number, row in enumerate(found) if _beside(row[-1], one)]
        if fitting:
            found[min(fitting)[1]].append(one)
        else:
            found.append([one])
    found.sort(key=lambda row: (sum(one.height for one in row) / len(row), row[0].line.box.left))
    return found


def _slope(found: Sequence[Sequence[_Placed]]) -> tuple[float, float]:
    """How far rows fall, in page heights over the page's width, at its middle, and by how much more at its bottom.

    Measured on neighbours in rows found without levelling; (0, 0) where there are too few of them to tell.
    """
    pairs = [
        ((b.height - a.height) / (b.line.box.center[0] - a.line.box.center[0]), (a.height + b.height) / 2 - 0.5)
        for row in found
        for a, b in pairwise(row)
        if b.line.box.center[0] - a.line.box.center[0] > _MEASURABLE
    ]
    if len(pairs) < _ENOUGH_PAIRS:
        return 0.0, 0.0
    fall = median(slope for slope, _ in pairs)
    spread = sum(y * y for _, y in pairs)
    fanning = sum(max(min(slope - fall, 0.03), -0.03) * y for slope, y in pairs) / spread if spread > 0 else 0.0
    return fall, max(min(fanning, _LARGEST_FANNING), -_LARGEST_FANNING)


def same_row(one: Line, other: Line) -> bool:
    """Whether two lines stand at one height, wherever they are across the page."""
    return _distance(_Placed(one, one.box.center[1]), _Placed(other, other.box.center[1])) < _SAME_ROW


def _distance(one: _Placed, other: _Placed) -> float:
    """How far the centres are apart in height, in heights of the smaller line."""
    height = max(min(one.line.box.height, other.line.box.height), 1e-6)
    return abs(one.height - other.height) / height


def _beside(left: _Placed, right: _Placed) -> bool:
    if left.line.vertical != right.line.vertical or _distance(left, right) >= _SAME_ROW:
        return False
    common = min(left.line.box.right, right.line.box.right) - max(left.line.box.left, right.line.box.left)
    narrower = max(min(left.line.box.width, right.line.box.width), 1e-6)
    return common / narrower < _SIDE_BY_SIDE
