"""The workers of one kind as the event loop sees them: ask, wait for at most so long, or be refused at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any, Final, Protocol

from pipelines.service.refusals import Code, Refused
from pipelines.service.worker import ReadingLost, Worker

_AGAIN_SOON: Final = 1.0
"""Seconds after which a place is likely free: about one reading."""
_QUIET_SECONDS: Final = 60.0
"""After so long without anybody who waits all workers may be asked aside."""
_QUIET_LOOK: Final = 5.0
_LOST: Final[dict[str, Code]] = {
    "died": "reading.died",
    "raised": "reading.raised",
    "outgrown": "reading.outgrown",
    "timed_out": "reading.timed_out",
}


class Answers(Protocol):
    """What the service asks of those who read."""

    @property
    def ready(self) -> int:
        """How many could read now, or are reading."""

    @property
    def waiting(self) -> int:
        """How many requests wait."""

    @property
    def full(self) -> bool:
        """Would one more request be refused?"""

    async def ask(self, payload: object) -> Any:
        """The answer to a payload. Raises Refused."""

    async def ask_aside(self, payload: object, seconds: float) -> Any:
        """The answer to a payload nobody waits for, after all that somebody waits for. It may take so many seconds.

        Raises ReadingLost.
        """


class Crew:
    """Workers that take turns. ``lost`` is told of every reading that gave no answer.

    Who waits goes first: a payload asked ``aside`` is given out while nobody waits, and as long as somebody has asked
    lately one worker (of several) is left for the next.
    """

    def __init__(
        self,
        workers: Sequence[Worker],
        seconds: float,
        waiting: int,
        wait_seconds: float,
        lost: Callable[[ReadingLost], None],
    ) -> None:
        self._workers, self._seconds = workers, seconds
        self._places, self._wait_seconds, self._lost = waiting, wait_seconds, lost
        self._threads = {worker: ThreadPoolExecutor(1, thread_name_prefix="worker") for worker in workers}
        self._free: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        self._moved = asyncio.Event()
        """Something has changed for those who ask aside."""
        self._aside = 0
        self._last_asked = -_QUIET_SECONDS
        self._stopping = False
        self.waiting = 0

    @property
    def number(self) -> int:
        """How many workers it has."""
        return len(self._workers)

    @property
    def ready(self) -> int:
        return sum(worker.ready for worker in self._workers)

    @property
    def full(self) -> bool:
        return self._free.empty() and self.waiting >= self._places

    @property
    def resident_bytes(self) -> int:
        """The memory of all its processes."""
        return sum(worker.resident_bytes() for worker in self._workers)

    @property
    def replaced(self) -> int:
        """How many processes had to be replaced."""
        return sum(worker.replaced for worker in self._workers)

    def begin(self) -> Callable[[], None]:
        """Start all workers side by side; what is returned waits for them, and raises YancaiError where one cannot."""
        starting = [thread.submit(worker.start) for worker, thread in self._threads.items()]

        def wait() -> None:
            for future in starting:
                future.result()
            for worker in self._workers:
                self._free.put_nowait(worker)

        return wait

    async def ask(self, payload: object) -> Any:
        """The answer of the first worker that is free. Raises Refused: service.busy, service.not_ready, reading.*"""
        self._last_asked = time.monotonic()
        worker = await self._next_free()
        try:
            return await self._answer(worker, payload, self._seconds)
        except ReadingLost as lost:
            raise Refused(_LOST[lost.why], cause=lost.detail) from None

    async def ask_aside(self, payload: object, seconds: float) -> Any:
        worker = await self._next_idle()
        try:
            return await self._answer(worker, payload, seconds)
        finally:
            self._aside -= 1
            self._moved.set()

    def look_after(self) -> None:
        """Have workers replaced that ended between two readings; to be called now and then, from any thread."""
        for worker, thread in self._threads.items():
            if not worker.ready and not self._stopping:
                thread.submit(worker.freshen)

    def stop(self) -> None:
        """End all workers at once."""
        self._stopping = True
        for worker, thread in self._threads.items():
            worker.stop()
            thread.shutdown(wait=True, cancel_futures=True)

    async def _next_free(self) -> Worker:
        if not self._free.empty():
            return self._free.get_nowait()
        if self.waiting >= self._places:
            raise Refused("service.busy", wait=_AGAIN_SOON)
        self.waiting += 1
        try:
            async with asyncio.timeout(self._wait_seconds):
                return await self._free.get()
        except TimeoutError:
            code: Code = "service.busy" if self.ready else "service.not_ready"
            raise Refused(code, wait=_AGAIN_SOON) from None
        finally:
            self.waiting -= 1
            self._moved.set()

    async def _next_idle(self) -> Worker:
        while self._free.empty() or self.waiting or self._aside >= self._most_aside():
            self._moved.clear()
            with suppress(TimeoutError):  # that it has become quiet nobody tells
                await asyncio.wait_for(self._moved.wait(), _QUIET_LOOK)
        self._aside += 1
        return self._free.get_nowait()

    def _most_aside(self) -> int:
        quiet = time.monotonic() - self._last_asked >= _QUIET_SECONDS
        return self.number if quiet else max(1, self.number - 1)

    async def _answer(self, worker: Worker, payload: object, seconds: float) -> Any:
        asked = self._threads[worker].submit(worker.ask, payload, seconds)
        loop = asyncio.get_running_loop()
        asked.add_done_callback(lambda _: loop.call_soon_threadsafe(self._freshen, worker))
        try:
            return await asyncio.shield(asyncio.wrap_future(asked))
        except ReadingLost as lost:
            self._lost(lost)
            raise

    def _freshen(self, worker: Worker) -> None:
        """Let the worker be replaced if need be, and only then read again."""
        if self._stopping:
            return
        loop = asyncio.get_running_loop()

        def free() -> None:
            self._free.put_nowait(worker)
            self._moved.set()

        def back(_: Future[None]) -> None:
            if not self._stopping:
                loop.call_soon_threadsafe(free)

        self._threads[worker].submit(worker.freshen).add_done_callback(back)
