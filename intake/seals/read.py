"""Seals read: name along the arc, purpose line, kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np

from intake.ocr.engine import OcrEngine
from intake.page import PageImage, Pixels
from intake.seals.arc import Arc, closed_up, find_arc
from intake.seals.flat import flat_round, flat_straight
from intake.seals.ink import seal_ink, window
from intake.seals.kind import kind_of, mended_ending, mended_purpose, without_number
from intake.seals.lines import lines_inside, lines_of
from intake.seals.mark import SealMark
from intake.seals.tint import Ink
from models.document import Seal

LEAST_CONFIDENCE = 0.5
"""Below it the recogniser's text is mostly wrong characters: nothing is reported rather than a wrong name."""

_NOT_TEXT = re.compile(r"[^0-9A-Za-z一-鿿（）()]")


@dataclass(frozen=True)
class _Layout:
    """The straight text pictures of one seal, in the order main text, then lines inside."""

    arc: Ink | None
    lines: list[Ink] = field(default_factory=list)

    @property
    def crops(self) -> list[Pixels]:
        arcs = [] if self.arc is None else [self.arc]
        return [_as_print(ink) for ink in [*arcs, *self.lines]]


def read_seals(page: PageImage, marks: Sequence[SealMark], engine: OcrEngine) -> tuple[Seal, ...]:
    """Read all marks of a page with one call of the recogniser; boxes come out in fractions of the SOURCE page."""
    layouts = [_lay_out(page, mark, [other for other in marks if other is not mark]) for mark in marks]
    crops = [crop for layout in layouts for crop in layout.crops]
    texts = iter(engine.recognize(crops) if crops else [])
    return tuple(
        _seal(page, mark, layout, [next(texts) for _ in layout.crops])
        for mark, layout in zip(marks, layouts, strict=True)
    )


def read_seal(page: PageImage, mark: SealMark, engine: OcrEngine) -> Seal:
    """Read one mark."""
    return read_seals(page, [mark], engine)[0]


def _lay_out(page: PageImage, mark: SealMark, others: Sequence[SealMark]) -> _Layout:
    part = window(mark, page)
    if part is None:
        return _Layout(None)
    rows, columns = part
    origin = (columns.start, rows.start)
    ink = seal_ink(mark, page.pixels[rows, columns], origin)
    for other in others:
        if other.is_round and other.color is mark.color and other.box.overlap(mark.box) > 0:
            _take_out_figure(ink, other, origin)
    if not mark.is_round:
        return _Layout(None, lines_of(flat_straight(ink, mark, origin), smallest=12))
    flat = flat_round(ink, mark, origin)
    rough = find_arc(flat)
    inside = lines_inside(flat, *_pose(rough))
    # Once more without the lines, whose ends reach into the arc's band.
    arc = find_arc(inside.rest)
    if arc is not None and (rough is None or abs((arc.up - rough.up + 180.0) % 360.0 - 180.0) > 20.0):
        inside = lines_inside(flat, *_pose(arc))
        arc = find_arc(inside.rest)
    return _Layout(None if arc is None else closed_up(arc.strip), inside.lines)


def _pose(arc: Arc | None) -> tuple[float, float]:
    """Direction of the seal's top and inner edge of its arc; upright, and the usual edge, where there is no arc."""
    return (-90.0, 0.65) if arc is None else (arc.up, arc.inner_edge)


def _take_out_figure(ink: Ink, other: SealMark, origin: tuple[int, int]) -> None:
    """Take rim and star of another seal of the same ink out of an ink map, in place: they cross this one's text."""
    thick = max(round(0.09 * min(other.axes)), 3)
    outline = np.round(other.outline(0.98) - np.array(origin)).astype(np.int32)
    cv2.polylines(ink, [outline], True, (0,), thick)
    inner = np.round(other.outline(0.30) - np.array(origin)).astype(np.int32)
    cv2.fillPoly(ink, [inner], (0,))


def _as_print(ink: Ink) -> Pixels:
    """An ink map as the recogniser wants it: dark on white, (H, W, 3), a third of its height bare at both ends."""
    bare = ink.shape[0] // 3
    grey = 255 - np.pad(ink, ((2, 2), (bare, bare)))
    return np.ascontiguousarray(np.repeat(grey[..., None], 3, axis=2))


def _seal(page: PageImage, mark: SealMark, layout: _Layout, texts: list[tuple[str, float]]) -> Seal:
    cleaned = [(_NOT_TEXT.sub("", text), confidence) for text, confidence in texts]
    kept = [(text, confidence) for text, confidence in cleaned if text and confidence >= LEAST_CONFIDENCE]
    main, inner, unread = "", "", False
    if mark.is_round:
        has_arc = layout.arc is not None and cleaned[0][1] >= LEAST_CONFIDENCE
        main = mended_ending(without_number(cleaned[0][0])[0]) if has_arc else ""
        lines = cleaned[1:] if layout.arc is not None else cleaned
        inner = _purpose([text for text, confidence in lines if confidence >= LEAST_CONFIDENCE])
        unread = not inner and bool(lines)
    elif kept:
        main, inner = kept[0][0], _purpose([text for text, _ in kept[1:]])
    sure = float(np.mean([confidence for _, confidence in kept])) if kept else 0.0
    box = page.source_box(mark.box)
    at_side = not mark.complete and mark.is_round and (mark.box.left <= 0.0 or mark.box.right >= 1.0)
    return Seal(
        shape=mark.shape,
        color=mark.color,
        kind=kind_of(mark.shape, main, inner, at_side=at_side, unread=unread),
        text=main,
        inner_text=inner,
        complete=mark.complete,
        # Half of it is being a seal at all, which the rim shows; the other half that its text could be read.
        confidence=min(max(mark.confidence * (0.6 + 0.4 * sure), 0.0), 1.0),
        source=page.source,
        page=page.number,
        box=box,
    )


def _purpose(texts: list[str]) -> str:
    """The lines inside as one text, without security numbers, slips of listed purposes mended."""
    lines = [without_number(text)[0] for text in texts]
    return "".join(mended_purpose(line) for line in lines if line)
