"""At which size a page's lines must be looked for: small print asks for a large picture, large print does not.

Detection costs as much as its picture has pixels. Looking for lines at the size their print asks for loses no more
characters than looking at the greatest size always (docs/measurements/reading.md).
"""

from __future__ import annotations

from typing import Final

from intake.page import Pixels
from intake.print import print_mask, runs_of_print, scaled_grey

_SIDES: Final = (768, 896, 1024, 1152, 1280, 1408)
"""Pixels, the longest sides below the greatest: few, since the provider compiles a network for every size."""
_USUAL, _SMALL = 0.25, 0.05
"""Of the page's print by length: what stays below tells how high its usual and its small print is."""
_USUAL_INK: Final = 16.0
"""Pixels of ink that a line of usual print must be high where it is looked for; from 13 down characters were lost."""
_SMALL_INK: Final = 10.0
"""The same for small print. Noise looks like small print too, and rightly asks for the greatest size."""
_FEW: Final = 20
"""Fewer pieces than that tell too little: cards, slips, stamps and their fine labels are looked at in full."""


def detection_side(pixels: Pixels, greatest: int) -> int:
    """The longest side, in pixels and at most ``greatest``, at which the lines of a page (H, W, 3) are looked for."""
    grey, _ = scaled_grey(pixels, greatest)
    runs = runs_of_print(print_mask(grey))
    if len(runs.heights) < _FEW:
        return greatest
    usual, small = runs.height(_USUAL), runs.height(_SMALL)
    needed = max(_USUAL_INK / usual, _SMALL_INK / small) * max(grey.shape)
    return next((side for side in _SIDES if needed <= side < greatest), greatest)
