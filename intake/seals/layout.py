"""The straight text pictures of one seal, cut out of the page for the recogniser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np

from intake.page import PageImage, Pixels
from intake.seals.arc import Arc, closed_up, find_arc, strengthened
from intake.seals.arc import cut as cut_strip
from intake.seals.curve import Points, Rim, rim_of, straightened, unrolled
from intake.seals.flat import level_straight, smoothed, without_frame
from intake.seals.ink import STRONG_DOUBT, USUAL_DOUBT, seal_ink, window
from intake.seals.lines import Inside, lines_inside, lines_of
from intake.seals.mark import SealMark
from intake.seals.stamps import in_columns
from intake.seals.tint import Ink
from models.codes import SealShape


@dataclass(frozen=True)
class Layout:
    """What is written in a seal: the name along the rim, level lines from the top, what stands along the foot, or a
    name stamp's characters in one row, in each order they may be meant. ``rim``, ``arc`` and ``places`` say where."""

    name: Ink | None = None
    lines: list[Ink] = field(default_factory=list)
    foot: Ink | None = None
    stamps: list[Ink] = field(default_factory=list)
    rim: Rim | None = None
    arc: Arc | None = None
    places: list[Points] = field(default_factory=list)

    @property
    def crops(self) -> list[Pixels]:
        """As the recogniser wants them: name, lines, foot, stamps."""
        single = [[] if part is None else [part] for part in (self.name, self.foot)]
        return [_as_print(ink) for ink in [*single[0], *self.lines, *single[1], *self.stamps]]


def lay_out(page: PageImage, mark: SealMark, others: Sequence[SealMark]) -> Layout:
    """Find what is written in a mark; ``others``: marks whose ink may lie over it."""
    found = _ink_of(page, mark, others, USUAL_DOUBT)
    if found is None:
        return Layout()
    ink, origin = found
    if not mark.is_round:
        return _straight(ink, mark, origin)
    ink = smoothed(ink, mark)
    rim, strip = straightened(ink, rim_of(mark, origin))
    rough = find_arc(strip, lines_out=False)
    inside = lines_inside(ink, rim, rough)
    arc = _arc_beside(inside, ink, rim)
    if arc is not None and (rough is None or _apart(arc, rough, rim)):
        inside = lines_inside(ink, rim, arc)
        arc = _arc_beside(inside, ink, rim)
    if arc is None:
        return Layout(lines=inside.lines, rim=rim, places=inside.places)
    foot = None if arc.foot is None else closed_up(arc.foot)
    return Layout(closed_up(arc.strip), inside.lines, foot, rim=rim, arc=arc, places=inside.places)


def lay_out_again(page: PageImage, mark: SealMark, others: Sequence[SealMark], first: Layout) -> Layout:
    """The same pictures cut from a map of the ink that doubts print more: another reading of the same seal."""
    found = _ink_of(page, mark, others, STRONG_DOUBT)
    if found is None:
        return Layout()
    ink, origin = found
    if not mark.is_round or first.rim is None:
        return _straight(ink, mark, origin)
    ink = smoothed(ink, mark)
    lines = [_cut_level(ink, place, line.shape) for place, line in zip(first.places, first.lines, strict=True)]
    if first.arc is None:
        return Layout(lines=lines, rim=first.rim, places=first.places)
    cleared = ink.copy()
    cv2.fillPoly(cleared, [np.round(place).astype(np.int32) for place in first.places], (0,))
    arc, strip = first.arc, unrolled(cleared, first.rim)
    name = closed_up(cut_strip(strip, (arc.start, arc.end), (arc.top, arc.bottom)))
    return Layout(name, lines, first.foot, rim=first.rim, arc=arc, places=first.places)


def _ink_of(
    page: PageImage, mark: SealMark, others: Sequence[SealMark], doubt: float
) -> tuple[Ink, tuple[int, int]] | None:
    """The mark's own ink and where the map's corner lies on the page; None where nothing of it lies on the page."""
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


def _straight(ink: Ink, mark: SealMark, origin: tuple[int, int]) -> Layout:
    level = strengthened(level_straight(ink, mark, origin))
    if mark.shape is SealShape.TRIANGLE:
        return Layout(lines=lines_of(level, smallest=12))
    level = without_frame(level)
    stamps = in_columns(level)
    return Layout(lines=[] if stamps else lines_of(level, smallest=12), stamps=stamps)


def _arc_beside(inside: Inside, ink: Ink, rim: Rim) -> Arc | None:
    """The name under the rim once more, without the lines inside, whose ends reach into its band."""
    cleared = ink.copy()
    cv2.fillPoly(cleared, [np.round(place).astype(np.int32) for place in inside.places], (0,))
    return find_arc(unrolled(cleared, rim), lines_out=True)


def _apart(arc: Arc, other: Arc, rim: Rim) -> bool:
    """Whether two readings of an arc differ by more than 20 degrees in where its middle is."""
    off = (arc.middle - other.middle) / rim.columns
    return abs((off + 0.5) % 1.0 - 0.5) > 20 / 360


def _cut_level(ink: Ink, place: Points, shape: tuple[int, ...]) -> Ink:
    """What lies in a quadrangle (4, 2) of the ink map, as a picture of that shape."""
    height, width = shape[:2]
    there = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(there, place.astype(np.float32))
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpPerspective(ink, matrix, (width, height), flags=flags), dtype=np.uint8)


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
    # About a tenth of it is stroke, so that its 97th percentile is a well-inked one.
    usual = float(np.percentile(ink, 97)) if ink.size else 255.0
    ink = np.asarray(np.clip(ink * (235.0 / max(usual, 30.0)), 0, 255), dtype=np.uint8)
    grey = 255 - np.pad(ink, ((2, 2), (bare, bare)))
    return np.ascontiguousarray(np.repeat(grey[..., None], 3, axis=2))
