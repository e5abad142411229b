"""Cases in the service as it runs: killed at any moment it loses none, judges none twice, and tells of each."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from datetime import datetime
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, insert, select, update

from pipelines.service.signing import new_secret
from pipelines.store.connecting import open_engine
from pipelines.store.queue_tables import audit, case_records, cases, deliveries, hooks, readings
from tests.pipelines.fakes import NAME
from tests.pipelines.service.casework import Files, case_form
from tests.pipelines.service.process import SOON_GIVEN_UP, Running, served
from tests.pipelines.service.receiver import receiving
from tests.pipelines.service.support import CHANNEL
from tests.pipelines.waiting import eventually
from tests.test_cli import apart

CASE: Files = (("诊断证明.jpg", b"slow 0.05"), (f"{NAME}.jpg", f"paper {NAME}".encode()))
SEED, GIVEN = 20261122, 10


def serving(folder: Path, **changes: str) -> AbstractContextManager[Running]:
    """A service that gives a reading up soon."""
    return served(folder, "tests.fake_yancai", "example", 1, **SOON_GIVEN_UP | changes)


def state(service: Running, number: str) -> str:
    return str(service.get(f"/v1/cases/{number}").json()["state"])


def result(service: Running, number: str) -> dict[str, object]:
    eventually(lambda: state(service, number) == "waiting")
    return dict(service.get(f"/v1/cases/{number}/result").json())


def test_a_case_is_read_while_the_service_serves(running: Running) -> None:
    number = running.submit(CASE).json()["number"]
    found = result(running, number)
    assert found["decision"] == "accept"
    assert len(found["papers"]) == 2  # type: ignore[arg-type]


@pytest.mark.parametrize(("word", "code"), [(b"die", "worker.died"), (b"hang", "worker.timed_out")])
def test_a_file_that_ends_its_worker_is_a_problem_and_a_person_looks(running: Running, word: bytes, code: str) -> None:
    number = running.submit((("a.jpg", word), ("b.jpg", b"paper"))).json()["number"]
    found = result(running, number)
    assert found["decision"] == "review"
    assert [(one["file"], one["code"]) for one in found["problems"]] == [(0, code)]  # type: ignore[attr-defined]
    assert len(found["papers"]) == 1  # type: ignore[arg-type]
    lost = [line for line in running.log() if line["event"] == "file_lost" and line["case"] == number]
    assert [line["attempt"] for line in lost] == [1, 2]


def test_a_case_that_cannot_be_judged_goes_to_a_person(running: Running) -> None:
    form = case_form(declared={"application_number": "unforeseen"})
    number = httpx.post(f"{running.url}/v1/cases", headers=running.headers, **form).json()["number"]
    found = result(running, number)
    assert found["decision"] == "review"
    assert [one["code"] for one in found["problems"]] == ["worker.raised"]  # type: ignore[attr-defined]


def test_a_service_whose_files_have_no_place_does_not_start(place: str, tmp_path: Path) -> None:
    if "://" not in place:
        pytest.skip("beside a SQLite file there is a place")
    told = {"YANCAI_STORE__URL": place, "YANCAI_SERVICE__FOLDER": str(tmp_path), "YANCAI_OFFICE__VAULT": ""}
    ran = apart("serve", "--port", "0", YANCAI_SERVICE__KEYS=str(tmp_path / "keys.json"), **told)
    assert ran.code == 2
    assert "office.vault" in ran.err


def test_who_waits_goes_first(running: Running) -> None:
    """A case of many slow files lies before a pre-check, which waits for one of them at most."""
    number = running.submit([(f"{page}.jpg", b"slow 0.5") for page in range(16)]).json()["number"]
    eventually(lambda: state(running, number) == "reading")
    answers = [running.post(b"paper") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert state(running, number) == "reading"
    assert result(running, number)["decision"] == "accept"


def test_a_stop_loses_no_case(tmp_path: Path) -> None:
    with serving(tmp_path) as service:
        numbers = [service.submit([(f"{page}.jpg", b"slow 0.3") for page in range(5)]).json()["number"]]
        numbers.append(service.submit(CASE).json()["number"])
        eventually(lambda: state(service, numbers[0]) == "reading")
        assert service.stop() == 0
    kept = rows(tmp_path)
    assert {row["state"] for row in kept} == {"queued"}
    assert {row["attempts"] for row in kept} == {0}
    with serving(tmp_path) as service:
        for number in numbers:
            assert result(service, number)["decision"] == "accept"


def rows(folder: Path) -> list[dict[str, object]]:
    engine = open_engine(str(folder / "store.sqlite"), create=False)
    with engine.connect() as connection:
        found = [dict(row._mapping) for row in connection.execute(select(readings))]
    engine.dispose()
    return found


def test_killed_at_random_moments_it_loses_no_case_and_judges_none_twice(tmp_path: Path, place: str) -> None:
    """Workers are killed, then the whole service, while cases come in; the next one ends what it began."""
    kept = {"YANCAI_STORE__URL": place, "YANCAI_OFFICE__VAULT": str(tmp_path / "vault")}
    rng, given, unanswered = random.Random(SEED), dict[str, str](), list[str]()
    logs: list[bytes] = []
    with receiving() as receiver:
        add_hook(place, receiver.url)
        with serving(tmp_path, **kept) as service:
            for number in range(GIVEN):
                hand_in(service, f"{number}", given, unanswered)
                if number == GIVEN // 2:
                    for worker in service.workers():
                        with suppress(ProcessLookupError):
                            worker.send_signal(signal.SIGKILL)
            time.sleep(rng.uniform(0, 0.6))
            os.kill(service.process.pid, signal.SIGKILL)
            service.process.wait()
        logs.append((tmp_path / "log").read_bytes())
        make_due(place)
        with serving(tmp_path, **kept) as service:
            for token in unanswered:
                hand_in(service, token, given, [])
            # Under its token a case that was taken in before is the same one.
            assert {token: again(service, token) for token in given} == given
            for case in given.values():
                assert result(service, case)["decision"] == "accept"
            sent = events_sent(place)
            eventually(lambda: set(sent) <= set(receiver.ids()))
            assert service.stop() == 0
        logs.append((tmp_path / "log").read_bytes())
    nobody_is_named([*logs, *(body for _, body in receiver.came), noted(place)])
    assert len(set(given.values())) == len(given) == GIVEN
    judged_once(place, list(given.values()))
    told = Counter((json.loads(body)["type"], json.loads(body)["data"]["number"]) for _, body in once(receiver.came))
    assert all(told["case.read", case] == 1 for case in given.values())


def add_hook(place: str, url: str) -> None:
    engine = open_engine(place, create=False)
    with engine.begin() as connection:
        row = {"channel": CHANNEL, "url": url, "secret": new_secret(), "created_at": datetime.now()}
        connection.execute(insert(hooks).values(row))
    engine.dispose()


def make_due(place: str) -> None:
    """As if the pauses were over that a killed sender's deliveries and lost readings are given."""
    engine = open_engine(place, create=False)
    with engine.begin() as connection:
        connection.execute(update(deliveries).values(next_at=deliveries.c.at))
        connection.execute(update(readings).values(not_before=readings.c.queued_at))
    engine.dispose()


