"""Boxes to tick in a line's picture: squares of straight ink, empty, filled, or crossed by a tick that leaves them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

INK: Final = 0.28
"""Thin sides of boxes are printed greyer than letters: a quarter of their darkness."""
_SMALLEST: Final = 0.42
_LARGEST: Final = 1.05
"""Side of a box in heights of its line, as forms print them."""
_TICKED: Final = 0.5
_EMPTY: Final = 0.36
"""How dark the darkest eighth of a box's inside is: of empty ones up to 0.3 by blur, of ticked ones from 0.6 on."""
_LEGIBLE: Final = 14
"""Pixels of a side below which blur closes the inside of an empty box; a filled one is told even so."""
_ACROSS: Final = (0.08, 0.3)
"""Mean darkness inside boxes that a tick by hand crosses and leaves: 0.10 to 0.29; of empty ones to 0.05, of characters
that look like boxes from 0.30 on."""
_THIN: Final = 3.0
"""A box that a thin tick crosses is so much darker inside than the darkest of the others."""
_OUTSIDE: Final = 1.45
"""So much larger than the box may its piece of straight ink be: a tick adds a little, a character's strokes more."""
_BLANK: Final = 0.08
_STROKE: Final = 0.4
"""So much of the margin before a box may be the stroke of a tick that begins left of it."""
_SIDE: Final = 0.82
"""So much of each side of a box is ink, blur and gaps allowed for."""


@dataclass(frozen=True)
class Mark:
    """A box in a line's crop: its left and right edge in pixels, and whether it is ticked (None: cannot be told).

    ``crossed``: strokes go on beyond it, as ticks by hand do, and as those of a character would.
    """

    left: int
    right: int
    ticked: bool | None
    crossed: bool = False


def find_marks(dark: NDArray[np.float32], height: float) -> list[Mark]:
    """The boxes in a line's darkness (H, W) of 0 to 1, from left to right; ``height`` of its letters in pixels.

    A box is a piece of level and upright strokes that closes on four sides with blank paper at its left. A tick across
    it is neither level nor upright; what little of it is so makes the piece larger to the upper right only.
    """
    ink = (dark >= INK).astype(np.uint8)
    stroke = max(round(0.3 * height), 4)
    level = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, stroke), np.uint8))
    upright = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((stroke, 1), np.uint8))
    straight = np.asarray(cv2.max(level, upright), dtype=np.uint8)
    limits = (_SMALLEST * height, _LARGEST * height)
    count, _, stats, _ = cv2.connectedComponentsWithStats(straight, connectivity=8)
    plain: list[_Square] = []
    crossed: list[_Square] = []
    for number in range(1, count):
        x, y, width, tall = (int(value) for value in stats[number][:4])
        piece = straight[y : y + tall, x : x + width]
        if _square(width, tall, limits) and _closed(piece):
            plain.append(_Square(x, y + tall, width, tall))
        elif (side := _side_within(piece, limits)) is not None:
            crossed.append(_Square(x, y + tall, side, side))
    # Characters hold squares too: a box with strokes across it must be like those without.
    found = [*plain, *(one for one in crossed if any(one.is_like(other) for other in plain))]
    found = [one for one in found if one.blank_at_left(ink, _BLANK)]
    marks = [one.mark(dark, crossed=one not in plain) for one in found]
    if plain and not any(mark.ticked for mark in marks):
        lone = _lone(found, dark)
        marks = [replace(mark, ticked=True) if one is lone else mark for one, mark in zip(found, marks, strict=True)]
    if plain and not any(mark.ticked for mark in marks):
        hidden = [one for one in _drawn_over(straight, plain[0]) if one.blank_at_left(ink, _STROKE)]
        hidden = [one for one in hidden if one.is_drawn_across(dark) and not any(map(one.overlaps, found))]
        marks += [Mark(one.left, one.left + one.width, ticked=True, crossed=True) for one in hidden]
    return sorted(marks, key=lambda mark: mark.left)


def _lone(found: Sequence[_Square], dark: NDArray[np.float32]) -> _Square | None:
    """The one box of several across which a thin stroke runs, where the others have nothing inside."""
    inside = [one.inside(dark) for one in found]
    for place, mean in enumerate(inside):
        others = inside[:place] + inside[place + 1 :]
        if others and mean >= max(_ACROSS[0], _THIN * max(others)):
            return found[place]
    return None


