"""How the rim of a dark patch falls off: a thing ends at once, light fades over a shadow's edge."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.clarity.tiles import STRIDE, Mask, Tiles

_GRADUAL: Final = 0.3
"""Of the step from outside to inside, that lies within two pixels of a rim: along those of seven drawn shadows 0.13 to
0.19 did in the middle, of 18 things, films and table tops 0.53 and more."""
_STEP: Final = 25.0
"""Grey levels by which a patch must be darker inside, for its rim to be one of a shadow."""
_ASIDE: Final = 20
"""Pixels as the network sees them, two characters, each way from the rim."""
_ENDS: Final = 8
"""Pixels at the inner end of such a way, that tell how dark it is inside."""
_LOOKED_AT: Final = 600
"""Places along the rims."""
_FEWEST: Final = 15
"""Places with a step, that tell anything."""
_SMALLEST: Final = 8
"""Tiles of the smallest patch that is looked at."""
_SMOOTH: Final = 6.0
"""Pixels over which the direction across a rim is found."""

Floats = NDArray[np.float32]


def fading(tiles: Tiles, area: Mask) -> Mask:
    """The patches of an area that darken gradually from their rims, as shadows do."""
    count, labels = cv2.connectedComponents(area.astype(np.uint8), connectivity=4)
    found = np.zeros(count, bool)
    if area.sum() >= _SMALLEST:
        places, across = _rims(tiles, area)
        steps, falls = _falls(tiles, places, across)
        rows, columns = np.rint(places).astype(int)[:, ::-1].T // STRIDE
        owner = np.asarray(labels)[rows, columns]
        told = (steps > _STEP) & (owner > 0)
        for one in np.unique(owner[told]):
            mine = falls[told & (owner == one)]
            found[one] = len(mine) >= _FEWEST and float(np.median(mine)) < _GRADUAL
    return np.asarray(found[labels])


def _rims(tiles: Tiles, area: Mask) -> tuple[Floats, Floats]:
    """Places (N, 2), x and y in pixels as the network sees them, along the inner rims of an area, away from the
    picture's edges, and the directions inwards (N, 2)."""
    high, wide = tiles.seen.shape
    inside = cv2.resize(area.astype(np.uint8), (wide, high), interpolation=cv2.INTER_NEAREST)
    depth = cv2.distanceTransform(inside, cv2.DIST_L2, 3)
    signed = cv2.GaussianBlur(depth - cv2.distanceTransform(1 - inside, cv2.DIST_L2, 3), (0, 0), _SMOOTH)
    rim = (inside > 0) & (depth <= 1.5)
    rim[:_ASIDE] = rim[-_ASIDE:] = False
    rim[:, :_ASIDE] = rim[:, -_ASIDE:] = False
    ys, xs = np.nonzero(rim)
    chosen = np.linspace(0, len(ys) - 1, min(len(ys), _LOOKED_AT)).astype(int)
    ys, xs = ys[chosen], xs[chosen]
    slope = np.column_stack([cv2.Sobel(signed, cv2.CV_32F, *way)[ys, xs] for way in ((1, 0), (0, 1))])
    across = slope / np.maximum(np.linalg.norm(slope, axis=1, keepdims=True), 1e-6)
    return np.column_stack((xs, ys)).astype(np.float32), across.astype(np.float32)


def _falls(tiles: Tiles, places: Floats, across: Floats) -> tuple[Floats, Floats]:
    """For each place how much darker it is inside (N,), and the share of that within two pixels of the way (N,)."""
    if not len(places):
        return np.zeros(0, np.float32), np.zeros(0, np.float32)
    ways = places[:, None] + across[:, None] * np.arange(-_ASIDE, _ASIDE + 1, dtype=np.float32)[:, None]
    # Print on the way is thinner than that.
    light = np.asarray(cv2.medianBlur(tiles.seen, 5), np.float32)
    seen = cv2.remap(light, np.ascontiguousarray(ways[..., 0]), np.ascontiguousarray(ways[..., 1]), cv2.INTER_LINEAR)
    steps = np.percentile(seen[:, :_ASIDE], 80, axis=1) - np.median(seen[:, -_ENDS:], axis=1)
    steepest = np.abs(seen[:, 2:] - seen[:, :-2]).max(axis=1)
    return steps.astype(np.float32), np.asarray(steepest / np.maximum(steps, 1.0), np.float32)
