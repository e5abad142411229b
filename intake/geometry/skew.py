"""How a page's text lines lie: their skew to a hundredth of a degree, and how far they converge in a photograph.

The projection profile: seen along its lines, a page's print falls into narrow bands. The angle whose profile has the
greatest energy is found coarse to fine, the last step by a parabola (W. Postl: "Detection of linear oblique structures
and skew scan in digitized documents", ICPR 1986). Lines that converge are seen along themselves after a projection
that takes their vanishing point to infinity; its strength is searched for in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from intake.print import Edges

LOOKED_AT: Final = 1400
"""Pixels, the longest side of the greys measured here. At half of it the mean error doubles, above it stays."""
_WIDEST: Final = 20.0
"""Degrees: an orientation that is right leaves less; photograph 7 of the real ones leaves 15."""
_STEPS: Final = (0.5, 0.1, 0.02)
_POINTS: Final = 60_000
_FEW_POINTS: Final = 8_000
"""Enough for coarse searches: over one number, and over two, which tries 625 pairs."""
_FEWEST: Final = 300
"""Points of print below which a page has no lines to speak of."""
_BANDS: Final = ((0.0, 0.4), (0.3, 0.7), (0.6, 1.0))
"""Of the page's height. Their lines' angles tell whether it is worth while to look for convergence at all."""
_AGREE: Final = 0.3
"""Degrees by which the bands of a flat page differ at most; drawn scans stay below 0.25."""
_CONVERGENCES: Final = np.linspace(-0.12, 0.12, 25)
"""A line at the page's end lies so much steeper (0.12: 7 degrees) than one in its middle. The strongest drawn: 0.06."""
_GAIN: Final = 1.1
"""Times the energy without it, from which convergence is believed. Drawn photographs gain 1.3 to 4, scans 1.02."""

Points = NDArray[np.float32]
"""(N, 2), x and y from the middle of the page, in halves of its longest side."""


@dataclass(frozen=True)
class Slant:
    """How the lines lie: ``skew`` degrees in the middle of the page, positive where they fall clockwise.

    ``convergence`` is by how much (the tangent) lines half of the longest side below the middle lie steeper still.
    """

    skew: float = 0.0
    convergence: float = 0.0


def skew_of(edges: Edges) -> float:
    """Degrees by which the lines of an upright page fall clockwise; 0 where there are too few to tell."""
    points = _centred(edges)
    return _skew(points, edges.half) if len(points) >= _FEWEST else 0.0


def slant_of(edges: Edges) -> Slant:
    """Skew and convergence of the lines of an upright page; nought where there are too few to tell."""
    points = _centred(edges)
    if len(points) < _FEWEST:
        return Slant()
    skew = _skew(points, edges.half)
    if _bands_agree(points, edges, skew):
        return Slant(skew)
    return _converging(points, edges.half, skew)


def _centred(edges: Edges) -> Points:
    middle = np.array(edges.size, dtype=np.float32) / 2
    points = (edges.points - middle) / np.float32(edges.half)
    # Every n-th point, not a random choice: the same page gives the same angle.
    return np.asarray(points[:: max(1, len(points) // _POINTS)], dtype=np.float32)


def _skew(points: Points, half: float, around: float = 0.0, reach: float = _WIDEST) -> float:
    angle = around
    for step in _STEPS:
        angles = angle + np.linspace(-reach, reach, round(2 * reach / step) + 1)
        # To find the peak a few points do; where it is exactly, all of them tell.
        some = points[:: max(1, len(points) // _FEW_POINTS)] if step == _STEPS[0] else points
        energies = np.array([_energy(some, half, one) for one in angles])
        best = int(energies.argmax())
        angle, reach = float(angles[best]), 2 * step
    # Adding nought turns -0.0 into 0.0 for the record.
    return round(angle + _vertex(energies, best) * _STEPS[-1], 2) + 0.0


def _bands_agree(points: Points, edges: Edges, skew: float) -> bool:
    limits = (np.array(_BANDS) - 0.5) * (edges.size[1] / edges.half)
    bands = [points[(points[:, 1] >= low) & (points[:, 1] < high)] for low, high in limits]
    angles = [_skew(band, edges.half, skew, 4.0) for band in bands if len(band) >= _FEWEST]
    return not angles or max(angles) - min(angles) <= _AGREE


def _converging(points: Points, half: float, skew: float) -> Slant:
    found, before = Slant(skew), _energy(points, half, skew)
    reach, convergences = 3.0, _CONVERGENCES
    for step, few in ((0.25, _FEW_POINTS), (0.05, 3 * _FEW_POINTS)):
        some = points[:: max(1, len(points) // few)]
        angles = found.skew + np.linspace(-reach, reach, round(2 * reach / step) + 1)
        _, angle, convergence = max(
            (_energy(some, half, angle, one), angle, one) for one in convergences for angle in angles
        )
        found = Slant(float(angle), float(convergence))
        reach, convergences = 2 * step, convergence + np.linspace(-0.01, 0.01, 11)
    if _energy(points, half, found.skew, found.convergence) < _GAIN * before:
        return Slant(skew)
    return Slant(round(found.skew, 2), round(found.convergence, 4))


def _energy(points: Points, half: float, degrees: float, convergence: float = 0.0) -> float:
    angle = np.deg2rad(degrees)
    across = points[:, 1] * np.float32(np.cos(angle)) - points[:, 0] * np.float32(np.sin(angle))
    if convergence:
        along = points[:, 0] * np.float32(np.cos(angle)) + points[:, 1] * np.float32(np.sin(angle))
        across /= 1 + np.float32(convergence) * along
    profile = np.bincount(((across - across.min()) * np.float32(half)).astype(np.int64)).astype(np.float64)
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
