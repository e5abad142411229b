"""How much of a line was probably read right: the recogniser's confidence, and what the picture of the print says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from intake.clarity.card import reaches_its_end
from intake.clarity.grade import POOR, UNREADABLE
from intake.clarity.text import Print
from intake.clarity.tiles import Tiles
from intake.clarity.trouble import between
from intake.page import Line

WEIGHTS: Final = (-0.5, 1.36, 6.5, 6.9, 0.01, 3.5, 0.15, 2.5, 1.7, 0.9, 1.5)
"""Of a logistic model of ``signs``, fitted on drawn pages (tests/bench/clarity)."""

FOUND_WEIGHTS: Final = (2.74, 0.8, 0.88, 3.06, 0.02, -0.5, 3.75, 1.66, -1.09, 6.19, 1.41)
"""The same for lines that were found and not read, whose confidence is the finder's (tests/bench/clarity/found.py)."""

LITTLE, _THIN = 100, 0.03
"""Characters, and share of the page that their lines fill, below which most of a paper is probably missing: of 400
drawn pages 15 had less of both, of none of which more than six tenths could be read; cards fill more."""
_HARDLY: Final = 30
"""Characters: fewer stand on no paper. Of 11 drawn pages of which fewer were read none could be read to more than a
fifth; but a slip of so few words may be whole, so that they are poor and not unreadable."""
MOST_ALONE: Final = (0.5, 0.8)
"""The most such pages score: poor, for nobody knows what else stood there."""
_MUCH: Final = (100.0, 0.08)
"""Characters, and share of the page that their lines fill, from which nothing says that a spoiled page had more: of
534 drawn pages 21 had less of both and lines as badly spoiled, of none of which more than three tenths were read."""
_SPOILED: Final = (0.2, 0.5)
"""How badly the tiles of lines are spoiled, on average, where lines beside them that were weaker may be gone; and where
they surely are."""
_UNSEEN: Final = 0.4
"""Of the score: so much a poor page has lost besides, of which next to nothing was read."""
_EMPTY: Final = 0.05
"""Share of a page that its lines fill, from which there is no such doubt. Chosen with ``_UNSEEN`` on 534 drawn pages
(their scores' root mean squared error fell from 0.133 to 0.129; on 159 others it stayed at 0.138)."""


def with_shares(prints: Sequence[Print], tiles: Tiles) -> list[Print]:
    """The lines with the share of their characters that is probably right."""
    shares = _shares(prints, tiles, WEIGHTS)
    return [replace(line, right=share) for line, share in zip(prints, shares, strict=True)]


def with_chances(prints: Sequence[Print], tiles: Tiles) -> list[Print]:
    """Lines that were found and not read, with the share that would probably be read right, and so surely."""
    shares = _shares(prints, tiles, FOUND_WEIGHTS)
    return [replace(line, right=share, confidence=share) for line, share in zip(prints, shares, strict=True)]


def _shares(prints: Sequence[Print], tiles: Tiles, weights: Sequence[float]) -> list[float]:
    if not prints:
        return []
    shares = 1.0 / (1.0 + np.exp(-(signs(prints, tiles) @ np.asarray(weights))))
    return [float(share) for share in shares]


def signs(prints: Sequence[Print], tiles: Tiles) -> NDArray[np.float64]:
    """(N, 11) of lines: one; the log-odds of the confidence; and with a minus, how little confidence there is, how
    soft, small and faint the print, each beyond what reading does not mind; and how badly its tiles are spoiled: soft,
    washed out, dim, covered, striped."""
    conf = np.clip([line.confidence for line in prints], 0.02, 0.995)
    soft, high, contrast = np.array([(line.softness, line.height, line.contrast) for line in prints]).T
    spoiled = np.stack((tiles.soft, tiles.washed, tiles.dim, tiles.covered, tiles.stripes), axis=2)
    means = np.array([spoiled[tiles.span(line.box)].mean(axis=(0, 1)) for line in prints])
    return np.column_stack(
        (
            np.ones(len(prints)),
            np.log(conf / (1 - conf)),
            -np.clip(0.75 - conf, 0.0, 0.4),
            -np.clip(soft - 0.13, 0.0, 0.3) * (high >= 12),
            -np.clip(13.0 - high, 0.0, 8.0),
            -np.clip(0.15 - contrast, 0.0, 0.15),
            -means,
        )
    )


def beside(prints: Sequence[Print], tiles: Tiles) -> float:
    """The share of a page's print that was probably read, where there is little and what was read is itself badly
    spoiled: print a little weaker is gone without a trace."""
    weights = np.array([line.weight for line in prints])
    strongest = np.max((tiles.soft, tiles.washed, tiles.dim, tiles.covered, tiles.stripes), axis=0)
    spoiled = float(np.average([strongest[tiles.span(line.box)].mean() for line in prints], weights=weights))
    filled = sum(line.box.area for line in prints)
    missing = max(1.0 - max(float(weights.sum()) / _MUCH[0], filled / _MUCH[1]), 0.0)
    return 1.0 - missing * between(spoiled, *_SPOILED)


def doubted(score: float, prints: Sequence[Print]) -> float:
    """The score of a page that is poor already: the less was read of it, the more stood there that left no trace."""
    filled = sum(line.box.area for line in prints)
    return score * (1.0 - _UNSEEN * max(1.0 - filled / _EMPTY, 0.0) * between(score, POOR, UNREADABLE))


def most(prints: Sequence[Print], lines: Sequence[Line]) -> float:
    """The most a page can score of which so little was read: however surely that was, what else stood there is
    unknown; but a card copied on a sheet has no more to say."""
    if reaches_its_end(lines):
        return 1.0
    characters = sum(line.weight for line in prints)
    filled = sum(line.box.area for line in prints)
    if characters < _HARDLY:
        return MOST_ALONE[0]
    if characters >= LITTLE or filled >= _THIN:
        return 1.0
    return MOST_ALONE[0] + (MOST_ALONE[1] - MOST_ALONE[0]) * filled / _THIN
