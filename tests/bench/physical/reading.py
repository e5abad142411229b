"""Which of a page's characters were read right, wherever on the page they were read.

The matching is that of ``text_error`` (pieces of the truth looked for in what was read, the longest first), kept down
to the single character, so that the characters inside a seal or under a shadow can be counted by themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from tests.bench.text_error import best_match, plain


@dataclass(frozen=True)
class CharactersRead:
    """For each character of the runs, in order: whether it counts (boxes and ticks do not), whether it was read right,
    and how many characters were invented right after it."""

    counts: NDArray[np.bool_]
    right: NDArray[np.bool_]
    extra: NDArray[np.int64]


@dataclass(frozen=True)
class _Piece:
    text: str
    owners: tuple[int, ...]
    """The number of the character of the truth each folded character comes from."""

    def part(self, start: int, end: int) -> _Piece:
        return _Piece(self.text[start:end], self.owners[start:end])


def characters_read(runs: Sequence[str], read: Sequence[str]) -> CharactersRead:
    """Look for the runs of the truth in the lines that were read."""
    pieces, total = _pieces(runs)
    counts, wrong = np.zeros(total, dtype=bool), np.zeros(total, dtype=bool)
    extra = np.zeros(total, dtype=np.int64)
    for piece in pieces:
        counts[list(piece.owners)] = True
    fragments = [folded for line in read if (folded := plain(line))]
    pieces.sort(key=lambda piece: len(piece.text))
    while pieces:
        piece = pieces.pop()
        matched = best_match(piece.text, fragments)
        if matched is None:
            wrong[list(piece.owners)] = True
            continue
        _, index, here, there = matched
        fragment = fragments.pop(index)
        there = _grown(piece.text[slice(*here)], fragment, there)
        _compare(piece.part(*here), fragment[slice(*there)], wrong, extra)
        fragments += [rest for rest in (fragment[: there[0]], fragment[there[1] :]) if rest]
        pieces += [rest for rest in (piece.part(0, here[0]), piece.part(here[1], len(piece.text))) if rest.text]
        pieces.sort(key=lambda rest: len(rest.text))
    return CharactersRead(counts, counts & ~wrong, extra)


def _pieces(runs: Sequence[str]) -> tuple[list[_Piece], int]:
    pieces, number = [], 0
    for run in runs:
        text, owners = "", []
        for character in run:
            folded = plain(character)
            text += folded
            owners += [number] * len(folded)
            number += 1
        if text:
            pieces.append(_Piece(text, tuple(owners)))
    return pieces, number


def _grown(text: str, fragment: str, span: tuple[int, int]) -> tuple[int, int]:
    """The span made longer by a character or two, where an invented one within has pushed out the last or the first."""
    spans = [(max(span[0] - a, 0), min(span[1] + b, len(fragment))) for a in range(3) for b in range(3)]
    return min(spans, key=lambda one: (int(Levenshtein.distance(text, fragment[slice(*one)])), one[1] - one[0]))


def _compare(piece: _Piece, read: str, wrong: NDArray[np.bool_], extra: NDArray[np.int64]) -> None:
    for step in Levenshtein.editops(piece.text, read):
        at = min(step.src_pos, len(piece.text) - 1)
        if step.tag == "insert":
            extra[piece.owners[at]] += 1
        else:
            wrong[piece.owners[at]] = True
