"""How a page looks, in 256 bits: captures of one page look alike, whatever their size, light and compression.

For pages without print (films, curves), where no text can say that a page was handed in twice. The bits are the signs
of the lowest frequencies of the page's brightness (a perceptual hash by the discrete cosine transform, Zauner 2010),
its shading taken out first. Pages of print differ too little in their looks: papers of one form with other dates lie
as near as two photographs of one paper.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from intake.page import PageImage

_SIDE: Final = 256
_COARSE: Final = 64
_FREQUENCIES: Final = 17
"""Rows and columns of the lowest frequencies; without the constant one they give 256 bits and some to spare."""
_EDGE: Final = 0.03
"""Of the page's sides, left out: what lies there is the table."""
_BARE: Final = 0.02
"""Standard deviation of the brightness, 0..1, below which there is nothing to look at."""


def look_of(page: PageImage) -> str:
    """The look of an upright, flattened page as 64 hexadecimal digits; empty for a bare page."""
    grey = cv2.cvtColor(page.pixels, cv2.COLOR_BGR2GRAY)
    top, left = int(page.height * _EDGE), int(page.width * _EDGE)
    inside = grey[top : page.height - top, left : page.width - left]
    if inside.size == 0:
        return ""
    small = cv2.resize(inside, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    even = small / np.maximum(cv2.GaussianBlur(small, (0, 0), _SIDE / 10), 1.0)
    coarse = cv2.resize(even, (_COARSE, _COARSE), interpolation=cv2.INTER_AREA)
    if float(coarse.std()) < _BARE:
        return ""
    waves = cv2.dct(coarse)[:_FREQUENCIES, :_FREQUENCIES].ravel()[1:257]
    bits = waves > np.median(waves)
    return np.packbits(bits).tobytes().hex()
