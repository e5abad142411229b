"""Cases over HTTP: one comes in, supplements join it, its channel asks where it stands and what was found.

What is answered with a number is in the database and the vault: the form's files are put on the disk first, then one
transaction makes the case.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from starlette.requests import Request

from models.error import YancaiError
from pipelines.executors.attempt import describe
from pipelines.review.channel import CaseSeen, Sent, seen_by, sent_before
from pipelines.review.office import Office
from pipelines.review.receiving import CASE_NUMBER, NewCase, NewFile, receive, supplement
from pipelines.review.refusals import QueueError, RefusalCode
from pipelines.service.case_answers import CaseResult, CaseStatus, Progress, Receipt, progress_of, result_of, status_of
from pipelines.service.case_form import APPLICATION, ITEMS, MOST_JSON, ClaimedFile, case_form, supplement_form
from pipelines.service.desk import Desk, form_of, key_of, token_of
from pipelines.service.folder import upload_place
from pipelines.service.keys import Key
from pipelines.service.refusals import Code, FieldFault, Refused
from pipelines.service.upload import Form, FormBounds

_AGAIN_LATER: Final = 10.0
"""Seconds after which a database or a disk may be back."""
_OF_QUEUE: Final[dict[RefusalCode, Code]] = {
    "case.unknown": "case.unknown",
    "case.state": "case.closed",
    "case.full": "upload.too_many",
    "token.reused": "repeat.differs",
}
"""What the queue refuses, as callers are told; anything else is nothing they could mend."""

T = TypeVar("T")


async def submit_case(request: Request, desk: Desk) -> tuple[Receipt, bool]:
    """Take a case in; its receipt, and whether it was taken in before. Raises Refused."""
    key, office = await _admitted(request, desk)
    token = token_of(request) or uuid.uuid4().hex
    with desk.gate.inside(key), desk.places.one(), upload_place(desk.folder) as folder:
        form = await form_of(request, folder, _bounds(desk, APPLICATION), desk.options.case_upload_seconds)
        came = case_form(form, desk.regions, key)
        _tell(request, form, region=came.region)
        files = await _kept(office, came.files)
        new = NewCase(came.channel, came.region, came.application, files, token, came.fingerprint())

        def take_in() -> tuple[Sent, bool]:
            before = sent_before(office, came.channel, token)
            receive(office, new)
            return _sent(sent_before(office, came.channel, token)), before is not None

        sent, again = await _asked(take_in)
    return _receipt(request, desk, sent, len(files), again=again), again


async def submit_supplement(request: Request, desk: Desk, number: str) -> tuple[Receipt, bool]:
    """Take in a supplement to the channel's own case; as ``submit_case``."""
    key, office = await _admitted(request, desk)
    channel, token = key.channel or "", token_of(request) or uuid.uuid4().hex
    with desk.gate.inside(key), desk.places.one(), upload_place(desk.folder) as folder:
        await _seen(office, key, number)  # nobody uploads to what is not theirs
        form = await form_of(request, folder, _bounds(desk, ITEMS), desk.options.case_upload_seconds)
        came = supplement_form(form)
        _tell(request, form)
        files = await _kept(office, came.files)

        def take_in() -> tuple[Sent, bool]:
            before = sent_before(office, channel, token, number)
            supplement(office, channel, number, files, (token, came.fingerprint(number)))
            return _sent(sent_before(office, channel, token, number)), before is not None

        sent, again = await _asked(take_in)
    return _receipt(request, desk, sent, len(files), again=again), again


async def case_status(request: Request, desk: Desk, number: str) -> CaseStatus:
    """Where a case stands. Raises Refused."""
    return status_of(await _question(request, desk, number))


async def case_progress(request: Request, desk: Desk, number: str) -> Progress:
    """The same for the applicant. Raises Refused."""
    return progress_of(await _question(request, desk, number))


async def case_result(request: Request, desk: Desk, number: str) -> CaseResult:
    """What was found. Raises Refused, also while nothing was read yet."""
    result = result_of(await _question(request, desk, number))
    if result is None:
        raise Refused("case.not_read", wait=_AGAIN_LATER)
    return result


async def _admitted(request: Request, desk: Desk) -> tuple[Key, Office]:
    key = await key_of(request, desk, "prechecks")
    request.state.told["key"] = key.id
    if desk.office is None:
        raise Refused("cases.off")
    return key, desk.office


async def _question(request: Request, desk: Desk, number: str) -> CaseSeen:
    key, office = await _admitted(request, desk)
    with desk.questions.inside(key):
        return await _seen(office, key, number)


async def _seen(office: Office, key: Key, number: str) -> CaseSeen:
    if not CASE_NUMBER.fullmatch(number):
        raise Refused("case.unknown")
    return await _asked(lambda: seen_by(office, key.channel or "", number))


def _bounds(desk: Desk, long_part: str) -> FormBounds:
    options = desk.options
    return FormBounds(options.most_bytes, options.case_bytes, options.case_files, {long_part: MOST_JSON})


async def _kept(office: Office, files: Sequence[ClaimedFile]) -> tuple[NewFile, ...]:
    """The files in the vault, on the disk."""

    def put() -> tuple[NewFile, ...]:
        return tuple(
            NewFile(
                file.name, office.vault.put(file.uploaded.path), file.uploaded.size, file.claimed_type, file.replaces
            )
            for file in files
        )

    return await _asked(put)


async def _asked(call: Callable[[], T]) -> T:
    """What the queue answers, asked aside from the event loop. Raises Refused."""
    try:
        return await asyncio.to_thread(call)
    except QueueError as error:
        if error.code == "file.unknown":
            raise Refused(
                "request.invalid", errors=(FieldFault(field=f"{ITEMS}.replaces", message=str(error)),)
            ) from None
        told = _OF_QUEUE.get(error.code)
        if told is None:
            raise Refused("cases.stalled", wait=_AGAIN_LATER, cause=error.code) from None
        raise Refused(told, cause=error.code) from None  # without a time: sent again it would be refused again
    except YancaiError as error:
        raise Refused("cases.stalled", wait=_AGAIN_LATER, cause=describe(error)) from None


def _tell(request: Request, form: Form, **more: str) -> None:
    request.state.told |= {"bytes": form.size, "files": len(form.files), **more}


def _sent(sent: Sent | None) -> Sent:
    if sent is None:  # another process has purged it in between
        raise QueueError("case.unknown", "没有这个受理编号。")
    return sent


def _receipt(request: Request, desk: Desk, sent: Sent, files: int, *, again: bool) -> Receipt:
    request.state.told["case"] = sent.number
    if not again:
        desk.metrics.cases.labels("supplement" if sent.round else "case").inc()
    here = f"/v1/cases/{sent.number}"
    return Receipt(
        number=sent.number,
        round=sent.round,
        files=files,
        received_at=sent.at,
        status_url=here,
        result_url=f"{here}/result",
        progress_url=f"/v1/progress/{sent.number}",
    )
