"""What stands for an examination's pictures: an ultrasound fan, a slice of a scan, an electrocardiogram's trace."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from samples.ink import Sheet


def picture(sheet: Sheet, where: tuple[float, float], size: tuple[float, float], title: str) -> None:
    """Draw the picture that belongs to a report of that title, at a place and in a size in millimetres."""
    columns, rows = round(sheet.px(size[0])), round(sheet.px(size[1]))
    if "心电" in title or "肺功能" in title:
        drawn = _trace(sheet, columns, rows)
    else:
        drawn = Image.fromarray(_speckle(sheet, columns, rows, fan="超声" in title))
    sheet.image.paste(drawn, (round(sheet.px(where[0])), round(sheet.px(where[1]))))


def _speckle(sheet: Sheet, columns: int, rows: int, fan: bool) -> NDArray[np.uint8]:
    """Speckle on black, seen through a fan or an ellipse."""
    noise = np.random.default_rng(sheet.rng.getrandbits(63))
    patches = Image.fromarray((noise.random((18, 24)) * 150).astype(np.uint8))
    coarse = np.asarray(patches.resize((columns, rows), Image.Resampling.BICUBIC), dtype=np.float32)
    speckle = coarse * noise.uniform(0.3 if fan else 0.8, 1.0, (rows, columns))
    y, x = np.mgrid[0 : 1 : rows * 1j, -1 : 1 : columns * 1j]
    reach = np.hypot(x, y + 0.25)
    if fan:
        seen = (reach < 1.15) & (reach > 0.32) & (np.abs(np.arctan2(x, y + 0.25)) < math.radians(42))
    else:
        seen = np.hypot(x / 0.7, (y - 0.5) / 0.42) < 1.0
    return np.asarray(speckle * seen + 12, dtype=np.uint8)


def _trace(sheet: Sheet, columns: int, rows: int) -> Image.Image:
    """Three leads on the pink grid of recording paper."""
    paper = Image.new("RGB", (columns, rows), (255, 246, 244))
    draw = ImageDraw.Draw(paper)
    step = sheet.px(2.5)
    for line in range(int(columns / step) + 1):
        draw.line((line * step, 0, line * step, rows), fill=(244, 204, 200))
    for line in range(int(rows / step) + 1):
        draw.line((0, line * step, columns, line * step), fill=(244, 204, 200))
    beat = columns / sheet.rng.uniform(5.5, 7.5)
    for lead in range(3):
        base = rows * (lead + 0.7) / 3.2
        points = []
        for x in range(columns):
            phase = x % beat / beat
            height = 0.9 * math.exp(-(((phase - 0.35) / 0.012) ** 2)) - 0.2 * math.exp(-(((phase - 0.38) / 0.012) ** 2))
            height += 0.13 * math.exp(-(((phase - 0.2) / 0.04) ** 2)) + 0.2 * math.exp(-(((phase - 0.62) / 0.06) ** 2))
            points.append((x, base - height * rows * 0.22))
        draw.line(points, fill=(40, 40, 60), width=max(round(sheet.px(0.25)), 1))
    return paper
