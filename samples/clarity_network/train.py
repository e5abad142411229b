# mypy: disable-error-code="import-not-found,misc"
"""Train the network of clarity on drawn crops and write it as ONNX.

``python samples/clarity_network/train.py EXAMPLES --out FILE.onnx --steps 2500 --seed 1``, in an environment with torch
and onnx. It stops after ``--minutes`` and goes on from FILE.onnx.state when called again; the same examples, seed and
steps give the same weights on the same machine.
"""

from __future__ import annotations

import argparse
import math
import time
from pathlib import Path

import numpy as np
import torch
from network import OUTPUTS, Network
from torch import Tensor, nn
from torch.nn import functional

BATCH = 16
_DECAY = 0.995
"""Of the running mean of the weights, which is what is kept."""
_BARE = 0.3
"""What a tile without print near it counts: nothing can be lost there."""


class Examples:
    """Crops and their tiles, turned, mirrored, brighter and darker."""

    def __init__(self, folder: Path, seed: int) -> None:
        names = sorted(folder.glob("crops-*.npy"))
        self.crops = [np.load(name, mmap_mode="r") for name in names]
        self.tiles = [np.load(name.with_name(name.name.replace("crops", "tiles"))) for name in names]
        self.seed = seed

    def batch(self, step: int) -> tuple[Tensor, Tensor]:
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


def loss_of(answer: Tensor, crops: Tensor, tiles: Tensor) -> Tensor:
    """Cross entropy with the strengths and the characters, counting less where nothing is to be seen or to be lost."""
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
    """What it counts, tile by tile, to say that light washed print out: next to nothing where paper was bare that is
    white anyway, or all washed out, for nobody sees it there."""
    light = functional.avg_pool2d(crops[:, :3].amax(dim=1, keepdim=True), 8)
    rest = (wanted[:, [1, 2, 3]].amax(dim=1, keepdim=True) < 0.1).float()
    usual = (light * rest).sum(dim=(2, 3), keepdim=True) / rest.sum(dim=(2, 3), keepdim=True).clamp(min=1.0)
    white = (usual > 225.0) | (rest.mean(dim=(2, 3), keepdim=True) < 0.05)
    washed = (white & (wanted[:, 1:2] > 0.2)).float()
    gone = (wanted[:, 1:2] > 0.9).float()
    return 1.0 - washed * (0.97 * (1.0 - near) + 0.6 * near * gone)


def train(folder: Path, out: Path, steps: int, limits: tuple[int, float]) -> None:
    """Train, or go on training; ``limits``: the seed, and the minutes after which to stop for now."""
    seed, minutes = limits
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    network, mean = (Network().to(memory_format=torch.channels_last) for _ in range(2))
    mean.load_state_dict(network.state_dict())
    optimizer = torch.optim.AdamW(network.parameters(), lr=4e-3, weight_decay=0.02)
    first = 0
    state = out.with_suffix(".state")
    if state.exists():
        saved = torch.load(state)
        first = saved["step"]
        network.load_state_dict(saved["network"])
        mean.load_state_dict(saved["mean"])
        optimizer.load_state_dict(saved["optimizer"])
    examples, began = Examples(folder, seed), time.monotonic()
    shown = []
    for step in range(first, steps):
        for group in optimizer.param_groups:
            group["lr"] = 4e-3 * min((step + 1) / 60, 0.5 + 0.5 * math.cos(math.pi * step / steps)) + 1e-5
        crops, tiles = examples.batch(step)
        with torch.autocast("cpu", torch.bfloat16):
            answer = network(crops.to(memory_format=torch.channels_last))
        loss = loss_of(answer.float(), crops, tiles)
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
        if time.monotonic() - began > 60 * minutes:
            break
    saved = {"network": network.state_dict(), "mean": mean.state_dict(), "optimizer": optimizer.state_dict()}
    torch.save({**saved, "step": step + 1}, state)
    write(mean, out)


def write(network: nn.Module, out: Path) -> None:
    """The network as ONNX."""
    network.eval()
    example = torch.zeros(1, 4, 832, 640)
    names = {"input_names": ["page"], "output_names": ["tiles"]}
    torch.onnx.export(network, (example,), str(out), opset_version=17, dynamo=False, **names)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="训练清晰度网络")
    parser.add_argument("examples", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=2500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=1e6)
    options = parser.parse_args()
    train(options.examples, options.out, options.steps, (options.seed, options.minutes))


if __name__ == "__main__":
    main()
