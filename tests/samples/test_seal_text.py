"""Drawn seals whose texts' places are known."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import numpy as np
import pytest

from intake.seals.texts import SIDE, STRIDE, Text
from samples.seal_text.engrave import Plate, cut
from samples.seal_text.examples import example
from samples.seal_text.scene import scene
from samples.seal_text.straight import cut_straight


@pytest.mark.parametrize("cutting", [cut, cut_straight])
@pytest.mark.parametrize("number", range(6))
def test_where_a_text_is_said_to_stand_there_are_strokes(
    number: int, cutting: Callable[[Random, float], Plate]
) -> None:
    plate = cutting(Random(f"plate-{number}"), 150.0)
    for what in np.unique(plate.cells[plate.cells > 0]):
        assert 0.03 < plate.strokes[plate.cells == what].mean() < 0.8
    # Rims, stars and emblems are no text.
    assert plate.strokes[plate.cells == 0].sum() > 0


def test_all_kinds_of_text_are_drawn() -> None:
    kinds = {int(what) for number in range(30) for what in np.unique(cut(Random(number), 60.0).cells)}
    assert kinds == set(Text)


def test_a_seal_is_found_nearly_where_it_was_pressed() -> None:
    for number in range(10):
        drawn = scene(Random(f"scene-{number}"), straight=number % 2 == 0)
        rows, columns = np.nonzero(drawn.cells)
        outline = drawn.mark.outline(1.15)
        assert outline[:, 0].min() < columns.min()
        assert columns.max() < outline[:, 0].max()
        assert outline[:, 1].min() < rows.min()
        assert rows.max() < outline[:, 1].max()


@pytest.mark.parametrize("straight", [False, True])
def test_examples_are_as_the_network_is_asked_and_the_same_each_time(straight: bool) -> None:
    view, cells, up = example(Random("example"), straight)
    assert (view.shape, cells.shape) == ((2, SIDE, SIDE), (SIDE // STRIDE, SIDE // STRIDE))
    assert np.hypot(*up) == pytest.approx(1.0, abs=1e-5)
    same_view, same_cells, same_up = example(Random("example"), straight)
    assert np.array_equal(view, same_view)
    assert np.array_equal(cells, same_cells)
    assert np.array_equal(up, same_up)
