"""What covers print and paper alike: the grain of a picture taken in the dark, the pattern of a photographed screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.clarity.view import Mask, View
from intake.page import Pixels

_TILES: Final = 9
_SIDES: Final = (128, 64)
"""Pixels of a tile's side; small pictures have room for small ones only."""


@dataclass(frozen=True)
class Grain:
    """``strength``: how far pixels of bare paper stray from those around, as a share of its brightness: scans 0.01,
    photographs in good light 0.03, in the dark 0.1 and more; screens 0.12 and more."""

    strength: float


def measure_grain(pixels: Pixels, view: View, text: Mask) -> Grain:
    """The grain of a page (H, W, 3) BGR in tiles with as little of its text as can be found."""
    tiles = _bare_tiles(pixels, view, text)
    return Grain(float(np.median([_stray(tile) for tile in tiles])) if tiles else 0.0)


def _bare_tiles(pixels: Pixels, view: View, text: Mask) -> list[NDArray[np.float32]]:
    height, width = pixels.shape[:2]
    side = next((side for side in _SIDES if (height // side) * (width // side) >= 2 * _TILES), _SIDES[-1])
    rows, columns = height // side, width // side
    if rows * columns < 4:
        return []
    size = (columns, rows)
    busy = np.asarray(cv2.resize(text.astype(np.float32), size, interpolation=cv2.INTER_AREA), dtype=np.float32)
    light = cv2.resize(view.light, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    # A table around the sheet is darker than the paper; its own grain says nothing.
    busy[light < 0.6 * np.median(light)] += 1.0
    order = np.argsort(busy.ravel(), kind="stable")
    # The barest third, and of that some that lie apart.
    barest = np.sort(order[: max(_TILES, len(order) // 3)])
    chosen = barest[:: max(len(barest) // _TILES, 1)][:_TILES]
    tiles = []
    for place in chosen:
        y, x = int(place) // columns * side, int(place) % columns * side
        tiles.append(cv2.cvtColor(pixels[y : y + side, x : x + side], cv2.COLOR_BGR2GRAY).astype(np.float32))
    return tiles


def _stray(tile: NDArray[np.float32]) -> float:
    """The spread of a tile's pixels about their surroundings, as a share of its brightness."""
    flat = tile - np.asarray(cv2.GaussianBlur(tile, (0, 0), 4.0))
    # What is left of print on the tile does not count in full.
    return float(np.sqrt(np.mean(np.square(np.clip(flat, -40.0, 40.0))))) / max(float(tile.mean()), 1.0)
