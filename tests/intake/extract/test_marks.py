"""Boxes to tick: empty ones, filled ones and ticks across them, put back into what was read."""

import cv2
import numpy as np
import pytest

from intake.extract.marks import with_marks
from intake.extract.people import find_physicians
from intake.extract.rowtext import width_of
from intake.extract.tick_boxes import find_marks
from intake.extract.ticks import ticked
from intake.extract.values import sex
from intake.page import Line
from models.codes import DocType, Title
from models.document import Physician
from models.place import Box
from tests.intake.extract.ruled import HEIGHT, WIDTH, line_at, page_of

_EM = 18
_TOP = 400


def drawn(parts: list[str], how: str, at: int) -> tuple[np.ndarray, Line]:
    """A page with one line of ``parts``: □ and ☑ are drawn as boxes (ticked ones as ``how`` says), every character as a
    block of strokes; the line as an engine reads it, without the ticked boxes."""
    pixels = np.full((HEIGHT, WIDTH, 3), 250, np.uint8)
    x = at
    read = ""
    for character in "".join(parts):
        if character in "□☑":
            box = (x + 2, _TOP + 2), (x + _EM - 3, _TOP + _EM - 3)
            cv2.rectangle(pixels, *box, (30, 30, 30), -1 if character == "☑" and how == "filled" else 1)
            if character == "☑" and how == "ticked":
                points = np.array([(x + 4, _TOP + 9), (x + 8, _TOP + 14), (x + 19, _TOP - 3)], np.int32)
                cv2.polylines(pixels, [points], isClosed=False, color=(60, 30, 20), thickness=2)
            read += character if character == "□" else ""
        else:
            for stroke in range(3):
                cv2.line(pixels, (x + 2, _TOP + 4 + 5 * stroke), (x + 8, _TOP + 4 + 5 * stroke), (30, 30, 30), 2)
                cv2.line(pixels, (x + 10, _TOP + 3 + 4 * stroke), (x + 15, _TOP + 6 + 4 * stroke), (30, 30, 30), 2)
            read += character
        x += _EM
    box_of = Box.clipped(at / WIDTH, (_TOP - 3) / HEIGHT, x / WIDTH, (_TOP + _EM + 3) / HEIGHT)
    return pixels, Line(read, 0.95, box_of)


@pytest.mark.parametrize("how", ["filled", "ticked"])
@pytest.mark.parametrize("chosen", range(4))
def test_a_ticked_rank_is_read_from_the_picture(how: str, chosen: int) -> None:
    ranks = [Title.CHIEF, Title.ASSOCIATE_CHIEF, Title.ATTENDING, Title.RESIDENT]
    labels = ["主任医师", "副主任医师", "主治医师", "住院医师"]
    parts = ["职称：", *(("☑" if place == chosen else "□") + label for place, label in enumerate(labels))]
    pixels, choice = drawn(parts, how, 100)
    page = page_of(pixels, [line_at("医师签名：王建国", 0.1, 0.262), choice])
    marked = page_of(pixels, with_marks(page))
    signer = next(one for one in find_physicians(DocType.DIAGNOSIS_CERTIFICATE, [marked]) if one.name == "王建国")
    assert signer.title is ranks[chosen]


def test_no_rank_is_taken_where_no_box_is_ticked() -> None:
    pixels, choice = drawn(["职称：", "□主任医师", "□副主任医师", "□主治医师"], "ticked", 100)
    page = page_of(pixels, [line_at("医师签名：王建国", 0.1, 0.262), choice])
    people = find_physicians(DocType.DIAGNOSIS_CERTIFICATE, [page_of(pixels, with_marks(page))])
    assert all(one.title is None for one in people)


def test_no_rank_is_taken_where_two_boxes_are_ticked() -> None:
    pixels, choice = drawn(["职称：", "☑主任医师", "☑副主任医师", "□主治医师"], "filled", 100)
    page = page_of(pixels, [line_at("医师签名：王建国", 0.1, 0.262), choice])
    people = find_physicians(DocType.DIAGNOSIS_CERTIFICATE, [page_of(pixels, with_marks(page))])
    assert all(one.title is None for one in people)


def test_the_choices_of_a_printed_list() -> None:
    pixels, choice = drawn(["□慢性肾功能不全", "☑糖尿病"], "filled", 200)
    (line,) = with_marks(page_of(pixels, [choice]))
    assert [line.text[start:end] for start, end in ticked(line.text)] == ["糖尿病"]


def test_lines_without_boxes_stay_as_read() -> None:
    pixels, plain = drawn(["患者口服降压药"], "ticked", 200)
    assert with_marks(page_of(pixels, [plain])) == (plain,)


def test_a_character_is_no_box() -> None:
    ink = np.zeros((30, 200), dtype=np.uint8)
    for x in range(5, 190, 30):
        cv2.line(ink, (x, 5), (x + 18, 24), (1,), 2)
        cv2.line(ink, (x + 9, 4), (x + 9, 25), (1,), 2)
    assert find_marks(ink.astype(np.float32), 26) == []


@pytest.mark.parametrize(
    ("text", "meant"), [("□男☑女", "female"), ("☑男□女", "male"), ("□男", None), ("囗女", None), ("男□女", None)]
)
def test_sex_is_told_by_a_tick_only(text: str, meant: str | None) -> None:
    found = sex(text)
    assert (found.value if found else None) == meant


def ringed(*ringed_words: int) -> list[Physician]:
    """A printed list of three ranks behind 职称：, with ovals round some of them."""
    words = ["主任医师", "副主任医师", "主治医师"]
    pixels = np.full((HEIGHT, WIDTH, 3), 250, np.uint8)
    choice = line_at("职称：" + "/".join(words), 0.1, 0.262 + 0.03)
    x = choice.box.left
    for place, word in enumerate(words):
        before = width_of("职称：" + "/".join(words[:place]) + ("/" if place else ""))
        unit = choice.box.width / width_of(choice.text)
        middle = (round((x + (before + len(word) / 2) * unit) * WIDTH), round(choice.box.center[1] * HEIGHT))
        if place in ringed_words:
            axes = (round((len(word) / 2 + 0.4) * unit * WIDTH), round(choice.box.height * HEIGHT * 0.75))
            cv2.ellipse(pixels, middle, axes, 0, 0, 360, (90, 40, 30), 2)
    page = page_of(pixels, [line_at("医师签名：王建国", 0.1, 0.262), choice])
    return list(find_physicians(DocType.DIAGNOSIS_CERTIFICATE, [page_of(pixels, with_marks(page))]))


@pytest.mark.parametrize(("place", "title"), [(0, Title.CHIEF), (1, Title.ASSOCIATE_CHIEF), (2, Title.ATTENDING)])
def test_a_ringed_rank_is_the_chosen_one(place: int, title: Title) -> None:
    assert [one.title for one in ringed(place)] == [title]


@pytest.mark.parametrize("places", [(), (0, 1), (0, 1, 2)])
def test_no_rank_is_taken_where_not_one_alone_is_ringed(places: tuple[int, ...]) -> None:
    assert all(one.title is None for one in ringed(*places))
