"""What the learned meanings of labels are worth on papers whose labels nobody listed.

Each hand's sheets are read, from their own texts and not from pictures, with all lists; without the labels that no
other hand uses; and without these, but with what the other labels and the other hands' sheets teach.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final, NamedTuple
from unittest.mock import patch

import numpy as np

from intake.extract import fields, labels, unlisted
from intake.word_model import WordModel
from models.codes import DocType
from models.document import FieldName
from tests.bench.held_out.opened import HANDS
from tests.bench.held_out.paper import Paper
from tests.bench.learned.labels import Lists, learn, listed
from tests.bench.learned.sheets import Told, lines_of, page_of, papers_of
from tests.bench.scores import comparable

_SHEETS: Final = 2
WAYS: Final = ("all lists", "without the hand's own labels", "these, learned from the others")


_NOTHING: Final = WordModel((), (unlisted.NO_FIELD,), np.zeros((1, 1), np.float32))


class Tally(NamedTuple):
    """Fields right, fields on the papers, and values that are in no field of the truth."""

    right: Counter[FieldName]
    of: Counter[FieldName]
    invented: int


def left_out(sheets: Sequence[Told], seed: int) -> Iterator[tuple[str, list[str], list[Tally]]]:
    """Each hand, the labels only it uses, and its tallies in the three ways."""
    everything = listed()
    used = {hand: _used(everything, [one for one in sheets if one.hand == hand]) for hand in (*HANDS, "samples")}
    for hand in HANDS:
        own = used[hand] - set().union(*(words for other, words in used.items() if other != hand))
        papers = [(kind, paper) for kind, _, paper in papers_of(hand, _SHEETS, f"left out {seed}")]
        taught = learn(
            {word: meant for word, meant in everything.items() if word not in own},
            (one for one in sheets if one.hand != hand),
        )
        tallies = []
        for cut, known in ((set[str](), _NOTHING), (own, _NOTHING), (own, taught)):
            with _knowing(cut, known):
                tallies.append(_tally(papers))
        yield hand, sorted(own), tallies


def _used(lists: Lists, sheets: Sequence[Told]) -> set[str]:
    texts = [labels.plain_label(text) for one in sheets for text in one.texts]
    return {word for word, meant in lists.items() if meant != {unlisted.NO_FIELD} and any(word in one for one in texts)}


@contextmanager
def _knowing(cut: set[str], taught: WordModel) -> Iterator[None]:
    """The lists without some words, and ``taught`` in place of what was learned."""
    lists = copy.deepcopy(labels.label_lists())
    for of_type in (lists["any"], *lists["by_type"].values()):
        for field, words in of_type.items():
            of_type[field] = [word for word in words if labels.plain_label(word) not in cut]
    with patch.object(labels, "label_lists", lambda: lists), patch.object(unlisted, "model", lambda: taught):
        labels.vocabulary.cache_clear()
        yield
    labels.vocabulary.cache_clear()


def _tally(papers: Sequence[tuple[DocType, Paper]]) -> Tally:
    tally = Tally(Counter(), Counter(), 0)
    for kind, paper in papers:
        pixels = np.ascontiguousarray(paper.sheet.array()[:, :, ::-1])
        read = fields.extract_fields(kind, [page_of(lines_of(paper), pixels)])
        for name, value in paper.fields.items():
            if name != "report_title":
                tally.of[name] += 1
                tally.right[name] += name in read and comparable(read[name].value) == comparable(value)
        more = sum(name not in paper.fields and name != "report_title" for name, one in read.items() if one.value)
        tally = tally._replace(invented=tally.invented + more)
    return tally


def print_left_out(sheets: Sequence[Told], seed: int) -> None:
    """The tallies of all hands, and the fields for which the ways differ."""
    total = [Tally(Counter(), Counter(), 0) for _ in WAYS]
    print("| hand | its own labels | " + " | ".join(WAYS) + " |\n| --- | --- | --- | --- | --- |")
    for hand, own, tallies in left_out(sheets, seed):
        total = [
            Tally(before.right + now.right, before.of + now.of, before.invented + now.invented)
            for before, now in zip(total, tallies, strict=True)
        ]
        print(f"| {hand} | {len(own)} | " + " | ".join(map(_told, tallies)) + " |")
    print("| all | | " + " | ".join(map(_told, total)) + " |")
    for name in total[0].of:
        counts = [one.right[name] for one in total]
        if len(set(counts)) > 1:
            print(f"| {name} | | " + " | ".join(f"{count}/{total[0].of[name]}" for count in counts) + " |")


def _told(tally: Tally) -> str:
    return f"{tally.right.total()}/{tally.of.total()}, {tally.invented} more"
