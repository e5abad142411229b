"""Cases come in: what a channel hands over, and what an applicant supplies later.

The files lie in the vault already. One transaction makes the case, its files, its declaration, the reading that is to
be done and the entry in the log: what was answered with a number is not lost. A request that is sent again under its
token gives the same case; another one under the same token is refused. Of what was sent a keyed digest is kept: it
holds names.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from sqlalchemy import Row, func, insert, select, update

from models.application import Application, DeclaredItem
from models.codes import DocType
from pipelines.review import events
from pipelines.review.channel import sent_before
from pipelines.review.office import Change, Office
from pipelines.review.refusals import QueueError
from pipelines.review.rights import must
from pipelines.review.staff import Member
from pipelines.review.states import ReadingState, State
from pipelines.store.queue_tables import case_bodies, case_files, cases, readings

BATCH_CHANNEL: Final = "批量"
"""The channel of cases that no channel sent."""
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, which are misread on the telephone."""
_RANDOM_LETTERS: Final = 8
"""Forty bits: numbers of a day are not guessed one after another."""
CASE_NUMBER: Final = re.compile(f"YC[0-9]{{8}}-[{_LETTERS}]{{{_RANDOM_LETTERS}}}")
"""How a case's number looks: the day it came, and letters."""
_MOST_IN_FORCE: Final = 2
"""Times as many files as a channel's case may come with may it have with its supplements."""


@dataclass(frozen=True)
class NewFile:
    """A file that lies in the vault, under the name it was uploaded with.

    ``replaces``: the name of an earlier file of the case in whose place it stands from now on.
    """

    name: str
    sha256: str
    bytes: int
    claimed_type: DocType | None = None
    replaces: str | None = None


@dataclass(frozen=True)
class NewCase:
    """A case as a channel hands it over.

    ``token`` is the channel's own name for the request, ``fingerprint`` what stands for all that was sent with it.
    """

    channel: str
    region: str
    application: Application | None
    files: tuple[NewFile, ...]
    token: str
    fingerprint: str


def receive(office: Office, new: NewCase) -> str:
    """Take a case in and have it read; its number.

    Raises QueueError: token.reused, file.lost (a file is not in the vault: put it in again and ask again).
    """
    with office.changing() as change:
        new = replace(new, fingerprint=office.digest("token", new.fingerprint))
        known = _by_token(change, new.channel, new.token)
        if known is not None:
            return str(_same(known, new.fingerprint).number)
        number, case_id = insert_case(office, change, new)
        queue_reading(change, case_id, 0, (new.token, new.fingerprint))
        change.note(f"channel:{new.channel}", "case.received", number, files=len(new.files), region=new.region)
        events.happened(change, case_id, "case.received")
        supersede_earlier(office, change, new, case_id)
    return number


def supplement(
    office: Office, channel: str, number: str, files: Sequence[NewFile], sent: tuple[str, str], actor: str | None = None
) -> int:
    """Add files to the channel's own case and have it read anew; which supplement it is, from 1.

    ``sent``: the request's token and fingerprint. Raises QueueError: case.unknown (also another channel's), case.state
    (decided for good, or superseded), token.reused, file.lost, file.unknown (what a file is to replace), case.full
    (more files than a channel may send; at the counter, where ``actor`` is a person, there is no such bound).
    """
    token, fingerprint = sent[0], office.digest("token", sent[1])
    with office.changing() as change:
        case = _of_channel(change, channel, number)
        there = (readings.c.case_id == case.id) & (readings.c.token == token)
        known = change.connection.execute(select(readings).where(there)).first()
        if known is not None:
            return int(_same(known, fingerprint).round)
        _must_be_open(case)
        round_ = int(case.round) + 1
        _add_files(office, change, (case.id, round_), files)
        if actor is None:
            _must_have_room(office, change, case.id)
        _drop_readings(change, case.id)  # the new one reads all files
        queue_reading(change, case.id, round_, (token, fingerprint))
        values: dict[str, object] = {"round": round_, "look": 1}
        if case.state == State.RETURNED:
            values |= {"state": State.NEW.value, "waiting_since": change.at, "closed_on": None}
        change.connection.execute(update(cases).where(cases.c.id == case.id).values(values))
        change.note(actor or f"channel:{channel}", "case.supplemented", number, files=len(files), round=round_)
        events.happened(change, case.id, "case.supplemented")
    return round_


