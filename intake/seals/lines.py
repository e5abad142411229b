"""The straight lines of text in a seal: a purpose line under the star, the lines of a rectangle, a name in columns.

All pictures here are ink maps: 0 without ink, 255 fully inked.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from intake.seals.arc import INKED, Arc, strengthened
from intake.seals.curve import OUTSIDE, RADIUS, Points, Rim
from intake.seals.flat import Level, level_round, without_star
from intake.seals.tint import Ink

_REACH = 12.0
"""Degrees by which the middle of the arc may be off the seal's top: a character lost at one end moves it by 12."""


_AROUND = np.linspace(0.0, 1.0, 181)


@dataclass(frozen=True)
class Inside:
    """The lines inside a round seal, from the top, and where they stand on the ink map, as polygons (4, 2)."""

    lines: list[Ink]
    places: list[Points]


def lines_inside(ink: Ink, rim: Rim, arc: Arc | None) -> Inside:
    """The level lines inside a round seal: what is left without rim, star and the text along the rim."""
    up = _top(rim, arc)
    level = level_round(ink, rim, up)
    bare = _between(level, arc)
    sure = _off_rim(bare, level)
    if int((strengthened(sure) > INKED).sum()) < 60:
        return Inside([], [])
    turn = _best_turn(strengthened(sure), _REACH if rim.oval < 1.12 else 3.0)
    if abs(turn) >= 0.5:
        level = level_round(ink, rim, up + turn)
        bare = _between(level, arc)
        sure = _off_rim(bare, level)
    strong, sure = strengthened(bare, sure), strengthened(sure)
    lines, places = [], []
    for top, bottom in text_bands(sure, smallest=round(0.10 * RADIUS)):
        left, right = _followed(strong[top:bottom], sure[top:bottom])
        if not _is_line(strong[top:bottom, left:right], (left + right) / 2 - strong.shape[1] / 2, rim.oval):
            continue
        margin = max((bottom - top) // 6, 2)
        box = (max(left - 2, 0), max(top - margin, 0), right + 2, bottom + margin)
        lines.append(bare[box[1] : box[3], box[0] : box[2]].copy())
        places.append(level.on_map(box))
    return Inside(lines, places)


def _is_line(line: Ink, off: float, oval: float) -> bool:
    """Whether a band of ink is as wide and full as text, not too high, and about in the middle of the seal."""
    height, width = line.shape
    if width < 1.4 * height or height > 0.45 * RADIUS or abs(off) > 0.2 * RADIUS * oval:
        return False
    return float((line > INKED).any(axis=0).mean()) > 0.45


def _top(rim: Rim, arc: Arc | None) -> float:
    """Degrees clockwise from the shorter axis's upper end to the seal's top. An oval's top is one of its flat sides."""
    if arc is None:
        return -rim.angle if rim.oval < 1.12 else 0.0
    place = arc.middle / rim.columns % 1.0
    if rim.oval < 1.12:
        return 360.0 * place
    return 180.0 if 0.25 < place < 0.75 else 0.0


def _between(level: Level, arc: Arc | None) -> Ink:
    """The level seal without rim, star, and text along the rim."""
    bare = without_star(level.ink)
    rim = 0.08 if arc is None else (arc.rim - OUTSIDE) / RADIUS
    cv2.polylines(bare, [level.place(_AROUND, -0.1)], True, (0,), round((rim + 0.1) * 2 * RADIUS))
    if arc is None:
        return bare
    for row in arc.rings:
        cv2.polylines(bare, [level.place(_AROUND, (row + 0.5 - OUTSIDE) / RADIUS)], True, (0,), 3)
    deep = (arc.bottom + 3 - OUTSIDE) / RADIUS
    for start, end in [(arc.start, arc.end)] + ([arc.foot_span] if arc.foot_span is not None else []):
        places = np.linspace(start - 2, end + 2, 60) / level.rim.columns
        sector = np.concatenate([level.place(places, -0.15), level.place(places[::-1], deep)])
        cv2.fillPoly(bare, [sector], (0,))
    return bare


def _off_rim(bare: Ink, level: Level) -> Ink:
    """Without what lies near the rim: a security number there is no level line."""
    off = bare.copy()
    cv2.polylines(off, [level.place(_AROUND, -0.02)], True, (0,), round(0.42 * RADIUS))
    return off


def _turned(ink: Ink, angle: float) -> Ink:
    """A picture turned counter-clockwise by degrees about its middle."""
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return np.asarray(cv2.warpAffine(ink, matrix, (width, height)), dtype=np.uint8)


def _best_turn(ink: Ink, reach: float) -> float:
    """Degrees to turn by so that lines lie level: where the sums of rows differ most (Postl 1986)."""
    small = np.asarray(cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), dtype=np.uint8)

    def contrast(angle: float) -> float:
        sums = _turned(small, angle).sum(axis=1, dtype=np.float64)
        # Of equal turns the smaller: a round blot is level at any.
        return float((sums**2).sum()) * (1.0 - 0.004 * abs(angle))

    turns = np.arange(-reach, reach + 0.1, 2.0)
    best = float(max(turns, key=lambda angle: contrast(float(angle))))
    return max((best - 1.0, best, best + 1.0), key=contrast)


def text_bands(level: Ink, smallest: int) -> list[tuple[int, int]]:
    """First and last row of each text line of a level ink map, from the top; at most three, those with most ink."""
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
    most = sorted(bands, key=lambda band: -int(sums[band[0] : band[1]].sum()))[:3]
    return sorted(most)


def _followed(line: Ink, sure: Ink) -> tuple[int, int]:
    """First and last column of a line that is surely text where ``sure`` has ink, and goes on to either side as long
    as no gap of more than half of its height comes."""
    inked = (line > INKED).sum(axis=0) >= 2
    columns = np.nonzero((sure > INKED).sum(axis=0) >= 2)[0]
    if not len(columns):
        return 0, 0
    widest = round(0.5 * line.shape[0])
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
