"""Webhooks: what happened to a case is told to its channel, at the address the operator set, until it is taken.

Deliveries lie in the database, each with an id of its own that stays the same however often it is sent. A short trouble
is waited out at once (tenacity), a longer one in growing steps over days; then the delivery is dead, and stays to be
seen and sent again (``yancai hooks dead``, ``again``). Answers are not looked at beyond their status, redirects are not
followed, and nothing that a caller sends decides where a request goes.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, timedelta
from functools import partial
from typing import Final

import httpx
from tenacity import AsyncRetrying, retry_if_result, stop_after_attempt, wait_exponential_jitter

from pipelines.review import events
from pipelines.review.events import Delivery, Hook
from pipelines.review.office import Office
from pipelines.service.logs import log_event
from pipelines.service.metrics import Metrics
from pipelines.service.signing import signed_headers

_AT_ONCE: Final = 8
"""Deliveries of one channel that are under way at the same time."""
_LOOK_SECONDS: Final = 1.0
"""Between two looks for channels with something to be told, while others are being told."""
_TRIES: Final = 3
"""Of one attempt: a receiver that is restarted is back within seconds."""
_PAUSES: Final = (60.0, 300.0, 1800.0, 7200.0, 18_000.0, 36_000.0)
"""Seconds between attempts; the last one again and again, until ``hook_days`` are over."""
_GONE: Final = 410
"""The receiver says that nothing more is to be sent here."""


@dataclass(frozen=True)
class Sender:
    """Sends what is due. ``seconds``: the longest a receiver may take; ``days``: how long an event is worth sending."""

    office: Office
    client: httpx.AsyncClient
    metrics: Metrics
    seconds: float
    days: float
    pause: float = 0.5
    """Seconds after which a short trouble is first looked at again."""

    _under_way: dict[str, asyncio.Task[None]] = field(default_factory=dict, init=False)
    """What is being sent, by channel: a receiver that does not answer holds up its own channel only."""

    async def send_due(self) -> bool:
        """Begin to send what is due and wait for some of it; False where nothing is due or under way.

        Raises YancaiError where the queue cannot be reached.
        """
        for channel in await asyncio.to_thread(events.due_channels, self.office):
            if channel not in self._under_way:
                self._under_way[channel] = asyncio.create_task(self._send_to(channel))
        if not self._under_way:
            return False
        try:
            await asyncio.wait(self._under_way.values(), timeout=_LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            for task in self._under_way.values():
                task.cancel()
            await asyncio.gather(*self._under_way.values(), return_exceptions=True)
            raise
        ended = [channel for channel, task in self._under_way.items() if task.done()]
        await asyncio.gather(*(self._under_way.pop(channel) for channel in ended))
        return True

    async def _send_to(self, channel: str) -> None:
        due = await asyncio.to_thread(events.take_due, self.office, channel, _AT_ONCE, self._hold_seconds)
        await asyncio.gather(*(self._send(delivery) for delivery in due))

    @property
    def _hold_seconds(self) -> float:
        """For how long nobody else sends what this one is sending."""
        return _TRIES * (self.seconds + 9 * self.pause) + 10.0

    async def _send(self, delivery: Delivery) -> None:
        status = await self._status(delivery, delivery.hook) if delivery.hook else None
        outcome, note = self._outcome(delivery, status)
        await asyncio.to_thread(note)
        self.metrics.deliveries.labels(outcome).inc()
        log_event(
            "delivery", outcome=outcome, delivery=delivery.id, case=delivery.number, sent=delivery.event,
            attempt=delivery.attempts + 1, status=status,
        )  # fmt: skip

    def _outcome(self, delivery: Delivery, status: int | None) -> tuple[str, Callable[[], None]]:
        """What came of it, and what notes it."""
        if status is not None and 200 <= status < 300:
            return "delivered", partial(events.delivered, self.office, delivery.id, status)
        age = self.office.moment() - delivery.at
        if delivery.hook is None or status == _GONE or age > timedelta(days=self.days):
            return "dead", partial(events.give_up, self.office, delivery.id, status)
        seconds = _PAUSES[min(delivery.attempts, len(_PAUSES) - 1)]
        return "put_off", partial(events.put_off, self.office, delivery.id, status, seconds)

    async def _status(self, delivery: Delivery, hook: Hook) -> int | None:
        """What the receiver answered at last; None where there was no answer."""
        body = webhook_body(delivery)
        retrying = AsyncRetrying(
            stop=stop_after_attempt(_TRIES),
            wait=wait_exponential_jitter(multiplier=self.pause, max=8 * self.pause, jitter=self.pause),
            retry=retry_if_result(_may_pass),
            retry_error_callback=lambda state: state.outcome.result() if state.outcome else None,
        )
        status: int | None = await retrying(self._post, delivery.id, hook, body)
        return status

    async def _post(self, event_id: str, hook: Hook, body: bytes) -> int | None:
        headers = signed_headers(hook.secret, event_id, int(time.time()), body)
        headers["content-type"] = "application/json"
        try:
            async with (
                asyncio.timeout(self.seconds),  # in all: the client counts each wait by itself
                self.client.stream("POST", hook.url, content=body, headers=headers) as answer,
            ):
                return answer.status_code
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError):
            return None


def open_client(seconds: float) -> httpx.AsyncClient:
    """A client that goes where it is told and nowhere else: no proxy, no redirect; the system's certificates."""
    return httpx.AsyncClient(
        timeout=seconds,
        follow_redirects=False,
        trust_env=False,
        verify=ssl.create_default_context(),
        headers={"user-agent": "yancai-webhooks"},
        limits=httpx.Limits(max_keepalive_connections=_AT_ONCE),  # each channel has its own bound
    )


def webhook_body(delivery: Delivery) -> bytes:
    """What is sent: the same bytes at every attempt."""
    told = {
        "type": delivery.event,
        "timestamp": delivery.at.replace(tzinfo=UTC).isoformat(),
        "data": json.loads(delivery.body),
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _may_pass(status: int | None) -> bool:
    """Is it a trouble that may be over in a moment?"""
    return status is None or status >= 500
