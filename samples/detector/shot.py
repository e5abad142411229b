"""What a scanner, a copier or a camera makes of a small piece of a page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_DESKS = np.array(
    [
        *((150, 112, 74), (188, 160, 124), (96, 70, 52), (206, 206, 204), (66, 72, 80), (120, 132, 128)),
        *((130, 50, 40), (40, 60, 110), (235, 235, 232), (30, 30, 32), (180, 60, 60), (90, 120, 90)),
    ],
    dtype=np.float32,
)


@dataclass(frozen=True)
class Shot:
    """The picture (H, W, 3) RGB and whether its colours are lost."""

    pixels: NDArray[np.uint8]
    grey: bool


def desk(shape: tuple[int, ...], way: str, rng: np.random.Generator) -> Floats:
    """What lies around the paper (H, W, 3): a table, or a scanner's lid."""
    if way not in ("photo", "table"):
        return np.full((*shape, 3), rng.choice((255, 255, 240, 200, 70, 10)), np.float32)
    rough = rng.normal(0, rng.uniform(1, 9), (int(rng.integers(4, 50)), int(rng.integers(4, 50)), 1))
    grain = cv2.resize(rough.astype(np.float32), (shape[1], shape[0]))[..., None]
    return np.asarray(_DESKS[int(rng.integers(len(_DESKS)))] * np.float32(rng.uniform(0.6, 1.1)) + grain, np.float32)


def captured(canvas: Floats, way: str, rng: np.random.Generator) -> Shot:
    """The canvas (H, W, 3) RGB 0..255 as it was taken."""
    if way in ("photo", "table"):
        canvas = _lit(canvas, rng)
    canvas = _soft(canvas, rng)
    grey = way in ("copy", "grey")
    canvas = _copied(canvas, rng, way == "copy") if grey else _toned(canvas, rng)
    amount = rng.uniform(2, 9) if way in ("photo", "table") else rng.uniform(0, 3.5)
    canvas = canvas + _grain(canvas.shape, amount, rng)
    pixels = np.clip(canvas, 0, 255).astype(np.uint8)
    if rng.random() < 0.6:
        data = cv2.imencode(".jpg", pixels[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(18, 96))])[1]
        pixels = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR)[:, :, ::-1], dtype=np.uint8)
    if grey and rng.random() < 0.5:
        # Colours of JPEG and of a camera that took the copy.
        pixels = np.clip(pixels * rng.uniform(0.88, 1.0, 3), 0, 255).astype(np.uint8)
    return Shot(np.ascontiguousarray(pixels), grey)


