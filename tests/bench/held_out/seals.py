"""Seals as hospitals have them cut: drawn large as a mask of ink, turned, and pressed onto the sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from models.codes import SealColor, SealKind, SealShape
from tests.bench.held_out.typefaces import face_for, font

PER_MM = 16
INKS = {
    SealColor.RED: ((206, 32, 38), (190, 26, 52), (222, 58, 44), (178, 30, 30)),
    SealColor.BLUE: ((38, 58, 168), (48, 88, 190), (52, 50, 140)),
    SealColor.BLACK: ((70, 70, 72),),
}


@dataclass(frozen=True)
class SealDesign:
    """What is cut into a seal, and how it is pressed. Sizes in millimetres, ``turn`` in degrees clockwise."""

    shape: SealShape
    kind: SealKind
    text: str
    inner: str = ""
    color: SealColor = SealColor.RED
    width: float = 42.0
    height: float = 42.0
    star: bool = True
    number: str = ""
    turn: float = 0.0
    ink: float = 0.85
    """How much of the ink came off: 1 full, 0.3 faint."""
    face: str = "song"
    lines: tuple[str, ...] = field(default=())
    """What stands in a rectangle, line by line; ``text`` and ``inner`` tell what it means."""


def outline(design: SealDesign) -> NDArray[np.float64]:
    """The seal's edge as (N, 2) millimetres around its middle, turned as it is pressed."""
    w, h = design.width / 2, design.height / 2
    if design.shape in (SealShape.CIRCLE, SealShape.ELLIPSE):
        angle = np.linspace(0, 2 * np.pi, 120, endpoint=False)
        points = np.stack([w * np.cos(angle), h * np.sin(angle)], axis=1)
    elif design.shape is SealShape.TRIANGLE:
        points = np.array([[0, -h], [w, h], [-w, h]], dtype=np.float64)
    else:
        points = np.array([[-w, -h], [w, -h], [w, h], [-w, h]], dtype=np.float64)
    a = np.deg2rad(design.turn)
    return np.asarray(points @ np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]]), dtype=np.float64)


