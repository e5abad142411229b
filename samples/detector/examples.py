"""Draw examples for the detector: what it looks at, and where which seals are.

``python -m samples.detector.examples --count 3000 --seed 100 --out DIR`` writes ``maps-SEED.npy`` (count, 3, 640, 480)
and ``seals-SEED.npy`` (rows of page, shape, colour, centre x and y, half extents x and y, lean, visible box: pixels of
the maps; see ``row_of``).
"""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random

import cv2
import numpy as np

from intake.seals.tint import SEARCH_SIZE, search_maps
from models.codes import SealColor, SealShape
from samples.sealed import SealedPage, TrueMark, backgrounds, sealed_page

SHAPES = (SealShape.CIRCLE, SealShape.RECTANGLE, SealShape.TRIANGLE)
"""The detector's classes; ellipses count as circles, which they become when seen aslant."""
COLORS = (SealColor.RED, SealColor.BLUE, SealColor.BLACK)
_SCALE = 3.3
"""Pixels a millimetre at which pages are drawn: half more than the detector sees."""


def row_of(page: int, mark: TrueMark, scale: float) -> list[float]:
    """One seal as the detector is to tell it. Half extents hx, hy and the lean r stand for the ellipse of the
    covariance ((hx^2, r hx hy), (r hx hy, hy^2)): a round seal itself, or the one inscribed in a rectangle."""
    shape = SealShape.CIRCLE if mark.shape is SealShape.ELLIPSE else mark.shape
    outline = (mark.outline * scale).astype(np.float32)
    (left, top), (right, bottom) = outline.min(axis=0), outline.max(axis=0)
    x, y, hx, hy, lean = (left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2, 0.0
    if shape is SealShape.RECTANGLE:
        (x, y), (a, b), angle = cv2.minAreaRect(outline)
    elif shape is SealShape.CIRCLE:
        (x, y), (a, b), angle = cv2.fitEllipseDirect(outline)
    if shape is not SealShape.TRIANGLE:
        turn = np.deg2rad(angle)
        across = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
        spread = across @ np.diag([a * a / 4, b * b / 4]) @ across.T
        hx, hy = np.sqrt(spread[0, 0]), np.sqrt(spread[1, 1])
        lean = spread[0, 1] / (hx * hy)
    seen = mark.visible * scale
    box = (*seen.min(axis=0), *seen.max(axis=0))
    return [page, SHAPES.index(shape), COLORS.index(mark.color), x, y, hx, hy, lean, *(float(edge) for edge in box)]


def rows_of(number: int, page: SealedPage, scale: float) -> list[list[float]]:
    """All seals of a page, in pixels of its maps."""
    return [row_of(number, mark, scale) for mark in page.seals]


def _swapped(row: list[float]) -> list[float]:
    """The row of a page whose rows and columns are swapped in the maps."""
    page, shape, color, x, y, hx, hy, lean, left, top, right, bottom = row
    return [page, shape, color, y, x, hy, hx, lean, top, left, bottom, right]


def main() -> None:
    """The command line of ``python -m samples.detector.examples``."""
    parser = argparse.ArgumentParser(description="画出训练印章检测器的样例")
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=100)
    parser.add_argument("--papers", type=int, default=120)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    papers = backgrounds(options.papers, options.seed, _SCALE)
    maps = np.zeros((options.count, 3, *SEARCH_SIZE), dtype=np.uint8)
    rows: list[list[float]] = []
    for number in range(options.count):
        page = sealed_page(papers, Random(f"example-{options.seed}-{number}"))
        maps[number], scale, swapped = search_maps(page.pixels)
        rows += [_swapped(row) if swapped else row for row in rows_of(number, page, scale)]
    np.save(options.out / f"maps-{options.seed}.npy", maps)
    np.save(options.out / f"seals-{options.seed}.npy", np.array(rows, dtype=np.float32))


if __name__ == "__main__":
    main()
