"""Straight-edged seals: rectangles and triangles drawn by a frame of ink around text of the same ink.

Frames: pixels of the ink mask handed in (255 where there is ink).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.seals.tint import Ink

Points = NDArray[np.float32]


@dataclass(frozen=True)
class Frame:
    """A polygon with its evidence.

    ``inked``: the share of each side that lies on ink (0..1, the weakest side first); ``straight``: the same on the
    best straight line near each side, which round outlines and glyphs do not have; ``filled``: the share of ink
    inside; ``lonely``: the share of the surroundings' outline without ink; ``gap``: the share of ink on the emptiest
    line around just inside the frame; ``small`` and ``long``: its sides in pixels; ``beside``: the share of ink to
    the left or right of it, where a character of a line has its neighbours.
    """

    corners: Points
    inked: tuple[float, ...]
    straight: tuple[float, ...]
    filled: float
    lonely: float
    gap: float
    small: float
    long: float
    beside: float


def groups(mask: Ink, smallest: int, largest: int) -> Iterator[Points]:
    """Points of ink that belong together: strokes nearer than 7 pixels, as a group between two sizes in pixels."""
    joined = cv2.dilate(mask, np.ones((7, 7), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    order = sorted(range(1, count), key=lambda label: -int(stats[label, cv2.CC_STAT_AREA]))
    for label in order[:40]:
        x, y, w, h = (int(value) for value in stats[label, :4])
        if max(w, h) < smallest or max(w, h) > largest or min(w, h) < smallest // 3:
            continue
        part = (labels[y : y + h, x : x + w] == label) & (mask[y : y + h, x : x + w] > 0)
        ys, xs = np.nonzero(part)
        if len(xs) >= 40:
            yield np.stack([xs + x, ys + y], axis=1).astype(np.float32)


def largest(mask: Ink) -> int:
    """The longest side in pixels of the largest group of ink; 0 where there is none."""
    joined = cv2.dilate(mask, np.ones((7, 7), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8, ltype=cv2.CV_16U)
    return int(stats[1:, 2:4].max(initial=0))


def rectangle_around(points: Points, ink: Ink, mask: Ink) -> Frame:
    """The smallest rectangle around a group of ink, and how well its sides are inked."""
    corners = cv2.boxPoints(cv2.minAreaRect(points))
    return measure_frame(np.asarray(corners, dtype=np.float32), ink, mask)


def prolonged(corners: Points, ink: Ink, mask: Ink) -> Frame | None:
    """A rectangle around what another seal leaves of a stamp, prolonged into that seal up to the stamp's own end."""
    near = np.asarray(cv2.dilate(mask, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    best: tuple[float, Points] | None = None
    for turn in range(4):
        a, b, c, d = np.roll(corners, -turn, axis=0)
        along = (b - a) / max(float(np.linalg.norm(b - a)), 1e-6)
        # Side b-c is the end that moves; a-b and d-c grow with it.
        for further in np.arange(4.0, 4.0 * float(np.linalg.norm(c - b)), 2.0):
            end, foot = b + further * along, c + further * along
            sides = [_along(near, b - 3 * along, end), _along(near, c - 3 * along, foot)]
            if min(float((side > 0).mean()) for side in sides) < 0.7:
                break
            share = float((_along(near, end, foot) > 0).mean())
            if share > max(0.75, best[0] if best else 0.0):
                best = share, np.asarray([a, end, foot, d], dtype=np.float32)
    return None if best is None else measure_frame(best[1], ink, mask)


def triangle_around(points: Points, ink: Ink, mask: Ink) -> Frame | None:
    """The smallest triangle around a group of ink; None where there is none."""
    area, corners = cv2.minEnclosingTriangle(points[:, None, :])
    if area <= 0 or corners is None:
        return None
    return measure_frame(np.asarray(corners, dtype=np.float32).reshape(3, 2), ink, mask)


def measure_frame(corners: Points, ink: Ink, mask: Ink) -> Frame:
    """How well the sides of a polygon are inked, how full it is, and whether lines run on beyond it.

    ``mask`` is 255 where there is any of the ``ink``.
    """
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    margin = 8 + 0.8 * float(max(right - left, bottom - top))
    x0, y0 = max(int(left - margin), 0), max(int(top - margin), 0)
    cut = np.s_[y0 : max(int(bottom + margin), y0 + 1), x0 : max(int(right + margin), x0 + 1)]
    placed = np.asarray(corners - (x0, y0), dtype=np.float32)
    ink, mask = ink[cut], mask[cut]
    size = float(np.sqrt(abs(cv2.contourArea(corners))))
    around = _shrunk(placed, -max(0.06 * size, 5))
    ring = np.concatenate([_along(mask, a, b) for a, b in _sides(around)])
    strokes = _strokes(ink, mask)
    inked, straight = _sides_inked(placed, mask, strokes)
    small, long = sorted(cv2.minAreaRect(corners)[1])
    filled, gap = _filled(placed, strokes, small)
    lonely = float((ring == 0).mean())
    beside = _beside(placed, mask)
    return Frame(corners, tuple(sorted(inked)), tuple(sorted(straight)), filled, lonely, gap, small, long, beside)


def _beside(corners: Points, mask: Ink) -> float:
    """The share of ink to the left and right of an upright square, as far as the next character of a line would be."""
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    reach = 0.8 * float(bottom - top)
    rows = slice(max(int(top), 0), max(int(bottom), 1))
    before = mask[rows, max(int(left - reach), 0) : max(int(left - 2), 0)]
    after = mask[rows, int(right + 3) : int(right + reach)]
    return max(float((part > 0).mean()) if part.size else 0.0 for part in (before, after))


def _sides_inked(corners: Points, mask: Ink, strokes: Ink) -> tuple[list[float], list[float]]:
    """The share of each side near ink, and the share of the best straight line near it that lies on ink."""
    middle = corners.mean(axis=0)
    near = np.asarray(cv2.dilate(mask, np.ones((5, 5), np.uint8)), dtype=np.uint8)
    close = np.asarray(cv2.dilate(strokes, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    inked, straight = [], []
    deepest = int(np.clip(0.1 * np.sqrt(abs(cv2.contourArea(corners))), 2, 5)) + 1
    for start, end in _sides(corners):
        away = middle - (start + end) / 2
        # A pixel or two inwards: the frame's line lies inside the smallest polygon around it.
        inwards = away / max(float(np.hypot(*away)), 1e-6)
        inked.append(float((_along(near, start + 2 * inwards, end + 2 * inwards) > 0).mean()))
        # Most groups of ink are no frames at all: the lines need no search there.
        straight.append(
            inked[-1]
            if inked[-1] < 0.3
            else max(
                float((_along(close, start + a * inwards, end + b * inwards) > 0).mean())
                for a in range(deepest)
                for b in range(max(a - 3, 0), min(a + 4, deepest))
            )
        )
    return inked, straight


def _strokes(ink: Ink, mask: Ink) -> Ink:
    """What is inked at half of full strength or more: on blurred and small pictures strokes come apart there."""
    inked = ink[mask > 0]
    level = 0.45 * float(np.percentile(inked, 90)) if inked.size else 0.0
    return np.asarray(((mask > 0) & (ink > level)).astype(np.uint8) * 255, dtype=np.uint8)


def _filled(corners: Points, strokes: Ink, small: float) -> tuple[float, float]:
    """The share of ink inside, and on the emptiest line around between frame and text: from 6 % to a fifth of the
    smallest width inwards, beyond the frame's own line."""
    inside = np.zeros_like(strokes)
    cv2.fillPoly(inside, [np.round(_shrunk(corners, 0.05 * small)).astype(np.int32)], (255,))
    filled = float(((strokes > 0) & (inside > 0)).sum() / max(int((inside > 0).sum()), 1))
    gaps = [
        float(np.concatenate([_along(strokes, a, b) for a, b in _sides(_shrunk(corners, float(inwards)))]).mean() / 255)
        for inwards in np.arange(max(0.05 * small, 3.0), max(0.20 * small, 6.0), 1.0)
    ]
    return filled, min(gaps)


def _sides(corners: Points) -> list[tuple[Points, Points]]:
    return list(zip(corners, np.roll(corners, -1, axis=0), strict=True))


def _shrunk(corners: Points, inwards: float) -> Points:
    """The polygon with all sides moved inwards by about as many pixels."""
    middle = corners.mean(axis=0)
    away = [float(np.linalg.norm((a + b) / 2 - middle)) for a, b in _sides(corners)]
    if len(corners) == 3:
        return np.asarray(middle + (corners - middle) * (1 - inwards / max(min(away), 1.0)), dtype=np.float32)
    # Opposite sides of a rectangle stand apart by different lengths: shorten each diagonal's two parts by themselves.
    across, along = (corners[1] - corners[0]) / 2, (corners[2] - corners[1]) / 2
    across = across * max(1 - inwards / max(float(np.linalg.norm(across)), 1.0), 0.0)
    along = along * max(1 - inwards / max(float(np.linalg.norm(along)), 1.0), 0.0)
    signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    return np.asarray([middle + u * across + v * along for u, v in signs], dtype=np.float32)


def _along(mask: Ink, start: Points, end: Points) -> NDArray[np.uint8]:
    """The mask's values along a line, one a pixel; 0 outside the picture."""
    count = max(int(np.hypot(*(end - start))), 2)
    xs = np.round(np.linspace(start[0], end[0], count)).astype(int)
    ys = np.round(np.linspace(start[1], end[1], count)).astype(int)
    inside = (xs >= 0) & (ys >= 0) & (xs < mask.shape[1]) & (ys < mask.shape[0])
    values = np.zeros(count, dtype=np.uint8)
    values[inside] = mask[ys[inside], xs[inside]]
    return values
