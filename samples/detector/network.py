# mypy: disable-error-code="import-not-found,misc"
"""The detector's network: ink maps in, at every fourth pixel out whether the middle of a seal lies there and how it is.

Needs torch, which the project itself does not.
"""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional

WIDTHS = (12, 20, 32, 48, 64)
STRIDE = 4
OUTPUTS = 11
"""Three shapes and three colours (logits), then the centre's x and y from the cell's middle in ``UNIT`` pixels, the
logarithms of the half extents in ``UNIT`` pixels, and the lean before tanh."""
UNIT = 16.0
"""Pixels; also what input maps are divided by, times four."""


def _block(before: int, after: int, stride: int = 1) -> nn.Sequential:
    convolution = nn.Conv2d(before, after, 3, stride, 1, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(after), nn.ReLU(inplace=True))


class Residual(nn.Module):
    """Two convolutions beside a straight way."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.first = _block(width, width)
        self.second = nn.Sequential(nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width))

    def forward(self, x: Tensor) -> Tensor:
        return functional.relu(x + self.second(self.first(x)))


class Network(nn.Module):
    """A small pyramid (Lin et al. 2017) whose finest level tells seals as points (Zhou et al. 2019)."""

    def __init__(self) -> None:
        super().__init__()
        a, b, c, d, e = WIDTHS
        self.fine = nn.Sequential(_block(3, a, 2), _block(a, b, 2), Residual(b))
        self.middle = nn.Sequential(_block(b, c, 2), Residual(c))
        self.coarse = nn.Sequential(_block(c, d, 2), Residual(d), Residual(d))
        self.coarsest = nn.Sequential(_block(d, e, 2), Residual(e), Residual(e))
        self.across = nn.ModuleList([nn.Conv2d(e, d, 1), nn.Conv2d(d, c, 1), nn.Conv2d(c, b, 1)])
        self.merged = nn.ModuleList([_block(d, d), _block(c, c), _block(b, b)])
        self.out = nn.Conv2d(b, OUTPUTS, 1)
        # Nearly all places are no seal: begin with saying so.
        nn.init.constant_(self.out.bias[:3], -4.0)

    def forward(self, maps: Tensor) -> Tensor:
        """(N, 3, H, W) ink maps, 0..255, to (N, 11, H / 4, W / 4)."""
        levels = [self.fine(maps / 64.0)]
        for stage in (self.middle, self.coarse, self.coarsest):
            levels.append(stage(levels[-1]))
        x = levels.pop()
        for across, merged in zip(self.across, self.merged, strict=True):
            x = merged(levels.pop() + functional.interpolate(across(x), scale_factor=2.0, mode="nearest"))
        answer: Tensor = self.out(x)
        return answer
