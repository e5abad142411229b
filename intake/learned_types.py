"""What a paper's words say of its type, learned from drawn sheets of many hands (tests/bench/learned/types.py).

Titles differ from hospital to hospital more than the words below them: a discharge summary called 离院回执 tells of
入院情况 and 出院带药 all the same. Which short pieces of text speak for which type is a linear model's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Final

import numpy as np
from numpy.typing import NDArray

from intake.extract.headings import compact
from intake.networks import OWN, verified
from models.codes import DocType

WEIGHTS: Final = OWN["yancai paper types"]
_LENGTHS: Final = (2, 3, 4)
"""Of the pieces, in characters; a line's beginning and end are one each."""
_FEWEST: Final = 60
"""Known pieces that a paper must have: a name, an age and a page number have 31, and but for cards one drawn sheet in
twenty has no more than 102."""
_TELLING: Final = re.compile(r"[一-鿿]{3,}")
"""Pieces that people can make something of."""
_EDGE: Final = "\n"
_DIGIT: Final = re.compile(r"\d")


@dataclass(frozen=True)
class _Model:
    """The places of the pieces in ``weights`` (V + 1, K), the last row of which is everybody's; the K types."""

    places: Mapping[str, int]
    kinds: tuple[DocType, ...]
    weights: NDArray[np.float32]


def pieces_of(texts: Iterable[str]) -> set[str]:
    """All pieces of the texts of lines, whatever their digits."""
    found: set[str] = set()
    for text in texts:
        line = f"{_EDGE}{_DIGIT.sub('0', compact(text))}{_EDGE}"
        for length in _LENGTHS:
            found.update(line[start : start + length] for start in range(len(line) - length + 1))
    return found


def shares(texts: Iterable[str], pieces: Sequence[str], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """How likely each of K types is for a paper with these lines, 0..1, by the weights (V + 1, K) of V pieces."""
    return _shares(texts, {piece: place for place, piece in enumerate(pieces)}, weights)


def likely_types(texts: Sequence[str]) -> dict[DocType, float]:
    """How likely each type is for a paper with these lines, 0..1; empty where too little is written to tell."""
    model = _model()
    if len(_found(texts, model.places)) < _FEWEST:
        return {}
    return dict(zip(model.kinds, map(float, _shares(texts, model.places, model.weights)), strict=True))


def telling_words(texts: Iterable[str], kind: DocType) -> list[str]:
    """The pieces of these lines that speak for a type, weightiest first; of pieces that share characters the first."""
    model = _model()
    column = model.weights[:, model.kinds.index(kind)]
    found = {piece.strip(): column[place] for piece, place in _found(texts, model.places) if column[place] > 0}
    told: list[str] = []
    for piece in sorted(found, key=lambda piece: (-found[piece], piece)):
        if _TELLING.fullmatch(piece) and not any(set(piece) & set(other) for other in told):
            told.append(piece)
    return told


def _shares(texts: Iterable[str], places: Mapping[str, int], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    found = [place for _, place in _found(texts, places)]
    told = weights[found].sum(axis=0) / max(len(found), 1) ** 0.5 + weights[-1]
    likely = np.exp(told - told.max())
    return np.asarray(likely / likely.sum(), dtype=np.float32)


def _found(texts: Iterable[str], places: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(piece, places[piece]) for piece in sorted(pieces_of(texts)) if piece in places]


@cache
def _model() -> _Model:
    with np.load(BytesIO(verified(WEIGHTS)), allow_pickle=False) as stored:
        places = {str(piece): place for place, piece in enumerate(stored["pieces"])}
        kinds = tuple(DocType(str(kind)) for kind in stored["kinds"])
        return _Model(places, kinds, stored["weights"].astype(np.float32))
