"""What too much light has taken: tiles burnt out to white, and print that faded all over the page."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.clarity.evidence import tiles_of
from intake.clarity.survey import Survey
from intake.clarity.text import Print
from intake.clarity.tiles import STRIDE, Map, Mask
from intake.clarity.trouble import between

_BURNT: Final = 0.1
"""Strength at which burnt tiles are believed: the network gave those of drawn glare 0.15-0.7."""
_BURNT_LIGHT: Final = 247.0
"""Grey level of the weakest channel, from which paper is burnt out where it is not white anyway."""
_WHITE: Final = 241.0
"""Grey level of the same, from which paper is white anyway."""
_FLAT, _GRAINED, _MIXED = 0.8, 0.15, 0.5
"""Share of flat white of a tile that is burnt, of those around lines on paper that has grain, and on paper that has
grain in most places."""
_BELIEVED: Final = 0.4
"""Strength, on average, of a white patch that is burnt where other paper is white without it: bare paper of drawn scans
had up to 0.38."""
_EDGE: Final = 0.2
"""Of the text's width, along which the page ends in burnt white."""
_CUT_LINES: Final = 4
"""Lines that end at a patch: so many do not end there by chance."""
_NEAR: Final = 3
"""Tiles: so near to a patch a line ends at it."""
_FAINT: Final = 0.05
"""Strength at which light washes out half of the lines that were read: it is no reflection in one place."""
_PALER: Final = 0.4
"""Of the contrast of the page's strongest quarter of lines; pale labels have more."""
_FADING: Final = 0.12
"""Strength from which paler lines are washed out, and what is around them."""
_TELLING, _INKED, _FADED_END = 5, 25, 0.5
"""Tiles of a line that has ends, grey levels by which print is darker than paper, and the share of that which is left
at an end that fades."""
_LARGE: Final = 0.25
"""Of the page: so much of it a lamp does not burn out without lines that fade towards it; bright paper does."""
_ALONG, _SIDES, _FILLED = 0.6, 3, 0.85
"""Of a side of the page, along which a patch lies; of how many sides; and of the rectangle around a card, that it
fills: on eight drawn sheets the sides of identity cards fill 0.98 and more."""
_BESIDE_LAMP: Final = 238.0
"""Grey level of the weakest channel, three to six tiles beside a patch of full white, below which it ends steeply."""
_MUCH: Final = 100
"""Characters of a page of which most can be read."""
_PALEST: Final = (0.06, 0.03)
"""Contrast of most lines on flat white: at 0.06 all was read, at 0.03 a seventh."""


def surely_read(survey: Survey) -> list[Print]:
    """The lines of three characters and more that the recogniser is sure of."""
    return [each for each in survey.prints if each.confidence > 0.9 and each.weight >= 3]


def usual_at(survey: Survey, values: Map, share: float) -> float:
    """The value below which such a share (of 100) of the tiles lies where lines were read surely; 0 of none."""
    sure = sure_tiles(survey)
    return float(np.percentile(values[sure], share)) if sure.any() else 0.0


@lru_cache(maxsize=2)
def sure_tiles(survey: Survey) -> Mask:
    """The tiles in which lines stand that were read surely."""
    return tiles_of(survey.tiles, surely_read(survey))


def washed_all_over(survey: Survey) -> bool:
    """Whether light washes out half of the lines that were read."""
    return usual_at(survey, survey.tiles.washed, 50) > _FAINT