class _Plate:
    """The cut face of one seal, upright, ``PER_MM`` pixels to a millimetre."""

    def __init__(self, design: SealDesign) -> None:
        self.design = design
        self.side = int(max(design.width, design.height) * 1.45 * PER_MM)
        self.mid = self.side / 2
        self.image = Image.new("L", (self.side, self.side))
        self.draw = ImageDraw.Draw(self.image)

    def glyph(self, character: str, center: tuple[float, float], size: tuple[float, float], turn: float) -> None:
        """One character, ``size`` its width and height in millimetres, turned clockwise about its middle."""
        pixels = round(size[1] * PER_MM)
        tile = Image.new("L", (2 * pixels, 2 * pixels))
        ImageDraw.Draw(tile).text(
            (pixels, pixels), character, 255, font(face_for(self.design.face, character), pixels), "mm", stroke_width=1
        )
        tile = tile.resize((round(2 * pixels * size[0] / size[1]), 2 * pixels), Image.Resampling.BILINEAR)
        tile = tile.rotate(-turn, Image.Resampling.BICUBIC, expand=True)
        x = round(self.mid + center[0] * PER_MM - tile.width / 2)
        y = round(self.mid + center[1] * PER_MM - tile.height / 2)
        self.image.paste(255, (x, y), tile)

    def straight(self, text: str, middle: float, room: float, height: float) -> None:
        """A line of text centred at ``middle`` millimetres below the seal's middle, at most ``room`` wide."""
        step = min(height * 1.08, room / max(len(text), 1))
        for number, character in enumerate(text):
            x = (number - (len(text) - 1) / 2) * step
            self.glyph(character, (x, middle), (min(height, step * 0.95), height), 0)

    def arc(self, text: str, height: float, spread: float, inset: float) -> None:
        """Text running round the upper edge over ``spread`` degrees, ``inset`` from the edge to its middle."""
        a, b = self.design.width / 2 - inset, self.design.height / 2 - inset
        angles = np.deg2rad(np.linspace(-90 - spread / 2, -90 + spread / 2, 400))
        path = np.stack([a * np.cos(angles), b * np.sin(angles)], axis=1)
        run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))])
        gap = run[-1] / max(len(text) - 1, 1)
        for number, character in enumerate(text):
            at = run[-1] * (number / (len(text) - 1) if len(text) > 1 else 0.5)
            k = int(np.searchsorted(run, at).clip(1, 398))
            way = path[k + 1] - path[k - 1]
            turn = float(np.degrees(np.arctan2(way[1], way[0])))
            self.glyph(character, (path[k][0], path[k][1]), (min(height * 0.8, gap * 0.9), height), turn)

    def below(self, text: str, height: float, inset: float) -> None:
        """The security number, running round the lower edge from left to right."""
        radius = self.design.width / 2 - inset
        for number, character in enumerate(text):
            angle = np.deg2rad(90 - (number - (len(text) - 1) / 2) * 4.6)
            x, y = radius * np.cos(angle), self.design.height / 2 * np.sin(angle) - inset * np.sin(angle)
            self.glyph(character, (x, y), (height * 0.9, height), float(90 - np.degrees(angle)) * -1)

    def star(self, radius: float) -> None:
        corners = []
        for k in range(10):
            r = radius if k % 2 == 0 else radius * 0.382
            a = np.deg2rad(-90 + 36 * k)
            corners.append((self.mid + r * np.cos(a) * PER_MM, self.mid + r * np.sin(a) * PER_MM))
        self.draw.polygon(corners, fill=255)

    def ring(self, inset: float, weight: float) -> None:
        w, h = (self.design.width / 2 - inset) * PER_MM, (self.design.height / 2 - inset) * PER_MM
        edges = (self.mid - w, self.mid - h, self.mid + w, self.mid + h)
        if self.design.shape is SealShape.RECTANGLE:
            self.draw.rounded_rectangle(edges, radius=0.6 * PER_MM, outline=255, width=round(weight * PER_MM))
        elif self.design.shape is SealShape.TRIANGLE:
            m = self.mid
            corners = [(m, m - h), (m + w, m + h), (m - w, m + h), (m, m - h)]
            self.draw.line(corners, fill=255, width=round(weight * PER_MM), joint="curve")
        else:
            self.draw.ellipse(edges, outline=255, width=round(weight * PER_MM))


def cut(design: SealDesign) -> NDArray[np.float32]:
    """The seal's face as (side, side), 1 where it takes ink, ``PER_MM`` pixels to a millimetre."""
    plate = _Plate(design)
    match design.shape:
        case SealShape.CIRCLE:
            _cut_circle(plate, design)
        case SealShape.ELLIPSE:
            _cut_ellipse(plate, design)
        case SealShape.TRIANGLE:
            plate.ring(0.6, 0.7)
            plate.straight(design.text, design.height * 0.10, design.width * 0.40, design.height * 0.15)
            plate.straight(design.inner, design.height * 0.34, design.width * 0.62, design.height * 0.15)
        case SealShape.RECTANGLE:
            _cut_rectangle(plate, design)
    return np.asarray(np.asarray(plate.image) / 255, dtype=np.float32)


def _cut_circle(plate: _Plate, design: SealDesign) -> None:
    w = design.width
    plate.ring(0, 1.0 if w > 38 else 0.8)
    widest = 214 if design.inner and design.star else 250
    plate.arc(design.text, w * 0.125, min(widest, 22 * len(design.text) + 40), w * 0.115)
    if design.star:
        plate.star(w * 0.145)
    if design.inner:
        plate.straight(
            design.inner, w * (0.27 if design.star else 0.03), w * (0.64 if design.star else 0.52), w * 0.088
        )
    if design.number:
        plate.below(design.number, w * 0.04, w * 0.055)


