"""Read an office's labelled papers with the real reader and score the reading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from intake.join import join_files
from models.document import Document
from models.finding import Problem
from pipelines.case import FileReader
from pipelines.measure.score import Scores, score
from pipelines.measure.truth import LabelledDocument, load_truth

Step = Callable[[int, int], None]
"""Told before each paper: how many are read and how many there are."""


def measure(
    folder: Path, open_reader: Callable[[], FileReader], step: Step | None = None
) -> tuple[Scores, list[Problem]]:
    """The scores of all labelled papers, and what kept papers from being read.

    Raises UsageError where the folder's truth cannot be used: before the engine is loaded.
    """
    labelled = load_truth(folder)
    reader = open_reader()
    scores = Scores()
    problems: list[Problem] = []
    known: dict[str, tuple[Document, ...]] = {}
    for number, document in enumerate(labelled):
        if step:
            step(number, len(labelled))
        for source in document.files:
            if source.name not in known:
                reading = reader.read(source.name, folder / source.name)
                known[source.name] = tuple(reading.documents)
                problems += reading.problems
        score(scores, document, read_of(document, [one for source in document.files for one in known[source.name]]))
    return scores, problems


def read_of(labelled: LabelledDocument, documents: Sequence[Document]) -> Document | None:
    """The paper that was read where the labels' paper lies: the one with most of its pages; None where none was.

    Papers over several files are joined first, as in a case.
    """
    papers = join_files(documents) if len(labelled.files) > 1 else tuple(documents)
    wanted = {(source.name, page) for source in labelled.files for page in source.pages}
    files = {source.name for source in labelled.files}

    def shared(paper: Document) -> int:
        pages = [(source.name, page) for source in paper.sources for page in source.pages]
        return sum(page in wanted if wanted else page[0] in files for page in pages)

    best = max(papers, key=shared, default=None)
    return best if best is not None and shared(best) else None
