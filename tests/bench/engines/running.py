"""An engine's process, seen from the bench: started, asked for one file after another, and ended."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from tests.bench.engines.environment import last_line
from tests.bench.engines.roster import Launch

_ROOT: Final = Path(__file__).parents[3]
_LOOK_SECONDS: Final = 0.05
"""How often the memory of processes that an engine starts is looked at."""
_MIB: Final = 1024 * 1024


class EngineError(Exception):
    """An engine ended, hung or gave no proper answer; the text is the last thing it said."""


@dataclass(frozen=True)
class Bounds:
    """``threads`` of every engine, and the seconds it may take to read one file and to start."""

    threads: int = 2
    seconds: float = 600.0
    start_seconds: float = 600.0


@dataclass(frozen=True)
class Answer:
    """The lines read from a file, in the engine's order, and the seconds it took."""

    lines: tuple[str, ...]
    seconds: float


class RunningEngine:
    """Use it in a ``with`` statement. What the engine says on stderr goes to ``log``."""

    def __init__(self, launch: Launch, bounds: Bounds, log: Path, *, spawns: bool = False) -> None:
        """Start the engine and wait until it is loaded. Raises EngineError."""
        self._bounds, self._log, self._spawns = bounds, log, spawns
        self._spawned_most = 0.0
        begun = time.perf_counter()
        with log.open("wb") as errors:
            self._process = subprocess.Popen(
                [str(launch.python), "-m", launch.adapter],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, cwd=_ROOT, env=_limited(bounds.threads),
                start_new_session=True,
            )  # fmt: skip
        try:
            self._ask({"threads": bounds.threads, "options": dict(launch.options)}, bounds.start_seconds)
        except EngineError:
            self.stop()
            raise
        self.start_seconds = time.perf_counter() - begun
        """From nothing to ready to read."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def read(self, file: Path) -> Answer:
        """Have a file read. Raises EngineError."""
        answer = self._ask({"file": str(file.resolve())}, self._bounds.seconds)
        return Answer(tuple(answer["lines"]), float(answer["seconds"]))

    @property
    def peak_mib(self) -> float:
        """The most memory (resident) it has held so far: its own process, and with it those it starts."""
        return max(_status_mib(self._process.pid, "VmHWM"), self._spawned_most)

    def stop(self) -> None:
        """End the process and those it started."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):  # a question that was never heard
                    pipe.close()

    def _ask(self, question: dict[str, object], seconds: float) -> Any:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise RuntimeError("the engine was started without pipes")
        try:
            stdin.write(json.dumps(question).encode() + b"\n")
            stdin.flush()
        except BrokenPipeError:
            raise EngineError(self._last_word()) from None
        self._wait(stdout.fileno(), seconds)
        line = stdout.readline()
        if not line:
            raise EngineError(self._last_word())
        return json.loads(line)

    def _wait(self, descriptor: int, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not select.select([descriptor], [], [], _LOOK_SECONDS if self._spawns else seconds)[0]:
            if time.monotonic() >= deadline:
                raise EngineError(f"no answer in {seconds:g} s")
            self._spawned_most = max(self._spawned_most, tree_mib(self._process.pid))

    def _last_word(self) -> str:
        ended = self._process.wait()
        return last_line(self._log.read_text(encoding="utf-8", errors="replace")) or f"ended with {ended}"


def tree_mib(pid: int) -> float:
    """The memory (resident) of a process and of all it has started; shared pages count for each."""
    try:
        threads = os.listdir(f"/proc/{pid}/task")
        children = [Path(f"/proc/{pid}/task/{thread}/children").read_text(encoding="ascii") for thread in threads]
    except OSError:  # it has ended
        return 0.0
    return _status_mib(pid, "VmRSS") + sum(tree_mib(int(child)) for told in children for child in told.split())


def _status_mib(pid: int, entry: str) -> float:
    """An entry of a process's status in MiB; 0 where the process has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    found: Sequence[str] = [line for line in status.splitlines() if line.startswith(f"{entry}:")]
    return int(found[0].split()[1]) * 1024 / _MIB if found else 0.0


def _limited(threads: int) -> dict[str, str]:
    """The environment in which every library's own pool of threads has the same size."""
    pools = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")
    return {**os.environ, **dict.fromkeys(pools, str(threads)), "PYTHONUNBUFFERED": "1"}
