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
_CLEAR: Final = 0.5
"""The score of a page on which strokes can be told from blur."""
_WIDER: Final = 1.4
"""Times the width of a line's letters, from which its box holds more than them. Labels set with blanks keep below."""
_LETTERS: Final = 4
"""Full-width letters of the lines by which a page's letters are measured."""
_SMALLEST: Final = 8
_RUNS_OUT: Final = 0.2
_STROKE: Final = 0.6
"""Of the letters' height: by how much a stroke of a hand leaves their row, and how high it is at least. Of 400 drawn
hands 330 have such a stroke, of 372 names in print and labels of spaced letters none."""
_AT_LEFT: Final = 1.5
"""Heights of a line's box within which its first letter stands, and no hand yet behind a label."""
_SQUARE: Final = 1.1
"""Of the height of a letter's ink: the width it is set in. Nine tenths of 1,355 drawn Chinese lines are 0.87 to 1.21
times as wide as that makes them."""
_FLAT: Final = 0.4
"""Of the line's height, below which a letter's ink (一) does not tell its size."""
_ON_THE_LINE: Final = 0.3
"""Of a name stamp's height, that lies on the line it was pressed for."""
_APART: Final = 0.42
"""Letter heights of blank before a word: letters of one word stand at most 0.25 apart, even 治 and 师 in thin print."""
_SOLID: Final = (0.92, 1.07)
_SIZED: Final = (0.86, 1.03)
"""Width of a word by its letters' height and by the page's letters, which are measured with their margins: of 70 drawn
titles those of so many letters have 0.94 to 1.12 and 0.85 to 0.98, with one letter more 1.09 to 1.42 and 0.94 to 1.22,
none of them in both bounds."""
_AS_HIGH: Final = 0.35
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
    if share <= _EMPTY and page.clarity_score >= _CLEAR:
        return False
    return None


def signed_at(page: ReadPage, label: Line, box: Box) -> bool | None:
    """Is the signature's place ``box`` behind a label written on? None where it cannot be told.

    A label and what is written behind it are at times found as one line, of which only the print is read: the place
    behind that line is then bare though somebody signed, and nobody must be told that it is empty. Strokes of a hand
    there run out of the row in which the label's letters stand; other ink may be letters set apart.
    """
    # Where the next print begins right behind the line there is no place to look at: what the line does not show,
    # nobody can tell.
    empty = False if box.width > 0 else None
    written = written_at(page, box) if box.width > 0 else False
    if written is not False:
        return written
    others = [line for line in page.lines if line != label and width_of(line.text) >= _LETTERS]
    letters = [line.box.width / width_of(line.text) for line in others]
    count = width_of(label.text.strip())
    rest = _behind_letters(label, count, float(np.median(letters)) if letters else 0.0)
    if rest is None:
        # Where much else on the page is set larger than the label, its own letters tell, of which spaced ones take
        # more room: only a hand in what is left says anything. Of 5,351 lines of 207 drawn pages six of Chinese
        # alone are told to hold one: four do, two are blurred.
        if page.clarity_score < _CLEAR:
            return empty
        rest = _behind_letters(label, count, _first_letter(page.image, label))
        return True if rest is not None and not seals_at(page, rest) and _runs_out(page.image, label, rest) else empty
    if _ink_share(page.image, rest) <= _EMPTY:
        return empty
    return True if not seals_at(page, rest) and _runs_out(page.image, label, rest) else None


def _behind_letters(line: Line, count: float, letter: float) -> Box | None:
    """What is left of a line's box behind ``count`` letters as wide as ``letter`` (fraction of the page's width); None
    where the box holds hardly more than them."""
    box = line.box
    if not 0.0 < _WIDER * count * letter < box.width:
        return None
    return Box.clipped(box.left + 1.1 * count * letter, box.top, box.right, box.bottom)


def _first_letter(image: PageImage, line: Line) -> float:
    """The width of a line's first letter, by the height of its ink (a full-width letter fills its square); 0 where
    there is none, or it is flat."""
    crop = image.crop(line.box)
    if min(crop.shape[:2]) < _SMALLEST:
        return 0.0
    ink = _without_rules(_ink_in_shadow(crop))
    rows = np.flatnonzero(ink[:, : round(_AT_LEFT * crop.shape[0])].any(axis=1))
    high = float(rows[-1] - rows[0] + 1) if len(rows) else 0.0
    return _SQUARE * high / image.width if high >= _FLAT * crop.shape[0] else 0.0


def _runs_out(image: PageImage, line: Line, rest: Box) -> bool:
    """Do strokes in the ``rest`` of a line run well out of the row in which its first letters stand?"""
    box = line.box
    crop = image.crop(box)
    if min(crop.shape[:2]) < _SMALLEST:
        return False
    ink = _without_rules(_ink_in_shadow(crop))
    middle = round((rest.left - box.left) / box.width * crop.shape[1])
    rows = np.flatnonzero(ink[:, : round(middle / 1.1)].any(axis=1))
    if not len(rows) or middle >= crop.shape[1]:
        return False
    high = float(rows[-1] - rows[0] + 1)
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(ink[:, middle:]), connectivity=8)
    tops = stats[1:, cv2.CC_STAT_TOP]
    bottoms = tops + stats[1:, cv2.CC_STAT_HEIGHT] - 1
    within = (tops <= rows[-1]) & (bottoms >= rows[0])
    out = np.maximum(rows[0] - tops, bottoms - rows[-1]) >= _RUNS_OUT * high
    return bool((within & out & (stats[1:, cv2.CC_STAT_HEIGHT] >= _STROKE * high)).any())


