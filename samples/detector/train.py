# mypy: disable-error-code="import-not-found,misc"
"""Train the detector of seals on drawn examples and write it as ONNX.

``python samples/detector/train.py EXAMPLES --out FILE.onnx --steps 1600 --seed 1``, in an environment with torch and
onnx. It stops after ``--minutes`` and goes on from FILE.onnx.state when called again; the same examples, seed and
steps give the same weights on the same machine.
"""

from __future__ import annotations

import argparse
import math
import time
from pathlib import Path

import numpy as np
import torch
from network import STRIDE, UNIT, Network
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

CROP = 192
BATCH = 32
_DECAY = 0.995
"""Of the running mean of the weights, which is what is kept."""


class Examples:
    """Pages with their seals, cut into crops around seals and elsewhere, turned and mirrored."""

    def __init__(self, folder: Path, seed: int) -> None:
        names = sorted(folder.glob("maps-*.npy"))
        self.maps = [np.load(name, mmap_mode="r") for name in names]
        self.seals = [np.load(name.with_name(name.name.replace("maps", "seals"))) for name in names]
        # Rectangles and triangles are rarer and harder than round seals.
        shares = [np.array([1.0, 2.0, 2.5])[seals[:, 1].astype(int)] for seals in self.seals]
        self.shares = [share / share.sum() for share in shares]
        self.seed = seed
        self.random = np.random.default_rng(seed)

    def batch(self, step: int) -> tuple[Tensor, Tensor, Tensor]:
        """Maps (N, 3, CROP, CROP), targets (N, 11, c, c), and weights (N, 2, c, c): of the heat, of the rest.

        Each step's crops depend on the seed and the step alone, so that stopping and going on changes nothing."""
        self.random = np.random.default_rng((self.seed, step))
        parts = [self._crop() for _ in range(BATCH)]
        maps, targets, weights = (torch.from_numpy(np.stack(each)) for each in zip(*parts, strict=True))
        return maps.float(), targets, weights

    def _crop(self) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        draw = self.random
        folder = int(draw.integers(len(self.maps)))
        maps, seals = self.maps[folder], self.seals[folder]
        if draw.random() < 0.6:
            row = seals[int(draw.choice(len(seals), p=self.shares[folder]))]
            page = int(row[0])
            x = row[3] + draw.uniform(-0.45, 0.45) * CROP
            y = row[4] + draw.uniform(-0.45, 0.45) * CROP
        else:
            page = int(draw.integers(len(maps)))
            x, y = draw.uniform(0, maps.shape[3]), draw.uniform(0, maps.shape[2])
        left = int(np.clip(x - CROP / 2, -16, maps.shape[3] - CROP + 16))
        top = int(np.clip(y - CROP / 2, -16, maps.shape[2] - CROP + 16))
        cut = np.zeros((3, CROP, CROP), dtype=np.uint8)
        x0, y0, x1, y1 = max(left, 0), max(top, 0), min(left + CROP, maps.shape[3]), min(top + CROP, maps.shape[2])
        cut[:, y0 - top : y1 - top, x0 - left : x1 - left] = maps[page, :, y0:y1, x0:x1]
        rows = seals[seals[:, 0] == page].copy()
        rows[:, [3, 8, 10]] -= left
        rows[:, [4, 9, 11]] -= top
        cut, rows = _turned(cut, rows, int(draw.integers(8)))
        targets, weights = _targets(rows)
        return np.ascontiguousarray(cut), targets, weights


def _turned(
    cut: NDArray[np.uint8], rows: NDArray[np.float32], way: int
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """One of the eight ways in which a square picture lies."""
    if way & 1:
        cut = cut.transpose(0, 2, 1)
        rows = rows[:, [0, 1, 2, 4, 3, 6, 5, 7, 9, 8, 11, 10]]
    if way & 2:
        cut = cut[:, :, ::-1]
        rows = rows.copy()
        rows[:, [3, 8, 10]] = CROP - rows[:, [3, 10, 8]]
        rows[:, 7] *= -1
    if way & 4:
        cut = cut[:, ::-1]
        rows = rows.copy()
        rows[:, [4, 9, 11]] = CROP - rows[:, [4, 11, 9]]
        rows[:, 7] *= -1
    return cut, rows


def _targets(rows: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    side = CROP // STRIDE
    targets = np.zeros((11, side, side), dtype=np.float32)
    weights = np.zeros((2, side, side), dtype=np.float32)
    weights[0] = 1.0
    at = (np.arange(side, dtype=np.float32) + 0.5) * STRIDE
    for _, shape, color, x, y, hx, hy, lean, *box in rows:
        left, top, right, bottom = box
        x0, y0, x1, y1 = max(left, 0), max(top, 0), min(right, CROP), min(bottom, CROP)
        if x1 <= x0 or y1 <= y0:
            continue
        share = (x1 - x0) * (y1 - y0) / max((right - left) * (bottom - top), 1.0)
        if share < 0.35:
            # A rest of a seal: neither one nor none.
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


def loss_of(answer: Tensor, targets: Tensor, weights: Tensor) -> Tensor:
    """The focal loss of the heat (Zhou et al. 2019), cross entropy of the colour, distance of place and size."""
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


def train(folder: Path, out: Path, steps: int, limits: tuple[int, float]) -> None:
    """Train, or go on training; ``limits``: the seed, and the minutes after which to stop for now."""
    seed, minutes = limits
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    network, mean = (Network().to(memory_format=torch.channels_last) for _ in range(2))
    mean.load_state_dict(network.state_dict())
    optimizer = torch.optim.AdamW(network.parameters(), lr=3e-3, weight_decay=0.02)
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
            group["lr"] = 3e-3 * min((step + 1) / 60, 0.5 + 0.5 * math.cos(math.pi * step / steps)) + 1e-5
        maps, targets, weights = examples.batch(step)
        with torch.autocast("cpu", torch.bfloat16):
            answer = network(maps.to(memory_format=torch.channels_last))
        loss = loss_of(answer.float(), targets, weights)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimizer.step()
        decay = min(_DECAY, (step + 1) / (step + 20))
        for kept, new in zip(mean.state_dict().values(), network.state_dict().values(), strict=True):
            kept.copy_(decay * kept + (1 - decay) * new if kept.is_floating_point() else new)
        shown.append(float(loss.detach()))
        if step % 50 == 49:
            line = f"{step + 1} {np.mean(shown[-50:]):.3f} {time.monotonic() - began:.0f} s"
            print(line, flush=True)  # noqa: T201
        if time.monotonic() - began > 60 * minutes:
            break
    saved = {"network": network.state_dict(), "mean": mean.state_dict(), "optimizer": optimizer.state_dict()}
    torch.save({**saved, "step": step + 1}, state)
    mean.eval()
    example = torch.zeros(1, 3, 640, 480)
    names = {"input_names": ["maps"], "output_names": ["seals"]}
    torch.onnx.export(mean, (example,), str(out), opset_version=17, dynamo=False, **names)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="训练印章检测器")
    parser.add_argument("examples", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=1600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=1e6)
    options = parser.parse_args()
    train(options.examples, options.out, options.steps, (options.seed, options.minutes))


if __name__ == "__main__":
    main()
