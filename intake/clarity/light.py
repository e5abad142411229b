"""The light on a page: shadows, glare, too dark, too bright. Everything is measured on a small copy of the page."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.clarity.text import Print
from models.codes import ClarityKind
from models.place import Box

Map = NDArray[np.float32]

_SMALL = 160
"""Longest side of the light map: a cell is about 2 mm of A4, wider than any stroke."""


@dataclass(frozen=True)
class Trouble:
    """A clarity problem in fractions of the page IMAGE; ``severity`` 0..1: 0.3 can be seen, 0.6 hinders reading."""

    kind: ClarityKind
    severity: float
    box: Box | None = None


def paper_light(grey: NDArray[np.uint8]) -> Map:
    """How bright the paper is (0..255), at most 160 cells long: the brightest near each cell, so without its print."""
    height, width = grey.shape
    scale = _SMALL / max(height, width)
    small = cv2.resize(
        grey, (max(round(width * scale), 8), max(round(height * scale), 8)), interpolation=cv2.INTER_AREA
    )
    return np.asarray(cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 5), dtype=np.float32)


def light_troubles(grey: NDArray[np.uint8], prints: list[Print]) -> list[Trouble]:
    """What is wrong with the light where the page's text stands."""
    light = paper_light(grey)
    text = text_area(prints, light.shape)
    if not text.any():
        return []
    on_text = light[text]
    usual = float(np.percentile(on_text, 80))
    troubles = [*_shadow(light, text, usual), *_glare(grey, light, text, prints)]
    contrast = float(np.median([each.contrast for each in prints])) if prints else 1.0
    if usual < 110:
        # Paper at 110 of 255 still reads well; at 40 sensor noise is as strong as the print.
        troubles.append(Trouble(ClarityKind.DARK, _between(usual, 120.0, 35.0)))
    if usual > 250 and contrast < 0.45:
        troubles.append(Trouble(ClarityKind.OVEREXPOSED, _between(contrast, 0.5, 0.1)))
    return troubles


def text_area(prints: list[Print], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Where on a map of that shape text stands: the lines' boxes and what lies close around them."""
    area = np.zeros(shape[:2], dtype=np.uint8)
    for each in prints:
        x0, y0 = int(each.box.left * shape[1]), int(each.box.top * shape[0])
        x1, y1 = int(each.box.right * shape[1]) + 1, int(each.box.bottom * shape[0]) + 1
        area[y0:y1, x0:x1] = 1
    closed: NDArray[np.bool_] = cv2.morphologyEx(area, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)) > 0
    return closed


def _shadow(light: Map, text: NDArray[np.bool_], usual: float) -> list[Trouble]:
    """A part of the text that lies much darker than the rest, with an edge: light that falls off evenly is none."""
    dark = text & (light < 0.72 * usual)
    if dark.sum() < 0.03 * text.sum() or usual < 60:
        return []
    depth = 1.0 - float(np.median(light[dark])) / usual
    # The steepest fall of light over 6 cells (12 mm) as a share of the usual light: lamps at a side give 0.03-0.08.
    smooth = cv2.GaussianBlur(light, (0, 0), 1.5) / usual
    fall = max(float(np.percentile(np.abs(smooth[6:] - smooth[:-6])[text[3:-3]], 98)) if text[3:-3].any() else 0.0,
               float(np.percentile(np.abs(smooth[:, 6:] - smooth[:, :-6])[text[:, 3:-3]], 98))
               if text[:, 3:-3].any() else 0.0)  # fmt: skip
    if fall < 0.14:
        return []
    return [Trouble(ClarityKind.SHADOW, _between(depth, 0.15, 0.85), _box_of(dark))]


def _glare(grey: NDArray[np.uint8], light: Map, text: NDArray[np.bool_], prints: list[Print]) -> list[Trouble]:
    """Blotches burnt out to white on paper that is not white elsewhere, where text should stand but none is read."""
    usual = float(np.percentile(light[text], 50))
    if usual > 243:
        return []
    small = cv2.resize(grey, (light.shape[1], light.shape[0]), interpolation=cv2.INTER_AREA)
    burnt = ((small >= 251) & (light >= 251)).astype(np.uint8)
    opened = cv2.morphologyEx(burnt, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    count, labels = cv2.connectedComponents(opened)
    lines = np.zeros(light.shape, dtype=bool)
    for each in prints:
        rows = slice(int(each.box.top * light.shape[0]), int(each.box.bottom * light.shape[0]) + 1)
        lines[rows, int(each.box.left * light.shape[1]) : int(each.box.right * light.shape[1]) + 1] = True
    rows_of_text = np.zeros(light.shape[0], dtype=bool)
    first, last = np.nonzero(lines.any(axis=1))[0][[0, -1]]
    rows_of_text[first : last + 1] = True
    troubles = []
    for label in range(1, count):
        blotch: NDArray[np.bool_] = np.equal(labels, label)
        lost = blotch & ~lines
        lost[~rows_of_text] = False
        if blotch.sum() < 0.003 * light.size or lost.sum() < 0.3 * blotch.sum():
            continue
        severity = _between(float(blotch.sum()) / light.size, 0.0, 0.08)
        troubles.append(Trouble(ClarityKind.GLARE, max(severity, 0.35), _box_of(blotch)))
    return troubles


def _box_of(area: NDArray[np.bool_]) -> Box:
    ys, xs = np.nonzero(area)
    height, width = area.shape
    return Box.clipped(
        float(xs.min()) / width, float(ys.min()) / height, float(xs.max() + 1) / width, float(ys.max() + 1) / height
    )


def _between(value: float, none: float, full: float) -> float:
    """0 at ``none``, 1 at ``full``, straight between the two."""
    return float(np.clip((value - none) / (full - none), 0.0, 1.0))
