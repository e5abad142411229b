"""The texts on drawn sheets of every layout that development may look at, hand by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from models.codes import DocType
from samples import draw
from tests.bench.held_out import fourth, opened, second, third
from tests.bench.held_out.paper import Layout, made_out

HANDS: Mapping[str, Mapping[DocType, Sequence[Layout]]] = {
    "first": opened.FIRST, "second": second.LAYOUTS, "third": third.LAYOUTS, "fourth": fourth.LAYOUTS,
}  # fmt: skip
_SHEETS = 5
"""Sheets of every layout."""


@dataclass(frozen=True)
class Told:
    """The texts on one sheet."""

    hand: str
    layout: str
    kind: DocType
    texts: tuple[str, ...]


def told(seed: int) -> Iterator[Told]:
    """The texts of ``_SHEETS`` sheets of every layout that development may look at."""
    for hand, layouts in HANDS.items():
        for kind, of_kind in layouts.items():
            for layout in of_kind:
                for number in range(_SHEETS):
                    sheet = made_out(layout, Random(f"{seed} {hand} {layout.__name__} {number}")).sheet
                    yield Told(hand, layout.__name__, kind, tuple(piece.text for piece in sheet.pieces))
    named = [*(name for layouts in draw.LAYOUTS.values() for name in layouts), *draw.FURTHER, *draw.KEPT, *draw.TICKED]
    for name in dict.fromkeys(named):
        for number in range(_SHEETS):
            fragments = draw.sheet_of(name, Random(f"{seed} samples {name} {number}")).fragments
            yield Told("samples", name, draw.kind_of(name), tuple(one.text for one in fragments))
