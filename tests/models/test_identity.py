"""The arithmetic of identity numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.identity import age_on, birth_date, check_digit, has_right_check_digit, is_valid, sex

bodies = st.from_regex(r"\A[1-9][0-9]{16}\Z")


def test_the_standards_own_example() -> None:
    """GB 11643-1999 gives 11010519491231002X and 440524188001010014."""
    assert check_digit("11010519491231002") == "X"
    assert check_digit("44052418800101001") == "4"
    assert birth_date("11010519491231002X") == date(1949, 12, 31)
    assert sex("11010519491231002X") == "female"
    assert sex("440524188001010014") == "male"


@given(bodies)
def test_the_digit_due_makes_a_right_number_and_no_other_does(body: str) -> None:
    due = check_digit(body)
    assert has_right_check_digit(body + due)
    assert not any(has_right_check_digit(body + other) for other in "0123456789X" if other != due)


@given(bodies, st.integers(0, 16), st.integers(1, 9))
def test_every_single_misread_digit_is_noticed(body: str, place: int, change: int) -> None:
    number = body + check_digit(body)
    wrong = number[:place] + str((int(number[place]) + change) % 10) + number[place + 1 :]
    assert not has_right_check_digit(wrong)


@given(bodies, st.integers(0, 15))
def test_every_swap_of_neighbours_is_noticed(body: str, place: int) -> None:
    number = body + check_digit(body)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert swapped == number or not has_right_check_digit(swapped)


def test_a_number_with_an_impossible_birth_date_is_not_valid() -> None:
    body = "51130219620230413"
    assert has_right_check_digit(body + check_digit(body))
    assert birth_date(body + check_digit(body)) is None
    assert not is_valid(body + check_digit(body))


@pytest.mark.parametrize("text", ["", "511302196205134", "51130219620513413x", "5113021962051341310", "王小明"])
def test_what_is_no_number_of_eighteen_places_says_nothing(text: str) -> None:
    assert not is_valid(text)
    assert birth_date(text) is None
    assert sex(text) is None


def test_a_body_must_have_seventeen_digits() -> None:
    with pytest.raises(ValueError, match="17 digits"):
        check_digit("1234")


@given(st.dates(date(1900, 1, 1), date(2020, 1, 1)), st.dates(date(2020, 1, 2), date(2090, 1, 1)))
def test_age_grows_by_one_on_each_birthday(born: date, day: date) -> None:
    years = age_on(born, day)
    assert born.year + years <= day.year
    assert age_on(born, date(day.year + 1, 12, 31)) == day.year + 1 - born.year
