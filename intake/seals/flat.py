"""Seals brought to one size and laid flat: round ones as a circle, straight ones level, their frames taken off.

All pictures here are ink maps: 0 without ink, 255 fully inked.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.seals.mark import SealMark
from intake.seals.tint import Ink

RADIUS = 160
"""Of a flat round seal, in pixels. Characters of the arc (a quarter of the radius high) become 40 pixels: what the
recogniser (48) is fed best with."""
HALF = 180
"""Half the side of the square a flat round seal lies in the middle of."""
INKED = 80
"""Of 255: above it a pixel counts as inked when the layout is looked for; the recogniser gets every shade."""


def flat_round(ink: Ink, mark: SealMark, origin: tuple[int, int]) -> Ink:
    """A round seal as a circle of ``RADIUS``; ``origin`` is where the ink map's corner (x, y) lies on the page."""
    tilt = np.deg2rad(mark.angle)
    turn = np.array([[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]])
    # The ellipse is stretched along its own axes and turned back, so that the seal keeps its angle on the page.
    to_page = turn @ np.diag([mark.axes[0] / RADIUS, mark.axes[1] / RADIUS]) @ turn.T
    center = np.array(mark.center) - np.array(origin)
    offset = center - to_page @ np.array([HALF, HALF])
    matrix = np.hstack([to_page, offset[:, None]])
    side = 2 * HALF
    shrink = min(mark.axes) / RADIUS
    if shrink > 1.6:
        ink = np.asarray(cv2.GaussianBlur(ink, (0, 0), 0.4 * shrink), dtype=np.uint8)
    flat = cv2.warpAffine(ink, matrix, (side, side), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    return _full_strokes(np.asarray(flat, dtype=np.uint8))


def _full_strokes(flat: Ink) -> Ink:
    """The seal with the strokes of its arc's text at full ink: blur and wear leave them fainter than star and rim."""
    ys, xs = np.mgrid[: 2 * HALF, : 2 * HALF] - HALF
    far = np.hypot(xs, ys) / RADIUS
    # About a tenth of that band is stroke, so that its 97th percentile is a well-inked stroke.
    band = flat[(far > 0.60) & (far < 0.90)]
    usual = float(np.percentile(band, 97))
    return np.asarray(np.clip(flat * (230.0 / max(usual, 60.0)), 0, 255), dtype=np.uint8)


def star_blob(flat: Ink) -> NDArray[np.bool_]:
    """Where a solid figure stands in the middle of a flat seal: thicker than any stroke, around the centre."""
    full = (flat > INKED).astype(np.uint8)
    core = np.zeros_like(full)
    reach = round(0.36 * RADIUS)
    middle = slice(HALF - reach, HALF + reach)
    core[middle, middle] = full[middle, middle]
    size = round(0.10 * RADIUS)
    thick = cv2.morphologyEx(core, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)))
    if not thick.any():
        return np.zeros(flat.shape, dtype=bool)
    # From the thick middle out to the points of the star, but not beyond what it is connected to.
    grown = cv2.dilate(thick, np.ones((2 * size + 1, 2 * size + 1), np.uint8))
    return np.asarray((grown > 0) & (core > 0))


def has_star(flat: Ink) -> bool:
    """Whether a star stands in the middle: a solid figure of at least 4 % of the seal's area."""
    return bool(star_blob(flat).sum() > 0.04 * np.pi * RADIUS**2 / 2)


def without_star(flat: Ink) -> Ink:
    """The flat seal with the figure in its middle taken out."""
    cleared = flat.copy()
    cleared[cv2.dilate(star_blob(flat).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0] = 0
    return cleared


def flat_straight(ink: Ink, mark: SealMark, origin: tuple[int, int]) -> Ink:
    """A rectangular or triangular seal turned level by its own angle, about 64 pixels high at least, frame cut off."""
    long, short = mark.axes[0] * 2, mark.axes[1] * 2
    grow = max(1.0, 64.0 / max(short, 1.0))
    width, height = max(round(long * grow), 8), max(round(short * grow), 8)
    tilt = np.deg2rad(mark.angle)
    turn = np.array([[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]]) / grow
    center = np.array(mark.center) - np.array(origin)
    offset = center - turn @ np.array([width / 2, height / 2])
    matrix = np.hstack([turn, offset[:, None]])
    level = cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    return without_frame(np.asarray(level, dtype=np.uint8))


def without_frame(level: Ink) -> Ink:
    """A rectangle's ink without what is connected to its edge: the frame, however worn or slightly turned."""
    on = (level > 70).astype(np.uint8)
    height, width = on.shape
    edge = max(round(0.09 * height), 3)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(on, connectivity=8)
    cleared = level.copy()
    for label in range(1, count):
        x, y, w, h = (int(value) for value in stats[label, :4])
        touches = x < edge or y < edge or x + w > width - edge or y + h > height - edge
        if touches and (w > 0.5 * width or h > 0.6 * height or w <= edge or h <= edge):
            cleared[labels == label] = 0
    return cleared
