"""Rows of a table on a page that is not quite level: photographs keep a slope that differs from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Final

import numpy as np

from intake.page import Line

_SLOPES: Final = np.linspace(-0.12, 0.12, 61)
"""Fall of a line over the page's width in page heights, at the page's middle."""
_FANNINGS: Final = np.linspace(-0.16, 0.16, 17)
"""How much that fall grows from the top of the page to its bottom (perspective)."""
_ROW: Final = 0.55
"""Lines within this share of the usual line height belong to one row (rows of tables are at least 1.2 apart)."""


def level_rows(lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    """The lines clustered to rows after taking out slope and fanning, top to bottom, each from left to right.

    Of all slopes and fannings the one is taken under which most lines share a height with another; where several do as
    well, the smallest.
    """
    upright = [line for line in lines if not line.vertical]
    if not upright:
        return ()
    usual = median(line.box.height for line in upright)
    heights = _levelled(upright, usual)
    order = sorted(range(len(upright)), key=lambda index: (heights[index], upright[index].box.left))
    rows: list[list[int]] = []
    for index in order:
        mean = float(np.mean([heights[other] for other in rows[-1]])) if rows else 0.0
        if rows and heights[index] - mean < _ROW * usual:
            rows[-1].append(index)
        else:
            rows.append([index])
    return tuple(tuple(sorted((upright[index] for index in row), key=lambda line: line.box.left)) for row in rows)


def _levelled(lines: Sequence[Line], usual: float) -> list[float]:
    """The height of each line's centre after levelling, in fractions of the page."""
    across = np.array([line.box.center[0] for line in lines]) - 0.5
    down = np.array([line.box.center[1] for line in lines])
    slopes, fannings = (grid.ravel() for grid in np.meshgrid(_SLOPES, _FANNINGS))
    falls = slopes[:, None] + fannings[:, None] * (down - 0.5)[None, :]
    candidates = down[None, :] - falls * across[None, :]
    steps = np.diff(np.sort(candidates, axis=1), axis=1)
    together = np.exp(-((steps / (0.2 * usual)) ** 2)).sum(axis=1)
    # The small penalty decides between equals: a page that reads level is level.
    best = int(np.argmax(together - 2.0 * np.abs(slopes) - 1.0 * np.abs(fannings)))
    return [float(height) for height in candidates[best]]
