"""Which problems a page has: what spoils the tiles in which characters are lost."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.clarity.burnt import burnt, ends_at, sure_tiles, surely_read, survives, usual_at, washed_all_over
from intake.clarity.hidden import expected_text
from intake.clarity.rims import fading
from intake.clarity.survey import Survey
from intake.clarity.tiles import Map, Mask
from intake.clarity.trouble import Trouble
from models.codes import ClarityKind

_COVERED, _LIKELY = 0.5, 0.18
"""Strength from which tiles are covered, and where their ground is not the paper's."""
_PATCH: Final = 8
"""Tiles of the smallest thing: two characters high and wide."""
_CUT_LINES: Final = 4
"""Lines that end at a patch: so many do not end there by chance."""
_DARKER: Final = 0.15
"""Strength by which it must be darker than where lines were read, for print to be hidden: films are dark too."""
_TINT: Final = 0.07
"""Difference of the logarithms of the channels' ratios to those of the paper: pale pink paper on white has 0.15."""
_BLACK: Final = 0.35
"""Of the paper's light, below which nothing but a deep shadow or a thing lies there."""
_CORE, _RIM = 0.2, 0.2
"""Of the paper's light, below which a shadow's core lies; and how much of a shadow is not black."""
_SPOILED: Final = (0.3, 0.25, 0.25, _COVERED, 0.3)
"""Strengths from which tiles belong to a problem: soft, washed out, dim, covered, striped."""
_SOME: Final = 0.1
"""Characters of a tile from which it counts as one with print."""
_THINLY, _OVER = 0.02, 0.4
"""The same beneath things, over whose tiles what is expected there is spread; and their strength, on average, from
which they are no mere tint of the ground: drawn things had 0.36 to 0.74, grounds of another tint 0.16 to 0.36."""
_HIDDEN: Final = 0.4
"""Strength from which nothing may be left to be seen."""
_FEWEST: Final = 3.0
"""Characters: fewer that are lost are nobody's problem."""
_UNSURE: Final = 3.0
"""Characters: of three that seem lost altogether the severity is a half."""
_LEAST: Final = 0.035
"""Of the characters in its place, less of which are lost than on any page."""
_UNNOTICED: Final = 0.1
"""Of the print: less that light has taken is not to be told from pale print."""
_COMPANION: Final = 0.25
"""Of the characters that the worst problem costs."""
_WHOLE: Final = 0.7
"""Of the page's characters: what spoils so many has no place of its own."""
_THINGS: Final = 3
"""Which of the strengths is that of things."""
_EVERYWHERE: Final = 0.25
"""Strength, on average, of what spoils a page of which hardly any text was found."""
_BADLY, _MUCH = 1.5, 0.15
"""Characters of soft lines that are probably wrong; or share of all characters that is lost in softness."""
_MOSTLY: Final = 0.4
"""Of the page's characters: if so many are lost, there is a reason for it."""
_SURELY: Final = 0.5
"""Strength from which hardly anything is to be seen."""
_SPARSE: Final = 0.02
"""Characters of a tile of a page with little text."""
_EVEN, _GRAIN = 3.0, 4.0
"""Times more light, above a camera's noise of so many grey levels, that a lamp's nearer side has: 31 drawn dark pages
had up to 2.0 times, 29 with a shadow 4.3 and more."""
_SMALL: Final = 12.0
"""Pixels of a character's height: from 11 down the recogniser loses characters, at 8 a tenth to a third of them."""


def with_hidden(survey: Survey) -> Survey:
    """The survey with what probably stands where nothing can be seen."""
    holes, evidence = hiding_tiles(survey), survey.evidence
    expected = expected_text(evidence, holes, survey.prints)
    count, labels = cv2.connectedComponents(holes.astype(np.uint8))
    stood, known = (np.bincount(labels.ravel(), one.ravel(), minlength=count) for one in (expected, evidence.there))
    # Of what stood there a part may have been read or be seen all the same.
    missing = np.clip(1.0 - known / np.maximum(stood, 1e-6), 0.0, 1.0)
    missing[0] = 0.0
    unseen = expected * missing[labels] * ~evidence.read
    left = np.bincount(labels.ravel(), unseen.ravel(), minlength=count)
    scale = np.maximum(stood - known, 0.0) / np.maximum(left, 1e-6)
    survey = survey.hiding(np.asarray(unseen * np.minimum(scale, 3.0)[labels], np.float32))
    # A page on which hardly anything is to be seen has some text all the same.
    spoiled = np.max((survey.tiles.dim, survey.tiles.covered, survey.tiles.stripes), axis=0) > _SURELY
    spoiled |= burnt(survey)
    unseen = np.asarray(spoiled & ~evidence.read)
    short = _SPARSE * float(spoiled.sum()) - survey.evidence.total
    if short <= 0 or not unseen.any():
        return survey
    spread = unseen * (short / float(unseen.sum()))
    return survey.hiding(np.asarray(survey.evidence.there + spread, np.float32))


