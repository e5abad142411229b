"""The ink of a printed list: how much of it stands in the slot of a name, and where a list without marks has none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.extract.rules import Grid
from intake.page import ReadPage
from models.place import Box

_INK: Final = 0.38
"""Darkness (0 paper, 1 print) from which on a pixel is ink."""
_PALEST: Final = 0.16
"""Share of the paper's light that the palest print takes."""
_BAND: Final = 0.92
"""Height of the print of a line in letters."""
_OFF: Final = 0.12
"""Letters by which a line's middle, as it was found, is off its print's."""
_GAP: Final = 0.06
_OVER: Final = 0.45
"""Letters above and below the print within which marks leave ink: lines are set half a letter apart at least."""
_ARC: Final = 0.8
"""Letters wide are the arcs above and below what is ringed, if only a number."""
_BESIDE: Final = 0.95
_BLUER: Final = 24.0
"""Grey levels by which the blue of a pen differs from its red more than print's does."""
_LEVEL: Final = 0.12
_UPRIGHT: Final = 0.02
"""Rules shorter than this, in page sizes, may be the flat parts of an oval drawn by hand."""
_RULE: Final = 0.0028
"""Half the width, in page sizes, of what is left out along a rule."""


@dataclass(frozen=True)
class Marks:
    """Ink around one name in squares of a letter: strokes that rise from its line, an oval round it (its arcs above and
    below), what stands before and behind it and in its slot, and all of it that is bluer than print."""

    over: float
    ring: float
    before: float
    behind: float
    slot: float
    blue: float = 0.0
    gap: float = 0.0
    """The widest blank within the name, in letters."""


