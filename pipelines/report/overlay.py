"""Pictures of source pages turned upright, as people look at them."""

from __future__ import annotations

from pipelines.picture import PicturePlace


def upright_size(picture: PicturePlace) -> tuple[int, int]:
    """Width and height of the picture once it stands upright."""
    return (picture.height, picture.width) if picture.rotation % 180 else (picture.width, picture.height)


def upright_transform(picture: PicturePlace) -> str:
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
