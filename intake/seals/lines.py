"""The straight lines of text in a seal: a purpose line under the star, the lines of a rectangle or triangle."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from intake.seals.curve import RADIUS
from intake.seals.flat import Level, level_round
from intake.seals.strokes import INKED, strengthened
from intake.seals.texts import Plane, Text, Texts
from intake.seals.tint import Ink

_LOWEST = round(0.07 * RADIUS)
"""Level lines are at least that high."""
_LEAN = 45.0
"""Degrees by which a short line may be off the direction of the seal's top; a long one tells its own direction."""


@dataclass(frozen=True)
class _Cutting:
    """How many lines are cut out at most, and how much of their height above, below and beside what the network is
    sure of; ``parts``: whether it may take two lines for one."""

    most: int
    above: float
    beside: float
    parts: bool


_IN_ROUND = _Cutting(3, 0.1, 0.2, parts=True)
_WHOLE = _Cutting(3, 0.1, 0.2, parts=False)
_IN_FRAME = _Cutting(6, 0.16, 0.1, parts=False)
"""Frames stand as near to a text as a fifth of its height."""


def lines_inside(inks: list[Ink], texts: Texts) -> list[list[Ink]]:
    """The level lines inside a round seal, from the top, cut out of each of several ink maps of it; in the first what
    looks like two lines close to each other is parted."""
    rough = level_round(inks[0], texts.rim, texts.up)
    up = texts.up + _lean(texts.on_map(Text.LINE, rough.to_map, rough.size))
    levels = [level_round(ink, texts.rim, up) for ink in inks]
    share = texts.on_map(Text.LINE, levels[0].to_map, levels[0].size)
    return [*_cut(levels[:1], share, _IN_ROUND), *_cut(levels[1:], share, _WHOLE)]


def lines_of(levels: list[Level], share: Plane) -> list[list[Ink]]:
    """The lines of a straight stamp, from the top, cut out of each of several level ink maps of it. ``share``: the
    probability that a text stands at a place of theirs."""
    return _cut(levels, share, _IN_FRAME)


def _cut(levels: list[Level], share: Plane, way: _Cutting) -> list[list[Ink]]:
    sure = np.asarray(255 * (share > 0.5), dtype=np.uint8)
    cuts: list[list[Ink]] = [[] for _ in levels]
    bands = text_bands(sure, _LOWEST, way.most)
    if way.parts:
        bands = [part for band in bands for part in _parted(levels[0].ink, sure, band)]
    for place, (top, bottom) in enumerate(bands):
        columns = np.nonzero((sure[top:bottom] > 0).sum(axis=0) > 0.3 * (bottom - top))[0]
        if not len(columns) or columns[-1] - columns[0] < 1.1 * (bottom - top):
            continue
        above_it, beside = (max(round(share * (bottom - top)), 2) for share in (way.above, way.beside))
        above = bands[place - 1][1] if place else 0
        below = bands[place + 1][0] if place + 1 < len(bands) else sure.shape[0]
        rows = slice(max(top - above_it, above), min(bottom + above_it, below))
        across = slice(max(int(columns[0]) - beside, 0), int(columns[-1]) + 1 + beside)
        mine = cv2.dilate(sure[rows, across], np.ones((2 * above_it + 1, 2 * beside + 1), np.uint8)) > 0
        for cut, one in zip(cuts, levels, strict=True):
            cut.append(np.asarray(np.where(mine, one.ink[rows, across], 0), dtype=np.uint8))
    return cuts


def direction(share: Plane) -> float:
    """The direction of the largest line of a map of probabilities, in degrees clockwise, -90..90."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats((share > 0.5).astype(np.uint8))
    if count < 2:
        return 0.0
    points = cv2.findNonZero((labels == 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))).astype(np.uint8))
    _, (wide, high), angle = cv2.minAreaRect(points)
    return float((angle + (90.0 if wide < high else 0.0) + 90.0) % 180.0 - 90.0)


def _lean(share: Plane) -> float:
    """By how many degrees clockwise the largest line is off level."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats((share > 0.5).astype(np.uint8))
    if count < 2:
        return 0.0
    largest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    points = cv2.findNonZero((labels == largest).astype(np.uint8))
    _, (wide, high), angle = cv2.minAreaRect(points)
    if wide < high:
        wide, high, angle = high, wide, angle - 90.0
    lean = (angle + 90.0) % 180.0 - 90.0
    long = wide > 3.0 * max(high, 1.0)
    return float(lean) if long or (wide > 1.6 * max(high, 1.0) and abs(lean) < _LEAN) else 0.0


def _parted(ink: Ink, sure: Ink, band: tuple[int, int]) -> list[tuple[int, int]]:
    """A band as its two lines, where bare rows run through its middle: lines close to each other look like one."""
    top, bottom = band
    height = bottom - top
    width = int((sure[top:bottom] > 0).any(axis=0).sum())
    rows = np.where(sure[top:bottom] > 0, strengthened(ink)[top:bottom] > INKED, False).sum(axis=1)
    low, high = top + round(0.3 * height), top + round(0.7 * height)
    if width > 4.5 * height or high - low < 3:
        return [band]
    barest = low + int(np.argmin(rows[low - top : high - top]))
    # Between lines there is next to nothing; of one line some character has a stroke in every row.
    return [(top, barest), (barest + 1, bottom)] if rows[barest - top] <= 0.08 * rows.max() else [band]


def text_bands(level: Ink, smallest: int, count: int) -> list[tuple[int, int]]:
    """First and last row of each text line of a level ink map, from the top; at most ``count``, those with most ink."""
    sums = (level > INKED).sum(axis=1)
    busy = np.concatenate([[False], sums > 0.12 * max(float(np.percentile(sums, 99)), 1.0), [False]])
    starts, ends = np.nonzero(~busy[:-1] & busy[1:])[0], np.nonzero(busy[:-1] & ~busy[1:])[0]
    joined: list[tuple[int, int]] = []
    for start, end in zip(starts, ends, strict=True):
        # Characters have rows with hardly any ink; between lines the gap is wider.
        if joined and start - joined[-1][1] <= max(smallest // 5, 2):
            start = joined.pop()[0]
        joined.append((int(start), int(end)))
    bands = [band for band in joined if band[1] - band[0] >= smallest]
    most = sorted(bands, key=lambda band: -int(sums[band[0] : band[1]].sum()))[:count]
    return sorted(most)
