"""The detector's weights, and what it looks at."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from intake.page import Pixels
from intake.seals.detector import Guess, guesses
from intake.seals.tint import SEARCH_SIZE, resized, search_maps
from models.codes import SealColor, SealShape
from tests.intake.seals.drawing import RED, round_seal, sheet, stamp


@pytest.mark.parametrize("size", [(1754, 1240), (900, 2000), (3, 5), (640, 480), (50, 4000)], ids=str)
def test_every_page_fits_into_the_maps(size: tuple[int, int]) -> None:
    maps, scale, swapped = search_maps(np.full((*size, 3), 250, np.uint8))
    assert maps.shape == (3, *SEARCH_SIZE)
    assert swapped == (size[1] > size[0])
    assert max(size) * scale <= SEARCH_SIZE[0] + 1


def test_red_ink_stands_in_the_red_map_alone() -> None:
    page = np.full((1280, 960, 3), 255, np.uint8)
    page[400:480, 400:480] = RED
    maps, _, _ = search_maps(page)
    assert maps[0, 220, 220] > 120
    assert maps[1].max() < 10


def test_pictures_are_averaged_however_uneven_the_cells() -> None:
    rng = np.random.default_rng(5)
    picture = rng.integers(0, 256, (1001, 803, 3), dtype=np.uint8)
    assert resized(picture, (97, 121)).mean() == pytest.approx(picture.mean(), abs=1.5)


def _red_round(page: Pixels) -> Guess:
    return guesses(page, 0.3)[0]


def test_a_wide_page_is_searched_like_a_high_one() -> None:
    page = sheet(1754, 1240, lines=5)
    stamp(page, round_seal("清河县中医医院", radius=130), (1300, 900), RED)
    guess = _red_round(page)
    assert (guess.shape, guess.color) == (SealShape.CIRCLE, SealColor.RED)
    assert guess.center == pytest.approx((1300, 900), abs=12)


def test_threads_do_not_disturb_each_other() -> None:
    pages = []
    for x in (300, 900):
        page = sheet()
        stamp(page, round_seal("清河县中医医院"), (x, 1300), RED)
        pages.append(page)
    wanted = [_red_round(page) for page in pages]
    found: dict[tuple[int, int], Guess] = {}

    def search(which: int) -> None:
        for turn in range(4):
            found[which, turn] = _red_round(pages[which])

    threads = [threading.Thread(target=search, args=(which,)) for which in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(guess == wanted[which] for (which, _), guess in found.items())
