"""Four-sided figures that straight lines in a picture make, and that a sheet seen by a person could have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from intake.geometry.borders import Floats, Lines

_OUTSIDE: Final = 0.02
"""Of the picture's sides, by which a corner may lie beyond it."""
_AREA: Final = (0.15, 0.985)
"""Share of the picture. A smaller figure is a card or a label on the sheet; a larger one leaves nothing to cut."""
_CUT: Final = 2
"""Sides of a sheet that may be the picture's own edges."""
_CORNER: Final = 0.5
"""Cosine: beyond 60 to 120 degrees it is no sheet seen by a person holding a camera."""
_OPPOSITE: Final = 0.6
"""Of the longer of two opposite sides, that the shorter has at least."""


@dataclass(frozen=True, eq=False)
class Figures:
    """Corners (N, 4, 2), clockwise from the top left; which sides (top, right, bottom, left) are the picture's own
    edges (N, 4); and the shares of the picture they take (N,)."""

    corners: Floats
    cut: NDArray[np.bool_]
    areas: Floats


def figures_of(across: Lines, down: Lines, size: tuple[int, int]) -> Figures:
    """All plausible figures of two lines across and two lines down a picture of a size, its own edges included."""
    width, height = size
    across = across.joined(_edges(((width / 2, 0.0), (width / 2, height - 1.0)), (1.0, 0.0)))
    down = down.joined(_edges(((0.0, height / 2), (width - 1.0, height / 2)), (0.0, 1.0)))
    crossings = _crossings(across, down)
    heights = (
        across.points[:, 1] + (width / 2 - across.points[:, 0]) * across.directions[:, 1] / across.directions[:, 0]
    )
    places = down.points[:, 0] + (height / 2 - down.points[:, 1]) * down.directions[:, 0] / down.directions[:, 1]
    tops, bottoms = _pairs(heights)
    lefts, rights = _pairs(places)
    rows, columns = (index.ravel() for index in np.meshgrid(np.arange(len(tops)), np.arange(len(lefts)), indexing="ij"))
    top, bottom, left, right = tops[rows], bottoms[rows], lefts[columns], rights[columns]
    corners = np.stack(
        (crossings[top, left], crossings[top, right], crossings[bottom, right], crossings[bottom, left]), 1
    )
    own_across, own_down = across.seen == 0, down.seen == 0
    cut = np.stack((own_across[top], own_down[right], own_across[bottom], own_down[left]), axis=1)
    return _plausible(corners, cut, size)


def _edges(points: tuple[tuple[float, float], tuple[float, float]], direction: tuple[float, float]) -> Lines:
    return Lines(np.array(points), np.array([direction, direction]), np.zeros(2))


def _pairs(places: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All pairs of lines, the one with the smaller place first."""
    order = np.argsort(places, kind="stable")
    first, second = np.triu_indices(len(places), 1)
    return order[first], order[second]


def _crossings(across: Lines, down: Lines) -> Floats:
    """Where lines cross (M, N, 2); not a number where they run alike."""
    between = down.points[None] - across.points[:, None]
    one, other = across.directions[:, None], down.directions[None]
    area = one[..., 0] * other[..., 1] - one[..., 1] * other[..., 0]
    area = np.where(np.abs(area) < 1e-6, np.nan, area)
    along = (between[..., 0] * other[..., 1] - between[..., 1] * other[..., 0]) / area
    return np.asarray(across.points[:, None] + along[..., None] * one)


def _plausible(corners: Floats, cut: NDArray[np.bool_], size: tuple[int, int]) -> Figures:
    places = corners / np.array(size)
    x, y = places[..., 0], places[..., 1]
    areas = 0.5 * np.abs((x * np.roll(y, -1, axis=1) - y * np.roll(x, -1, axis=1)).sum(axis=1))
    good = np.isfinite(corners).all(axis=(1, 2)) & (cut.sum(axis=1) <= _CUT)
    good &= ((places > -_OUTSIDE) & (places < 1 + _OUTSIDE)).all(axis=(1, 2))
    good &= (areas > _AREA[0]) & (areas < _AREA[1])
    corners, cut, areas = corners[good], cut[good], areas[good]
    fair = square(corners)
    return Figures(corners[fair], cut[fair], areas[fair])


def square(corners: Floats) -> NDArray[np.bool_]:
    """Which figures' corners (N, 4, 2) are near enough to a rectangle's to be a sheet's, seen from a slant."""
    sides = np.roll(corners, -1, axis=1) - corners
    lengths = np.maximum(np.linalg.norm(sides, axis=2), 1e-9)
    cosines = (sides * np.roll(sides, 1, axis=1)).sum(axis=2) / (lengths * np.roll(lengths, 1, axis=1))
    shorter, longer = np.minimum(lengths[:, :2], lengths[:, 2:]), np.maximum(lengths[:, :2], lengths[:, 2:])
    return np.asarray((np.abs(cosines) < _CORNER).all(axis=1) & (shorter / longer > _OPPOSITE).all(axis=1))
