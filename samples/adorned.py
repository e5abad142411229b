"""Further lines that seals are cut with: rings round the middle, second frames, date bars, ruled rows, a cross."""

from __future__ import annotations

import math
from typing import Literal

from PIL import Image, ImageDraw

Adornment = Literal["inner_ring", "dotted_ring", "teeth", "date_bars", "cross", "second_frame", "rows", "column"]
ROUND: tuple[Adornment, ...] = ("inner_ring", "dotted_ring", "teeth", "date_bars", "cross")
FRAMED: tuple[Adornment, ...] = ("second_frame", "rows", "column")


def adorn(plate: Image.Image, adornment: Adornment, half: tuple[float, float], scale: float) -> None:
    """Cut one adornment into the middle of a plate; ``half`` the seal's width and height in its pixels, ``scale`` its
    pixels a millimetre."""
    draw = ImageDraw.Draw(plate)
    middle, (a, b) = plate.width / 2, half
    thin = max(round(0.35 * scale), 1)
    match adornment:
        case "inner_ring":
            share = 0.62
            box = (middle - share * a, middle - share * b, middle + share * a, middle + share * b)
            draw.ellipse(box, outline=255, width=thin)
        case "dotted_ring" | "teeth":
            count, share = (90, 0.90) if adornment == "dotted_ring" else (64, 0.955)
            dot = (0.25 if adornment == "dotted_ring" else 0.55) * scale
            for step in range(count):
                turn = 2 * math.pi * step / count
                x, y = middle + share * a * math.cos(turn), middle + share * b * math.sin(turn)
                draw.ellipse((x - dot, y - dot, x + dot, y + dot), fill=255)
        case "date_bars":
            for level in (-0.22, 0.22):
                reach = 0.95 * a * math.sqrt(1 - level**2)
                draw.line((middle - reach, middle + level * b, middle + reach, middle + level * b), 255, thin)
        case "cross":
            arm, bar = 0.3 * b, 0.1 * b
            draw.rectangle((middle - arm, middle - bar, middle + arm, middle + bar), fill=255)
            draw.rectangle((middle - bar, middle - arm, middle + bar, middle + arm), fill=255)
        case "second_frame":
            x, y = a - 1.1 * scale, b - 1.1 * scale
            draw.rectangle((middle - x, middle - y, middle + x, middle + y), outline=255, width=thin)
        case "rows":
            draw.line((middle - a, middle, middle + a, middle), 255, thin)
        case "column":
            draw.line((middle - 0.35 * a, middle - b, middle - 0.35 * a, middle + b), 255, thin)