def hiding_tiles(survey: Survey) -> Mask:
    """The tiles in which little or nothing may be seen."""
    tiles = survey.tiles
    # Where it is no darker than where lines were read, print would have been read.
    readable = usual_at(survey, tiles.dim, 95)
    dark = np.asarray(tiles.dim > max(_HIDDEN, readable + _DARKER))
    return np.asarray(burnt(survey) | _with_cores(survey, dark) | _things(survey))


def _with_cores(survey: Survey, dark: Mask) -> Mask:
    """Dark tiles and the black ones amid them: in the core of a deep shadow there is nothing that could be dim."""
    black = survey.tiles.light < _CORE * survey.usual
    count, labels = cv2.connectedComponents((dark | black).astype(np.uint8), connectivity=4)
    sizes, darks = (np.bincount(labels.ravel(), one, minlength=count) for one in (None, dark.ravel()))
    shaded = darks > _RIM * np.maximum(sizes, 1)
    shaded[0] = False
    return np.asarray(dark | (black & (shaded[labels] | _shades(survey))))


@lru_cache(maxsize=1)
def _things(survey: Survey) -> Mask:
    """Tiles that something covers: the network says so; or half says so where the ground is not the paper's; or lines
    end at such ground. Shadows are none, however black."""
    return np.asarray(_likely_things(survey) & ~_shades(survey))


@lru_cache(maxsize=1)
def _likely_things(survey: Survey) -> Mask:
    tiles = survey.tiles
    light = np.maximum.reduce((tiles.dim, tiles.washed, tiles.stripes))
    # Deep shadows are black, glare has no tint, and stripes are of all colours without being things.
    other = _foreign(survey) & ((light < _SPOILED[2]) | (tiles.covered > light)) & ~_beside(burnt(survey))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(other.astype(np.uint8), connectivity=4)
    likely = np.zeros(count)
    for one in np.nonzero(stats[1:, 4] >= _PATCH)[0] + 1:
        likely[one] = np.percentile(tiles.covered[labels == one], 80)
    likely[ends_at(survey, np.asarray(labels, np.int32), count) >= _CUT_LINES] += _LIKELY
    likely[0] = 0.0
    return np.asarray((tiles.covered > _COVERED) | (likely > _LIKELY)[labels])


@lru_cache(maxsize=1)
def _shades(survey: Survey) -> Mask:
    """Of what may be things amid the text, that which darkens gradually."""
    rows, columns = (np.flatnonzero(survey.evidence.read.any(axis=axis)) for axis in (1, 0))
    amid = np.zeros(survey.tiles.shape, bool)
    if len(rows):
        block = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        amid[block] = _likely_things(survey)[block]
    shades = fading(survey.tiles, amid)
    _, labels = cv2.connectedComponents(_likely_things(survey).astype(np.uint8), connectivity=4)
    return np.asarray(np.isin(labels, np.unique(labels[shades])) & (labels > 0))


def _beside(area: Mask) -> Mask:
    return np.asarray(cv2.dilate(area.astype(np.uint8), np.ones((7, 7), np.uint8)) > 0)


def _foreign(survey: Survey) -> Mask:
    """Tiles whose ground has another tint than the paper beneath lines that read surely, or is nearly black."""
    tiles = survey.tiles
    sure = sure_tiles(survey)
    if not sure.any():
        return np.zeros(tiles.shape, bool)
    blue, green, red = (tiles.ground[..., channel] + 6.0 for channel in range(3))
    tint = np.stack((np.log(blue / green), np.log(red / green)))
    paper = np.median(tint[:, sure], axis=1)
    away = np.hypot(tint[0] - paper[0], tint[1] - paper[1])
    return np.asarray(((away > _TINT) & (tiles.light > 30)) | (tiles.light < _BLACK * survey.usual))


