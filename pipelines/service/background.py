"""What goes on while the service serves: queued cases are read, webhooks are sent, and both are counted."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final

from fastapi import FastAPI

from pipelines.executors.attempt import describe
from pipelines.review import events, readings
from pipelines.review.office import Office
from pipelines.service.app import Lifespan
from pipelines.service.case_reading import CaseReader
from pipelines.service.crew import Crew
from pipelines.service.desk import Desk
from pipelines.service.logs import log_event
from pipelines.service.sending import Sender, open_client

_LOOK_SECONDS: Final = 1.0
"""Between two looks at an empty queue."""
_COUNT_SECONDS: Final = 15.0
_TROUBLE_SECONDS: Final = 5.0
"""After something went wrong."""


def beside(desk: Desk, crew: Crew) -> Lifespan | None:
    """What goes on beside the server; None where it takes no cases."""
    office = desk.office
    if office is None:
        return None
    options = desk.options

    @asynccontextmanager
    async def going_on(_: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            client = await stack.enter_async_context(open_client(options.hook_seconds))
            reader = CaseReader(office, crew, desk.folder, desk.metrics, options.lease_seconds)
            sender = Sender(office, client, desk.metrics, options.hook_seconds, options.hook_days)
            steps = [*[reader.read_next] * crew.number, sender.send_due, lambda: _count(office, desk)]
            tasks = [asyncio.create_task(_again_and_again(step)) for step in steps]
            try:
                yield
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

    return going_on


async def _again_and_again(step: Callable[[], Awaitable[bool]]) -> None:
    """Do it until the service stops; a pause where there was nothing to do, a longer one where it failed."""
    while True:
        try:
            pause = 0.0 if await step() else _LOOK_SECONDS
        except Exception as error:  # noqa: BLE001 - the one crossing: what fails here is told, and tried again
            log_event("background_failed", logging.ERROR, error=describe(error))
            pause = _TROUBLE_SECONDS
        await asyncio.sleep(pause)


async def _count(office: Office, desk: Desk) -> bool:
    """How many readings wait, and how many deliveries are dead."""
    desk.metrics.unread.set(await asyncio.to_thread(readings.waiting, office))
    desk.metrics.dead.set(await asyncio.to_thread(events.dead_number, office))
    await asyncio.sleep(_COUNT_SECONDS)
    return True
