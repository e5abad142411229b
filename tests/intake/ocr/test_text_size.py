"""The size at which lines are looked for follows the size of the print."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from intake.ocr.text_size import detection_side
from intake.page import Pixels

_GREATEST = 1536


def _page(*heights: int, lines: int = 12) -> Pixels:
    """A page of 1600 x 2200 pixels with so many lines of Latin print of each height of ink."""
    page = np.full((2200, 1600, 3), 250, dtype=np.uint8)
    y = 60
    for height in heights:
        scale = cv2.getFontScaleFromHeight(cv2.FONT_HERSHEY_SIMPLEX, height, max(1, height // 8))
        for _ in range(lines // len(heights)):
            y += 2 * height + 10
            place = (80, y)
            cv2.putText(page, "EHMNWXEHMNWX EHMNWXEH", place, cv2.FONT_HERSHEY_SIMPLEX, scale, (30, 30, 30), 2)
    return page


def test_large_print_is_looked_for_at_a_smaller_size() -> None:
    assert detection_side(_page(48), _GREATEST) < detection_side(_page(32), _GREATEST) < _GREATEST


def test_small_print_asks_for_the_greatest_size() -> None:
    assert detection_side(_page(12), _GREATEST) == _GREATEST


def test_some_small_print_among_large_counts() -> None:
    assert detection_side(_page(48, 14), _GREATEST) > detection_side(_page(48), _GREATEST)


@pytest.mark.parametrize("greatest", [640, 1536])
def test_a_page_without_print_is_looked_at_in_full(greatest: int) -> None:
    assert detection_side(np.full((2200, 1600, 3), 250, dtype=np.uint8), greatest) == greatest


def test_never_more_than_the_greatest() -> None:
    assert detection_side(_page(48), 640) == 640


def test_noise_asks_for_the_greatest_size() -> None:
    rng = np.random.default_rng(3)
    page = _page(48).astype(int) + rng.integers(-60, 61, (2200, 1600, 1))

    assert detection_side(np.clip(page, 0, 255).astype(np.uint8), _GREATEST) == _GREATEST
