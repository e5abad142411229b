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
from intake.seals.strokes import INKED, shrunk, strengthened
from intake.seals.tint import Ink
from models.codes import SealShape

_MARGIN = 12
_LINE = 56
"""Pixels a line of a straight seal is brought to at least."""


@dataclass(frozen=True)
class Level:
    """A seal turned so that its top is up: ``ink``, and ``to_map`` (2, 3) from its pixels to the ink map's."""

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


def level_straight(ink: Ink, mark: SealMark, origin: tuple[int, int], up: float) -> Level:
    """A rectangular or triangular seal set level by its sides, and brought to a size to be read. ``up``: where its top
    is on the ink map, in degrees clockwise from the map's own."""
    corners = np.array(mark.corners, dtype=np.float64) - np.array(origin)
    across, down = _sides(corners, np.deg2rad(up))
    wide, high = float(np.linalg.norm(across)), float(np.linalg.norm(down))
    lines = 2.4 if mark.shape is SealShape.RECTANGLE else 4.2
    grow = max(1.0, lines * _LINE / max(min(wide, high), 4.0))
    size = (max(round(wide * grow), 8), max(round(high * grow), 8))
    start = (corners.min(axis=0) + corners.max(axis=0)) / 2 if len(corners) == 3 else corners.mean(axis=0)
    if len(corners) == 3:
        along = np.stack([across / wide, down / high])
        places = corners @ along.T
        start = np.linalg.solve(along, (places.min(axis=0) + places.max(axis=0)) / 2)
    to_map = np.stack([across / size[0], down / size[1]], axis=1)
    matrix = np.hstack([to_map, (start - (across + down) / 2)[:, None]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    level = np.asarray(cv2.warpAffine(ink, matrix, size, flags=flags), dtype=np.uint8)
    return Level(strengthened(_inked(level)), matrix)


def _sides(corners: Points, up: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What leads from left to right and from top to bottom of a straight seal, by the sides that suit its top best."""
    right = np.array([np.cos(up), np.sin(up)])
    sides = np.roll(corners, -1, axis=0) - corners
    lengths = np.maximum(np.linalg.norm(sides, axis=1), 1e-6)
    if len(corners) == 3:
        suits = sides @ right / lengths
        side = sides[int(np.argmax(np.abs(suits)))] * np.sign(suits[int(np.argmax(np.abs(suits)))])
        along = side / np.linalg.norm(side)
        below = np.array([-along[1], along[0]])
        return along * np.ptp(corners @ along), below * np.ptp(corners @ below)
    pairs = [(sides[n] - sides[n - 2]) / 2 for n in range(4)]
    first = int(np.argmax([pair @ right / max(float(np.linalg.norm(pair)), 1e-6) for pair in pairs]))
    across, down = pairs[first], pairs[(first + 1) % 4]
    # Corners may come in either order.
    return across, down if across[0] * down[1] > across[1] * down[0] else -down


def _inked(level: Ink) -> Ink:
    """A level seal's ink; turned about where its characters are left bare in a field of ink."""
    height, width = level.shape
    inner = level[height // 6 : -(height // 6) or None, width // 6 : -(width // 6) or None]
    if inner.size and float((inner > INKED).mean()) > 0.48:
        bare, edge = np.zeros_like(level), max(round(0.06 * min(height, width)), 2)
        bare[edge:-edge, edge:-edge] = 255 - level[edge:-edge, edge:-edge]
        return bare
    return level


def smoothed(ink: Ink, mark: SealMark) -> Ink:
    """The ink map of a large round seal blurred as much as bringing it to ``RADIUS`` needs."""
    return shrunk(ink, min(mark.axes) / RADIUS)
