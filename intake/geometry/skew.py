"""How a page's text lines lie: their skew to a hundredth of a degree, and how far they converge in a photograph.

The projection profile: seen along its lines, a page's print falls into narrow bands. The angle whose profile has the
greatest energy is found coarse to fine, the last step by a parabola (W. Postl: "Detection of linear oblique structures
and skew scan in digitized documents", ICPR 1986). Lines that converge are seen along themselves after a projection
that takes their vanishing point to infinity; its strength is searched for in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
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
"""Degrees between the angles that are tried, round after round."""
_POINTS: Final = (8_000, 20_000, 60_000)
"""So many points tell in each round: few find the peak; where it is exactly, more do."""
_FEWEST: Final = 300
"""Points of print below which a page has no lines to speak of."""
_BANDS: Final = ((0.0, 0.4), (0.3, 0.7), (0.6, 1.0))
"""Of the page's height. Their lines' angles tell whether it is worth while to look for convergence at all."""
_AGREE: Final = 0.3
"""Degrees by which the bands of a flat page differ at most; drawn scans stay below 0.25."""
_CONVERGENCES: Final = np.linspace(-0.12, 0.12, 13)
"""A line at the page's end lies so much steeper (0.12: 7 degrees) than one in its middle. The strongest drawn: 0.06."""
_TURNS: Final = np.linspace(-3, 3, 13)
"""Degrees from the skew, tried with each convergence. Between two of either, lines are off by less than two pixels."""
_CLOSER: Final = ((0.005, 0.12, 8_000), (0.00125, 0.03, 24_000))
"""Steps of convergence and of degrees, and how many points tell, in the rounds after that."""
_NEAR: Final = np.arange(-2, 3)
"""So many steps around the best pair so far are tried each way."""
_GAIN: Final = 1.1
"""Times the energy without it, from which convergence is believed. Drawn photographs gain 1.3 to 4, scans 1.02."""

Points = NDArray[np.float32]
"""(N, 2), x and y from the middle of the page, in halves of its longest side."""
Pair = tuple[float, float]
"""A skew in degrees and a convergence."""


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


def rough_skew_of(edges: Edges) -> float:
    """The same to a tenth of a degree, in half the time."""
    points = _centred(edges)
    return _skew(points, edges.half, steps=_STEPS[:2]) if len(points) >= _FEWEST else 0.0


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
    return np.asarray(points[:: max(1, len(points) // _POINTS[-1])], dtype=np.float32)


def _skew(
    points: Points, half: float, around: float = 0.0, reach: float = _WIDEST, steps: Sequence[float] = _STEPS
) -> float:
    angle = around
    for step, few in zip(steps, _POINTS, strict=False):
        angles = angle + np.linspace(-reach, reach, round(2 * reach / step) + 1)
        some = points[:: max(1, len(points) // few)]
        energies = np.array([_energy(some, half, one) for one in angles])
        best = int(energies.argmax())
        angle, reach = float(angles[best]), step
    # Adding nought turns -0.0 into 0.0 for the record.
    return round(angle + _vertex(energies, best) * step, 2) + 0.0


def _bands_agree(points: Points, edges: Edges, skew: float) -> bool:
    limits = (np.array(_BANDS) - 0.5) * (edges.size[1] / edges.half)
    some = points[:: max(1, len(points) // _POINTS[1])]
    bands = [some[(some[:, 1] >= low) & (some[:, 1] < high)] for low, high in limits]
    # To tell whether they agree, a tenth of a degree is enough.
    angles = [_skew(band, edges.half, skew, 4.0, _STEPS[:2]) for band in bands if len(band) >= _FEWEST]
    return not angles or max(angles) - min(angles) <= _AGREE


def _converging(points: Points, half: float, skew: float) -> Slant:
    """The skew and convergence with the greatest energy, coarse to fine; the skew alone where that is little more."""
    pairs = [(skew + turn, convergence) for convergence in _CONVERGENCES for turn in _TURNS]
    best = _sharpest(points, half, pairs, _POINTS[0] // 2)
    for step, turn, few in _CLOSER:
        pairs = [(best[0] + turn * one, best[1] + step * other) for one in _NEAR for other in _NEAR]
        best = _sharpest(points, half, pairs, few)
    if _energy(points, half, *best) < _GAIN * _energy(points, half, skew):
        return Slant(skew)
    return Slant(round(float(best[0]), 2), round(float(best[1]), 4))


def _sharpest(points: Points, half: float, pairs: Sequence[Pair], few: int) -> Pair:
    some = points[:: max(1, len(points) // few)]
    return max(pairs, key=lambda pair: _energy(some, half, *pair))


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
