"""The place a sentence speaks of, cut out of its page's picture: upright, with what stands around it, framed in red."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from intake.page import Pixels
from intake.picture import decoded
from models.place import Box

_AROUND: Final = 0.06
"""Of the page's width, on each side: a line or two above and below, enough to find the place again on the paper."""
_NEAR: Final = 0.012
"""Of the page: frames that would touch are drawn as one."""
_LEAST_WIDTH: Final = 0.6
_LEAST_HEIGHT: Final = 0.14
"""Of the page: a box around one word alone shows nobody where on the page it stands."""
_WIDEST: Final = 900
"""Pixels: 150 a printed inch over the width of the notice's column."""
_TALLEST: Final = 700
_FRAME: Final = (36, 36, 200)
"""BGR: red as in a stamp, which no printed paper is drawn in."""
_EDGE: Final = (190, 184, 176)
_WHOLE: Final = 0.9
"""Share of the page from which a box marks the page itself, and no frame is drawn."""
_QUALITY: Final = 82


@dataclass(frozen=True)
class Snippet:
    """A cut-out as JPEG with its size in pixels; ``whole``: the page is shown whole."""

    jpeg: bytes
    width: int
    height: int
    whole: bool


def snippet(jpeg: bytes, rotation: int, boxes: Sequence[Box]) -> Snippet | None:
    """The part of a page around the boxes, set upright by so many clockwise degrees.

    ``jpeg`` is the page as uploaded (``intake.picture``), the boxes are in fractions of it. None where the picture
    cannot be decoded. Without boxes, or with one as large as the page, the page is shown whole.
    """
    page = decoded(jpeg)
    if page is None:
        return None
    upright = _turned(page, rotation)
    marked = [box.turned(rotation) for box in boxes if box.area < _WHOLE]
    if not marked:
        return _encoded(_fitted(upright)[0], whole=True)
    height, width = upright.shape[:2]
    around = _around(marked, width / height)
    x0, y0 = int(around.left * width), int(around.top * height)
    part = upright[y0 : max(y0 + 1, round(around.bottom * height)), x0 : max(x0 + 1, round(around.right * width))]
    fitted, factor = _fitted(np.ascontiguousarray(part))
    for box in _merged(marked):
        corners = ((box.left * width - x0, box.top * height - y0), (box.right * width - x0, box.bottom * height - y0))
        _frame(fitted, [(x * factor, y * factor) for x, y in corners])
    return _encoded(fitted, whole=False)


def _turned(page: Pixels, rotation: int) -> Pixels:
    match rotation % 360:
        case 90:
            turned = cv2.rotate(page, cv2.ROTATE_90_CLOCKWISE)
        case 180:
            turned = cv2.rotate(page, cv2.ROTATE_180)
        case 270:
            turned = cv2.rotate(page, cv2.ROTATE_90_COUNTERCLOCKWISE)
        case _:
            return page
    return np.asarray(turned, np.uint8)


def _around(boxes: Sequence[Box], aspect: float) -> Box:
    """The part of the page to show: all boxes, something around them, and never less than a glance needs."""
    whole = boxes[0]
    for box in boxes[1:]:
        whole = whole.union(box)
    x0, x1 = _widened(whole.left, whole.right, _AROUND, _LEAST_WIDTH)
    y0, y1 = _widened(whole.top, whole.bottom, _AROUND * aspect, _LEAST_HEIGHT)
    return Box.clipped(x0, y0, x1, y1)


def _merged(boxes: Sequence[Box]) -> list[Box]:
    """Boxes that touch as one: a label and the signature beside it are one place."""
    merged: list[Box] = []
    for box in boxes:
        near = [one for one in merged if _near(one, box)]
        for one in near:
            merged.remove(one)
            box = box.union(one)
        merged.append(box)
    return merged if len(merged) == len(boxes) else _merged(merged)


def _near(one: Box, other: Box) -> bool:
    across = max(one.left, other.left) - min(one.right, other.right)
    down = max(one.top, other.top) - min(one.bottom, other.bottom)
    return across < _NEAR and down < _NEAR


def _widened(low: float, high: float, margin: float, least: float) -> tuple[float, float]:
    """The stretch with its margin, at least so long, moved inside 0..1 where it reaches out."""
    missing = max(0.0, least - (high - low + 2 * margin)) / 2
    low, high = low - margin - missing, high + margin + missing
    shift = max(0.0, -low) - max(0.0, high - 1.0)
    return low + shift, high + shift


def _fitted(part: Pixels) -> tuple[Pixels, float]:
    height, width = part.shape[:2]
    factor = min(1.0, _WIDEST / width, _TALLEST / height)
    if factor == 1.0:
        return part.copy(), 1.0
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA), np.uint8), factor


def _frame(part: Pixels, corners: Sequence[tuple[float, float]]) -> None:
    """Draw the frame a little outside of the box: what it marks is to be read."""
    thick = max(2, round(part.shape[1] / 300))
    (x0, y0), (x1, y1) = corners
    first = (max(thick, round(x0) - 2 * thick), max(thick, round(y0) - 2 * thick))
    second = (
        min(part.shape[1] - 1 - thick, round(x1) + 2 * thick),
        min(part.shape[0] - 1 - thick, round(y1) + 2 * thick),
    )
    cv2.rectangle(part, first, second, _FRAME, thick)


def _encoded(part: Pixels, *, whole: bool) -> Snippet:
    # A white paper on a white page needs an edge.
    cv2.rectangle(part, (0, 0), (part.shape[1] - 1, part.shape[0] - 1), _EDGE, 1)
    _, encoded = cv2.imencode(".jpg", part, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return Snippet(encoded.tobytes(), part.shape[1], part.shape[0], whole)
