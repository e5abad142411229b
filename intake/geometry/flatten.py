"""Take perspective, skew and curl out of a page, where it has any; otherwise hand it back unchanged.

A sheet whose four edges are plain is seen from straight above; where they are not, the text lines say how far the
page's perspective makes them converge. Everything found is taken out in one warp, so that print is blurred only once.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from intake.geometry.curl import BENT, is_bent
from intake.geometry.dewarp import dewarped
from intake.geometry.sheet import Corners, look_for_sheet
from intake.geometry.skew import LOOKED_AT, Slant, slant_of
from intake.ocr.engine import OcrEngine
from intake.page import Matrix, PageImage
from intake.print import Edges, Mask, colour_at_edges, interpolation, lower_edges, scaled_grey

Size = tuple[int, int]
"""Width and height in pixels."""

_LEAST_SKEW: Final = 0.2
"""Degrees. Less costs the engine nothing, while turning costs time and a little sharpness."""
_LITTLE: Final = 300
"""Points of black print, of which a line of characters has a hundred and more."""
_MARGIN: Final = 0.01
"""Of the sheet's sides, kept around it: what a corner found a few pixels inside would cut away."""


def flatten(page: PageImage, engine: OcrEngine) -> tuple[PageImage, float]:
    """The page out of perspective, level and without curl, and the skew in degrees its lines had (positive: clockwise).

    A page with a trusted text layer lies flat by construction.
    """
    if page.text_lines is not None:
        return page, 0.0
    found = look_for_sheet(page.pixels)
    above, size = np.eye(3), (page.width, page.height)
    if found.corners is not None:
        above, size = seen_from_above(found.corners)
    edges = _print_edges(page, above, size)
    # Where the table cannot be cut away its pattern must not be taken for lines; and a sheet whose sides are not
    # straight is more likely to be bent.
    enough = BENT
    if found.paper is not None:
        edges, enough = edges.on(found.paper), BENT / 2
    slant = slant_of(edges)
    turn, turned_size = levelling(slant, size)
    flat = warped(page, turn @ above, turned_size)
    levelled = edges.moved(turn, size, turned_size)
    if is_bent(levelled, enough):
        flat = dewarped(page, flat, turn @ above, levelled, engine)
    return flat, _skew_before(above, size, slant)


def _skew_before(above: Matrix, size: Size, slant: Slant) -> float:
    """Degrees by which a line in the middle of a page that was seen ``above`` falls on the page before."""
    way = np.array([np.cos(np.deg2rad(slant.skew)), np.sin(np.deg2rad(slant.skew))])
    ends = np.array(size) / 2 + np.array([[-1.0], [1.0]]) * way * size[0] / 8
    start, end = cv2.perspectiveTransform(ends[None], np.linalg.inv(above))[0]
    # Adding nought turns -0.0 into 0.0 for the record.
    return round(float(np.degrees(np.arctan2(end[1] - start[1], end[0] - start[0]))), 2) + 0.0


def seen_from_above(corners: Corners) -> tuple[Matrix, Size]:
    """The homography that takes a sheet with the given corners, and a margin, to a rectangle, and its size."""
    middle = corners.mean(axis=0)
    wider = (middle + (corners - middle) * (1 + 2 * _MARGIN)).astype(np.float32)
    top, right, bottom, left = np.linalg.norm(wider - np.roll(wider, -1, axis=0), axis=1)
    width, height = round(float(max(top, bottom))), round(float(max(left, right)))
    target = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32)
    return np.asarray(cv2.getPerspectiveTransform(wider, target), dtype=np.float64), (width, height)


def levelling(slant: Slant, size: Size) -> tuple[Matrix, Size]:
    """The homography that makes the lines of a page of that size level and parallel, and the size it needs then."""
    if abs(slant.skew) < _LEAST_SKEW and slant.convergence == 0:
        return np.eye(3), size
    width, height = size
    half, angle = max(size) / 2, np.deg2rad(slant.skew)
    centred = np.array([[1 / half, 0, -width / 2 / half], [0, 1 / half, -height / 2 / half], [0, 0, 1]])
    turn = np.array([[np.cos(angle), np.sin(angle), 0], [-np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
    parallel = np.array([[1, 0, 0], [0, 1, 0], [slant.convergence, 0, 1]])
    there = np.diag([half, half, 1.0]) @ parallel @ turn @ centred
    corners = np.array([[(0, 0), (width, 0), (width, height), (0, height)]], dtype=np.float64)
    reached = cv2.perspectiveTransform(corners, there)[0]
    low, high = reached.min(axis=0), reached.max(axis=0)
    there = np.array([[1, 0, -low[0]], [0, 1, -low[1]], [0, 0, 1]]) @ there
    return there / there[2, 2], (round(float(high[0] - low[0])), round(float(high[1] - low[1])))


def _print_edges(page: PageImage, there: Matrix, size: Size) -> Edges:
    """The lower edges of black print, for stamps are pressed at any angle; of all print where there is little of it."""
    black = lower_edges(_small(page, there, size, coloured=False))
    return black if len(black.points) >= _LITTLE else lower_edges(_small(page, there, size, coloured=True))


def _small(page: PageImage, there: Matrix, size: Size, *, coloured: bool) -> Mask:
    """What the page looks like in grey after ``there``, at the size at which lines are measured."""
    grey, scale = scaled_grey(page.pixels, LOOKED_AT, coloured=coloured)
    if np.array_equal(there, np.eye(3)):
        return grey
    shrink = min(1.0, LOOKED_AT / max(size))
    whole = np.diag([shrink, shrink, 1.0]) @ there @ np.diag([1 / scale, 1 / scale, 1.0])
    canvas = (max(1, round(size[0] * shrink)), max(1, round(size[1] * shrink)))
    return np.asarray(cv2.warpPerspective(grey, whole, canvas, borderMode=cv2.BORDER_REPLICATE), dtype=np.uint8)


def warped(page: PageImage, there: Matrix, size: Size) -> PageImage:
    """The page after ``there``, which is given for the edges of pixels; OpenCV means their middles."""
    if size == (page.width, page.height) and np.array_equal(there, np.eye(3)):
        return page
    shift = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    middles = np.linalg.inv(shift) @ there @ shift
    beyond = colour_at_edges(page.pixels)
    if np.abs(there[2, :2]).max() == 0:
        pixels = cv2.warpAffine(
            page.pixels, middles[:2], size, flags=interpolation(page.pixels, size), borderValue=beyond
        )
    else:
        pixels = cv2.warpPerspective(
            page.pixels, middles, size, flags=interpolation(page.pixels, size), borderValue=beyond
        )
    return page.warped(np.asarray(pixels, dtype=np.uint8), np.asarray(np.linalg.inv(there), dtype=np.float64))
