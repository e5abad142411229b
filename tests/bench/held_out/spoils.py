"""What spoils a picture: each takes an exposure and an amount, and says which pixels it worked on.

Amounts are physical: blur in em of the body text (standard deviation), low resolution in pixels to an em, glare and
occlusion in shares of the picture's width, shadow and dark in the light that is left, overexposed in the ink's contrast
that is left, cut_off in shares of the print's side, moire in shares of the light. ``clarity_pages`` spreads them from
what loses nothing to what loses nearly all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from models.codes import ClarityKind
from tests.bench.held_out.exposure import Exposure, Mark
from tests.bench.held_out.views import Picture

_Floats = NDArray[np.float32]
Spoiler = Callable[[Exposure, float, Random], Exposure]


def _axes(exposure: Exposure) -> tuple[_Floats, _Floats]:
    h, w = exposure.pixels.shape[:2]
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    return x, y


def _times(pixels: Picture, light: _Floats) -> Picture:
    return np.clip(pixels.astype(np.float32) * light[..., None], 0, 255).astype(np.uint8)


def blur(exposure: Exposure, amount: float, rng: Random) -> Exposure:
    """Out of focus (a disc), shaken (a line) or soft (a Gaussian); now and then only towards one side."""
    sigma = amount * exposure.em
    way = rng.randrange(3)
    reach = max(round(sigma * (2.0 if way == 0 else 3.4)), 1)
    kernel = np.zeros((2 * reach + 1,) * 2, dtype=np.float32)
    if way == 0:
        cv2.circle(kernel, (reach, reach), reach, (1.0,), -1, cv2.LINE_AA)
    elif way == 1:
        angle, half = rng.uniform(0, np.pi), sigma * 1.73
        ends = [(round(reach + q * half * np.cos(angle)), round(reach + q * half * np.sin(angle))) for q in (-1, 1)]
        cv2.line(kernel, ends[0], ends[1], (1.0,), 1, cv2.LINE_AA)
    if way == 2:
        soft = cv2.GaussianBlur(exposure.pixels, (0, 0), sigma)
    else:
        soft = cv2.GaussianBlur(cv2.filter2D(exposure.pixels, -1, kernel / kernel.sum()), (0, 0), 0.25 * sigma + 0.3)
    if rng.random() < 0.7:
        return exposure.marked(np.asarray(soft, dtype=np.uint8), Mark(ClarityKind.BLUR, amount))
    x, y = _axes(exposure)
    angle = rng.choice((0.0, np.pi / 2, np.pi, -np.pi / 2)) + rng.uniform(-0.4, 0.4)
    h, w = x.shape
    along = (x / w - 0.5) * np.float32(np.cos(angle)) + (y / h - 0.5) * np.float32(np.sin(angle))
    part = 1 / (1 + np.exp(-(along - rng.uniform(-0.1, 0.1)) / 0.05))
    mixed = exposure.pixels * (1 - part[..., None]) + soft * part[..., None]
    return exposure.marked(mixed.astype(np.uint8), Mark(ClarityKind.BLUR, amount, np.asarray(part > 0.5)))


def low_resolution(exposure: Exposure, amount: float, rng: Random) -> Exposure:
    """Made so small that an em has ``amount`` pixels."""
    h, w = exposure.pixels.shape[:2]
    factor = min(amount / exposure.em, 1.0)
    size = (max(round(w * factor), 40), max(round(h * factor), 40))
    small = cv2.resize(exposure.pixels, size, interpolation=cv2.INTER_AREA)
    view = exposure.view.then(np.diag([size[0] / w, size[1] / h, 1.0]), size)
    mark = Mark(ClarityKind.LOW_RESOLUTION, amount)
    grain, quality = 0.8, rng.randrange(62, 86)
    return replace(
        exposure.marked(np.asarray(small, dtype=np.uint8), mark), view=view, em=amount, grain=grain, quality=quality
    )


def glare(exposure: Exposure, amount: float, rng: Random) -> Exposure:
    """A lamp or window mirrored on glossy paper: a blob of white of about ``amount`` of the width."""
    x, y = _axes(exposure)
    w = x.shape[1]
    reach = amount * w / 2
    strength = rng.uniform(0.75, 1.6)
    wash = np.zeros(x.shape, dtype=np.float32)
    cx, cy = exposure.spot(rng)
    for _ in range(rng.choice((1, 1, 2, 3))):
        angle, flat = rng.uniform(0, np.pi), rng.uniform(0.55, 1.0)
        u = (x - cx) * np.float32(np.cos(angle)) + (y - cy) * np.float32(np.sin(angle))
        v = (y - cy) * np.float32(np.cos(angle)) - (x - cx) * np.float32(np.sin(angle))
        far = np.hypot(u / reach, v / (reach * flat))
        wash = np.maximum(wash, strength * np.exp(-(far**4) * 0.9) + 0.25 * np.exp(-far / 1.6))
        cx, cy = cx + rng.uniform(-2, 2) * reach, cy + rng.uniform(-1, 1) * reach
    pale = exposure.pixels.astype(np.float32)
    mixed = np.clip(pale + (262 - pale) * np.clip(wash, 0, 1)[..., None], 0, 255).astype(np.uint8)
    return exposure.marked(mixed, Mark(ClarityKind.GLARE, amount, np.asarray(wash > 0.5)))


def shadow(exposure: Exposure, amount: float, rng: Random) -> Exposure:
    """A hand's, a phone's or a wall's shadow that leaves ``amount`` of the light, and noise."""
    x, y = _axes(exposure)
    h, w = x.shape
    if rng.random() < 0.5:
        angle = rng.uniform(0, 2 * np.pi)
        at_x, at_y = exposure.spot(rng)
        along = (x - at_x) / w * np.float32(np.cos(angle)) + (y - at_y) / h * np.float32(np.sin(angle))
        part = 1 / (1 + np.exp(-(along + rng.uniform(0.0, 0.2)) / rng.uniform(0.006, 0.05)))
    else:
        shape = np.zeros((h // 8, w // 8), dtype=np.float32)
        cx, cy = (value / 8 for value in exposure.spot(rng))
        reach = rng.uniform(0.14, 0.3) * w / 8
        cv2.ellipse(shape, ((cx, cy), (2 * reach, 2.4 * reach), rng.uniform(0, 180)), (1.0,), -1)
        arm = [(cx - 0.6 * reach, cy), (cx + 0.6 * reach, cy), (cx + reach, h / 8), (cx - 0.2 * reach, h / 8)]
        cv2.fillPoly(shape, [np.array(arm).astype(np.int32)], (1.0,))
        part = cv2.resize(cv2.GaussianBlur(shape, (0, 0), rng.uniform(2, 6)), (w, h))
    dim = _times(exposure.pixels, (1 - (1 - amount) * part).astype(np.float32))
    noisy = _without_light(dim, part.astype(np.float32), exposure.em, rng)
    return exposure.marked(noisy, Mark(ClarityKind.SHADOW, amount, np.asarray(part > 0.5)))


def _without_light(dim: Picture, part: _Floats, em: float, rng: Random) -> Picture:
    """What a phone makes of places without light: noise, and strokes smeared by taking some of it out again."""
    noise = np.random.default_rng(rng.randrange(2**32)).standard_normal((*part.shape, 3), dtype=np.float32)
    noisy = dim.astype(np.float32) + noise * (part * rng.uniform(5, 10))[..., None]
    smeared = cv2.GaussianBlur(noisy, (0, 0), 0.055 * em)
    return np.clip(noisy * (1 - part[..., None]) + smeared * part[..., None], 0, 255).astype(np.uint8)


def dark(exposure: Exposure, amount: float, rng: Random) -> Exposure:
    """Too little light: ``amount`` of it is left, and the sensor's noise beside it."""
    h, w = exposure.pixels.shape[:2]
    noise = np.random.default_rng(rng.randrange(2**32)).standard_normal((h, w, 3), dtype=np.float32)
    coarse = cv2.GaussianBlur(noise, (0, 0), 0.9) * 1.6
    dim = exposure.pixels.astype(np.float32) * amount + coarse * rng.uniform(3.5, 7.0) + 3
    return replace(
        exposure.marked(np.clip(dim, 0, 255).astype(np.uint8), Mark(ClarityKind.DARK, amount)), grain=0.5, quality=86
    )


def overexposed(exposure: Exposure, amount: float, rng: Random) -> Exposure:
    """Too much light: stray light lifts the ink until ``amount`` of its contrast is left, the paper is clipped."""
    light = exposure.pixels.astype(np.float32)
    paper = float(np.percentile(light, 90))
    lifted = 256 + rng.uniform(0, 14) - (paper - light) * amount * (235 / max(paper, 60))
    mark = Mark(ClarityKind.OVEREXPOSED, amount)
    return replace(exposure.marked(np.clip(lifted, 0, 255).astype(np.uint8), mark), grain=min(exposure.grain, 1.5))


def cut_off(exposure: Exposure, amount: float, rng: Random) -> Exposure:
    """Framed too closely: ``amount`` of the print's width or height lies beyond one side, cut through lines."""
    w, h = exposure.view.sheet
    edges = exposure.view.to_picture(
        np.array([[0.08 * w, 0.06 * h], [0.92 * w, 0.06 * h], [0.92 * w, 0.94 * h], [0.08 * w, 0.94 * h]])
    )
    (x0, y0), (x1, y1) = edges.min(axis=0), edges.max(axis=0)
    box = [0, 0, exposure.pixels.shape[1], exposure.pixels.shape[0]]
    match rng.choice(("left", "right", "right", "bottom", "top")):
        case "left":
            box[0] = round(x0 + amount * (x1 - x0))
        case "right":
            box[2] = round(x1 - amount * (x1 - x0))
        case "top":
            box[1] = round(y0 + amount * (y1 - y0))
        case _:
            box[3] = round(y1 - amount * (y1 - y0))
    left, top, right, bottom = box
    kept = np.ascontiguousarray(exposure.pixels[top:bottom, left:right])
    shift = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1]], dtype=np.float64)
    view = exposure.view.then(shift, (right - left, bottom - top))
    return replace(exposure.marked(kept, Mark(ClarityKind.CUT_OFF, amount, beyond=True)), view=view, skew=None)


