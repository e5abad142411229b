"""Characters of a round seal's name that were lost, known by their places: cut seals have theirs at even distances.

Where two that were read stand twice as far apart as the others, one between them was not read; where ink like theirs
stands as far before the first or behind the last as they do from each other, that one was not. Such a place is read
once more on its own. What it says is told only where that was seen; a name that lacks a character is told with less
confidence.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from intake.ocr.engine import OcrEngine
from intake.ocr.spelling import Frame, Spelling, likelihood, placed
from intake.seals.around import Arc
from intake.seals.language import KNOWN, Reading, candidates, cleaned, together
from intake.seals.layout import Layout, as_print, bare_beside
from intake.seals.names import language_of_names
from intake.seals.purposes import LISTED

_LEAST = 4
"""Names of fewer characters tell no even distance."""
_WIDE = 1.6
"""Distances, in the usual one, from where on a character between two was lost."""
_INKED = 0.4
"""How much ink, of that of the characters, a place beside the name must have to be one's."""


_ANYWHERE, _BESIDE = 7.0, 1.5
"""What it costs, in logarithms, that there was no character after all: between two, and beside the name."""
_SEEN = -8.0
"""The logarithm of the probability that a character must have somewhere at a place to be thought of there."""
_SHARE = 0.7
"""How likely what a lost place says must be, against all else it may say and against nothing."""
_CLEAR = -1.0
"""The logarithm of the probability that the place must have in every picture where what it says is not usual there."""
_FITTING = 0.8
"""Of the confidence in a name, what is left where the paper's print tells a lost character."""
_ORDINAL = re.compile(r"[第一二三四五六七八九十0-9]")
_MISSING = 0.6
"""Of the confidence in a name, what is left where a character of it is surely lost."""

_MENDED = 0.8
"""The same where a closed list says which character it is."""


@dataclass(frozen=True)
class Lost:
    """Characters that were not read: so many before the name's one of that number, the first around a column of the
    arc; ``between`` two that were read, or beside the name."""

    before: int
    count: int
    middle: float
    between: bool


def completed(
    name: Reading, pictures: Sequence[tuple[Spelling, Layout]], engine: OcrEngine, known: Collection[str]
) -> Reading:
    """A name with the characters that its even distances show to be lost, as far as a second look tells them.
    ``known``: texts it may well say."""
    text, sure = name
    spelling, layout = max(pictures, key=lambda picture: likelihood(cleaned(picture[0].frames), text))
    middles = _middles(text, spelling, layout)
    if layout.arc is None or len(middles) < _LEAST:
        return name
    pitch = float(np.median(np.diff(middles)))
    places = lost_in(middles, pitch, layout.arc)
    fitting = {one for one in known if _fits(one, text, places)}
    if len(fitting) == 1:
        return fitting.pop(), sure * _FITTING
    for lost in reversed(places):
        chars, chance = _looked_at(text, lost, (layout.arc, pitch), (engine, known))
        if chars:
            text, sure = text[: lost.before] + chars + text[lost.before :], min(sure, chance)
        elif lost.between:
            sure *= _MISSING
    return text, sure


def mended(line: Reading, spelling: Spelling) -> Reading:
    """A level line with the one character that a listed purpose has where the line's distances show one to be lost."""
    text, sure = line
    frames = placed(cleaned(spelling.frames), text) if spelling.places and text not in LISTED else []
    if len(frames) < _LEAST - 1:
        return line
    steps = np.diff([spelling.places[frame] for frame in frames])
    wide = [number + 1 for number, step in enumerate(steps) if step > _WIDE * float(np.median(steps))]
    whole = {one for one in LISTED for place in wide if len(one) > place and one[:place] + one[place + 1 :] == text}
    return (whole.pop(), sure * _MENDED) if len(whole) == 1 else line


def _middles(text: str, spelling: Spelling, layout: Layout) -> NDArray[np.float64]:
    """The columns of the arc around which a name's characters stand; none where that is not known."""
    frames = placed(cleaned(spelling.frames), text) if spelling.places else []
    if not frames or layout.name is None or layout.columns is None:
        return np.empty(0)
    bare, width = bare_beside(layout.name), layout.name.shape[1]
    across = np.array([spelling.places[frame] for frame in frames]) * (width + 2 * bare) - bare
    return np.asarray(np.interp(across, np.arange(width) + 0.5, layout.columns), dtype=np.float64)


