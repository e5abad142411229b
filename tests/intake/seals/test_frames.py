"""A frame is told from rules and lines of print beside it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from intake.seals.frames import frame_in


def test_a_frame_among_rules_is_the_one_whose_lines_end_at_its_corners() -> None:
    level = np.zeros((90, 200), np.uint8)
    cv2.rectangle(level, (30, 25), (170, 65), (90,), 2)
    # A table's rules run on, above the frame, below it and beside it, and are darker.
    for row in (14, 76):
        cv2.line(level, (0, row), (199, row), (220,), 2)
    cv2.line(level, (185, 0), (185, 89), (220,), 2)
    assert frame_in(level, 25.0) == pytest.approx((24, 66, 29, 171), abs=2)


def test_where_no_line_lies_near_a_side_there_is_no_frame() -> None:
    assert frame_in(np.zeros((60, 120), np.uint8), 15.0) is None
