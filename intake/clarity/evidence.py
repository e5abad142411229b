"""What reading itself says: where characters stand on the page, and how many of them were probably read right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.clarity.text import Print
from intake.clarity.tiles import STRIDE, Map, Mask, Tiles
from intake.clarity.trouble import between

_SEEN, _FAINTLY = 0.3, 0.2
"""Characters of a tile from which there is print: in sharp print there are 0.5 and more, in spoiled print fewer."""
_FADED, _BAREST = 0.3, 0.04
"""Strength from which light washes print out; characters of a tile from which there may be any there."""
_TELLING: Final = 20.0
"""Characters that were read, of a page of which it can be told how print looks."""
_COLOURED: Final = 3.0
"""Grey levels of tint besides that of the lines: what has more is a seal, which fades less than print."""
_CLEAR: Final = 0.12
"""What print counts of which nothing was read though nothing spoils it: it is a drawing, handwriting or a seal, for the
engine would have read it."""
_DENSER: Final = 4.0
"""Times more characters than are seen stand where print is altogether soft: in blurred halves of drawn pages."""
_BLURRED: Final = (0.1, 0.2)
"""Of the text that was read: soft marks of which there are fewer are seals, drawings and the ground of the paper; of
which there are more, text."""
_MUCH: Final = 0.25
"""Of the text that was read: if so much more was not, all of it counts."""
_AROUND: Final = 6.0
"""Tiles: three lines of print."""
_TELLS: Final = 0.02
"""Characters of a tile around that tell how sharp print is there."""
_ALIKE: Final = 0.3
"""Strength of softness around, from which softness is believed."""
_FILLED: Final = 0.3
"""Of their box: so much of it patches of print fill."""
_BESIDE: Final = 6
"""Tiles beside the text, in which there may be more of it."""
_FEWEST: Final = 1.5
"""Characters of the smallest patch that counts; specks and strokes have fewer."""
_LONG, _THIN, _EVEN = 7, 2, 0.06
"""Tiles of a patch that may be a rule or the edge of a sheet, at least along and at most across it; and how much of the
variance across it there is along it, at most: of 88 such patches of drawn pages no rule had more, and no print less."""


@dataclass(frozen=True)
class Evidence:
    """Characters by tiles: how many stand ``there`` and how many of them are probably ``right``. ``read`` are the tiles
    of the lines, ``unread`` those with print from which no line was read."""

    there: Map
    right: Map
    read: Mask
    unread: Mask

    def loss(self, area: Mask) -> tuple[float, float]:
        """Characters that were lost in an area, and the share they are of those there."""
        there = float(self.there[area].sum())
        lost = there - float(self.right[area].sum())
        return lost, lost / max(there, 1.0)

    def with_hidden(self, expected: Map) -> Evidence:
        """The evidence with characters more of which nothing can be seen."""
        return replace(self, there=np.maximum(self.there, expected))

    @property
    def total(self) -> float:
        return float(self.there.sum())


def tiles_of(tiles: Tiles, prints: Sequence[Print]) -> Mask:
    """The tiles in which lines stand."""
    read = np.zeros(tiles.shape, bool)
    for line in prints:
        read[tiles.span(line.box)] = True
    return read


def gather(tiles: Tiles, prints: Sequence[Print], pictured: bool = False) -> Evidence:
    """The evidence of the lines that were read, and of print that was not.

    ``pictured``: the paper bears pictures or curves, so that much which looks like print and was not read is none.
    """
    there, right = np.zeros(tiles.shape, np.float32), np.zeros(tiles.shape, np.float32)
    for line in prints:
        span = tiles.span(line.box)
        share = line.weight / there[span].size
        there[span] += share
        right[span] += share * line.right
    read = there > 0
    spoiled = np.maximum.reduce((tiles.washed, tiles.dim, tiles.stripes, tiles.soft))
    least = np.where(spoiled > 0.3, _FAINTLY, _SEEN)
    # Of print that fades the network sees little; as much as where it was read is print, too.
    known = sum(line.weight for line in prints) >= _TELLING
    visible = float(np.percentile(tiles.text[read], 30)) if known else 1.0
    least = np.where(tiles.washed > _FADED, np.clip(visible, _BAREST, least), least)
    near = cv2.dilate(read.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    unread = _patches(tiles, (tiles.text > least) & ~near, read)
    # Of soft print only the densest parts can be told from paper.
    weight = unread * tiles.text * (1.0 - tiles.covered) * (1.0 + _DENSER * tiles.soft)
    ink = np.ones(tiles.shape, bool)
    if known:
        density = float(np.clip(there[read].sum() / max(float(tiles.text[read].sum()), 1.0), 1.0, _DENSER))
        ink = np.abs(tiles.tint - float(np.median(tiles.tint[read]))) < _COLOURED
        weight = np.where(tiles.washed > _FADED, weight * density * ink, weight)
    # So much that is not read cannot all be seals and drawings.
    much = float(np.clip(weight.sum() / max(there.sum(), 1.0) / _MUCH - 0.4, _CLEAR, 1.0))
    blurred = float((weight * (tiles.soft > 0.3)).sum()) / max(there.sum(), 1.0)
    if pictured:
        much, blurred = _CLEAR, 0.0
    believed = np.maximum(_as_around(tiles.soft, there), between(blurred, *_BLURRED))
    soft = np.clip(2.5 * tiles.soft * believed, 0.0, 1.0)
    others = [_beyond(one, prints, tiles) for one in (tiles.washed * ink, tiles.dim, tiles.stripes)]
    there += weight * np.maximum(np.maximum.reduce([soft, *others]), much)
    return Evidence(there, right, read, unread)


def _beyond(strength: Map, prints: Sequence[Print], tiles: Tiles) -> Map:
    """1 where print is spoiled more than where lines were read surely: there it is lost, elsewhere it is no text."""
    sure = tiles_of(tiles, [each for each in prints if each.right > 0.9 and each.weight >= 3])
    read = float(np.percentile(strength[sure], 90)) if sure.any() else 0.0
    return np.asarray(np.clip((strength - read - 0.05) / 0.15, 0.0, 1.0), np.float32)


def _as_around(soft: Map, there: Map) -> Map:
    """How far softness is to be believed, 0..1: it grows and falls gradually, and beside sharp lines what is soft is a
    seal, a drawing or a crease."""
    near, weighed = (np.asarray(cv2.GaussianBlur(one, (0, 0), _AROUND)) for one in (there, soft * there))
    told = np.clip(near / _TELLS, 0.0, 1.0)
    alike = np.clip(weighed / np.maximum(near, 1e-6) / _ALIKE, 0.0, 1.0)
    return np.asarray(told * alike, np.float32)


def _patches(tiles: Tiles, cells: Mask, read: Mask) -> Mask:
    """Of the tiles those that make pieces of rows or blocks of a character or two at least, in the columns of the text:
    seams of a table top are long and thin, the edge of a sheet lies at the picture's edge."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(cells.astype(np.uint8))
    left, top, wide, high, area = stats.T
    rows, columns = cells.shape
    kept = np.bincount(labels.ravel(), tiles.text.ravel(), minlength=len(stats)) >= _FEWEST
    kept &= (area > _FILLED * wide * high) & (wide > 0.5 * high)
    kept &= (left > 0) & (top > 0) & (left + wide < columns) & (top + high < rows)
    text = np.nonzero(read.any(axis=0))[0]
    if len(text):
        kept &= (left + wide > text[0] - _BESIDE) & (left < text[-1] + _BESIDE)
    kept[0] = False
    for one in np.flatnonzero(kept & (high <= _THIN) & (wide >= _LONG)):
        rows, columns = slice(top[one], top[one] + high[one]), slice(left[one], left[one] + wide[one])
        kept[one] = not _runs_evenly(tiles.pixels_of(rows, columns))
    return np.asarray(kept[labels])


def _runs_evenly(pixels: NDArray[np.uint8]) -> bool:
    """Whether a strip (H, W) changes across and hardly along: no strokes follow each other in it."""
    along = pixels.mean(axis=0, dtype=np.float32)[None]
    usual = cv2.blur(along, (2 * _LONG * STRIDE + 1, 1))
    return float(np.var(along - usual)) < _EVEN * float(np.var(pixels.mean(axis=1, dtype=np.float32)))
