"""How much of a line was probably read right: the recogniser's confidence, and what the picture of the print says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from intake.clarity.grain import Grain
from intake.clarity.text import Print

DARK: Final = 60.0
"""Grey level of the paper below which the sensor's grain drowns print."""
WEIGHTS: Final = (-1.5, 1.9, 3.0, 5.0, 0.09, 2.0, 1.0, 6.0)
"""Of a logistic model of ``signs``, fitted on drawn pages (tests/bench/clarity)."""


def with_shares(prints: Sequence[Print], grain: Grain, usual: float) -> list[Print]:
    """The lines with the share of their characters that is probably right."""
    if not prints:
        return []
    shares = 1.0 / (1.0 + np.exp(-(signs(prints, grain, usual) @ np.asarray(WEIGHTS))))
    return [replace(line, right=float(share)) for line, share in zip(prints, shares, strict=True)]


def signs(prints: Sequence[Print], grain: Grain, usual: float) -> NDArray[np.float64]:
    """(N, 8) of lines: one; the log-odds of the confidence; and with a minus, each beyond what reading does not mind,
    how little confidence there is, how soft, small and faint the print, how grainy the page, and how grainy it is where
    the paper, ``usual`` grey levels bright, is dark."""
    grainy = float(np.clip(grain.strength - 0.05, 0.0, 0.25))
    conf = np.clip([line.confidence for line in prints], 0.02, 0.995)
    soft, high, contrast = np.array([(line.softness, line.height, line.contrast) for line in prints]).T
    return np.stack(
        (
            np.ones(len(prints)),
            np.log(conf / (1 - conf)),
            -np.clip(0.75 - conf, 0.0, 0.4),
            -np.clip(soft - 0.13, 0.0, 0.3) * (high >= 12),
            -np.clip(13.0 - high, 0.0, 8.0),
            -np.clip(0.15 - contrast, 0.0, 0.15),
            -np.full(len(prints), grainy),
            -np.full(len(prints), grainy * (usual < DARK)),
        ),
        axis=1,
    )
