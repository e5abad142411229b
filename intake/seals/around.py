"""Text along the rim of a round seal: the name, wherever it starts, and a purpose along the lower rim.

Strips here are unrolled (see ``curve``): columns run clockwise once round, rows from outside the rim inwards.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.seals.strokes import kept_columns
from intake.seals.texts import Plane
from intake.seals.tint import Ink

_SURE = 0.5
_LEAST = 150
"""Pixels of a strip that a text takes at least; one character takes a thousand."""


@dataclass(frozen=True)
class Band:
    """Where a text stands in a strip: from column ``start`` to ``end`` (which may exceed the width), its middle row
    at each of these columns, and how high it is."""

    start: int
    end: int
    middles: NDArray[np.float32]
    height: float


def band_of(share: Plane) -> Band | None:
    """Where a text stands, by the probability (rows, columns) that it does; None where it stands nowhere.

    It starts after the widest gap: characters stand at even distances, and the gap at a seal's foot is wider.
    """
    sure = share > _SURE
    per_column = sure.sum(axis=0)
    if int(per_column.sum()) < _LEAST:
        return None
    width = share.shape[1]
    height = _height(sure)
    written = np.nonzero(per_column > 0.3 * height)[0]
    if not len(written):
        return None
    gaps = np.diff(written, append=written[0] + width)
    widest = int(np.argmax(gaps))
    start, end = int(written[(widest + 1) % len(written)]), int(written[widest]) + 1
    if end <= start:
        end += width
    return Band(start, end, _middles(share, start, end, height), height)


def _height(sure: NDArray[np.bool_]) -> float:
    """How high the characters' cells are: that of the usual column with any."""
    heights = sure.sum(axis=0)
    return float(np.percentile(heights[heights > 0], 70))


def _middles(share: Plane, start: int, end: int, height: float) -> NDArray[np.float32]:
    """The text's middle row at each column, smooth over three characters, so that a rim fitted a little beside the true
    one leaves the line straight."""
    columns = np.arange(start, end) % share.shape[1]
    weight = np.where(share > _SURE, share, 0.0)[:, columns].astype(np.float32)
    rows = np.arange(share.shape[0], dtype=np.float32)[:, None]
    size = (round(3 * height) | 1, 1)
    amount = cv2.blur(weight.sum(axis=0)[None], size, borderType=cv2.BORDER_REFLECT)
    moment = cv2.blur((weight * rows).sum(axis=0)[None], size, borderType=cv2.BORDER_REFLECT)
    seen = amount[0] > 0.02 * height
    middles = np.where(seen, moment[0] / np.maximum(amount[0], 1e-6), 0.0)
    where = np.arange(len(columns))
    return np.asarray(np.interp(where, where[seen], middles[seen]), dtype=np.float32)


@dataclass(frozen=True)
class Arc:
    """A text along the rim: where it stands in the ``strips`` of several maps of its ink, the probability ``share`` of
    each of their pixels that it does, and ``foreign`` that another text does."""

    strips: tuple[Ink, ...]
    share: Plane
    foreign: Plane
    band: Band

    def picture(self, way: int) -> tuple[Ink, NDArray[np.int64]]:
        """The text as one straight line, without what is no part of it, its gaps closed up; and from which column of
        the strips each of the picture's comes, which may exceed their width."""
        margin = max(round(0.1 * self.band.height), 2)
        beside = round(0.25 * self.band.height)
        ink, maps = self._cut(self.strips[way], (self.band.start - beside, self.band.end + beside), margin)
        mine = cv2.dilate((self.share > 0.35).astype(np.uint8), np.ones((2 * margin + 1, 2 * margin + 1), np.uint8))
        ink = np.asarray(ink * cv2.remap(mine, *maps, cv2.INTER_NEAREST), dtype=np.uint8)
        kept = kept_columns(ink)
        return ink[:, kept], kept + self.band.start - beside

    def part(self, way: int, start: int, end: int) -> Ink:
        """All ink from one column of a strip to another along the text's line, its gaps closed up."""
        ink, _ = self._cut(self.strips[way], (start, end), max(round(0.15 * self.band.height), 2))
        return ink[:, kept_columns(ink)]

    def inked(self, middle: float, half: float) -> float:
        """How much ink lies around a column, as a mean over the text's height, that is no other text's."""
        columns = (round(middle - half), round(middle + half) + 1)
        ink, maps = self._cut(self.strips[0], columns, 0)
        other = cv2.remap(self.foreign, *maps, cv2.INTER_LINEAR)
        return float((ink * (1.0 - other)).mean()) if ink.size else 0.0

    def _cut(
        self, strip: Ink, columns: tuple[int, int], margin: int
    ) -> tuple[Ink, tuple[NDArray[np.float32], NDArray[np.float32]]]:
        """The text's rows and a margin above and below, set level, and where in the strip (x, y) each pixel lies."""
        rows = round(self.band.height) + 2 * margin
        across = np.arange(*columns)
        middles = np.interp(across, np.arange(self.band.start, self.band.end), self.band.middles)
        down = middles[None] + (np.arange(rows) - (rows - 1) / 2)[:, None]
        x = np.broadcast_to((across % strip.shape[1]).astype(np.float32), down.shape)
        maps = np.ascontiguousarray(x), np.ascontiguousarray(down, dtype=np.float32)
        return np.asarray(cv2.remap(strip, *maps, cv2.INTER_LINEAR), dtype=np.uint8), maps
