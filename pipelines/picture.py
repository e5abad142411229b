"""The pictures intake hands out, as far as reports need to know them."""

from __future__ import annotations

from typing import Protocol


class PicturePlace(Protocol):
    """Which page (as uploaded, after EXIF) it shows, its pixels, and the clockwise degrees that set it upright."""

    @property
    def source(self) -> str: ...
    @property
    def page(self) -> int: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def rotation(self) -> int: ...


class Picture(PicturePlace, Protocol):
    """The same with the picture itself, JPEG bytes."""

    @property
    def jpeg(self) -> bytes: ...
