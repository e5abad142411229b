# mypy: disable-error-code="import-not-found,misc"
"""The parts of small pyramids of features (Lin et al. 2017)."""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional


def block(before: int, after: int, stride: int = 1) -> nn.Sequential:
    """One convolution, normalised."""
    convolution = nn.Conv2d(before, after, 3, stride, 1, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(after), nn.ReLU(inplace=True))


class Residual(nn.Module):
    """Two convolutions beside a straight way."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.first = block(width, width)
        self.second = nn.Sequential(nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width))

    def forward(self, x: Tensor) -> Tensor:
        return functional.relu(x + self.second(self.first(x)))


def fused(x: Tensor, stages: list[nn.Module], ways: tuple[nn.ModuleList, nn.ModuleList]) -> Tensor:
    """The finest level ``x`` with what the coarser ``stages`` see, brought back level by level: ``ways`` are the
    convolutions across, which halve the widths, and those over each sum."""
    levels = [x]
    for stage in stages:
        levels.append(stage(levels[-1]))
    x = levels.pop()
    for across, merged in zip(*ways, strict=True):
        x = merged(levels.pop() + functional.interpolate(across(x), scale_factor=2.0, mode="nearest"))
    return x
