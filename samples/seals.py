"""Seals with real geometry, as 国发〔1999〕25号 describes them, pressed by hand with uneven ink.

An official seal is a circle of 38-45 mm with a five-pointed star in the middle and the name running round the arc;
special seals differ by shape or carry a purpose line; department seals are ellipses, physicians' are rectangles.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from models.codes import SealColor, SealKind, SealShape
from samples.adorned import Adornment, adorn
from samples.fonts import Face, font

_FINE = 3
"""Seals are drawn this many times finer than the sheet and averaged down, so that thin strokes stay smooth."""
_INKS: dict[SealColor, tuple[tuple[int, int, int], ...]] = {
    SealColor.RED: ((214, 32, 40), (200, 24, 48), (226, 60, 52), (190, 30, 36)),
    SealColor.BLUE: ((36, 64, 160), (48, 78, 176), (30, 50, 130)),
    SealColor.BLACK: ((50, 50, 54),),
}


@dataclass(frozen=True)
class Look:
    """How a seal's design differs from the usual: lengths in millimetres, sizes as shares of the seal's half height.

    ``rim``: the weight of its outline, 0 for none; ``corner``: the radius of a frame's corners; ``second``: how far
    inside a thin second outline runs, 0 for none; ``star``: the star's reach; ``glyph``: the height of the
    characters on the arc; ``reversed``: white characters in full ink; ``adorned``: what else is cut, see
    ``samples.adorned``.
    """

    rim: float
    second: float = 0.0
    star: float = 0.33
    glyph: float = 0.28
    face: Face = "song_bold"
    reversed: bool = False
    corner: float = 0.0
    adorned: tuple[Adornment, ...] = ()


@dataclass(frozen=True)
class SealDesign:
    """What is cut into a seal; width and height in millimetres. ``text`` runs round the arc, or fills a rectangle.
    ``inner_text`` stands level inside, on one line or on several, broken where it has line breaks."""

    shape: SealShape
    kind: SealKind
    text: str
    inner_text: str
    size: tuple[float, float]
    color: SealColor = SealColor.RED
    star: bool = True
    serial: str = ""
    look: Look | None = None


@dataclass(frozen=True)
class SealPrint:
    """A pressed seal: coverage (H, W) 0..1, ink colour RGB, outline (N, 2) in pixels of the mask, and how strongly
    it was pressed, 0..1."""

    design: SealDesign
    mask: NDArray[np.float32]
    ink: tuple[int, int, int]
    outline: NDArray[np.float64]
    complete: bool
    strength: float = 1.0


@dataclass(frozen=True)
class Press:
    """How a seal is pressed: how strongly 0..1, turned by how many degrees, and whether a part takes no ink.

    ``uneven`` 0..1: how much weaker the weakest side is; ``broken`` 0..1: the share that took no ink, in small
    patches; ``smear``: by how many millimetres the hand slipped.
    """

    strength: float
    turn: float
    partial: bool = False
    uneven: float = 0.0
    broken: float = 0.0
    smear: float = 0.0


def press(design: SealDesign, rng: Random, dpi: int, how: Press | None = None) -> SealPrint:
    """Press a seal once; without a wish, as strongly and straight as hands happen to."""
    how = how or Press(rng.choice((1.0, 0.95, 0.85, 0.75, 0.6, 0.45)), rng.gauss(0, 9), rng.random() < 0.05)
    scale = dpi / 25.4 * _FINE
    side = math.ceil(max(math.hypot(*design.size) if _pointed(design, how) else max(design.size), 8) * scale)
    side += 4 * _FINE
    plate = Image.new("L", (side, side), 0)
    _cut(plate, design, scale, rng)
    for adornment in design.look.adorned if design.look else ():
        adorn(plate, adornment, (design.size[0] * scale / 2, design.size[1] * scale / 2), scale)
    plate = plate.rotate(-how.turn, Image.Resampling.BICUBIC)
    small = plate.resize((side // _FINE, side // _FINE), Image.Resampling.BOX)
    mask = np.asarray(small, dtype=np.float32) / 255.0 * _ink_coverage(small.size, rng, how)
    if how.smear:
        mask = _smeared(mask, how.smear * dpi / 25.4, rng)
    outline = _outline(design, side, scale, how.turn) / _FINE
    if how.partial:
        outline = _visible(mask)
    return SealPrint(
        design, mask.astype(np.float32), rng.choice(_INKS[design.color]), outline, not how.partial, how.strength
    )


def _pointed(design: SealDesign, how: Press) -> bool:
    """Whether its corners, turned, reach further than its width and height."""
    if design.shape is SealShape.TRIANGLE:
        return abs(how.turn) > 15.0
    return design.shape is SealShape.RECTANGLE


def _ink_coverage(size: tuple[int, int], rng: Random, how: Press) -> NDArray[np.float32]:
    """Patches of more and less ink, pinholes, and, for a partial print, a side that did not touch the paper."""
    noise = np.random.default_rng(rng.getrandbits(63))
    patches = cv2.resize(noise.normal(0, 1, (6, 6)).astype(np.float32), size, interpolation=cv2.INTER_CUBIC)
    grain = cv2.GaussianBlur(noise.normal(0, 1, size[::-1]).astype(np.float32), (0, 0), 0.8)
    coverage = how.strength * (0.92 + 0.12 * patches + 0.25 * grain)
    coverage[grain < -0.62 - 0.5 * how.strength] *= 0.3
    if how.partial:
        angle = rng.uniform(0, 2 * math.pi)
        y, x = np.mgrid[-1 : 1 : size[1] * 1j, -1 : 1 : size[0] * 1j]
        side = (x * math.cos(angle) + y * math.sin(angle)).astype(np.float32)
        coverage *= np.clip((0.32 - side) / 0.12, 0.0, 1.0)
    if how.uneven:
        tilted = cv2.resize(noise.uniform(0, 1, (2, 2)).astype(np.float32), size, interpolation=cv2.INTER_LINEAR)
        coverage *= 1.0 - how.uneven * tilted
    if how.broken:
        cells = cv2.resize(noise.normal(0, 1, (14, 14)).astype(np.float32), size, interpolation=cv2.INTER_CUBIC)
        coverage *= np.clip((cells - np.quantile(cells, how.broken)) / 0.2, 0.04, 1.0)
    return np.clip(coverage, 0.0, 1.0).astype(np.float32)


def _smeared(mask: NDArray[np.float32], pixels: float, rng: Random) -> NDArray[np.float32]:
    """The print drawn out by a hand that slipped by so many pixels."""
    reach = max(round(pixels), 1)
    angle = rng.uniform(0, 2 * math.pi)
    drawn = np.zeros_like(mask)
    for step in range(reach + 1):
        shift = np.array([[1, 0, step * math.cos(angle)], [0, 1, step * math.sin(angle)]], dtype=np.float64)
        moved = cv2.warpAffine(mask, shift, mask.shape[::-1]) * (1.0 if step == 0 else 0.55)
        drawn = np.maximum(drawn, moved).astype(np.float32)
    return drawn


def _visible(mask: NDArray[np.float32]) -> NDArray[np.float64]:
    """The corners of the part that took ink, in pixels of the mask."""
    inked = cv2.morphologyEx((mask > 0.12).astype(np.uint8), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    rows, columns = np.nonzero(inked.any(axis=1))[0], np.nonzero(inked.any(axis=0))[0]
    (top, bottom), (left, right) = (rows[0], rows[-1]), (columns[0], columns[-1])
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], dtype=np.float64)


def _outline(design: SealDesign, side: int, scale: float, turn: float) -> NDArray[np.float64]:
    """Points on the seal's edge after turning it, in pixels of the fine plate."""
    a, b = design.size[0] * scale / 2, design.size[1] * scale / 2
    if design.shape is SealShape.RECTANGLE:
        points = np.array([(-a, -b), (a, -b), (a, b), (-a, b)], dtype=np.float64)
    elif design.shape is SealShape.TRIANGLE:
        points = np.array([(0, -b), (a, b), (-a, b)], dtype=np.float64)
    else:
        around = np.linspace(0, 2 * math.pi, 72, endpoint=False)
        points = np.stack([a * np.cos(around), b * np.sin(around)], axis=1)
    turned = math.radians(turn)
    rotation = np.array([[math.cos(turned), -math.sin(turned)], [math.sin(turned), math.cos(turned)]])
    turned_points: NDArray[np.float64] = points @ rotation.T + side / 2
    return turned_points