def _drawn_over(straight: NDArray[np.uint8], like: _Square) -> list[_Square]:
    """The places as large and as low as a box where ink runs along all four sides, whatever strokes go on from them:
    a box that a tick leaves on every side is no piece of its own."""
    width, height = like.width, like.height
    band = max(round(0.16 * min(width, height)), 2)
    found: list[tuple[float, _Square]] = []
    for bottom in range(like.bottom - 1, like.bottom + 2):
        rows = straight[bottom - height : bottom]
        if bottom < height or rows.shape[0] < height or rows.shape[1] <= width:
            continue
        level = [_run_means(part.max(axis=0), width) for part in (rows[:band], rows[-band:])]
        thick = np.lib.stride_tricks.sliding_window_view(rows, band, axis=1).max(axis=2).mean(axis=0)
        places = len(level[0])
        sides = np.stack([*level, thick[:places], thick[width - band : width - band + places]])
        weakest = sides.min(axis=0)
        found += [(float(weakest[x]), _Square(int(x), bottom, width, height)) for x in np.flatnonzero(weakest >= _SIDE)]
    kept: list[_Square] = []
    for _, one in sorted(found, key=lambda each: -each[0]):
        if not any(map(one.overlaps, kept)):
            kept.append(one)
    return kept


def _run_means(values: NDArray[np.uint8], length: int) -> NDArray[np.float64]:
    """The mean of every run of so many neighbours."""
    sums = np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))
    return np.asarray((sums[length:] - sums[:-length]) / length, dtype=np.float64)


@dataclass(frozen=True)
class _Square:
    """A box in pixels: its left edge, its lower edge, its width and height."""

    left: int
    bottom: int
    width: int
    height: int

    def is_like(self, other: _Square) -> bool:
        """Whether it is as large as another and stands on the same line."""
        slack = 0.15 * other.height
        return abs(self.height - other.height) <= slack and abs(self.bottom - other.bottom) <= slack + 1

    def overlaps(self, other: _Square) -> bool:
        return self.left < other.left + other.width and other.left < self.left + self.width

    def blank_at_left(self, ink: NDArray[np.uint8], limit: float) -> bool:
        """Whether at most that share of the narrow margin before it is ink."""
        margin = ink[self._rows, max(self.left - max(round(0.15 * self.height), 2), 0) : max(self.left - 1, 0)]
        return margin.size == 0 or float(margin.mean()) < limit

    def is_drawn_across(self, dark: NDArray[np.float32]) -> bool:
        """Whether a few strokes cross its inside: neither nothing, nor the many of a character."""
        return _ACROSS[0] <= self.inside(dark) <= _ACROSS[1]

    def inside(self, dark: NDArray[np.float32]) -> float:
        """The mean darkness within its sides; 0 of a box too small to have an inside."""
        inset = max(round(0.18 * min(self.width, self.height)), 2)
        inner = dark[self._rows, self.left : self.left + self.width][inset:-inset, inset:-inset]
        return float(inner.mean()) if inner.size else 0.0

    def mark(self, dark: NDArray[np.float32], *, crossed: bool) -> Mark:
        right = self.left + self.width
        return Mark(self.left, right, _is_ticked(dark[self._rows, self.left : right]), crossed)

    @property
    def _rows(self) -> slice:
        return slice(self.bottom - self.height, self.bottom)


def _square(width: int, tall: int, limits: tuple[float, float]) -> bool:
    return limits[0] <= min(width, tall) and max(width, tall) <= limits[1] and 0.75 <= width / tall <= 1.34


def _side_within(piece: NDArray[np.uint8], limits: tuple[float, float]) -> int | None:
    """The side of the box that stands at the lower left of a larger piece of straight ink; None where none does."""
    smaller, larger = sorted(piece.shape)
    if smaller < limits[0] or larger > _OUTSIDE * limits[1]:
        return None
    sides = range(int(min(smaller, limits[1])), int(limits[0]), -1)
    return next((side for side in sides if _closed(piece[-side:, :side])), None)


def _closed(box: NDArray[np.uint8]) -> bool:
    """Whether ink runs along all four sides."""
    band = max(round(0.16 * min(box.shape)), 2)
    sides = (box[:band].max(axis=0), box[-band:].max(axis=0), box[:, :band].max(axis=1), box[:, -band:].max(axis=1))
    return all(float(side.mean()) >= _SIDE for side in sides)


def _is_ticked(box: NDArray[np.float32]) -> bool | None:
    """Whether the inside of a box is as dark as print somewhere; None between that and the blur of its sides."""
    if min(box.shape) < _LEGIBLE and float(box.mean()) < 0.8:
        return None
    inset = max(round(0.25 * min(box.shape)), 3)
    inner = box[inset:-inset, inset:-inset]
    darkest = float(np.percentile(inner, 88)) if inner.size else 0.45
    return True if darkest >= _TICKED else False if darkest <= _EMPTY else None
