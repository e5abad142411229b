"""Pages for the search for seals: any paper with any seals and strays on it, captured in any way, with the truth.

They are upright and as wide as the search looks at them, not as uploaded: drawn in a fraction of the time, so that a
detector can be trained on thousands. ``samples.draw`` draws whole papers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from models.codes import SealColor, SealShape
from samples.clinic import invent_visit
from samples.draw import FURTHER, LAYOUTS
from samples.graphics import GRAPHICS
from samples.impressions import any_press, any_rectangle, any_seal
from samples.pens import PENS
from samples.seals import SealPrint, press
from samples.signing import SIGNING
from samples.strays import STRAYS

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float32]
Points = NDArray[np.float64]

EVERY_STRAY = STRAYS | PENS | GRAPHICS | SIGNING


@dataclass(frozen=True)
class Background:
    """A paper without seals (H, W, 3) RGB and its pixels a millimetre."""

    pixels: Pixels
    scale: float


@dataclass(frozen=True)
class TrueMark:
    """A seal on the picture: its whole outline (N, 2) in pixels and the outline of what the picture shows of it."""

    shape: SealShape
    color: SealColor
    outline: Points
    visible: Points
    strength: float
    complete: bool
    touching: bool


@dataclass(frozen=True)
class SealedPage:
    """The picture (H, W, 3) BGR, its seals, the strays on it and how it was captured."""

    pixels: Pixels
    seals: tuple[TrueMark, ...]
    strays: tuple[str, ...]
    way: str


def backgrounds(count: int, seed: int, scale: float) -> list[Background]:
    """Papers of all layouts that press no seal by themselves, drawn at ``scale`` pixels a millimetre."""
    made: list[Background] = []
    number = 0
    every = sorted(
        [(kind, name, painter) for kind, layouts in LAYOUTS.items() for name, painter in layouts.items()]
        + [(kind, name, painter) for name, (kind, painter) in FURTHER.items()],
        key=lambda each: each[:2],
    )
    every = [each for each in every if "card" not in each[0]]
    while len(made) < count:
        kind, _, painter = every[number % len(every)]
        rng = Random(f"background-{seed}-{number}")
        number += 1
        visit = replace(invent_visit(rng, told=_TOLD.get(kind, "")), seal="none")
        sheet = painter(visit)
        if sheet.seals:
            continue
        picture = np.asarray(sheet.image, dtype=np.uint8)
        share = scale * 25.4 / sheet.dpi
        small = cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
        made.append(Background(np.asarray(small, dtype=np.uint8), scale))
    return made


_TOLD = {"surgery_record": "surgery", "pathology_report": "pathology", "genetic_report": "genetic"}


def sealed_page(papers: Sequence[Background], rng: Random) -> SealedPage:
    """One page: two in five without a seal, strays on half, and a capture."""
    paper = rng.choice(papers)
    page = paper.pixels.copy()
    if rng.random() < 0.06:
        page[:] = rng.choice(((255, 255, 255), (250, 246, 236)))
    count = rng.choices((0, 1, 2, 3, 4), (38, 32, 18, 8, 4))[0]
    strays = rng.choices(list(EVERY_STRAY), k=rng.choice((0, 1, 1, 2, 3)) if count == 0 or rng.random() < 0.35 else 0)
    for stray in strays:
        EVERY_STRAY[stray](page, paper.scale, rng)
    placed: list[tuple[SealPrint, Points, bool]] = []
    for _ in range(count):
        placed.append(_pressed(page, paper.scale, placed, rng))
    shot = _captured(page, paper.scale, rng)
    seals = [mark for stamped in placed if (mark := _true_mark(stamped, shot, page.shape)) is not None]
    return SealedPage(np.ascontiguousarray(shot.pixels[:, :, ::-1]), tuple(seals), tuple(strays), shot.way)


def _pressed(
    page: Pixels, scale: float, placed: list[tuple[SealPrint, Points, bool]], rng: Random
) -> tuple[SealPrint, Points, bool]:
    """Press one seal: anywhere, at the edge, or against one that is there."""
    design = any_seal(rng)
    height, width = page.shape[:2]
    touching = bool(placed) and rng.random() < 0.4
    if touching and rng.random() < 0.5:
        design = any_rectangle(rng, placed[-1][0].design.color if rng.random() < 0.7 else design.color)
    seal = press(design, rng, round(scale * 25.4), any_press(rng))
    x, y = rng.uniform(0.1, 0.9) * width, rng.uniform(0.12, 0.92) * height
    if touching:
        other = placed[-1][1]
        middle, reach = other.mean(axis=0), np.ptp(other, axis=0).max() / 2 + np.ptp(seal.outline, axis=0).min() / 2
        turn, near = rng.uniform(0, 2 * math.pi), rng.uniform(0.55, 1.05)
        x, y = middle[0] + near * reach * math.cos(turn), middle[1] + near * reach * math.sin(turn)
    elif rng.random() < 0.13:
        half = np.ptp(seal.outline, axis=0) / 2 * rng.uniform(-0.45, 0.8)
        side = rng.choice(("left", "right", "right", "top", "bottom"))
        x = half[0] if side == "left" else width - half[0] if side == "right" else x
        y = half[1] if side == "top" else height - half[1] if side == "bottom" else y
    outline = _ink(page, seal, (round(x), round(y)))
    return seal, outline, touching


def _ink(page: Pixels, seal: SealPrint, at: tuple[int, int]) -> Points:
    """Mix the seal's ink into the page with its middle at a place; returns its outline there."""
    high, wide = seal.mask.shape
    x0, y0 = at[0] - wide // 2, at[1] - high // 2
    left, top = max(x0, 0), max(y0, 0)
    right, bottom = min(x0 + wide, page.shape[1]), min(y0 + high, page.shape[0])
    if right > left and bottom > top:
        cover = seal.mask[top - y0 : bottom - y0, left - x0 : right - x0, None]
        light = 1.0 - cover * (1.0 - np.array(seal.ink, dtype=np.float32) / 255)
        page[top:bottom, left:right] = (page[top:bottom, left:right] * light).astype(np.uint8)
    return np.asarray(seal.outline + np.array([x0, y0], dtype=np.float64), dtype=np.float64)


