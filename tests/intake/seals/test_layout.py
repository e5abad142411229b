"""How a seal's text is laid out as straight lines, whatever the seal's shape and wherever its text starts."""

from __future__ import annotations

import math
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from intake.page import Pixels
from intake.seals.curve import OUTSIDE, RADIUS, Rim, straightened
from intake.seals.layout import Layout, lay_out
from intake.seals.mark import SealMark, box_of, ellipse_points
from intake.seals.mixture import ink_only, mixture_of, print_only
from models.codes import SealColor, SealShape
from tests.intake.seals.drawing import BLUE, FONT, RED, framed, page_of, round_seal, sheet, stamp

MIDDLE = (600, 900)


def round_mark(axes: tuple[float, float], angle: float = 0.0, color: SealColor = SealColor.RED) -> SealMark:
    shape = SealShape.CIRCLE if axes[0] == axes[1] else SealShape.ELLIPSE
    box = box_of(ellipse_points(MIDDLE, axes, angle, 72), 1240, 1754)
    return SealMark(shape, color, box, MIDDLE, axes, angle, True, 0.95)


def straight_mark(width: float, height: float, color: SealColor = SealColor.RED) -> SealMark:
    (x, y), a, b = MIDDLE, width / 2, height / 2
    corners = ((x - a, y - b), (x + a, y - b), (x + a, y + b), (x - a, y + b))
    axes, angle = ((a, b), 0.0) if a >= b else ((b, a), 90.0)
    box = box_of(np.array(corners), 1240, 1754)
    return SealMark(SealShape.RECTANGLE, color, box, MIDDLE, axes, angle, True, 0.95, corners)


def oval_seal(name: str, foot: str, half: tuple[int, int] = (150, 100)) -> Image.Image:
    """An oval rim with a name and, read from the middle, a purpose along the foot: upright on the rim's normals."""
    a, b = half
    ink = Image.new("L", (2 * a + 24, 2 * b + 24), 0)
    ImageDraw.Draw(ink).ellipse((12, 12, 2 * a + 12, 2 * b + 12), outline=255, width=5)
    for text, size, depth, lower in ((name, 28, 26, False), (foot, 20, 20, True)):
        for place, character in enumerate(text):
            turn = (place - (len(text) - 1) / 2) * (0.26 if lower else 0.36)
            at = math.pi - turn if lower else turn
            x, y = a * math.sin(at), -b * math.cos(at)
            across, up = math.sin(at) / a, -math.cos(at) / b
            length = math.hypot(across, up)
            x, y = x - across / length * depth, y - up / length * depth
            lean = math.degrees(math.atan2(across, -up)) + (180 if lower else 0)
            tile = Image.new("L", (2 * size, 2 * size), 0)
            font = ImageFont.truetype(FONT, size, index=2)
            ImageDraw.Draw(tile).text((size, size), character, 255, font, anchor="mm")
            tile = tile.rotate(-lean, resample=Image.Resampling.BICUBIC)
            ink.paste(255, (round(a + 12 + x - size), round(b + 12 + y - size)), tile)
    return ink


def laid_out(ink: Image.Image, mark: SealMark, color: tuple[int, int, int] = RED) -> Layout:
    page = sheet(lines=0)
    stamp(page, ink, MIDDLE, color)
    return lay_out(page_of(page), mark, [])[0]


