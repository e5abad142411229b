"""What has to be read: taken by lease, ended once.

A worker takes a reading for so many seconds. If it dies, its lease runs out and the reading is taken again; if it was
only slow, its end no longer counts. The record, the case's new state, the event and the end of the reading are written
in one transaction: a case is never seen judged twice, and never lost between two of them.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, func, literal, or_, select, update

from models.application import Application
from models.case import CaseRecord
from models.error import UsageError
from pipelines.batch import lost_case
from pipelines.executors.port import Lost, Why
from pipelines.gather import APPLICATION, CaseFile, CaseFiles
from pipelines.review import events
from pipelines.review.correcting import corrected_again
from pipelines.review.kept import Place, keep
from pipelines.review.office import Change, Office
from pipelines.review.priorities import due_from
from pipelines.review.sampling import drawn
from pipelines.review.states import ReadingState
from pipelines.store.queue_tables import case_bodies, case_files, cases, readings
from pipelines.terms import Terms

_AGAIN_SECONDS: Final = 20.0
"""Before a reading that failed is tried again; twice as long before the next time."""
LATER_SECONDS: Final = 300.0
"""For how long others go before a case whose region has no rules here: they may come back with the next version."""


@dataclass(frozen=True)
class Work:
    """A reading that was taken: the case with all its files so far, and the lease that says whose it is."""

    number: str
    case_id: int
    round: int
    lease: str
    attempt: int
    region: str
    received_on: date
    application: Application | None
    files: tuple[CaseFile, ...]

    @property
    def place(self) -> Place:
        return Place(self.case_id, self.number, self.round)

    def gathered(self, folder: Path) -> CaseFiles:
        """The case for a CaseRunner; its declaration is written into ``folder``, which must be private."""
        declared = None
        if self.application:
            declared = folder / APPLICATION
            declared.write_text(self.application.model_dump_json(), encoding="utf-8")
        return CaseFiles(self.number, self.files, declared)

    def terms(self, office: Office) -> Terms:
        """Under which the case is judged: where it does not say when it was submitted, the day it came in."""
        return Terms(self.region, "case", self.received_on, office.settings)


def take(office: Office, worker: str, seconds: float) -> Work | None:
    """The next reading, for so many seconds; None where there is none. ``worker`` only names the holder.

    A reading that was begun too often goes to a person as it is.
    """
    while True:
        with office.reading() as connection:  # asking takes no lock while there is nothing to do
            if connection.execute(_waiting(office)).first() is None:
                return None
        with office.writing() as connection:
            row = connection.execute(_waiting(office).with_for_update(skip_locked=True, of=readings)).first()
            work = _leased(office, connection, row, (worker, seconds)) if row is not None else None
        if work is None or work.attempt <= office.options.reading_attempts:
            return work
        _without_reading(office, work, "died")


def finish(office: Office, work: Work, record: CaseRecord) -> bool:
    """Keep what was read as the case's record in force; False where the lease was lost, and then nothing is changed.

    What people corrected before is corrected again where it still applies (``correcting.corrected_again``); the
    machine's own record stays beside it.
    """
    again = corrected_again(office, work.case_id, record)
    due = record.due_date or due_from(office.settings, work.region, work.received_on)
    with office.changing() as change:
        if not _end(change, work, ReadingState.DONE, None):
            return False
        record_id = keep(office, change, work.place, record, "read")
        if again is not None:
            record_id = keep(office, change, work.place, again, "corrected")
        _shown(office, change, work, due)
        told = {"record": record_id, "round": work.round, "decision": (again or record).decision.value}
        change.note("system", "case.read", work.number, **told)
        events.happened(change, work.case_id, "case.read")
    return True


def fail(office: Office, work: Work, why: Why) -> bool:
    """The reading gave no answer. True: it will be tried again; False: a person gets the case without one."""
    if work.attempt >= office.options.reading_attempts:
        _without_reading(office, work, why)
        return False
    wait = timedelta(seconds=_AGAIN_SECONDS * 2 ** (work.attempt - 1))
    _give_back(office, work, {"not_before": office.moment() + wait, "why": why})
    return True


def put_back(office: Office, work: Work, seconds: float = 0.0) -> None:
    """It was not begun, or the worker stops before it is done: after so many seconds somebody may take the reading; it
    does not count as tried."""
    wait = timedelta(seconds=seconds)
    _give_back(office, work, {"attempts": readings.c.attempts - 1, "not_before": office.moment() + wait})


def extend(office: Office, work: Work, seconds: float) -> bool:
    """Keep a reading for so many seconds more; False where the lease was lost."""
    until = office.moment() + timedelta(seconds=seconds)
    with office.writing() as connection:
        return connection.execute(update(readings).where(_held(work)).values(leased_until=until)).rowcount == 1


def waiting(office: Office) -> int:
    """How many readings wait or are under way."""
    open_ = [ReadingState.QUEUED.value, ReadingState.LEASED.value]
    with office.reading() as connection:
        number = select(func.count()).select_from(readings).where(readings.c.state.in_(open_))
        return connection.execute(number).scalar_one()


def _waiting(office: Office) -> Select[Any]:
    """The readings that may be taken now, the longest queued first."""
    now = office.moment()
    free = (readings.c.state == ReadingState.QUEUED.value) & (readings.c.not_before <= now)
    left = (readings.c.state == ReadingState.LEASED.value) & (readings.c.leased_until <= now)
    columns = (readings.c.round, readings.c.attempts, cases.c.id, cases.c.number, cases.c.region, cases.c.received_on)
    query = select(*columns).join(cases, cases.c.id == readings.c.case_id)
    return query.where(or_(free, left)).order_by(readings.c.queued_at, readings.c.case_id).limit(1)


def _leased(office: Office, connection: Connection, row: Row[Any], holder: tuple[str, float]) -> Work:
    worker, seconds = holder
    lease, attempt = secrets.token_hex(16), row.attempts + 1
    values = {
        "state": ReadingState.LEASED.value, "leased_by": worker, "lease": lease, "attempts": attempt,
        "leased_until": office.moment() + timedelta(seconds=seconds),
    }  # fmt: skip
    there = (readings.c.case_id == row.id) & (readings.c.round == row.round)
    connection.execute(update(readings).where(there).values(values))
    body = connection.execute(select(case_bodies).where(case_bodies.c.case_id == row.id)).one()
    names: list[str] = json.loads(body.names)
    query = select(case_files).where(case_files.c.case_id == row.id).order_by(case_files.c.number)
    files = connection.execute(query).all()
    replaced = {names[file.number] for file in files if file.replaced_in is not None}
    return Work(
        number=row.number,
        case_id=row.id,
        round=row.round,
        lease=lease,
        attempt=attempt,
        region=row.region,
        received_on=row.received_on,
        application=_declared(body.declared, replaced),
        files=tuple(
            CaseFile(names[file.number], office.vault.path(file.sha256)) for file in files if file.replaced_in is None
        ),
    )


def _declared(text: str | None, replaced: Collection[str]) -> Application | None:
    """What was declared, without the files that others have replaced."""
    if text is None:
        return None
    application = Application.model_validate_json(text)
    return application.model_copy(update={"items": tuple(one for one in application.items if one.file not in replaced)})


def _end(change: Change, work: Work, state: ReadingState, why: Why | None) -> bool:
    """End the reading, if it is still the lease holder's."""
    values = {"state": state.value, "ended_at": change.at, "lease": None, "leased_until": None, "why": why}
    return change.connection.execute(update(readings).where(_held(work)).values(values)).rowcount == 1


