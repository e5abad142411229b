"""Dates in all the forms papers write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.extract.dates import find_dates, is_blank
from intake.extract.rowtext import fold

DAY = date(2025, 3, 2)
_CHINESE = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _CHINESE[tens] + "十") + (_CHINESE[ones] if ones else "")


@pytest.mark.parametrize(
    "text",
    [
        "2025年3月2日", "2025年03月02日", "2025-03-02", "2025.3.2", "2025/03/02", "20250302", "二〇二五年三月二日",
        "二○二五年三月二日", "２０２５年３月２日", "2025 年 3 月 2 日", "2025年\t3月\t2日", "2025-03-02 08:30:00",
        "2025-03-0208:30", "日期：2025年3月2日", "2O25年O3月O2日", "2025年3月2号", "2025、3、2",
    ],
)  # fmt: skip
def test_forms(text: str) -> None:
    found = find_dates(fold(text))
    assert [one.day for one in found] == [DAY]


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back_from_every_form(day: date) -> None:
    year = "".join(_CHINESE[int(digit)] for digit in str(day.year))
    for text in (
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
        f"{day:%Y/%m/%d}",
        f"{day:%Y%m%d}",
        f"{year}年{chinese(day.month)}月{chinese(day.day)}日",
    ):
        assert [one.day for one in find_dates(text)] == [day], text


def test_a_day_that_is_not_in_the_calendar_is_kept_as_written_and_not_trusted() -> None:
    (found,) = find_dates("2025年2月30日")
    assert found.day is None
    assert found.written == "2025-02-30"
    assert found.quality < 0.5


def test_several_dates_keep_their_order_and_places() -> None:
    text = "2025-03-02至2025-03-11"
    assert [(text[one.start : one.end], one.written) for one in find_dates(text)] == [
        ("2025-03-02", "2025-03-02"),
        ("2025-03-11", "2025-03-11"),
    ]


@pytest.mark.parametrize("text", ["", "90051065", "120/80mmHg", "3.50-10.00", "13535372053", "511302196205134131"])
def test_other_numbers_are_no_dates(text: str) -> None:
    assert find_dates(text) == ()


@pytest.mark.parametrize(("text", "blank"), [("    年  月  日", True), ("20  年 月 日", True), ("2025年3月2日", False)])
def test_the_printed_frame_of_a_date_is_blank(text: str, blank: bool) -> None:
    assert is_blank(text) is blank


def test_a_round_nought_that_was_not_read_is_put_in() -> None:
    (found,) = find_dates("二二六年八月十五日")
    assert (found.day, found.repaired) == (date(2026, 8, 15), True)
    assert found.quality < 1.0


@pytest.mark.parametrize("text", ["二〇六年八月十五日", "一二六年八月十五日", "二六年八月十五日"])
def test_a_year_that_could_be_several_is_no_date(text: str) -> None:
    assert find_dates(text) == ()
