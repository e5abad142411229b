"""The network's weights, and what it says of the tiles of a page."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from intake.clarity.tiles import EM, STRIDE, Tiles, channels
from models.place import Box
from tests.intake.clarity.pages import HEIGHT, SIZE, WIDTH, sheet, softened


@pytest.mark.parametrize("size", [(1754, 1240), (900, 2000), (3, 5), (1, 1), (50, 4000)], ids=str)
def test_every_page_has_tiles(size: tuple[int, int]) -> None:
    found = Tiles.of(np.full((*size, 3), 250, np.uint8))
    rows, columns = found.shape
    assert max(rows, columns) <= 1088 // STRIDE
    for each in (found.soft, found.washed, found.dim, found.covered, found.stripes, found.text, found.light):
        assert each.shape == (rows, columns)
        assert np.isfinite(each).all()


def test_print_is_seen_at_one_size_whatever_the_pictures() -> None:
    pixels, _ = sheet()
    large = np.asarray(cv2.resize(pixels, None, fx=2, fy=2), dtype=np.uint8)
    assert Tiles.of(pixels, SIZE).shape == Tiles.of(large, 2 * SIZE).shape


def test_the_network_sees_fine_stripes_that_shrinking_takes_away() -> None:
    striped = np.zeros((800, 800, 3), np.uint8)
    striped[:, ::2] = 200
    seen = channels(striped, (200, 200))
    assert np.ptp(seen[:3, 20:-20, 20:-20]) < 10
    assert seen[3, 20:-20, 20:-20].min() > 150


def test_text_is_where_characters_stand() -> None:
    pixels, lines = sheet()
    found = Tiles.of(pixels, SIZE)
    on = np.zeros(found.shape, bool)
    for line in lines:
        on[found.span(line.box)] = True
    assert found.text[on].mean() > 5 * found.text[~on].mean()


def test_a_things_place_is_covered_and_a_shadows_is_dim() -> None:
    pixels, _ = sheet()
    there = Box(left=0.4, top=0.4, right=0.7, bottom=0.6)
    spot = (slice(int(0.4 * HEIGHT), int(0.6 * HEIGHT)), slice(int(0.4 * WIDTH), int(0.7 * WIDTH)))
    covered, dim = pixels.copy(), pixels.astype(np.float32)
    covered[spot] = (110, 150, 200)
    shade = np.zeros(pixels.shape[:2], np.float32)
    shade[spot] = 1.0
    dim *= 1 - 0.95 * cv2.GaussianBlur(shade, (0, 0), 20)[..., None]
    for picture, name in ((covered, "covered"), (dim.astype(np.uint8), "dim")):
        found = Tiles.of(picture, SIZE)
        strength = getattr(found, name)
        inside = np.zeros(found.shape, bool)
        inside[found.span(there)] = True
        assert strength[inside].mean() > 10 * strength[~inside].mean()
        assert found.box(inside).iou(there) > 0.8


def test_blurred_print_is_soft() -> None:
    pixels, _ = sheet()
    sharp, soft = Tiles.of(pixels, SIZE), Tiles.of(softened(pixels, 0.18 * SIZE), SIZE)
    text = sharp.text > 2 / EM
    assert soft.soft[text].mean() > 0.7
    assert sharp.soft[text].mean() < 0.2
