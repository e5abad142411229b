"""What lies on papers and is no seal: coloured headings, crosses, emblems, fingerprints, underlines, boxes, codes,
round graphics, pictures, pen strokes. Each draws on a page (H, W, 3) RGB in place, at ``scale`` pixels a millimetre."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from samples.fonts import Face, font

Page = NDArray[np.uint8]
Layer = NDArray[np.float32]
Color = tuple[int, int, int]
Stray = Callable[[Page, float, Random], None]

_REDS: tuple[Color, ...] = ((204, 24, 30), (220, 40, 44), (180, 30, 40), (226, 70, 60))
_BLUES: tuple[Color, ...] = ((30, 60, 160), (20, 90, 180), (60, 90, 200), (0, 110, 160))
_GREYS: tuple[Color, ...] = ((40, 40, 44), (90, 90, 90), (130, 130, 134), (170, 170, 170))
_OTHERS: tuple[Color, ...] = ((0, 130, 90), (20, 140, 150), (200, 120, 20), (120, 60, 20), (110, 40, 140))
_FACES: tuple[Face, ...] = ("song_bold", "hei_bold", "hei", "kai", "song", "zenhei")
_PHRASES = (
    *(
        "市人民医院诊断证明书",
        "检验报告单",
        "急诊",
        "危急值",
        "注意：请妥善保管",
        "第一联 存根",
        "中心医院",
        "住院病历",
    ),
    *(
        "复印件",
        "（盖章）",
        "医院盖章处",
        "合格",
        "阳性",
        "No. 00231876",
        "收费票据",
        "发热门诊",
        "本报告仅对该标本负责",
    ),
)


def put_text(page: Page, at: tuple[float, float], text: str, size: float, pen: tuple[Color, Face]) -> None:
    """Words of a size in pixels with their middle at a place."""
    picture = Image.fromarray(page)
    ImageDraw.Draw(picture).text(at, text, pen[0], font(pen[1], max(round(size), 6)), anchor="mm")
    page[:] = np.asarray(picture)


def any_place(page: Page, rng: Random, margin: float) -> tuple[int, int]:
    """A pixel that lies so far from the edges, where the page is large enough."""
    height, width = page.shape[:2]
    m = min(margin, 0.45 * width, 0.45 * height)
    return round(rng.uniform(m, width - m)), round(rng.uniform(m, height - m))


def heading(page: Page, scale: float, rng: Random) -> None:
    """A coloured heading of one or two lines, at times with a line below it."""
    color = rng.choice(_REDS if rng.random() < 0.8 else _BLUES)
    face = rng.choice(_FACES)
    x, y = page.shape[1] / 2, scale * rng.uniform(10, 40)
    for _ in range(rng.choice((1, 1, 2))):
        size = scale * rng.uniform(5, 12)
        words = rng.choice(_PHRASES) + rng.choice(("", rng.choice(_PHRASES)))
        size = min(size, page.shape[1] * 0.85 / len(words))
        put_text(page, (x, y), words, size, (color, face))
        y += size * 1.5
    if rng.random() < 0.5:
        left, right = round(scale * 15), round(page.shape[1] - scale * 15)
        cv2.line(page, (left, round(y)), (right, round(y)), color, max(round(scale * rng.uniform(0.3, 1.2)), 1))


def words(page: Page, scale: float, rng: Random) -> None:
    """A few coloured words anywhere, without a frame."""
    color = rng.choice(rng.choice((_REDS, _REDS, _BLUES, _GREYS)))
    size = scale * rng.uniform(3, 14)
    text = rng.choice(_PHRASES)
    x, y = any_place(page, rng, size * len(text) / 2)
    put_text(page, (x, y), text, size, (color, rng.choice(_FACES)))


def cross(page: Page, scale: float, rng: Random) -> None:
    """A cross of a hospital or ambulance, bare, in a ring, or white in a disc or square."""
    color = rng.choice(_REDS if rng.random() < 0.7 else _BLUES + _OTHERS)
    reach = scale * rng.uniform(3, 11)
    x, y = any_place(page, rng, reach * 1.6)
    way = rng.random()
    ink, arm = color, reach * rng.uniform(0.22, 0.4)
    if way < 0.25:
        cv2.circle(page, (x, y), round(reach * 1.4), color, max(round(reach * rng.uniform(0.06, 0.25)), 1), cv2.LINE_AA)
    elif way < 0.45:
        cv2.circle(page, (x, y), round(reach * 1.35), color, -1, cv2.LINE_AA)
        ink = (255, 255, 255)
    elif way < 0.6:
        r = round(reach * 1.25)
        cv2.rectangle(page, (x - r, y - r), (x + r, y + r), color, -1)
        ink = (255, 255, 255)
    for across, down in ((reach, arm), (arm, reach)):
        cv2.rectangle(
            page, (round(x - across), round(y - down)), (round(x + across), round(y + down)), ink, -1, cv2.LINE_AA
        )


def emblem(page: Page, scale: float, rng: Random) -> None:
    """A printed emblem: rings, a filled figure, at times small letters between the rings; mostly no ink of seals."""
    color = rng.choice(rng.choice((_OTHERS, _OTHERS, _GREYS, _BLUES, _REDS)))
    reach = scale * rng.uniform(5, 11)
    height, width = page.shape[:2]
    x, y = any_place(page, rng, reach * 1.2) if rng.random() < 0.4 else (
        round(width * rng.uniform(0.1, 0.25)), round(max(height * rng.uniform(0.05, 0.12), reach * 1.1)))  # fmt: skip
    way = rng.random()
    if way < 0.5:
        cv2.circle(page, (x, y), round(reach), color, max(round(reach * 0.08), 1), cv2.LINE_AA)
        cv2.circle(
            page, (x, y), round(reach * 0.66), color, rng.choice((-1, -1, max(round(reach * 0.05), 1))), cv2.LINE_AA
        )
        for step in range(0, 360, 24):
            turn = math.radians(step + rng.uniform(0, 3))
            spot = (round(x + 0.82 * reach * math.cos(turn)), round(y + 0.82 * reach * math.sin(turn)))
            cv2.circle(page, spot, max(round(reach * 0.06), 1), color, -1, cv2.LINE_AA)
    elif way < 0.75:
        cv2.circle(page, (x, y), round(reach), color, -1, cv2.LINE_AA)
    petals = rng.choice((3, 5, 6, 8))
    ink = (255, 255, 255) if way < 0.75 else color
    for petal in range(petals):
        turn = 2 * math.pi * petal / petals
        spot = (round(x + 0.3 * reach * math.cos(turn)), round(y + 0.3 * reach * math.sin(turn)))
        size = (round(reach * 0.3), round(reach * 0.14))
        cv2.ellipse(page, spot, size, math.degrees(turn), 0, 360, ink, -1, cv2.LINE_AA)


def fingerprint(page: Page, scale: float, rng: Random) -> None:
    """Ridges of a pressed finger, red or now and then blue."""
    color = rng.choice(_REDS if rng.random() < 0.9 else _BLUES)
    wide = scale * rng.uniform(5, 8)
    x, y = any_place(page, rng, wide * 2)
    side = round(wide * 4)
    layer = np.zeros((side, side), np.float32)
    step = scale * rng.uniform(0.8, 1.2)
    core = (side / 2 + rng.uniform(-0.3, 0.3) * wide, side / 2 + rng.uniform(-0.2, 0.4) * wide)
    grid = np.mgrid[0:side, 0:side].astype(np.float32)
    bend = rng.uniform(1.1, 1.5)
    away = np.hypot(grid[1] - core[0], (grid[0] - core[1]) / bend) + np.float32(rng.uniform(0, 2)) * np.sin(
        grid[0] / (3 * scale)
    )
    layer = np.clip(np.sin(away * (2 * math.pi / step)) * 1.6 + 0.1, 0, 1)
    inside = ((grid[1] - side / 2) / wide) ** 2 + ((grid[0] - side / 2) / (wide * 1.35)) ** 2 < 1
    noise = np.random.default_rng(rng.getrandbits(63)).normal(0.75, 0.5, (12, 12)).astype(np.float32)
    layer *= inside * np.clip(cv2.resize(noise, (side, side)), 0, 1)
    turn = cv2.getRotationMatrix2D((side / 2, side / 2), rng.uniform(-40, 40), 1.0)
    turned = cv2.warpAffine(layer.astype(np.float32), turn, (side, side)).astype(np.float32)
    _press_layer(page, turned, (x, y), color)


def _press_layer(page: Page, layer: Layer, at: tuple[int, int], color: Color) -> None:
    """Ink of a colour, cover (h, w) 0..1, with its middle at a place; what hangs over the edge is lost."""
    high, wide = layer.shape
    x0, y0 = at[0] - wide // 2, at[1] - high // 2
    left, top = max(x0, 0), max(y0, 0)
    right, bottom = min(x0 + wide, page.shape[1]), min(y0 + high, page.shape[0])
    if right <= left or bottom <= top:
        return
    cover = layer[top - y0 : bottom - y0, left - x0 : right - x0, None]
    light = 1.0 - cover * (1.0 - np.array(color, dtype=np.float32) / 255)
    page[top:bottom, left:right] = (page[top:bottom, left:right] * light).astype(np.uint8)


def underlines(page: Page, scale: float, rng: Random) -> None:
    """Lines, waves, ticks and circles of a pen round or below words."""
    color = rng.choice(rng.choice((_REDS, _REDS, _BLUES, _GREYS)))
    weight = max(round(scale * rng.uniform(0.3, 0.8)), 1)
    for _ in range(rng.randrange(1, 6)):
        x, y = any_place(page, rng, scale * 25)
        wide = scale * rng.uniform(6, 50)
        way = rng.random()
        if way < 0.6:
            points = [
                (x + wide * t, y + scale * (rng.uniform(-0.3, 0.3) + (math.sin(40 * t) if way > 0.5 else 0.0)))
                for t in np.linspace(0, 1, 24)
            ]
        else:
            high = scale * rng.uniform(3, 7)
            start, slip = rng.uniform(0, 6), rng.uniform(-0.12, 0.12)
            points = [
                (x + 0.4 * wide * (1 + slip * t) * math.cos(start + t), y + high * (1 + slip * t) * math.sin(start + t))
                for t in np.linspace(0, 2 * math.pi * rng.uniform(0.9, 1.15), 60)
            ]
        cv2.polylines(page, [np.round(points).astype(np.int32)], False, color, weight, cv2.LINE_AA)


def table(page: Page, scale: float, rng: Random) -> None:
    """A ruled table in red, blue or grey, some cells written in."""
    color = rng.choice(rng.choice((_REDS, _REDS, _BLUES, _GREYS)))
    rows, columns = rng.randrange(1, 9), rng.randrange(1, 6)
    pitch = (scale * rng.uniform(12, 45), scale * rng.uniform(6, 16))
    x, y = round(scale * rng.uniform(8, 60)), round(scale * rng.uniform(30, 220))
    weight = max(round(scale * rng.uniform(0.2, 0.6)), 1)
    for row in range(rows + 1):
        level = round(y + row * pitch[1])
        cv2.line(page, (x, level), (round(x + columns * pitch[0]), level), color, weight)
    for column in range(columns + 1):
        at = round(x + column * pitch[0])
        cv2.line(page, (at, y), (at, round(y + rows * pitch[1])), color, weight)
    pen = (color if rng.random() < 0.5 else _GREYS[0], rng.choice(_FACES))
    for row in range(rows):
        for column in range(columns):
            if rng.random() < 0.6:
                text = rng.choice(_PHRASES)[: rng.randrange(2, 7)]
                size = min(pitch[1] * rng.uniform(0.4, 0.6), pitch[0] * 0.9 / len(text))
                put_text(page, (x + (column + 0.5) * pitch[0], y + (row + 0.5) * pitch[1]), text, size, pen)


def ruled_box(page: Page, scale: float, rng: Random) -> None:
    """A printed box of the form round a paragraph or a photograph's place, larger than stamps are."""
    color = rng.choice(rng.choice((_REDS, _BLUES, _GREYS, _GREYS)))
    wide, high = scale * rng.uniform(80, 170), scale * rng.uniform(25, 110)
    x, y = round(scale * rng.uniform(8, 25)), round(scale * rng.uniform(30, 170))
    cv2.rectangle(page, (x, y), (round(x + wide), round(y + high)), color, max(round(scale * 0.35), 1))
    for row in range(rng.randrange(1, 6)):
        text = rng.choice(_PHRASES) + rng.choice(_PHRASES)
        put_text(page, (x + wide / 2, y + (row + 1) * scale * 6), text, scale * 3.6, (color, "hei"))


