"""Hold a text layer against the print: fonts whose table of characters is wrong give plausible words nobody printed.

Two questions: does the layer as a whole say what is printed (its longest lines), and does each line on which a decision
rests (titles, names, numbers, dates, hospitals), however short it is. In doubt OCR reads the page, a second's work.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio_alignment, ratio

from intake.ocr.engine import OcrEngine
from intake.page import Line, PageImage, Pixels
from models.place import Box

_LINES: Final = 4
_CHARACTERS: Final = 24
"""So much of a line is read: it is told apart by less, and long lines cost more."""
_LEAST_LIKENESS: Final = 60.0
"""Percent. The engine reads drawn lines at 95 and above; a wrong table of characters leaves less than 10."""
_MOST_WEIGHTY: Final = 16
"""Places on which a decision rests. Where a page has more, OCR reads it: reading them all would take as long."""
_BEFORE: Final = 6
"""Characters of a long line that are read before the place itself."""
_MOST_SLIPS: Final = 0.25
"""Share of characters that the engine may read otherwise."""
_SURE: Final = 0.9
"""Confidence from which a name that reads otherwise is another name and no slip."""

_TITLE: Final = re.compile(r"医\s*[师士生]|主\s*[任治]|[副正]\s*高")
_LADDER: Final = re.compile(r"副|主任|主治|住院|医士|助理|正高")
_NAME: Final = re.compile(r"姓\s*名\s*[:：]?|(?:患\s*者|病\s*人|申请人|参保人)\s*[:：]")
_DIGITS: Final = re.compile(r"(?:\d\s*){15}(?:\d\s*\d\s*[\dXx])?|\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}")
_HOSPITAL: Final = re.compile(r"医\s*院|卫\s*生\s*院|卫生服务中心")
_ORDINAL: Final = re.compile(r"第[一二三四五六七八九十]")
"""Hospitals of one town differ in it alone."""
_WEIGHTY: Final = (_TITLE, _DIGITS, _NAME, _HOSPITAL)


@dataclass(frozen=True)
class _Place:
    """A part of a line that is read: what the layer says there, and its box. ``cut``: the line goes on around it."""

    text: str
    box: Box
    cut: bool


def held_against_print(page: PageImage, engine: OcrEngine) -> PageImage:
    """The page, without its text layer where the engine reads something else than it says (about 20 ms a line)."""
    if page.text_lines is None:
        return page
    places = _weighty_places(page.text_lines)
    if len(places) > _MOST_WEIGHTY:
        return replace(page, text_lines=None)
    told = sorted(page.text_lines, key=lambda line: (-len(line.text), line.box.top, line.box.left))[:_LINES]
    crops: list[Pixels] = [page.crop(_part(line, 0, _CHARACTERS)) for line in told]
    read = engine.recognize([*crops, *(page.crop(place.box) for place in places)])
    likeness = [
        ratio(_plain(line.text)[: len(_plain(text))], _plain(text)) for line, (text, _) in zip(told, read, strict=False)
    ]
    # The median line: one that stands over a seal or a rule may be misread.
    true = sorted(likeness)[len(likeness) // 2] >= _LEAST_LIKENESS
    true = true and all(_is_printed(place, *one) for place, one in zip(places, read[len(told) :], strict=True))
    return page if true else replace(page, text_lines=None)


def _weighty_places(lines: Sequence[Line]) -> list[_Place]:
    """The parts of the layer on which a decision may rest, in the layer's order, each at most ``_CHARACTERS`` long."""
    places = []
    for line in lines:
        starts = sorted({match.start() for pattern in _WEIGHTY for match in pattern.finditer(line.text)})
        until = -1
        for start in starts:
            # One reading holds all that stands in it but what its end may cut through.
            if start >= until:
                first = 0 if len(line.text) <= _CHARACTERS else max(0, start - _BEFORE)
                cut = line.text[first : first + _CHARACTERS]
                places.append(_Place(cut, _part(line, first, len(cut)), len(cut) < len(line.text)))
                until = first + len(cut) - (0 if first + len(cut) == len(line.text) else _BEFORE)
    for line in lines:
        label = _NAME.match(line.text)
        beside = _beside(line, lines) if label is not None and label.end() >= len(line.text.rstrip()) else None
        if beside is not None:
            # The name stands in a cell of its own, beside its label.
            places.append(_Place(beside.text[:_CHARACTERS], _part(beside, 0, _CHARACTERS), False))
    return places


def _beside(label: Line, lines: Sequence[Line]) -> Line | None:
    """The nearest line to the right of a label on its row."""
    middle = (label.box.top + label.box.bottom) / 2
    right = [line for line in lines if line.box.top <= middle <= line.box.bottom and line.box.left >= label.box.right]
    return min(right, key=lambda line: line.box.left, default=None)


def _part(line: Line, first: int, count: int) -> Box:
    """The box of some characters of a line, half a character wider where it is cut; Latin letters and digits are half
    as wide as others."""
    if first == 0 and count >= len(line.text):
        return line.box
    widths = [1.0 if unicodedata.east_asian_width(character) in "WF" else 0.5 for character in line.text]
    whole, before, upto = sum(widths), sum(widths[:first]), sum(widths[: first + count])
    left = line.box.left + line.box.width * max(0.0, before - 0.5) / whole
    right = line.box.left + line.box.width * min(whole, upto + 0.5) / whole
    return line.box.model_copy(update={"left": left if first else line.box.left, "right": right})


def _is_printed(place: _Place, text: str, confidence: float) -> bool:
    """Whether what the engine read is what the layer says there, but for a slip in a character that decides nothing."""
    told, read = _plain(place.text), _plain(text)
    if place.cut:
        # The picture is cut by estimated widths: characters at its ends may be missing or one too many.
        told = told[1:-1]
        found = partial_ratio_alignment(told, read) if len(read) > len(told) else None
        read = read if found is None else read[found.dest_start : found.dest_end]
    if Levenshtein.normalized_distance(told, read) > _MOST_SLIPS:
        return False
    if _TITLE.search(told) and _LADDER.findall(told) != _LADDER.findall(read):
        return False
    if _DIGITS.search(place.text) and _digits(told) != _digits(read):
        return False
    if _HOSPITAL.search(told) and _ORDINAL.findall(told) != _ORDINAL.findall(read):
        return False
    return confidence < _SURE or _names(told) == _names(read)


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _names(text: str) -> list[str]:
    """The first characters behind each label of a name, in a plain text."""
    return [text[match.end() : match.end() + 3] for match in _NAME.finditer(text)]


def _plain(text: str) -> str:
    kept = (character for character in unicodedata.normalize("NFKC", text) if character.isalnum())
    return "".join(kept).casefold()
