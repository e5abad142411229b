"""Encoded pictures of pages, for reports and notices: the only form in which pixels leave intake."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from intake.page import PageImage, Pixels
from models.place import Box

_LONGEST: Final = 1400
"""Pixels; a reviewer reads 9-point print on it at full width, and a page stays near 200 KB."""
_QUALITY: Final = 80
_ALONG: Final = 0.6
_ACROSS: Final = 0.1
"""Of a line's thickness: where a value begins behind its label is estimated within half a character."""
_COVER: Final = (98, 86, 74)
"""BGR: a slate that is no ink of any paper, so that nobody takes a cover for a smear."""


@dataclass(frozen=True)
class PagePicture:
    """A page as the reviewer sees it in the original file, as JPEG; boxes in fractions of the source page fit it.

    ``rotation`` is by how many clockwise degrees picture and boxes must be turned to stand upright.
    """

    source: str
    page: int
    jpeg: bytes
    width: int
    height: int
    rotation: int


def picture_of(page: PageImage, rotation: int) -> PagePicture:
    """The picture of a page that is still as uploaded (not turned, not flattened)."""
    factor = min(1.0, _LONGEST / max(page.width, page.height))
    size = (max(1, round(page.width * factor)), max(1, round(page.height * factor)))
    scaled = cv2.resize(page.pixels, size, interpolation=cv2.INTER_AREA) if factor < 1 else page.pixels
    _, encoded = cv2.imencode(".jpg", scaled, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return PagePicture(page.source, page.number, encoded.tobytes(), *size, rotation)


def decoded(jpeg: bytes) -> Pixels | None:
    """The pixels of a picture, BGR; None where it cannot be decoded."""
    data = np.frombuffer(jpeg, np.uint8)
    pixels = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
    return None if pixels is None else np.asarray(pixels, np.uint8)


def covered(jpeg: bytes, boxes: Iterable[Box]) -> bytes | None:
    """The picture with these parts of it (in fractions of the page) covered; what is under them is not in it.

    Without any box as it is; None where it cannot be decoded, and therefore not be covered.
    """
    covers = list(boxes)
    if not covers:
        return jpeg
    pixels = decoded(jpeg)
    if pixels is None:
        return None
    height, width = pixels.shape[:2]
    for box in covers:
        left, top, right, bottom = box.left * width, box.top * height, box.right * width, box.bottom * height
        lying = right - left >= bottom - top
        thick = min(right - left, bottom - top)
        along, across = thick * _ALONG, thick * _ACROSS
        dx, dy = (along, across) if lying else (across, along)
        first, last = (int(left - dx), int(top - dy)), (round(right + dx), round(bottom + dy))
        cv2.rectangle(pixels, first, last, _COVER, cv2.FILLED)
    _, encoded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return encoded.tobytes()
