"""The rim of a round or oval seal as a curve, and the seal's ink unrolled along it into a straight strip.

Characters of the arc stand upright on curves that run at one distance from the rim: on an oval these are no ellipses
but its offset curves, whose points lie on the rim's normals.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.seals.mark import SealMark
from intake.seals.tint import Ink

RADIUS = 160
"""Of the smaller half axis of an unrolled or level round seal, in pixels. Characters of the arc (a quarter of the
radius high) become 40 pixels: what the recogniser (48) is fed best with."""
OUTSIDE = 22
"""Rows of the strip outside the rim."""
_DEPTH = 120
"""Rows of the strip from the rim towards the middle: three quarters of the radius."""
_MIDDLE = 0.24
"""Depth, as a share of the radius, at which the strip's columns are as wide as its rows are high."""

Points = NDArray[np.float64]


@dataclass(frozen=True)
class Rim:
    """A rim in pixels of an ink map: centre, half axes (the longer first) and the longer one's clockwise angle.

    Places along it are shares 0..1 of the way round, clockwise from the end of the shorter axis that points up;
    depths are shares of the smaller half axis, 0 on the rim, growing towards the middle.
    """

    center: tuple[float, float]
    axes: tuple[float, float]
    angle: float
    bent: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0, 0.0)
    """What the true rim lies deeper than the ellipse: constant, cosine and sine of once and twice round."""

    @property
    def oval(self) -> float:
        return self.axes[0] / self.axes[1]

    @property
    def columns(self) -> int:
        """Width of the unrolled strip, once round."""
        return round(float(self._length[-1]) * RADIUS)

    def along(self, places: NDArray[np.float64], depths: NDArray[np.float64] | float) -> Points:
        """Points (N, 2), in shares of the smaller half axis off the centre along the seal's own axes."""
        turns = np.interp(places % 1.0, self._length / self._length[-1], _TURNS)
        x, y = self.oval * np.sin(turns), -np.cos(turns)
        across, up = np.sin(turns) / self.oval, -np.cos(turns)
        length = np.hypot(across, up)
        around = 2 * np.pi * places
        waves = (np.ones_like(places), np.cos(around), np.sin(around), np.cos(2 * around), np.sin(2 * around))
        deep = depths + sum(weight * wave for weight, wave in zip(self.bent, waves, strict=True))
        return np.stack([x - across / length * deep, y - up / length * deep], axis=-1)

    def on_map(self, points: Points) -> Points:
        """Points in shares of the smaller half axis as pixels of the ink map."""
        tilt = np.deg2rad(self.angle)
        turn = np.array([[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]])
        return np.asarray(points @ (self.axes[1] * turn).T + np.array(self.center), dtype=np.float64)

    @cached_property
    def _length(self) -> NDArray[np.float64]:
        """How far round the text's curve each of ``_TURNS`` lies, in shares of the smaller half axis."""
        x, y = self.oval * np.sin(_TURNS), -np.cos(_TURNS)
        across, up = np.sin(_TURNS) / self.oval, -np.cos(_TURNS)
        length = np.hypot(across, up)
        steps = np.hypot(np.diff(x - across / length * _MIDDLE), np.diff(y - up / length * _MIDDLE))
        return np.concatenate([[0.0], np.cumsum(steps)])


_TURNS = np.linspace(0.0, 2 * np.pi, 721)


def rim_of(mark: SealMark, origin: tuple[int, int]) -> Rim:
    """The rim of a mark in pixels of an ink map whose corner (x, y) lies at ``origin`` on the page; of a straight one
    the oval inside the smallest rectangle about it."""
    center, (long, short), angle = mark.center, mark.axes, mark.angle
    if not mark.is_round:
        (x, y), sides, angle = cv2.minAreaRect(np.array(mark.corners, dtype=np.float32))
        center, long, short = (x, y), max(sides[0] / 2, 2.0), max(sides[1] / 2, 2.0)
    if long < short:
        long, short, angle = short, long, angle + 90.0
    angle = (angle + 90.0) % 180.0 - 90.0
    return Rim((center[0] - origin[0], center[1] - origin[1]), (long, short), angle)


def places_of(columns: int) -> NDArray[np.float64]:
    """Where along the rim the columns of a strip lie."""
    return (np.arange(columns) + 0.5) / columns


def depths_of(rows: int) -> NDArray[np.float64]:
    """How deep the rows of a strip lie."""
    return (np.arange(rows) - OUTSIDE + 0.5) / RADIUS


def unrolled(ink: Ink, rim: Rim, rows: int = OUTSIDE + _DEPTH) -> Ink:
    """The ink along the rim as (rows, columns): row ``OUTSIDE`` is the rim, read clockwise."""
    places, depths = places_of(rim.columns), depths_of(rows)
    near = rim.on_map(rim.along(places, float(depths[0]))).astype(np.float32)
    far = rim.on_map(rim.along(places, float(depths[-1]))).astype(np.float32)
    # Along a normal points lie evenly, so that two of them give the rest.
    share = np.linspace(0.0, 1.0, rows, dtype=np.float32)[:, None]
    across, down = (near[:, axis] + share * (far[:, axis] - near[:, axis]) for axis in (0, 1))
    return np.asarray(cv2.remap(ink, across, down, cv2.INTER_LINEAR), dtype=np.uint8)


def straightened(ink: Ink, rim: Rim) -> tuple[Rim, Ink]:
    """The rim moved to where its line of ink really runs (paper bends, marks are a little off), and its strip."""
    for _ in range(2):
        rim = _moved(unrolled(ink, rim, 2 * OUTSIDE), rim)
    return rim, unrolled(ink, rim)


def _moved(strip: Ink, rim: Rim) -> Rim:
    sectors = 36
    smooth = cv2.blur(strip.astype(np.float32), (1, 5))
    width = smooth.shape[1] // sectors
    profiles = smooth[:, : width * sectors].reshape(2 * OUTSIDE, sectors, width).mean(axis=2)
    mean = profiles.mean(axis=1)
    # The outermost line is the rim; a second ring or the text lies further in.
    peak = int(np.argmax(mean > 0.6 * mean.max()))
    while peak + 1 < 2 * OUTSIDE and mean[peak + 1] > mean[peak]:
        peak += 1
    low, high = max(peak - 9, 0), min(peak + 10, 2 * OUTSIDE)
    near = profiles[low:high]
    strength = near.max(axis=0)
    seen = strength > 0.4 * float(np.median(strength))
    if int(seen.sum()) < sectors // 3:
        return rim
    found = (np.argmax(near, axis=0) + low + 0.5 - OUTSIDE) / RADIUS
    around = 2 * np.pi * (np.arange(sectors) + 0.5) / sectors
    waves = np.stack([np.ones(sectors), np.cos(around), np.sin(around), np.cos(2 * around), np.sin(2 * around)], axis=1)
    # A cut or worn rim tells nothing about its far side: the waves are held down there.
    weight = np.where(seen, 1.0, 0.0)[:, None]
    held = waves.T @ (weight * waves) + np.diag([0.0, 2.0, 2.0, 4.0, 4.0])
    fit = np.linalg.solve(held, waves.T @ (weight[:, 0] * found))
    off = np.abs(waves @ fit - found)
    weight[off > 0.03] = 0.0
    held = waves.T @ (weight * waves) + np.diag([0.0, 2.0, 2.0, 4.0, 4.0])
    fit = np.linalg.solve(held, waves.T @ (weight[:, 0] * found)) if weight.sum() >= sectors // 4 else fit
    bent = tuple(float(old + new) for old, new in zip(rim.bent, fit, strict=True))
    return replace(rim, bent=bent)
