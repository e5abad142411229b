"""The straight text pictures of one seal, cut out of the page for the recogniser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from intake.page import PageImage, Pixels
from intake.seals.around import band_of, picture
from intake.seals.curve import rim_of, straightened, unrolled
from intake.seals.flat import level_straight, smoothed, without_frame
from intake.seals.ink import STRONG_DOUBT, USUAL_DOUBT, seal_ink, window
from intake.seals.lines import lines_inside, lines_of
from intake.seals.mark import SealMark
from intake.seals.stamps import in_columns
from intake.seals.strokes import evened, strengthened
from intake.seals.texts import Text, dark_of, find_texts
from intake.seals.tint import Ink
from models.codes import SealShape


@dataclass(frozen=True)
class Layout:
    """What is written in a seal: the name along the rim, level lines from the top, what stands along the foot, or a
    name stamp's characters in one row, in each order they may be meant."""

    name: Ink | None = None
    lines: list[Ink] = field(default_factory=list)
    foot: Ink | None = None
    stamps: list[Ink] = field(default_factory=list)

    @property
    def crops(self) -> list[Pixels]:
        """As the recogniser wants them: name, lines, foot, stamps."""
        single = [[] if part is None else [part] for part in (self.name, self.foot)]
        return [_as_print(ink) for ink in [*single[0], *self.lines, *single[1], *self.stamps]]


def lay_out(page: PageImage, mark: SealMark, others: Sequence[SealMark], quarters: int = 0) -> tuple[Layout, Layout]:
    """Find what is written in a mark; ``others``: marks whose ink may lie over it; ``quarters``: by how many quarters
    of a turn clockwise a rectangle may have been pressed.

    The same pictures come twice: cut from the usual map of the seal's ink, and from one that doubts print more.
    """
    usual = ink_of(page, mark, others, USUAL_DOUBT)
    doubted = ink_of(page, mark, others, STRONG_DOUBT)
    if usual is None or doubted is None:
        return Layout(), Layout()
    origin = usual[1]
    if not mark.is_round:
        first, second = (_straight(ink, mark, origin, quarters) for ink, _ in (usual, doubted))
        return first, second
    rim, strip = straightened(smoothed(usual[0], mark), rim_of(mark, origin))
    part = page.pixels[origin[1] : origin[1] + usual[0].shape[0], origin[0] : origin[0] + usual[0].shape[1]]
    texts = find_texts(usual[0], dark_of(part), rim)
    inks = [smoothed(ink, mark) for ink, _ in (usual, doubted)]
    strips = [strip, unrolled(inks[1], rim)]
    along: list[list[Ink | None]] = []
    for text in (Text.NAME, Text.FOOT):
        share = texts.along(text, strip.shape[0])
        band = band_of(share)
        along.append([None if band is None else picture(one, share, band) for one in strips])
    if along[0][0] is None:
        # What is above the network tells by the name; without one, seals are pressed nearly as the page stands.
        texts = replace(texts, up=-rim.angle)
    lines = lines_inside(inks, texts)
    first, second = (
        Layout(along[0][way], lines[way], None if (foot := along[1][way]) is None else _over(foot)) for way in (0, 1)
    )
    return first, second


def ink_of(
    page: PageImage, mark: SealMark, others: Sequence[SealMark], doubt: float
) -> tuple[Ink, tuple[int, int]] | None:
    """The mark's own ink and where the map's corner (x, y) lies on the page; None where nothing of it lies there."""
    part = window(mark, page)
    if part is None:
        return None
    rows, columns = part
    origin = (columns.start, rows.start)
    ink = seal_ink(mark, page.pixels[rows, columns], origin, doubt)
    for other in others:
        if other.is_round and other.color is mark.color and other.box.overlap(mark.box) > 0:
            _take_out_figure(ink, other, origin)
    return ink, origin


def _straight(ink: Ink, mark: SealMark, origin: tuple[int, int], quarters: int) -> Layout:
    level = strengthened(level_straight(ink, mark, origin, quarters))
    if mark.shape is SealShape.TRIANGLE:
        return Layout(lines=lines_of(level, smallest=12))
    level = without_frame(level)
    stamps = in_columns(level)
    return Layout(lines=[] if stamps else lines_of(level, smallest=12), stamps=stamps)


def _over(foot: Ink) -> Ink:
    """A text along the lower rim, read from the middle."""
    return np.ascontiguousarray(foot[::-1, ::-1])


def _take_out_figure(ink: Ink, other: SealMark, origin: tuple[int, int]) -> None:
    """Take rim and star of another seal of the same ink out of an ink map, in place: they cross this one's text."""
    thick = max(round(0.08 * min(other.axes)), 3)
    outline = np.round(other.outline(0.98) - np.array(origin)).astype(np.int32)
    cv2.polylines(ink, [outline], True, (0,), thick)
    inner = np.round(other.outline(0.30) - np.array(origin)).astype(np.int32)
    cv2.fillPoly(ink, [inner], (0,))


def _as_print(ink: Ink) -> Pixels:
    """An ink map as the recogniser wants it: dark on white, (H, W, 3), a third of its height bare at both ends."""
    bare = ink.shape[0] // 3
    grey = 255 - np.pad(evened(ink), ((2, 2), (bare, bare)))
    return np.ascontiguousarray(np.repeat(grey[..., None], 3, axis=2))
