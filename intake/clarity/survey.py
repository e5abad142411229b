"""All that is measured once on a page, and what the kinds of problems are then looked for in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import cv2
import numpy as np

from intake.clarity.evidence import Evidence, cells_of, gather
from intake.clarity.grain import Grain, measure_grain
from intake.clarity.score import with_shares
from intake.clarity.text import Print, measure_lines
from intake.clarity.view import Mask, View
from intake.page import Line, PageImage, Pixels
from models.place import Box

_MELTED: Final = 0.18
"""Softness from which strokes run together; reading loses most of such print."""
_DENSER: Final = 2.5
"""Times: so much more text there is than cells of it that can be told from paper (blurred halves of drawn pages)."""
_NO_PRINT: Final = 1.0
"""Softness beyond which it is no print: the grain of a table, creases, smears."""
_NO_LINE: Final = 0.3
"""What marks count that do not lie in rows."""


@dataclass(frozen=True)
class Survey:
    """``prints`` are the lines that were read, ``usual`` is how bright the paper is where it is lit as most of them
    are, ``evidence`` the characters by cells."""

    view: View
    prints: tuple[Print, ...]
    grain: Grain
    usual: float
    evidence: Evidence
    missed: tuple[Print, ...]
    """The print of rows from which no line was read."""

    @classmethod
    def of(cls, page: PageImage, lines: Sequence[Line]) -> Survey:
        """Survey a page and its lines, which are in fractions of it."""
        prints = measure_lines(page.pixels, lines)
        view = View.of(page.pixels, median_of(prints, [each.height for each in prints]) if prints else None)
        read = cells_of(view, prints)
        grain = measure_grain(page.pixels, view, read)
        usual = float(np.percentile(view.light[read] if read.any() else view.light, 80))
        prints = with_shares(prints, grain, usual)
        evidence = gather(view, prints, usual, grain)
        missed = _missed(page.pixels, view, evidence)
        rows = cells_of(view, missed)
        evidence.there[evidence.unread & ~rows] *= _NO_LINE
        for one in missed:
            span = view.span(one.box)
            if one.softness > _NO_PRINT:
                evidence.there[span][evidence.unread[span]] *= 0.1
            elif one.softness > _MELTED:
                # Of print that is so soft only the densest parts can be told from paper.
                evidence.there[span][evidence.unread[span]] *= _DENSER
        missed = [one for one in missed if one.softness <= _NO_PRINT]
        missed = [replace(one, weight=float(evidence.there[view.span(one.box)].sum())) for one in missed]
        return cls(view, tuple(prints), grain, usual, evidence, tuple(missed))

    def hiding(self, expected: Sequence[np.ndarray]) -> Survey:
        """The survey of a page of which so many characters cannot be seen (maps by cells)."""
        evidence = self.evidence
        for one in expected:
            evidence = evidence.with_hidden(one)
        return replace(self, evidence=evidence)

    @cached_property
    def read_loss(self) -> float:
        """The share of the characters in the lines that is probably wrong."""
        weight = sum(line.weight for line in self.prints)
        return 1.0 - sum(line.weight * line.right for line in self.prints) / weight if weight else 1.0

    @cached_property
    def loss(self) -> float:
        """The share of the page's characters that is probably lost or wrong."""
        return 1.0 - float(self.evidence.right.sum()) / max(self.evidence.total, 1.0)

    def area_of(self, prints: Sequence[Print]) -> Mask:
        """The cells of such print."""
        return cells_of(self.view, prints)


def _missed(pixels: Pixels, view: View, evidence: Evidence) -> list[Print]:
    joined = cv2.morphologyEx(evidence.unread.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((1, 5), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=4)
    rows, columns = view.shape
    lines = []
    for label in range(1, count):
        x, y, w, h = (int(value) for value in stats[label, :4])
        if h <= 8 and w >= max(3, 1.5 * h):
            lines.append(Line("?", 0.0, Box.clipped(x / columns, y / rows, (x + w) / columns, (y + h) / rows)))
    return measure_lines(pixels, lines)


def median_of(prints: Sequence[Print], values: Sequence[float]) -> float:
    """The median of values of print, each character counting once; NaN of none."""
    if not prints:
        return float("nan")
    order = np.argsort(values)
    weights = np.cumsum([prints[int(place)].weight for place in order])
    return float(values[int(order[int(np.searchsorted(weights, weights[-1] / 2))])])
