"""The cases that were accepted for good, for what is due years later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from models.case import CaseRecord
from pipelines.review.deciding import Verdict
from pipelines.review.kept import record_of
from pipelines.review.office import Office
from pipelines.store.queue_tables import cases, decisions
from pipelines.store.tables import lookups

_FOR_GOOD = decisions.c.final & (decisions.c.outcome == Verdict.ACCEPTED.value)


@dataclass(frozen=True)
class Accepted:
    """An accepted case: its number, the day in China, and the record it was decided on."""

    number: str
    decided_on: date
    record_id: int


def accepted(office: Office, region: str, until: date) -> list[Accepted]:
    """The cases of a region that were accepted until a day, included."""
    query = (
        select(cases.c.number, decisions.c.decided_on, decisions.c.record_id)
        .join(cases, cases.c.id == decisions.c.case_id)
        .where(_FOR_GOOD, cases.c.region == region, decisions.c.decided_on <= until)
    )
    with office.reading() as connection:
        return [Accepted(*row) for row in connection.execute(query)]


def accepted_later(office: Office, id_number: str, day: date) -> list[CaseRecord]:
    """The records on which cases of a person (by an ID number) were accepted after a day."""
    query = (
        select(decisions.c.record_id)
        .join(lookups, lookups.c.record_id == decisions.c.record_id)
        .where(
            _FOR_GOOD, decisions.c.decided_on > day,
            lookups.c.kind == "person", lookups.c.digest == office.digest("person", id_number),
        )
    )  # fmt: skip
    with office.reading() as connection:
        return [record_of(connection, one) for one in connection.execute(query).scalars().all()]
