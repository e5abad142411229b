"""Seal ink and print that lie on each other, taken apart by their colours.

Both absorb light; where they lie on each other their optical densities add (Beer-Lambert). So a pixel's density
-log(value / paper) is a sum of how much seal ink and how much black ink lies there, and two weights per pixel are
found by least squares (colour deconvolution, Ruifrok and Johnston 2001).

Compressed pictures keep colour at half the resolution only, so that what is told by its colour alone is blurred. The
weights therefore only say which ink lies where; how dark it is there one channel tells, as sharply as the picture is:
for the seal the channel its ink is darkest in, for print the one it is lightest in.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.page import Pixels
from intake.seals.tint import Ink, paper_color
from models.codes import SealColor

Plane = NDArray[np.float32]

_BLACK = np.array([1.0, 1.0, 1.0], dtype=np.float32) / np.float32(np.sqrt(3.0))
_USUAL = {
    SealColor.RED: np.array([0.66, 0.73, 0.17], dtype=np.float32),
    SealColor.BLUE: np.array([0.22, 0.59, 0.78], dtype=np.float32),
}
"""Densities (blue, green, red) of common stamp ink, where a seal is too faint to measure its own."""

_LEFT_OVER = 0.15
"""Of print read under drawn seals 0.3 % of characters were wrong when only the weights were used, 0.0 % so (898
characters, red and blue, scans and photographs; 21 % without separation)."""


@dataclass(frozen=True)
class Mixture:
    """Densities (H, W, 3) and the seal ink's own (3,), a unit vector; ``seal`` and ``black``, the weights (H, W)."""

    paper: Plane
    density: Plane
    ink: Plane
    seal: Plane
    black: Plane

    @property
    def strong(self) -> int:
        """The channel the seal's ink is darkest in."""
        return int(np.argmax(self.ink))

    @property
    def weak(self) -> int:
        """The channel it is lightest in."""
        return int(np.argmin(self.ink))

    @cached_property
    def share(self) -> Plane:
        """How much of each pixel's density is the seal's, 0..1, by its colour and that of its neighbours."""
        of_seal = cv2.blur(self.seal, (3, 3)) * float(self.ink[self.strong])
        of_black = cv2.blur(self.black, (3, 3)) * float(_BLACK[self.strong])
        return np.asarray(of_seal / np.maximum(of_seal + of_black, 0.05), dtype=np.float32)

    @cached_property
    def full(self) -> float:
        """The density of the seal's well-inked strokes in its strong channel."""
        dense = self.density[..., self.strong]
        surely = dense[(self.share > 0.6) & (dense > 0.10)]
        return max(float(np.percentile(surely, 90)), 0.12) if surely.size > 50 else 0.5


def mixture_of(pixels: Pixels, color: SealColor) -> Mixture:
    """What lies on pixels (H, W, 3) cut around a seal of that colour, red or blue."""
    paper = paper_color(pixels).astype(np.float32)
    light = np.clip(pixels.astype(np.float32) / np.maximum(paper, 1.0), 0.02, 1.0)
    density: Plane = -np.log(light)
    ink = _ink_direction(density, color)
    # Least squares for density = seal * ink + black * _BLACK, both unit vectors with cosine between them.
    cosine = float(ink @ _BLACK)
    on_ink, on_black = density @ ink, density @ _BLACK
    seal = np.maximum((on_ink - cosine * on_black) / (1 - cosine**2), 0.0)
    black = np.maximum(on_black - cosine * seal, 0.0)
    return Mixture(paper, density, ink, seal, black)


def print_only(mixed: Mixture) -> Pixels:
    """The print without the seal's ink (H, W, 3)."""
    strong, weak = mixed.density[..., mixed.strong], mixed.density[..., mixed.weak]
    of_seal = float(mixed.ink[mixed.weak] / mixed.ink[mixed.strong]) * np.minimum(strong, mixed.full)
    around = cv2.dilate(mixed.seal, np.ones((3, 3), np.uint8)) * float(mixed.ink[mixed.strong]) / mixed.full
    of_print = np.maximum(weak - of_seal - _LEFT_OVER * np.clip(around, 0.0, 1.0), 0.0)
    return np.asarray(np.clip(mixed.paper * np.exp(-of_print)[..., None], 0, 255), dtype=np.uint8)


def ink_only(mixed: Mixture, doubt: float) -> Ink:
    """The seal's ink alone (H, W): 0 none, 255 that of its well-inked strokes, and print left over never more.

    ``doubt`` 0..1: what share of a pixel's density must have the seal's colour to be believed to be its ink.
    """
    trust = np.clip((mixed.share - doubt) / 0.3, 0.0, 1.0)
    # Paper is a little darker than its brightest spots, by which its colour is measured.
    strong = mixed.density[..., mixed.strong]
    bare = min(float(np.percentile(strong[::2, ::2], 20)) + 0.02, 0.15)
    told = (strong - bare) * trust / max(mixed.full - bare, 0.12)
    return np.asarray(np.clip(told, 0.0, 1.0) * 255.0, dtype=np.uint8)


def _ink_direction(density: NDArray[np.float32], color: SealColor) -> NDArray[np.float32]:
    """The ink's own density as a unit vector (blue, green, red): that of the most coloured pixels there."""
    strongest = 2 if color is SealColor.RED else 0
    others = [channel for channel in range(3) if channel != strongest]
    chroma = density[..., others].min(axis=2) - density[..., strongest]
    if color is SealColor.BLUE:
        chroma = density[..., 2] - density[..., 0]
    level = float(np.percentile(chroma, 98))
    usual = _USUAL[color] / np.linalg.norm(_USUAL[color])
    chosen = density[chroma > max(0.6 * level, 0.08)]
    if len(chosen) < 50:
        return np.asarray(usual, dtype=np.float32)
    own = np.median(chosen, axis=0)
    own = own / max(float(np.linalg.norm(own)), 1e-6)
    # Ink nearly as grey as black cannot be told from it: lean on the usual colour then.
    return np.asarray(own if float(own @ _BLACK) < 0.97 else usual, dtype=np.float32)
