# mypy: disable-error-code="import-not-found,misc"
"""Train the network on drawn examples and write it as ONNX.

``python -m samples.seal_text.train EXAMPLES --out FILE.onnx --steps 4200 --seed 1``, where torch and onnx are. It stops
after ``--minutes`` and goes on from FILE.state when called again.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from samples.learning.course import Batch, Course, Learner, Written, train
from samples.seal_text.network import Network

BATCH = 24


class Examples:
    """Views with their cells and tops; half of them are turned upside down, as an oval may be."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.seed = seed
        names = sorted(folder.glob("views-*.npy"))
        self.views = [np.load(name, mmap_mode="r") for name in names]
        self.cells = [np.load(name.with_name(name.name.replace("views", "cells"))) for name in names]
        self.ups = [np.load(name.with_name(name.name.replace("views", "ups"))) for name in names]

    def batch(self, step: int) -> Batch:
        """Views (N, 2, S, S), cells (N, s, s) and tops (N, 2) of a step; they depend on seed and step alone."""
        draw = np.random.default_rng((self.seed, step))
        rows: list[tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.float32]]] = []
        for _ in range(BATCH):
            shard = int(draw.integers(len(self.views)))
            place = int(draw.integers(len(self.views[shard])))
            view, cells, up = self.views[shard][place], self.cells[shard][place], self.ups[shard][place]
            if draw.random() < 0.5:
                view, cells, up = view[:, ::-1, ::-1], cells[::-1, ::-1], -up
            if draw.random() < 0.3:
                view = np.clip(view * draw.uniform(0.4, 1.3), 0, 255).astype(np.uint8)
            rows.append((np.ascontiguousarray(view), np.ascontiguousarray(cells), up))
        views, cells_, ups = (torch.from_numpy(np.stack(part)) for part in zip(*rows, strict=True))
        return views.float(), cells_.long(), ups.float()


def loss_of(answer: Tensor, batch: Batch) -> Tensor:
    """Cross entropy of the cells, with rare texts weighted up, their overlap (Dice), and the distance of the top."""
    _, cells, ups = batch
    weights = torch.tensor([0.5, 1.0, 1.5, 2.0, 1.5])
    told_cells = functional.pixel_shuffle(answer[:, :20], 2)
    loss = functional.cross_entropy(told_cells, cells, weight=weights)
    share = torch.softmax(told_cells, dim=1)
    wanted = functional.one_hot(cells, 5).permute(0, 3, 1, 2).float()
    both = (share * wanted).sum(dim=(0, 2, 3))
    loss = loss + 0.5 * (1 - 2 * both / (share + wanted).sum(dim=(0, 2, 3)).clamp(min=1.0)).mean()
    text = functional.max_pool2d((cells > 0).float()[:, None], 2)[:, 0]
    count = text.sum(dim=(1, 2)).clamp(min=1.0)
    told = (answer[:, 20:] * text[:, None]).sum(dim=(2, 3)) / count[:, None]
    away = functional.smooth_l1_loss(told, ups, reduction="none", beta=0.1).sum(dim=1)
    return loss + 0.3 * (away * (count > 6).float()).mean()


def main() -> None:
    """The command line."""
    course, folder, out = Course.asked("训练印章文字定位网络", steps=4200, rate=3e-3)
    learner = Learner(Network, out, course)
    train(learner, Examples(folder, course.seed).batch, loss_of, Written("views", "texts", (1, 2, 192, 192)))


if __name__ == "__main__":
    main()
