"""Boxes to tick, seen in the picture.

Reading drops ticked boxes (☑ ■) and keeps the empty ones, so a printed choice would lose just the sign that matters.
Boxes that are seen are put back into the text: ``□`` for an empty one, ``☑`` for a ticked one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from intake.extract.circles import with_ring
from intake.extract.rowtext import width_of
from intake.extract.tick_boxes import INK, Mark, find_marks
from intake.page import Line, ReadPage
from models.place import Box

_SIGNS: Final = "□☐◻▢■▣◼☑☒✓✔√"
_TICKS: Final = "▣■◼☑☒✓✔√"
_BEGINNING: Final = re.compile(
    r"副主任|主任|主治|住院|男|女|职工|居民|同意|不同意|是|否|有|无|初诊|复诊|门诊|急诊|(?<=[:：])"
)
"""Words that printed choices often begin with, and the end of a label."""
_ENDING: Final = re.compile(r"(?<=.)[病症炎癌瘤疮斑全压衰征石疡]|[)）]")
"""Behind these another choice may begin."""
_CHOICE: Final = re.compile(rf"[{_SIGNS}]|男[^一-鿿]{{0,4}}女|医师[^一-鿿]{{0,4}}(?:副?主任|主治|住院)医")
"""What a line with boxes reads like: a box that was read, or words that stand side by side only in a choice."""
_LOOKALIKES: Final = "国回因困团园固图田目四口日曰围圆囗"
_NEIGHBOUR: Final = 1.3
"""Line heights between the lines of one printed list."""


def with_marks(page: ReadPage) -> tuple[Line, ...]:
    """The page's lines, those of printed choices with their boxes put back and what is ringed ticked."""
    if min(page.image.pixels.shape[:2]) < 100:
        return page.lines
    chosen = {id(line) for line in page.lines if not line.vertical and _CHOICE.search(line.text)}
    if not chosen:
        return page.lines
    lists = [line for line in page.lines if id(line) in chosen or _continues_list(line, page.lines, chosen)]
    found = {id(line): with_ring(page, _marked(page, line)) for line in lists}
    return tuple(found.get(id(line), line) for line in page.lines)


def _continues_list(line: Line, lines: Sequence[Line], chosen: set[int]) -> bool:
    """Whether a line stands directly above or below a line with boxes and begins where it begins."""
    return not line.vertical and any(
        abs(other.box.left - line.box.left) < 0.03
        and 0 < abs(other.box.center[1] - line.box.center[1]) < _NEIGHBOUR * (line.box.height + other.box.height) / 2
        for other in lines
        if id(other) in chosen
    )


def _marked(page: ReadPage, line: Line) -> Line:
    """The line with its boxes; as it was where none is seen or not all can be told."""
    height = line.box.height * page.image.height / page.image.width
    left = max(line.box.left - 1.3 * height, 0.0)
    neighbours = [other.box.right for other in page.lines if other is not line and _before(other, line)]
    left = max([left, *(right for right in neighbours if right < line.box.left + 0.2 * height)])
    around = Box.clipped(
        left,
        line.box.top - 0.12 * line.box.height,
        line.box.right + 0.9 * height,
        line.box.bottom + 0.12 * line.box.height,
    )
    dark = _darkness(page.image.crop(around))
    ink = (dark >= INK).astype(np.uint8)
    marks = find_marks(dark, line.box.height * page.image.height)
    marks = [mark for mark in marks if not _is_character(mark, ink, line.text)]
    if not marks or any(mark.ticked is None for mark in marks):
        return line
    return replace(line, text=_rewritten(line.text, marks, ink))


def _before(other: Line, line: Line) -> bool:
    return abs(other.box.center[1] - line.box.center[1]) < 0.5 * line.box.height and other.box.left < line.box.left


def _darkness(crop: NDArray[np.uint8]) -> NDArray[np.float32]:
    """How dark the red channel is at each pixel (H, W): 0 as the paper around, 1 as the darkest print."""
    red = crop[:, :, 2].astype(np.float32)
    paper, print_ = float(np.percentile(red, 85)), float(np.percentile(red, 2))
    return np.clip((paper - red) / max(paper - print_, 40.0), 0.0, 1.0).astype(np.float32)


def _is_character(mark: Mark, ink: NDArray[np.uint8], text: str) -> bool:
    """Whether a box is a character that was read near its place: 口 and 国 are boxes too."""
    if not any(character in _LOOKALIKES for character in text):
        return False
    whole = max(width_of(text), 1.0)
    columns = np.flatnonzero(ink.any(axis=0))
    first, last = (int(columns[0]), int(columns[-1])) if columns.size else (0, ink.shape[1])
    place = ((mark.left + mark.right) / 2 - first) / max(last - first, 1) * whole
    return any(
        character in _LOOKALIKES and abs(width_of(text[:index]) + 0.5 - place) < 2.5
        for index, character in enumerate(text)
    )


def _rewritten(text: str, marks: Sequence[Mark], ink: NDArray[np.uint8]) -> str:
    """The text with the seen boxes at their places, and those that were read where none was seen.

    The print between two boxes is measured by its ink; that share of all print is its share of the text. A place near
    where a box was read, or a choice may begin, is meant to be there.
    """
    plain, read = "", []
    for character in text:
        if character in _SIGNS:
            read.append((len(plain), "☑" if character in _TICKS else "□"))
        elif character != " ":
            plain += character
    widths = [0.0]
    for character in plain:
        widths.append(widths[-1] + (0.5 if character.isascii() and character.isalnum() else 1.0))
    begins = {0, len(plain), *(match.start() for match in _BEGINNING.finditer(plain))}
    ends = {match.end() for match in _ENDING.finditer(plain)}
    signs: dict[int, str] = {}
    for mark, place in zip(marks, _places(marks, ink, widths[-1]), strict=True):
        free = list(range(max(signs, default=-1) + 1, len(plain) + 1))
        known = [index for index, _ in read if index in free and abs(widths[index] - place) < 1.2]
        may = begins if mark.crossed else begins | ends
        likely = [index for index in free if index in may and abs(widths[index] - place) < 2.0]
        choices = known or likely  # A box in the middle of a word is none.
        if choices:
            signs[min(choices, key=lambda index: abs(widths[index] - place))] = "☑" if mark.ticked else "□"
    for index, sign in read:
        if not any(abs(widths[index] - widths[known]) < 1.2 for known in signs):
            signs[index] = sign
    return "".join(
        signs.get(index, "") + (plain[index] if index < len(plain) else "") for index in range(len(plain) + 1)
    )


def _places(marks: Sequence[Mark], ink: NDArray[np.uint8], whole: float) -> list[float]:
    """Before how much of the line's print, in widths of its characters, each box stands."""
    edges = [0, *(edge for mark in marks for edge in (mark.left, mark.right)), ink.shape[1]]
    printed = [_extent(ink, start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    unit = max(sum(printed) / max(whole, 0.5), 1e-6)
    done, places = 0.0, []
    for extent in printed[:-1]:
        done += extent
        places.append(done / unit)
    return places


def _extent(ink: NDArray[np.uint8], start: int, end: int) -> int:
    """From the first to the last column with ink between two places, 0 where there is none."""
    columns = np.flatnonzero(ink[:, start:end].sum(axis=0) > 1)
    return int(columns[-1] - columns[0]) if columns.size > 3 else 0
