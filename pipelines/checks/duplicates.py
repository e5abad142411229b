"""Was a paper handed in twice?

As the same file (the same bytes under two names), or as the same paper photographed or scanned again: papers of one
type whose words and numbers are nearly the same, and whose surely read days and numbers do not differ. Words are
compared as pairs of neighbouring characters, whatever the order of the lines, for two captures of one paper are seldom
read in the same order. Of papers with hardly any words (films, curves) the looks are compared. A duplicate harms
nobody: it is told, and no paper is dropped.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise
from typing import Final

from models.codes import Outcome
from models.document import Document, FieldName
from models.finding import Finding
from models.rules import DuplicatesRule
from pipelines.checks.papers import SURE, Answer, Case, paper_name, whole_pages

_ALIKE: Final = 0.9
_NUMBERS_ALIKE: Final = 0.93
"""A drawn paper scanned and photographed agreed to 0.99 in its words and 1.0 in its numbers; the same paper drawn again
with other days to 0.96-0.98 and 0.83-0.91. Between them lies room for what is misread."""
_FEWEST: Final = 40
"""Characters from which a text can be said to be another's."""
_LOOKS_ALIKE: Final = 40
"""Of 256 bits. Two captures of drawn pictures without print differed in 2 to 16, other pictures in 92 and more."""
_WHAT: Final = {"duplicates.same_file": "是同一个文件", "duplicates.same_paper": "可能是同一份材料"}
_NOT_WORDS: Final = re.compile(r"[\W_]+")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_TELLING: Final[tuple[FieldName, ...]] = (
    "patient_name", "id_number", "inpatient_number", "outpatient_number", "admission_date", "discharge_date",
    "visit_date", "report_date", "issue_date",
)  # fmt: skip


def check(case: Case, rule: DuplicatesRule) -> Finding:
    """Reasons: duplicates.none, duplicates.same_file, duplicates.same_paper (the first that holds; the message names
    all)."""
    answer = Answer(rule, case.pack)
    twice = [*_same_files(case.documents), *_same_papers(case.documents)]
    if not twice:
        return answer(Outcome.PASS, "duplicates.none", "没有发现重复提交的材料。")
    told = "；".join(f"{paper_name(one)}与{paper_name(other)}{_WHAT[reason]}" for reason, one, other in twice)
    places = [place for _, *pair in twice for paper in pair for place in whole_pages(paper)]
    message = f"{told}，可能重复提交；各份均已保留并核对。"
    return answer(Outcome.UNSURE, twice[0][0], message, tuple(dict.fromkeys(places)))


def _same_files(papers: Iterable[Document]) -> Iterator[tuple[str, Document, Document]]:
    for one, other in combinations(papers, 2):
        named = {source.name for source in one.sources}
        if _sources(one) == _sources(other) and named.isdisjoint(source.name for source in other.sources):
            yield "duplicates.same_file", one, other


def _same_papers(papers: Iterable[Document]) -> Iterator[tuple[str, Document, Document]]:
    for one, other in combinations(papers, 2):
        if _sources(one) != _sources(other) and is_same_paper(one, other):
            yield "duplicates.same_paper", one, other


def _sources(paper: Document) -> list[tuple[str, tuple[int, ...]]]:
    return [(source.sha256, source.pages) for source in paper.sources]


def is_same_paper(one: Document, other: Document) -> bool:
    """Whether two readings are surely of one paper."""
    if one.doc_type.value is not other.doc_type.value or any(_differ(one, other, name) for name in _TELLING):
        return False
    words, others = _words(one.text), _words(other.text)
    if max(len(words), len(others)) < _FEWEST:
        return _look_alike(one, other)
    numbers, their_numbers = (Counter(_NUMBER.findall(_folded(paper.text))) for paper in (one, other))
    return (
        _likeness(Counter(pairwise(words)), Counter(pairwise(others))) >= _ALIKE
        and _likeness(numbers, their_numbers) >= _NUMBERS_ALIKE
    )


def _look_alike(one: Document, other: Document) -> bool:
    """Whether the papers have as many pages, and each looks like the other's."""
    pairs = list(zip(one.looks, other.looks, strict=False))
    same_number = len(one.looks) == len(other.looks) > 0
    return same_number and all(
        first and second and (int(first, 16) ^ int(second, 16)).bit_count() <= _LOOKS_ALIKE for first, second in pairs
    )


def _differ(one: Document, other: Document, name: FieldName) -> bool:
    """Whether both say something else there, each surely read."""
    first, second = one.fields.get(name), other.fields.get(name)
    if first is None or second is None or min(first.confidence, second.confidence) < SURE:
        return False
    return first.value is not None and second.value is not None and first.value != second.value


def _likeness(one: Counter[object], other: Counter[object]) -> float:
    """Dice's coefficient of two collections, 0..1; 1 where both are empty."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def _words(text: str) -> str:
    return _NOT_WORDS.sub("", _folded(text))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
