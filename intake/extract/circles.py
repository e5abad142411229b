"""A rank of a printed list that is chosen by a ring or an oval drawn round it: ``主任医师 / (副主任医师) / 主治医师``.

The chosen one is told as a ticked box is: ``☑`` before it and ``□`` before the others.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from intake.extract.rowtext import width_of
from intake.page import Line, ReadPage
from models.place import Box

_RANK: Final = re.compile(r"副?主任(?:中)?医师|主治(?:中)?医师|住院医师")
_BETWEEN: Final = re.compile(r"[\s/／、,，|]*")
_BAND: Final = 0.45
"""How far above and below the print, in line heights, an oval round it is looked for."""
_DRAWN: Final = 0.45
"""Share of a word's columns over and under which an oval has ink; its ends come down beside the word."""
_BARE: Final = 0.15


def with_ring(page: ReadPage, line: Line) -> Line:
    """The line with its ranks marked where it is a bare list of several, round one of which alone an oval is drawn."""
    ranks = list(_RANK.finditer(line.text))
    listed = len(ranks) > 1 and all(
        _BETWEEN.fullmatch(line.text[one.end() : other.start()]) for one, other in pairwise(ranks)
    )
    if not listed or min(page.image.pixels.shape[:2]) < 100:
        return line
    shares = [_ringed(page, line, rank) for rank in ranks]
    chosen = [number for number, share in enumerate(shares) if share >= _DRAWN]
    if len(chosen) != 1 or any(share > _BARE for number, share in enumerate(shares) if number != chosen[0]):
        return line
    text = line.text
    for number in range(len(ranks) - 1, -1, -1):
        start = ranks[number].start()
        text = text[:start] + ("☑" if number == chosen[0] else "□") + text[start:]
    return replace(line, text=text)


def _ringed(page: ReadPage, line: Line, rank: re.Match[str]) -> float:
    """Over and under which share of the word's columns something is drawn: the lesser of the two."""
    whole = max(width_of(line.text), 1.0)
    left = line.box.left + line.box.width * width_of(line.text[: rank.start()]) / whole
    right = line.box.left + line.box.width * width_of(line.text[: rank.end()]) / whole
    band = _BAND * line.box.height
    over = Box.clipped(left, line.box.top - band, right, line.box.top + 0.04 * line.box.height)
    under = Box.clipped(left, line.box.bottom - 0.04 * line.box.height, right, line.box.bottom + band)
    return min(_inked_columns(page.image.crop(over)), _inked_columns(page.image.crop(under)))


def _inked_columns(crop: NDArray[np.uint8]) -> float:
    grey = crop.min(axis=2).astype(np.float32)
    paper = float(np.percentile(grey, 80))
    return float((grey < min(paper - 45.0, 0.8 * paper)).any(axis=0).mean())
