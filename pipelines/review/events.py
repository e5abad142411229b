"""What happened to a case, for its channel's webhook: written in the transaction of what happened, sent by the service.

An event is sent until it is taken, always under the same id and in the same words: at least once, never lost, and to be
told apart from a second sending by its id. It says numbers, states and codes, nothing about anybody.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from models.codes import Outcome
from pipelines.review.office import Change, Office
from pipelines.review.refusals import QueueError
from pipelines.review.states import State
from pipelines.store.queue_tables import cases, decisions, deliveries, hooks
from pipelines.store.tables import findings, problems, records

Event = Literal[
    "case.received", "case.read", "case.supplemented", "case.accepted", "case.returned", "case.superseded"
]  # fmt: skip


@dataclass(frozen=True)
class Hook:
    """Where a channel is told, and the secret that signs it."""

    channel: str
    url: str
    secret: str


@dataclass(frozen=True)
class Delivery:
    """An event on its way. ``attempts`` were made before this one; ``hook`` is None where the channel has none left."""

    id: str
    number: str
    channel: str
    event: str
    body: str
    at: datetime
    attempts: int
    hook: Hook | None
    next_at: datetime
    delivered_at: datetime | None
    dead_at: datetime | None
    status: int | None


def happened(change: Change, case_id: int, event: Event) -> None:
    """Put an event on its way, where the case's channel has a webhook; when all else of the change is written."""
    case = change.connection.execute(select(cases).where(cases.c.id == case_id)).one()
    if change.connection.execute(select(hooks.c.channel).where(hooks.c.channel == case.channel)).first() is None:
        return
    row = {
        "id": uuid.uuid4().hex, "case_id": case_id, "number": case.number, "channel": case.channel, "event": event,
        "body": _said(change, case, event), "at": change.at, "attempts": 0, "next_at": change.at,
    }  # fmt: skip
    change.connection.execute(insert(deliveries).values(row))


def set_hook(office: Office, hook: Hook, actor: str = "system") -> None:
    """Have a channel told at this URL from now on."""
    with office.changing() as change:
        change.connection.execute(delete(hooks).where(hooks.c.channel == hook.channel))
        row = {"channel": hook.channel, "url": hook.url, "secret": hook.secret, "created_at": change.at}
        change.connection.execute(insert(hooks).values(row))
        change.note(actor, "hook.set", channel=hook.channel)


def remove_hook(office: Office, channel: str, actor: str = "system") -> bool:
    """Tell a channel no more; whether it was told. What is still on its way is dead."""
    with office.changing() as change:
        removed = change.connection.execute(delete(hooks).where(hooks.c.channel == channel)).rowcount > 0
        waiting = deliveries.c.delivered_at.is_(None) & deliveries.c.dead_at.is_(None)
        change.connection.execute(
            update(deliveries).where(deliveries.c.channel == channel, waiting).values(dead_at=change.at)
        )
        if removed:
            change.note(actor, "hook.removed", channel=channel)
    return removed


def all_hooks(office: Office) -> list[Hook]:
    """Every channel that is told."""
    with office.reading() as connection:
        return list(_hooks(connection).values())


def due_channels(office: Office) -> list[str]:
    """The channels that have something to be told now."""
    query = select(deliveries.c.channel).where(_due(office.moment())).distinct()
    with office.reading() as connection:  # asking takes no lock while there is nothing to do
        return list(connection.execute(query).scalars())


def take_due(office: Office, channel: str, limit: int, hold_seconds: float) -> list[Delivery]:
    """A channel's deliveries whose time has come, oldest first; nobody else gets them for so many seconds."""
    now = office.moment()
    query = (
        select(deliveries).where(_due(now), deliveries.c.channel == channel)
        .order_by(deliveries.c.next_at, deliveries.c.at).limit(limit)
    )  # fmt: skip
    with office.writing() as connection:
        rows = connection.execute(query.with_for_update(skip_locked=True)).all()
        held = {"next_at": now + timedelta(seconds=hold_seconds)}
        connection.execute(update(deliveries).where(deliveries.c.id.in_([row.id for row in rows])).values(held))
        known = _hooks(connection)
    return [_delivery(row, known.get(row.channel)) for row in rows]


def delivered(office: Office, id_: str, status: int) -> None:
    """It was taken."""
    _tried(office, id_, {"delivered_at": office.moment(), "status": status})


