"""What spoils a crop of a page, in every manner and strength, and how badly at each place.

Each function changes a ``Crop`` in place. Strengths are 0 where no engine minds and 1 where hardly a character is left;
the ramps between were set by what reading lost on pages of ``tests.bench.clarity``.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.clarity_network.covers import any_shape, material

Floats = NDArray[np.float32]
KINDS = ("soft", "washed", "dim", "covered", "stripes")
"""Blur and low resolution are both soft, glare and overexposure washed, shadow and dark dim: how large the characters
are, and how much of the page is so, tells which."""


@dataclass
class Crop:
    """A crop of a page (H, W, 3) RGB, the height of its characters in pixels, and the strength (H, W) of each kind."""

    picture: Floats
    em: float
    draw: np.random.Generator
    strength: dict[str, Floats] = field(default_factory=dict)
    grain: float = 0.0

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return int(self.picture.shape[1]), int(self.picture.shape[0])

    def worse(self, kind: str, strength: Floats | float) -> None:
        before = self.strength.get(kind, np.zeros(self.picture.shape[:2], np.float32))
        self.strength[kind] = np.maximum(before, np.asarray(strength, np.float32))

    def between(self, low: float, high: float) -> float:
        """Evenly drawn on a logarithmic scale."""
        return float(np.exp(self.draw.uniform(math.log(low), math.log(high))))


def ramp(value: Floats | float, none: float, full: float) -> Floats:
    """0 at ``none``, 1 at ``full``, straight between the two."""
    return np.clip((np.asarray(value, np.float32) - none) / (full - none), 0.0, 1.0).astype(np.float32)


def spread(area: Floats, sigma: float) -> Floats:
    """An area (H, W) with soft edges."""
    step = max(int(sigma / 3), 1)
    size = (max(area.shape[1] // step, 2), max(area.shape[0] // step, 2))
    small = cv2.resize(area, size, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), max(sigma / step, 0.3))
    return np.asarray(cv2.resize(soft, area.shape[::-1], interpolation=cv2.INTER_LINEAR), np.float32)


def _where(crop: Crop) -> Floats:
    """Everywhere, or on a part that begins gradually."""
    if crop.draw.random() < 0.5:
        return np.ones(crop.picture.shape[:2], np.float32)
    area = any_shape(crop.size, crop.em, crop.draw)
    return spread(area, crop.em * crop.between(0.3, 8))


def blur(crop: Crop) -> None:
    """Out of focus, shaken along a line or a curve, a lens with a finger's mark, a double image; one in four so badly
    that rows of print are no more than grey bands."""
    sigma = crop.between(0.3, 0.9) if crop.draw.random() < 0.25 else crop.between(0.02, 0.36)
    way = crop.draw.random()
    if way < 0.4:
        soft = np.asarray(cv2.GaussianBlur(crop.picture, (0, 0), sigma * crop.em), np.float32)
    else:
        # Kernels of that spread (standard deviation) along their widest direction.
        kernel = _kernel(sigma * crop.em, way, crop.draw)
        soft = np.asarray(cv2.filter2D(crop.picture, -1, kernel), np.float32)
    part = _where(crop)
    # Half of it where it begins: a lens goes out of focus gradually.
    crop.picture += (soft - crop.picture) * part[..., None]
    crop.worse("soft", ramp(np.asarray(sigma * np.sqrt(part), np.float32), 0.06, 0.16))


def _kernel(sigma: float, way: float, draw: np.random.Generator) -> Floats:
    reach = max(round(sigma * 3.2), 1)
    side = 2 * reach + 1
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1].astype(np.float32)
    kernel: Floats = np.zeros((side, side), np.float32)
    if way < 0.65:
        kernel = np.asarray(np.clip(sigma * 2 + 0.5 - np.hypot(x, y), 0, 1), np.float32)
    else:
        angle, bent = draw.uniform(0, math.pi), draw.normal(0, 0.5) if draw.random() < 0.5 else 0.0
        long = sigma * math.sqrt(12) / 2 * 1.25
        for step in np.linspace(-1, 1, 4 * reach + 3):
            at = np.array((step * long, bent * long * (step * step - 0.5)))
            px = at[0] * math.cos(angle) - at[1] * math.sin(angle)
            py = at[0] * math.sin(angle) + at[1] * math.cos(angle)
            kernel += np.clip(1 - np.abs(x - px), 0, 1) * np.clip(1 - np.abs(y - py), 0, 1)
        if draw.random() < 0.15:
            kernel *= np.float32(0.0)
            kernel[reach, 0] = kernel[reach, -1] = 1.0
    return np.asarray(kernel / max(float(kernel.sum()), 1e-6), np.float32)


def cover(crop: Crop) -> None:
    """Something lies over the page, or is held before the lens."""
    draw = crop.draw
    area = any_shape(crop.size, crop.em, draw)
    thing = material(area, crop.em, draw)
    if draw.random() < 0.2:
        # Another sheet of the same paper: its edge and the characters that end there tell.
        thing += paper_of(crop) * draw.uniform(0.94, 1.03) - thing.mean(axis=(0, 1))
    if draw.random() < 0.75:
        # The shadow that it throws.
        cast = spread(area, crop.em * crop.between(0.1, 1.5))
        shift = np.array([[1, 0, draw.normal(0, 0.4) * crop.em], [0, 1, draw.normal(0.2, 0.4) * crop.em]])
        cast = np.asarray(cv2.warpAffine(cast, shift, crop.size), np.float32)
        crop.picture *= 1 - draw.uniform(0.05, 0.5) * cast[..., None]
    near = draw.random() < 0.12
    soft = spread(area, crop.em * (crop.between(0.4, 2.5) if near else crop.between(0.02, 0.12)))
    crop.picture += (thing - crop.picture) * soft[..., None]
    crop.worse("covered", ramp(soft, 0.4, 0.7))


def shadow(crop: Crop) -> None:
    """The shadow of a hand, telephone, window frame or blind: hard or soft, mild or deep."""
    draw = crop.draw
    if draw.random() < 0.15:
        y, x = np.mgrid[: crop.size[1], : crop.size[0]].astype(np.float32)
        angle, step = draw.uniform(0, math.pi), crop.em * crop.between(2, 16)
        wave = np.sin((x * math.cos(angle) + y * math.sin(angle)) * 2 * math.pi / step)
        area = np.asarray(wave > draw.uniform(-0.5, 0.5), np.float32)
    else:
        area = any_shape(crop.size, crop.em, draw)
        for _ in range(int(draw.integers(0, 2))):
            area = np.maximum(area, any_shape(crop.size, crop.em, draw))
    area = spread(area, crop.em * crop.between(0.05, 5.0))
    left = crop.between(0.025, 0.85)
    tint = 1 + draw.normal(0, 0.08, 3) * (1 - left)
    light = 1 - (1 - left) * area
    crop.picture *= light[..., None] * (1 + (tint - 1) * area[..., None])
    crop.grain = max(crop.grain, draw.uniform(0.3, 6.0))
    crop.worse("dim", _dimness(light))


def _dimness(light: Floats | float) -> Floats:
    """Reading begins to suffer at about a quarter of the light, by the grain, and has ended at a thirtieth."""
    return ramp(-np.log(np.maximum(np.asarray(light, np.float32), 1e-3)), -math.log(0.38), -math.log(0.07))


def dark(crop: Crop) -> None:
    """Too little light all over; at times lifted again, with its grain."""
    light = crop.between(0.02, 0.75)
    crop.picture *= light
    crop.grain = max(crop.grain, crop.draw.uniform(0.3, 7.0))
    crop.worse("dim", _dimness(light))


def glare(crop: Crop) -> None:
    """A lamp, a window, a flash or a screen that shines back: from a veil to burnt out."""
    draw = crop.draw
    if draw.random() < 0.3:
        # Cameras make paper white before the lamp does.
        crop.picture *= draw.uniform(228, 262) / max(float(paper_of(crop).max()), 40.0)
    area = np.zeros(crop.picture.shape[:2], np.float32)
    for _ in range(int(draw.choice((1, 1, 2, 4)))):
        one = any_shape(crop.size, crop.em, draw)
        if draw.random() < 0.5:
            one = np.zeros_like(one)
            long = crop.em * crop.between(1.5, 25)
            box = (
                tuple(draw.uniform(0, 1, 2) * crop.size),
                (long, long * draw.uniform(0.1, 1.0)),
                draw.uniform(0, 180),
            )
            cv2.ellipse(one, box, (1.0,), -1, cv2.LINE_AA)
        area = np.maximum(area, one)
    core, halo = spread(area, crop.em * crop.between(0.05, 3.0)), spread(area, crop.em * crop.between(1.5, 9.0))
    light = core * crop.between(0.15, 3.0) + halo * draw.uniform(0.0, 0.7)
    tint = np.clip(1 + draw.normal(0, 0.05, 3), 0.85, 1.1)
    lit = light[..., None] * 255 * tint
    _brighten(crop, np.asarray(lit, np.float32), light)


def paper_of(crop: Crop) -> Floats:
    """The colour (3,) of most of the brighter half."""
    return np.asarray(np.percentile(crop.picture[::8, ::8].reshape(-1, 3), 75, axis=0), np.float32)


def _brighten(crop: Crop, lit: Floats, light: Floats | float) -> None:
    """Add light, as a reflection does, or let more of it in, or mix the picture with white; print is lost where ink
    becomes as white as paper."""
    paper, way = float(paper_of(crop).max()), crop.draw.random()
    strength = np.asarray(light, np.float32)
    if way < 0.6:
        crop.picture += lit
        inks = [np.minimum(share * paper + strength * 255, 255) for share in (1.0, 0.2)]
    elif way < 0.8:
        gain = 1 + 4 * strength
        crop.picture *= gain[..., None]
        # Thin strokes are half as dark as ink.
        inks = [np.minimum(share * paper * gain, 255) for share in (1.0, 0.35)]
    else:
        mixed = np.minimum(strength, 1.0)
        crop.picture += (255 - crop.picture) * mixed[..., None]
        inks = [share * paper + (255 - share * paper) * mixed for share in (1.0, 0.2)]
    crop.worse("washed", ramp((inks[0] - inks[1]) / max(0.8 * paper, 1.0), 0.45, 0.10))


def overexpose(crop: Crop) -> None:
    """Too much light all over: print fades into white paper."""
    draw = crop.draw
    left = crop.between(0.035, 0.95)
    if draw.random() < 0.6:
        top = draw.uniform(240, 265)
        crop.picture[:] = top - (np.percentile(crop.picture[::8, ::8], 85) - crop.picture) * left
        crop.worse("washed", ramp(left, 0.45, 0.10))
    else:
        light = draw.uniform(0.0, 1.0)
        crop.picture *= draw.uniform(1.0, 1.3)
        _brighten(crop, np.full(1, light * 255, np.float32), light)


def moire(crop: Crop) -> None:
    """A photographed screen: gratings of any fineness that beat, in colours that do not meet; bands; a pixel grid."""
    draw = crop.draw
    y, x = np.mgrid[: crop.size[1], : crop.size[0]].astype(np.float32)
    depth = crop.between(0.02, 0.75)
    count = int(draw.choice((1, 2, 2, 3)))
    first_turn = draw.uniform(0, math.pi)
    pattern = np.zeros((crop.size[1], crop.size[0], 3), np.float32)
    bend = sum(
        draw.uniform(0, 5) * np.sin(x * f / crop.size[0] + p) * np.cos(y * g / crop.size[1] + q)
        for f, g, p, q in draw.uniform(1, 7, (2, 4))
    )
    apart = draw.uniform(0, 2.2) if draw.random() < 0.75 else 0.0
    for number in range(count):
        wave = crop.between(2.0, 14.0) if number < 2 else crop.em * crop.between(0.3, 6.0)
        turn = first_turn if number == 0 else first_turn + draw.choice((math.pi / 2, draw.normal(0, 0.3)))
        phase = (x * math.cos(turn) + y * math.sin(turn)) * 2 * math.pi / wave + bend * draw.uniform(0.2, 1.5)
        hard = draw.random() < 0.3
        for channel in range(3):
            waves = np.sin(phase + apart * channel)
            pattern[..., channel] += np.tanh(3 * waves) if hard else waves
    pattern /= count
    part = (
        np.float32(1.0) if draw.random() < 0.7 else spread(any_shape(crop.size, crop.em, draw), crop.em * 3)[..., None]
    )
    crop.picture *= 1 + depth * part * (pattern - draw.choice((0.0, 0.5, 1.0)))
    np.maximum(crop.picture, 0, out=crop.picture)
    strength = np.float32(depth) * np.asarray(part, np.float32) * np.ones((1, 1, 1), np.float32)
    crop.worse("stripes", np.broadcast_to(ramp(strength, 0.10, 0.35)[..., 0], crop.picture.shape[:2]))


SPOILS: tuple[Callable[[Crop], None], ...] = (blur, cover, shadow, glare, moire, overexpose, dark)
