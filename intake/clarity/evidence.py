"""What reading itself says: where characters stand on the page, and how many of them were probably read right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np

from intake.clarity.grain import Grain
from intake.clarity.text import Print
from intake.clarity.view import Grey, Map, Mask, View, hull_of

_CELLS_A_CHARACTER: Final = 3.0
_LONG: Final = 12
_APART: Final = 8
"""Cells: lines of one paper stand nearer to each other than that."""
_BESIDE: Final = 5
"""Cells beside the text, in which there may be more of it."""
_RIDGE: Final = 8.0
"""Of 255, over the page around: so dark is a row of print, however soft."""


@dataclass(frozen=True)
class Evidence:
    """Characters by cells: how many stand ``there`` and how many of them are probably ``right``. ``read`` are the cells
    of the lines, ``unread`` those with print from which no line was read."""

    there: Map
    right: Map
    read: Mask
    unread: Mask

    def loss(self, area: Mask) -> tuple[float, float]:
        """Characters that were lost in an area, and the share they are of those there."""
        there = float(self.there[area].sum())
        lost = there - float(self.right[area].sum())
        return lost, lost / max(there, 1.0)

    def with_hidden(self, expected: Map) -> Evidence:
        """The evidence with characters more of which nothing can be seen."""
        return replace(self, there=np.maximum(self.there, expected))

    @property
    def total(self) -> float:
        return float(self.there.sum())


def cells_of(view: View, prints: Sequence[Print]) -> Mask:
    """The cells in which lines stand."""
    read = np.zeros(view.shape, bool)
    for line in prints:
        read[view.span(line.box)] = True
    return read


def gather(view: View, prints: Sequence[Print], usual: float, grain: Grain) -> Evidence:
    """The evidence of the lines that were read."""
    there, right = np.zeros(view.shape, np.float32), np.zeros(view.shape, np.float32)
    for line in prints:
        span = view.span(line.box)
        share = line.weight / there[span].size
        there[span] += share
        right[span] += share * line.right
    read = there > 0
    near = cv2.dilate(read.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    printed = _printed(view)
    unread = _rows(printed & ~near & view.even & _on_paper(view, read) & _on_sheet(read, view.light, usual), read)
    known = float((printed & near).sum())
    density = min(float(there.sum()) / known, 1.0) if known >= 20 else 1 / _CELLS_A_CHARACTER
    believed = _credible(there, right, grain)
    # So much that is sharp and unread cannot all be dust and drawings.
    much = float(unread[view.light >= 0.5 * usual].sum()) * density / max(float(there.sum()), 1.0) - 0.15
    believed = np.maximum(believed, min(max(much, 0.0), 1.0) * _doubt(there, grain))
    # A shadow's edges look like print.
    believed = believed * np.where(view.light < 0.5 * usual, 0.3, 1.0)
    there += (unread * density * believed).astype(np.float32)
    return Evidence(there, right, read, unread)


def _credible(there: Map, right: Map, grain: Grain) -> Map:
    """How far print from which no line was read is lost text, 0..1: beside lines that read well it is grain, dust or a
    drawing, for text there would have been read as well. Far from lines grain makes it doubtful."""
    near_there, near_right = (np.asarray(cv2.GaussianBlur(one, (0, 0), 4.0)) for one in (there, right))
    lost = 1.0 - near_right / np.maximum(near_there, 1e-6)
    beside = np.clip(lost / 0.08, 0.1, 1.0)
    weight = np.clip(near_there / 0.01, 0.0, 1.0)
    return np.asarray((beside * weight + 1.0 - weight) * _doubt(there, grain), dtype=np.float32)


def _doubt(there: Map, grain: Grain) -> float:
    """In grain everything looks like print; only where next to nothing was read is it likely to hide some."""
    return float(np.clip((0.09 - grain.strength) / 0.05, 0.15 if there.sum() > 60 else 1.0, 1.0))


def _on_sheet(read: Mask, light: Grey, usual: float) -> Mask:
    """Cells that are as bright as paper, or lie between lines that were read."""
    bright = light > 0.7 * usual
    return np.asarray(bright | (hull_of(read) > 0)) if read.any() else np.asarray(bright)


def _printed(view: View) -> Mask:
    """Cells with print: dark and colourless, in rows, neither ruled lines nor pictures."""
    # At half the size, where rules are still a pixel wide.
    size = (view.dark.shape[1] // 2, view.dark.shape[0] // 2)
    dark = np.asarray(cv2.resize(view.dark, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    dark[_pictures(dark)] = 0
    for shape in ((1, 23), (23, 1)):
        rules = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        if shape[0] == 1:
            # What is thicker than a rule, and no thicker than a line, is a row of print that has run together.
            rows, bands = (cv2.morphologyEx(rules, cv2.MORPH_OPEN, np.ones((high, 1), np.uint8)) for high in (4, 14))
            rules = cv2.subtract(rules, cv2.subtract(rows, bands))
        dark = np.asarray(cv2.subtract(dark, cv2.dilate(rules, np.ones((3, 3), np.uint8))), dtype=np.uint8)
    cells = cv2.resize(dark, view.shape[::-1], interpolation=cv2.INTER_AREA)
    # Rows of print are narrow ridges; shadows, tint and the grain of wood along a page are not.
    ridges = cv2.subtract(cells, cv2.morphologyEx(cells, cv2.MORPH_OPEN, np.ones((6, 1), np.uint8)))
    # Grain stands out the more the darker the paper is.
    return _in_rows((ridges > _RIDGE + 350.0 / np.maximum(view.light, 4.0)).astype(np.uint8))


def _pictures(dark: Grey) -> Mask:
    """The boxes of printed pictures (scans, films): dark patches wider and higher than any stroke."""
    core = cv2.morphologyEx((dark > 110).astype(np.uint8), cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    if not core.any():
        return np.zeros(dark.shape, bool)
    area = cv2.dilate(core, np.ones((5, 5), np.uint8))
    joined = cv2.dilate(core, np.ones((31, 31), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    for label in range(1, count):
        x, y, w, h = (int(value) for value in stats[label, :4])
        # A dark table around the sheet would box in the whole page: pictures lie within it.
        at_edge = x <= 1 or y <= 1 or x + w >= dark.shape[1] - 1 or y + h >= dark.shape[0] - 1
        if min(w, h) > 46 and not at_edge and w * h < 0.4 * dark.size:
            area[y + 13 : y + h - 13, x + 13 : x + w - 13] = 1
    return np.asarray(area > 0)


def _in_rows(printed: Grey) -> Mask:
    """The cells with print in rows: patches that are many lines high and dense are pictures, specks are dust."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(printed, connectivity=4)
    wide, high, area = stats[:, 2], stats[:, 3], stats[:, 4]
    kept = ~(((high > 12) & (wide > 8) & (area > 0.55 * wide * high)) | (area < 2) | ((high > 10) & (wide <= 2)))
    kept[0] = False
    return np.asarray(kept[labels])


