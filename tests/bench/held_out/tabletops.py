"""What papers are photographed on: wood, stone, cloth, a desk with things on it, a lap, another paper."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.bench.held_out.views import Picture, Size

_Floats = NDArray[np.float32]


def _noise(rng: Random) -> np.random.Generator:
    return np.random.default_rng(rng.randrange(2**32))


def _clouds(size: Size, cells: tuple[int, int], rng: Random) -> _Floats:
    """Smooth noise 0..1 with so many patches across and down."""
    coarse = _noise(rng).random((max(cells[1], 2), max(cells[0], 2)), dtype=np.float32)
    return np.asarray(cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC), dtype=np.float32)


def _toned(plane: _Floats, dark: tuple[int, int, int], light: tuple[int, int, int]) -> Picture:
    """A plane 0..1 between two colours (BGR)."""
    low, high = np.array(dark, dtype=np.float32), np.array(light, dtype=np.float32)
    return np.clip(low + plane[..., None] * (high - low), 0, 255).astype(np.uint8)


def _wood(size: Size, rng: Random) -> Picture:
    """Planks with grain running one way."""
    w, h = size
    across = rng.random() < 0.5
    grain = _clouds((w, h) if across else (h, w), (4, h // 5 if across else w // 5), rng)
    knots = _clouds((w, h) if across else (h, w), (3, 9), rng)
    plane = 0.6 * grain + 0.4 * np.abs(np.sin(18 * knots + 6 * grain))
    plank = (h if across else w) // rng.randrange(3, 6)
    for start in range(0, plane.shape[0], plank):
        plane[start : start + 3] *= 0.3
        plane[start : start + plank] *= rng.uniform(0.8, 1.0)
    if not across:
        plane = np.ascontiguousarray(plane.T)
    tones = rng.choice(
        (((44, 70, 108), (110, 150, 196)), ((20, 32, 52), (58, 84, 120)), ((120, 150, 180), (180, 206, 226)))
    )
    return _toned(plane, *tones)


def _stone(size: Size, rng: Random) -> Picture:
    w, h = size
    veins = np.abs(np.sin(9 * _clouds(size, (5, 6), rng) + 4 * _clouds(size, (14, 18), rng)))
    speckle = _clouds(size, (w // 6, h // 6), rng)
    tones = rng.choice(
        (((150, 154, 158), (226, 228, 230)), ((40, 42, 44), (96, 98, 100)), ((110, 130, 140), (190, 200, 206)))
    )
    return _toned((0.7 * veins**0.4 + 0.3 * speckle).astype(np.float32), *tones)


def _cloth(size: Size, rng: Random) -> Picture:
    """A checked tablecloth or a plain sheet with creases."""
    w, h = size
    weave = _clouds(size, (w // 4, h // 4), rng)
    plane = 0.75 + 0.12 * weave + 0.2 * (_clouds(size, (4, 5), rng) - 0.5)
    picture = _toned(
        plane.astype(np.float32), (0, 0, 0), rng.choice(((206, 214, 220), (150, 120, 90), (120, 160, 130)))
    )
    if rng.random() < 0.6:
        step, colour = max(w // rng.randrange(8, 16), 20), rng.choice(((60, 60, 190), (170, 90, 40), (70, 140, 70)))
        layer = picture.copy()
        for x in range(0, w, 2 * step):
            cv2.rectangle(layer, (x, 0), (x + step, h), colour, -1)
        picture = cv2.addWeighted(picture, 0.65, layer, 0.35, 0).astype(np.uint8)
        for y in range(0, h, 2 * step):
            cv2.rectangle(layer, (0, y), (w, y + step), colour, -1)
        picture = cv2.addWeighted(picture, 0.75, layer, 0.25, 0).astype(np.uint8)
    return picture


def _desk(size: Size, rng: Random) -> Picture:
    """A plain desk with other things lying about its edges."""
    w, h = size
    shade = rng.choice(((190, 196, 200), (60, 56, 52), (150, 170, 190), (216, 220, 222)))
    picture = _toned((0.85 + 0.15 * _clouds(size, (3, 3), rng)).astype(np.float32), (0, 0, 0), shade)
    for _ in range(rng.randrange(2, 6)):
        edge = rng.choice(((rng.random(), 0.0), (rng.random(), 1.0), (0.0, rng.random()), (1.0, rng.random())))
        x, y = round(edge[0] * w), round(edge[1] * h)
        colour = tuple(rng.randrange(30, 230) for _ in range(3))
        reach = round(rng.uniform(0.05, 0.13) * min(w, h))
        if rng.random() < 0.5:
            cv2.circle(picture, (x, y), reach, colour, -1, cv2.LINE_AA)
            cv2.circle(picture, (x, y), round(reach * 0.8), tuple(c // 2 for c in colour), -1, cv2.LINE_AA)
        else:
            box = cv2.boxPoints(((x, y), (reach * rng.uniform(0.4, 3), reach), rng.uniform(0, 180)))
            cv2.fillPoly(picture, [box.astype(np.int32)], colour, cv2.LINE_AA)
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 2.0), dtype=np.uint8)


def _carpet(size: Size, rng: Random) -> Picture:
    w, h = size
    plane = 0.5 * _clouds(size, (w // 3, h // 3), rng) + 0.5 * _clouds(size, (w // 25, h // 25), rng)
    tones = rng.choice(
        (((60, 40, 60), (120, 90, 130)), ((70, 80, 60), (130, 150, 120)), ((90, 100, 120), (150, 164, 186)))
    )
    return _toned(plane.astype(np.float32), *tones)


def _other_paper(size: Size, rng: Random) -> Picture:
    """A pile of papers: another sheet with grey lines under this one, turned."""
    w, h = size
    picture = _wood(size, rng)
    tilt = rng.uniform(-25, 25)
    box = cv2.boxPoints(((w * rng.uniform(0.4, 0.6), h * rng.uniform(0.4, 0.6)), (w * 0.95, h * 0.9), tilt))
    cv2.fillPoly(
        picture, [box.astype(np.int32)], rng.choice(((235, 236, 234), (214, 226, 232), (228, 214, 206))), cv2.LINE_AA
    )
    side, down = (box[2] - box[1]) / 20, (box[0] - box[1]) / 34
    for row in range(3, 31):
        start, end = box[1] + side * 2 + down * row, box[1] + side * rng.uniform(8, 18) + down * row
        cv2.line(
            picture,
            start.astype(int).tolist(),
            end.astype(int).tolist(),
            (176, 176, 178),
            max(w // 300, 2),
            cv2.LINE_AA,
        )
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 1.5), dtype=np.uint8)


TABLES: tuple[Callable[[Size, Random], Picture], ...] = (_wood, _stone, _cloth, _desk, _carpet, _other_paper)


def table(size: Size, rng: Random) -> Picture:
    """A table top (H, W, 3), BGR, drawn at half size as a table out of focus looks."""
    half = (max(size[0] // 2, 8), max(size[1] // 2, 8))
    drawn = rng.choice(TABLES)(half, rng)
    return np.asarray(cv2.resize(drawn, size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
