"""Take curl and folds out of a page: only where its lines are bent, and only if they read better then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.bend import Bend
from intake.geometry.curl import BENT, bentness
from intake.geometry.field import CLOSEST, Field, levelling_field
from intake.ocr.engine import OcrEngine, ReadLine
from intake.page import PageImage
from intake.print import Edges, colour_at_edges, interpolation

_BETTER: Final = 0.6
"""Of the page's bentness, that a field must leave less of: a sheet's rim or a seal makes no field that does."""
_BOWED: Final = 0.01
"""Of the page's longest side, by which lines bow at most that can be read as they are. Of 23 drawn bent pages
five bow less, and none of them reads better unbent; of those that do, all but one bow by more than 0.016."""
_FOLDED: Final = 0.03
"""The same of a page most of which is flat: pictures and cards on flat pages bow fields by 0.017, a fold by 0.056."""
_FINER: Final = 8
"""Places between the nodes of the grid for which a perspective is worked out; between those it is a straight line's."""
_MORE: Final = 1.02
"""Times the characters read (each weighed with its confidence) that a dewarped page must give. Of 43 drawn pages that
came so far, three of them flat, eight gained 2 in 100 and more, and none of those read worse in truth; of seven that
gained less, two did."""

Floats = NDArray[np.float64]


def dewarped(page: PageImage, flat: PageImage, there: Floats, edges: Edges, engine: OcrEngine) -> PageImage:
    """``flat`` without its curl, where that makes its lines level and lets them read better; otherwise ``flat``.

    ``there`` takes pixel coordinates of ``page`` to those of ``flat``, whose ``edges`` of print are given: the picture
    is taken from ``page``, so that print is blurred only once. Only a page that is bent so far that lines may be lost,
    and that can be mended, is read, twice.
    """
    field = levelling_field(edges)
    before = bentness(edges)
    # Where most of the page is flat only a fold is believed.
    if field is None or field.bow() < (_BOWED if before[0] >= BENT / 2 else _FOLDED):
        return flat
    moved = Edges(field.moved(edges.points.astype(np.float64)).astype(np.float32), edges.size)
    if all(left > _BETTER * had for left, had in zip(bentness(moved), before, strict=True)):
        return flat
    straight = unbent(page, flat, there, field, edges.half * 2 / max(flat.width, flat.height))
    as_it_is, unfolded = (_legible(engine.read(one.pixels)) for one in (flat, straight))
    return straight if unfolded > _MORE * as_it_is else flat


def unbent(page: PageImage, flat: PageImage, there: Floats, field: Field, scale: float) -> PageImage:
    """``flat`` after the field's moving, which was found at ``scale``, on a canvas that keeps all of it."""
    bend, size = bend_of(field, scale)
    columns = np.arange(0, size[0] + bend.step, bend.step / _FINER)
    rows = np.arange(0, size[1] + bend.step, bend.step / _FINER)
    places = np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2)
    back = cv2.perspectiveTransform(bend.before(places)[None], np.linalg.inv(there))[0]
    lattice = back.reshape(len(rows), len(columns), 2).astype(np.float32)
    # Pixels' middles, not their corners, are what OpenCV counts.
    across, down = (((np.arange(side) + 0.5) * (_FINER / bend.step)).astype(np.float32) for side in size)
    seen = cv2.remap(lattice, *np.meshgrid(across, down), cv2.INTER_LINEAR) - np.float32(0.5)
    way, beyond = interpolation(page.pixels, size), colour_at_edges(page.pixels)
    pixels = cv2.remap(page.pixels, seen, np.empty(0), way, borderValue=beyond)
    return flat.unbent(np.asarray(pixels, dtype=np.uint8), bend)


def bend_of(field: Field, scale: float) -> tuple[Bend, tuple[int, int]]:
    """The field's moving as a bend between pictures 1 / ``scale`` as large, and the size of the canvas it fills."""
    # So far beyond the page's ends its farthest places move.
    beyond = int(np.ceil(np.abs(field.heights).max() / field.step / CLOSEST)) + 2
    nodes = (np.arange(-beyond, field.rows + beyond) * field.step).astype(np.float64)
    columns = np.arange(field.columns) * field.step
    moved = np.stack([nodes + field.at(np.column_stack((np.full_like(nodes, x), nodes))) for x in columns])
    width, height = field.size
    top = min(float(np.interp(0, nodes, one)) for one in moved)
    bottom = max(float(np.interp(height, nodes, one)) for one in moved)
    rows = int(np.ceil((bottom - top) / field.step)) + 1
    levels = top + np.arange(rows) * field.step
    back = np.stack([np.interp(levels, one, nodes) for one in moved], axis=1)
    grid = np.stack(np.broadcast_arrays(columns[None, :], back), axis=-1)
    size = (round(width / scale), round((bottom - top) / scale))
    return Bend(grid / scale, field.step / scale, np.eye(3)), size


def _legible(lines: Sequence[ReadLine]) -> float:
    """Characters read, each weighed with its line's confidence."""
    return sum(len(line.text.strip()) * line.confidence for line in lines)
