# mypy: disable-error-code="import-not-found,misc"
"""Train the detector of seals on crops put together from a bank, and write it as ONNX.

``python -m samples.detector.train BANK --out FILE.onnx --steps 6000 --seed 1``, where torch and onnx are besides what
the project needs. It stops after ``--minutes`` and goes on from FILE.state when called again; ``--after STATE`` begins
with the weights of another run. The same bank, seed and steps give the same weights on the same machine.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from samples.detector.bank import Bank, load
from samples.detector.compose import IGNORED, SIDE, crop
from samples.detector.network import STRIDE, UNIT, Network
from samples.learning.course import Batch, Course, Learner, Written, train

CROP = 192
BATCH = 32
_SITTING = 40
"""Steps that share crops; each is used about ``_USES`` times, cut and turned differently."""
_USES = 8
Example = tuple[NDArray[np.uint8], NDArray[np.float32]]


class Examples:
    """Crops around seals and elsewhere, cut from larger ones, turned and mirrored."""

    def __init__(self, banks: Sequence[Bank], seed: int) -> None:
        self.banks, self.seed = banks, seed
        self.sitting, self.crops = -1, list[Example]()

    def batch(self, step: int) -> Batch:
        """Maps (N, 3, CROP, CROP), targets (N, 11, c, c), and weights (N, 2, c, c): of the heat, of the rest.

        Each step's crops depend on the seed and the step alone, so that stopping and going on changes nothing."""
        if self.sitting != step // _SITTING:
            self.sitting = step // _SITTING
            count = _SITTING * BATCH // _USES
            self.crops = [self._composed(self.sitting * count + number) for number in range(count)]
        draw = np.random.default_rng((self.seed, 1, step))
        parts = [_part(self.crops[int(draw.integers(len(self.crops)))], draw) for _ in range(BATCH)]
        maps, targets, weights = (torch.from_numpy(np.stack(each)) for each in zip(*parts, strict=True))
        return maps.float(), targets, weights

    def _composed(self, number: int) -> Example:
        made = crop(self.banks[number % len(self.banks)], np.random.default_rng((self.seed, 0, number)))
        return made.maps, made.rows


def _part(
    example: Example, draw: np.random.Generator
) -> tuple[NDArray[np.uint8], NDArray[np.float32], NDArray[np.float32]]:
    """A piece of a crop, turned or mirrored, with its targets and weights."""
    maps, rows = example
    rows = rows.copy()
    left, top = (int(each) for each in draw.integers(0, SIDE - CROP + 1, 2))
    cut = maps[:, top : top + CROP, left : left + CROP]
    rows[:, [2, 7, 9]] -= left
    rows[:, [3, 8, 10]] -= top
    cut, rows = _turned(cut, rows, int(draw.integers(8)))
    return np.ascontiguousarray(cut), *_targets(rows)


def _turned(
    cut: NDArray[np.uint8], rows: NDArray[np.float32], way: int
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """One of the eight ways in which a square picture lies."""
    if way & 1:
        cut = cut.transpose(0, 2, 1)
        rows = rows[:, [0, 1, 3, 2, 5, 4, 6, 8, 7, 10, 9]]
    if way & 2:
        cut = cut[:, :, ::-1]
        rows = rows.copy()
        rows[:, [2, 7, 9]] = CROP - rows[:, [2, 9, 7]]
        rows[:, 6] *= -1
    if way & 4:
        cut = cut[:, ::-1]
        rows = rows.copy()
        rows[:, [3, 8, 10]] = CROP - rows[:, [3, 10, 8]]
        rows[:, 6] *= -1
    return cut, rows


def _targets(rows: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    side = CROP // STRIDE
    targets = np.zeros((11, side, side), dtype=np.float32)
    weights = np.zeros((2, side, side), dtype=np.float32)
    weights[0] = 1.0
    at = (np.arange(side, dtype=np.float32) + 0.5) * STRIDE
    for shape, color, x, y, hx, hy, lean, *box in rows:
        left, top, right, bottom = box
        x0, y0, x1, y1 = max(left, 0), max(top, 0), min(right, CROP), min(bottom, CROP)
        if x1 <= x0 or y1 <= y0:
            continue
        share = (x1 - x0) * (y1 - y0) / max((right - left) * (bottom - top), 1.0)
        if share < 0.35 or shape == IGNORED:
            # A rest of a seal, or one that can hardly be seen: neither one nor none.
            weights[0, int(y0 / STRIDE) : int(y1 / STRIDE) + 1, int(x0 / STRIDE) : int(x1 / STRIDE) + 1] = 0.0
            continue
        wide, high = max(0.13 * (x1 - x0), 3.0), max(0.13 * (y1 - y0), 3.0)
        middle = (int((x0 + x1) / 2 / STRIDE), int((y0 + y1) / 2 / STRIDE))
        spot = np.exp(
            -(((at[None] - at[min(middle[0], side - 1)]) / wide) ** 2)
            - ((at[:, None] - at[min(middle[1], side - 1)]) / high) ** 2
        )
        mine = (spot > 0.4) & (spot > targets[:3].max(axis=0))
        targets[int(shape)] = np.maximum(targets[int(shape)], spot)
        weights[1][mine] = 1.0
        targets[3:6, mine] = 0.0
        targets[3 + int(color), mine] = 1.0
        told = (
            (x - at[None] + 0 * at[:, None]) / UNIT,
            (y - at[:, None] + 0 * at[None]) / UNIT,
            np.full((side, side), math.log(hx / UNIT)),
            np.full((side, side), math.log(hy / UNIT)),
            np.full((side, side), lean),
        )
        for channel, values in enumerate(told):
            targets[6 + channel][mine] = values[mine]
    return targets, weights


def loss_of(answer: Tensor, batch: Batch) -> Tensor:
    """The focal loss of the heat (Zhou et al. 2019), cross entropy of the colour, distance of place and size."""
    _, targets, weights = batch
    heat, wanted = answer[:, :3], targets[:, :3]
    seen, unseen = functional.logsigmoid(heat), functional.logsigmoid(-heat)
    share = torch.sigmoid(heat)
    middle = (wanted > 0.999).float()
    found = middle * (1 - share) ** 2 * seen
    none = (1 - middle) * (1 - wanted) ** 4 * share**2 * unseen
    count = middle.sum().clamp(min=1.0)
    loss = -((found + none) * weights[:, :1]).sum() / count
    told, cells = weights[:, 1], weights[:, 1].sum().clamp(min=1.0)
    loss = (
        loss
        + 0.3 * (-(functional.log_softmax(answer[:, 3:6], dim=1) * targets[:, 3:6]).sum(dim=1) * told).sum() / cells
    )
    away = functional.smooth_l1_loss(answer[:, 6:10], targets[:, 6:10], reduction="none", beta=0.1).sum(dim=1)
    lean = functional.smooth_l1_loss(torch.tanh(answer[:, 10]), targets[:, 10], reduction="none", beta=0.1)
    return loss + ((away + 0.5 * lean) * told).sum() / cells


def main() -> None:
    """The command line."""
    cv2.setNumThreads(1)
    course, folder, out = Course.asked("训练印章检测器", steps=6000, rate=2e-3)
    learner = Learner(Network, out, course)
    examples = Examples([load(file) for file in sorted(folder.glob("bank-*.npz"))], course.seed)
    train(learner, examples.batch, loss_of, Written("maps", "seals", (1, 3, 640, 480)))


if __name__ == "__main__":
    main()
