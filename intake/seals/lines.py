"""The straight lines of text in a seal: a purpose line under the star, the lines of a rectangle.

All pictures here are ink maps: 0 without ink, 255 fully inked.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from intake.seals.flat import HALF, INKED, RADIUS, without_star
from intake.seals.tint import Ink

_REACH = 16.0
"""Degrees by which the middle of the arc may be off the seal's top: a character lost at one end moves it by 12."""


@dataclass(frozen=True)
class Inside:
    """The lines inside a round seal, from the top, and ``rest``: the flat seal without them and without the star."""

    lines: list[Ink]
    rest: Ink


def lines_inside(flat: Ink, up: float, inner_edge: float) -> Inside:
    """The lines inside a flat round seal whose top lies about in the direction ``up`` (degrees clockwise from the
    right) and whose arc text ends at ``inner_edge`` of the radius.

    Ink nearer to the middle than the arc's text is surely of lines: it tells how they lie and how high they are. Then
    each is followed outwards, into the arc's band, as far as its characters stand close.
    """
    bare = without_star(flat)
    ys, xs = np.mgrid[: 2 * HALF, : 2 * HALF] - HALF
    far = np.hypot(xs, ys) / RADIUS
    bare[far > 0.92] = 0
    surely = bare.copy()
    surely[far > inner_edge - 0.03] = 0
    if int((surely > INKED).sum()) < 60:
        return Inside([], bare)
    angle = up + 90.0 + _best_turn(_turned(surely, up + 90.0))
    level, sure_level = _turned(bare, angle), _turned(surely, angle)
    lines, taken = [], np.zeros(flat.shape, dtype=np.uint8)
    for top, bottom in text_bands(sure_level, smallest=round(0.08 * RADIUS)):
        left, right = _followed(level[top:bottom], sure_level[top:bottom])
        if right - left < 1.2 * (bottom - top):
            continue
        margin = max((bottom - top) // 6, 2)
        lines.append(level[max(top - margin, 0) : bottom + margin, left:right].copy())
        taken[top - 2 : bottom + 2, left - 2 : right + 2] = 255
    rest = bare.copy()
    rest[_turned(taken, -angle) > 128] = 0
    return Inside(lines, rest)


def _turned(ink: Ink, angle: float) -> Ink:
    """A picture turned counter-clockwise by degrees about its middle."""
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return np.asarray(cv2.warpAffine(ink, matrix, (width, height)), dtype=np.uint8)


def _best_turn(ink: Ink) -> float:
    """Degrees to turn by so that lines lie level: where the sums of rows differ most (Postl 1986)."""
    small = np.asarray(cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), dtype=np.uint8)

    def contrast(angle: float) -> float:
        sums = _turned(small, angle).sum(axis=1, dtype=np.float64)
        # Of equal turns the smaller: a round blot is level at any.
        return float((sums**2).sum()) * (1.0 - 0.002 * abs(angle))

    turns = np.arange(-_REACH, _REACH + 0.1, 2.0)
    best = float(max(turns, key=lambda angle: contrast(float(angle))))
    return max((best - 1.0, best, best + 1.0), key=contrast)


def text_bands(level: Ink, smallest: int) -> list[tuple[int, int]]:
    """First and last row of each text line of a level ink map, from the top; at most three, those with most ink."""
    sums = (level > INKED).sum(axis=1)
    busy = np.concatenate([[False], sums > 0.12 * max(float(np.percentile(sums, 99)), 1.0), [False]])
    starts, ends = np.nonzero(~busy[:-1] & busy[1:])[0], np.nonzero(busy[:-1] & ~busy[1:])[0]
    bands = [(int(a), int(b)) for a, b in zip(starts, ends, strict=True) if b - a >= smallest]
    most = sorted(bands, key=lambda band: -int(sums[band[0] : band[1]].sum()))[:3]
    return sorted(most)


def _followed(line: Ink, sure: Ink) -> tuple[int, int]:
    """First and last column of a line that is surely text where ``sure`` has ink, and goes on to either side as long
    as no gap of more than 0.4 of its height comes."""
    inked = (line > INKED).sum(axis=0) >= 2
    columns = np.nonzero((sure > INKED).any(axis=0))[0]
    widest = round(0.4 * line.shape[0])
    right = int(columns[-1])
    while (following := np.nonzero(inked[right + 1 : right + 1 + widest])[0]).size:
        right += int(following[-1]) + 1
    left = int(columns[0])
    while (before := np.nonzero(inked[max(left - widest, 0) : left])[0]).size:
        left = max(left - widest, 0) + int(before[0])
    return left, right + 1


def lines_of(level: Ink, smallest: int) -> list[Ink]:
    """The text lines of a level rectangle or triangle, cut out with a small margin."""
    cuts = []
    for top, bottom in text_bands(level, smallest):
        columns = np.nonzero((level[top:bottom] > INKED).any(axis=0))[0]
        if columns[-1] - columns[0] < 1.2 * (bottom - top):
            continue
        margin = max((bottom - top) // 6, 2)
        cuts.append(level[max(top - margin, 0) : bottom + margin, columns[0] : columns[-1] + 1])
    return cuts
