"""Print that no line was read from: where text stands but the engine found nothing, the picture is too poor there."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.clarity.text import Print
from intake.page import Line, Pixels

_SIDE = 1200
_CELL = 8
"""Pixels of a cell on a copy of at most 1200 pixels: 2 mm of A4, half a line of print."""

_RIGHT = ((0.45, 0.60, 0.70, 0.77, 0.85, 0.93, 0.97, 0.99), (0.05, 0.22, 0.45, 0.56, 0.71, 0.92, 0.97, 1.0))
"""Mean confidence against the measured share of right character pairs, on 75 drawn pages, most blurred or small."""
_KEPT = ((0.35, 0.50, 0.60, 0.90), (1.0, 0.5, 0.15, 0.0))
"""Share of print without a line against how much of the page's text could still be read, on the same pages."""


def unread_cells(pixels: Pixels, lines: Sequence[Line]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Cells of the page with print that was read, and with print that was not: two masks (rows, columns).

    Print is dark and colourless, neither a ruled line nor a picture. Seals, stamps and tinted backgrounds do not count.
    """
    height, width = pixels.shape[:2]
    scale = min(1.0, _SIDE / max(height, width))
    size = (max(round(width * scale), _CELL), max(round(height * scale), _CELL))
    small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    blue, green, red = cv2.split(small)
    strongest = np.asarray(cv2.max(cv2.max(blue, green), red), dtype=np.uint8)
    weakest = np.asarray(cv2.min(cv2.min(blue, green), red), dtype=np.uint8)
    paper = cv2.blur(cv2.dilate(strongest, np.ones((31, 31), np.uint8)), (31, 31))
    dark = 255 - np.asarray(cv2.divide(strongest, paper, scale=255), dtype=np.uint8)
    pictures = _picture_area(dark)
    # Ink of seals, pens and stamps is coloured: its channels lie further apart than tinted paper's.
    dark[(strongest.astype(np.int16) - weakest) > 0.2 * strongest] = 0
    dark[(dark < 22) | pictures] = 0
    dark = _without_rules(dark)
    rows, columns = size[1] // _CELL, size[0] // _CELL
    cells = cv2.resize(dark[: rows * _CELL, : columns * _CELL], (columns, rows), interpolation=cv2.INTER_AREA)
    printed = _without_pictures((cells > 10).astype(np.uint8))
    read = np.zeros((rows, columns), dtype=np.uint8)
    for line in lines:
        x0, x1 = int(line.box.left * columns), int(line.box.right * columns) + 1
        y0, y1 = int(line.box.top * rows), int(line.box.bottom * rows) + 1
        read[max(y0 - 1, 0) : y1 + 1, max(x0 - 1, 0) : x1 + 1] = 1
    printed &= _paper_cells(small, read > 0, (columns, rows))
    return printed & (read > 0), printed & (read == 0)


def _paper_cells(small: Pixels, read: NDArray[np.bool_], size: tuple[int, int]) -> NDArray[np.bool_]:
    """Cells whose background has the tint of the paper around the lines: the grain of a table top is no print."""
    ground = cv2.dilate(cv2.resize(small, size, interpolation=cv2.INTER_AREA), np.ones((3, 3), np.uint8))
    lab = cv2.cvtColor(ground, cv2.COLOR_BGR2LAB).astype(np.float32)
    if not read.any():
        return np.ones(read.shape, dtype=bool)
    paper = np.median(lab[read], axis=0)
    return np.asarray(np.hypot(lab[..., 1] - paper[1], lab[..., 2] - paper[2]) < 9.0)


def _picture_area(dark: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """The boxes of printed pictures (scans, films): dark patches wider and higher than any stroke."""
    solid = (dark > 110).astype(np.uint8)
    core = cv2.morphologyEx(solid, cv2.MORPH_OPEN, np.ones((18, 18), np.uint8))
    joined = cv2.dilate(core, np.ones((61, 61), np.uint8))
    area = np.asarray(cv2.dilate(core, np.ones((9, 9), np.uint8))) > 0
    if not core.any():
        return area
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    for label in range(1, count):
        x, y, w, h = (int(value) for value in stats[label, :4])
        # A dark table around the sheet would box in the whole page: pictures lie within it.
        at_edge = x <= 1 or y <= 1 or x + w >= dark.shape[1] - 1 or y + h >= dark.shape[0] - 1
        # Back to the dark patch itself: the joining reached 30 pixels further.
        if min(w, h) > 61 + 30 and not at_edge and w * h < 0.4 * dark.size:
            area[y + 26 : y + h - 26, x + 26 : x + w - 26] = True
    return area


def _without_rules(dark: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The darkness of print without ruled lines, frames and borders."""
    for shape in ((45, 1), (1, 45)):
        rules = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(shape[::-1], np.uint8))
        dark = np.asarray(cv2.subtract(dark, cv2.dilate(rules, np.ones((3, 3), np.uint8))), dtype=np.uint8)
    return dark


def _without_pictures(printed: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """The cells with print in rows: patches that are many lines high and dense are pictures, specks are dust."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(printed, connectivity=4)
    kept = np.zeros(count, dtype=bool)
    for label in range(1, count):
        w, h, area = (int(value) for value in stats[label, 2:5])
        picture = h > 12 and w > 8 and area > 0.55 * w * h
        speck = area < 2
        at_side = h > 10 and w <= 2
        kept[label] = not (picture or speck or at_side)
    return np.asarray(kept[labels])


def _from_the_edge(cells: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The cells that hang together, over gaps of three cells, with some at the edge of the map."""
    joined = cv2.dilate(cells.astype(np.uint8), np.ones((4, 4), np.uint8))
    labels = np.asarray(cv2.connectedComponents(joined)[1])
    borders = (labels[:2], labels[-2:], labels[:, :2], labels[:, -2:])
    at_edge = np.unique(np.concatenate([border.ravel() for border in borders]))
    return np.asarray(np.isin(labels, at_edge[at_edge > 0]))


def expected_share(prints: Sequence[Print], read: NDArray[np.bool_], unread: NDArray[np.bool_]) -> float:
    """The share 0..1 of the page's characters that can be expected to be read right.

    What was read is right about as often as its confidence says through ``_RIGHT``; print without a line is lost. The
    engine leaves out stray marks on every page, so only what is unread beyond a third counts.
    """
    if not prints:
        return 0.0
    weights = [each.weight for each in prints]
    confidence = float(np.average([each.confidence for each in prints], weights=weights))
    right = float(np.interp(confidence, *_RIGHT))
    if confidence > 0.95 and len(prints) >= 8 and read.any():
        # On a page that reads well, what comes in from the picture's edge is the grain of a table, not print.
        unread = unread & ~_from_the_edge(unread)
    total = int(read.sum()) + int(unread.sum())
    missing = int(unread.sum()) / total if total else 0.0
    kept = float(np.interp(missing, *_KEPT))
    return right * kept
