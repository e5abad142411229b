"""From scores and problems to a grade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.codes import ClarityGrade, ClarityKind
from models.document import Clarity, ClarityProblem

_LOSES_TEXT = frozenset({ClarityKind.OCCLUSION, ClarityKind.CUT_OFF, ClarityKind.GLARE})
"""Problems that take text away, however well the rest is read."""


@dataclass(frozen=True)
class PageClarity:
    """A page's clarity: ``score`` 0..1, the share of its characters that can be expected to be read right, and its
    problems in fractions of the source page."""

    score: float
    problems: tuple[ClarityProblem, ...]
    blank: bool = False
    """Bare paper, as the back of a sheet scanned on both sides: there is nothing that could be read badly."""

    @classmethod
    def unknown(cls) -> PageClarity:
        """Where measuring failed: neither good nor a reason to send anything back."""
        return cls(0.9, ())


def grade_of(score: float, problems: Sequence[ClarityProblem]) -> ClarityGrade:
    """The grade of a page or document.

    Pages of which a person could not read all that matters had scores below 0.9 on drawn papers (blur, small
    pictures), clean scans 0.97 and more. Something that hides text keeps a page from being better than poor where it
    is severe, and from being good at all.
    """
    hidden = max((problem.severity for problem in problems if problem.kind in _LOSES_TEXT), default=0.0)
    worst = max((problem.severity for problem in problems), default=0.0)
    if score < 0.5:
        return ClarityGrade.UNREADABLE
    if score < 0.85 or hidden >= 0.7:
        return ClarityGrade.POOR
    if score < 0.95 or hidden > 0.0 or worst >= 0.6:
        return ClarityGrade.FAIR
    return ClarityGrade.GOOD


def document_clarity(pages: Sequence[PageClarity]) -> Clarity:
    """The clarity of a document: as good as its worst page with print, with the problems of all.

    Blank pages say nothing about the others. Of a document that has no others a person has to look: poor, not
    unreadable, for nothing shows that a better picture would hold more.
    """
    if not pages:
        return Clarity(grade=ClarityGrade.UNREADABLE, score=0.0)
    pages = [page for page in pages if not page.blank]
    if not pages:
        return Clarity(grade=ClarityGrade.POOR, score=0.0)
    grades = list(ClarityGrade)
    worst = max((grade_of(page.score, page.problems) for page in pages), key=grades.index)
    return Clarity(
        grade=worst,
        score=min(max(min(page.score for page in pages), 0.0), 1.0),
        problems=tuple(problem for page in pages for problem in page.problems),
    )
