"""What is true of a drawn paper: what a perfect reading of it would say. The bench and the tests measure against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from models.codes import ClarityKind, DocType, Flag, SealColor, SealKind, SealShape, Title
from models.document import Diagnosis, FieldName, PhysicianRole
from models.place import Box
from models.record import Record

Degradation = Literal[
    "clean_scan", "grey_copy", "photo", "shadow", "blur", "low_resolution", "jpeg",
    "occlusion", "glare", "cut_off", "moire", "dark", "overexposed",
]  # fmt: skip
"""How the paper was captured. ``clean_scan``: flat, sharp, even, at most turned by 90 degrees or skewed by 3."""


class TruePhysician(Record):
    name: str | None
    title: Title | None
    role: PhysicianRole | None
    signed: bool | None


class TrueSeal(Record):
    shape: SealShape
    color: SealColor
    kind: SealKind
    text: str
    inner_text: str
    complete: bool
    box: Box
    """In fractions of the delivered picture."""
    strength: float = 1.0
    """How strongly it was pressed, 0..1."""


class TrueLabItem(Record):
    name: str
    value: str
    unit: str | None
    reference: str | None
    flag: Flag | None


class TrueSpoil(Record):
    """What was done to the picture's clarity, and where, in fractions of the delivered picture. ``severity``: of what
    hides print the share of the paper's characters that are hidden, of all else its strength 0..1. How much of it
    hinders reading, only reading tells."""

    kind: ClarityKind
    severity: float
    box: Box


class Truth(Record):
    doc_type: DocType
    layout: str
    """Which drawing function made it, so that layouts can be held out whole."""
    lines: tuple[str, ...]
    """The lines in reading order, without the text of seals; the cells of one table row joined by spaces."""
    fields: dict[FieldName, str | int | tuple[Diagnosis, ...] | None]
    """Normalised as models.document.Field.value is. None: the label is there and nothing is written."""
    physicians: tuple[TruePhysician, ...] = ()
    seals: tuple[TrueSeal, ...] = ()
    lab_items: tuple[TrueLabItem, ...] = ()
    rotation: Literal[0, 90, 180, 270] = 0
    """Clockwise degrees that are needed to set the picture upright."""
    skew_degrees: float = 0.0
    """What remains after that, positive where the lines fall clockwise; 0 for photographs in perspective."""
    degradation: Degradation = "clean_scan"
    readable: bool = True
    """Whether a person could read all that matters."""
    clarity_problems: tuple[ClarityKind, ...] = ()
    spoils: tuple[TrueSpoil, ...] = ()


@dataclass(frozen=True)
class DrawnPaper:
    """A drawn paper as it would be uploaded: an encoded picture (JPEG or PNG) and its truth."""

    name: str
    data: bytes
    truth: Truth


class PaperSource(Protocol):
    """Draws papers from a seed: the same seed and count give the same papers."""

    def __call__(self, count: int, seed: int) -> Iterator[DrawnPaper]: ...
