"""How a sheet becomes an uploaded picture: scanned, copied, photographed, spoiled; where everything went is kept."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from models.codes import ClarityKind
from samples.truth import Degradation

Picture = NDArray[np.uint8]
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Shot:
    """How one paper is to be captured."""

    degradation: Degradation
    rotation: int
    """Clockwise degrees that the delivered picture will need to stand upright."""
    severe: bool
    """Whether it is to be spoiled beyond reading."""


@dataclass(frozen=True)
class Captured:
    """The encoded picture and the (3, 3) matrix from the sheet's pixels to the delivered picture's."""

    data: bytes
    suffix: str
    size: tuple[int, int]
    matrix: Matrix
    skew: float
    readable: bool
    problems: tuple[ClarityKind, ...]


def _noise(rng: Random) -> np.random.Generator:
    return np.random.default_rng(rng.randrange(2**32))


def grained(picture: Picture, amount: float, rng: Random) -> Picture:
    """Sensor noise with a standard deviation of ``amount`` grey levels."""
    plane = _noise(rng).standard_normal(picture.shape[:2], dtype=np.float32) * amount
    return np.clip(picture.astype(np.float32) + plane[..., None], 0, 255).astype(np.uint8)


def lit(picture: Picture, light: NDArray[np.float32]) -> Picture:
    return np.clip(picture.astype(np.float32) * light[..., None], 0, 255).astype(np.uint8)


def slope(shape: tuple[int, int], rng: Random, depth: float) -> NDArray[np.float32]:
    """Light that falls off smoothly across the picture, at most by ``depth``."""
    coarse = 1 - depth * _noise(rng).random((3, 3), dtype=np.float32)
    return cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC).astype(np.float32)


def scanned(picture: Picture, rng: Random, zoom: float, lid: int) -> tuple[Picture, Matrix, float]:
    """Laid slightly askew on a scanner's glass."""
    skew = rng.choice((0.0, rng.uniform(-1, 1), rng.uniform(-3, 3)))
    height, width = picture.shape[:2]
    a = np.deg2rad(skew)
    c, s = np.cos(a) * zoom, np.sin(a) * zoom
    out = (round(width * zoom), round(height * zoom))
    cx, cy = width / 2, height / 2
    matrix = np.array(
        [[c, -s, out[0] / 2 - c * cx + s * cy], [s, c, out[1] / 2 - s * cx - c * cy], [0, 0, 1]], dtype=np.float64
    )
    flat = cv2.warpAffine(picture, matrix[:2], out, flags=cv2.INTER_AREA, borderValue=(lid, lid, lid))
    return flat.astype(np.uint8), matrix, skew


