"""What spoils which tile of a page: a small network's answers on the page at the size of its print.

The network is trained on drawn crops by ``samples/clarity_network``, which tells how to make it anew. Its weights,
``tiles.onnx``, lie beside this file, ``tiles.toml`` tells their SHA-256 and how they came about.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.networks import OWN, network
from intake.page import Pixels
from models.place import Box

Map = NDArray[np.float32]
"""(rows, columns) of tiles."""
Mask = NDArray[np.bool_]
"""(rows, columns) of tiles."""

WEIGHTS: Final = OWN["yancai clarity network"]
EM: Final = 10.0
"""Pixels of a character's height as the network sees it."""
STRIDE: Final = 8
"""Pixels of a tile's side: eight tenths of a character."""
_STEP: Final = 64
"""The network's picture has whole multiples of so many pixels each way."""
_MOST_SIDE: Final = 1088
"""Pixels of the longest side: an A4 page of 10.5 points has 800."""
_USUAL_SIDE: Final = 800
_FULL, _GRAIN = 253, 1
"""Grey level from which a pixel is full, and to which its neighbours differ by nothing but the file's compression."""


@dataclass(frozen=True)
class Tiles:
    """For each tile of a page how badly it is spoiled, 0..1 (0: no engine minds, 1: hardly a character is left): by
    being ``soft``, ``washed`` out by light, ``dim``, ``covered`` by a thing, or by a screen's ``stripes``; and about
    how many characters of ``text`` can be seen there.

    ``ground`` (rows, columns, 3) is the colour, BGR, of what print stands on, ``light`` its brightest channel, ``pale``
    a tile's mean in its weakest one, 0..255; ``flat`` which share of a tile is pure white without a grain, as burnt out
    and digital paper is; ``tint`` how far a tile's brightest channel is above its weakest one, on average, 0..255;
    ``seen`` (H, W) how bright each pixel of the network's picture is.
    """

    soft: Map
    washed: Map
    dim: Map
    covered: Map
    stripes: Map
    text: Map
    ground: Map
    light: Map
    pale: Map
    flat: Map
    tint: Map
    seen: NDArray[np.uint8]

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return int(self.text.shape[0]), int(self.text.shape[1])

    @classmethod
    def of(cls, pixels: Pixels, height: float | None = None, least_side: int = 448) -> Tiles:
        """The tiles of a page (H, W, 3) BGR whose characters are usually so many pixels high, if that is known; its
        longest side has at least so many pixels as the network sees it."""
        seen = channels(pixels, _size(pixels, height, least_side))
        net = network(WEIGHTS)
        net.setInput(seen[None].astype(np.float32))
        answer = np.asarray(net.forward()[0], np.float32)
        maps = 1.0 / (1.0 + np.exp(-answer))
        soft, washed, dim, covered, stripes, text = maps
        return cls(soft, washed, dim, covered, stripes, text, *_grounds(seen))

    def softened(self, soft: Map) -> Tiles:
        """The tiles, at least so soft where anything is."""
        return replace(self, soft=np.maximum(self.soft, soft))

    def span(self, box: Box) -> tuple[slice, slice]:
        """The rows and columns of tiles that a box in fractions of the page touches; at least one each way."""
        rows, columns = self.shape
        top, left = min(int(box.top * rows), rows - 1), min(int(box.left * columns), columns - 1)
        bottom, right = int(np.ceil(box.bottom * rows)), int(np.ceil(box.right * columns))
        return slice(top, max(bottom, top + 1)), slice(left, max(right, left + 1))

    def pixels_of(self, rows: slice, columns: slice) -> NDArray[np.uint8]:
        """How bright the pixels of those rows and columns of tiles are."""
        across, down = (slice(one.start * STRIDE, one.stop * STRIDE) for one in (columns, rows))
        return self.seen[down, across]

    def box(self, area: Mask) -> Box:
        """The box in fractions of the page around the tiles of an area that has some."""
        ys, xs = np.nonzero(area)
        rows, columns = self.shape
        return Box.clipped(
            float(xs.min()) / columns, float(ys.min()) / rows, float(xs.max() + 1) / columns, float(ys.max() + 1) / rows
        )


def _grounds(seen: NDArray[np.uint8]) -> tuple[Map, Map, Map, Map, Map, NDArray[np.uint8]]:
    """The ground, light, paleness, flatness and tint of tiles as the network sees them (4, H, W), and how bright each
    pixel is."""
    square = np.ones((STRIDE, STRIDE), np.uint8)
    middles = slice(STRIDE // 2, None, STRIDE)
    ground = np.stack([cv2.dilate(one, square)[middles, middles] for one in seen[:3]], axis=2).astype(np.float32)
    blue, green, red, fine = seen
    weakest = cv2.min(cv2.min(blue, green), red)
    size = (seen.shape[2] // STRIDE, seen.shape[1] // STRIDE)
    pale = cv2.resize(weakest, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    burnt = ((np.asarray(weakest) >= _FULL) & (fine <= _GRAIN)).astype(np.float32)
    flat = np.asarray(cv2.resize(burnt, size, interpolation=cv2.INTER_AREA), np.float32)
    lightest = np.asarray(cv2.max(cv2.max(blue, green), red), np.uint8)
    tint = np.asarray(cv2.resize(lightest, size, interpolation=cv2.INTER_AREA), np.float32) - pale
    return ground, ground.max(axis=2), pale, flat, tint, lightest


def _size(pixels: Pixels, height: float | None, least: int) -> tuple[int, int]:
    """Width and height at which the network sees a page."""
    longest = max(pixels.shape[:2])
    side = _USUAL_SIDE if height is None else longest * EM / height
    scale = min(max(side, least), _MOST_SIDE) / longest
    tall, wide = (max(round(length * scale / _STEP), 1) * _STEP for length in pixels.shape[:2])
    return wide, tall


def channels(pixels: Pixels, size: tuple[int, int]) -> NDArray[np.uint8]:
    """What the network sees (4, H, W) of a page (H, W, 3) BGR shrunk or grown to a width and height: its colours, and
    how far neighbouring pixels of it differ, in which fine stripes, grain and sharp edges outlast the shrinking."""
    if min(pixels.shape[:2]) < 2:
        pixels = np.asarray(cv2.copyMakeBorder(pixels, 0, 1, 0, 1, cv2.BORDER_REPLICATE), np.uint8)
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    across = cv2.absdiff(grey[:-1, 1:], grey[:-1, :-1])
    fine = np.asarray(cv2.max(across, cv2.absdiff(grey[1:, :-1], grey[:-1, :-1])), np.uint8)
    return np.stack((*cv2.split(_shrunk(pixels, size)), _shrunk(fine, size))).astype(np.uint8, copy=False)


def _shrunk(picture: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    """A picture in that width and height; first by a whole number, which is exact and fast."""
    factor = min(picture.shape[1] // size[0], picture.shape[0] // size[1])
    if factor > 1:
        width, height = picture.shape[1] // factor, picture.shape[0] // factor
        cut = picture[: height * factor, : width * factor]
        picture = np.asarray(cv2.resize(cut, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR), np.uint8)
