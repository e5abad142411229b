from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from intake.geometry.curl import BENT, bentness
from intake.geometry.field import levelling_field
from intake.geometry.flatten import flatten
from intake.geometry.skew import LOOKED_AT
from intake.ocr.engine import Orientation, ReadLine
from intake.ocr.spelling import Spelling
from intake.page import PageImage, Pixels
from intake.print import lower_edges, scaled_grey
from tests.intake.geometry.bent import bent, folded, wavy
from tests.intake.geometry.pages import NoEngine, noisy, page_of, printed, skewed

SIZE = (1240, 1754)


class Engine:
    """Finds one line that is all the page, and reads as much of it as it is told to, call by call."""

    name, weights = "fake", {"fake": "0"}

    def __init__(self, *characters: int) -> None:
        self.characters = list(characters)

    def read(self, pixels: Pixels) -> list[ReadLine]:
        height, width = pixels.shape[:2]
        quad = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float64)
        return [ReadLine(quad, "字" * self.characters.pop(0), 0.9)]

    def spell(self, crops: Sequence[Pixels]) -> list[Spelling]:
        return []

    def find(self, pixels: Pixels) -> list[ReadLine]:
        return []

    def recognize(self, crops: Sequence[Pixels]) -> list[tuple[str, float]]:
        raise AssertionError("whole pages are compared")

    def orientation(self, pixels: Pixels) -> Orientation:
        raise AssertionError("nobody asks which way up a page is to flatten it")


def bent_left(page: PageImage) -> float:
    return bentness(lower_edges(scaled_grey(page.pixels, LOOKED_AT)[0]))[0]


@pytest.mark.parametrize(("slope", "waves"), [(0.07, 1.0), (0.1, 0.5), (-0.12, 1.0), (0.1, 1.5)])
def test_a_bent_page_that_reads_better_without_its_curl_loses_it(slope: float, waves: float) -> None:
    page = page_of(noisy(bent(printed(), wavy(SIZE, slope, waves))))
    flat, _ = flatten(page, Engine(500, 600))
    assert flat.bend is not None
    assert bent_left(flat) < BENT


def test_a_page_whose_side_is_folded_up_loses_the_fold_though_most_of_it_is_flat() -> None:
    page = page_of(noisy(bent(printed(), folded(SIZE, 0.29, 0.7))))
    assert bent_left(page) < BENT
    flat, _ = flatten(page, Engine(500, 600))
    assert flat.bend is not None


def test_a_bent_page_that_reads_no_better_stays_as_it_is() -> None:
    page = page_of(bent(printed(), wavy(SIZE, 0.08)))
    assert flatten(page, Engine(600, 600))[0].bend is None


def test_a_page_whose_lines_bow_by_less_than_can_cost_one_is_not_even_read() -> None:
    page = page_of(noisy(bent(printed(), wavy(SIZE, 0.04))))
    assert bent_left(page) >= BENT
    assert flatten(page, NoEngine())[0].bend is None


@pytest.mark.parametrize("degrees", [0.0, 0.15, -3.0, 9.0])
def test_a_flat_page_is_not_even_read(degrees: float) -> None:
    assert flatten(page_of(noisy(skewed(printed(), degrees))), NoEngine())[0].bend is None


def test_a_page_with_a_wavy_picture_is_not_even_read() -> None:
    page = printed()
    for y in range(700, 1000, 14):
        wave = np.array([(x, y + round(25 * np.sin(x / 60 + y / 90))) for x in range(150, 1100, 6)], np.int32)
        cv2.polylines(page, [wave], False, (60, 60, 60), 2, cv2.LINE_AA)
    assert flatten(page_of(noisy(page)), NoEngine())[0].bend is None


def test_where_there_is_no_print_there_is_no_field() -> None:
    edges = lower_edges(np.full((1400, 1000), 250, np.uint8))
    assert bentness(edges) == (0, 0)
    assert levelling_field(edges) is None


def test_the_same_bent_page_gives_the_same_field() -> None:
    edges = lower_edges(scaled_grey(bent(printed(), wavy(SIZE, 0.08)), LOOKED_AT)[0])
    first, second = levelling_field(edges), levelling_field(edges)
    assert first is not None
    assert second is not None
    assert np.array_equal(first.heights, second.heights)
