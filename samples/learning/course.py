# mypy: disable-error-code="import-not-found,misc"
"""A course of training that may be stopped and continued."""

from __future__ import annotations

import argparse
import copy
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

_DECAY = 0.995
"""Of the running mean of the weights, which is what is kept."""
_KEPT = 250
"""Steps from one kept state to the next."""
Batch = tuple[Tensor, ...]
"""What the network is given, then what it is to answer."""


@dataclass(frozen=True)
class Course:
    """``steps`` in all, by which the rate falls from ``rate`` as a cosine; ``seed``; ``minutes`` after which to stop
    for now; ``after``: the state of another course, with the weights of which to begin."""

    steps: int
    seed: int
    minutes: float
    rate: float
    after: Path | None = None

    @classmethod
    def asked(cls, description: str, steps: int, rate: float) -> tuple[Course, Path, Path]:
        """The course the command line asks for, the folder of the examples, and the file to write."""
        parser = argparse.ArgumentParser(description=description)
        parser.add_argument("examples", type=Path)
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument("--after", type=Path)
        parser.add_argument("--steps", type=int, default=steps)
        parser.add_argument("--rate", type=float, default=rate)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--minutes", type=float, default=1e6)
        told = parser.parse_args()
        return cls(told.steps, told.seed, told.minutes, told.rate, told.after), told.examples, told.out


@dataclass(frozen=True)
class Written:
    """How the network is written as ONNX: the names of what goes in and comes out, and the shape of what goes in."""

    given: str
    answered: str
    shape: tuple[int, ...]

    def write(self, network: nn.Module, out: Path) -> None:
        """Write the network as it is."""
        fixed = copy.deepcopy(network).eval()
        names = {"input_names": [self.given], "output_names": [self.answered]}
        torch.onnx.export(fixed, (torch.zeros(self.shape),), str(out), opset_version=17, dynamo=False, **names)


class Learner:
    """A network, the running mean of its weights, and its optimiser; kept beside the file it is written to."""

    def __init__(self, make: Callable[[], nn.Module], out: Path, course: Course) -> None:
        torch.manual_seed(course.seed)
        torch.set_num_threads(1)
        self.network, self.mean = (make().to(memory_format=torch.channels_last) for _ in range(2))
        if course.after is not None:
            self.network.load_state_dict(torch.load(course.after)["mean"])
        self.mean.load_state_dict(self.network.state_dict())
        self.optimizer = torch.optim.AdamW(self.network.parameters(), lr=course.rate, weight_decay=0.02)
        self.step, self.course, self.state = 0, course, out.with_suffix(".state")
        if self.state.exists():
            saved = torch.load(self.state)
            self.step = saved["step"]
            for name, part in self._parts().items():
                part.load_state_dict(saved[name])

    def learn(self, batch: Batch, loss_of: Callable[[Tensor, Batch], Tensor]) -> float:
        """One step; returns the loss before it."""
        for group in self.optimizer.param_groups:
            fall = 0.5 + 0.5 * math.cos(math.pi * self.step / self.course.steps)
            group["lr"] = self.course.rate * min((self.step + 1) / 60, fall) + 1e-5
        with torch.autocast("cpu", torch.bfloat16):
            answer = self.network(batch[0].to(memory_format=torch.channels_last))
        loss = loss_of(answer.float(), batch)
        self.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimizer.step()
        decay = min(_DECAY, (self.step + 1) / (self.step + 20))
        for kept, new in zip(self.mean.state_dict().values(), self.network.state_dict().values(), strict=True):
            kept.copy_(decay * kept + (1 - decay) * new if kept.is_floating_point() else new)
        self.step += 1
        return float(loss.detach())

    def keep(self) -> None:
        """Write the state."""
        parts = {name: part.state_dict() for name, part in self._parts().items()}
        torch.save({**parts, "step": self.step}, self.state)

    def _parts(self) -> dict[str, nn.Module]:
        return {"network": self.network, "mean": self.mean, "optimizer": self.optimizer}


def train(
    learner: Learner, batch: Callable[[int], Batch], loss_of: Callable[[Tensor, Batch], Tensor], written: Written
) -> None:
    """Train to the end of the course, or until its minutes are over; ``batch`` gives each step's examples."""
    out, course = learner.state.with_suffix(".onnx"), learner.course
    began, shown = time.monotonic(), list[float]()
    while learner.step < course.steps:
        shown.append(learner.learn(batch(learner.step), loss_of))
        if learner.step % 50 == 0:
            line = f"{learner.step} {np.mean(shown[-50:]):.4f} {time.monotonic() - began:.0f} s"
            print(line, flush=True)  # noqa: T201
        over = time.monotonic() - began > 60 * course.minutes
        if over or learner.step % _KEPT == 0 or learner.step == course.steps:
            learner.keep()
            written.write(learner.mean, out)
        if over:
            break
