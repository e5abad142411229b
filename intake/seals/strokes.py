"""Ink maps as pictures of text: 0 without ink, 255 fully inked."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.seals.tint import Ink

INKED = 80
"""Of 255: above it a pixel counts as inked where a layout is looked for; the recogniser gets every shade."""


def strengthened(ink: Ink) -> Ink:
    """Ink whose strokes are brought to full strength: blur and wear leave them fainter than frames."""
    sampled = ink[::2]
    densest = float(np.percentile(sampled, 99.5))
    strokes = sampled[sampled > max(0.35 * densest, 16.0)]
    if strokes.size < 25:
        return ink
    usual = float(np.percentile(strokes, 75))
    return np.asarray(np.clip(ink * (235.0 / max(usual, 40.0)), 0, 255), dtype=np.uint8)


def evened(line: Ink) -> Ink:
    """A line of text whose characters are brought to full strength, weakly pressed ones up to twice as much as others:
    those beside another seal's stronger ink would else be lost."""
    if not line.size:
        return line
    # About a tenth of a line is stroke, so that its 97th percentile is a well-inked one.
    usual = max(float(np.percentile(line, 97)), 30.0)
    size = (line.shape[0] | 1, 1)
    strongest = np.percentile(line, 95, axis=0).astype(np.float32)[None]
    around = cv2.blur(cv2.dilate(strongest, np.ones(size[::-1], np.uint8)), size)
    gain = 235.0 / np.clip(around, 0.5 * usual, usual)
    return np.asarray(np.clip(line * gain, 0, 255), dtype=np.uint8)


def shrunk(ink: Ink, factor: float) -> Ink:
    """Ink blurred as much as making it smaller by ``factor`` needs."""
    return ink if factor <= 1.6 else np.asarray(cv2.GaussianBlur(ink, (0, 0), 0.4 * factor), dtype=np.uint8)


def kept_columns(line: Ink) -> NDArray[np.int64]:
    """The columns of a line that are left where its wide gaps between characters are shortened to a quarter of its
    height, as in printed lines."""
    most = max(line.shape[0] // 4, 2)
    # Faint strokes of a character must not count as a gap.
    empty = line.max(axis=0) < INKED // 3
    kept, run = [], 0
    for column, bare in enumerate(empty):
        run = run + 1 if bare else 0
        if run <= most:
            kept.append(column)
    return np.array(kept, dtype=np.int64)
