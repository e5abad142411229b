# mypy: disable-error-code="import-not-found,misc"
"""Train the network of clarity on drawn crops and write it as ONNX.

``python -m samples.clarity_network.train EXAMPLES --out FILE.onnx --steps 2500 --seed 1``, where torch and onnx are. It
stops after ``--minutes`` and goes on from FILE.state when called again; the same examples, seed and
steps give the same weights on the same machine.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from samples.clarity_network.network import OUTPUTS, Network
from samples.learning.course import Batch, Course, Learner, Written, train

BATCH = 16
_BARE = 0.3
"""What a tile without print near it counts: nothing can be lost there."""


class Examples:
    """Crops and their tiles, turned, mirrored, brighter and darker."""

    def __init__(self, folder: Path, seed: int) -> None:
        names = sorted(folder.glob("crops-*.npy"))
        self.crops = [np.load(name, mmap_mode="r") for name in names]
        self.tiles = [np.load(name.with_name(name.name.replace("crops", "tiles"))) for name in names]
        self.seed = seed

    def batch(self, step: int) -> Batch:
        """Crops (N, 4, H, W) and tiles (N, 7, h, w); each step's depend on the seed and the step alone."""
        draw = np.random.default_rng((self.seed, step))
        crops, tiles = [], []
        for _ in range(BATCH):
            folder = int(draw.integers(len(self.crops)))
            number = int(draw.integers(len(self.crops[folder])))
            crop, tile = self.crops[folder][number], self.tiles[folder][number]
            turns, mirror = int(draw.choice((0, 0, 0, 1, 2, 3))), bool(draw.random() < 0.5)
            crop, tile = (np.rot90(one, turns, (1, 2)) for one in (crop, tile))
            if mirror:
                crop, tile = crop[:, :, ::-1], tile[:, :, ::-1]
            order = [0, 1, 2, 3] if draw.random() < 0.5 else [*draw.permutation(3).tolist(), 3]
            crops.append(torch.from_numpy(np.ascontiguousarray(crop[order])))
            tiles.append(torch.from_numpy(np.ascontiguousarray(tile)))
        return torch.stack(crops).float(), torch.stack(tiles).float() / 255.0


def loss_of(answer: Tensor, batch: Batch) -> Tensor:
    """Cross entropy with the strengths and the characters, counting less where nothing is to be seen or to be lost."""
    crops, tiles = batch
    wanted, visible = tiles[:, :OUTPUTS], tiles[:, OUTPUTS:]
    near = (functional.max_pool2d(wanted[:, 5:], 5, 1, 2) > 0.02).float()
    weight = (_BARE + (1 - _BARE) * near).expand_as(wanted).clone()
    covered = wanted[:, 3:4]
    weight[:, [1, 2, 4]] *= 1 - 0.9 * covered
    weight[:, 1:2] *= _tellable(crops, wanted, near)
    # How sharp print is cannot be told where it is hidden, nor whether any stands there.
    weight[:, [0]] *= 0.02 + 0.98 * visible
    weight[:, [5]] = 0.02 + 0.98 * visible
    apart = functional.binary_cross_entropy_with_logits(answer, wanted, reduction="none")
    return (apart * weight).sum() / weight.sum()


def _tellable(crops: Tensor, wanted: Tensor, near: Tensor) -> Tensor:
    """What it counts, tile by tile, to say that light washed print out: little where paper was bare that is white
    anyway, or all washed out, for nobody sees it there; how rows end around tells where print is gone."""
    light = functional.avg_pool2d(crops[:, :3].amax(dim=1, keepdim=True), 8)
    rest = (wanted[:, [1, 2, 3]].amax(dim=1, keepdim=True) < 0.1).float()
    usual = (light * rest).sum(dim=(2, 3), keepdim=True) / rest.sum(dim=(2, 3), keepdim=True).clamp(min=1.0)
    white = (usual > 225.0) | (rest.mean(dim=(2, 3), keepdim=True) < 0.05)
    washed = (white & (wanted[:, 1:2] > 0.2)).float()
    gone = (wanted[:, 1:2] > 0.9).float()
    return 1.0 - washed * (0.9 * (1.0 - near) + 0.2 * near * gone)


def main() -> None:
    """The command line."""
    course, folder, out = Course.asked("训练清晰度网络", steps=2500, rate=4e-3)
    learner = Learner(Network, out, course)
    train(learner, Examples(folder, course.seed).batch, loss_of, Written("page", "tiles", (1, 4, 832, 640)))


if __name__ == "__main__":
    main()
