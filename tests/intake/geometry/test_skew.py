import cv2
import numpy as np
import pytest

from intake.geometry.skew import LOOKED_AT, Slant, skew_of, slant_of
from intake.page import Pixels
from intake.print import lower_edges, scaled_grey
from tests.intake.geometry.pages import noisy, printed, skewed


def measured(pixels: Pixels) -> float:
    return skew_of(lower_edges(scaled_grey(pixels, LOOKED_AT)[0]))


def test_skew_is_measured_to_hundredths_of_a_degree_and_falls_clockwise() -> None:
    page = printed()
    errors = [
        abs(measured(noisy(skewed(page, degrees))) - degrees) for degrees in (-8, -5.3, -2, -0.71, 0, 0.25, 1, 3.3, 8)
    ]
    assert np.mean(errors) < 0.03
    assert max(errors) < 0.08


def test_a_strongly_turned_page_is_measured_too() -> None:
    assert measured(skewed(printed(), 15)) == pytest.approx(15, abs=0.1)
    assert measured(skewed(printed(), -15)) == pytest.approx(-15, abs=0.1)


def test_upright_rules_of_a_table_do_not_mislead() -> None:
    page = printed()
    for x in range(120, 1200, 180):
        page[150:1650, x : x + 3] = 40
    assert measured(skewed(page, 2.4)) == pytest.approx(2.4, abs=0.05)


@pytest.mark.parametrize("wave", [(8, 200), (12, 260), (5, 130)], ids=str)
def test_waves_printed_all_over_the_sheet_are_not_taken_for_lines(wave: tuple[int, int]) -> None:
    high, long = wave
    page = printed(lines=9)
    across = np.arange(0, page.shape[1], 4)
    for y in range(0, page.shape[0], 26):
        points = np.column_stack((across, y + high * np.sin(2 * np.pi * across / long))).round().astype(np.int32)
        cv2.polylines(page, [points], False, (225, 215, 200), 2)
    page = np.minimum(page, printed(lines=9))
    for degrees in (-1.85, 1.2):
        assert measured(skewed(page, degrees)) == pytest.approx(degrees, abs=0.1)


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (500, 1), (40, 40), (800, 600)])
def test_where_nothing_is_printed_nothing_is_skewed(size: tuple[int, int]) -> None:
    assert slant_of(lower_edges(np.full(size, 250, np.uint8))) == Slant(0.0, 0.0)


def test_flat_pages_do_not_converge() -> None:
    for degrees in (-3.0, 0.0, 1.7):
        slant = slant_of(lower_edges(scaled_grey(noisy(skewed(printed(), degrees)), LOOKED_AT)[0]))
        assert slant.convergence == 0
        assert slant.skew == pytest.approx(degrees, abs=0.08)


def test_the_same_page_gives_the_same_angle() -> None:
    grey = scaled_grey(noisy(skewed(printed(), 1.234)), LOOKED_AT)[0]
    assert slant_of(lower_edges(grey)) == slant_of(lower_edges(grey.copy()))
