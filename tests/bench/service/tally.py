"""What came of many requests: answers, seconds, memory, and what must not be."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

import httpx
import psutil
from pydantic import ValidationError

from pipelines.service.refusals import REFUSALS, ProblemDocument
from pipelines.settings import BatchOptions
from tests.pipelines.service.process import Running

GOOD: Final = (200, 202)
EVERY: Final = 0.5
"""Seconds between two looks at the memory, or at a case."""
_SERVER_BYTES: Final = 1_000_000_000
"""For the process that answers: it holds no upload in memory."""
_WORKER_BYTES: Final = int((BatchOptions().worker_gigabytes + 0.5) * 1e9)
"""Its bound, and what it may take between two looks."""


@dataclass
class Tally:
    """What came of the requests."""

    seconds: list[float] = field(default_factory=list)
    """Of the good answers."""
    codes: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    """What must not be, besides answers."""
    ends: Counter[str] = field(default_factory=Counter)
    """The states cases have come to."""
    problems: Counter[str] = field(default_factory=Counter)
    """Of files of cases."""
    memory: list[int] = field(default_factory=list)
    """Of the service with its workers, in bytes."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def wrong(self) -> int:
        """Answers nobody described, lost readings, and faults."""
        fine = {*map(str, GOOD), *(code for code, (status, _, _) in REFUSALS.items() if status < 500)}
        return sum(count for code, count in self.codes.items() if code not in fine) + self.faults.total()

    def ask(self, asking: Callable[[], httpx.Response]) -> float:
        """One request; the seconds the caller is to wait, 0 where it is answered for good."""
        began = time.monotonic()
        try:
            answer = asking()
        except httpx.HTTPError as error:
            with self.lock:
                self.codes[type(error).__name__] += 1
            return 1.0
        took = time.monotonic() - began
        with self.lock:
            self.codes[code_of(answer)] += 1
            if answer.status_code in GOOD:
                self.seconds.append(took)
        return float(answer.headers.get("Retry-After", 0.0))

    def run(self, service: Running, calls: Sequence[Callable[[], None]]) -> None:
        """Let the callers come to their end side by side, and look at the service's memory meanwhile."""
        with ThreadPoolExecutor(len(calls)) as pool:
            called = [pool.submit(call) for call in calls]
            self._look(service)
            while wait(called, EVERY).not_done:
                self._look(service)
            for one in called:
                one.result()

    def listen(self, service: Running) -> None:
        """Count what the service's log tells of lost readings of cases, of workers that ended between two, and of
        faults."""
        for line in service.log():
            match line["event"]:
                case "file_lost" | "case_lost" | "worker_ended" as event:
                    self.faults[f"{event} ({line['cause']})"] += 1
                case "failed" as event:
                    self.faults[f"{event} ({line['error']})"] += 1

    def _look(self, service: Running) -> None:
        total = 0
        with suppress(psutil.Error):
            process = psutil.Process(service.process.pid)
            for one in [process, *process.children(recursive=True)]:
                with suppress(psutil.Error):
                    resident = int(one.memory_info().rss)
                    total += resident
                    if resident > (_SERVER_BYTES if one is process else _WORKER_BYTES):
                        self.faults["memory beyond its bound"] += 1
        self.memory.append(total)


def code_of(answer: httpx.Response) -> str:
    """A refusal's code, or a good answer's status; what no page describes is told as that."""
    if answer.status_code in GOOD:
        return str(answer.status_code)
    try:
        code = ProblemDocument.model_validate_json(answer.content).code
    except ValidationError:
        return f"undocumented {answer.status_code}"
    return code if REFUSALS[code][0] == answer.status_code else f"{code} with {answer.status_code}"


def report(tally: Tally, service: Running) -> None:
    """The figures, one a line."""
    found = sorted(tally.seconds)
    if found:
        shares = {share: found[min(len(found) - 1, int(len(found) * share / 100))] for share in (50, 95, 99)}
        print(
            "seconds: " + ", ".join(f"p{share} {value:.2f}" for share, value in shares.items()), f"max {found[-1]:.2f}"
        )
    print(f"answers: {_counted(tally.codes)}")
    if tally.ends:
        print(f"cases: {_counted(tally.ends)}")
    if tally.problems:
        print(f"problems of files: {_counted(tally.problems)}")
    if tally.memory:
        tenth = max(1, len(tally.memory) // 10)
        first, last = max(tally.memory[:tenth]), max(tally.memory[-tenth:])
        most = max(tally.memory)
        print(f"memory, GB: first tenth {first / 1e9:.2f}, last tenth {last / 1e9:.2f}, most {most / 1e9:.2f}")
    lost = Counter(line["cause"] for line in service.log() if str(line.get("code", "")).startswith("reading."))
    print(f"lost readings: {_counted(lost)}")
    print(f"faults: {_counted(tally.faults)}")


def _counted(counted: Counter[str]) -> str:
    return ", ".join(f"{what} {count}" for what, count in counted.most_common()) or "none"