@lru_cache(maxsize=1)
def burnt(survey: Survey) -> Mask:
    """Tiles burnt out to white: where the network half says so or lines end, on paper that is not white anyway; and on
    any paper around lines that fade."""
    tiles = survey.tiles
    if washed_all_over(survey):
        return np.zeros(tiles.shape, bool)
    shaded = usual_at(survey, tiles.dim, 90) > 0.2
    white, flat = usual_at(survey, tiles.ground.min(axis=2), 90 if shaded else 50), _flat_around(survey)
    fading = _around_fading(survey, grained=flat < _MIXED)
    if 0 < white < _WHITE:
        bright = tiles.pale >= _BURNT_LIGHT
    elif white and flat < _MIXED:
        bright = tiles.flat > _FLAT
    else:
        return fading
    count, patches = cv2.connectedComponents(bright.astype(np.uint8), connectivity=4)
    labels = np.asarray(patches, np.int32)
    sizes = np.bincount(labels.ravel(), minlength=count)
    fades = _fading_ends(survey)
    # Of a page of which little was read, much may be burnt.
    much = sum(line.weight for line in survey.prints) >= _MUCH
    large = (sizes >= _LARGE * labels.size) & (much and not fades)
    believed = (~large | _steep(survey, labels, count, large)) & ~_around_cards(survey, labels, count)
    ended = ends_at(survey, labels, count) >= _CUT_LINES
    if white >= _WHITE and flat >= _GRAINED:
        strength = np.bincount(labels.ravel(), tiles.washed.ravel(), minlength=count) / np.maximum(sizes, 1)
        doubted = strength > _BURNT
        believed &= ((fades >= 2) & (strength > _BELIEVED)) | (doubted & ended & ~_read_within(survey, labels, count))
        believed[0] = False
        return np.asarray(believed[labels] | fading)
    believed[0] = False
    return np.asarray((believed[labels] & ((tiles.washed > _BURNT) | ended[labels])) | fading)


def _around_cards(survey: Survey, labels: NDArray[np.int32], count: int) -> NDArray[np.bool_]:
    """The patches that are the sheet on which cards or slips lie: along most of three sides of the page, around
    rectangles in which the surely read lines stand that do not stand on the sheet itself (for what a copy may be used).
    What a lamp burns out has no such shape, and no print on it."""
    sides = (labels[0], labels[-1], labels[:, 0], labels[:, -1])
    along = [np.bincount(side, minlength=count) > _ALONG * len(side) for side in sides]
    around = np.sum(along, axis=0) >= _SIDES
    around[0] = False
    _, parts, stats, _ = cv2.connectedComponentsWithStats((~around[labels]).astype(np.uint8), connectivity=4)
    sure, white = sure_tiles(survey), survey.tiles.ground.min(axis=2) >= _BURNT_LIGHT
    # What is written on the sheet has its white for a ground.
    cards = np.unique(parts[sure & ~white])
    if not len(cards) or cards[0] == 0:
        return np.zeros(count, bool)
    _, _, wide, high, area = stats[cards].T
    return np.asarray(around & bool((area >= _FILLED * wide * high).all()))


def _read_within(survey: Survey, labels: NDArray[np.int32], count: int) -> NDArray[np.bool_]:
    """The patches that lie along a line that was read surely: white paper, and print on it."""
    within = np.zeros(count, bool)
    for line in surely_read(survey):
        rows, columns = survey.tiles.span(line.box)
        above, below = labels[max(rows.start - 1, 0), columns], labels[min(rows.stop, labels.shape[0] - 1), columns]
        along = np.minimum(np.bincount(above, minlength=count), np.bincount(below, minlength=count))
        within |= along > 0.5 * (columns.stop - columns.start)
    within[0] = False
    return within


