"""Figures of the queue: by day, region and channel what came in and was decided, what waits, why cases go back, how
long a case takes, how often a second look differs. They hold no personal data and name no member of the staff.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Row, Select, func, select

from models.error import UsageError
from models.record import Record
from pipelines.days import CHINA
from pipelines.review.claims import being_read
from pipelines.review.deciding import Verdict
from pipelines.review.office import Office
from pipelines.review.priorities import near_until
from pipelines.review.rights import must
from pipelines.review.staff import Member
from pipelines.review.states import State
from pipelines.store.queue_tables import case_records, cases, corrections, decisions
from pipelines.store.tables import records

K = TypeVar("K")
Rows = Sequence[Row[Any]]
_LONGEST_DAYS: Final = 400
_REASONS_SHOWN: Final = 20


class Counts(Record):
    """What came in and was decided for good under one heading: a day, a region, a channel. ``minutes`` is the median
    from claim to decision, None where nothing was decided."""

    name: str
    received: int
    accepted: int
    returned: int
    minutes: float | None


class Waiting(Record):
    """How things stand now: ready to be claimed, being reviewed, being read, waiting for the applicant; of those ready
    or in review, how many are near their due date, or past it."""

    ready: int
    in_review: int
    reading: int
    returned: int
    near: int
    overdue: int


class Stats(Record):
    """The figures of some days, both included. ``reasons``: the codes that returned cases rest on, the most frequent
    first; ``machine``: how the machine had judged what people accepted and returned (``accept→returned``: the machine
    said accept, a person returned it); ``corrected``: fields that people corrected. Second looks: how many there were
    and how many decided otherwise than the first."""

    since: date
    until: date
    waiting: Waiting
    days: tuple[Counts, ...]
    regions: tuple[Counts, ...]
    channels: tuple[Counts, ...]
    reasons: dict[str, int]
    machine: dict[str, int]
    corrected: dict[str, int]
    second_looks: int
    second_looks_differing: int
    minutes: float | None
    received: int
    accepted: int
    returned: int


def figures(
    office: Office,
    who: Member,
    days: tuple[date | None, date | None] = (None, None),
    place: tuple[str | None, str | None] = (None, None),
) -> Stats:
    """The figures from a day to a day (by default the last thirty) for a region and a channel (by default all).

    Raises QueueError (right.missing), UsageError for days that are none.
    """
    must(who, "stats")
    until = days[1] or office.today()
    since = days[0] or until - timedelta(days=29)
    if not timedelta(0) <= until - since <= timedelta(days=_LONGEST_DAYS):
        raise UsageError(f"统计的天数须在 1 至 {_LONGEST_DAYS} 天之间。")
    with office.snapshot() as connection:
        came = connection.execute(_here(_came(since, until), place)).all()
        made = connection.execute(_here(_made(since, until), place)).all()
        waiting = _waiting(office, connection, place)
        corrected = connection.execute(_here(_corrections(since, until), place)).all()
    total = _counts("", came, made)
    return Stats(
        since=since,
        until=until,
        waiting=waiting,
        days=_by_day(since, until, came, made),
        regions=_grouped(came, made, lambda row: row.region),
        channels=_grouped(came, made, lambda row: row.channel),
        reasons=_most(reason for row in made if _is(row, Verdict.RETURNED) for reason in json.loads(row.reasons)),
        machine=_most(f"{row.judged}→{row.outcome}" for row in made),
        corrected=_most(row.field for row in corrected),
        second_looks=sum(row.look == 2 for row in made),
        second_looks_differing=sum(row.first != row.outcome for row in made),
        minutes=total.minutes,
        received=total.received,
        accepted=total.accepted,
        returned=total.returned,
    )


def _came(since: date, until: date) -> Select[Any]:
    return select(cases.c.received_on, cases.c.region, cases.c.channel).where(cases.c.received_on.between(since, until))


def _made(since: date, until: date) -> Select[Any]:
    """What was decided for good, beside how the machine had judged the case when that round was read, and beside what
    the first look of the round had decided, on whatever day (``first``)."""
    read = (
        select(func.max(case_records.c.number)).where(
            case_records.c.case_id == decisions.c.case_id, case_records.c.round == decisions.c.round,
            case_records.c.origin == "read",
        ).correlate(decisions).scalar_subquery()
    )  # fmt: skip
    machines = (case_records.c.case_id == decisions.c.case_id) & (case_records.c.number == read)
    looks = decisions.alias()
    first = (
        select(looks.c.outcome).where(
            looks.c.case_id == decisions.c.case_id, looks.c.round == decisions.c.round, looks.c.look == 1
        ).correlate(decisions).scalar_subquery()
    )  # fmt: skip
    return (
        select(decisions, cases.c.region, cases.c.channel, records.c.decision.label("judged"), first.label("first"))
        .join(cases, cases.c.id == decisions.c.case_id).join(case_records, machines)
        .join(records, records.c.id == case_records.c.record_id)
        .where(decisions.c.final, decisions.c.decided_on.between(since, until)).order_by(decisions.c.id)
    )  # fmt: skip


def _corrections(since: date, until: date) -> Select[Any]:
    joined = select(corrections.c.field, corrections.c.at).join(cases, cases.c.id == corrections.c.case_id)
    return joined.where(corrections.c.at >= _begins(since), corrections.c.at < _begins(until + timedelta(days=1)))


def _begins(day: date) -> datetime:
    """When a day begins in China, as the database keeps moments."""
    return datetime.combine(day, time(), CHINA).astimezone(UTC).replace(tzinfo=None)


def _here(query: Select[Any], place: tuple[str | None, str | None]) -> Select[Any]:
    region, channel = place
    if region is not None:
        query = query.where(cases.c.region == region)
    return query if channel is None else query.where(cases.c.channel == channel)


def _counts(name: str, came: Rows, made: Rows) -> Counts:
    minutes = [(row.at - row.claimed_at).total_seconds() / 60 for row in made]
    return Counts(
        name=name,
        received=len(came),
        accepted=sum(_is(row, Verdict.ACCEPTED) for row in made),
        returned=sum(_is(row, Verdict.RETURNED) for row in made),
        minutes=round(median(minutes), 1) if minutes else None,
    )


def _by_day(since: date, until: date, came: Rows, made: Rows) -> tuple[Counts, ...]:
    """Every day, those on which nothing happened too."""
    received, decided = _apart(came, lambda row: row.received_on), _apart(made, lambda row: row.decided_on)
    days = [since + timedelta(days=number) for number in range((until - since).days + 1)]
    return tuple(_counts(day.isoformat(), received[day], decided[day]) for day in days)


def _grouped(came: Rows, made: Rows, name: Callable[[Row[Any]], str]) -> tuple[Counts, ...]:
    received, decided = _apart(came, name), _apart(made, name)
    return tuple(_counts(one, received[one], decided[one]) for one in sorted({*received, *decided}))


def _apart(rows: Rows, key: Callable[[Row[Any]], K]) -> defaultdict[K, list[Row[Any]]]:
    found: defaultdict[K, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def _is(row: Row[Any], verdict: Verdict) -> bool:
    return bool(row.outcome == verdict.value)


def _most(words: Iterable[str]) -> dict[str, int]:
    return dict(Counter(words).most_common(_REASONS_SHOWN))


def _waiting(office: Office, connection: Connection, place: tuple[str | None, str | None]) -> Waiting:
    states = [State.NEW.value, State.IN_REVIEW.value, State.RETURNED.value]
    query = select(cases.c.state, cases.c.due_date, being_read().label("reading")).where(cases.c.state.in_(states))
    rows = connection.execute(_here(query, place)).all()
    today, near = office.today(), near_until(office.today(), office.options.near_days)
    due = [row.due_date for row in rows if row.due_date and row.state != State.RETURNED]
    return Waiting(
        ready=sum(row.state == State.NEW and not row.reading for row in rows),
        in_review=sum(row.state == State.IN_REVIEW for row in rows),
        reading=sum(row.state == State.NEW and row.reading for row in rows),
        returned=sum(row.state == State.RETURNED for row in rows),
        near=sum(today <= day <= near for day in due),
        overdue=sum(day < today for day in due),
    )
