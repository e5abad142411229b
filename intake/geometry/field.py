"""The heights by which places of a bent page have to move so that its lines become level.

Two ends of a line in a window must come to lie level: that, and that paper bends smoothly, is one least-squares
problem for the heights of the nodes of a grid.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from intake.geometry.curl import Floats, Look, Slopes, slopes_of
from intake.print import Edges

_NODES: Final = 17
"""Nodes along the page's longest side."""
_ROUNDS: Final = (Look((9, 14), 0.3), Look((9, 14), 0.12), Look((9, 14), 0.08))
"""How the lines' directions are measured: first in the page as it is, then in what the round before left."""
_STIFF: Final = 0.05
"""Against a pixel by which a line is not level. Of 40 drawn bends 2.3 degrees in the mean become 0.55; at 0.6 twice
that is left, and at 0.03 pages that are hardly bent lose what others win."""
_OUTLIERS: Final = (0.3, 0.2, 0.1, 0.05, 0.03, 0.02)
"""Tangents: a window whose lines are left so steep counts half, so that one that was misjudged bends nothing; strict
only when the others agree."""
_LEAST_WINDOWS: Final = 6
CLOSEST: Final = 0.35
"""Of their distance before: nothing on a page is squeezed further, so that the way back stays sure."""


class Field:
    """Heights in pixels by which places of a page of that size move down, bilinear between nodes."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.size = size
        self.step = max(size) / (_NODES - 1)
        self.columns, self.rows = (int(np.ceil(side / self.step)) + 1 for side in size)
        self.heights: Floats = np.zeros((self.rows, self.columns))

    def at(self, points: Floats) -> Floats:
        """The heights (N,) at points (N, 2)."""
        index, share = self._corners(points)
        return np.asarray((self.heights.ravel()[index] * share).sum(axis=1))

    def moved(self, points: Floats) -> Floats:
        """The points (N, 2) where they come to lie."""
        return np.column_stack((points[:, 0], points[:, 1] + self.at(points)))

    def then(self, other: Field) -> Field:
        """This moving followed by another, as one."""
        both = Field(self.size)
        nodes = np.stack(np.meshgrid(np.arange(self.columns), np.arange(self.rows)), axis=-1).reshape(-1, 2)
        places = nodes * self.step
        both.heights = self.heights + other.at(self.moved(places)).reshape(self.heights.shape)
        return both

    def bow(self) -> float:
        """By how much of the page's longest side a row of places bows at most, against a straight line."""
        across = np.column_stack((np.ones(self.columns), np.arange(self.columns)))
        straight = across @ np.linalg.lstsq(across, self.heights.T, rcond=None)[0]
        return float(np.ptp(self.heights - straight.T, axis=1).max() / max(self.size))

    def level(self, slopes: Slopes) -> None:
        """Find the heights that make lines of those slopes level."""
        rise = slopes.tangents * slopes.reach
        ends = [slopes.places + sign * np.column_stack((np.full_like(rise, slopes.reach), rise)) for sign in (1, -1)]
        rows = np.zeros((len(rise), self.heights.size))
        for end, sign in zip(ends, (1.0, -1.0), strict=True):
            index, share = self._corners(end)
            np.add.at(rows, (np.arange(len(rise))[:, None], index), sign * share)
        bending, weights = self._bending(), slopes.trust
        solved = np.asarray(self.heights.ravel())
        for outlier in _OUTLIERS:
            weighted = rows * weights[:, None]
            solved = np.asarray(np.linalg.solve(weighted.T @ rows + bending, weighted.T @ (-2 * rise)))
            left = (rows @ solved + 2 * rise) / (2 * slopes.reach)
            weights = slopes.trust / (1 + (left / outlier) ** 2)
        self.heights = solved.reshape(self.rows, self.columns)

    def _corners(self, points: Floats) -> tuple[NDArray[np.int64], Floats]:
        """The four nodes around each point and their shares, (N, 4) each."""
        place = points / self.step
        left = np.clip(np.floor(place[:, 0]), 0, self.columns - 2).astype(np.int64)
        top = np.clip(np.floor(place[:, 1]), 0, self.rows - 2).astype(np.int64)
        across, down = place[:, 0] - left, place[:, 1] - top
        first = top * self.columns + left
        index = np.stack((first, first + 1, first + self.columns, first + self.columns + 1), axis=1)
        share = np.stack(((1 - across) * (1 - down), across * (1 - down), (1 - across) * down, across * down), axis=1)
        return index, share

    def _bending(self) -> Floats:
        """What a bent, twisted or stretched field costs, as a matrix (nodes, nodes)."""
        number = np.arange(self.heights.size).reshape(self.rows, self.columns)
        # Without any pull to nought the whole field could slide.
        cost = 1e-6 * np.eye(number.size)
        for runs, signs, weight in (
            ((number[:, :-2], number[:, 1:-1], number[:, 2:]), (1, -2, 1), 1.0),
            ((number[:-2], number[1:-1], number[2:]), (1, -2, 1), 1.0),
            ((number[:-1, :-1], number[:-1, 1:], number[1:, :-1], number[1:, 1:]), (1, -1, -1, 1), 2.0),
            # Lines become level too where the page is squeezed to nothing.
            ((number[:-1], number[1:]), (1, -1), 0.02),
        ):
            index = np.stack([run.ravel() for run in runs], axis=1)
            pattern = np.outer(signs, signs) * weight * _STIFF
            np.add.at(cost, (index[:, :, None], index[:, None, :]), pattern)
        return cost


def levelling_field(edges: Edges) -> Field | None:
    """The field that makes a page's lines level; None where there are too few of them, or none could be trusted."""
    field = Field(edges.size)
    for look in _ROUNDS:
        points = field.moved(edges.points.astype(np.float64))
        slopes = slopes_of(Edges(points.astype(np.float32), edges.size), look).within(0.99 * look.steepest)
        if len(slopes.tangents) < _LEAST_WINDOWS:
            return None
        more = Field(edges.size)
        more.level(slopes)
        field = field.then(more)
    squeezed = 1 + np.diff(field.heights, axis=0) / field.step
    return field if squeezed.min() >= CLOSEST else None
