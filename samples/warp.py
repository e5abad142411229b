"""A sheet as a phone sees it: curled, folded or flat, on any table, from a slant, and where its points fall.

The sheet is bent in space without being stretched (a profile along one direction says how it rises), seen through a
pinhole, and drawn by finding for each place of the picture the point of the sheet that is seen there.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.surfaces import finger, objects, table

Pixels = NDArray[np.uint8]
"""(H, W, 3) RGB."""
Floats = NDArray[np.float32]
Points = NDArray[np.float64]
"""(N, 2)."""
Bend = Literal["flat", "curl", "gutter", "fold", "waves"]

_CELL = 6
"""Pixels of the picture between places for which the sheet's point is found exactly."""
_PROFILE = np.linspace(-1.8, 1.8, 721)
"""Places along a profile, in halves of the sheet's longest side."""


@dataclass(frozen=True)
class Profile:
    """How the sheet rises along a direction: height and place on the ground at each of ``_PROFILE``."""

    direction: float
    height: NDArray[np.float64]
    ground: NDArray[np.float64]


@dataclass(frozen=True)
class Lying:
    """How a sheet of ``size`` lies before the camera: its profiles, the camera's turn (3, 3), distance and framing.

    Lengths are in halves of the sheet's longest side.
    """

    size: tuple[int, int]
    profiles: tuple[Profile, ...]
    turn: NDArray[np.float64]
    distance: float
    zoom: float = 1.0
    shift: tuple[float, float] = (0.0, 0.0)

    def place(self, points: Points) -> Points:
        """Where points of the sheet, in its pixels, fall in the picture, in its pixels."""
        half = max(self.size) / 2
        flat = (np.asarray(points, dtype=np.float64) - np.array(self.size) / 2) / half
        x, y, z = flat[:, 0].copy(), flat[:, 1].copy(), np.zeros(len(flat))
        for profile in self.profiles:
            along = np.array((math.cos(profile.direction), math.sin(profile.direction)))
            where = flat @ along
            moved = np.interp(where, _PROFILE, profile.ground) - where
            x, y = x + moved * along[0], y + moved * along[1]
            z += np.interp(where, _PROFILE, profile.height)
        seen = np.column_stack((x, y, z)) @ self.turn.T
        bent: Points = seen[:, :2] * (self.distance / (self.distance - seen[:, 2:])) * self.zoom + np.array(self.shift)
        return bent

    def rise(self, points: Points) -> NDArray[np.float64]:
        """How steeply the sheet rises at points of it, summed over its profiles: what light makes of it."""
        half = max(self.size) / 2
        flat = (points - np.array(self.size) / 2) / half
        steep = np.zeros(len(flat))
        for profile in self.profiles:
            where = flat @ np.array((math.cos(profile.direction), math.sin(profile.direction)))
            steep += np.interp(where, _PROFILE, np.gradient(profile.height, _PROFILE))
        return steep


@dataclass(frozen=True)
class Photograph:
    """The picture (H, W, 3) RGB of a sheet that lies so, and whether all of the sheet is in it."""

    pixels: Pixels
    lying: Lying
    bend: Bend


def photograph(
    sheet: Pixels, rng: Random, bend: Bend = "flat", strength: float = 1.0, *, cut: bool = False
) -> Photograph:
    """A photograph of the sheet (H, W, 3) RGB on a table; ``strength`` 1 is what people send, ``cut`` loses an edge."""
    height, width = sheet.shape[:2]
    longest = rng.randrange(1900, 3000)
    frame = (longest * 3 // 4, longest) if height >= width else (longest, longest * 3 // 4)
    lying = _framed(_lying((width, height), rng, _profiles(rng, bend, strength)), frame, rng, cut)
    seen = _seen_points(lying, frame)
    picture = _on_table(sheet, lying, seen, frame, rng)
    if rng.random() < 0.25:
        _held(picture, lying, rng)
    picture *= _light(frame, rng)
    picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.4, 0.8)).astype(np.float32)
    grain = np.random.default_rng(rng.getrandbits(63)).normal(0, rng.uniform(1.5, 5), (frame[1], frame[0], 1))
    return Photograph(np.clip(picture + grain, 0, 255).astype(np.uint8), lying, bend)


