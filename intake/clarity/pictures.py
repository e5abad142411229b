"""Pictures on reports that bear some: upright rectangles of something that is not paper, which hide nothing.

An ultrasound, a spectrum or a photograph printed on a report is dark, coloured or glaring, and so are shadows, things
and glare. Only on papers whose heading says so are rectangles pictures; a thing that lies on one lies hardly along its
rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from intake.clarity.tiles import Mask, Tiles
from intake.page import Line

_HEADED: Final = re.compile(
    r"[一-鿿A-Za-z()（）\-/ ]*(?:心电图?|脑电图?|地形图|肌电图?|动态血压|胎心监护|超声|彩超|[胃肠内阴腔喉气]镜|造影"
    r"|多普勒|TCD|CT|MRI?|磁共振|核磁|X线|DR|放射|影像|眼底|OCT|骨密度|肺功能|病理|细胞学?|运动平板)"
    r"[一-鿿A-Za-z()（）\-/ ]*(?:报告[单书]?|诊断书|检查单)"
)
_HEADINGS: Final = 4
"""Lines among which a paper's heading stands."""
_DARK: Final = 0.7
"""Of the paper's light, below which a tile's mean is no paper with print on it."""
_COLOURED: Final = 60.0
"""Grey levels between a tile's strongest and weakest colour, on average: tinted paper and stamps have less."""
_SMALLEST: Final = (7, 5)
"""Tiles across and down of the smallest picture."""
_LARGEST: Final = 0.35
"""Of the page: the largest one."""
_FILLED: Final = 0.9
"""Of its rectangle that a picture fills: things that lie 4 degrees askew fill less."""


def bears_pictures(lines: Sequence[Line]) -> bool:
    """Whether the paper's heading says that it is a report with curves or pictures.

    Of 50 drawn cases four had a report with an electrocardiogram that was called poor, of which everything was read. A
    record that only mentions one has none.
    """
    return any(_HEADED.fullmatch(line.text) for line in lines[:_HEADINGS])


def pictures_on(tiles: Tiles, read: Mask, usual: float) -> Mask:
    """The tiles of pictures: full rectangles within the page in which hardly a line was ``read``; ``usual`` is how
    bright the paper is, 0..255."""
    mean = cv2.resize(tiles.seen, (tiles.shape[1], tiles.shape[0]), interpolation=cv2.INTER_AREA).astype(np.float32)
    odd = ((mean < _DARK * usual) | (tiles.tint > _COLOURED)) & ~read
    whole = cv2.morphologyEx(odd.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(whole, connectivity=4)
    rows, columns = tiles.shape
    found = np.zeros((rows, columns), np.uint8)
    for number in range(1, count):
        left, top, wide, high, area = (int(value) for value in stats[number])
        inside = left > 0 and top > 0 and left + wide < columns and top + high < rows
        large = wide >= _SMALLEST[0] and high >= _SMALLEST[1] and area <= _LARGEST * rows * columns
        if inside and large and area >= _FILLED * wide * high:
            found[labels == number] = 1
    return np.asarray(cv2.dilate(found, np.ones((3, 3), np.uint8)) > 0)
