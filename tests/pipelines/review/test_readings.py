"""Readings are taken once, taken again when a worker dies, and ended once, whatever happens in between."""

from __future__ import annotations

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select

from models.codes import Decision
from pipelines.review import readings
from pipelines.review.office import Office
from pipelines.review.queue import Filter, listed
from pipelines.review.sheet import case
from pipelines.review.staff import Member
from pipelines.store.queue_tables import case_records
from pipelines.store.tables import records
from tests.pipelines.review.offices import Desk, certificate, open_desk, record_of

ROOT = Path(__file__).parents[3]


def rows(office: Office) -> tuple[int, int]:
    """How many records there are, and how many of cases."""
    with office.reading() as connection:
        counted = (select(func.count()).select_from(table) for table in (records, case_records))
        first, second = (int(connection.execute(query).scalar_one()) for query in counted)
        return first, second


def take(desk: Desk, seconds: float = 60) -> readings.Work:
    work = readings.take(desk.office, "worker", seconds)
    assert work is not None
    return work


def test_a_case_is_in_the_queue_from_its_first_record_on(desk: Desk, who: Member) -> None:
    number = desk.send()
    [line] = listed(desk.office, who, Filter())
    assert (line.number, line.reading, line.decision) == (number, True, None)
    desk.read()
    [line] = listed(desk.office, who, Filter())
    assert (line.reading, line.decision) == (False, Decision.RESUBMIT)


def test_readings_are_taken_in_the_order_in_which_they_came(desk: Desk) -> None:
    numbers = []
    for _ in range(3):
        numbers.append(desk.send())
        desk.clock.later(seconds=1)
    assert [take(desk).number for _ in range(3)] == numbers
    assert readings.take(desk.office, "worker", 60) is None


def test_many_workers_never_take_the_same_reading(desk: Desk, tmp_path: Path) -> None:
    numbers = {desk.send() for _ in range(12)}
    offices = [open_desk(desk.place, tmp_path).office for _ in range(4)]

    def work_on(office: Office) -> list[str]:
        taken = []
        while work := readings.take(office, "worker", 60):
            assert readings.finish(office, work, record_of(office, work, (certificate(),)))
            taken.append(work.number)
        return taken

    with ThreadPoolExecutor(4) as pool:
        taken = [number for some in pool.map(work_on, offices) for number in some]
    for office in offices:
        office.close()
    assert (len(taken), set(taken)) == (12, numbers)
    assert rows(desk.office) == (12, 12)


def test_a_lease_that_runs_out_is_taken_by_another_and_the_late_end_counts_nothing(desk: Desk) -> None:
    desk.send()
    slow = take(desk, seconds=30)
    desk.clock.later(seconds=29)
    assert readings.take(desk.office, "worker", 30) is None
    desk.clock.later(seconds=2)
    second = take(desk)
    assert second.attempt == 2
    record = record_of(desk.office, slow, (certificate(),))
    assert not readings.finish(desk.office, slow, record)
    assert not readings.extend(desk.office, slow, 60)
    assert readings.finish(desk.office, second, record)
    assert not readings.finish(desk.office, second, record)
    assert rows(desk.office) == (1, 1)


def test_a_lease_that_is_renewed_is_kept(desk: Desk) -> None:
    desk.send()
    work = take(desk, seconds=30)
    for _ in range(4):
        desk.clock.later(seconds=20)
        assert readings.extend(desk.office, work, 30)
    assert readings.take(desk.office, "worker", 30) is None


@pytest.mark.parametrize("moment", ["taken", "kept"])
def test_a_worker_that_is_killed_costs_nothing_but_time(desk: Desk, who: Member, tmp_path: Path, moment: str) -> None:
    number = desk.send()
    words = [sys.executable, "-m", "tests.pipelines.review.dying", desk.place, str(tmp_path), moment]
    ended = subprocess.run(words, cwd=ROOT, capture_output=True, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    assert rows(desk.office) == (0, 0)
    assert case(desk.office, who, number).record is None
    assert readings.take(desk.office, "worker", 60) is None
    desk.clock.later(minutes=2)
    assert desk.read() == number
    assert rows(desk.office) == (1, 1)
    assert case(desk.office, who, number).record is not None


def test_a_reading_that_fails_is_tried_again_and_at_last_a_person_gets_the_case(desk: Desk, who: Member) -> None:
    number = desk.send()
    for again in (True, True, False):
        assert readings.fail(desk.office, take(desk), "died") is again
        assert readings.take(desk.office, "worker", 60) is None
        desk.clock.later(minutes=5)
    sheet = case(desk.office, who, number)
    assert sheet.record is not None
    assert sheet.record.decision is Decision.REVIEW
    assert [problem.code for problem in sheet.record.problems] == ["worker.died"]
    assert sheet.record.application is not None
    assert sheet.entry.due_date is not None


def test_a_worker_that_dies_every_time_does_not_hold_the_queue(desk: Desk, who: Member) -> None:
    number = desk.send()
    for _ in range(desk.office.options.reading_attempts):
        take(desk, seconds=10)
        desk.clock.later(seconds=11)
    other = desk.send()
    assert take(desk).number == other
    sheet = case(desk.office, who, number)
    assert sheet.record is not None
    assert sheet.record.decision is Decision.REVIEW


def test_a_worker_that_stops_gives_its_reading_back(desk: Desk) -> None:
    desk.send()
    readings.put_back(desk.office, take(desk))
    assert take(desk).attempt == 1


def test_a_case_whose_region_has_no_rules_here_waits_and_others_go_first(desk: Desk, who: Member) -> None:
    number = desk.send(region="gone")
    for _ in range(desk.office.options.reading_attempts):
        readings.fail(desk.office, take(desk), "raised")
        desk.clock.later(minutes=2)
    other = desk.send()
    for _ in range(2):
        assert desk.read() == other
        desk.clock.later(minutes=10)
        other = desk.send()
    assert case(desk.office, who, number).entry.reading
