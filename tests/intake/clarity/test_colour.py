"""Whether a paper was taken in colour."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from intake.clarity import colour_of, document_clarity
from intake.page import Pixels
from models.codes import SealColor
from tests.intake.clarity.pages import measured, sheet

GRAIN = np.random.default_rng(3).normal(0, 4, (1400, 1000, 3))


def grainy(pixels: Pixels) -> Pixels:
    """The page as a camera takes it: no pixel is quite grey."""
    return np.clip(pixels + GRAIN, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("ink", [(60, 60, 200), (150, 60, 30)], ids=["red seal", "blue pen"])
def test_ink_of_another_colour_is_seen_on_white_and_tinted_paper(ink: tuple[int, int, int]) -> None:
    pixels, lines = sheet()
    cv2.circle(pixels, (400, 900), 120, ink, 6)
    assert colour_of([(grainy(pixels), lines)], ()) == "coloured"
    tinted = grainy((pixels * np.array([0.8, 0.95, 1.0])).astype(np.uint8))
    assert colour_of([(tinted, lines)], ()) == "coloured"


def test_black_print_on_a_coloured_table_tells_nothing() -> None:
    pixels, lines = sheet()
    pixels[:, 800:] = (60, 100, 150)
    assert colour_of([(grainy(pixels), lines)], ()) is None


def test_black_seals_and_pictures_without_colour_are_grey() -> None:
    pixels, lines = sheet()
    assert colour_of([(grainy(pixels), lines)], (SealColor.BLACK,)) == "grey"
    assert colour_of([(pixels, lines)], ()) == "grey"
    assert colour_of([(grainy(pixels), lines)], (SealColor.BLACK, SealColor.RED)) == "coloured"
    assert colour_of([], ()) is None


def test_colour_stands_in_the_papers_clarity_and_changes_no_grade() -> None:
    page = measured(*sheet())
    grey, plain = document_clarity([page], "grey"), document_clarity([page])
    assert (grey.colour, plain.colour, grey.grade) == ("grey", None, plain.grade)
