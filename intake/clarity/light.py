"""The light on a page: shadows, too dark, too bright; and the pattern of a photographed screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import cv2
import numpy as np

from intake.clarity.score import DARK
from intake.clarity.survey import Survey, median_of
from intake.clarity.trouble import Trouble
from intake.clarity.view import Mask
from models.codes import ClarityKind

_BRIGHT: Final = 246.0
_FADED: Final = 0.2
"""Contrast of print on burnt paper: from 0.2 down characters are lost; ordinary print has 0.35 and more."""
_SHARP: Final = 0.2
"""Softness of a line (``sharpness``) from which its low contrast comes of blur and tells nothing about the light."""
_SHADED: Final = 0.6
"""Of the usual light: less is a shadow and not light that falls off."""
_GRAINY: Final = 0.1
"""Stripes of a screen have 0.12 and more of the paper's light; photographs in good light 0.03."""


def dark(survey: Survey) -> Iterator[Trouble]:
    """Too little light to read by."""
    if survey.usual < DARK and survey.read_loss > 0.02:
        yield Trouble(ClarityKind.DARK, survey.loss)


def overexposed(survey: Survey) -> Iterator[Trouble]:
    """Print that fades into paper burnt to white."""
    every = [*survey.prints, *survey.missed]
    # Soft print is faint by being soft.
    sharp = [each for each in every if each.softness < _SHARP]
    if every and not sharp:
        return
    contrast = median_of(sharp, [each.contrast for each in sharp]) if sharp else 0.0
    if survey.usual > _BRIGHT and contrast < _FADED:
        yield Trouble(ClarityKind.OVEREXPOSED, survey.loss)


def shaded(survey: Survey) -> Mask:
    """The part of the page that lies much darker than its text usually does."""
    below = (survey.view.light < _SHADED * survey.usual).astype(np.uint8)
    return np.asarray(cv2.morphologyEx(below, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8)) > 0)


def shadow(survey: Survey, elsewhere: Mask) -> Iterator[Trouble]:
    """A shadow in which much more is lost than outside it; ``elsewhere`` are cells where something else took it."""
    if survey.usual < 45:
        return
    area = shaded(survey) & ~elsewhere
    lost, share = survey.evidence.loss(area)
    _, outside = survey.evidence.loss(~area)
    if lost >= 2 and share > max(0.02, 2 * outside):
        yield Trouble(ClarityKind.SHADOW, share, survey.view.box(area & (survey.evidence.there > 0)))


def moire(survey: Survey) -> Iterator[Trouble]:
    """The stripes of a photographed screen, where they cost characters."""
    if survey.usual >= DARK and survey.grain.strength > _GRAINY and survey.read_loss > 0.001:
        yield Trouble(ClarityKind.MOIRE, survey.loss)
