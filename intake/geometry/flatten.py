"""Take perspective and skew out of a page, where it has any; otherwise hand it back unchanged."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from intake.geometry.sheet import Corners, find_sheet
from intake.geometry.skew import skew_of
from intake.page import PageImage

_LEAST_SKEW: Final = 0.2
"""Degrees. Less costs the engine nothing, while turning costs time and a little sharpness."""
_MARGIN: Final = 0.01
"""Of the sheet's sides, kept around it: what a corner found a few pixels inside would cut away."""


def flatten(page: PageImage) -> tuple[PageImage, float]:
    """The page out of perspective and level, and the skew in degrees that its lines had (positive: clockwise).

    A page with a trusted text layer lies flat by construction.
    """
    if page.text_lines is not None:
        return page, 0.0
    corners = find_sheet(page.pixels)
    if corners is None:
        skew = skew_of(page.pixels)
        return level(page, skew), skew
    sheet = rectified(page, corners)
    top = corners[1] - corners[0]
    rest = skew_of(sheet.pixels)
    return level(sheet, rest), round(float(np.degrees(np.arctan2(top[1], top[0]))) + rest, 2)


def rectified(page: PageImage, corners: Corners) -> PageImage:
    """The sheet with the given corners (4, 2) in pixels, clockwise from the top left, seen from straight above."""
    middle = corners.mean(axis=0)
    wider = (middle + (corners - middle) * (1 + 2 * _MARGIN)).astype(np.float32)
    top, right, bottom, left = np.linalg.norm(wider - np.roll(wider, -1, axis=0), axis=1)
    width, height = round(float(max(top, bottom))), round(float(max(left, right)))
    target = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32)
    there = cv2.getPerspectiveTransform(wider, target)
    pixels = cv2.warpPerspective(
        page.pixels, there, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return page.warped(np.asarray(pixels, dtype=np.uint8), np.linalg.inv(there.astype(np.float64)))


def level(page: PageImage, skew: float) -> PageImage:
    """The page turned back by ``skew`` degrees on a canvas that keeps its corners."""
    if abs(skew) < _LEAST_SKEW:
        return page
    turn = np.asarray(cv2.getRotationMatrix2D((page.width / 2, page.height / 2), skew, 1.0), dtype=np.float64)
    cosine, sine = abs(turn[0, 0]), abs(turn[0, 1])
    width = round(page.width * cosine + page.height * sine)
    height = round(page.width * sine + page.height * cosine)
    turn[:, 2] += np.array([width - page.width, height - page.height]) / 2
    pixels = cv2.warpAffine(page.pixels, turn, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return page.warped(np.asarray(pixels, dtype=np.uint8), np.linalg.inv(np.vstack((turn, (0, 0, 1)))))
