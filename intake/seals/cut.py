"""Stamps that run into a round seal of the same ink: what stands out of it, prolonged into it to the stamp's end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.page import Pixels
from intake.seals.mark import SealMark
from intake.seals.tint import Ink, on_white, resized, split_inks
from models.codes import SealColor

Points = NDArray[np.float64]

_RADIUS = 80.0
"""The seal's larger half axis in the window: the frame of a stamp beside it then is 1-3 pixels wide."""
_REACH = 1.9
_LEAST = 12.0
"""Pixels: what stands out less of a stamp is not looked at."""
_SOLID = 0.8
_SIDES, _END = 0.75, 0.75
"""Shares of the two long sides and of the far end that must be inked. Characters crossing a rim have at most half."""


def cut_stamps(pixels: Pixels, seal: SealMark, marks: Sequence[SealMark]) -> list[Points]:
    """Corners (4, 2), in pixels of the page, of the stamps that run into a red or blue round seal; ``marks`` are all
    that are known on the page, the seal itself too."""
    if seal.color is SealColor.BLACK:
        return []
    (x, y), reach = seal.center, _REACH * max(seal.axes)
    x0, y0 = max(int(x - reach), 0), max(int(y - reach), 0)
    x1, y1 = min(int(x + reach), pixels.shape[1]), min(int(y + reach), pixels.shape[0])
    scale = _RADIUS / max(seal.axes)
    size = (round((x1 - x0) * scale), round((y1 - y0) * scale))
    if min(size) < 2 * _LEAST:
        return []
    red, blue, _ = split_inks(on_white(resized(pixels[y0:y1, x0:x1], size)))
    ink = red if seal.color is SealColor.RED else blue
    mask = ((ink > max(0.3 * np.percentile(ink[ink > 8], 90) if (ink > 8).any() else 255.0, 10.0)) * 255).astype(
        np.uint8
    )
    rest = mask.copy()
    for mark in marks:
        inside = ((mark.outline(1.06) - (x0, y0)) * scale).round().astype(np.int32)
        cv2.fillPoly(rest, [inside], (0,))
    own = (seal.outline() - (x0, y0)) * scale
    stamps = [corners for part in _parts(rest) if (corners := _prolonged(part, mask)) is not None]
    return [corners / scale + (x0, y0) for corners in stamps if _runs_into(corners, own, mask)]


def _runs_into(corners: Points, seal: Points, mask: Ink) -> bool:
    """Whether a tenth of a stamp at least lies in the seal, and it is no bar of ink."""
    common, _ = cv2.intersectConvexConvex(corners.astype(np.float32), seal.astype(np.float32))
    inside = np.zeros_like(mask)
    cv2.fillPoly(inside, [corners.round().astype(np.int32)], (255,))
    filled = float((mask[inside > 0] > 0).mean()) if inside.any() else 1.0
    return common > 0.1 * cv2.contourArea(corners.astype(np.float32)) and filled < _SOLID


def _parts(rest: Ink) -> Iterator[Points]:
    """The rectangles around groups of ink outside of the seal."""
    joined = cv2.dilate(rest, np.ones((5, 5), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    for label in range(1, count):
        x, y, wide, high = (int(value) for value in stats[label, :4])
        if min(wide, high) < _LEAST or max(wide, high) > 2 * _RADIUS:
            continue
        rows, columns = np.nonzero(
            (labels[y : y + high, x : x + wide] == label) & (rest[y : y + high, x : x + wide] > 0)
        )
        points = np.stack([columns + x, rows + y], axis=1).astype(np.float32)
        if len(points) >= 30:
            yield np.asarray(cv2.boxPoints(cv2.minAreaRect(points)), dtype=np.float64)


def _prolonged(corners: Points, mask: Ink) -> Points | None:
    """The rectangle whose one end moves into the seal, as far as its sides are inked, to where a line ends it."""
    near = cv2.dilate(mask, np.ones((3, 3), np.uint8))
    best: tuple[float, Points] | None = None
    for turn in range(4):
        a, b, c, d = np.roll(corners, -turn, axis=0)
        across = float(np.linalg.norm(c - b))
        along = (b - a) / max(float(np.linalg.norm(b - a)), 1e-6)
        if min(_inked(near, a, d), across / _LEAST) < _END:
            continue
        for further in np.arange(4.0, 4.0 * across, 2.0):
            end, foot = b + further * along, c + further * along
            if min(_inked(near, a, end), _inked(near, d, foot)) < _SIDES:
                break
            share = _inked(near, end, foot)
            if share > max(_END, best[0] if best else 0.0):
                best = share, np.array([a, end, foot, d])
    return None if best is None else best[1]


def _inked(near: NDArray[np.generic], start: Points, end: Points) -> float:
    """The share of a line, two pixels within the frame's edge at most, that lies on ink."""
    count = max(int(np.hypot(*(end - start))), 2)
    best = 0.0
    aside = np.array([start[1] - end[1], end[0] - start[0]]) / count
    for shift in (-2.0, -1.0, 0.0, 1.0, 2.0):
        points = np.linspace(start + shift * aside, end + shift * aside, count).round().astype(int)
        x, y = points.T
        inside = (x >= 0) & (y >= 0) & (x < near.shape[1]) & (y < near.shape[0])
        values = near[np.clip(y, 0, near.shape[0] - 1), np.clip(x, 0, near.shape[1] - 1)]
        best = max(best, float(((values > 0) & inside).mean()))
    return best