def hand_in(office: Office, who: Member, number: str, files: Sequence[NewFile]) -> tuple[int, bool]:
    """Add what somebody brings to the counter to a case of any channel; as ``supplement``. The same files join once:
    also says whether they were there before, and nothing was changed.

    Raises QueueError: right.missing besides.
    """
    must(who, "hand_in")
    with office.reading() as connection:
        channel = connection.execute(select(cases.c.channel).where(cases.c.number == number)).scalar_one_or_none()
    if channel is None:
        raise QueueError("case.unknown", "没有这个受理编号。")
    named = "\n".join(f"{file.name}\0{file.sha256}" for file in files)
    said = hashlib.sha256(named.encode(errors="surrogateescape")).hexdigest()
    token = f"counter {office.digest('token', said)}"
    before = sent_before(office, channel, token, number)
    return supplement(office, channel, number, files, (token, said), who.actor), before is not None


def insert_case(office: Office, change: Change, new: NewCase) -> tuple[str, int]:
    """The rows of a case; its number and its row. Raises QueueError (file.lost)."""
    number = _number(change)
    named = new.application.application_number if new.application else None
    row = {
        "number": number, "channel": new.channel, "region": new.region, "state": State.NEW.value, "round": 0, "look": 1,
        "second_look": False, "urgent": False, "received_at": change.at, "received_on": change.on,
        "waiting_since": change.at, "application_digest": office.digest("case", named) if named else None,
        "token": new.token, "fingerprint": new.fingerprint,
    }  # fmt: skip
    case_id = int(change.connection.execute(insert(cases).values(row).returning(cases.c.id)).scalar_one())
    declared = new.application.model_dump_json() if new.application else None
    change.connection.execute(insert(case_bodies).values(case_id=case_id, declared=declared, names="[]"))
    _add_files(office, change, (case_id, 0), new.files)
    return number, case_id


def queue_reading(change: Change, case_id: int, round_: int, sent: tuple[str, str]) -> None:
    """Have a round of a case read."""
    row = {
        "case_id": case_id, "round": round_, "state": ReadingState.QUEUED.value, "token": sent[0],
        "fingerprint": sent[1], "queued_at": change.at, "not_before": change.at, "attempts": 0,
    }  # fmt: skip
    change.connection.execute(insert(readings).values(row))


def supersede_earlier(office: Office, change: Change, new: NewCase, case_id: int) -> None:
    """A new application under the channel's own number takes the place of one that is not accepted.

    The earlier one's readings are dropped; who holds it finds it gone. It stays to be seen.
    """
    named = new.application.application_number if new.application else None
    if not named:
        return
    earlier = change.connection.execute(
        select(cases.c.id, cases.c.number).where(
            cases.c.application_digest == office.digest("case", named), cases.c.channel == new.channel,
            cases.c.region == new.region, cases.c.id != case_id,
            cases.c.state.in_([State.NEW.value, State.IN_REVIEW.value, State.RETURNED.value]),
        )
    ).all()  # fmt: skip
    for case in earlier:
        supersede(change, (case.id, case.number), case_id)


def supersede(change: Change, earlier: tuple[int, str], case_id: int) -> None:
    """Put a case in the place of an earlier one, given by its row and its number."""
    row, number = earlier
    values = {
        "state": State.SUPERSEDED.value, "superseded_by": case_id, "claimed_by": None, "claimed_at": None,
        "closed_on": change.on,
    }  # fmt: skip
    change.connection.execute(update(cases).where(cases.c.id == row).values(values))
    _drop_readings(change, row)
    change.note("system", "case.superseded", number)
    events.happened(change, row, "case.superseded")


def _drop_readings(change: Change, case_id: int) -> None:
    """Nobody needs to read what is not read by now; who is at it finds that it no longer counts."""
    waiting = readings.c.state.in_([ReadingState.QUEUED.value, ReadingState.LEASED.value])
    dropped = {"state": ReadingState.DROPPED.value, "ended_at": change.at, "lease": None, "leased_until": None}
    change.connection.execute(update(readings).where(readings.c.case_id == case_id, waiting).values(dropped))


