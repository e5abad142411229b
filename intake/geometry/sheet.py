"""The sheet in a photograph: its four corners, where it stands out from what it lies on."""

from __future__ import annotations

from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.geometry.print import scaled_grey
from intake.page import Pixels

Corners = NDArray[np.float64]
"""(4, 2) x and y in pixels, clockwise from the top left."""

_LOOKED_AT: Final = 600
_LEAST_SHARE: Final = 0.25
"""Of the picture. A smaller light area is a card or a label on the sheet, not the sheet."""
_MOST_SHARE: Final = 0.97
"""More is a sheet that fills the picture: there is nothing to take away."""
_LEAST_FILLING: Final = 0.95
"""Share of the four-sided figure that the area itself fills; a sheet with a hand on it or a torn one has less."""
_LEAST_STEP: Final = 25
"""Grey levels between the sheet and what it lies on, in the median along each side."""
_ANGLES: Final = (60.0, 120.0)
"""Degrees at a corner: beyond them it is no sheet seen by a person holding a camera."""


def find_sheet(pixels: Pixels) -> Corners | None:
    """The corners of a sheet lying on something darker, where all four sides are plain; else None.

    Errs towards None: a crop that cuts text away is worse than a perspective left in.
    """
    small, scale = scaled_grey(pixels, _LOOKED_AT)
    grey = np.asarray(cv2.GaussianBlur(small, (5, 5), 0), dtype=np.uint8)
    _, light = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    filled = cv2.morphologyEx(light, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    outlines, _ = cv2.findContours(filled, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    outline = max(outlines, key=cv2.contourArea, default=None)
    if outline is None or not _LEAST_SHARE < cv2.contourArea(outline) / grey.size < _MOST_SHARE:
        return None
    corners = _corners(outline)
    if corners is None or not _plausible(corners, cv2.contourArea(outline), grey):
        return None
    return np.asarray(corners / scale)


def _corners(outline: NDArray[Any]) -> Corners | None:
    hull = np.asarray(cv2.convexHull(outline))
    around = cv2.arcLength(hull, True)
    for tolerance in (0.02, 0.03, 0.05):
        figure = np.asarray(cv2.approxPolyDP(hull, tolerance * around, True), dtype=np.float64).reshape(-1, 2)
        if len(figure) == 4:
            return _in_order(figure)
    return None


def _in_order(figure: Corners) -> Corners:
    middle = figure.mean(axis=0)
    around: Corners = figure[np.argsort(np.arctan2(*(figure - middle).T[::-1]))]
    return np.asarray(np.roll(around, -int(around.sum(axis=1).argmin()), axis=0))


def _plausible(corners: Corners, area: float, grey: NDArray[np.uint8]) -> bool:
    figure = cv2.contourArea(corners.astype(np.float32))
    if figure <= 0 or area / figure < _LEAST_FILLING:
        return False
    before, after = np.roll(corners, 1, axis=0) - corners, np.roll(corners, -1, axis=0) - corners
    lengths = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    angles = np.degrees(np.arccos(np.clip((before * after).sum(axis=1) / lengths, -1, 1)))
    return bool((angles > _ANGLES[0]).all() and (angles < _ANGLES[1]).all()) and _all_sides_plain(corners, grey)


def _all_sides_plain(corners: Corners, grey: NDArray[np.uint8]) -> bool:
    """Whether along each side the inside is clearly lighter than the outside; a side on the picture's edge counts."""
    middle = corners.mean(axis=0)
    height, width = grey.shape
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        along = start + np.linspace(0.1, 0.9, 25)[:, None] * (end - start)
        inwards = middle - along
        inwards *= 8 / np.linalg.norm(inwards, axis=1, keepdims=True)
        inside, outside = along + inwards, along - inwards
        if ((outside < 0) | (outside >= (width, height))).any(axis=1).mean() > 0.5:
            continue
        step = _values(grey, inside) - _values(grey, outside)
        if np.median(step) < _LEAST_STEP:
            return False
    return True


def _values(grey: NDArray[np.uint8], points: Corners) -> NDArray[np.float64]:
    columns, rows = np.clip(points, 0, (grey.shape[1] - 1, grey.shape[0] - 1)).astype(int).T
    return np.asarray(grey[rows, columns], dtype=np.float64)
