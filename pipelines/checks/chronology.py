"""Do the papers' days fit each other?

Papers with one 住院号 of one hospital tell of one stay, whose days of admission and discharge must be the same on all
of them. Whether the days of a single paper are possible is asked of that paper (``dates``). The answer tells the course
of events over all papers, for a reviewer to read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from models.codes import Outcome
from models.document import Document, FieldName
from models.finding import Finding
from models.labels import FIELD_LABELS
from models.place import Evidence
from models.rules import ChronologyRule
from pipelines.checks.hospitals import by_hospital
from pipelines.checks.papers import Answer, Case, date_of, evidence_of, paper_name, text_of

_STAY: Final[tuple[FieldName, ...]] = ("admission_date", "discharge_date")
_EVENTS: Final[tuple[FieldName, ...]] = (*_STAY, "visit_date", "report_date", "issue_date")


def check(case: Case, rule: ChronologyRule) -> Finding:
    """Reasons: chronology.consistent, chronology.stay_differs, chronology.none."""
    answer = Answer(rule, case.pack)
    events = sorted(_events(case.documents), key=lambda event: event[0])
    if not events:
        return answer(Outcome.NOT_APPLICABLE, "chronology.none", "材料上没有读出日期。")
    differing = [one for stay in _stays(case) for name in _STAY for one in _differing(stay, name)]
    if differing:
        told = "；".join(message for message, _ in differing)
        places = [place for _, evidence in differing for place in evidence]
        return answer(
            Outcome.UNSURE, "chronology.stay_differs", f"同一次住院的日期不一致：{told}，请人工核对。", places
        )
    told = "；".join(f"{day} {what}" for day, what in dict.fromkeys(events))
    return answer(Outcome.PASS, "chronology.consistent", f"各材料的日期相互一致。按先后：{told}。")


def _events(papers: Sequence[Document]) -> Iterator[tuple[date, str]]:
    """Every day a paper tells of, with what happened: a stay's days once, a paper's own day with its type."""
    for paper in papers:
        for name in _EVENTS:
            if day := date_of(paper, name):
                yield day, FIELD_LABELS[name].removesuffix("日期") if name in _STAY else f"《{paper.label}》"


def _stays(case: Case) -> Iterator[list[Document]]:
    """The papers of each stay in hospital: of one hospital, with one 住院号."""
    for papers in by_hospital(case).values():
        numbers = dict.fromkeys(number for paper in papers if (number := text_of(paper, "inpatient_number")))
        for number in numbers:
            yield [paper for paper in papers if text_of(paper, "inpatient_number") == number]


def _differing(stay: Sequence[Document], name: FieldName) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    """The papers of a stay that tell another day than its first paper does, side by side."""
    telling = [(paper, day) for paper in stay if (day := date_of(paper, name))]
    for paper, day in telling[1:]:
        first, usual = telling[0]
        if day != usual:
            label = FIELD_LABELS[name]
            message = f"{paper_name(first)}的{label}为 {usual}，{paper_name(paper)}的{label}为 {day}"
            yield message, (*evidence_of(first, name), *evidence_of(paper, name))
