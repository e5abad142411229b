"""From scores and problems to a grade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.codes import ClarityGrade
from models.document import Clarity, ClarityProblem, Colour

UNREADABLE, POOR = 0.5, 0.86
"""Scores below are unreadable, and poor."""
_HALF, _SOME = 0.5, 0.93
"""Severity of a problem that makes poor a page of a score below that."""


@dataclass(frozen=True)
class PageClarity:
    """A page's clarity: ``score`` 0..1, the share of its characters that can be expected to be read right, and its
    problems in fractions of the source page."""

    score: float
    problems: tuple[ClarityProblem, ...]
    blank: bool = False
    """Bare paper, as the back of a sheet scanned on both sides: there is nothing that could be read badly."""
    scant: bool = False
    """What was read was read well, but it is so little that most of a paper would be missing."""

    @classmethod
    def unknown(cls) -> PageClarity:
        """Where measuring failed: neither good nor a reason to send anything back."""
        return cls(0.9, ())


def grade_of(score: float, problems: Sequence[ClarityProblem]) -> ClarityGrade:
    """The grade of a page or document: what its score says, and problems beside it.

    Good and fair must not hide a field that nobody can read: where half of the characters of any place are lost, and
    those are more than a few of the page's, it is for a person to look at, however well the rest reads. Of 102 drawn
    pages of which less than 80 % of the characters were read 98 are poor or worse so, of 292 that were read well and
    had lost nothing in any place 283 are not. (Where every problem of that severity counted, 98 and 276.)
    """
    worst = max((problem.severity for problem in problems), default=0.0)
    if score < UNREADABLE:
        return ClarityGrade.UNREADABLE
    if score < POOR or (worst >= _HALF and score < _SOME):
        return ClarityGrade.POOR
    if score < 0.95 or problems:
        return ClarityGrade.FAIR
    return ClarityGrade.GOOD


def document_clarity(pages: Sequence[PageClarity], colour: Colour | None = None) -> Clarity:
    """The clarity of a document: as good as its worst page with print, with the problems of all.

    Blank pages say nothing about the others. Of a document that has no others a person has to look: poor, not
    unreadable, for nothing shows that a better picture would hold more. Nor does a scant page beside others: the last
    page of a record may hold a signature and nothing else.
    """
    if not pages:
        return Clarity(grade=ClarityGrade.UNREADABLE, score=0.0, colour=colour)
    pages = [page for page in pages if not page.blank]
    if not pages:
        return Clarity(grade=ClarityGrade.POOR, score=0.0, colour=colour)
    telling = [page for page in pages if not page.scant] or pages
    grades = list(ClarityGrade)
    worst = max((grade_of(page.score, page.problems) for page in telling), key=grades.index)
    return Clarity(
        grade=worst,
        score=min(max(min(page.score for page in telling), 0.0), 1.0),
        problems=tuple(problem for page in pages for problem in page.problems),
        colour=colour,
    )
