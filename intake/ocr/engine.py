"""The port behind which text is read: PaddleOCR in the program, recorded lines in tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from intake.ocr.spelling import Spelling
from intake.page import Pixels

UNREAD: Final = "□"
"""Stands for a character that was seen and not read."""


@dataclass(frozen=True)
class ReadLine:
    """A line as an engine reports it: its corners (4, 2) in pixels, clockwise from the top left of the text."""

    quad: NDArray[np.float64]
    text: str
    confidence: float


@dataclass(frozen=True)
class Orientation:
    """By how many clockwise degrees the page must be turned to stand upright, with the network's confidence."""

    rotation: int
    confidence: float


class OcrEngine(Protocol):
    """What reading needs of an engine. One engine belongs to one thread (PaddleOCR corrupts shared text silently)."""

    @property
    def name(self) -> str:
        """Engine, its version, provider and precision, for the record's provenance."""

    @property
    def weights(self) -> dict[str, str]:
        """Each network's name and the SHA-256 of its weights."""

    def read(self, pixels: Pixels) -> list[ReadLine]:
        """Find and read all lines of a page (H, W, 3) BGR; an empty list where nothing is written."""

    def find(self, pixels: Pixels) -> list[ReadLine]:
        """Find the lines of a page (H, W, 3) BGR at a glance and read none: each text has as many ``UNREAD`` as there
        probably are characters, each confidence says how surely there is print. Small lines may be missing."""

    def recognize(self, crops: Sequence[Pixels]) -> list[tuple[str, float]]:
        """Read each crop as one horizontal line: text and confidence 0..1, in the order given."""

    def spell(self, crops: Sequence[Pixels]) -> list[Spelling]:
        """Read each crop as one horizontal line, with everything it may say; in the order given."""

    def orientation(self, pixels: Pixels) -> Orientation:
        """Which way up the page is, by the orientation network alone."""
