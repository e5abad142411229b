"""Skew of a page's text lines, to a hundredth of a degree.

The projection profile: seen along its lines, a page's print falls into narrow bands. The angle whose profile has the
greatest energy is found coarse to fine, the last step by a parabola (W. Postl: "Detection of linear oblique structures
and skew scan in digitized documents", ICPR 1986).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from intake.geometry.print import print_mask, scaled_grey
from intake.page import Pixels

_LOOKED_AT: Final = 1400
"""Pixels. At half of it the mean error doubles, above it nothing is gained."""
_WIDEST: Final = 20.0
"""Degrees: an orientation that is right leaves less; photograph 7 of the real ones leaves 15."""
_STEPS: Final = (0.5, 0.1, 0.02)
_POINTS: Final = 60_000
_FEWEST: Final = 300
"""Points of print below which a page has no lines to speak of."""


def skew_of(pixels: Pixels) -> float:
    """Degrees by which the lines of an upright page (H, W, 3) fall clockwise; 0 where there are too few to tell."""
    points = _points(pixels)
    if len(points) < _FEWEST:
        return 0.0
    angle, reach = 0.0, _WIDEST
    for step in _STEPS:
        count = round(2 * reach / step) + 1
        angles = angle + np.linspace(-reach, reach, count)
        energies = np.array([_energy(points, one) for one in angles])
        best = int(energies.argmax())
        angle, reach = float(angles[best]), 2 * step
    return round(angle + _vertex(energies, best) * _STEPS[-1], 2)


def _points(pixels: Pixels) -> NDArray[np.float32]:
    """Coordinates (N, 2), x and y, of the lower edges of print: baselines are sharper bands than whole letters."""
    mask = print_mask(scaled_grey(pixels, _LOOKED_AT)[0])
    edges = mask[:-1] & ~mask[1:]
    rows, columns = np.nonzero(edges)
    points = np.column_stack((columns, rows)).astype(np.float32)
    # Every n-th point, not a random choice: the same page gives the same angle.
    return points[:: max(1, len(points) // _POINTS)]


def _energy(points: NDArray[np.float32], degrees: float) -> float:
    angle = np.deg2rad(degrees)
    across = points[:, 1] * np.cos(angle) - points[:, 0] * np.sin(angle)
    profile = np.bincount((across - across.min()).astype(np.int64)).astype(np.float64)
    # Neighbouring bins together, so that a band does not fall apart between two of them.
    smooth = profile[:-1] + profile[1:]
    return float(smooth @ smooth)


def _vertex(energies: NDArray[np.float64], best: int) -> float:
    """Where the parabola through the best value and its neighbours is highest, in steps from the best, -0.5..0.5."""
    if not 0 < best < len(energies) - 1:
        return 0.0
    before, here, after = energies[best - 1 : best + 2]
    bend = before - 2 * here + after
    return float(np.clip(0.5 * (before - after) / bend, -0.5, 0.5)) if bend < 0 else 0.0
