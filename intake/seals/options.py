"""Thresholds of the search for seals, each with the measurement that chose it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FindOptions:
    """Thresholds of the search, chosen on drawn pages with seeds that neither network was trained on."""

    least: float = 0.2
    """What a guess must score, 0..1, to be looked at closely: of 330 drawn seals 0.15 gives none more, and costs the
    fits of one guess more a page."""
    most: int = 16
    """Guesses of a page that are looked at, the likeliest first: pages have up to 8 seals; more cost time alone."""
    heed: float = 0.03
    """What the network must give a group of ink at least to be looked at."""
    sure: float = 0.55
    """What a coloured seal must have as confidence: of 317 drawn ones 278 are found so with 11 false ones, with as many
    273 at 0.6, and with 14 no more at 0.5."""
    sure_black: float = 0.75
    """The same of black round ones, which dials and rings of cups are likest to: at 0.8 four of 89 drawn ones fewer are
    found. Also of level frames that are not plain, which cells of tables are likest to: of 834 candidates on drawn
    pages five of these have 0.6 and more, four false ones 0.60 to 0.73, the one stamp 0.81."""
    sure_black_frame: float = 0.6
    """The same of black frames, which are hardest to see among print: of 162 drawn ones 44 are found so with 4 false
    ones, 36 with 2 at 0.7, 48 with 8 at 0.5; a place on a real photograph has 0.53."""
    sure_at_edge: float = 0.45
    """The same of what an edge of the picture cuts, as half a 骑缝章: of 6 black candidates there that are none all
    have 0.02 at most, of 14 round ones that are some 13 have more than this."""
    plainly_framed: float = 1.95
    """``outlines.lined`` of coloured ink that is a frame beyond doubt: stamps have 1.2-2.0, glyphs 0-1.3."""
    sure_framed: float = 0.07
    """What is asked of such a frame, as of a blue stamp inside of a red seal: at 0.05 the first false one comes."""
    askew: float = 2.0
    """Degrees to the page from which a plain frame was surely stamped: boxes that are printed lie along its lines. Of
    those 834 candidates 114 are such frames, all of stamps."""
    askew_framed: float = 1.7
    """``outlines.lined`` of such a frame: without it lines of print that were stamped across pass for sides."""
    sure_askew: float = 0.0
    """What is asked of such a frame in colour: nothing, for all 105 are stamps, and the network thinks little of long
    names on one line (0.005)."""
    sure_askew_black: float = 0.15
    """The same of a black one: all nine have more, four of them less than is asked of other black frames."""
    smallest: float = 12.0
    """Pixels of the shorter side: what is smaller cannot be told from a blurred word, nor read."""
    squarish: float = 1.6
    """Width over height of a frame that may be one printed character: 日 has 1.2 to 1.3."""
    printed: float = 1.3
    """How many times as high as the page's print such a frame must be, not to be a character: 日 and 田 have 0.7 to
    0.9. On 400 drawn pages no seal is lost so."""
    flat: float = 0.87
    """Height over width: round seals photographed aslant are flattened to no less than 0.88; oval ones are 0.6-0.8."""
    widest_break: float = 100.0
    """Degrees of rim that may lack before a seal is incomplete: worn rims lack up to 80, a side off the paper 120."""


DEFAULT_OPTIONS = FindOptions()
