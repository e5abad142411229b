from collections.abc import Sequence

from intake.files.layer_check import held_against_print
from intake.files.opening import Limits, open_bytes
from intake.ocr.engine import Orientation, ReadLine
from intake.page import PageImage, Pixels
from tests.intake.files.uploads import LINES, text_pdf


class Engine:
    """Reads the given texts, whatever it is shown."""

    name, weights = "fake", {"fake": "0"}

    def __init__(self, *texts: str) -> None:
        self.texts = texts

    def read(self, pixels: Pixels) -> list[ReadLine]:
        return []

    def recognize(self, crops: Sequence[Pixels]) -> list[tuple[str, float]]:
        return [(text, 0.9) for text, _ in zip(self.texts, crops, strict=False)]

    def orientation(self, pixels: Pixels) -> Orientation:
        return Orientation(0, 0.9)


def page() -> PageImage:
    return open_bytes(text_pdf().tobytes(), Limits()).page(0)


def test_a_layer_that_says_what_is_printed_stays() -> None:
    longest = (LINES[3], LINES[2], "年龄:五十六岁", "姓名：张二")
    assert held_against_print(page(), Engine(*longest)).text_lines == page().text_lines


def test_one_line_misread_under_a_seal_is_no_lie() -> None:
    assert held_against_print(page(), Engine(LINES[3], "中心医", "年龄:五十六岁", "姓名：张三")).text_lines is not None


def test_a_layer_that_says_something_else_goes() -> None:
    checked = held_against_print(page(), Engine("门诊病历记录本", "患者血糖偏高", "科室内分泌", "医师签名"))
    assert checked.text_lines is None


def test_a_page_without_a_layer_asks_nothing() -> None:
    bare = PageImage.of_source("0" * 64, 0, page().pixels)
    assert held_against_print(bare, Engine()) is bare
