"""One upload, one answer: who asks, whether they may, the form, the reading, the answer."""

from __future__ import annotations

import asyncio
import hashlib
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from starlette.requests import ClientDisconnect, Request

from models.codes import DocType
from pipelines.service.admission import Gate
from pipelines.service.answer import Asked, full_answer, quick_answer
from pipelines.service.crew import Answers
from pipelines.service.folder import upload_place
from pipelines.service.keys import Key, KeyRing, Right
from pipelines.service.metrics import Metrics
from pipelines.service.reading import Upload
from pipelines.service.refusals import FieldFault, Refused
from pipelines.service.repeats import Repeats
from pipelines.service.upload import FILE, MOST_FRAME, Form, take_form
from pipelines.settings import ServiceOptions

REPEAT_KEY: Final = "Idempotency-Key"
_TOKEN: Final = re.compile(r"[!-~]{1,128}")
_BEARER: Final = re.compile(r"Bearer +(\S{1,200}) *", re.IGNORECASE)
_LEVELS: Final = ("full", "quick")
_PARTS: Final = ("region", "channel", "claimed_type", "level")


@dataclass(frozen=True)
class Desk:
    """What answering needs. ``folder`` takes the uploads, ``today`` tells the day it is in China."""

    options: ServiceOptions
    regions: Mapping[str, str]
    crews: Mapping[str, Answers]
    """``full`` reads, ``quick`` looks."""
    ring: KeyRing
    gate: Gate
    repeats: Repeats
    metrics: Metrics
    folder: Path
    today: Callable[[], date]


async def key_of(request: Request, desk: Desk, right: Right) -> Key:
    """Whose key the request brought. Raises Refused: key.*"""
    header = _BEARER.fullmatch(request.headers.get("Authorization", ""))
    if header is None:
        raise Refused("key.missing")
    presented = header[1]
    key = desk.ring.named(presented)
    if key is None:
        raise Refused("key.unknown")
    if not desk.ring.knows(presented):
        desk.gate.may_try(key)
        if not await asyncio.to_thread(desk.ring.proves, key, presented):
            raise Refused("key.unknown")
    if key.right != right:
        raise Refused("key.no_right")
    return key


async def precheck(request: Request, desk: Desk) -> tuple[bytes, bool]:
    """The answer as JSON, and whether it was given before. Raises Refused."""
    key = await key_of(request, desk, "prechecks")
    told = request.state.told
    told["key"] = key.id
    token = _token_of(request)
    with desk.gate.inside(key), upload_place(desk.folder, request.state.request_id) as path:
        if all(crew.full for crew in desk.crews.values()):
            raise Refused("service.busy", wait=1.0)
        form = await _form_of(request, desk, path)
        asked = _asked(form, desk, key, request.state.request_id)
        told |= {"check": asked.level, "region": asked.region, "channel": asked.channel, "bytes": form.size}
        with desk.repeats.once(key.id, token, _fingerprint(asked, form)) as once:
            given_before = once.answer is not None
            if once.answer is None:
                once.answer = await _answer(desk, asked, path, told)
            return once.answer, given_before


async def _form_of(request: Request, desk: Desk, path: Path) -> Form:
    options = desk.options
    told = request.headers.get("Content-Length", "")
    if told.isdecimal() and int(told) > options.most_bytes + MOST_FRAME:
        raise Refused("upload.too_large")
    kind = request.headers.get("Content-Type", "")
    try:
        async with asyncio.timeout(options.upload_seconds):
            form = await take_form(kind, request.stream(), path, options.most_bytes)
    except TimeoutError:
        raise Refused("upload.too_slow") from None
    except ClientDisconnect:
        raise Refused("request.malformed") from None
    desk.metrics.bytes.observe(form.size)
    return form


async def _answer(desk: Desk, asked: Asked, path: Path, told: dict[str, object]) -> bytes:
    began = time.monotonic()
    if asked.level == "quick":
        quick = quick_answer(asked, await desk.crews["quick"].ask(path))
        decision, body = quick.outcome.value, quick.model_dump_json()
    else:
        full = full_answer(asked, await desk.crews["full"].ask(Upload(path, asked.region, desk.today())))
        decision, body = full.decision.value, full.model_dump_json()
    seconds = time.monotonic() - began
    desk.metrics.reading.labels(asked.level).observe(seconds)
    desk.metrics.prechecks.labels(asked.level, asked.region, asked.channel, decision).inc()
    told |= {"decision": decision, "reading_seconds": round(seconds, 3)}
    return body.encode()


def _asked(form: Form, desk: Desk, key: Key, number: str) -> Asked:
    """The form's short parts, checked. Raises Refused: request.invalid with every fault, channel.not_yours."""
    values, faults = form.values, list[FieldFault]()

    def fault(field: str, message: str) -> None:
        faults.append(FieldFault(field=field, message=message))

    for name in values:
        if name not in _PARTS:
            fault(name if name.isascii() and name.isidentifier() else "?", "没有这一项")
    if not form.has_file:
        fault(FILE, "缺少文件")
    region, claimed, level = values.get("region", ""), values.get("claimed_type", ""), values.get("level", "full")
    if region not in desk.regions:
        fault("region", f"应为以下之一：{'、'.join(desk.regions)}")
    if not values.get("channel"):
        fault("channel", "缺少渠道")
    if claimed and claimed not in list(DocType):
        fault("claimed_type", f"应为以下之一：{'、'.join(DocType)}")
    if level not in _LEVELS:
        fault("level", f"应为以下之一：{'、'.join(_LEVELS)}")
    if faults:
        raise Refused("request.invalid", errors=tuple(faults))
    if values["channel"] != key.channel:
        raise Refused("channel.not_yours")
    return Asked(
        id=number,
        region=region,
        channel=values["channel"],
        claimed_type=DocType(claimed) if claimed else None,
        level="quick" if level == "quick" else "full",
    )


def _token_of(request: Request) -> str | None:
    token = request.headers.get(REPEAT_KEY)
    if token is not None and not _TOKEN.fullmatch(token):
        raise Refused("request.invalid", errors=(FieldFault(field=REPEAT_KEY, message="应为 1 至 128 个可见字符"),))
    return token


def _fingerprint(asked: Asked, form: Form) -> str:
    """What makes two requests the same."""
    said = "\0".join((asked.region, asked.channel, asked.claimed_type or "", asked.level, form.sha256))
    return hashlib.sha256(said.encode()).hexdigest()
