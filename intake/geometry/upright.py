"""Which way up: the orientation network's answer, and a second look at how the text lines read.

The network alone turns some upright pages over (PaddleOCR #16626), so whatever it says but a confident "upright" is
held against the lines: which way up do they read best?
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from intake.geometry.flatten import level
from intake.geometry.skew import LOOKED_AT, Slant, skew_of
from intake.ocr.engine import OcrEngine, Orientation
from intake.page import Matrix, PageImage, Pixels
from intake.print import line_boxes, lower_edges, print_mask, scaled_grey
from models.document import Rotation

_LOOKED_AT: Final = 1000
"""Pixels, the longest side at which lines are looked for."""
_SURE: Final = 0.9
"""The network's confidence in "upright" from which it is believed. It never answers more than 0.93; of 720 drawn pages
one that was not upright got 0.89, and 95 in 100 that are and can be read get more than 0.9."""
_NETWORK: Final = 0.15
"""What the network's whole confidence weighs against the reading's: where lines read alike both ways up, it decides."""
_LINES: Final = 4
"""So many lines are read both ways up."""
_ENOUGH: Final = 9
"""Times its height: so much of a line tells which way up it is."""
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
    return page.warped(pixels, _back(page, rotation))


def _back(page: PageImage, rotation: Rotation) -> Matrix:
    """From pixel coordinates of the turned page to those of the page before."""
    width, height = page.width, page.height
    rows: dict[int, list[list[int]]] = {
        90: [[0, 1, 0], [-1, 0, height], [0, 0, 1]],
        180: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
        270: [[0, -1, width], [1, 0, 0], [0, 0, 1]],
    }
    return np.array(rows[rotation], dtype=np.float64)


def _second_look(page: PageImage, answer: Orientation, engine: OcrEngine) -> Rotation:
    """Read a few lines both ways up along the direction the network names; across it too where neither reads well."""
    tried: dict[Rotation, float] = {}
    for first in (_turn(answer.rotation), _turn(answer.rotation + 90)):
        crops = _line_crops(turned(page, first))
        over = [np.asarray(cv2.rotate(crop, cv2.ROTATE_180), dtype=np.uint8) for crop in crops]
        answers = engine.recognize([*crops, *over])
        tried[first] = _how_well(answers[: len(crops)])
        tried[_turn(first + 180)] = _how_well(answers[len(crops) :])
        if max(tried.values()) >= _READS_WELL:
            break
    named = _turn(answer.rotation)
    tried[named] += _NETWORK * answer.confidence
    return max(tried, key=lambda rotation: tried[rotation])


def _turn(degrees: int) -> Rotation:
    turns: dict[int, Rotation] = {0: 0, 90: 90, 180: 180, 270: 270}
    return turns[degrees % 360]


def _how_well(answers: Sequence[tuple[str, float]]) -> float:
    """Mean confidence of the characters read, 0..1; a line of which nothing was read counts as one unread character."""
    characters = [(max(1, len(text.strip())), confidence if text.strip() else 0.0) for text, confidence in answers]
    count = sum(number for number, _ in characters)
    return sum(number * confidence for number, confidence in characters) / count if count else 0.0


def _line_crops(page: PageImage) -> list[Pixels]:
    """The beginnings of the page's widest lines as it stands, made level, with a margin, at its own resolution."""
    straight = level(page, Slant(skew_of(lower_edges(scaled_grey(page.pixels, LOOKED_AT)[0]))))
    grey, scale = scaled_grey(straight.pixels, _LOOKED_AT)
    crops = []
    for x, y, width, height in line_boxes(print_mask(grey))[:_LINES]:
        margin = height // 5 + 1
        right = min(x + width, x + _ENOUGH * height)
        rows = slice(max(0, int((y - margin) / scale)), int((y + height + margin) / scale))
        crops.append(straight.pixels[rows, int(x / scale) : int(right / scale)])
    return crops
