"""Identity numbers in a text: repaired only where the check digit proves it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.extract.identity import find_id_number
from models.identity import check_digit

GOOD = "511302196205134131"
LOOKALIKES = {"0": "O", "1": "l", "5": "S", "8": "B", "2": "Z"}


@pytest.mark.parametrize("text", [GOOD, f"身份证号:{GOOD}", "511302 19620513 4131", "5113O2I96205134131"])
def test_a_number_is_found_and_proven(text: str) -> None:
    found = find_id_number(text)
    assert found is not None
    assert (found.value, found.proven) == (GOOD, True)


def test_a_small_x_at_the_end_is_the_digit_ten() -> None:
    found = find_id_number("11010519491231002x")
    assert found is not None
    assert (found.value, found.proven) == ("11010519491231002X", True)


def test_a_wrong_check_digit_stays_as_read() -> None:
    found = find_id_number("51130219620513413X")
    assert found is not None
    assert (found.value, found.proven, found.repaired) == ("51130219620513413X", False, False)


@given(st.integers(0, 16), st.data())
def test_a_lookalike_letter_is_repaired_to_the_number_it_was(place: int, data: st.DataObject) -> None:
    if GOOD[place] in LOOKALIKES:
        found = find_id_number(GOOD[:place] + LOOKALIKES[GOOD[place]] + GOOD[place + 1 :])
        assert found is not None
        assert found.value == GOOD
        assert found.repaired
    else:
        wrong = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != GOOD[place]]))
        found = find_id_number(GOOD[:place] + wrong + GOOD[place + 1 :])
        assert found is None or (not found.proven and found.value != GOOD)


def test_an_impossible_birth_date_is_not_proven() -> None:
    body = "51130219620230413"
    found = find_id_number(body + check_digit(body))
    assert found is not None
    assert not found.proven


@pytest.mark.parametrize("text", ["", "13535372053", "ZY00482213", "身份证号"])
def test_other_numbers_are_none(text: str) -> None:
    assert find_id_number(text) is None