def _profiles(rng: Random, bend: Bend, strength: float) -> tuple[Profile, ...]:
    slopes: list[tuple[float, NDArray[np.float64]]] = []
    match bend:
        case "flat":
            return ()
        case "curl":
            top, spread = rng.uniform(-0.4, 0.4), rng.uniform(0.35, 0.6)
            slope = -rng.choice((-1, 1)) * rng.uniform(0.25, 0.55) * strength * (_PROFILE - top) / spread
            slopes.append((rng.choice((0.0, 0.0, math.pi / 2)) + rng.gauss(0, 0.25), np.clip(slope, -0.9, 0.9)))
        case "gutter":
            edge = rng.choice((-1, 1))
            away = np.clip(edge * 0.72 - _PROFILE, -3, 3) * edge
            rise = rng.uniform(0.5, 0.95) * strength * np.exp(-np.clip(away, 0, None) / rng.uniform(0.12, 0.3))
            slopes.append((rng.gauss(0, 0.04), -edge * np.clip(rise, 0, 1.1)))
        case "fold":
            for direction in rng.choice(((0.0,), (math.pi / 2,), (0.0, math.pi / 2))):
                slopes.append((direction + rng.gauss(0, 0.02), _creased(rng, strength)))
        case "waves":
            for _ in range(3):
                waves = np.sin(_PROFILE * rng.uniform(3, 7) + rng.uniform(0, 6))
                slopes.append((rng.uniform(0, math.pi), waves * rng.uniform(0.06, 0.16) * strength))
    return tuple(_risen(direction, slope) for direction, slope in slopes)


def _creased(rng: Random, strength: float) -> NDArray[np.float64]:
    """Slopes that change at one or two creases, over a few millimetres."""
    slope = np.zeros_like(_PROFILE)
    creases = rng.choice(((0.0,), (-0.33, 0.33), (0.0,))) if strength else ()
    sign = rng.choice((-1, 1))
    for number, at in enumerate(creases):
        turn = sign * (-1) ** number * rng.uniform(0.22, 0.5) * strength
        slope += turn * np.tanh((_PROFILE - at - rng.gauss(0, 0.02)) / 0.015)
    return np.asarray(slope)


def _risen(direction: float, slope: NDArray[np.float64]) -> Profile:
    """The profile of slopes (angles in radians) along a sheet that keeps its length."""
    step = _PROFILE[1] - _PROFILE[0]
    height, ground = np.cumsum(np.sin(slope)) * step, np.cumsum(np.cos(slope)) * step
    middle = len(_PROFILE) // 2
    return Profile(direction, height - height[middle], ground - ground[middle])


def _lying(size: tuple[int, int], rng: Random, profiles: tuple[Profile, ...]) -> Lying:
    pitch, yaw = math.radians(rng.gauss(0, 11)), math.radians(rng.gauss(0, 8))
    roll = math.radians(max(min(rng.gauss(0, 4), 12), -12))
    about_x = np.array([[1, 0, 0], [0, math.cos(pitch), -math.sin(pitch)], [0, math.sin(pitch), math.cos(pitch)]])
    about_y = np.array([[math.cos(yaw), 0, math.sin(yaw)], [0, 1, 0], [-math.sin(yaw), 0, math.cos(yaw)]])
    about_z = np.array([[math.cos(roll), -math.sin(roll), 0], [math.sin(roll), math.cos(roll), 0], [0, 0, 1]])
    return Lying(size, profiles, about_z @ about_y @ about_x, rng.uniform(2.8, 5.0))


def _framed(lying: Lying, frame: tuple[int, int], rng: Random, cut: bool) -> Lying:
    """The same, filling most of the frame; ``cut``: pushed a little over one of its edges."""
    outline = lying.place(_outline(lying.size))
    low, high = outline.min(axis=0), outline.max(axis=0)
    share = rng.uniform(0.72, 0.97) if rng.random() < 0.8 else rng.uniform(0.5, 0.72)
    zoom = float((np.array(frame) / (high - low)).min()) * share
    spare = np.array(frame) - (high - low) * zoom
    push = np.array((rng.uniform(0.15, 0.85), rng.uniform(0.15, 0.85)))
    if cut:
        push[rng.randrange(2)] = rng.choice((-0.4, 1.4))
    shift = spare * push - low * zoom
    return Lying(lying.size, lying.profiles, lying.turn, lying.distance, zoom, (float(shift[0]), float(shift[1])))


def _outline(size: tuple[int, int]) -> Points:
    width, height = size
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height), (0, 0)], dtype=np.float64)
    share = np.linspace(0, 1, 40, endpoint=False)[:, None]
    return np.concatenate([a + (b - a) * share for a, b in pairwise(corners)])


