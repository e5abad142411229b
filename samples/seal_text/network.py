# mypy: disable-error-code="import-not-found,misc"
"""The network that tells where which text stands in a seal. Needs torch, which the project itself does not."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from samples.learning.pyramid import Residual, block, fused

WIDTHS = (12, 24, 40, 64, 80)
OUTPUTS = 22
"""Logits of nothing, name, level line, foot and number, each for four quarters of a cell (upper left and right, lower
left and right); then where the seal's top is, as (x, y)."""


class Network(nn.Module):
    """A small U-shaped network (Ronneberger et al. 2015); its coarsest level sees the whole seal at once."""

    def __init__(self) -> None:
        super().__init__()
        a, b, c, d, e = WIDTHS
        self.fine = nn.Sequential(block(2, a, 2), block(a, b, 2), Residual(b))
        self.stages = nn.ModuleList(
            [
                nn.Sequential(block(b, c, 2), Residual(c)),
                nn.Sequential(block(c, d, 2), Residual(d)),
                nn.Sequential(block(d, e, 2), Residual(e), Residual(e)),
            ]
        )
        self.across = nn.ModuleList([nn.Conv2d(e, d, 1), nn.Conv2d(d, c, 1), nn.Conv2d(c, b, 1)])
        self.merged = nn.ModuleList([Residual(d), Residual(c), Residual(b)])
        self.out = nn.Conv2d(b, OUTPUTS, 1)

    def forward(self, views: Tensor) -> Tensor:
        """(N, 2, S, S) ink and darkness, 0..255, to (N, 22, S / 4, S / 4)."""
        # Faint ink must be seen beside a strong rim.
        x = fused(self.fine(torch.sqrt(views / 64.0)), [*self.stages], (self.across, self.merged))
        answer: Tensor = self.out(x)
        return answer
