"""How clearly a page can be read, as a score, a grade and the places and kinds of what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from intake.clarity.bare import is_blank, unread_score
from intake.clarity.burnt import survives
from intake.clarity.card import cut_out, tells_its_holder, whole_cards
from intake.clarity.colour import colour_of
from intake.clarity.edges import runs_out
from intake.clarity.grade import POOR, PageClarity, document_clarity, grade_of
from intake.clarity.kinds import troubles_of, with_hidden
from intake.clarity.score import beside, doubted, most, with_chances
from intake.clarity.survey import Survey
from intake.clarity.trouble import Trouble
from intake.page import Line, PageImage
from models.codes import ClarityGrade, ClarityKind
from models.document import ClarityProblem

__all__ = ["PageClarity", "clarity_at_a_glance", "colour_of", "document_clarity", "grade_of", "measure_clarity"]


_SPOILED: Final = 0.8
"""Severity of what nearly nothing could be read through."""
_OF_PAPER: Final = (ClarityKind.MOIRE, ClarityKind.OVEREXPOSED)
"""What pictures without words are not taken for."""


def measure_clarity(page: PageImage, lines: Sequence[Line]) -> PageClarity:
    """The clarity of a page from its picture and from how well its lines were read.

    ``lines`` are in fractions of the page; where they come from a text layer nothing had to be read from the picture,
    and their confidence says so. The score is the share of the page's characters that can be expected to be read
    right; the problems' boxes are in fractions of the SOURCE page. A page without a line is blank, a picture (poor, for
    a person to look at) or print that could not be read at all. Of a page with identity cards of which every entry was
    read the cards alone are measured; on a social security card that tells its holder nothing is taken for covered.
    """
    if page.text_lines is not None:
        return PageClarity(1.0, ())
    cards = [cut_out(page, lines, place) for place in whole_cards(lines)]
    parts = cards or [(page, list(lines))]
    whole = tells_its_holder(lines)
    measured = [_measured(part, own, Survey.of(part, own), whole=whole) for part, own in parts]
    return PageClarity(
        min(one.score for one in measured),
        tuple(problem for one in measured for problem in one.problems),
        blank=all(one.blank for one in measured),
        scant=all(one.scant for one in measured),
    )


def clarity_at_a_glance(page: PageImage, found: Sequence[Line]) -> PageClarity:
    """The clarity of a page whose lines were found and not read, as reading would probably find it.

    ``found`` are in fractions of the page, their confidences say how surely there is print. What reading alone can tell
    (that all of an identity card is there, that a drawing is none of print) is doubted.
    """
    if page.text_lines is not None:
        return PageClarity(1.0, ())
    survey = Survey.of(page, found, with_chances)
    lines = list(found)
    for each in survey.prints:
        lines[each.place] = replace(lines[each.place], confidence=each.confidence)
    return _measured(page, lines, survey)


def _measured(page: PageImage, lines: Sequence[Line], survey: Survey, *, whole: bool = False) -> PageClarity:
    """The clarity of a page; ``whole``: all of it was read, and what lies there lies over nothing."""
    if _nothing_read(survey):
        return _unread(page, survey)
    survey = survey if whole else with_hidden(survey)
    ends = runs_out(page, lines, survey)
    score = (1.0 - survey.loss) * (1.0 - ends.share) * survives(survey) * beside(survey.prints, survey.tiles)
    score, limit = doubted(score, survey.prints), most(survey.prints, lines)
    troubles = [each for each in troubles_of(survey) if not (whole and each.kind is ClarityKind.OCCLUSION)]
    problems = _problems(page, [*troubles, *ends.troubles])
    scant = limit < POOR and grade_of(score, problems) is ClarityGrade.GOOD
    return PageClarity(min(score, limit), problems, scant=scant)


def _unread(page: PageImage, survey: Survey) -> PageClarity:
    """The clarity of a page without a line."""
    marks = survey.evidence.read | survey.evidence.unread
    if is_blank(page.pixels, marks):
        return PageClarity(0.0, (), blank=True)
    troubles = troubles_of(survey)
    soft = any(each.kind is ClarityKind.BLUR for each in troubles)
    score = unread_score(page.pixels, marks, soft)
    # What spoils nearly all of a page tells why nothing was read of it; films, though, are dark and look blurred.
    worst = max((each.severity for each in troubles if each.kind in _OF_PAPER), default=0.0)
    return PageClarity(min(score, 1.0 - worst) if worst > _SPOILED else score, _problems(page, troubles))


def _nothing_read(survey: Survey) -> bool:
    """Whether no line was read, but for a character or two that the engine made of a hole or a crease."""
    prints = survey.prints
    return sum(each.weight for each in prints) <= 2 and all(each.confidence < 0.9 for each in prints)


def _problems(page: PageImage, troubles: Sequence[Trouble]) -> tuple[ClarityProblem, ...]:
    return tuple(
        ClarityProblem(
            kind=trouble.kind,
            severity=min(max(trouble.severity, 0.0), 1.0),
            source=page.source,
            page=page.number,
            box=None if trouble.box is None else page.source_box(trouble.box),
        )
        for trouble in troubles
    )
