"""Debian's Chinese typefaces, and which of them can print a given character."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from PIL import ImageFont

_FONTS = Path("/usr/share/fonts")
FACES: dict[str, tuple[str, int]] = {
    "song": ("opentype/noto/NotoSerifCJK-Regular.ttc", 2),
    "song-bold": ("opentype/noto/NotoSerifCJK-Bold.ttc", 2),
    "hei": ("opentype/noto/NotoSansCJK-Regular.ttc", 2),
    "hei-bold": ("opentype/noto/NotoSansCJK-Bold.ttc", 2),
    "zenhei": ("truetype/wqy/wqy-zenhei.ttc", 0),
    "microhei": ("truetype/wqy/wqy-microhei.ttc", 0),
    "ming": ("truetype/arphic/uming.ttc", 0),
    "sungti": ("truetype/arphic-gbsn00lp/gbsn00lp.ttf", 0),
    "kaiti": ("truetype/arphic-gkai00mp/gkai00mp.ttf", 0),
    "wenkai": ("truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 0),
    "wenkai-light": ("truetype/lxgw-wenkai/LXGWWenKai-Light.ttf", 0),
}
"""Name of a face to its file below /usr/share/fonts and its number in a collection."""

POINT = 25.4 / 72
"""Millimetres in a typographic point."""


@dataclass(frozen=True)
class Type:
    """How a text is set: face, size in points, colour (RGB), letter spacing in millimetres, weight, unsteadiness."""

    face: str = "song"
    size: float = 10.5
    colour: tuple[int, int, int] = (28, 28, 30)
    spacing: float = 0.0
    weight: int = 0
    """Pixels added around each stroke, for faces that have no bold cut."""
    hand: float = 0.0
    """0 for print; 1 for a hand whose characters lean and dance."""

    def at(self, size: float) -> Type:
        return replace(self, size=size)

    def spaced(self, spacing: float) -> Type:
        return replace(self, spacing=spacing)

    def in_colour(self, colour: tuple[int, int, int]) -> Type:
        return replace(self, colour=colour)

    def bold(self) -> Type:
        if f"{self.face}-bold" in FACES:
            return replace(self, face=f"{self.face}-bold")
        return replace(self, weight=1)

    @property
    def em(self) -> float:
        """The size in millimetres."""
        return self.size * POINT


@cache
def font(face: str, pixels: int) -> ImageFont.FreeTypeFont:
    """The face at a size in pixels. Raises FileNotFoundError, naming the package list, where it is not installed."""
    name, number = FACES[face]
    path = _FONTS / name
    if not path.exists():
        raise FileNotFoundError(f"{path}: install the packages that .ci/packages.txt lists")
    return ImageFont.truetype(str(path), pixels, index=number, layout_engine=ImageFont.Layout.BASIC)


@cache
def has(face: str, character: str) -> bool:
    """Whether the face has a picture of its own for the character."""
    probe = font(face, 30)
    return bytes(probe.getmask(character)) != bytes(probe.getmask("\U000f0000")) or character.isspace()


@cache
def face_for(face: str, character: str) -> str:
    """The face itself where it has the character, else the first that has."""
    for candidate in (face, "song", "hei", "zenhei", "wenkai"):
        if has(candidate, character):
            return candidate
    raise ValueError(f"no typeface has U+{ord(character):04X}")


@cache
def advance(face: str, character: str, pixels: int) -> float:
    """By how many pixels the character moves what follows: a line is measured many times before it is set."""
    return float(font(face_for(face, character), pixels).getlength(character))
