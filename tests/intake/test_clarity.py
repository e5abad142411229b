"""What makes a page hard to read, and that clear pages are called clear."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from intake.clarity import PageClarity, document_clarity, grade_of, measure_clarity
from intake.page import Line, PageImage, Pixels
from models.codes import ClarityGrade, ClarityKind
from models.document import ClarityProblem
from models.place import Box

FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
TEXT = "患者因反复胸闷气促三年加重两天入院治疗"
WIDTH, HEIGHT, SIZE = 1000, 1400, 32


def sheet(left: int = 90) -> tuple[Pixels, list[Line]]:
    """A white page of 18 lines and the lines as an engine reads them."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), (250, 250, 250))
    pen, font = ImageDraw.Draw(picture), ImageFont.truetype(FONT, SIZE, index=2)
    lines = []
    for row in range(18):
        top = 90 + 68 * row
        pen.text((left, top), TEXT, (35, 35, 35), font)
        box = Box.clipped(left / WIDTH, (top + 2) / HEIGHT, (left + SIZE * len(TEXT)) / WIDTH, (top + 44) / HEIGHT)
        lines.append(Line(TEXT, 0.99, box))
    return np.ascontiguousarray(np.asarray(picture)[:, :, ::-1]), lines


def measured(pixels: Pixels, lines: list[Line]) -> PageClarity:
    return measure_clarity(PageImage.of_source("0" * 64, 0, pixels), lines)


def kinds(clarity: PageClarity) -> set[ClarityKind]:
    return {problem.kind for problem in clarity.problems}


