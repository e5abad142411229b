"""Draw examples for the network: what it looks at, and which text stands where.

``python -m samples.seal_text.examples --count 4000 --seed 1 --out DIR`` draws round seals, with ``--straight`` straight
ones, and writes ``views-SEED.npy`` (count, 2, SIDE,
SIDE), ``cells-SEED.npy`` (count, SIDE / 2, SIDE / 2) and ``ups-SEED.npy`` (count, 2).
"""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.page import PageImage
from intake.seals.curve import rim_of, straightened
from intake.seals.ink import STRONG_DOUBT, USUAL_DOUBT
from intake.seals.layout import ink_of
from intake.seals.texts import SIDE, STRIDE, dark_of, to_map, view_of
from samples.seal_text.scene import scene

Example = tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.float32]]


def example(rng: Random, straight: bool = False) -> Example:
    """One seal as the network sees it, its texts, and where its top is, in the frame of the view."""
    drawn = scene(rng, straight)
    page = PageImage.of_source("0" * 64, 0, drawn.pixels)
    found = ink_of(page, drawn.mark, drawn.others, rng.choice((USUAL_DOUBT, USUAL_DOUBT, STRONG_DOUBT)))
    if found is None:
        return example(rng, straight)
    ink, (left, top) = found
    part = (slice(top, top + ink.shape[0]), slice(left, left + ink.shape[1]))
    rim = rim_of(drawn.mark, (left, top))
    if not straight:
        rim, _ = straightened(ink, rim)
    view = view_of((ink, dark_of(drawn.pixels[part])), rim)
    flags = cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
    cells = cv2.warpAffine(drawn.cells[part], to_map(rim), (SIDE, SIDE), flags=flags)
    tilt = np.deg2rad(rim.angle)
    back = np.array([[np.cos(tilt), np.sin(tilt)], [-np.sin(tilt), np.cos(tilt)]])
    up = (back @ np.array(drawn.up)).astype(np.float32)
    # A cell of the answer tells about its middle.
    return view, np.asarray(cells[1::STRIDE, 1::STRIDE], dtype=np.uint8), up


def write(count: int, seed: int, folder: Path, straight: bool) -> None:
    """Draw and keep examples."""
    folder.mkdir(parents=True, exist_ok=True)
    cv2.setNumThreads(1)
    drawn = [example(Random(f"seal-text-{seed}-{number}"), straight) for number in range(count)]
    for name, parts in zip(("views", "cells", "ups"), zip(*drawn, strict=True), strict=True):
        np.save(folder / f"{name}-{seed}.npy", np.stack(parts))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="绘制印章文字定位的训练样本")
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--straight", action="store_true")
    options = parser.parse_args()
    write(options.count, options.seed, options.out, options.straight)


if __name__ == "__main__":
    main()
