"""Seals and pages drawn for these tests alone: exact shapes, invented hospitals."""

from __future__ import annotations

import math

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from intake.page import PageImage, Pixels

FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
RED, BLUE, GREY = (45, 40, 205), (165, 65, 45), (95, 95, 95)
"""BGR."""


def sheet(width: int = 1240, height: int = 1754, lines: int = 14) -> Pixels:
    """A white page with black lines of text in its upper two thirds."""
    picture = Image.new("RGB", (width, height), (252, 252, 252))
    pen = ImageDraw.Draw(picture)
    font = ImageFont.truetype(FONT, 30, index=2)
    for row in range(lines):
        pen.text(
            (110, 140 + 70 * row), "入院日期：2025年03月02日　诊断：高血压病3级　科别：心血管内科", (30, 30, 30), font
        )
    return np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])


def round_seal(name: str, purpose: str = "", radius: int = 120, star: bool = True) -> Image.Image:
    """The ink (L, 255 inked) of a round seal: rim, star, name along the arc, purpose below the star."""
    half = radius + 12
    ink = Image.new("L", (2 * half, 2 * half), 0)
    pen = ImageDraw.Draw(ink)
    pen.ellipse((12, 12, 2 * half - 12, 2 * half - 12), outline=255, width=max(radius // 28, 3))
    span = min(290.0, 25.0 * len(name))
    size = round(radius * 0.26)
    for place, character in enumerate(name):
        lean = -span / 2 + span * place / max(len(name) - 1, 1)
        turn = math.radians(lean - 90)
        tile = Image.new("L", (size * 2, size * 2), 0)
        ImageDraw.Draw(tile).text((size, size), character, 255, ImageFont.truetype(FONT, size, index=2), anchor="mm")
        tile = tile.rotate(-lean, resample=Image.Resampling.BICUBIC)
        x, y = half + 0.78 * radius * math.cos(turn), half + 0.78 * radius * math.sin(turn)
        ink.paste(255, (round(x - size), round(y - size)), tile)
    if star:
        points = []
        for corner in range(10):
            reach = radius * (0.28 if corner % 2 == 0 else 0.107)
            turn = math.radians(36 * corner - 90)
            points.append((half + reach * math.cos(turn), half + reach * math.sin(turn)))
        pen.polygon(points, fill=255)
    if purpose:
        font = ImageFont.truetype(FONT, round(radius * 0.17), index=2)
        pen.text((half, half + 0.5 * radius), purpose, 255, font, anchor="mm")
    return ink


def framed(text: str, height: int = 56) -> Image.Image:
    """The ink of a rectangular stamp with one line of text."""
    font = ImageFont.truetype(FONT, round(height * 0.55), index=2)
    width = round(font.getlength(text)) + height // 2
    ink = Image.new("L", (width + 16, height + 16), 0)
    pen = ImageDraw.Draw(ink)
    pen.rectangle((8, 8, width + 8, height + 8), outline=255, width=3)
    pen.text((8 + width / 2, 8 + height / 2), text, 255, font, anchor="mm")
    return ink


def dense(lines: tuple[str, ...], height: int = 120) -> Image.Image:
    """The ink of a rectangular stamp filled with several lines of text."""
    size = round(0.8 * height / len(lines))
    font = ImageFont.truetype(FONT, size, index=2)
    width = round(max(font.getlength(line) for line in lines)) + size // 2
    ink = Image.new("L", (width + 16, height + 16), 0)
    pen = ImageDraw.Draw(ink)
    pen.rectangle((8, 8, width + 8, height + 8), outline=255, width=3)
    for row, line in enumerate(lines):
        pen.text((8 + width / 2, 8 + height * (row + 0.5) / len(lines)), line, 255, font, anchor="mm")
    return ink


def triangle(side: int = 170) -> Image.Image:
    """The ink of a triangular stamp reading 已审核."""
    rise = round(side * 0.87)
    ink = Image.new("L", (side + 24, rise + 24), 0)
    pen = ImageDraw.Draw(ink)
    corners = [(12, 12 + rise), (12 + side, 12 + rise), (12 + side / 2, 12)]
    pen.line([*corners, corners[0], corners[1]], fill=255, width=5, joint="curve")
    font = ImageFont.truetype(FONT, round(side * 0.16), index=2)
    pen.text((12 + side / 2, 12 + rise * 0.68), "已审核", 255, font, anchor="mm")
    return ink


def stamp(
    page: Pixels, ink: Image.Image, at: tuple[int, int], color: tuple[int, int, int] = RED, cover: float = 0.85
) -> None:
    """Press a seal onto the page, its middle at (x, y): paper and print shine through by 1 - ``cover``."""
    alpha = np.asarray(ink, dtype=np.float32)[..., None] / 255 * cover
    height, width = alpha.shape[:2]
    x0, y0 = at[0] - width // 2, at[1] - height // 2
    left, top = max(x0, 0), max(y0, 0)
    right, bottom = min(x0 + width, page.shape[1]), min(y0 + height, page.shape[0])
    part = alpha[top - y0 : bottom - y0, left - x0 : right - x0]
    under = page[top:bottom, left:right].astype(np.float32)
    light = 1 - part * (1 - np.array(color, dtype=np.float32) / 255)
    page[top:bottom, left:right] = np.clip(under * light, 0, 255).astype(np.uint8)


def photographed(page: Pixels) -> Pixels:
    """The page in uneven, warm light, slightly soft, with grain and JPEG's blocks."""
    width = page.shape[1]
    light = np.linspace(0.55, 1.0, width)[None, :, None] * np.array([0.88, 0.96, 1.0])
    noise = np.random.default_rng(7).normal(0, 3, page.shape)
    soft = cv2.GaussianBlur(page, (0, 0), 0.8) * light + noise
    encoded = cv2.imencode(".jpg", np.clip(soft, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 80])[1]
    return np.asarray(cv2.imdecode(encoded, cv2.IMREAD_COLOR), dtype=np.uint8)


def page_of(pixels: Pixels) -> PageImage:
    """The picture as the first page of some file."""
    return PageImage.of_source("0" * 64, 0, pixels)
