"""Who works in the office: names, roles, passwords, and who is signed in.

Passwords are kept as Argon2id hashes (RFC 9106). After some wrong ones in a row a name is locked for a while, and a
name that does not exist takes as long to refuse as one that does.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from pipelines.review.office import Office
from pipelines.review.refusals import QueueError
from pipelines.review.roles import Role
from pipelines.store.queue_tables import sessions, staff

MOST_NAME: Final = 40
LEAST_PASSWORD: Final = 10
MOST_PASSWORD: Final = 200
"""Characters. NIST SP 800-63B asks for eight and more and for no mixture of kinds."""
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""OWASP's first recommended setting for Argon2id; a guess takes some 20 ms."""
_SEEN_AGAIN: Final = timedelta(minutes=1)
"""How exactly is noted when somebody was there last: not every request writes."""


@dataclass(frozen=True)
class Member:
    """Somebody of the staff. The audit log names them by number."""

    id: int
    name: str
    role: Role
    active: bool = True
    created_at: datetime | None = None

    @property
    def actor(self) -> str:
        """How the audit log calls them."""
        return f"staff:{self.id}"


def add(office: Office, name: str, role: Role, password: str, by: Member | None = None) -> Member:
    """A new member. Raises QueueError (staff.invalid) for a name that is taken or none, or too short a password."""
    if not (0 < len(name) <= MOST_NAME and name.isprintable() and name == name.strip()):
        raise QueueError("staff.invalid", f"姓名须为 1 至 {MOST_NAME} 个字符，前后没有空格。")
    hashed = _hashed(password)
    with office.changing() as change:
        if change.connection.execute(select(staff.c.id).where(staff.c.name == name)).first():
            raise QueueError("staff.invalid", "已有同名的工作人员。请加以区分，例如加上科室。")
        row = {
            "name": name, "role": role.value, "password": hashed, "active": True, "created_at": change.at,
            "failures": 0,
        }  # fmt: skip
        number = change.connection.execute(insert(staff).values(row).returning(staff.c.id)).scalar_one()
        change.note(by.actor if by else "system", "staff.added", staff=number, role=role.value)
    return Member(number, name, role, created_at=change.at)


def change_member(
    office: Office, name: str, *, role: Role | None = None, active: bool | None = None, by: Member | None = None
) -> Member:
    """Another role, or leave taken or come back; who is disabled is signed out. Raises QueueError (staff.unknown)."""
    with office.changing() as change:
        member = _named(change.connection, name)
        new = Member(member.id, name, role or member.role, member.active if active is None else active)
        values = {"role": new.role.value, "active": new.active}
        change.connection.execute(update(staff).where(staff.c.id == member.id).values(values))
        if not new.active:
            change.connection.execute(delete(sessions).where(sessions.c.staff_id == member.id))
        actor = by.actor if by else "system"
        change.note(actor, "staff.changed", staff=member.id, role=new.role.value, active=new.active)
    return new


def set_password(office: Office, name: str, password: str, by: Member | None = None) -> Member:
    """Another password; all sessions end, a lock is taken off. Raises QueueError (staff.unknown, staff.invalid)."""
    hashed = _hashed(password)
    with office.changing() as change:
        member = _named(change.connection, name)
        values = {"password": hashed, "failures": 0, "locked_until": None}
        change.connection.execute(update(staff).where(staff.c.id == member.id).values(values))
        change.connection.execute(delete(sessions).where(sessions.c.staff_id == member.id))
        change.note(by.actor if by else "system", "staff.password", staff=member.id)
    return member


def members(office: Office) -> list[Member]:
    """All of them, by name; the disabled ones too."""
    with office.reading() as connection:
        return [_member(row) for row in connection.execute(select(staff).order_by(staff.c.name))]


def member(office: Office, name: str) -> Member:
    """The active member of this name. Raises QueueError (staff.unknown)."""
    with office.reading() as connection:
        found = _named(connection, name)
    if not found.active:
        raise QueueError("staff.unknown", "该工作人员已停用。")
    return found


