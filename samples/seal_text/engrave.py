"""Round and oval seals cut with everything that stands in such seals, and a map of which text stands where;
``straight`` cuts the others."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from intake.seals.texts import Text
from samples.fonts import Face, face_for, font
from samples.seal_text import words

FACES: Final[tuple[Face, ...]] = (
    "song_bold",
    "song_bold",
    "song",
    "hei",
    "hei_bold",
    "kai",
    "zenhei",
    "print",
    "hand",
)


@dataclass(frozen=True)
class Plate:
    """A seal cut: ``strokes`` (S, S) take ink, 0..1; ``cells`` (S, S) tell which text's characters stand where; half
    axes in pixels of the plate, the middle of which is the seal's. ``corners`` (N, 2), off the middle, of straight
    ones; ``millimetre`` in pixels."""

    strokes: NDArray[np.float32]
    cells: NDArray[np.uint8]
    axes: tuple[float, float]
    millimetre: float
    corners: NDArray[np.float64] | None = None


class Cutter:
    """The plate while it is cut: half axes in pixels."""

    def __init__(self, axes: tuple[float, float], rng: Random, close: float = 1.0) -> None:
        """``close``: how much of a character's height its cell takes; rows near each other are told apart by less."""
        side = math.ceil(2 * max(axes)) + 8
        self.strokes = Image.new("L", (side, side), 0)
        self.cells = Image.new("L", (side, side), 0)
        self.middle = side / 2
        self.axes, self.rng, self.close = axes, rng, close

    @property
    def unit(self) -> float:
        return min(self.axes)

    def ring(self, inset: float, weight: float) -> None:
        """An outline ``inset`` inside of the edge."""
        a, b, c = self.axes[0] - inset, self.axes[1] - inset, self.middle
        draw = ImageDraw.Draw(self.strokes)
        draw.ellipse((c - a, c - b, c + a, c + b), outline=255, width=max(round(weight), 1))

    def glyph(self, char: str, face: Face, what: Text, where: tuple[float, float, float, float, float]) -> None:
        """A character: its middle, the width and height of its cell, and how it is turned, in degrees clockwise."""
        x, y, width, height, turn = where
        typeface = font(face_for(face, char), max(round(height), 6))
        box = typeface.getbbox(char)
        size = (max(int(box[2] - box[0]), 1), max(int(box[3] - box[1]), 1))
        drawn = Image.new("L", size, 0)
        ImageDraw.Draw(drawn).text((-box[0], -box[1]), char, 255, typeface)
        drawn = drawn.resize((max(round(size[0] * width / typeface.size), 1), size[1]), Image.Resampling.BICUBIC)
        tile = Image.new("L", (math.ceil(1.5 * max(drawn.size)) + 2,) * 2, 0)
        tile.paste(drawn, ((tile.width - drawn.width) // 2, (tile.height - drawn.height) // 2))
        tile = tile.rotate(-turn, Image.Resampling.BICUBIC)
        self.strokes.paste(255, (round(x - tile.width / 2), round(y - tile.height / 2)), tile)
        lean, height = math.radians(turn), self.close * height
        corners = [
            (x + u * math.cos(lean) - v * math.sin(lean), y + u * math.sin(lean) + v * math.cos(lean))
            for u, v in (
                (-width / 2, -height / 2),
                (width / 2, -height / 2),
                (width / 2, height / 2),
                (-width / 2, height / 2),
            )
        ]
        ImageDraw.Draw(self.cells).polygon(corners, fill=what)

    def along(
        self,
        text: str,
        what: Text,
        depth: float,
        size: tuple[float, float, float],
        *,
        below: bool = False,
        off: float = 0.0,
    ) -> None:
        """Characters along the rim with their middles ``depth`` inside of it: ``size`` is their width, height and
        pitch; ``below``: about the lowest point, read from the middle; ``off``: degrees off the middle."""
        a, b = self.axes
        turns = np.linspace(0.0, 2 * math.pi, 1441)
        across, up = np.sin(turns) / a, -np.cos(turns) / b
        length = np.hypot(across, up)
        path = np.stack([a * np.sin(turns) - across / length * depth, -b * np.cos(turns) - up / length * depth], axis=1)
        lean = np.degrees(np.unwrap(np.arctan2(across, -up)))
        far = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))])
        width, height, pitch = size
        face: Face = self.rng.choice(FACES)
        for number, char in enumerate(text):
            away = (number - (len(text) - 1) / 2) * pitch + off / 360 * far[-1]
            place = (far[-1] / 2 - away if below else away) % far[-1]
            x, y = (float(np.interp(place, far, path[:, axis])) for axis in (0, 1))
            turn = float(np.interp(place, far, lean)) + (180.0 if below else 0.0)
            self.glyph(char, face, what, (self.middle + x, self.middle + y, width, height, turn))

    def level(self, text: str, what: Text, y: float, width: float, height: float) -> None:
        """A level line, no wider than ``width``, its middle ``y`` below the seal's."""
        face: Face = self.rng.choice(FACES)
        narrow = 0.55 if text[:1].isdigit() else 1.0
        pitch = min(width / len(text), height * narrow * self.rng.uniform(1.0, 1.2))
        for number, char in enumerate(text):
            x = self.middle + (number - (len(text) - 1) / 2) * pitch
            size = (min(height * (1.0 if narrow == 1.0 else 0.8), pitch * 0.97), height)
            self.glyph(char, face, what, (x, self.middle + y, *size, 0.0))

    def done(self) -> Plate:
        strokes = np.asarray(self.strokes, dtype=np.float32) / 255.0
        return Plate(strokes, np.asarray(self.cells), self.axes, self.axes[1] / 20.0)


