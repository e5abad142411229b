"""What is true of a page in everything but its words: seals, what spoils it, how it lies; and where its characters are.

Boxes are in fractions of the delivered picture. What a spoil does to reading is not drawn but measured (``measure``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from models.codes import ClarityKind, SealColor
from models.document import Rotation
from models.place import Box
from models.record import Record
from samples.truth import TrueSeal

Family = Literal["seals", "clarity", "geometry"]
FAMILIES: tuple[Family, ...] = ("seals", "clarity", "geometry")
Capture = Literal["scan", "grey_copy", "photo"]
SealGroup = Literal["red", "blue", "black", "faint", "cut or 骑缝"]
SEAL_GROUPS: tuple[SealGroup, ...] = ("red", "blue", "black", "faint", "cut or 骑缝")
FAINT_INK = 0.40
"""At most so much of a full print's ink came off, on average over the seal's strokes."""


class DrawnSeal(Record):
    """A seal on the page; ``ink`` is the mean share of ink over its strokes, ``side`` its longer side in pixels."""

    seal: TrueSeal
    ink: float
    side: float
    number: str = ""
    body: Literal["hospital", "other", "none"] = "hospital"
    """Whose name it carries: a hospital's, another body's (company, committee, bureau), or none."""
    cut: bool = False
    """Part of it lies beyond the sheet's or the picture's edge."""
    overlapped: bool = False

    @property
    def group(self) -> SealGroup:
        """The row of the table it counts in."""
        if self.cut:
            return "cut or 骑缝"
        if self.seal.color is SealColor.BLACK:
            return "black"
        if self.ink <= FAINT_INK:
            return "faint"
        return "red" if self.seal.color is SealColor.RED else "blue"


class Spoil(Record):
    """Something drawn that may take text away. ``amount`` is physical (docs/measuring.md); no box: the whole page."""

    kind: ClarityKind
    amount: float
    box: Box | None = None


class PageTruth(Record):
    tells: tuple[Family, ...]
    """Which tables the page counts in."""
    recipe: str
    """What was to be drawn, such as ``overlapping seals`` or ``look-alike of glare``."""
    capture: Capture = "scan"
    twin: str | None = None
    """The page that shows the same paper undegraded (clarity) or scanned flat (geometry)."""
    lines: tuple[str, ...]
    seals: tuple[DrawnSeal, ...] = ()
    spoils: tuple[Spoil, ...] = ()
    look_alike: ClarityKind | None = None
    rotation: Rotation = 0
    skew: float | None = None
    """Degrees that remain upright, positive where lines fall clockwise; None where the page is no flat scan."""
    bent: bool = False


@dataclass(frozen=True)
class Run:
    """Characters that stand beside each other, with the box of each: (N, 4) left, top, right, bottom in fractions of
    the picture, beyond 0..1 where the picture does not show them."""

    text: str
    boxes: NDArray[np.float64]


@dataclass(frozen=True)
class PhysicalPage:
    """An encoded picture, what is true of it and (where the source knows) where each character stands."""

    name: str
    data: bytes
    truth: PageTruth
    runs: tuple[Run, ...] = ()
    hit: tuple[NDArray[np.bool_], ...] = field(default=())
    """For each spoil: which characters, in the order of the runs, lie where it works."""


@dataclass(frozen=True)
class Group:
    """Pages that are drawn together: one paper, undegraded first."""

    family: Family
    number: int

    @property
    def name(self) -> str:
        return f"{self.family}-{self.number:05d}"


class PageSource(Protocol):
    """Draws pages from a seed. A group's pages depend on the seed and the group alone."""

    def plan(self, count: int, families: Sequence[Family]) -> list[Group]:
        """The groups that together have about ``count`` pages."""

    def draw(self, seed: int, group: Group) -> list[PhysicalPage]:
        """The pages of one group, a twin before the pages that name it."""
