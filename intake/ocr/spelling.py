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
    places: tuple[float, ...] = ()
    """Where each frame's middle lies, 0 the picture's left edge, 1 its right one; empty where that is not known."""


def runs_of(probabilities: NDArray[np.float32]) -> list[tuple[int, int]]:
    """First and last column, of the columns (T, C) of one line, of each frame: columns without anything that follow
    each other are one."""
    bare = (probabilities[:, 0] >= _BLANK).tolist()
    starts = [place for place in range(len(bare)) if place == 0 or not (bare[place] and bare[place - 1])]
    return list(zip(starts, [*(start - 1 for start in starts[1:]), len(bare) - 1], strict=True))


def frames_of(probabilities: NDArray[np.float32], characters: Sequence[str]) -> tuple[Frame, ...]:
    """The columns (T, C) of one line as frames; ``characters`` names the C classes, the first of which is none.

    Columns without anything that follow each other are one frame.
    """
    frames: list[Frame] = []
    for start, _ in runs_of(probabilities):
        column = probabilities[start]
        if column[0] >= _BLANK:
            frames.append((("", 0.0),))
            continue
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
    told, skips = _asked(frames, text)
    ways = np.full(told.shape[1], -np.inf)
    ways[:2] = told[0, :2]
    for row in told[1:]:
        stepped, skipped = _before(ways, skips)
        ways = np.logaddexp(np.logaddexp(ways, stepped), skipped) + row
    return float(np.logaddexp(ways[-1], ways[-2])) if len(ways) > 1 else float(ways[-1])


def placed(frames: Sequence[Frame], text: str) -> list[int]:
    """The frame in which each character of a text stands, by the likeliest way to spell it; empty where there are
    fewer frames than that takes."""
    if len(frames) < len(text) or not text:
        return []
    told, skips = _asked(frames, text)
    ways = np.full(told.shape[1], -np.inf)
    ways[:2] = told[0, :2]
    came = np.zeros(told.shape, dtype=np.int64)
    for row in range(1, len(told)):
        steps = np.stack([ways, *_before(ways, skips)])
        came[row] = steps.argmax(axis=0)
        ways = steps.max(axis=0) + told[row]
    place = told.shape[1] - (1 if ways[-1] >= ways[-2] else 2)
    clearest: dict[int, int] = {}
    for row in range(len(told) - 1, -1, -1):
        number = place // 2
        if place % 2 and (number not in clearest or told[row, place] > told[clearest[number], place]):
            clearest[number] = row
        place -= int(came[row, place])
    return [clearest[number] for number in sorted(clearest)] if len(clearest) == len(text) else []


def _asked(frames: Sequence[Frame], text: str) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The chances of each frame (T, 2 N + 1) for a text with nothing before, between and behind its characters, and of
    which of these what stands before may be left out."""
    wanted = [""] + [part for char in text for part in (char, "")]
    told = np.full((len(frames), len(wanted)), UNSEEN)
    places: dict[str, list[int]] = {}
    for place, char in enumerate(wanted):
        places.setdefault(char, []).append(place)
    for row, frame in enumerate(frames):
        for char, chance in frame:
            if char in places and chance > UNSEEN:
                told[row, places[char]] = chance
    skips = [place > 1 and wanted[place] not in ("", wanted[place - 2]) for place in range(len(wanted))]
    return told, np.array(skips)


def _before(ways: NDArray[np.float64], skips: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The chances of what stands one place before each, and two places where one may be left out."""
    stepped, skipped = np.full_like(ways, -np.inf), np.full_like(ways, -np.inf)
    stepped[1:], skipped[2:] = ways[:-1], ways[:-2]
    skipped[~skips] = -np.inf
    return stepped, skipped
