"""Headings of a page: the large or centred lines that name the hospital and the paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from intake.extract.layout import rows
from intake.extract.rowtext import fold, simplified, width_of
from intake.page import Line
from models.place import Box

_DECORATION: Final = re.compile(r"[\s_\-—–=~·•*#《》〈〉【】\[\]「」“”\"'|]")
_SENTENCE: Final = re.compile(r"[。，,；;！!？?]|:.")
_LONGEST: Final = 40
"""No heading has more characters: the longest form's name with its province has 32."""
_LETTER_GAP: Final = 2.5
"""Widest gap within one spaced heading, in heights of its letters; on the real photograph 1 a 门诊 in the corner stands
4 from the heading."""
_LONG: Final = 6
_ENOUGH: Final = 4
_TIGHT: Final = 1.6
"""Lines of at least ``_LONG`` characters, and ``_ENOUGH`` of them, tell the letters' width on a page; the tightest box
is ``_TIGHT`` times smaller than the usual one for its letters."""
_CENTRED: Final = 0.06
"""How far from the text's middle, in page widths, a centred line may stand (skew and ragged margins move it)."""


@dataclass(frozen=True)
class Heading:
    """One row that may be a heading. ``text`` is folded, simplified and without blanks and decoration."""

    text: str
    raw: str
    lines: tuple[Line, ...]
    size: float
    """Height of its letters in those of the page's usual line."""
    centred: bool
    alone: bool
    """Nothing else stands in its row."""

    @property
    def top(self) -> float:
        return min(line.box.top for line in self.lines)

    @property
    def box(self) -> Box:
        around = self.lines[0].box
        for line in self.lines[1:]:
            around = around.union(line.box)
        return around

    @property
    def confidence(self) -> float:
        return min(line.confidence for line in self.lines)

    @property
    def weight(self) -> float:
        """0..1: how much its size and place make it a heading."""
        size = 1.0 if self.size >= 1.3 else 0.85 if self.size >= 1.12 else 0.6 if self.size >= 0.85 else 0.4
        place = 1.0 if self.top < 0.25 else 0.85 if self.top < 0.4 else 0.55 if self.top < 0.6 else 0.3
        return min(1.0, size * place * (1.0 if self.centred else 0.85) * (1.0 if self.alone else 0.85))


def headings(lines: Sequence[Line]) -> tuple[Heading, ...]:
    """All rows and lines that are short enough and no sentence, from the top of the page down.

    A row set in one size is one heading (诊 断 证 明 书 may be read in pieces), and each of its lines another.
    """
    level = [line for line in lines if not line.vertical and line.text.strip()]
    if not level:
        return ()
    letter = _letters(level)
    usual = median(letter.values())
    middle = (min(line.box.left for line in level) + max(line.box.right for line in level)) / 2
    found: list[Heading] = []
    for row in rows(level):
        joined = [part for part in _spaced_pieces(row) if len(part) > 1]
        parts = [*joined, *((line,) for line in row)]
        for part in parts:
            size = max(letter[id(line)] for line in part) / max(usual, 1e-6)
            heading = _heading(part, size, middle, len(part) == len(row))
            found.extend([heading] if heading else [])
    return tuple(found)


def _spaced_pieces(row: tuple[Line, ...]) -> list[tuple[Line, ...]]:
    """The row's lines that one spaced heading may have fallen into: of one size, and no farther apart than letters."""
    pieces: list[tuple[Line, ...]] = []
    for line in row:
        last = pieces[-1][-1] if pieces else None
        if last is not None and _goes_on(last, line):
            pieces[-1] = (*pieces[-1], line)
        else:
            pieces.append((line,))
    return pieces


def _goes_on(line: Line, following: Line) -> bool:
    small, large = sorted((line.box.height, following.box.height))
    return large <= 1.5 * small and following.box.left - line.box.right <= _LETTER_GAP * large


def compact(text: str) -> str:
    """A heading's text as it is compared: half-width, simplified, without blanks and decoration."""
    return _DECORATION.sub("", simplified(fold(text)))


def _letters(lines: Sequence[Line]) -> dict[int, float]:
    """The height of each line's letters, by the line's identity, in fractions of the page.

    Boxes are drawn tight around titles and wide around short words in the cells of tables; a letter's width says more.
    How much taller the usual box is than its letters are wide gives the page's proportions. Of letters that are spaced
    the box's height is the limit.
    """
    ems = {id(line): line.box.width / max(width_of(line.text), 1.0) for line in lines}
    usual = [line.box.height / ems[id(line)] for line in lines if width_of(line.text) >= _LONG and ems[id(line)] > 0]
    ratio = median(usual) if len(usual) >= _ENOUGH else float("inf")
    return {id(line): min(_TIGHT * line.box.height, ratio * max(ems[id(line)], 1e-6)) for line in lines}


def _heading(lines: tuple[Line, ...], size: float, middle: float, alone: bool) -> Heading | None:
    raw = "".join(line.text for line in lines)
    text = compact(raw)
    if not 2 <= len(text) <= _LONGEST or _SENTENCE.search(text):
        return None
    centre = (min(line.box.left for line in lines) + max(line.box.right for line in lines)) / 2
    return Heading(text, raw, lines, size, abs(centre - middle) < _CENTRED, alone)
