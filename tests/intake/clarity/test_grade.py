"""Grades of pages and documents; blank pages, pictures and pages of which nothing could be read."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from intake.clarity import PageClarity, document_clarity, grade_of
from intake.page import Line
from models.codes import ClarityGrade, ClarityKind
from models.document import ClarityProblem
from models.place import Box
from tests.intake.clarity.pages import WIDTH, bare, film, measured, sheet, softened


@pytest.mark.parametrize(
    ("score", "severity", "grade"),
    [
        (0.99, 0.0, ClarityGrade.GOOD),
        (0.92, 0.0, ClarityGrade.FAIR),
        (0.7, 0.0, ClarityGrade.POOR),
        (0.3, 0.0, ClarityGrade.UNREADABLE),
        (0.99, 0.2, ClarityGrade.FAIR),
        (0.99, 0.9, ClarityGrade.FAIR),
        (0.9, 0.2, ClarityGrade.FAIR),
        (0.9, 0.9, ClarityGrade.POOR),
    ],
)
@pytest.mark.parametrize("kind", [ClarityKind.OCCLUSION, ClarityKind.BLUR])
def test_grades(score: float, severity: float, grade: ClarityGrade, kind: ClarityKind) -> None:
    problem = ClarityProblem(kind=kind, severity=severity, source="0" * 64, page=0)
    assert grade_of(score, (problem,) if severity else ()) is grade


def test_a_document_is_as_clear_as_its_worst_page() -> None:
    clarity = document_clarity([PageClarity(0.99, ()), PageClarity(0.6, ())])
    assert (clarity.grade, clarity.score) == (ClarityGrade.POOR, 0.6)
    assert document_clarity([]).grade is ClarityGrade.UNREADABLE


def test_a_blank_page_is_left_out_of_the_papers_clarity() -> None:
    back = measured(bare(), [])
    assert back == PageClarity(0.0, (), blank=True)
    # The engine may take a punched hole for a character.
    hole = Line("口", 0.5, Box.clipped(0.01, 0.48, 0.04, 0.52))
    assert measured(bare(), [hole]) == back
    front = measured(*sheet())
    assert document_clarity([front, back]) == document_clarity([front])


def test_a_scant_page_is_poor_by_itself_and_says_nothing_against_the_paper() -> None:
    pixels, lines = sheet()
    pixels[140:] = 250
    last = measured(pixels, [replace(lines[0], confidence=1.0)])
    assert grade_of(last.score, last.problems) is ClarityGrade.POOR
    assert last.scant
    # A card copied on a sheet has no more to say.
    for card in ("公民身份号码51130219600307401X", "居民身份证 有效期限 2025.06.04-2045.06.04"):
        copied = measured(pixels, [replace(lines[0], confidence=1.0, text=card)])
        assert (grade_of(copied.score, copied.problems), copied.scant) == (ClarityGrade.GOOD, False)
    scant, first = PageClarity(0.5, (), scant=True), PageClarity(0.99, ())
    assert document_clarity([first, scant]).grade is ClarityGrade.GOOD
    assert document_clarity([scant]).grade is ClarityGrade.POOR
    assert document_clarity([PageClarity(0.6, ()), scant]).score == 0.6


def test_a_seal_through_the_edges_of_the_sheets_leaves_the_back_blank() -> None:
    assert measured(np.asarray(cv2.circle(bare(), (WIDTH, 900), 150, (60, 60, 220), 8), dtype=np.uint8), []).blank


def test_a_paper_of_blank_pages_is_for_a_person_to_look_at() -> None:
    clarity = document_clarity([measured(bare(), [])])
    assert (clarity.grade, clarity.score, clarity.problems) == (ClarityGrade.POOR, 0.0, ())


def test_a_picture_without_words_is_neither_blank_nor_unreadable() -> None:
    on_paper = bare()
    on_paper[300:900, 200:800] = film()[300:900, 200:800]
    for pixels in (film(), on_paper, film() // 12):
        clarity = measured(pixels, [])
        assert not clarity.blank
        assert document_clarity([clarity]).grade is ClarityGrade.POOR


def test_print_of_which_no_line_could_be_read_is_unreadable() -> None:
    pixels, _ = sheet()
    for lost in (pixels, softened(pixels, 5.0)):
        clarity = measured(lost, [])
        assert not clarity.blank
        assert document_clarity([clarity]).grade is ClarityGrade.UNREADABLE
    # So soft that it might be anything: a person looks, but blank it is not.
    assert not measured(softened(pixels, 15.0), []).blank


@pytest.mark.parametrize("blur", [0, 6])
def test_a_report_with_curves_is_not_called_unread_for_them(blur: int) -> None:
    pixels, lines = sheet()
    words = lines[:6]
    if blur:
        pixels[560:] = cv2.GaussianBlur(pixels, (0, 0), blur)[560:]
    report = [Line("心电图检查报告单", 0.99, words[0].box), *words[1:]]
    unread, pictured = measured(pixels, words), measured(pixels, report)
    assert pictured.score > unread.score + 0.3
    # Where two thirds of the marks were not read, a person looks all the same.
    assert grade_of(pictured.score, pictured.problems) is ClarityGrade.POOR
    assert grade_of(unread.score, unread.problems) is ClarityGrade.UNREADABLE


def test_a_record_that_mentions_a_curve_bears_none() -> None:
    pixels, lines = sheet()
    words = [Line("行冠状动脉造影，心电图检查报告示窦性心律。", 0.99, lines[0].box), *lines[1:6]]
    clarity = measured(pixels, words)
    assert grade_of(clarity.score, clarity.problems) is ClarityGrade.UNREADABLE
