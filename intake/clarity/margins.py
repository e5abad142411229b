"""Pages that break off: text without a margin at one side of the picture, where no text begins or ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from intake.page import Line

_MISSING, _LEFT = 0.9, 1.6
"""Of a line's height: nearer to the picture's edge there is no margin; farther away at the other side there is one."""
_TIGHT: Final = 0.35
"""Of a line's height: nobody prints nearer to the upper edge than that, be it a heading: of six drawn pages with such
a first line and a margin below all were cut."""
_NO_PRINTER: Final = 0.6
"""Of a line's height: printers leave 4 mm below footers, a line's height."""
_SURE: Final = 0.5
"""Confidence of what is surely print."""
_FEWEST: Final = 8
"""Lines of a page of which it can be told how it begins and ends."""
_ALIGNED: Final = 4
"""Lines that begin or end at a side without a margin."""
_FULL: Final = 0.8
"""Of the width of the text, which the last row of a page that ends seldom fills."""
_HEADING, _HEAD = 1.2, 0.25
"""Times the usual height of lines, of a heading; it stands in so much of the text's height from above."""
_CENTRED: Final = 0.06
"""Of the page's width, by which a heading's middle may be beside the text's."""


def breaks_off(lines: Sequence[Line], gaps: NDArray[np.float64], side: int) -> bool:
    """Whether the text seems to go on beyond the left, right, top or bottom edge of the picture (0..3); ``gaps`` (N, 4)
    tell how far each line ends from each, in its heights. Where all margins are narrow, the picture was cut close."""
    words = np.array([len(line.text) > 1 and line.confidence > _SURE for line in lines], bool)
    lines, gaps = [line for line, word in zip(lines, words, strict=True) if word], gaps[words]
    if len(lines) < _FEWEST or gaps[:, side].min() >= _MISSING or gaps[:, side ^ 1].min() < _LEFT:
        return False
    if side < 2:
        return int((gaps[:, side] < _MISSING).sum()) >= _ALIGNED
    gap = float(gaps[:, side].min())
    return gap < _TIGHT or not begins(lines) if side == 2 else gap < _NO_PRINTER or _goes_on(lines)


def begins(lines: Sequence[Line]) -> bool:
    """Whether the first rows have a heading: higher than other lines, or alone in the middle."""
    boxes = [line.box for line in lines]
    usual = float(np.median([box.height for box in boxes]))
    top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
    left, right = min(box.left for box in boxes), max(box.right for box in boxes)
    for box in boxes:
        if box.top > top + _HEAD * (bottom - top):
            continue
        alone = sum(other.top < box.bottom and other.bottom > box.top for other in boxes) == 1
        centred = abs((box.left + box.right) / 2 - (left + right) / 2) < _CENTRED and box.width < 0.7 * (right - left)
        if box.height > _HEADING * usual or (alone and centred):
            return True
    return False


def _goes_on(lines: Sequence[Line]) -> bool:
    """Whether the last row fills the width of the text."""
    boxes = [line.box for line in lines]
    last = max(boxes, key=lambda box: box.bottom)
    row = [box for box in boxes if box.bottom > last.top]
    wide = max(box.right for box in boxes) - min(box.left for box in boxes)
    return max(box.right for box in row) - min(box.left for box in row) > _FULL * wide
