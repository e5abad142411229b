"""A case has one reviewer at a time, also where two reach for it in the same moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from pipelines.review import receiving
from pipelines.review.claims import claim, mark_urgent, next_for, release
from pipelines.review.deciding import Ruling, accept
from pipelines.review.office import Office
from pipelines.review.queue import Filter, listed
from pipelines.review.refusals import QueueError
from pipelines.review.roles import Role
from pipelines.review.sheet import case
from pipelines.review.staff import Member
from pipelines.review.states import State
from tests.pipelines.review.offices import CHANNEL, Desk, open_desk


def refusal(call: Callable[[], object]) -> str:
    """The code of what is refused."""
    with pytest.raises(QueueError) as refused:
        call()
    return refused.value.code


def both_at_once(desk: Desk, folder: Path, act: Callable[[Office, Member], object], *people: Member) -> list[object]:
    """What each gets who does the same in the same moment, each over connections of their own."""
    offices = [open_desk(desk.place, folder).office for _ in people]
    barrier = Barrier(len(people))

    def one(office: Office, who: Member) -> object:
        barrier.wait()
        try:
            return act(office, who)
        except QueueError as error:
            return error.code

    with ThreadPoolExecutor(len(people)) as pool:
        told = list(pool.map(one, offices, people))
    for office in offices:
        office.close()
    return told


def test_of_two_who_claim_a_case_at_once_one_has_it(desk: Desk, who: Member, other: Member, tmp_path: Path) -> None:
    for _ in range(5):
        number = desk.ready()
        told = both_at_once(desk, tmp_path, lambda office, one, number=number: claim(office, one, number), who, other)  # type: ignore[misc]
        assert sorted(map(str, told)) == ["None", "case.claimed"]
        holder = (who, other)[told.index(None)]
        assert case(desk.office, holder, number).holds


def test_many_who_take_the_next_case_get_different_ones(desk: Desk, tmp_path: Path) -> None:
    people = [desk.member(f"审核{number}") for number in range(4)]
    numbers = {desk.ready() for _ in range(3)}
    told = both_at_once(desk, tmp_path, next_for, *people)
    assert sorted(map(str, told)) == sorted([*numbers, "None"])


def test_a_case_is_claimed_once_released_and_claimed_by_another(desk: Desk, who: Member, other: Member) -> None:
    number = desk.held(who)
    claim(desk.office, who, number)
    assert refusal(lambda: claim(desk.office, other, number)) == "case.claimed"
    assert refusal(lambda: release(desk.office, other, number)) == "case.not_claimed"
    release(desk.office, who, number)
    claim(desk.office, other, number)
    assert case(desk.office, other, number).entry.claimed_by == other.name


def test_a_supervisor_releases_what_somebody_left_behind(desk: Desk, who: Member, other: Member) -> None:
    number = desk.held(who)
    release(desk.office, desk.member("赵主管", Role.SUPERVISOR), number)
    claim(desk.office, other, number)


def test_a_case_that_is_being_read_is_not_claimed(desk: Desk, who: Member) -> None:
    number = desk.send()
    assert refusal(lambda: claim(desk.office, who, number)) == "case.reading"
    assert next_for(desk.office, who) is None
    desk.read()
    assert next_for(desk.office, who) == number


def test_clerks_and_auditors_claim_nothing(desk: Desk) -> None:
    number = desk.ready()
    for role in (Role.CLERK, Role.AUDITOR):
        member = desk.member(role.label, role)
        assert refusal(lambda member=member: claim(desk.office, member, number)) == "right.missing"  # type: ignore[misc]
        assert refusal(lambda member=member: next_for(desk.office, member)) == "right.missing"  # type: ignore[misc]


def test_a_number_that_is_none_is_told(desk: Desk, who: Member) -> None:
    assert refusal(lambda: claim(desk.office, who, "YC20260601-00000000")) == "case.unknown"


def test_what_is_near_its_end_comes_first_then_supplements_then_what_waits_longest(desk: Desk, who: Member) -> None:
    near = desk.ready()
    desk.clock.later(days=25)
    old, answered, new = (desk.ready() for _ in range(3))
    receiving.supplement(desk.office, CHANNEL, answered, [desk.file(b"more")], ("s", "p"))
    desk.read()
    pressing = desk.ready()
    mark_urgent(desk.office, desk.member("赵主管", Role.SUPERVISOR), pressing, urgent=True)
    lines = listed(desk.office, who, Filter())
    assert [line.number for line in lines] == [pressing, near, answered, old, new]
    assert [line.near for line in lines] == [False, True, False, False, False]
    assert [next_for(desk.office, who) for _ in range(2)] == [pressing, near]


def test_a_decision_ends_a_claim(desk: Desk, who: Member) -> None:
    number = desk.held(who)
    record_id = case(desk.office, who, number).record_id
    assert record_id is not None
    accept(desk.office, who, number, Ruling(record_id, "齐全"))
    assert refusal(lambda: release(desk.office, who, number)) == "case.not_claimed"
    assert listed(desk.office, who, Filter(states=(State.ACCEPTED,)))[0].claimed_by is None
