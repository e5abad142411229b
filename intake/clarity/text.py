"""How sharp, large and strong the print of each line is, relative to its own size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.page import Line, Pixels
from models.place import Box

Grey = NDArray[np.uint8]
"""(H, W)."""

_GLYPH: Final = 0.8
"""The height of a character as a share of the height of its line's box (measured on drawn pages: 0.75-0.85)."""
_WIDEST: Final = 10
"""Times its height: so much of a line is looked at; ten characters say as much as fifty."""
_FLAT: Final = 4
"""Grey levels between ink and paper below which there is no edge to measure."""


@dataclass(frozen=True)
class Print:
    """The print of one line. ``height``: of a character, in pixels. ``softness``: how wide an edge is between ink and
    paper, as a share of ``height`` (sharp print 0.05-0.12, strokes melt into each other from about 0.3). ``contrast``:
    ink against paper, 0..1. ``confidence``: the recogniser's own. ``weight``: about how many characters it has.
    ``right``: which share of them is probably right. ``place``: which of the page's lines it is."""

    box: Box
    height: float
    softness: float
    contrast: float
    confidence: float
    weight: float
    right: float = 0.0
    place: int = -1


def measure_lines(pixels: Pixels, lines: Sequence[Line]) -> list[Print]:
    """The print of all lines of a page (H, W, 3) BGR that are large enough to be measured at all."""
    height, width = pixels.shape[:2]
    prints = []
    for place, line in enumerate(lines):
        x0, x1 = int(line.box.left * width), int(np.ceil(line.box.right * width))
        y0, y1 = int(line.box.top * height), int(np.ceil(line.box.bottom * height))
        short = (x1 - x0) if line.vertical else (y1 - y0)
        if not line.text or short < 4 or max(x1 - x0, y1 - y0) < 6:
            continue
        if not line.vertical:
            x1 = min(x1, x0 + _WIDEST * short)
        tall = short * _GLYPH
        softness, contrast = _edges(np.asarray(cv2.cvtColor(pixels[y0:y1, x0:x1], cv2.COLOR_BGR2GRAY), dtype=np.uint8))
        weight = float(len(line.text))
        prints.append(Print(line.box, tall, softness / tall, contrast, line.confidence, weight, place=place))
    return prints


def _edges(crop: Grey) -> tuple[float, float]:
    """Width in pixels of the edges of print, the worse of across and along, and its contrast 0..1.

    The steepest step between neighbouring pixels tells how many of them a full step from paper to ink takes. A shaken
    picture is soft in one direction only.
    """
    # Sixteen times the picture smoothed by 1-2-1 both ways: keeps grain out of the slopes, and no rounding.
    smooth = np.asarray(cv2.sepFilter2D(crop, cv2.CV_16S, _SMOOTH, _SMOOTH), dtype=np.int16)
    ink, paper = (level / 16 for level in _levels(smooth, (0.03, 0.90)))
    step = paper - ink
    if step < _FLAT:
        return float(min(crop.shape)), step / max(paper, 1.0)
    widths = []
    for slopes in (np.abs(smooth[1:] - smooth[:-1]), np.abs(smooth[:, 1:] - smooth[:, :-1])):
        steepest = _levels(slopes, (0.985,))[0] / 16 if slopes.size else 0.0
        widths.append(step / max(steepest, 0.5))
    # The smoothing widens a sharp edge to 2 pixels.
    return float(np.sqrt(max(max(widths) ** 2 - 1.5**2, 0.25))), step / max(paper, 1.0)


_SMOOTH: Final = np.array([1, 2, 1], dtype=np.float32)


def _levels(values: NDArray[np.int16], shares: Sequence[float]) -> list[float]:
    """The values, to four, below which those shares of all lie: a histogram is faster than sorting."""
    counts = np.cumsum(np.bincount(values.ravel() >> 2))
    return [4.0 * float(np.searchsorted(counts, share * counts[-1])) for share in shares]
