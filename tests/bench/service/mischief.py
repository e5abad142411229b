"""Broken uploads, asked about one by one or handed in as cases: each is answered, and each case that came in ends."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar
from zlib import crc32

import httpx

from models.codes import Decision
from pipelines.service.case_answers import CaseResult, CaseStatus, Receipt
from tests.bench.service.load import read_by
from tests.bench.service.tally import Tally
from tests.pipelines.service.case_mutants import Broken, broken_cases
from tests.pipelines.service.mutants import mutants
from tests.pipelines.service.process import Running

_CALLERS = 2
_TRIES = 5
"""With an upload, where the service is busy."""
_SECONDS = 120.0

T = TypeVar("T")


def into_prechecks(service: Running, tally: Tally, originals: Sequence[bytes], count: int, seed: int) -> None:
    """So many broken uploads are asked about."""
    todo = mutants(originals, count, seed)
    _from_callers(service, tally, todo, lambda mutant: service.post(mutant.data, name=mutant.name))


def into_cases(service: Running, tally: Tally, originals: Sequence[bytes], count: int, seed: int) -> None:
    """So many broken uploads are handed in, as cases and as supplements to them; what came in is read to its end."""
    with httpx.Client(base_url=service.url, headers=service.headers, timeout=_SECONDS) as client:
        counter = _Counter(client, tally)
        _from_callers(service, tally, broken_cases(originals, service.region, count, seed), counter.hand_in)
        tally.run(service, [partial(read_by, service, tally, counter.numbers)])
        for number in counter.numbers:
            _ended(client, tally, number)


def _from_callers(service: Running, tally: Tally, todo: Iterator[T], send: Callable[[T], httpx.Response]) -> None:
    """Callers send one after another, and again where they are told to wait."""
    lock = threading.Lock()

    def call() -> None:
        while True:
            with lock:
                one = next(todo, None)
            if one is None:
                return
            for _ in range(_TRIES):
                wait = tally.ask(partial(send, one))
                if not wait:
                    break
                time.sleep(wait)

    tally.run(service, [call] * _CALLERS)


class _Counter:
    """Where cases are handed in: remembers what was taken in, and under which token."""

    def __init__(self, client: httpx.Client, tally: Tally) -> None:
        self._client, self._tally = client, tally
        self._paths: dict[bytes, str] = {}
        """Where a token was used first: there it is used again."""
        self._taken: dict[tuple[str, bytes], tuple[str, int]] = {}
        self.numbers: list[str] = []

    def hand_in(self, broken: Broken) -> httpx.Response:
        """Send it; what is taken in twice under one token is a fault."""
        token = broken.headers[b"Idempotency-Key"]
        path = self._path(broken, token)
        answer = self._client.post(path, headers=list(broken.headers.items()), content=broken.body)
        if answer.status_code == 202:
            receipt = Receipt.model_validate_json(answer.content)
            made = receipt.number, receipt.round
            with self._tally.lock:
                if receipt.round == 0 and receipt.number not in self.numbers:
                    self.numbers.append(receipt.number)
                if self._taken.setdefault((path, token), made) != made:
                    self._tally.faults["taken in twice under one token"] += 1
        return answer

    def _path(self, broken: Broken, token: bytes) -> str:
        with self._tally.lock:
            path = "/v1/cases"
            if broken.joins:
                # To any of the cases, which its token chooses.
                number = broken.number or (self.numbers[crc32(token) % len(self.numbers)] if self.numbers else "none")
                path = f"/v1/cases/{number}/supplements"
            return self._paths.setdefault(token, path)


def _ended(client: httpx.Client, tally: Tally, number: str) -> None:
    """A case that was read tells of each of its files: of a paper in it, or of a problem with it."""
    status = CaseStatus.model_validate_json(client.get(f"/v1/cases/{number}").content)
    answer = client.get(f"/v1/cases/{number}/result")
    if answer.status_code == 409 and status.state == "superseded":
        return
    if answer.status_code != 200:
        tally.faults["case without result"] += 1
        return
    result = CaseResult.model_validate_json(answer.content)
    tally.problems.update(problem.code for problem in result.problems)
    told = {part.file for paper in result.papers for part in paper.parts} | {one.file for one in result.problems}
    if result.round == status.round and not told >= {one.file for one in status.files if not one.replaced}:
        tally.faults["file nobody tells of"] += 1
    if result.problems and result.decision is Decision.ACCEPT:
        tally.faults["accepted with a problem"] += 1