def _steep(survey: Survey, labels: NDArray[np.int32], count: int, asked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Of the patches asked for those beside which the paper is plainly darker, as it is around a lamp's reflection;
    where a sheet is lit from one side it darkens slowly."""
    steep, weakest = np.zeros(count, bool), survey.tiles.ground.min(axis=2)
    for one in np.nonzero(asked)[0]:
        area = (labels == one).astype(np.uint8)
        near, far = (cv2.dilate(area, np.ones((side, side), np.uint8)) > 0 for side in (7, 13))
        beside = weakest[far & ~near]
        steep[one] = beside.size > 0 and float(np.median(beside)) < _BESIDE_LAMP
    return steep


def _flat_around(survey: Survey) -> float:
    """How much of the paper around lines that were read surely is flat white, 0..1."""
    tiles = survey.tiles
    lines = sure_tiles(survey).astype(np.uint8)
    around = (cv2.dilate(lines, np.ones((5, 5), np.uint8)) > 0) & (lines == 0)
    return float(tiles.flat[around].mean()) if around.any() else 1.0


def _around_fading(survey: Survey, grained: bool) -> Mask:
    """White tiles around two lines and more whose print is far paler than others' and washed out, or stands on flat
    white though most paper is ``grained``."""
    tiles, nothing = survey.tiles, np.zeros(survey.tiles.shape, bool)
    if len(survey.prints) < 4:
        return nothing
    strong = float(np.percentile([line.contrast for line in survey.prints], 75))
    paler = [line for line in survey.prints if line.contrast < _PALER * strong and line.weight >= 2]
    light = np.maximum(tiles.washed, tiles.flat * grained)
    paler = [line for line in paler if light[tiles.span(line.box)].mean() > _FADING]
    if len(paler) < 2:
        return nothing
    white = ((tiles.washed > _FADING) & (tiles.pale > _WHITE)) | ((tiles.flat > _FLAT) & grained)
    _, labels = cv2.connectedComponents(white.astype(np.uint8), connectivity=4)
    near = cv2.dilate(tiles_of(tiles, paler).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    touched = np.unique(labels[near])
    return np.asarray(np.isin(labels, touched[touched > 0]))


def survives(survey: Survey) -> float:
    """The share of the print that light has left all over the page, 0..1: on flat white what is thinner than the palest
    lines is gone without a trace."""
    prints = survey.prints
    if not prints or not washed_all_over(survey):
        return 1.0
    flat = _flat_around(survey)
    usual = float(np.median([line.contrast for line in prints]))
    return 1.0 - flat * between(usual, *_PALEST)


def _fading_ends(survey: Survey) -> int:
    """How many lines are half as dark, or less, where they begin or end as they mostly are."""
    tiles, count = survey.tiles, 0
    for line in survey.prints:
        rows, columns = tiles.span(line.box)
        wide = columns.stop - columns.start
        if wide < _TELLING:
            continue
        darkest = tiles.pixels_of(rows, columns).min(axis=0).reshape(wide, STRIDE).min(axis=1)
        dark = tiles.light[rows, columns].max(axis=0) - darkest
        usual = float(np.median(dark))
        ends = min(float(dark[:2].max()), float(dark[-2:].max()))
        count += usual > _INKED and ends < _FADED_END * usual
    return count


def burnt_edge(survey: Survey, side: int) -> bool:
    """Whether the page ends in burnt white at its left, right, top or bottom edge (0..3), on paper that is not white
    anyway: there the sheet was found only as far as it is seen."""
    tiles = survey.tiles
    columns = survey.evidence.read.any(axis=1 if side < 2 else 0)
    strip = (tiles.pale[:, :2], tiles.pale[:, -2:], tiles.pale[:2].T, tiles.pale[-2:].T)[side].max(axis=1)
    white = usual_at(survey, tiles.ground.min(axis=2), 50)
    return bool(0 < white < _WHITE and columns.any() and (strip[columns] >= _BURNT_LIGHT).mean() > _EDGE)


def ends_at(survey: Survey, labels: NDArray[np.int32], count: int) -> NDArray[np.int64]:
    """How many lines begin or end right at each patch of tiles."""
    ends = np.zeros(count, np.int64)
    for line in survey.prints:
        rows, columns = survey.tiles.span(line.box)
        middle = (rows.start + rows.stop - 1) // 2
        near = (slice(max(columns.start - _NEAR, 0), columns.start), slice(columns.stop, columns.stop + _NEAR))
        for patch in {int(one) for side in near for one in labels[middle, side]}:
            ends[patch] += 1
    return ends
