"""A sheet of paper on which text is set; it remembers each printed line.

Lengths are millimetres from the sheet's top left corner. What stands side by side within one block (a line, a table
row) becomes one line of the truth, its parts joined by spaces; blocks follow each other in the order they were set.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from tests.bench.held_out.typefaces import Type, advance, face_for, font

_TOKEN = re.compile(r"[A-Za-z0-9.,%/^+\-~:×]+|.", re.DOTALL)
_NEVER_FIRST = "，。；：、）】”！？》,.;:)℃%"
_ASCENT = 0.88


class RunsOffError(ValueError):
    """What was to be set has no room on the sheet."""


@dataclass(frozen=True)
class Piece:
    """One run of text on one line, its edges in millimetres, and the block it belongs to."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    block: int

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Glyph:
    """One printed or written character, its em square in pixels of the sheet, and the number of its piece."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    piece: int


@dataclass(frozen=True)
class Cell:
    """A cell of a ruled table."""

    text: str = ""
    span: int = 1
    type: Type | None = None
    align: str = "l"
    tall: float = 0.0
    """At least so many millimetres high."""
    top: bool = False
    """Text at the top instead of the middle."""


@dataclass(frozen=True)
class Area:
    left: float
    top: float
    right: float
    bottom: float


@dataclass
class Sheet:
    """Width and height in millimetres, pixels per inch."""

    width: float
    height: float
    rng: Random
    dpi: float = 200.0
    paper: tuple[int, int, int] = (253, 253, 251)
    pieces: list[Piece] = field(default_factory=list)
    glyphs: list[Glyph] = field(default_factory=list)
    block: int = 0

    def __post_init__(self) -> None:
        self.scale = self.dpi / 25.4
        self.image = Image.new("RGB", (round(self.width * self.scale), round(self.height * self.scale)), self.paper)
        self.draw = ImageDraw.Draw(self.image)

    def next(self) -> None:
        """Begin a new block."""
        self.block += 1

    def pixels(self, type_: Type) -> int:
        return max(6, round(type_.em * self.scale))

    def measure(self, text: str, type_: Type) -> float:
        """The width of the text in millimetres."""
        size = self.pixels(type_)
        length = sum(advance(type_.face, c, size) for c in text) / self.scale
        return length + type_.spacing * max(len(text) - 1, 0) + (0.06 * type_.em * len(text) if type_.hand else 0.0)

    def fitted(self, text: str, type_: Type, width: float) -> Type:
        """The type, made smaller until the text is no wider than ``width``."""
        while self.measure(text, type_) > width and type_.size > 5:
            type_ = type_.spaced(type_.spacing * 0.6).at(type_.size * 0.96)
        return type_

    def put(
        self, at: tuple[float, float], text: str, type_: Type, width: float | None = None, align: str = "l"
    ) -> float:
        """Set one line with its top left corner at ``at``, within ``width`` if given; returns its right edge."""
        if width is not None:
            type_ = self.fitted(text, type_, width)
        length = self.measure(text, type_)
        left = at[0] + ((width or 0.0) - length) * {"l": 0.0, "c": 0.5, "r": 1.0}[align]
        self._ink(left, at[1], text, type_)
        if text.strip():
            self.pieces.append(Piece(text.strip(), left, at[1], left + length, at[1] + type_.em, self.block))
        if left < -0.1 or left + length > self.width + 0.1 or at[1] + type_.em > self.height + 0.1:
            raise RunsOffError(f"text runs off the sheet: {text!r} at {left:.0f}, {at[1]:.0f}")
        return left + length

    def line(
        self, at: tuple[float, float], text: str, type_: Type, width: float | None = None, align: str = "l"
    ) -> None:
        """One line as a block of its own."""
        self.next()
        self.put(at, text, type_, width, align)

    def _ink(self, left: float, top: float, text: str, type_: Type) -> None:
        size = self.pixels(type_)
        x, baseline = left * self.scale, (top + _ASCENT * type_.em) * self.scale
        for character in text:
            step = advance(type_.face, character, size)
            if type_.hand:
                self._by_hand(x, baseline, character, type_)
                x += 0.06 * size
            else:
                face = font(face_for(type_.face, character), size)
                self.draw.text((x, baseline), character, type_.colour, face, "ls", stroke_width=type_.weight)
            if not character.isspace():
                top, right = baseline - _ASCENT * size, x + step
                self.glyphs.append(Glyph(character, x, top, right, top + 1.05 * size, len(self.pieces)))
            x += step + type_.spacing * self.scale

    def _by_hand(self, x: float, baseline: float, character: str, type_: Type) -> None:
        size = round(self.pixels(type_) * self.rng.uniform(0.94, 1.1))
        mask = Image.new("L", (2 * size, 2 * size))
        ImageDraw.Draw(mask).text(
            (size // 2, round(1.4 * size)), character, 255, font(face_for(type_.face, character), size), "ls"
        )
        lean = self.rng.gauss(0.12, 0.05) * type_.hand
        turn = self.rng.gauss(2, 3) * type_.hand
        mask = mask.transform(
            mask.size, Image.Transform.AFFINE, (1, lean, -lean * size, 0, 1, 0), Image.Resampling.BILINEAR
        )
        mask = mask.rotate(turn, Image.Resampling.BILINEAR)
        rise = self.rng.gauss(0, 0.035) * size * type_.hand
        self.image.paste(type_.colour, (round(x) - size // 2, round(baseline + rise - 1.4 * size)), mask)

    def wrap(self, text: str, type_: Type, width: float, indent: float = 0.0) -> list[str]:
        """Break the text into lines no wider than ``width``; the first is ``indent`` shorter."""
        lines: list[str] = []
        for paragraph in text.split("\n"):
            current = ""
            for token in _TOKEN.findall(paragraph):
                room = width - (indent if not lines else 0.0)
                if current and self.measure(current + token, type_) > room and token not in _NEVER_FIRST:
                    lines.append(current)
                    current = ""
                current += token
            lines.append(current)
        return lines

    def flow(
        self, at: tuple[float, float], text: str, type_: Type, width: float, leading: float = 1.6, indent: float = 0.0
    ) -> float:
        """Set a paragraph as one block; returns the height at which the next may begin."""
        self.next()
        y = at[1]
        for number, line in enumerate(self.wrap(text, type_, width, indent)):
            self.put((at[0] + (indent if number == 0 else 0.0), y), line, type_)
            y += type_.em * leading
        return y

    def rule(self, start: tuple[float, float], end: tuple[float, float], weight: float = 0.25) -> None:
        """A straight line, ``weight`` millimetres thick."""
        s = self.scale
        self.draw.line((start[0] * s, start[1] * s, end[0] * s, end[1] * s), (40, 40, 42), max(1, round(weight * s)))

    def frame(self, area: Area, weight: float = 0.25) -> None:
        s = self.scale
        self.draw.rectangle(
            (area.left * s, area.top * s, area.right * s, area.bottom * s),
            outline=(40, 40, 42),
            width=max(1, round(weight * s)),
        )

    def grid(
        self,
        at: tuple[float, float],
        widths: Sequence[float],
        rows: Sequence[Sequence[Cell | str]],
        type_: Type,
        pad: float = 1.5,
    ) -> list[list[Area]]:
        """A ruled table; every row is a block. Returns the cells' areas, row by row."""
        areas: list[list[Area]] = []
        y = at[1]
        for row in rows:
            self.next()
            placed: list[Area] = []
            laid: list[tuple[Cell, Type, float, float, list[str]]] = []
            column, x, height = 0, at[0], 0.0
            for item in row:
                cell = item if isinstance(item, Cell) else Cell(item)
                cell_type = cell.type or type_
                width = sum(widths[column : column + cell.span])
                lines = self.wrap(cell.text, cell_type, width - 2 * pad) if cell.text else []
                laid.append((cell, cell_type, x, width, lines))
                height = max(height, cell.tall, len(lines) * cell_type.em * 1.35 + 2 * pad)
                column, x = column + cell.span, x + width
            for cell, cell_type, left, width, lines in laid:
                area = Area(left, y, left + width, y + height)
                self._fill_cell(area, cell, cell_type, lines, pad)
                placed.append(area)
            areas.append(placed)
            y += height
        return areas

    def _fill_cell(self, area: Area, cell: Cell, type_: Type, lines: list[str], pad: float) -> None:
        step = type_.em * 1.35
        spare = area.bottom - area.top - len(lines) * step + 0.3 * type_.em
        y = area.top + (pad if cell.top else spare / 2)
        for line in lines:
            self.put((area.left + pad, y), line, type_, area.right - area.left - 2 * pad, cell.align)
            y += step
        self.frame(area)

    def lines(self) -> tuple[str, ...]:
        """The printed lines in reading order."""
        found: list[str] = []
        blocks: dict[int, list[Piece]] = {}
        for piece in self.pieces:
            blocks.setdefault(piece.block, []).append(piece)
        for number in sorted(blocks):
            rows: list[list[Piece]] = []
            for piece in sorted(blocks[number], key=lambda p: p.middle):
                if rows and abs(piece.middle - rows[-1][0].middle) < 0.5 * min(
                    piece.bottom - piece.top, rows[-1][0].bottom - rows[-1][0].top
                ):
                    rows[-1].append(piece)
                else:
                    rows.append([piece])
            found += [" ".join(p.text for p in sorted(row, key=lambda p: p.left)) for row in rows]
        return tuple(found)

    def array(self) -> NDArray[np.uint8]:
        """The picture as (H, W, 3) RGB."""
        return np.asarray(self.image, dtype=np.uint8)

    def collisions(self) -> list[tuple[str, str]]:
        """Pairs of texts that lie over each other: where there are any, the truth would be unreadable."""
        found = []
        for i, a in enumerate(self.pieces):
            for b in self.pieces[i + 1 :]:
                across = min(a.right, b.right) - max(a.left, b.left)
                down = min(a.bottom, b.bottom) - max(a.top, b.top)
                if across > 0.3 and down > 0.25 * min(a.bottom - a.top, b.bottom - b.top):
                    found.append((a.text, b.text))
        return found
