"""Where lines stand to each other: rows of a page, and the order in which a person reads them."""

from __future__ import annotations

from collections.abc import Sequence

from intake.page import Line

_SAME_ROW = 0.55
"""Centres closer than this share of the smaller line height are one row. Neighbouring lines of a page set solid are
1.0 apart, a superscript or a slightly larger font in one row at most 0.4."""
_SIDE_BY_SIDE = 0.4
"""Lines of one row may overlap by at most this share of the narrower one; more, and one stands above the other."""


def rows(lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    """The lines clustered to rows, the rows from top to bottom, each from left to right.

    A line joins the row whose nearest neighbour to the left stands at its height, so that a row which falls or rises
    slowly across a bent page is followed. Boxes are in fractions of the page the lines were read on.
    """
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.box.left, line.box.top)):
        fitting = [(_distance(row[-1], line), number) for number, row in enumerate(found) if _beside(row[-1], line)]
        if fitting:
            found[min(fitting)[1]].append(line)
        else:
            found.append([line])
    found.sort(key=lambda row: (sum(line.box.center[1] for line in row) / len(row), row[0].box.left))
    return tuple(tuple(row) for row in found)


def reading_order(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines row by row from the top, each row from left to right."""
    return tuple(line for row in rows(lines) for line in row)


def same_row(one: Line, other: Line) -> bool:
    """Whether two lines stand at one height, wherever they are across the page."""
    return _distance(one, other) < _SAME_ROW and one.vertical == other.vertical


def _distance(one: Line, other: Line) -> float:
    """How far the centres are apart in height, in heights of the smaller line."""
    height = max(min(one.box.height, other.box.height), 1e-6)
    return abs(one.box.center[1] - other.box.center[1]) / height


def _beside(left: Line, right: Line) -> bool:
    if not same_row(left, right):
        return False
    common = min(left.box.right, right.box.right) - max(left.box.left, right.box.left)
    narrower = max(min(left.box.width, right.box.width), 1e-6)
    return common / narrower < _SIDE_BY_SIDE
