"""Pages on which no line was found: bare paper, a picture without words, or print that is too poor to be found."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.page import Pixels

_SIDE: Final = 300
"""Longest side of the copy that is looked at: 1 mm of A4 a pixel, on which print is a grey band, however blurred."""
_SPECKS: Final = 40
"""Cells of print that are dust, staples and two or three punched holes; a line of six characters of A4 has 60."""
_SMUDGE: Final = 18
"""Grey levels below the paper around: of print that shines through from the other side 0.0006 of a page are darker on
the small copy, of print blurred with a sigma of a quarter to half a character 0.33-0.12."""
_MOST_SMUDGED: Final = 0.004
"""Share of a blank page that may be darker: holes, dust, a crease. One line across the page has more."""
_SEAL: Final = 0.04
"""Share of the page that coloured ink may have to be a seal or a tick and no picture."""
_LEAST_LIGHT: Final = 110
"""Grey level of the median below which the page is no paper but a film or a scan with the lid open."""
_MOST_COLOURED: Final = 0.25
"""Share of the page, from which it is a coloured picture."""
_LEAST_PRINT: Final = 0.01
"""Share of the cells: two lines of print on A4."""
_PICTURE_SCORE: Final = 0.5
"""The least that is poor: a person looks at it, and the applicant is not sent back for a film without words."""


def is_blank(pixels: Pixels, unread: NDArray[np.bool_]) -> bool:
    """Whether a page (H, W, 3) without a line of text is bare, even paper; ``unread`` are its cells with print."""
    if int(unread.sum()) > _SPECKS:
        return False
    small = _small(pixels)
    brightest = np.asarray(small.max(axis=2), dtype=np.uint8)
    if float(np.median(brightest)) < _LEAST_LIGHT:
        return False
    paper = cv2.blur(cv2.dilate(brightest, np.ones((15, 15), np.uint8)), (15, 15))
    weakest = small.min(axis=2)
    tint = round(float(np.median(brightest)) - float(np.median(weakest)))
    smudged = paper.astype(np.int16) - weakest - tint > _SMUDGE
    ink = _coloured(brightest, weakest)
    if float(ink.mean()) <= _SEAL:
        smudged &= cv2.dilate(ink.astype(np.uint8), np.ones((3, 3), np.uint8)) == 0
    # The rim of a scan is often shaded, and beyond a sheet's edge there is a table.
    smudged &= ~_reaching_the_rim(smudged)
    inner = smudged[_SIDE // 40 : -(_SIDE // 40), _SIDE // 40 : -(_SIDE // 40)]
    return bool(inner.mean() <= _MOST_SMUDGED) if inner.size else False


def unread_score(pixels: Pixels, unread: NDArray[np.bool_], soft: bool = False) -> float:
    """The score of a page without a line that is not blank: 0 where print stands on paper, be it but a little that is
    ``soft``, else that of a picture."""
    small = _small(pixels)
    brightest, weakest = small.max(axis=2), small.min(axis=2)
    coloured = float(_coloured(brightest, weakest).mean())
    picture = float(np.median(brightest)) < _LEAST_LIGHT or coloured > _MOST_COLOURED
    return _PICTURE_SCORE if picture or not (soft or float(unread.mean()) >= _LEAST_PRINT) else 0.0


def _coloured(brightest: NDArray[np.uint8], weakest: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return np.asarray(brightest.astype(np.int16) - weakest > 0.2 * brightest)


def _reaching_the_rim(area: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Of an area (H, W) the parts that touch the picture's edge."""
    _, labels = cv2.connectedComponents(area.astype(np.uint8))
    rim = np.concatenate((labels[0], labels[-1], labels[:, 0], labels[:, -1]))
    return np.asarray(np.isin(labels, rim[rim > 0]))


def _small(pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    scale = min(1.0, _SIDE / max(height, width))
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