def _cut(plate: Image.Image, design: SealDesign, scale: float, rng: Random) -> None:
    """Cut the design into the plate (white takes ink)."""
    draw = ImageDraw.Draw(plate)
    middle = plate.width / 2
    a, b = design.size[0] * scale / 2, design.size[1] * scale / 2
    look = design.look
    weight = max(round(scale * (look.rim if look else 1.1 if min(design.size) > 30 else 0.7)), 2)
    if design.shape is SealShape.RECTANGLE:
        _cut_rectangle(plate, design, scale)
        return
    if design.shape is SealShape.TRIANGLE:
        draw.polygon(
            [(middle, middle - b), (middle + a, middle + b), (middle - a, middle + b)], outline=255, width=weight
        )
        _inner_lines(plate, design.inner_text, middle + b * 0.35, a * 0.9, "hei")
        return
    draw.ellipse((middle - a, middle - b, middle + a, middle + b), outline=255, width=weight)
    if (look.second > 0) if look else design.shape is SealShape.ELLIPSE and rng.random() < 0.4:
        inset = (look.second if look else 1.6) * scale
        box = (middle - a + inset, middle - b + inset, middle + a - inset, middle + b - inset)
        draw.ellipse(box, outline=255, width=max(weight // 3, 1))
    _round_the_arc(plate, design, a, b)
    if design.star:
        _star(draw, middle, middle, min(a, b) * (look.star if look else 0.33))
    if design.inner_text:
        below = 0.5 if design.star else (0.12 if design.text else 0.0)
        face: Face = look.face if look else "song_bold"
        _inner_lines(plate, design.inner_text, middle + b * below, a * (1.25 if design.star else 1.45), face)
    if design.serial:
        _serial(plate, design.serial, a, b)


def _star(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float) -> None:
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.382
        angle = math.radians(-90 + 36 * corner)
        points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    draw.polygon(points, fill=255)


def _paste_glyph(
    plate: Image.Image, char: str, face: Face, where: tuple[float, float, float, float, float], value: int = 255
) -> None:
    """Paste one character: centre x, y, glyph width and height, clockwise turn in degrees."""
    x, y, width, height, turn = where
    typeface = font(face, max(round(height), 6))
    box = typeface.getbbox(char)
    glyph = Image.new("L", (max(int(box[2] - box[0]), 1), max(int(box[3] - box[1]), 1)), 0)
    ImageDraw.Draw(glyph).text((-box[0], -box[1]), char, 255, typeface)
    share = width / typeface.size
    glyph = glyph.resize((max(round(glyph.width * share), 1), glyph.height), Image.Resampling.BICUBIC)
    side = math.ceil(math.hypot(*glyph.size)) + 2
    tile = Image.new("L", (side, side), 0)
    tile.paste(glyph, ((side - glyph.width) // 2, (side - glyph.height) // 2))
    tile = tile.rotate(-turn, Image.Resampling.BICUBIC)
    plate.paste(value, (round(x - side / 2), round(y - side / 2)), tile)


def _round_the_arc(plate: Image.Image, design: SealDesign, a: float, b: float) -> None:
    """Set the name round the upper arc, evenly by length, each character upright to the edge."""
    if not design.text:
        return
    look = design.look
    height = min(a, b) * (look.glyph if look else 0.30 if design.shape is SealShape.CIRCLE else 0.27)
    inset = height * 0.82 + (look.second * (2 * a / design.size[0]) if look else 0.0)
    ra, rb = a - inset, b - inset
    angles = np.linspace(0, 2 * math.pi, 1441)
    path = np.stack([ra * np.sin(angles), -rb * np.cos(angles)], axis=1)
    length = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))])
    count = len(design.text)
    step = min(height * 1.25, length[-1] * (0.66 if design.inner_text or design.serial else 0.72) / count)
    for index, char in enumerate(design.text):
        reach = (index - (count - 1) / 2) * step
        angle = float(np.interp(reach % length[-1], length, angles))
        x, y = ra * math.sin(angle), -rb * math.cos(angle)
        turn = math.degrees(math.atan2(math.sin(angle) / ra, math.cos(angle) / rb))
        spot = (plate.width / 2 + x, plate.height / 2 + y, min(height, step * 0.94), height, turn)
        _paste_glyph(plate, char, look.face if look else "song_bold", spot)


