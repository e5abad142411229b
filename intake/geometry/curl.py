"""How a page's lines run in many small windows over it, and whether that makes it a bent page.

In each window the direction is measured by the projection profile, as the skew of the whole page is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from intake.geometry.print import Edges

Floats = NDArray[np.float64]

BENT: Final = 0.008
"""A tangent: three in ten windows of a bent page run farther off a flat page's lines than that. Of 250 drawn scans two
in a hundred do, of 70 photographs of flat sheets four, of bent ones that are off by 0.012 in the mean all but two in
twenty."""
_MOST: Final = 0.7
"""Share of the windows that say how flat a page is; the rest may lie on seals, pictures and a sheet's rim."""
_FEW: Final = (4, 6)
"""Windows across and down by which it is told whether a page is bent at all."""
_FEW_POINTS: Final = 12_000
_STEEPEST: Final = 0.15
"""A tangent. Lines of a page that is level on the whole lie within it, or it is far more than bent."""
_FEWEST_WINDOWS: Final = 6
_FEWEST: Final = 60
"""Points in a window below which it tells nothing."""
_TRIED: Final = 41
_ENOUGH: Final = 500
"""Points of a window that are looked at."""
_PLAIN: Final = 1.15
"""Times the middle energy of all directions, from which the best one is one."""
_OUTLIER: Final = 0.01
"""A tangent: a window so far off the others counts half."""


@dataclass(frozen=True, eq=False)
class Slopes:
    """Lines' directions in windows: their middles (N, 2) in pixels, the tangents (N,), how far each is to be trusted
    (N,) 0..1, and a quarter of a window's width."""

    places: Floats
    tangents: Floats
    trust: Floats
    reach: float


def bentness(edges: Edges) -> float:
    """By how much (a tangent) lines of a page run otherwise than a flat page's, seen from a slant or not."""
    some = edges.points[:: max(1, len(edges.points) // _FEW_POINTS)]
    return spread(slopes_of(Edges(some, edges.size), _FEW, _STEEPEST), edges.size[1])


def spread(slopes: Slopes, height: int) -> float:
    """The tangent by which most lines run otherwise than level, or steeper evenly from top to bottom."""
    if len(slopes.tangents) < _FEWEST_WINDOWS:
        return 0.0
    down = np.column_stack((np.ones(len(slopes.places)), slopes.places[:, 1] / height - 0.5))
    weights, missing = slopes.trust, slopes.tangents
    for _ in range(4):
        weighted = down * weights[:, None]
        plane = np.linalg.lstsq(weighted.T @ down, weighted.T @ slopes.tangents, rcond=None)[0]
        missing = slopes.tangents - down @ plane
        weights = slopes.trust / (1 + (missing / _OUTLIER) ** 2)
    order = np.argsort(np.abs(missing), kind="stable")
    counted = np.cumsum(slopes.trust[order])
    return float(np.abs(missing)[order[np.searchsorted(counted, _MOST * counted[-1])]])


def slopes_of(edges: Edges, windows: tuple[int, int], steepest: float) -> Slopes:
    """The lines' tangents, searched from -steepest to steepest, in windows across and down that overlap by half."""
    half_width, half_height = edges.size[0] / (windows[0] + 1), edges.size[1] / (windows[1] + 1)
    points = edges.points[np.argsort(edges.points[:, 1], kind="stable")].astype(np.float64)
    tangents = np.linspace(-steepest, steepest, _TRIED)
    found = []
    for y in np.arange(1, windows[1] + 1) * half_height:
        top, bottom = np.searchsorted(points[:, 1], (y - half_height, y + half_height))
        band = points[top:bottom]
        for x in np.arange(1, windows[0] + 1) * half_width:
            inside = band[np.abs(band[:, 0] - x) < half_width]
            tangent, trust = _tangent(inside - (x, y), tangents) if len(inside) >= _FEWEST else (0.0, 0.0)
            if trust > 0:
                found.append((x, y, tangent, trust))
    table = np.array(found, dtype=np.float64).reshape(-1, 4)
    return Slopes(table[:, :2], table[:, 2], table[:, 3], half_width / 2)


def _tangent(points: Floats, tangents: Floats) -> tuple[float, float]:
    """The tangent along which points fall into the sharpest bands, and how far it can be trusted: 0..1."""
    some = points[:: max(1, len(points) // _ENOUGH)]
    across = some[:, 1] - some[:, 0] * tangents[:, None]
    bins = (across - across.min()).astype(np.int64)
    count = int(bins.max()) + 2
    counted = np.bincount((bins + np.arange(_TRIED)[:, None] * count).ravel(), minlength=_TRIED * count)
    profiles = counted.reshape(_TRIED, count).astype(np.float64)
    smooth = profiles[:, :-1] + profiles[:, 1:]
    energies = (smooth * smooth).sum(axis=1)
    best = int(energies.argmax())
    if not 0 < best < _TRIED - 1:
        return 0.0, 0.0
    before, here, after = energies[best - 1 : best + 2]
    fall = before - 2 * here + after
    vertex = 0.5 * (before - after) / fall if fall < 0 else 0.0
    trust = float(np.clip(here / np.median(energies) - _PLAIN, 0, 1))
    return float(tangents[best] + vertex * (tangents[1] - tangents[0])), trust
