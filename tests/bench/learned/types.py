"""What a paper's words say of its type, and what that is worth on the papers of a hand it did not learn from."""
# mypy: disable-error-code="import-not-found,import-untyped,misc"

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from intake.learned_types import pieces_of, shares
from models.codes import DocType
from tests.bench.learned.sheets import HANDS, Told

_LEAST_LAYOUTS = 16
"""A piece of text is learned where it stands in so many layouts: what fewer say is their patients' and hospitals'."""
_SPOILED = 3
"""How often each sheet is learned from besides, spoiled as readings are."""
_C = 100.0
_SURE = (0.0, 0.5, 0.6, 0.7, 0.8)


@dataclass(frozen=True)
class Learned:
    """The pieces that were learned, and the weight (V + 1, K) of each for each type; the last row is everybody's."""

    pieces: tuple[str, ...]
    kinds: tuple[DocType, ...]
    weights: NDArray[np.float32]


def write(learned: Learned, out: Path) -> str:
    """Write the weights for intake/learned_types.npz; what was written."""
    kinds = np.array([str(kind) for kind in learned.kinds])
    np.savez_compressed(out, pieces=np.array(learned.pieces), kinds=kinds, weights=learned.weights.astype(np.float16))
    return f"{len(learned.pieces)} pieces, {out.stat().st_size} bytes"


def learn(sheets: Sequence[Told], seed: int) -> Learned:
    """A multinomial logistic regression over the pieces of text that stand on a sheet, all types of equal weight."""
    from sklearn.linear_model import LogisticRegression

    where = defaultdict[str, set[tuple[str, str]]](set)
    for one in sheets:
        for piece in pieces_of(one.texts):
            where[piece].add((one.hand, one.layout))
    pieces = tuple(sorted(piece for piece, layouts in where.items() if len(layouts) >= _LEAST_LAYOUTS))
    rng = Random(seed)
    lessons = [*sheets, *(spoiled(one, rng) for _ in range(_SPOILED) for one in sheets)]
    model = LogisticRegression(C=_C, max_iter=300, class_weight="balanced")
    model.fit(_rows([one.texts for one in lessons], pieces), [str(one.kind) for one in lessons])
    weights = np.vstack([model.coef_.T, model.intercept_]).astype(np.float32)
    return Learned(pieces, tuple(DocType(str(name)) for name in model.classes_), weights)


def spoiled(one: Told, rng: Random) -> Told:
    """The sheet as it might be read: without its heading, cut, with lines missed and characters misread."""
    first, last = (0.0, 1.0) if rng.random() < 0.7 else (rng.uniform(0, 0.4), rng.uniform(0.6, 1))
    unheaded = rng.random() < 0.6
    kept = []
    for number, text in enumerate(one.texts):
        heading = number < 4 and len(text) < 16
        inside = first <= number / len(one.texts) <= last
        if inside and not (unheaded and heading) and rng.random() > 0.05:
            kept.append("".join(rng.choice("的一是在了人这中大上") if rng.random() < 0.01 else char for char in text))
    return replace(one, texts=tuple(kept) or one.texts)


def without_heading(one: Told) -> Told:
    """The sheet without what stands on top of it, titles above all."""
    return replace(one, texts=tuple(text for place, text in enumerate(one.texts) if place >= 4 or len(text) >= 18))


def _rows(texts: Sequence[Sequence[str]], pieces: Sequence[str]) -> object:
    from scipy.sparse import csr_matrix

    known = {piece: place for place, piece in enumerate(pieces)}
    found = [[known[piece] for piece in pieces_of(one) if piece in known] for one in texts]
    ends = np.cumsum([0, *map(len, found)])
    data = np.concatenate([np.full(len(one), 1 / max(len(one), 1) ** 0.5) for one in found])
    return csr_matrix(
        (data, np.concatenate([np.array(one, dtype=int) for one in found]), ends), (len(texts), len(known))
    )


def print_left_out(sheets: Sequence[Told], seed: int) -> None:
    """Each hand's sheets by what the others taught, as they are and without their headings."""
    asked: dict[str, list[tuple[bool, float]]] = {"whole": [], "without heading": []}
    for hand in HANDS:
        learned = learn([one for one in sheets if one.hand != hand], seed)
        for one in (one for one in sheets if one.hand == hand):
            for name, shown in (("whole", one), ("without heading", without_heading(one))):
                chances = shares(shown.texts, learned.pieces, learned.weights)
                asked[name].append((learned.kinds[int(chances.argmax())] is one.kind, float(chances.max())))
    for name, answers in asked.items():
        print(f"\n{name}: {len(answers)} sheets\n\n| sure from | share of sheets | of them right |")
        print("| --- | --- | --- |")
        for sure in _SURE:
            right = [right for right, chance in answers if chance >= sure]
            share, well = len(right) / len(answers), np.mean(right)
            print(f"| {sure} | {share:.2f} | {well:.3f} ({sum(right)}/{len(right)}) |")