def _serial(plate: Image.Image, serial: str, a: float, b: float) -> None:
    """The thirteen-digit registration number along the lower arc, read from outside."""
    height = min(a, b) * 0.09
    ra, rb = a - height * 1.4, b - height * 1.4
    for index, char in enumerate(serial):
        angle = math.radians(((len(serial) - 1) / 2 - index) * 4.6)
        x, y = ra * math.sin(angle), rb * math.cos(angle)
        spot = (plate.width / 2 + x, plate.height / 2 + y, height * 0.7, height, -math.degrees(angle))
        _paste_glyph(plate, char, "hei_bold", spot)


def _inner_lines(plate: Image.Image, text: str, y: float, width: float, face: Face) -> None:
    """Level lines below each other, the first centred at height ``y``."""
    lines = text.split("\n")
    for row, line in enumerate(lines):
        _level(plate, line, y + row * min(width / max(map(len, lines)), plate.width * 0.13) * 1.25, width, face)


def _level(plate: Image.Image, text: str, y: float, width: float, face: Face) -> None:
    """A level line of characters no wider than ``width``, centred at height ``y``."""
    step = min(width / max(len(text), 1), plate.width * 0.13)
    for index, char in enumerate(text):
        x = plate.width / 2 + (index - (len(text) - 1) / 2) * step
        _paste_glyph(plate, char, face, (x, y, min(step * 0.95, step), min(step * 1.15, plate.width * 0.13), 0.0))