def _rows(cells: Mask, read: Mask) -> Mask:
    """Of the cells those that make pieces of rows: wider than high, three cells at least, in the columns of the text.
    What reaches across the page, or lies unbroken along its edge, is the edge of a sheet."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(cells.astype(np.uint8), connectivity=4)
    left, top, wide, high, area = stats.T
    rows, columns = cells.shape
    kept = (area >= 3) & (wide >= 2) & (wide > 0.7 * high) & (wide < 0.85 * columns)
    at_edge = (top <= 1) | (top + high >= rows - 1)
    kept &= ~(at_edge & (wide > 10) & (area > 0.85 * wide * high))
    text = np.nonzero(read.any(axis=0))[0]
    if len(text):
        kept &= (left + wide > text[0] - _BESIDE) & (left < text[-1] + _BESIDE)
    kept[0] = False
    middle = top + high / 2
    for label in np.nonzero(kept & (wide > _LONG))[0]:
        span = slice(left[label], left[label] + wide[label])
        beside = read[max(top[label] - _APART, 0) : top[label] + high[label] + _APART, span].any()
        over = (left < span.stop) & (left + wide > span.start) & (np.abs(middle - middle[label]) < 2 * _APART)
        # A long mark apart from every line, and from any rows like it, is a sheet's edge or a crease.
        kept[label] = beside or (kept & over & (wide > _LONG / 2)).sum() > 2
    return np.asarray(kept[labels])


def _on_paper(view: View, read: Mask) -> Mask:
    """Cells whose ground has the tint of the paper around the lines: the grain of a table top is no print."""
    if not read.any():
        return np.ones(view.shape, dtype=bool)
    lab = cv2.cvtColor(cv2.dilate(view.ground, np.ones((3, 3), np.uint8)), cv2.COLOR_BGR2LAB).astype(np.float32)
    paper = np.median(lab[read], axis=0)
    return np.asarray(np.hypot(lab[..., 1] - paper[1], lab[..., 2] - paper[2]) < 9.0)
