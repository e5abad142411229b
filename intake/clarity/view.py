"""A small copy of a page on which clarity is measured: what is paper, how bright it is, where print stands on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.page import Pixels
from models.place import Box

Grey = NDArray[np.uint8]
"""(h, w)."""
Mask = NDArray[np.bool_]
"""(rows, columns) of cells."""
Map = NDArray[np.float32]
"""(rows, columns) of cells."""

CELL: Final = 8
"""Pixels of a cell's side on the small copy: 2 mm of A4, half a line of print."""
_EVEN: Final = 0.7
"""Of the light two lines of print further on; light that falls off across a page changes a tenth as fast."""
_HEIGHT: Final = 17.0
"""Pixels: print is at most so high on the copy, so that a cell is half a line of large print too."""
_LEAST_SIDE: Final = 320.0
_SIDE: Final = 1170
"""The longest side of the copy, about: print of A4 is 15 pixels high there; 2340 is halved exactly, which is fast."""


@dataclass(frozen=True)
class View:
    """The copy (h, w, 3) BGR, in whole cells. ``ground`` (rows, columns, 3) is the colour of what the print stands on,
    ``light`` its brightest channel, ``pale`` the mean of each cell's weakest one, ``even`` where the light is about the
    same all around (not at the edges of sheets and shadows), ``dark`` (h, w) how much darker than the ground the
    colourless print is, 0..255 of it."""

    pixels: Pixels
    ground: Pixels
    light: Grey
    pale: Grey
    dark: Grey
    even: Mask

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of cells."""
        return int(self.light.shape[0]), int(self.light.shape[1])

    @classmethod
    def of(cls, pixels: Pixels, height: float | None = None) -> View:
        """The copy of a page (H, W, 3) BGR whose characters are usually so many pixels high, if that is known."""
        side = float(_SIDE)
        if height is not None:
            side *= min(1.0, _HEIGHT * max(pixels.shape[:2]) / (_SIDE * height))
        small = _shrunk(pixels, max(side, _LEAST_SIDE))
        blue, green, red = cv2.split(small)
        strongest = cv2.max(cv2.max(blue, green), red)
        weakest = cv2.min(cv2.min(blue, green), red)
        square = np.ones((CELL, CELL), np.uint8)
        ground = np.asarray(cv2.dilate(small, square)[CELL // 2 :: CELL, CELL // 2 :: CELL], dtype=np.uint8)
        light = np.asarray(cv2.medianBlur(ground.max(axis=2), 5), dtype=np.uint8)
        # What is brightest within two lines of print, smoothed: the paper that the print stands on.
        paper = cv2.blur(cv2.dilate(light, np.ones((5, 5), np.uint8)), (5, 5))
        size = (small.shape[1], small.shape[0])
        dark = cv2.bitwise_not(cv2.divide(strongest, cv2.resize(paper, size), scale=255))
        # Ink of seals, pens and stamps is coloured: its channels lie further apart than tinted paper's.
        coloured = cv2.compare(cv2.subtract(strongest, weakest), cv2.convertScaleAbs(strongest, alpha=0.2), cv2.CMP_GT)
        dark[coloured > 0] = 0
        cells = (light.shape[1], light.shape[0])
        pale = np.asarray(cv2.resize(weakest, cells, interpolation=cv2.INTER_AREA), dtype=np.uint8)
        around = np.ones((5, 5), np.uint8)
        dimmest = cv2.erode(light, around).astype(np.float32)
        even = np.asarray(dimmest > _EVEN * cv2.dilate(light, around))
        return cls(small, ground, light, pale, np.asarray(dark, dtype=np.uint8), even)

    def span(self, box: Box) -> tuple[slice, slice]:
        """The rows and columns of cells that a box in fractions of the page touches; at least one each way."""
        rows, columns = self.shape
        top, left = min(int(box.top * rows), rows - 1), min(int(box.left * columns), columns - 1)
        bottom, right = int(np.ceil(box.bottom * rows)), int(np.ceil(box.right * columns))
        return slice(top, max(bottom, top + 1)), slice(left, max(right, left + 1))

    def box(self, area: Mask) -> Box:
        """The box in fractions of the page around the cells of an area that has some."""
        ys, xs = np.nonzero(area)
        rows, columns = self.shape
        return Box.clipped(
            float(xs.min()) / columns, float(ys.min()) / rows, float(xs.max() + 1) / columns, float(ys.max() + 1) / rows
        )


def hull_of(area: Mask) -> NDArray[np.uint8]:
    """The convex hull of an area, 0 or 1 by cells; empty of an empty one."""
    hull = np.zeros(area.shape, np.uint8)
    rows = np.nonzero(area.any(axis=1))[0]
    if len(rows):
        # The ends of its rows alone: all of its cells would take ten times as long.
        first, last = area[rows].argmax(axis=1), area.shape[1] - 1 - area[rows, ::-1].argmax(axis=1)
        ends = np.concatenate([np.stack((first, rows), axis=1), np.stack((last, rows), axis=1)])
        cv2.fillConvexPoly(hull, cv2.convexHull(ends.astype(np.int32)), (1,))
    return hull


def _shrunk(pixels: Pixels, side: float) -> Pixels:
    """The page at about that longest side, on a canvas of whole cells; halving and the like are exact and fast."""
    height, width = pixels.shape[:2]
    share = max(height, width) / side
    if share >= 1.5:
        factor = round(share)
        size = (max(width // factor, 2 * CELL), max(height // factor, 2 * CELL))
        small = cv2.resize(pixels[: size[1] * factor, : size[0] * factor], size, interpolation=cv2.INTER_AREA)
    elif share > 1.1:
        small = cv2.resize(pixels, (round(width / share), round(height / share)), interpolation=cv2.INTER_LINEAR)
    else:
        small = pixels
    below, right = -small.shape[0] % CELL, -small.shape[1] % CELL
    return np.asarray(cv2.copyMakeBorder(small, 0, below, 0, right, cv2.BORDER_REPLICATE), dtype=np.uint8)
