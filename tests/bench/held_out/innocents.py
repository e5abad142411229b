"""Oddities that take no text away: whoever sends a page back for them is wrong."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from models.codes import ClarityKind
from tests.bench.held_out.covers import fingers
from tests.bench.held_out.exposure import Exposure
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.views import Picture

CHOICES = (
    ClarityKind.SHADOW, ClarityKind.GLARE, ClarityKind.OCCLUSION, ClarityKind.CUT_OFF, ClarityKind.DARK,
    ClarityKind.OVEREXPOSED, ClarityKind.BLUR, ClarityKind.MOIRE, ClarityKind.LOW_RESOLUTION,
)  # fmt: skip


def look_alike(kind: ClarityKind, paper: Paper, base: Exposure, rng: Random) -> Exposure:
    """The same capture with something that looks like a problem of that kind and is none."""
    match kind:
        case ClarityKind.SHADOW:
            return replace(base, pixels=_gentle_shadow(base, rng))
        case ClarityKind.GLARE:
            return replace(base, pixels=_bright_table(base, rng))
        case ClarityKind.OCCLUSION:
            return replace(base, pixels=_held(paper, base, rng))
        case ClarityKind.CUT_OFF:
            return _margins_off(paper, base, rng)
        case ClarityKind.DARK:
            return replace(base, pixels=_scaled(base.pixels, rng.uniform(0.62, 0.75)))
        case ClarityKind.OVEREXPOSED:
            return replace(base, pixels=_pale_print(base.pixels, rng.uniform(0.62, 0.75)), grain=1.0)
        case ClarityKind.BLUR:
            soft = cv2.GaussianBlur(base.pixels, (0, 0), 0.028 * base.em)
            return replace(base, pixels=np.asarray(soft, dtype=np.uint8))
        case ClarityKind.MOIRE:
            return replace(base, pixels=_safety_print(base, rng))
        case ClarityKind.LOW_RESOLUTION:
            return _smaller(base, rng.uniform(19, 21))


def _scaled(pixels: Picture, light: float) -> Picture:
    return np.clip(pixels.astype(np.float32) * light, 0, 255).astype(np.uint8)


def _pale_print(pixels: Picture, contrast: float) -> Picture:
    """A printer short of toner: dark grey instead of black, the paper as it was."""
    return np.clip(255 - (255 - pixels.astype(np.float32)) * contrast, 0, 255).astype(np.uint8)


def _gentle_shadow(base: Exposure, rng: Random) -> Picture:
    """Light that falls to two thirds across the page, softly."""
    h, w = base.pixels.shape[:2]
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    along = (x / w - 0.5) * np.float32(np.cos(angle)) + (y / h - 0.5) * np.float32(np.sin(angle))
    light = 1 - 0.34 / (1 + np.exp(-along / rng.uniform(0.06, 0.2)))
    return np.asarray(np.clip(base.pixels * light[..., None], 0, 255), dtype=np.uint8)


def _bright_table(base: Exposure, rng: Random) -> Picture:
    """A lamp's reflection in the margin or beside the sheet."""
    h, w = base.pixels.shape[:2]
    sheet_w, sheet_h = base.view.sheet
    at = base.view.to_picture(np.array([[rng.choice((-0.01, 1.01)) * sheet_w, rng.uniform(0.2, 0.8) * sheet_h]]))[0]
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    wash = np.exp(-(np.hypot((x - at[0]) / (0.045 * w), (y - at[1]) / (0.09 * w)) ** 3))
    pale = base.pixels.astype(np.float32)
    return np.asarray(np.clip(pale + (258 - pale) * wash[..., None], 0, 255), dtype=np.uint8)


def _held(paper: Paper, base: Exposure, rng: Random) -> Picture:
    """Fingers that hold the sheet by its bare margin: a strip without print, found from where the print stands."""
    glyphs = paper.sheet.glyphs
    w, h = base.view.sheet
    left = min(glyph.left for glyph in glyphs)
    right = max(glyph.right for glyph in glyphs)
    at_left = left > w - right
    bare = left if at_left else w - right
    y = rng.uniform(0.3, 0.7) * h
    tip_x, root_x = (0.55 * bare, -0.3 * w) if at_left else (w - 0.55 * bare, 1.3 * w)
    tip, root = base.view.to_picture(np.array([[tip_x, y], [root_x, y + rng.uniform(-0.1, 0.1) * h]]))
    return fingers(base.pixels, (root[0], root[1]), (tip[0], tip[1]), rng)[0]


def _print_edges(paper: Paper, base: Exposure) -> NDArray[np.float64]:
    """The picture's box around all print: left, top, right, bottom."""
    points = np.array([(x, y) for g in paper.sheet.glyphs for x, y in ((g.left, g.top), (g.right, g.bottom))])
    there = base.view.to_picture(points)
    return np.concatenate([there.min(axis=0), there.max(axis=0)])


def _margins_off(paper: Paper, base: Exposure, rng: Random) -> Exposure:
    """Framed so closely that the sheet's margins are outside, and all print inside."""
    h, w = base.pixels.shape[:2]
    spare = 1.1 * base.em
    x0, y0, x1, y1 = _print_edges(paper, base) + np.array([-spare, -spare, spare, spare])
    left, top = max(int(x0), 0), max(int(y0), 0)
    right, bottom = min(int(np.ceil(x1)), w), min(int(np.ceil(y1)), h)
    if rng.random() < 0.5:
        top, bottom = 0, h
    kept = np.ascontiguousarray(base.pixels[top:bottom, left:right])
    shift = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1]], dtype=np.float64)
    return replace(base, pixels=kept, view=base.view.then(shift, (right - left, bottom - top)), skew=None)


def _safety_print(base: Exposure, rng: Random) -> Picture:
    """A pale pattern of fine waves under the print, as on receipts and certificates."""
    w, h = base.view.sheet
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    pitch = rng.uniform(14, 22)
    waves = np.sin(2 * np.pi * (y + 9 * np.sin(x / rng.uniform(40, 70))) / pitch)
    tint = np.array(rng.choice(((0.97, 0.93, 0.88), (0.90, 0.95, 0.92), (0.90, 0.92, 0.98))), dtype=np.float32)
    pattern = np.where((waves > 0.6)[..., None], tint, np.float32(1.0)).astype(np.float32)
    if base.view.matrix is None:
        return base.pixels
    laid = cv2.warpPerspective(pattern, base.view.matrix, base.view.size, borderValue=(1.0, 1.0, 1.0))
    return np.clip(base.pixels * laid, 0, 255).astype(np.uint8)


def _smaller(base: Exposure, em: float) -> Exposure:
    """A smaller picture whose text is still large enough."""
    factor = min(em / base.em, 1.0)
    h, w = base.pixels.shape[:2]
    size = (round(w * factor), round(h * factor))
    small = np.asarray(cv2.resize(base.pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    view = base.view.then(np.diag([size[0] / w, size[1] / h, 1.0]), size)
    return replace(base, pixels=small, view=view, em=em)
