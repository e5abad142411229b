"""Cards: what lies beside an identity card that was read is not the card's print; a social security card's portrait and
chip lie over nothing."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from intake.clarity import grade_of
from intake.clarity.card import tells_its_holder, whole_cards
from intake.page import Line, Pixels
from models.codes import ClarityGrade, ClarityKind
from models.place import Box
from tests.intake.clarity.pages import FONT, HEIGHT, TEXT, WIDTH, kinds, measured, softened

FRONT = (
    ("姓名 沈毅", 0, 0),
    ("性别 男 民族 汉", 0, 55),
    ("出生 1966年10月31日", 0, 110),
    ("住址 云岭市青山区解放路192", 0, 165),
    ("号15栋1592室", 90, 205),
    ("公民身份号码 429021196610316156", 0, 290),
)
BACK = (
    ("中华人民共和国", 180, 0),
    ("居民身份证", 180, 50),
    ("签发机关 云岭市公安局", 100, 230),
    ("有效期限 2021.04.03-2041.04.03", 100, 290),
)
LEFT, TOP, SIZE = 210, 330, 28


def card(entries: tuple[tuple[str, int, int], ...], ground: Pixels) -> tuple[Pixels, list[Line]]:
    """A card on a page of that ground, and its lines as an engine reads them."""
    grain = np.random.default_rng(0).normal(0, 4, (400, 620, 3))
    pixels = ground.copy()
    pixels[TOP - 40 : TOP + 360, LEFT - 40 : LEFT + 580] = np.clip(np.array((226, 232, 216)) + grain, 0, 255)
    picture = Image.fromarray(pixels)
    pen, font = ImageDraw.Draw(picture), ImageFont.truetype(FONT, SIZE, index=2)
    lines = []
    for text, x, y in entries:
        pen.text((LEFT + x, TOP + y), text, (35, 35, 35), font)
        wide = font.getlength(text)
        box = Box.clipped(
            (LEFT + x) / WIDTH, (TOP + y + 4) / HEIGHT, (LEFT + x + wide) / WIDTH, (TOP + y + 40) / HEIGHT
        )
        lines.append(Line(text, 0.99, box))
    return np.array(picture, dtype=np.uint8), lines


def white_scan() -> Pixels:
    """A white sheet that lies askew in a scanner whose lid is dark: all corners are seen."""
    page = np.full((HEIGHT, WIDTH, 3), 60, np.uint8)
    sheet = np.array([(2, 30), (960, 2), (998, 1370), (42, 1398)], np.int32)
    return np.asarray(cv2.fillConvexPoly(page, sheet, (255, 255, 255)), dtype=np.uint8)


def over_papers() -> Pixels:
    """A sheet that lies on others, with lines of theirs beside it that are out of focus."""
    page = np.full((HEIGHT, WIDTH, 3), 205, np.uint8)
    rng = np.random.default_rng(1)
    for row in range(28):
        for x in range(20, 960, 26):
            top = 40 + 48 * row
            page[top : top + 20 : 5, x : x + int(rng.integers(8, 22))] = 120
    page = softened(page, 4.0)
    page[250:1250, 120:880] = 240
    return page


@pytest.mark.parametrize("entries", [FRONT, BACK], ids=("front", "back"))
@pytest.mark.parametrize("ground", [white_scan(), over_papers()], ids=("white scan", "over papers"))
def test_what_lies_beside_a_card_that_was_read_says_nothing_of_it(
    entries: tuple[tuple[str, int, int], ...], ground: Pixels
) -> None:
    pixels, lines = card(entries, ground)
    clarity = measured(pixels, lines)
    assert clarity.problems == ()
    assert grade_of(clarity.score, clarity.problems) in (ClarityGrade.GOOD, ClarityGrade.FAIR)


def test_the_name_of_a_copied_card_above_it_is_no_other_paper() -> None:
    _, lines = card(BACK, white_scan())
    caption = Line("居民身份证复印件（反面）粘贴处", 0.99, Box.clipped(0.3, 0.1, 0.7, 0.13))
    assert len(whole_cards([caption, *lines])) == 1


SOCIAL = (
    ("中华人民共和国社会保障卡", 100, 0), ("姓名 沈毅", 200, 110), ("社会保障号码 429021196610316156", 200, 165),
    ("卡号 519933274941", 200, 220), ("发卡日期 2025年02月", 200, 275),
)  # fmt: skip


def test_portrait_and_chip_of_a_social_security_card_cover_nothing() -> None:
    pixels, lines = card(SOCIAL, np.full((HEIGHT, WIDTH, 3), 250, np.uint8))
    pixels[TOP + 90 : TOP + 320, LEFT + 10 : LEFT + 170] = (70, 55, 45)
    pixels[TOP + 180 : TOP + 260, LEFT + 470 : LEFT + 570] = (95, 190, 220)
    kept = [line for line in lines if line.box.left * WIDTH >= LEFT]
    clarity = measured(pixels, kept)
    assert ClarityKind.OCCLUSION not in kinds(clarity)
    assert grade_of(clarity.score, clarity.problems) in (ClarityGrade.GOOD, ClarityGrade.FAIR)
    # Where the holder was not read, a thing may lie over the name.
    assert tells_its_holder(kept)
    assert not tells_its_holder([line for line in kept if "姓名" not in line.text])


def test_a_problem_on_the_card_is_told_with_its_place_on_the_page() -> None:
    pixels, lines = card(FRONT, white_scan())
    lower = slice(TOP + 150, TOP + 360)
    pixels[lower] = softened(pixels, 9.0)[lower]
    blurred = [line if line.box.bottom * HEIGHT < TOP + 150 else Line(line.text, 0.82, line.box) for line in lines]
    assert len(whole_cards(blurred)) == 1
    clarity = measured(pixels, blurred)
    assert kinds(clarity) == {ClarityKind.BLUR}
    (problem,) = clarity.problems
    assert problem.box is None or problem.box.bottom * HEIGHT > TOP + 150
    assert grade_of(clarity.score, clarity.problems) in (ClarityGrade.POOR, ClarityGrade.UNREADABLE)


def test_a_card_of_which_an_entry_was_not_surely_read_is_not_whole() -> None:
    _, lines = card(FRONT, white_scan())
    assert len(whole_cards(lines)) == 1
    assert whole_cards(lines[1:]) == []
    assert whole_cards([Line("姓名 沈毅", 0.6, lines[0].box), *lines[1:]]) == []
    # Nor has a paper with more on it than a card no more to say.
    report = [Line(TEXT, 0.99, Box.clipped(0.1, y, 0.9, y + 0.02)) for y in (0.7, 0.8)]
    assert whole_cards([*lines, *report]) == []
