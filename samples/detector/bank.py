"""What the detector's examples are put together from: papers with strays on them, and pressed seals.

``python -m samples.detector.bank --papers 500 --plates 6000 --seed 300 --out DIR`` writes them once; a crop then costs
a hundredth of a page drawn from scratch.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from models.codes import SealShape
from samples.impressions import any_press, varied_seal
from samples.sealed import EVERY_STRAY, backgrounds
from samples.seals import SealPrint, press

PAPER_SCALE = 3.0
"""Pixels a millimetre of the papers."""
PLATE_SCALE = 4.4
"""Pixels a millimetre of the seals: twice what the detector sees of a sheet that fills the picture."""
SHAPES = (SealShape.CIRCLE, SealShape.RECTANGLE, SealShape.TRIANGLE)
"""The detector's classes; ellipses count as circles, which they become when seen aslant."""


@dataclass(frozen=True)
class Plate:
    """A pressed seal: its class, cover (h, w) 0..255, outline (N, 2) in its pixels."""

    shape: int
    cover: NDArray[np.uint8]
    outline: NDArray[np.float64]


@dataclass(frozen=True)
class Bank:
    """Papers (H, W, 3) RGB of differing size, and plates."""

    papers: Sequence[NDArray[np.uint8]]
    plates: Sequence[Plate]


def plate_of(seal: SealPrint) -> Plate:
    """A seal as if pressed fully: how strongly is chosen anew each time it is used."""
    shape = SealShape.CIRCLE if seal.design.shape is SealShape.ELLIPSE else seal.design.shape
    cover = np.clip(seal.mask / max(seal.strength, 0.3), 0.0, 1.0)
    return Plate(SHAPES.index(shape), (cover * 255).astype(np.uint8), seal.outline)


def save(bank: Bank, file: Path) -> None:
    """One file without compression."""
    pictures = [*bank.papers, *(plate.cover for plate in bank.plates)]
    np.savez(
        file,
        pixels=np.concatenate([picture.ravel() for picture in pictures]),
        sizes=np.array([picture.shape[:2] for picture in pictures]),
        shapes=np.array([plate.shape for plate in bank.plates]),
        points=np.concatenate([plate.outline for plate in bank.plates]),
        corners=np.array([len(plate.outline) for plate in bank.plates]),
    )


def load(file: Path) -> Bank:
    """What ``save`` wrote."""
    with np.load(file) as saved:
        pixels, sizes, shapes, points, corners = (
            saved[name] for name in ("pixels", "sizes", "shapes", "points", "corners")
        )
    layers = [3] * (len(sizes) - len(shapes)) + [1] * len(shapes)
    ends = np.cumsum([int(high) * int(wide) * deep for (high, wide), deep in zip(sizes, layers, strict=True)])
    parts = np.split(pixels, ends[:-1])
    papers = [part.reshape(*size, 3) for part, size, deep in zip(parts, sizes, layers, strict=True) if deep == 3]
    covers = [part.reshape(size) for part, size, deep in zip(parts, sizes, layers, strict=True) if deep == 1]
    outlines = np.split(points, np.cumsum(corners)[:-1])
    plates = [Plate(int(shape), *of) for shape, *of in zip(shapes, covers, outlines, strict=True)]
    return Bank(papers, plates)


def draw(papers: int, plates: int, seed: int) -> Bank:
    """A bank of so many papers and plates."""
    sheets = []
    for number, paper in enumerate(backgrounds(papers, seed, PAPER_SCALE)):
        rng = Random(f"bank-paper-{seed}-{number}")
        page = paper.pixels.copy()
        if rng.random() < 0.1:
            page[:] = rng.choice(((255, 255, 255), (250, 246, 236), (255, 236, 240), (236, 246, 255)))
        for stray in rng.choices(list(EVERY_STRAY), k=rng.choice((0, 1, 2, 3, 4, 6))):
            EVERY_STRAY[stray](page, PAPER_SCALE, rng)
        sheets.append(page)
    pressed = []
    for number in range(plates):
        rng = Random(f"bank-plate-{seed}-{number}")
        pressed.append(plate_of(press(varied_seal(rng), rng, round(PLATE_SCALE * 25.4), any_press(rng))))
    return Bank(sheets, pressed)


def main() -> None:
    """The command line of ``python -m samples.detector.bank``."""
    parser = argparse.ArgumentParser(description="画出训练印章检测器所用的纸张与印章")
    parser.add_argument("--papers", type=int, default=500)
    parser.add_argument("--plates", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=300)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    save(draw(options.papers, options.plates, options.seed), options.out / f"bank-{options.seed}.npz")


if __name__ == "__main__":
    main()
