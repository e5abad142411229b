"""Parts of the page in which nothing can be seen: how much text probably stood there."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from intake.clarity.evidence import Evidence
from intake.clarity.tiles import Map, Mask

_NEAR, _ROWS = 3, 4
"""Tiles: so near to a hole rows end at it; and rows of tiles, of three lines, that do."""
_DENSEST: Final = 1.0
"""Characters of a tile, at most."""


def expected_text(evidence: Evidence, holes: Mask) -> Map:
    """Characters that probably stood in each tile of the holes: as many as beside it in its row and above and below it
    in its column, whichever can be told better. Where the text block does not reach, none."""
    there = evidence.there * ~holes
    rows, columns = np.nonzero(evidence.read.any(axis=1))[0], np.nonzero(evidence.read.any(axis=0))[0]
    if len(rows) < 2 or len(columns) < 2:
        return np.zeros_like(there)
    block = np.zeros(holes.shape, bool)
    left, right = _reached(evidence.read, holes, int(columns[0]), int(columns[-1]))
    block[rows[0] : rows[-1] + 1, left : right + 1] = True
    known = block & ~holes
    (by_row, row_told), (by_column, column_told) = (_usual(there, known, axis) for axis in (1, 0))
    weighed = by_row[:, None] * row_told[:, None] + by_column[None, :] * column_told[None, :]
    expected = np.minimum(weighed / np.maximum(row_told[:, None] + column_told[None, :], 1e-6), _DENSEST)
    return np.asarray(expected * (holes & block), dtype=np.float32)


def _reached(read: Mask, holes: Mask, left: int, right: int) -> tuple[int, int]:
    """The first and last column of the text: into holes at its sides where rows end, as far as the margin at the other
    side lets expect."""
    wide = read.shape[1]
    before, after = holes[:, max(left - _NEAR, 0) : left], holes[:, right + 1 : right + 1 + _NEAR]
    first, last = left, right
    if (read[:, left : left + _NEAR].any(axis=1) & before.any(axis=1)).sum() >= _ROWS:
        first = max(wide - 1 - right, int(np.nonzero(holes.any(axis=0))[0][0]))
    if (read[:, max(right + 1 - _NEAR, 0) : right + 1].any(axis=1) & after.any(axis=1)).sum() >= _ROWS:
        last = min(wide - 1 - left, int(np.nonzero(holes.any(axis=0))[0][-1]))
    return min(first, left), max(last, right)


def _usual(there: Map, known: Mask, axis: int) -> tuple[Map, Map]:
    """Characters of a tile, row by row (or column by column), from the tiles that are known, and how many those are, as
    a share; where too few are, as in the rows around."""
    cells = known.sum(axis=axis).astype(np.float32)
    total = there.sum(axis=axis)
    # A row with few tiles to go by says less than its neighbours.
    near, around = (_smooth(total, reach) for reach in (0.8, 5.0))
    near_cells, around_cells = (_smooth(cells, reach) for reach in (0.8, 5.0))
    usual = (near + 4.0 * around / np.maximum(around_cells, 1e-3)) / (near_cells + 4.0)
    return usual, near_cells / max(known.shape[axis], 1) + 0.02


def _smooth(values: Map, reach: float) -> Map:
    column = np.ascontiguousarray(values.astype(np.float32)[:, None])
    return np.asarray(cv2.GaussianBlur(column, (1, 2 * int(3 * reach) + 1), reach), dtype=np.float32)[:, 0]