class ListInk:
    """The ink of a part of a page; ``em`` is the size of a letter in pixels."""

    def __init__(self, page: ReadPage, grid: Grid, around: Box, em: float) -> None:
        image = page.image
        self.em = em
        self._size = (image.width, image.height)
        self._corner = (int(around.left * image.width), int(around.top * image.height))
        crop = image.crop(around)
        red = crop[:, :, 2].astype(np.float32)
        near = np.ones((2 * round(em) + 1,) * 2, np.uint8)
        paper = np.maximum(cv2.blur(cv2.dilate(red, near), near.shape), 1.0)  # shadows darken it from place to place
        share = 1.0 - red / paper
        dark = share / max(float(np.percentile(share, 98)), _PALEST)
        self._ink: NDArray[np.bool_] = dark >= _INK
        blue = crop[:, :, 0].astype(np.float32) - red
        self._blue: NDArray[np.bool_] = self._ink & (
            blue > np.median(blue[self._ink]) + _BLUER if self._ink.any() else self._ink
        )
        self._level = [rule for rule in grid.level if rule.end - rule.start >= _LEVEL]
        self._without_rules(grid)

    def _without_rules(self, grid: Grid) -> None:
        """Blank what stands along the rules of the form."""
        width = self._ink.shape[1]
        half = max(round(_RULE * max(self._size)), 2)
        for rule in grid.upright:
            if rule.end - rule.start < _UPRIGHT:
                continue
            middle = round((rule.near + rule.far) / 2 * self._size[0]) - self._corner[0]
            first, last = (round(place * self._size[1]) - self._corner[1] for place in (rule.start, rule.end))
            self._ink[max(first - 3, 0) : max(last + 3, 0), max(middle - half, 0) : max(middle + half + 1, 0)] = False
        for rule in self._level:
            for x in range(0, width, 8):
                middle = round(rule.at((x + 4 + self._corner[0]) / self._size[0]) * self._size[1]) - self._corner[1]
                if rule.reaches((x + 4 + self._corner[0]) / self._size[0]):
                    self._ink[max(middle - half, 0) : max(middle + half + 1, 0), x : x + 8] = False

    def around(self, word: Box, slot: tuple[float, float], room: tuple[float, float], pitch: float) -> Marks:
        """The ink around a name and its slot (its left and right edge); ``room`` is how far left and right nothing else
        is printed. All in fractions of the page. ``pitch`` in letters is how far below each other the rows stand."""
        x0, x1 = word.left * self._size[0] - self._corner[0], word.right * self._size[0] - self._corner[0]
        s0, s1 = (edge * self._size[0] - self._corner[0] for edge in slot)
        left, right = min(x0, s0), max(x1, s1)
        top, bottom = self._band(x0, x1, word.center[1] * self._size[1] - self._corner[1])
        em, reach = self.em, _BESIDE * self.em
        strip = min(max(pitch - _BAND - 0.08, 0.0), _OVER) * em
        above, under = self._free(word, top, bottom, strip)
        free = [edge * self._size[0] - self._corner[0] for edge in room]
        return Marks(
            over=self._rising(left - 0.3 * em, above, right + 0.3 * em, top - _GAP * em),
            ring=self._ring((left - em, right + em), (above, top), (bottom, under)),
            gap=self._widest_blank(x0, top, x1, bottom),
            before=self._amount(max(left - reach, free[0]), top, left - 0.12 * em, bottom),
            behind=self._amount(right + 0.12 * em, top, min(right + reach, free[1]), bottom),
            slot=self._amount(s0, top, s1, bottom),
            blue=self._amount(max(left - reach, free[0]), top, min(right + reach, free[1]), bottom, of=self._blue),
        )

    def inside(self, box: Box) -> float:
        """The ink in a cell, away from its edges, in squares of a letter."""
        inset = 0.12 * self.em
        return self._amount(
            box.left * self._size[0] - self._corner[0] + inset,
            box.top * self._size[1] - self._corner[1] + inset,
            box.right * self._size[0] - self._corner[0] - inset,
            box.bottom * self._size[1] - self._corner[1] - inset,
        )

    def _band(self, left: float, right: float, middle: float) -> tuple[float, float]:
        """Top and bottom of the print of a name: rows of a letter's height near its middle that hold most ink."""
        height = max(round(_BAND * self.em), 2)
        first = max(round(middle - height / 2 - _OFF * self.em), 0)
        last = round(middle + height / 2 + _OFF * self.em) + 1
        rows = self._ink[first:last, max(int(left), 0) : max(int(right), 1)].sum(axis=1)
        if len(rows) <= height:
            return middle - height / 2, middle + height / 2
        sums = np.convolve(rows, np.ones(height), mode="valid")
        best = np.flatnonzero(sums >= 0.99 * sums.max())
        top = first + float(best.mean())
        return top, top + height

    def _rising(self, left: float, top: float, right: float, bottom: float) -> float:
        """The ink of strokes in a strip that come from the line below it. The arc of an oval round the line above is
        wider than a stroke."""
        part = self._part(left, top, right, bottom)
        if not part.any():
            return 0.0
        count, _, stats, _ = cv2.connectedComponentsWithStats(part.astype(np.uint8), connectivity=8)
        near = part.shape[0] - max(round(0.1 * self.em), 1)
        strokes = (one for one in stats[1:count].tolist() if one[1] + one[3] >= near and one[2] < _ARC * self.em)
        return float(sum(area for *_, area in strokes)) / (self.em * self.em)

    def _free(self, word: Box, top: float, bottom: float, strip: float) -> tuple[float, float]:
        """How far above and below a line marks are looked for: as far as a strip, and not to the form's rules."""
        x, corner, height = word.center[0], self._corner[1], self._size[1]
        rules = [rule.at(x) * height - corner for rule in self._level if rule.reaches(x)]
        clear = _RULE * height + 0.1 * self.em
        over = max((y + clear for y in rules if y < (top + bottom) / 2), default=0.0)
        under = min((y - clear for y in rules if y > (top + bottom) / 2), default=float(self._ink.shape[0]))
        return max(top - strip, over), min(bottom + strip, under)

    def _widest_blank(self, left: float, top: float, right: float, bottom: float) -> float:
        inked = np.flatnonzero(self._part(left, top, right, bottom).any(axis=0))
        return float(np.diff(inked).max(initial=1) - 1) / self.em

    def _ring(self, across: tuple[float, float], above: tuple[float, float], below: tuple[float, float]) -> float:
        """The ink of arcs above and below a line that stand over each other; a tick's stroke is too narrow for one."""
        over = self._arcs(across, above[0], above[1] - _GAP * self.em)
        under = self._arcs(across, below[0] + _GAP * self.em, below[1])
        width = min(over.shape[1], under.shape[1])
        if not width or not over.any() or not under.any():
            return 0.0
        columns = over[:, :width].any(axis=0), under[:, :width].any(axis=0)
        spans = [(int(np.flatnonzero(one)[0]), int(np.flatnonzero(one)[-1])) for one in columns]
        common = min(end for _, end in spans) - max(start for start, _ in spans)
        if min(int(one.sum()) for one in columns) < _ARC * self.em or common < _ARC * self.em:
            return 0.0
        return float(np.count_nonzero(over) + np.count_nonzero(under)) / (self.em * self.em)

    def _arcs(self, across: tuple[float, float], top: float, bottom: float) -> NDArray[np.bool_]:
        """The ink of a strip but for what runs from its left to its right end: a rule, which is no part of an oval."""
        part = self._part(across[0], top, across[1], bottom)
        if not part.any():
            return part
        count, places, stats, _ = cv2.connectedComponentsWithStats(part.astype(np.uint8), connectivity=8)
        inner = [number for number in range(1, count) if stats[number][2] < 0.97 * part.shape[1]]
        return np.isin(places, inner)

    def _amount(
        self, left: float, top: float, right: float, bottom: float, of: NDArray[np.bool_] | None = None
    ) -> float:
        return float(np.count_nonzero(self._part(left, top, right, bottom, of))) / (self.em * self.em)

    def _part(
        self, left: float, top: float, right: float, bottom: float, of: NDArray[np.bool_] | None = None
    ) -> NDArray[np.bool_]:
        rows = slice(max(int(top), 0), max(int(np.ceil(bottom)), 0))
        return (self._ink if of is None else of)[rows, max(int(left), 0) : max(int(np.ceil(right)), 0)]
