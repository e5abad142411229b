"""What the product said of a page, and what of its text it could read: all that the tables are made of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from intake.read import Reading
from models.codes import ClarityGrade, ClarityKind
from models.document import ClarityProblem, Seal
from models.place import Box
from models.record import Record
from tests.bench.physical.page import DrawnSeal, PageTruth, PhysicalPage, Run
from tests.bench.physical.reading import CharactersRead, characters_read
from tests.bench.text_error import errors_free_of_order, plain


class Answer(Record):
    """The reading of one page. Without a document everything is None or empty."""

    rotation: int | None = None
    skew: float | None = None
    dewarped: bool = False
    grade: ClarityGrade | None = None
    score: float | None = None
    problems: tuple[ClarityProblem, ...] = ()
    seals: tuple[Seal, ...] = ()
    lines: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    """Codes of the problems of the run: stages that failed."""


class Loss(Record):
    """Characters where a spoil works that the undegraded page gave, and how many of them are lost."""

    kind: ClarityKind
    amount: float
    characters: int
    lost: int


class SealText(Record):
    """Print inside the boxes of seals: its characters, and errors with and without the ink taken out before."""

    characters: int
    errors: int
    unseparated: int


class Outcome(Record):
    name: str
    truth: PageTruth
    answer: Answer
    characters: int
    errors: int
    """Lost, misread and invented, free of order, over the whole page."""
    accuracy: float | None = None
    """The share of characters read right, of those a reader could know of: on lines that are in the picture at all,
    and that were read on the undegraded page where there is one."""
    losses: tuple[Loss, ...] = ()
    under_seals: SealText | None = None
    errors_undewarped: int | None = None
    """Where the page was dewarped: errors of the same reading without."""


def answer_of(reading: Reading) -> Answer:
    """The first document answers for the page; seals and lines of all count."""
    failures = tuple(problem.code for problem in reading.problems)
    if not reading.documents:
        return Answer(failures=failures)
    documents, first = reading.documents, reading.documents[0]
    place = first.geometry[0] if first.geometry else None
    return Answer(
        rotation=place.rotation if place else None,
        skew=place.skew_degrees if place else None,
        dewarped=place.dewarped if place else False,
        grade=first.clarity.grade,
        score=first.clarity.score,
        problems=first.clarity.problems,
        seals=tuple(seal for document in documents for seal in document.seals),
        lines=tuple(line for document in documents for line in document.text.splitlines()),
        failures=failures,
    )


def read_on(page: PhysicalPage, answer: Answer) -> CharactersRead | None:
    """Which characters of the page were read; None where the source does not say where they stand."""
    return characters_read([run.text for run in page.runs], answer.lines) if page.runs else None


def outcome_of(page: PhysicalPage, answer: Answer, twin: CharactersRead | None) -> Outcome:
    """Measure a page's reading against its truth and against the reading of its undegraded twin."""
    truth = page.truth
    characters = len(plain("".join(truth.lines)))
    errors = errors_free_of_order(truth.lines, answer.lines)
    read = read_on(page, answer)
    accuracy: float | None
    if read is None:
        accuracy = 1 - min(errors.lost / max(characters, 1), 1.0)
        losses = tuple(
            Loss(kind=spoil.kind, amount=spoil.amount, characters=characters, lost=errors.lost)
            for spoil in truth.spoils
        )
    else:
        could = read.counts & _known_of(page.runs) & (read.counts if twin is None else twin.right)
        accuracy = float(read.right[could].mean()) if could.any() else None
        before = read.counts if twin is None else twin.right
        losses = tuple(
            Loss(
                kind=spoil.kind, amount=spoil.amount, characters=int((hit & before).sum()),
                lost=int((hit & before & ~read.right).sum()),
            )
            for spoil, hit in zip(truth.spoils, page.hit, strict=True)
        )  # fmt: skip
    return Outcome(
        name=page.name, truth=truth, answer=answer, characters=characters, errors=errors.total, accuracy=accuracy,
        losses=losses,
    )  # fmt: skip


def _middles(runs: Sequence[Run]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    boxes = np.concatenate([run.boxes for run in runs])
    return (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2


def _known_of(runs: Sequence[Run]) -> NDArray[np.bool_]:
    """Characters of runs of which something is in the picture: of others nobody can know."""
    x, y = _middles(runs)
    inside = (x >= 0) & (x <= 1) & (y >= 0) & (y <= 1)
    numbers = np.repeat(np.arange(len(runs)), [len(run.text) for run in runs])
    seen = np.bincount(numbers, inside, len(runs)) > 0
    return np.asarray(seen[numbers])


def under_seals(page: PhysicalPage) -> NDArray[np.bool_]:
    """Which characters stand inside the box of a seal."""
    if not page.runs:
        return np.zeros(0, dtype=bool)
    x, y = _middles(page.runs)
    covered = np.zeros(len(x), dtype=bool)
    for drawn in page.truth.seals:
        covered |= _inside(drawn, x, y)
    return covered


def _inside(drawn: DrawnSeal, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.bool_]:
    box: Box = drawn.seal.box
    return np.asarray((x > box.left) & (x < box.right) & (y > box.top) & (y < box.bottom))


def errors_in(read: CharactersRead, where: NDArray[np.bool_]) -> int:
    """Characters lost or misread there, and invented among them."""
    there = read.counts & where
    return int((there & ~read.right).sum() + read.extra[there].sum())
