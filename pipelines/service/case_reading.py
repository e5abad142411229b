"""Queued cases are read here, file by file, with workers nobody waits for: an applicant's pre-check goes first.

A case is taken by lease, which is renewed while it is read; whatever becomes of this process, the lease runs out and
another takes the case. A file that ends its worker is tried once more, then it is a problem of its case, and a person
looks at it.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from models.case import CaseRecord
from models.error import UsageError, YancaiError
from pipelines.executors.attempt import describe
from pipelines.executors.loss import loss_problem
from pipelines.gather import CaseFile, CaseFiles
from pipelines.review import readings
from pipelines.review.office import Office
from pipelines.review.readings import Work
from pipelines.service.crew import Answers
from pipelines.service.folder import upload_place
from pipelines.service.logs import log_event
from pipelines.service.metrics import Metrics
from pipelines.service.reading import FileOfCase, FileRead, ReadCase
from pipelines.service.worker import ReadingLost

_TRIES: Final = 2
"""For a file whose worker is lost: it may have been another's fault, but hardly twice."""


@dataclass(frozen=True)
class CaseReader:
    """Reads what is queued. ``folder`` is private; ``lease_seconds`` after a crash a case is taken up again."""

    office: Office
    crew: Answers
    folder: Path
    metrics: Metrics
    lease_seconds: float

    async def read_next(self) -> bool:
        """Read the case that has waited longest, or put it off where its region has no rules here; False where none
        waits. Raises YancaiError where the queue cannot be reached."""
        holder = secrets.token_hex(4)
        work = await asyncio.to_thread(readings.take, self.office, holder, self.lease_seconds)
        if work is None:
            return False
        try:
            if await asyncio.to_thread(self._can_be_judged, work):
                with upload_place(self.folder) as place:
                    async with self._renewed(work):
                        await self._read(work, await asyncio.to_thread(work.gathered, place))
        except asyncio.CancelledError:
            await asyncio.to_thread(readings.put_back, self.office, work)
            raise
        return True

    @property
    def _seconds(self) -> float:
        """What a file may take, as it may for ``check`` and ``review read``: it may have more pages than an upload."""
        return self.office.settings.batch.seconds_for(files=1)

    def _can_be_judged(self, work: Work) -> bool:
        """Whether its region has rules here. Where it has none the case waits, unread: attempts that must fail would
        leave it without a reading when the rules are back."""
        try:
            self.office.rules(work.region, work.received_on)
        except UsageError:
            readings.put_back(self.office, work, readings.LATER_SECONDS)
            log_event("case_put_off", logging.WARNING, case=work.number, region=work.region)
            return False
        return True

    async def _read(self, work: Work, case: CaseFiles) -> None:
        told: dict[str, Any] = {"case": work.number, "round": work.round, "files": len(case.files)}
        try:
            read = {file: await self._read_file(work, file) for file in case.files}
            record: CaseRecord = await self.crew.ask_aside(
                ReadCase(case, read, work.region, work.received_on), self._seconds
            )
        except ReadingLost as lost:
            again = await asyncio.to_thread(readings.fail, self.office, work, lost.why)
            log_event("case_lost", cause=lost.detail, again=again, **told)
            return
        kept = await asyncio.to_thread(readings.finish, self.office, work, record)
        if kept:
            self.metrics.readings.labels(work.region, record.decision.value).inc()
        log_event("case_read", decision=record.decision.value, kept=kept, **told)

    async def _read_file(self, work: Work, file: CaseFile) -> FileRead:
        """What a file gave: a problem where its workers were lost."""
        for attempt in range(1, _TRIES + 1):
            try:
                read: FileRead = await self.crew.ask_aside(FileOfCase(file, self.office.vault), self._seconds)
            except ReadingLost as lost:
                log_event("file_lost", case=work.number, cause=lost.detail, attempt=attempt)
                why = lost.why
            else:
                return read
        return FileRead((), (loss_problem(file.name, why),))

    @asynccontextmanager
    async def _renewed(self, work: Work) -> AsyncIterator[None]:
        """While a case is read its lease is renewed; where it was lost all the same, the end does not count."""

        async def renew() -> None:
            while True:
                await asyncio.sleep(self.lease_seconds / 3)
                try:
                    held = await asyncio.to_thread(readings.extend, self.office, work, self.lease_seconds)
                except YancaiError as error:  # there is time to try again before the lease is over
                    log_event("lease_not_renewed", logging.WARNING, case=work.number, error=describe(error))
                else:
                    if not held:
                        return

        renewing = asyncio.create_task(renew())
        try:
            yield
        finally:
            renewing.cancel()
