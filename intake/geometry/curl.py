"""How a page's lines run in many small windows over it, and whether that makes it a bent page.

In each window the direction is measured by the projection profile, as the skew of the whole page is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from intake.print import Edges, Points

Floats = NDArray[np.float64]

BENT: Final = 0.008
"""A tangent: three in ten windows of a bent page run farther off a flat page's lines than that. Of 180 drawn scans
one in fifty does, of 70 photographs of flat sheets three, and of 24 bent ones that are off by 0.01 in the mean all but
two."""
_MUCH: Final = 10_000
"""Points of print: where there are fewer, as on cards, windows are off by so much more by chance."""
_MOST: Final = 0.7
"""Share of the windows that say how flat a page is; the rest may lie on seals, pictures and a sheet's rim."""
_NEARLY_ALL, _STEEP = 0.9, 0.1
"""Share of the windows that say so where a fold leaves most of a page flat; and the tangent, from which
the rest may be a fold: of 40 drawn pages 38 have 0.05 at most, a sheet folded across its lines 0.15."""
_FEW_POINTS: Final = 12_000
_EQUAL: Final = 0.25
"""The trust from which windows count alike."""
_FEWEST_WINDOWS: Final = 6
_SMALLEST: Final = (70.0, 50.0)
"""Pixels, half of the width and height that a window has at least: a few characters, a line or two."""
_FEWEST: Final = 60
"""Points in a window below which it tells nothing."""
_PLAIN: Final = 1.15
"""Times the middle energy of all directions, from which the best one is one."""
_OUTLIER: Final = 0.01
"""A tangent: a window so far off the others counts half."""


@dataclass(frozen=True)
class Look:
    """How closely to look: windows across and down, the steepest tangent, how many of them are tried from there to
    its opposite, and how many points of a window are enough."""

    windows: tuple[int, int]
    steepest: float
    tried: int = 41
    enough: int = 500


# Lines of a page that is level on the whole lie within that tangent, or it is far more than bent.
_GLANCE: Final = Look((4, 6), 0.15, 31, 300)


@dataclass(frozen=True, eq=False)
class Slopes:
    """Lines' directions in windows: their middles (N, 2) in pixels, the tangents (N,), how far each is to be trusted
    (N,) 0..1, and a quarter of a window's width."""

    places: Floats
    tangents: Floats
    trust: Floats
    reach: float

    def within(self, steepest: float) -> Slopes:
        """Those less steep than that."""
        less = np.abs(self.tangents) < steepest
        return Slopes(self.places[less], self.tangents[less], self.trust[less], self.reach)


def is_bent(edges: Edges, enough: float = BENT) -> bool:
    """Whether lines run so far otherwise than a flat page's that it cannot be chance."""
    most, nearly_all = bentness(edges)
    return most >= enough * max(1.0, math.sqrt(_MUCH / max(len(edges.points), 1))) or nearly_all >= _STEEP


def bentness(edges: Edges) -> tuple[float, float]:
    """By how much (a tangent) most lines of a page, and nearly all, run otherwise at most than a flat page's, seen from
    a slant or not."""
    some = edges.points[:: max(1, len(edges.points) // _FEW_POINTS)]
    return spread(slopes_of(Edges(some, edges.size), _GLANCE), edges.size[1])


def spread(slopes: Slopes, height: int) -> tuple[float, float]:
    """The tangents by which most lines, and nearly all, run otherwise at most than level, or steeper evenly from top to
    bottom."""
    if len(slopes.tangents) < _FEWEST_WINDOWS:
        return 0.0, 0.0
    # Within a window bent lines are blurred, and those that are level stand out: neither makes it count more.
    trust = np.minimum(slopes.trust, _EQUAL)
    down = np.column_stack((np.ones(len(slopes.places)), slopes.places[:, 1] / height - 0.5))
    weights, missing = trust, slopes.tangents
    for _ in range(4):
        weighted = down * weights[:, None]
        plane = np.linalg.lstsq(weighted.T @ down, weighted.T @ slopes.tangents, rcond=None)[0]
        missing = slopes.tangents - down @ plane
        weights = trust / (1 + (missing / _OUTLIER) ** 2)
    order = np.argsort(np.abs(missing), kind="stable")
    counted = np.cumsum(trust[order])
    most, nearly_all = (order[np.searchsorted(counted, share * counted[-1])] for share in (_MOST, _NEARLY_ALL))
    return float(np.abs(missing[most])), float(np.abs(missing[nearly_all]))


def slopes_of(edges: Edges, look: Look) -> Slopes:
    """The lines' tangents in windows that overlap by half."""
    points = edges.points[np.argsort(edges.points[:, 1], kind="stable")]
    if len(points) < _FEWEST:
        return Slopes(np.zeros((0, 2)), np.zeros(0), np.zeros(0), 1.0)
    middles_x, half_width = _windows(points[:, 0], look.windows[0], _SMALLEST[0])
    middles_y, half_height = _windows(points[:, 1], look.windows[1], _SMALLEST[1])
    tangents = np.linspace(-look.steepest, look.steepest, look.tried, dtype=np.float32)
    found = []
    for y in middles_y:
        top, bottom = np.searchsorted(points[:, 1], (y - half_height, y + half_height))
        band = points[top:bottom]
        for x in middles_x:
            inside = band[np.abs(band[:, 0] - x) < half_width]
            if len(inside) < _FEWEST:
                continue
            some = inside[:: max(1, len(inside) // look.enough)] - np.array((x, y), dtype=np.float32)
            tangent, trust = _tangent(some, tangents)
            if trust > 0:
                found.append((x, y, tangent, trust))
    table = np.array(found, dtype=np.float64).reshape(-1, 4)
    return Slopes(table[:, :2], table[:, 2], table[:, 3], half_width / 2)


def _windows(places: Points, most: int, smallest: float) -> tuple[Floats, float]:
    """The middles of windows over the places of print along one direction, and half of their length."""
    low, high = np.percentile(places, (1, 99))
    count = int(np.clip((high - low) / smallest - 1, 1, most))
    half = max(float(high - low) / (count + 1), smallest / 2)
    return np.asarray(low + half * np.arange(1, count + 1), dtype=np.float64), half


def _tangent(points: Points, tangents: Points) -> tuple[float, float]:
    """The tangent along which points fall into the sharpest bands, and how far it can be trusted: 0..1.

    The steepest one stands for anything steeper.
    """
    across = points[:, 1] - points[:, 0] * tangents[:, None]
    bins = (across - across.min()).astype(np.int64)
    count, tried = int(bins.max()) + 2, len(tangents)
    counted = np.bincount((bins + np.arange(tried)[:, None] * count).ravel(), minlength=tried * count)
    profiles = counted.reshape(tried, count).astype(np.float32)
    smooth = profiles[:, :-1] + profiles[:, 1:]
    energies = np.einsum("ij,ij->i", smooth, smooth).astype(np.float64)
    best = int(energies.argmax())
    trust = float(np.clip(energies[best] / np.median(energies) - _PLAIN, 0, 1))
    if not 0 < best < tried - 1:
        return float(tangents[best]), trust
    before, here, after = energies[best - 1 : best + 2]
    fall = before - 2 * here + after
    vertex = 0.5 * (before - after) / fall if fall < 0 else 0.0
    return float(tangents[best] + vertex * (tangents[1] - tangents[0])), trust