def _lit(canvas: Floats, rng: np.random.Generator) -> Floats:
    """Uneven light, its colour, the edge of a shadow or the soft one of a hand."""
    height, width = canvas.shape[:2]
    field = rng.uniform(rng.uniform(0.5, 0.95), 1.0, (3, 3)).astype(np.float32)
    light = cv2.resize(field, (width, height), interpolation=cv2.INTER_CUBIC)
    if rng.random() < 0.25:
        shade = np.zeros((height // 4, width // 4), np.float32)
        cv2.fillPoly(shade, [(rng.uniform(-0.5, 1.5, (4, 2)) * shade.shape[::-1]).astype(np.int32)], (1.0,))
        shade = cv2.GaussianBlur(shade, (0, 0), rng.uniform(0.6, 8))
        light = light * (1 - rng.uniform(0.15, 0.55) * cv2.resize(shade, (width, height)))
    tint = np.array([rng.uniform(0.88, 1.0), rng.uniform(0.92, 1.0), rng.uniform(0.78, 1.0)], dtype=np.float32)
    return np.asarray(canvas * light[..., None] * tint, dtype=np.float32)


def _toned(canvas: Floats, rng: np.random.Generator) -> Floats:
    """Paler or stronger colours, more or less contrast, channels that leak into each other."""
    leak = np.eye(3, dtype=np.float32) + rng.normal(0, 0.02, (3, 3)).astype(np.float32)
    leak /= leak.sum(axis=1, keepdims=True)
    colorful = np.float32(rng.uniform(0.55, 1.2))
    paler = colorful * np.eye(3, dtype=np.float32) + (1 - colorful) * np.full((3, 3), 1 / 3, np.float32)
    curve = 255 * np.linspace(0, 1, 256) ** np.exp(rng.normal(0, 0.2))
    pixels = np.clip(cv2.transform(canvas, paler @ leak), 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(pixels, curve.astype(np.float32)), dtype=np.float32)


def _soft(canvas: Floats, rng: np.random.Generator) -> Floats:
    """Out of focus, shaken, or sent in a small size; sharp in a third."""
    way = rng.random()
    if way < 0.08:
        length = int(rng.integers(2, 6))
        kernel = np.zeros((2 * length + 1, 2 * length + 1), np.float32)
        turn = rng.uniform(0, np.pi)
        along = np.array([np.cos(turn), np.sin(turn)]) * length / 2
        ends = [tuple(int(each) for each in np.round(length + sign * along)) for sign in (-1, 1)]
        cv2.line(kernel, ends[0], ends[1], (1.0,), 1)
        return np.asarray(cv2.filter2D(canvas, -1, kernel / kernel.sum()), dtype=np.float32)
    if way < 0.16:
        share = rng.uniform(0.4, 0.8)
        small = cv2.resize(canvas, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
        return np.asarray(cv2.resize(small, canvas.shape[1::-1], interpolation=cv2.INTER_CUBIC), dtype=np.float32)
    if way < 0.7:
        return np.asarray(cv2.GaussianBlur(canvas, (0, 0), rng.uniform(0.3, 1.3)), dtype=np.float32)
    return canvas


def _copied(canvas: Floats, rng: np.random.Generator, hard: bool) -> Floats:
    """Without colour; hard contrast to black and white, specks, streaks and the other side showing through."""
    weights = np.array(((0.299, 0.587, 0.114), (0.33, 0.33, 0.34), (0.1, 0.8, 0.1), (0.2, 0.4, 0.4)), np.float32)
    grey = np.asarray(canvas @ weights[int(rng.integers(4))], np.float32)
    if rng.random() < 0.1:
        grey = grey - np.float32(rng.uniform(0.03, 0.12)) * (255 - grey[:, ::-1])
    if hard:
        grey = (grey - 128) * np.float32(rng.uniform(1.0, 3.0)) + np.float32(rng.uniform(80, 165))
        specks = rng.random(grey.shape, dtype=np.float32) < rng.uniform(0.0, 0.002)
        grey[specks] = rng.uniform(30, 160)
    else:
        grey = 255 - (255 - grey) * np.float32(rng.uniform(0.5, 1.0))
    if rng.random() < 0.15:
        for column in rng.integers(0, grey.shape[1], int(rng.integers(1, 4))):
            grey[:, int(column)] *= rng.uniform(0.6, 0.92)
    return np.repeat(np.clip(grey, 0, 255)[..., None], 3, axis=2).astype(np.float32)


@lru_cache(maxsize=1)
def _field() -> Floats:
    """Grain to cut from: (900, 900, 4), three of them coarse and coloured."""
    noise = np.random.default_rng(7).standard_normal((900, 900, 4), dtype=np.float32)
    noise[..., 1:] = cv2.blur(noise[..., 1:], (2, 2)) * 1.0
    return noise


def _grain(shape: tuple[int, ...], amount: float, rng: np.random.Generator) -> Floats:
    """Grain in brightness and, by half, in colour."""
    x, y = (int(each) for each in rng.integers(0, 900 - max(shape), 2))
    part = _field()[y : y + shape[0], x : x + shape[1]]
    return np.asarray(
        (part[..., :1] + np.float32(rng.uniform(0, 1.2)) * part[..., 1:]) * np.float32(amount), np.float32
    )
