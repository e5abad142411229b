"""Encoded pictures of pages, for reports and notices: the only form in which pixels leave intake."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2

from intake.page import PageImage

_LONGEST: Final = 1400
"""Pixels; a reviewer reads 9-point print on it at full width, and a page stays near 200 KB."""
_QUALITY: Final = 80


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
