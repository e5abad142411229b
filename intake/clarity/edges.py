"""Text that runs out of the picture, or out of the sheet as it was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from intake.clarity.burnt import burnt_edge
from intake.clarity.frames import open_rules
from intake.clarity.margins import begins, breaks_off
from intake.clarity.survey import Survey
from intake.clarity.tiles import STRIDE
from intake.clarity.trouble import Trouble
from intake.page import Line, PageImage
from models.codes import ClarityKind
from models.place import Box

_TOUCHES: Final = 0.1
"""Of a line's height: a line that ends nearer to an edge runs out of it; lines are found a tenth wider than print."""
_NEAR: Final = 0.35
"""The same of the edge of the sheet as it was found, which is found a little too far out or in."""
_APART: Final = 0.8
"""Of a line's height: what lies so far from the picture's edge does not run out of the picture."""
_READS_WELL: Final = 0.93
_WORDS: Final = 3
"""Characters, of fewer of which at an edge nobody can tell that they are any."""
_LOW: Final = 0.65
"""Of the usual height of a line: so much is left of one that is cut in half."""
_OWN: Final = 0.012
"""Of the page: so near to its edge, the picture's edge is the page's."""
_ASKEW: Final = 0.04
"""Of the page: the same of a picture set straight by a degree or two."""
_CLOSE: Final = 3.0
"""Of a line's height: so near to burnt white at the end of the sheet, text goes on beyond it."""
_BARE: Final = 0.25
"""Of a line's height: the picture ends between two lines."""
_WITHIN: Final = 6.0
"""Of a line's height: farther from the text rules at the picture's edge are those of a table top."""
_NO_MARGIN: Final = 0.3
"""Severity of a missing margin: nothing shows that print is missing, too."""
_GRAINY: Final = 0.4
"""Strength of a screen's stripes or of darkness, in which lines are found where none are."""
_LIKELY: Final = 0.08
"""Characters of a tile at the edge, of which less than half may be seen."""
_INKED: Final = 60
"""Of 255: so much darker than paper is a stroke."""
_WINDOW: Final = 7 * STRIDE
"""Pixels as the network sees them: six characters, or two columns of a table."""
_CHANGES: Final = 8
"""Between ink and paper along such a piece of a cut line; two rules make four."""
_LOST: Final = 0.45
"""Of a line that runs out of the picture so much is lost, on average over drawn pages."""
_HALF_HIDDEN: Final = 0.6
"""Severity of what lies over a sheet beyond where it was found: how much that is cannot be seen."""
_DIMMED, _DIMMER = 0.75, 0.9
"""Of the light of the paper, at the edge of a sheet along which light fades, and of that of the next tile but one in
the next; along a thing that lies over it 0.95 and more are left, and a table's margin ends at once."""
_BEYOND: Final = 0.15
"""Beyond a line cut along its height lie others: as much is lost as where such a share of all lines is cut across."""


@dataclass(frozen=True)
class Ends:
    """Lines that run out: the problems, and the share of the page's characters that are lost."""

    troubles: tuple[Trouble, ...]
    share: float


