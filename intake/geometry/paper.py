"""A picture seen small and without its print: where paper is in it, whatever the paper's shape and the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from intake.geometry.borders import Floats, Lab
from intake.page import Pixels
from intake.print import Mask

_LOOKED_AT: Final = 480
"""Pixels, the longest side at which the sheet is looked for."""
_STROKES: Final = 7
"""Pixels: print on a page seen at that size is thinner."""
_STROKE: Final = 14
"""Grey levels by which strokes are darker than the paper."""
_FRAMED: Final = 0.97
"""Share of the picture's frame that is paper on a scan, or a photograph that shows nothing but the sheet."""
_SAME: Final = (14.0, 6.0)
"""Lightness and colour within which that share lies."""
_SMOOTH: Final = (9, 14)
"""Over so many pixels paper without its print changes by less than that; cloth, tiles and edges change by more."""
_DENSE: Final = 0.02
"""Of the strokes times their density on the sheet's densest part, that its other parts (beyond a crease) have."""
_LIGHT: Final = 0.5
"""Of the lightness of the densest part, that parts beyond a crease have; a dark table has less."""
_COLOUR: Final = 8.0
"""By which two parts of one sheet may differ in colour."""
_GAP: Final = 25
"""Pixels of a crease, a seal or a dark line between parts of one sheet."""


@dataclass(frozen=True, eq=False)
class Small:
    """A picture at the size at which sheets are looked for, without its print, in Lab (H, W, 3); where its print was
    (H, W), 255 there; and the scale used."""

    bare: Lab
    strokes: Mask
    scale: float


def seen_small(pixels: Pixels) -> Small:
    """The picture so."""
    small, scale = _shrunk(pixels)
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    bare = cv2.morphologyEx(cv2.medianBlur(small, 3), cv2.MORPH_CLOSE, np.ones((_STROKES, _STROKES), np.uint8))
    depth = cv2.subtract(cv2.cvtColor(bare, cv2.COLOR_BGR2GRAY), grey)
    strokes = np.asarray(cv2.threshold(depth, _STROKE, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)
    return Small(np.asarray(cv2.cvtColor(bare, cv2.COLOR_BGR2LAB), dtype=np.uint8), strokes, scale)


def nothing_but_paper(small: Small) -> bool:
    """Whether the frame of the picture is of the colour of its middle."""
    lab = small.bare
    height, width = lab.shape[:2]
    middle = lab[height // 8 : height - height // 8, width // 8 : width - width // 8]
    paper = np.array([_median(np.ascontiguousarray(middle[:, :, channel])) for channel in range(3)])
    sides = (lab[2:5], lab[-5:-2], lab[:, 2:5], lab[:, -5:-2])
    frame = np.concatenate([side.reshape(-1, 3) for side in sides])
    return share_alike(frame.astype(np.float64), paper, _SAME) > _FRAMED


def _median(values: Mask) -> float:
    """The median of eight-bit values, by counting them."""
    counted = np.cumsum(cv2.calcHist([values], [0], None, [256], [0, 256]).ravel())
    low, high = np.searchsorted(counted, ((values.size - 1) // 2 + 1, values.size // 2 + 1))
    return float(low + high) / 2


def share_alike(colours: Floats, paper: Floats, within: tuple[float, float]) -> float:
    """The share of colours (..., 3) that differ from the paper's by less, in lightness and in colour."""
    away = np.abs(colours - paper)
    return float(((away[..., 0] < within[0]) & (away[..., 1:].max(axis=-1) < within[1])).mean())


def paper_area(small: Small) -> Mask:
    """Where the printed paper is (H, W), 255 on it: the smooth parts of the picture on which strokes lie densest."""
    kernel = np.ones((_SMOOTH[0], _SMOOTH[0]), np.uint8)
    change = cv2.subtract(cv2.dilate(small.bare, kernel), cv2.erode(small.bare, kernel)).max(axis=2)
    count, parts, stats, _ = cv2.connectedComponentsWithStats((change < _SMOOTH[1]).astype(np.uint8), connectivity=4)
    strokes = np.bincount(parts[small.strokes > 0], minlength=count).astype(np.float64)
    strokes[0] = 0
    worth = strokes * strokes / np.maximum(stats[:, cv2.CC_STAT_AREA], 1)
    best = int(worth.argmax())
    colour = np.median(small.bare[parts == best].reshape(-1, 3), axis=0)
    mask = np.zeros(parts.shape, dtype=np.uint8)
    for part in np.flatnonzero(worth >= _DENSE * worth[best]):
        own = np.median(small.bare[parts == part].reshape(-1, 3), axis=0)
        if part and np.abs(own - colour)[1:].max() < _COLOUR and own[0] > _LIGHT * colour[0]:
            mask[parts == part] = 255
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((_GAP, _GAP), np.uint8)), dtype=np.uint8)


def _shrunk(pixels: Pixels) -> tuple[Pixels, float]:
    scale = min(1.0, _LOOKED_AT / max(pixels.shape[:2]))
    size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
    while pixels.shape[0] >= 2 * size[1]:
        # Two by two pixels at once take a quarter of the time of an area mean.
        half = (pixels.shape[1] // 2, pixels.shape[0] // 2)
        pixels = np.asarray(cv2.resize(pixels, half, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8), scale
