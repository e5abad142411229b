"""What the confirmer is shown of a candidate, and what it says of plain cases."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from intake.seals.confirm import SIDE, shown, view_of
from models.codes import SealColor

INSIDE, BEYOND = 3, 4


def _maps(angle: float, strength: int) -> tuple[dict[SealColor, np.ndarray], np.ndarray, np.ndarray]:
    """Ink maps with a red frame of 160 by 60 pixels turned by an angle, and its corners."""
    corners = cv2.boxPoints(((200.0, 200.0), (160.0, 60.0), angle)).astype(np.float64)
    red = np.zeros((400, 400), np.uint8)
    cv2.polylines(red, [corners.round().astype(np.int32)], True, (strength,), 6)
    none = np.zeros_like(red)
    return {SealColor.RED: red, SealColor.BLUE: none, SealColor.BLACK: none}, none, corners


@pytest.mark.parametrize("angle", [0.0, 20.0, -35.0])
@pytest.mark.parametrize("strength", [60, 200])
def test_a_frame_lies_level_and_is_as_strong_however_it_was_pressed(angle: float, strength: int) -> None:
    inks, dark, corners = _maps(angle, strength)
    view = view_of(inks, dark, (corners, angle), (SealColor.RED, float(strength)))
    assert view.shape == (5, SIDE, SIDE)
    rows = view[0].astype(int).sum(axis=1)
    upper, lower = int(rows[: SIDE // 2].argmax()), SIDE // 2 + int(rows[SIDE // 2 :].argmax())
    assert lower - upper == pytest.approx(50 * 60 / 160, abs=3)
    assert view[0, upper, 12:52].min() > 70
    assert not view[BEYOND].any()


def test_what_the_picture_does_not_show_is_told_apart_from_bare_paper() -> None:
    inks, dark, corners = _maps(0.0, 200)
    view = view_of(inks, dark, (corners - (190.0, 0.0), 0.0), (SealColor.RED, 200.0))
    assert view[BEYOND][SIDE // 2, :10].min() > 200
    assert view[BEYOND][SIDE // 2, -20:].max() == 0
    assert view[INSIDE][SIDE // 2, SIDE // 2] == 255


def test_scores_and_strengths_fill_planes_of_their_own() -> None:
    view = np.zeros((5, SIDE, SIDE), np.uint8)
    given = shown([(view, 0.2, 1.0), (view, 0.8, 0.5)])
    assert given.shape == (2, 7, SIDE, SIDE)
    assert given[:, 5:, 0, 0] == pytest.approx(np.array([[51.0, 255.0], [204.0, 127.5]]))
