"""How a found seal lies on its page."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from intake.seals.find import find_seals
from intake.seals.mark import SealMark, in_order
from models.codes import SealColor, SealShape
from models.place import Box
from tests.intake.seals.drawing import RED, framed, page_of, sheet, stamp

BOX = Box(left=0.1, top=0.1, right=0.2, bottom=0.2)


def _through(mark: SealMark, points: list[tuple[float, float]]) -> NDArray[Any]:
    there: NDArray[Any] = cv2.perspectiveTransform(np.array([points], dtype=np.float64), mark.to_image)[0]
    return there


def test_an_ellipse_is_the_unit_circle_of_its_own_frame() -> None:
    mark = SealMark(SealShape.ELLIPSE, SealColor.RED, BOX, (200.0, 150.0), (80.0, 50.0), 20.0, True, 0.9)
    turn = np.linspace(0, 2 * np.pi, 24)
    there = _through(mark, [(float(np.cos(t)), float(np.sin(t))) for t in turn])
    outline = mark.outline()
    away = np.hypot(*(there[:, None] - outline[None]).transpose(2, 0, 1)).min(axis=1)
    assert away.max() < 3.0


@pytest.mark.parametrize("angle", [-80.0, -30.0, 0.0, 44.0, 89.0])
def test_corners_go_clockwise_from_the_top_left_of_the_level_seal(angle: float) -> None:
    tilt = np.deg2rad(angle)
    turn = np.array([[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]])
    own = np.array([(-60.0, -20.0), (60.0, -20.0), (60.0, 20.0), (-60.0, 20.0)])
    wanted = own @ turn.T + (300.0, 400.0)
    assert in_order(wanted[[2, 0, 3, 1]], (300.0, 400.0), angle) == tuple(map(tuple, wanted))


def test_a_stamps_own_frame_is_its_square() -> None:
    page = sheet(lines=0)
    stamp(page, framed("李文清").rotate(-8, expand=True), (600, 900), RED)
    (mark,) = find_seals(page_of(page))
    assert _through(mark, [(0.0, 0.0)])[0] == pytest.approx((600, 900), abs=4)
    top_left, top_right = _through(mark, [(-1.0, -1.0), (1.0, -1.0)])
    assert np.degrees(np.arctan2(*(top_right - top_left)[::-1])) == pytest.approx(8, abs=1.5)
