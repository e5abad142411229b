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
    """A polygon with its evidence: ``inked``, the share of each side that lies on ink (0..1, the weakest side first);
    ``filled``, the share of ink inside; ``lonely``, the share of the surroundings' outline without ink; ``gap``, the
    share of ink on the emptiest line around just inside the frame; ``small``, its smallest width in pixels."""

    corners: Points
    inked: tuple[float, ...]
    filled: float
    lonely: float
    gap: float
    small: float


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


def rectangle_around(points: Points, mask: Ink) -> Frame:
    """The smallest rectangle around a group of ink, and how well its sides are inked."""
    corners = cv2.boxPoints(cv2.minAreaRect(points))
    return measure_frame(np.asarray(corners, dtype=np.float32), mask)


def triangle_around(points: Points, mask: Ink) -> Frame | None:
    """The smallest triangle around a group of ink; None where there is none."""
    area, corners = cv2.minEnclosingTriangle(points[:, None, :])
    if area <= 0 or corners is None:
        return None
    return measure_frame(np.asarray(corners, dtype=np.float32).reshape(3, 2), mask)


def measure_frame(corners: Points, mask: Ink) -> Frame:
    """How well the sides of a polygon are inked, how full it is, and whether lines run on beyond it."""
    middle = corners.mean(axis=0)
    near = np.asarray(cv2.dilate(mask, np.ones((5, 5), np.uint8)), dtype=np.uint8)
    inked = []
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        # A pixel or two inwards: the frame's line lies inside the smallest polygon around it.
        away = middle - (start + end) / 2
        shift = 2.0 * away / max(float(np.hypot(*away)), 1e-6)
        inked.append(float((_along(near, start + shift, end + shift) > 0).mean()))
    inside = np.zeros_like(mask)
    cv2.fillPoly(inside, [np.round(middle + (corners - middle) * 0.9).astype(np.int32)], (255,))
    area = max(int((inside > 0).sum()), 1)
    filled = float(((mask > 0) & (inside > 0)).sum() / area)
    size = float(np.sqrt(abs(cv2.contourArea(corners))))
    around = middle + (corners - middle) * (1 + 2 * max(0.06 * size, 5) / max(size, 1.0))
    ring = np.concatenate([_along(mask, a, b) for a, b in zip(around, np.roll(around, -1, axis=0), strict=True)])
    small = float(min(cv2.minAreaRect(corners)[1]))
    # Between frame and text: from 6 % to 16 % of the smallest width inwards, beyond the frame's own line.
    gaps = [
        float(np.concatenate([_along(mask, a, b) for a, b in _sides(_shrunk(corners, float(inwards)))]).mean() / 255)
        for inwards in np.arange(max(0.05 * small, 3.0), max(0.17 * small, 6.0), 1.0)
    ]
    return Frame(corners, tuple(sorted(inked)), filled, float((ring == 0).mean()), min(gaps), small)


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
