"""Answers kept for a while for who asks again with the same Idempotency-Key: a retry costs no second reading.

They are kept in memory, within a bound. A restart forgets them, which changes no answer: the same upload under the
same rules is answered the same.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pipelines.service.admission import Clock
from pipelines.service.refusals import Refused

_AGAIN_SOON = 1.0


@dataclass
class Once:
    """One request and, as soon as there is one, its answer."""

    fingerprint: str
    until: float
    answer: bytes | None = None


class Repeats:
    """The requests with an Idempotency-Key that are under way or were answered lately."""

    def __init__(self, seconds: float, most: int, clock: Clock = time.monotonic) -> None:
        self._seconds, self._most, self._clock = seconds, most, clock
        self._kept: dict[tuple[str, str], Once] = {}

    @contextmanager
    def once(self, whose: str, token: str | None, fingerprint: str) -> Iterator[Once]:
        """While a request is worked on: it comes with its answer where it was answered before; who answers it sets it.

        ``whose``: the key's ID, for tokens of two channels may be alike. Without a token nothing is kept. Raises
        Refused: repeat.running, repeat.differs.
        """
        new = Once(fingerprint, self._clock() + self._seconds)
        if token is None:
            yield new
            return
        self._forget_old()
        known = self._kept.get((whose, token))
        if known is not None:
            if known.fingerprint != fingerprint:
                raise Refused("repeat.differs")
            if known.answer is None:
                raise Refused("repeat.running", wait=_AGAIN_SOON)
            yield known
            return
        self._kept[whose, token] = new
        try:
            yield new
        finally:
            if new.answer is None:
                del self._kept[whose, token]

    def _forget_old(self) -> None:
        now = self._clock()
        answered = [name for name, once in self._kept.items() if once.answer is not None]
        excess = max(0, len(self._kept) - self._most + 1)
        for place, name in enumerate(answered):
            if place < excess or self._kept[name].until <= now:
                del self._kept[name]
