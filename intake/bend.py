"""How a page that was bent lies flat: a grid that goes both ways between the flattened page and the page before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""(N, 2), x and y in pixels counted at their edges."""

_STEPS: Final = 30
"""Of the search for a point's place on the grid; on grids that do not fold over it ends within ten."""
_NEAR: Final = 1e-4
"""Pixels at which the search ends."""


@dataclass(frozen=True, eq=False)
class Bend:
    """From a flattened page to the page before it was flattened, and back.

    ``grid`` (rows, columns, 2) holds the page before's pixel coordinates of places ``step`` pixels apart on the
    flattened page, the first at its corner; between them it is bilinear, beyond them it goes on as at the edge.
    ``onto`` (3, 3) takes the page's pixel coordinates to the grid's: the identity until the page is scaled.
    """

    grid: NDArray[np.float64]
    step: float
    onto: NDArray[np.float64]

    def before(self, points: Points) -> Points:
        """Where points of the flattened page lay on the page before."""
        return self._bent(_moved(points, self.onto) / self.step)

    def after(self, points: Points) -> Points:
        """Where points of the page before lie on the flattened page."""
        there = np.asarray(points, dtype=np.float64)
        nodes = there / self.step
        for _ in range(_STEPS):
            missing = there - self._bent(nodes)
            if np.abs(missing).max(initial=0.0) < _NEAR:
                break
            by_x, by_y = self._slopes(nodes)
            area = by_x[:, 0] * by_y[:, 1] - by_x[:, 1] * by_y[:, 0]
            across = (missing[:, 0] * by_y[:, 1] - missing[:, 1] * by_y[:, 0]) / area
            down = (by_x[:, 0] * missing[:, 1] - by_x[:, 1] * missing[:, 0]) / area
            nodes = nodes + np.column_stack((across, down))
        return _moved(nodes * self.step, np.asarray(np.linalg.inv(self.onto), dtype=np.float64))

    def scaled(self, to_previous: NDArray[np.float64]) -> Bend:
        """The same of a page after a transform; ``to_previous`` takes its pixel coordinates to this page's."""
        return replace(self, onto=self.onto @ to_previous)

    def _bent(self, nodes: Points) -> Points:
        row, column, corners = self._cell(nodes)
        top = corners[0] + (corners[1] - corners[0]) * column
        bottom = corners[2] + (corners[3] - corners[2]) * column
        return np.asarray(top + (bottom - top) * row)

    def _slopes(self, nodes: Points) -> tuple[Points, Points]:
        row, column, corners = self._cell(nodes)
        by_x = (corners[1] - corners[0]) * (1 - row) + (corners[3] - corners[2]) * row
        by_y = (corners[2] - corners[0]) * (1 - column) + (corners[3] - corners[1]) * column
        return np.asarray(by_x), np.asarray(by_y)

    def _cell(self, nodes: Points) -> tuple[Points, Points, tuple[Points, Points, Points, Points]]:
        """The place within its cell (N, 1 down; N, 1 across) of each point, and the cell's four corners."""
        rows, columns = self.grid.shape[:2]
        left = np.clip(np.floor(nodes[:, 0]), 0, columns - 2).astype(int)
        top = np.clip(np.floor(nodes[:, 1]), 0, rows - 2).astype(int)
        corners = (
            self.grid[top, left], self.grid[top, left + 1], self.grid[top + 1, left], self.grid[top + 1, left + 1],
        )  # fmt: skip
        return (nodes[:, 1] - top)[:, None], (nodes[:, 0] - left)[:, None], corners


def _moved(points: Points, matrix: NDArray[np.float64]) -> Points:
    there = cv2.perspectiveTransform(np.asarray(points, dtype=np.float64)[None], matrix)[0]
    return np.asarray(there, dtype=np.float64)
