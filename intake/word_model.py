"""Linear models of words: for which of a few classes the pieces of a text speak, by weights that were learned.

What they learn from, and what that is worth on papers of hands they did not learn from: tests/bench/learned.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from intake.networks import verified


class WordModel:
    """A multinomial logistic regression. ``weights`` (V + 1, K): those of V pieces for K classes, the last row every
    text's."""

    def __init__(self, pieces: Sequence[str], classes: Sequence[str], weights: NDArray[np.float32]) -> None:
        self.pieces, self.classes, self.weights = tuple(pieces), tuple(classes), weights
        self._places = {piece: place for place, piece in enumerate(self.pieces)}

    def known(self, pieces: Iterable[str]) -> list[str]:
        """The pieces that were learned, in order."""
        return sorted(piece for piece in set(pieces) if piece in self._places)

    def chances(self, pieces: Sequence[str], share: float = 1.0) -> dict[str, float]:
        """How likely each class is for a text of these learned pieces, each of which counts ``share``; 0..1."""
        told = self._of(pieces).sum(axis=0) * share + self.weights[-1]
        likely = np.exp(told - told.max())
        return dict(zip(self.classes, map(float, likely / likely.sum()), strict=True))

    def weights_for(self, pieces: Sequence[str], name: str) -> list[float]:
        """How much each of these learned pieces speaks for a class."""
        return list(map(float, self._of(pieces)[:, self.classes.index(name)]))

    def _of(self, pieces: Sequence[str]) -> NDArray[np.float32]:
        return self.weights[[self._places[piece] for piece in pieces]]


@cache
def word_model(weights: Path) -> WordModel:
    """The model in a file of ours. Raises YancaiError where it is missing or is not the listed one."""
    with np.load(BytesIO(verified(weights)), allow_pickle=False) as stored:
        pieces, classes = (list(map(str, stored[name])) for name in ("pieces", "classes"))
        return WordModel(pieces, classes, stored["weights"].astype(np.float32))
