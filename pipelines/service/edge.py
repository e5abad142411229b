"""The outermost layer: every request gets a number, a line in the log and its figures, and is heard to its end.

A request that is refused before its body was taken in is heard on for a while: a connection closed on a caller who is
still sending would take the refusal with it.
"""

from __future__ import annotations

import asyncio
import logging
import re
import time
import uuid
from contextlib import suppress
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipelines.service.logs import log_event
from pipelines.service.metrics import Metrics

REQUEST_ID: Final = "X-Request-Id"
_GIVEN_ID: Final = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A caller's own number is taken over where it is a UUID: anything else may say something about somebody."""
_HEARD_SECONDS: Final = 5.0
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})


class Edge:
    """Wraps the application."""

    def __init__(self, app: ASGIApp, metrics: Metrics, most_bytes: int) -> None:
        """``most_bytes``: of a refused body so much is heard at most."""
        self._app, self._metrics, self._most_bytes = app, metrics, most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = headers.get(REQUEST_ID, "").lower()
        number = given.replace("-", "") if _GIVEN_ID.fullmatch(given) else uuid.uuid4().hex
        state = scope.setdefault("state", {})
        state |= {"request_id": number, "told": {}}
        body, began, status = _Body(receive), time.monotonic(), 500

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID] = number
                MutableHeaders(scope=message).setdefault("Cache-Control", "no-store")
                if status >= 400 and not (body.untouched and "expect" in headers):
                    await body.hear_out(self._most_bytes)
            await send(message)

        try:
            await self._app(scope, body.receive, answer)
        finally:
            self._tell(scope, status, time.monotonic() - began)

    def _tell(self, scope: Scope, status: int, seconds: float) -> None:
        # The path as it is declared: one that is not may hold anything.
        route = getattr(scope.get("route"), "path", "-")
        method = scope["method"] if scope["method"] in _METHODS else "-"
        told = scope["state"]["told"]
        self._metrics.requests.labels(route, method, status).inc()
        self._metrics.seconds.labels(route).observe(seconds)
        if code := told.get("code"):
            self._metrics.refusals.labels(code).inc()
        level = logging.ERROR if status >= 500 else logging.INFO
        log_event(
            "request", level, request_id=scope["state"]["request_id"], method=method, route=route, status=status,
            seconds=round(seconds, 3), **told,
        )  # fmt: skip


class _Body:
    """A request's body, and whether it has come whole."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._ended = False
        self.untouched = True

    async def receive(self) -> Message:
        """As ASGI asks."""
        message = await self._receive()
        self.untouched = False
        if message["type"] == "http.disconnect" or not message.get("more_body", False):
            self._ended = True
        return message

    async def hear_out(self, most_bytes: int) -> None:
        """Take in and drop what still comes, up to a bound of bytes and time."""
        heard = 0
        with suppress(TimeoutError):
            async with asyncio.timeout(_HEARD_SECONDS):
                while not self._ended and heard <= most_bytes:
                    heard += len((await self.receive()).get("body", b""))
