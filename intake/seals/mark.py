"""Where a seal stands on a page and how it lies there, before its text is read."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from models.codes import SealColor, SealShape
from models.place import Box


@dataclass(frozen=True)
class SealMark:
    """A seal found on a page.

    ``box`` is in fractions of the page IMAGE it was found on, cut off at the picture's edge. ``center``, ``axes``
    (half width and half height along the seal's own axes) and ``corners`` are in pixels of that image and may lie
    outside of it; ``angle`` is in degrees, by which the axes are turned clockwise. Circles and ellipses have no
    corners; rectangles have four, clockwise from the top left as the long side lies level; triangles three, clockwise
    from the highest. They need not be a parallelogram's: photographs see rectangles in perspective.
    ``confidence`` is 0..1: how sure it is that this is a seal. ``strength`` is 0..1: how much of the ink's colour its
    strokes have, 0.3 being faint; a black seal's is its darkness. ``framed``: it is a frame of coloured ink beyond
    doubt, whatever the network says of it.
    """

    shape: SealShape
    color: SealColor
    box: Box
    center: tuple[float, float]
    axes: tuple[float, float]
    angle: float
    complete: bool
    confidence: float
    corners: tuple[tuple[float, float], ...] = ()
    strength: float = 1.0
    framed: bool = False

    @property
    def is_round(self) -> bool:
        return self.shape in (SealShape.CIRCLE, SealShape.ELLIPSE)

    def outline(self, margin: float = 1.0) -> NDArray[np.float64]:
        """The outline (N, 2) in pixels of the page image; ``margin`` 1.05 is five per cent further out."""
        if self.is_round:
            return ellipse_points(self.center, (self.axes[0] * margin, self.axes[1] * margin), self.angle, 90)
        middle = np.array(self.center)
        corners: NDArray[np.float64] = middle + (np.array(self.corners) - middle) * margin
        return corners

    @property
    def to_image(self) -> NDArray[np.float64]:
        """The homography (3, 3) from the seal's own frame to pixels of the page image.

        In its own frame a round seal is the unit circle, a rectangle the square and a triangle the upright triangle
        within -1..1, y downwards. Round seals keep their up: a true circle seen aslant is pressed back along the
        ellipse's axes, not turned.
        """
        if self.is_round:
            tilt = np.deg2rad(self.angle)
            turn = np.array([[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]])
            matrix = np.eye(3)
            matrix[:2, :2] = turn @ np.diag(self.axes) @ turn.T
            matrix[:2, 2] = self.center
            return matrix
        there = np.array(self.corners, dtype=np.float32)
        if len(there) == 3:
            own = np.array([(0, -1), (1, 1), (-1, 1)], dtype=np.float32)
            return np.vstack([cv2.getAffineTransform(own, there), (0.0, 0.0, 1.0)]).astype(np.float64)
        own = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], dtype=np.float32)
        return np.asarray(cv2.getPerspectiveTransform(own, there), dtype=np.float64)

    def mask(self, height: int, width: int, margin: float = 1.0) -> NDArray[np.uint8]:
        """255 inside the outline, 0 outside, as (height, width)."""
        mask = np.zeros((height, width), dtype=np.uint8)
        cv2.fillPoly(mask, [np.round(self.outline(margin)).astype(np.int32)], (255,))
        return mask


def ellipse_points(
    center: tuple[float, float], axes: tuple[float, float], angle: float, count: int
) -> NDArray[np.float64]:
    """Points (count, 2) on an ellipse, evenly spread in its own parameter; angle in degrees, clockwise on the page."""
    turn = np.linspace(0.0, 2 * np.pi, count, endpoint=False)
    along, across = axes[0] * np.cos(turn), axes[1] * np.sin(turn)
    tilt = np.deg2rad(angle)
    return np.stack(
        [
            center[0] + along * np.cos(tilt) - across * np.sin(tilt),
            center[1] + along * np.sin(tilt) + across * np.cos(tilt),
        ],
        axis=1,
    )


def box_of(points: NDArray[np.float64], width: int, height: int) -> Box:
    """The smallest box around points in pixels, in fractions of a page of that size, cut off at its edges."""
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    return Box.clipped(left / width, top / height, right / width, bottom / height)


def in_order(
    corners: NDArray[np.float64], center: tuple[float, float], angle: float
) -> tuple[tuple[float, float], ...]:
    """The corners clockwise, beginning top left when turned back by ``angle``; a triangle's with the highest."""
    away = corners - np.array(center)
    tilt = np.deg2rad(angle) if len(corners) == 4 else 0.0
    along = away[:, 0] * np.cos(tilt) + away[:, 1] * np.sin(tilt)
    across = -away[:, 0] * np.sin(tilt) + away[:, 1] * np.cos(tilt)
    clockwise = np.argsort(np.arctan2(across, along), kind="stable")
    first = int(np.argmin((along + across if len(corners) == 4 else across)[clockwise]))
    return tuple((float(x), float(y)) for x, y in corners[np.roll(clockwise, -first)])
