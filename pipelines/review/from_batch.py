"""A batch's cases into the queue (``batch --queue``): each as soon as it has its record, with its files in the vault.

A case enters before the journal counts it, so that a batch that is killed and resumed loses none; its name and its
files' contents are its token, so that none enters twice, not even from another run over the same folder. A case that is
there stays as people have left it; only one whose worker was lost, and which nobody has worked on, gets its reading.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, exists, select, update

from models.application import Application
from models.case import CaseRecord
from models.error import UsageError
from pipelines.batch import HandedIn, Keeper, PapersChangedError
from pipelines.declaration import load_application
from pipelines.gather import CaseFiles
from pipelines.review.kept import Place, keep, link, records_of
from pipelines.review.office import Change, Office
from pipelines.review.priorities import due_from
from pipelines.review.receiving import (
    BATCH_CHANNEL,
    NewCase,
    NewFile,
    insert_case,
    queue_reading,
    supersede,
    supersede_earlier,
)
from pipelines.review.sampling import drawn
from pipelines.review.states import ReadingState, State
from pipelines.store.queue_tables import case_files, cases, corrections, purged_tokens, readings
from pipelines.store.tables import records


class QueueKeeper:
    """Keeps a batch's records in the store and queues their cases."""

    def __init__(self, office: Office, store: Keeper, handed_in: Sequence[HandedIn]) -> None:
        self._office, self._store = office, store
        self._cases: Mapping[str, HandedIn] = {case.case_id: case for case in handed_in}
        self._most_bytes = office.settings.intake.limits.max_bytes

    def find(self, key: str) -> CaseRecord | None:
        """As the store does."""
        return self._store.find(key)

    def keep(self, key: str, record: CaseRecord, *, final: bool) -> None:
        """Keep the record, then have its case in the queue. Of a case that was purged nothing is kept again.

        Raises PapersChangedError where the vault would hold other files than the record was made of.
        """
        case = self._cases[record.case_id]
        named = f"{record.case_id}\0{case.fingerprint(self._most_bytes)}"
        token = hashlib.sha256(named.encode(errors="surrogateescape")).hexdigest()
        with self._office.reading() as connection:
            if self._purged(connection, token):
                return
        with case.at_hand(self._most_bytes) as files:
            new = NewCase(BATCH_CHANNEL, record.region, _declared(files), _files(self._office, files), token, token)
        if _others(new, record):
            raise PapersChangedError("材料在读取时有变动。")
        self._store.keep(key, record, final=final)
        with self._office.changing() as change:
            self._queue(change, new, (key, record, final))

    def _queue(self, change: Change, new: NewCase, made: tuple[str, CaseRecord, bool]) -> None:
        _, record, final = made
        there = (cases.c.channel == new.channel) & (cases.c.token == new.token)
        known = change.connection.execute(select(cases).where(there)).first()
        if known is not None:
            if final and _still_lost(change, known):
                told = {"record": self._linked(change, Place(known.id, known.number, 0), made), "round": 0}
                change.note("system", "case.read", known.number, **told, decision=record.decision.value)
            return
        if self._purged(change.connection, new.token):
            return  # just now
        number, case_id = insert_case(self._office, change, new)
        queue_reading(change, case_id, 0, (new.token, new.fingerprint))
        self._linked(change, Place(case_id, number, 0), made)
        second = drawn(self._office.key, number, 0, self._office.options.second_looks)
        change.connection.execute(update(cases).where(cases.c.id == case_id).values(second_look=second))
        change.note("system", "case.queued", number, files=len(new.files), decision=record.decision.value)
        supersede_earlier(self._office, change, new, case_id)
        self._supersede_grown(change, (new, record), case_id)

    def _supersede_grown(self, change: Change, came: tuple[NewCase, CaseRecord], case_id: int) -> None:
        """A folder that grew takes its own place, where nobody has worked on the case it was.

        Folders of different people may be called alike (001 on every night): it is the same one only where every file
        that was there is there still.
        """
        new, record = came
        worked_on = exists().where(corrections.c.case_id == cases.c.id)
        query = (
            select(cases.c.id, cases.c.number).join(records, records.c.id == cases.c.record_id).where(
                records.c.case_digest == self._office.digest("case", record.case_id), cases.c.id != case_id,
                cases.c.channel == new.channel, cases.c.region == new.region, cases.c.state == State.NEW.value,
                cases.c.round == 0, cases.c.look == 1, ~worked_on,
            )
        )  # fmt: skip
        sums = {file.sha256 for file in new.files}
        for case in change.connection.execute(query).all():
            lay = select(case_files.c.sha256).where(case_files.c.case_id == case.id)
            if (there := set(change.connection.execute(lay).scalars())) and there <= sums:
                supersede(change, (case.id, case.number), case_id)

    def _linked(self, change: Change, place: Place, made: tuple[str, CaseRecord, bool]) -> int:
        """Make it the case's record, its reading done (failed where it was lost), and the case due; its number.

        The record is the store's own row; of one that is not final, which may be replaced there, it is a copy.
        """
        key, record, final = made
        kept = self._kept(change, key, record) if final else []
        if kept:
            record_id = kept[0]
            link(change, place, record_id, "read")
        else:
            record_id = keep(self._office, change, place, record, "read")
        state = ReadingState.DONE if final else ReadingState.FAILED
        ended = {"state": state.value, "ended_at": change.at}
        change.connection.execute(update(readings).where(readings.c.case_id == place.case_id).values(ended))
        mine = cases.c.id == place.case_id
        received = change.connection.execute(select(cases.c.received_on).where(mine)).scalar_one()
        due = record.due_date or due_from(self._office.settings, record.region, received)
        change.connection.execute(update(cases).where(mine).values(due_date=due))
        return record_id

    def _purged(self, connection: Connection, token: str) -> bool:
        there = purged_tokens.c.digest == self._office.digest("token", token)
        return connection.execute(select(purged_tokens.c.digest).where(there)).first() is not None

    def _kept(self, change: Change, key: str, record: CaseRecord) -> list[int]:
        there = (records.c.content_key == key) & (records.c.case_digest == self._office.digest("case", record.case_id))
        return list(change.connection.execute(select(records.c.id).where(there)).scalars())


def _others(new: NewCase, record: CaseRecord) -> bool:
    """Has a file other contents now than when it was read?"""
    sums = {file.name: file.sha256 for file in new.files}
    sources = (source for document in record.documents for source in document.sources)
    return any(sums.get(source.name, source.sha256) != source.sha256 for source in sources)


def _still_lost(change: Change, case: Row[Any]) -> bool:
    """Was the case's worker lost, and has nobody corrected, decided or supplemented it since, or holds it?"""
    if case.state != State.NEW or case.round or case.look != 1:
        return False
    mine = (readings.c.case_id == case.id) & (readings.c.state == ReadingState.FAILED.value)
    lost = change.connection.execute(select(readings.c.round).where(mine)).first()
    return lost is not None and records_of(change.connection, case.id) == 1


def _declared(files: CaseFiles) -> Application | None:
    """What was declared; None also where it cannot be used: the record tells that."""
    try:
        return load_application(files.application) if files.application else None
    except UsageError:
        return None


def _files(office: Office, files: CaseFiles) -> tuple[NewFile, ...]:
    """The case's files in the vault; those that may not be opened are problems of the record."""
    readable = [file for file in files.files if os.access(file.path, os.R_OK)]
    return tuple(NewFile(file.name, office.vault.put(file.path), file.path.stat().st_size) for file in readable)