def _true_mark(stamped: tuple[SealPrint, Points, bool], shot: _Captured, sheet: tuple[int, ...]) -> TrueMark | None:
    """The seal as the picture shows it; None where less than an eighth of it is there to be seen."""
    seal, outline, touching = stamped
    there = cv2.perspectiveTransform(outline[None], shot.matrix)[0]
    edges = np.array([(0, 0), (sheet[1], 0), (sheet[1], sheet[0]), (0, sheet[0])], dtype=np.float64)
    corners = cv2.perspectiveTransform(edges[None], shot.matrix)[0]
    height, width = shot.pixels.shape[:2]
    frame = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32)
    shown = cv2.intersectConvexConvex(corners.astype(np.float32), frame)[1]
    visible = None if shown is None else cv2.intersectConvexConvex(there.astype(np.float32), shown)[1]
    if visible is None or len(visible) < 3:
        return None
    share = cv2.contourArea(visible.astype(np.float32)) / cv2.contourArea(there.astype(np.float32))
    if share < 0.125:
        return None
    color = SealColor.BLACK if shot.grey else seal.design.color
    return TrueMark(
        seal.design.shape,
        color,
        there,
        visible.reshape(-1, 2).astype(np.float64),
        seal.strength,
        share > 0.985,
        touching,
    )


@dataclass(frozen=True)
class _Captured:
    pixels: Pixels
    matrix: Points
    way: str
    grey: bool


def _captured(page: Pixels, scale: float, rng: Random) -> _Captured:
    """The page scanned, copied, or photographed: flat on the glass, or on a table in perspective."""
    way = rng.choices(("scan", "copy", "grey", "photo", "table"), (28, 16, 8, 30, 18))[0]
    matrix = _lying(page.shape, way, rng)
    height, width = page.shape[:2]
    picture = page.astype(np.float32)
    size = (width, height)
    if way == "table" or rng.random() < 0.7:
        desk = np.array(rng.choice(_DESKS), dtype=np.float32)
        size = (round(height * 0.75), height) if way == "table" else size
        cover = cv2.warpPerspective(np.ones((height, width), np.float32), matrix, size)[..., None]
        rough = cv2.resize(_noise(rng).normal(0, 6, (40, 6)).astype(np.float32), size)[..., None]
        border = desk + rough if way in ("photo", "table") else np.float32(rng.choice((255, 255, 236, 70)))
        picture = cv2.warpPerspective(picture, matrix, size) * cover + border * (1 - cover)
    else:
        matrix = np.eye(3)
    if way in ("photo", "table"):
        picture = _lit(picture, rng)
    picture = _soft(picture, scale, rng)
    if way in ("copy", "grey"):
        picture = _grey(picture, rng, hard=way == "copy")
    picture += _grain(
        picture.shape, rng, rng.uniform(0.5, 3.0) if way in ("scan", "copy", "grey") else rng.uniform(2, 8)
    )
    done = np.clip(picture, 0, 255).astype(np.uint8)
    if rng.random() < 0.75:
        quality = rng.randrange(18, 95)
        data = cv2.imencode(".jpg", done[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        done = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR)[:, :, ::-1], dtype=np.uint8)
    return _Captured(np.ascontiguousarray(done), matrix, way, way in ("copy", "grey"))


_DESKS = ((150, 112, 74), (188, 160, 124), (96, 70, 52), (206, 206, 204), (66, 72, 80), (120, 132, 128), (130, 50, 40))


def _noise(rng: Random) -> np.random.Generator:
    return np.random.default_rng(rng.getrandbits(63))


