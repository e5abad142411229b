"""What is refused, how, and that a refusal costs next to nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.service.refusals import REFUSALS, ProblemDocument, Refused
from pipelines.service.upload import FormBounds, take_form
from tests.pipelines.service.support import CHANNEL, Here, make_here

FORM = {"region": "example", "channel": CHANNEL}


def code_of(answer: Any) -> tuple[int, str]:
    """Status and code; the answer must be a whole problem document."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = ProblemDocument.model_validate_json(answer.content)
    assert (problem.status, problem.title) == (answer.status_code, REFUSALS[problem.code][1])
    assert problem.request_id == answer.headers["X-Request-Id"]
    if answer.status_code in (429, 503):
        assert int(answer.headers["Retry-After"]) >= 1
    return answer.status_code, problem.code


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"region": "nowhere"}, ["region"]),
        ({"region": ""}, ["region"]),
        ({"channel": ""}, ["channel"]),
        ({"claimed_type": "certificate"}, ["claimed_type"]),
        ({"level": "deep"}, ["level"]),
        ({"colour": "red"}, ["colour"]),
        ({"<b>张三": "1"}, ["?"]),
        ({"region": "x", "level": "y"}, ["region", "level"]),
    ],
)
def test_every_fault_of_the_form_is_named_without_its_value(
    here: Here, said: dict[str, Any], fields: list[str]
) -> None:
    answer = here.post(**said)
    assert code_of(answer) == (422, "request.invalid")
    assert [fault["field"] for fault in answer.json()["errors"]] == fields
    assert "张三" not in answer.text


def test_a_form_without_a_file_is_refused(here: Here) -> None:
    headers = {"Authorization": f"Bearer {here.keys['channel']}"}
    answer = here.client.post("/v1/prechecks", headers=headers, data=FORM, files={"other": ("a", b"x")})
    assert code_of(answer) == (422, "request.invalid")


def sent(here: Here, body: bytes, kind: str = "multipart/form-data; boundary=b") -> Any:
    """A request with this very body."""
    headers = {"Authorization": f"Bearer {here.keys['channel']}", "Content-Type": kind}
    return here.client.post("/v1/prechecks", headers=headers, content=body)


PART = b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", (400, "request.malformed")),
        (b"rubbish", (400, "request.malformed")),
        (PART % (b"region", b"example"), (400, "request.malformed")),
        (b"--b\r\nX: y\r\n\r\nno name\r\n--b--\r\n", (400, "request.malformed")),
        (b"--b\r\n" + b"X: " + b"y" * 9000 + b"\r\n\r\n\r\n--b--\r\n", (400, "request.malformed")),
        (PART % (b"region", b"x") * 9 + b"--b--\r\n", (422, "request.invalid")),
        (b"".join(PART % (b"p%d" % number, b"x") for number in range(9)) + b"--b--\r\n", (400, "request.malformed")),
        (PART % (b"region", b"x" * 300) + b"--b--\r\n", (422, "request.invalid")),
        (PART % (b"file", b"x") * 2 + b"--b--\r\n", (422, "request.invalid")),
    ],
)
def test_a_body_that_is_no_whole_form_is_refused(here: Here, body: bytes, expected: tuple[int, str]) -> None:
    assert code_of(sent(here, body)) == expected
    assert list(here.folder.iterdir()) == []


@pytest.mark.parametrize(
    "kind", ["application/json", "multipart/form-data", "text/plain", "", "multipart/form-data; boundary=" + "x" * 300]
)
def test_what_is_no_form_is_refused(here: Here, kind: str) -> None:
    assert code_of(sent(here, b"{}", kind))[0] in (400, 415)


def test_a_file_beyond_the_limit_is_refused_while_it_comes(tmp_path: Path) -> None:
    here = make_here(tmp_path, most_bytes=100_000)
    assert here.post(b"p" * 100_000).status_code == 200
    assert code_of(here.post(b"p" * 100_001)) == (413, "upload.too_large")
    assert code_of(here.post(b"p" * 300_000)) == (413, "upload.too_large")
    assert list(here.folder.iterdir()) == []


def test_an_upload_without_a_length_is_stopped_at_the_limit(tmp_path: Path) -> None:
    came = 0

    async def chunks() -> AsyncIterator[bytes]:
        nonlocal came
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        while True:
            came += 10_000
            yield b"x" * 10_000

    with pytest.raises(Refused) as refused:
        asyncio.run(take_form("multipart/form-data; boundary=b", chunks(), tmp_path, FormBounds(100_000, 100_000, 1)))
    assert refused.value.code == "upload.too_large"
    assert came <= 120_000
    assert (tmp_path / "0").stat().st_mode & 0o777 == 0o600


def test_a_body_that_trickles_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.service.edge._HEARD_SECONDS", 0.2)
    here = make_here(tmp_path, upload_seconds=0.05)

    async def trickle() -> Any:
        async def receive() -> dict[str, Any]:
            await asyncio.sleep(0.03)
            return {"type": "http.request", "body": b"--b", "more_body": True}

        messages: list[dict[str, Any]] = []

        async def send(message: Any) -> None:
            messages.append(message)

        headers = [(b"authorization", f"Bearer {here.keys['channel']}".encode()), (b"expect", b"100-continue")]
        headers.append((b"content-type", b"multipart/form-data; boundary=b"))
        scope = {
            "type": "http", "method": "POST", "path": "/v1/prechecks", "raw_path": b"/v1/prechecks", "headers": headers,
            "query_string": b"", "http_version": "1.1", "scheme": "http", "server": ("test", 80), "root_path": "",
        }  # fmt: skip
        await asyncio.wait_for(here.client.app(scope, receive, send), 30)
        return messages[0]["status"]

    assert asyncio.run(trickle()) in (400, 408)


def test_more_than_a_key_may_a_minute_is_told_when_to_come_again(tmp_path: Path) -> None:
    here = make_here(tmp_path, per_minute=12)
    answers = [here.post() for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert code_of(answers[-1]) == (429, "limit.rate")
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 6
    assert here.post(key="other", channel="另一渠道").status_code == 200


def test_a_busy_service_refuses_before_it_takes_the_body(here: Here) -> None:
    for crew in here.crews.values():
        crew.full = True
    assert code_of(here.post()) == (429, "service.busy")
    assert here.crews["full"].asked == 0


@pytest.mark.parametrize("code", ["reading.died", "reading.timed_out", "reading.outgrown", "service.not_ready"])
def test_a_lost_reading_is_a_clear_refusal(here: Here, code: Any) -> None:
    here.crews["full"].refused = Refused(code, wait=1.0)
    assert code_of(here.post()) == (REFUSALS[code][0], code)
    here.crews["full"].refused = None
    assert here.post().status_code == 200


def test_a_fault_of_ours_names_nobody(here: Here) -> None:
    answer = here.post("raise 李晓明".encode())
    assert code_of(answer) == (500, "service.failed")
    assert "李晓明" not in answer.text


def test_another_method_is_refused(here: Here) -> None:
    answer = here.client.put("/v1/prechecks")
    assert code_of(answer) == (405, "method.not_allowed")
    assert answer.headers["Allow"] == "POST"


def test_a_token_that_is_none_is_refused(here: Here) -> None:
    assert code_of(here.post(headers={"Idempotency-Key": "x" * 129})) == (422, "request.invalid")


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_every_refusal_says_in_chinese_what_to_do(code: Any) -> None:
    status, title, detail = REFUSALS[code]
    assert 400 <= status < 600
    assert title
    assert detail.endswith("。")
