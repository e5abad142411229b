"""One upload, one answer: the form, the reading, the answer."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from typing import Final

from starlette.requests import Request

from models.codes import DocType
from pipelines.service.answer import Asked, full_answer, quick_answer
from pipelines.service.desk import Desk, form_of, key_of, token_of
from pipelines.service.folder import upload_place
from pipelines.service.keys import Key
from pipelines.service.reading import Upload
from pipelines.service.refusals import FieldFault, Refused
from pipelines.service.upload import FILE, Form, FormBounds, shown

_LEVELS: Final = ("full", "quick")
_PARTS: Final = ("region", "channel", "claimed_type", "level")


async def precheck(request: Request, desk: Desk) -> tuple[bytes, bool]:
    """The answer as JSON, and whether it was given before. Raises Refused."""
    key = await key_of(request, desk, "prechecks")
    told = request.state.told
    told["key"] = key.id
    token = token_of(request)
    options = desk.options
    bounds = FormBounds(options.most_bytes, options.most_bytes, 1)
    with desk.gate.inside(key), upload_place(desk.folder) as folder:
        if all(crew.full for crew in desk.crews.values()):
            raise Refused("service.busy", wait=1.0)
        form = await form_of(request, folder, bounds, options.upload_seconds)
        desk.metrics.bytes.observe(form.size)
        asked = _asked(form, desk, key, request.state.request_id)
        told |= {"check": asked.level, "region": asked.region, "channel": asked.channel, "bytes": form.size}
        with desk.repeats.once(key.id, token, _fingerprint(asked, form)) as once:
            given_before = once.answer is not None
            if once.answer is None:
                once.answer = await _answer(desk, asked, form.files[0].path, told)
            return once.answer, given_before


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
            fault(shown(name), "没有这一项")
    if not form.files:
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


def _fingerprint(asked: Asked, form: Form) -> str:
    """What makes two requests the same."""
    said = "\0".join((asked.region, asked.channel, asked.claimed_type or "", asked.level, form.files[0].sha256))
    return hashlib.sha256(said.encode()).hexdigest()
