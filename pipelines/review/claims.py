"""Who works on a case: claim, release, the next one; and whether a case is still as somebody saw it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, exists, select, update

from pipelines.review.office import Change, Office
from pipelines.review.priorities import order
from pipelines.review.refusals import QueueError
from pipelines.review.rights import may, must
from pipelines.review.staff import Member
from pipelines.review.states import ReadingState, State
from pipelines.store.queue_tables import cases, decisions, readings


def claim(office: Office, who: Member, number: str) -> None:
    """Take a case on; nobody else can then. Also where one holds it already.

    Raises QueueError: right.missing, case.unknown, case.claimed (by another), case.state, case.reading (is being read),
    case.same_person (one has decided its first look, if only before a supplement).
    """
    must(who, "decide")
    with office.changing() as change:
        case = case_row(change.connection, number)
        if case.state == State.IN_REVIEW and case.claimed_by == who.id:
            return
        if case.state == State.IN_REVIEW:
            raise QueueError("case.claimed", "这件申请正由其他人审核。")
        if case.state != State.NEW:
            raise QueueError("case.state", f"这件申请的状态是“{State(case.state).label}”，不能领取。")
        if case.record_id is None or _being_read(change.connection, case.id):
            raise QueueError("case.reading", "这件申请正在读取，请稍后领取。")
        if _decided_first(change.connection, case, who):
            raise QueueError("case.same_person", "您已对这件申请作出初审决定，须由另一人复核。")
        _take(change, case, who)


def next_for(office: Office, who: Member, region: str | None = None) -> str | None:
    """Claim the most pressing case that one may take, and say its number; None where there is none.

    Raises QueueError (right.missing).
    """
    must(who, "decide")
    with office.changing() as change:
        query = select(cases).where(ready(), ~_first_look_of(who))
        if region is not None:
            query = query.where(cases.c.region == region)
        pressing = order(change.on, office.options.near_days)
        case = change.connection.execute(query.order_by(*pressing).limit(1)).first()
        if case is None:
            return None
        _take(change, case, who)
        return str(case.number)


def release(office: Office, who: Member, number: str) -> None:
    """Give a case back; a supervisor may give back another's.

    Raises QueueError: right.missing, case.unknown, case.not_claimed.
    """
    must(who, "decide")
    with office.changing() as change:
        case = case_row(change.connection, number)
        if case.state != State.IN_REVIEW or not (case.claimed_by == who.id or may(who, "assign")):
            raise QueueError("case.not_claimed", "这件申请不是由您领取的。")
        values = {"state": State.NEW.value, "claimed_by": None, "claimed_at": None}
        change.connection.execute(update(cases).where(cases.c.id == case.id).values(values))
        change.note(who.actor, "case.released", number)


def mark_urgent(office: Office, who: Member, number: str, *, urgent: bool) -> None:
    """Put a case on top of the queue, or back to its place. Raises QueueError: right.missing, case.unknown."""
    must(who, "assign")
    with office.changing() as change:
        case = case_row(change.connection, number)
        change.connection.execute(update(cases).where(cases.c.id == case.id).values(urgent=urgent))
        change.note(who.actor, "case.urgent" if urgent else "case.not_urgent", number)


def held_case(connection: Connection, who: Member, number: str, record_id: int) -> Row[Any]:
    """The case's row, if this person holds it and its record is still the one they saw.

    Raises QueueError: case.unknown, case.not_claimed, case.reading (a supplement came), record.changed.
    """
    case = case_row(connection, number)
    if case.state != State.IN_REVIEW or case.claimed_by != who.id:
        raise QueueError("case.not_claimed", "这件申请不是由您领取的，请先领取。")
    if _being_read(connection, case.id):
        raise QueueError("case.reading", "申请人刚补充了材料，正在读取。请稍后重新查看。")
    if case.record_id != record_id:
        raise QueueError("record.changed", "这件申请的结果已有变化，请重新查看后再操作。")
    return case


def case_row(connection: Connection, number: str) -> Row[Any]:
    """The case of a number. Raises QueueError (case.unknown)."""
    case = connection.execute(select(cases).where(cases.c.number == number)).first()
    if case is None:
        raise QueueError("case.unknown", "没有这个受理编号。")
    return case


def ready() -> ColumnElement[bool]:
    """Cases that wait for somebody: they have a record, and nothing of them is being read."""
    return (cases.c.state == State.NEW.value) & cases.c.record_id.is_not(None) & ~being_read()


def being_read() -> ColumnElement[bool]:
    """Cases of which something waits to be read or is read now."""
    return exists().where(readings.c.case_id == cases.c.id, _open_reading())


def _take(change: Change, case: Row[Any], who: Member) -> None:
    values = {"state": State.IN_REVIEW.value, "claimed_by": who.id, "claimed_at": change.at}
    change.connection.execute(update(cases).where(cases.c.id == case.id).values(values))
    change.note(who.actor, "case.claimed", case.number, look=case.look)


def _being_read(connection: Connection, case_id: int) -> bool:
    query = select(readings.c.round).where(readings.c.case_id == case_id, _open_reading())
    return connection.execute(query).first() is not None


def _open_reading() -> ColumnElement[bool]:
    return readings.c.state.in_([ReadingState.QUEUED.value, ReadingState.LEASED.value])


def _decided_first(connection: Connection, case: Row[Any], who: Member) -> bool:
    query = select(cases.c.id).where(cases.c.id == case.id, _first_look_of(who))
    return connection.execute(query).first() is not None


def _first_look_of(who: Member) -> ColumnElement[bool]:
    """Cases whose second look waits and whose first one, of whatever round, this person decided."""
    first = exists().where(
        decisions.c.case_id == cases.c.id,
        decisions.c.look == 1,
        decisions.c.who == who.id,
    )
    return (cases.c.look == 2) & first
