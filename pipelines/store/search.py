"""What a back office looks for, as queries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select

from models.codes import Decision, Outcome
from pipelines.store.lookup import Kind
from pipelines.store.tables import bodies, findings, lookups, problems, records

Digest = Callable[[Kind, str], str]


@dataclass(frozen=True)
class Search:
    """Every word that is given must match; ``since`` and ``until`` are days on which records were kept, both included.

    ``case`` is a case's name or an application's number, ``person`` a whole name, ID number or insured number.
    ``finding`` is a reason, a check or a rule; of these only findings of ``outcome`` count, by default fail and unsure.
    """

    case: str | None = None
    person: str | None = None
    region: str | None = None
    decision: Decision | None = None
    finding: str | None = None
    outcome: Outcome | None = None
    problem: str | None = None
    since: date | None = None
    until: date | None = None


def matching(search: Search, digest: Digest) -> Select[Any]:
    """The day and body of every match, in the order in which they were kept."""
    query = select(records.c.kept_on, bodies.c.body).join(bodies, bodies.c.record_id == records.c.id)
    return query.where(*_conditions(search, digest)).order_by(records.c.id)


def counted(search: Search, digest: Digest) -> Select[Any]:
    """How many match."""
    return select(func.count()).select_from(records).where(*_conditions(search, digest))


def _conditions(search: Search, digest: Digest) -> Iterator[ColumnElement[bool]]:
    if search.case is not None:
        yield _looked_up("case", digest("case", search.case))
    if search.person is not None:
        yield _looked_up("person", digest("person", search.person))
    if search.region is not None:
        yield records.c.region == search.region
    if search.decision is not None:
        yield records.c.decision == search.decision.value
    if search.finding is not None or search.outcome is not None:
        yield _has_finding(search)
    if search.problem is not None:
        yield exists().where(problems.c.record_id == records.c.id, problems.c.code == search.problem)
    if search.since is not None:
        yield records.c.kept_on >= search.since
    if search.until is not None:
        yield records.c.kept_on <= search.until


def _looked_up(kind: Kind, value: str) -> ColumnElement[bool]:
    return records.c.id.in_(select(lookups.c.record_id).where(lookups.c.kind == kind, lookups.c.digest == value))


def _has_finding(search: Search) -> ColumnElement[bool]:
    outcomes = [search.outcome] if search.outcome else [Outcome.FAIL, Outcome.UNSURE]
    query = select(findings.c.record_id).where(findings.c.outcome.in_([outcome.value for outcome in outcomes]))
    if search.finding is not None:
        columns = (findings.c.reason, findings.c.check, findings.c.rule)
        query = query.where(or_(*(column == search.finding for column in columns)))
    return records.c.id.in_(query)