def runs_out(page: PageImage, lines: Sequence[Line], survey: Survey) -> Ends:
    """Sides at which text runs out of the picture (cut off), or out of the sheet where something lies over it."""
    if not lines:
        return Ends((), 0.0)
    picture, sheet = _from_picture(page, lines), _from_page(page, lines)
    own = _own_edges(page)
    weights = np.array([len(line.text) for line in lines], dtype=np.float64)
    heights = _heights(page, lines)
    doubtful = np.array([line.confidence < _READS_WELL for line in lines]) | (heights < _LOW * np.median(heights))
    # In grain lines are found where none are.
    read = survey.evidence.read
    grainy = bool(read.any() and float(np.maximum(survey.tiles.stripes, survey.tiles.dim)[read].mean()) > _GRAINY)
    near, reach = _picture_edges(page)
    troubles, share = [], 0.0
    for side in range(4):
        beyond = picture[:, side] < _TOUCHES
        if side >= 2:
            # A line as high as others that reads well was not cut along its height, however near to the edge it stands.
            beyond &= doubtful
        under = (sheet[:, side] < _NEAR) & (picture[:, side] > _APART)
        halved = own[side] and side >= 2 and not grainy and _halved(survey, side)
        framed = near[side] and not grainy and float(picture[:, side].min()) < _WITHIN
        halved = halved or (framed and open_rules(survey, side, reach[side]) >= 2)
        # Lines end where they like; but one cut along its height, or two that end at one edge, are cut.
        lines_cut = int(beyond.sum()) if weights[beyond].sum() >= _WORDS else 0
        if lines_cut >= (2 if side < 2 or grainy else 1) or halved:
            troubles.append(Trouble(ClarityKind.CUT_OFF, _severity(lines, beyond, halved), _place(lines, beyond, side)))
            share = max(share, float(weights[beyond].sum() / weights.sum()), _BEYOND * halved)
        elif under.sum() >= 2:
            kind = ClarityKind.SHADOW if _dims(survey, side) else ClarityKind.OCCLUSION
            troubles.append(Trouble(kind, _HALF_HIDDEN, _place(lines, under, side)))
            share = max(share, float(weights[under].sum() / weights.sum()))
        elif not near[side] and float(sheet[:, side].min()) < _CLOSE and burnt_edge(survey, side):
            troubles.append(Trouble(ClarityKind.GLARE, _HALF_HIDDEN, _place(lines, sheet[:, side] < _CLOSE, side)))
            share = max(share, _BEYOND)
        elif near[side] and not grainy and breaks_off(lines, picture, side):
            # Above a heading there is a hospital's name at most.
            goes_on = side == 3 or (side == 2 and not begins(lines))
            bare = goes_on and float(picture[:, side].min()) < _BARE
            severity = _HALF_HIDDEN if bare else _NO_MARGIN
            troubles.append(Trouble(ClarityKind.CUT_OFF, severity, _place(lines, picture[:, side] < 1.0, side)))
            share = max(share, _BEYOND if bare else _BEYOND / 2)
    return Ends(tuple(troubles), _LOST * share)


def _severity(lines: Sequence[Line], beyond: NDArray[np.bool_], halved: bool) -> float:
    """The more of the lines run out of an edge, the deeper it probably cuts into them."""
    share = (float(beyond.sum()) + halved) / len(lines)
    return min(0.5 + share, 1.0)


def _halved(survey: Survey, side: int) -> bool:
    """Whether print stands at the top or bottom edge where no line was read: the halves of characters. Strokes change
    with gaps, a few of them in every character; rules of a table and the edge of a sheet do not."""
    tiles, read = survey.tiles, survey.evidence.read
    columns = np.nonzero(read.any(axis=0))[0]
    if not len(columns):
        return False
    rows, pixels = (slice(0, 2), slice(0, STRIDE)) if side == 2 else (slice(-2, None), slice(-STRIDE, None))
    lit = (tiles.covered[rows] < 0.3) & (tiles.light[rows] > max(0.6 * survey.usual, 60.0))
    free = (lit & ~read[rows]).all(axis=0) & (tiles.text[rows].max(axis=0) > _LIKELY)
    free[: columns[0]] = free[columns[-1] + 1 :] = False
    strip = tiles.seen[pixels].min(axis=0)
    paper = np.repeat(tiles.light[rows].min(axis=0), STRIDE)
    inked = (strip < (1 - _INKED / 255) * paper) & np.repeat(free, STRIDE)
    changes = np.cumsum(inked[1:] != inked[:-1])
    return int((changes[_WINDOW:] - changes[:-_WINDOW]).max(initial=0)) >= _CHANGES


def _dims(survey: Survey, side: int) -> bool:
    """Whether the page grows dark towards a side, as where a sheet was found only as far as light falls on it."""
    light = survey.tiles.light
    strip = (light[:, :3].T, light[:, :-4:-1].T, light[:3], light[:-4:-1])[side]
    outermost, next_to_it, inner = np.median(strip, axis=1)
    fades = outermost < next_to_it < _DIMMER * inner
    return bool(fades and outermost < _DIMMED * survey.usual)


