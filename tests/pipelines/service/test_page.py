"""The examples of docs/service.md do what the page says, against a running service."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tomllib import loads
from typing import Any, get_args

import pytest

from models.codes import Decision
from pipelines.review.events import Event
from pipelines.review.receiving import CASE_NUMBER
from pipelines.service.case_answers import STATES
from pipelines.service.signing import new_secret, signed_headers
from pipelines.settings import ServiceOptions
from tests.pipelines.service.casework import application
from tests.pipelines.service.process import ROOT, Running
from tests.pipelines.service.support import CHANNEL
from tests.test_cli import environment

PAGE = (ROOT / "docs" / "service.md").read_text(encoding="utf-8")


def example(language: str, holding: str) -> str:
    """The block of code in that language that holds these words."""
    blocks = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    (found,) = [block for block in blocks if holding in block]
    return str(found)


def told(service: Running, folder: Path) -> dict[str, str]:
    """What the examples ask of the environment."""
    paper, declared = folder / "证明.jpg", folder / "application.json"
    paper.write_text("paper 缺章")
    declared.write_text(json.dumps(application([(paper.name, b"")])))
    return environment(
        YANCAI_URL=service.url, YANCAI_KEY=service.key, PAPER=str(paper), APPLICATION=str(declared), REGION="example",
        CHANNEL=CHANNEL,
    )  # fmt: skip


def ran(service: Running, folder: Path, *command: str) -> str:
    """What an example prints."""
    done = subprocess.run(command, env=told(service, folder), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_curl_example(running: Running, tmp_path: Path) -> None:
    script = example("sh", "/v1/prechecks")
    assert json.loads(ran(running, tmp_path, "sh", "-c", script))["decision"] == "resubmit"


def test_the_python_example(running: Running, tmp_path: Path) -> None:
    printed = ran(running, tmp_path, sys.executable, "-c", example("python", "/v1/prechecks"))
    assert printed.startswith("resubmit ")
    assert "公章" in printed


def test_the_curl_example_of_a_case(running: Running, tmp_path: Path) -> None:
    told = json.loads(ran(running, tmp_path, "sh", "-c", example("sh", "/v1/cases")))
    assert told["state"] in ("received", "reading", "waiting")
    assert CASE_NUMBER.fullmatch(told["number"])


def test_the_python_example_of_a_case(running: Running, tmp_path: Path) -> None:
    script = example("python", "/v1/cases").replace('int(answer.headers["Retry-After"])', "0.05")
    first, second = ran(running, tmp_path, sys.executable, "-c", script).splitlines()
    number, decision = first.split()
    assert (decision, second) == ("resubmit", number)
    assert running.get(f"/v1/cases/{number}").json()["round"] == 1


@pytest.mark.skipif(shutil.which("javac") is None, reason="there is no Java here")
def test_the_java_example_of_a_case(running: Running, tmp_path: Path) -> None:
    source = tmp_path / "HandIn.java"
    source.write_text(example("java", "/v1/cases"), encoding="utf-8")
    printed = ran(running, tmp_path, "java", "-Dfile.encoding=UTF-8", "-Dsun.jnu.encoding=UTF-8", str(source))
    assert re.fullmatch(f"202 /v1/cases/{CASE_NUMBER.pattern}\n", printed)


def test_the_example_that_verifies_webhooks() -> None:
    names: dict[str, Any] = {}
    exec(example("python", "def genuine"), names)
    genuine, secret, body = names["genuine"], new_secret(), b'{"type":"case.read"}'
    sent = signed_headers(secret, "e1", int(time.time()), body)
    assert genuine(secret, sent, body)
    assert genuine(secret, sent | {"webhook-signature": f"v1,AAAA {sent['webhook-signature']}"}, body)
    forged = [
        (new_secret(), sent, body),
        (secret, sent, body + b" "),
        (secret, sent | {"webhook-id": "e2"}, body),
        (secret, sent | {"webhook-timestamp": str(int(time.time()) - 1)}, body),
        (secret, sent | {"webhook-signature": "v1,AAAA"}, body),
        (secret, signed_headers(secret, "e1", int(time.time()) - 301, body), body),
    ]
    assert [genuine(*one) for one in forged] == [False] * len(forged)


def test_the_webhook_it_shows_is_one() -> None:
    shown = json.loads(example("json", "case.returned"))
    state, decision = shown["data"]["state"], shown["data"]["decision"]
    assert shown["type"] in get_args(Event)
    assert (state in STATES, Decision(decision)) == (True, Decision.RESUBMIT)


def test_the_settings_it_shows_are_the_defaults() -> None:
    shown = loads(example("toml", "[service]"))["service"]
    assert ServiceOptions.model_validate(shown) == ServiceOptions()
