"""Places cut out of pages: upright, framed, with enough around them to be found again."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from intake.page import Pixels
from intake.snippet import snippet
from models.place import Box

SPOT = Box(left=0.70, top=0.10, right=0.80, bottom=0.14)


def page(width: int = 700, height: int = 1000) -> Pixels:
    """A white page with a black spot in its upper right part."""
    pixels = np.full((height, width, 3), 255, np.uint8)
    x0, x1 = int(SPOT.left * width), int(SPOT.right * width)
    pixels[int(SPOT.top * height) : int(SPOT.bottom * height), x0:x1] = 0
    return pixels


def jpeg(pixels: Pixels) -> bytes:
    return cv2.imencode(".jpg", pixels)[1].tobytes()


def pixels_of(data: bytes) -> Pixels:
    decoded = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert decoded is not None
    return np.asarray(decoded, np.uint8)


def red(pixels: Pixels) -> int:
    blue, _, red_ = (pixels[..., channel].astype(int) for channel in range(3))
    return int((red_ - blue > 90).sum())


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_place_is_shown_upright_and_framed(rotation: int) -> None:
    lain = np.rot90(page(), rotation // 90)  # as uploaded: turned the other way round
    uploaded = SPOT.turned(-rotation % 360)
    made = snippet(jpeg(lain), rotation, [uploaded])
    assert made
    assert not made.whole
    shown = pixels_of(made.jpeg)
    assert (shown.shape[1], shown.shape[0]) == (made.width, made.height)
    assert 0.55 * 700 < made.width < 700
    dark = np.argwhere(shown.max(axis=2) < 60)
    assert dark[:, 1].mean() > made.width / 2  # right of the middle, as on the upright page
    assert red(shown) > 200


def test_without_a_box_and_with_one_as_large_the_page_is_shown_whole() -> None:
    everything = Box(left=0, top=0, right=1, bottom=1)
    for boxes in ([], [everything]):
        made = snippet(jpeg(page()), 0, boxes)
        assert made
        assert made.whole
        assert made.width / made.height == pytest.approx(0.7, abs=0.01)
        assert red(pixels_of(made.jpeg)) == 0


def test_boxes_that_touch_are_framed_as_one() -> None:
    left, right = Box(left=0.2, top=0.5, right=0.4, bottom=0.53), Box(left=0.4, top=0.5, right=0.6, bottom=0.53)
    together, apart = snippet(jpeg(page()), 0, [left, right]), snippet(jpeg(page()), 0, [left.union(right)])
    assert together
    assert apart
    assert together.jpeg == apart.jpeg


def test_places_at_the_edge_and_tiny_pages_are_shown() -> None:
    corner = Box(left=0.98, top=0.99, right=1.0, bottom=1.0)
    for pixels in (page(), page(3, 2), page(2000, 30), page(30, 2000)):
        made = snippet(jpeg(pixels), 0, [corner])
        assert made
        assert made.width <= 900
        assert made.height <= 700


@pytest.mark.parametrize("data", [b"", b"no picture", b"\xff\xd8\xff\xd9"])
def test_what_is_no_picture_gives_none(data: bytes) -> None:
    assert snippet(data, 0, [SPOT]) is None
