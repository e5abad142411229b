"""Whether a PDF's text layer says what one sees on the page. Where it does, nothing needs to be read by OCR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from intake.page import Line, Pixels
from models.place import Box

_LEAST_CHARACTERS: Final = 20
"""Fewer are a scanner's stamp or a page number, not the paper's text."""
_MOST_PICTURE: Final = 0.3
"""A picture over more of the page is a scan; what is printed in it, the layer does not tell."""
_MOST_BAD: Final = 0.02
"""Share of characters that may be hidden, garbage or painted over."""
_LEAST_CONTRAST: Final = 40
"""Grey levels between the darkest and the lightest pixel where a line of text can be seen."""
_GARBAGE: Final = ("\ufffd",)


@dataclass(frozen=True)
class LayerLine:
    """A line of a text layer: its box in fractions of the page as shown, and how it is painted."""

    text: str
    box: Box
    level: bool
    hidden: bool


def trusted_lines(layer: Sequence[LayerLine], pictures: Sequence[Box], pixels: Pixels) -> tuple[Line, ...] | None:
    """The layer's lines where they can stand for what one sees on the page (H, W, 3); None where OCR has to read."""
    characters = sum(len(line.text) for line in layer)
    if characters < _LEAST_CHARACTERS or any(picture.area > _MOST_PICTURE for picture in pictures):
        return None
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    bad = sum(_bad_characters(line, np.asarray(grey, dtype=np.uint8)) for line in layer)
    if bad > _MOST_BAD * characters:
        return None
    shown = [line for line in layer if not line.hidden]
    return tuple(Line(line.text, 1.0, line.box) for line in shown)


def _bad_characters(line: LayerLine, grey: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> int:
    if line.hidden or not line.level or not _can_be_seen(line.box, grey):
        return len(line.text)
    return sum(_is_garbage(character) for character in line.text)


def _is_garbage(character: str) -> bool:
    # Fonts without a table of characters give private-use or control characters.
    code = ord(character)
    return character in _GARBAGE or 0xE000 <= code <= 0xF8FF or code < 0x20 or code >= 0xF0000


def _can_be_seen(box: Box, grey: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> bool:
    """White on white, painted over or off the page: then the line's place is of one colour."""
    height, width = grey.shape[:2]
    part = grey[
        int(box.top * height) : int(box.bottom * height) + 1, int(box.left * width) : int(box.right * width) + 1
    ]
    return box.area > 0 and part.size > 0 and int(part.max()) - int(part.min()) >= _LEAST_CONTRAST
