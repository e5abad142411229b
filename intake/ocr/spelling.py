"""What a line may say: the characters the recogniser held possible, place by place, and how likely a text is by them.

The recogniser answers each column of a picture with a probability for every character and for none (connectionist
temporal classification, Graves et al. 2006). Its best guess alone forgets that 渭 was nearly as likely as 消; where a
closed vocabulary or the names that exist tell them apart, that is what is needed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEAST = math.log(1e-6)
"""The logarithm of the probability up to which characters are listed."""
UNSEEN = -9.0
"""The logarithm of the probability of a character that is not listed: it may be covered, worn, or cut off."""
_KEPT = 12
"""Characters listed at most for a column; of a readable one the first two have nearly all."""
_BLANK = 0.9995
"""Columns of which so much is nothing say only that a character ends."""

Frame = tuple[tuple[str, float], ...]
"""The characters of one column and the logarithms of their probabilities; ``""`` is none."""


@dataclass(frozen=True)
class Spelling:
    """A line as the recogniser would read it, how sure it is (0..1), and what else it held possible."""

    text: str
    confidence: float
    frames: tuple[Frame, ...]


def frames_of(probabilities: NDArray[np.float32], characters: Sequence[str]) -> tuple[Frame, ...]:
    """The columns (T, C) of one line as frames; ``characters`` names the C classes, the first of which is none.

    Of columns without anything that follow each other one is kept.
    """
    frames: list[Frame] = []
    bare = False
    for column in probabilities:
        if column[0] >= _BLANK:
            if not bare:
                frames.append((("", 0.0),))
            bare = True
            continue
        bare = False
        likely = np.nonzero(column > math.exp(LEAST))[0]
        likely = likely[np.argsort(-column[likely], kind="stable")][:_KEPT]
        frames.append(
            tuple(("" if place == 0 else characters[place], float(np.log(column[place]))) for place in likely)
        )
    return tuple(frames)


def likelihood(frames: Sequence[Frame], text: str) -> float:
    """The logarithm of the probability that the line says exactly this text: the sum over all ways to spell it."""
    if not frames:
        return UNSEEN * len(text)
    wanted = [""] + [part for char in text for part in (char, "")]
    told = np.full((len(frames), len(wanted)), UNSEEN)
    for row, frame in enumerate(frames):
        chances = dict(frame)
        told[row] = [max(chances.get(char, UNSEEN), UNSEEN) for char in wanted]
    skips = np.array([n > 1 and wanted[n] != "" and wanted[n] != wanted[n - 2] for n in range(len(wanted))])
    ways = np.full(len(wanted), -np.inf)
    ways[:2] = told[0, :2]
    for row in told[1:]:
        stepped, skipped = np.full_like(ways, -np.inf), np.full_like(ways, -np.inf)
        stepped[1:], skipped[2:] = ways[:-1], ways[:-2]
        skipped[~skips] = -np.inf
        ways = np.logaddexp(np.logaddexp(ways, stepped), skipped) + row
    return float(np.logaddexp(ways[-1], ways[-2])) if len(ways) > 1 else float(ways[-1])