def troubles_of(survey: Survey) -> list[Trouble]:
    """The problems of a page, each with the place in which it is the worst one; what next to another costs little is
    its companion: strong blur looks washed out, glare has soft edges."""
    found = []
    strengths = _strengths(survey)
    worst = strengths.argmax(axis=0)
    for number, strength in enumerate(strengths):
        area = (strength >= _SPOILED[number]) & (worst == number)
        area = np.asarray(cv2.morphologyEx(area.astype(np.uint8), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)) > 0)
        there = _printed(survey, number, area)
        lost, share = survey.evidence.loss(there)
        if (number == 0 and not _blurs(survey, there)) or (number == 1 and not _washes(survey)):
            continue
        if lost >= _FEWEST and share >= _LEAST:
            found.append((lost, _trouble(survey, number, strength, area)))
    gone = 1.0 - survives(survey)
    if gone > _UNNOTICED and not any(trouble.kind is ClarityKind.OVEREXPOSED for _, trouble in found):
        found.append((gone * survey.evidence.total / (1.0 - gone + 0.01), Trouble(ClarityKind.OVEREXPOSED, gone)))
    if not found and survey.loss > _MOSTLY:
        # Too little was seen of the text to say where it is lost.
        means = strengths.mean(axis=(1, 2))
        number = int(means.argmax())
        return [Trouble(_kind(survey, number, whole=True), survey.loss)] if means[number] > _EVERYWHERE else []
    most = max((lost for lost, _ in found), default=0.0)
    return [trouble for lost, trouble in found if lost >= _COMPANION * most]


def _blurs(survey: Survey, there: Mask) -> bool:
    """Whether soft print was read badly, or is much: a patch apart that nothing was read from is a drawing."""
    evidence = survey.evidence
    return evidence.loss(there & evidence.read)[0] >= _BADLY or evidence.loss(there)[0] >= _MUCH * evidence.total


def _washes(survey: Survey) -> bool:
    """Whether light that washes print out is to be seen anywhere but on bare white paper, which always looks so."""
    return not surely_read(survey) or bool(burnt(survey).any()) or washed_all_over(survey)


def _strengths(survey: Survey) -> NDArray[np.float32]:
    """How soft, washed out, dim, covered and striped each tile is (5, rows, columns)."""
    tiles = survey.tiles
    shades = _shades(survey)
    covered = np.where(shades, 0.0, np.maximum(tiles.covered, _things(survey)))
    dim = np.maximum(tiles.dim, np.maximum(tiles.covered, _COVERED) * shades)
    return np.stack((tiles.soft, np.maximum(tiles.washed, burnt(survey)), dim, covered, tiles.stripes))


def _printed(survey: Survey, number: int, area: Mask) -> Mask:
    """The tiles of an area spoiled so in which there is print, or probably was."""
    there = np.asarray(area & (survey.evidence.there > _SOME))
    if number != _THINGS:
        return there
    thinly = np.asarray(area & (survey.evidence.there > _THINLY))
    return thinly if thinly.any() and float(survey.tiles.covered[thinly].mean()) >= _OVER else there


def _trouble(survey: Survey, number: int, strength: Map, area: Mask) -> Trouble:
    there = _printed(survey, number, area)
    lost, share = survey.evidence.loss(there)
    alike = survey.evidence.there[strength > _SPOILED[number] / 2]
    whole = number != _THINGS and float(alike.sum()) > _WHOLE * survey.evidence.total
    # Of two or three characters nobody can tell whether they are lost.
    severity = share * lost / (lost + _UNSURE)
    _, labels = cv2.connectedComponents(area.astype(np.uint8))
    place = np.isin(labels, np.unique(labels[there])) if number == _THINGS else there
    return Trouble(_kind(survey, number, whole), severity, None if whole else survey.tiles.box(np.asarray(place)))


def _evenly_lit(survey: Survey) -> bool:
    """Whether the dim tiles have hardly less light than the brightest: one lamp lights a whole sheet so."""
    tiles = survey.tiles
    dim = tiles.light[tiles.dim > _SPOILED[2]]
    darker = float(np.percentile(dim, 30)) if dim.size else 0.0
    return float(np.percentile(tiles.light, 95)) + _GRAIN < _EVEN * (darker + _GRAIN)


def _kind(survey: Survey, number: int, whole: bool) -> ClarityKind:
    """The kind by what spoils the tiles, whether it does so everywhere, and how large the print is."""
    match number:
        case 0:
            small = survey.height is not None and survey.height < _SMALL
            return ClarityKind.LOW_RESOLUTION if small else ClarityKind.BLUR
        case 1:
            washed = float((survey.tiles.washed > _SPOILED[1]).mean()) > _WHOLE
            faint = washed if not survey.prints else whole or washed_all_over(survey)
            return ClarityKind.OVEREXPOSED if faint and not burnt(survey).any() else ClarityKind.GLARE
        case 2:
            return ClarityKind.DARK if whole and _evenly_lit(survey) else ClarityKind.SHADOW
        case 3:
            return ClarityKind.OCCLUSION
        case _:
            return ClarityKind.MOIRE
