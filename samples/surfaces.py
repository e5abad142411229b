"""What a sheet lies on when it is photographed: tables of many colours, grains and patterns, and what lies about."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Size = tuple[int, int]
"""Width and height in pixels."""

_COLOURS = (
    (150, 112, 74),
    (188, 160, 124),
    (96, 70, 52),
    (206, 206, 204),
    (232, 230, 226),
    (40, 42, 46),
    (66, 72, 80),
    (120, 132, 128),
    (92, 116, 150),
    (168, 84, 76),
    (222, 214, 190),
)


def table(size: Size, rng: Random) -> Floats:
    """A table top (H, W, 3) RGB: plain, wooden, tiled, checked, striped, dotted, of stone, or with papers on it."""
    kinds: tuple[Callable[[Size, Random], Floats], ...] = (
        _plain, _wood, _boards, _checks, _stripes, _dots, _stone, _papers,
    )  # fmt: skip
    return np.clip(rng.choice(kinds)(size, rng), 0, 255).astype(np.float32)


def objects(picture: Floats, rng: Random, free: NDArray[np.bool_]) -> None:
    """Put a few things (a pen, a cup, a phone) where ``free`` (H, W) allows their middles, in place."""
    height, width = free.shape
    for _ in range(rng.randrange(1, 4)):
        for _attempt in range(20):
            x, y = rng.randrange(width), rng.randrange(height)
            if free[y, x]:
                _thing(picture, (x, y), rng)
                break


def finger(picture: Floats, at: tuple[float, float], towards: tuple[float, float], rng: Random) -> None:
    """A finger that holds the sheet: its tip at a place, coming in from beyond it, in place."""
    length = math.hypot(towards[0] - at[0], towards[1] - at[1]) or 1.0
    away = ((at[0] - towards[0]) / length, (at[1] - towards[1]) / length)
    thick = max(picture.shape[:2]) * rng.uniform(0.025, 0.04)
    skin = np.array(rng.choice(((222, 178, 150), (198, 148, 118), (236, 200, 178))), dtype=np.float32)
    mask: Floats = np.zeros(picture.shape[:2], np.float32)
    tip = (at[0] - away[0] * thick * 1.5, at[1] - away[1] * thick * 1.5)
    far = (at[0] + away[0] * thick * 12, at[1] + away[1] * thick * 12)
    cv2.line(mask, _whole(tip), _whole(far), (1.0,), round(thick * 2), cv2.LINE_AA)
    soft = cv2.GaussianBlur(mask, (0, 0), thick * 0.35)[..., None].astype(np.float32)
    shade = cv2.GaussianBlur(mask, (0, 0), thick * 0.8)[..., None].astype(np.float32)
    picture *= 1 - 0.3 * shade
    picture += (skin * (0.75 + 0.25 * soft) - picture) * np.clip(mask[..., None] * 1.0, 0, 1)


def _whole(point: tuple[float, float]) -> tuple[int, int]:
    return round(point[0]), round(point[1])


def _noise(rng: Random) -> np.random.Generator:
    return np.random.default_rng(rng.getrandbits(63))


def _cloud(size: Size, rng: Random, cells: tuple[int, int]) -> Floats:
    """Smooth noise of so many cells across and down."""
    seed = _noise(rng).normal(0, 1, (cells[1], cells[0])).astype(np.float32)
    return cv2.resize(seed, size, interpolation=cv2.INTER_CUBIC).astype(np.float32)


def _plain(size: Size, rng: Random) -> Floats:
    return _colour(rng) + _cloud(size, rng, (45, 60))[..., None] * rng.uniform(1, 4)


def _colour(rng: Random) -> Floats:
    return np.array(rng.choice(_COLOURS), dtype=np.float32) + rng.uniform(-12, 12)


def _wood(size: Size, rng: Random) -> Floats:
    grain = _cloud(size, rng, (4, size[1] // 7)) * 8 + _cloud(size, rng, (7, size[1] // 40)) * 9
    if rng.random() < 0.5:
        grain = cv2.resize(grain.T.copy(), size).astype(np.float32)
    return _colour(rng) + grain[..., None] * np.array((1.1, 1.0, 0.8), np.float32)


def _boards(size: Size, rng: Random) -> Floats:
    picture = _wood(size, rng)
    step, seam = rng.randrange(size[0] // 7, size[0] // 3), rng.randrange(3, 9)
    for x in range(rng.randrange(step), size[0], step):
        picture[:, x : x + seam] *= rng.uniform(0.4, 0.75)
    return picture


def _turned_grid(size: Size, rng: Random, step: float) -> tuple[Floats, Floats]:
    """Coordinates along and across a pattern turned by any angle, in its steps."""
    angle = rng.uniform(0, math.pi)
    y, x = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
    along = (x * math.cos(angle) + y * math.sin(angle)) / step
    across = (y * math.cos(angle) - x * math.sin(angle)) / step
    return along.astype(np.float32), across.astype(np.float32)


def _two(mask: NDArray[np.bool_], rng: Random) -> Floats:
    first, second = _colour(rng), _colour(rng)
    soft = cv2.GaussianBlur(mask.astype(np.float32), (0, 0), 1.2)[..., None]
    return (first + (second - first) * soft).astype(np.float32)


def _checks(size: Size, rng: Random) -> Floats:
    along, across = _turned_grid(size, rng, rng.uniform(40, 220))
    return _two((np.floor(along) + np.floor(across)) % 2 > 0, rng)


def _stripes(size: Size, rng: Random) -> Floats:
    along, _ = _turned_grid(size, rng, rng.uniform(25, 160))
    return _two(along % 1 < rng.uniform(0.2, 0.6), rng)


def _dots(size: Size, rng: Random) -> Floats:
    along, across = _turned_grid(size, rng, rng.uniform(50, 150))
    return _two(np.hypot(along % 1 - 0.5, across % 1 - 0.5) < rng.uniform(0.15, 0.35), rng)


def _stone(size: Size, rng: Random) -> Floats:
    veins = np.abs(_cloud(size, rng, (9, 12)) + 0.4 * _cloud(size, rng, (30, 40)))
    return _colour(rng) + (np.exp(-((veins / 0.12) ** 2)) * -45 + _cloud(size, rng, (80, 110)) * 5)[..., None]


def _papers(size: Size, rng: Random) -> Floats:
    """Other sheets and booklets lying under the one that is meant, some with lines on them."""
    picture = _plain(size, rng) * rng.uniform(0.5, 0.9)
    for _ in range(rng.randrange(1, 4)):
        middle = (rng.uniform(0, 1) * size[0], rng.uniform(0, 1) * size[1])
        shape = (rng.uniform(0.3, 0.8) * size[0], rng.uniform(0.3, 0.7) * size[1])
        corners = cv2.boxPoints((middle, shape, rng.uniform(-40, 40))).astype(np.int32)
        tone = rng.choice(((238, 238, 234), (210, 226, 240), (240, 222, 170), (180, 196, 190)))
        cv2.fillConvexPoly(picture, corners, tone, cv2.LINE_AA)
        for share in np.linspace(0.15, 0.85, rng.randrange(0, 9)):
            start, end = (corners[a] + (corners[b] - corners[a]) * share for a, b in ((0, 3), (1, 2)))
            ends = start + (end - start) * 0.1, end - (end - start) * 0.15
            first, last = ((int(x), int(y)) for x, y in ends)
            cv2.line(picture, first, last, (90, 90, 96), 3, cv2.LINE_AA)
    return picture


def _thing(picture: Floats, at: tuple[int, int], rng: Random) -> None:
    reach = max(picture.shape[:2]) * rng.uniform(0.05, 0.11)
    colour = tuple(float(v) for v in _colour(rng))
    angle = rng.uniform(0, 180)
    match rng.randrange(3):
        case 0:
            corners = cv2.boxPoints((at, (reach * 3, reach * 0.2), angle)).astype(np.int32)
            cv2.fillConvexPoly(picture, corners, colour, cv2.LINE_AA)
        case 1:
            cv2.circle(picture, at, round(reach), colour, -1, cv2.LINE_AA)
            cv2.circle(picture, at, round(reach * 0.8), (70.0, 40.0, 25.0), -1, cv2.LINE_AA)
        case _:
            corners = cv2.boxPoints((at, (reach * 2.4, reach * 1.2), angle)).astype(np.int32)
            cv2.fillConvexPoly(picture, corners, (24.0, 24.0, 28.0), cv2.LINE_AA)
