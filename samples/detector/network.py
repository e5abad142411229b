# mypy: disable-error-code="import-not-found,misc"
"""The detector's network: ink maps in, at every fourth pixel out whether the middle of a seal lies there and how it is.

Needs torch, which the project itself does not.
"""

from __future__ import annotations

from torch import Tensor, nn

from samples.learning.pyramid import Residual, block, fused

WIDTHS = (12, 20, 32, 48, 64)
STRIDE = 4
OUTPUTS = 11
"""Three shapes and three colours (logits), then the centre's x and y from the cell's middle in ``UNIT`` pixels, the
logarithms of the half extents in ``UNIT`` pixels, and the lean before tanh."""
UNIT = 16.0
"""Pixels; also what input maps are divided by, times four."""


class Network(nn.Module):
    """A small pyramid (Lin et al. 2017) whose finest level tells seals as points (Zhou et al. 2019)."""

    def __init__(self) -> None:
        super().__init__()
        a, b, c, d, e = WIDTHS
        self.fine = nn.Sequential(block(3, a, 2), block(a, b, 2), Residual(b))
        self.middle = nn.Sequential(block(b, c, 2), Residual(c))
        self.coarse = nn.Sequential(block(c, d, 2), Residual(d), Residual(d))
        self.coarsest = nn.Sequential(block(d, e, 2), Residual(e), Residual(e))
        self.across = nn.ModuleList([nn.Conv2d(e, d, 1), nn.Conv2d(d, c, 1), nn.Conv2d(c, b, 1)])
        self.merged = nn.ModuleList([block(d, d), block(c, c), block(b, b)])
        self.out = nn.Conv2d(b, OUTPUTS, 1)
        # Nearly all places are no seal: begin with saying so.
        nn.init.constant_(self.out.bias[:3], -4.0)

    def forward(self, maps: Tensor) -> Tensor:
        """(N, 3, H, W) ink maps, 0..255, to (N, 11, H / 4, W / 4)."""
        x = fused(self.fine(maps / 64.0), [self.middle, self.coarse, self.coarsest], (self.across, self.merged))
        answer: Tensor = self.out(x)
        return answer
