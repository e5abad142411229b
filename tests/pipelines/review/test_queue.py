"""The list, the sheet and the figures: found by what one knows, masked, audited."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from models.codes import Decision
from models.error import UsageError
from pipelines.review import receiving, stats
from pipelines.review.audit import export
from pipelines.review.claims import claim, mark_urgent
from pipelines.review.correcting import Correction, correct
from pipelines.review.deciding import Ruling, accept, send_back
from pipelines.review.kept import keep
from pipelines.review.queue import OPEN, Filter, counts, listed, matching
from pipelines.review.roles import Role
from pipelines.review.sheet import case
from pipelines.review.staff import Member
from pipelines.review.states import State
from pipelines.store.tables import bodies
from tests.pipelines.builders import ID_NUMBER, NAME, OTHER_NAME, unreadable
from tests.pipelines.review.offices import CHANNEL, REGION, Desk, application, certificate, open_desk, record_of
from tests.pipelines.review.test_claims import refusal


def found(desk: Desk, who: Member, **words: object) -> list[str]:
    """The numbers of what matches."""
    search = Filter(**words)  # type: ignore[arg-type]
    lines = listed(desk.office, who, search)
    assert matching(desk.office, who, search) == len(lines)
    return [line.number for line in lines]


def test_cases_are_found_by_what_one_knows(desk: Desk, who: Member) -> None:
    first = desk.ready(application=application("SQ-1"))
    second = desk.ready(certificate(OTHER_NAME), application=application("SQ-2", OTHER_NAME), channel="窗口机")
    for word in ("SQ-1", first, first.lower(), NAME):
        assert found(desk, who, find=word) == [first]
    assert found(desk, who, find=ID_NUMBER) == [first, second]
    assert found(desk, who, find="nobody") == []
    assert found(desk, who, channel="窗口机") == [second]
    assert found(desk, who, region=REGION) == [first, second]
    assert found(desk, who, region="elsewhere") == []
    assert found(desk, who, decision=Decision.RESUBMIT) == [first, second]
    assert found(desk, who, decision=Decision.ACCEPT) == []
    claim(desk.office, who, second)
    assert found(desk, who, mine=True) == [second]
    assert found(desk, who, states=(State.NEW,)) == [first]
    assert counts(desk.office, who)[State.IN_REVIEW] == 1


def test_cases_are_found_by_what_speaks_against_them(desk: Desk, who: Member) -> None:
    differing = desk.ready(certificate(OTHER_NAME))
    desk.send()
    damaged = desk.read(certificate(), problems=(unreadable(),))
    assert found(desk, who, reason="declared.person") == [differing]
    assert found(desk, who, reason="file.damaged") == [damaged]
    due = listed(desk.office, who, Filter())[0].due_date
    assert due is not None
    assert found(desk, who, due_until=due) == [differing, damaged]
    assert found(desk, who, due_until=date(2026, 6, 2)) == []


def test_a_page_of_the_list_is_a_part_of_it(desk: Desk, who: Member) -> None:
    numbers = [desk.ready() for _ in range(3)]
    assert [line.number for line in listed(desk.office, who, Filter(limit=2, offset=1))] == numbers[1:]
    assert matching(desk.office, who, Filter(limit=2)) == 3


def test_a_long_list_holds_few_records_at_a_time(desk: Desk, who: Member) -> None:
    for _ in range(30):
        desk.ready()
    padding = " " * 500_000
    with desk.office.writing() as connection:
        connection.execute(update(bodies).values(body=bodies.c.body + padding))
    tracemalloc.start()
    try:
        lines = listed(desk.office, who, Filter(limit=30))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [line.to_mend > 0 for line in lines] == [True] * 30
    assert most < 16 * len(padding)


@pytest.mark.parametrize(("decide", "state"), [(accept, State.ACCEPTED), (send_back, State.RETURNED)])
def test_of_decided_cases_the_last_decision_comes_first(
    desk: Desk, who: Member, decide: Callable[..., bool], state: State
) -> None:
    numbers = [desk.ready() for _ in range(3)]
    order = [numbers[1], numbers[2], numbers[0]]
    for number in order:
        claim(desk.office, who, number)
        record_id = case(desk.office, who, number).record_id
        assert record_id is not None
        decide(desk.office, who, number, Ruling(record_id, "理由"))
    mark_urgent(desk.office, desk.member("主管", Role.SUPERVISOR), numbers[1], urgent=True)
    assert found(desk, who, states=(state,)) == order[::-1]
    assert found(desk, who, states=(*OPEN, state))[0] == numbers[1]


def test_people_see_masked_names_unless_they_ask_and_asking_is_noted(desk: Desk, who: Member) -> None:
    number = desk.ready()
    assert listed(desk.office, who, Filter())[0].applicant == "李**"
    assert listed(desk.office, who, Filter(), reveal=True)[0].applicant == NAME
    sheet = case(desk.office, who, number)
    assert sheet.mask is not None
    assert sheet.shown(f"{NAME}来电") == "李**来电"
    assert case(desk.office, who, number, reveal=True).shown(f"{NAME}来电") == f"{NAME}来电"
    told = [(entry.action, '"reveal": true' in entry.details) for entry in export(desk.office)]
    assert told[-4:] == [
        ("queue.listed", False), ("queue.listed", True), ("case.viewed", False), ("case.viewed", True),
    ]  # fmt: skip
    clerk = desk.member("窗口", Role.CLERK)
    assert refusal(lambda: case(desk.office, clerk, number, reveal=True)) == "right.missing"
    assert refusal(lambda: listed(desk.office, clerk, Filter(), reveal=True)) == "right.missing"
    assert case(desk.office, clerk, number).entry.number == number


def test_figures_tell_the_days_the_reasons_and_the_minutes(desk: Desk, who: Member, other: Member) -> None:
    for minutes, verdict in ((2.0, accept), (4.0, send_back)):
        number = desk.held(who)
        record_id = case(desk.office, who, number).record_id
        assert record_id is not None
        new, record = correct(desk.office, who, number, Correction(record_id, certificate().id, "age", "66"))
        desk.clock.later(minutes=minutes)
        failing = next(at for at, finding in enumerate(record.findings) if finding.reason.startswith("material"))
        verdict(desk.office, who, number, Ruling(new, "理由", (failing,)))
    receiving.supplement(desk.office, CHANNEL, number, [desk.file(b"more")], ("s", "p"))
    desk.clock.later(days=1)
    desk.read()
    desk.held(other, channel="窗口机")
    told = stats.figures(desk.office, who)
    assert (told.received, told.accepted, told.returned, told.minutes) == (3, 1, 1, 3.0)
    assert (told.waiting.ready, told.waiting.in_review, told.waiting.returned) == (1, 1, 0)
    assert [(day.name, day.received, day.accepted + day.returned) for day in told.days[-2:]] == [
        ("2026-06-01", 2, 2), ("2026-06-02", 1, 0),
    ]  # fmt: skip
    assert [(one.name, one.received) for one in told.channels] == [(CHANNEL, 2), ("窗口机", 1)]
    assert sum(told.reasons.values()) == 1
    assert told.corrected == {"age": 2}
    assert told.machine == {"resubmit→accepted": 1, "resubmit→returned": 1}
    assert stats.figures(desk.office, who, place=(None, "窗口机")).received == 1
    with pytest.raises(UsageError):
        stats.figures(desk.office, who, (date(2026, 6, 2), date(2026, 6, 1)))
    clerk = desk.member("窗口", Role.CLERK)
    assert refusal(lambda: stats.figures(desk.office, clerk)) == "right.missing"


def test_a_second_look_of_another_day_than_the_first_is_told_as_differing(
    place: str, tmp_path: Path, who: Member, other: Member
) -> None:
    desk = open_desk(place, tmp_path, second_looks=1.0)
    for verdict in (accept, send_back):
        number = desk.held(who)
        record_id = case(desk.office, who, number).record_id
        assert record_id is not None
        assert not accept(desk.office, who, number, Ruling(record_id, "齐全"))
        desk.clock.later(days=1)
        claim(desk.office, other, number)
        assert verdict(desk.office, other, number, Ruling(record_id, "复核"))
    day = desk.office.today()
    told = stats.figures(desk.office, who, (day, day))
    assert (told.second_looks, told.second_looks_differing) == (1, 1)
    told = stats.figures(desk.office, who)
    assert (told.second_looks, told.second_looks_differing) == (2, 1)
    desk.office.close()


def test_what_was_read_at_last_is_how_the_machine_judged(desk: Desk, who: Member) -> None:
    """A batch's case whose worker was lost gets its reading later: the loss was no judgement."""
    number = desk.send()
    work = desk.lose()
    with desk.office.changing() as change:
        keep(desk.office, change, work.place, record_of(desk.office, work, (certificate(),)), "read")
    claim(desk.office, who, number)
    record_id = case(desk.office, who, number).record_id
    assert record_id is not None
    new, _ = correct(desk.office, who, number, Correction(record_id, certificate().id, "age", "66"))
    send_back(desk.office, who, number, Ruling(new, "缺材料"))
    assert stats.figures(desk.office, who).machine == {"resubmit→returned": 1}


def test_an_urgent_case_is_a_supervisors_to_name(desk: Desk, who: Member) -> None:
    from pipelines.review.claims import mark_urgent

    number = desk.ready()
    assert refusal(lambda: mark_urgent(desk.office, who, number, urgent=True)) == "right.missing"
