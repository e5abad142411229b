"""Which disease of a form's printed list is ticked, and that none is where no mark stands out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import pytest

from intake.assemble import document_of
from intake.classify import PageGroup
from intake.extract.listed_disease import listed_disease
from intake.extract.marks import with_marks
from intake.page import Line, PageImage, ReadPage
from models.codes import DocType
from models.document import Field, TypeGuess
from models.place import Box
from tests.intake.extract.ruled import HEIGHT, WIDTH, line_at, page_of

_EM = 24
_STEP = 36
_PEN = (60, 30, 20)
_NAMES = ("高血压病", "糖尿病", "冠心病", "白内障", "血友病", "帕金森病", "类风湿关节炎", "系统性红斑狼疮")


def chosen(page: ReadPage) -> Field | None:
    return listed_disease([page], [replace(page, lines=with_marks(page))])


Mark = Callable[[np.ndarray, int, int, int], None]
"""Draws on a page at the slot's left edge, the letters' top and the name's right edge."""


def tick(page: np.ndarray, slot: int, top: int, right: int) -> None:
    points = np.array([(slot + 4, top + 10), (slot + 10, top + 18), (slot + 28, top - 8)], np.int32)
    cv2.polylines(page, [points], isClosed=False, color=_PEN, thickness=2)


def small_tick(page: np.ndarray, slot: int, top: int, right: int) -> None:
    points = np.array([(slot + 5, top + 11), (slot + 9, top + 16), (slot + 17, top + 5)], np.int32)
    cv2.polylines(page, [points], isClosed=False, color=(30, 30, 30), thickness=3)


def fill(page: np.ndarray, slot: int, top: int, right: int) -> None:
    cv2.rectangle(page, (slot + 2, top + 2), (slot + 20, top + 20), (30, 30, 30), -1)


