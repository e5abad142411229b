"""What takes print away altogether: things that lie over the page, light that burns it out, shadows without light."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.clarity.hidden import expected_text
from intake.clarity.survey import Survey
from intake.clarity.view import Map, Mask, View, hull_of
from models.codes import ClarityKind

_TINT: Final = 0.07
"""Difference of the logarithms of the channels' ratios to those of the paper: pale pink paper on white has 0.15."""
_BLACK: Final = 0.35
"""Of the paper's light, below which nothing but a deep shadow or a thing lies there."""
_LEAST: Final = 8
"""Cells of the smallest patch that is looked at; a seal's star has fewer."""
_BURNT: Final = 248
"""Grey level from which paper is burnt out, where it is not white anyway."""
_WHITE: Final = 243
_SUDDEN: Final = 0.64
"""A thing's rim is as sharp as the picture, glare's and a shadow's are not."""
_STEP: Final = 12.0
"""Grey levels between a thing and the paper around it; tints of a card run into each other."""
_SQUARE: Final = np.ones((3, 3), np.uint8)


@dataclass(frozen=True)
class Foreign:
    """Cells whose ground is not that of the paper: of another tint (``tinted``), or nearly black."""

    other: Mask
    tinted: Mask


@dataclass(frozen=True)
class Hidden:
    """A patch that hides print: ``expected`` is how much probably stood in each cell."""

    kind: ClarityKind
    area: Mask
    expected: Map


def hidden_patches(survey: Survey, cells: Foreign) -> list[Hidden]:
    """Everything on the page that hides print of which at least an end or a few characters can be told."""
    burnt = list(_burnt(survey))
    found = [Hidden(ClarityKind.GLARE, area, expected_text(survey.evidence, area)) for area in burnt]
    found = [each for each in found if _loses(each.expected, _cut_lines(survey, each.area))]
    halo = np.zeros(survey.view.shape, np.uint8)
    for area in burnt:
        halo |= area.astype(np.uint8)
    halo = np.asarray(cv2.dilate(halo, np.ones((9, 9), np.uint8)), dtype=np.uint8)
    for area, at_rim in _patches(survey, cells):
        if halo[area].mean() < 0.3:
            found += _covered(survey, area, at_rim, float(cells.tinted[area].mean()))
    return found


