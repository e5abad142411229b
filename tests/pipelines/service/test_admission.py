"""Rates and numbers at once, by a clock that the test turns."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime

import pytest

from pipelines.service.admission import Bucket, Gate
from pipelines.service.keys import Key
from pipelines.service.refusals import Refused
from pipelines.service.repeats import Repeats
from pipelines.settings import ServiceOptions


class Clock:
    """Goes when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def key(number: str = "a", **limits: int) -> Key:
    return Key.model_validate(
        {"id": number, "right": "prechecks", "channel": "渠道", "hash": "", "created": datetime.now(UTC)} | limits
    )


def test_tokens_come_back_evenly_and_never_beyond_the_burst() -> None:
    clock = Clock()
    bucket = Bucket(60, 3, clock)
    assert [bucket.take() for _ in range(3)] == [0.0, 0.0, 0.0]
    assert bucket.take() == pytest.approx(1.0)
    clock.now += 0.5
    assert bucket.take() == pytest.approx(0.5)
    clock.now += 3600
    assert [bucket.take() > 0 for _ in range(4)] == [False, False, False, True]


def test_a_key_has_so_many_requests_at_once() -> None:
    gate = Gate(ServiceOptions(at_once=2))
    with ExitStack() as inside:
        for _ in range(2):
            inside.enter_context(gate.inside(key()))
        with pytest.raises(Refused, match=r"limit\.at_once"), gate.inside(key()):
            pass
        inside.enter_context(gate.inside(key("b")))
        assert gate.under_way == 3
    assert gate.under_way == 0
    with gate.inside(key()):
        pass


def test_all_keys_together_have_so_many() -> None:
    gate = Gate(ServiceOptions(uploads=2))
    with gate.inside(key("a")), gate.inside(key("b")), pytest.raises(Refused, match=r"service\.busy"):
        gate.inside(key("c")).__enter__()


def test_a_keys_own_limits_go_before_the_settings() -> None:
    clock = Clock()
    gate = Gate(ServiceOptions(at_once=8, per_minute=600), clock)
    strict = key(per_minute=6, at_once=1)
    with gate.inside(strict), pytest.raises(Refused, match=r"limit\.at_once"):
        gate.inside(strict).__enter__()
    with pytest.raises(Refused, match=r"limit\.rate") as refused:
        gate.inside(strict).__enter__()
    assert refused.value.wait == pytest.approx(10.0)
    with gate.inside(key(per_minute=600)):  # a limit that was changed holds at once
        pass


def test_answers_are_kept_for_a_while_and_no_more_than_so_many() -> None:
    clock = Clock()
    repeats = Repeats(60, 2, clock)
    for name in ("a", "b", "c"):
        with repeats.once("key", name, "same") as once:
            once.answer = name.encode()
    with repeats.once("key", "c", "same") as once:
        assert once.answer == b"c"
    with repeats.once("key", "a", "same") as once:
        assert once.answer is None  # the oldest made room
    clock.now += 61
    with repeats.once("key", "c", "same") as once:
        assert once.answer is None


def test_a_request_under_way_is_not_started_twice() -> None:
    repeats = Repeats(60, 10)
    with repeats.once("key", "a", "same"), pytest.raises(Refused, match=r"repeat\.running"):
        repeats.once("key", "a", "same").__enter__()
    with repeats.once("key", "a", "same") as once:
        assert once.answer is None
