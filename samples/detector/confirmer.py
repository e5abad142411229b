# mypy: disable-error-code="import-not-found,misc"
"""Train the confirmer on candidates and write it as ONNX.

``python -m samples.detector.confirmer CANDIDATES --out FILE.onnx --rounds 12 --seed 1``, in an environment as
``train`` needs; the same candidates and seed give the same weights on the same machine.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from intake.seals.confirm import SIDE, shown

_BATCH = 64
_RATE = 2e-3


class Confirmer(nn.Module):
    """Candidates as ``intake.seals.confirm.shown`` gives them (N, 7, SIDE, SIDE), 0..255, to a logit (N, 1)."""

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        before = 7
        for width, stride in ((16, 2), (24, 1), (32, 2), (48, 2), (64, 2)):
            layers += [nn.Conv2d(before, width, 3, stride, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU()]
            before = width
        self.seen = nn.Sequential(*layers)
        self.answer = nn.Sequential(nn.Conv2d(before, 48, 4), nn.ReLU(), nn.Flatten(), nn.Linear(48, 1))

    def forward(self, given: Tensor) -> Tensor:
        answer: Tensor = self.answer(self.seen(given / 128.0))
        return answer


def _turned(batch: Tensor, way: int) -> Tensor:
    """Turned by half or mirrored; wide and high candidates keep lying level."""
    if way & 1:
        batch = batch.flip(2)
    return batch.flip(3) if way & 2 else batch


def _noisy(batch: Tensor, random: np.random.Generator) -> Tensor:
    """Scores and strengths vary from one detector and one ink to the next; ink is fainter or darker."""
    share = torch.ones(batch.shape[0], 7, 1, 1)
    share[:, :3, 0, 0] = torch.from_numpy(random.uniform(0.8, 1.2, (batch.shape[0], 3))).float()
    moved = torch.zeros(batch.shape[0], 7, 1, 1)
    moved[:, 5, 0, 0] = torch.from_numpy(random.normal(0, 25, batch.shape[0])).float()
    moved[:, 6, 0, 0] = torch.from_numpy(random.normal(0, 15, batch.shape[0])).float()
    return (batch * share + moved).clamp(0, 255)


def train(files: list[Path], out: Path, rounds: int, seed: int) -> None:
    """Train over all candidates so many times; a tenth of them is kept to be told how it does."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    parts = [dict(np.load(file)) for file in files]
    views, scores, strengths, answers = (
        np.concatenate([part[name] for part in parts]) for name in ("views", "scores", "strengths", "answers")
    )
    random = np.random.default_rng(seed)
    order = random.permutation(len(answers))
    kept, used = order[: len(order) // 10], order[len(order) // 10 :]

    def _shown(which: NDArray[np.int64]) -> Tensor:
        return torch.from_numpy(shown([(views[n], scores[n], strengths[n]) for n in which]))

    network = Confirmer().to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=0.02)
    steps = rounds * len(used) // _BATCH
    for step in range(steps):
        if step % (len(used) // _BATCH) == 0:
            random.shuffle(used)
        at = step * _BATCH % (len(used) - _BATCH)
        chosen = used[at : at + _BATCH]
        for group in optimizer.param_groups:
            group["lr"] = _RATE * min((step + 1) / 100, 0.5 + 0.5 * math.cos(math.pi * step / steps)) + 1e-5
        given = _shown(chosen)
        given = _noisy(_turned(given, int(random.integers(4))), random)
        wanted = torch.from_numpy(answers[chosen]).float()
        with torch.autocast("cpu", torch.bfloat16):
            told = network(given.to(memory_format=torch.channels_last))[:, 0]
        loss = functional.binary_cross_entropy_with_logits(told.float(), wanted * 0.98 + 0.01)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    network.eval()
    with torch.no_grad():
        right = (network(_shown(kept))[:, 0].numpy() > 0) == (answers[kept] > 0)
    print(f"{len(answers)} candidates, {answers.mean():.3f} seals; right {right.mean():.4f}")  # noqa: T201
    names = {"input_names": ["candidates"], "output_names": ["seal"]}
    torch.onnx.export(network, (torch.zeros(1, 7, SIDE, SIDE),), str(out), opset_version=17, dynamo=False, **names)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="训练印章复核网络")
    parser.add_argument("candidates", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    train(options.candidates, options.out, options.rounds, options.seed)


if __name__ == "__main__":
    main()
