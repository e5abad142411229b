"""Boxes on pictures that were turned upright."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.place import Box
from pipelines.report.overlay import upright_size
from tests.pipelines.fakes import FakePicture

fractions = st.floats(0, 1, allow_nan=False)
boxes = st.builds(Box.clipped, fractions, fractions, fractions, fractions)


def edges(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.right, box.bottom


def test_the_top_left_corner_goes_where_a_clockwise_turn_takes_it() -> None:
    corner = Box(left=0, top=0, right=0.1, bottom=0.2)
    assert edges(corner.turned(90)) == pytest.approx((0.8, 0, 1, 0.1))
    assert edges(corner.turned(180)) == pytest.approx((0.9, 0.8, 1, 1))
    assert edges(corner.turned(270)) == pytest.approx((0, 0.9, 0.2, 1))
    assert corner.turned(0) == corner


@given(boxes, st.sampled_from([0, 90, 180, 270]))
def test_turning_back_gives_the_box_again(box: Box, rotation: int) -> None:
    assert edges(box.turned(rotation).turned(360 - rotation)) == pytest.approx(edges(box), abs=1e-12)


@given(boxes, st.sampled_from([0, 90, 180, 270]))
def test_turning_keeps_the_area(box: Box, rotation: int) -> None:
    assert box.turned(rotation).area == pytest.approx(box.area, abs=1e-12)


def test_a_quarter_turn_swaps_the_sides() -> None:
    assert upright_size(FakePicture("ab", width=700, height=1000, rotation=90)) == (1000, 700)
    assert upright_size(FakePicture("ab", width=700, height=1000, rotation=180)) == (700, 1000)
