"""A picture on its way from the sheet to the file: rendered once, then lit, spoiled, grained, turned and encoded."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from models.codes import ClarityKind
from tests.bench.held_out.capture import copied, encoded, grained, lit, slope, turned
from tests.bench.held_out.tabletops import table
from tests.bench.held_out.views import BendKind, Picture, Points, Stand, View, before_camera, bend, on_glass, rendered

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Mark:
    """What a spoil did: to the pixels of ``mask`` (H, W), to all (no mask), or beyond the frame (``beyond``)."""

    kind: ClarityKind
    amount: float
    mask: Mask | None = None
    beyond: bool = False


@dataclass(frozen=True)
class Exposure:
    """A picture (H, W, 3) BGR, its view of the sheet, and the size of the body text in its pixels."""

    pixels: Picture
    view: View
    em: float
    grain: float
    quality: int
    marks: tuple[Mark, ...] = ()
    skew: float | None = None
    print_at: Points = field(default_factory=lambda: np.zeros((0, 2)))
    """Where characters stand on the sheet (N, 2), in its pixels: spoils that would hit bare paper prove nothing."""

    def spot(self, rng: Random) -> tuple[float, float]:
        """A point of the picture where something is printed."""
        x, y = self.view.to_picture(self.print_at[None, rng.randrange(len(self.print_at))])[0]
        return float(x), float(y)

    def marked(self, pixels: Picture, mark: Mark) -> Exposure:
        return replace(self, pixels=pixels, marks=(*self.marks, mark))


def scan(sheet: Picture, em: float, rng: Random, skew: float, zoom: float = 1.0) -> Exposure:
    """On a scanner's glass, ``skew`` degrees askew; the lid is white, cream, grey or dark."""
    size = (sheet.shape[1], sheet.shape[0])
    view = on_glass(size, skew, zoom)
    lid = rng.choice(((255, 255, 255), (250, 251, 250), (226, 232, 234), (236, 236, 236), (64, 62, 62)))
    ground = np.full((view.size[1], view.size[0], 3), lid, dtype=np.uint8)
    pixels = rendered(sheet, view, ground)
    soft = np.asarray(cv2.GaussianBlur(pixels, (0, 0), rng.uniform(0.3, 0.6)), dtype=np.uint8)
    return Exposure(soft, view, em * view.scale(), rng.uniform(0.4, 2.5), rng.randrange(80, 95), skew=skew)


def photocopy(exposure: Exposure, rng: Random) -> Exposure:
    """The same without colour, as a copier or a grey scan gives it."""
    return replace(exposure, pixels=copied(exposure.pixels, rng), grain=0.5)


@dataclass(frozen=True)
class Staging:
    """How a photograph is set up."""

    long_side: int = 2000
    fill: tuple[float, float] = (0.8, 0.95)
    tilt: float = 9.0
    bend: BendKind | None = None
    low: bool = False
    """Whether it is taken from the reader's side, 14 to 28 degrees off the upright, as one sitting at a table does."""


def photograph(sheet: Picture, em: float, rng: Random, stage: Staging) -> Exposure:
    """On a table top, from above and a little aslant, in uneven light."""
    size = (sheet.shape[1], sheet.shape[0])
    frame = (stage.long_side * 3 // 4, stage.long_side)
    if size[0] > size[1]:
        frame = (frame[1], frame[0])
    about_x = rng.choice((-1, 1)) * rng.uniform(14, 28) if stage.low else rng.uniform(-stage.tilt, stage.tilt)
    stand = Stand(
        (about_x, rng.uniform(-stage.tilt, stage.tilt)),
        max(min(rng.gauss(0, 2.0), 5.0), -5.0), rng.uniform(*stage.fill), 
        (rng.uniform(-0.6, 0.6), rng.uniform(-0.6, 0.6)),
    )  # fmt: skip
    shape = None if stage.bend is None else bend(stage.bend, rng, size)
    view = before_camera(size, frame, stand, shape)
    ground = _under_shadow(table(frame, rng), view, rng)
    pixels = rendered(sheet, view, ground)
    tint = np.array([rng.uniform(0.86, 1.0), rng.uniform(0.94, 1.0), rng.uniform(0.95, 1.03)], dtype=np.float32)
    pixels = np.clip(pixels * tint, 0, 255).astype(np.uint8)
    pixels = lit(pixels, slope(pixels.shape[:2], rng, rng.uniform(0.05, 0.3)))
    soft = np.asarray(cv2.GaussianBlur(pixels, (0, 0), rng.uniform(0.45, 0.75)), dtype=np.uint8)
    return Exposure(soft, view, em * view.scale(), rng.uniform(1.5, 4.0), rng.randrange(78, 93))


def _under_shadow(ground: Picture, view: View, rng: Random) -> Picture:
    """The shadow the sheet throws on the table."""
    w, h = view.sheet
    border = view.to_picture(np.array([[0, 0], [w, 0], [w, h], [0, h]], dtype=np.float64))
    shade = np.zeros(ground.shape[:2], dtype=np.float32)
    away = np.array([rng.uniform(-10, 10), rng.uniform(2, 12)])
    cv2.fillPoly(shade, [(border + away).astype(np.int32)], (1.0,))
    soft = cv2.GaussianBlur(shade, (0, 0), rng.uniform(4, 14)).astype(np.float32)
    return lit(ground, (1 - rng.uniform(0.25, 0.55) * soft).astype(np.float32))


@dataclass(frozen=True)
class Delivered:
    """The encoded picture, its size, and the view of the sheet it shows."""

    data: bytes
    suffix: str
    view: View
    marks: tuple[Mark, ...]


def delivered(exposure: Exposure, rotation: int, rng: Random) -> Delivered:
    """Grained, turned so that ``rotation`` clockwise degrees set it upright, and encoded as JPEG."""
    pixels = grained(exposure.pixels, exposure.grain, rng)
    pixels, turn = turned(pixels, np.eye(3), rotation)
    marks = tuple(
        mark if mark.mask is None else replace(mark, mask=np.rot90(mark.mask, rotation // 90))
        for mark in exposure.marks
    )
    data, suffix = encoded(pixels, exposure.quality)
    return Delivered(data, suffix, exposure.view.then(turn, (pixels.shape[1], pixels.shape[0])), marks)
