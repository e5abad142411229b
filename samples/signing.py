"""Where physicians sign: a label, a line or a cell behind it, a name printed or written there, a date. As in
``samples.strays`` it draws on a page (H, W, 3) RGB in place, at ``scale`` pixels a millimetre."""

from __future__ import annotations

from random import Random

import numpy as np
from PIL import Image, ImageDraw

from models.codes import Title
from samples.fonts import Face, font
from samples.people import invent_doctor
from samples.strays import Color, Page, Stray, any_place

_LABELS = (
    *("医师签名：", "主治医师：", "经治医师：", "报告医师：", "审核医师：", "检验者：", "核对者：", "科主任："),
    *("签章：", "诊断医师", "医师（签章）：", "责任护士：", "送检医师：", "采样人：", "副主任医师：", "复核："),
)
_AFTER = (
    *("日期：2025年3月12日", "2024-11-08 09:41", "年  月  日", "时间："),
    *("报告时间：2025.06.03", "职称：主治医师", ""),
)
_WORDS = ("急", "门诊", "自费", "复印件", "第二联", "男", "阴性", "2.36", "糖尿病", "内科一", "已打印", "床旁", "平诊")
_FACES: tuple[Face, ...] = ("song", "print", "hei", "kai", "song_bold", "zenhei")
_RANKS = (Title.RESIDENT, Title.ATTENDING, Title.ASSOCIATE_CHIEF, Title.CHIEF)


def place_to_sign(page: Page, scale: float, rng: Random) -> tuple[float, float]:
    """Print one place to sign, on bare paper or among what is printed there; returns where a stamp would be pressed."""
    size = scale * rng.uniform(2.8, 4.6)
    shade = rng.randrange(10, 90)
    color: Color = (shade, shade, shade)
    face, label = rng.choice(_FACES), rng.choice(_LABELS)
    room = scale * rng.uniform(12, 36)
    x, y = any_place(page, rng, 0.6 * (size * len(label) + room))
    left = x - (size * len(label) + room) / 2
    if rng.random() < 0.7:
        part = page[max(round(y - size), 0) : round(y + size), max(round(left), 0) : round(left + size * 16 + room)]
        if part.size:
            part[:] = part.reshape(-1, 3).max(axis=0)
    picture = Image.fromarray(page)
    draw = ImageDraw.Draw(picture)
    draw.text((left, y), label, color, font(face, max(round(size), 6)), anchor="lm")
    start = left + size * len(label)
    thin, way = max(round(scale * rng.uniform(0.12, 0.35)), 1), rng.random()
    if way < 0.45:
        draw.line((start, y + 0.7 * size, start + room, y + 0.7 * size), color, thin)
    elif way < 0.65:
        draw.rectangle((left - 0.5 * size, y - size, start + room, y + size), outline=color, width=thin)
    elif way < 0.75:
        draw.rectangle((start, y - size, start + room, y + size), outline=color, width=thin)
    if rng.random() < 0.45:
        name = invent_doctor(rng, rng.choice(_RANKS)).name
        written = rng.random() < 0.5
        name_face: Face = "hand" if written else rng.choice(_FACES)
        large = max(round(size * (rng.uniform(1.2, 2.0) if written else rng.uniform(0.9, 1.3))), 6)
        pen: Color = (24, 30, 70) if written else color
        draw.text((start + rng.uniform(0, 0.4) * room, y), name, pen, font(name_face, large), anchor="lm")
    draw.text((start + 1.05 * room, y), rng.choice(_AFTER), color, font(face, max(round(size), 6)), anchor="lm")
    page[:] = np.asarray(picture)
    return start + rng.uniform(0.1, 0.9) * room, y + rng.gauss(0, 0.6) * size


def signing(page: Page, scale: float, rng: Random) -> None:
    """One to three places to sign, signed or not, and no stamp."""
    for _ in range(rng.choice((1, 2, 3))):
        place_to_sign(page, scale, rng)


def cells(page: Page, scale: float, rng: Random) -> None:
    """A printed table of two to nine cells with a name or a word in each, on bare paper."""
    shade = rng.randrange(0, 120)
    color: Color = (shade, shade, shade)
    wide, high = scale * rng.uniform(9, 30), scale * rng.uniform(5, 12)
    columns, rows = rng.choice(((1, 2), (1, 3), (2, 1), (3, 1), (4, 1), (2, 2), (3, 3)))
    x, y = any_place(page, rng, wide)
    margin = round(scale * rng.uniform(0.5, 3))
    right, bottom = round(x + columns * wide) + margin, round(y + rows * high) + margin
    part = page[max(y - margin, 0) : bottom, max(x - margin, 0) : right]
    part[:] = part.reshape(-1, 3).max(axis=0)
    thin = max(round(scale * rng.uniform(0.12, 0.6)), 1)
    picture = Image.fromarray(page)
    draw = ImageDraw.Draw(picture)
    face = rng.choice(_FACES)
    for row in range(rows):
        for column in range(columns):
            left, top = x + column * wide, y + row * high
            draw.rectangle((left, top, left + wide, top + high), outline=color, width=thin)
            name = invent_doctor(rng, rng.choice(_RANKS)).name
            words = rng.choice((name, name, *_WORDS))
            size = min(high * rng.uniform(0.4, 0.8), wide * 0.92 / len(words))
            middle = (left + wide / 2, top + high / 2)
            draw.text(middle, words, color, font(face, max(round(size), 6)), anchor="mm")
    page[:] = np.asarray(picture)


SIGNING: dict[str, Stray] = {each.__name__: each for each in (signing, cells)}
