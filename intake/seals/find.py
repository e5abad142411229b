"""Seals on a page: found by the shape of their ink, never by colour alone.

A seal is a closed rim of one ink with writing of that ink inside and a gap between the two. Red headings, crosses,
fingerprints, underlines, emblems and printed （盖章） have no such rim. Coloured rims are searched in maps of red and
of blue ink; grey ones, on copies, among everything dark, with stricter thresholds since all print is dark there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from intake.page import PageImage
from intake.seals import frames
from intake.seals.mark import SealMark
from intake.seals.options import DEFAULT_OPTIONS, FindOptions
from intake.seals.rounds import round_marks
from intake.seals.straight import cut_marks, straight_marks
from intake.seals.tint import Ink, Inks, ink_maps, inked
from models.codes import SealColor


def find_seals(page: PageImage, options: FindOptions = DEFAULT_OPTIONS) -> tuple[SealMark, ...]:
    """All seals of a page, most certain first; an empty tuple where there is none."""
    inks = ink_maps(page.pixels)
    found: list[SealMark] = []
    for color, ink in ((SealColor.RED, inks.red), (SealColor.BLUE, inks.blue)):
        threshold = options.color_threshold + round(min(2.5 * _paper_noise(ink), 26.0))
        mask = inked(ink, threshold)
        if cv2.countNonZero(mask) < 150 or frames.largest(mask) < 1.5 * options.frame_small:
            continue
        rounds = round_marks(ink, threshold, color, options)
        found += rounds
        found += straight_marks(ink, mask, color, options)
        sure = [mark for mark in rounds if mark.confidence >= options.sure]
        if sure:
            rest = _without(mask, sure)
            found += straight_marks(ink, rest, color, options)
            found += cut_marks(ink, mask, rest, color, options)
    found += round_marks(_plain_dark(inks), options.dark_threshold, SealColor.BLACK, options)
    return tuple(_on_page(mark, inks.scale, page) for mark in _best_of_each_place(found))


def _paper_noise(ink: Ink) -> float:
    """What nine tenths of the paper stay below, in the quieter third of 36 tiles: neither seals nor a table count.

    Phone photographs show up to 1 (red) and 4 (blue) there, and 12 in their noisiest thousandth.
    """
    tiles = [tile[::4, ::4] for rows in np.array_split(ink, 6) for tile in np.array_split(rows, 6, axis=1)]
    return float(np.percentile([np.percentile(tile, 90) for tile in tiles if tile.size], 30))


def _plain_dark(inks: Inks) -> Ink:
    """Dark ink without the coloured: a red or blue seal must not be found a second time as a grey one."""
    colored = cv2.max(inks.red, inks.blue)
    return np.asarray(cv2.subtract(inks.dark, cv2.add(colored, colored)), dtype=np.uint8)


def _without(mask: Ink, marks: Sequence[SealMark]) -> Ink:
    """The ink outside of marks: a stamp that touches another seal stands by itself there."""
    rest = mask.copy()
    for mark in marks:
        rest[mark.mask(mask.shape[0], mask.shape[1], 1.04) > 0] = 0
    return rest


def _best_of_each_place(marks: Sequence[SealMark]) -> list[SealMark]:
    """One mark where several lie on each other: the surest, a coloured one before a grey one."""
    kept: list[SealMark] = []
    for mark in sorted(marks, key=lambda each: (each.color is SealColor.BLACK, -each.confidence)):
        if not any(_same_place(mark, other) for other in kept):
            kept.append(mark)
    return kept


def _same_place(mark: SealMark, other: SealMark) -> bool:
    """Whether two marks are one seal: much overlap, or one inside the other (a second rim, a frame in a seal)."""
    overlap = mark.box.iou(other.box)
    if {mark.color, other.color} == {SealColor.RED, SealColor.BLUE}:
        return overlap > 0.45
    if mark.is_round and other.is_round and max(mark.box.covers(other.box), other.box.covers(mark.box)) > 0.6:
        return True
    return overlap > 0.45 or mark.box.covers(other.box) > 0.8 or other.box.covers(mark.box) > 0.8


def _on_page(mark: SealMark, scale: float, page: PageImage) -> SealMark:
    """The mark in pixels of the page instead of the map's."""
    return replace(
        mark,
        center=(mark.center[0] / scale, mark.center[1] / scale),
        axes=(mark.axes[0] / scale, mark.axes[1] / scale),
        corners=tuple((x / scale, y / scale) for x, y in mark.corners),
    )
