"""Pictures for the networks: a page on a canvas of a few fixed sizes, a line cut out of its page and set level.

The provider compiles a network anew for every size it has not seen; a few sizes keep it fast and its memory flat.
"""

from __future__ import annotations

from typing import Any, Final

import cv2
import numpy as np

from intake.page import Pixels

_CANVAS_STEP: Final = 64
_LINE_HEIGHT: Final = 48
_LINE_WIDTHS: Final = (*range(320, 1600, 80), *range(1600, 3201, 160))
"""Widths, in pixels, at the recogniser's height of 48; 320 is its least and 3200 its greatest. With nine widths a line
carried a quarter of filling, with these a twelfth (docs/measurements/reading.md)."""
# The recogniser fills the rest of a short line with 0 after (value / 255 - 0.5) / 0.5, which is this grey.
_FILLING: Final = (127, 127, 127)
_VERTICAL_RATIO: Final = 1.5
"""From this height to width on, a line is taken as turned by 90 degrees, as PaddleOCR does."""


def on_canvas(pixels: Pixels, longest: int) -> tuple[Pixels, Any]:
    """The page scaled to a longest side of at most ``longest`` pixels, on a white canvas in steps of 64 pixels.

    Returns the canvas and the scale (2,) from the page's x and y to the canvas's.
    """
    height, width = pixels.shape[:2]
    factor = min(1.0, longest / max(height, width))
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    scaled = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA) if factor < 1 else pixels
    canvas_width, canvas_height = (-(-side // _CANVAS_STEP) * _CANVAS_STEP for side in size)
    canvas = cv2.copyMakeBorder(
        scaled, 0, canvas_height - size[1], 0, canvas_width - size[0], cv2.BORDER_CONSTANT, value=(255, 255, 255)
    )
    return np.asarray(canvas, dtype=np.uint8), np.array([size[0] / width, size[1] / height])


def is_vertical(quad: Any) -> bool:
    """Whether a line's corners (4, 2) span much more height than width."""
    width, height = _sides(quad)
    return height >= _VERTICAL_RATIO * width


def stretch(quad: Any) -> float:
    """How many times a line's corners (4, 2) span more along it than across."""
    width, height = _sides(quad)
    along, across = (height, width) if is_vertical(quad) else (width, height)
    return along / max(across, 1.0)


def cut_line(pixels: Pixels, quad: Any) -> Pixels:
    """The line inside the corners (4, 2), clockwise from the top left, set level (a vertical one turned)."""
    width, height = (max(1, round(side)) for side in _sides(quad))
    target = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(np.asarray(quad, dtype=np.float32), target)
    cut = cv2.warpPerspective(pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.ascontiguousarray(np.rot90(cut) if is_vertical(quad) else cut, dtype=np.uint8)


def fit_width(crop: Pixels) -> Pixels:
    """The line (H, W, 3) at the recogniser's height, filled up on the right to the next of the fixed widths."""
    scaled_width, canvas_width = _fitted(crop)
    scaled = cv2.resize(crop, (scaled_width, _LINE_HEIGHT))
    filled = cv2.copyMakeBorder(scaled, 0, 0, 0, canvas_width - scaled_width, cv2.BORDER_CONSTANT, value=_FILLING)
    return np.asarray(filled, dtype=np.uint8)


def fitted(crop: Pixels) -> float:
    """The share of ``fit_width``'s picture that the line takes."""
    scaled_width, canvas_width = _fitted(crop)
    return scaled_width / canvas_width


def _fitted(crop: Pixels) -> tuple[int, int]:
    """How wide a line is at the recogniser's height, and the fixed width it is filled up to."""
    height, width = crop.shape[:2]
    scaled_width = min(max(1, -(-width * _LINE_HEIGHT // max(height, 1))), _LINE_WIDTHS[-1])
    return scaled_width, next(size for size in _LINE_WIDTHS if size >= scaled_width)


def _sides(quad: Any) -> tuple[float, float]:
    top, bottom = np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[2] - quad[3])
    left, right = np.linalg.norm(quad[3] - quad[0]), np.linalg.norm(quad[2] - quad[1])
    return float(max(top, bottom)), float(max(left, right))
