from collections.abc import Sequence
from dataclasses import replace

import pymupdf
import pytest

from intake.files.layer_check import held_against_print
from intake.files.opening import Limits, open_bytes
from intake.ocr.engine import Orientation, ReadLine
from intake.ocr.spelling import Spelling
from intake.page import Line, PageImage, Pixels
from models.place import Box
from tests.intake.files.uploads import LINES, text_pdf


class Engine:
    """Reads the given texts, whatever it is shown."""

    name, weights = "fake", {"fake": "0"}

    def __init__(self, *texts: str) -> None:
        self.texts = texts

    def read(self, pixels: Pixels) -> list[ReadLine]:
        return []

    def spell(self, crops: Sequence[Pixels]) -> list[Spelling]:
        return []

    def find(self, pixels: Pixels) -> list[ReadLine]:
        return []

    def recognize(self, crops: Sequence[Pixels]) -> list[tuple[str, float]]:
        return [(text, 0.9) for text, _ in zip(self.texts, crops, strict=False)]

    def orientation(self, pixels: Pixels) -> Orientation:
        return Orientation(0, 0.9)


class TrueEngine(Engine):
    """Reads on each of a page's pictures what is printed there, given line by line; ``slips`` are misread."""

    def __init__(self, page: PageImage, slips: dict[str, str] | None = None) -> None:
        super().__init__()
        self.page, self.slips, self.asked = page, slips or {}, 0

    def spell(self, crops: Sequence[Pixels]) -> list[Spelling]:
        return []

    def recognize(self, crops: Sequence[Pixels]) -> list[tuple[str, float]]:
        self.asked += len(crops)
        lines = self.page.text_lines or ()
        known = {self.page.crop(line.box).tobytes(): line.text for line in lines}
        texts = [known.get(crop.tobytes(), "") for crop in crops]
        return [(self.slips.get(text, text), 0.97) for text in texts]


ROWS = (
    "某市第一人民医院", "疾病诊断证明书", "姓名：张小明", "身份证号：511302196205134131", "诊断：糖尿病肾病四期",
    "建议：门诊长期治疗", "医师签名：李四", "主治医师", "日期：2025年3月15日",
)  # fmt: skip


def certificate(*more: str) -> PageImage:
    document = pymupdf.open()
    sheet = document.new_page(width=595, height=842)
    for number, text in enumerate((*ROWS, *more)):
        sheet.insert_text((72, 80 + 30 * number), text, fontname="china-s", fontsize=14)
    read = open_bytes(document.tobytes(), Limits()).page(0)
    assert read.text_lines is not None
    return read


def saying(page: PageImage, printed: str, told: str) -> PageImage:
    """The page with a layer that says ``told`` where the print says ``printed``."""
    assert page.text_lines is not None
    lines = tuple(replace(line, text=line.text.replace(printed, told)) for line in page.text_lines)
    assert lines != page.text_lines
    return replace(page, text_lines=lines)


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("主治医师", "副主任医师"),
        ("主治医师", "主任医师"),
        ("主治医师", "副 主 任 医 师"),
        ("李四", "李四 副主任医师"),
        ("张小明", "张大明"),
        ("511302196205134131", "511302196205134132"),
        ("2025年3月15日", "2025年8月15日"),
        ("第一人民", "第二人民"),
        ("某市第一人民医院", "某省中心医院"),
    ],
)
def test_one_short_line_that_says_something_else_costs_the_layer(printed: str, told: str) -> None:
    page = certificate()
    assert held_against_print(page, TrueEngine(page)).text_lines == page.text_lines
    assert held_against_print(saying(page, printed, told), TrueEngine(page)).text_lines is None


def test_a_name_in_a_cell_beside_its_label_is_read() -> None:
    document = text_pdf()
    for left, text in ((72, "姓名"), (200, "王五")):
        document[0].insert_text((left, 400), text, fontname="china-s", fontsize=14)
    page = open_bytes(document.tobytes(), Limits()).page(0)
    assert held_against_print(page, TrueEngine(page)).text_lines is not None
    assert held_against_print(saying(page, "王五", "王伍"), TrueEngine(page)).text_lines is None


def test_a_slip_of_the_engine_leaves_the_layer() -> None:
    page = certificate()
    slips = {"医师签名：李四": "医师签各：李四", "某市第一人民医院": "某巿第一人民医院"}
    assert held_against_print(page, TrueEngine(page, slips)).text_lines == page.text_lines


def test_a_page_full_of_titles_is_read_by_ocr_and_no_more_than_twenty_places_ever() -> None:
    few, many = certificate(*["主治医师"] * 8), certificate(*["主治医师"] * 15)
    for page, believed in ((few, True), (many, False)):
        engine = TrueEngine(page)
        assert (held_against_print(page, engine).text_lines is not None) is believed
        assert engine.asked <= 20


def test_a_title_far_into_a_long_line_is_read_where_it_stands() -> None:
    long = "经完善相关检查后请心血管内科会诊，由李建国副主任医师查房后指示继续予降压治疗"
    lines = (Line(long, 1.0, Box(left=0.1, top=0.1, right=0.9, bottom=0.12)),)
    page = replace(certificate(), text_lines=lines)
    around = long[16 : 16 + 24]
    assert held_against_print(page, Engine(long[:24], around)).text_lines is not None
    # A character more or less at the ends of the picture is no difference; another rank is one.
    assert held_against_print(page, Engine(long[:24], "诊" + around[:-1])).text_lines is not None
    assert held_against_print(page, Engine(long[:24], around.replace("副", ""))).text_lines is None


def page() -> PageImage:
    return open_bytes(text_pdf().tobytes(), Limits()).page(0)


def test_a_layer_that_says_what_is_printed_stays() -> None:
    longest = (LINES[3], LINES[2], "年龄:五十六岁", "姓名：张二", "姓名：张三")
    assert held_against_print(page(), Engine(*longest)).text_lines == page().text_lines


def test_one_line_misread_under_a_seal_is_no_lie() -> None:
    assert (
        held_against_print(page(), Engine(LINES[3], "中心医", "年龄:五十六岁", "姓名：张二", "姓名：张三")).text_lines
        is not None
    )


def test_a_layer_that_says_something_else_goes() -> None:
    checked = held_against_print(
        page(), Engine("门诊病历记录本", "患者血糖偏高", "科室内分泌", "医师签名", "姓名：张三")
    )
    assert checked.text_lines is None


def test_a_page_without_a_layer_asks_nothing() -> None:
    bare = PageImage.of_source("0" * 64, 0, page().pixels)
    assert held_against_print(bare, Engine()) is bare
