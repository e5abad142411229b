"""Pages with ruled grids: lines of print in cells, and the rules drawn into the page's pixels."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from intake.extract.layout import reading_order
from intake.extract.rowtext import width_of
from intake.page import Line, PageImage, ReadPage
from models.document import Geometry
from models.place import Box

SOURCE = "cd" * 32
WIDTH, HEIGHT = 1000, 1400
_EM = 0.018
_TALL = 0.013

Cell = tuple[float, str]
"""How wide a cell is, in page widths, and its text; line feeds part its lines."""


def line_at(text: str, left: float, top: float) -> Line:
    return Line(text, 0.98, Box.clipped(left, top, left + width_of(text) * _EM, top + _TALL))


def ruled_page(*rows: Sequence[Cell], height: float = 0.035, above: Sequence[Line] = ()) -> ReadPage:
    """A page whose rows of ruled cells begin at its upper left, each row as high as its fullest cell asks."""
    pixels = np.full((HEIGHT, WIDTH, 3), 250, np.uint8)
    lines = list(above)
    y = 0.15
    for row in rows:
        x = 0.08
        tall = max(height, max(text.count("\n") + 1 for _, text in row) * 0.022 + 0.012)
        for width, text in row:
            corners = (round(x * WIDTH), round(y * HEIGHT)), (round((x + width) * WIDTH), round((y + tall) * HEIGHT))
            cv2.rectangle(pixels, *corners, (40, 40, 40), 2)
            parts = text.split("\n") if text else []
            first = y + (tall - len(parts) * 0.022) / 2 + 0.004
            lines += [line_at(part, x + 0.012, first + place * 0.022) for place, part in enumerate(parts)]
            x += width
        y += tall
    return page_of(pixels, lines)


def curled(page: ReadPage, slant: float, curl: float) -> ReadPage:
    """The page as a sheet that leans by ``slant`` of its height and falls by ``curl`` of it towards its right edge."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)

    def fall(across: float | np.ndarray) -> float | np.ndarray:
        return curl * np.square(across)

    from_x = x - slant * (y - 0.5 * HEIGHT)
    from_y = y - HEIGHT * fall(from_x / WIDTH)
    pixels = cv2.remap(
        page.image.pixels, from_x, from_y.astype(np.float32), cv2.INTER_LINEAR, borderValue=(250, 250, 250)
    )
    lines = []
    for line in page.lines:
        down = float(fall(line.box.center[0]))
        right = slant * (line.box.center[1] + down - 0.5) * HEIGHT / WIDTH
        box = line.box
        moved = Box.clipped(box.left + right, box.top + down, box.right + right, box.bottom + down)
        lines.append(Line(line.text, line.confidence, moved))
    return page_of(np.asarray(pixels), lines)


def page_of(pixels: np.ndarray, lines: Sequence[Line]) -> ReadPage:
    image = PageImage.of_source(SOURCE, 0, np.asarray(pixels, dtype=np.uint8))
    geometry = Geometry(source=SOURCE, page=0, rotation=0, skew_degrees=0.0)
    return ReadPage(image, reading_order(lines), geometry)


def bare_page(*lines: Line) -> ReadPage:
    return page_of(np.full((HEIGHT, WIDTH, 3), 250, np.uint8), lines)
