"""Thresholds of the search for seals, each with the measurement that chose it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FindOptions:
    """Thresholds of the search, on maps of about 4 pixels a millimetre (see ``tint.WORK_SIDE``).

    Chosen on drawn pages with and without seals: red, blue and grey, 30-90 % ink, worn, over text, on photographs.
    """

    color_threshold: int = 14
    """Of 255: worn ink at 30 % of full cover shows as 15-50; raised on pages whose paper itself is noisy in colour."""
    dark_threshold: int = 50
    radii: tuple[int, int] = (24, 210)
    """6 to 52 mm on a full-page scan; seals are 7 to 22.5 mm in radius and half of that on a distant photograph."""
    rim: float = 0.55
    """On drawn pages worn and faint rims have 0.65 and more, red glyphs and fingerprints taken for rings 0.55-0.69."""
    sharp: float = 0.36
    oval_sharp: float = 0.50
    """Two lines of a red heading taken for an oval have 0.27, an oval's end taken for a circle 0.31-0.43."""
    dark_rim: float = 0.66
    dark_sharp: float = 0.55
    """Grey rims have 0.57 and more of sharp line with free paper outside, rings seen in text at most 0.49."""
    sure: float = 0.85
    """Circles seen in one end of an oval stay below."""
    small: float = 45.0
    small_sharp: float = 0.72
    """Below that radius single glyphs look like rings: their sharp share is at most 0.62."""
    solid: float = 0.3
    solid_in_full_rim: float = 0.75
    """Inside a rim as full and sharp as no chance gives, text may have run together: small pictures, much ink."""
    small_solid: float = 0.12
    """95 of 100 seals have 0.00; a red cross in a ring has 0.3."""
    clear: float = 0.30
    written: float = 0.33
    frame_side: float = 0.62
    frame_gap: float = 0.22
    """Between a frame and its text hardly any ink lies; words and glyphs taken for frames have a third and more."""
    frame_small: float = 20.0
    """Of the narrowest name stamps (6 mm) 24 pixels remain on a scan."""
    frame_aspect: float = 5.5
    """Of stamps 4 at most (60 by 15 mm); blurred headings with their gaps closed are 6 and more."""
    frame_square: float = 32.0
    """Squarish characters of a heading look like frames; square name stamps have 8 mm and more."""
    solid_print: float = 0.75


DEFAULT_OPTIONS = FindOptions()
