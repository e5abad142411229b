"""Whether a paper was taken in colour: a grey copy hides whether its seal is red, and what was pressed or printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from intake.page import Line, Pixels
from models.codes import SealColor
from models.document import Colour

_SIDE: Final = 600
"""Pixels of the copy's longest side: a pen's stroke is still a pixel wide."""
_AWAY: Final = 0.25
"""Difference of the logarithms of the channels' ratios to those of the paper, from which ink is coloured."""
_LEAST: Final = 3e-4
"""Share of coloured pixels where the text stands: a signature in blue has twice that."""
_GREY: Final = 3
"""Grey levels between the channels up to which a picture has no colour at all."""


def colour_of(pages: Sequence[tuple[Pixels, Sequence[Line]]], seals: Sequence[SealColor]) -> Colour | None:
    """What a paper's pages (H, W, 3) BGR with their lines, and its seals, say of its colour.

    ``coloured``: there is coloured ink on it, as on an original or a colour copy, which look alike. ``grey``: its seals
    are black or its pictures without any colour, as those of a copy. None where neither can be told.
    """
    if any(seal is not SealColor.BLACK for seal in seals):
        return "coloured"
    small = [(_small(pixels), lines) for pixels, lines in pages]
    if any(_has_coloured_ink(*page) for page in small):
        return "coloured"
    if seals or (small and all(_is_grey(pixels) for pixels, _ in small)):
        return "grey"
    return None


def _has_coloured_ink(small: Pixels, lines: Sequence[Line]) -> bool:
    """Whether ink of another colour than black stands where the page's text does."""
    if not lines:
        return False
    height, width = small.shape[:2]
    left, right = min(line.box.left for line in lines), max(line.box.right for line in lines)
    top, bottom = min(line.box.top for line in lines), max(line.box.bottom for line in lines)
    text = small[int(top * height) : int(np.ceil(bottom * height)), int(left * width) : int(np.ceil(right * width))]
    blue, green, red = cv2.split(text.astype(np.float32) + 6.0)
    one, other = np.log(blue / green), np.log(red / green)
    away = np.hypot(one - np.median(one), other - np.median(other))
    ink = (away > _AWAY) & (cv2.max(cv2.max(blue, green), red) > 66.0)
    return float(ink.mean()) > _LEAST


def _is_grey(small: Pixels) -> bool:
    blue, green, red = cv2.split(small)
    apart = cv2.subtract(cv2.max(cv2.max(blue, green), red), cv2.min(cv2.min(blue, green), red))
    return float((apart > _GREY).mean()) < 0.001


def _small(pixels: Pixels) -> Pixels:
    share = min(1.0, _SIDE / max(pixels.shape[:2]))
    size = max(round(pixels.shape[1] * share), 1), max(round(pixels.shape[0] * share), 1)
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
