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
    found, free = [], np.ones(len(pieces), dtype=bool)
    for first in range(len(pieces)):
        if free[first]:
            line = _along(pieces, first, free)
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


def _along(pieces: Floats, first: int, free: NDArray[np.bool_]) -> tuple[float, float, float, float, float]:
    """The line through a piece and those that lie along it, which are no longer free then."""
    ways = pieces[:, 1] - pieces[:, 0]
    lengths = np.linalg.norm(ways, axis=1)
    angles = np.arctan2(ways[:, 1], ways[:, 0])
    point, way = pieces[first].mean(axis=0), ways[first] / lengths[first]
    mine = np.zeros(len(pieces), dtype=bool)
    for _ in range(2):
        turned = np.abs((angles - np.arctan2(way[1], way[0]) + np.pi / 2) % np.pi - np.pi / 2)
        aside = np.abs((pieces - point) @ np.array((-way[1], way[0]))).max(axis=1)
        mine = (aside < _ASIDE) & (turned < _TURNED) & free
        mine[first] = True
        ends, weights = pieces[mine].reshape(-1, 2), np.repeat(lengths[mine], 2)
        point = np.average(ends, axis=0, weights=weights)
        way = np.linalg.eigh(((ends - point) * weights[:, None]).T @ (ends - point))[1][:, 1]
    free &= ~mine
    return float(point[0]), float(point[1]), float(way[0]), float(way[1]), float(lengths[mine].sum())
