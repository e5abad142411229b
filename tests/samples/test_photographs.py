from random import Random

import cv2
import numpy as np
import pytest

from samples.warp import Bend, photograph

MARKS = np.array([(90, 80), (640, 90), (360, 500), (100, 920), (630, 930)], dtype=np.float64)


def marked_sheet() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    sheet = np.full((1000, 720, 3), 245, np.uint8)
    for x, y in MARKS.astype(int):
        cv2.circle(sheet, (int(x), int(y)), 16, (10, 200, 10), -1)
    return sheet


@pytest.mark.parametrize("bend", ["curl", "gutter", "fold", "waves"])
def test_points_of_a_bent_sheet_are_told_where_they_are_seen(bend: Bend) -> None:
    shot = photograph(marked_sheet(), Random(f"marks-{bend}"), bend)
    height, width = shot.pixels.shape[:2]
    for x, y in shot.lying.place(MARKS):
        assert 0 < x < width
        assert 0 < y < height
        around = shot.pixels[int(y) - 4 : int(y) + 5, int(x) - 4 : int(x) + 5].reshape(-1, 3).astype(float).mean(axis=0)
        # A finger may hold the sheet just there.
        assert around[1] > around[0] + 40 or around[0] > around[2] + 20


def test_the_same_seed_takes_the_same_photograph() -> None:
    first, second = (photograph(marked_sheet(), Random("same"), "fold").pixels for _ in range(2))
    assert np.array_equal(first, second)
