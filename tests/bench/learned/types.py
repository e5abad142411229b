"""What a paper's words say of its type, and what that is worth on the papers of a hand it did not learn from."""
# mypy: disable-error-code="import-not-found,import-untyped,misc"

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Final
from unittest.mock import patch

import numpy as np

from intake import classify, learned_types
from intake.learned_types import pieces_of, share_of
from intake.page import Line
from intake.word_model import WordModel
from models.codes import DocType
from tests.bench.held_out.opened import HANDS
from tests.bench.learned.sheets import Told, page_of

_LEAST_LAYOUTS: Final = 16
"""A piece of text is learned where it stands in so many layouts: what fewer say is their patients' and hospitals'."""
_SPOILED: Final = 3
"""How often each sheet is learned from besides, spoiled as readings are."""
_C: Final = 100.0
_SURE: Final = (0.0, 0.5, 0.6, 0.7, 0.8)
_WEIGHTS: Final = (0.0, 3.0, 4.0, 5.0)
_HEAD: Final = 0.25
"""Titles stand above, in page heights."""


def learn(sheets: Sequence[Told], seed: int) -> WordModel:
    """A multinomial logistic regression over the pieces of text that stand on a sheet, all types of equal weight."""
    from sklearn.linear_model import LogisticRegression

    where = defaultdict[str, set[tuple[str, str]]](set)
    for one in sheets:
        for piece in pieces_of(one.texts):
            where[piece].add((one.hand, one.layout))
    pieces = sorted(piece for piece, layouts in where.items() if len(layouts) >= _LEAST_LAYOUTS)
    rng = Random(seed)
    lessons = [*sheets, *(spoiled(one, rng) for _ in range(_SPOILED) for one in sheets)]
    model = LogisticRegression(C=_C, max_iter=300, class_weight="balanced")
    model.fit(_rows([one.texts for one in lessons], pieces), [str(one.kind) for one in lessons])
    return WordModel(pieces, list(map(str, model.classes_)), np.vstack([model.coef_.T, model.intercept_]))


def spoiled(one: Told, rng: Random) -> Told:
    """The sheet as it might be read: without its heading, cut, with lines missed and characters misread."""
    first, last = (0.0, 1.0) if rng.random() < 0.7 else (rng.uniform(0, 0.4), rng.uniform(0.6, 1))
    unheaded = rng.random() < 0.6
    kept = []
    for number, line in enumerate(one.lines):
        heading = number < 4 and len(line.text) < 16
        inside = first <= number / len(one.lines) <= last
        if inside and not (unheaded and heading) and rng.random() > 0.05:
            misread = (rng.choice("的一是在了人这中大上") if rng.random() < 0.01 else char for char in line.text)
            kept.append(replace(line, text="".join(misread)))
    return replace(one, lines=tuple(kept) or one.lines)


def without_heading(one: Told) -> Told:
    """The sheet without what stands on top of it, titles above all."""
    return replace(one, lines=tuple(line for place, line in enumerate(one.lines) if not _heads(place, line)))


def _heads(place: int, line: Line) -> bool:
    return place < 4 and len(line.text) < 18 and line.box.top < _HEAD


def _rows(texts: Sequence[Sequence[str]], pieces: Sequence[str]) -> object:
    from scipy.sparse import csr_matrix

    known = {piece: place for place, piece in enumerate(pieces)}
    found = [[known[piece] for piece in pieces_of(one) if piece in known] for one in texts]
    ends = np.cumsum([0, *map(len, found)])
    data = np.concatenate([np.full(len(one), max(len(one), 1) ** -0.5) for one in found])
    places = np.concatenate([np.array(one, dtype=int) for one in found])
    return csr_matrix((data, places, ends), (len(texts), len(known)))


def print_left_out(sheets: Sequence[Told], seed: int) -> None:
    """Each hand's sheets without their headings by what the others taught, alone and beside all rules."""
    alone: list[tuple[bool, float]] = []
    told: dict[float, list[tuple[DocType, DocType]]] = {weight: [] for weight in _WEIGHTS}
    for hand in HANDS:
        learned = learn([one for one in sheets if one.hand != hand], seed)
        for one in (without_heading(one) for one in sheets if one.hand == hand and one.lines):
            chances = _chances(learned, one)
            best = max(chances, key=lambda name: chances[name])
            alone.append((best == one.kind, chances[best]))
            for weight in _WEIGHTS:
                told[weight].append((one.kind, _by_all(one, learned, weight)))
    print(
        f"{len(alone)} sheets without headings\n\n| sure from | share of sheets | of them right |\n| --- | --- | --- |"
    )
    for sure in _SURE:
        right = [right for right, chance in alone if chance >= sure]
        print(f"| {sure} | {len(right) / len(alone):.2f} | {np.mean(right):.3f} ({sum(right)}/{len(right)}) |")
    print("\n| weight beside the rules | right | `other` told as something |\n| --- | --- | --- |")
    for weight, pairs in told.items():
        others = [read for kind, read in pairs if kind is DocType.OTHER]
        lost = sum(read is not DocType.OTHER for read in others)
        print(f"| {weight} | {sum(kind is read for kind, read in pairs)}/{len(pairs)} | {lost}/{len(others)} |")


def _chances(learned: WordModel, one: Told) -> Mapping[str, float]:
    known = learned.known(pieces_of(one.texts))
    return learned.chances(known, share_of(known))


def _by_all(one: Told, learned: WordModel, weight: float) -> DocType:
    """The type that titles, rules and these words, of such a weight, tell."""
    with patch.object(learned_types, "model", lambda: learned), patch.object(classify, "_LEARNED_WEIGHT", weight):
        (guess,) = classify.classify([page_of(one.lines)])
    return guess.guess.value
