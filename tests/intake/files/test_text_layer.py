import numpy as np

from intake.files.text_layer import LayerLine, trusted_lines
from intake.page import Pixels
from models.place import Box

WORDS = "入院诊断高血压病三级极高危组二型糖尿病"
TOP = Box(left=0.1, top=0.1, right=0.9, bottom=0.13)
BELOW = Box(left=0.1, top=0.2, right=0.9, bottom=0.23)


def printed(*boxes: Box) -> Pixels:
    """A page (H, W, 3) with something like characters in each box."""
    pixels = np.full((1200, 850, 3), 255, np.uint8)
    for box in boxes:
        for x in range(int(box.left * 850) + 2, int(box.right * 850) - 12, 20):
            pixels[int(box.top * 1200) + 8 : int(box.bottom * 1200) - 8, x : x + 10] = 30
    return pixels


def line(text: str, box: Box, *, level: bool = True, hidden: bool = False) -> LayerLine:
    return LayerLine(text, box, level, hidden)


def test_what_is_printed_where_the_layer_says_is_believed() -> None:
    lines = trusted_lines([line(WORDS, TOP), line(WORDS, BELOW)], [], printed(TOP, BELOW))
    assert lines is not None
    assert [(one.text, one.box) for one in lines] == [(WORDS, TOP), (WORDS, BELOW)]


def test_a_page_number_is_no_text_layer() -> None:
    assert trusted_lines([line("第 1 页", TOP)], [], printed(TOP)) is None
    assert trusted_lines([], [], printed(TOP)) is None


def test_characters_without_meaning_are_not_believed() -> None:
    for garbage in ("\ue001", "\ufffd", "\x03", "\U000f0001"):
        assert trusted_lines([line(WORDS, TOP), line(WORDS[:-2] + garbage * 2, BELOW)], [], printed(TOP, BELOW)) is None


def test_print_that_the_layer_does_not_tell_leaves_the_page_to_ocr() -> None:
    assert trusted_lines([line(WORDS * 2, TOP)], [], printed(TOP, BELOW)) is None


def test_a_line_told_where_nothing_stands_leaves_the_page_to_ocr() -> None:
    assert trusted_lines([line(WORDS, TOP), line(WORDS, BELOW)], [], printed(TOP)) is None


def test_pictures_in_strips_are_a_scan() -> None:
    strips = [Box(left=0, top=0.3 + 0.04 * n, right=1, bottom=0.34 + 0.04 * n) for n in range(5)]
    page = printed(TOP, BELOW)
    layer = [line(WORDS, TOP), line(WORDS, BELOW)]
    assert trusted_lines(layer, strips[:1], page) is not None
    assert trusted_lines(layer, strips, page) is None


def test_more_text_than_its_place_has_room_for_is_not_believed() -> None:
    """Characters laid over each other: one sees one of them, and to understand all would take minutes."""
    page = printed(TOP, BELOW)
    assert trusted_lines([line(WORDS, TOP), line("主治医师：" * 200, BELOW)], [], page) is None
    assert trusted_lines([line("." * 100, TOP), line(WORDS, BELOW)], [], page) is not None
    assert trusted_lines([line(WORDS, TOP)] * 2000, [], page) is None
