"""Load and mischief against the real service, on a machine that does nothing else.

    python -m tests.bench.service --callers 2 --minutes 10     # photographs of 12 megapixels, one after another
    python -m tests.bench.service --callers 10 --minutes 3     # more than it can: refusals, and the accepted ones
    python -m tests.bench.service --callers 1 --minutes 2 --level quick
    python -m tests.bench.service --cases 50 --minutes 10      # pre-checks while 50 cases wait to be read
    python -m tests.bench.service --mutants 5000 --seed 3      # broken uploads

Starts ``yancai serve`` with the real engine, asks it, and prints seconds, answers and memory; ends with 1 where an
answer was none the page describes, or a reading was lost.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import psutil
from PIL import Image

from pipelines.service.refusals import REFUSALS
from samples.draw import LAYOUTS, draw, kind_of
from tests.pipelines.service.casework import case_form
from tests.pipelines.service.mutants import mutants
from tests.pipelines.service.process import Running, served

_MEGAPIXELS = 12.0
_REGION = "sichuan-nanchong"
_TRIES = 5
"""With an upload, where the service is busy."""
_FILES = 4
"""Of a case."""
_LONGEST = 3600.0
"""Seconds for which cases are waited for."""
_EVERY = 0.5
"""Seconds between two looks at the memory."""


@dataclass
class Tally:
    """What came of the requests."""

    seconds: list[float] = field(default_factory=list)
    """Of the answers with 200."""
    codes: Counter[str] = field(default_factory=Counter)
    memory: list[int] = field(default_factory=list)
    """Of the service with its workers, in bytes."""

    @property
    def wrong(self) -> int:
        """Answers nobody described, and lost readings."""
        fine = {"200", *(code for code, (status, _, _) in REFUSALS.items() if status < 500)}
        return sum(count for code, count in self.codes.items() if code not in fine)


def photographs(count: int, seed: int) -> list[bytes]:
    """Drawn papers photographed, as a telephone delivers them: 12 megapixels, JPEG."""
    rng, layouts = random.Random(seed), sorted(name for of_kind in LAYOUTS.values() for name in of_kind)
    made = []
    for number in range(count):
        layout = rng.choice(layouts)
        paper = draw(f"{number}-{kind_of(layout)}", layout, random.Random(f"service-{seed}-{number}"), ("photo", 0))
        with Image.open(io.BytesIO(paper.data)) as picture:
            factor = (_MEGAPIXELS * 1e6 / (picture.width * picture.height)) ** 0.5
            size = round(picture.width * factor), round(picture.height * factor)
            held = io.BytesIO()
            picture.convert("RGB").resize(size, Image.Resampling.BICUBIC).save(held, "JPEG", quality=92)
        made.append(held.getvalue())
    return made


def load(service: Running, pictures: Sequence[bytes], callers: int, seconds: float, level: str) -> Tally:
    """So many callers ask one after another for so long; who is told to wait waits."""
    tally, end, lock = Tally(), time.monotonic() + seconds, threading.Lock()

    def call(number: int) -> None:
        place = number
        while time.monotonic() < end:
            place += callers
            wait = _ask(service, tally, lock, partial(service.post, pictures[place % len(pictures)], level=level))
            time.sleep(wait)

    threads = [threading.Thread(target=call, args=(number,)) for number in range(callers)]
    _run(service, tally, threads)
    return tally


def hand_in(service: Running, pictures: Sequence[bytes], count: int) -> list[str]:
    """So many cases of four photographs; their numbers."""
    numbers = []
    for case in range(count):
        chosen = [pictures[(_FILES * case + place) % len(pictures)] for place in range(_FILES)]
        form = case_form([(f"{place}.jpg", data) for place, data in enumerate(chosen)], region=_REGION)
        answer = httpx.post(f"{service.url}/v1/cases", headers=service.headers, **form, timeout=120)
        numbers.append(str(answer.raise_for_status().json()["number"]))
    return numbers


def read_by(service: Running, numbers: Sequence[str], seconds: float) -> Counter[str]:
    """The states of the cases when all are read, or when so many seconds are over."""
    end = time.monotonic() + seconds
    while True:
        states = Counter(str(service.get(f"/v1/cases/{number}").json()["state"]) for number in numbers)
        if states["waiting"] == len(numbers) or time.monotonic() > end:
            return states
        time.sleep(_EVERY)


def mischief(service: Running, originals: Sequence[bytes], count: int, seed: int) -> Tally:
    """So many broken uploads from two callers."""
    tally, lock = Tally(), threading.Lock()
    todo: Iterator[Any] = mutants(originals, count, seed)

    def call() -> None:
        while True:
            with lock:
                mutant = next(todo, None)
            if mutant is None:
                return
            for _ in range(_TRIES):
                wait = _ask(service, tally, lock, partial(service.post, mutant.data, name=mutant.name))
                if not wait:
                    break
                time.sleep(wait)

    _run(service, tally, [threading.Thread(target=call) for _ in range(2)])
    return tally


def _ask(service: Running, tally: Tally, lock: threading.Lock, ask: Callable[[], httpx.Response]) -> float:
    """One request; the seconds the caller is to wait."""
    began = time.monotonic()
    try:
        answer = ask()
    except httpx.HTTPError as error:
        with lock:
            tally.codes[type(error).__name__] += 1
        return 1.0
    took = time.monotonic() - began
    code = "200" if answer.status_code == 200 else str(answer.json().get("code"))
    with lock:
        tally.codes[code] += 1
        if code == "200":
            tally.seconds.append(took)
    return float(answer.headers.get("Retry-After", 0.0))


def _run(service: Running, tally: Tally, threads: Sequence[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        tally.memory.append(_memory(service))
        time.sleep(_EVERY)
    for thread in threads:
        thread.join()


def _memory(service: Running) -> int:
    total = 0
    with suppress(psutil.Error):
        process = psutil.Process(service.process.pid)
        for one in [process, *process.children(recursive=True)]:
            with suppress(psutil.Error):
                total += int(one.memory_info().rss)
    return total


def report(tally: Tally, service: Running) -> None:
    """The figures, one a line."""
    found = sorted(tally.seconds)
    if found:
        shares = {share: found[min(len(found) - 1, int(len(found) * share / 100))] for share in (50, 95, 99)}
        print(
            "seconds: " + ", ".join(f"p{share} {value:.2f}" for share, value in shares.items()), f"max {found[-1]:.2f}"
        )
    print("answers: " + ", ".join(f"{code} {count}" for code, count in tally.codes.most_common()))
    if tally.memory:
        tenth = max(1, len(tally.memory) // 10)
        first, last = max(tally.memory[:tenth]), max(tally.memory[-tenth:])
        most = max(tally.memory)
        print(f"memory, GB: first tenth {first / 1e9:.2f}, last tenth {last / 1e9:.2f}, most {most / 1e9:.2f}")
    lost = Counter(line["cause"] for line in service.log() if str(line.get("code", "")).startswith("reading."))
    print("lost readings: " + (", ".join(f"{why} {count}" for why, count in lost.items()) or "none"))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.service", description=__doc__.splitlines()[0])
    parser.add_argument("--callers", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--level", choices=("full", "quick"), default="full")
    parser.add_argument("--pictures", type=int, default=24, help="how many different photographs")
    parser.add_argument("--workers", type=int, help="processes that read; by default as many as are sensible")
    parser.add_argument("--mutants", type=int, help="send so many broken uploads instead")
    parser.add_argument("--cases", type=int, default=0, help="so many cases of four photographs wait meanwhile")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    pictures = photographs(asked.pictures, asked.seed)
    free = {"YANCAI_SERVICE__PER_MINUTE": "1000000", "YANCAI_SERVICE__AT_ONCE": "1000"}
    with (
        tempfile.TemporaryDirectory() as name,
        served(Path(name) / "service", "cli", _REGION, workers=asked.workers, **free) as service,
    ):
        for picture in pictures[:4]:
            service.post(picture, level=asked.level)
        if asked.mutants:
            small = [_smaller(picture) for picture in pictures]
            tally = mischief(service, small, asked.mutants, asked.seed)
        else:
            began, numbers = time.monotonic(), hand_in(service, pictures, asked.cases)
            tally = load(service, pictures, asked.callers, 60 * asked.minutes, asked.level)
            if numbers:
                states = read_by(service, numbers, _LONGEST)
                took = time.monotonic() - began
                print(f"cases: {', '.join(f'{state} {count}' for state, count in states.items())} after {took:.0f} s")
        report(tally, service)
    sys.exit(1 if tally.wrong else 0)


def _smaller(picture: bytes) -> bytes:
    """Half as wide and high: broken uploads that open are read, and thousands of them take their time."""
    held = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as whole:
        whole.reduce(2).save(held, "JPEG", quality=85)
    return held.getvalue()


if __name__ == "__main__":
    main()
