"""A sheet of paper that is drawn on in millimetres and remembers the truth of what stands on it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from models.document import Diagnosis, FieldName
from samples.fonts import MISSING, Face, face_for, font
from samples.seals import SealPrint
from samples.truth import TrueLabItem, TruePhysician

FieldValue = str | int | tuple[Diagnosis, ...] | None
Color = tuple[int, int, int]
INK: Color = (28, 28, 32)
_BASELINE = 0.86
"""Where the baseline lies below the top of a line, in sizes of the type."""
_PIECES = re.compile(r"[A-Za-z0-9.+/×:^*-]+|\n|.")
"""What a line break may not tear apart: Latin words and figures; everything else breaks anywhere."""
_NEVER_FIRST = "，。、；：！？）》”%℃"
"""Punctuation that a printer never puts at the start of a line."""


@dataclass(frozen=True)
class Pen:
    """Face, size in points, colour, and extra space between characters in millimetres."""

    face: Face = "song"
    size: float = 10.5
    color: Color = INK
    spacing: float = 0.0

    def at(self, size: float) -> Pen:
        return replace(self, size=size)


@dataclass(frozen=True)
class Shown:
    """A value as printed, with the field it fills and its normalised value (None: as printed)."""

    text: str
    field: FieldName | None = None
    value: FieldValue = None

    @property
    def truth(self) -> FieldValue:
        return self.text if self.value is None and self.text else self.value


@dataclass(frozen=True)
class Fragment:
    """A run of print and where it stands, in pixels of the sheet."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class StampedSeal:
    """A seal on the sheet: its outline (N, 2) in pixels of the sheet."""

    seal: SealPrint
    outline: NDArray[np.float64]
    complete: bool


