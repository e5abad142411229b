"""What was done cannot be changed unseen, and the log and the tables hold nothing personal where they should not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select, text

from pipelines.review.audit import Fault, Head, export, head, verify
from pipelines.review.claims import next_for
from pipelines.review.correcting import Correction, correct
from pipelines.review.deciding import Ruling, send_back
from pipelines.review.queue import Filter, listed
from pipelines.review.sheet import add_note, case
from pipelines.review.staff import Member
from pipelines.store.queue_tables import cases
from tests.pipelines.builders import ID_NUMBER, NAME, OTHER_NAME
from tests.pipelines.review.offices import Desk, application, certificate

SECRETS = (NAME, OTHER_NAME, ID_NUMBER, "来电", "住在", "SQ-99")


@pytest.fixture
def used(desk: Desk, who: Member) -> Desk:
    """An office where a case went its whole way."""
    desk.ready(certificate(OTHER_NAME), application=application("SQ-99"))
    number = next_for(desk.office, who)
    assert number is not None
    record_id = case(desk.office, who, number, reveal=True).record_id
    assert record_id is not None
    paper = certificate().id
    new, _ = correct(desk.office, who, number, Correction(record_id, paper, "patient_name", NAME, f"{NAME}来电"))
    add_note(desk.office, who, number, f"{NAME}住在青山路")
    listed(desk.office, who, Filter(find=NAME))
    send_back(desk.office, who, number, Ruling(new, f"{NAME}来电"))
    return desk


def alter(desk: Desk, statement: str) -> None:
    """Do to the database what no part of the program does."""
    with desk.office.writing() as connection:
        connection.execute(text(statement))


def test_a_log_that_nobody_touched_is_whole(used: Desk) -> None:
    entries = list(export(used.office))
    assert [entry.id for entry in entries] == list(range(1, len(entries) + 1))
    assert verify(used.office) is None
    assert verify(used.office, head(used.office)) is None
    assert head(used.office) == Head(len(entries), entries[-1].hash)


@pytest.mark.parametrize(
    ("statement", "entry"),
    [
        ("UPDATE audit SET action = 'case.viewed' WHERE id = 4", 4),
        ("UPDATE audit SET details = '{}' WHERE id = 3", 3),
        ("UPDATE audit SET actor = 'staff:9' WHERE id = 2", 2),
        ("DELETE FROM audit WHERE id = 3", 3),
        ("DELETE FROM audit WHERE id = 1", 1),
        ("UPDATE audit SET id = CASE id WHEN 2 THEN 1002 WHEN 3 THEN 1003 END WHERE id IN (2, 3);"
         "UPDATE audit SET id = CASE id WHEN 1002 THEN 3 ELSE 2 END WHERE id > 1000", 2),
    ],
)  # fmt: skip
def test_what_was_changed_removed_or_swapped_shows(used: Desk, statement: str, entry: int) -> None:
    for one in statement.split(";"):
        alter(used, one)
    fault = verify(used.office)
    assert fault is not None
    assert fault.entry == entry


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE decisions SET outcome = 'accepted'", "决定与当时写入的不一致"),
        ("UPDATE decisions SET who = 2", "决定与当时写入的不一致"),
        ("UPDATE decision_bodies SET why = '另一理由'", "决定与当时写入的不一致"),
        ("UPDATE bodies SET body = replace(body, 'resubmit', 'accept')", "决定与当时写入的不一致"),
        ("DELETE FROM decisions", "已不在数据库中"),
        ("INSERT INTO decisions SELECT 99, case_id, at, decided_on, who, 'accepted', look, final, round, record_id,"
         " findings, problems, reasons, claimed_at FROM decisions;"
         "INSERT INTO decision_bodies VALUES (99, '')", "决定没有审计记录"),
        ("UPDATE correction_bodies SET machine = '\"李晓明\"'", "更正与当时写入的不一致"),
        ("UPDATE note_bodies SET text = ''", "备注与当时写入的不一致"),
    ],
)  # fmt: skip
def test_what_somebody_decided_is_what_the_log_says(used: Desk, other: Member, statement: str, why: str) -> None:
    for one in statement.split(";"):
        alter(used, one)
    fault = verify(used.office)
    assert fault is not None
    assert fault.why.endswith(why)


def test_a_cut_end_shows_against_the_head(used: Desk) -> None:
    noted = head(used.office)
    alter(used, f"DELETE FROM audit WHERE id = {noted.entries}")
    assert verify(used.office) == Fault(noted.entries, "末尾的记录缺失")


def test_a_cut_end_with_its_head_shows_only_against_a_head_that_was_noted(used: Desk) -> None:
    listed(used.office, used.member("李审核"), Filter())
    noted = head(used.office)
    before = list(export(used.office))[-2]
    alter(used, f"DELETE FROM audit WHERE id = {noted.entries}")
    alter(used, f"UPDATE audit_head SET entries = {before.id}, hash = '{before.hash}'")
    assert verify(used.office) is None  # a chain alone cannot tell
    assert verify(used.office, noted) == Fault(noted.entries, "抄录过的记录缺失")
    used.clock.later(seconds=1)
    listed(used.office, used.member("李审核"), Filter())
    assert verify(used.office, noted) == Fault(noted.entries, "与抄录的校验值不一致")


def test_nothing_personal_stands_outside_of_the_bodies_and_the_staff(used: Desk) -> None:
    told = "\n".join(everything(used))
    assert not [secret for secret in SECRETS if secret in told]
    exported = "\n".join(entry.model_dump_json() for entry in export(used.office))
    assert not [secret for secret in SECRETS if secret in exported]
    assert "李审核" not in exported


def everything(desk: Desk) -> Iterator[str]:
    """Every value in every table that is not meant to hold personal data."""
    with desk.office.reading() as connection:
        for table in cases.metadata.tables.values():
            if not table.name.endswith("bodies") and table.name not in ("staff", "lookup_key"):
                yield from (str(value) for row in connection.execute(select(table)) for value in row)
