"""Parts of the page in which nothing can be seen: how much text probably stood there."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from intake.clarity.evidence import Evidence
from intake.clarity.view import Map, Mask

_DENSEST: Final = 1.2
"""Characters of a cell, at most; print of 9 points has one."""


def expected_text(evidence: Evidence, holes: Mask) -> Map:
    """Characters that probably stood in each cell of the holes: as many as beside it in its row and, as far as the text
    block reaches, above and below it in its column. Where nothing stands beside nor above nor below, none."""
    there = evidence.there * ~holes
    rows, columns = np.nonzero(evidence.read.any(axis=1))[0], np.nonzero(evidence.read.any(axis=0))[0]
    if len(rows) < 2 or len(columns) < 2:
        return np.zeros_like(there)
    block = np.zeros(holes.shape, bool)
    block[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] = True
    known = block & ~holes
    by_row, by_column = _usual(there, known, axis=1), _usual(there, known, axis=0)
    middle = float(there.sum()) / max(int(known.sum()), 1)
    expected = np.minimum(by_row[:, None] * by_column[None, :] / max(middle, 1e-6), _DENSEST)
    return np.asarray(expected * (holes & block), dtype=np.float32)


def _usual(there: Map, known: Mask, axis: int) -> Map:
    """Characters of a cell, row by row (or column by column), from the cells that are known; where too few are, as in
    the rows around."""
    cells = known.sum(axis=axis).astype(np.float32)
    total = there.sum(axis=axis)
    # A row with few cells to go by says less than its neighbours.
    near, around = (_smooth(total, reach) for reach in (1.0, 6.0))
    near_cells, around_cells = (_smooth(cells, reach) for reach in (1.0, 6.0))
    return np.asarray((near + 4.0 * around / np.maximum(around_cells, 1e-3)) / (near_cells + 4.0), dtype=np.float32)


def _smooth(values: Map, reach: float) -> Map:
    column = np.ascontiguousarray(values.astype(np.float32)[:, None])
    return np.asarray(cv2.GaussianBlur(column, (1, 2 * int(3 * reach) + 1), reach), dtype=np.float32)[:, 0]
