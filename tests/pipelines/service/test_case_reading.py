"""Reading beside the answers: what others have taken up does not count, what nobody should send goes to a person."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from sqlalchemy import select, update

from models.error import YancaiError
from pipelines.review import readings
from pipelines.review.channel import seen_by
from pipelines.service.case_reading import CaseReader
from pipelines.service.reading import ReadCase, ServiceDoors
from pipelines.service.worker import ReadingLost
from pipelines.store.queue_tables import cases
from pipelines.store.queue_tables import readings as table
from tests.pipelines.fakes import FakeRules
from tests.pipelines.service.casework import CERTIFICATE
from tests.pipelines.service.fakes import open_glancer, regions
from tests.pipelines.service.mutants import mutants, originals
from tests.pipelines.service.support import CHANNEL, Here, make_here, new_store
from tests.pipelines.service.test_cases import status, submitted, supplemented
from tests.pipelines.service.test_mutants import open_opener
from tests.pipelines.waiting import eventually

OPENING = ServiceDoors(open_opener, FakeRules, open_glancer, regions)


class Meddling:
    """Hands on what is asked, and meddles before a case is judged."""

    def __init__(self, here: Here, meddle: Callable[[], None]) -> None:
        self._crew, self._meddle = here.crews["full"], meddle
        self.ready, self.waiting, self.full = 1, 0, False

    async def ask(self, payload: object) -> Any:
        return await self._crew.ask(payload)

    async def ask_aside(self, payload: object, seconds: float) -> Any:
        if isinstance(payload, ReadCase):
            await asyncio.to_thread(self._meddle)
        return await self._crew.ask_aside(payload, seconds)


def read_next(here: Here, meddle: Callable[[], None], lease_seconds: float = 60.0) -> bool:
    crew = Meddling(here, meddle)
    reader = CaseReader(here.office, crew, here.folder, here.desk.metrics, lease_seconds)
    return asyncio.run(reader.read_next())


def run_out(here: Here) -> None:
    """As if the reader had been still for too long."""
    with here.office.writing() as connection:
        connection.execute(update(table).values(leased_until=here.office.moment()))


def test_a_case_that_another_has_taken_up_is_judged_once(office: Here) -> None:
    number = submitted(office).number
    taken: list[readings.Work] = []

    def meddle() -> None:
        run_out(office)
        work = readings.take(office.office, "another", 60.0)
        assert work is not None
        taken.append(work)

    assert read_next(office, meddle)
    assert status(office, number).state == "reading"
    assert seen_by(office.office, CHANNEL, number).record is None
    assert taken[0].attempt == 2
    readings.put_back(office.office, taken[0])
    office.read_all()
    assert status(office, number).state == "waiting"


def test_a_supplement_that_comes_while_a_case_is_read_is_read_too(office: Here) -> None:
    number = submitted(office).number

    def meddle() -> None:
        assert supplemented(office, number, (("报告.jpg", b"paper"),)).status_code == 202

    assert read_next(office, meddle)
    assert status(office, number).state == "received"
    office.read_all()
    record = seen_by(office.office, CHANNEL, number).record
    assert record is not None
    assert len(record.documents) == 2


def test_a_lease_is_renewed_while_a_case_is_read(office: Here) -> None:
    number = submitted(office).number

    def until() -> datetime:
        with office.office.reading() as connection:
            found: datetime = connection.execute(select(table.c.leased_until)).scalar_one()
            return found

    def meddle() -> None:
        first = until()
        eventually(lambda: until() > first)

    assert read_next(office, meddle, lease_seconds=0.3)
    assert status(office, number).state == "waiting"


def test_a_lease_is_renewed_though_the_database_was_away_for_a_moment(
    office: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = submitted(office).number
    extend, tried = readings.extend, list[bool]()

    def now_and_then(*said: Any) -> bool:
        if not tried:
            tried.append(False)
            raise YancaiError("记录库无法使用。")
        tried.append(extend(*said))
        return tried[-1]

    monkeypatch.setattr(readings, "extend", now_and_then)
    assert read_next(office, lambda: eventually(lambda: True in tried, 20.0), lease_seconds=0.3)
    assert status(office, number).state == "waiting"


def test_a_reading_that_is_cut_short_is_given_back(office: Here) -> None:
    number = submitted(office).number

    class Stopping(Meddling):
        async def ask_aside(self, payload: object, seconds: float) -> Any:
            raise asyncio.CancelledError

    reader = CaseReader(office.office, Stopping(office, lambda: None), office.folder, office.desk.metrics, 60.0)
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(reader.read_next())
    assert status(office, number).state == "received"
    office.read_all()
    assert status(office, number).state == "waiting"


def test_a_case_that_cannot_be_judged_is_tried_again_later(office: Here) -> None:
    number = submitted(office).number

    def meddle() -> None:
        raise ReadingLost("raised", "OverflowError")

    assert read_next(office, meddle)
    assert status(office, number).state == "received"
    assert not read_next(office, meddle)


def test_a_case_whose_region_has_no_rules_here_is_read_once_it_has(office: Here) -> None:
    number = submitted(office).number
    asked: list[object] = []

    class Counting(Meddling):
        async def ask_aside(self, payload: object, seconds: float) -> Any:
            asked.append(payload)
            return await super().ask_aside(payload, seconds)

    def of_region(region: str) -> None:
        with office.office.writing() as connection:
            connection.execute(update(cases).values(region=region))
            connection.execute(update(table).values(not_before=office.office.moment()))

    reader = CaseReader(office.office, Counting(office, lambda: None), office.folder, office.desk.metrics, 60.0)
    for _ in range(office.office.options.reading_attempts + 1):
        of_region("gone")
        assert asyncio.run(reader.read_next())
        assert status(office, number).state == "received"
        assert not asyncio.run(reader.read_next())
    assert asked == []
    of_region("example")
    assert asyncio.run(reader.read_next())
    record = seen_by(office.office, CHANNEL, number).record
    assert record is not None
    assert record.documents


def test_uploads_nobody_should_send_are_read_or_told_as_problems(tmp_path: Path) -> None:
    here = make_here(tmp_path, OPENING, store=new_store(tmp_path), per_minute=1_000_000)
    found = [mutant.data for mutant in mutants(originals(), 120, 20261122)]
    cases = [found[first : first + 30] for first in range(0, len(found), 30)]
    numbers = [submitted(here, [(f"{place}.jpg", data) for place, data in enumerate(case)]).number for case in cases]
    here.read_all()
    for number in numbers:
        told = here.get(f"/v1/cases/{number}/result").json()
        assert status(here, number).state == "waiting"
        files = {problem["file"] for problem in told["problems"]}
        assert files | {part["file"] for paper in told["papers"] for part in paper["parts"]} == set(range(30))
    here.office.close()


def test_a_long_file_is_read_in_a_case_and_refused_as_a_pre_check(tmp_path: Path) -> None:
    """A scanner's file that batch has read does not turn bad with a supplement; nobody waits for it."""
    here = make_here(tmp_path, OPENING, store=new_store(tmp_path))
    scanned = pymupdf.open()
    for _ in range(here.desk.options.most_pages + 1):
        scanned.new_page()
    number = submitted(here, (("扫描.pdf", scanned.tobytes()),)).number
    here.read_all()
    record = seen_by(here.office, CHANNEL, number).record
    assert record is not None
    assert (len(record.documents), record.problems) == (1, ())
    assert record.provenance.settings == here.office.settings.digest()
    (problem,) = here.post(scanned.tobytes()).json()["problems"]
    assert problem["code"] == "file.too_many_pages"
    here.office.close()


def test_the_folder_of_a_reading_is_gone_afterwards(office: Here) -> None:
    submitted(office, CERTIFICATE)
    office.read_all()
    assert list(office.folder.iterdir()) == []
