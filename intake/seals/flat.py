"""Seals brought to one size and set level, in their true proportions: round ones by their own top, straight ones by
their corners.

All pictures here are ink maps: 0 without ink, 255 fully inked.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.seals.curve import RADIUS, Points, Rim
from intake.seals.mark import SealMark
from intake.seals.strokes import INKED, shrunk
from intake.seals.tint import Ink
from models.codes import SealShape

_MARGIN = 12
_LINE = 56
"""Pixels a line of a straight seal is brought to at least."""


@dataclass(frozen=True)
class Level:
    """A round seal turned so that its top is up: ``ink``, and ``to_map`` (2, 3) from its pixels to the ink map's."""

    ink: Ink
    to_map: NDArray[np.float64]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.ink.shape[1], self.ink.shape[0]


def level_round(ink: Ink, rim: Rim, up: float) -> Level:
    """A round seal turned counter-clockwise by ``up`` degrees (what its top is off its shorter axis)."""
    turn = np.deg2rad(rim.angle + up)
    to_map = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) * (rim.axes[1] / RADIUS)
    # A seal turned by a quarter needs the longer axis upright.
    width, height = round(RADIUS * rim.oval) + _MARGIN, RADIUS + _MARGIN
    if rim.oval > 1.1 and 45.0 < up % 180.0 < 135.0:
        width, height = height, width
    matrix = np.hstack([to_map, (np.array(rim.center) - to_map @ np.array([width, height]))[:, None]])
    flat = cv2.warpAffine(ink, matrix, (2 * width, 2 * height), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    return Level(np.asarray(flat, dtype=np.uint8), matrix)


def level_straight(ink: Ink, mark: SealMark, origin: tuple[int, int], quarters: int = 0) -> Ink:
    """A rectangular or triangular seal set level by its corners and brought to a size to be read; a triangle's
    sides are taken off, a rectangle's frame is left. ``quarters``: by how many quarters of a turn clockwise a
    rectangle was pressed."""
    corners = np.array(mark.corners, dtype=np.float64) - np.array(origin)
    if mark.shape is SealShape.TRIANGLE:
        return _level_triangle(ink, corners)
    corners = np.roll(_from_top_left(corners), -quarters, axis=0)
    width = max(float(np.linalg.norm(corners[1] - corners[0] + corners[2] - corners[3])) / 2, 4.0)
    height = max(float(np.linalg.norm(corners[3] - corners[0] + corners[2] - corners[1])) / 2, 4.0)
    grow = max(1.0, 2.4 * _LINE / min(width, height))
    size = (round(width * grow), round(height * grow))
    there = np.array([(0, 0), (size[0], 0), size, (0, size[1])], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(there, corners.astype(np.float32))
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpPerspective(ink, matrix, size, flags=flags), dtype=np.uint8)


def _from_top_left(corners: Points) -> Points:
    """The four corners clockwise from the top left, as the page stands: a stamp is pressed nearly upright."""
    middle = corners.mean(axis=0)
    turns = np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0])
    around = corners[np.argsort(turns)]
    # Of the four sides the one that runs most to the right is the top.
    sides = np.roll(around, -1, axis=0) - around
    return np.roll(around, -int(np.argmax(sides[:, 0] / np.linalg.norm(sides, axis=1))), axis=0)


def _level_triangle(ink: Ink, corners: Points) -> Ink:
    """A triangle with its most level side at the foot, and its sides taken off."""
    sides = np.roll(corners, -1, axis=0) - corners
    flattest = int(np.argmax(np.abs(sides[:, 0]) / np.linalg.norm(sides, axis=1)))
    a, b, apex = corners[flattest], corners[(flattest + 1) % 3], corners[(flattest + 2) % 3]
    left, right = (a, b) if a[0] < b[0] else (b, a)
    along = (right - left) / max(float(np.linalg.norm(right - left)), 1e-6)
    down = np.array([-along[1], along[0]])
    high = float((left - apex) @ down)
    grow = max(1.0, 4.2 * _LINE / max(abs(high), 4.0))
    width, height = round(float(np.linalg.norm(right - left)) * grow), round(abs(high) * grow)
    start = left - along * 0 + min(-high, 0.0) * down
    matrix = np.stack([along / grow, down / grow, start], axis=1)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    level = np.asarray(cv2.warpAffine(ink, matrix, (max(width, 8), max(height, 8)), flags=flags), dtype=np.uint8)
    own = (np.array([left, right, apex]) - start) @ np.stack([along, down], axis=1) * grow
    thick = max(round(0.10 * height), 5)
    inside = np.zeros(level.shape, dtype=np.uint8)
    cv2.fillPoly(inside, [np.round(own).astype(np.int32)], (255,))
    cv2.polylines(inside, [np.round(own).astype(np.int32)], True, (0,), thick)
    return np.asarray(cv2.bitwise_and(level, inside), dtype=np.uint8)


def without_frame(level: Ink) -> Ink:
    """A level rectangle's text: without its frame, and turned about where it is left bare in a field of ink."""
    height, width = level.shape
    inner = level[height // 6 : -height // 6, width // 6 : -width // 6]
    if inner.size and float((inner > INKED).mean()) > 0.48:
        return _off_edge(np.asarray(255 - level, dtype=np.uint8), max(round(0.06 * min(height, width)), 2))
    on = (level > 70).astype(np.uint8)
    edge = max(round(0.07 * min(height, width)), 3)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(on, connectivity=8)
    frame = np.zeros(level.shape, dtype=np.uint8)
    for label in range(1, count):
        x, y, w, h = (int(value) for value in stats[label, :4])
        touches = x < edge or y < edge or x + w > width - edge or y + h > height - edge
        if touches and (w > 0.5 * width or h > 0.6 * height or w <= edge or h <= edge):
            frame[labels == label] = 1
    # Its blurred border goes with it.
    cleared = level.copy()
    cleared[cv2.dilate(frame, np.ones((7, 7), np.uint8)) > 0] = 0
    return _off_edge(cleared, max(round(0.04 * min(height, width)), 2))


def _off_edge(level: Ink, edge: int) -> Ink:
    inside = np.zeros_like(level)
    inside[edge:-edge, edge:-edge] = level[edge:-edge, edge:-edge]
    return inside


def smoothed(ink: Ink, mark: SealMark) -> Ink:
    """The ink map of a large round seal blurred as much as bringing it to ``RADIUS`` needs."""
    return shrunk(ink, min(mark.axes) / RADIUS)
