"""What every request needs: who asks, with which token, and the form that comes."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from starlette.requests import ClientDisconnect, Request

from pipelines.review.office import Office
from pipelines.service.admission import Gate, Places
from pipelines.service.crew import Answers
from pipelines.service.keys import Key, KeyRing, Right
from pipelines.service.metrics import Metrics
from pipelines.service.refusals import FieldFault, Refused
from pipelines.service.repeats import Repeats
from pipelines.service.upload import Form, FormBounds, take_form
from pipelines.settings import ServiceOptions

REPEAT_KEY: Final = "Idempotency-Key"
_TOKEN: Final = re.compile(r"[!-~]{1,128}")
_BEARER: Final = re.compile(r"Bearer +(\S{1,200}) *", re.IGNORECASE)


@dataclass(frozen=True)
class Desk:
    """What answering needs. ``folder`` takes the uploads, ``today`` tells the day it is in China."""

    options: ServiceOptions
    regions: Mapping[str, str]
    crews: Mapping[str, Answers]
    """``full`` reads, ``quick`` looks."""
    ring: KeyRing
    gate: Gate
    questions: Gate
    """Lets in who only asks about cases: whoever asks often keeps no upload out."""
    repeats: Repeats
    metrics: Metrics
    folder: Path
    today: Callable[[], date]
    office: Office | None
    """Takes cases in; None: this service only pre-checks."""
    places: Places
    """For cases that are coming in."""


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


def token_of(request: Request) -> str | None:
    """The request's Idempotency-Key. Raises Refused where it is none."""
    token = request.headers.get(REPEAT_KEY)
    if token is not None and not _TOKEN.fullmatch(token):
        raise Refused("request.invalid", errors=(FieldFault(field=REPEAT_KEY, message="应为 1 至 128 个可见字符"),))
    return token


async def form_of(request: Request, folder: Path, bounds: FormBounds, seconds: float) -> Form:
    """The request's form, taken in within so many seconds. Raises Refused: request.*, upload.*"""
    told = request.headers.get("Content-Length", "")
    if told.isdecimal() and int(told) > bounds.whole:
        raise Refused("upload.too_large")
    kind = request.headers.get("Content-Type", "")
    try:
        async with asyncio.timeout(seconds):
            return await take_form(kind, request.stream(), folder, bounds)
    except TimeoutError:
        raise Refused("upload.too_slow") from None
    except ClientDisconnect:
        raise Refused("request.malformed") from None
