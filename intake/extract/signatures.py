"""Whether something is written by hand where a signature is asked for: ink that is no ruled line and no seal."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.extract.rowtext import width_of
from intake.page import Line, PageImage, ReadPage
from models.codes import SealColor, SealKind
from models.document import Seal
from models.place import Box

_EMPTY: Final = 0.004
"""Share of inked pixels below which a line is empty: specks and remains of ruled lines."""
_WRITTEN: Final = 0.015
"""Share of inked pixels above which somebody wrote."""
_WIDER: Final = 1.4
"""Times the width of a line's letters, from which its box holds more than them. Labels set with blanks keep below."""
_LETTERS: Final = 4
"""Full-width letters of the lines by which a page's letters are measured."""
_A_CHARACTER: Final = 0.04
"""Share of inked pixels above which a printed character may stand in its cell: the thinnest 副 covers 0.10."""


def written_at(page: ReadPage, box: Box) -> bool | None:
    """Is there handwriting inside ``box`` (fractions of the page image)? None where it cannot be told."""
    if box.width <= 0 or box.height <= 0:
        return None
    if any(seal.color is SealColor.BLACK for seal in seals_at(page, box)):
        return None
    share = _ink_share(page.image, box)
    if share >= _WRITTEN:
        return True
    if share <= _EMPTY and page.clarity_score >= 0.5:
        return False
    return None


def signed_at(page: ReadPage, label: Line, box: Box) -> bool | None:
    """Is the signature's place ``box`` behind a label written on? None where it cannot be told.

    A label and what is written behind it are at times found as one line, of which only the print is read: the place
    behind that line is then bare though somebody signed, and nobody must be told that it is empty.
    """
    written = written_at(page, box)
    if written is not False:
        return written
    others = [line for line in page.lines if line != label and width_of(line.text) >= _LETTERS]
    letters = [line.box.width / width_of(line.text) for line in others]
    expected = width_of(label.text.strip()) * (float(np.median(letters)) if letters else 0.0)
    if not 0.0 < _WIDER * expected < label.box.width:
        return False
    rest = Box.clipped(label.box.left + 1.1 * expected, label.box.top, label.box.right, label.box.bottom)
    return None if _ink_share(page.image, rest) > _EMPTY else False


def name_stamp_at(page: ReadPage, box: Box) -> Seal | None:
    """The physician's name stamp that touches ``box``, the one with most in common."""
    stamps = [seal for seal in seals_at(page, box) if seal.kind is SealKind.PHYSICIAN]
    return max(stamps, key=lambda seal: page.image.page_box(seal.box).overlap(box), default=None)


def seals_at(page: ReadPage, box: Box) -> list[Seal]:
    """The seals that touch ``box`` (fractions of the page image)."""
    return [seal for seal in page.seals if page.image.page_box(seal.box).overlap(box) > 0]


def unread_before(page: ReadPage, box: Box, previous_right: float) -> bool:
    """Could a character stand unread directly before the text in ``box``?

    Looks at the width of one character left of it, as far as ``previous_right`` (the end of the text before) leaves
    room: ink there, a seal over it that print could hide under, or the edge of the page mean yes. Red ink hides no
    print: in the red channel it is paper, or paler than the text beside it.
    """
    character = box.height * page.image.height / page.image.width
    left = max(box.left - 1.15 * character, previous_right)
    if box.left < 0.6 * character:
        return True
    if box.left - left < 0.5 * character:
        return False
    space = Box.clipped(left, box.top, box.left - 0.08 * character, box.bottom)
    seals = seals_at(page, space)
    if any(seal.color is not SealColor.RED for seal in seals):
        return True
    share = _print_share(page.image, space, box) if seals else _ink_share(page.image, space)
    return share > _A_CHARACTER


def _print_share(image: PageImage, space: Box, text: Box) -> float:
    """The share of pixels in ``space`` that are nearer to the ink of ``text`` than to paper, in the red channel."""
    red = image.crop(space)[:, :, 2]
    paper, ink = float(np.percentile(red, 90)), float(np.percentile(image.crop(text)[:, :, 2], 8))
    return float(np.count_nonzero(red < (paper + ink) / 2)) / max(red.size, 1)


def _ink_share(image: PageImage, box: Box) -> float:
    """The share of dark or blue pixels of a box, ruled lines and red ink not counted."""
    crop = image.crop(box)
    if min(crop.shape[:2]) < 4:
        return 0.0
    ink = _without_rules(_ink(crop))
    return float(np.count_nonzero(ink)) / ink.size


def _ink(crop: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """255 where a pixel is clearly darker than the paper around it in the red channel, in which red ink is paper."""
    red = crop[:, :, 2]
    paper = float(np.percentile(red, 90))
    dark = red.astype(np.float32) < min(paper - 45.0, paper * 0.78)
    return dark.astype(np.uint8) * np.uint8(255)


def _without_rules(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The ink without long straight runs: ruled lines under and beside the space, thickened by a pixel."""
    height, width = ink.shape
    rules = np.zeros_like(ink)
    for kernel in ((max(width // 4, 12), 1), (1, max(int(height * 0.8), 12))):
        run = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, kernel))
        rules = np.maximum(rules, np.asarray(run, dtype=np.uint8))
    thick = cv2.dilate(rules, np.ones((3, 3), np.uint8))
    return np.where(thick > 0, np.uint8(0), ink)
