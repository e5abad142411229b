"""The ink of seals taken out of a page, and a seal's own ink for reading it."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.page import PageImage, Pixels
from intake.seals.mark import SealMark
from intake.seals.mixture import ink_only, mixture_of, print_only
from intake.seals.tint import Ink, paper_color
from models.codes import SealColor

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
        black = print_only(mixture_of(part, mark.color))
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


def _bridged(ink: NDArray[np.float32], seen: NDArray[np.float32], reach: float) -> NDArray[np.float32]:
    """Ink where it is ``seen`` (0..1); elsewhere, under print, what lies around it: strokes go on there."""
    around = cv2.GaussianBlur(ink * seen, (0, 0), reach) / np.maximum(cv2.GaussianBlur(seen, (0, 0), reach), 0.05)
    return np.asarray(ink * seen + around * (1.0 - seen), dtype=np.float32)


def _veil(dark: NDArray[np.float32], reach: int) -> NDArray[np.float32]:
    """The darkness nothing within ``reach`` pixels is free of: shadow, not ink. Solid figures go with it."""
    lowest = cv2.erode(cv2.blur(dark, (3, 3)), np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    return np.asarray(cv2.blur(lowest, (2 * reach + 1, 2 * reach + 1)), dtype=np.float32)


def seal_ink(mark: SealMark, pixels: Pixels, origin: tuple[int, int], doubt: float = USUAL_DOUBT) -> Ink:
    """The seal's ink alone as (H, W), 0..255, on pixels cut from the page at ``origin`` (x, y).

    A grey seal has no colour of its own, but on copies it is mostly fainter than the print: what is much darker than
    its rim is taken for print.
    """
    if mark.color is not SealColor.BLACK:
        return ink_only(mixture_of(pixels, mark.color), doubt)
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
    # Straight stamps may be a field of ink with bare characters.
    dark -= _veil(dark, max(round((0.15 if mark.is_round else 0.6) * min(mark.axes)), 4))
    return np.asarray(np.clip(dark / max(usual, 40.0) * 255.0, 0, 255), dtype=np.uint8)
