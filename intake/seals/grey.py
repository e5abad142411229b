"""Print under grey seals, which no colour tells apart: where print is darker, the darker part is read as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.ocr.engine import OcrEngine, ReadLine
from intake.ocr.lines import cut_line
from intake.page import PageImage, Pixels
from intake.seals.ink import window
from intake.seals.mark import SealMark
from intake.seals.tint import paper_color
from models.codes import SealColor

_INKED = 0.12
"""Density from which a pixel has ink on it; what is less is the paper's own grain."""
_DARKER = 1.15
"""How much denser than the seal's rim print must be to be told from it."""
_TAKEN = 0.9
"""How much of the rim's density is taken off. Of 930 characters under drawn grey seals 104 were misread so where the
surer reading counts, 137 without; with 1.0 and 1.1 times the rim's density 111 and 110."""


def read_under_grey(
    page: PageImage, marks: Sequence[SealMark], lines: Sequence[ReadLine], engine: OcrEngine
) -> list[ReadLine]:
    """The lines of a page; those that run through grey seals in the surer of two readings, with and without what is no
    darker than the seal."""
    kept = list(lines)
    for mark in marks:
        cleared = _without_grey(page, mark) if mark.color is SealColor.BLACK else None
        if cleared is None:
            continue
        crossing = [place for place, line in enumerate(kept) if _crosses(line, mark)]
        readings = engine.recognize([cut_line(cleared, kept[place].quad) for place in crossing])
        for place, (text, confidence) in zip(crossing, readings, strict=True):
            if confidence > kept[place].confidence:
                kept[place] = replace(kept[place], text=text, confidence=confidence)
    return kept


def _crosses(line: ReadLine, mark: SealMark) -> bool:
    outline = cv2.convexHull(mark.outline().astype(np.float32))
    return cv2.intersectConvexConvex(cv2.convexHull(line.quad.astype(np.float32)), outline)[0] > 0


def _without_grey(page: PageImage, mark: SealMark) -> Pixels | None:
    """The page with the seal's own density taken off inside its outline; None where print is hardly darker."""
    part = window(mark, page)
    if part is None:
        return None
    rows, columns = part
    origin = np.array([columns.start, rows.start])
    pixels = page.pixels[rows, columns]
    paper = _grey(paper_color(pixels))
    density = -np.log(np.clip(_grey(pixels) / np.maximum(paper, 1.0), 0.02, 1.0))
    rim, inside = (np.zeros(density.shape, np.uint8) for _ in range(2))
    cv2.polylines(rim, [np.round(mark.outline(0.985) - origin).astype(np.int32)], True, (255,), 3)
    cv2.fillPoly(inside, [np.round(mark.outline(1.06) - origin).astype(np.int32)], (255,))
    on_rim, inked = (density[(where > 0) & (density > _INKED)] for where in (rim, inside))
    if len(on_rim) < 20:
        return None
    seal, print_ = float(np.percentile(on_rim, 75)), float(np.percentile(inked, 97))
    if print_ < _DARKER * seal:
        return None
    left = np.maximum(density - _TAKEN * seal, 0.0) * (print_ / (print_ - _TAKEN * seal))
    cleared = page.pixels.copy()
    told = np.clip(paper * np.exp(-left), 0, 255).astype(np.uint8)[..., None]
    cleared[rows, columns] = np.where(inside[..., None] > 0, told, pixels)
    return cleared


def _grey(pixels: Pixels) -> NDArray[np.float32]:
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), dtype=np.float32)
