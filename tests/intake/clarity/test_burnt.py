"""Print that light or the picture's edge took without a trace: a page is not good for what is left of it."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from intake.clarity import document_clarity, grade_of
from intake.clarity.survey import Survey
from intake.clarity.tiles import Tiles
from intake.page import Line, PageImage, Pixels
from models.codes import ClarityGrade, ClarityKind
from models.place import Box
from tests.intake.clarity.pages import HEIGHT, TEXT, WIDTH, bare, framed, kinds, left_of, measured, sheet, softened

ACCEPTED = (ClarityGrade.GOOD, ClarityGrade.FAIR)
HOLE = Box(left=0.35, top=0.3, right=1.0, bottom=0.62)


def grained(pixels: Pixels, paper: float) -> Pixels:
    """The page on paper of a grey level, with the grain of a sensor."""
    noise = np.random.default_rng(1).normal(0, 1.5, pixels.shape)
    return np.clip(pixels * (paper / 250) + noise, 0, 255).astype(np.uint8)


def lit(pixels: Pixels, box: Box) -> Pixels:
    """The page with a lamp's reflection about as large as a box, burnt out to full white."""
    height, width = pixels.shape[:2]
    light = np.zeros((height, width), np.float32)
    corners = [(round(x * width), round(y * height)) for x, y in ((box.left, box.top), (box.right, box.bottom))]
    cv2.rectangle(light, corners[0], corners[1], (1.0,), -1)
    light = np.asarray(cv2.GaussianBlur(light, (0, 0), 40), dtype=np.float32)
    return np.clip(pixels + 500 * light[..., None], 0, 255).astype(np.uint8)


@pytest.mark.parametrize("paper", [200, 242])
def test_print_burnt_out_of_white_paper_is_glare(paper: float) -> None:
    pixels, lines = sheet()
    # The engine still reads characters that fade.
    read = left_of(lines, Box(left=HOLE.left + 0.04, top=HOLE.top, right=HOLE.right, bottom=HOLE.bottom))
    clarity = measured(lit(grained(pixels, paper), HOLE), read)
    assert ClarityKind.GLARE in kinds(clarity)
    assert grade_of(clarity.score, clarity.problems) not in ACCEPTED


def test_white_margins_and_bright_bare_paper_are_no_glare() -> None:
    pixels, lines = sheet()
    beside = Box(left=0.9, top=0.0, right=1.0, bottom=1.0)
    for page in (np.where(pixels > 240, 255, pixels).astype(np.uint8), lit(grained(pixels, 235), beside)):
        clarity = measured(page, lines)
        assert clarity.problems == ()
        assert grade_of(clarity.score, clarity.problems) is ClarityGrade.GOOD


def test_the_white_sheet_a_card_lies_on_is_no_glare() -> None:
    pixels, lines = sheet()
    words = [line for line in lines if line.box.bottom < 0.3]
    assert sum(len(line.text) for line in words) < 100
    edge = 0.02
    card = Box(
        left=min(line.box.left for line in words) - edge,
        top=min(line.box.top for line in words) - edge,
        right=max(line.box.right for line in words) + edge,
        bottom=max(line.box.bottom for line in words) + edge,
    )
    height, width = pixels.shape[:2]
    area = (
        slice(round(card.top * height), round(card.bottom * height)),
        slice(round(card.left * width), round(card.right * width)),
    )
    page = np.full_like(pixels, 255)
    page[area] = grained(pixels, 225)[area]
    clarity = measured(page, words)
    assert ClarityKind.GLARE not in kinds(clarity)
    assert grade_of(clarity.score, clarity.problems) in ACCEPTED
    # Beneath it somebody wrote what the copy may be used for.
    note, shift = words[-1], 0.6 - words[-1].box.top
    there = replace(note, box=Box.clipped(note.box.left, 0.6, note.box.right, note.box.bottom + shift))
    top, bottom = round(note.box.top * height), round(note.box.bottom * height)
    page[round(0.6 * height) : round(0.6 * height) + bottom - top] = np.where(
        pixels[top:bottom] < 180, pixels[top:bottom], 255
    )
    noted = measured(page, [*words, there])
    assert ClarityKind.GLARE not in kinds(noted)
    assert grade_of(noted.score, noted.problems) in ACCEPTED


def test_the_palest_print_on_flat_white_says_that_more_is_gone() -> None:
    pixels, lines = sheet()
    burnt = np.clip(255 - (250 - pixels.astype(int)) * 0.035, 0, 255).astype(np.uint8)
    clarity = measured(burnt, lines)
    assert ClarityKind.OVEREXPOSED in kinds(clarity)
    assert grade_of(clarity.score, clarity.problems) not in ACCEPTED
    # Print as pale on paper that is not burnt was read, and nothing was lost.
    pale = np.clip(220 - (250 - pixels.astype(int)) * 0.07, 0, 255).astype(np.uint8)
    assert measured(pale, lines).score > clarity.score + 0.3


