"""More that lies on papers and is no seal: handwriting, signatures, circled words, coloured table heads, logos with
letters, bar codes, frames of print. As in ``samples.strays`` each draws on a page (H, W, 3) RGB in place, at ``scale``
pixels a millimetre."""

from __future__ import annotations

import math
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from samples.fonts import Face, font
from samples.strays import Color, Page, Stray, any_place, put_text

_PENS: tuple[Color, ...] = ((24, 40, 130), (40, 60, 170), (60, 90, 200), (20, 22, 30), (50, 50, 60), (190, 30, 36))
_BARS: tuple[Color, ...] = (
    *((40, 90, 170), (90, 140, 210), (190, 210, 240), (210, 60, 60), (240, 200, 200)),
    *((90, 90, 90), (200, 200, 200), (20, 130, 120), (225, 225, 225), (30, 60, 120)),
)
_NOTES = (
    "张建国",
    "李秀英",
    "同意",
    "已阅",
    "情况属实",
    "2024.3.18",
    "王主任",
    "复查",
    "见报告",
    "本人签字",
    "√",
    "阳性",
)
_LABELS = ("（盖章）", "医院公章", "单位（盖章）", "签名", "经办人", "审核", "一般", "急", "自费", "甲类", "HP", "No.3")
_FACES: tuple[Face, ...] = ("song_bold", "hei", "kai", "song", "zenhei", "hei_bold")
_LETTERS = ("HOSPITAL", "PEOPLES HOSPITAL 1951", "MEDICAL CENTER", "HEALTH", "GENERAL HOSPITAL")


def _pen(rng: Random, scale: float) -> tuple[Color, int]:
    return rng.choice(_PENS), max(round(scale * rng.uniform(0.25, 0.75)), 1)


def _curve(points: NDArray[np.float64], count: int) -> NDArray[np.int32]:
    """A smooth line through points (Catmull and Rom 1974)."""
    padded = np.vstack([points[:1], points, points[-1:]])
    share = np.linspace(0, 1, count, endpoint=False)[:, None]
    parts = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        parts.append(
            0.5
            * (2 * b + (c - a) * share + (2 * a - 5 * b + 4 * c - d) * share**2 + (3 * b - a - 3 * c + d) * share**3)
        )
    return np.vstack(parts).round().astype(np.int32)


def signature(page: Page, scale: float, rng: Random) -> None:
    """The swung line of a name signed quickly, loops and all."""
    color, weight = _pen(rng, scale)
    wide, high = scale * rng.uniform(12, 35), scale * rng.uniform(4, 14)
    x, y = any_place(page, rng, wide / 2)
    for stroke in range(rng.randrange(1, 4)):
        count = rng.randrange(4, 13)
        along = np.sort([rng.uniform(-0.5, 0.5) for _ in range(count)]) * wide + stroke * 0.2 * wide
        points = [(x + at + rng.gauss(0, 0.12) * wide, y + rng.uniform(-0.5, 0.5) * high) for at in along]
        cv2.polylines(page, [_curve(np.array(points), 9)], rng.random() < 0.1, color, weight, cv2.LINE_AA)


def handwriting(page: Page, scale: float, rng: Random) -> None:
    """A few words by hand, not quite level."""
    color, _ = _pen(rng, scale)
    words = rng.choice(_NOTES) + rng.choice(("", "", rng.choice(_NOTES)))
    size = max(round(scale * rng.uniform(4, 9)), 6)
    picture = Image.new("L", (size * (len(words) + 1), size * 2), 0)
    ImageDraw.Draw(picture).text((size / 2, size / 3), words, 255, font("hand", size))
    turned = np.asarray(picture.rotate(rng.gauss(0, 6), expand=True), dtype=np.float32) / 255
    if rng.random() < 0.5:
        turned = cv2.dilate(turned, np.ones((2, 2), np.uint8)).astype(np.float32)
    x, y = any_place(page, rng, size * len(words) / 2)
    part = page[max(y, 0) : y + turned.shape[0], max(x, 0) : x + turned.shape[1]]
    cover = turned[: part.shape[0], : part.shape[1], None] * rng.uniform(0.6, 1.0)
    part[:] = (part * (1 - cover * (1 - np.array(color, dtype=np.float32) / 255))).astype(np.uint8)


