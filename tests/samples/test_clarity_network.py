"""The examples that the network of clarity is trained on."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from samples.clarity_network.examples import SIDE, draw_papers, example
from samples.clarity_network.papers import on_ground
from samples.clarity_network.spoils import KINDS, SPOILS, Crop


def test_examples_depend_on_seed_and_number_alone() -> None:
    papers = draw_papers(2, 5)
    crop, tiles = example(papers, 5, 3)
    again, same = example(papers, 5, 3)
    assert crop.shape == (4, SIDE, SIDE)
    assert tiles.shape == (len(KINDS) + 2, SIDE // 8, SIDE // 8)
    assert (crop == again).all()
    assert (tiles == same).all()
    assert tiles[-2].max() > 100


@pytest.mark.parametrize("spoil", SPOILS)
def test_what_spoils_a_crop_changes_it_and_says_where(spoil: object) -> None:
    assert callable(spoil)
    strongest = 0.0
    for seed in range(6):
        page = np.full((200, 240, 3), 230, np.float32)
        page[::16, 20:200] = 40
        crop = Crop(page.copy(), 12.0, np.random.default_rng(seed))
        spoil(crop)
        ((_, strength),) = crop.strength.items()
        assert strength.shape == page.shape[:2]
        assert 0.0 <= strength.min() <= strength.max() <= 1.0
        strongest = max(
            strongest, float(np.abs(crop.picture - page)[strength > 0.5].mean() if (strength > 0.5).any() else 0.0)
        )
    assert strongest > 5


def test_characters_keep_their_places_when_the_page_lies_on_a_table() -> None:
    (paper,) = draw_papers(1, 6)
    laid = on_ground(paper, 40, Random(1))
    assert laid.pixels.shape[0] == paper.pixels.shape[0] + 80
    assert (laid.characters == paper.characters + 40).all()