def test_a_sheet_of_which_almost_nothing_was_read_is_not_good() -> None:
    pixels, lines = sheet()
    pixels[140:] = 250
    clarity = measured(pixels, [replace(lines[0], confidence=1.0)])
    assert grade_of(clarity.score, clarity.problems) is ClarityGrade.POOR
    # A card has as few words, but they fill it.
    pixels, lines = sheet()
    card = [Line(x.text, 0.99, Box(left=x.box.left / 0.75, top=x.box.top / 0.3, right=x.box.right / 0.75,
                 bottom=x.box.bottom / 0.3)) for x in lines[:4]]  # fmt: skip
    card = [replace(x, text=x.text[:9]) for x in card]
    assert grade_of(measured(pixels[: round(0.3 * HEIGHT), : round(0.75 * WIDTH)], card).score, ()) in ACCEPTED


def test_the_bare_back_of_a_sheet_on_a_table_is_blank_and_not_blurred() -> None:
    pixels, _ = framed(bare(), [], 120)
    clarity = measured(pixels, [])
    assert (clarity.blank, clarity.problems) == (True, ())
    assert document_clarity([clarity]).grade is ClarityGrade.POOR


def tabled(bottom: int) -> tuple[Pixels, list[Line]]:
    """The sheet with a table's frame around its lines, cut off so many pixels from above."""
    pixels, lines = sheet()
    for x in (70, 400, 720):
        cv2.line(pixels, (x, 70), (x, HEIGHT - 60), (40, 40, 40), 3)
    for y in (70, HEIGHT - 60):
        cv2.line(pixels, (70, y), (720, y), (40, 40, 40), 3)
    kept = [
        Line(x.text, x.confidence, Box(left=x.box.left, top=x.box.top * HEIGHT / bottom, right=x.box.right,
             bottom=x.box.bottom * HEIGHT / bottom))
        for x in lines
        if x.box.bottom * HEIGHT <= bottom
    ]  # fmt: skip
    return np.ascontiguousarray(pixels[:bottom]), kept


def test_a_frame_that_nothing_closes_goes_on_beyond_the_picture() -> None:
    cut = measured(*tabled(90 + 68 * 9 + 66))
    assert kinds(cut) == {ClarityKind.CUT_OFF}
    assert grade_of(cut.score, cut.problems) is ClarityGrade.POOR
    assert kinds(measured(*tabled(HEIGHT))) == set()


def test_the_edges_of_a_sheet_that_run_out_of_the_picture_are_no_rules() -> None:
    pixels, lines = sheet()
    outline = np.array([(28, 60), (764, 60), (712, HEIGHT), (75, HEIGHT)], np.int32)
    paper = cv2.fillConvexPoly(np.zeros((HEIGHT, WIDTH), np.uint8), outline, (255,))
    on_table = np.where(paper[:, :, None] > 0, pixels, 150).astype(np.uint8)
    assert kinds(measured(softened(on_table, 1.5), lines)) == set()


def test_a_picture_cut_close_all_around_is_not_cut_off() -> None:
    pixels, lines = sheet()
    left, top, right, bottom = 70, 70, 90 + 32 * len(TEXT) + 20, 90 + 68 * 17 + 64
    size = np.array((right - left, bottom - top, right - left, bottom - top), float)
    kept = []
    for x in lines:
        moved = (np.array((x.box.left * WIDTH, x.box.top * HEIGHT, x.box.right * WIDTH, x.box.bottom * HEIGHT))
                 - (left, top, left, top)) / size  # fmt: skip
        kept.append(Line(x.text, x.confidence, Box.clipped(*(float(one) for one in moved))))
    assert kinds(measured(np.ascontiguousarray(pixels[top:bottom, left:right]), kept)) == set()


def test_tiles_know_flat_white_from_white_with_grain() -> None:
    white = np.full((640, 640, 3), 255, np.uint8)
    assert Tiles.of(white).flat.min() == 1.0
    assert Tiles.of(grained(white, 240)).flat.max() == 0.0


def test_lines_that_are_sure_and_dark_on_flat_white_have_lost_nothing() -> None:
    pixels, lines = sheet()
    white = np.where(pixels > 240, 255, pixels).astype(np.uint8)
    page = PageImage.of_source("0" * 64, 0, white)
    assert Survey.of(page, lines).loss < 0.03
