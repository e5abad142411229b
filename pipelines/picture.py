"""The pictures intake hands out, as far as reports need to know them."""

from __future__ import annotations

from typing import Protocol


class Picture(Protocol):
    """A page as uploaded (after EXIF): JPEG bytes, pixels, and the clockwise degrees that set it upright."""

    @property
    def source(self) -> str: ...
    @property
    def page(self) -> int: ...
    @property
    def jpeg(self) -> bytes: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def rotation(self) -> int: ...
