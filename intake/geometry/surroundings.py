"""What lies around a figure of plain sides, which tells a sheet from a part of one."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.geometry.borders import Floats, Lab
from intake.geometry.paper import Small, share_alike
from intake.print import Mask

BESIDE: Final = 5.0
"""Pixels inside and outside a side, where colours are compared: beyond the blur of the edge and its shadow's start."""
ALIKE: Final = (45.0, 10.0)
"""Lightness (light falls off over a sheet) and colour by which parts of one sheet differ at most."""
DARKEST: Final = 80.0
"""Lightness (of 255) of paper in a photograph that can be read."""
_STEP: Final = 6.0
"""Lightness, or two thirds of it in colour, by which the table differs from the sheet at least."""
_NEXT: Final = 20.0
"""Pixels outside a side, beyond the shadow that a sheet throws."""
_ALONG: Final = np.linspace(0.04, 0.96, 36)
"""Places along a side, in its lengths."""
_BEFORE: Final = np.linspace(-0.22, -0.05, 12)
_AFTER: Final = np.linspace(1.05, 1.22, 12)
_PAST_ENDS: Final = np.concatenate((np.linspace(-0.25, -0.08, 10), np.linspace(1.08, 1.25, 10)))
_GOES_ON: Final = 0.95
"""Share of places beyond both ends of a side at which the sides next to it still part two colours: all at a shadow's
rim, fewer on each of 190 sheets that end there, one of them on a tiled table (docs/measurements/geometry.md)."""
_ASIDE: Final = (-5.0, 0.0, 5.0)
"""Pixels inwards from the line of a side at which its continuation is looked for: sheets are not quite straight."""
_OTHER: Final = (20.0, 8.0)
"""Lightness and colour within which a surface is one."""
_EVEN: Final = 0.8
"""Share of places that are alike on one surface."""
_IN_PICTURE: Final = 0.9
"""Share of the places around a figure that lie in the picture where a sheet is seen around it."""
_ONE_SIDE: Final = 0.3
"""Less of them where it is seen to end on one side only: what is left of a telephone's screen below its coloured head.
Of 80 figures on 243 drawn photographs no sheet has so little."""
_BLOCK: Final = 60.0
"""Lightness by which a surface that is not seen all around is lighter than what is printed on it: no paper in shade."""
_AROUND: Final = 0.3
"""Of a figure's strokes, so many lie on the sheet around it where the figure is but printed on that: 0.57 around the
trace of a heart; 0.49 around a sheet on a dotted cloth, of which less is seen (docs/measurements/geometry.md)."""


def is_a_part(corners: Floats, paper: Floats, small: Small) -> bool:
    """Whether a figure (4, 2) of this colour is a part of the sheet only: it ends at a crease or where a shadow begins,
    it is printed on the sheet, or is all of the picture but a strip along one of its sides."""
    lab = small.bare
    (around,), (beyond,) = colours_beside(corners[None], lab, -BESIDE)
    if (~beyond).mean() < _ONE_SIDE:
        return True
    return (
        _ends_at_crease(corners, paper, lab)
        or _goes_on(corners, lab)
        or _printed_on(figure_mask(corners, lab), paper, small, (around[~beyond], beyond.size))
    )


def colours_beside(corners: Floats, lab: Lab, aside: float, along: Floats = _ALONG) -> tuple[Floats, NDArray[np.bool_]]:
    """Colours (N, 4, places, 3) along the sides of figures (N, 4, 2), so many pixels inwards, and which places lie
    beyond the picture."""
    start = corners[:, :, None]
    way = np.roll(corners, -1, axis=1)[:, :, None] - start
    inwards = np.stack((-way[..., 1], way[..., 0]), axis=-1) / np.linalg.norm(way, axis=-1, keepdims=True)
    places = start + along[:, None] * way + aside * inwards
    size = np.array((lab.shape[1], lab.shape[0]))
    beyond = ((places < -0.5) | (places > size - 0.5)).any(axis=-1)
    columns, rows = np.moveaxis(np.clip(np.rint(places), 0, size - 1).astype(int), -1, 0)
    return lab[rows, columns].astype(np.float64), beyond


def parted(inside: Floats, outside: Floats) -> NDArray[np.bool_]:
    """Where colours (..., 3) on both sides of a line are those of two things."""
    step = np.abs(inside - outside)
    return np.asarray(np.maximum(step[..., 0], 1.5 * step[..., 1:].max(axis=-1)) > _STEP)


def figure_mask(corners: Floats, lab: Lab) -> Mask:
    """A figure's area, 255 of (H, W)."""
    mask = np.zeros(lab.shape[:2], dtype=np.uint8)
    cv2.fillConvexPoly(mask, np.rint(corners).astype(np.int32), (255,))
    return mask


