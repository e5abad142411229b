# mypy: disable-error-code="import-not-found,misc"
"""Train the network on drawn examples and write it as ONNX.

``python samples/seal_text/train.py EXAMPLES --out FILE.onnx --steps 4000 --seed 1``, in an environment with torch and
onnx. It stops after ``--minutes`` and goes on from FILE.state when called again.
"""

from __future__ import annotations

import argparse
import math
import time
from pathlib import Path

import numpy as np
import torch
from network import Network
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

BATCH = 24
_DECAY = 0.995
"""Of the running mean of the weights, which is what is kept."""
_RATE = 3e-3


class Examples:
    """Views with their cells and tops; half of them are turned upside down, as an oval may be."""

    def __init__(self, folder: Path) -> None:
        names = sorted(folder.glob("views-*.npy"))
        self.views = [np.load(name, mmap_mode="r") for name in names]
        self.cells = [np.load(name.with_name(name.name.replace("views", "cells"))) for name in names]
        self.ups = [np.load(name.with_name(name.name.replace("views", "ups"))) for name in names]

    def batch(self, seed: int, step: int) -> tuple[Tensor, Tensor, Tensor]:
        """Views (N, 2, S, S), cells (N, s, s) and tops (N, 2) of a step; they depend on seed and step alone."""
        draw = np.random.default_rng((seed, step))
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


def loss_of(answer: Tensor, cells: Tensor, ups: Tensor) -> Tensor:
    """Cross entropy of the cells, with rare texts weighted up, their overlap (Dice), and the distance of the top."""
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


def train(folder: Path, out: Path, steps: int, limits: tuple[int, float]) -> None:
    """Train, or go on training; ``limits``: the seed, and the minutes after which to stop for now."""
    seed, minutes = limits
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    network, mean = (Network().to(memory_format=torch.channels_last) for _ in range(2))
    mean.load_state_dict(network.state_dict())
    optimizer = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=0.02)
    first, state = 0, out.with_suffix(".state")
    if state.exists():
        saved = torch.load(state)
        first = saved["step"]
        network.load_state_dict(saved["network"])
        mean.load_state_dict(saved["mean"])
        optimizer.load_state_dict(saved["optimizer"])
    examples, began, shown = Examples(folder), time.monotonic(), []
    step = first
    for step in range(first, steps):
        for group in optimizer.param_groups:
            group["lr"] = _RATE * min((step + 1) / 60, 0.5 + 0.5 * math.cos(math.pi * step / steps)) + 1e-5
        views, cells, ups = examples.batch(seed, step)
        with torch.autocast("cpu", torch.bfloat16):
            answer = network(views.to(memory_format=torch.channels_last))
        loss = loss_of(answer.float(), cells, ups)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimizer.step()
        decay = min(_DECAY, (step + 1) / (step + 20))
        for kept, new in zip(mean.state_dict().values(), network.state_dict().values(), strict=True):
            kept.copy_(decay * kept + (1 - decay) * new if kept.is_floating_point() else new)
        shown.append(float(loss.detach()))
        if step % 50 == 49:
            print(f"{step + 1} {np.mean(shown[-50:]):.4f} {time.monotonic() - began:.0f} s", flush=True)  # noqa: T201
        if step % 250 == 249 or step + 1 == steps or time.monotonic() - began > 60 * minutes:
            kept_parts = {"network": network.state_dict(), "mean": mean.state_dict()}
            torch.save({**kept_parts, "optimizer": optimizer.state_dict(), "step": step + 1}, state)
            write(mean, out)
        if time.monotonic() - began > 60 * minutes:
            break


def write(mean: Network, out: Path) -> None:
    """The network as ONNX."""
    mean.eval()
    names = {"input_names": ["views"], "output_names": ["texts"]}
    torch.onnx.export(mean, (torch.zeros(1, 2, 192, 192),), str(out), opset_version=17, dynamo=False, **names)
    mean.train()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="训练印章文字定位网络")
    parser.add_argument("examples", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=1e6)
    options = parser.parse_args()
    train(options.examples, options.out, options.steps, (options.seed, options.minutes))


if __name__ == "__main__":
    main()
