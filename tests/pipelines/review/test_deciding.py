"""Who holds a case decides it, on what they saw; a second look is another person's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from models.codes import Decision, Outcome
from pipelines.review import receiving
from pipelines.review.claims import claim, next_for
from pipelines.review.correcting import Correction, correct
from pipelines.review.deciding import Ruling, Verdict, accept, send_back
from pipelines.review.numbered import numbered
from pipelines.review.roles import Role
from pipelines.review.sampling import drawn
from pipelines.review.sheet import add_note, case
from pipelines.review.staff import Member
from pipelines.review.states import State
from pipelines.store.queue_tables import decisions
from tests.pipelines.builders import unreadable
from tests.pipelines.review.offices import CHANNEL, Desk, certificate, open_desk
from tests.pipelines.review.test_claims import both_at_once, refusal


def seen(desk: Desk, who: Member, number: str) -> int:
    """The record that somebody looks at."""
    record_id = case(desk.office, who, number).record_id
    assert record_id is not None
    return record_id


def test_a_returned_case_says_on_what_it_rests(desk: Desk, who: Member) -> None:
    number = desk.held(who)
    sheet = case(desk.office, who, number)
    assert sheet.record is not None
    assert sheet.record_id is not None
    failing = [at for at, _, finding in numbered(sheet.record) if finding.outcome is Outcome.FAIL]
    reasons = [finding.reason for _, _, finding in numbered(sheet.record) if finding.outcome is Outcome.FAIL]
    desk.clock.later(minutes=3)
    assert send_back(desk.office, who, number, Ruling(sheet.record_id, "请一并补交", tuple(failing)))
    [ruled] = case(desk.office, who, number).decisions
    assert (ruled.who, ruled.verdict, ruled.why, ruled.final) == (who.name, Verdict.RETURNED, "请一并补交", True)
    assert (ruled.findings, ruled.reasons) == (tuple(failing), tuple(dict.fromkeys(reasons)))
    assert case(desk.office, who, number).entry.state is State.RETURNED


def test_a_file_that_could_not_be_read_is_a_reason_too(desk: Desk, who: Member) -> None:
    number = desk.send()
    desk.read(certificate(), problems=(unreadable(),))
    claim(desk.office, who, number)
    send_back(desk.office, who, number, Ruling(seen(desk, who, number), problems=(0,)))
    assert case(desk.office, who, number).decisions[0].reasons == ("file.damaged",)


def test_only_who_holds_the_case_decides(desk: Desk, who: Member, other: Member) -> None:
    number = desk.ready()
    ruling = Ruling(seen(desk, who, number), "齐全")
    assert refusal(lambda: accept(desk.office, who, number, ruling)) == "case.not_claimed"
    claim(desk.office, other, number)
    assert refusal(lambda: accept(desk.office, who, number, ruling)) == "case.not_claimed"
    assert accept(desk.office, other, number, ruling)
    assert refusal(lambda: send_back(desk.office, other, number, ruling)) == "case.not_claimed"


def test_a_case_is_decided_once_also_in_the_same_moment(desk: Desk, who: Member, tmp_path: Path) -> None:
    number = desk.held(who)
    ruling = Ruling(seen(desk, who, number), "齐全")
    told = both_at_once(desk, tmp_path, lambda office, one: accept(office, one, number, ruling), who, who)
    assert sorted(map(str, told)) == ["True", "case.not_claimed"]
    with desk.office.reading() as connection:
        assert len(connection.execute(select(decisions)).all()) == 1


def test_a_decision_on_what_has_changed_is_refused(desk: Desk, who: Member) -> None:
    number = desk.held(who)
    old = seen(desk, who, number)
    paper = certificate().id
    new, _ = correct(desk.office, who, number, Correction(old, paper, "issue_date", "2026-05-21"))
    assert refusal(lambda: accept(desk.office, who, number, Ruling(old, "齐全"))) == "record.changed"
    again = Correction(old, paper, "age", "66")
    assert refusal(lambda: correct(desk.office, who, number, again)) == "record.changed"
    assert accept(desk.office, who, number, Ruling(new, "齐全"))


def test_a_supplement_that_comes_meanwhile_stops_the_decision(desk: Desk, who: Member) -> None:
    number = desk.held(who)
    old = seen(desk, who, number)
    receiving.supplement(desk.office, CHANNEL, number, [desk.file(b"more")], ("s", "p"))
    assert refusal(lambda: accept(desk.office, who, number, Ruling(old, "齐全"))) == "case.reading"
    desk.read()
    assert refusal(lambda: accept(desk.office, who, number, Ruling(old, "齐全"))) == "record.changed"
    assert accept(desk.office, who, number, Ruling(seen(desk, who, number), "齐全"))


def test_what_speaks_against_the_machine_is_said(desk: Desk, who: Member) -> None:
    number = desk.held(who)
    sheet = case(desk.office, who, number)
    assert sheet.record is not None
    assert sheet.record.decision is Decision.RESUBMIT
    record_id = seen(desk, who, number)
    assert refusal(lambda: accept(desk.office, who, number, Ruling(record_id))) == "ruling.invalid"
    assert refusal(lambda: send_back(desk.office, who, number, Ruling(record_id, " "))) == "ruling.invalid"
    assert refusal(lambda: send_back(desk.office, who, number, Ruling(record_id, findings=(999,)))) == "ruling.invalid"
    assert refusal(lambda: send_back(desk.office, who, number, Ruling(record_id, "长" * 2001))) == "ruling.invalid"


def test_what_nobody_could_read_is_not_accepted_without_a_word(desk: Desk, who: Member) -> None:
    number = desk.send()
    desk.lose()
    claim(desk.office, who, number)
    sheet = case(desk.office, who, number)
    assert sheet.record is not None
    assert sheet.record.decision is Decision.REVIEW
    record_id = seen(desk, who, number)
    for nothing in ("", " \n"):
        ruling = Ruling(record_id, nothing, problems=(0,))
        assert refusal(lambda ruling=ruling: accept(desk.office, who, number, ruling)) == "ruling.invalid"  # type: ignore[misc]
    assert accept(desk.office, who, number, Ruling(record_id, "当面看过原件"))


@pytest.fixture
def strict(place: str, tmp_path: Path) -> Iterator[Desk]:
    """An office where two people decide every case."""
    opened = open_desk(place, tmp_path, second_looks=1.0)
    yield opened
    opened.office.close()


def test_a_second_look_is_another_persons(strict: Desk) -> None:
    first, second = strict.member("李审核"), strict.member("王复核")
    number = strict.held(first)
    assert not accept(strict.office, first, number, Ruling(seen(strict, first, number), "齐全"))
    sheet = case(strict.office, first, number)
    assert (sheet.entry.state, sheet.entry.look) == (State.NEW, 2)
    assert refusal(lambda: claim(strict.office, first, number)) == "case.same_person"
    assert next_for(strict.office, first) is None
    assert next_for(strict.office, second) == number
    assert send_back(strict.office, second, number, Ruling(seen(strict, second, number), "缺病历"))
    sheet = case(strict.office, first, number)
    assert sheet.entry.state is State.RETURNED
    assert [(ruled.who, ruled.look, ruled.final) for ruled in sheet.decisions] == [
        (first.name, 1, False), (second.name, 2, True),
    ]  # fmt: skip


def test_a_supervisor_is_no_exception_to_the_second_look(strict: Desk) -> None:
    supervisor = strict.member("赵主管", Role.SUPERVISOR)
    number = strict.held(supervisor)
    accept(strict.office, supervisor, number, Ruling(seen(strict, supervisor, number), "齐全"))
    assert refusal(lambda: claim(strict.office, supervisor, number)) == "case.same_person"


def test_a_supplement_before_the_second_look_begins_anew(strict: Desk) -> None:
    first = strict.member("李审核")
    number = strict.held(first)
    accept(strict.office, first, number, Ruling(seen(strict, first, number), "齐全"))
    receiving.supplement(strict.office, CHANNEL, number, [strict.file(b"more")], ("s", "p"))
    strict.read()
    assert next_for(strict.office, first) == number
    assert case(strict.office, first, number).entry.look == 1


def test_a_supplement_lets_nobody_escape_the_second_look(place: str, tmp_path: Path) -> None:
    desk = open_desk(place, tmp_path, second_looks=0.5)
    first, second, third = desk.member("李审核"), desk.member("王复核"), desk.member("赵审核")
    key = desk.office.key
    while not (drawn(key, number := desk.ready(), 0, 0.5) and not drawn(key, number, 1, 0.5)):
        pass
    claim(desk.office, first, number)
    assert not accept(desk.office, first, number, Ruling(seen(desk, first, number), "齐全"))
    receiving.hand_in(desk.office, first, number, [desk.file(b"dummy")])
    desk.read()
    claim(desk.office, second, number)
    assert not accept(desk.office, second, number, Ruling(seen(desk, second, number), "齐全"))
    for one in (first, second):
        assert refusal(lambda one=one: claim(desk.office, one, number)) == "case.same_person"  # type: ignore[misc]
    claim(desk.office, third, number)
    assert accept(desk.office, third, number, Ruling(seen(desk, third, number), "齐全"))
    desk.office.close()


def test_second_looks_are_drawn_in_their_share_and_the_same_again() -> None:
    numbers = [f"YC20260601-{number:08d}" for number in range(4000)]
    chosen = [number for number in numbers if drawn(b"key", number, 0, 0.1)]
    assert 320 <= len(chosen) <= 480
    assert chosen == [number for number in numbers if drawn(b"key", number, 0, 0.1)]
    assert chosen != [number for number in numbers if drawn(b"other key", number, 0, 0.1)]
    assert not any(drawn(b"key", number, 0, 0.0) for number in numbers)
    assert all(drawn(b"key", number, 0, 1.0) for number in numbers)


def test_notes_stay_with_the_case(desk: Desk, who: Member) -> None:
    number = desk.ready()
    clerk = desk.member("窗口", Role.CLERK)
    add_note(desk.office, clerk, number, "申请人来电：已去医院补章")
    assert [(note.who, note.text) for note in case(desk.office, who, number).notes] == [
        ("窗口", "申请人来电：已去医院补章"),
    ]  # fmt: skip
    assert refusal(lambda: add_note(desk.office, clerk, number, "  ")) == "ruling.invalid"
    auditor = desk.member("审计", Role.AUDITOR)
    assert refusal(lambda: add_note(desk.office, auditor, number, "看过")) == "right.missing"