def _table(width: int, height: int, rng: Random) -> Picture:
    """A wooden, stone or cloth table top."""
    noise = _noise(rng)
    base = np.array(rng.choice(((92, 128, 168), (60, 84, 118), (150, 152, 148), (96, 72, 62), (178, 196, 208))))
    shape = rng.choice(((height // 3, 6), (height // 40, width // 40), (height // 2, width // 2)))
    coarse = noise.random((max(shape[0], 2), max(shape[1], 2)), dtype=np.float32)
    plane = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    fine = cv2.resize(noise.random((height // 2, width // 2), dtype=np.float32), (width, height))
    tone = 0.82 + 0.25 * plane + 0.08 * fine
    return np.clip(base * tone[..., None], 0, 255).astype(np.uint8)


def photographed(picture: Picture, rng: Random) -> tuple[Picture, Matrix]:
    """Taken by hand from above a table: perspective, a table around it, uneven light."""
    height, width = picture.shape[:2]
    margin = rng.uniform(0.05, 0.12)
    big = rng.uniform(0.92, 1.1)
    out_w, out_h = round(width * big * (1 + 2 * margin)), round(height * big * (1 + 2 * margin))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    target = corners * big + np.array([out_w * margin / (1 + 2 * margin), out_h * margin / (1 + 2 * margin)])
    reach = 0.045 * min(out_w, out_h)
    target += np.array([[rng.uniform(-reach, reach), rng.uniform(-reach, reach)] for _ in range(4)])
    target = np.clip(target, 4, [out_w - 5, out_h - 5]).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    table = _table(out_w, out_h, rng)
    sheet = cv2.warpPerspective(picture, matrix, (out_w, out_h), flags=cv2.INTER_AREA)
    alpha = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, (out_w, out_h))
    fall = cv2.GaussianBlur(np.roll(alpha, (9, 7), (0, 1)), (0, 0), 8).astype(np.float32) / 255
    table = lit(table, (1 - 0.45 * fall).astype(np.float32))
    solid = alpha[..., None].astype(np.float32) / 255
    mixed = table * (1 - solid) + sheet * solid
    return np.clip(mixed, 0, 255).astype(np.uint8), np.asarray(matrix, dtype=np.float64)


def _photo_light(picture: Picture, rng: Random) -> tuple[Picture, tuple[ClarityKind, ...]]:
    tint = np.array([rng.uniform(0.9, 1.0), rng.uniform(0.95, 1.0), rng.uniform(0.95, 1.02)], dtype=np.float32)
    picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.5, 0.9)), dtype=np.uint8)
    picture = np.clip(picture * tint, 0, 255).astype(np.uint8)
    picture = lit(picture, slope(picture.shape[:2], rng, 0.32))
    kind = rng.random()
    if kind < 0.15:
        dark = rng.uniform(0.34, 0.45)
        return grained(lit(picture, np.full(picture.shape[:2], dark, np.float32)), 3.5, rng), (ClarityKind.DARK,)
    if kind < 0.3:
        return _glared(picture, rng), (ClarityKind.GLARE,)
    return grained(picture, 2.5, rng), ()


def _glared(picture: Picture, rng: Random) -> Picture:
    """A lamp's reflection that washes text out towards white without killing it."""
    h, w = picture.shape[:2]
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    cx, cy = rng.uniform(0.3, 0.7) * w, rng.uniform(0.3, 0.7) * h
    spread = rng.uniform(0.10, 0.16) * min(w, h)
    wash = 0.72 * np.exp(-(((x - cx) / spread) ** 2 + ((y - cy) / (1.3 * spread)) ** 2) / 2)
    pale = picture.astype(np.float32)
    return np.asarray(np.clip(pale + (255 - pale) * wash[..., None], 0, 255), dtype=np.uint8)


def _shadowed(picture: Picture, rng: Random) -> Picture:
    """The shadow of a hand or a phone: one soft-edged dark side or bar."""
    h, w = picture.shape[:2]
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    along = ((x / w - 0.5) * np.cos(angle) + (y / h - 0.5) * np.sin(angle)) + rng.uniform(-0.15, 0.15)
    edge = 1 / (1 + np.exp(-along / rng.uniform(0.01, 0.05)))
    if rng.random() < 0.4:
        edge = edge * (1 / (1 + np.exp((along - rng.uniform(0.2, 0.35)) / 0.02)))
    return lit(picture, (1 - rng.uniform(0.42, 0.62) * edge).astype(np.float32))


def _blurred(picture: Picture, em: float, severe: bool, rng: Random) -> Picture:
    """Out of focus or shaken; ``em`` is the body text's size in pixels.

    By eye on drawn pages: a Gaussian of 0.09 em leaves all characters legible, of 0.24 em leaves almost none.
    """
    sigma = em * (rng.uniform(0.25, 0.34) if severe else rng.uniform(0.06, 0.095))
    if rng.random() < 0.5:
        return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), dtype=np.uint8)
    length = max(3, round(sigma * (4.2 if severe else 3.0)))
    kernel = np.zeros((length, length), dtype=np.float32)
    angle = rng.uniform(0, np.pi)
    half = (length - 1) / 2
    start = (round(half - half * np.cos(angle)), round(half - half * np.sin(angle)))
    end = (round(half + half * np.cos(angle)), round(half + half * np.sin(angle)))
    cv2.line(kernel, start, end, (1.0,), 1)
    shaken = cv2.filter2D(picture, -1, kernel / kernel.sum())
    return np.asarray(cv2.GaussianBlur(shaken, (0, 0), sigma * (0.8 if severe else 0.4)), dtype=np.uint8)


