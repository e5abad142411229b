"""Intervals and ranks against figures worked out elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.physical.intervals import Rate, bootstrapped, spearman


def test_wilson_s_interval_as_published() -> None:
    """81 of 263 (Newcombe 1998, table I): 0.2553 to 0.3662."""
    assert Rate(81, 263).interval() == pytest.approx((0.2553, 0.3662), abs=5e-5)


def test_none_of_many_has_an_upper_end() -> None:
    low, high = Rate(0, 200).interval() or (1.0, 1.0)
    assert low == 0.0
    assert high == pytest.approx(0.0188, abs=1e-3)
    assert Rate(0, 0).interval() is None


def test_f1_is_twice_the_hits_over_all_that_was_drawn_or_said() -> None:
    assert Rate.f1(8, 2, 3).value == pytest.approx(16 / 21)


@given(right=st.integers(0, 500), more=st.integers(0, 500))
def test_the_share_lies_in_its_interval(right: int, more: int) -> None:
    rate = Rate(right, right + more)
    between = rate.interval()
    if between is not None and rate.value is not None:
        assert 0 <= between[0] <= rate.value + 1e-9
        assert rate.value - 1e-9 <= between[1] <= 1


def test_spearman_gives_ties_their_mean_rank() -> None:
    assert spearman([(1, 1), (2, 2), (3, 3)]) == pytest.approx(1.0)
    assert spearman([(1, 3), (2, 2), (3, 1)]) == pytest.approx(-1.0)
    # Ranks 1, 2.5, 2.5, 4 against 1, 3, 2, 4: covariance 4.5, spreads 4.5 and 5.
    assert spearman([(1, 1), (2, 3), (2, 2), (3, 4)]) == pytest.approx(4.5 / (4.5 * 5) ** 0.5)
    assert spearman([(1, 1), (1, 2)]) == 0.0


def test_the_bootstrap_is_the_same_every_time() -> None:
    values = [float(k % 7) for k in range(40)]
    first, again = (bootstrapped(values, lambda chosen: sum(chosen) / len(chosen)) for _ in range(2))
    assert first == again
    assert first is not None
    assert first[0] < sum(values) / 40 < first[1]
