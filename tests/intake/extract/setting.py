"""Pages set from rows of text, for tests that need lines with places but no drawing."""

from collections.abc import Sequence

import cv2
import numpy as np

from intake.page import Line, PageImage, ReadPage
from models.codes import SealColor, SealKind, SealShape
from models.document import Geometry, Seal
from models.place import Box

SOURCE = "0" * 64
_EM = 0.02
_LEADING = 0.04
_HEIGHT = 0.014

Cell = tuple[float, str]


def read_page(lines: Sequence[Line], seals: tuple[Seal, ...] = (), ink: Sequence[Box] = ()) -> ReadPage:
    """A white page with these lines and seals; ``ink`` are boxes scrawled in as if by hand."""
    pixels = np.full((1600, 1150, 3), 250, np.uint8)
    for box in ink:
        x0, x1, y0, y1 = (int(v) for v in (box.left * 1150, box.right * 1150, box.top * 1600, box.bottom * 1600))
        wave = [(x, int((y0 + y1) / 2 + (y1 - y0) / 2 * np.sin(x / 5))) for x in range(x0, x1, 2)]
        cv2.polylines(pixels, [np.array(wave, np.int32)], isClosed=False, color=(120, 40, 30), thickness=3)
    image = PageImage.of_source(SOURCE, 0, pixels)
    geometry = Geometry(source=SOURCE, page=0, rotation=0, skew_degrees=0)
    return ReadPage(image, tuple(lines), geometry, seals)


def set_line(text: str, left: float, top: float, confidence: float = 0.98) -> Line:
    width = sum(1.0 if ord(character) > 0x2E80 else 0.5 for character in text) * _EM
    return Line(text, confidence, Box.clipped(left, top, left + width, top + _HEIGHT))


def lines_of(*rows: str | Sequence[Cell], top: float = 0.6) -> list[Line]:
    """One line a row, or cells with their left edges, from ``top`` downwards."""
    lines = []
    for number, row in enumerate(rows):
        for left, text in [(0.1, row)] if isinstance(row, str) else row:
            lines.append(set_line(text, left, top + number * _LEADING))
    return lines


def name_stamp(box: Box, text: str, inner_text: str = "") -> Seal:
    return Seal(
        shape=SealShape.RECTANGLE,
        color=SealColor.RED,
        kind=SealKind.PHYSICIAN,
        text=text,
        inner_text=inner_text,
        complete=True,
        confidence=0.9,
        source=SOURCE,
        page=0,
        box=box,
    )
