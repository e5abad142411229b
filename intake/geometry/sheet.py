"""The sheet in a photograph: its four corners, where it stands out from what it lies on.

Straight lines are sought at which colours change; of the four-sided figures they make, the sheet is the one that is
of one colour just inside all its sides, of another just outside, and of the first nearly everywhere between its print.
That holds for sheets darker than the table, and on tables with patterns too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.geometry.borders import Floats, Lab, Lines, straight_lines
from intake.geometry.figures import Figures, figures_of, square
from intake.geometry.paper import Small, nothing_but_paper, paper_area, seen_small
from intake.geometry.surroundings import (
    ALIKE,
    BESIDE,
    DARKEST,
    clear_of,
    colours_beside,
    figure_mask,
    is_a_part,
    of_colour,
    parted,
    well_inside,
    within,
)
from intake.page import Pixels
from intake.print import Mask

Corners = NDArray[np.float64]
"""(4, 2) x and y in pixels, clockwise from the top left."""

_LEAST: Final = 60
"""Pixels: on anything smaller there is nothing to be told apart."""
_LINES: Final = 9
"""Lines each way of which figures are made, the longest."""
_SHORTEST: Final = 0.12
"""Of the picture's shorter side: so much of a sheet's side must be seen as straight."""
_PLAIN: Final = (0.58, 0.85)
"""Share of a side that must be plain, on the worst side (a hand may lie on it) and on average."""
_FILLED: Final = 0.7
"""Share of the figure that must be of the paper's colour; the rest may be pictures, hands and seals."""
_PRINTED: Final = 0.002
"""Share of the figure on which there must be strokes: a tile of the table has none."""
_ELSEWHERE: Final = 0.05
"""Of the strokes inside, so many there may be outside on paper of the same colour: a folded sheet's half has more."""
_OUTLINED: Final = (0.1, 0.95)
"""Share of the picture that a sheet known by its area has at least, and of its figure that the area fills."""
_STRAIGHT: Final = 0.9
"""Share of a side that is plain from which it is taken as straight."""
_BULGE: Final = 0.02
"""Of the picture's height, by which a side that is less plain may bulge."""
_TRIED: Final = 8
"""Figures that are looked into, the plainest."""


@dataclass(frozen=True, eq=False)
class Found:
    """A sheet's corners, or None; whether anything but paper is seen around it; and, where it is but the corners were
    not found, the area of the paper (H, W), at any size."""

    corners: Corners | None
    table: bool
    paper: Mask | None = None


def look_for_sheet(pixels: Pixels) -> Found:
    """The sheet in a picture, where it lies on something else and its sides are plain.

    Errs towards no corners: a crop that cuts text away is worse than a perspective left in. A sheet that reaches
    beyond the picture on one or two sides ends there.
    """
    small = seen_small(pixels)
    height, width = small.bare.shape[:2]
    if min(height, width) < _LEAST or nothing_but_paper(small):
        return Found(None, False)
    lines = straight_lines(small.bare, _SHORTEST * min(height, width))
    best = _best(figures_of(*_across_and_down(lines), (width, height)), small)
    if best is None:
        paper = paper_area(small)
        best = _outlined(paper, small)
        if best is None:
            return Found(None, True, paper)
    return Found(np.asarray((best + 0.5) / small.scale, dtype=np.float64), True)


def _across_and_down(lines: Lines) -> tuple[Lines, Lines]:
    """The longest lines across the picture, and those down."""
    across = np.abs(lines.directions[:, 0]) > np.abs(lines.directions[:, 1])
    return lines.chosen(np.flatnonzero(across)[:_LINES]), lines.chosen(np.flatnonzero(~across)[:_LINES])


def _best(figures: Figures, small: Small) -> Corners | None:
    """The figure whose sides are plainest, and that is paper with print on it."""
    if not len(figures.corners):
        return None
    lab = small.bare
    sides, papers = _plainness(figures, lab)
    good = (sides.min(axis=1) > _PLAIN[0]) & (sides.mean(axis=1) > _PLAIN[1]) & (papers[:, 0] > DARKEST)
    # Of figures that are equally plain the larger: a card lies on the sheet, not the sheet on the card.
    score = sides.mean(axis=1) + 0.5 * sides.min(axis=1) - 0.08 * figures.cut.sum(axis=1) + 0.05 * figures.areas
    order = [int(index) for index in np.argsort(-score, kind="stable") if good[index]]
    for index in order[:_TRIED]:
        corners: Corners = figures.corners[index]
        if _is_sheet(corners, papers[index], small) and not is_a_part(corners, papers[index], small):
            return _pushed(corners, (sides[index] < _STRAIGHT) & ~figures.cut[index], lab.shape[0])
    return None