def _place(lines: Sequence[Line], chosen: NDArray[np.bool_], side: int) -> Box:
    """The ends of the lines at an edge: the strip along it in which they stand."""
    boxes = [line.box for line, wanted in zip(lines, chosen, strict=True) if wanted]
    along = [(box.top, box.bottom) if side < 2 else (box.left, box.right) for box in boxes] or [(0.0, 1.0)]
    low, high = min(one for one, _ in along), max(one for _, one in along)
    match side:
        case 0:
            return Box(left=0.0, top=low, right=0.08, bottom=high)
        case 1:
            return Box(left=0.92, top=low, right=1.0, bottom=high)
        case 2:
            return Box(left=low, top=0.0, right=high, bottom=0.06)
        case _:
            return Box(left=low, top=0.94, right=high, bottom=1.0)


def _own_edges(page: PageImage) -> tuple[bool, ...]:
    """For each side of the flattened page, whether it is the picture's."""
    (left, top), (right, bottom) = page.on_page(np.array([(0.0, 0.0), (1.0, 1.0)])) / (page.width, page.height)
    return abs(left) < _OWN, abs(1 - right) < _OWN, abs(top) < _OWN, abs(1 - bottom) < _OWN


def _picture_edges(page: PageImage) -> tuple[list[bool], list[float]]:
    """For each side of the flattened page, whether the picture's edge lies there, be it askew, and how far into the
    page that reaches, as a share of it."""
    near, reach = [False] * 4, [0.0] * 4
    corners = page.on_page(np.array([(0, 0), (1, 0), (1, 1), (0, 1)], dtype=np.float64)) / (page.width, page.height)
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        across = int(abs(end[0] - start[0]) > abs(end[1] - start[1]))
        places = np.array((start[across], end[across]))
        far = float(places.mean()) > 0.5
        inside = 1.0 - places if far else places
        side = 2 * across + far
        near[side] = bool(np.abs(inside).max() < _ASKEW)
        reach[side] = max(float(inside.max()), 0.0)
    return near, reach


def _from_picture(page: PageImage, lines: Sequence[Line]) -> NDArray[np.float64]:
    """(N, 4): how far each line ends from the left, right, top and bottom edge of the picture as taken, in heights of
    the line; infinite where the picture has no edge on that side of the flattened page."""
    found = np.full((len(lines), 4), np.inf)
    corners = page.on_page(np.array([(0, 0), (1, 0), (1, 1), (0, 1)], dtype=np.float64))
    middle = corners.mean(axis=0)
    ends = _ends(page, lines)
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        inwards = np.array([start[1] - end[1], end[0] - start[0]])
        inwards *= np.sign(inwards @ (middle - start)) / max(float(np.linalg.norm(inwards)), 1e-9)
        level = abs(inwards[0]) < abs(inwards[1])
        side = (2 if inwards[1] > 0 else 3) if level else (0 if inwards[0] > 0 else 1)
        found[:, side] = np.minimum(found[:, side], ((ends[side] - start) @ inwards).min(axis=0))
    return np.asarray(found / _heights(page, lines)[:, None])


def _from_page(page: PageImage, lines: Sequence[Line]) -> NDArray[np.float64]:
    """The same of the edges of the flattened page."""
    boxes = [line.box for line in lines]
    gaps = np.array([(box.left, 1 - box.right, box.top, 1 - box.bottom) for box in boxes], dtype=np.float64)
    size = np.array([page.width, page.width, page.height, page.height])
    return np.asarray(gaps * size / _heights(page, lines)[:, None])


def _heights(page: PageImage, lines: Sequence[Line]) -> NDArray[np.float64]:
    high = [x.box.width * page.width if x.vertical else x.box.height * page.height for x in lines]
    return np.maximum(np.array(high, dtype=np.float64), 1.0)


def _ends(page: PageImage, lines: Sequence[Line]) -> list[NDArray[np.float64]]:
    """For each side the two points (2, N, 2) of every line that come nearest to it; at its ends those in its middle."""
    boxes = np.array([(x.box.left, x.box.top, x.box.right, x.box.bottom) for x in lines], dtype=np.float64)
    left, top, right, bottom = (boxes * (page.width, page.height, page.width, page.height)).T
    level = (top + bottom) / 2
    pairs = (
        ((left, level),) * 2,
        ((right, level),) * 2,
        ((left, top), (right, top)),
        ((left, bottom), (right, bottom)),
    )
    return [np.stack([np.stack(point, axis=1) for point in pair]) for pair in pairs]