def _burnt(survey: Survey) -> Iterator[Mask]:
    """Patches burnt out to white on paper that is not white elsewhere."""
    view, read = survey.view, survey.evidence.read
    if not read.any() or float(np.median(view.light[read])) > _WHITE:
        return
    in_shadow = float((view.light[read] < 0.6 * survey.usual).mean())
    if survey.usual > _WHITE and in_shadow > 0.05:
        # White paper, of which a part lies in a shadow.
        return
    white = cv2.morphologyEx((view.pale >= _BURNT).astype(np.uint8), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(white)
    for label in range(1, count):
        if stats[label, 4] >= _LEAST:
            yield np.asarray(labels == label)


def _loses(expected: Map, cut: int) -> bool:
    """Whether light took lines' ends away, or enough of one line."""
    return cut >= 2 or (cut == 1 and float(expected.sum()) >= 6)


def _covered(survey: Survey, area: Mask, at_rim: bool, tinted: float) -> list[Hidden]:
    """The patch, where it hides print: lines end at it, or print should stand in it and does not."""
    expected = expected_text(survey.evidence, area)
    inner = np.asarray(cv2.erode(area.astype(np.uint8), np.ones((5, 5), np.uint8))) > 0
    legible = float(survey.evidence.right[inner].sum())
    cut, missing, cells = _cut_lines(survey, area), float(expected.sum()) - legible, int(area.sum())
    near, far = _steps(survey.view, area)
    lit = float(survey.view.light[area].mean()) / max(survey.usual, 1.0)
    # Shadows and glare keep the paper's tint, or wash it out.
    sudden = near > _SUDDEN * far or (tinted > 0.6 and lit < 1.05)
    much = missing >= max(0.1 * survey.evidence.total, 0.3 * float(expected.sum()))
    if not sudden and not much and cut < 5:
        return []
    if sudden and legible > 0.4 * max(float(expected[inner].sum()), 2.0):
        return []
    gone = sudden and missing >= 8 and missing > 0.06 * cells
    one = cut >= 1 and sudden and ((at_rim and cells >= 30) or missing >= 6)
    if far < _STEP or not (cut >= 2 or gone or one):
        return []
    kind = ClarityKind.OCCLUSION
    if not sudden and (lit < 0.55 or lit > 1.1):
        kind = ClarityKind.SHADOW if lit < 0.55 else ClarityKind.GLARE
    return [Hidden(kind, area, expected)]


def foreign(survey: Survey) -> Foreign:
    """The paper has the tint that it has beneath lines that read surely."""
    view, read = survey.view, survey.evidence.read
    if not read.any():
        return Foreign(np.zeros(view.shape, bool), np.zeros(view.shape, bool))
    sure = survey.area_of([line for line in survey.prints if line.confidence > 0.9 and line.weight >= 3])
    blue, green, red = cv2.split(view.ground.astype(np.float32) + 6.0)
    tint = np.stack((np.log(blue / green), np.log(red / green)))
    paper = np.median(tint[:, sure if sure.any() else read], axis=1)
    away = np.hypot(tint[0] - paper[0], tint[1] - paper[1])
    tinted = (away > _TINT) & (view.light > 30)
    other = (tinted | (view.light < _BLACK * survey.usual)).astype(np.uint8)
    return Foreign(np.asarray(cv2.morphologyEx(other, cv2.MORPH_OPEN, _SQUARE) > 0), np.asarray(tinted))


def _patches(survey: Survey, cells: Foreign) -> Iterator[tuple[Mask, bool]]:
    """Patches of such cells on the sheet, and whether they come in from its rim."""
    hull = _sheet(survey, cells.other)
    rim = (hull > 0) & (cv2.erode(hull, _SQUARE, borderValue=(0,)) == 0)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(cells.other.astype(np.uint8) & hull, connectivity=4)
    for label in range(1, count):
        if stats[label, 4] >= _LEAST:
            area = np.asarray(labels == label)
            yield area, int((area & rim).sum()) >= 3


def _sheet(survey: Survey, other: Mask) -> NDArray[np.uint8]:
    """The hull of the sheet, 0 or 1: of the pieces of paper on which lines stand."""
    view, read = survey.view, survey.evidence.read
    paper = (~other & (view.light > 0.5 * survey.usual)).astype(np.uint8)
    count, labels = cv2.connectedComponents(cv2.morphologyEx(paper, cv2.MORPH_OPEN, _SQUARE), connectivity=4)
    bearing = np.bincount(labels[read], minlength=count) > 0.05 * read.sum()
    bearing[0] = False
    return hull_of(bearing[labels] | read)


def _cut_lines(survey: Survey, area: Mask) -> int:
    """How many lines end or begin right at an area, or lie beneath it in part."""
    near = np.asarray(cv2.dilate(area.astype(np.uint8), np.ones((1, 5), np.uint8))) > 0
    cut = 0
    for line in survey.prints:
        rows, columns = survey.view.span(line.box)
        over = float(area[rows, columns].mean())
        if over > 0.5:
            continue
        middle = (rows.start + rows.stop - 1) // 2
        after, before = min(columns.stop, survey.view.shape[1] - 1), max(columns.start - 1, 0)
        cut += bool(over > 0.12 or near[middle, after] or near[middle, before])
    return cut


def _steps(view: View, area: Mask) -> tuple[float, float]:
    """The change of colour (grey levels) at the rim of an area, over one cell and over seven."""
    patch = area.astype(np.uint8)

    def grown(by: int) -> Mask:
        return np.asarray(cv2.dilate(patch, _SQUARE, iterations=by)) > 0

    def worn(by: int) -> Mask:
        return np.asarray(cv2.erode(patch, _SQUARE, iterations=by)) > 0

    steps = []
    for inside, outside in ((area & ~worn(1), grown(1) & ~area), (worn(2) & ~worn(4), grown(5) & ~grown(3))):
        one = view.ground[inside if inside.any() else area]
        rest = view.ground[outside if outside.any() else ~area]
        steps.append(float(np.abs(np.median(one, axis=0) - np.median(rest, axis=0)).max()) if len(rest) else 0.0)
    return steps[0], steps[1]
