"""How exactly a guessed seal lies: an ellipse through its rim, the four lines of its frame, the corners of a triangle.

Each guess is looked at in a window of the page around it, small enough to be quick and fine enough for a rim: about
``_FINE`` pixels from the middle to the far edge of the seal.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.page import Pixels
from intake.seals.confirm import View, view_of
from intake.seals.detector import Guess
from intake.seals.mark import ellipse_points
from intake.seals.outlines import Outline, corners_of, ellipse, rectangle, triangle
from intake.seals.tint import Ink, on_white, resized, split_inks
from models.codes import SealColor, SealShape

_FINE = 100.0
_AROUND = 1.5
"""The window reaches half as far again as the guess on each side: paper must be in sight to be told from ink."""
_FULL = {SealColor.RED: 165.0, SealColor.BLUE: 110.0, SealColor.BLACK: 190.0}
"""What a map shows where the paper is covered by usual ink."""

_COLORED = 20
"""Of 255: faint red ink shows 40, noise of photographs up to 12."""
_SOME = 0.015
"""The share of a seal's area that its ink covers is 0.03-0.4."""
Points = NDArray[np.float64]


@dataclass(frozen=True)
class _Window:
    """A part of the page: the inks in it, and ``scale`` and ``origin``: its pixel (x, y) is the page's
    (x, y) / scale + origin. ``dark``: dark ink of any colour."""

    inks: dict[SealColor, Ink]
    dark: Ink
    scale: float
    origin: tuple[float, float]

    def there(self, point: tuple[float, float]) -> tuple[float, float]:
        return (point[0] - self.origin[0]) * self.scale, (point[1] - self.origin[1]) * self.scale

    def back(self, point: tuple[float, float]) -> tuple[float, float]:
        return float(point[0] / self.scale + self.origin[0]), float(point[1] / self.scale + self.origin[1])


def fitted(pixels: Pixels, guess: Guess) -> tuple[Outline, View] | None:
    """The outline that the ink around a guess has, or the guess's own where no ink says more, and how it looks; None
    where the page shows hardly anything of it."""
    window = _window(pixels, guess)
    if window is None:
        return None
    local = replace(
        guess,
        center=window.there(guess.center),
        axes=(guess.axes[0] * window.scale, guess.axes[1] * window.scale),
    )
    fit = {SealShape.RECTANGLE: rectangle, SealShape.TRIANGLE: triangle}.get(guess.shape, ellipse)
    # The first of equals: a coloured rim over black print is the coloured one's.
    color, outline = max(
        (
            (color, fit(window.inks[color], replace(local, color=color)))
            for color in dict.fromkeys(_colors(window, local))
        ),
        key=lambda each: _evidence(each[1]),
    )
    corners = outline.corners
    points = ellipse_points(outline.center, outline.axes, outline.angle, 48) if corners is None else corners
    view = view_of(window.inks, window.dark, (points, outline.angle), (color, outline.strength))
    there = replace(
        outline,
        center=window.back(outline.center),
        axes=(outline.axes[0] / window.scale, outline.axes[1] / window.scale),
        color=color,
        strength=min(outline.strength / _FULL[color], 1.0),
        corners=None if corners is None else corners / window.scale + np.array(window.origin),
    )
    return there, view


def _window(pixels: Pixels, guess: Guess) -> _Window | None:
    """The window around a guess; None where the page shows hardly anything of it."""
    a, b = guess.axes
    tilt = np.deg2rad(guess.angle)
    across, down = np.hypot(a * np.cos(tilt), b * np.sin(tilt)), np.hypot(a * np.sin(tilt), b * np.cos(tilt))
    if guess.shape is SealShape.RECTANGLE:
        across = a * abs(np.cos(tilt)) + b * abs(np.sin(tilt))
        down = a * abs(np.sin(tilt)) + b * abs(np.cos(tilt))
    margin = (_AROUND - 1) * max(a, b)
    x0, x1 = int(guess.center[0] - across - margin), int(guess.center[0] + across + margin)
    y0, y1 = int(guess.center[1] - down - margin), int(guess.center[1] + down + margin)
    x0, y0, x1, y1 = max(x0, 0), max(y0, 0), min(x1, pixels.shape[1]), min(y1, pixels.shape[0])
    if x1 - x0 < 8 or y1 - y0 < 8:
        return None
    part = pixels[y0:y1, x0:x1]
    scale = min(_FINE / max(a, b, 1.0), 2.5)
    size = (max(round((x1 - x0) * scale), 4), max(round((y1 - y0) * scale), 4))
    red, blue, dark = split_inks(on_white(resized(part, size)))
    colored = cv2.max(red, blue)
    plain = np.asarray(cv2.subtract(dark, cv2.add(colored, colored)), dtype=np.uint8)
    inks = {SealColor.RED: red, SealColor.BLUE: blue, SealColor.BLACK: plain}
    return _Window(inks, dark, scale, (float(x0), float(y0)))


def _colors(window: _Window, guess: Guess) -> list[SealColor]:
    """The colours the seal may have: the guess's, and another that there is plenty of inside of it."""
    inside = np.zeros_like(window.inks[SealColor.RED])
    cv2.fillPoly(inside, [_outline(guess).round().astype(np.int32)], (255,))
    area = max(cv2.countNonZero(inside), 1)
    covered = {
        color: float(((window.inks[color] > _COLORED) & (inside > 0)).sum()) / area
        for color in (SealColor.RED, SealColor.BLUE)
    }
    best = max(covered, key=lambda color: covered[color])
    if covered[best] > _SOME:
        other = 4 * covered[guess.color] if guess.color in covered else 0.0
        return [best, guess.color] if covered[best] > other else [guess.color]
    # Hardly any coloured ink: a grey page in coloured light.
    return [SealColor.BLACK] if covered.get(guess.color, 0.0) < 0.005 else [guess.color]


def _evidence(outline: Outline) -> float:
    """How well the outline is inked, to choose between colours."""
    return outline.inked if outline.ring is None else outline.ring.inked + outline.ring.sharp


def _outline(guess: Guess) -> Points:
    """Points (N, 2) along the guessed outline."""
    corners = corners_of(guess)
    if corners is None:
        return ellipse_points(guess.center, guess.axes, guess.angle, 90)
    share = np.linspace(0.0, 1.0, 24, endpoint=False)[None, :, None]
    sides = corners[:, None] * (1 - share) + np.roll(corners, -1, axis=0)[:, None] * share
    return np.asarray(sides.reshape(-1, 2), dtype=np.float64)
