"""Character error rate, in reading order and free of it.

In order: the edit distance between the whole texts over the truth's length. Free of order: pieces of the truth are
looked for wherever they were read, as in Clausner, Pletschacher, Antonacopoulos: "Flexible character accuracy measure
for reading-order-independent evaluation of OCR" (2020), here with whole cells as pieces. A table read column by column
is then no error, while what was missed, invented or misread is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

_SAME = str.maketrans(
    {"〜": "~", "—": "-", "–": "-", "−": "-", "。": ".", "、": ",", "“": '"', "”": '"', "‘": "'", "’": "'", "＇": "'"}
)
_DRAWN = frozenset("□☐☑☒■√✓✔※_")
"""Boxes, ticks and rules: drawn on some papers, printed on others, and nobody's reading."""


def plain(text: str) -> str:
    """The text without white space, full-width forms folded (NFKC), Chinese and Latin punctuation made one."""
    folded = unicodedata.normalize("NFKC", text).translate(_SAME)
    return "".join(character for character in folded if not character.isspace() and character not in _DRAWN)


def errors_in_order(truth: Sequence[str], read: Sequence[str]) -> int:
    """Edit distance between the texts, line after line."""
    return int(Levenshtein.distance(plain("".join(truth)), plain("".join(read))))


class Errors(NamedTuple):
    """Characters of the truth that were missed or misread, and characters read that stand nowhere in it."""

    lost: int
    invented: int

    @property
    def total(self) -> int:
        return self.lost + self.invented


def errors_free_of_order(truth: Sequence[str], read: Sequence[str]) -> Errors:
    """Errors wherever on the page the characters were read. The text of seals is not part of the truth."""
    pieces = sorted((plain(cell) for line in truth for cell in line.split()), key=len)
    fragments = [plain(line) for line in read]
    errors = 0
    while pieces:
        piece = pieces.pop()
        matched = best_match(piece, fragments)
        if matched is None:
            errors += len(piece)
            continue
        cost, index, here, there = matched
        errors += cost
        fragment = fragments.pop(index)
        fragments += [rest for rest in (fragment[: there[0]], fragment[there[1] :]) if rest]
        pieces += [rest for rest in (piece[: here[0]], piece[here[1] :]) if rest]
        pieces.sort(key=len)
    return Errors(errors, sum(len(fragment) for fragment in fragments))


Span = tuple[int, int]


def best_match(piece: str, fragments: Sequence[str]) -> tuple[int, int, Span, Span] | None:
    """The fragment that holds most of the piece: the cost, its index, the span in the piece and in the fragment."""
    best: tuple[int, int, Span, Span] | None = None
    best_gain = 0
    for index, fragment in enumerate(fragments):
        alignment = fuzz.partial_ratio_alignment(piece, fragment)
        if alignment is None:
            continue
        here = (alignment.src_start, alignment.src_end)
        there = _widened((alignment.dest_start, alignment.dest_end), here[1] - here[0], len(fragment))
        cost = int(Levenshtein.distance(piece[slice(*here)], fragment[slice(*there)]))
        gain = there[1] - there[0] - 2 * cost
        if gain > best_gain:
            best, best_gain = (cost, index, here, there), gain
    return best


def _widened(span: Span, length: int, limit: int) -> Span:
    """The span, made as long as its counterpart where the text allows (one misread end, one error)."""
    end = min(max(span[1], span[0] + length), limit)
    return max(0, min(span[0], end - length)), end
