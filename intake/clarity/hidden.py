"""Parts of the page in which nothing can be seen: how much text probably stood there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from intake.clarity.evidence import Evidence
from intake.clarity.text import Print
from intake.clarity.tiles import Map, Mask

_NEAR, _ROWS = 3, 4
"""Tiles: so near to a hole rows end at it; and rows of tiles, of three lines, that do."""
_DENSEST: Final = 1.0
"""Characters of a tile, at most."""
_ALONG: Final = (25.0, 0.8)
"""Tiles across and down: text of the same row tells most of what stood in it."""
_AROUND, _AROUND_TELLS = (20.0, 5.0), 0.02
"""Tiles across and down of the text around, and what it tells against that of the row."""
_WIDE: Final = 0.4
"""Of the width of the text: a hole that reaches so far along its first or last row hides rows beyond it, too."""
_ABOVE, _BELOW = 1.0, 0.3
"""How likely it is that text goes on there: pages begin at their upper margin, and end where they like."""
_HEADING, _CENTRED, _HEAD = 1.25, 0.2, 0.25
"""Times the usual height of lines, of a heading; by how much of the page's width it is beside the text's middle; and
in which part of the text's height it stands. With it begins the page: nothing is hidden above."""
_WORDS: Final = 4


def expected_text(evidence: Evidence, holes: Mask, prints: Sequence[Print]) -> Map:
    """Characters that probably stood in each tile of the holes: as many as beside it in its row, and where that is not
    known, as around. Where the text block does not reach, none; but holes above and below it may hide more rows."""
    read = evidence.read
    rows, columns = np.nonzero(read.any(axis=1))[0], np.nonzero(read.any(axis=0))[0]
    if len(rows) < 2 or len(columns) < 2:
        return np.zeros(holes.shape, np.float32)
    left, right = _reached(read, holes, int(columns[0]), int(columns[-1]))
    top, bottom = int(rows[0]), int(rows[-1])
    known = np.zeros(holes.shape, np.float32)
    known[top : bottom + 1, left : right + 1] = ~holes[top : bottom + 1, left : right + 1]
    there = evidence.there * known
    cells, characters = (_spread(one, _ALONG) + _AROUND_TELLS * _spread(one, _AROUND) for one in (known, there))
    expected = np.zeros(holes.shape, np.float32)
    expected[top : bottom + 1] = (characters / np.maximum(cells, 1e-4))[top : bottom + 1]
    usual = float(there.sum()) / max(float(known.sum()), 1.0)
    margin = min(left, holes.shape[1] - 1 - right)
    wide = holes[:, left : right + 1].mean(axis=1)
    if not _headed(prints) and wide[max(top - _ROWS, 0) : top].max(initial=0.0) > _WIDE:
        expected[min(margin, top) : top] = _ABOVE * usual
    if wide[bottom + 1 : bottom + 1 + _ROWS].max(initial=0.0) > _WIDE:
        expected[bottom + 1 : max(holes.shape[0] - margin, bottom + 1)] = _BELOW * usual
    expected[:, :left] = expected[:, right + 1 :] = 0.0
    return np.asarray(np.minimum(expected, _DENSEST) * holes, np.float32)


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


def _headed(prints: Sequence[Print]) -> bool:
    """Whether the first rows have a heading: words in the middle that are higher than other lines."""
    boxes = [line.box for line in prints]
    usual = float(np.median([box.height for box in boxes]))
    top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
    middle = (min(box.left for box in boxes) + max(box.right for box in boxes)) / 2
    return any(
        line.weight >= _WORDS
        and line.box.height > _HEADING * usual
        and line.box.top < top + _HEAD * (bottom - top)
        and abs((line.box.left + line.box.right) / 2 - middle) < _CENTRED
        for line in prints
    )


def _spread(values: Map, reach: tuple[float, float]) -> Map:
    across, down = reach
    size = (2 * int(3 * across) + 1, 2 * int(3 * down) + 1)
    return np.asarray(cv2.GaussianBlur(values, size, across, sigmaY=down, borderType=cv2.BORDER_CONSTANT), np.float32)