def hand_in(service: Running, token: str, given: dict[str, str], unanswered: list[str]) -> None:
    try:
        answer = service.submit(CASE, token)
    except httpx.HTTPError:
        unanswered.append(token)
        return
    assert answer.status_code == 202, answer.text
    given[token] = answer.json()["number"]


def again(service: Running, token: str) -> str:
    answer = service.submit(CASE, token)
    assert answer.headers["Idempotent-Replayed"] == "true"
    return str(answer.json()["number"])


def once(came: Sequence[tuple[dict[str, str], bytes]]) -> list[tuple[str, bytes]]:
    """Each event by its id; what came more than once came in the same words."""
    by_id: dict[str, bytes] = {}
    for headers, body in came:
        assert by_id.setdefault(headers["webhook-id"], body) == body
    return list(by_id.items())


def events_sent(place: str) -> list[str]:
    engine = open_engine(place, create=False)
    with engine.connect() as connection:
        found = list(connection.execute(select(deliveries.c.id)).scalars())
    engine.dispose()
    return found


def judged_once(place: str, numbers: Sequence[str]) -> None:
    engine = open_engine(place, create=False)
    with engine.connect() as connection:
        assert sorted(connection.execute(select(cases.c.number)).scalars()) == sorted(numbers)
        per_case = select(func.count()).select_from(case_records).group_by(case_records.c.case_id)
        assert list(connection.execute(per_case).scalars()) == [1] * len(numbers)
        noted = Counter(connection.execute(select(audit.c.action)).scalars())
    engine.dispose()
    assert noted["case.received"] == noted["case.read"] == len(numbers)


def noted(place: str) -> bytes:
    """The audit log."""
    engine = open_engine(place, create=False)
    with engine.connect() as connection:
        found = json.dumps([list(map(str, row)) for row in connection.execute(select(audit))], ensure_ascii=False)
    engine.dispose()
    return found.encode()


def nobody_is_named(texts: Sequence[bytes]) -> None:
    for text in texts:
        assert NAME.encode() not in text
        assert "诊断证明".encode() not in text