def well_inside(mask: Mask) -> Mask:
    """An area without its rim."""
    return np.asarray(cv2.erode(mask, np.ones((9, 9), np.uint8)), dtype=np.uint8)


def of_colour(lab: Lab, colour: Floats) -> Mask:
    """Where a picture has a surface's colour, 255 of (H, W), without its rim: print has paper all around."""
    alike = np.array((ALIKE[0], ALIKE[1], ALIKE[1]))
    return well_inside(within(lab, colour - alike, colour + alike))


def clear_of(mask: Mask) -> Mask:
    """What lies outside an area and not at its rim."""
    return np.asarray(cv2.bitwise_not(cv2.dilate(mask, np.ones((15, 15), np.uint8))), dtype=np.uint8)


def within(lab: Lab, low: Floats, high: Floats) -> Mask:
    """Where a picture's colours lie between two, both counted in; 255 of (H, W)."""
    return np.asarray(cv2.inRange(lab, np.clip(low, 0, 255), np.clip(high, 0, 255)), dtype=np.uint8)


def _ends_at_crease(corners: Floats, paper: Floats, lab: Lab) -> bool:
    """Whether beyond one of the sides there is paper in another light, as wide as it: the sheet's other half."""
    for side in range(4):
        (beside,), (beyond,) = (part[:, side] for part in colours_beside(corners[None], lab, -_NEXT))
        (ends,), (out,) = (part[:, side] for part in colours_beside(corners[None], lab, -_NEXT, _PAST_ENDS))
        if beyond.mean() > 0.5 or out.all():
            continue
        next_to = np.median(beside[~beyond], axis=0)
        of_paper = np.abs(next_to[1:] - paper[1:]).max() < ALIKE[1] and next_to[0] > DARKEST
        even = share_alike(beside[~beyond], next_to, ALIKE) > _EVEN
        if of_paper and even and share_alike(ends[~out], next_to, _OTHER) < 1 - _EVEN:
            return True
    return False


def _goes_on(corners: Floats, lab: Lab) -> bool:
    """Whether beyond one of the sides both its neighbours go on straight ahead: it is a shadow's rim, not the end."""
    before, after = (_parted_along(corners, lab, along) for along in (_BEFORE, _AFTER))
    return bool((np.minimum(np.roll(after, 1), np.roll(before, -1)) > _GOES_ON).any())


def _parted_along(corners: Floats, lab: Lab, along: Floats) -> Floats:
    """The share (4,) of places on the lines of the sides at which two colours meet; 0 where they leave the picture."""
    shares = []
    for aside in _ASIDE:
        (inside,), (out,) = colours_beside(corners[None], lab, aside + BESIDE, along)
        (outside,), (beyond,) = colours_beside(corners[None], lab, aside - BESIDE, along)
        shares.append((parted(inside, outside) & ~(out | beyond)).mean(axis=1))
    return np.asarray(np.max(shares, axis=0), dtype=np.float64)


def _printed_on(figure: Mask, paper: Floats, small: Small, around: tuple[Floats, int]) -> bool:
    """Whether beside it there is one lighter surface, larger than the figure and with print on it too: the squared
    paper of an electrocardiogram printed on a report, a coloured card on a telephone's screen.

    ``around``: the colours (places, 3) beside it that lie in the picture, and of how many places.
    """
    surface = _lighter_surface(paper, *around)
    if surface is None:
        return False
    sheet = cv2.bitwise_and(of_colour(small.bare, surface), clear_of(figure))
    strokes = [cv2.countNonZero(cv2.bitwise_and(small.strokes, part)) for part in (sheet, well_inside(figure))]
    return cv2.countNonZero(sheet) > cv2.countNonZero(figure) and strokes[0] > _AROUND * strokes[1]


def _lighter_surface(paper: Floats, colours: Floats, places: int) -> Floats | None:
    """The colour of the one surface that lies around a figure and is lighter than its paper, None where there is none.
    Seen on some sides only it is lighter by far."""
    alike = (np.abs(colours - paper) < (ALIKE[0], ALIKE[1], ALIKE[1])).all(axis=-1)
    seen_around = colours if len(colours) >= _IN_PICTURE * places else colours[:0]
    for beside, lighter in ((seen_around, 0.0), (colours[~alike], _BLOCK)):
        if len(beside):
            surface: Floats = np.median(beside, axis=0)
            if surface[0] >= paper[0] + lighter and share_alike(beside, surface, _OTHER) >= _EVEN:
                return surface
    return None
