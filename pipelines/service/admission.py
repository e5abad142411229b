"""Who may come in, and how often: rate and number at once of every key, wrong keys, and requests under way in all.

Everything is counted in memory and bounded by the number of keys; nobody is queued here, who comes too often is told
when to come again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from pipelines.service.keys import Key
from pipelines.service.refusals import Refused
from pipelines.settings import ServiceOptions

Clock = Callable[[], float]
"""Seconds that never go back."""

_BURST: Final = 6
"""The share of a minute's requests that may come at once: a sixth, which are those of ten seconds."""
_WRONG_A_MINUTE: Final = 10
"""Wrong secrets for one ID: each costs a hash of some 20 ms and 19 MB."""
_AGAIN_SOON: Final = 1.0
"""Seconds after which a place is likely free: about one reading."""


class Bucket:
    """Tokens that come back evenly: so many a minute, at most ``burst`` at once."""

    def __init__(self, per_minute: int, burst: int, clock: Clock = time.monotonic) -> None:
        self._rate, self._burst, self._clock = per_minute / 60, float(burst), clock
        self._tokens, self._then = self._burst, clock()

    def take(self) -> float:
        """Take a token; 0.0 where there was one, else the seconds until there will be."""
        now = self._clock()
        self._tokens = min(self._burst, self._tokens + (now - self._then) * self._rate)
        self._then = now
        if self._tokens >= 1:
            self._tokens -= 1
            return 0.0
        return (1 - self._tokens) / self._rate


class Gate:
    """Lets requests in."""

    def __init__(self, options: ServiceOptions, clock: Clock = time.monotonic) -> None:
        self._options, self._clock = options, clock
        self._rates: dict[str, tuple[int, Bucket]] = {}
        self._wrong: dict[str, Bucket] = {}
        self._inside: dict[str, int] = {}
        self.under_way = 0

    def may_try(self, key: Key) -> None:
        """Before a secret is looked at. Raises Refused where too many wrong ones came for this key."""
        bucket = self._wrong.setdefault(key.id, Bucket(_WRONG_A_MINUTE, _WRONG_A_MINUTE, self._clock))
        if wait := bucket.take():
            raise Refused("key.attempts", wait=wait)

    @contextmanager
    def inside(self, key: Key) -> Iterator[None]:
        """While a request of the key is under way. Raises Refused with the time to wait where it may not come in."""
        inside = self._inside.get(key.id, 0)
        if inside >= (key.at_once or self._options.at_once):
            raise Refused("limit.at_once", wait=_AGAIN_SOON)
        if self.under_way >= self._options.uploads:
            raise Refused("service.busy", wait=_AGAIN_SOON)
        if wait := self._bucket(key).take():
            raise Refused("limit.rate", wait=wait)
        self._inside[key.id] = inside + 1
        self.under_way += 1
        try:
            yield
        finally:
            self.under_way -= 1
            self._inside[key.id] -= 1

    def _bucket(self, key: Key) -> Bucket:
        """The key's bucket, a new one where its limit was changed."""
        per_minute = key.per_minute or self._options.per_minute
        known = self._rates.get(key.id)
        if known is None or known[0] != per_minute:
            known = per_minute, Bucket(per_minute, max(1, per_minute // _BURST), self._clock)
            self._rates[key.id] = known
        return known[1]


class Places:
    """So many may be inside at the same time; the next one is refused at once."""

    def __init__(self, most: int) -> None:
        self._left = most

    @contextmanager
    def one(self) -> Iterator[None]:
        """While somebody is inside. Raises Refused (service.busy)."""
        if not self._left:
            raise Refused("service.busy", wait=_AGAIN_SOON)
        self._left -= 1
        try:
            yield
        finally:
            self._left += 1
