"""Which seals are found on a page, and what is not taken for one."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from intake.page import Pixels
from intake.seals import find_seals
from models.codes import SealColor, SealShape
from tests.intake.seals.drawing import (
    BLUE,
    FONT,
    GREY,
    RED,
    dense,
    framed,
    page_of,
    photographed,
    round_seal,
    sheet,
    stamp,
    triangle,
)

REAL = Path(__file__).parents[3].parent / "shared" / "real"


@pytest.mark.parametrize("captured", [lambda page: page, photographed], ids=["scan", "photo"])
@pytest.mark.parametrize(("color", "ink"), [(SealColor.RED, RED), (SealColor.BLUE, BLUE)])
def test_a_round_seal_over_text_is_found_where_it_is(color, ink, captured) -> None:  # type: ignore[no-untyped-def]
    page = sheet()
    stamp(page, round_seal("清河县中医医院", "诊断证明专用章"), (820, 1000), ink)
    (mark,) = find_seals(page_of(captured(page)))
    assert (mark.shape, mark.color, mark.complete) == (SealShape.CIRCLE, color, True)
    assert mark.center == pytest.approx((820, 1000), abs=4)
    assert mark.axes == pytest.approx((120, 120), abs=4)
    assert mark.box.center == pytest.approx((820 / 1240, 1000 / 1754), abs=0.004)


def test_faint_ink_of_a_third_is_found() -> None:
    page = sheet()
    stamp(page, round_seal("清河县中医医院"), (700, 1300), RED, cover=0.32)
    (mark,) = find_seals(page_of(photographed(page)))
    assert mark.color is SealColor.RED


def test_a_grey_copy_of_a_seal_is_found_among_black_text() -> None:
    page = sheet()
    stamp(page, round_seal("清河县中医医院", "病案室"), (820, 1000), GREY)
    (mark,) = find_seals(page_of(page))
    assert (mark.shape, mark.color) == (SealShape.CIRCLE, SealColor.BLACK)


def test_an_oval_seal_is_an_ellipse() -> None:
    page = sheet()
    oval = round_seal("清河县中医医院", "检验科").resize((264, 184))
    stamp(page, oval.rotate(-12, expand=True), (600, 1300), BLUE)
    (mark,) = find_seals(page_of(page))
    assert mark.shape is SealShape.ELLIPSE


@pytest.mark.parametrize("aspect", [1.2, 1.45, 1.7])
@pytest.mark.parametrize("captured", [lambda page: page, photographed], ids=["scan", "photo"])
def test_an_oval_with_one_line_and_no_name_is_found_over_text(aspect, captured) -> None:  # type: ignore[no-untyped-def]
    page = sheet()
    oval = round_seal("", "检验科", star=False).resize((round(180 * aspect), 180))
    stamp(page, oval.rotate(14, expand=True), (640, 700), RED, cover=0.6)
    (mark,) = find_seals(page_of(captured(page)))
    assert mark.color is SealColor.RED
    assert mark.box.center == pytest.approx((640 / 1240, 700 / 1754), abs=0.006)


def test_an_oval_that_touches_another_seal_is_found_beside_it() -> None:
    page = sheet()
    stamp(page, round_seal("清河县中医医院"), (500, 1350), RED)
    stamp(page, round_seal("清河县中医医院", "检验科", star=False).resize((264, 180)), (730, 1400), RED)
    assert sorted(mark.shape for mark in find_seals(page_of(page))) == [SealShape.CIRCLE, SealShape.ELLIPSE]


def test_a_name_stamp_that_runs_into_a_seal_is_found_beside_it() -> None:
    page = sheet(lines=0)
    stamp(page, round_seal("清河县中医医院"), (500, 1000), RED)
    stamp(page, framed("李文清").rotate(-4, expand=True), (630, 940), RED)
    marks = {mark.shape: mark for mark in find_seals(page_of(page))}
    assert set(marks) == {SealShape.CIRCLE, SealShape.RECTANGLE}


def test_a_blue_name_stamp_inside_a_red_seal_is_a_seal_of_its_own() -> None:
    page = sheet(lines=0)
    stamp(page, round_seal("清河县中医医院", radius=150), (500, 1000), RED)
    stamp(page, framed("李文清"), (520, 1060), BLUE)
    assert {mark.color for mark in find_seals(page_of(page))} == {SealColor.RED, SealColor.BLUE}


def test_a_name_stamp_on_a_grey_copy_is_found() -> None:
    page = sheet()
    stamp(page, framed("李文清").rotate(-5, expand=True), (820, 1250), GREY)
    (mark,) = find_seals(page_of(page))
    assert (mark.shape, mark.color) == (SealShape.RECTANGLE, SealColor.BLACK)


@pytest.mark.parametrize(("ink", "color"), [(RED, SealColor.RED), (BLUE, SealColor.BLUE)])
@pytest.mark.parametrize("captured", [lambda page: page, photographed], ids=["scan", "photo"])
def test_a_stamp_of_three_dense_lines_is_found(ink, color, captured) -> None:  # type: ignore[no-untyped-def]
    page = sheet()
    words = dense(("复印件与原件相符", "病案室核对无误", "2025年03月12日"), 130)
    stamp(page, words.rotate(-3, expand=True), (800, 1330), ink)
    (mark,) = find_seals(page_of(captured(page)))
    assert (mark.shape, mark.color) == (SealShape.RECTANGLE, color)
    assert mark.center == pytest.approx((800, 1330), abs=8)


@pytest.mark.parametrize(("ink", "color"), [(BLUE, SealColor.BLUE), (RED, SealColor.RED)])
def test_a_long_name_in_a_frame_that_lies_askew_is_a_stamp(ink, color) -> None:  # type: ignore[no-untyped-def]
    """Whatever the network says of it: what is printed lies along the page."""
    page = sheet()
    stamp(page, framed("武定州人力资源和社会保障局").rotate(5, Image.Resampling.BICUBIC, expand=True), (600, 1400), ink)
    (mark,) = find_seals(page_of(page))
    assert (mark.shape, mark.color) == (SealShape.RECTANGLE, color)


@pytest.mark.parametrize("turn", [0, 35, 75, 180])
def test_a_triangle_is_found_however_it_is_turned(turn: int) -> None:
    page = sheet(lines=0)
    stamp(page, triangle().rotate(turn, expand=True), (700, 900), RED)
    (mark,) = find_seals(page_of(page))
    assert mark.shape is SealShape.TRIANGLE
    assert len(mark.corners) == 3


def test_a_small_seal_on_a_wide_photograph_of_a_table_is_found() -> None:
    page = sheet()
    stamp(page, round_seal("清河县中医医院", "病案室"), (820, 1300), RED)
    table = np.full((1500, 2000, 3), (70, 100, 140), np.uint8)
    table[100:1400, 500:1419] = cv2.resize(page, (919, 1300), interpolation=cv2.INTER_AREA)
    (mark,) = find_seals(page_of(photographed(table)))
    assert mark.center == pytest.approx((500 + 820 * 0.741, 100 + 1300 * 0.741), abs=6)


def test_straight_seals_are_told_apart() -> None:
    page = sheet()
    stamp(page, framed("李文清").rotate(-6, expand=True), (300, 1350), RED)
    stamp(page, triangle().rotate(-9, expand=True), (800, 1380), BLUE)
    marks = {mark.shape: mark for mark in find_seals(page_of(page))}
    assert set(marks) == {SealShape.RECTANGLE, SealShape.TRIANGLE}
    assert marks[SealShape.RECTANGLE].angle == pytest.approx(6, abs=1.5)


def test_two_overlapping_seals_are_two() -> None:
    page = sheet()
    stamp(page, round_seal("清河县中医医院"), (500, 1350), RED)
    stamp(page, round_seal("云山市妇幼保健院", "诊断证明专用章"), (660, 1380), RED)
    assert len(find_seals(page_of(page))) == 2


@pytest.mark.parametrize("side", ["left", "right", "top", "bottom"])
def test_half_a_seal_at_an_edge_is_incomplete(side: str) -> None:
    page = sheet()
    at = {"left": (0, 900), "right": (1240, 900), "top": (620, 0), "bottom": (620, 1754)}[side]
    stamp(page, round_seal("清河县中医医院"), at, RED)
    (mark,) = find_seals(page_of(page))
    assert not mark.complete
    assert getattr(mark.box, side) == (0.0 if side in ("left", "top") else 1.0)
    assert mark.center == pytest.approx(at, abs=12)


def test_the_same_page_gives_the_same_marks() -> None:
    page = sheet()
    stamp(page, round_seal("清河县中医医院"), (500, 1350), RED)
    stamp(page, framed("李文清"), (800, 1350), BLUE)
    assert find_seals(page_of(page)) == find_seals(page_of(page.copy()))


def test_faint_ink_is_told_from_strong() -> None:
    strengths = []
    for cover in (0.3, 0.9):
        page = sheet(lines=0)
        stamp(page, round_seal("清河县中医医院"), (700, 1000), RED, cover=cover)
        (mark,) = find_seals(page_of(page))
        strengths.append(mark.strength)
    assert strengths[0] < 0.5 < strengths[1]


def _heading(page: Pixels) -> None:
    words = framed("清河县中医医院诊断证明书", 90).crop((14, 14, 560, 92))
    stamp(page, words, (600, 70), RED)


def _cross(page: Pixels) -> None:
    cv2.rectangle(page, (90, 30), (120, 110), RED, -1)
    cv2.rectangle(page, (65, 55), (145, 85), RED, -1)


def _cross_in_ring(page: Pixels) -> None:
    cv2.circle(page, (100, 75), 42, RED, 6)
    cv2.rectangle(page, (91, 47), (109, 103), RED, -1)
    cv2.rectangle(page, (72, 66), (128, 84), RED, -1)


def _large_glyphs(page: Pixels) -> None:
    picture = Image.fromarray(page)
    font = ImageFont.truetype(FONT, 52, index=2)
    ImageDraw.Draw(picture).text((330, 40), "清河区中医院门诊日用", RED, font)
    page[:] = np.asarray(picture)


def _fingerprint(page: Pixels) -> None:
    for ridge in range(4, 46, 6):
        cv2.ellipse(page, (400, 1400), (ridge, round(ridge * 1.3)), 15, 20 + 3 * ridge, 330, RED, 3)


def _underlines(page: Pixels) -> None:
    for row in range(4):
        cv2.line(page, (110, 185 + 70 * row), (900, 185 + 70 * row), RED, 4)


def _red_table(page: Pixels) -> None:
    for row in range(8):
        cv2.line(page, (110, 1200 + 60 * row), (1100, 1200 + 60 * row), RED, 2)
    for column in range(5):
        cv2.line(page, (110 + 247 * column, 1200), (110 + 247 * column, 1620), RED, 2)


def _code(page: Pixels) -> None:
    bits = np.random.default_rng(3).integers(0, 2, (29, 29), dtype=np.uint8) * 255
    page[1300:1445, 300:445] = cv2.resize(bits, (145, 145), interpolation=cv2.INTER_NEAREST)[..., None]


def _dial(page: Pixels) -> None:
    cv2.circle(page, (900, 1400), 90, (120, 120, 120), 3)
    for tick in range(0, 360, 30):
        x, y = np.cos(np.deg2rad(tick)), np.sin(np.deg2rad(tick))
        ends = [(round(900 + r * x), round(1400 + r * y)) for r in (78, 90)]
        cv2.line(page, ends[0], ends[1], (120, 120, 120), 2)


def _pie(page: Pixels) -> None:
    for start, shade in ((0, (90, 90, 90)), (130, (170, 170, 170)), (250, (210, 210, 210))):
        cv2.ellipse(page, (800, 1400), (95, 95), 0, start, start + 130, shade, -1)


def _slice(page: Pixels) -> None:
    page[1230:1530, 300:640] = 12
    cv2.ellipse(page, (470, 1380), (120, 95), 0, 0, 360, (120, 120, 120), -1)


def _word_in_a_pens_ring(page: Pixels) -> None:
    cv2.ellipse(page, (400, 230), (150, 34), 3, 10, 352, RED, 3)


def _cup(page: Pixels) -> None:
    cv2.circle(page, (700, 1350), 170, (150, 185, 205), 8)


def _place_for_a_seal(page: Pixels) -> None:
    picture = Image.fromarray(page)
    font = ImageFont.truetype(FONT, 34, index=2)
    ImageDraw.Draw(picture).text((760, 1400), "（医院盖章）", (60, 60, 60), font)
    page[:] = np.asarray(picture)


DECOYS = [
    _heading, _cross, _cross_in_ring, _fingerprint, _underlines, _red_table, _code, _large_glyphs,
    _dial, _pie, _slice, _word_in_a_pens_ring, _cup, _place_for_a_seal,
]  # fmt: skip


@pytest.mark.parametrize("decoy", DECOYS, ids=lambda decoy: decoy.__name__.strip("_"))
@pytest.mark.parametrize("captured", [lambda page: page, photographed], ids=["scan", "photo"])
def test_what_is_no_seal_is_not_reported(decoy, captured) -> None:  # type: ignore[no-untyped-def]
    page = sheet()
    decoy(page)
    assert find_seals(page_of(captured(page))) == ()


@pytest.mark.parametrize("printed", ["日", "10 月 2 日", "田"])
def test_a_framed_character_printed_in_colour_is_no_seal(printed: str) -> None:
    card = Image.new("RGB", (1460, 920), (228, 238, 240))
    font = ImageFont.truetype(FONT, 40, index=2)
    for row in range(4):
        ImageDraw.Draw(card).text((230, 120 + 95 * row), "贺凤英性别女出生住址", (30, 30, 30), font)
    ImageDraw.Draw(card).text((900, 310), printed, (150, 84, 26), font)
    assert find_seals(page_of(np.asarray(card))) == ()


def test_an_empty_page_and_a_tiny_picture_have_no_seal() -> None:
    assert find_seals(page_of(np.full((900, 700, 3), 255, np.uint8))) == ()
    assert find_seals(page_of(np.zeros((3, 5, 3), np.uint8))) == ()


@pytest.mark.skipif(not REAL.is_dir(), reason="the real photographs are not beside the repository")
@pytest.mark.parametrize("number", [1, 2, 7])
def test_the_real_photographs_have_no_seal(number: int) -> None:
    picture = cv2.imread(str(REAL / f"lab_report_photo_{number}.jpg"))
    assert find_seals(page_of(np.asarray(np.rot90(picture, {1: 1, 2: 0, 7: 3}[number]), dtype=np.uint8))) == ()
