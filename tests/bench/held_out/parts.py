"""Parts that several papers share: headings, label lines, boxes to tick, pictures."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import cv2
import numpy as np
from PIL import Image

from models.codes import DocType
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.sheet import Area
from tests.bench.held_out.typefaces import POINT, Type
from tests.bench.held_out.visit import Manner

A4 = (210.0, 297.0)
A5_WIDE = (210.0, 148.0)
RED = (196, 30, 34)

Slot = tuple[str, str, float]
"""A label, what stands behind it, and the width in millimetres of both together."""


def start(rng: Random, size: tuple[float, float], doc_type: DocType, faces: Sequence[str], points: float) -> Paper:
    """A paper with one of the faces at a body size, in the near-black of one printer."""
    tone = rng.randrange(14, 60)
    return Paper(rng, size, doc_type, Type(rng.choice(list(faces)), points, (tone, tone, tone + 2)))


def centred(paper: Paper, y: float, text: str, type_: Type) -> float:
    """A line across the middle of the sheet; returns its lower edge."""
    paper.sheet.line((12, y), text, type_, paper.sheet.width - 24, "c")
    return y + type_.em * 1.25


def slots(
    paper: Paper, at: tuple[float, float], row: Sequence[Slot], under: bool = False, pen: Type | None = None
) -> float:
    """A line of labels with their values, ruled underneath if ``under``; returns the height of the next line."""
    paper.sheet.next()
    x, body = at[0], paper.body
    for label, value, width in row:
        right = paper.sheet.put((x, at[1]), label, body) + 0.8
        if value:
            paper.sheet.put((right, at[1]), value, pen or body, x + width - right - 1.6, "c" if under else "l")
        if under:
            foot = at[1] + body.em * 1.12
            paper.sheet.rule((right, foot), (x + width - 1.6, foot), 0.15)
        x += width
    return at[1] + body.em * 1.95


def listed(paper: Paper, at: tuple[float, float], lines: Sequence[str], width: float, leading: float = 1.6) -> float:
    """Several paragraphs below each other; returns the height of the next."""
    y = at[1]
    for line in lines:
        y = paper.sheet.flow((at[0], y), line, paper.body, width, leading)
    return y


def numbered(texts: Sequence[str], mark: str) -> list[str]:
    """The texts with their numbers before them, ``mark`` being a form such as ``{}. ``."""
    return [mark.format(n) + text for n, text in enumerate(texts, 1)] if len(texts) > 1 else list(texts)


def manner(rng: Random, empty: float = 0.1) -> Manner:
    """How a signature line is filled."""
    if rng.random() < empty:
        return "empty"
    return rng.choice(("printed", "hand", "hand", "hand", "scrawl", "stamp"))


def box(paper: Paper, at: tuple[float, float], ticked: bool) -> float:
    """A drawn box to tick (no character of the text); its right edge."""
    em, s = paper.body.em, paper.sheet.scale
    paper.sheet.frame(Area(at[0], at[1] + 0.08 * em, at[0] + 0.8 * em, at[1] + 0.88 * em), 0.2)
    if ticked:
        points = [
            (at[0] + 0.12 * em, at[1] + 0.45 * em),
            (at[0] + 0.36 * em, at[1] + 0.74 * em),
            (at[0] + 0.95 * em, at[1] - 0.1 * em),
        ]
        paper.sheet.draw.line([(x * s, y * s) for x, y in points], (20, 26, 70), max(2, round(0.35 * s)), joint="curve")
    return at[0] + em * 1.05


def cross(paper: Paper, middle: tuple[float, float], size: float) -> None:
    """A red cross, as hospitals print beside their name."""
    s, arm = paper.sheet.scale, size / 3
    x, y = middle
    for w, h in ((size / 2, arm / 2), (arm / 2, size / 2)):
        paper.sheet.draw.rectangle(((x - w) * s, (y - h) * s, (x + w) * s, (y + h) * s), fill=RED)


def fingerprint(paper: Paper, middle: tuple[float, float]) -> None:
    """A red fingerprint: curved ridges in an oval."""
    s = paper.sheet.scale
    high, wide = round(19 * s), round(14 * s)
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    u, v = (x - wide / 2) / (wide / 2), (y - high / 2) / (high / 2)
    noise = np.random.default_rng(paper.rng.randrange(2**32))
    bend = cv2.resize(noise.random((6, 6), dtype=np.float32), (wide, high), interpolation=cv2.INTER_CUBIC)
    ridges = np.sin(np.hypot(u * 1.1, v + 0.35) * 34 + bend * 5) > -0.1
    inside = np.clip((1 - u * u - v * v) * 4, 0, 1)
    mask = (ridges * inside * (0.45 + 0.5 * bend)).clip(0, 1)
    place = (round(middle[0] * s) - wide // 2, round(middle[1] * s) - high // 2)
    paper.sheet.image.paste((200, 40, 44), place, Image.fromarray((mask * 205).astype(np.uint8)))


def code_square(paper: Paper, area: Area) -> None:
    """A square of black and white modules with three finder marks, as receipts and reports carry."""
    s = paper.sheet.scale
    noise = np.random.default_rng(paper.rng.randrange(2**32))
    modules = np.pad(noise.random((29, 29)) < 0.5, 2)
    for top, left in ((2, 2), (2, 24), (24, 2)):
        modules[top - 1 : top + 8, left - 1 : left + 8] = False
        modules[top : top + 7, left : left + 7] = True
        modules[top + 1 : top + 6, left + 1 : left + 6] = False
        modules[top + 2 : top + 5, left + 2 : left + 5] = True
    side = round((area.right - area.left) * s)
    drawn = Image.fromarray(np.where(modules, 20, 250).astype(np.uint8)).resize((side, side), Image.Resampling.NEAREST)
    paper.sheet.image.paste(drawn.convert("RGB"), (round(area.left * s), round(area.top * s)))


def bars(paper: Paper, area: Area) -> None:
    """A bar code without its number."""
    s, x = paper.sheet.scale, area.left
    while x < area.right - 1:
        thick = paper.rng.choice((0.25, 0.4, 0.7))
        paper.sheet.draw.rectangle((x * s, area.top * s, (x + thick) * s, area.bottom * s), fill=(24, 24, 26))
        x += thick + paper.rng.choice((0.3, 0.5, 0.8))


def badge(paper: Paper, middle: tuple[float, float], size: float) -> None:
    """A hospital's round printed badge without any text: rings, a snake's staff, a wave; grey, green or blue."""
    s, r = paper.sheet.scale, size / 2
    x, y = middle
    colour = paper.rng.choice(((120, 122, 124), (30, 120, 96), (34, 84, 150)))
    draw = paper.sheet.draw
    for reach, weight in ((r, 0.5), (r * 0.8, 0.25)):
        draw.ellipse(
            ((x - reach) * s, (y - reach) * s, (x + reach) * s, (y + reach) * s),
            outline=colour,
            width=max(1, round(weight * s)),
        )
    draw.line((x * s, (y - 0.6 * r) * s, x * s, (y + 0.6 * r) * s), colour, max(2, round(0.5 * s)))
    wave = [((x + 0.28 * r * np.sin(k / 3)) * s, (y - 0.5 * r + r * k / 30) * s) for k in range(31)]
    draw.line(wave, colour, max(2, round(0.35 * s)), joint="curve")


def scan_picture(paper: Paper, area: Area, kind: str) -> None:
    """A grey picture as imaging machines print: a fan of speckle, or a slice."""
    s = paper.sheet.scale
    wide, high = round((area.right - area.left) * s), round((area.bottom - area.top) * s)
    noise = np.random.default_rng(paper.rng.randrange(2**32))
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    soft = cv2.resize(noise.random((9, 11), dtype=np.float32), (wide, high), interpolation=cv2.INTER_CUBIC)
    speckle = cv2.resize(noise.random((high // 3 + 1, wide // 3 + 1), dtype=np.float32), (wide, high))
    if kind == "fan":
        dx, dy = x - wide / 2, y + 0.15 * high
        shape = (np.abs(np.arctan2(dx, dy)) < 0.62) & (np.hypot(dx, dy) < 1.08 * high) & (np.hypot(dx, dy) > 0.3 * high)
    else:
        shape = ((x - wide / 2) / (0.42 * wide)) ** 2 + ((y - high / 2) / (0.44 * high)) ** 2 < 1
    grey = np.where(shape, 30 + 190 * np.clip(soft * speckle * 1.3, 0, 1), 12).astype(np.uint8)
    paper.sheet.image.paste(Image.fromarray(grey).convert("RGB"), (round(area.left * s), round(area.top * s)))


def upright_label(paper: Paper, area: Area, text: str, columns: int = 1) -> None:
    """A label set top to bottom in a narrow cell, ``columns`` characters to a line; a block of its own."""
    paper.sheet.next()
    body = paper.body
    rows = [text[k : k + columns] for k in range(0, len(text), columns)]
    step = min(body.size * POINT * 1.6, (area.bottom - area.top - 2) / len(rows))
    y = (area.top + area.bottom) / 2 - step * len(rows) / 2 + 0.15 * step
    for row in rows:
        paper.sheet.put((area.left, y), row, body, area.right - area.left, "c")
        y += step
    paper.sheet.frame(area)
