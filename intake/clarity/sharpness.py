"""Print too soft or too small to be read."""

from __future__ import annotations

import numpy as np

from intake.clarity.light import Trouble
from intake.clarity.text import Print
from models.codes import ClarityKind
from models.place import Box

SOFT = 0.14
"""Edges of 14 % of a character's height: sharp scans and photographs have 0.03-0.09, and reading loses its first
characters from about 0.13."""
_VERY_SOFT = 0.32
SMALL = 16.0
"""Pixels of a character's height: at 14-16 the recogniser still reads 95 %, at 10-11 it reads 60-90 %."""
_VERY_SMALL = 8.0


def blur(prints: list[Print]) -> list[Trouble]:
    """Soft print: on the whole page (no box) or in the lines that are soft while others are sharp."""
    # Small print is soft by its pixels alone: that is low resolution, not focus.
    fit = [each for each in prints if each.height >= 1.1 * SMALL]
    if not fit:
        return []
    soft = [each for each in fit if each.softness > SOFT]
    share = sum(each.weight for each in soft) / sum(each.weight for each in fit)
    if share >= 0.75:
        return [Trouble(ClarityKind.BLUR, _severity(fit))]
    # A few soft lines are handwriting, faint print or a stamp; a soft region holds several beneath each other.
    if len(soft) < 4 or share < 0.15:
        return []
    box: Box = soft[0].box
    for each in soft[1:]:
        box = box.union(each.box)
    if box.area <= 0.6:
        return [Trouble(ClarityKind.BLUR, _severity(soft), box)]
    return [Trouble(ClarityKind.BLUR, _severity(fit))] if share >= 0.5 else []


def _severity(prints: list[Print]) -> float:
    return _between(float(np.median([each.softness for each in prints])), 0.08, _VERY_SOFT)


def low_resolution(prints: list[Print]) -> list[Trouble]:
    """Characters of too few pixels: half of the page's text is below the limit."""
    if not prints:
        return []
    order = np.argsort([each.height for each in prints])
    weights = np.cumsum([prints[place].weight for place in order])
    usual = prints[int(order[int(np.searchsorted(weights, weights[-1] / 2))])].height
    if usual >= SMALL:
        return []
    return [Trouble(ClarityKind.LOW_RESOLUTION, _between(usual, SMALL + 4, _VERY_SMALL))]


def _between(value: float, none: float, full: float) -> float:
    return float(np.clip((value - none) / (full - none), 0.0, 1.0))
