"""Rows and reading order."""

from intake.extract.layout import reading_order, rows
from intake.page import Line
from models.place import Box


def line(text: str, left: float, top: float, width: float = 0.1, height: float = 0.02) -> Line:
    return Line(text, 0.99, Box.clipped(left, top, left + width, top + height))


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


def test_cells_of_one_height_are_one_row_from_left_to_right() -> None:
    found = rows([line("性别", 0.4, 0.102), line("下一行", 0.1, 0.13), line("姓名", 0.1, 0.1)])
    assert [texts(row) for row in found] == [["姓名", "性别"], ["下一行"]]


def test_a_row_that_falls_across_the_page_stays_one_row() -> None:
    falling = [line(str(number), 0.05 + 0.12 * number, 0.1 + 0.006 * number) for number in range(7)]
    assert [texts(row) for row in rows(falling)] == [["0", "1", "2", "3", "4", "5", "6"]]


def test_lines_above_each_other_are_two_rows_even_if_they_touch() -> None:
    assert len(rows([line("上", 0.1, 0.1), line("下", 0.1, 0.11)])) == 2


def test_a_large_heading_beside_a_small_number_is_one_row() -> None:
    assert len(rows([line("人民医院", 0.3, 0.1, 0.3, 0.04), line("No.123", 0.8, 0.11, 0.1, 0.015)])) == 1


def test_reading_order_goes_row_by_row() -> None:
    lines = [line("四", 0.5, 0.2), line("二", 0.5, 0.1), line("三", 0.1, 0.2), line("一", 0.1, 0.1)]
    assert texts(reading_order(lines)) == ["一", "二", "三", "四"]


def test_no_lines_no_rows() -> None:
    assert rows([]) == ()
    assert reading_order([]) == ()
