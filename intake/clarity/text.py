"""How sharp, large and strong the print of each line is, relative to its own size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.page import Line
from models.place import Box

Grey = NDArray[np.uint8]
"""(H, W)."""

_GLYPH = 0.8
"""The height of a character as a share of the height of its line's box (measured on drawn pages: 0.75-0.85)."""
_WIDEST = 600
"""Columns of a line that are looked at: fifteen characters say as much as fifty."""


@dataclass(frozen=True)
class Print:
    """The print of one line. ``height``: of a character, in pixels. ``softness``: how wide an edge is between ink and
    paper, as a share of ``height`` (sharp print 0.05-0.12, strokes melt into each other from about 0.3). ``contrast``:
    ink against paper, 0..1. ``confidence``: the recogniser's own. ``weight``: about how many characters it has."""

    box: Box
    height: float
    softness: float
    contrast: float
    confidence: float
    weight: float


def measure_lines(grey: Grey, lines: Sequence[Line]) -> list[Print]:
    """The print of all lines of a page (H, W) that are large enough to be measured at all."""
    height, width = grey.shape
    prints = []
    for line in lines:
        x0, x1 = int(line.box.left * width), int(np.ceil(line.box.right * width))
        y0, y1 = int(line.box.top * height), int(np.ceil(line.box.bottom * height))
        short = (x1 - x0) if line.vertical else (y1 - y0)
        if not line.text or short < 4 or max(x1 - x0, y1 - y0) < 6:
            continue
        crop = grey[y0:y1, x0 : min(x1, x0 + _WIDEST)]
        tall = short * _GLYPH
        softness, contrast = _edges(crop)
        prints.append(Print(line.box, tall, softness / tall, contrast, line.confidence, float(len(line.text))))
    return prints


def _edges(crop: Grey) -> tuple[float, float]:
    """Width in pixels of the edges of print, the worse of across and along, and its contrast 0..1.

    The steepest step between neighbouring pixels tells how many of them a full step from paper to ink takes. A shaken
    picture is soft in one direction only.
    """
    smooth = cv2.GaussianBlur(crop, (3, 3), 0).astype(np.float32)
    ink, paper = np.percentile(smooth, (3, 90))
    step = float(paper - ink)
    if step < 4.0:
        return float(min(crop.shape)), step / max(float(paper), 1.0)
    widths = []
    for axis in (0, 1):
        slopes = np.abs(np.diff(smooth, axis=axis))
        steepest = float(np.percentile(slopes, 98.5)) if slopes.size else 0.0
        widths.append(step / max(steepest, 0.5))
    # The small blur above, which keeps grain out of the slopes, widens a sharp edge to 2 pixels.
    width = float(np.sqrt(max(max(widths) ** 2 - 1.5**2, 0.25)))
    return width, step / max(float(paper), 1.0)
