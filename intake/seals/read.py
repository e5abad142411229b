"""Seals read: name along the arc, purpose line, kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from intake.ocr.engine import OcrEngine
from intake.page import PageImage
from intake.seals.bodies import is_body, mended_name
from intake.seals.kind import kind_of, main_and_purpose, without_number
from intake.seals.layout import Layout, lay_out, lay_out_again
from intake.seals.mark import SealMark
from intake.seals.purposes import is_purpose, mended_purpose
from intake.seals.stamps import best_name
from models.codes import SealColor
from models.document import Seal

LEAST_CONFIDENCE = 0.5
"""Below it the recogniser's text is mostly wrong characters: nothing is reported rather than a wrong name."""
_SURE = 0.95
"""Names read with less are read a second time."""

_NOT_TEXT = re.compile(r"[^0-9A-Za-z一-鿿（）()]")
_DATE = re.compile(r"[0-9OIl]{2,4}年[0-9OIl]{0,2}月?[0-9OIl]{0,2}日?")
_NO_PURPOSE = re.compile(r"(?:[0-9OIl]{2,}[^0-9]{0,2})+|[A-Za-z]{5,}[A-Za-z0-9]*")
"""A security number, misread here and there, or a foreign word."""
_CHINESE = re.compile(r"[一-鿿]")

Reading = tuple[str, float]
"""A text and how sure it is, 0..1."""


@dataclass(frozen=True)
class _Texts:
    """What a seal says. ``unread``: there is a line inside that could not be read."""

    name: Reading = ("", 0.0)
    purpose: Reading = ("", 0.0)
    unread: bool = False

    @property
    def sure(self) -> float:
        read = [confidence for text, confidence in (self.name, self.purpose) if text]
        return sum(read) / len(read) if read else 0.0

    @property
    def weak(self) -> bool:
        """Whether another reading may be better."""
        text, confidence = self.name
        return self.unread or confidence < _SURE or not is_body(text) or 0 < self.purpose[1] < _SURE


def read_seals(page: PageImage, marks: Sequence[SealMark], engine: OcrEngine) -> tuple[Seal, ...]:
    """Read all marks of a page, weak ones twice; boxes come out in fractions of the SOURCE page.

    All pictures of a page go to the recogniser together; those of the second readings once more.
    """
    others = [[other for other in marks if other is not mark] for mark in marks]
    layouts = [lay_out(page, mark, near) for mark, near in zip(marks, others, strict=True)]
    texts = _read(marks, layouts, engine)
    weak = [place for place, read in enumerate(texts) if read.weak and layouts[place].crops]
    again = [lay_out_again(page, marks[place], others[place], layouts[place]) for place in weak]
    for place, read in zip(weak, _read([marks[place] for place in weak], again, engine), strict=True):
        texts[place] = _better(texts[place], read)
    return tuple(_seal(page, mark, read) for mark, read in zip(marks, texts, strict=True))


def read_seal(page: PageImage, mark: SealMark, engine: OcrEngine) -> Seal:
    """Read one mark."""
    return read_seals(page, [mark], engine)[0]


def _read(marks: Sequence[SealMark], layouts: Sequence[Layout], engine: OcrEngine) -> list[_Texts]:
    crops = [crop for layout in layouts for crop in layout.crops]
    answers = iter(engine.recognize(crops) if crops else [])
    return [
        _told(mark, layout, [_cleaned(*next(answers)) for _ in layout.crops])
        for mark, layout in zip(marks, layouts, strict=True)
    ]


def _cleaned(text: str, confidence: float) -> Reading:
    """Only characters seals are cut with; nothing where most of it is guessed."""
    return (_NOT_TEXT.sub("", text), confidence) if confidence >= LEAST_CONFIDENCE else ("", confidence)


def _told(mark: SealMark, layout: Layout, readings: list[Reading]) -> _Texts:
    if layout.stamps:
        return _Texts(best_name(readings))
    if not mark.is_round:
        kept = [(text, confidence) for text, confidence in readings if text]
        main, inner = main_and_purpose([text for text, _ in kept])
        sure = sum(confidence for _, confidence in kept) / max(len(kept), 1)
        return _Texts((main, sure), (inner, sure if inner else 0.0))
    name = readings.pop(0) if layout.name is not None else ("", 0.0)
    foot = readings.pop() if layout.foot is not None else ("", 0.0)
    lines = [(_DATE.sub("", without_number(text)[0]), confidence) for text, confidence in readings]
    told = [line for line in lines if len(_CHINESE.findall(line[0])) > 1]
    # What is hardly wider than high is a scrap, not a line; numbers and foreign words are no purposes.
    unread = any(
        picture.shape[1] > 2.2 * picture.shape[0] and not _NO_PURPOSE.fullmatch(text)
        for picture, (text, _) in zip(layout.lines, readings, strict=True)
    )
    purpose = _purpose(told, mark.color)
    foot = (mended_purpose(without_number(foot[0])[0]), foot[1])
    if len(_CHINESE.findall(foot[0])) > 1 and (is_purpose(foot[0]) or not purpose[0]):
        purpose = foot
    return _Texts((mended_name(without_number(name[0])[0]), name[1]), purpose, not purpose[0] and unread)


def _purpose(lines: list[Reading], color: SealColor) -> Reading:
    """The level lines as one text. Print runs through grey seals: there only lines that name a purpose count."""
    if color is SealColor.BLACK and len(lines) > 1:
        lines = [line for line in lines if is_purpose(line[0])] or lines
    text = mended_purpose("".join(text for text, _ in lines))
    return text, min((confidence for _, confidence in lines), default=0.0)


def _better(first: _Texts, second: _Texts) -> _Texts:
    """Of two readings of one seal the better name and the better purpose; where they differ, less sure."""
    name = _chosen(first.name, second.name, is_body)
    purpose = _chosen(first.purpose, second.purpose, is_purpose)
    return _Texts(name, purpose, not purpose[0] and (first.unread or second.unread))


def _chosen(first: Reading, second: Reading, is_whole: Callable[[str], bool]) -> Reading:
    if first[0] == second[0]:
        return first[0], max(first[1], second[1])
    if not first[0] or not second[0]:
        return first if first[0] else second
    ranked = sorted((first, second), key=lambda reading: (is_whole(reading[0]), reading[1]))
    # Two readings that differ: at least one is wrong somewhere.
    return ranked[1][0], 0.85 * ranked[1][1]


def _seal(page: PageImage, mark: SealMark, texts: _Texts) -> Seal:
    at_side = not mark.complete and mark.is_round and (mark.box.left <= 0.0 or mark.box.right >= 1.0)
    main, inner = texts.name[0], texts.purpose[0]
    return Seal(
        shape=mark.shape,
        color=mark.color,
        kind=kind_of(mark.shape, main, inner, at_side=at_side, unread=texts.unread),
        text=main,
        inner_text=inner,
        complete=mark.complete,
        # Half of it is being a seal at all, which the rim shows; the other half that its text could be read.
        confidence=min(max(mark.confidence * (0.6 + 0.4 * texts.sure), 0.0), 1.0),
        source=page.source,
        page=page.number,
        box=page.source_box(mark.box),
    )
