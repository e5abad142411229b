"""Papers to be spoiled, and what stands on papers and spoils nothing: bands, pictures, codes, pens, creases."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.draw import FURTHER, LAYOUTS, sheet_of
from samples.ink import Sheet
from samples.strays import STRAYS
from samples.surfaces import table

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Paper:
    """A drawn page (H, W, 3) RGB: ``characters`` (N, 2) are the middles of its characters, ``em`` the usual height of
    one, both in its pixels."""

    pixels: Pixels
    characters: NDArray[np.float64]
    em: float


def draw_paper(rng: Random) -> Paper:
    """A page in any layout with innocent things on it."""
    names = sorted([name for layouts in LAYOUTS.values() for name in layouts] + list(FURTHER))
    while True:
        sheet = sheet_of(rng.choice(names), rng)
        if sum(len(run.text) for run in sheet.fragments) >= 20:
            break
    page = np.array(sheet.image, dtype=np.uint8)
    em, characters = _em_of(sheet), _places(sheet)
    for _ in range(rng.choice((0, 0, 1, 1, 2, 3))):
        way: Callable[[Pixels, float, Random], None] = rng.choice(_INNOCENTS)
        way(page, em, rng)
    if rng.random() < 0.35:
        stray = rng.choice(sorted(STRAYS))
        STRAYS[stray](page, sheet.dpi / 25.4, rng)
    return Paper(_toned(page, rng), characters, em)


def _em_of(sheet: Sheet) -> float:
    widths = []
    for run in sheet.fragments:
        chinese = sum(char > "\u2e80" for char in run.text)
        if chinese >= 2 and chinese == len(run.text):
            widths += [(run.right - run.left) / chinese] * chinese
    return float(np.median(widths)) if widths else 10.5 / 72 * sheet.dpi


def _places(sheet: Sheet) -> NDArray[np.float64]:
    places = [
        (run.left + (run.right - run.left) * (number + 0.5) / len(run.text), (run.top + run.bottom) / 2)
        for run in sheet.fragments
        for number, char in enumerate(run.text)
        if char.strip()
    ]
    return np.array(places, dtype=np.float64)


def _toned(page: Pixels, rng: Random) -> Pixels:
    """White, coloured, grey, or a hard photocopy."""
    way = rng.random()
    picture = page.astype(np.float32)
    if way < 0.25:
        tint = np.array([rng.uniform(0.72, 1.0) for _ in range(3)], np.float32)
        picture *= tint / tint.max() * rng.uniform(0.85, 1.0)
    elif way < 0.37:
        grey = picture.mean(axis=2, keepdims=True)
        picture = np.repeat((grey - 128) * rng.uniform(1.0, 1.6) + rng.uniform(120, 150), 3, axis=2)
    elif way < 0.47:
        # Print of a tired printer, or its pale grey.
        picture = 255 - (255 - picture) * rng.uniform(0.45, 0.9)
    return np.clip(picture, 0, 255).astype(np.uint8)


def _box(page: Pixels, rng: Random, em: float, most: tuple[float, float]) -> tuple[slice, slice]:
    """A place of a size up to so many characters."""
    height, width = page.shape[:2]
    w, h = rng.uniform(0.15, 1.0) * most[0] * em, rng.uniform(0.15, 1.0) * most[1] * em
    x, y = rng.uniform(-0.1, 0.95) * width, rng.uniform(-0.05, 0.97) * height
    return slice(max(int(y), 0), int(y + h) + 2), slice(max(int(x), 0), int(x + w) + 2)


def _band(page: Pixels, em: float, rng: Random) -> None:
    """Rows or cells of a table with a ground of their own, up to white print on dark."""
    tone = np.array([rng.uniform(0.55, 1.0) for _ in range(3)], np.float32) if rng.random() < 0.5 else np.float32(1)
    tone = tone * np.float32(rng.uniform(0.6, 0.96))
    for _ in range(rng.randrange(1, 7)):
        place = _box(page, rng, em, (60, 3.5))
        patch = page[place].astype(np.float32)
        if rng.random() < 0.12:
            patch = 255 - patch
        page[place] = (patch * tone).astype(np.uint8)


def _picture(page: Pixels, em: float, rng: Random) -> None:
    """A printed photograph, film or drawing."""
    place = _box(page, rng, em, (22, 18))
    patch = page[place]
    if min(patch.shape[:2]) < 8:
        return
    noise = np.random.default_rng(rng.getrandbits(63))
    size = (patch.shape[1], patch.shape[0])
    coarse = noise.random((rng.randrange(3, 14), rng.randrange(3, 14), 3)).astype(np.float32)
    if rng.random() < 0.6:
        coarse = np.repeat(coarse.mean(axis=2, keepdims=True), 3, axis=2)
    drawn = cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC) * rng.uniform(60, 250)
    drawn *= noise.uniform(rng.uniform(0.4, 1.0), 1.0, (*patch.shape[:2], 1)).astype(np.float32)
    page[place] = np.clip(drawn, 0, 255).astype(np.uint8)


def _code(page: Pixels, em: float, rng: Random) -> None:
    """A square or bar code, or a block of cross-hatching."""
    place = _box(page, rng, em, (10, 8))
    patch = page[place]
    noise = np.random.default_rng(rng.getrandbits(63))
    step = max(rng.uniform(0.1, 0.4) * em, 1.0)
    rows = 1 if rng.random() < 0.4 else max(round(patch.shape[0] / step), 1)
    cells = (noise.random((rows, max(round(patch.shape[1] / step), 1))) < 0.5).astype(np.uint8) * 235 + 10
    size = (patch.shape[1], patch.shape[0])
    if min(size) > 3:
        page[place] = cv2.resize(cells, size, interpolation=cv2.INTER_NEAREST)[..., None]


def _strokes(page: Pixels, em: float, rng: Random) -> None:
    """Handwriting, signatures, underlines, ticks, crossings out."""
    ink = rng.choice(((20, 20, 24), (30, 40, 130), (40, 60, 170), (180, 30, 40), (90, 90, 96)))
    for _ in range(rng.randrange(1, 9)):
        x, y = rng.uniform(0, page.shape[1]), rng.uniform(0, page.shape[0])
        points = [(x, y)]
        for _ in range(rng.randrange(2, 9)):
            x, y = x + rng.gauss(0.5, 1.2) * em, y + rng.gauss(0, 0.8) * em
            points.append((x, y))
        if rng.random() < 0.3:
            points = [points[0], (points[0][0] + rng.uniform(3, 20) * em, points[0][1] + rng.gauss(0, 0.4) * em)]
        line = np.array(points).round().astype(np.int32)
        cv2.polylines(page, [line], False, ink, max(round(em * rng.uniform(0.04, 0.2)), 1), cv2.LINE_AA)


def _marker(page: Pixels, em: float, rng: Random) -> None:
    """Text gone over with a marker, or a coloured cell: the print shows through."""
    tone = rng.choice(((255, 245, 90), (170, 255, 130), (255, 170, 210), (150, 220, 255), (255, 200, 120)))
    for _ in range(rng.randrange(1, 5)):
        place = _box(page, rng, em, (25, 2.5))
        page[place] = (page[place].astype(np.float32) * np.array(tone, np.float32) / 255).astype(np.uint8)


def _crease(page: Pixels, em: float, rng: Random) -> None:
    """Folds: a line with a lighter and a darker side; wrinkles."""
    height, width = page.shape[:2]
    y, x = np.mgrid[:height:4, :width:4].astype(np.float32)
    shade = np.ones(y.shape, np.float32)
    for _ in range(rng.choice((1, 2, 6, 20))):
        angle = rng.choice((0.0, math.pi / 2, rng.uniform(0, math.pi)))
        away = (x * math.cos(angle) + y * math.sin(angle) - rng.uniform(0, width)) / (em * rng.uniform(0.1, 2.5))
        shade += rng.uniform(-0.2, 0.2) * np.exp(-np.abs(away)) * np.sign(away + rng.uniform(-1, 1))
    shade = cv2.resize(shade, (width, height))[..., None]
    page[:] = np.clip(page * shade, 0, 255).astype(np.uint8)


def _ground(page: Pixels, em: float, rng: Random) -> None:
    """A printed ground: fine lines or dots of security paper, squared paper, pale words."""
    height, width = page.shape[:2]
    y, x = np.mgrid[:height, :width].astype(np.float32)
    angle, step = rng.uniform(0, math.pi), em * rng.uniform(0.25, 2.0)
    wave = 2 * math.pi * (x * math.cos(angle) + y * math.sin(angle)) / step
    wave += rng.uniform(0, 3) * np.sin(2 * math.pi * (y * math.cos(angle) - x * math.sin(angle)) / (step * 7))
    lines = (np.sin(wave) > rng.uniform(0.6, 0.97)).astype(np.float32)
    tone = np.array([rng.uniform(0.0, 0.16) for _ in range(3)], np.float32)
    page[:] = (page * (1 - lines[..., None] * tone)).astype(np.uint8)


def _traces(page: Pixels, em: float, rng: Random) -> None:
    """Curves of a heart, a brain or a lung on squared paper or on none: thin, steep, many or few, of any ink."""
    height, width = page.shape[:2]
    top, left = rng.uniform(0, 0.7) * height, rng.uniform(0, 0.4) * width
    bottom, right = min(top + rng.uniform(0.08, 0.6) * height, height), min(left + rng.uniform(0.3, 1) * width, width)
    if rng.random() < 0.7:
        tone, step = [rng.randrange(150, 250) for _ in range(3)], em * rng.uniform(0.15, 1.2)
        for number, x in enumerate(np.arange(left, right, max(step, 2.0))):
            thick = 2 if number % 5 == 0 else 1
            cv2.line(page, (round(x), round(top)), (round(x), round(bottom)), tone, thick)
        for number, y in enumerate(np.arange(top, bottom, max(step, 2.0))):
            thick = 2 if number % 5 == 0 else 1
            cv2.line(page, (round(left), round(y)), (round(right), round(y)), tone, thick)
    noise, count = np.random.default_rng(rng.getrandbits(63)), rng.randrange(1, 13)
    ink = rng.choice(((12, 12, 16), (70, 70, 76), (30, 40, 120), (170, 30, 40), (130, 130, 134)))
    x = np.arange(left, right, max(em * 0.04, 1.0))
    for number in range(count):
        phase = (x / (em * rng.uniform(1.5, 12)) + rng.random()) % 1
        rise = np.zeros_like(x)
        for at, wide in ((0.15, 0.05), (0.3, 0.012), (0.34, 0.015), (0.6, 0.07)):
            rise += noise.normal(0, 1 if wide < 0.02 else 0.3) * np.exp(-(((phase - at) / wide) ** 2))
        rise += rng.choice((0.0, 0.05, 0.4)) * cv2.GaussianBlur(noise.normal(0, 2, (1, len(x))), (0, 0), 2.0)[0]
        y = top + (bottom - top) * (number + 0.5) / count + em * rng.uniform(0.3, 3) * rise
        points = np.stack((x, np.clip(y, top, bottom)), axis=1).round().astype(np.int32)
        cv2.polylines(page, [points], False, ink, max(round(em * rng.uniform(0.02, 0.12)), 1), cv2.LINE_AA)


def _specks(page: Pixels, em: float, rng: Random) -> None:
    """Punched holes, staples, dust, a stain."""
    height, width = page.shape[:2]
    dark = rng.choice(((50, 50, 54), (160, 160, 160), (120, 90, 60)))
    for _ in range(rng.randrange(1, 40)):
        where = (rng.randrange(width), rng.randrange(height))
        cv2.circle(page, where, max(round(em * rng.choice((0.05, 0.08, 0.7))), 1), dark, -1, cv2.LINE_AA)


_INNOCENTS: tuple[Callable[[Pixels, float, Random], None], ...] = (
    _band, _band, _picture, _code, _strokes, _strokes, _marker, _crease, _ground, _specks, _traces, _traces,
)  # fmt: skip


def on_ground(paper: Paper, margin: int, rng: Random) -> Paper:
    """The page as it was found in its picture: with a strip of what it lay on around it."""
    height, width = paper.pixels.shape[:2]
    size = (width + 2 * margin, height + 2 * margin)
    if rng.random() < 0.3:
        under = np.full((size[1], size[0], 3), rng.choice((0, 60, 230, 248, 255)), np.float32)
    else:
        under = table(size, rng)
    sides = [margin + round(rng.uniform(-0.9, 0.0) * margin) for _ in range(8)]
    corners = np.array(
        [
            (sides[0], sides[1]),
            (size[0] - sides[2], sides[3]),
            (size[0] - sides[4], size[1] - sides[5]),
            (sides[6], size[1] - sides[7]),
        ],
        np.float32,
    )
    cover = np.zeros((size[1], size[0]), np.uint8)
    cv2.fillConvexPoly(cover, corners.astype(np.int32), (1,))
    whole = cv2.copyMakeBorder(paper.pixels, margin, margin, margin, margin, cv2.BORDER_REPLICATE)
    fall = cv2.resize(cover.astype(np.float32), (size[0] // 4, size[1] // 4))
    fall = cv2.resize(cv2.GaussianBlur(fall, (0, 0), max(paper.em * rng.uniform(0.1, 0.4), 0.5)), size)
    under *= 1 - rng.uniform(0, 0.5) * fall[..., None]
    picture = np.where(cover[..., None] > 0, whole, np.clip(under, 0, 255).astype(np.uint8))
    return Paper(np.asarray(picture, np.uint8), paper.characters + margin, paper.em)