def circled(page: Page, scale: float, rng: Random) -> None:
    """A word ringed by pen, once or twice round, or boxed by four strokes; with a written number now and then."""
    color, weight = _pen(rng, scale)
    half = (scale * rng.uniform(3, 20), scale * rng.uniform(3, 9))
    x, y = any_place(page, rng, half[0])
    put_text(page, (x, y), rng.choice(_LABELS + _NOTES), min(half[1] * 1.2, scale * 6), (rng.choice(_PENS), "song"))
    if rng.random() < 0.25:
        ends = [(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]
        points = np.array([(x + sx * half[0], y + sy * half[1]) for sx, sy in ends], dtype=np.float64)
        points += np.array([(rng.gauss(0, 0.06) * half[0], rng.gauss(0, 0.1) * half[1]) for _ in ends])
        cv2.polylines(page, [points.round().astype(np.int32)], False, color, weight, cv2.LINE_AA)
        return
    turns = np.linspace(0, 2 * math.pi * rng.uniform(0.8, 2.1), 40)
    start, slip = rng.uniform(0, 6), rng.uniform(-0.05, 0.05)
    wobble = 1 + slip * turns + 0.05 * np.sin(rng.uniform(1, 3) * turns + start)
    ring = np.stack(
        [x + half[0] * wobble * np.cos(start + turns), y + half[1] * wobble * np.sin(start + turns)], axis=1
    )
    cv2.polylines(page, [ring.round().astype(np.int32)], False, color, weight, cv2.LINE_AA)


def header_bars(page: Page, scale: float, rng: Random) -> None:
    """The coloured head of a table, or striped rows, or a filled title with white words."""
    color = rng.choice(_BARS)
    high, wide = scale * rng.uniform(5, 12), scale * rng.uniform(20, 180)
    x, y = any_place(page, rng, scale * 15)
    x = round(rng.uniform(0, x))
    pen: Color = (255, 255, 255) if sum(color) < 480 else (40, 40, 44)
    for row in range(rng.choice((1, 1, 1, 2, 4))):
        top = round(y + 2 * row * high)
        cv2.rectangle(page, (x, top), (round(x + wide), round(top + high)), color, -1)
        for column in range(int(wide / (scale * 28)) + 1):
            words = rng.choice(_LABELS + _NOTES)
            put_text(
                page, (x + scale * (12 + 28 * column), top + high / 2), words, high * 0.55, (pen, rng.choice(_FACES))
            )


def framed_words(page: Page, scale: float, rng: Random) -> None:
    """Printed cells: a word or two in each of a row of thin frames; check boxes; a label between rules."""
    shade = rng.randrange(0, 130)
    color: Color = (shade, shade, shade) if rng.random() < 0.7 else rng.choice(_PENS)
    high, wide = scale * rng.uniform(4, 14), scale * rng.uniform(4, 40)
    x, y = any_place(page, rng, wide)
    weight = max(round(scale * rng.uniform(0.15, 0.45)), 1)
    count = rng.choice((1, 2, 2, 3, 5))
    # What is printed in a frame stands on bare paper; only stamps lie over other print.
    bare = page[y : round(y + high) + 1, x : round(x + count * wide) + 1]
    bare[:] = bare.reshape(-1, 3).max(axis=0)
    for cell in range(count):
        left = round(x + cell * wide)
        cv2.rectangle(page, (left, y), (round(left + wide), round(y + high)), color, weight)
        words = rng.choice(_LABELS)
        size = min(high * rng.uniform(0.35, 0.75), wide * 0.9 / len(words))
        put_text(page, (left + wide / 2, y + high / 2), words, size, (color, rng.choice(_FACES)))


def logo(page: Page, scale: float, rng: Random) -> None:
    """A hospital's printed emblem: a filled disc or shield with a figure in white, small Latin letters round it."""
    color: Color = rng.choice(
        ((0, 120, 90), (20, 140, 150), (30, 90, 170), (110, 110, 114), (60, 60, 64), (200, 40, 44))
    )
    reach = scale * rng.uniform(5, 11)
    x, y = any_place(page, rng, reach * 1.3)
    size = max(round(reach * 2.4), 12)
    picture = Image.new("RGB", (size, size), (255, 255, 255))
    draw = ImageDraw.Draw(picture)
    middle, inner = size / 2, reach * rng.uniform(0.55, 0.72)
    draw.ellipse((middle - reach, middle - reach, middle + reach, middle + reach), outline=color, width=1)
    draw.ellipse((middle - inner, middle - inner, middle + inner, middle + inner), fill=color)
    arm, bar = inner * 0.7, inner * 0.2
    if rng.random() < 0.6:
        draw.rectangle((middle - arm, middle - bar, middle + arm, middle + bar), fill=(255, 255, 255))
        draw.rectangle((middle - bar, middle - arm, middle + bar, middle + arm), fill=(255, 255, 255))
    else:
        draw.polygon([(middle, middle - arm), (middle + arm, middle + arm), (middle - arm, middle + arm)], fill="white")
    letters = rng.choice(_LETTERS)
    face = font("hei", max(round(reach * 0.24), 6))
    for index, char in enumerate(letters):
        turn = (index - (len(letters) - 1) / 2) * 2 * math.pi * 0.75 / len(letters)
        ring = (reach + inner) / 2
        draw.text((middle + ring * math.sin(turn), middle - ring * math.cos(turn)), char, color, face, anchor="mm")
    tile = np.asarray(picture)
    left, top = max(x - size // 2, 0), max(y - size // 2, 0)
    part = page[top : top + size, left : left + size]
    part[:] = np.minimum(part, tile[: part.shape[0], : part.shape[1]])


PENS: dict[str, Stray] = {
    each.__name__: each for each in (signature, handwriting, circled, header_bars, framed_words, logo)
}
