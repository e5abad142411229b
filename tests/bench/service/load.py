"""Photographs as telephones deliver them, pre-checked one after another, while cases wait to be read."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Iterable, Sequence
from functools import partial

import httpx
from PIL import Image

from samples.draw import LAYOUTS, draw, kind_of
from tests.bench.service.tally import EVERY, Tally
from tests.pipelines.service.casework import case_form
from tests.pipelines.service.process import Running

_MEGAPIXELS = 12.0
_FILES = 4
"""Of a case."""
_LONGEST = 1800.0
"""Seconds after which a case hangs: its files are tried twice, each for some minutes."""
_UNREAD = ("received", "reading")


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


def smaller(picture: bytes) -> bytes:
    """Half as wide and high: broken uploads that open are read, and thousands of them take their time."""
    held = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as whole:
        whole.reduce(2).save(held, "JPEG", quality=85)
    return held.getvalue()


def load(service: Running, tally: Tally, pictures: Sequence[bytes], callers: int, seconds: float, level: str) -> None:
    """So many callers ask one after another for so long; who is told to wait waits."""
    end = time.monotonic() + seconds

    def call(number: int) -> None:
        place = number
        while time.monotonic() < end:
            place += callers
            time.sleep(tally.ask(partial(service.post, pictures[place % len(pictures)], level=level)))

    tally.run(service, [partial(call, number) for number in range(callers)])


def hand_in(service: Running, pictures: Sequence[bytes], count: int) -> list[str]:
    """So many cases of four photographs; their numbers."""
    numbers = []
    for case in range(count):
        chosen = [pictures[(_FILES * case + place) % len(pictures)] for place in range(_FILES)]
        form = case_form([(f"{place}.jpg", data) for place, data in enumerate(chosen)], region=service.region)
        answer = httpx.post(f"{service.url}/v1/cases", headers=service.headers, **form, timeout=120)
        numbers.append(str(answer.raise_for_status().json()["number"]))
    return numbers


def read_by(service: Running, tally: Tally, numbers: Iterable[str]) -> None:
    """Wait until the cases are read; while none is for long, those that are not are faults."""
    end, read = time.monotonic() + _LONGEST, 0
    for number in numbers:
        while (state := service.get(f"/v1/cases/{number}").json()["state"]) in _UNREAD:
            if time.monotonic() > end:
                # A case with a supplement goes behind the others: only where none was read the service hangs.
                if (now := _read_so_far(service)) == read:
                    break
                end, read = time.monotonic() + _LONGEST, now
            time.sleep(EVERY)
        tally.ends[state] += 1
        if state in _UNREAD:
            tally.faults["case not read"] += 1


def _read_so_far(service: Running) -> int:
    return sum(line.get("event") == "case_read" for line in service.log())
