"""Where there is print on a page: the dark, small things, whatever the light on the paper."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.page import Pixels

Mask = NDArray[np.uint8]
"""(H, W), 255 where there is print."""

_NEIGHBOURHOOD: Final = 31
"""Pixels, at the working size: wider than strokes, narrower than shadows."""
_DARKER: Final = 12
"""Grey levels by which print is darker than the paper around it."""


def scaled_grey(pixels: Pixels, longest: int) -> tuple[Mask, float]:
    """The page in grey at a longest side of at most ``longest`` pixels, and the scale used."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    scale = min(1.0, longest / max(grey.shape))
    if scale < 1:
        size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
        # Down to a half, two by two pixels are what an area mean would take too, at a tenth of its time.
        way = cv2.INTER_LINEAR if scale >= 0.5 else cv2.INTER_AREA
        grey = cv2.resize(grey, size, interpolation=way)
    return np.asarray(grey, dtype=np.uint8), scale


def print_mask(grey: Mask) -> Mask:
    """What is darker than its neighbourhood, large dark areas (tables, shadows, pictures) left out."""
    light = cv2.blur(grey, (_NEIGHBOURHOOD, _NEIGHBOURHOOD))
    _, dark = cv2.threshold(cv2.subtract(light, grey), _DARKER - 1, 255, cv2.THRESH_BINARY)
    return np.asarray(dark, dtype=np.uint8)


def line_boxes(mask: Mask) -> list[tuple[int, int, int, int]]:
    """Boxes (x, y, width, height) of what could be level text lines, widest first."""
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, 25), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = [
        (int(x), int(y), int(width), int(height))
        for x, y, width, height, area in stats[1:]
        if 8 <= height <= 60 and width >= 4 * height and area >= 0.25 * width * height
    ]
    return sorted(found, key=lambda box: (-box[2], box[1], box[0]))