def _lying(shape: tuple[int, ...], way: str, rng: Random) -> Points:
    """How the sheet lies in the picture: nearly straight on scans, smaller and in perspective on a table."""
    height, width = shape[:2]
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float64)
    middle = np.array([width / 2, height / 2])
    turn = math.radians(rng.gauss(0, 2.5) if way == "table" else rng.gauss(0, 0.8))
    rotation = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    if way == "table":
        share, slant = rng.uniform(0.6, 0.98), 0.035
        middle_there = np.array([height * 0.375, height / 2])
    else:
        share, slant = rng.uniform(0.97, 1.04), 0.012 if way == "photo" else 0.0
        middle_there = middle
    there = (corners - middle) @ rotation.T * share + middle_there
    there += np.array([(rng.uniform(-slant, slant) * height, rng.uniform(-slant, slant) * height) for _ in range(4)])
    return np.asarray(
        cv2.getPerspectiveTransform(corners.astype(np.float32), there.astype(np.float32)), dtype=np.float64
    )


def _lit(picture: Floats, rng: Random) -> Floats:
    """Uneven light, its colour, pale or strong colours, the shadow of a hand."""
    height, width = picture.shape[:2]
    field = _noise(rng).uniform(rng.uniform(0.45, 0.9), 1.0, (3, 3)).astype(np.float32)
    light = cv2.resize(field, (width, height), interpolation=cv2.INTER_CUBIC)[..., None]
    tint = np.array([rng.uniform(0.9, 1.0), rng.uniform(0.94, 1.0), rng.uniform(0.82, 1.0)], dtype=np.float32)
    picture = picture * light * tint
    if rng.random() < 0.3:
        shade = np.zeros((height // 8, width // 8), np.float32)
        spot = (round(rng.uniform(0, width / 8)), round(rng.uniform(0, height / 8)))
        reach = (round(rng.uniform(0.1, 0.4) * width / 8), round(rng.uniform(0.1, 0.4) * height / 8))
        cv2.ellipse(shade, spot, reach, rng.uniform(0, 180), 0, 360, (1.0,), -1)
        shade = cv2.resize(cv2.GaussianBlur(shade, (0, 0), rng.uniform(1, 6)), (width, height))[..., None]
        picture = picture * (1 - rng.uniform(0.2, 0.6) * shade)
    grey = picture.mean(axis=2, keepdims=True)
    return np.asarray(grey + (picture - grey) * rng.uniform(0.6, 1.15), dtype=np.float32)


def _soft(picture: Floats, scale: float, rng: Random) -> Floats:
    """A little out of focus, or shaken, or sent in a small size."""
    way = rng.random()
    if way < 0.12:
        length = max(round(scale * rng.uniform(0.3, 1.0)), 2)
        kernel = np.zeros((2 * length + 1, 2 * length + 1), np.float32)
        turn = rng.uniform(0, math.pi)
        ends = [
            (round(length + sign * length / 2 * math.cos(turn)), round(length + sign * length / 2 * math.sin(turn)))
            for sign in (-1, 1)
        ]
        cv2.line(kernel, ends[0], ends[1], (1.0,), 1)
        return np.asarray(cv2.filter2D(picture, -1, kernel / kernel.sum()), dtype=np.float32)
    if way < 0.22:
        share = rng.uniform(0.35, 0.8)
        small = cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
        return np.asarray(cv2.resize(small, picture.shape[1::-1], interpolation=cv2.INTER_CUBIC), dtype=np.float32)
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), scale * rng.uniform(0.06, 0.16)), dtype=np.float32)


def _grey(picture: Floats, rng: Random, hard: bool) -> Floats:
    """Without colour; a copier's hard contrast, specks and streaks."""
    weights = rng.choice(((0.299, 0.587, 0.114), (0.33, 0.33, 0.34), (0.1, 0.8, 0.1)))
    grey = (picture @ np.array(weights, dtype=np.float32)).astype(np.float32)
    if hard:
        grey = np.clip((grey - 128) * rng.uniform(1.0, 1.9) + rng.uniform(110, 155), 0, 255).astype(np.float32)
        specks = _noise(rng).random(grey.shape) < rng.uniform(0.0, 0.0006)
        grey[specks] = rng.uniform(30, 120)
        if rng.random() < 0.3:
            grey[:, rng.randrange(grey.shape[1])] *= rng.uniform(0.6, 0.92)
    return np.repeat(grey[..., None], 3, axis=2)


def _grain(shape: tuple[int, ...], rng: Random, amount: float) -> Floats:
    """Grain in brightness and, by half, in colour."""
    noise = _noise(rng)
    bright = noise.standard_normal((shape[0], shape[1], 1), dtype=np.float32) * amount
    if amount < 3.0:
        return bright
    blotches = noise.standard_normal((shape[0] // 2 + 1, shape[1] // 2 + 1, 3), dtype=np.float32) * amount * 0.5
    return np.asarray(bright + cv2.resize(blotches, (shape[1], shape[0])), dtype=np.float32)
