"""Long straight lines in a picture, along which colours change: what the sides of a sheet on a table may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Lab = NDArray[np.uint8]
"""(H, W, 3), a picture in CIE Lab as OpenCV holds it in eight bits."""

_GAINS: Final = (1.0, 2.0, 2.0)
"""Of lightness and the two colours against their neighbourhood: a pale sheet on a pale table differs little."""
_NEIGHBOURHOOD: Final = 61
_SHORTEST: Final = 8.0
"""Pixels of a piece."""
_MOST: Final = 160
"""Pieces that are looked at, longest first: a checked cloth has thousands."""
_ASIDE: Final = 3.0
_TURNED: Final = np.deg2rad(6.0)
"""By how much pieces of one line may lie beside and athwart it."""


@dataclass(frozen=True, eq=False)
class Lines:
    """Straight lines, longest first: a point on each (N, 2), its direction (N, 2) of length 1, and the pixels of it
    that were seen (N,); 0 for the picture's own edges."""

    points: Floats
    directions: Floats
    seen: Floats

    def chosen(self, index: NDArray[np.bool_] | NDArray[np.int64]) -> Lines:
        """Some of them."""
        return Lines(self.points[index], self.directions[index], self.seen[index])

    def joined(self, other: Lines) -> Lines:
        """These, and others behind them."""
        return Lines(
            np.concatenate((self.points, other.points)),
            np.concatenate((self.directions, other.directions)),
            np.concatenate((self.seen, other.seen)),
        )


def straight_lines(lab: Lab, shortest: float) -> Lines:
    """The lines of which at least ``shortest`` pixels are seen."""
    pieces = np.concatenate([_pieces(lab[:, :, channel], gain) for channel, gain in enumerate(_GAINS)])
    lengths = np.linalg.norm(pieces[:, 1] - pieces[:, 0], axis=1)
    order = np.argsort(-lengths, kind="stable")[:_MOST]
    pieces = pieces[order[lengths[order] > _SHORTEST]]
    way, free = _Ways.of(pieces), np.ones(len(pieces), dtype=bool)
    found = []
    for first in range(len(pieces)):
        if free[first]:
            line = _along(pieces, way, first, free)
            if line[4] >= shortest:
                found.append(line)
    table = np.array(sorted(found, key=lambda line: -line[4]), dtype=np.float64).reshape(-1, 5)
    return Lines(table[:, :2], table[:, 2:4], table[:, 4])


def _pieces(channel: NDArray[np.uint8], gain: float) -> Floats:
    """Straight pieces of edges (N, 2, 2), their two ends."""
    values = channel.astype(np.float32)
    light = cv2.blur(values, (_NEIGHBOURHOOD, _NEIGHBOURHOOD))
    shown = np.clip((values - light) * gain + 128, 0, 255).astype(np.uint8)
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD).detect(shown)[0]
    ends = np.zeros((0, 4)) if found is None else np.asarray(found, dtype=np.float64)
    return ends.reshape(-1, 2, 2)


@dataclass(frozen=True, eq=False)
class _Ways:
    """Of pieces (N, 2, 2): their lengths and angles (N,)."""

    lengths: Floats
    angles: Floats

    @classmethod
    def of(cls, pieces: Floats) -> _Ways:
        ways = pieces[:, 1] - pieces[:, 0]
        return cls(np.linalg.norm(ways, axis=1), np.arctan2(ways[:, 1], ways[:, 0]))


def _along(
    pieces: Floats, ways: _Ways, first: int, free: NDArray[np.bool_]
) -> tuple[float, float, float, float, float]:
    """The line through a piece and those that lie along it, which are no longer free then."""
    x, y = pieces[first].mean(axis=0)
    angle = float(ways.angles[first])
    mine = free
    for _ in range(2):
        turned = np.abs((ways.angles - angle + np.pi / 2) % np.pi - np.pi / 2)
        aside = np.abs((pieces[:, :, 1] - y) * np.cos(angle) - (pieces[:, :, 0] - x) * np.sin(angle)).max(axis=1)
        mine = (aside < _ASIDE) & (turned < _TURNED) & free
        mine[first] = True
        ends, weights = pieces[mine].reshape(-1, 2), np.repeat(ways.lengths[mine], 2)
        x, y = weights @ ends / weights.sum()
        across, down = ends[:, 0] - x, ends[:, 1] - y
        # The longer axis of the ends' spread.
        angle = 0.5 * float(np.arctan2(2 * (weights @ (across * down)), weights @ (across * across - down * down)))
    free &= ~mine
    return float(x), float(y), float(np.cos(angle)), float(np.sin(angle)), float(ways.lengths[mine].sum())
