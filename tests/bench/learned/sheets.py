"""Drawn sheets of every layout that development may look at, hand by hand, as a perfect reader would hand them on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

import numpy as np

from intake.page import Line, PageImage, Pixels, ReadPage
from models.codes import DocType
from models.document import Geometry
from models.place import Box
from samples import draw
from tests.bench.held_out.opened import HANDS
from tests.bench.held_out.paper import Paper, made_out

_SHEETS: Final = 5
"""Sheets of every layout."""
_READ: Final = 0.98
"""The confidence of lines that nobody read."""
_BARE: Final = np.full((297, 210, 3), 255, np.uint8)
"""Stands for a sheet's picture where nobody looks at it."""


@dataclass(frozen=True)
class Told:
    """What stands on one sheet."""

    hand: str
    layout: str
    kind: DocType
    lines: tuple[Line, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(line.text for line in self.lines)


def told(seed: int) -> Iterator[Told]:
    """``_SHEETS`` sheets of every layout."""
    for hand in HANDS:
        for kind, layout, paper in papers_of(hand, _SHEETS, str(seed)):
            yield Told(hand, layout, kind, lines_of(paper))
    named = [*(name for layouts in draw.LAYOUTS.values() for name in layouts), *draw.FURTHER, *draw.KEPT, *draw.TICKED]
    for name in dict.fromkeys(named):
        for number in range(_SHEETS):
            sheet = draw.sheet_of(name, Random(f"{seed} samples {name} {number}"))
            size = (sheet.image.width, sheet.image.height)
            lines = tuple(_line(one.text, (one.left, one.top, one.right, one.bottom), size) for one in sheet.fragments)
            yield Told("samples", name, draw.kind_of(name), lines)


def papers_of(hand: str, count: int, seed: str) -> Iterator[tuple[DocType, str, Paper]]:
    """So many papers of every layout of a hand, with the layout's name."""
    for kind, layouts in HANDS[hand].items():
        for layout in layouts:
            for number in range(count):
                yield kind, layout.__name__, made_out(layout, Random(f"{seed} {hand} {layout.__name__} {number}"))


def lines_of(paper: Paper) -> tuple[Line, ...]:
    """The texts of a paper where they stand, in the order they were set."""
    sheet = paper.sheet
    size = (sheet.width, sheet.height)
    return tuple(_line(one.text, (one.left, one.top, one.right, one.bottom), size) for one in sheet.pieces)


def page_of(lines: tuple[Line, ...], pixels: Pixels = _BARE) -> ReadPage:
    """A page that bears these lines."""
    image = PageImage.of_source("0" * 64, 0, pixels)
    downwards = tuple(sorted(lines, key=lambda line: (line.box.top, line.box.left)))
    return ReadPage(image, downwards, Geometry(source=image.source, page=0, rotation=0, skew_degrees=0.0))


def _line(text: str, sides: tuple[float, float, float, float], size: tuple[float, float]) -> Line:
    left, top, right, bottom = (side / size[place % 2] for place, side in enumerate(sides))
    return Line(text, _READ, Box.clipped(left, top, right, bottom))
