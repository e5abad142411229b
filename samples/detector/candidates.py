"""What the confirmer learns from: what the detector guesses on drawn crops and what was fitted to it, with the answer.

``python -m samples.detector.candidates BANK --detector FILE.onnx --count 6000 --seed 1 --out FILE.npz``
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.seals.confirm import View
from intake.seals.detector import Guess, guesses_of
from intake.seals.fit import fitted
from intake.seals.mark import ellipse_points
from samples.detector.bank import SHAPES, load
from samples.detector.compose import CANVAS, FINER, IGNORED, Composed, crop

_LEAST, _WEAK = 0.05, 0.15
_RIGHT, _WRONG = 0.62, 0.42
"""Intersection over union of boxes: from where a candidate is a seal, and up to where it is none."""
Sample = tuple[View, float, float, int]


def candidates_of(made: Composed, network: cv2.dnn.Net, rng: np.random.Generator) -> list[Sample]:
    """View, score, strength and answer (1 or 0) of each candidate whose answer is clear."""
    height, width = made.pixels.shape[:2]
    found = guesses_of(made.maps, network, (1 / FINER, False), _LEAST)
    # Weak guesses are many: one in four will do.
    found = [guess for guess in found if guess.score > _WEAK or rng.random() < 0.25]
    # The detector is surer of what it was trained on than of papers: moved guesses, scored anew by chance.
    found += [_moved(guess, rng) for guess in found if rng.random() < 0.3]
    samples = []
    for guess in found:
        there = replace(guess, center=(guess.center[0] - made.origin[0], guess.center[1] - made.origin[1]))
        fit = fitted(made.pixels, there)
        if fit is None:
            continue
        outline, view = fit
        corners = outline.corners
        points = ellipse_points(outline.center, outline.axes, outline.angle, 48) if corners is None else corners
        box = (*np.maximum(points.min(axis=0), 0), *np.minimum(points.max(axis=0), (width, height)))
        answer = _answer(np.array(box) + np.tile(made.origin, 2), guess, made.rows)
        if answer is not None:
            samples.append((view, guess.score, outline.strength, answer))
    return samples


def _moved(guess: Guess, rng: np.random.Generator) -> Guess:
    x, y = np.array(guess.center) + rng.uniform(-0.4, 0.4, 2) * max(guess.axes)
    a, b = np.array(guess.axes) * np.exp(rng.uniform(-0.4, 0.4, 2))
    score = float(np.clip(guess.score + rng.uniform(-0.3, 0.2), 0, 1))
    return replace(guess, center=(float(x), float(y)), axes=(float(a), float(b)), score=score)


def _answer(box: NDArray[np.float64], guess: Guess, rows: NDArray[np.float32]) -> int | None:
    """Whether a box (left, top, right, bottom) on the canvas is a seal's of the guess's shape; None where that is not
    clear, as of what the crop cuts off and the page would not."""
    answer: int | None = 0
    for row in rows:
        true = row[7:] * FINER
        seen = np.clip(true, 0, CANVAS)
        low, high = np.maximum(box[:2], seen[:2]), np.minimum(box[2:], seen[2:])
        common = float(np.prod(np.maximum(high - low, 0.0)))
        union = float(np.prod(box[2:] - box[:2]) + np.prod(seen[2:] - seen[:2])) - common
        share = common / max(union, 1.0)
        unclear = row[0] == IGNORED or float(np.abs(seen - true).max()) > 4.0
        if unclear and share > 0.2:
            return None
        if share >= _RIGHT:
            return int(SHAPES[int(row[0])] is guess.shape)
        answer = None if share > _WRONG else answer
    return answer


def main() -> None:
    """The command line of ``python -m samples.detector.candidates``."""
    parser = argparse.ArgumentParser(description="收集训练印章复核网络的样例")
    parser.add_argument("bank", type=Path)
    parser.add_argument("--detector", type=Path, required=True)
    parser.add_argument("--count", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    banks = [load(file) for file in sorted(options.bank.glob("bank-*.npz"))]
    network = cv2.dnn.readNetFromONNX(str(options.detector))
    samples: list[Sample] = []
    for number in range(options.count):
        rng = np.random.default_rng((options.seed, 2, number))
        samples += candidates_of(crop(banks[number % len(banks)], rng), network, rng)
    views, scores, strengths, answers = zip(*samples, strict=True)
    np.savez(options.out, views=np.array(views), scores=scores, strengths=strengths, answers=answers)


if __name__ == "__main__":
    main()