def code(page: Page, scale: float, rng: Random) -> None:
    """A QR code, at times with an emblem in its middle, or a bar code."""
    noise = np.random.default_rng(rng.getrandbits(63))
    side = round(scale * rng.uniform(14, 30))
    x, y = any_place(page, rng, side)
    if rng.random() < 0.3:
        bars = np.repeat(noise.integers(0, 2, (1, 95), dtype=np.uint8) * 255, 12, axis=0)
        picture = cv2.resize(bars, (side * 2, max(side // 2, 2)), interpolation=cv2.INTER_NEAREST)
    else:
        count = rng.choice((21, 25, 29, 33))
        bits = noise.integers(0, 2, (count, count), dtype=np.uint8) * 255
        for row, column in ((0, 0), (0, count - 7), (count - 7, 0)):
            bits[row : row + 7, column : column + 7] = 0
            bits[row + 1 : row + 6, column + 1 : column + 6] = 255
            bits[row + 2 : row + 5, column + 2 : column + 5] = 0
        picture = cv2.resize(bits, (side, side), interpolation=cv2.INTER_NEAREST)
    high, wide = picture.shape
    part = page[y : y + high, x : x + wide]
    part[:] = picture[: part.shape[0], : part.shape[1], None]
    if rng.random() < 0.3:
        cv2.circle(
            page, (x + wide // 2, y + high // 2), max(high // 8, 2), rng.choice(_REDS + _OTHERS), -1, cv2.LINE_AA
        )


def round_graphic(page: Page, scale: float, rng: Random) -> None:
    """A dial, a pie chart, rings of a target, a clock: round, ruled, grey or coloured."""
    color = rng.choice(rng.choice((_GREYS, _GREYS, _GREYS, _OTHERS, _BLUES, _REDS)))
    reach = scale * rng.uniform(6, 24)
    x, y = any_place(page, rng, reach * 1.2)
    weight = max(round(scale * rng.uniform(0.2, 1.0)), 1)
    cv2.circle(page, (x, y), round(reach), color, weight, cv2.LINE_AA)
    way = rng.random()
    if way < 0.35:
        turn = rng.uniform(0, 360)
        for _ in range(rng.randrange(2, 6)):
            wide = rng.uniform(20, 120)
            shade = rng.choice(_GREYS + _OTHERS) if rng.random() < 0.7 else (255, 255, 255)
            cv2.ellipse(page, (x, y), (round(reach), round(reach)), turn, 0, wide, shade, -1, cv2.LINE_AA)
            turn += wide
    elif way < 0.65:
        for tick in range(0, 360, rng.choice((6, 15, 30))):
            lean, inner = math.radians(tick), rng.choice((0.85, 0.9, 0.0))
            ends = [
                (round(x + share * reach * math.cos(lean)), round(y + share * reach * math.sin(lean)))
                for share in (inner, 1.0)
            ]
            cv2.line(page, ends[0], ends[1], color, max(weight // 2, 1), cv2.LINE_AA)
        put_text(page, (x, y), rng.choice(("12", "3.5", "%", "mmHg")), reach * 0.3, (color, "hei"))
    else:
        for share in np.linspace(0.25, 0.8, rng.randrange(1, 5)):
            cv2.circle(page, (x, y), round(reach * float(share)), color, weight, cv2.LINE_AA)
        if rng.random() < 0.5:
            cv2.line(page, (round(x - reach), y), (round(x + reach), y), color, weight)
            cv2.line(page, (x, round(y - reach)), (x, round(y + reach)), color, weight)


def picture(page: Page, scale: float, rng: Random) -> None:
    """A medical picture: a slice of a body on black, a reddish view through a scope, or a portrait."""
    noise = np.random.default_rng(rng.getrandbits(63))
    wide, high = round(scale * rng.uniform(25, 75)), round(scale * rng.uniform(25, 70))
    x, y = any_place(page, rng, max(wide, high))
    grain = cv2.resize(noise.normal(0, 1, (10, 10, 3)).astype(np.float32), (wide, high), interpolation=cv2.INTER_CUBIC)
    way = rng.random()
    base: Color = (14, 14, 16) if way < 0.75 else rng.choice(((120, 160, 200), (200, 60, 60), (230, 230, 236)))
    tile = np.full((high, wide, 3), base, np.float32)
    flesh: Color = (110, 110, 112) if way < 0.4 else (190, 90, 70) if way < 0.75 else (214, 170, 140)
    middle = (round(wide * rng.uniform(0.4, 0.6)), round(high * rng.uniform(0.4, 0.6)))
    body = np.zeros((high, wide), np.float32)
    cv2.ellipse(body, middle, (round(wide * 0.36), round(high * 0.4)), rng.uniform(0, 180), 0, 360, (1.0,), -1)
    if way < 0.4:
        cv2.ellipse(body, middle, (round(wide * 0.37), round(high * 0.41)), 0, 0, 360, (2.0,), max(round(scale), 1))
    mottled = np.array(flesh, dtype=np.float32) * body[..., None] + grain * (25 if way < 0.4 else 18) * body[..., None]
    tile = np.where(body[..., None] > 0, mottled, tile)
    part = page[y : y + high, x : x + wide]
    part[:] = np.clip(tile, 0, 255).astype(np.uint8)[: part.shape[0], : part.shape[1]]


def graph_paper(page: Page, scale: float, rng: Random) -> None:
    """The red or pink grid of a heart trace with its curve."""
    color: Color = rng.choice(((240, 170, 170), (236, 120, 120), (244, 200, 190)))
    x0, y0 = round(scale * rng.uniform(5, 25)), round(scale * rng.uniform(60, 140))
    x1, y1 = round(x0 + scale * rng.uniform(80, 180)), round(y0 + scale * rng.uniform(30, 110))
    step = scale * rng.choice((1.0, 2.5, 5.0))
    for count, at in enumerate(np.arange(x0, x1, max(step, 2.0))):
        cv2.line(page, (round(at), y0), (round(at), y1), color, 2 if count % 5 == 0 else 1)
    for at in np.arange(y0, y1, max(step, 2.0)):
        cv2.line(page, (x0, round(at)), (x1, round(at)), color, 1)
    xs = np.arange(x0, x1, 2)
    beat = scale * rng.uniform(14, 24)
    phase = ((xs - x0) % beat) / beat
    ys = (
        (y0 + y1) / 2
        - scale * 8 * np.exp(-(((phase - 0.3) / 0.02) ** 2))
        - scale * 2 * np.exp(-(((phase - 0.6) / 0.06) ** 2))
    )
    cv2.polylines(page, [np.stack([xs, ys], axis=1).round().astype(np.int32)], False, (20, 20, 24), 1, cv2.LINE_AA)


def mark_of_place(page: Page, scale: float, rng: Random) -> None:
    """Where a seal is to be put: a dotted or thin grey ring, or nothing, with 盖章 or 印 in grey."""
    shade = rng.randrange(120, 215)
    color = (shade, shade, shade)
    reach = scale * rng.uniform(12, 21)
    x, y = any_place(page, rng, reach * 1.2)
    if rng.random() < 0.7:
        for start in range(0, 360, 12):
            ends = (start, start + rng.choice((5, 6, 7)))
            cv2.ellipse(page, (x, y), (round(reach), round(reach)), 0, *ends, color, max(round(scale * 0.3), 1))
    put_text(
        page, (x, y), rng.choice(("盖章处", "（盖章）", "医院盖章", "印")), scale * rng.uniform(3.5, 7), (color, "hei")
    )


def stain(page: Page, scale: float, rng: Random) -> None:
    """The brown ring of a cup, or the holes and shadows of a file's punch."""
    layer = np.zeros((round(scale * 100),) * 2, np.float32)
    middle = layer.shape[0] // 2
    if rng.random() < 0.4:
        reach = round(scale * rng.uniform(28, 42))
        cv2.circle(layer, (middle, middle), reach, (rng.uniform(0.15, 0.4),), round(scale * rng.uniform(1, 3)))
        soft = cv2.GaussianBlur(layer, (0, 0), scale * 0.5).astype(np.float32)
        _press_layer(page, soft, any_place(page, rng, 0), (130, 90, 50))
        return
    cv2.circle(layer, (middle, middle), round(scale * 2.8), (1.0,), -1)
    for share in (0.35, 0.62):
        place = (round(scale * rng.uniform(9, 13)), round(page.shape[0] * share))
        _press_layer(page, layer, place, rng.choice(((60, 60, 60), (150, 150, 150), (120, 90, 60))))


def watermark(page: Page, scale: float, rng: Random) -> None:
    """Pale words over the page, slanting."""
    side = round(scale * 160)
    picture = Image.new("L", (side, side), 0)
    size = round(scale * rng.uniform(8, 20))
    face = font(rng.choice(_FACES), size)
    for row in range(3):
        ImageDraw.Draw(picture).text((side / 2, side * (row + 1) / 4), rng.choice(_PHRASES), 255, face, anchor="mm")
    turned = np.asarray(picture.rotate(rng.uniform(20, 50)), dtype=np.float32)
    layer = (turned * (rng.uniform(0.08, 0.25) / 255)).astype(np.float32)
    color = rng.choice(rng.choice((_GREYS, _REDS, _BLUES)))
    _press_layer(page, layer, (page.shape[1] // 2, page.shape[0] // 2), color)


STRAYS: dict[str, Stray] = {
    stray.__name__: stray
    for stray in (
        heading, words, cross, emblem, fingerprint, underlines, table, ruled_box, code, round_graphic, picture,
        graph_paper, mark_of_place, stain, watermark,
    )
}  # fmt: skip
