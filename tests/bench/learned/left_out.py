"""What the learned meanings of labels are worth on papers whose labels nobody listed.

Each hand's sheets are read, from their own texts and not from pictures, with all lists; without the labels that no
other hand uses; and without these, but with what the other labels and the other hands' sheets teach.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from random import Random
from typing import Any, Final, NamedTuple
from unittest.mock import patch

import numpy as np

from intake.extract import fields, labels, unlisted
from intake.page import Line, PageImage, ReadPage
from models.codes import DocType
from models.document import FieldName, Geometry
from models.place import Box
from tests.bench.held_out.paper import Paper, made_out
from tests.bench.learned.labels import Lists, learn, listed
from tests.bench.learned.sheets import HANDS, Told
from tests.bench.scores import comparable

_SHEETS: Final = 2
_READ: Final = 0.98
"""The confidence of lines that nobody read."""
WAYS: Final = ("all lists", "without the hand's own labels", "these, learned from the others")


class Tally(NamedTuple):
    """Fields right, fields on the papers, and values that are in no field of the truth."""

    right: Counter[FieldName]
    of: Counter[FieldName]
    invented: int


def left_out(sheets: Sequence[Told], seed: int) -> Iterator[tuple[str, list[str], list[Tally]]]:
    """Each hand, the labels only it uses, and its tallies in the three ways."""
    everything = listed()
    used = {hand: _used(everything, [one for one in sheets if one.hand == hand]) for hand in (*HANDS, "samples")}
    for hand, layouts in HANDS.items():
        own = used[hand] - set().union(*(words for other, words in used.items() if other != hand))
        papers = [
            (kind, made_out(layout, Random(f"left out {seed} {hand} {layout.__name__} {number}")))
            for kind, of_kind in layouts.items()
            for layout in of_kind
            for number in range(_SHEETS)
        ]
        taught = learn(
            {word: meant for word, meant in everything.items() if word not in own},
            (one for one in sheets if one.hand != hand),
        )
        tallies = []
        for cut, learned in ((set[str](), False), (own, False), (own, True)):
            with _knowing(cut, taught if learned else None):
                tallies.append(_tally(papers))
        yield hand, sorted(own), tallies


def _used(lists: Lists, sheets: Sequence[Told]) -> set[str]:
    texts = [labels.plain_label(text) for one in sheets for text in one.texts]
    return {word for word, meant in lists.items() if meant != {unlisted.NO_FIELD} and any(word in one for one in texts)}


@contextmanager
def _knowing(cut: set[str], taught: Any) -> Iterator[None]:
    """The lists without some words; ``taught`` in place of what was learned, None: nothing was."""
    lists = copy.deepcopy(labels.label_lists())
    for of_type in (lists["any"], *lists["by_type"].values()):
        for field, words in of_type.items():
            of_type[field] = [word for word in words if labels.plain_label(word) not in cut]
    nothing = taught if taught is not None else ((unlisted.NO_FIELD,), {"": np.zeros(1, np.float32)})
    with patch.object(labels, "label_lists", lambda: lists), patch.object(unlisted, "model", lambda: nothing):
        _forget()
        yield
    _forget()


def _forget() -> None:
    labels.vocabulary.cache_clear()
    unlisted.meaning.cache_clear()


def _tally(papers: Sequence[tuple[DocType, Paper]]) -> Tally:
    tally = Tally(Counter(), Counter(), 0)
    for kind, paper in papers:
        read = fields.extract_fields(kind, [_page(paper)])
        for name, value in paper.fields.items():
            if name != "report_title":
                tally.of[name] += 1
                tally.right[name] += name in read and comparable(read[name].value) == comparable(value)
        more = sum(name not in paper.fields and name != "report_title" for name, one in read.items() if one.value)
        tally = tally._replace(invented=tally.invented + more)
    return tally


def _page(paper: Paper) -> ReadPage:
    """A sheet as a perfect reader would hand it on: its own texts where they stand."""
    sheet = paper.sheet
    lines = tuple(
        Line(
            one.text, _READ,
            Box.clipped(
                one.left / sheet.width, one.top / sheet.height, one.right / sheet.width, one.bottom / sheet.height
            ),
        )
        for one in sorted(sheet.pieces, key=lambda one: (one.top, one.left))
    )  # fmt: skip
    pixels = np.ascontiguousarray(sheet.array()[:, :, ::-1])
    return ReadPage(
        PageImage.of_source("0" * 64, 0, pixels), lines, Geometry(source="0" * 64, page=0, rotation=0, skew_degrees=0.0)
    )


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
