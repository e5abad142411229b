"""The ink of a seal taken apart from the print under it.

Both absorb light; where they lie on each other their optical densities add (Beer-Lambert). So a pixel's density
-log(value / paper) is a sum of how much seal ink and how much black ink lies there, and two weights per pixel are
found by least squares (colour deconvolution, Ruifrok and Johnston 2001).
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.page import PageImage, Pixels
from intake.seals.mark import SealMark
from intake.seals.tint import Ink, paper_color
from models.codes import SealColor

_BLACK = np.array([1.0, 1.0, 1.0], dtype=np.float32) / np.float32(np.sqrt(3.0))
_USUAL = {
    SealColor.RED: np.array([0.66, 0.73, 0.17], dtype=np.float32),
    SealColor.BLUE: np.array([0.22, 0.59, 0.78], dtype=np.float32),
}
"""Densities (blue, green, red) of common stamp ink, where a seal is too faint to measure its own."""

_MARGIN = 1.06
USUAL_DOUBT = 0.15
STRONG_DOUBT = 0.40
"""For a second reading: less of the print is left, and less of strokes that touch it."""


def without_seals(page: PageImage, marks: Sequence[SealMark]) -> Pixels:
    """The page with the coloured ink of its seals taken out, black print under it kept; grey seals stay.

    Only pixels inside the seals' outlines change. Without coloured seals the page's own array comes back.
    """
    colored = [mark for mark in marks if mark.color is not SealColor.BLACK]
    if not colored:
        return page.pixels
    cleaned = page.pixels.copy()
    for mark in colored:
        part_of_page = window(mark, page)
        if part_of_page is None:
            continue
        rows, columns = part_of_page
        # A second seal over this one is taken out of what the first left.
        part = np.ascontiguousarray(cleaned[rows, columns])
        black, _ = separate(part, mark.color)
        inside = mark.mask(page.height, page.width, _MARGIN)[rows, columns] > 0
        part[inside] = black[inside]
        cleaned[rows, columns] = part
    return cleaned


def window(mark: SealMark, page: PageImage) -> tuple[slice, slice] | None:
    """The rows and columns of the page around a mark; None where nothing of it lies on the page."""
    outline = mark.outline(_MARGIN)
    left, top = np.floor(outline.min(axis=0)).astype(int) - 8
    right, bottom = np.ceil(outline.max(axis=0)).astype(int) + 8
    left, top, right, bottom = max(left, 0), max(top, 0), min(right, page.width), min(bottom, page.height)
    if right - left < 4 or bottom - top < 4:
        return None
    return slice(int(top), int(bottom)), slice(int(left), int(right))


def separate(pixels: Pixels, color: SealColor, doubt: float = USUAL_DOUBT) -> tuple[Pixels, Ink]:
    """Print without the seal's ink (H, W, 3), and the seal's ink alone (H, W): 0 none, 255 the densest there is.

    ``doubt`` 0..1: what share of a pixel's density must have the seal's colour to be believed to be its ink.
    """
    paper = paper_color(pixels).astype(np.float32)
    light = np.clip(pixels.astype(np.float32) / np.maximum(paper, 1.0), 0.02, 1.0)
    density: NDArray[np.float32] = -np.log(light)
    ink = _ink_direction(density, color)
    # Least squares for density = seal * ink + black * _BLACK, both unit vectors with cosine between them.
    cosine = float(ink @ _BLACK)
    on_ink, on_black = density @ ink, density @ _BLACK
    seal = np.maximum((on_ink - cosine * on_black) / (1 - cosine**2), 0.0)
    black = np.maximum(on_black - cosine * seal, 0.0)
    print_only = paper * np.exp(-black * _BLACK[0])[..., None]
    alone = _sharp(density, seal, black, ink, doubt)
    return np.clip(print_only, 0, 255).astype(np.uint8), alone


def _sharp(
    density: NDArray[np.float32],
    seal: NDArray[np.float32],
    black: NDArray[np.float32],
    ink: NDArray[np.float32],
    doubt: float,
) -> Ink:
    """The seal's ink with the sharpness of the picture's brightness.

    Compressed pictures keep colour at half the resolution only, so that ink told by its colour alone is blurred. Where
    the colour says seal and not print, the channel the ink is darkest in is taken as it is.
    """
    channel = int(np.argmax(ink))
    of_seal, of_black = cv2.blur(seal, (3, 3)) * float(ink[channel]), cv2.blur(black, (3, 3)) * float(_BLACK[channel])
    share = of_seal / np.maximum(of_seal + of_black, 0.05)
    trust = np.clip((share - doubt) / 0.3, 0.0, 1.0)
    # Paper is a little darker than its brightest spots, by which its colour is measured.
    bare = min(float(np.percentile(density[..., channel], 20)) + 0.02, 0.15)
    dense = density[..., channel] - bare
    surely = dense[(share > 0.6) & (dense > 0.08)]
    # Print left over must not be darker than the seal itself.
    full = max(float(np.percentile(surely, 90)), 0.12) if surely.size > 50 else 0.5
    return np.asarray(np.clip(dense * trust / full, 0.0, 1.0) * 255.0, dtype=np.uint8)


def _bridged(ink: NDArray[np.float32], seen: NDArray[np.float32], reach: float) -> NDArray[np.float32]:
    """Ink where it is ``seen`` (0..1); elsewhere, under print, what lies around it: strokes go on there."""
    around = cv2.GaussianBlur(ink * seen, (0, 0), reach) / np.maximum(cv2.GaussianBlur(seen, (0, 0), reach), 0.05)
    return np.asarray(ink * seen + around * (1.0 - seen), dtype=np.float32)


def _veil(dark: NDArray[np.float32], reach: int) -> NDArray[np.float32]:
    """The darkness nothing within ``reach`` pixels is free of: shadow, not ink. Solid figures go with it."""
    lowest = cv2.erode(cv2.blur(dark, (3, 3)), np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    return np.asarray(cv2.blur(lowest, (2 * reach + 1, 2 * reach + 1)), dtype=np.float32)


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


def seal_ink(mark: SealMark, pixels: Pixels, origin: tuple[int, int], doubt: float = USUAL_DOUBT) -> Ink:
    """The seal's ink alone as (H, W), 0..255, on pixels cut from the page at ``origin`` (x, y).

    A grey seal has no colour of its own, but on copies it is mostly fainter than the print: what is much darker than
    its rim is taken for print.
    """
    if mark.color is not SealColor.BLACK:
        return separate(pixels, mark.color, doubt)[1]
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    paper = cv2.cvtColor(paper_color(pixels), cv2.COLOR_BGR2GRAY)
    dark = 255.0 - np.asarray(cv2.divide(grey, paper, scale=255), dtype=np.float32)
    rim = np.zeros(grey.shape, dtype=np.uint8)
    cv2.polylines(rim, [np.round(mark.outline(0.985) - np.array(origin)).astype(np.int32)], True, (255,), 3)
    on_rim = dark[(rim > 0) & (dark > 30)]
    usual = float(np.percentile(on_rim, 60)) if len(on_rim) > 20 else 255.0
    # Strongly doubted, whatever is a little darker than the rim is print.
    print_over = cv2.dilate(
        (dark > max((1.45 - doubt) * usual, usual + 50 - 100 * doubt)).astype(np.uint8), np.ones((3, 3), np.uint8)
    )
    dark = _bridged(dark, 1.0 - print_over.astype(np.float32), max(0.012 * min(mark.axes), 1.0))
    dark -= _veil(dark, max(round(0.15 * min(mark.axes)), 4))
    return np.asarray(np.clip(dark / max(usual, 40.0) * 255.0, 0, 255), dtype=np.uint8)
