"""Real worker processes: what is lost costs one upload, the process is replaced, and waiting is bounded."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import psutil
import pytest

from models.error import YancaiError
from pipelines.service.crew import Crew
from pipelines.service.refusals import Refused
from pipelines.service.worker import Bounds, ReadingLost, Worker
from tests.pipelines.waiting import eventually

Work = Callable[[object], object]


def does(payload: object) -> object:
    """What the payload says."""
    match payload:
        case "raise":
            raise ValueError("张三")
        case "die":
            os._exit(7)
        case "hang":
            time.sleep(60)
        case "grow":
            held = bytearray(400_000_000)
            time.sleep(60)
            return len(held)
        case float() | int():
            time.sleep(payload)
    return payload, os.getpid()


def start() -> Work:
    return does


def start_marked(mark: Path) -> Work:
    """Tells that it works by a file."""

    def work(payload: object) -> object:
        mark.write_text(str(os.getpid()))
        return does(payload)

    return work


def cannot_start() -> Work:
    raise YancaiError("缺少模型权重")


@contextmanager
def running(start: Callable[[], Work] = start, bounds: Bounds | None = None) -> Iterator[Worker]:
    worker = Worker(start, bounds or Bounds())
    worker.start()
    try:
        yield worker
    finally:
        worker.stop()


def test_what_is_lost_costs_itself_and_the_process_is_replaced() -> None:
    with running(bounds=Bounds(most_bytes=300_000_000)) as worker:
        before = worker.pid
        for payload, why, seconds in (("die", "died", 20), ("hang", "timed_out", 0.3), ("grow", "outgrown", 20)):
            with pytest.raises(ReadingLost) as lost:
                worker.ask(payload, seconds)
            assert lost.value.why == why
            assert not worker.ready
            worker.freshen()
            assert worker.ready
            assert worker.ask("next", 20)[0] == "next"
            assert worker.pid != before
            before = worker.pid
        assert worker.replaced == 3


def test_what_raises_costs_no_process_and_names_nobody() -> None:
    with running() as worker:
        before = worker.pid
        with pytest.raises(ReadingLost) as lost:
            worker.ask("raise", 20)
        assert (lost.value.why, worker.pid) == ("raised", before)
        assert "ValueError" in lost.value.detail
        assert "张三" not in lost.value.detail
        assert worker.ask("next", 20) == ("next", before)


def test_a_worker_that_has_done_its_share_is_replaced_between_two_uploads() -> None:
    with running(bounds=Bounds(tasks=2)) as worker:
        pids = []
        for _ in range(4):
            pids.append(worker.ask("next", 20)[1])
            worker.freshen()
        assert pids[0] == pids[1] != pids[2] == pids[3]


def test_requests_to_stop_do_not_reach_a_worker() -> None:
    with running() as worker:
        assert worker.pid is not None
        for number in (signal.SIGTERM, signal.SIGINT):
            os.kill(worker.pid, number)
        assert worker.ask("next", 20)[0] == "next"


def test_what_cannot_start_says_why() -> None:
    worker = Worker(cannot_start, Bounds())
    with pytest.raises(YancaiError, match="缺少模型权重"):
        worker.start()
    assert not worker.ready
    worker.stop()


def test_stopping_ends_the_process() -> None:
    with running() as worker:
        pid = worker.pid
        assert pid is not None
    assert not psutil.pid_exists(pid)


def crew_of(worker: Worker, waiting: int = 1, seconds: float = 20, wait_seconds: float = 20) -> Crew:
    lost: list[ReadingLost] = []
    crew = Crew([worker], seconds, waiting, wait_seconds, lost.append)
    crew.begin()()
    return crew


def test_a_crew_lets_so_many_wait_and_refuses_the_others_at_once() -> None:
    async def ask_four(crew: Crew) -> list[object]:
        return list(await asyncio.gather(*(crew.ask(0.3) for _ in range(4)), return_exceptions=True))

    crew = crew_of(Worker(start, Bounds()))
    try:
        answers = asyncio.run(ask_four(crew))
    finally:
        crew.stop()
    refused = [one for one in answers if isinstance(one, Refused)]
    assert [(one.code, one.wait) for one in refused] == [("service.busy", 1.0)] * 2
    assert sum(isinstance(one, tuple) for one in answers) == 2


def test_nobody_waits_longer_than_is_allowed() -> None:
    async def ask_two(crew: Crew) -> object:
        first = asyncio.create_task(crew.ask(1.0))
        await asyncio.sleep(0)
        second = (await asyncio.gather(crew.ask("next"), return_exceptions=True))[0]
        await first
        return second

    crew = crew_of(Worker(start, Bounds()), wait_seconds=0.1)
    try:
        second = asyncio.run(ask_two(crew))
    finally:
        crew.stop()
    assert isinstance(second, Refused)
    assert second.code == "service.busy"


def test_a_worker_killed_while_it_reads_costs_that_upload_only(tmp_path: Path) -> None:
    mark = tmp_path / "mark"

    async def kill_one(crew: Crew) -> tuple[object, object]:
        asked = asyncio.create_task(crew.ask("hang"))
        await asyncio.to_thread(eventually, mark.exists)
        os.kill(int(mark.read_text()), signal.SIGKILL)
        found: list[object] = list(await asyncio.gather(asked, return_exceptions=True))
        return found[0], await crew.ask("next")

    crew = crew_of(Worker(partial(start_marked, mark), Bounds()))
    try:
        found, answer = asyncio.run(kill_one(crew))
        assert crew.replaced == 1
    finally:
        crew.stop()
    assert isinstance(found, Refused)
    assert found.code == "reading.died"
    assert isinstance(answer, tuple)


def test_who_is_asked_aside_waits_for_all_who_wait() -> None:
    """One worker: of what is asked at the same time, what somebody waits for comes first, whoever came first."""
    ended: list[str] = []

    async def ask(crew: Crew) -> None:
        async def note(name: str, asked: Awaitable[object]) -> None:
            await asked
            ended.append(name)

        first = asyncio.create_task(note("first", crew.ask(0.2)))
        await asyncio.sleep(0)
        aside = [asyncio.create_task(note("aside", crew.ask_aside(0.01, 20))) for _ in range(3)]
        await asyncio.sleep(0)
        await asyncio.gather(first, note("second", crew.ask(0.01)))
        await asyncio.gather(*aside)

    crew = crew_of(Worker(start, Bounds()))
    try:
        asyncio.run(ask(crew))
    finally:
        crew.stop()
    assert ended == ["first", "second", "aside", "aside", "aside"]


def test_one_of_several_workers_is_left_to_those_who_wait() -> None:
    async def ask(crew: Crew) -> None:
        await crew.ask("now")
        asked = [asyncio.create_task(crew.ask_aside(0.5, 20)) for _ in range(2)]
        await asyncio.sleep(0)
        while crew.full:
            await asyncio.sleep(0.01)
        await crew.ask("now")
        assert not all(one.done() for one in asked)
        await asyncio.gather(*asked)

    lost: list[ReadingLost] = []
    crew = Crew([Worker(start, Bounds()) for _ in range(2)], 20, 0, 20, lost.append)
    crew.begin()()
    try:
        asyncio.run(ask(crew))
    finally:
        crew.stop()


def test_what_is_lost_aside_says_so() -> None:
    crew = crew_of(Worker(start, Bounds()))
    try:
        with pytest.raises(ReadingLost) as lost:
            asyncio.run(crew.ask_aside("die", 20))
    finally:
        crew.stop()
    assert lost.value.why == "died"