class Sheet:
    """A sheet being drawn. Positions are millimetres from its top left corner; ``y`` is the top of a line of type."""

    def __init__(self, rng: Random, dpi: int, size: tuple[float, float] = (210.0, 297.0), tone: Color = (255,) * 3):
        self.rng = rng
        self.dpi = dpi
        self.size = size
        self.image = Image.new("RGB", (round(size[0] * dpi / 25.4), round(size[1] * dpi / 25.4)), tone)
        self._draw = ImageDraw.Draw(self.image)
        self.fragments: list[Fragment] = []
        self.seals: list[StampedSeal] = []
        self.fields: dict[FieldName, FieldValue] = {}
        self.physicians: list[TruePhysician] = []
        self.lab_items: list[TrueLabItem] = []

    def px(self, millimetres: float) -> float:
        return millimetres * self.dpi / 25.4

    def _font(self, pen: Pen) -> ImageFont.FreeTypeFont:
        return font(pen.face, max(round(pen.size * self.dpi / 72), 6))

    def width(self, text: str, pen: Pen) -> float:
        """How wide the text will be printed, in millimetres."""
        return self._font(pen).getlength(text) * 25.4 / self.dpi + pen.spacing * max(len(text) - 1, 0)

    def note(self, shown: Shown) -> None:
        """Record the field a printed value fills; the first printed value of a field stands."""
        if shown.field is not None:
            self.fields.setdefault(shown.field, shown.truth)

    def text(self, x: float, y: float, text: str | Shown, pen: Pen) -> float:
        """Print a run and return where it ends; blank text prints nothing."""
        if isinstance(text, Shown):
            self.note(text)
            text = text.text
        if not text.strip():
            return x
        typeface = self._font(pen)
        baseline = self.px(y) + _BASELINE * typeface.size
        left = self.px(x)
        if pen.spacing or any(char in MISSING.get(pen.face, "") for char in text):
            for char in text:
                able = font(face_for(pen.face, char), int(typeface.size))
                self._draw.text((left, baseline), char, pen.color, able, anchor="ls")
                left += typeface.getlength(char) + self.px(pen.spacing)
        else:
            self._draw.text((left, baseline), text, pen.color, typeface, anchor="ls")
        end = x + self.width(text, pen)
        top = baseline - 0.86 * typeface.size
        self.fragments.append(Fragment(text.strip(), self.px(x), top, self.px(end), top + typeface.size * 1.05))
        return end

    def centre(self, y: float, text: str | Shown, pen: Pen, span: tuple[float, float] | None = None) -> float:
        """Print a run in the middle of the sheet, or of the span from left to right."""
        left, right = span or (0.0, self.size[0])
        words = text.text if isinstance(text, Shown) else text
        return self.text((left + right - self.width(words, pen)) / 2, y, text, pen)

    def wrap(self, text: str, width: float, pen: Pen) -> list[str]:
        """Break a paragraph into lines of at most that width."""
        lines, line = [], ""
        for piece in _PIECES.findall(text):
            if piece == "\n":
                lines.append(line)
                line = ""
            elif line and self.width(line + piece, pen) > width and piece not in _NEVER_FIRST:
                lines.append(line)
                line = piece.lstrip(" ")
            else:
                line += piece
        return [*lines, line] if line else lines

    def paragraph(self, x: float, y: float, text: str, pen: Pen, width: float) -> float:
        """Print a paragraph and return the top of the line below it."""
        for line in self.wrap(text, width, pen):
            self.text(x, y, line, pen)
            y += leading(pen)
        return y

    def rule(self, start: tuple[float, float], end: tuple[float, float], weight: float = 0.25) -> None:
        """Draw a straight line of a weight in millimetres."""
        points = [(round(self.px(x)), round(self.px(y))) for x, y in (start, end)]
        self._draw.line(points, INK, max(round(self.px(weight)), 1))

    def frame(self, left: float, top: float, right: float, bottom: float, weight: float = 0.25) -> None:
        """Draw the four sides of a rectangle."""
        for start, end in (
            ((left, top), (right, top)),
            ((right, top), (right, bottom)),
            ((right, bottom), (left, bottom)),
            ((left, bottom), (left, top)),
        ):
            self.rule(start, end, weight)

    def write(self, x: float, y: float, text: str, size: float = 17.0) -> float:
        """Write by hand: slanting, uneven, in dark blue or black; returns where it ends."""
        rng = self.rng
        color = rng.choice(((24, 28, 60), (20, 20, 24), (30, 34, 80)))
        left = x
        stroke = rng.choice((0, 0, 1)) if self.dpi >= 170 else 0
        for char in text:
            typeface = font("hand", max(round(size * rng.uniform(0.92, 1.1) * self.dpi / 72), 8))
            side = round(typeface.size * 1.6)
            glyph = Image.new("L", (side, side), 0)
            ImageDraw.Draw(glyph).text((side / 2, side / 2), char, 255, typeface, anchor="mm", stroke_width=stroke)
            slant = rng.uniform(0.08, 0.26)
            glyph = glyph.transform(
                (side, side), Image.Transform.AFFINE, (1, slant, -slant * side / 2, 0, 1, 0), Image.Resampling.BICUBIC
            ).rotate(rng.uniform(-5, 5), Image.Resampling.BICUBIC)
            drop = rng.uniform(-0.05, 0.05) * typeface.size
            corner = (round(self.px(left) - side * 0.19), round(self.px(y) - side * 0.2 + drop))
            self.image.paste(color, corner, glyph)
            left += typeface.size * 25.4 / self.dpi * rng.uniform(0.94, 1.06)
        height = self.px(size * 25.4 / 72)
        self.fragments.append(Fragment(text, self.px(x), self.px(y), self.px(left), self.px(y) + height))
        return left

    def stamp(self, seal: SealPrint, x: float, y: float) -> None:
        """Press a seal with its centre at (x, y); ink and print mix as transparent colours do."""
        page = np.asarray(self.image, dtype=np.float32).copy()
        height, width = seal.mask.shape
        left, top = round(self.px(x)) - width // 2, round(self.px(y)) - height // 2
        x0, y0 = max(left, 0), max(top, 0)
        x1, y1 = min(left + width, page.shape[1]), min(top + height, page.shape[0])
        mask = seal.mask[y0 - top : y1 - top, x0 - left : x1 - left, None]
        tint = np.array(seal.ink, dtype=np.float32) / 255.0
        page[y0:y1, x0:x1] *= 1.0 - mask * (1.0 - tint)
        self.image = Image.fromarray(page.astype(np.uint8))
        self._draw = ImageDraw.Draw(self.image)
        outline = seal.outline + np.array([left, top], dtype=np.float64)
        inside = ((outline >= -2) & (outline <= (page.shape[1] + 2, page.shape[0] + 2))).all()
        self.seals.append(StampedSeal(seal, outline, seal.complete and bool(inside)))

    def lines(self) -> tuple[str, ...]:
        """What is printed, line by line: runs whose middles are level make one line, joined by a space."""
        rows: list[list[Fragment]] = []
        for fragment in sorted(self.fragments, key=lambda run: (run.top + run.bottom, run.left)):
            middle = (fragment.top + fragment.bottom) / 2
            if rows and abs(middle - _middle(rows[-1])) < 0.45 * min(fragment.bottom - fragment.top, _height(rows[-1])):
                rows[-1].append(fragment)
            else:
                rows.append([fragment])
        return tuple(" ".join(run.text for run in sorted(row, key=lambda run: run.left)) for row in rows)


def leading(pen: Pen) -> float:
    """From the top of one line to the next, in millimetres."""
    return pen.size * 25.4 / 72 * 1.55


def _middle(row: list[Fragment]) -> float:
    return sum(run.top + run.bottom for run in row) / (2 * len(row))


def _height(row: list[Fragment]) -> float:
    return min(run.bottom - run.top for run in row)
