"""Pressing a seal badly: faint, uneven, broken, smeared, twice. The ink that came off is measured, not hoped for."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.bench.held_out.paper import Paper
from tests.bench.held_out.seals import INKS, PER_MM, SealDesign, cut, inked, outline

Plate = NDArray[np.float32]


@dataclass(frozen=True)
class Impression:
    """How a seal meets the paper. ``ink``: the mean share of full ink over its strokes, 0.3 to 1."""

    ink: float
    uneven: float = 0.2
    """How far pressure falls off across the seal, 0..1."""
    broken: float = 0.0
    """Degrees of the rim that took hardly any ink."""
    smear: float = 0.0
    """Millimetres it slid while pressed."""
    grain: float = 0.2


@dataclass(frozen=True)
class Printed:
    """A seal on the sheet: its design, its edge in the sheet's pixels (N, 2), and the ink that came off."""

    design: SealDesign
    edge: NDArray[np.float64]
    ink: float
    number: str


def any_impression(rng: Random, faint: bool) -> Impression:
    """As hands and pads do it; ``faint`` with 30 to 40 % of the ink."""
    ink = rng.uniform(0.30, 0.40) if faint else rng.choice((rng.uniform(0.42, 0.65), rng.uniform(0.65, 1.0)))
    kind = rng.random()
    return Impression(
        ink,
        uneven=rng.uniform(0.3, 0.7) if kind < 0.25 else rng.uniform(0.0, 0.25),
        broken=rng.uniform(15, 50) if 0.25 <= kind < 0.45 else 0.0,
        smear=rng.uniform(0.25, 0.8) if 0.45 <= kind < 0.6 else 0.0,
        grain=rng.uniform(0.05, 0.45),
    )


def worn(plate: Plate, how: Impression, rng: Random) -> tuple[Plate, float]:
    """The ink a plate leaves (same shape, 0..1), and its mean over the plate's strokes."""
    noise = np.random.default_rng(rng.randrange(2**32))
    side = plate.shape[0]
    across = np.linspace(-1, 1, side, dtype=np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    tilt = across[None, :] * np.float32(np.cos(angle)) + across[:, None] * np.float32(np.sin(angle))
    cells = cv2.resize(noise.random((6, 6), dtype=np.float32), (side, side), interpolation=cv2.INTER_CUBIC)
    pressed = np.clip(1 - how.uneven * (0.5 + 0.7 * tilt + 0.5 * (cells - 0.5)), 0.15, 1)
    grain = cv2.resize(noise.random((side // 3 + 1,) * 2, dtype=np.float32), (side, side))
    pressed = pressed * np.where(grain > 1 - 0.6 * how.grain, 0.35, 1.0)
    if how.broken:
        around = np.arctan2(across[:, None], across[None, :]) - rng.uniform(-np.pi, np.pi)
        off = np.abs((around + np.pi) % (2 * np.pi) - np.pi)
        far = np.hypot(across[:, None], across[None, :]) > 0.42
        pressed = pressed * np.where(far & (off < np.deg2rad(how.broken / 2)), 0.2, 1.0)
    ink = np.asarray(plate * pressed, dtype=np.float32)
    if how.smear:
        ink = _slid(ink, how.smear, angle)
    strokes = plate > 0.5
    for _ in range(3):
        ink = np.clip(ink * (how.ink / max(float(ink[strokes].mean()), 1e-3)), 0, 1).astype(np.float32)
    return ink, float(ink[strokes].mean())


def _slid(ink: Plate, length: float, angle: float) -> Plate:
    """Smeared along a line, the first touch stronger than the tail."""
    reach = max(round(length * PER_MM), 2)
    kernel = np.zeros((2 * reach + 1,) * 2, dtype=np.float32)
    end = (round(reach + reach * np.cos(angle)), round(reach + reach * np.sin(angle)))
    cv2.line(kernel, (reach, reach), end, (1.0,), 1)
    tail = cv2.filter2D(ink, -1, kernel / kernel.sum())
    return np.asarray(np.maximum(0.62 * ink, tail), dtype=np.float32)


def print_seal(paper: Paper, design: SealDesign, how: Impression, middle: tuple[float, float]) -> Printed:
    """Press the seal with its middle at ``middle`` (mm of the sheet)."""
    ink, mean = worn(cut(design), how, paper.rng)
    scale = paper.sheet.scale
    center = (middle[0] * scale, middle[1] * scale)
    colour = paper.rng.choice(INKS[design.color])
    paper.sheet.image = inked(paper.sheet.image, ink, (scale / PER_MM, design.turn, center), colour)
    return Printed(design, outline(design) * scale + np.array(center), mean, design.number)
