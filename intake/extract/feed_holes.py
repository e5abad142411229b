"""The holes along both edges of the paper that printers pull by: each is read as a lone O."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from intake.page import Line

_ROUND: Final = re.compile(r"[OoQCD0〇○◯。°]")
_FEWEST: Final = 4
"""Holes at one edge; two of ten are not read."""
_ASIDE: Final = 0.03
"""Of the page's width, by which the holes at one edge lie beside each other on a page that is not quite level."""


def without_feed_holes(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines but for lone round characters that stand below each other, at least four, with nothing beyond them."""
    rings = [line for line in lines if _ROUND.fullmatch(line.text.strip())]
    text = [line for line in lines if line not in rings]
    if len(rings) < _FEWEST or not text:
        return tuple(lines)
    left, right = min(line.box.left for line in text), max(line.box.right for line in text)
    edges = (
        [ring for ring in rings if ring.box.center[0] < left],
        [ring for ring in rings if ring.box.center[0] > right],
    )
    holes = [ring for edge in edges for ring in edge if _beside(ring, edge) >= _FEWEST]
    return tuple(line for line in lines if line not in holes)


def _beside(ring: Line, edge: Sequence[Line]) -> int:
    return sum(abs(other.box.center[0] - ring.box.center[0]) < _ASIDE for other in edge)
