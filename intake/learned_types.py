"""What a paper's words say of its type, learned from drawn sheets of many hands.

Titles differ from hospital to hospital more than the words below them: a discharge summary called 离院回执 tells of
入院情况 and 出院带药 all the same. Which short pieces of text speak for which type is a linear model's business.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import Final

from intake.extract.headings import compact
from intake.networks import OWN
from intake.word_model import WordModel, word_model
from models.codes import DocType

_LENGTHS: Final = (2, 3, 4)
"""Of the pieces, in characters; a line's beginning and end are one each."""
_FEWEST: Final = 60
"""Known pieces that a paper must have: a name, an age and a page number have 31, and but for cards one drawn sheet in
twenty has no more than 102."""
_TELLING: Final = re.compile(r"[一-鿿]{3,}")
"""Pieces that people can make something of."""
_EDGE: Final = "\n"
_DIGIT: Final = re.compile(r"\d")


def pieces_of(texts: Iterable[str]) -> set[str]:
    """All pieces of the texts of lines, whatever their digits."""
    found: set[str] = set()
    for text in texts:
        line = f"{_EDGE}{_DIGIT.sub('0', compact(text))}{_EDGE}"
        for length in _LENGTHS:
            found.update(line[start : start + length] for start in range(len(line) - length + 1))
    return found


def share_of(known: Sequence[str]) -> float:
    """What each of so many known pieces counts: long papers are no surer of their type than short ones."""
    return 1 / math.sqrt(max(len(known), 1))


def likely_types(texts: Sequence[str]) -> dict[DocType, float]:
    """How likely each type is for a paper with these lines, 0..1; empty where too little is written to tell."""
    known = model().known(pieces_of(texts))
    if len(known) < _FEWEST:
        return {}
    return {DocType(name): chance for name, chance in model().chances(known, share_of(known)).items()}


def telling_words(texts: Iterable[str], kind: DocType) -> list[str]:
    """The pieces of these lines that speak for a type, weightiest first; of pieces that share characters the first."""
    known = [piece for piece in model().known(pieces_of(texts)) if _TELLING.fullmatch(piece)]
    weighed = sorted(zip(model().weights_for(known, kind), known, strict=True), key=lambda one: (-one[0], one[1]))
    told: list[str] = []
    for weight, piece in weighed:
        if weight > 0 and not any(set(piece) & set(other) for other in told):
            told.append(piece)
    return told


def model() -> WordModel:
    """What was learned."""
    return word_model(OWN["yancai paper types"])