def _add_files(office: Office, change: Change, place: tuple[int, int], files: Sequence[NewFile]) -> None:
    case_id, round_ = place
    if any(not office.vault.has(file.sha256) for file in files):
        raise QueueError("file.lost", "上传的文件不完整，请重新上传。")
    body = change.connection.execute(select(case_bodies).where(case_bodies.c.case_id == case_id)).one()
    names: list[str] = json.loads(body.names)
    first = len(names)
    _replace(
        change, place, [names.index(file.replaces) if file.replaces in names else -1 for file in files if file.replaces]
    )
    names += distinct([file.name for file in files], names)
    rows = [
        {
            "case_id": case_id, "number": number, "round": round_, "sha256": file.sha256, "bytes": file.bytes,
            "claimed_type": file.claimed_type.value if file.claimed_type else None, "received_at": change.at,
        }
        for number, file in enumerate(files, first)
    ]  # fmt: skip
    if rows:
        change.connection.execute(insert(case_files), rows)
    claimed = [(name, file.claimed_type) for name, file in zip(names[first:], files, strict=True) if file.claimed_type]
    values = {"names": json.dumps(names, ensure_ascii=False), "declared": _with_items(body.declared, claimed)}
    change.connection.execute(update(case_bodies).where(case_bodies.c.case_id == case_id).values(values))


def _replace(change: Change, place: tuple[int, int], numbers: Sequence[int]) -> None:
    """From this round on other files stand in the place of these. Raises QueueError (file.unknown)."""
    case_id, round_ = place
    there = (case_files.c.case_id == case_id) & case_files.c.replaced_in.is_(None)
    for number in numbers:
        named = update(case_files).where(there, case_files.c.number == number).values(replaced_in=round_)
        if change.connection.execute(named).rowcount != 1:
            raise QueueError("file.unknown", "要代替的文件不在这件申请中，或已被代替。")


def _with_items(declared: str | None, claimed: Sequence[tuple[str, DocType]]) -> str | None:
    """The declaration with the files' claimed types in it, as far as it does not say them itself."""
    if declared is None or not claimed:
        return declared
    application = Application.model_validate_json(declared)
    said = {item.file for item in application.items}
    items = [DeclaredItem(file=name, claimed_type=kind) for name, kind in claimed if name not in said]
    return application.model_copy(update={"items": (*application.items, *items)}).model_dump_json()


def distinct(names: Iterable[str], taken: Iterable[str]) -> list[str]:
    """The names, those that are taken with a number before the extension: 证明 (2).jpg."""
    known, found = set(taken), []
    for name in names:
        path, count, free = PurePosixPath(name), 1, name
        while free in known:
            count += 1
            free = f"{path.stem} ({count}){path.suffix}"
        known.add(free)
        found.append(free)
    return found


def _number(change: Change) -> str:
    day = change.on.strftime("%Y%m%d")
    while True:
        number = f"YC{day}-" + "".join(secrets.choice(_LETTERS) for _ in range(_RANDOM_LETTERS))
        if change.connection.execute(select(cases.c.id).where(cases.c.number == number)).first() is None:
            return number


def _by_token(change: Change, channel: str, token: str) -> Row[tuple[object, ...]] | None:
    query = select(cases).where(cases.c.channel == channel, cases.c.token == token)
    return change.connection.execute(query).first()


def _same(known: Row[tuple[object, ...]], fingerprint: str) -> Row[tuple[object, ...]]:
    if known.fingerprint != fingerprint:
        raise QueueError("token.reused", "此请求标识已用于内容不同的请求。请换一个标识，或原样重发。")
    return known


def _of_channel(change: Change, channel: str, number: str) -> Row[tuple[object, ...]]:
    query = select(cases).where(cases.c.number == number, cases.c.channel == channel)
    case = change.connection.execute(query).first()
    if case is None:
        raise QueueError("case.unknown", "没有这个受理编号。")
    return case


def _must_have_room(office: Office, change: Change, case_id: int) -> None:
    most = _MOST_IN_FORCE * office.settings.service.case_files
    there = (case_files.c.case_id == case_id) & case_files.c.replaced_in.is_(None)
    if change.connection.execute(select(func.count()).select_from(case_files).where(there)).scalar_one() > most:
        raise QueueError("case.full", f"一件申请连同补充的材料最多 {most} 个文件。请合并或删减后重新提交。")


def _must_be_open(case: Row[tuple[object, ...]]) -> None:
    if case.state == State.ACCEPTED:
        raise QueueError("case.state", "该申请已审核通过，无须补充材料。")
    if case.state == State.SUPERSEDED:
        raise QueueError("case.state", "该申请已由新的申请取代，请向新的申请补充材料。")