def with_confidence(lines: list[Line], confidence: float) -> list[Line]:
    return [Line(line.text, confidence, line.box) for line in lines]


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
    soft = measured(np.asarray(cv2.GaussianBlur(pixels, (0, 0), 4.5), dtype=np.uint8), with_confidence(lines, 0.7))
    assert kinds(soft) == {ClarityKind.BLUR}
    assert soft.score < 0.6
    # The same blur in pixels is nothing to print three times as large.
    large = np.asarray(cv2.resize(pixels, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    assert kinds(measured(np.asarray(cv2.GaussianBlur(large, (0, 0), 2.0), dtype=np.uint8), lines)) == set()


def test_a_shaken_picture_is_blurred_though_sharp_in_one_direction() -> None:
    pixels, lines = sheet()
    shaken = np.asarray(cv2.blur(pixels, (15, 1)), dtype=np.uint8)
    assert kinds(measured(shaken, with_confidence(lines, 0.75))) == {ClarityKind.BLUR}


def test_small_print_is_low_resolution() -> None:
    pixels, lines = sheet()
    small = np.asarray(cv2.resize(pixels, None, fx=0.3, fy=0.3, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    assert kinds(measured(small, with_confidence(lines, 0.85))) == {ClarityKind.LOW_RESOLUTION}


def test_print_that_no_line_was_read_from_lowers_the_score() -> None:
    pixels, lines = sheet()
    assert measured(pixels, lines[:6]).score < 0.4
    assert measured(pixels, []).score == 0.0
    assert measured(pixels, lines).score > measured(pixels, lines[:10]).score


def test_a_cast_shadow_is_told_from_light_that_falls_off() -> None:
    pixels, lines = sheet()
    shade = np.zeros((HEIGHT, WIDTH), np.float32)
    cv2.circle(shade, (700, 900), 330, (1.0,), -1)
    shade = np.asarray(cv2.GaussianBlur(shade, (0, 0), 20), dtype=np.float32)
    shadowed = np.clip(pixels * (1 - 0.55 * shade[..., None]), 0, 255).astype(np.uint8)
    (problem,) = measured(shadowed, lines).problems
    assert problem.kind is ClarityKind.SHADOW
    assert problem.box is not None
    assert problem.box.covers(Box(left=0.5, top=0.5, right=0.7, bottom=0.75)) > 0.9
    even = (pixels * np.linspace(0.55, 1.0, WIDTH)[None, :, None]).astype(np.uint8)
    assert ClarityKind.SHADOW not in kinds(measured(even, lines))


def test_a_dark_picture_is_dark() -> None:
    pixels, lines = sheet()
    assert kinds(measured((pixels * 0.2).astype(np.uint8), lines)) == {ClarityKind.DARK}


def test_print_washed_out_on_white_is_overexposed() -> None:
    pixels, lines = sheet()
    bright = np.clip(255 - (250 - pixels.astype(int)) * 0.25, 0, 255).astype(np.uint8)
    assert ClarityKind.OVEREXPOSED in kinds(measured(bright, lines))


def test_glare_is_where_a_burnt_blotch_took_the_text() -> None:
    pixels, lines = sheet()
    dim = (pixels * 0.78).astype(np.float32)
    light = np.zeros((HEIGHT, WIDTH), np.float32)
    cv2.ellipse(light, (500, 640), (330, 130), 0, 0, 360, (1.0,), -1)
    light = np.asarray(cv2.GaussianBlur(light, (0, 0), 15), dtype=np.float32)
    burnt = np.clip(dim + 400 * light[..., None], 0, 255).astype(np.uint8)
    hidden = Box(left=0.1, top=0.37, right=0.9, bottom=0.545)
    left = [line for line in lines if hidden.covers(line.box) < 0.5]
    found = [problem for problem in measured(burnt, left).problems if problem.kind is ClarityKind.GLARE]
    assert len(found) == 1
    assert found[0].box is not None
    assert found[0].box.iou(Box(left=0.17, top=0.36, right=0.83, bottom=0.55)) > 0.6
    assert ClarityKind.GLARE not in kinds(measured(dim.astype(np.uint8), lines))


def test_a_finger_over_the_text_is_an_occlusion_and_a_table_around_it_is_none() -> None:
    pixels, lines = sheet()
    finger = pixels.copy()
    cv2.ellipse(finger, (880, 1100), (420, 90), 15, 0, 360, (140, 170, 225), -1)
    found = [
        problem
        for problem in measured(finger, lines[:13] + lines[17:]).problems
        if problem.kind is ClarityKind.OCCLUSION
    ]
    assert len(found) == 1
    table = np.full((HEIGHT + 400, WIDTH + 400, 3), (60, 100, 150), np.uint8)
    table[200:-200, 200:-200] = pixels
    scale, width, height = (WIDTH, HEIGHT), WIDTH + 400, HEIGHT + 400
    moved = [
        Line(
            line.text,
            line.confidence,
            Box.clipped(
                (line.box.left * scale[0] + 200) / width,
                (line.box.top * scale[1] + 200) / height,
                (line.box.right * scale[0] + 200) / width,
                (line.box.bottom * scale[1] + 200) / height,
            ),
        )
        for line in lines
    ]
    assert ClarityKind.OCCLUSION not in kinds(measured(table, moved))


def test_lines_that_run_out_of_the_picture_are_cut_off() -> None:
    pixels, lines = sheet()
    cut = np.ascontiguousarray(pixels[:, :600])
    kept = [
        Line(line.text[:16], 0.97, Box(left=line.box.left / 0.6, top=line.box.top, right=1.0, bottom=line.box.bottom))
        for line in lines
    ]
    assert kinds(measured(cut, kept)) == {ClarityKind.CUT_OFF}


def test_stripes_of_a_photographed_screen_are_moire() -> None:
    pixels, lines = sheet()
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    striped = np.clip(pixels + 14 * np.sin(0.9 * x + 0.55 * y)[..., None], 0, 255).astype(np.uint8)
    # Bare margins are where stripes can be told from print.
    few = np.full_like(striped, 250)
    few[:] = np.clip(250 - 14 + 14 * np.sin(0.9 * x + 0.55 * y)[..., None], 0, 255).astype(np.uint8)
    few[:400] = striped[:400]
    assert ClarityKind.MOIRE in kinds(measured(few, lines[:4]))


def test_problem_boxes_are_on_the_source_page() -> None:
    pixels, lines = sheet()
    soft = pixels.copy()
    soft[HEIGHT // 2 :] = cv2.GaussianBlur(soft[HEIGHT // 2 :], (0, 0), 4.5)
    page = PageImage.of_source("0" * 64, 0, np.ascontiguousarray(np.rot90(pixels, 2))).warped(
        soft, np.array([[-1.0, 0.0, WIDTH], [0.0, -1.0, HEIGHT], [0.0, 0.0, 1.0]])
    )
    (problem,) = measure_clarity(page, lines).problems
    assert problem.kind is ClarityKind.BLUR
    assert problem.box is not None
    # Blurred below on the page as read, which is above on the page as uploaded.
    assert problem.box.bottom < 0.52


@pytest.mark.parametrize(
    ("score", "severity", "grade"),
    [
        (0.99, 0.0, ClarityGrade.GOOD),
        (0.92, 0.0, ClarityGrade.FAIR),
        (0.7, 0.0, ClarityGrade.POOR),
        (0.3, 0.0, ClarityGrade.UNREADABLE),
        (0.99, 0.4, ClarityGrade.FAIR),
        (0.99, 0.9, ClarityGrade.POOR),
    ],
)
def test_grades(score: float, severity: float, grade: ClarityGrade) -> None:
    problem = ClarityProblem(kind=ClarityKind.OCCLUSION, severity=severity, source="0" * 64, page=0)
    assert grade_of(score, (problem,) if severity else ()) is grade


def test_a_document_is_as_clear_as_its_worst_page() -> None:
    clarity = document_clarity([PageClarity(0.99, ()), PageClarity(0.6, ())])
    assert (clarity.grade, clarity.score) == (ClarityGrade.POOR, 0.6)
    assert document_clarity([]).grade is ClarityGrade.UNREADABLE


def bare() -> Pixels:
    """The back of a scanned sheet: grain, dust, a punched hole and what shines through from the front."""
    grain = np.random.default_rng(0)
    through = cv2.GaussianBlur(sheet()[0][:, ::-1], (0, 0), 2).astype(np.float64)
    pixels = np.clip(247 - 0.1 * (250 - through) + grain.normal(0, 3, through.shape), 0, 255).astype(np.uint8)
    for _ in range(12):
        y, x = grain.integers(0, HEIGHT - 4), grain.integers(0, WIDTH - 4)
        pixels[y : y + 3, x : x + 3] = 90
    return np.asarray(cv2.circle(pixels, (25, 700), 14, (60, 60, 60), -1), dtype=np.uint8)


def film() -> Pixels:
    """Dark clouds without a word, as of a film held against a window."""
    clouds = np.random.default_rng(1).normal(0, 600, (HEIGHT, WIDTH))
    grey = np.clip(40 + cv2.GaussianBlur(clouds, (0, 0), 12), 0, 255).astype(np.uint8)
    return np.ascontiguousarray(np.repeat(grey[:, :, None], 3, axis=2))


def test_a_blank_page_is_left_out_of_the_papers_clarity() -> None:
    back = measured(bare(), [])
    assert back == PageClarity(0.0, (), blank=True)
    # The engine may take a punched hole for a character.
    hole = Line("口", 0.5, Box.clipped(0.01, 0.48, 0.04, 0.52))
    assert measured(bare(), [hole]) == back
    front = measured(*sheet())
    assert document_clarity([front, back]) == document_clarity([front])


def test_a_seal_through_the_edges_of_the_sheets_leaves_the_back_blank() -> None:
    assert measured(np.asarray(cv2.circle(bare(), (WIDTH, 900), 150, (60, 60, 220), 8), dtype=np.uint8), []).blank


def test_a_paper_of_blank_pages_is_for_a_person_to_look_at() -> None:
    clarity = document_clarity([measured(bare(), [])])
    assert (clarity.grade, clarity.score, clarity.problems) == (ClarityGrade.POOR, 0.0, ())


def test_a_picture_without_words_is_neither_blank_nor_unreadable() -> None:
    on_paper = bare()
    on_paper[300:900, 200:800] = film()[300:900, 200:800]
    for pixels in (film(), on_paper, film() // 12):
        clarity = measured(pixels, [])
        assert not clarity.blank
        assert document_clarity([clarity]).grade is ClarityGrade.POOR


def test_print_of_which_no_line_could_be_read_is_unreadable() -> None:
    pixels, _ = sheet()
    for lost in (pixels, np.asarray(cv2.GaussianBlur(pixels, (0, 0), 5), dtype=np.uint8)):
        clarity = measured(lost, [])
        assert not clarity.blank
        assert document_clarity([clarity]).grade is ClarityGrade.UNREADABLE
    # So soft that it might be anything: a person looks, but blank it is not.
    assert not measured(np.asarray(cv2.GaussianBlur(pixels, (0, 0), 15), dtype=np.uint8), []).blank


def test_a_dark_table_around_the_sheet_takes_nothing_from_the_score() -> None:
    pixels, lines = sheet()
    margin = 60
    dark = np.full((HEIGHT + 2 * margin, WIDTH + 2 * margin, 3), (45, 50, 60), np.uint8)
    dark[margin:-margin, margin:-margin] = pixels
    width, height = WIDTH + 2 * margin, HEIGHT + 2 * margin
    moved = [
        Line(
            line.text,
            line.confidence,
            Box.clipped(
                (line.box.left * WIDTH + margin) / width,
                (line.box.top * HEIGHT + margin) / height,
                (line.box.right * WIDTH + margin) / width,
                (line.box.bottom * HEIGHT + margin) / height,
            ),
        )
        for line in lines
    ]
    assert measured(dark, moved).score > 0.97
