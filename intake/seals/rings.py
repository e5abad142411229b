"""Rings of ink: the ellipse through the ink near a guess, and how well it is inked.

Frames: pixels of the ink map handed in. A ring may lie partly outside of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.seals.tint import Ink

RAYS = 180
"""Directions in which a ring is looked at: one every two degrees."""


@dataclass(frozen=True)
class Ring:
    """How well an ellipse is inked, as shares 0..1 of the rays that end inside the picture.

    ``inked``: ink on the ellipse or within 6 % of it; ``sharp``: ink within a pixel or 1.5 % of it, free of ink some
    way outside. ``widest_break``: the longest run of rays without rim, in degrees, the picture's outside included.
    """

    inked: float
    sharp: float
    widest_break: float


def _sample(ink: Ink, points_x: NDArray[np.float32], points_y: NDArray[np.float32]) -> NDArray[np.uint8]:
    values = cv2.remap(ink, points_x, points_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(0.0,))
    return np.asarray(values, dtype=np.uint8)


def polar(
    ink: Ink, center: tuple[float, float], axes: tuple[float, float], angle: float, reach: float
) -> tuple[NDArray[np.uint8], NDArray[np.bool_], float]:
    """The ink around a centre as (rays, steps): row i looks clockwise by 2 i degrees, column j is at j * step times
    the ellipse. Returns it, a mask of what lies inside the picture, and step."""
    steps = max(int(np.ceil(max(axes) * reach)), 8)
    step = reach / steps
    turn = np.deg2rad(np.arange(RAYS) * (360.0 / RAYS))[:, None]
    far = (np.arange(steps) * step)[None, :]
    along, across = axes[0] * far * np.cos(turn), axes[1] * far * np.sin(turn)
    tilt = np.deg2rad(angle)
    xs = (center[0] + along * np.cos(tilt) - across * np.sin(tilt)).astype(np.float32)
    ys = (center[1] + along * np.sin(tilt) + across * np.cos(tilt)).astype(np.float32)
    inside = (xs >= 0) & (ys >= 0) & (xs <= ink.shape[1] - 1) & (ys <= ink.shape[0] - 1)
    return _sample(ink, xs, ys), inside, step


def fit_rim(
    mask: Ink, center: tuple[float, float], axes: tuple[float, float], angle: float = 0.0
) -> tuple[tuple[float, float], tuple[float, float], float] | None:
    """The ellipse through the ink near a first guess, in two rounds of least squares; None where it runs away."""
    for reach in (0.14, 0.06):
        rays, inside, step = polar(mask, center, axes, angle, 1.0 + 2 * reach)
        low, high = int((1 - reach) / step), min(int((1 + reach) / step) + 1, rays.shape[1])
        on = (rays[:, low:high] > 100) & inside[:, low:high]
        # The outermost ink within reach: the rim's outer edge, less disturbed by text than its inner one.
        has = on.any(axis=1)
        last = on.shape[1] - 1 - np.argmax(on[:, ::-1], axis=1)
        if has.sum() < RAYS // 4:
            return None
        far = (low + last[has]) * step
        turn = np.deg2rad(np.nonzero(has)[0] * (360.0 / RAYS))
        along, across = axes[0] * far * np.cos(turn), axes[1] * far * np.sin(turn)
        tilt = np.deg2rad(angle)
        points = np.stack(
            [
                center[0] + along * np.cos(tilt) - across * np.sin(tilt),
                center[1] + along * np.sin(tilt) + across * np.cos(tilt),
            ],
            axis=1,
        )
        # Rays whose outermost ink is far from the usual one hit other print.
        usual = np.median(far)
        kept = np.abs(far - usual) < max(reach * 0.6, 2 * step)
        if kept.sum() < RAYS // 4:
            return None
        guess = cv2.fitEllipseDirect(points[kept].astype(np.float32))
        new_center, new_axes, new_angle = guess[0], (guess[1][0] / 2, guess[1][1] / 2), guess[2]
        moved = np.hypot(new_center[0] - center[0], new_center[1] - center[1])
        ratio = min(new_axes) / max(max(new_axes), 1e-6)
        size = np.sqrt(new_axes[0] * new_axes[1]) / np.sqrt(axes[0] * axes[1])
        if moved > 0.3 * max(axes) or ratio < 0.45 or not 0.75 < size < 1.3:
            return None
        center, axes, angle = (float(new_center[0]), float(new_center[1])), new_axes, float(new_angle)
    return center, axes, angle


def measure(ink: Ink, threshold: float, center: tuple[float, float], axes: tuple[float, float], angle: float) -> Ring:
    """The evidence for an ellipse as a seal's rim; above ``threshold`` an ink map's value counts as ink."""
    rays, inside, step = polar(ink, center, axes, angle, 1.2)
    on = rays > threshold
    tolerance = max(0.035, 1.6 / max(axes))

    def band(low: float, high: float) -> slice:
        return slice(max(int(low / step), 0), max(int(np.ceil(high / step)), int(low / step) + 1))

    rim = band(1 - 0.03 - tolerance, 1 + tolerance)
    seen = inside[:, band(0.98, 1.0)].all(axis=1)
    rim_on = (on[:, rim] & inside[:, rim]).any(axis=1)
    visible = max(int(seen.sum()), 1)
    # The fit follows the rim's outer edge: its line lies there or a pixel inwards.
    fine = max(0.015, 1.2 / max(axes))
    line_on = on[:, band(1 - 2 * fine, 1 + fine)].any(axis=1)
    beyond = ~on[:, band(1.05 + fine, 1.15)]
    free_outside = beyond.mean(axis=1) > 0.6
    return Ring(
        inked=float((rim_on & seen).sum() / visible),
        sharp=float((line_on & free_outside & seen).sum() / visible),
        widest_break=_widest_break(np.asarray(rim_on & seen)),
    )


def _widest_break(rim: NDArray[np.bool_]) -> float:
    """Degrees of the longest run of rays without rim, around the circle."""
    if not rim.any():
        return 360.0
    at = np.nonzero(rim)[0]
    gaps = np.diff(np.append(at, at[0] + RAYS)) - 1
    return float(gaps.max() * 360.0 / RAYS)