def characters(line: Pixels) -> int:
    """How many separate runs of columns with ink there are, gaps of a tenth of the height within characters closed."""
    inked = (line > 90).any(axis=0).astype(np.uint8).reshape(1, -1)
    reach = 2 * (line.shape[0] // 14) + 1
    closed = cv2.morphologyEx(np.pad(inked, ((0, 0), (9, 9))), cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
    return int((np.diff(np.asarray(closed).ravel().astype(np.int8)) == 1).sum())


@pytest.mark.parametrize("off", [(0.0, 0.0), (2.5, -2.0)])
def test_the_rim_is_found_where_its_ink_runs(off: tuple[float, float]) -> None:
    ink = np.zeros((300, 300), np.uint8)
    points = np.round(ellipse_points((150, 150), (120, 80), 0.0, 360)).astype(np.int32)
    cv2.polylines(ink, [points], True, (255,), 3)
    _, strip = straightened(ink, Rim((150 + off[0], 150 + off[1]), (118.0, 81.0), 0.0))
    rows = np.argmax(strip[: 2 * OUTSIDE].astype(int) + np.arange(2 * OUTSIDE)[:, None] % 2, axis=0)
    assert np.ptp(rows) <= 0.05 * RADIUS
    assert rows.mean() == pytest.approx(OUTSIDE, abs=0.03 * RADIUS)


@pytest.mark.parametrize("turned", [0, 40, 90, 180, 270])
def test_an_arc_comes_out_whole_wherever_it_starts(turned: int) -> None:
    layout = laid_out(round_seal("口口口口口口口口口口").rotate(-turned), round_mark((120.0, 120.0)))
    assert layout.name is not None
    assert characters(layout.name) == 10
    assert layout.lines == []


def test_an_oval_is_unrolled_along_its_own_rim() -> None:
    layout = laid_out(oval_seal("口口口口口口口", "口口口口口"), round_mark((150.0, 100.0)))
    assert layout.name is not None
    assert layout.foot is not None
    assert (characters(layout.name), characters(layout.foot)) == (7, 5)
    # Unrolled as a circle, characters at the flat sides would come out half as wide again as those at the ends.
    columns = np.nonzero((layout.name > 90).any(axis=0))[0]
    widths = np.diff(np.concatenate([[0], np.nonzero(np.diff(columns) > 4)[0] + 1, [len(columns)]]))
    assert widths.max() < 1.25 * widths.min()


def test_a_purpose_line_and_a_number_are_kept_apart_from_the_name() -> None:
    ink = round_seal("口口口口口口口", "口口口口口")
    pen = ImageDraw.Draw(ink)
    for place in range(13):
        turn = math.radians(90 + 5.0 * (6 - place))
        x, y = 132 + 108 * math.cos(turn), 132 + 108 * math.sin(turn)
        pen.text((x, y), "8", 255, ImageFont.truetype(FONT, 11, index=2), anchor="mm")
    layout = laid_out(ink, round_mark((120.0, 120.0)))
    assert layout.name is not None
    assert characters(layout.name) == 7
    assert [characters(line) for line in layout.lines] == [5]


def name_stamp(width: int, height: int, name: str, field: bool = False) -> Image.Image:
    """A name in one column or in two from the right, in a frame or left bare in a field of ink."""
    ink = Image.new("L", (width + 8, height + 8), 0)
    pen = ImageDraw.Draw(ink)
    pen.rectangle((4, 4, width + 4, height + 4), outline=255, fill=255 if field else 0, width=3)
    tall = height > width
    font = ImageFont.truetype(FONT, 40 if tall else 36, index=2)
    places = (
        [(0.5, (n + 0.5) / 3) for n in range(3)] if tall else [(0.74, 0.27), (0.74, 0.73), (0.26, 0.27), (0.26, 0.73)]
    )
    for char, (x, y) in zip(name, places, strict=True):
        pen.text((4 + x * width, 4 + y * height), char, 0 if field else 255, font, anchor="mm")
    return ink


@pytest.mark.parametrize(("aspect", "name"), [((52, 140), "田国固"), ((90, 90), "田国固印")])
def test_name_stamps_come_out_as_one_row(aspect: tuple[int, int], name: str) -> None:
    layout = laid_out(name_stamp(*aspect, name), straight_mark(*aspect))
    assert not layout.lines
    assert len(name) in {characters(row) for row in layout.stamps}


def test_bare_characters_in_a_field_of_ink_are_turned_about() -> None:
    layout = laid_out(name_stamp(90, 90, "田国固因", field=True), straight_mark(90, 90))
    assert 4 in {characters(row) for row in layout.stamps}


def test_lines_of_a_rectangle_come_from_the_top() -> None:
    ink = Image.new("L", (336, 126), 0)
    pen = ImageDraw.Draw(ink)
    pen.rectangle((8, 8, 328, 118), outline=255, width=3)
    for text, y, size in (("国 国 国 国 国 国 国", 38, 32), ("因 因 因 因", 88, 32)):
        pen.text((168, y), text, 255, ImageFont.truetype(FONT, size, index=2), anchor="mm")
    layout = laid_out(ink, straight_mark(320, 110))
    assert [characters(line) for line in layout.lines] == [7, 4]
    assert not layout.stamps


@pytest.mark.parametrize("turned", [90, 180, 270, 35, -150])
def test_a_stamp_is_laid_out_as_it_was_meant_or_upside_down_however_it_was_pressed(turned: int) -> None:
    upright = framed("清河县人民医院病案室", 70)
    (meant,) = laid_out(upright, straight_mark(upright.width - 16, upright.height - 16)).lines
    page = sheet(lines=0)
    stamp(page, upright.rotate(-turned, resample=Image.Resampling.BICUBIC, expand=True), MIDDLE)
    lean = math.radians(turned)
    turn = np.array([[math.cos(lean), math.sin(lean)], [-math.sin(lean), math.cos(lean)]])
    straight = straight_mark(upright.width - 16, upright.height - 16)
    corners = (np.array(straight.corners) - MIDDLE) @ turn + MIDDLE
    mark = replace(straight, corners=tuple((float(x), float(y)) for x, y in corners), angle=float(turned))
    likeness = []
    for other_way in (False, True):
        (line,) = lay_out(page_of(page), mark, [], turned=other_way)[0].lines
        same = cv2.resize(line, meant.shape[::-1])
        # A crop's ends may lie a few pixels off.
        likeness.append(float(cv2.matchTemplate(same, meant[8:-8, 24:-24], cv2.TM_CCOEFF_NORMED).max()))
    assert max(likeness) > 0.5
    assert max(likeness) > min(likeness) + 0.15
    if abs(turned) < 80:
        assert likeness[0] > likeness[1]


@pytest.mark.parametrize(("color", "ink"), [(SealColor.RED, RED), (SealColor.BLUE, BLUE)])
def test_print_and_seal_under_each_other_are_told_apart(color: SealColor, ink: tuple[int, int, int]) -> None:
    bare = sheet()[300:700, 300:700]
    page = bare.copy()
    stamp(page, round_seal("清河县中医医院", "诊断证明专用章"), (200, 200), ink)
    mixed = mixture_of(page, color)
    left = np.abs(print_only(mixed).astype(int) - bare).mean(axis=2)
    stamped, printed = np.abs(page.astype(int) - bare).mean(axis=2) > 40, bare.mean(axis=2) < 100
    assert left[stamped].mean() < 25
    alone = ink_only(mixed, 0.4)
    assert alone[stamped & ~printed].mean() > 200
    assert alone[printed & ~stamped].mean() < 25


def test_a_mark_outside_the_page_has_no_text() -> None:
    mark = round_mark((100.0, 100.0))
    assert [layout.crops for layout in lay_out(page_of(sheet(40, 40, 0)), mark, [])] == [[], []]
