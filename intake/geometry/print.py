"""Where there is print on a page: the dark, small things, whatever the light on the paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.page import Pixels

Mask = NDArray[np.uint8]
"""(H, W), 255 where there is print."""

Points = NDArray[np.float32]
"""(N, 2), x and y in pixels."""

_NEIGHBOURHOOD: Final = 31
"""Pixels, at the working size: wider than strokes, narrower than shadows."""
_DARKER: Final = 12
"""Grey levels by which print is darker than the paper around it."""


def scaled_grey(pixels: Pixels, longest: int) -> tuple[Mask, float]:
    """The page in grey at a longest side of at most ``longest`` pixels, and the scale used."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    scale = min(1.0, longest / max(grey.shape))
    if scale < 1:
        size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
        # Down to a half, two by two pixels are what an area mean would take too, at a tenth of its time.
        way = cv2.INTER_LINEAR if scale >= 0.5 else cv2.INTER_AREA
        grey = cv2.resize(grey, size, interpolation=way)
    return np.asarray(grey, dtype=np.uint8), scale


def print_mask(grey: Mask) -> Mask:
    """What is darker than its neighbourhood, large dark areas (tables, shadows, pictures) left out."""
    light = cv2.blur(grey, (_NEIGHBOURHOOD, _NEIGHBOURHOOD))
    _, dark = cv2.threshold(cv2.subtract(light, grey), _DARKER - 1, 255, cv2.THRESH_BINARY)
    return np.asarray(dark, dtype=np.uint8)


@dataclass(frozen=True, eq=False)
class Edges:
    """The lower edges of a page's print as points, and the width and height of the grey they were found on."""

    points: Points
    size: tuple[int, int]

    @property
    def half(self) -> float:
        """Half of the longest side, in pixels."""
        return max(self.size) / 2

    def moved(self, there: NDArray[np.float64], size: tuple[int, int], moved_size: tuple[int, int]) -> Edges:
        """The same after ``there``, given for pages of those sizes, at a longest side as here."""
        shrink, shrunk = max(self.size) / max(size), max(self.size) / max(moved_size)
        whole = np.diag([shrunk, shrunk, 1.0]) @ there @ np.diag([1 / shrink, 1 / shrink, 1.0])
        canvas = (max(1, round(moved_size[0] * shrunk)), max(1, round(moved_size[1] * shrunk)))
        return Edges(cv2.perspectiveTransform(self.points[None], whole)[0].astype(np.float32), canvas)


def lower_edges(grey: Mask) -> Edges:
    """Where print ends downwards: baselines are sharper bands than whole letters."""
    mask = print_mask(grey)
    rows, columns = np.nonzero(mask[:-1] & ~mask[1:])
    # Whole rows would favour level lines; spread within their row (evenly, by the golden ratio) the mean error halves.
    spread = rows + np.arange(len(rows)) * 0.618034 % 1.0
    points = np.column_stack((columns, spread)).astype(np.float32)
    return Edges(points, (int(grey.shape[1]), int(grey.shape[0])))


def line_boxes(mask: Mask) -> list[tuple[int, int, int, int]]:
    """Boxes (x, y, width, height) of what could be level text lines, widest first."""
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, 25), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = [
        (int(x), int(y), int(width), int(height))
        for x, y, width, height, area in stats[1:]
        if 8 <= height <= 60 and width >= 4 * height and area >= 0.25 * width * height
    ]
    return sorted(found, key=lambda box: (-box[2], box[1], box[0]))