def cut(rng: Random, radius: float) -> Plate:
    """Any round or oval seal with a smaller half axis of ``radius`` pixels."""
    oval = rng.random() < 0.34
    cutter = Cutter((radius * (rng.uniform(1.2, 1.75) if oval else 1.0), radius), rng)
    rim = radius * rng.uniform(0.025, 0.08)
    cutter.ring(0.0, rim)
    depth = rim
    if rng.random() < (0.35 if oval else 0.15):
        gap = radius * rng.uniform(0.03, 0.07)
        cutter.ring(rim + gap, max(radius * 0.015, 1.0))
        depth = rim + gap + radius * 0.015
    starred = rng.random() < (0.15 if oval else 0.68)
    inside = rng.random() < (0.9 if oval or not starred else 0.6)
    place = rng.choices(("level", "foot"), (78, 22))[0] if inside else ""
    edge, reach = depth, 0.0
    if rng.random() < (0.88 if inside else 0.97):
        edge, reach = _name(cutter, depth, low=place == "foot", full=not inside)
    if place == "foot":
        _foot(cutter, depth, 360.0 - reach)
    if starred or rng.random() < 0.12:
        _figure(cutter, edge, raised=place == "level")
    elif rng.random() < 0.1:
        cutter.ring(edge + radius * 0.03, max(radius * 0.015, 1.0))
    if place == "level":
        _lines(cutter, edge, starred=starred, open_foot=reach < 230)
    if place != "foot" and reach < 270 and rng.random() < 0.3:
        _minor(cutter, depth)
    return cutter.done()


def _name(cutter: Cutter, depth: float, *, low: bool, full: bool) -> tuple[float, float]:
    """The name; returns how deep it reaches and how many degrees of the rim it takes."""
    rng, unit = cutter.rng, cutter.unit
    text = words.name_of_body(rng)
    height = unit * rng.uniform(0.17, 0.36)
    middle = depth + unit * rng.uniform(0.02, 0.13) + height / 2
    round_ = math.pi * (sum(cutter.axes) - 2 * middle)
    most = rng.uniform(0.5, 0.62) if low else rng.uniform(0.62, 0.86) if full else rng.uniform(0.45, 0.75)
    pitch = min(height * rng.uniform(0.95, 1.9), most * round_ / len(text))
    pitch = max(pitch, min(rng.uniform(0.25, 0.5) * round_ / len(text), 2.2 * height))
    width = min(height * rng.uniform(0.7, 1.1), pitch * rng.uniform(0.84, 0.99))
    off = rng.gauss(0, 3) if rng.random() < 0.85 else rng.uniform(-25, 25)
    cutter.along(text, Text.NAME, middle, (width, height, pitch), off=off)
    return middle + height / 2, 360.0 * pitch * len(text) / round_