def ring(page: np.ndarray, slot: int, top: int, right: int) -> None:
    middle = ((slot + right) // 2, top + _EM // 2)
    cv2.ellipse(page, middle, ((right - slot) // 2 + 10, _EM * 4 // 5), 0, 0, 340, _PEN, 2)


def nothing(page: np.ndarray, slot: int, top: int, right: int) -> None:
    pass


def listed(kind: str, marks: dict[int, Mark], lost: tuple[int, ...] = ()) -> ReadPage:
    """A page with the names in two columns below their label; a name whose slot is ``lost`` was read without it."""
    pixels = np.full((HEIGHT, WIDTH, 3), 250, np.uint8)
    lines = [line_at("申请病种（单选）：", 0.08, 0.2), line_at("诊断医师认定意见：", 0.08, 0.5)]
    for number, name in enumerate(_NAMES):
        x, top = 90 + number % 2 * 480, int(0.23 * HEIGHT) + number // 2 * _STEP
        slot, left = x, x + _EM
        if kind == "box":
            cv2.rectangle(pixels, (x + 2, top + 2), (x + 20, top + 20), (30, 30, 30), 1)
        right = left + _EM * len(name)
        for place in range(len(name)):
            _letter(pixels, left + place * _EM, top)
        marks.get(number, nothing)(pixels, slot if kind == "box" else left, top, right)
        read = "□" + name if kind == "box" and number not in lost else name
        start = x if read != name else left
        box = Box.clipped(start / WIDTH, (top - 3) / HEIGHT, right / WIDTH, (top + _EM + 3) / HEIGHT)
        lines.append(Line(read, 0.98, box))
    return page_of(pixels, lines)


def _letter(pixels: np.ndarray, x: int, y: int) -> None:
    for stroke in range(4):
        cv2.line(pixels, (x + 2, y + 3 + 5 * stroke), (x + 21, y + 3 + 5 * stroke), (30, 30, 30), 2)
    cv2.line(pixels, (x + 11, y + 2), (x + 11, y + 21), (30, 30, 30), 2)


@pytest.mark.parametrize("number", [0, 3, 6])
@pytest.mark.parametrize("mark", [tick, small_tick, fill, ring])
def test_the_box_that_is_marked(mark: Mark, number: int) -> None:
    field = chosen(listed("box", {number: mark}, lost=(number,)))
    assert field is not None
    assert field.value == _NAMES[number]
    assert field.evidence


@pytest.mark.parametrize("number", [0, 3, 6])
def test_the_name_that_is_ringed_in_a_list_without_boxes(number: int) -> None:
    field = chosen(listed("none", {number: ring}))
    assert field is not None
    assert field.value == _NAMES[number]


@pytest.mark.parametrize("kind", ["box", "none"])
def test_none_where_nothing_is_marked(kind: str) -> None:
    field = chosen(listed(kind, {}))
    assert field is not None
    assert field.value is None


def test_a_list_headed_by_what_is_to_be_done_in_it() -> None:
    page = listed("box", {3: tick}, lost=(3,))
    field = chosen(replace(page, lines=(line_at("一、申请认定的病种（请在□内打“√”）", 0.08, 0.2), *page.lines[1:])))
    assert field is not None
    assert field.value == _NAMES[3]


def test_a_label_that_is_wrapped_in_its_cell() -> None:
    page = listed("box", {3: tick}, lost=(3,))
    lines = (line_at("申请认定病", 0.08, 0.19), line_at("种（打√）：", 0.08, 0.207), *page.lines[1:])
    field = chosen(replace(page, lines=lines))
    assert field is not None
    assert field.value == _NAMES[3]


def stroke_beside(page: np.ndarray, slot: int, top: int, right: int) -> None:
    cv2.line(page, (right + 6, top + 6), (right + 14, top + 16), _PEN, 3)


def test_a_tick_that_was_read_among_boxes_that_were_read_outweighs_ink_beside_a_name() -> None:
    page = listed("box", {0: stroke_beside})
    assert chosen(page).value == _NAMES[0]  # type: ignore[union-attr]
    read = tuple(replace(line, text=line.text.replace("□糖尿病", "☑糖尿病")) for line in page.lines)
    field = chosen(replace(page, lines=read))
    assert field is not None
    assert field.value == "糖尿病"


def test_a_box_that_is_read_as_a_character_is_no_part_of_the_name() -> None:
    page = listed("box", {3: fill}, lost=(3,))
    lines = tuple(replace(line, text="圖" + line.text) if line.text == _NAMES[3] else line for line in page.lines)
    field = chosen(replace(page, lines=lines))
    assert field is not None
    assert field.value == _NAMES[3]


@pytest.mark.parametrize(("marks", "value"), [({0: tick}, _NAMES[0]), ({3: tick}, _NAMES[3]), ({}, None)])
def test_a_shadow_over_the_list_is_no_mark(marks: dict[int, Mark], value: str | None) -> None:
    page = listed("box", marks, lost=tuple(marks))
    light = np.interp(np.arange(WIDTH), [0, 480, 640, WIDTH], [1.0, 1.0, 0.35, 0.35])[None, :, None]
    field = chosen(page_of((page.image.pixels * light).astype(np.uint8), page.lines))
    assert field is not None
    assert field.value == value


def test_none_where_a_box_was_only_not_read() -> None:
    field = chosen(listed("box", {}, lost=(2,)))
    assert field is not None
    assert field.value is None


@pytest.mark.parametrize(("kind", "mark"), [("box", tick), ("box", fill), ("none", ring)])
def test_none_where_two_are_marked(kind: str, mark: Mark) -> None:
    field = chosen(listed(kind, {0: mark, 5: mark}, lost=(0, 5)))
    assert field is not None
    assert field.value is None


def test_a_disease_that_is_written_is_no_list() -> None:
    pixels = np.full((HEIGHT, WIDTH, 3), 250, np.uint8)
    assert chosen(page_of(pixels, [line_at("申请病种：高血压病", 0.1, 0.2)])) is None


def test_the_next_entries_of_a_form_are_no_list() -> None:
    entries = (
        "就诊医院：青山市人民医院",
        "主要病史：头晕五年",
        "检查结果：血压偏高",
        "用药情况：氨氯地平片",
        "住院次数：一次",
        "家族病史：没有",
    )
    lines = [line_at(text, 0.1, 0.24 + 0.03 * number) for number, text in enumerate(entries)]
    pixels = np.full((HEIGHT, WIDTH, 3), 250, np.uint8)
    tick(pixels, int(0.1 * WIDTH), int(0.36 * HEIGHT), int(0.3 * WIDTH))
    assert chosen(page_of(pixels, [line_at("申请病种：高血压病", 0.1, 0.2), *lines])) is None


class Opened:
    """A file whose only page is read already."""

    sha256 = "0" * 64
    page_count = 1
    digitally_signed = False

    def page(self, number: int) -> PageImage:
        raise AssertionError(number)


@pytest.mark.parametrize(("marks", "value"), [({3: tick}, "白内障"), ({}, None)])
def test_a_forms_record_holds_the_ticked_name_only(marks: dict[int, Mark], value: str | None) -> None:
    guess = TypeGuess(value=DocType.APPLICATION_FORM, label="申请表", confidence=0.9)
    page = listed("box", marks, lost=tuple(marks))
    field = document_of("a.jpg", Opened(), PageGroup(guess, (page,), ())).fields["applied_disease"]
    assert field.value == value
    assert field.confidence < 0.5 or value is not None  # so that an unseen tick never fails anybody
    assert field.evidence
