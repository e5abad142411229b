"""Whether a PDF's text layer says what one sees on the page. Where it does, nothing needs to be read by OCR.

In doubt it is not trusted: reading a page that had a good layer costs a second, trusting a bad one costs the truth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from intake.page import Line, Pixels
from intake.print import Mask, print_mask, scaled_grey
from models.place import Box

_LEAST_CHARACTERS: Final = 20
"""Fewer are a scanner's stamp or a page number, not the paper's text."""
_MOST_CHARACTERS: Final = 20_000
"""A page of A4 holds no more at five points; what says more than one can see would take minutes to be understood."""
_NARROWEST: Final = 0.12
"""Of its line's height, how wide a character is on average at least; a row of full stops has 0.15 to 0.2."""
_MOST_PICTURE: Final = 0.06
"""Share of the page. A seal of 4.5 cm on A4 has 0.03, one side of an identity card 0.074: its text is in no layer."""
_MOST_PICTURES: Final = 0.15
"""All pictures together: seal, codes, logo and signature stay below; a scan cut into strips does not."""
_MOST_BAD: Final = 0.02
"""Share of characters that may be hidden, garbage or painted over."""
_LEAST_CONTRAST: Final = 40
"""Grey levels by which a line's print differs from its ground."""
_LEAST_INK: Final = 0.01
"""Share of a line's box that has that contrast. Thin Latin type covers 0.05, a rule across an empty box less."""
_LEAST_HEIGHT: Final = 10
"""Pixels of a line, as rendered: 3.6 points at 200 dpi, which nobody reads."""
_MOST_UNTOLD: Final = 0.05
"""Share of the print, in pixels, that may stand outside of the layer's lines: bullets, ticks, a small code."""
_LOOKED_AT: Final = 1200
"""Pixels, the longest side at which print is looked for."""
_GLYPH: Final = (4, 60)
"""Pixels at that size: height and width of what may be a character; longer things are rules and frames."""
_COLOURED: Final = 60
"""Difference of a pixel's channels from which it is coloured ink: seals are read elsewhere."""


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
    if not _LEAST_CHARACTERS <= characters <= _MOST_CHARACTERS or _much_is_picture(pictures):
        return None
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    if sum(_bad_characters(line, grey) for line in layer) > _MOST_BAD * characters:
        return None
    shown = [line for line in layer if not line.hidden]
    if _untold([*(line.box for line in shown), *pictures], pixels) > _MOST_UNTOLD:
        return None
    return tuple(Line(line.text, 1.0, line.box) for line in shown)


def _much_is_picture(pictures: Sequence[Box]) -> bool:
    if any(picture.area > _MOST_PICTURE for picture in pictures):
        return True
    covered = _marked((200, 200), pictures, 0)
    return cv2.countNonZero(covered) > _MOST_PICTURES * covered.size


def _bad_characters(line: LayerLine, grey: Mask) -> int:
    if line.hidden or not line.level or _is_set_too_close(line, grey) or not _can_be_seen(line.box, grey):
        return len(line.text)
    return sum(_is_garbage(character) for character in line.text)


def _is_garbage(character: str) -> bool:
    # Fonts without a table of characters give replacement, private-use or control characters.
    code = ord(character)
    return code == 0xFFFD or 0xE000 <= code <= 0xF8FF or code < 0x20 or 0x7F <= code < 0xA0 or code >= 0xF0000


def _is_set_too_close(line: LayerLine, grey: Mask) -> bool:
    """More characters than the line has room for: they lie over each other, and one sees something else."""
    height, width = grey.shape[:2]
    return bool(line.box.width * width < _NARROWEST * line.box.height * height * len(line.text))


def _can_be_seen(box: Box, grey: Mask) -> bool:
    """White on white, painted over or off the page: then the line's place is of one colour."""
    height, width = grey.shape[:2]
    rows = slice(int(box.top * height), int(box.bottom * height) + 1)
    part = grey[rows, int(box.left * width) : int(box.right * width) + 1]
    if box.area == 0 or part.size == 0 or part.shape[0] < _LEAST_HEIGHT:
        return False
    ground = int(np.median(part))
    return bool((np.abs(part.astype(np.int16) - ground) >= _LEAST_CONTRAST).mean() >= _LEAST_INK)


def _untold(told: Sequence[Box], pixels: Pixels) -> float:
    """Which share of the page's print stands outside of the given boxes, 0..1. Rules and coloured ink are no print."""
    mask = print_mask(scaled_grey(pixels, _LOOKED_AT)[0])
    blue, green, red = cv2.split(cv2.resize(pixels, (mask.shape[1], mask.shape[0]), interpolation=cv2.INTER_AREA))
    spread = cv2.subtract(cv2.max(cv2.max(blue, green), red), cv2.min(cv2.min(blue, green), red))
    coloured = (spread >= _COLOURED).astype(np.uint8)
    mask[cv2.dilate(coloured, np.ones((3, 3), np.uint8)) > 0] = 0
    mask = _glyphs(mask)
    everything = cv2.countNonZero(mask)
    mask[_marked(mask.shape, told, 3) > 0] = 0
    return cv2.countNonZero(mask) / everything if everything else 0.0


def _glyphs(mask: Mask) -> Mask:
    """The mask without what is too long or too small for a character."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    sizes = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    keep = (sizes.max(axis=1) >= _GLYPH[0]) & (sizes.max(axis=1) <= _GLYPH[1])
    keep[0] = False
    return np.asarray(np.where(keep[labels], 255, 0), dtype=np.uint8)


def _marked(shape: tuple[int, ...], boxes: Sequence[Box], margin: int) -> Mask:
    """A mask (H, W) of the given boxes, each widened by ``margin`` pixels."""
    mask = np.zeros(shape[:2], np.uint8)
    height, width = mask.shape
    for box in boxes:
        top, left = max(0, int(box.top * height) - margin), max(0, int(box.left * width) - margin)
        mask[top : int(np.ceil(box.bottom * height)) + margin, left : int(np.ceil(box.right * width)) + margin] = 255
    return mask
