"""Which way up: the orientation network's answer, and a second look at how the text lines read.

The network alone turns some upright pages over (PaddleOCR #16626), so whatever it says but a confident "upright" is
held against the lines: which way up do they read best?
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import cv2
import numpy as np

from intake.geometry.flatten import levelling
from intake.geometry.skew import Slant, rough_skew_of
from intake.ocr.engine import OcrEngine, Orientation
from intake.page import Matrix, PageImage, Pixels
from intake.print import Mask, line_boxes, lower_edges, print_mask, scaled_grey
from models.document import Rotation

_LOOKED_AT: Final = 1000
"""Pixels, the longest side at which lines are looked for."""
_SURE: Final = 0.9
"""The network's confidence from which its "upright" is believed, and one line read its way is enough. It never answers
more than 0.93; of 720 drawn pages one that was not upright got 0.89 for "upright", of 392 others no wrong answer got
more than 0.8, and 95 in 100 that can be read get more than 0.9 for the right one."""
_NETWORK: Final = 0.15
"""What the network's whole confidence weighs against the reading's: where lines read alike both ways up, it decides."""
_LINES, _TRIED = 4, 20
"""So many lines are read both ways up at most, and so many looked at: rules to write on may be the widest by far."""
_PLAIN: Final = 0.2
"""Confidence by which one way up reads better from which no more lines are read. On 90 drawn pages no first line, and
no first two, read well and by half as much better upside down; the first line is plain on 80 of them."""
_ENOUGH: Final = 9
"""Times its height: so much of a line tells which way up it is."""
_STROKES: Final = " 一-—_~.|"
"""What rules are read as."""
_READS_WELL: Final = 0.8
"""Mean confidence: the right way up the real photographs read at 0.95, any other at most 0.65."""
_TURNS: Final = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


def upright(page: PageImage, engine: OcrEngine) -> tuple[PageImage, Rotation]:
    """The page set upright, and the clockwise degrees (0, 90, 180, 270) that took.

    A page with a trusted text layer stays as it is: its lines run level by construction.
    """
    if page.text_lines is not None:
        return page, 0
    answer = engine.orientation(page.pixels)
    if answer.rotation == 0 and answer.confidence >= _SURE:
        return page, 0
    rotation = _second_look(page, answer, engine)
    return turned(page, rotation), rotation


def turned(page: PageImage, rotation: Rotation) -> PageImage:
    """The page turned clockwise by ``rotation`` degrees."""
    if rotation == 0:
        return page
    pixels = np.asarray(cv2.rotate(page.pixels, _TURNS[rotation]), dtype=np.uint8)
    return page.warped(pixels, _back((page.width, page.height), rotation))


def _back(size: tuple[int, int], rotation: Rotation) -> Matrix:
    """From pixel coordinates of the turned page to those of the page before, which is of a size (width, height)."""
    width, height = size
    rows: dict[int, list[list[int]]] = {
        0: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        90: [[0, 1, 0], [-1, 0, height], [0, 0, 1]],
        180: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
        270: [[0, -1, width], [1, 0, 0], [0, 0, 1]],
    }
    return np.array(rows[rotation], dtype=np.float64)


def _second_look(page: PageImage, answer: Orientation, engine: OcrEngine) -> Rotation:
    """Read a few lines both ways up along the direction the network names; across it too where neither reads well and
    the network is not sure, or the lines against it."""
    grey, _ = scaled_grey(page.pixels, _LOOKED_AT)
    tried: dict[Rotation, float] = {}
    for first in (_turn(answer.rotation), _turn(answer.rotation + 90)):
        sure = not tried and answer.confidence >= _SURE
        tried[first], tried[_turn(first + 180)] = _both_ways(_line_crops(page, grey, first), engine, 1 if sure else 2)
        # Of a sure network that the lines agree with, none that cross theirs can be in the right: a page number read as
        # one sign reads well any way up.
        agreed = answer.confidence >= _SURE and tried[first] > tried[_turn(first + 180)]
        if agreed or max(tried.values()) >= _READS_WELL:
            break
    named = _turn(answer.rotation)
    tried[named] += _NETWORK * answer.confidence
    return max(tried, key=lambda rotation: tried[rotation])


def _turn(degrees: int) -> Rotation:
    turns: dict[int, Rotation] = {0: 0, 90: 90, 180: 180, 270: 270}
    return turns[degrees % 360]


def _both_ways(crops: Iterable[Pixels], engine: OcrEngine, enough: int) -> tuple[float, float]:
    """How well lines read as they are and turned over. Ends early where one way reads well and the other plainly worse:
    turned over after two lines, as they are after ``enough``."""
    here: list[tuple[str, float]] = []
    over: list[tuple[str, float]] = []
    for crop in crops:
        one, other = engine.recognize([crop, np.asarray(cv2.rotate(crop, cv2.ROTATE_180), dtype=np.uint8)])
        if _is_stroke(one[0]) and _is_stroke(other[0]):
            continue
        here.append(one)
        over.append(other)
        well, worse = _how_well(here), _how_well(over)
        plain = max(well, worse) >= _READS_WELL and abs(well - worse) >= _PLAIN
        if len(here) == _LINES or (plain and len(here) >= (enough if well > worse else 2)):
            break
    return _how_well(here), _how_well(over)


def _is_stroke(text: str) -> bool:
    """Whether nothing but a stroke was read, as of a rule, which is the same either way up."""
    return not text.strip(_STROKES)


def _how_well(answers: Sequence[tuple[str, float]]) -> float:
    """Mean confidence of the characters read, 0..1; a line of which nothing was read counts as one unread character."""
    characters = [(max(1, len(text.strip())), confidence if text.strip() else 0.0) for text, confidence in answers]
    count = sum(number for number, _ in characters)
    return sum(number * confidence for number, confidence in characters) / count if count else 0.0


def _line_crops(page: PageImage, grey: Mask, rotation: Rotation) -> Iterator[Pixels]:
    """The beginnings of the page's widest lines after a turn, made level, with a margin, at the page's own resolution;
    found in ``grey``, the page before the turn, small."""
    size = (grey.shape[1], grey.shape[0])
    small = np.asarray(cv2.rotate(grey, _TURNS[rotation]), dtype=np.uint8) if rotation else grey
    there, canvas = levelling(Slant(rough_skew_of(lower_edges(small))), (small.shape[1], small.shape[0]))
    level = cv2.warpAffine(small, there[:2], canvas, borderMode=cv2.BORDER_REPLICATE)
    scale = max(page.width, page.height) / max(size)
    back = np.diag([page.width / size[0], page.height / size[1], 1.0]) @ _back(size, rotation) @ np.linalg.inv(there)
    boxes = line_boxes(print_mask(np.asarray(level, dtype=np.uint8)))
    yield from (_cut(page, back, scale, box) for box in boxes[:_TRIED])


def _cut(page: PageImage, back: Matrix, scale: float, box: tuple[int, int, int, int]) -> Pixels:
    """The beginning of a line, cut out of the page: ``back`` takes the box's pixels, ``scale`` of the page's, to it."""
    x, y, width, height = box
    margin = height // 5 + 1
    sides = (min(width, _ENOUGH * height), height + 2 * margin)
    there = back @ np.array([[1 / scale, 0, x], [0, 1 / scale, y - margin], [0, 0, 1]])
    whole = (max(1, round(sides[0] * scale)), max(1, round(sides[1] * scale)))
    way = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    cut = cv2.warpAffine(page.pixels, there[:2], whole, flags=way, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, dtype=np.uint8)
