"""The queue as people see it: the list with its filters. Every listing is in the audit log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, func, or_, select

from models.application import Application
from models.codes import Decision, Outcome
from pipelines.report.blocking import Weight
from pipelines.report.mask import mask_name
from pipelines.review.claims import being_read
from pipelines.review.office import Office
from pipelines.review.priorities import near_until, order
from pipelines.review.regions import weights_of
from pipelines.review.rights import must
from pipelines.review.staff import Member
from pipelines.review.states import State
from pipelines.store.keeping import parsed
from pipelines.store.queue_tables import case_bodies, cases, decisions, staff
from pipelines.store.tables import bodies, findings, lookups, problems, records

OPEN: Final = (State.NEW, State.IN_REVIEW)
_DECIDED: Final = {State.ACCEPTED, State.RETURNED}
_AT_ONCE: Final = 10
"""Records that are looked into at a time."""
_HELD_BACK: Final = (Decision.RESUBMIT.value, Decision.REVIEW.value)


@dataclass(frozen=True)
class Filter:
    """What is looked for; every word that is given must match. ``find`` is a number of ours, an application's number,
    or a whole name, ID number or insured number. ``reason`` is that of a finding or problem that speaks against."""

    states: tuple[State, ...] = OPEN
    region: str | None = None
    channel: str | None = None
    decision: Decision | None = None
    reason: str | None = None
    find: str | None = None
    mine: bool = False
    due_until: date | None = None
    supplements: bool = False
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True)
class Entry:
    """A line of the list. ``decision`` is the machine's, None while the first reading is not done; ``near`` its end.

    ``to_mend`` and ``to_look_at``: how many findings hold the case back, by whose hand they are settled
    (``report.blocking``), as the case's own page shows them; ``problems`` always do.
    """

    number: str
    state: State
    region: str
    channel: str
    applicant: str | None
    disease: str | None
    received_at: datetime
    due_date: date | None
    near: bool
    urgent: bool
    round: int
    look: int
    reading: bool
    decision: Decision | None
    to_mend: int
    to_look_at: int
    problems: int
    claimed_by: str | None
    claimed_at: datetime | None


def listed(office: Office, who: Member, search: Filter, *, reveal: bool = False) -> list[Entry]:
    """The cases that match, most pressing first (``_first``); names masked unless ``reveal``.

    Raises QueueError (right.missing), and YancaiError where a newer version wrote a record.
    """
    must(who, "reveal" if reveal else "look")
    with office.changing() as change:
        query = _lines().where(*_conditions(office, who, search)).order_by(*_first(office, change.on, search))
        rows = change.connection.execute(query.limit(search.limit).offset(search.offset)).all()
        change.note(who.actor, "queue.listed", entries=len(rows), reveal=reveal, found=bool(search.find))
        near = near_until(change.on, office.options.near_days)
    with office.reading() as connection:  # nobody need wait meanwhile: records do not change
        held = _held_back(office, connection, rows)
    return [_entry(row, near, held.get(row.record_id, {}), reveal=reveal) for row in rows]


def matching(office: Office, who: Member, search: Filter) -> int:
    """How many cases match, on whatever page of the list."""
    must(who, "look")
    with office.reading() as connection:
        query = select(func.count()).select_from(cases).where(*_conditions(office, who, search))
        return int(connection.execute(query).scalar_one())


def counts(office: Office, who: Member, search: Filter | None = None) -> dict[State, int]:
    """How many cases there are in each state; with a filter, of those that match it in any of its states."""
    must(who, "look")
    with office.reading() as connection:
        query = select(cases.c.state, func.count()).group_by(cases.c.state)
        rows = connection.execute(query.where(*_conditions(office, who, search)) if search else query)
        found = {row[0]: int(row[1]) for row in rows}
    return {state: found.get(state.value, 0) for state in State}


def entry_of(office: Office, connection: Connection, number: str, *, reveal: bool) -> Entry | None:
    """The line of one case; None where there is none."""
    row = connection.execute(_lines().where(cases.c.number == number)).first()
    if row is None:
        return None
    held = _held_back(office, connection, [row]).get(row.record_id, {})
    return _entry(row, near_until(office.today(), office.options.near_days), held, reveal=reveal)


def _held_back(office: Office, connection: Connection, rows: Sequence[Row[Any]]) -> dict[int, Mapping[Weight, int]]:
    """How many findings weigh what, of the records of these cases that something may hold back.

    Takes 1 to 2 ms a case; few records are held at a time, each has some 70 kB.
    """
    wanted = [row.record_id for row in rows if row.decision in _HELD_BACK]
    found: dict[int, Mapping[Weight, int]] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        there = bodies.c.record_id.in_(wanted[first : first + _AT_ONCE])
        for row in connection.execute(select(bodies.c.record_id, bodies.c.body).where(there)):
            found[row.record_id] = Counter(weights_of(office.settings, parsed(row.body)))
    return found


def _lines() -> Select[Any]:
    troubles = select(func.count()).where(problems.c.record_id == cases.c.record_id).scalar_subquery()
    return (
        select(
            cases, records.c.decision, case_bodies.c.declared, staff.c.name.label("holder"),
            troubles.label("troubles"), being_read().label("reading"),
        )
        .select_from(cases).join(case_bodies).outerjoin(records, records.c.id == cases.c.record_id)
        .outerjoin(staff, staff.c.id == cases.c.claimed_by)
    )  # fmt: skip


def _first(office: Office, today: date, search: Filter) -> tuple[ColumnElement[Any], ...]:
    """What comes first: the most pressing; where only decided cases are asked for, what was decided last."""
    if not _DECIDED.issuperset(search.states):
        return order(today, office.options.near_days)
    last = select(func.max(decisions.c.id)).where(decisions.c.case_id == cases.c.id).scalar_subquery()
    return last.desc(), cases.c.id.desc()


def _conditions(office: Office, who: Member, search: Filter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [cases.c.state.in_([state.value for state in search.states])]
    if search.region is not None:
        found.append(cases.c.region == search.region)
    if search.channel is not None:
        found.append(cases.c.channel == search.channel)
    if search.mine:
        found.append(cases.c.claimed_by == who.id)
    if search.due_until is not None:
        found.append(cases.c.due_date <= search.due_until)
    if search.supplements:
        found.append(cases.c.round > 0)
    if search.decision is not None:
        found.append(cases.c.record_id.in_(select(records.c.id).where(records.c.decision == search.decision.value)))
    if search.reason is not None:
        found.append(_speaks_against(search.reason))
    if search.find is not None:
        found.append(_found(office, search.find))
    return found


def _speaks_against(reason: str) -> ColumnElement[bool]:
    against = findings.c.outcome.in_([Outcome.FAIL.value, Outcome.UNSURE.value])
    told = exists().where(findings.c.record_id == cases.c.record_id, findings.c.reason == reason, against)
    return or_(told, exists().where(problems.c.record_id == cases.c.record_id, problems.c.code == reason))


def _found(office: Office, word: str) -> ColumnElement[bool]:
    known = [office.digest("case", word), office.digest("person", word)]
    there = exists().where(lookups.c.record_id == cases.c.record_id, lookups.c.digest.in_(known))
    return or_(cases.c.number == word.strip().upper(), cases.c.application_digest == known[0], there)


def _entry(row: Row[Any], near: date, held: Mapping[Weight, int], *, reveal: bool) -> Entry:
    declared = Application.model_validate_json(row.declared) if row.declared else None
    name = declared.applicant.name if declared else None
    return Entry(
        number=row.number,
        state=State(row.state),
        region=row.region,
        channel=row.channel,
        applicant=name if reveal or name is None else mask_name(name),
        disease=declared.disease.name if declared and declared.disease else None,
        received_at=row.received_at,
        due_date=row.due_date,
        near=row.due_date is not None and row.due_date <= near,
        urgent=row.urgent,
        round=row.round,
        look=row.look,
        reading=row.reading,
        decision=Decision(row.decision) if row.decision else None,
        to_mend=held.get("mend", 0),
        to_look_at=held.get("look", 0),
        problems=row.troubles,
        claimed_by=row.holder,
        claimed_at=row.claimed_at,
    )
