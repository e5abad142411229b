"""Builds read pages from written lines, as they would come from the engine."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from intake.extract.layout import reading_order
from intake.extract.rowtext import width_of
from intake.page import Line, PageImage, ReadPage
from models.document import Diagnosis, Geometry
from models.place import Box

SOURCE = "ab" * 32
_EM = 0.022
"""Width of a full-width character of the body, in page widths."""
_HEIGHT = 0.014


def line(text: str, left: float, top: float, scale: float = 1.0, confidence: float = 0.99) -> Line:
    """A line as wide as its text; ``scale`` is the letters' size in that of the body."""
    width = width_of(text) * _EM * scale
    return Line(text, confidence, Box.clipped(left, top, left + width, top + _HEIGHT * scale))


def centred(text: str, top: float, scale: float = 1.6) -> Line:
    """A heading in the middle of the page."""
    return line(text, 0.5 - width_of(text) * _EM * scale / 2, top, scale)


def page(*lines: Line, number: int = 0) -> ReadPage:
    """A page of 1000 x 1400 pixels that bears the lines."""
    image = PageImage.of_source(SOURCE, number, np.zeros((1400, 1000, 3), np.uint8))
    geometry = Geometry(source=SOURCE, page=number, rotation=0, skew_degrees=0.0)
    return ReadPage(image, reading_order(lines), geometry)


def written(*rows: str | Sequence[str], headings: Sequence[str] = (), number: int = 0) -> ReadPage:
    """A page of headings above rows; a row is one line, or several cells set evenly across the page."""
    lines = [centred(text, 0.04 + 0.035 * place) for place, text in enumerate(headings)]
    top = 0.06 + 0.035 * len(headings)
    for row in rows:
        cells = (row,) if isinstance(row, str) else tuple(row)
        lines += [line(cell, 0.1 + 0.8 * place / len(cells), top) for place, cell in enumerate(cells) if cell]
        top += 0.024
    return page(*lines, number=number)


def texts(value: object) -> list[str]:
    """The names of a paper's diagnoses."""
    assert isinstance(value, tuple)
    return [one.text for one in value if isinstance(one, Diagnosis)]
