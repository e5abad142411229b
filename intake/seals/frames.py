"""A frame's four lines among others: rules of tables and lines of print cross it, but only its own end at its corners.

Frames: pixels of an ink map in which the frame lies level.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.seals.tint import Ink

_INKED = 0.2
"""Of the strongest ink, what still counts as a line's: stamps copied to grey are much fainter than print."""
_FAINTEST = 12.0
_PLACES = 5
"""Lines that are tried for each side, the longest ones near it."""
_BEYOND = 8
"""Pixels beyond its corners that a side's line must not go on for."""
Counts = NDArray[np.int64]


def frame_in(level: Ink, margin: float) -> tuple[float, float, float, float] | None:
    """The outer edges (top, bottom, left, right) of the frame that is inked best, each within ``margin`` pixels of
    where it is guessed, ``margin`` from the map's own edge; None where there is no line near a side."""
    strongest = float(np.percentile(level, 97)) if level.size else 0.0
    inked = np.asarray(level > max(_INKED * strongest, _FAINTEST), dtype=np.uint8)
    rows, columns = _along(inked), _along(np.ascontiguousarray(inked.T))
    tops, bottoms = _lines(rows, margin)
    lefts, rights = _lines(columns, margin)
    if not min(map(len, (tops, bottoms, lefts, rights))):
        return None
    top, bottom, left, right = (each.ravel() for each in np.meshgrid(tops, bottoms, lefts, rights, indexing="ij"))
    apart = (bottom - top > 4) & (right - left > 4)
    if not apart.any():
        return None
    top, bottom, left, right = top[apart], bottom[apart], left[apart], right[apart]
    sides = np.stack(
        [
            *(_share(rows, side, left, right) for side in (top, bottom)),
            *(_share(columns, side, top, bottom) for side in (left, right)),
        ]
    )
    beyond = [_share(rows, side, left - 2 - _BEYOND, left - 2) for side in (top, bottom)]
    beyond += [_share(rows, side, right + 3, right + 3 + _BEYOND) for side in (top, bottom)]
    beyond += [_share(columns, side, top - 2 - _BEYOND, top - 2) for side in (left, right)]
    beyond += [_share(columns, side, bottom + 3, bottom + 3 + _BEYOND) for side in (left, right)]
    best = int(np.argmax(sides.mean(axis=0) + sides.min(axis=0) - np.mean(beyond, axis=0)))
    return (
        _outer(rows, int(top[best]), (int(left[best]), int(right[best])), -1),
        _outer(rows, int(bottom[best]), (int(left[best]), int(right[best])), 1),
        _outer(columns, int(left[best]), (int(top[best]), int(bottom[best])), -1),
        _outer(columns, int(right[best]), (int(top[best]), int(bottom[best])), 1),
    )


def _along(inked: NDArray[np.uint8]) -> Counts:
    """How many pixels before each place of a row have ink in it or in the row above or below: (H, W + 1)."""
    near = cv2.dilate(inked, np.ones((3, 1), np.uint8))
    return np.pad(np.cumsum(near, axis=1, dtype=np.int64), ((0, 0), (1, 0)))


def _lines(counts: Counts, margin: float) -> tuple[Counts, Counts]:
    """The rows of the longest lines near the first and the last side."""
    height, width = counts.shape[0], counts.shape[1] - 1
    low, high = round(margin + 2), max(round(width - margin - 2), round(margin + 3))
    profile = (counts[:, min(high, width)] - counts[:, min(low, width)]).astype(np.float64)
    reach = min(round(2 * margin), height // 2)
    return _peaks(profile[:reach]), height - 1 - _peaks(profile[::-1][:reach])


def _peaks(profile: NDArray[np.float64]) -> Counts:
    """Where the highest peaks of a profile are."""
    before, behind = np.concatenate([[-1.0], profile[:-1]]), np.concatenate([profile[1:], [-1.0]])
    peaks = np.nonzero((profile > 0) & (profile >= before) & (profile > behind))[0]
    return np.asarray(peaks[np.argsort(-profile[peaks], kind="stable")][:_PLACES], dtype=np.int64)


def _share(counts: Counts, row: Counts, start: Counts, end: Counts) -> NDArray[np.float64]:
    """The share of some rows, each from one place to another, that has ink; none of it lies beyond the map."""
    last = counts.shape[1] - 1
    some = counts[row, np.clip(end, 0, last)] - counts[row, np.clip(start, 0, last)]
    return np.asarray(some / np.maximum(end - start, 1), dtype=np.float64)


def _outer(counts: Counts, row: int, ends: tuple[int, int], step: int) -> float:
    """The outer edge of the line in a row, seen in a direction."""
    start, end = ends
    full = counts[row, end] - counts[row, start]
    for _ in range(4):
        further = row + step
        if not 0 <= further < len(counts) or 2 * (counts[further, end] - counts[further, start]) < full:
            break
        row = further
    # A line is seen one row further out than it lies.
    return float(row + 1) if step < 0 else float(row)
