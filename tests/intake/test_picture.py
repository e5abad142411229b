"""What is covered on a picture is not in it any more, and nothing else is touched."""

from __future__ import annotations

import cv2
import numpy as np

from intake.page import Pixels
from intake.picture import covered
from models.place import Box


def jpeg(pixels: Pixels) -> bytes:
    return cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 95])[1].tobytes()


def pixels_of(data: bytes | None) -> Pixels:
    assert data is not None
    return np.asarray(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR), np.uint8)


def noise() -> Pixels:
    return np.random.default_rng(6).integers(0, 256, (300, 200, 3)).astype(np.uint8)


def test_what_is_under_a_cover_is_gone_and_the_rest_stays() -> None:
    before = pixels_of(jpeg(noise()))
    after = pixels_of(covered(jpeg(noise()), [Box(left=0.25, top=0.1, right=0.75, bottom=0.3)]))
    assert before[40:80, 60:140].std() > 50
    assert after[40:80, 60:140].std(axis=(0, 1)).max() < 8
    assert np.abs(before[120:].astype(int) - after[120:]).mean() < 12


def test_a_cover_reaches_half_a_character_further_along_its_line() -> None:
    lying = pixels_of(covered(jpeg(noise()), [Box(left=0.3, top=0.5, right=0.7, bottom=0.56)]))
    assert lying[152:166, 52:58].std(axis=(0, 1)).max() < 12
    assert lying[172:].std() > 50
    standing = pixels_of(covered(jpeg(noise()), [Box(left=0.5, top=0.3, right=0.55, bottom=0.7)]))
    assert standing[86:90, 102:108].std(axis=(0, 1)).max() < 12


def test_a_box_at_the_edge_is_covered_whole() -> None:
    after = pixels_of(covered(jpeg(noise()), [Box(left=0, top=0, right=1, bottom=1)]))
    assert after.std(axis=(0, 1)).max() < 2


def test_without_boxes_it_stays_and_what_is_no_picture_is_not_handed_on() -> None:
    whole, box = jpeg(noise()), Box(left=0, top=0, right=0.5, bottom=0.5)
    assert covered(whole, []) == whole
    assert covered(b"no picture", [box]) is None
    assert covered(b"", [box]) is None