def _cut_rectangle(plate: Image.Image, design: SealDesign, scale: float) -> None:
    """A frame with the name, and the purpose or title in a second, smaller line."""
    draw = ImageDraw.Draw(plate)
    middle = plate.width / 2
    a, b = design.size[0] * scale / 2, design.size[1] * scale / 2
    look = design.look
    weight = max(round(scale * (look.rim if look else 0.5)), 2)
    fill = 255 if look and look.reversed else None
    if look is None or look.rim > 0:
        box = (middle - a, middle - b, middle + a, middle + b)
        radius = look.corner * scale if look else 0.0
        draw.rounded_rectangle(box, radius, outline=255, width=weight, fill=fill)
    lines = [line for line in (design.text, *design.inner_text.split("\n")) if line]
    if look:
        _even_rows(plate, lines, (a - weight, b - weight), look)
        return
    for row, line in enumerate(lines):
        height = 2 * b * (0.72 if len(lines) == 1 else (0.42 if row == 0 else 0.32))
        y = middle if len(lines) == 1 else middle + (-0.42 if row == 0 else 0.48) * b
        step = min(2 * a * 0.9 / len(line), height * 1.3)
        for index, char in enumerate(line):
            x = middle + (index - (len(line) - 1) / 2) * step
            _paste_glyph(plate, char, "song_bold", (x, y, min(height, step * 0.95), height, 0.0))


def _even_rows(plate: Image.Image, lines: list[str], half: tuple[float, float], look: Look) -> None:
    """Rows of the same height that fill the frame, cut or left white."""
    pitch = 2 * half[1] * 0.94 / len(lines)
    for row, line in enumerate(lines):
        y = plate.height / 2 + (row - (len(lines) - 1) / 2) * pitch
        step = min(2 * half[0] * 0.94 / len(line), pitch * 1.4)
        for index, char in enumerate(line):
            x = plate.width / 2 + (index - (len(line) - 1) / 2) * step
            size = (min(pitch * 0.9, step * 0.95), pitch * 0.84)
            _paste_glyph(plate, char, look.face, (x, y, *size, 0.0), 0 if look.reversed else 255)
