"""Guesses from coloured ink that hangs together: a stamp that touches no other ink of its colour is a group whose
outline already is its frame or rim. They help where the network is unsure: small, plain and wide stamps.

Frames: pixels of the maps that the detector looks at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.seals.tint import Ink
from models.codes import SealShape

Group = tuple[SealShape, tuple[float, float], tuple[float, float], float]
"""Shape, centre, axes (half the width and height along its own directions), and degrees it is turned clockwise."""

_THRESHOLD = 14
"""Of 255: worn ink at 30 % of full cover shows as 15-50; raised where the paper itself is noisy in colour."""
_SIZES = (11, 200)
"""Name stamps are 13 pixels high on a full page; what is wider than a third of the page is no stamp."""
_LONGEST = 8
"""Of a frame, width over height: thirteen characters on one line have 7.5."""
_OFF = 0.06
"""The hull of an oval seal lies within 1-3 % of an ellipse; text lines, tables and frames are 8 % and more off."""
_MOST = 24


def groups(ink: Ink) -> Iterator[Group]:
    """Rectangles, triangles and ovals around the groups of one ink, the largest groups first."""
    threshold = _THRESHOLD + min(2.5 * _noise(ink), 26.0)
    mask = (ink > threshold).astype(np.uint8)
    joined = cv2.dilate(mask, np.ones((5, 5), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    order = sorted(range(1, count), key=lambda label: (-int(stats[label, cv2.CC_STAT_AREA]), label))
    for label in order[:_MOST]:
        x, y, wide, high = (int(value) for value in stats[label, :4])
        if min(wide, high) < _SIZES[0] or max(wide, high) > _SIZES[1]:
            continue
        part = (labels[y : y + high, x : x + wide] == label) & (mask[y : y + high, x : x + wide] > 0)
        rows, columns = np.nonzero(part)
        if len(rows) >= 30:
            yield from _around(np.stack([columns + x, rows + y], axis=1).astype(np.float32))


def _noise(ink: Ink) -> float:
    """What nine tenths of the paper stay below, in the quieter third of 36 tiles: neither seals nor a table count."""
    tiles = [tile[::4, ::4] for rows in np.array_split(ink, 6) for tile in np.array_split(rows, 6, axis=1)]
    return float(np.percentile([np.percentile(tile, 90) for tile in tiles if tile.size], 30))


def _around(points: NDArray[np.float32]) -> Iterator[Group]:
    (x, y), (width, height), angle = cv2.minAreaRect(points)
    if width < height:
        width, height, angle = height, width, angle + 90.0
    if height >= _SIZES[0] and width < _LONGEST * height:
        yield SealShape.RECTANGLE, (x, y), (width / 2, height / 2), angle
    if height < 2 * _SIZES[0]:
        return
    area, _ = cv2.minEnclosingTriangle(points[:, None])
    hull = cv2.convexHull(points)
    if area < 1.25 * cv2.contourArea(hull):
        low, high = points.min(axis=0), points.max(axis=0)
        middle, half = (low + high) / 2, (high - low) / 2
        yield SealShape.TRIANGLE, (float(middle[0]), float(middle[1])), (float(half[0]), float(half[1])), 0.0
    if len(hull) >= 8:
        center, size, lean = cv2.fitEllipseDirect(hull)
        if min(size) > 2 * _SIZES[0] and max(size) < _SIZES[1] and _off(hull, center, size, lean) < _OFF:
            axes = (float(size[0]) / 2, float(size[1]) / 2)
            yield SealShape.CIRCLE, (float(center[0]), float(center[1])), axes, float(lean)


def _off(hull: NDArray[Any], center: Sequence[float], size: Sequence[float], angle: float) -> float:
    """How far the hull's points lie from the ellipse in the mean, as a share of the radius."""
    tilt = np.deg2rad(angle)
    away = hull[:, 0] - np.array(center)
    along = (away[:, 0] * np.cos(tilt) + away[:, 1] * np.sin(tilt)) / (size[0] / 2)
    across = (-away[:, 0] * np.sin(tilt) + away[:, 1] * np.cos(tilt)) / (size[1] / 2)
    return float(np.abs(np.hypot(along, across) - 1).mean())
