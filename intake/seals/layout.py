"""The straight text pictures of one seal, cut out of the page for the recogniser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.page import PageImage, Pixels
from intake.seals.around import Arc, band_of
from intake.seals.curve import rim_of, straightened, unrolled
from intake.seals.flat import level_straight, smoothed
from intake.seals.ink import STRONG_DOUBT, USUAL_DOUBT, seal_ink, window
from intake.seals.lines import direction, lines_inside, lines_of
from intake.seals.mark import SealMark
from intake.seals.stamps import in_columns
from intake.seals.strokes import evened
from intake.seals.texts import Text, Texts, dark_of, find_texts
from intake.seals.tint import Ink
from models.codes import SealColor, SealShape

_SQUARE = 1.6
"""Stamps up to so much longer than high may have their lines, or columns, either way."""
_ASIDE = 110.0
"""Degrees by which a stamp's top is off the page's at most, as far as the page tells."""


@dataclass(frozen=True)
class Layout:
    """What is written in a seal: the name along the rim, level lines from the top, what stands along the foot, or a
    name stamp's characters in one row, in each order they may be meant."""

    name: Ink | None = None
    lines: list[Ink] = field(default_factory=list)
    foot: Ink | None = None
    stamps: list[Ink] = field(default_factory=list)
    arc: Arc | None = None
    """Where the name comes from."""
    columns: NDArray[np.int64] | None = None
    """Of each column of ``name`` the arc's."""

    @property
    def crops(self) -> list[Pixels]:
        """As the recogniser wants them: name, lines, foot, stamps."""
        single = [[] if part is None else [part] for part in (self.name, self.foot)]
        return [as_print(ink) for ink in [*single[0], *self.lines, *single[1], *self.stamps]]


def lay_out(
    page: PageImage, mark: SealMark, others: Sequence[SealMark], *, turned: bool = False
) -> tuple[Layout, Layout]:
    """Find what is written in a mark; ``others``: marks whose ink may lie over it; ``turned``: a straight one as if it
    was pressed the other way up.

    The same pictures come twice: cut from the usual map of the seal's ink, and from one that doubts print more.
    """
    usual = ink_of(page, mark, others, USUAL_DOUBT)
    doubted = ink_of(page, mark, others, STRONG_DOUBT)
    if usual is None or doubted is None:
        return Layout(), Layout()
    origin = usual[1]
    part = page.pixels[origin[1] : origin[1] + usual[0].shape[0], origin[0] : origin[0] + usual[0].shape[1]]
    if not mark.is_round:
        texts = find_texts(usual[0], dark_of(part), rim_of(mark, origin))
        return _straight([usual[0], doubted[0]], (mark, origin), texts, turned=turned)
    rim, strip = straightened(smoothed(usual[0], mark), rim_of(mark, origin))
    texts = find_texts(usual[0], dark_of(part), rim)
    if mark.color is not SealColor.BLACK:
        # Print over a grey seal hides its purpose in parts, of which any may be small.
        texts = texts.without_specks()
    inks = [smoothed(ink, mark) for ink, _ in (usual, doubted)]
    strips = (strip, unrolled(inks[1], rim))
    name, foot = (_arc(texts, text, strips) for text in (Text.NAME, Text.FOOT))
    if name is None:
        # What is above the network tells by the name; without one, seals are pressed nearly as the page stands.
        texts = replace(texts, up=-rim.angle)
    lines = lines_inside(inks, texts)
    return _laid(name, lines[0], foot, 0), _laid(name, lines[1], foot, 1)


def _arc(texts: Texts, text: Text, strips: tuple[Ink, Ink]) -> Arc | None:
    """A text along the rim; None where there is none."""
    share = texts.along(text, strips[0].shape[0])
    band = band_of(share)
    if band is None:
        return None
    foreign = 1.0 - share - texts.along(Text.NONE, strips[0].shape[0])
    return Arc(strips, share, np.asarray(np.clip(foreign, 0.0, 1.0), dtype=np.float32), band)


def _laid(name: Arc | None, lines: list[Ink], foot: Arc | None, way: int) -> Layout:
    """The texts of a round seal, cut out of one of the maps of its ink."""
    along, columns = (None, None) if name is None else name.picture(way)
    return Layout(along, lines, None if foot is None else _over(foot.picture(way)[0]), [], name, columns)


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


def _straight(
    inks: list[Ink], where: tuple[SealMark, tuple[int, int]], texts: Texts, *, turned: bool
) -> tuple[Layout, Layout]:
    """A straight stamp: its lines, or the characters of a name that stand in columns."""
    columns = _in_columns(texts)
    up = _top_of_rows(texts) if where[0].shape is SealShape.TRIANGLE else _top_of(texts, columns)
    up += 180.0 if turned else 0.0
    levels = [level_straight(ink, *where, up) for ink in inks]
    share = sum(texts.on_map(text, levels[0].to_map, levels[0].size) for text in (Text.NAME, Text.LINE))
    if columns:
        mine = np.asarray(share > 0.4, dtype=np.uint8)
        stamps = [in_columns(np.asarray(level.ink * mine, dtype=np.uint8)) for level in levels]
        if stamps[0]:
            return Layout(stamps=stamps[0]), Layout(stamps=stamps[1])
    first, second = lines_of(levels, np.asarray(share, dtype=np.float32))
    return Layout(lines=first), Layout(lines=second)


def _in_columns(texts: Texts) -> bool:
    """Whether the characters of a straight stamp stand in columns: those that lie level have lines."""
    name, line = (int((texts.shares[text] > 0.5).sum()) for text in (Text.NAME, Text.LINE))
    return name > line and (texts.rim.oval < _SQUARE or abs(texts.rim.angle) > 45.0)


def _top_of(texts: Texts, columns: bool) -> float:
    """Where a rectangle's top is, in degrees clockwise from the page's. Most are pressed nearly as the page stands, and
    long ones have their lines along their longer sides; of those that lie on their side the network tells more."""
    lies = texts.rim.angle
    quarters = 0
    if texts.rim.oval < _SQUARE or columns:
        quarters = round(-lies / 90.0)
    elif abs(lies) > 45.0:
        quarters = round(texts.up / 90.0)
    return _upright(lies + 90.0 * quarters)


def _top_of_rows(texts: Texts) -> float:
    """Where a triangle's top is: over its rows, whichever side they run along."""
    return _upright(texts.rim.angle + direction(texts.shares[Text.LINE]))


def _upright(up: float) -> float:
    """The one of two opposite directions that is nearer to the page's own."""
    return up if abs((up + 180.0) % 360.0 - 180.0) < _ASIDE else up + 180.0


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


def as_print(ink: Ink) -> Pixels:
    """An ink map as the recogniser wants it: dark on white, (H, W, 3), a third of its height bare at both ends."""
    bare = bare_beside(ink)
    grey = 255 - np.pad(evened(ink), ((2, 2), (bare, bare)))
    return np.ascontiguousarray(np.repeat(grey[..., None], 3, axis=2))


def bare_beside(ink: Ink) -> int:
    """The columns left bare at each end of a line that is handed to the recogniser."""
    return int(ink.shape[0] // 3)
