"""Whether what was fitted to a guess is a seal: a small network looks at it closely, drawn level at one size.

The detector sees the whole page at 2.2 pixels a millimetre; a name stamp's frame, a table's cell and a circled word
then look much alike. Here each candidate is seen as large as 64 by 64 pixels allow, with the outline that was fitted to
it. Trained on candidates of drawn pages by ``samples/detector``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.networks import OWN, network
from intake.seals.tint import Ink
from models.codes import SealColor

WEIGHTS = OWN["yancai seal confirmer"]
SIDE = 64
_HALF = 25.0
"""Pixels from a candidate's middle to its far edge: a quarter as much again is seen around it."""
View = NDArray[np.uint8]
"""(5, SIDE, SIDE): its own ink as a share of the outline's, other coloured ink, dark ink, inside of the outline, beyond
the picture; 0..255."""
Points = NDArray[np.float64]


def view_of(inks: Mapping[SealColor, Ink], dark: Ink, lies: tuple[Points, float], own: tuple[SealColor, float]) -> View:
    """A candidate drawn level. ``lies``: its outline (N, 2) in the ink maps and the degrees it is turned clockwise;
    ``own``: the colour it has and how strong its outline is, 0..255."""
    outline, angle = lies
    color, level = own
    (left, top), (right, bottom) = outline.min(axis=0), outline.max(axis=0)
    middle = ((left + right) / 2, (top + bottom) / 2)
    tilt = np.deg2rad(angle)
    level_points = (outline - middle) @ np.array([[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]])
    scale = _HALF / max(float(np.abs(level_points).max()), 1.0)
    others = [inks[each] for each in (SealColor.RED, SealColor.BLUE) if each is not color]
    other = others[0] if len(others) == 1 else cv2.max(*others)
    strong = np.clip(inks[color].astype(np.float32) * (140.0 / max(level, 8.0)), 0, 255).astype(np.uint8)
    layers = cv2.merge([strong, other, dark, np.full_like(dark, 255)])
    matrix = np.asarray(cv2.getRotationMatrix2D(middle, angle, scale), dtype=np.float64)
    matrix[:, 2] += SIDE / 2 - np.array(middle)
    if scale < 0.7:
        # Averaged first: thin rims would break where pixels are merely picked.
        small = cv2.resize(layers, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        matrix[:, :2] = matrix[:, :2] @ np.diag([layers.shape[1] / small.shape[1], layers.shape[0] / small.shape[0]])
        layers = small
    drawn = cv2.warpAffine(layers, matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR).transpose(2, 0, 1)
    inside = np.zeros((SIDE, SIDE), np.uint8)
    cv2.fillPoly(inside, [(level_points * scale + SIDE / 2).round().astype(np.int32)], (255,))
    return np.ascontiguousarray(np.stack([*drawn[:3], inside, 255 - drawn[3]]))


def shown(candidates: Sequence[tuple[View, float, float]]) -> NDArray[np.float32]:
    """What the network is shown (N, 7, SIDE, SIDE) of candidates: their views, the detector's scores and the strengths
    of their ink, both 0..1."""
    given = np.zeros((len(candidates), 7, SIDE, SIDE), np.float32)
    for layers, (view, score, strength) in zip(given, candidates, strict=True):
        layers[:5], layers[5], layers[6] = view, 255 * score, 255 * strength
    return given


def confirmed(candidates: Sequence[tuple[View, float, float]]) -> list[float]:
    """How sure it is, 0..1, that each candidate is a seal and lies where its outline does."""
    answers = []
    for one in shown(candidates):
        confirmer = network(WEIGHTS)
        confirmer.setInput(one[None])
        answers.append(float(confirmer.forward().ravel()[0]))
    return [float(1.0 / (1.0 + np.exp(-answer))) for answer in answers]