def _seen_points(lying: Lying, frame: tuple[int, int]) -> Floats:
    """For each pixel of the frame the point of the sheet seen there (H, W, 2), by Newton's method on a coarse grid."""
    columns, rows = frame[0] // _CELL + 2, frame[1] // _CELL + 2
    grid = np.stack(np.meshgrid(np.arange(columns), np.arange(rows)), axis=-1).reshape(-1, 2) * float(_CELL)
    width, height = lying.size
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float64)
    start = cv2.getPerspectiveTransform(lying.place(corners).astype(np.float32), corners.astype(np.float32))
    low, high = -0.25 * np.array(lying.size), 1.25 * np.array(lying.size)
    points = np.clip(cv2.perspectiveTransform(grid[None], start)[0], low, high)
    step = max(lying.size) * 1e-3
    for _ in range(14):
        there = lying.place(points)
        by_x = (lying.place(points + np.array((step, 0))) - there) / step
        by_y = (lying.place(points + np.array((0, step))) - there) / step
        missing = grid - there
        area = by_x[:, 0] * by_y[:, 1] - by_x[:, 1] * by_y[:, 0]
        area = np.where(np.abs(area) < 1e-6, 1e-6, area)
        move_x = (missing[:, 0] * by_y[:, 1] - missing[:, 1] * by_y[:, 0]) / area
        move_y = (by_x[:, 0] * missing[:, 1] - by_x[:, 1] * missing[:, 0]) / area
        points = np.clip(points + 0.8 * np.column_stack((move_x, move_y)), low, high)
    # Far beyond the sheet the search may not end; what is seen there is no part of it.
    points[np.abs(lying.place(points) - grid).max(axis=1) > 3.0] = np.nan
    coarse = points.reshape(rows, columns, 2).astype(np.float32)
    places = np.meshgrid(np.arange(frame[0]) / _CELL, np.arange(frame[1]) / _CELL)
    across, down = (place.astype(np.float32) for place in places)
    seen = cv2.remap(coarse, across, down, cv2.INTER_LINEAR)
    return np.nan_to_num(seen, nan=float(-max(lying.size))).astype(np.float32)


def _on_table(sheet: Pixels, lying: Lying, seen: Floats, frame: tuple[int, int], rng: Random) -> Floats:
    height, width = sheet.shape[:2]
    share = lying.zoom / (max(lying.size) / 2)
    if share < 0.9:
        sheet = cv2.GaussianBlur(sheet, (0, 0), 0.35 / share).astype(np.uint8)
    paper = np.array(rng.choice(((1, 1, 1),) * 6 + ((0.98, 0.95, 0.86), (0.95, 0.86, 0.86), (0.84, 0.83, 0.8))))
    page = cv2.remap(sheet, seen[..., 0], seen[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    inside = (seen[..., 0] >= 0) & (seen[..., 0] <= width) & (seen[..., 1] >= 0) & (seen[..., 1] <= height)
    cover = cv2.GaussianBlur(inside.astype(np.float32), (0, 0), 0.7).astype(np.float32)
    small = seen[::8, ::8]
    steep = lying.rise(small.reshape(-1, 2).astype(np.float64)).reshape(small.shape[:2])
    shade = 1 + rng.choice((-1, 1)) * rng.uniform(0.15, 0.4) * np.tanh(steep)
    shaded = cv2.resize(shade.astype(np.float32), frame)[..., None]
    lit = page.astype(np.float32) * paper.astype(np.float32) * shaded
    under = table(frame, rng)
    if rng.random() < 0.4:
        objects(under, rng, cover < 0.5)
    soft = cv2.GaussianBlur(cover, (0, 0), max(frame) / 150)
    push = np.array([[1, 0, rng.uniform(-9, 9)], [0, 1, rng.uniform(3, 14)]], dtype=np.float64)
    under *= 1 - rng.uniform(0.15, 0.45) * cv2.warpAffine(soft, push, frame)[..., None]
    return np.asarray(under + (lit - under) * cover[..., None], dtype=np.float32)


def _held(picture: Floats, lying: Lying, rng: Random) -> None:
    """One or two fingers at the sheet's edge."""
    outline = lying.place(_outline(lying.size))
    middle = outline.mean(axis=0)
    for _ in range(rng.randrange(1, 3)):
        at = outline[rng.randrange(len(outline))]
        finger(picture, (float(at[0]), float(at[1])), (float(middle[0]), float(middle[1])), rng)


def _light(frame: tuple[int, int], rng: Random) -> Floats:
    """Light that falls off to one side and has a tint (H, W, 3)."""
    bright = rng.uniform(0.8, 1.0)
    dim, angle = bright * rng.uniform(0.55, 0.95), rng.uniform(0, 2 * math.pi)
    y, x = np.mgrid[-1:1:24j, -1:1:24j]
    ramp = (x * math.cos(angle) + y * math.sin(angle)) / 2.83 + 0.5
    field = dim + (bright - dim) * ramp + 0.04 * np.sin(3 * x + rng.uniform(0, 6))
    whole = cv2.resize(field.astype(np.float32), frame, interpolation=cv2.INTER_CUBIC)[..., None]
    tint = np.array(rng.choice(((1, 1, 1), (1, 0.96, 0.87), (0.92, 0.97, 1))), dtype=np.float32)
    return np.asarray(whole * tint, dtype=np.float32)
