"""What spoils a picture of a paper as a whole: softness, small size, bad light, a screen's pattern. Each by a strength
from 0 (hardly seen) to 1 (hardly a character left)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from models.codes import ClarityKind

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float32]
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Scene:
    """A picture (H, W, 3) RGB to be spoilt: ``characters`` (N, 2) are the middles of the paper's characters in its
    pixels, ``em`` is the height of a 10.5-point character, ``sheet`` (4, 2) the paper's corners."""

    pixels: Pixels
    characters: Matrix
    em: float
    sheet: Matrix
    rng: Random

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return int(self.pixels.shape[1]), int(self.pixels.shape[0])

    def noise(self) -> np.random.Generator:
        return np.random.default_rng(self.rng.getrandbits(63))

    def share(self, area: NDArray[np.bool_] | Floats) -> float:
        """The share of the characters whose middle lies in an area (H, W)."""
        width, height = self.size
        columns, rows = np.floor(self.characters).astype(int).T
        seen = (columns >= 0) & (rows >= 0) & (columns < width) & (rows < height)
        values = area[np.clip(rows, 0, height - 1), np.clip(columns, 0, width - 1)]
        return float((values[seen] == 1).sum() / max(len(columns), 1))


@dataclass(frozen=True)
class Spoiled:
    """The picture afterwards, the way (3, 3) from the pixels before to those after, the outline (N, 2) in pixels after
    of what is spoilt, and how badly. ``severity``: of what hides print the share of the paper's characters that are
    hidden, of all else the strength."""

    pixels: Pixels
    kind: ClarityKind
    severity: float
    outline: Matrix
    moved: Matrix

    @classmethod
    def of(cls, scene: Scene, picture: Floats, kind: ClarityKind, severity: float) -> Spoiled:
        """A picture that is spoilt all over and whose places stayed where they were."""
        return cls(eight_bits(picture), kind, severity, whole(scene.size), np.eye(3))


def eight_bits(picture: Floats) -> Pixels:
    return np.asarray(np.clip(picture, 0, 255), dtype=np.uint8)


def whole(size: tuple[int, int]) -> Matrix:
    """The outline of a picture of that width and height."""
    width, height = size
    return np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float64)


def outline_of(area: NDArray[np.bool_] | Floats) -> Matrix:
    """The hull (N, 2) of an area (H, W); of an empty one, a point."""
    points = cv2.findNonZero((np.asarray(area, np.float32) > 0.5).astype(np.uint8))
    if points is None:
        return np.zeros((1, 2))
    return np.asarray(cv2.convexHull(points), dtype=np.float64).reshape(-1, 2)