def lost_in(middles: NDArray[np.float64], pitch: float, arc: Arc) -> list[Lost]:
    """The characters that are missing between those around the given columns of an arc and beside them."""
    lost = []
    for number, step in enumerate(np.diff(middles)):
        if step > _WIDE * pitch:
            count = round(step / pitch)
            lost.append(Lost(number + 1, count - 1, float(middles[number] + step / count), True))
    usual = float(np.median([arc.inked(float(middle), 0.4 * pitch) for middle in middles]))
    before, behind = float(middles[0] - pitch), float(middles[-1] + pitch)
    if arc.inked(before, 0.4 * pitch) > _INKED * usual:
        lost.insert(0, Lost(0, 1, before, False))
    if arc.inked(behind, 0.4 * pitch) > _INKED * usual:
        lost.append(Lost(len(middles), 1, behind, False))
    return lost


def _fits(known: str, text: str, places: Sequence[Lost]) -> bool:
    """Whether a name that the paper prints is this one with characters just where some were lost; which hospital of a
    town it is, only the seal itself tells."""
    counts = {lost.before: lost.count for lost in places}
    added = [edit for edit in Levenshtein.opcodes(text, known) if edit.tag != "equal"]
    return bool(added) and all(
        edit.tag == "insert"
        and edit.dest_end - edit.dest_start <= counts.get(edit.src_start, 0)
        and not _ORDINAL.search(known[max(edit.dest_start - 1, 0) : edit.dest_end])
        for edit in added
    )


def _looked_at(text: str, lost: Lost, where: tuple[Arc, float], asked: tuple[OcrEngine, Collection[str]]) -> Reading:
    """What a lost place says, read with the characters beside it, and how sure that is; nothing where that is not
    told."""
    (arc, pitch), (engine, known) = where, asked
    left, right = text[max(lost.before - 1, 0) : lost.before], text[lost.before : lost.before + 1]
    if not left:
        right = text[:2]
    if not right:
        left = text[-2:]
    start = lost.middle - (len(left) + 0.55) * pitch
    end = lost.middle + (lost.count - 1 + len(right) + 0.55) * pitch
    pictures = [as_print(arc.part(way, round(start), round(end))) for way in range(len(arc.strips))]
    seen = [cleaned(spelling.frames) for spelling in engine.spell(pictures)]
    language = language_of_names()

    def worth(chars: str) -> float:
        whole = text[: lost.before] + chars + text[lost.before :]
        told = together([likelihood(frames, left + chars + right) for frames in seen])
        return told + language.worth(whole) + (KNOWN if whole in known else 0.0)

    worths = {chars: worth(chars) for chars in _possible(seen, (left, right), lost.count)}
    if not worths:
        return "", 0.0
    best = max(sorted(worths), key=lambda chars: worths[chars])
    usual = [
        chars for chars in worths if language.expects(text[: lost.before], chars + text[lost.before : lost.before + 1])
    ]
    none = worth("") - (_ANYWHERE if lost.between else _BESIDE)
    share = 1.0 / (math.exp(none - worths[best]) + sum(math.exp(other - worths[best]) for other in worths.values()))
    if share <= _SHARE or not (
        best in usual or min(likelihood(frames, left + best + right) for frames in seen) > _CLEAR
    ):
        return "", 0.0
    return best, share


def _possible(seen: Sequence[Sequence[Frame]], beside: tuple[str, str], count: int) -> set[str]:
    """What so many characters between two others may be: one is any that was seen at all."""
    if count == 1:
        return {char for frames in seen for frame in frames for char, chance in frame if char and chance > _SEEN}
    left, right = beside
    texts = {text for frames in seen for text in candidates(frames, language_of_names())}
    return {
        text[len(left) : len(text) - len(right)]
        for text in texts
        if len(text) == len(left) + count + len(right) and text.startswith(left) and text.endswith(right)
    }
