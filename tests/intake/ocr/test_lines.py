"""Pictures for the networks: nothing is lost on the way to a canvas or a line, and sizes come in few steps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.ocr.lines import cut_line, fit_width, is_vertical, on_canvas


def white(height: int, width: int) -> np.ndarray:
    return np.full((height, width, 3), 255, np.uint8)


@given(st.integers(20, 3000), st.integers(20, 3000))
def test_a_page_keeps_its_proportions_on_a_canvas_of_few_sizes(height: int, width: int) -> None:
    canvas, scale = on_canvas(white(height, width), 1536)
    assert canvas.shape[0] % 64 == canvas.shape[1] % 64 == 0
    assert max(canvas.shape[:2]) <= 1536
    assert scale[0] == pytest.approx(scale[1], rel=0.05)
    assert scale.max() <= 1


def test_a_small_page_is_not_enlarged() -> None:
    _, scale = on_canvas(white(300, 200), 1536)
    assert scale.tolist() == [1.0, 1.0]


def test_a_slanted_line_is_cut_level() -> None:
    page = white(200, 200)
    for step in range(100):
        page[50 + step // 4 : 60 + step // 4, 20 + step] = 0
    quad = np.array([(20, 45), (120, 70), (120, 90), (20, 65)], dtype=np.float64)
    rows = cut_line(page, quad).mean(axis=(1, 2))
    assert rows.min() < 30
    assert rows[0] > 200
    assert rows[-1] > 200


def test_a_vertical_line_is_turned() -> None:
    quad = np.array([(10, 10), (30, 10), (30, 110), (10, 110)], dtype=np.float64)
    assert is_vertical(quad)
    assert cut_line(white(200, 200), quad).shape[:2] == (20, 100)


@pytest.mark.parametrize(("width", "expected"), [(30, 320), (320, 320), (321, 400), (900, 960), (9000, 3200)])
def test_a_line_is_filled_up_to_the_next_width(width: int, expected: int) -> None:
    assert fit_width(white(48, width)).shape == (48, expected, 3)