def _foot(cutter: Cutter, depth: float, free: float) -> None:
    """A purpose along the lower rim."""
    rng, unit = cutter.rng, cutter.unit
    text = words.purpose(rng)
    height = unit * rng.uniform(0.13, 0.24)
    middle = depth + unit * rng.uniform(0.02, 0.1) + height / 2
    round_ = math.pi * (sum(cutter.axes) - 2 * middle)
    pitch = min(height * rng.uniform(1.0, 1.5), max(free - 30.0, 40.0) / 360.0 * round_ / len(text))
    cutter.along(text, Text.FOOT, middle, (min(height, pitch * 0.96), height, pitch), below=True)


def _minor(cutter: Cutter, depth: float) -> None:
    """A security number or a foreign name along the lower rim."""
    rng, unit = cutter.rng, cutter.unit
    foreign = rng.random() < 0.2
    text = words.english(rng) if foreign else words.serial(rng)
    height = unit * rng.uniform(0.07, 0.13)
    middle = depth + unit * rng.uniform(0.02, 0.07) + height / 2
    cutter.along(text, Text.MINOR, middle, (height * 0.75, height, height * rng.uniform(0.75, 1.1)), below=True)


def _figure(cutter: Cutter, edge: float, *, raised: bool) -> None:
    """A star, now and then a cross or a small emblem, in the middle."""
    rng, draw = cutter.rng, ImageDraw.Draw(cutter.strokes)
    reach = max(cutter.unit - edge, 4.0) * (rng.uniform(0.36, 0.55) if raised else rng.uniform(0.45, 0.72))
    x = cutter.middle
    y = cutter.middle - (cutter.unit * rng.uniform(0.0, 0.12) if raised else 0.0)
    way = rng.random()
    if way < 0.85:
        around = [(reach if n % 2 == 0 else 0.382 * reach, math.radians(36 * n - 90)) for n in range(10)]
        draw.polygon([(x + far * math.cos(turn), y + far * math.sin(turn)) for far, turn in around], fill=255)
    elif way < 0.95:
        arm = 0.33 * reach
        draw.rectangle((x - reach, y - arm, x + reach, y + arm), fill=255)
        draw.rectangle((x - arm, y - reach, x + arm, y + reach), fill=255)
    else:
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), outline=255, width=max(round(0.1 * reach), 1))
        draw.polygon(
            [(x, y - 0.7 * reach), (x + 0.6 * reach, y + 0.4 * reach), (x - 0.6 * reach, y + 0.4 * reach)], fill=255
        )


def _lines(cutter: Cutter, edge: float, *, starred: bool, open_foot: bool) -> None:
    """One to three level lines: purposes, dates."""
    rng, unit = cutter.rng, cutter.unit
    texts = [words.purpose(rng)]
    if len(texts[0]) > 5 and rng.random() < 0.15:
        texts = [texts[0][:-3], texts[0][-3:]]
    if rng.random() < 0.2:
        texts.insert(rng.choice((0, len(texts))), words.date(rng))
    inner = unit - edge
    y = unit * rng.uniform(0.34, 0.54) if starred else inner * rng.uniform(-0.15, 0.35)
    height = unit * rng.uniform(0.13, 0.21) if starred else min(unit * rng.uniform(0.15, 0.34), inner * 0.7)
    y -= (len(texts) - 1) * height * 0.6 * (0.6 if starred else 1.0)
    long = cutter.axes[0]
    for text in texts:
        low = min((abs(y) + height / 2) / unit, 0.95)
        wall = 0.0 if open_foot and y > 0.3 * unit else edge
        room = 2 * (long * math.sqrt(1 - low**2) - wall * 0.9 - 0.04 * unit)
        if room < 1.2 * height:
            break
        cutter.level(
            text, Text.LINE if not text[:2].isdigit() else Text.MINOR, y, room * rng.uniform(0.75, 1.0), height
        )
        y += height * rng.uniform(1.15, 1.4)
