"""Seeded photographs of papers on tables, flat and bent, each with its sheet, its truth and where its points fall."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import numpy as np

from models.codes import DocType
from samples.draw import LAYOUTS, sheet_of
from samples.ink import Sheet
from samples.warp import Bend, Photograph, photograph

CARDS = frozenset({DocType.ID_CARD_FRONT, DocType.ID_CARD_BACK, DocType.SOCIAL_SECURITY_CARD})


@dataclass(frozen=True)
class Photographed:
    """A paper's layout, its sheet with the truth of what stands on it, and the photograph of it."""

    layout: str
    sheet: Sheet
    shot: Photograph


def photographs(
    count: int, seed: int, bends: tuple[Bend, ...] = ("flat",), *, cards: bool = False, cut: bool = False
) -> Iterator[Photographed]:
    """``count`` photographs, the bends taking turns; the first n of a longer run are the n of a shorter one.

    Of papers, or of ``cards`` alone; ``cut``: with an edge out of the picture.
    """
    kinds = [kind for kind in sorted(LAYOUTS) if (kind in CARDS) is cards]
    for number in range(count):
        rng = Random(f"photographs-{seed}-{number}")
        layout = rng.choice(sorted(LAYOUTS[rng.choice(kinds)]))
        sheet = sheet_of(layout, rng)
        strength = rng.uniform(0.5, 1.3)
        shot = photograph(np.asarray(sheet.image), rng, bends[number % len(bends)], strength, cut=cut)
        yield Photographed(layout, sheet, shot)