def _held(work: Work) -> ColumnElement[bool]:
    return (
        (readings.c.case_id == work.case_id)
        & (readings.c.round == work.round)
        & (readings.c.state == ReadingState.LEASED.value)
        & (readings.c.lease == work.lease)
    )


def _give_back(office: Office, work: Work, values: dict[str, Any]) -> None:
    free = {"state": ReadingState.QUEUED.value, "lease": None, "leased_until": None, **values}
    with office.writing() as connection:
        connection.execute(update(readings).where(_held(work)).values(free))


def _without_reading(office: Office, work: Work, why: Why) -> None:
    """Give the case to a person with a record that says that nothing could be read; it waits while its region has no
    rules here, by which the record would be made."""
    try:
        rules = office.rules(work.region, work.received_on)
    except UsageError:
        _give_back(office, work, {"not_before": office.moment() + timedelta(seconds=LATER_SECONDS), "why": why})
        return
    lost = Lost(0, why, "", 0.0)
    case = CaseFiles(work.number, work.files)
    record = lost_case(work.terms(office), rules, case, lost)
    record = record.model_copy(update={"application": work.application})
    due = due_from(office.settings, work.region, work.received_on)
    with office.changing() as change:
        if not _end(change, work, ReadingState.FAILED, why):
            return
        keep(office, change, work.place, record, "read")
        _shown(office, change, work, due)
        change.note("system", "case.unread", work.number, round=work.round, why=why)
        events.happened(change, work.case_id, "case.read")


def _shown(office: Office, change: Change, work: Work, due: date | None) -> None:
    """From now on the case stands in the queue. Once drawn for a second look it stays so: a supplement undoes none."""
    second = drawn(office.key, work.number, work.round, office.options.second_looks)
    values = {"due_date": due, "second_look": or_(cases.c.second_look, literal(second))}
    change.connection.execute(update(cases).where(cases.c.id == work.case_id).values(values))
