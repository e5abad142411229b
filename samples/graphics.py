"""Round and framed print that is likest to seals where colours are lost: dials, rings of cups, emblems with a name
round them, buttons, cards with a portrait, notices. As in ``samples.strays`` each draws on a page (H, W, 3) RGB in
place, at ``scale`` pixels a millimetre."""

from __future__ import annotations

import math
from random import Random

import cv2
import numpy as np
from PIL import Image, ImageDraw

from models.codes import Title
from samples.fonts import Face, font
from samples.people import HOSPITALS, invent_doctor
from samples.strays import Color, Page, Stray, any_place, put_text

_INKS: tuple[Color, ...] = (
    *((30, 30, 34), (60, 60, 64), (90, 90, 94), (120, 120, 124), (150, 150, 154), (40, 40, 44)),
    *((0, 120, 100), (20, 80, 150), (120, 70, 30), (190, 40, 44), (110, 40, 130)),
)
_FACES: tuple[Face, ...] = ("hei", "song_bold", "hei_bold", "song", "zenhei")
_KEYS = ("打印", "预约挂号", "下一步", "确认", "我的报告", "返回首页", "扫码缴费", "急", "A", "3号窗口", "自助机")
_UNITS = ("mmHg", "bpm", "℃", "kPa", "%", "mmol/L", "12:35", "98", "L/min", "")
_NOTICES = (
    "请妥善保管，遗失不补",
    "本报告仅对所检标本负责",
    "复查请携带本单",
    "如有疑问请于三日内咨询",
    "咨询电话 0471-6620120",
)


