from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.geometry.upright import turned, upright
from intake.ocr.engine import Orientation, ReadLine
from intake.ocr.spelling import Spelling
from intake.page import Line, PageImage, Pixels
from models.document import Rotation
from models.place import Box
from tests.intake.geometry.pages import page_of

ROTATIONS: tuple[Rotation, ...] = (0, 90, 180, 270)


def page_of_feet() -> Pixels:
    """A page whose characters stand on heavy feet, so that it can be told which way up they are."""
    pixels = np.full((1400, 1000, 3), 250, np.uint8)
    for y in range(120, 1300, 60):
        for x in range(100, 900 if y % 120 else 700, 24):
            pixels[y : y + 22, x + 7 : x + 11] = 20
            pixels[y + 16 : y + 24, x : x + 18] = 20
    return pixels


def stands(crop: Pixels) -> bool:
    """Whether a crop is a line of such characters on their feet."""
    dark = (crop.min(axis=2) < 128).nonzero()[0]
    return bool(crop.shape[1] > 3 * crop.shape[0] and dark.size and dark.mean() > 0.55 * crop.shape[0])


class Engine:
    """Answers what it is told about the page, and reads what stands on its feet."""

    name, weights = "fake", {"fake": "0"}

    def __init__(self, rotation: int, confidence: float) -> None:
        self.answer = Orientation(rotation, confidence)
        self.lines_read = 0

    def read(self, pixels: Pixels) -> list[ReadLine]:
        raise AssertionError("telling which way up needs no whole page read")

    def spell(self, crops: Sequence[Pixels]) -> list[Spelling]:
        return []

    def find(self, pixels: Pixels) -> list[ReadLine]:
        return []

    def recognize(self, crops: Sequence[Pixels]) -> list[tuple[str, float]]:
        self.lines_read += len(crops)
        return [("出院诊断高血压", 0.97) if stands(crop) else ("曲日", 0.4) for crop in crops]

    def orientation(self, pixels: Pixels) -> Orientation:
        return self.answer


@pytest.mark.parametrize("turn", ROTATIONS)
@pytest.mark.parametrize("said", ROTATIONS)
@pytest.mark.parametrize("confidence", [0.3, 0.8])
def test_whatever_an_unsure_network_says_the_page_ends_on_its_feet(
    turn: Rotation, said: Rotation, confidence: float
) -> None:
    lying = turned(page_of(page_of_feet()), turn)
    stood, rotation = upright(page_of(lying.pixels), Engine(said, confidence))
    assert (rotation + turn) % 360 == 0
    assert np.array_equal(stood.pixels, page_of_feet())


def test_a_confident_upside_down_is_looked_at_again() -> None:
    page = page_of(page_of_feet())
    assert upright(page, Engine(180, 0.93)) == (page, 0)


@pytest.mark.parametrize(("confidence", "rotation"), [(0.93, 270), (0.6, 180)])
def test_of_a_sure_network_that_the_lines_agree_with_nothing_across_them_is_believed(
    monkeypatch: pytest.MonkeyPatch, confidence: float, rotation: Rotation
) -> None:
    # The lines read badly, but better the network's way; across them a page number reads as one sign, and well.
    looks = iter([(0.54, 0.29), (0.62, 0.99)])
    monkeypatch.setattr("intake.geometry.upright._both_ways", lambda *_: next(looks))
    assert upright(page_of(page_of_feet()), Engine(270, confidence))[1] == rotation


def test_where_lines_read_alike_both_ways_up_the_network_decides() -> None:
    class Alike(Engine):
        def spell(self, crops: Sequence[Pixels]) -> list[Spelling]:
            return []

        def recognize(self, crops: Sequence[Pixels]) -> list[tuple[str, float]]:
            return [("0801", 0.72 + 0.01 * (number % 2)) for number in range(len(crops))]

    page = page_of(page_of_feet())
    assert [upright(page, Alike(said, 0.6))[1] for said in (0, 180)] == [0, 180]


def test_rules_to_write_on_do_not_hide_which_way_up_the_lines_stand() -> None:
    class Ruled(Engine):
        def recognize(self, crops: Sequence[Pixels]) -> list[tuple[str, float]]:
            # The engine takes a rule for a stroke, one way up more surely than the other.
            told = super().recognize(crops)
            rules = [(crop.max(axis=2) < 128).mean(axis=1).max() > 0.95 for crop in crops]
            return [("一", 0.6 - 0.2 * n) if rule else told[n] for n, rule in enumerate(rules)]

    pixels = page_of_feet()
    for y in range(700, 1300, 60):
        pixels[y - 20 : y + 40] = 250
        pixels[y : y + 14, 40:960] = 60
    for turn in ROTATIONS:
        lying = turned(page_of(pixels), turn)
        for confidence, said in ((0.92, 360 - turn), (0.8, 180 - turn), (0.8, 90 - turn)):
            assert (upright(page_of(lying.pixels), Ruled(said % 360, confidence))[1] + turn) % 360 == 0


def test_a_confident_upright_costs_no_reading() -> None:
    engine = Engine(0, 0.92)
    page = page_of(page_of_feet())
    assert upright(page, engine) == (page, 0)
    assert engine.lines_read == 0


def test_a_page_without_lines_is_turned_as_the_network_says() -> None:
    blank = page_of(np.full((300, 200, 3), 255, np.uint8))
    assert upright(blank, Engine(90, 0.5))[1] == 90


def test_a_text_layer_is_level_without_asking() -> None:
    line = Line("文字", 1.0, Box(left=0.1, top=0.1, right=0.5, bottom=0.2))
    page = PageImage.of_source("0" * 64, 0, np.full((300, 200, 3), 255, np.uint8), (line,))
    assert upright(page, Engine(180, 0.9)) == (page, 0)


boxes = st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)).map(lambda e: Box.clipped(*e))


@given(box=boxes, rotation=st.sampled_from(ROTATIONS))
def test_boxes_of_a_turned_page_go_back_and_forth(box: Box, rotation: Rotation) -> None:
    page = turned(page_of(np.zeros((40, 30, 3), np.uint8)), rotation)
    there = page.page_box(page.source_box(box))
    assert (there.left, there.top, there.right, there.bottom) == pytest.approx(
        (box.left, box.top, box.right, box.bottom), abs=1e-9
    )


@pytest.mark.parametrize("rotation", ROTATIONS)
def test_a_mark_on_a_turned_page_is_found_where_it_was(rotation: Rotation) -> None:
    pixels = np.zeros((40, 30, 3), np.uint8)
    pixels[5:10, 20:28] = 255
    page = turned(page_of(pixels), rotation)
    x, y, width, height = cv2.boundingRect(page.pixels[:, :, 0])
    box = Box(
        left=x / page.width, top=y / page.height, right=(x + width) / page.width, bottom=(y + height) / page.height
    )
    source = page.source_box(box)
    assert (source.left, source.top, source.right, source.bottom) == pytest.approx((20 / 30, 5 / 40, 28 / 30, 10 / 40))
