# mypy: disable-error-code="import-not-found,misc"
"""The network of clarity: a page at the size of its print in; at every eighth pixel out, what spoils it and whether
print stands there.

Needs torch, which the project itself does not.
"""

from __future__ import annotations

from torch import Tensor, nn

from samples.learning.pyramid import Residual, block, fused

WIDTHS = (20, 24, 32, 44, 52)
OUTPUTS = 6
"""Logits: the strengths of soft, washed, dim, covered and stripes, and the characters of a tile."""


class Network(nn.Module):
    """A pyramid (Lin et al. 2017) of which each tile sees some forty characters each way."""

    def __init__(self) -> None:
        super().__init__()
        a, b, c, d, e = WIDTHS
        patches = nn.Conv2d(4, a, 4, 4, bias=False)
        self.fine = nn.Sequential(patches, nn.BatchNorm2d(a), nn.ReLU(inplace=True), block(a, b, 2), Residual(b))
        self.middle = nn.Sequential(block(b, c, 2), Residual(c))
        self.coarse = nn.Sequential(block(c, d, 2), Residual(d))
        self.coarsest = nn.Sequential(block(d, e, 2), Residual(e))
        self.across = nn.ModuleList([nn.Conv2d(e, d, 1), nn.Conv2d(d, c, 1), nn.Conv2d(c, b, 1)])
        self.merged = nn.ModuleList([block(d, d), block(c, c), block(b, b)])
        self.out = nn.Conv2d(b, OUTPUTS, 1)
        nn.init.constant_(self.out.bias, -2.0)

    def forward(self, pages: Tensor) -> Tensor:
        """(N, 4, H, W) pages, 0..255, to (N, 6, H / 8, W / 8); H and W are multiples of 64."""
        x = fused(self.fine(pages / 128.0 - 1.0), [self.middle, self.coarse, self.coarsest], (self.across, self.merged))
        answer: Tensor = self.out(x)
        return answer
