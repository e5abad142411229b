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
_COARSE: Final = 1800
"""Pixels. On pages smaller than that strokes are thin, and the slower warp that keeps them sharp is affordable: sheets
of that size in 20 larger photographs lost 136 characters with it and 163 without."""
_STRONG: Final = 90
_PATTERN: Final = 2.0
"""Times more ends of strokes than the darker ones, from which the fainter are a pattern's: 19 of 20 drawn pages have
fewer, sheets with printed waves up to 5."""
_LITTLE: Final = 5_500
"""Points of print below which they are found finer: on 45 drawn cards the worst error falls from 0.5 to 0.2 degrees."""
PRINT_SIDE: Final = 1536
"""Pixels, the longest side at which pieces of lines are looked for."""
_GAP: Final = 13
"""Pixels between characters at that size that are joined to one line."""
_RUN: Final = (5, 80)
"""Pixels, the heights of what may be a piece of a line."""


def scaled_grey(pixels: Pixels, longest: int, *, coloured: bool = True) -> tuple[Mask, float]:
    """The page in grey at a longest side of at most ``longest`` pixels, and the scale used.

    Without what is ``coloured`` each pixel is as bright as its brightest channel: red and blue ink fades.
    """
    height, width = pixels.shape[:2]
    scale = min(1.0, longest / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = halved(pixels, *size)
    grey = (
        cv2.cvtColor(small, cv2.COLOR_BGR2GRAY) if coloured else cv2.max(cv2.max(*cv2.split(small)[:2]), small[:, :, 2])
    )
    if (grey.shape[1], grey.shape[0]) != size:
        grey = cv2.resize(grey, size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(grey, dtype=np.uint8), scale


def halved(pixels: Pixels, width: int, height: int) -> Pixels:
    """The page (H, W, 3) halved, and again, as long as it keeps that width and height."""
    while pixels.shape[0] >= 2 * height and pixels.shape[1] >= 2 * width:
        # Down to a half, two by two pixels are what an area mean would take too, at a tenth of its time.
        half = (pixels.shape[1] // 2, pixels.shape[0] // 2)
        pixels = np.asarray(cv2.resize(pixels, half, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
    return pixels


def print_mask(grey: Mask) -> Mask:
    """What is darker than its neighbourhood, large dark areas (tables, shadows, pictures) left out."""
    _, dark = cv2.threshold(_darkness(grey), _DARKER - 1, 255, cv2.THRESH_BINARY)
    return np.asarray(dark, dtype=np.uint8)


def _darkness(grey: Mask) -> Mask:
    """By how much each place is darker than its neighbourhood."""
    light = cv2.blur(grey, (_NEIGHBOURHOOD, _NEIGHBOURHOOD))
    return np.asarray(cv2.subtract(light, grey), dtype=np.uint8)


def interpolation(pixels: Pixels, size: tuple[int, int]) -> int:
    """OpenCV's way of taking pixels that suits a page warped to a width and height."""
    return cv2.INTER_LINEAR if min(max(pixels.shape[:2]), max(size)) > _COARSE else cv2.INTER_CUBIC


def colour_at_edges(pixels: Pixels) -> tuple[float, float, float]:
    """The commonest colour along the page's edges: paper, or the table, without the streaks of repeated edges."""
    edges = np.concatenate((pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]))
    blue, green, red = np.median(edges, axis=0)
    return float(blue), float(green), float(red)


@dataclass(frozen=True, eq=False)
class Edges:
    """The lower edges of a page's print as points, and the width and height of the grey they were found on."""

    points: Points
    size: tuple[int, int]

    @property
    def half(self) -> float:
        """Half of the longest side, in pixels."""
        return max(self.size) / 2

    def on(self, area: Mask) -> Edges:
        """Those within an area of the page (H, W), not 0, at any size."""
        rows = (self.points[:, 1] * (area.shape[0] / self.size[1])).astype(int)
        columns = (self.points[:, 0] * (area.shape[1] / self.size[0])).astype(int)
        inside = area[np.minimum(rows, area.shape[0] - 1), np.minimum(columns, area.shape[1] - 1)] > 0
        return Edges(self.points[inside], self.size)

    def moved(self, there: NDArray[np.float64], size: tuple[int, int], moved_size: tuple[int, int]) -> Edges:
        """The same after ``there``, given for pages of those sizes, at a longest side as here."""
        shrink, shrunk = max(self.size) / max(size), max(self.size) / max(moved_size)
        whole = np.diag([shrunk, shrunk, 1.0]) @ there @ np.diag([1 / shrink, 1 / shrink, 1.0])
        canvas = (max(1, round(moved_size[0] * shrunk)), max(1, round(moved_size[1] * shrunk)))
        # OpenCV has no answer for no points, as a blank page has.
        points = cv2.perspectiveTransform(self.points[None], whole)[0] if len(self.points) else self.points
        return Edges(points.astype(np.float32), canvas)


def lower_edges(grey: Mask) -> Edges:
    """Where print ends downwards: baselines are sharper bands than whole letters. Of little print, where it ends both
    ways, and to parts of a pixel."""
    darkness = _darkness(grey)
    rows, columns = _ends(darkness, _above_ground(darkness))
    if len(rows) < _LITTLE:
        return Edges(_fine_ends(darkness), (int(grey.shape[1]), int(grey.shape[0])))
    # Whole rows would favour level lines; spread within their row (evenly, by the golden ratio) the mean error halves.
    spread = rows + np.arange(len(rows)) * 0.618034 % 1.0
    points = np.column_stack((columns, spread)).astype(np.float32)
    return Edges(points, (int(grey.shape[1]), int(grey.shape[0])))


def _ends(darkness: Mask, darker: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The last rows of print, and their columns."""
    found = cv2.findNonZero(_end_places(darkness, darker))
    if found is None:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    places = found.reshape(-1, 2).astype(np.int64)
    return places[:, 1], places[:, 0]


def _end_places(darkness: Mask, darker: int) -> Mask:
    """255 in the last rows of print; the last row of the picture is left out."""
    if len(darkness) < 2:
        return np.zeros_like(darkness)
    _, dark = cv2.threshold(darkness, darker - 1, 255, cv2.THRESH_BINARY)
    # Saturating: print over print and paper over anything give nought.
    return np.asarray(cv2.subtract(dark[:-1], dark[1:]), dtype=np.uint8)


def _fine_ends(darkness: Mask) -> Points:
    """Ends of the darker half of print, downwards and upwards: the pattern under a card's print is left out."""
    darker = _strength(darkness, 0.5)
    rows, columns = _ends(darkness, darker)
    up_rows, up_columns = _ends(np.asarray(cv2.flip(darkness, 0), dtype=np.uint8), darker)
    up_rows = len(darkness) - 1 - up_rows
    down = rows + 1.0 - _share(darkness, darker, (rows, rows + 1, columns))
    up = up_rows + _share(darkness, darker, (up_rows, up_rows - 1, up_columns))
    return np.concatenate((np.column_stack((columns, down)), np.column_stack((up_columns, up)))).astype(np.float32)


def _strength(darkness: Mask, share: float) -> int:
    """A share of how dark the darkest tenth of print is."""
    histogram = cv2.calcHist([darkness], [0], None, [256], [0, 256]).ravel().astype(np.int64)
    histogram[:_DARKER] = 0
    counts = np.cumsum(histogram[::-1])[::-1]
    strong = int(np.searchsorted(-counts, -0.1 * counts[0])) if counts[0] else 0
    return int(np.clip(share * strong, _DARKER, _STRONG))


def _above_ground(darkness: Mask) -> int:
    """By how much print is darker than paper and the pattern printed all over it, where there is one."""
    upper = _strength(darkness, 0.3)
    # A pattern has many more ends of strokes than print; without one nearly all ends are print's.
    all_ends, strong = (cv2.countNonZero(_end_places(darkness, least)) for least in (_DARKER, upper))
    return upper if all_ends > _PATTERN * strong else _DARKER


def _share(darkness: Mask, darker: int, where: tuple[NDArray[np.int64], ...]) -> NDArray[np.float64]:
    """How far before the middle of the next row the darkness falls to the limit, 0..1."""
    here, beyond, columns = where
    inner, outer = darkness[here, columns].astype(np.float64), darkness[beyond, columns].astype(np.float64)
    return np.asarray((darker - 0.5 - outer) / (inner - outer))


def line_boxes(mask: Mask) -> list[tuple[int, int, int, int]]:
    """Boxes (x, y, width, height) of what could be level text lines, widest first."""
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, 25), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    x, y, width, height, area = stats[1:].T
    lines = (height >= 8) & (height <= 60) & (width >= 4 * height) & (area >= 0.25 * width * height)
    order = np.lexsort((x[lines], y[lines], -width[lines]))
    return [(int(box[0]), int(box[1]), int(box[2]), int(box[3])) for box in stats[1:][lines][order]]


@dataclass(frozen=True, eq=False)
class Runs:
    """Heights and widths (N,), in pixels, of what could be pieces of level text lines."""

    heights: NDArray[np.int32]
    widths: NDArray[np.int32]

    def height(self, share: float) -> float:
        """What so much of the print, by length, stays below; 0 where there is none."""
        if not len(self.heights):
            return 0.0
        order = np.argsort(self.heights, kind="stable")
        lengths = np.cumsum(self.widths[order]) / self.widths.sum()
        return float(self.heights[order[np.searchsorted(lengths, share)]])


def runs_of_print(mask: Mask) -> Runs:
    """The pieces of lines on a page whose longest side is at most ``PRINT_SIDE``."""
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, _GAP), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    _, _, widths, heights, areas = stats[1:].T
    least, most = _RUN
    lines = (heights >= least) & (heights <= most) & (widths >= 2.5 * heights) & (areas >= 0.3 * widths * heights)
    return Runs(heights[lines], widths[lines])
