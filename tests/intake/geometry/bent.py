"""Pages bent on purpose: a field whose heights are waves, and pages that lie as such a field undoes."""

import cv2
import numpy as np

from intake.geometry.dewarp import bend_of
from intake.geometry.field import Field
from intake.page import PageImage, Pixels


def wavy(size: tuple[int, int], slope: float, waves: float = 1.0, phase: float = 0.0, twist: float = 0.0) -> Field:
    """A field whose lines rise and fall by ``slope`` (a tangent) in so many waves over the page's width."""
    field = Field(size)
    x, y = np.meshgrid(np.arange(field.columns) * field.step, np.arange(field.rows) * field.step)
    turn = 2 * np.pi * waves / size[0]
    field.heights = slope / turn * np.sin(turn * x + phase + twist * y / size[1])
    return field


def folded(size: tuple[int, int], slope: float, crease: float) -> Field:
    """A field whose lines are level up to a crease at a share of the width, and rise by ``slope`` beyond it."""
    field = Field(size)
    x = np.arange(field.columns) * field.step
    field.heights = np.tile(slope * np.maximum(x - crease * size[0], 0.0), (field.rows, 1))
    return field


def bent(pixels: Pixels, field: Field) -> Pixels:
    """The page (H, W, 3) as it must lie for ``field`` to make it level, in a frame of the same size."""
    height, width = pixels.shape[:2]
    x, y = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
    places = np.column_stack((x.ravel(), y.ravel()))
    seen = (field.moved(places) - 0.5).reshape(height, width, 2).astype(np.float32)
    bordered = cv2.remap(pixels, seen, np.empty(0), cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(bordered, dtype=np.uint8)


def unbent_page(page: PageImage, field: Field) -> PageImage:
    """The page with its way back bent by the field; its pixels stay what they are but for the canvas."""
    bend, (width, height) = bend_of(field, 1.0)
    return page.unbent(np.zeros((height, width, 3), np.uint8), bend)
