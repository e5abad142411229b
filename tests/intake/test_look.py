"""Captures of one page look alike, pages of others do not, and a bare page has no look."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from intake.look import look_of
from intake.page import PageImage


def film(seed: int) -> NDArray[np.uint8]:
    """A picture without print: soft shapes in grey."""
    noise = np.random.default_rng(seed).normal(0, 1, (9, 7)).astype(np.float32)
    soft = cv2.resize(noise, (700, 900), interpolation=cv2.INTER_CUBIC)
    grey = np.clip(120 + 50 * soft, 0, 255).astype(np.uint8)
    return np.repeat(grey[..., None], 3, axis=2)


def look(pixels: NDArray[np.uint8]) -> str:
    return look_of(PageImage.of_source("ab" * 32, 0, pixels))


def apart(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


def captured_again(pixels: NDArray[np.uint8], seed: int) -> NDArray[np.uint8]:
    """Smaller, darker to one side, grainy, compressed."""
    small = cv2.resize(pixels, None, fx=0.7, fy=0.7, interpolation=cv2.INTER_AREA).astype(np.float32)
    shade = np.linspace(0.95, 0.7, small.shape[1], dtype=np.float32)[None, :, None]
    grain = np.random.default_rng(seed).normal(0, 3, small.shape)
    _, encoded = cv2.imencode(".jpg", np.clip(small * shade + grain, 0, 255).astype(np.uint8))
    return np.asarray(cv2.imdecode(encoded, cv2.IMREAD_COLOR), dtype=np.uint8)


@pytest.mark.parametrize("seed", range(8))
def test_a_picture_captured_again_looks_the_same(seed: int) -> None:
    one = film(seed)
    assert len(look(one)) == 64
    assert apart(look(one), look(captured_again(one, seed))) <= 24
    assert apart(look(one), look(film(seed + 100))) >= 60


def test_a_bare_page_has_no_look() -> None:
    assert look(np.full((300, 200, 3), 240, np.uint8)) == ""
    assert look(np.zeros((1, 1, 3), np.uint8)) == ""
