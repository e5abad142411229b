"""Print under grey seals is read once more without what is no darker than the seal."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from intake.ocr.engine import ReadLine
from intake.page import Pixels
from intake.seals import SealMark, read_under_grey
from intake.seals.mark import box_of, ellipse_points
from models.codes import SealColor, SealShape
from tests.intake.seals.drawing import GREY, page_of, round_seal, sheet, stamp
from tests.intake.seals.test_read import Dictated


class Second(Dictated):
    """An engine whose second reading is as told; keeps what it was shown."""

    def recognize(self, crops: Sequence[Pixels]) -> list[tuple[str, float]]:
        self.crops += crops
        return [self._texts.pop(0) for _ in crops]


def mark(color: SealColor) -> SealMark:
    middle, axes = (400.0, 300.0), (120.0, 120.0)
    box = box_of(ellipse_points(middle, axes, 0.0, 72), 1240, 1754)
    return SealMark(SealShape.CIRCLE, color, box, middle, axes, 0.0, True, 0.95)


def line(top: int, confidence: float) -> ReadLine:
    corners = [(110, top), (700, top), (700, top + 44), (110, top + 44)]
    return ReadLine(np.array(corners, dtype=np.float64), "原来的", confidence)


def stamped(color: tuple[int, int, int], cover: float = 0.85) -> Pixels:
    page = sheet()
    stamp(page, round_seal("清河县中医医院"), (400, 300), color, cover)
    return page


def test_lines_through_a_grey_seal_are_kept_in_the_surer_reading() -> None:
    lines = [line(275, 0.6), line(345, 0.95), line(835, 0.5)]
    engine = Second(("更清楚的", 0.9), ("较差的", 0.7))
    page = page_of(stamped((165, 165, 165)))
    read = read_under_grey(page, [mark(SealColor.BLACK)], lines, engine)
    assert [each.text for each in read] == ["更清楚的", "原来的", "原来的"]
    assert [each.confidence for each in read] == [0.9, 0.95, 0.5]
    # The second picture shows the print, and hardly anything of the seal.
    bare, seen = sheet()[275:319, 110:700], engine.crops[0]
    assert (
        np.abs(seen.astype(int) - bare).mean() < 0.5 * np.abs(page.pixels[275:319, 110:700].astype(int) - bare).mean()
    )
    assert seen[bare.max(axis=2) < 60].mean() < 130


def test_coloured_seals_and_seals_as_dark_as_print_change_nothing() -> None:
    lines = [line(275, 0.6)]
    for color, ink in ((SealColor.RED, GREY), (SealColor.BLACK, (8, 8, 8))):
        engine = Second()
        assert read_under_grey(page_of(stamped(ink, 1.0)), [mark(color)], lines, engine) == lines
        assert engine.crops == []
