"""Boxes of source pages carried onto the upright pictures that people look at."""

from __future__ import annotations

from models.place import Box
from pipelines.picture import Picture


def upright_box(box: Box, rotation: int) -> Box:
    """A box in fractions of the page as uploaded, in fractions of the page turned clockwise by ``rotation`` degrees."""
    match rotation % 360:
        case 90:
            return Box.clipped(1 - box.bottom, box.left, 1 - box.top, box.right)
        case 180:
            return Box.clipped(1 - box.right, 1 - box.bottom, 1 - box.left, 1 - box.top)
        case 270:
            return Box.clipped(box.top, 1 - box.right, box.bottom, 1 - box.left)
        case _:
            return box


def upright_size(picture: Picture) -> tuple[int, int]:
    """Width and height of the picture once it stands upright."""
    return (picture.height, picture.width) if picture.rotation % 180 else (picture.width, picture.height)


def upright_transform(picture: Picture) -> str:
    """The SVG transform that turns the picture, drawn at the origin, into its upright place."""
    match picture.rotation % 360:
        case 90:
            return f"translate({picture.height} 0) rotate(90)"
        case 180:
            return f"translate({picture.width} {picture.height}) rotate(180)"
        case 270:
            return f"translate(0 {picture.width}) rotate(270)"
        case _:
            return "translate(0 0)"
