"""What makes a page hard to read is named, with its place; what costs no character is nobody's problem."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from intake.clarity import PageClarity, grade_of, measure_clarity
from intake.page import Line, PageImage
from models.codes import ClarityGrade, ClarityKind
from models.place import Box
from tests.intake.clarity.pages import (
    HEIGHT,
    PAPER,
    TEXT,
    WIDTH,
    framed,
    kinds,
    left_of,
    measured,
    only,
    read_at,
    sheet,
    softened,
)


def test_a_sharp_scan_is_good_and_without_problems() -> None:
    clarity = measured(*sheet())
    assert clarity.problems == ()
    assert clarity.score > 0.97
    assert grade_of(clarity.score, clarity.problems) is ClarityGrade.GOOD


def test_a_text_layer_needs_no_picture() -> None:
    pixels, lines = sheet()
    page = PageImage.of_source("0" * 64, 0, pixels // 4, tuple(lines))
    assert measure_clarity(page, lines) == PageClarity(1.0, ())


def test_blur_is_measured_against_the_size_of_the_print() -> None:
    pixels, lines = sheet()
    soft = measured(softened(pixels, 4.5), read_at(lines, 0.7))
    assert kinds(soft) == {ClarityKind.BLUR}
    assert soft.score < 0.6
    # The same blur in pixels is nothing to print three times as large.
    large = np.asarray(cv2.resize(pixels, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    assert kinds(measured(softened(large, 2.0), lines)) == set()


def test_softness_that_costs_no_character_is_no_problem() -> None:
    pixels, lines = sheet()
    assert kinds(measured(softened(pixels, 2.0), lines)) == set()


def test_a_shaken_picture_is_blurred_though_sharp_in_one_direction() -> None:
    pixels, lines = sheet()
    shaken = np.asarray(cv2.blur(pixels, (15, 1)), dtype=np.uint8)
    assert kinds(measured(shaken, read_at(lines, 0.75))) == {ClarityKind.BLUR}


def test_blur_of_one_half_has_its_place() -> None:
    pixels, lines = sheet()
    pixels = pixels.copy()
    pixels[HEIGHT // 2 :] = softened(pixels[HEIGHT // 2 :], 5.0)
    clarity = measured(pixels, [*lines[:9], *read_at(lines[9:], 0.65)])
    box = only(clarity, ClarityKind.BLUR).box
    assert box is not None
    assert box.iou(Box(left=0.09, top=0.5, right=0.7, bottom=0.92)) > 0.6
    assert clarity.score < 0.8


def test_a_page_of_which_only_the_sharp_half_was_found_has_lost_the_other() -> None:
    pixels, lines = sheet()
    pixels = pixels.copy()
    pixels[HEIGHT // 2 :] = softened(pixels[HEIGHT // 2 :], 7.0)
    clarity = measured(pixels, lines[:9])
    assert ClarityKind.BLUR in kinds(clarity)
    assert grade_of(clarity.score, clarity.problems) is ClarityGrade.POOR


def test_small_print_is_low_resolution() -> None:
    pixels, lines = sheet()
    small = np.asarray(cv2.resize(pixels, None, fx=0.3, fy=0.3, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    assert kinds(measured(small, read_at(lines, 0.85))) == {ClarityKind.LOW_RESOLUTION}
    assert kinds(measured(small, lines)) == set()


def test_print_that_no_line_was_read_from_lowers_the_score() -> None:
    pixels, lines = sheet()
    assert measured(pixels, lines[:6]).score < 0.6
    assert measured(pixels, []).score == 0.0
    assert measured(pixels, lines).score > measured(pixels, lines[:10]).score


def test_the_surer_the_reading_the_higher_the_score() -> None:
    pixels, lines = sheet()
    scores = [measured(pixels, read_at(lines, sure)).score for sure in (0.5, 0.65, 0.8, 0.9, 0.99)]
    assert scores == sorted(scores)
    assert scores[0] < 0.25


def test_a_shadow_that_took_lines_has_its_place_and_a_mild_one_is_none() -> None:
    pixels, lines = sheet()
    shade = np.zeros((HEIGHT, WIDTH), np.float32)
    cv2.rectangle(shade, (400, 600), (WIDTH, 1000), (1.0,), -1)
    shade = np.asarray(cv2.GaussianBlur(shade, (0, 0), 20), dtype=np.float32)[..., None]
    mild = np.clip(pixels * (1 - 0.55 * shade), 0, 255).astype(np.uint8)
    assert kinds(measured(mild, lines)) == set()
    deep = np.clip(pixels * (1 - 0.97 * shade), 0, 255).astype(np.uint8)
    clarity = measured(deep, left_of(lines, Box(left=0.38, top=0.42, right=1.0, bottom=0.73)))
    box = only(clarity, ClarityKind.SHADOW).box
    assert box is not None
    assert box.covers(Box(left=0.45, top=0.45, right=0.65, bottom=0.7)) > 0.9
    assert kinds(clarity) == {ClarityKind.SHADOW}


def test_a_dark_picture_is_dark_where_reading_suffers() -> None:
    pixels, lines = sheet()
    dark = (pixels * 0.12).astype(np.uint8)
    assert kinds(measured(dark, read_at(lines, 0.8))) == {ClarityKind.DARK}
    assert kinds(measured(dark, lines)) == set()


def test_a_shadow_over_nearly_all_of_a_page_is_no_dark_picture() -> None:
    pixels, lines = sheet()
    light = np.full((HEIGHT, 1, 1), 0.1, np.float32)
    light[: HEIGHT // 8] = 0.9
    shaded = (pixels * cv2.blur(light, (1, 61)).reshape(HEIGHT, 1, 1)).astype(np.uint8)
    assert kinds(measured(shaded, read_at(lines, 0.8))) == {ClarityKind.SHADOW}


def test_print_washed_out_on_white_is_overexposed() -> None:
    pixels, lines = sheet()
    bright = np.clip(255 - (250 - pixels.astype(int)) * 0.12, 0, 255).astype(np.uint8)
    assert ClarityKind.OVEREXPOSED in kinds(measured(bright, read_at(lines, 0.85)))


def test_glare_is_where_a_burnt_blotch_took_the_text() -> None:
    pixels, lines = sheet()
    dim = (pixels * 0.78).astype(np.float32)
    light = np.zeros((HEIGHT, WIDTH), np.float32)
    cv2.ellipse(light, (400, 640), (230, 130), 0, 0, 360, (1.0,), -1)
    light = np.asarray(cv2.GaussianBlur(light, (0, 0), 15), dtype=np.float32)
    burnt = np.clip(dim + 400 * light[..., None], 0, 255).astype(np.uint8)
    clarity = measured(burnt, left_of(lines, Box(left=0.17, top=0.36, right=0.63, bottom=0.55)))
    box = only(clarity, ClarityKind.GLARE).box
    assert box is not None
    assert box.iou(Box(left=0.17, top=0.36, right=0.63, bottom=0.55)) > 0.6
    assert clarity.score < 0.93
    assert ClarityKind.GLARE not in kinds(measured(dim.astype(np.uint8), lines))


def test_glare_beside_the_text_is_no_problem() -> None:
    pixels, lines = sheet()
    dim = (pixels * 0.78).astype(np.uint8)
    cv2.circle(dim, (860, 300), 90, (255, 255, 255), -1)
    assert kinds(measured(dim, lines)) == set()


def test_a_finger_over_the_text_is_an_occlusion_and_a_table_around_it_is_none() -> None:
    pixels, lines = sheet()
    finger = pixels.copy()
    cv2.ellipse(finger, (880, 1100), (420, 90), 0, 0, 360, (140, 170, 225), -1)
    clarity = measured(finger, left_of(lines, Box(left=0.47, top=0.722, right=1.0, bottom=0.85)))
    box = only(clarity, ClarityKind.OCCLUSION).box
    assert box is not None
    assert box.covers(Box(left=0.5, top=0.75, right=0.8, bottom=0.82)) > 0.9
    assert clarity.score < 0.98
    assert grade_of(clarity.score, clarity.problems) is not ClarityGrade.GOOD
    assert kinds(measured(*framed(pixels, lines, 200))) == set()


def test_a_note_over_lines_far_apart_is_an_occlusion() -> None:
    pixels, lines = sheet()
    for row in range(18):
        if row % 3:
            pixels[80 + 68 * row : 146 + 68 * row] = PAPER
    hidden = Box(left=0.05, top=0.35, right=0.9, bottom=0.55)
    pixels[int(hidden.top * HEIGHT) : int(hidden.bottom * HEIGHT), int(0.05 * WIDTH) : int(0.9 * WIDTH)] = (
        110,
        150,
        200,
    )
    clarity = measured(pixels, left_of(lines[::3], hidden))
    assert kinds(clarity) == {ClarityKind.OCCLUSION}
    box = only(clarity, ClarityKind.OCCLUSION).box
    assert box is not None
    assert box.overlap(hidden) > 0.9 * hidden.width * hidden.height


def test_a_coloured_note_beside_the_text_hides_nothing() -> None:
    pixels, lines = sheet()
    noted = pixels.copy()
    cv2.rectangle(noted, (780, 200), (960, 420), (110, 236, 255), -1)
    assert kinds(measured(noted, lines)) == set()
    cv2.rectangle(noted, (500, 600), (960, 820), (110, 236, 255), -1)
    covered = measured(noted, left_of(lines, Box(left=0.5, top=0.43, right=0.96, bottom=0.586)))
    assert kinds(covered) == {ClarityKind.OCCLUSION}


def test_lines_that_run_out_of_the_picture_are_cut_off() -> None:
    pixels, lines = sheet()
    cut = np.ascontiguousarray(pixels[:, :600])
    kept = [
        Line(line.text[:16], 0.97, Box(left=line.box.left / 0.6, top=line.box.top, right=1.0, bottom=line.box.bottom))
        for line in lines
    ]
    clarity = measured(cut, kept)
    assert kinds(clarity) == {ClarityKind.CUT_OFF}
    box = only(clarity, ClarityKind.CUT_OFF).box
    assert box is not None
    assert (box.left > 0.9, box.right) == (True, 1.0)
    assert clarity.score < 0.7


def test_a_line_cut_along_its_height_is_cut_off_though_nobody_read_it() -> None:
    pixels, lines = sheet()
    height = 90 + 68 * 9 + 26
    kept = [
        Line(
            TEXT,
            0.99,
            Box.clipped(x.box.left, x.box.top * HEIGHT / height, x.box.right, x.box.bottom * HEIGHT / height),
        )
        for x in lines[:9]
    ]
    clarity = measured(np.ascontiguousarray(pixels[:height]), kept)
    assert kinds(clarity) == {ClarityKind.CUT_OFF}
    # The margin alone may be missing: nobody can tell, and it costs little.
    whole = 90 + 68 * 9
    kept = [
        Line(
            TEXT, 0.99, Box.clipped(x.box.left, x.box.top * HEIGHT / whole, x.box.right, x.box.bottom * HEIGHT / whole)
        )
        for x in lines[:9]
    ]
    between = measured(np.ascontiguousarray(pixels[:whole]), kept)
    assert kinds(between) == {ClarityKind.CUT_OFF}
    assert grade_of(between.score, between.problems) is ClarityGrade.FAIR


@pytest.mark.parametrize(
    ("heading", "confidence", "severity"),
    [(True, 0.97, 0.3), (False, 0.97, 0.6), (True, 0.7, 0.55)],
)
def test_a_line_at_the_very_top_is_cut_off_and_gravely_where_it_reads_badly_or_no_heading_follows(
    heading: bool, confidence: float, severity: float
) -> None:
    pixels, lines = sheet()
    if heading:
        box = lines[1].box
        middle = Box(left=box.left + 0.2, top=box.top, right=box.right - 0.2, bottom=box.bottom)
        lines[1] = Line("诊断证明书", 0.99, middle)
    cut = HEIGHT - 92
    kept = [
        Line(
            TEXT,
            confidence if number == 0 else 0.99,
            Box.clipped(x.box.left, (x.box.top * HEIGHT - 92) / cut, x.box.right, (x.box.bottom * HEIGHT - 92) / cut),
        )
        for number, x in enumerate(lines)
    ]
    problem = only(measured(np.ascontiguousarray(pixels[92:]), kept), ClarityKind.CUT_OFF)
    assert problem.severity == pytest.approx(severity, abs=0.05)


def test_a_scrap_at_the_edge_that_nobody_can_read_is_no_line_cut_off() -> None:
    pixels, lines = sheet()
    scrap = Line("八1", 0.3, Box(left=0.9, top=0.985, right=0.95, bottom=1.0))
    assert kinds(measured(pixels, [*lines, scrap])) == set()


def test_a_sheet_that_was_found_too_small_is_covered() -> None:
    pixels, lines = sheet()
    page = PageImage.of_source("0" * 64, 0, pixels)
    shift = np.array([[1.0, 0.0, 400.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    cut = page.warped(np.ascontiguousarray(pixels[:, 400:]), shift)
    kept = [
        Line(TEXT[9:], 0.98, Box.clipped(0.0, x.box.top, (x.box.right * WIDTH - 400) / (WIDTH - 400), x.box.bottom))
        for x in lines
    ]
    assert kinds(measure_clarity(cut, kept)) == {ClarityKind.OCCLUSION}


def test_stripes_of_a_photographed_screen_are_moire_where_they_cost_characters() -> None:
    pixels, lines = sheet()
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    stripes = 1 + 0.35 * np.sin(0.9 * x + 0.55 * y)[..., None]
    striped = np.clip(pixels * 0.7 * stripes, 0, 255).astype(np.uint8)
    assert kinds(measured(striped, read_at(lines, 0.9))) == {ClarityKind.MOIRE}
    faint = np.clip(pixels * 0.9 * (1 + 0.02 * (stripes - 1)), 0, 255).astype(np.uint8)
    assert kinds(measured(faint, lines)) == set()


def test_coloured_paper_is_no_problem() -> None:
    pixels, lines = sheet()
    pink = (pixels * np.array([0.9, 0.88, 1.0])).astype(np.uint8)
    assert measured(pink, lines).problems == ()
    assert measured(pink, lines).score > 0.97


def test_problem_boxes_are_on_the_source_page() -> None:
    pixels, lines = sheet()
    soft = pixels.copy()
    soft[HEIGHT // 2 :] = softened(soft[HEIGHT // 2 :], 5.0)
    page = PageImage.of_source("0" * 64, 0, np.ascontiguousarray(np.rot90(pixels, 2))).warped(
        soft, np.array([[-1.0, 0.0, WIDTH], [0.0, -1.0, HEIGHT], [0.0, 0.0, 1.0]])
    )
    (problem,) = measure_clarity(page, [*lines[:9], *read_at(lines[9:], 0.65)]).problems
    assert problem.kind is ClarityKind.BLUR
    assert problem.box is not None
    # Blurred below on the page as read, which is above on the page as uploaded.
    assert problem.box.bottom < 0.52


def test_a_dark_table_around_the_sheet_takes_nothing_from_the_score() -> None:
    assert measured(*framed(*sheet(), 60)).score > 0.97
