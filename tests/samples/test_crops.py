"""Crops that the detector of seals is trained on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from samples.detector.bank import Bank, draw, load, save
from samples.detector.compose import FINER, IGNORED, SIDE, crop


@pytest.fixture(scope="module")
def bank() -> Bank:
    return draw(2, 12, 5)


def test_a_bank_is_read_as_it_was_saved(bank: Bank, tmp_path: Path) -> None:
    save(bank, tmp_path / "bank.npz")
    again = load(tmp_path / "bank.npz")
    assert all(np.array_equal(one, other) for one, other in zip(bank.papers, again.papers, strict=True))
    for one, other in zip(bank.plates, again.plates, strict=True):
        assert one.shape == other.shape
        assert np.array_equal(one.cover, other.cover)
        assert np.array_equal(one.outline, other.outline)


def test_the_same_seed_gives_the_same_crop(bank: Bank) -> None:
    first, second = (crop(bank, np.random.default_rng(4)) for _ in range(2))
    assert np.array_equal(first.maps, second.maps)
    assert np.array_equal(first.rows, second.rows)


def test_seals_that_are_asked_for_have_their_ink_where_they_are_said_to_be(bank: Bank) -> None:
    asked = 0
    for number in range(40):
        made = crop(bank, np.random.default_rng(number))
        assert made.maps.shape == (3, SIDE, SIDE)
        for shape, color, *_, left, top, right, bottom in made.rows:
            part = made.maps[int(color), max(int(top), 0) : int(bottom) + 1, max(int(left), 0) : int(right) + 1]
            if shape != IGNORED and min(part.shape) > 4:
                asked += 1
                assert part.max() > 5
    assert asked > 20


def test_the_picture_ends_where_its_maps_do(bank: Bank) -> None:
    for number in range(20):
        made = crop(bank, np.random.default_rng(number))
        left, top = (round(each / FINER) for each in made.origin)
        bottom = round((made.origin[1] + made.pixels.shape[0]) / FINER)
        assert not made.maps[:, :top].any()
        assert not made.maps[:, bottom:].any()
        assert not made.maps[:, :, :left].any()
