"""Straight stamps cut: rectangles of one to five rows, name stamps in columns, triangles; and where which text stands.

Rows are level lines, dates and numbers are of no interest, and what stands in columns is a name.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import ImageChops, ImageDraw

from intake.seals.texts import Text
from samples.fonts import Face
from samples.seal_text import words
from samples.seal_text.engrave import FACES, Cutter, Plate

_CLOSE = 0.8
"""The share of a row's height that counts as text, so that rows near each other do not run together."""
Row = tuple[str, float]
"""What a row says and how high its characters are beside those of others."""


def cut_straight(rng: Random, reach: float) -> Plate:
    """Any straight stamp, half of the longer side of which is ``reach`` pixels."""
    way = rng.random()
    if way < 0.12:
        return _triangle(rng, reach)
    return _columns(rng, reach) if way < 0.35 else _rectangle(rng, reach)


def _rectangle(rng: Random, reach: float) -> Plate:
    """Rows in a frame, at times in two, or in none. All lengths are in characters of the first row until cut."""
    rows = _rows(rng)
    lead = rng.uniform(1.08, 1.6)
    high = lead * sum(size for _, size in rows) + rng.uniform(0.15, 0.9)
    wide = max(_width(row) for row in rows) * rng.uniform(0.95, 1.25) + rng.uniform(0.3, 1.4)
    wide = max(wide * (rng.uniform(0.6, 1.0) if rng.random() < 0.2 else 1.0), 0.8 * high)
    unit = reach / (max(wide, high) / 2)
    cutter = Cutter((wide / 2 * unit, high / 2 * unit), rng, _CLOSE)
    inner = _frame(cutter, rng, unit)
    spread = (high - lead * sum(size for _, size in rows)) / 2
    y = -high / 2 + spread
    same: Face = rng.choice(FACES)
    for text, size in rows:
        y += size * lead / 2
        room = 2 * inner - 0.2 * unit
        pitch = min(room, _width((text, size)) * unit * rng.uniform(0.95, 1.25)) if rng.random() < 0.7 else room
        face: Face = same if rng.random() < 0.7 else rng.choice(FACES)
        _row(cutter, (text, size * unit), y * unit, pitch, face)
        y += size * lead / 2
        if len(rows) > 1 and rng.random() < 0.06:
            _rule(cutter, y * unit, inner)
    return _done(cutter, unit / rng.uniform(2.6, 6.5), rng)


def _rows(rng: Random) -> list[Row]:
    way = rng.random()
    if way < 0.3:
        rows = [(words.person(rng), 1.0)]
        if rng.random() < 0.45:
            rows.append((words.title(rng), rng.uniform(0.6, 1.0)))
        if rng.random() < 0.15:
            rows.append((words.serial(rng), rng.uniform(0.5, 0.8)))
        return rows
    name, purpose = words.name_of_body(rng), words.purpose(rng)
    if way < 0.45:
        rows = [(purpose, 1.0)]
    elif way < 0.58:
        rows = [(name + purpose, 1.0)]
    else:
        rows = [(name, 1.0), (purpose, rng.uniform(0.75, 1.4))]
    if len(rows[0][0]) > 7 and rng.random() < 0.4:
        middle = rng.randrange(3, len(rows[0][0]) - 2)
        rows[:1] = [(rows[0][0][:middle], 1.0), (rows[0][0][middle:], 1.0)]
    if len(purpose) > 5 and len(rows) > 1 and rows[-1][0] == purpose and rng.random() < 0.15:
        rows[-1:] = [(purpose[:-3], rows[-1][1]), (purpose[-3:], rows[-1][1])]
    if rng.random() < 0.25:
        rows.insert(rng.choice((len(rows), len(rows), rng.randrange(len(rows) + 1))), (words.date(rng), 0.75))
    elif rng.random() < 0.08:
        rows.append((words.serial(rng), 0.6))
    return rows


def _width(row: Row) -> float:
    """How wide a row is: figures are narrower than characters."""
    text, size = row
    return size * sum(0.6 if char.isascii() else 1.0 for char in text)


def _row(cutter: Cutter, row: Row, y: float, width: float, face: Face) -> None:
    """A row spread over a width, its middle ``y`` below the stamp's."""
    text, height = row
    what = Text.MINOR if text[:2].isdigit() else Text.LINE
    shares = np.array([0.6 if char.isascii() else 1.0 for char in text])
    places = (np.cumsum(shares) - shares / 2) / shares.sum() - 0.5
    for char, share, place in zip(text, shares, places, strict=True):
        room = width * share / shares.sum()
        size = (min(height * share * 1.05, room * 0.98), height)
        cutter.glyph(char, face, what, (cutter.middle + place * width, cutter.middle + y, *size, 0.0))