def put_off(office: Office, id_: str, status: int | None, seconds: float) -> None:
    """It was not taken (``status`` None: nobody answered); to be tried again after so many seconds."""
    _tried(office, id_, {"next_at": office.moment() + timedelta(seconds=seconds), "status": status})


def give_up(office: Office, id_: str, status: int | None) -> None:
    """It was not taken and is not tried again, unless somebody asks for it."""
    _tried(office, id_, {"dead_at": office.moment(), "status": status})


def dead(office: Office, channel: str | None = None) -> list[Delivery]:
    """What was given up, newest first."""
    query = select(deliveries).where(deliveries.c.dead_at.is_not(None)).order_by(deliveries.c.dead_at.desc())
    with office.reading() as connection:
        rows = connection.execute(query if channel is None else query.where(deliveries.c.channel == channel)).all()
        known = _hooks(connection)
    return [_delivery(row, known.get(row.channel)) for row in rows]


def dead_number(office: Office) -> int:
    """How many were given up."""
    number = select(func.count()).select_from(deliveries).where(deliveries.c.dead_at.is_not(None))
    with office.reading() as connection:
        return connection.execute(number).scalar_one()


def send_again(office: Office, id_: str, actor: str = "system") -> bool:
    """Have a dead one tried anew; whether there was one.

    Raises QueueError (hook.unknown) where its channel is told nothing any more.
    """
    with office.changing() as change:
        there = (deliveries.c.id == id_) & deliveries.c.dead_at.is_not(None)
        channel = change.connection.execute(select(deliveries.c.channel).where(there)).scalar_one_or_none()
        if channel is None:
            return False
        if channel not in _hooks(change.connection):
            raise QueueError("hook.unknown", f"渠道“{channel}”没有设置通知地址。请先用 yancai hooks add 设置。")
        values = {"dead_at": None, "attempts": 0, "next_at": change.at}
        change.connection.execute(update(deliveries).where(there).values(values))
        change.note(actor, "hook.again", delivery=id_)
    return True


def _hooks(connection: Connection) -> dict[str, Hook]:
    """Every hook by its channel, in their order."""
    rows = connection.execute(select(hooks).order_by(hooks.c.channel))
    return {row.channel: Hook(row.channel, row.url, row.secret) for row in rows}


def _due(now: datetime) -> ColumnElement[bool]:
    """Which deliveries are to be made now."""
    return deliveries.c.delivered_at.is_(None) & deliveries.c.dead_at.is_(None) & (deliveries.c.next_at <= now)


def _said(change: Change, case: Row[Any], event: Event) -> str:
    """What the event says: the case's number and state, the machine's decision, and the codes it rests on."""
    state = case.state
    if state == State.NEW:
        state = "received" if event in ("case.received", "case.supplemented") else "waiting"
    decision = select(records.c.decision).where(records.c.id == case.record_id)
    told = {
        "number": case.number, "state": state, "round": case.round,
        "decision": change.connection.execute(decision).scalar_one_or_none(),
        "reasons": _reasons(change, case, event),
    }  # fmt: skip
    return json.dumps(told)


def _reasons(change: Change, case: Row[Any], event: Event) -> list[str]:
    """The codes a person named, where the event is their decision; else those of what fails or could not be read."""
    if event in ("case.accepted", "case.returned"):
        last = (
            select(decisions.c.reasons).where(decisions.c.case_id == case.id).order_by(decisions.c.id.desc()).limit(1)
        )
        named: list[str] = json.loads(change.connection.execute(last).scalar_one())
        return named
    failing = (findings.c.record_id == case.record_id) & (findings.c.outcome == Outcome.FAIL.value)
    unread = problems.c.record_id == case.record_id
    codes = [
        *change.connection.execute(select(findings.c.reason).where(failing).order_by(findings.c.number)).scalars(),
        *change.connection.execute(select(problems.c.code).where(unread).order_by(problems.c.number)).scalars(),
    ]
    return list(dict.fromkeys(codes))


def _tried(office: Office, id_: str, values: dict[str, object]) -> None:
    with office.writing() as connection:
        counted = {**values, "attempts": deliveries.c.attempts + 1}
        connection.execute(update(deliveries).where(deliveries.c.id == id_).values(counted))


def _delivery(row: Row[tuple[object, ...]], hook: Hook | None) -> Delivery:
    return Delivery(
        row.id, row.number, row.channel, row.event, row.body, row.at, row.attempts, hook, row.next_at,
        row.delivered_at, row.dead_at, row.status,
    )  # fmt: skip