def _outlined(paper: Mask, small: Small) -> Corners | None:
    """The corners of the paper's area, where it is four-sided: on tables whose patterns hide a side's line."""
    outlines, _ = cv2.findContours(paper, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    outline = max(outlines, key=cv2.contourArea, default=None)
    if outline is None or not cv2.contourArea(outline) > _OUTLINED[0] * paper.size:
        return None
    hull = np.asarray(cv2.convexHull(outline))
    around = cv2.arcLength(hull, True)
    for tolerance in (0.02, 0.03, 0.05):
        figure = np.asarray(cv2.approxPolyDP(hull, tolerance * around, True), dtype=np.float64).reshape(-1, 2)
        if len(figure) == 4:
            break
    else:
        return None
    corners = _in_order(figure)
    whole = np.array((paper.shape[1], paper.shape[0]))
    at_edge = ((figure < 3) | (figure > whole - 4)).any()
    filled = cv2.contourArea(outline) / max(cv2.contourArea(corners.astype(np.float32)), 1.0)
    colour = np.median(small.bare[paper > 0].reshape(-1, 3), axis=0)
    if at_edge or filled < _OUTLINED[1] or not square(corners[None])[0]:
        return None
    if not _is_sheet(corners, colour, small) or is_a_part(corners, colour, small):
        return None
    return _pushed(corners, np.ones(4, dtype=bool), paper.shape[0])


def _in_order(figure: Corners) -> Corners:
    middle = figure.mean(axis=0)
    around: Corners = figure[np.argsort(np.arctan2(*(figure - middle).T[::-1]))]
    return np.asarray(np.roll(around, -int(around.sum(axis=1).argmin()), axis=0))


def _plainness(figures: Figures, lab: Lab) -> tuple[Floats, Floats]:
    """The share of each side (N, 4) that parts the sheet's colour from another, and the sheets' colours (N, 3)."""
    inside, _ = colours_beside(figures.corners, lab, BESIDE)
    outside, beyond = colours_beside(figures.corners, lab, -BESIDE)
    papers = np.median(inside.reshape(len(inside), -1, 3), axis=1)
    away = np.abs(inside - papers[:, None, None])
    alike = (away[..., 0] < ALIKE[0]) & (away[..., 1:].max(axis=-1) < ALIKE[1])
    plain = (alike & parted(inside, outside)) | beyond
    return np.where(figures.cut, alike.mean(axis=2), plain.mean(axis=2)), papers


def _pushed(corners: Corners, which: NDArray[np.bool_], height: int) -> Corners:
    """The corners with some sides further out, by what a curled side bulges."""
    way = np.roll(corners, -1, axis=0) - corners
    outwards = np.column_stack((way[:, 1], -way[:, 0])) / np.linalg.norm(way, axis=1, keepdims=True)
    moves = outwards * which[:, None] * (_BULGE * height)
    return np.asarray(corners + moves + np.roll(moves, 1, axis=0), dtype=np.float64)


def _is_sheet(corners: Corners, paper: Floats, small: Small) -> bool:
    """Whether a figure is filled with paper, and printed on."""
    lab, strokes = small.bare, small.strokes
    mask = figure_mask(corners, lab)
    inner = well_inside(mask)
    size = cv2.countNonZero(inner)
    alike = np.array((ALIKE[0], ALIKE[1], ALIKE[1]))
    # Just below the limits, since OpenCV counts them in.
    filled = within(lab, np.floor(paper - alike) + 1, np.ceil(paper + alike) - 1)
    if not size or cv2.countNonZero(cv2.bitwise_and(filled, inner)) < _FILLED * size:
        return False
    printed = cv2.countNonZero(cv2.bitwise_and(strokes, inner))
    if printed < _PRINTED * size:
        return False
    # The edges of tiles and stripes are strokes too; those of print have paper all around.
    elsewhere = cv2.bitwise_and(cv2.bitwise_and(strokes, of_colour(lab, paper)), clear_of(mask))
    return cv2.countNonZero(elsewhere) < _ELSEWHERE * printed