def dial(page: Page, scale: float, rng: Random) -> None:
    """A gauge or a clock: a rim, ticks, numbers round it, a hand or two; or a ring that shows a share."""
    color = rng.choice(_INKS)
    reach = scale * rng.uniform(7, 26)
    x, y = any_place(page, rng, reach * 1.2)
    weight = max(round(scale * rng.uniform(0.2, 1.4)), 1)
    start, turn = rng.choice(((0.0, 360.0), (135.0, 270.0), (150.0, 240.0), (180.0, 180.0)))
    cv2.ellipse(page, (x, y), (round(reach), round(reach)), start, 0, turn, color, weight, cv2.LINE_AA)
    if rng.random() < 0.25:
        wide = max(round(reach * rng.uniform(0.1, 0.3)), 2)
        shade = rng.choice(_INKS)
        cv2.ellipse(page, (x, y), (round(reach), round(reach)), start, 0, turn * rng.random(), shade, wide, cv2.LINE_AA)
        put_text(page, (x, y), rng.choice(("76%", "82", "3.4", "良好")), reach * 0.5, (color, rng.choice(_FACES)))
        return
    count, numbered = rng.choice((4, 6, 8, 10, 12)), rng.random() < 0.7
    inner = rng.uniform(0.8, 0.92)
    for tick in range(count + 1):
        lean = math.radians(start + tick * turn / count)
        there, here = (
            (round(x + share * reach * math.cos(lean)), round(y + share * reach * math.sin(lean)))
            for share in (1.0, inner)
        )
        cv2.line(page, there, here, color, max(weight // 2, 1), cv2.LINE_AA)
        if numbered and not (turn == 360.0 and tick == count):
            spot = (x + (inner - 0.16) * reach * math.cos(lean), y + (inner - 0.16) * reach * math.sin(lean))
            number = str(tick * rng.choice((1, 1, 10, 20)) if turn < 360 else (tick + 2) % 12 + 1)
            put_text(page, spot, number, reach * rng.uniform(0.13, 0.2), (color, "hei"))
    for _ in range(rng.choice((0, 1, 1, 2))):
        lean, far = rng.uniform(0, 2 * math.pi), reach * rng.uniform(0.4, 0.8)
        tip = (round(x + far * math.cos(lean)), round(y + far * math.sin(lean)))
        cv2.line(page, (x, y), tip, color, max(weight, 1), cv2.LINE_AA)
    put_text(page, (x, y + 0.4 * reach), rng.choice(_UNITS) or " ", reach * 0.2, (color, "hei"))


def cup(page: Page, scale: float, rng: Random) -> None:
    """Rings that a cup left: brown or grey, of uneven weight, broken, one or two."""
    side = round(scale * 110)
    noise = np.random.default_rng(rng.getrandbits(63))
    rows, columns = np.mgrid[0:side, 0:side].astype(np.float32) - side / 2
    for _ in range(rng.choice((1, 1, 2))):
        reach, weight = scale * rng.uniform(13, 45), scale * rng.uniform(0.3, 2.5)
        around = np.arctan2(rows, columns)
        away = np.hypot(rows, columns) - reach * (1 + rng.uniform(0, 0.03) * np.sin(2 * around + rng.uniform(0, 6)))
        patches = cv2.resize(noise.uniform(-0.3, 1.2, (1, 9)).astype(np.float32), (361, 1))[0]
        cover = np.clip(patches, 0, 1)[np.degrees(around + math.pi).astype(int)] * np.exp(-((away / weight) ** 2))
        cover *= rng.uniform(0.15, 0.7)
        color = rng.choice(((120, 84, 48), (150, 110, 70), (70, 66, 62), (120, 120, 120), (90, 60, 40)))
        _laid(page, cover.astype(np.float32), any_place(page, rng, 0), color)


def _laid(
    page: Page, cover: np.ndarray[tuple[int, ...], np.dtype[np.float32]], at: tuple[int, int], ink: Color
) -> None:
    """Ink of a colour on the page, its cover (h, w) 0..1 with its middle at a place."""
    high, wide = cover.shape
    x0, y0 = at[0] - wide // 2, at[1] - high // 2
    left, top, right, bottom = max(x0, 0), max(y0, 0), min(x0 + wide, page.shape[1]), min(y0 + high, page.shape[0])
    if right <= left or bottom <= top:
        return
    part = cover[top - y0 : bottom - y0, left - x0 : right - x0, None]
    light = 1 - part * (1 - np.array(ink, dtype=np.float32) / 255)
    page[top:bottom, left:right] = (page[top:bottom, left:right] * light).astype(np.uint8)


def named_emblem(page: Page, scale: float, rng: Random) -> None:
    """A hospital's printed emblem: its name and a year round a filled figure; small, at the head of the page."""
    color = rng.choice(_INKS)
    reach = scale * rng.uniform(5, 12)
    height, width = page.shape[:2]
    size = max(round(reach * 2.3), 12)
    x, y = (
        (round(width * rng.uniform(0.08, 0.3)), round(reach * 1.2 + height * rng.uniform(0.0, 0.1)))
        if rng.random() < 0.6
        else any_place(page, rng, reach * 1.2)
    )
    picture = Image.new("RGB", (size, size), (255, 255, 255))
    draw = ImageDraw.Draw(picture)
    middle, inner = size / 2, reach * rng.uniform(0.5, 0.68)
    rim = max(round(scale * rng.uniform(0.2, 0.8)), 1)
    draw.ellipse((middle - reach, middle - reach, middle + reach, middle + reach), outline=color, width=rim)
    draw.ellipse((middle - inner, middle - inner, middle + inner, middle + inner), fill=color)
    for petal in range(count := rng.choice((1, 3, 4, 5, 6))):
        turn = 2 * math.pi * petal / count
        spot = (middle + 0.4 * inner * math.cos(turn), middle + 0.4 * inner * math.sin(turn))
        far = inner * rng.uniform(0.2, 0.4)
        draw.ellipse((spot[0] - far, spot[1] - far, spot[0] + far, spot[1] + far), fill=(255, 255, 255))
    letters = rng.choice(HOSPITALS).name if rng.random() < 0.6 else rng.choice(("HOSPITAL", "MEDICAL CENTER"))
    face = font(rng.choice(_FACES), max(round((reach - inner) * 0.6), 6))
    for index, char in enumerate(letters):
        turn = (index - (len(letters) - 1) / 2) * 2 * math.pi * 0.7 / len(letters)
        away = (reach + inner) / 2
        draw.text((middle + away * math.sin(turn), middle - away * math.cos(turn)), char, color, face, anchor="mm")
    draw.text((middle, middle + (reach + inner) / 2), str(rng.randrange(1905, 1999)), color, face, anchor="mm")
    left, top = max(x - size // 2, 0), max(y - size // 2, 0)
    part = page[top : top + size, left : left + size]
    part[:] = np.minimum(part, np.asarray(picture)[: part.shape[0], : part.shape[1]])


def button(page: Page, scale: float, rng: Random) -> None:
    """A button or a label of a screen: a disc or a rounded bar, filled or outlined, with a word."""
    color = rng.choice(_INKS)
    high = scale * rng.uniform(6, 14)
    words = rng.choice(_KEYS)
    wide = high if len(words) == 1 or rng.random() < 0.25 else max(high * 0.5 * (len(words) + 1), high)
    x, y = any_place(page, rng, wide)
    picture = Image.fromarray(page)
    draw = ImageDraw.Draw(picture)
    filled = rng.random() < 0.6
    box = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
    rim = max(round(scale * 0.4), 1)
    draw.rounded_rectangle(
        box, high * rng.choice((0.15, 0.3, 0.5)), outline=color, width=rim, fill=color if filled else None
    )
    size = min(high * 0.5, wide * 0.85 / len(words))
    pen: Color = (255, 255, 255) if filled else color
    draw.text((x, y), words, pen, font(rng.choice(_FACES), max(round(size), 6)), anchor="mm")
    page[:] = np.asarray(picture)


def card(page: Page, scale: float, rng: Random) -> None:
    """A copied card of 86 by 54 mm: a portrait and lines of print, or an emblem and the words of an authority."""
    wide, high = scale * 85.6, scale * 54.0
    x, y = any_place(page, rng, wide / 2)
    left, top = x - wide / 2, y - high / 2
    ground = rng.randrange(200, 250)
    picture = Image.fromarray(page)
    draw = ImageDraw.Draw(picture)
    box = (left, top, left + wide, top + high)
    draw.rounded_rectangle(
        box, 3 * scale, outline=(120, 120, 120), width=1, fill=(ground, ground, min(ground + 6, 255))
    )
    ink = rng.choice(_INKS[:4])
    small = font(rng.choice(_FACES), max(round(scale * rng.uniform(2.6, 3.6)), 6))
    if rng.random() < 0.6:
        for row in range(5):
            words = f"{rng.choice(('姓名', '性别', '住址', '出生', '编号'))} {invent_doctor(rng, Title.ATTENDING).name}"
            draw.text((left + 6 * scale, top + (6 + 8 * row) * scale), words, ink, small)
        face = (left + 58 * scale, top + 8 * scale, left + 80 * scale, top + 36 * scale)
        draw.rectangle(face, fill=(215, 215, 218))
        draw.ellipse((face[0] + 6 * scale, face[1] + 4 * scale, face[2] - 6 * scale, face[1] + 17 * scale), fill=ink)
        draw.pieslice(
            (face[0] + scale, face[1] + 16 * scale, face[2] - scale, face[3] + 12 * scale), 180, 360, fill=ink
        )
    else:
        far = scale * rng.uniform(6, 9)
        middle = (left + 14 * scale, top + 14 * scale)
        draw.ellipse((middle[0] - far, middle[1] - far, middle[0] + far, middle[1] + far), outline=ink, width=2)
        draw.regular_polygon((*middle, far * 0.6), rng.choice((3, 5, 6)), fill=ink)
        for row, words in enumerate(("社会保障卡", rng.choice(HOSPITALS).name)):
            draw.text((left + 26 * scale, top + (8 + 8 * row) * scale), words, ink, small)
    page[:] = np.asarray(picture)


def notice(page: Page, scale: float, rng: Random) -> None:
    """Lines of print in a thin, level frame, wider than stamps are; or none around them."""
    color = rng.choice(_INKS[:5])
    size = scale * rng.uniform(2.6, 4.0)
    lines = [rng.choice(_NOTICES) for _ in range(rng.choice((2, 3, 4)))]
    wide, high = max(map(len, lines)) * size + 6 * scale, len(lines) * size * 1.5 + 4 * scale
    x, y = any_place(page, rng, wide / 2)
    left, top = round(x - wide / 2), round(y - high / 2)
    if rng.random() < 0.6:
        far = (round(left + max(wide, 75 * scale)), round(top + high))
        cv2.rectangle(page, (left, top), far, color, max(round(scale * 0.25), 1))
    for row, words in enumerate(lines):
        put_text(page, (x, top + 2 * scale + (row + 0.75) * size * 1.5), words, size, (color, rng.choice(_FACES)))


GRAPHICS: dict[str, Stray] = {each.__name__: each for each in (dial, cup, named_emblem, button, card, notice)}
