"""What a line may say, kept small, and how likely a text is by it."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from intake.ocr.spelling import UNSEEN, Frame, frames_of, likelihood, placed, runs_of
from tests.intake.ocr.spelled import spelled

CHARACTERS = ["blank", "县", "市", "医"]


def columns(*chosen: tuple[int, float]) -> NDArray[np.float32]:
    """Columns of which each gives one class so much and the rest to none."""
    rows = np.zeros((len(chosen), len(CHARACTERS)), np.float32)
    for row, (place, chance) in enumerate(chosen):
        rows[row, place] = chance
        rows[row, 0] += 1 - chance
    return rows


def test_columns_without_anything_are_kept_once() -> None:
    frames = frames_of(columns((0, 1), (0, 1), (1, 0.9), (0, 1), (0, 1), (0, 1), (3, 0.8)), CHARACTERS)
    assert [frame[0][0] for frame in frames] == ["", "县", "", "医"]
    assert dict(frames[1])["县"] == pytest.approx(math.log(0.9))


def test_what_was_second_best_is_nearly_as_likely() -> None:
    line = spelled("通消县", 0.99, {1: {"渭": 0.4}})
    assert likelihood(line.frames, "通渭县") == pytest.approx(likelihood(line.frames, "通消县"), abs=0.6)
    assert likelihood(line.frames, "通江县") < UNSEEN + 1


def test_a_missing_character_costs_as_one_unseen() -> None:
    line = spelled("专用", 0.999)
    assert likelihood(line.frames, "专用章") == pytest.approx(UNSEEN, abs=0.2)


@given(st.lists(st.dictionaries(st.sampled_from(["", "甲", "乙"]), st.floats(0.05, 1.0), min_size=1), max_size=4))
def test_all_texts_together_are_certain(shares: list[dict[str, float]]) -> None:
    frames: list[Frame] = []
    for share in shares:
        whole = sum(share.values())
        # What is not listed has its least probability; all three are listed so that they sum to one.
        full = {char: max(share.get(char, 0.0) / whole, 1e-3) for char in ("", "甲", "乙")}
        frames.append(tuple((char, math.log(chance / sum(full.values()))) for char, chance in full.items()))
    texts = ["".join(chars) for size in range(len(frames) + 1) for chars in itertools.product("甲乙", repeat=size)]
    # More characters than columns cannot be spelled at all.
    assert sum(math.exp(likelihood(frames, text)) for text in texts) == pytest.approx(1.0, abs=1e-6)


def test_characters_are_placed_where_they_were_seen() -> None:
    given = columns((0, 1), (0, 1), (1, 0.9), (1, 0.6), (0, 1), (3, 0.8), (0, 1))
    assert runs_of(given) == [(0, 1), (2, 2), (3, 3), (4, 4), (5, 5), (6, 6)]
    frames = frames_of(given, CHARACTERS)
    assert placed(frames, "县医") == [1, 4]
    assert placed(frames, "县县医县医县医") == []
