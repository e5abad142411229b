"""A page on its way through intake: its pixels, the way back to the page as uploaded, and what was read on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.bend import Bend
from models.document import ClarityProblem, Geometry, Seal
from models.place import Box, Evidence

Pixels = NDArray[np.uint8]
"""(H, W, 3), BGR."""
Matrix = NDArray[np.float64]
"""(3, 3) homography."""
_PLACES: Final = 33
"""Places along a side of a box on a bent page: two for each node of the grids that pages are bent by. With nine, the
steepest waves reached more than two pixels (at 2000) beyond a wide box."""


@dataclass(frozen=True)
class Line:
    """A text line. ``box`` is in fractions of the page it was read on (upright, flattened), not of the source page."""

    text: str
    confidence: float
    box: Box
    vertical: bool = False


@dataclass(frozen=True)
class PageImage:
    """A page's pixels (H, W, 3) BGR and ``to_source``, which takes pixel coordinates to fractions of the source page.

    Where the page was bent, ``bend`` takes its pixel coordinates to those that ``to_source`` speaks of. ``source`` is
    the file's SHA-256, ``number`` counts from 0 within the file. ``text_lines`` are the lines of a trustworthy PDF text
    layer, in fractions of this page; None where OCR has to read. A page that is not ``complete`` lacks a small picture
    that its file holds damaged.
    """

    source: str
    number: int
    pixels: Pixels
    to_source: Matrix
    text_lines: tuple[Line, ...] | None = None
    complete: bool = True
    bend: Bend | None = None

    @classmethod
    def of_source(
        cls, source: str, number: int, pixels: Pixels, text_lines: tuple[Line, ...] | None = None
    ) -> PageImage:
        """The page as uploaded: its pixels cover the source page exactly."""
        height, width = pixels.shape[:2]
        return cls(source, number, pixels, np.diag([1.0 / width, 1.0 / height, 1.0]), text_lines)

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    def warped(self, pixels: Pixels, to_previous: Matrix) -> PageImage:
        """The page after a transform; ``to_previous`` takes the new pixel coordinates to this page's."""
        if self.bend is not None:
            return replace(self, pixels=pixels, bend=self.bend.scaled(to_previous))
        return replace(self, pixels=pixels, to_source=self.to_source @ to_previous)

    def unbent(self, pixels: Pixels, bend: Bend) -> PageImage:
        """The page after its curl was taken out; ``bend`` takes the new pixel coordinates to this page's."""
        return replace(self, pixels=pixels, bend=bend)

    def in_source(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points (N, 2) in pixels of this page, in fractions of the source page."""
        before = points if self.bend is None else self.bend.before(points)
        return np.asarray(cv2.perspectiveTransform(before[None], self.to_source)[0], dtype=np.float64)

    def on_page(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """The other way: points (N, 2) in fractions of the source page, in pixels of this page."""
        before = cv2.perspectiveTransform(points[None], np.linalg.inv(self.to_source))[0]
        return np.asarray(before if self.bend is None else self.bend.after(before), dtype=np.float64)

    def halved(self) -> PageImage:
        """The page at half its width and height: a quarter of the memory."""
        size = (max(1, self.width // 2), max(1, self.height // 2))
        pixels = np.asarray(cv2.resize(self.pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
        return self.warped(pixels, np.diag([self.width / size[0], self.height / size[1], 1.0]))

    def source_box(self, box: Box) -> Box:
        """A box in fractions of this page as a box (the smallest around it) in fractions of the source page."""
        there = self.in_source(self._outline(box) * (self.width, self.height))
        (left, top), (right, bottom) = there.min(axis=0), there.max(axis=0)
        return Box.clipped(float(left), float(top), float(right), float(bottom))

    def page_box(self, box: Box) -> Box:
        """The other way: a box in fractions of the source page as a box in fractions of this page."""
        there = self.on_page(self._outline(box)) / (self.width, self.height)
        (left, top), (right, bottom) = there.min(axis=0), there.max(axis=0)
        return Box.clipped(float(left), float(top), float(right), float(bottom))

    def _outline(self, box: Box) -> NDArray[np.float64]:
        """The corners of a box (N, 2); where the page was bent, places along its sides too, which are bent then."""
        share = np.linspace(0, 1, 2 if self.bend is None else _PLACES)[:, None]
        across = box.left + (box.right - box.left) * share
        down = box.top + (box.bottom - box.top) * share
        sides = [np.hstack((across, np.full_like(across, y))) for y in (box.top, box.bottom)]
        sides += [np.hstack((np.full_like(down, x), down)) for x in (box.left, box.right)]
        return np.asarray(np.concatenate(sides), dtype=np.float64)

    def evidence(self, box: Box) -> Evidence:
        """Evidence for a box in fractions of this page."""
        return Evidence(source=self.source, page=self.number, box=self.source_box(box))

    def crop(self, box: Box) -> Pixels:
        """The pixels inside a box in fractions of this page; at least one pixel each way."""
        x0, y0 = int(box.left * self.width), int(box.top * self.height)
        x1, y1 = max(int(np.ceil(box.right * self.width)), x0 + 1), max(int(np.ceil(box.bottom * self.height)), y0 + 1)
        return self.pixels[min(y0, self.height - 1) : y1, min(x0, self.width - 1) : x1]


@dataclass(frozen=True)
class ReadPage:
    """A page after reading: the upright, flattened image, its lines in reading order, seals, clarity and geometry.

    The lines' boxes are in fractions of ``image``; seals, clarity problems and everything else that leaves intake are
    in fractions of the source page (``image.source_box`` and ``image.evidence`` carry them back).
    """

    image: PageImage
    lines: tuple[Line, ...]
    geometry: Geometry
    seals: tuple[Seal, ...] = ()
    clarity_score: float = 1.0
    """0..1: what share of the page's text can be expected to be read right."""
    clarity_problems: tuple[ClarityProblem, ...] = ()
    blank: bool = False
    """Bare paper without print, as the back of a sheet scanned on both sides."""
    scant: bool = False
    """Little is printed on it, all of which can be read, as on a record's last page."""