def moire(exposure: Exposure, amount: float, rng: Random) -> Exposure:
    """Photographed from a screen: fine coloured stripes that beat with the sensor's grid."""
    x, y = _axes(exposure)
    light = np.ones((*x.shape, 3), dtype=np.float32)
    bow = 0.00004 * ((x - x.shape[1] * rng.random()) ** 2 + (y - x.shape[0] * rng.random()) ** 2) / x.shape[1] * 50
    angle, pitch = rng.uniform(-0.15, 0.15), rng.uniform(2.3, 4.2)
    slow = rng.uniform(18, 60)
    for channel in range(3):
        u = x * np.float32(np.cos(angle)) + y * np.float32(np.sin(angle)) + bow
        v = y * np.float32(np.cos(angle)) - x * np.float32(np.sin(angle)) + bow
        fine = np.sin(2 * np.pi * u / pitch + channel * 2.1) + 0.6 * np.sin(2 * np.pi * v / pitch)
        bands = np.sin(2 * np.pi * (u + 0.5 * v) / slow + channel * 1.7) + 0.6 * np.sin(2 * np.pi * v / (1.7 * slow))
        light[..., channel] -= amount * (0.28 * fine + 0.22 * bands + 0.25)
    spoiled = np.clip(exposure.pixels * light, 0, 255).astype(np.uint8)
    return exposure.marked(spoiled, Mark(ClarityKind.MOIRE, amount))
