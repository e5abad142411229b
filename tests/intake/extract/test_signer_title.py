"""A title beside a hand or a stamp: read as it is printed where the picture shows that no 副 is hidden before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from intake.extract.people import find_physicians
from intake.page import Line, ReadPage
from models.codes import DocType, Title
from models.place import Box
from tests.intake.extract.setting import lines_of, name_stamp, read_page, set_line

CERTIFICATE = DocType.DIAGNOSIS_CERTIFICATE
RECORD = DocType.DISCHARGE_SUMMARY
_LETTER = 23
"""Pixels of a full-width letter on the test's page."""
_TOP = 960
TITLE = 500
"""Where the printed title begins."""
HAND = Box.clipped(0.22, 0.596, 0.38, 0.62)


def _signed(title: str, read: str, printed: Sequence[int], shadow: bool = False) -> ReadPage:
    """A signature line with a hand behind its label; ``read`` is how hand and title were read, as one line, and
    ``printed`` where its letters stand."""
    label, text = set_line("医师签名：", 0.1, 0.6), set_line("经检查诊断为高血压病", 0.1, 0.4)
    end = (TITLE + _LETTER * len(title)) / 1150
    left = HAND.left if read != title else TITLE / 1150
    line = Line(read, 0.95, Box.clipped(left, 0.596, end, 0.62))
    page = read_page([text, label, line], ink=[HAND])
    for place in printed:
        page.image.pixels[_TOP : _TOP + 22, place + 1 : place + 22 : 3] = 30
        page.image.pixels[_TOP : _TOP + 22 : 3, place + 1 : place + 22] = 30
    if shadow:
        fading = np.linspace(1.0, 0.45, 1150)[None, :, None]
        page.image.pixels[:] = (page.image.pixels * fading).astype(np.uint8)
    return page


def _at(title: str, step: int = _LETTER) -> list[int]:
    return [TITLE + step * number for number in range(len(title))]


@pytest.mark.parametrize("shadow", [False, True])
@pytest.mark.parametrize(
    ("title", "read"), [("主任医师", "N主任医师"), ("主任中医师", "Min.主任中医师"), ("主任医师", ".主任医师")]
)
def test_a_chief_beside_a_hand_is_believed(title: str, read: str, shadow: bool) -> None:
    (one,) = find_physicians(CERTIFICATE, [_signed(title, read, _at(title), shadow)])
    assert (one.title, one.signed) == (Title.CHIEF, True)
    assert one.confidence >= 0.6


@pytest.mark.parametrize(
    "printed",
    [
        [TITLE - _LETTER, *_at("主任医师")],  # A letter more than was read: a 副 may be among them.
        _at("主任医师", 34),  # Spaced letters: the blank before them may hold one.
        [*range(TITLE - 5 * _LETTER, TITLE, 20), *_at("主任医师")],  # The hand runs up to the title.
        [],
    ],
)
def test_a_chief_is_not_believed_where_a_deputy_may_be_hidden(printed: list[int]) -> None:
    (one,) = find_physicians(CERTIFICATE, [_signed("主任医师", "N主任医师", printed)])
    assert (one.title, one.confidence) == (Title.ASSOCIATE_CHIEF, 0.4)


def test_a_chief_is_not_believed_where_a_deputy_may_be_written_in_a_blank() -> None:
    page = _signed("主任医师", "N主任医师", _at("主任医师"))
    hand = Box.clipped((TITLE - 2 * _LETTER) / 1150, 0.596, (TITLE - _LETTER) / 1150, 0.62)
    bare = read_page(page.lines, ink=[hand])
    for place in _at("主任医师"):
        bare.image.pixels[_TOP : _TOP + 22, place + 1 : place + 22 : 3] = 30
        bare.image.pixels[_TOP : _TOP + 22 : 3, place + 1 : place + 22] = 30
    narrow = [
        replace(line, box=Box.clipped(hand.left, line.box.top, line.box.right, line.box.bottom))
        for line in page.lines[2:]
    ]
    (one,) = find_physicians(CERTIFICATE, [replace(bare, lines=(*page.lines[:2], *narrow))])
    assert (one.title, one.confidence) == (Title.ASSOCIATE_CHIEF, 0.4)


def test_a_printed_chief_beside_a_stamp_is_not_judged_by_how_the_stamp_was_read() -> None:
    stamp = name_stamp(Box.clipped(0.21, 0.595, 0.3, 0.62), "李建国").model_copy(update={"confidence": 0.7})
    page = read_page([*lines_of("医师签名："), set_line("主任医师", 0.5, 0.6)], (stamp,))
    (one,) = find_physicians(CERTIFICATE, [page])
    assert (one.name, one.title) == ("李建国", Title.CHIEF)


@pytest.mark.parametrize("title", ["副主任中医师", "副主任医师", "主治中医师"])
def test_a_hand_that_was_read_as_letters_signs_as_surely_as_one_that_was_not_read(title: str) -> None:
    page = read_page(lines_of([(0.1, "医师签名："), (0.22, "MywS"), (0.5, title)]), ink=[HAND])
    (one,) = find_physicians(CERTIFICATE, [page])
    assert (one.name, one.signed) == (None, True)
    assert one.confidence >= 0.6


def test_words_printed_at_the_signatures_place_are_no_sure_signature() -> None:
    (one,) = find_physicians(CERTIFICATE, [read_page(lines_of("医师签名：手写有效"))])
    assert one.confidence < 0.5


def test_a_hand_found_in_one_line_with_the_title_is_no_empty_line() -> None:
    title = Line("住院医师", 0.98, Box.clipped(0.22, 0.596, 0.52, 0.62))
    text = set_line("经检查诊断为高血压病", 0.1, 0.4)
    page = read_page([text, *lines_of("经治医师："), title], ink=[HAND])
    (one,) = find_physicians(RECORD, [page])
    assert (one.title, one.signed) == (Title.RESIDENT, True)


@pytest.mark.parametrize("written", ["苏玉兰医师", "苏玉兰 医师"])
def test_the_lowest_rank_behind_a_name(written: str) -> None:
    (one,) = find_physicians(CERTIFICATE, [read_page(lines_of(f"医师签名：{written}"))])
    assert (one.name, one.title) == ("苏玉兰", Title.RESIDENT)


def test_the_name_behind_anothers_label_below_is_not_the_physicians() -> None:
    rows = [(0.1, "主治医师"), (0.5, "住院医师")], [(0.1, "质控护士"), (0.25, "常美玲"), (0.5, "质控日期")]
    page = read_page(lines_of(*rows))
    assert not [one for one in find_physicians(DocType.MEDICAL_RECORD_FRONT_PAGE, [page]) if one.name]
