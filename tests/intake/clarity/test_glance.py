"""Clarity of lines that were found and not read: what is good looks good, what is spoiled does not."""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from intake.clarity import clarity_at_a_glance, grade_of
from intake.ocr.engine import UNREAD
from intake.page import Line, PageImage, Pixels
from models.codes import ClarityGrade
from tests.intake.clarity.pages import HEIGHT, sheet


def grade(pixels: Pixels, lines: Sequence[Line]) -> ClarityGrade:
    found = [replace(line, text=UNREAD * len(line.text), confidence=0.9) for line in lines]
    clarity = clarity_at_a_glance(PageImage.of_source("0" * 64, 0, pixels), found)
    return grade_of(clarity.score, clarity.problems)


def test_a_clear_page_is_good() -> None:
    assert grade(*sheet()) is ClarityGrade.GOOD


def test_a_blurred_page_is_not() -> None:
    pixels, lines = sheet()
    assert grade(np.asarray(cv2.GaussianBlur(pixels, (0, 0), 9), np.uint8), lines) is not ClarityGrade.GOOD


def test_a_page_cut_through_its_lines_is_not() -> None:
    pixels, lines = sheet(left=-40)
    assert grade(pixels, lines) is not ClarityGrade.GOOD


def test_a_page_with_a_hole_in_its_text_is_not() -> None:
    pixels, lines = sheet()
    pixels[HEIGHT // 4 : HEIGHT // 2] = 0
    above, below = 0.25, 0.5
    shown = [line for line in lines if not above < (line.box.top + line.box.bottom) / 2 < below]
    assert grade(pixels, shown) is not ClarityGrade.GOOD


def test_a_page_of_which_few_lines_were_found_is_not() -> None:
    pixels, lines = sheet()
    pixels[300:] = pixels[:40].max()
    assert grade(pixels, lines[:1]) is not ClarityGrade.GOOD
