"""How much red, blue and dark ink lies where, whatever the paper's colour and however uneven the light."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.page import Pixels

Ink = NDArray[np.uint8]
"""(H, W): 0 where none of the ink lies, 255 where paper is covered by it fully."""

_PAPER_CELL = 8
_PAPER_REACH = 15
"""The paper's colour is the brightest within 15 cells of 8 pixels, 30 mm of a page 1200 pixels high: wider than any
stroke or star of a seal."""

SEARCH_SIZE = (640, 480)
"""Height and width in pixels of what the detector looks at: 2.2 pixels a millimetre of A4, where a name stamp's frame
is 13 pixels high and a rim of a millimetre still closes."""


def paper_color(pixels: Pixels, cell: int = _PAPER_CELL) -> Pixels:
    """The colour of the bare paper (H, W, 3) at each pixel, shadows and lamps included; ``cell`` in pixels."""
    height, width = pixels.shape[:2]
    small = cv2.resize(pixels, (max(width // cell, 1), max(height // cell, 1)), interpolation=cv2.INTER_AREA)
    brightest = cv2.dilate(small, np.ones((_PAPER_REACH, _PAPER_REACH), np.uint8))
    smooth = cv2.blur(brightest, (_PAPER_REACH, _PAPER_REACH))
    return np.asarray(cv2.resize(smooth, (width, height), interpolation=cv2.INTER_LINEAR), dtype=np.uint8)


def on_white(pixels: Pixels, cell: int = _PAPER_CELL) -> Pixels:
    """The page as if its paper were white (255) everywhere."""
    return np.asarray(cv2.divide(pixels, paper_color(pixels, cell), scale=255), dtype=np.uint8)


def search_maps(pixels: Pixels) -> tuple[NDArray[np.uint8], float, bool]:
    """What the detector looks at: red, blue and dark ink (3, *SEARCH_SIZE), 0 beyond the page; its pixels for one of
    the page; and whether rows and columns are swapped, as they are for pages wider than high."""
    swapped = pixels.shape[1] > pixels.shape[0]
    high, wide = SEARCH_SIZE[::-1] if swapped else SEARCH_SIZE
    scale = min(high / pixels.shape[0], wide / pixels.shape[1])
    size = (max(round(pixels.shape[1] * scale), 1), max(round(pixels.shape[0] * scale), 1))
    red, blue, dark = split_inks(on_white(resized(pixels, size), _PAPER_CELL // 2))
    maps = np.zeros((3, high, wide), dtype=np.uint8)
    for layer, ink in zip(maps, (red, blue, dark), strict=True):
        layer[: size[1], : size[0]] = ink
    return (np.ascontiguousarray(maps.transpose(0, 2, 1)) if swapped else maps), scale, swapped


def resized(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    """Pixels averaged to a size (width, height), or made larger. Halved as often as possible first, which is five
    times as quick as averaging over uneven cells."""
    while pixels.shape[1] >= 2 * size[0] and pixels.shape[0] >= 2 * size[1]:
        even = pixels[: pixels.shape[0] // 2 * 2, : pixels.shape[1] // 2 * 2]
        half = cv2.resize(even, (even.shape[1] // 2, even.shape[0] // 2), interpolation=cv2.INTER_AREA)
        pixels = np.asarray(half, dtype=np.uint8)
    way = cv2.INTER_AREA if pixels.shape[1] > size[0] else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(pixels, size, interpolation=way), dtype=np.uint8)


def split_inks(white: Pixels) -> tuple[Ink, Ink, Ink]:
    """Red, blue and dark ink of a page on white paper."""
    blue, green, red = cv2.split(white)
    # Orange, brown and magenta print differ in green and blue by more than half of what red stands out.
    spread = cv2.absdiff(green, blue)
    reddish = cv2.subtract(cv2.subtract(red, cv2.max(green, blue)), cv2.subtract(spread, cv2.subtract(red, green)))
    bluish = cv2.subtract(blue, cv2.max(red, cv2.addWeighted(red, 0.5, green, 0.5, 0.0)))
    dark = cv2.bitwise_not(cv2.max(cv2.max(red, green), blue))
    return np.asarray(reddish, dtype=np.uint8), np.asarray(bluish, dtype=np.uint8), np.asarray(dark, dtype=np.uint8)