def signed_within(page: ReadPage, line: Line, before: float, behind: float) -> bool | None:
    """Is something written by hand in a line of which only ``before`` letters at its beginning and ``behind`` ones at
    its end were read, as where a title and the hand before it were found as one line?

    False where the line is hardly wider than its letters; None where it cannot be told.
    """
    usual = _usual_letter(page, line)
    if usual is None:
        return None
    em = usual / page.image.width
    if line.box.width <= _WIDER * (before + behind) * em:
        return False
    left, right = line.box.left + 1.1 * before * em, line.box.right - 1.1 * behind * em
    return written_at(page, Box.clipped(left, line.box.top, max(right, left), line.box.bottom))


def name_stamp_at(page: ReadPage, box: Box) -> Seal | None:
    """The physician's name stamp that lies in ``box`` with a good part of its height, the one with most in common.

    A stamp that reaches into two lines is that one's on which it lies."""
    stamps = [
        seal for seal in seals_at(page, box)
        if seal.kind is SealKind.PHYSICIAN and _in_common(page.image.page_box(seal.box), box) >= _ON_THE_LINE
    ]  # fmt: skip
    return max(stamps, key=lambda seal: page.image.page_box(seal.box).overlap(box), default=None)


def _in_common(stamp: Box, box: Box) -> float:
    """The share of a stamp's height that lies between the upper and the lower edge of a box."""
    return (min(stamp.bottom, box.bottom) - max(stamp.top, box.top)) / max(stamp.height, 1e-6)


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


def stands_apart(page: ReadPage, line: Line, count: int) -> bool:
    """Is the last word of a line, ``count`` full-width letters, all that is printed there, with a blank before it?

    Told by the ink: behind the last wide blank stands just as much as so many letters of their height, and of the
    page's size, need. Whatever was written before that blank (a hand, a stamp) hides no letter of the word; where there
    is no blank, or the letters are spaced, it cannot be told and the answer is no.
    """
    usual = _usual_letter(page, line)
    word = _last_word(page.image, line, count)
    if usual is None or word is None:
        return False
    wide, high = word
    by_height, by_page = wide / (count * high), wide / (count * usual)
    return _SOLID[0] <= by_height <= _SOLID[1] and _SIZED[0] <= by_page <= _SIZED[1]


def _usual_letter(page: ReadPage, line: Line) -> float | None:
    """The width in pixels of a full-width letter of other lines as high as this one, or of all where its box holds more
    than letters; None where there are none."""
    others = [other for other in page.lines if other is not line and width_of(other.text) >= _LETTERS]
    alike = [other for other in others if abs(other.box.height - line.box.height) < _AS_HIGH * line.box.height]
    widths = [other.box.width * page.image.width / width_of(other.text) for other in alike or others]
    return float(np.median(widths)) if widths else None


def _last_word(image: PageImage, line: Line, count: int) -> tuple[float, float] | None:
    """Width and height in pixels of the ink behind the last wide blank of a line that ends in ``count`` letters."""
    high = line.box.height * image.height / image.width
    left, right = max(line.box.right - (count + 2.5) * high, 0.0), min(line.box.right + 0.2 * high, 1.0)
    crop = image.crop(Box.clipped(left, line.box.top, right, line.box.bottom))
    if min(crop.shape[:2]) < _SMALLEST:
        return None
    ink = _without_rules(_ink_in_shadow(crop)) > 0
    filled = np.flatnonzero(ink.sum(axis=0) >= max(0.04 * ink.shape[0], 1))
    if not len(filled):
        return None
    letters = _letter_height(image, line, ink, int(filled[-1]), count)
    gaps = np.flatnonzero(np.diff(filled) > _APART * letters)
    if not len(gaps):
        return None
    word = filled[gaps[-1] + 1 :]
    rows = np.flatnonzero(ink[:, word[0] : word[-1] + 1].any(axis=1))
    return float(word[-1] - word[0] + 1), float(rows[-1] - rows[0] + 1)


def _letter_height(image: PageImage, line: Line, ink: NDArray[np.bool_], last: int, count: int) -> float:
    """The height in pixels of the letters at the end of a line: its box may be higher, by a hand that is in it."""
    high = line.box.height * image.height
    end = ink[:, max(int(last - 0.6 * count * min(high, last)), 0) : last + 1]
    rows = np.flatnonzero(end.any(axis=1))
    return float(rows[-1] - rows[0] + 1) if len(rows) else high


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


def _ink_in_shadow(crop: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The same where the paper is darker at one end of the crop than at the other: by the paper around each place."""
    red = np.ascontiguousarray(crop[:, :, 2])
    around = np.ones((1, max(crop.shape[0], 3)), np.uint8)
    paper = cv2.blur(cv2.dilate(red, around), (around.shape[1], 1)).max(axis=0, keepdims=True).astype(np.float32)
    dark = np.asarray(red.astype(np.float32) < np.minimum(paper - 45.0, paper * 0.78), dtype=np.uint8)
    return dark * np.uint8(255)


def _without_rules(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The ink without long straight runs: ruled lines under and beside the space, thickened by a pixel."""
    height, width = ink.shape
    rules = np.zeros_like(ink)
    for kernel in ((max(width // 4, 12), 1), (1, max(int(height * 0.8), 12))):
        run = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, kernel))
        rules = np.maximum(rules, np.asarray(run, dtype=np.uint8))
    thick = cv2.dilate(rules, np.ones((3, 3), np.uint8))
    return np.where(thick > 0, np.uint8(0), ink)