def sensor(picture: Floats, scene: Scene, grain: float) -> Floats:
    """A picture with the grain of a sensor that has little light."""
    height, width = picture.shape[:2]
    tile = scene.noise().normal(0.0, grain, (256, 256, 3)).astype(np.float32)
    tile = np.asarray(cv2.GaussianBlur(tile, (0, 0), 0.6) * 1.6, dtype=np.float32)
    noisy = picture + np.tile(tile, (-(-height // 256), -(-width // 256), 1))[:height, :width]
    return np.asarray(noisy, dtype=np.float32)


def blurred(scene: Scene, strength: float) -> Spoiled:
    """Out of focus (everywhere or at one end of the page) or shaken."""
    rng = scene.rng
    sigma = (0.03 + 0.3 * strength) * scene.em
    way = rng.choice(("soft", "lens", "shaken", "tilted"))
    sharp = scene.pixels.astype(np.float32)
    match way:
        case "shaken":
            soft = shaken(sharp, sigma * 2.6, rng.uniform(0, 180))
        case "lens":
            radius = max(sigma * 1.6, 0.6)
            side = int(radius) * 2 + 3
            y, x = np.mgrid[:side, :side] - side // 2
            disc = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1).astype(np.float32)
            soft = np.asarray(cv2.filter2D(sharp, -1, disc / disc.sum()), dtype=np.float32)
        case _:
            soft = np.asarray(cv2.GaussianBlur(sharp, (0, 0), sigma), dtype=np.float32)
    if way != "tilted":
        return Spoiled.of(scene, soft, ClarityKind.BLUR, strength)
    width, height = scene.size
    angle = rng.uniform(0, 2 * math.pi)
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    ramp = np.clip((x * math.cos(angle) + y * math.sin(angle) + rng.uniform(-0.3, 0.6)) * 2, 0, 1).astype(np.float32)
    half = np.asarray(cv2.GaussianBlur(sharp, (0, 0), sigma / 2), dtype=np.float32)
    near, far = np.clip(ramp * 2, 0, 1)[..., None], np.clip(ramp * 2 - 1, 0, 1)[..., None]
    mixed = (sharp * (1 - near) + half * near) * (1 - far) + soft * far
    area = ramp > 0.4
    return Spoiled(eight_bits(mixed), ClarityKind.BLUR, strength, outline_of(area), np.eye(3))


def shaken(picture: Floats, length: float, angle: float) -> Floats:
    """A picture smeared along a line of so many pixels and degrees."""
    odd = max(round(length), 3) | 1
    kernel: Floats = np.zeros((odd, odd), np.float32)
    kernel[odd // 2] = 1.0
    turn = cv2.getRotationMatrix2D((odd // 2, odd // 2), angle, 1.0)
    kernel = cv2.warpAffine(kernel, turn, (odd, odd)).astype(np.float32)
    return np.asarray(cv2.filter2D(picture, -1, kernel / kernel.sum()), dtype=np.float32)


def shrunk(scene: Scene, strength: float) -> Spoiled:
    """A picture in a small size, as chat programs and thumbnails have."""
    width, height = scene.size
    share = min((14.0 - 10.5 * strength) / scene.em, 1.0)
    size = (round(width * share), round(height * share))
    way = scene.rng.choice((cv2.INTER_AREA, cv2.INTER_AREA, cv2.INTER_LINEAR))
    small = np.asarray(cv2.resize(scene.pixels, size, interpolation=way), dtype=np.uint8)
    moved = np.diag([size[0] / width, size[1] / height, 1.0])
    return Spoiled(small, ClarityKind.LOW_RESOLUTION, strength, whole(size), moved)


def darkened(scene: Scene, strength: float) -> Spoiled:
    """Too little light: dark, and grainy where the phone lifts what there is."""
    rng = scene.rng
    light = 0.5 * (0.045 / 0.5) ** strength
    picture = scene.pixels.astype(np.float32) * light
    lifted = rng.uniform(1.0, 1.0 + 0.8 * strength)
    grained = sensor(picture, scene, rng.uniform(1.0, 3.0) + 3.0 * strength)
    return Spoiled.of(scene, np.asarray(grained * lifted, np.float32), ClarityKind.DARK, strength)


def overexposed(scene: Scene, strength: float) -> Spoiled:
    """Too much light: the paper is burnt to white and print fades into it."""
    rng = scene.rng
    veil = 255.0 * (1.0 - 0.85 * (0.02 / 0.85) ** strength)
    picture = scene.pixels.astype(np.float32)
    gain = rng.uniform(1.05, 1.5)
    picture = picture * (1 - veil / 255.0) * gain + veil * rng.uniform(1.0, 1.08)
    return Spoiled.of(scene, sensor(picture, scene, rng.uniform(0.5, 2.5)), ClarityKind.OVEREXPOSED, strength)


def moired(scene: Scene, strength: float) -> Spoiled:
    """A photographed screen: two fine gratings that beat with each other, in colours that do not quite meet."""
    rng = scene.rng
    width, height = scene.size
    y, x = np.mgrid[:height, :width].astype(np.float32)
    wave, turn = rng.uniform(2.6, 7.0), rng.uniform(0, math.pi)
    other, twist = wave * rng.uniform(0.8, 1.25), turn + rng.choice((math.pi / 2, rng.uniform(0.03, 0.3)))
    first = (x * math.cos(turn) + y * math.sin(turn)) * (2 * math.pi / wave)
    second = (x * math.cos(twist) + y * math.sin(twist)) * (2 * math.pi / other)
    bent = 0.8 * np.sin(x / width * rng.uniform(2, 6) + rng.uniform(0, 6)) * np.cos(y / height * rng.uniform(2, 6))
    depth = 0.05 + 0.5 * strength
    pattern = np.empty((height, width, 3), np.float32)
    apart = rng.uniform(0.0, 2.2)
    for channel in range(3):
        waves = 0.6 * np.sin(first + bent * 6 + apart * channel) + 0.4 * np.sin(second + apart * channel)
        pattern[..., channel] = 1.0 + depth * (waves - 0.5)
    picture = scene.pixels.astype(np.float32) * pattern
    return Spoiled.of(scene, np.asarray(picture, np.float32), ClarityKind.MOIRE, strength)