def copied(picture: Picture, rng: Random) -> Picture:
    """A photocopier's work: no colour, hard tones, dust and a dark streak."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.float32)
    contrast = rng.uniform(1.05, 1.35)
    grey = np.clip((grey - 128) * contrast + 128 + rng.uniform(-6, 14), 0, 255)
    noise = _noise(rng)
    grey += noise.standard_normal(grey.shape, dtype=np.float32) * 5
    h, w = grey.shape
    for _ in range(rng.randrange(20, 90)):
        y, x = int(noise.integers(h)), int(noise.integers(w))
        cv2.circle(grey, (x, y), int(noise.integers(1, 3)), (float(noise.integers(60, 160)),), -1)
    if rng.random() < 0.4:
        x = int(noise.integers(w))
        grey[:, x : x + 2] *= 0.8
    return np.asarray(cv2.cvtColor(np.clip(grey, 0, 255).astype(np.uint8), cv2.COLOR_GRAY2BGR), dtype=np.uint8)


def _resized(picture: Picture, matrix: Matrix, factor: float) -> tuple[Picture, Matrix]:
    height, width = picture.shape[:2]
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8), np.diag([size[0] / width, size[1] / height, 1.0]) @ matrix


def turned(picture: Picture, matrix: Matrix, rotation: int) -> tuple[Picture, Matrix]:
    """Turn counter-clockwise by ``rotation``, so that as much clockwise sets it upright again."""
    height, width = picture.shape[:2]
    turn = {
        0: np.eye(3),
        90: np.array([[0, 1, 0], [-1, 0, width], [0, 0, 1]], dtype=np.float64),
        180: np.array([[-1, 0, width], [0, -1, height], [0, 0, 1]], dtype=np.float64),
        270: np.array([[0, -1, height], [1, 0, 0], [0, 0, 1]], dtype=np.float64),
    }[rotation]
    return np.ascontiguousarray(np.rot90(picture, rotation // 90)), turn @ matrix


def encoded(picture: Picture, quality: int | None) -> tuple[bytes, str]:
    if quality is None:
        ok, data = cv2.imencode(".png", picture, [cv2.IMWRITE_PNG_COMPRESSION, 3])
    else:
        ok, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not ok:
        raise ValueError("the picture could not be encoded")
    return data.tobytes(), "png" if quality is None else "jpg"


def capture(sheet: Picture, shot: Shot, em: float, rng: Random) -> Captured:
    """Deliver the sheet (H, W, 3, RGB), whose smallest text that matters is ``em`` pixels high, as ``shot`` says."""
    picture = np.asarray(cv2.cvtColor(sheet, cv2.COLOR_RGB2BGR), dtype=np.uint8)
    problems: tuple[ClarityKind, ...] = ()
    skew, factor, quality = 0.0, 1.0, rng.randrange(82, 95)
    if shot.degradation in ("photo", "shadow", "blur") and not (shot.degradation == "blur" and rng.random() < 0.5):
        picture, matrix = photographed(picture, rng)
        photographed_here = True
    else:
        picture, matrix, skew = scanned(picture, rng, rng.choice((0.8, 0.9, 1.0, 1.0)), rng.choice((255, 250, 236)))
        photographed_here = False
    em *= float(np.sqrt(abs(np.linalg.det(matrix[:2, :2]))))
    match shot.degradation:
        case "photo":
            picture, problems = _photo_light(picture, rng)
        case "shadow":
            picture, problems = grained(_shadowed(picture, rng), 2.0, rng), (ClarityKind.SHADOW,)
        case "blur":
            picture, problems = grained(_blurred(picture, em, shot.severe, rng), 2.0, rng), (ClarityKind.BLUR,)
        case "low_resolution":
            factor = (rng.uniform(4.2, 5.2) if shot.severe else rng.uniform(13.0, 16.0)) / em
            picture, matrix = _resized(grained(picture, 2.0, rng), matrix, min(factor, 1.0))
            problems = (ClarityKind.LOW_RESOLUTION,)
        case "grey_copy":
            picture = copied(picture, rng)
        case "jpeg":
            quality = rng.randrange(14, 26)
        case _:
            picture = grained(picture, rng.uniform(0.5, 2.5), rng)
    picture, matrix = turned(picture, matrix, shot.rotation)
    lossless = shot.degradation == "clean_scan" and rng.random() < 0.12
    data, suffix = encoded(picture, None if lossless else quality)
    return Captured(
        data, suffix, (picture.shape[1], picture.shape[0]), matrix,
        0.0 if photographed_here else skew, not shot.severe, problems,
    )  # fmt: skip
