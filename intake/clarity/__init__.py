"""How clearly a page can be read, as a score, a grade and the places and kinds of what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from intake.clarity.bare import is_blank, unread_score
from intake.clarity.frame import covered, cut_off, moire
from intake.clarity.grade import PageClarity, document_clarity, grade_of
from intake.clarity.light import Trouble, light_troubles
from intake.clarity.sharpness import blur, low_resolution
from intake.clarity.text import Print, measure_lines
from intake.clarity.unread import expected_share, unread_cells
from intake.page import Line, PageImage
from models.document import ClarityProblem

__all__ = ["PageClarity", "document_clarity", "grade_of", "measure_clarity"]


def measure_clarity(page: PageImage, lines: Sequence[Line]) -> PageClarity:
    """The clarity of a page from its picture and from how well its lines were read.

    ``lines`` are in fractions of the page; where they come from a text layer nothing had to be read from the picture,
    and their confidence says so. The score is the share of the page's characters that can be expected to be read
    right; the problems' boxes are in fractions of the SOURCE page. A page without a line is blank, a picture (poor, for
    a person to look at) or print that could not be read at all.
    """
    if page.text_lines is not None:
        return PageClarity(1.0, ())
    grey = np.asarray(cv2.cvtColor(page.pixels, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    prints = measure_lines(grey, lines)
    read, unread = unread_cells(page.pixels, lines)
    if _nothing_read(prints):
        marks = read | unread
        blank = is_blank(page.pixels, marks)
        return PageClarity(0.0 if blank else unread_score(page.pixels, marks), (), blank)
    troubles: list[Trouble] = [
        *blur(prints),
        *low_resolution(prints),
        *light_troubles(grey, prints),
        *cut_off(prints, page.width, page.height),
        *covered(page.pixels, prints),
        *moire(grey, prints),
    ]
    return PageClarity(expected_share(prints, read, unread), tuple(_problem(page, each) for each in troubles))


def _nothing_read(prints: Sequence[Print]) -> bool:
    """Whether no line was read, but for a character or two that the engine made of a hole or a crease."""
    return sum(each.weight for each in prints) <= 2 and all(each.confidence < 0.9 for each in prints)


def _problem(page: PageImage, trouble: Trouble) -> ClarityProblem:
    return ClarityProblem(
        kind=trouble.kind,
        severity=trouble.severity,
        source=page.source,
        page=page.number,
        box=None if trouble.box is None else page.source_box(trouble.box),
    )
