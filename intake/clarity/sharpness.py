"""Print too soft or too small to be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import cv2
import numpy as np

from intake.clarity.survey import Survey, median_of
from intake.clarity.trouble import Trouble
from intake.clarity.view import Mask
from models.codes import ClarityKind

SOFT: Final = 0.14
"""Edges of 14 % of a character's height: sharp scans and photographs have 0.04-0.13, and reading loses its first
characters from about 0.16."""
COARSE: Final = 2.4
"""Pixels: edges narrower than that are soft because the picture has few pixels, not because of focus."""
SMALL: Final = 12.0
"""Pixels of a character's height: from 11 down the recogniser loses characters, at 8 a tenth to a third of them."""
_LEAST_LOSS: Final = 0.012
"""Of the page's characters: less is what any page loses."""
_TOO_DARK: Final = 45.0
_FEWEST: Final = 8
"""Characters: a soft line or two are handwriting, a stamp or faint print."""
_MOST_OF_IT: Final = 0.7
"""Share of the page's print from which it is soft as a whole."""


def blur(survey: Survey, elsewhere: Mask) -> Iterator[Trouble]:
    """Soft print of which characters are lost; ``elsewhere`` are cells where something else has taken them."""
    if survey.usual < _TOO_DARK:
        # Grain hides how sharp print is.
        return
    # The rim of a thing or of glare is soft itself.
    near = np.asarray(cv2.dilate(elsewhere.astype(np.uint8), np.ones((7, 7), np.uint8))) > 0
    every = [*survey.prints, *survey.missed]
    soft = [
        each
        for each in every
        # Small print is soft by its pixels alone: that is low resolution, not focus.
        if each.height >= SMALL
        and each.softness > SOFT
        and each.softness * each.height > COARSE
        and not near[survey.view.span(each.box)].any()
    ]
    weight, read = sum(each.weight for each in soft), sum(each.weight for each in soft if each.confidence > 0)
    wrong = sum(each.weight * (1 - each.right) for each in soft if each.confidence > 0)
    if weight < _FEWEST or (wrong < max(0.02 * read, 1.0) and weight - read < 0.25 * survey.evidence.total):
        return
    area = survey.area_of(soft)
    lost, share = survey.evidence.loss(area)
    plain = median_of(soft, [each.softness for each in soft]) > 0.18
    if lost < 3 or lost < _LEAST_LOSS * survey.evidence.total or share < (0.02 if plain else 0.035):
        return
    whole = weight > _MOST_OF_IT * sum(each.weight for each in every)
    yield Trouble(ClarityKind.BLUR, share, None if whole else survey.view.box(area))


def low_resolution(survey: Survey) -> Iterator[Trouble]:
    """Characters of too few pixels."""
    if not survey.prints or survey.read_loss < 0.015:
        return
    if median_of(survey.prints, [each.height for each in survey.prints]) < SMALL:
        yield Trouble(ClarityKind.LOW_RESOLUTION, survey.read_loss)
