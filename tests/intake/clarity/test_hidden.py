"""What stood where nothing can be seen is estimated, not forgotten: a score of the visible rest would be too good."""

from __future__ import annotations

import cv2
import numpy as np

from intake.clarity import measure_clarity
from intake.page import Line, PageImage, Pixels
from models.codes import ClarityKind
from models.place import Box
from tests.intake.clarity.pages import HEIGHT, WIDTH, kinds, left_of, measured, read_at, sheet, softened

BLACK = Box(left=0.35, top=0.3, right=0.75, bottom=0.75)


def burnt_above(pixels: Pixels, row: int) -> Pixels:
    """The page on grey paper, burnt out from its upper edge down to a row of pixels."""
    light = np.zeros((HEIGHT, 1, 1), np.float32)
    light[:row] = 1.0
    light = np.asarray(cv2.GaussianBlur(light, (1, 61), 12), np.float32).reshape(HEIGHT, 1, 1)
    return np.clip(pixels * 0.78 + 400 * light, 0, 255).astype(np.uint8)


def titled(pixels: Pixels, row: int) -> Line:
    """A heading drawn into the page at a row, and the line that is read of it."""
    pixels[row : row + 70, 300:700] = 250
    for x in range(310, 680, 60):
        cv2.rectangle(pixels, (x, row + 8), (x + 44, row + 60), (35, 35, 35), 7)
    return Line("疾病诊断证明", 0.99, Box(left=0.3, top=row / HEIGHT, right=0.7, bottom=(row + 68) / HEIGHT))


def test_a_lamp_over_the_top_of_a_page_hides_rows_that_nobody_saw() -> None:
    pixels, lines = sheet()
    read = lines[9:]
    hidden = measured(burnt_above(pixels, 90 + 68 * 9), read)
    assert hidden.score < 0.75
    # Below its heading a page begins, whatever shines above it.
    pixels, lines = sheet()
    heading = titled(pixels, 90 + 68 * 8)
    begun = measured(burnt_above(pixels, 90 + 68 * 8 - 60), [heading, *lines[9:]])
    assert begun.score > hidden.score + 0.15


def test_the_wider_the_hole_the_lower_the_score() -> None:
    pixels, lines = sheet()
    scores = []
    for right in (0.36, 0.5, 0.65):
        hole = Box(left=0.25, top=0.2, right=right, bottom=0.8)
        noted = pixels.copy()
        noted[280:1120, 250 : round(right * WIDTH)] = (110, 236, 255)
        scores.append(measured(noted, left_of(lines, hole)).score)
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] < 0.8


def test_a_shadow_with_a_black_core_is_a_shadow_and_all_of_it_hides_text() -> None:
    pixels, lines = sheet()
    shade = np.zeros((HEIGHT, WIDTH), np.float32)
    left, right = round(BLACK.left * WIDTH), round(BLACK.right * WIDTH)
    shade[round(BLACK.top * HEIGHT) : round(BLACK.bottom * HEIGHT), left:right] = 1.0
    shade = np.asarray(cv2.GaussianBlur(shade, (0, 0), 30), np.float32)[..., None]
    clarity = measured((pixels * (1 - 0.99 * shade)).astype(np.uint8), left_of(lines, BLACK))
    assert kinds(clarity) == {ClarityKind.SHADOW}
    assert clarity.score < 0.85


def test_little_read_of_a_page_that_is_spoiled_all_over_says_that_more_is_gone() -> None:
    pixels, lines = sheet()
    dark = (pixels * 0.05).astype(np.uint8)
    few = measured(dark, read_at(lines[3:6], 0.9)).score
    assert few < 0.5
    assert few < measured(dark, read_at(lines, 0.9)).score - 0.2


def test_faint_rules_are_no_print_that_was_not_read() -> None:
    pixels, lines = sheet()
    bright = np.clip(255 - (250 - pixels.astype(int)) * 0.25, 0, 255).astype(np.uint8)
    page = PageImage.of_source("0" * 64, 0, bright)
    ruled = bright.copy()
    for y in range(90 + 56, HEIGHT - 120, 68):
        cv2.line(ruled, (90, y + 4), (700, y + 4), (238, 238, 238), 2)
    assert measure_clarity(page.warped(ruled, np.eye(3)), lines).score > measure_clarity(page, lines).score - 0.03


def test_softness_of_a_seal_says_nothing_of_the_page() -> None:
    pixels, lines = sheet()
    cv2.circle(pixels, (800, 1250), 110, (60, 60, 220), 12, cv2.LINE_AA)
    pixels[1100:, 660:] = softened(pixels[1100:, 660:], 6.0)
    assert measured(pixels, lines).score > 0.9