def prove(office: Office, name: str, password: str) -> Member:
    """The member whose name and password these are.

    Raises QueueError: staff.wrong (name, password or both; or disabled), staff.locked after too many wrong ones.
    """
    with office.reading() as connection:
        row = connection.execute(select(staff).where(staff.c.name == name)).first()
    if row is not None and row.locked_until and row.locked_until > office.moment():
        raise QueueError("staff.locked", f"密码多次有误，请在 {office.options.lock_minutes:.0f} 分钟后再试。")
    right = _matches(row.password if row is not None else _nobodys(), password)
    if row is None or not row.active or not right:
        if row is not None:
            _count_failure(office, row.id)
        raise QueueError("staff.wrong", "姓名或密码有误。")
    return _member(row)


def sign_in(office: Office, name: str, password: str) -> tuple[str, Member]:
    """A new session: the token for the browser, which is not kept, and who it is. Raises what ``prove`` raises."""
    who = prove(office, name, password)
    token = secrets.token_urlsafe(32)
    with office.changing() as change:
        change.connection.execute(update(staff).where(staff.c.id == who.id).values(failures=0, locked_until=None))
        old = change.at - timedelta(hours=office.options.session_hours)
        change.connection.execute(delete(sessions).where(sessions.c.created_at < old))
        row = {"digest": _digest(token), "staff_id": who.id, "created_at": change.at, "seen_at": change.at}
        change.connection.execute(insert(sessions).values(row))
        change.note(who.actor, "staff.signed_in")
    return token, who


def signed_in(office: Office, token: str) -> Member | None:
    """Who holds this token; None where the session has ended, was idle for too long, or never was."""
    there = sessions.c.digest == _digest(token)
    query = select(staff, sessions.c.created_at.label("begun_at"), sessions.c.seen_at).join(sessions).where(there)
    now = office.moment()
    with office.reading() as connection:
        row = connection.execute(query).first()
    if row is None or not row.active:
        return None
    if now - row.begun_at > timedelta(hours=office.options.session_hours):
        return None
    if now - row.seen_at > timedelta(minutes=office.options.idle_minutes):
        return None
    if now - row.seen_at > _SEEN_AGAIN:
        with office.writing() as connection:
            connection.execute(update(sessions).where(there).values(seen_at=now))
    return _member(row)


def sign_out(office: Office, token: str) -> None:
    """End a session; also where it has ended."""
    who = signed_in(office, token)
    with office.changing() as change:
        change.connection.execute(delete(sessions).where(sessions.c.digest == _digest(token)))
        if who:
            change.note(who.actor, "staff.signed_out")


def _count_failure(office: Office, number: int) -> None:
    """In one transaction that reads and writes: guesses made at the same time all count."""
    with office.changing() as change:
        count = change.connection.execute(select(staff.c.failures).where(staff.c.id == number)).scalar_one() + 1
        locked = count >= office.options.wrong_passwords
        until = change.at + timedelta(minutes=office.options.lock_minutes) if locked else None
        values = {"failures": 0 if locked else count, "locked_until": until}
        change.connection.execute(update(staff).where(staff.c.id == number).values(values))
        change.note("system", "staff.refused", staff=number, locked=locked)


def _named(connection: Connection, name: str) -> Member:
    row = connection.execute(select(staff).where(staff.c.name == name)).first()
    if row is None:
        raise QueueError("staff.unknown", "没有这个姓名的工作人员。见 yancai staff list。")
    return _member(row)


def count(office: Office) -> int:
    """How many there are, the disabled ones too: none means that the first is still to be made."""
    with office.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(staff)).scalar_one())


def _member(row: Row[tuple[object, ...]]) -> Member:
    return Member(row.id, row.name, Role(row.role), row.active, row.created_at)


def _hashed(password: str) -> str:
    if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD:
        raise QueueError("staff.invalid", f"密码须为 {LEAST_PASSWORD} 至 {MOST_PASSWORD} 个字符。")
    return _HASHER.hash(password)


def _matches(hashed: str, password: str) -> bool:
    try:
        return len(password) <= MOST_PASSWORD and _HASHER.verify(hashed, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    """A hash that no password has, so that an unknown name costs the same time."""
    return _HASHER.hash(secrets.token_hex(16))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
