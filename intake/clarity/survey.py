"""All that is measured once on a page, and what the kinds of problems are then looked for in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from intake.clarity.evidence import Evidence, gather
from intake.clarity.score import with_shares
from intake.clarity.text import Print, measure_lines
from intake.clarity.tiles import Map, Tiles
from intake.clarity.trouble import between
from intake.page import Line, PageImage

Weighed = Callable[[Sequence[Print], Tiles], list[Print]]

_SOFT: Final = (0.13, 0.22)
"""Edges so wide, as a share of a character's height: sharp scans and photographs have 0.04-0.13, reading loses its
first characters from about 0.16 and half of them at 0.25."""
_COARSE: Final = 2.4
"""Pixels: edges narrower than that are soft because the picture has few pixels, not because of focus."""
_LITTLE: Final = 40
"""Characters: what is read in a screen's stripes or in grain may be anything but print."""
_PICTURED: Final = re.compile(
    r"[一-鿿()（） ]*(?:心电图?|脑电图?|肌电图?|动态血压|胎心监护|超声|彩超|[胃肠内]镜|造影)"
    r"(?:检查|诊断|监测|分析)*报告[单书]?"
)
"""Headings of papers with curves and pictures, whose fine lines look like soft print: of 50 drawn cases four had a
report with an electrocardiogram that was called poor, of which everything was read. A record that only mentions one
has none."""
_HEADINGS: Final = 4
"""Lines among which a paper's heading stands."""
_SMALL: Final = (13.0, 7.0)
"""Pixels of a character's height: from 11 down the recogniser loses characters, at 8 a tenth to a third of them."""


@dataclass(frozen=True, eq=False)
class Survey:
    """``tiles``: what spoils the page where; ``prints``: the lines that were read; ``height``: of most characters, in
    pixels, where any were read; ``evidence``: the characters by tiles."""

    tiles: Tiles
    prints: tuple[Print, ...]
    height: float | None
    evidence: Evidence

    @classmethod
    def of(cls, page: PageImage, lines: Sequence[Line], weighed: Weighed = with_shares) -> Survey:
        """Survey a page and its lines, which are in fractions of it; ``weighed`` tells how much of them is right."""
        prints: Sequence[Print] = measure_lines(page.pixels, lines)
        height = usual_height(prints)
        # Of a page of which next to nothing was read, the size of its print is not known.
        little = sum(each.weight for each in prints) < _LITTLE
        tiles = Tiles.of(page.pixels, height, least_side=640 if little else 448)
        tiles = tiles.softened(softness_of(tiles, prints))
        prints = weighed(prints, tiles)
        return cls(tiles, tuple(prints), height, gather(tiles, prints, _bears_pictures(lines)))

    def hiding(self, expected: Map) -> Survey:
        """The survey of a page of which so many characters cannot be seen (by tiles)."""
        return replace(self, evidence=self.evidence.with_hidden(expected))

    @cached_property
    def usual(self) -> float:
        """How bright the paper is where it is lit as most of its lines are, 0..255."""
        light, read = self.tiles.light, self.evidence.read
        return float(np.percentile(light[read] if read.any() else light, 80))

    @cached_property
    def loss(self) -> float:
        """The share of the page's characters that is probably lost or wrong."""
        return 1.0 - float(self.evidence.right.sum()) / max(self.evidence.total, 1.0)


def _bears_pictures(lines: Sequence[Line]) -> bool:
    """Whether the paper's heading says that it is a report with curves or pictures."""
    return any(_PICTURED.fullmatch(line.text) for line in lines[:_HEADINGS])


def softness_of(tiles: Tiles, prints: Sequence[Print]) -> Map:
    """How soft print is by its own measure, by tiles: what the network says of it depends more on the camera."""
    soft = np.zeros(tiles.shape, np.float32)
    for each in prints:
        small = between(each.height, _SMALL[0], _SMALL[1])
        wide = between(each.softness, _SOFT[0], _SOFT[1]) if each.softness * each.height > _COARSE else 0.0
        span = tiles.span(each.box)
        # Grain, stripes and faintness pass for softness.
        other = float(np.max([one[span].mean() for one in (tiles.washed, tiles.dim, tiles.stripes)]))
        soft[span] = np.maximum(soft[span], max(small, wide * between(other, 0.4, 0.1)))
    return soft


def usual_height(prints: Sequence[Print]) -> float | None:
    """The height of most characters in pixels: a third of them, each counting once, are no higher; None without any.

    Small print counts more than large: it is lost first, and headings are read when nothing else is."""
    if not prints:
        return None
    order = sorted(prints, key=lambda each: each.height)
    weights = np.cumsum([each.weight for each in order])
    return order[int(np.searchsorted(weights, weights[-1] / 3))].height
