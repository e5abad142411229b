"""Titles that a narrow cell breaks after 主任 or 主治: 副主任 over 医师 is one title, as wide as its cell."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from intake.page import Line, ReadPage

_BEGINS: Final = re.compile(r"(?:副?主任|主治|住院)(?:中|中西医结合)?")
_ENDS: Final = re.compile(r"中?医师")
_CHIEF: Final = re.compile(r"主任(?:中|中西医结合)?医师")
_NEXT: Final = 1.5
"""Line heights of blank before the next line of a signature."""
_ALIGNED: Final = 0.6
"""Line heights by which two lines of one cell may begin, or have their middles, apart."""
_LEVEL: Final = 0.35
"""Line heights by which the middles of two lines of one row differ at most; beside a cell of two lines stands one in
the middle."""
_LEADING: Final = 0.8
"""Line heights of blank between two lines of one cell."""


def with_whole_titles(page: ReadPage) -> ReadPage:
    """The page with each title that stands in two lines of a cell as one line, whose box holds both."""
    lines = list(page.lines)
    for line in page.lines:
        rest = next((other for other in lines if _goes_on(line, other, page)), None)
        if rest is not None:
            whole = replace(line, text=line.text.rstrip() + _squeezed(rest), box=line.box.union(rest.box))
            lines[lines.index(line)] = replace(whole, confidence=min(line.confidence, rest.confidence))
            lines.remove(rest)
            continue
        if not _BEGINS.fullmatch(_squeezed(line)) or _deputy_over(line, page):
            continue
        below = next(
            (other for other in lines if _ENDS.fullmatch(_squeezed(other)) and _under(line, other, page)), None
        )
        if below is not None and not (_has_neighbour(line, page) and _has_neighbour(below, page)):
            confidence = min(line.confidence, below.confidence)
            text = _squeezed(line) + _squeezed(below)
            lines[lines.index(line)] = replace(line, text=text, confidence=confidence, box=line.box.union(below.box))
            lines.remove(below)
    return page if len(lines) == len(page.lines) else replace(page, lines=tuple(lines))


def _goes_on(line: Line, other: Line, page: ReadPage) -> bool:
    """Whether a line that ends in a 副 goes on with the 主任医师 in the next one, wherever that begins."""
    if not line.text.rstrip().endswith("副") or not _CHIEF.fullmatch(_squeezed(other)):
        return False
    blank = other.box.top - line.box.bottom
    between = [one for one in page.lines if line.box.bottom < one.box.center[1] < other.box.top]
    return -0.5 * line.box.height < blank < _NEXT * line.box.height and not between


def _has_neighbour(line: Line, page: ReadPage) -> bool:
    """Whether something stands level with a line: where it does with both, 主任 and 医师 are labels of two rows."""
    middle, near = line.box.center[1], _LEVEL * line.box.height
    return any(abs(other.box.center[1] - middle) < near for other in page.lines if other is not line)


def _deputy_over(line: Line, page: ReadPage) -> bool:
    """Whether a 副 stands over the line: of a title in three lines nothing is made."""
    return any(_squeezed(other).endswith("副") and _under(other, line, page) for other in page.lines)


def _squeezed(line: Line) -> str:
    return re.sub(r"\s", "", line.text)


def _under(line: Line, other: Line, page: ReadPage) -> bool:
    """Whether a line is the next one of the same cell, set to its left or in its middle."""
    across = _ALIGNED * line.box.height * page.image.height / page.image.width
    begins, middles = other.box.left - line.box.left, other.box.center[0] - line.box.center[0]
    blank = other.box.top - line.box.bottom
    return min(abs(begins), abs(middles)) < across and -0.5 * line.box.height < blank < _LEADING * line.box.height
