"""Rules of tables that run out of the picture: a frame that nothing closes goes on beyond it."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.clarity.survey import Survey
from intake.clarity.tiles import STRIDE

_REACH: Final = 60
"""Pixels as the network sees them, six characters: so far a rule runs from the edge; no stroke of print does."""
_SPARE: Final = 4
"""Pixels at the very edge, which is a little askew after a scan was set straight."""
_BESIDE: Final = 5
"""Pixels each way, in which paper beside a rule is lighter."""
_RULE: Final = 14
"""Grey levels by which a rule is darker than the paper beside it; thin rules lose most of theirs in the shrinking."""
_THICK: Final = 4
"""Pixels: what is thicker is a bar, a shadow or an edge."""
_APART: Final = 15
"""Pixels between two rules of a table at least: a character and a half."""
_MARGIN: Final = 12
"""Pixels at the edge across: what begins there, too, is a streak of a copier, a fold or a line of the design."""
_LIGHT: Final = 80.0
"""Grey level of paper, below which a camera's noise is as dark as a thin rule."""
_PAPER: Final = 0.75
"""Of the light of the paper: where less falls something else than the sheet is at the edge."""


def open_rules(survey: Survey, side: int, askew: float = 0.0) -> int:
    """How many rules, a column of a table apart at least, run out of the picture at its left, right, top or bottom
    edge (0..3) within the width or height of the text. ``askew``: as far as that share of the page the edge reaches
    into it."""
    strip, whole = _towards_edge(survey, side, askew)
    if whole.shape[0] < 3 * _REACH or survey.usual < _LIGHT:
        return 0
    found = _dark(strip) & _lit(strip, survey.usual)
    # Nearer to the sides of the picture runs the edge of the sheet.
    found[: max(_start(survey, side), _MARGIN)] = False
    found[min(_end(survey, side), found.size - _MARGIN) :] = False
    starts = np.flatnonzero(np.diff(np.concatenate(([0], found.astype(np.int8), [0]))) == 1)
    ends = np.flatnonzero(np.diff(np.concatenate(([0], found.astype(np.int8), [0]))) == -1)
    count, last = 0, -_APART
    for start, end in zip(starts, ends, strict=True):
        if end - start > _THICK or start - last < _APART or _runs_through(whole, start, end):
            continue
        count, last = count + 1, int(end)
    return count


def _towards_edge(survey: Survey, side: int, askew: float) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The strip along an edge and the whole page, turned so that the edge is below."""
    seen = survey.tiles.seen
    whole = np.ascontiguousarray((seen.T[::-1], seen.T, seen[::-1], seen)[side])
    whole = whole[: len(whole) - round(askew * len(whole))]
    return np.ascontiguousarray(whole[-_REACH:-_SPARE]), whole


def _dark(strip: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """The columns that are darker than those on both their sides in all rows but a few."""
    return np.asarray(np.percentile(cv2.subtract(_beside(strip), strip), 8, axis=0) >= _RULE)


def _lit(strip: NDArray[np.uint8], usual: float) -> NDArray[np.bool_]:
    """The columns on both sides of which there is paper all along: at the edge of a sheet there is a table on one."""
    return np.asarray(np.percentile(_beside(strip), 10, axis=0) >= _PAPER * usual)


def _beside(strip: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The lightest that is near each pixel on its darker side."""
    one_side = np.ones((1, _BESIDE + 1), np.uint8)
    before, after = (cv2.dilate(strip, one_side, anchor=(at, 0)) for at in (_BESIDE, 0))
    return np.asarray(cv2.min(before, after), dtype=np.uint8)


def _runs_through(whole: NDArray[np.uint8], start: int, end: int) -> bool:
    """Whether columns are dark at the other end, too."""
    low, high = max(start - _BESIDE, 0), min(end + _BESIDE, whole.shape[1])
    beside = whole[:_MARGIN, low:high].max(axis=1).astype(np.int16)
    # A page set straight by a tenth of a degree moves its rules by a pixel or two from one end to the other.
    rule = whole[:_MARGIN, max(start - 2, 0) : end + 2].min(axis=1)
    return float((beside - rule >= _RULE).mean()) > 0.5


def _start(survey: Survey, side: int) -> int:
    return max((_span(survey, side)[0] - 3) * STRIDE, 0)


def _end(survey: Survey, side: int) -> int:
    return max((_span(survey, side)[1] + 4) * STRIDE, 0)


def _span(survey: Survey, side: int) -> tuple[int, int]:
    """The first and last tile of the text along an edge."""
    along = np.nonzero(survey.evidence.read.any(axis=1 if side < 2 else 0))[0]
    return (int(along[0]), int(along[-1])) if len(along) else (0, -4)