def _cut_ellipse(plate: _Plate, design: SealDesign) -> None:
    plate.ring(0, 0.7)
    plate.ring(1.3, 0.25)
    plate.arc(design.text, design.height * 0.15, min(186, 15 * len(design.text) + 30), design.height * 0.19)
    plate.straight(design.inner, design.height * 0.13, design.width * 0.58, design.height * 0.16)


def _cut_rectangle(plate: _Plate, design: SealDesign) -> None:
    plate.ring(0, 0.6)
    high = min(design.height / (len(design.lines) + 0.35) * 0.78, 6.5)
    for k, line in enumerate(design.lines):
        middle = (k - (len(design.lines) - 1) / 2) * design.height / (len(design.lines) + 0.35)
        plate.straight(line, middle, design.width * 0.9, high)


def _worn(mask: NDArray[np.float32], ink: float, rng: Random) -> NDArray[np.float32]:
    """Uneven pressure, dry spots and fine grain, as rubber and a pad leave them."""
    noise = np.random.default_rng(rng.randrange(2**32))
    h, w = mask.shape
    coarse = cv2.resize(noise.random((5, 5), dtype=np.float32), (w, h), interpolation=cv2.INTER_CUBIC)
    grain = cv2.resize(noise.random((h // 3 + 1, w // 3 + 1), dtype=np.float32), (w, h), interpolation=cv2.INTER_LINEAR)
    pressed = 1 - 0.35 * (1 - coarse) * rng.random()
    dry = np.where(grain > 0.86 - 0.10 * (1 - ink), 0.45, 1.0)
    return np.asarray(np.clip(mask * pressed * dry * ink, 0, 1), dtype=np.float32)


def press(
    image: Image.Image, scale: float, design: SealDesign, middle: tuple[float, float], rng: Random
) -> tuple[Image.Image, NDArray[np.float64]]:
    """Press the seal at ``middle`` (mm) onto the picture; returns the new one and the seal's edge in pixels."""
    mask = _worn(cut(design), design.ink, rng)
    colour = rng.choice(INKS[design.color])
    center = (middle[0] * scale, middle[1] * scale)
    return inked(image, mask, (scale / PER_MM, design.turn, center), colour), outline(design) * scale + center


Pose = tuple[float, float, tuple[float, float]]
"""Pixels of the picture to one of the plate's, clockwise degrees, and where the plate's middle comes to lie."""


def inked(image: Image.Image, mask: NDArray[np.float32], pose: Pose, colour: tuple[int, int, int]) -> Image.Image:
    """The picture with a plate's ink (side, side), 0..1, laid onto it; ink and print mix as transparent colours do."""
    factor, degrees, at = pose
    side, center, a = mask.shape[0], np.array(at), np.deg2rad(degrees)
    turn = np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]]) * factor
    reach = int(side * factor / 2) + 2
    x0, y0 = int(center[0]) - reach, int(center[1]) - reach
    shift = center - np.array([x0, y0]) - turn @ np.array([side / 2, side / 2])
    soft = cv2.GaussianBlur(mask, (0, 0), max(0.5 / factor * 0.5, 0.1))
    patch = cv2.warpAffine(soft, np.column_stack([turn, shift]), (2 * reach, 2 * reach), flags=cv2.INTER_LINEAR)
    pixels = np.asarray(image).copy()
    height, width = pixels.shape[:2]
    left, top, right, bottom = max(x0, 0), max(y0, 0), min(x0 + 2 * reach, width), min(y0 + 2 * reach, height)
    ink = patch[top - y0 : bottom - y0, left - x0 : right - x0, None]
    tint = np.array(colour, dtype=np.float32) / 255
    under = pixels[top:bottom, left:right].astype(np.float32)
    pixels[top:bottom, left:right] = np.clip(under * (1 - ink * (1 - tint)), 0, 255).astype(np.uint8)
    return Image.fromarray(pixels)