def _columns(rng: Random, reach: float) -> Plate:
    """A name stamp: one column, or two read from the right."""
    name = words.person(rng)
    ending = rng.choice(("", "", "印", "之印")) if len(name) < 4 else rng.choice(("", "印"))
    one = rng.random() < 0.4
    columns = [list(name)] if one else _two_columns(list(name + ending), rng)
    wide, high = (1.0, len(name) * rng.uniform(0.85, 1.1)) if one else (2.0, 2.0 * rng.uniform(0.85, 1.15))
    bare = rng.uniform(0.1, 0.5)
    unit = reach / ((max(wide, high) + bare) / 2)
    cutter = Cutter(((wide + bare) / 2 * unit, (high + bare) / 2 * unit), rng)
    _frame(cutter, rng, unit)
    face: Face = rng.choice(FACES)
    for place, column in enumerate(columns):
        x = ((len(columns) - 1) / 2 - place) * unit * wide / len(columns)
        pitch = high * unit / len(column)
        for number, char in enumerate(column):
            y = (number - (len(column) - 1) / 2) * pitch
            size = (unit * wide / len(columns) * 0.95, min(0.95 * pitch, 1.6 * unit))
            cutter.glyph(char, face, Text.NAME, (cutter.middle + x, cutter.middle + y, *size, 0.0))
    return _done(cutter, unit / rng.uniform(4.0, 9.0), rng)


def _two_columns(chars: list[str], rng: Random) -> list[list[str]]:
    if len(chars) == 2:
        return [chars[:1], chars[1:]]
    first = 2 if len(chars) > 3 or rng.random() < 0.5 else 1
    return [chars[:first], chars[first:4]]


def _triangle(rng: Random, reach: float) -> Plate:
    """A triangle on its side, with one to three rows near it."""
    half = reach * rng.uniform(0.78, 0.95)
    cutter = Cutter((reach, half), rng, _CLOSE)
    corners = np.array([(0.0, -half), (reach, half), (-reach, half)])
    outline = [(cutter.middle + x, cutter.middle + y) for x, y in corners]
    weight = max(round(half * rng.uniform(0.025, 0.06)), 1)
    ImageDraw.Draw(cutter.strokes).polygon(outline, outline=255, width=weight)
    count = rng.choice((1, 1, 2, 2, 3))
    name = words.name_of_body(rng)[:10]
    texts = [words.purpose(rng)[:7]] if count == 1 else [*_parted(name, count - 1), words.purpose(rng)]
    height = half * rng.uniform(0.17, 0.36 if count == 1 else 0.26)
    y = half * rng.uniform(0.45, 0.72)
    for text in reversed(texts):
        room = (y - height / 2 + half) / (2 * half) * 2 * reach * 0.8
        _row(cutter, (text, height), y, min(room, 1.3 * height * len(text)), rng.choice(FACES))
        y -= height * rng.uniform(1.15, 1.5)
    return replace(cutter.done(), millimetre=half / 17.0, corners=corners)


def _parted(text: str, count: int) -> list[str]:
    middle = len(text) // 2
    return [text] if count == 1 else [text[:middle], text[middle:]]


def _frame(cutter: Cutter, rng: Random, unit: float) -> float:
    """The frame; returns half of the width that is left inside."""
    a, b, c = *cutter.axes, cutter.middle
    draw, weight = ImageDraw.Draw(cutter.strokes), max(unit * rng.uniform(0.06, 0.18), 1.0)
    if rng.random() < 0.06:
        return a
    draw.rectangle((c - a, c - b, c + a, c + b), outline=255, width=round(weight))
    if rng.random() < 0.12:
        gap = weight + 0.1 * unit
        thin = max(round(0.4 * weight), 1)
        draw.rectangle((c - a + gap, c - b + gap, c + a - gap, c + b - gap), outline=255, width=thin)
        weight += gap
    return a - weight


def _rule(cutter: Cutter, y: float, inner: float) -> None:
    c = cutter.middle
    ImageDraw.Draw(cutter.strokes).line((c - inner, c + y, c + inner, c + y), fill=255)


def _done(cutter: Cutter, millimetre: float, rng: Random) -> Plate:
    """The plate, now and then a field of ink with bare characters."""
    (a, b), c = cutter.axes, cutter.middle
    if rng.random() < 0.08:
        cutter.strokes = ImageChops.invert(cutter.strokes)
        field = cutter.strokes.copy()
        field.paste(0, (0, 0, *field.size))
        ImageDraw.Draw(field).rectangle((c - a, c - b, c + a, c + b), fill=255)
        cutter.strokes = ImageChops.multiply(cutter.strokes, field)
    corners: NDArray[np.float64] = np.array([(-a, -b), (a, -b), (a, b), (-a, b)])
    return replace(cutter.done(), millimetre=millimetre, corners=corners)
