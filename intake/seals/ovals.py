"""Guesses where an oval rim may stand; whether one does is measured in ``rings``.

Flat ellipses have no one centre that their edges point to, so that the vote for circles misses them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.seals import frames, rings
from intake.seals.tint import Ink

Oval = tuple[tuple[float, float], tuple[float, float], float]
"""Centre (x, y) and half axes in pixels, angle in degrees, clockwise: what ``rings.fit_rim`` starts from."""

_FLATTENED = 1.45
"""Width over height of common oval seals is 1.3 to 1.7; the fit bridges the rest."""
_LEANINGS = (-13.0, 0.0, 13.0)
"""Degrees: hands turn a seal by up to 20."""
_TRIES = 4
_OFF = 0.06
"""The hull of an oval seal lies within 1-3 % of an ellipse; text lines, tables and frames are 8 % and more off."""


def of_groups(mask: Ink, radii: tuple[int, int]) -> Iterator[Oval]:
    """The outline of each group of ink that is an ellipse; for rims that touch no other ink."""
    for points in frames.groups(mask, 2 * radii[0], 2 * radii[1]):
        hull = cv2.convexHull(points)
        if len(hull) < 8:
            continue
        center, size, angle = cv2.fitEllipseDirect(hull)
        if min(size) > radii[0] and max(size) < 2.2 * radii[1] and _off(hull, center, size, angle) < _OFF:
            yield (float(center[0]), float(center[1])), (size[0] / 2, size[1] / 2), float(angle)


def _off(hull: NDArray[Any], center: Sequence[float], size: Sequence[float], angle: float) -> float:
    """How far the hull's points lie from the ellipse in the mean, as a share of the radius."""
    tilt = np.deg2rad(angle)
    away = hull[:, 0] - np.array(center)
    along = (away[:, 0] * np.cos(tilt) + away[:, 1] * np.sin(tilt)) / (size[0] / 2)
    across = (-away[:, 0] * np.sin(tilt) + away[:, 1] * np.cos(tilt)) / (size[1] / 2)
    return float(np.abs(np.hypot(along, across) - 1).mean())


def voted(ink: Ink, threshold: int, radii: tuple[int, int]) -> Iterator[Oval]:
    """Ovals that become circles when the picture is pressed together along one of a few directions."""
    height, width = ink.shape
    wide, high = np.sqrt(_FLATTENED), 1 / np.sqrt(_FLATTENED)
    for leaning in _LEANINGS:
        tilt = np.deg2rad(leaning)
        turn = np.array([[np.cos(tilt), np.sin(tilt)], [-np.sin(tilt), np.cos(tilt)]])
        press = np.diag([0.5 / wide, 0.5 / high]) @ turn
        reached = np.array([(0, 0), (width, 0), (width, height), (0, height)]) @ press.T
        low, high_end = reached.min(axis=0), reached.max(axis=0)
        matrix = np.hstack([press, -low[:, None]])
        size = (int(high_end[0] - low[0]) + 1, int(high_end[1] - low[1]) + 1)
        # Averaged before, since the warp itself takes single pixels.
        pressed = np.asarray(cv2.warpAffine(cv2.blur(ink, (2, 2)), matrix, size), dtype=np.uint8)
        mask = np.asarray(cv2.threshold(pressed, threshold, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)
        small = (radii[0] // 2, radii[1] // 2)
        for center in rings.vote_centers(pressed, small, _TRIES):
            radius = rings.best_radius(mask, center, small)
            if radius is None:
                continue
            x, y = np.linalg.solve(press, np.array(center) + low)
            yield (float(x), float(y)), (2 * radius * float(wide), 2 * radius * float(high)), leaning
