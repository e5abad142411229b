"""Cases come in once, supplements join them, a new application takes an earlier one's place."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import select

from models.codes import DocType
from pipelines.review import readings, receiving
from pipelines.review.claims import claim
from pipelines.review.deciding import Ruling, accept, send_back
from pipelines.review.queue import Filter, listed
from pipelines.review.receiving import NewFile
from pipelines.review.refusals import QueueError
from pipelines.review.sheet import case
from pipelines.review.staff import Member
from pipelines.review.states import State
from pipelines.store.queue_tables import cases
from pipelines.store.queue_tables import readings as readings_table
from tests.pipelines.review.offices import CHANNEL, Desk, application, certificate, digest, record_of


def test_a_case_has_a_number_that_tells_nothing_but_its_day(desk: Desk) -> None:
    number = desk.send()
    assert re.fullmatch(r"YC20260601-[0-9A-HJKMNP-TV-Z]{8}", number)


def test_a_request_that_is_sent_again_makes_no_second_case(desk: Desk) -> None:
    number = desk.send(token="one", fingerprint="same")
    assert desk.send(token="one", fingerprint="same") == number
    assert desk.send(token="one", fingerprint="same", channel="另一渠道") != number
    with pytest.raises(QueueError) as refused:
        desk.send(token="one", fingerprint="another")
    assert refused.value.code == "token.reused"
    assert readings.waiting(desk.office) == 2


def test_a_file_that_is_not_in_the_vault_is_told_and_nothing_is_kept(desk: Desk) -> None:
    with pytest.raises(QueueError) as refused:
        desk.send(files=(NewFile("a.jpg", digest("nowhere"), 3),))
    assert refused.value.code == "file.lost"
    assert readings.waiting(desk.office) == 0


def test_files_of_one_name_are_told_apart_and_their_claimed_types_declared(desk: Desk) -> None:
    one, two = desk.file(b"1", "材料.jpg"), desk.file(b"2", "材料.jpg")
    desk.send(files=(one, NewFile(two.name, two.sha256, two.bytes, DocType.LAB_REPORT)))
    work = readings.take(desk.office, "worker", 60)
    assert work is not None
    assert work.application is not None
    assert [file.name for file in work.files] == ["材料.jpg", "材料 (2).jpg"]
    assert [(item.file, item.claimed_type) for item in work.application.items] == [("材料 (2).jpg", DocType.LAB_REPORT)]
    assert [file.path.read_bytes() for file in work.files] == [b"1", b"2"]


def test_a_supplement_joins_the_case_it_answers(desk: Desk, who: Member) -> None:
    number = desk.held(who)
    sheet = case(desk.office, who, number)
    assert sheet.record_id is not None
    assert send_back(desk.office, who, number, Ruling(sheet.record_id, "缺一份检查报告"))
    desk.clock.later(days=2)
    assert receiving.supplement(desk.office, CHANNEL, number, [desk.file(b"more", "报告.jpg")], ("s1", "p1")) == 1
    assert case(desk.office, who, number).entry.reading
    desk.read(certificate(), certificate(file="报告.jpg"))
    sheet = case(desk.office, who, number)
    assert (sheet.entry.state, sheet.entry.round) == (State.NEW, 1)
    assert [file.round for file in sheet.files] == [0, 1]
    assert sheet.record is not None
    assert len(sheet.record.documents) == 2
    assert [ruled.why for ruled in sheet.decisions] == ["缺一份检查报告"]


def test_a_supplement_sent_again_joins_once(desk: Desk) -> None:
    number = desk.send()
    more = [desk.file(b"more")]
    assert receiving.supplement(desk.office, CHANNEL, number, more, ("s1", "p1")) == 1
    assert receiving.supplement(desk.office, CHANNEL, number, more, ("s1", "p1")) == 1
    with pytest.raises(QueueError) as refused:
        receiving.supplement(desk.office, CHANNEL, number, more, ("s1", "p2"))
    assert refused.value.code == "token.reused"


def test_what_was_sent_is_kept_as_a_keyed_digest(desk: Desk, who: Member) -> None:
    said = digest("材料 李晓明.jpg")
    number = desk.send(fingerprint=said)
    receiving.supplement(desk.office, CHANNEL, number, [desk.file(b"more")], ("s1", said))
    brought = desk.file(b"brought", "李晓明.jpg")
    receiving.hand_in(desk.office, who, number, [brought])
    with desk.office.reading() as connection:
        kept = [row for table in (cases, readings_table) for row in connection.execute(select(table)).all()]
    plain = {said, digest(f"{brought.name}\0{brought.sha256}")}
    assert len(kept) == 4
    assert not [row for row in kept if any(one in row.token + row.fingerprint for one in plain)]


def test_of_two_supplements_that_wait_only_the_last_is_read(desk: Desk) -> None:
    number = desk.send(b"1")
    for round_ in (1, 2):
        receiving.supplement(desk.office, CHANNEL, number, [desk.file(b"%d" % round_)], (f"s{round_}", "p"))
    work = readings.take(desk.office, "worker", 60)
    assert work is not None
    assert (work.round, len(work.files)) == (2, 3)
    assert readings.take(desk.office, "worker", 60) is None


def test_another_channels_case_is_none(desk: Desk) -> None:
    number = desk.send()
    with pytest.raises(QueueError) as refused:
        receiving.supplement(desk.office, "另一渠道", number, [desk.file(b"more")], ("s1", "p1"))
    assert refused.value.code == "case.unknown"


def test_an_accepted_case_takes_no_supplement(desk: Desk, who: Member) -> None:
    number = desk.held(who)
    record_id = case(desk.office, who, number).record_id
    assert record_id is not None
    accept(desk.office, who, number, Ruling(record_id, "齐全"))
    with pytest.raises(QueueError) as refused:
        receiving.supplement(desk.office, CHANNEL, number, [desk.file(b"more")], ("s1", "p1"))
    assert refused.value.code == "case.state"


def test_a_new_application_takes_the_place_of_one_that_is_open(desk: Desk, who: Member) -> None:
    first = desk.held(who, application=application("SQ-1"))
    other_channel = desk.ready(application=application("SQ-1"), channel="另一渠道")
    second = desk.send(application=application("SQ-1"))
    assert [line.number for line in listed(desk.office, who, Filter())] == [other_channel, second]
    old = case(desk.office, who, first)
    assert (old.entry.state, old.superseded_by) == (State.SUPERSEDED, second)
    assert case(desk.office, who, second).supersedes == (first,)
    with pytest.raises(QueueError) as refused:
        claim(desk.office, who, first)
    assert refused.value.code == "case.state"


def test_an_accepted_case_stays_what_it_is(desk: Desk, who: Member) -> None:
    first = desk.held(who, application=application("SQ-1"))
    record_id = case(desk.office, who, first).record_id
    assert record_id is not None
    accept(desk.office, who, first, Ruling(record_id, "齐全"))
    desk.send(application=application("SQ-1"))
    assert case(desk.office, who, first).entry.state is State.ACCEPTED


def test_a_superseded_case_is_read_no_more(desk: Desk) -> None:
    desk.send(application=application("SQ-1"))
    work = readings.take(desk.office, "worker", 60)
    second = desk.send(application=application("SQ-1"))
    assert work is not None
    assert not readings.finish(desk.office, work, record_of(desk.office, work, (certificate(),)))
    later = readings.take(desk.office, "worker", 60)
    assert later is not None
    assert later.number == second


def test_the_day_counts_in_china(desk: Desk) -> None:
    desk.clock.now = desk.clock.now.replace(hour=17)
    desk.send()
    work = readings.take(desk.office, "worker", 60)
    assert work is not None
    assert work.received_on == date(2026, 6, 2)
