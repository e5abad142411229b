"""The whole service as it runs: killed workers, hangs, a stop under load, its logs, and no network."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.pipelines.fakes import ID_NUMBER, NAME
from tests.pipelines.service.process import NO_TLS, Running, served
from tests.pipelines.waiting import eventually
from tests.test_offline import in_empty_network


def asked_aside(service: Running, data: bytes) -> tuple[threading.Thread, list[httpx.Response]]:
    """A request in a thread of its own."""
    answers: list[httpx.Response] = []
    thread = threading.Thread(target=lambda: answers.append(service.post(data)))
    thread.start()
    return thread, answers


def uploads_of(service: Running) -> list[Path]:
    return [path for path in (service.folder / "uploads").rglob("*") if path.is_file() and path.name != ".in-use"]


def test_a_paper_is_answered(running: Running) -> None:
    answer = running.post(f"paper {NAME}".encode(), name=f"{NAME}身份证.jpg")
    assert (answer.status_code, answer.json()["decision"]) == (200, "accept")


@pytest.mark.parametrize(
    ("word", "status", "code"),
    [(b"die", 500, "reading.died"), (b"hang", 504, "reading.timed_out"), (b"raise", 500, "reading.raised")],
)
def test_a_lost_reading_costs_its_request_only(running: Running, word: bytes, status: int, code: str) -> None:
    answer = running.post(word)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert running.post(b"paper").status_code == 200
    eventually(lambda: uploads_of(running) == [])  # The answer is there a moment before its folder is gone.


def test_a_worker_killed_under_a_request_is_replaced(running: Running) -> None:
    before = {worker.pid for worker in running.workers()}
    thread, answers = asked_aside(running, b"slow 2.5")
    eventually(lambda: bool(uploads_of(running)))
    time.sleep(0.3)
    for worker in running.workers():
        worker.send_signal(signal.SIGKILL)
    thread.join()
    assert (answers[0].status_code, answers[0].json()["code"]) == (500, "reading.died")
    assert running.post(b"paper").status_code == 200
    assert running.post(b"paper", level="quick").status_code == 200
    assert before.isdisjoint(worker.pid for worker in running.workers())


def test_a_worker_killed_between_two_requests_costs_none(running: Running) -> None:
    for worker in running.workers():
        worker.send_signal(signal.SIGKILL)
    eventually(
        lambda: httpx.get(f"{running.url}/readyz", verify=NO_TLS).status_code == 200 and len(running.workers()) == 2
    )
    assert {line["cause"] for line in running.log() if line["event"] == "worker_ended"} == {"exit -9"}
    assert running.post(b"paper").status_code == 200


def test_its_log_is_json_and_names_nobody(running: Running) -> None:
    number = running.post(f"paper {NAME}".encode(), name=f"{NAME}.jpg").headers["X-Request-Id"]
    httpx.get(f"{running.url}/v1/{NAME}?name={NAME}")
    running.post(f"raise {NAME}".encode())
    text = (running.folder / "log").read_text(encoding="utf-8")
    (line,) = [line for line in running.log() if line.get("request_id") == number]
    told = {name: line[name] for name in ("event", "route", "status", "check", "decision")}
    assert told == {
        "event": "request", "route": "/v1/prechecks", "status": 200, "check": "full", "decision": "accept",
    }  # fmt: skip
    for secret in (NAME, ID_NUMBER, "证明", ".jpg", running.key.split("_", 2)[2]):
        assert secret not in text


def test_what_a_killed_service_left_the_next_removes_which_is_stopped_and_finishes_what_it_has_accepted(
    tmp_path: Path,
) -> None:
    with served(tmp_path) as service:
        thread, _ = asked_aside_failing(service)
        eventually(lambda: bool(uploads_of(service)))
        os.kill(service.process.pid, signal.SIGKILL)
        service.process.wait()
        thread.join()
        assert uploads_of(service)
    with served(tmp_path) as service:
        assert uploads_of(service) == []
        pids = [worker.pid for worker in service.workers()]
        thread, answers = asked_aside(service, b"slow 1.5")
        eventually(lambda: bool(uploads_of(service)))
        assert service.stop() == 0
        thread.join()
        assert answers[0].status_code == 200
        assert list((tmp_path / "uploads").iterdir()) == []
        assert service.log()[-1]["event"] == "stopped"
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


def asked_aside_failing(service: Running) -> tuple[threading.Thread, list[Any]]:
    """A request whose service goes away."""
    failed: list[Any] = []

    def ask() -> None:
        try:
            service.post(b"slow 30")
        except httpx.HTTPError as error:
            failed.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    return thread, failed


def test_it_serves_without_any_network(tmp_path: Path) -> None:
    done = in_empty_network(sys.executable, "-m", "tests.pipelines.service.alone", str(tmp_path / "service"))
    assert done.stdout == b"accept", done.stderr.decode()
