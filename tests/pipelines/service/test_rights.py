"""Who may what: every address, every kind of key, and the wrong ones get nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipelines.service.keys import KeyFile
from tests.pipelines.service.casework import case_form, supplement_form
from tests.pipelines.service.support import CHANNEL, OTHER_CHANNEL, Here, make_here, new_store, other_secret

PRECHECKS, METRICS = ("POST", "/v1/prechecks"), ("GET", "/metrics")
CASES, SUPPLEMENTS = ("POST", "/v1/cases"), ("POST", "/v1/cases/YC20261122-00000000/supplements")
QUESTIONS = [
    ("GET", "/v1/cases/YC20261122-00000000"),
    ("GET", "/v1/cases/YC20261122-00000000/result"),
    ("GET", "/v1/progress/YC20261122-00000000"),
]
NOBODY, FORGED = "", "Bearer yc_00000000_" + "A" * 43


def asked(here: Here, address: tuple[str, str], authorization: str, channel: str = CHANNEL) -> tuple[int, str]:
    """Status and code of a request with this header."""
    headers = {"Authorization": authorization} if authorization else {}
    sent: dict[str, Any] = {}
    if address == SUPPLEMENTS:
        sent = supplement_form()
    elif address == CASES:
        sent = case_form(channel=channel)
    elif address[0] == "POST":
        sent = {"files": {"file": ("a.jpg", b"paper")}, "data": {"region": "example", "channel": channel}}
    answer = here.client.request(*address, headers=headers, **sent)
    return answer.status_code, answer.json()["code"] if answer.status_code >= 400 else ""


@pytest.mark.parametrize("address", [PRECHECKS, METRICS, CASES, SUPPLEMENTS, *QUESTIONS])
@pytest.mark.parametrize(
    ("authorization", "status", "code"),
    [
        (NOBODY, 401, "key.missing"),
        ("Basic YTpi", 401, "key.missing"),
        ("Bearer", 401, "key.missing"),
        ("Bearer " + "x" * 5000, 401, "key.missing"),
        ("Bearer nonsense", 401, "key.unknown"),
        (FORGED, 401, "key.unknown"),
        ("Bearer {revoked}", 401, "key.unknown"),
        ("Bearer {channel}x", 401, "key.unknown"),
        ("Bearer {cut}", 401, "key.unknown"),
        ("Bearer {wrong}", 401, "key.unknown"),
    ],
)
def test_without_a_good_key_there_is_nothing(
    here: Here, address: tuple[str, str], authorization: str, status: int, code: str
) -> None:
    good = here.keys["channel"]
    made = here.keys | {"cut": good[:-1], "wrong": good[:-1] + ("A" if good[-1] != "A" else "B")}
    assert asked(here, address, authorization.format(**made)) == (status, code)
    assert here.crews["full"].asked == 0


@pytest.mark.parametrize(
    ("address", "key", "channel", "expected"),
    [
        (PRECHECKS, "channel", CHANNEL, (200, "")),
        (PRECHECKS, "channel", OTHER_CHANNEL, (403, "channel.not_yours")),
        (PRECHECKS, "other", CHANNEL, (403, "channel.not_yours")),
        (PRECHECKS, "other", OTHER_CHANNEL, (200, "")),
        (PRECHECKS, "metrics", CHANNEL, (403, "key.no_right")),
        (METRICS, "metrics", CHANNEL, (200, "")),
        (METRICS, "channel", CHANNEL, (403, "key.no_right")),
        (CASES, "channel", CHANNEL, (202, "")),
        (CASES, "channel", OTHER_CHANNEL, (403, "channel.not_yours")),
        (CASES, "other", CHANNEL, (403, "channel.not_yours")),
        (CASES, "other", OTHER_CHANNEL, (202, "")),
        (CASES, "metrics", CHANNEL, (403, "key.no_right")),
        (SUPPLEMENTS, "channel", CHANNEL, (404, "case.unknown")),
        (SUPPLEMENTS, "metrics", CHANNEL, (403, "key.no_right")),
        *((address, "channel", CHANNEL, (404, "case.unknown")) for address in QUESTIONS),
        *((address, "metrics", CHANNEL, (403, "key.no_right")) for address in QUESTIONS),
    ],
)
def test_a_key_opens_its_own_door_only(
    tmp_path: Path, address: tuple[str, str], key: str, channel: str, expected: tuple[int, str]
) -> None:
    here = make_here(tmp_path, store=new_store(tmp_path))
    assert asked(here, address, f"Bearer {here.keys[key]}", channel) == expected


def test_a_revoked_key_is_refused_from_the_next_request_on(here: Here, tmp_path: Path) -> None:
    assert here.post().status_code == 200
    KeyFile(tmp_path / "keys.json").revoke(here.keys["channel"].split("_")[1])
    assert (here.post().status_code, here.post().json()["code"]) == (401, "key.unknown")


def test_wrong_secrets_for_a_key_are_soon_not_looked_at_any_more(here: Here) -> None:
    wrong = other_secret(here.keys["channel"])
    codes = [asked(here, METRICS, f"Bearer {wrong}")[1] for _ in range(12)]
    assert codes.count("key.unknown") == 10
    assert codes[-1] == "key.attempts"
    assert asked(here, PRECHECKS, f"Bearer {here.keys['other']}", OTHER_CHANNEL)[0] == 200


def test_who_is_known_is_not_kept_out_by_others_who_guess(here: Here) -> None:
    assert here.post().status_code == 200
    for _ in range(12):
        asked(here, METRICS, f"Bearer {other_secret(here.keys['channel'])}")
    assert here.post().status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/v1/openapi.json"])
def test_what_tells_nothing_about_anybody_is_open(here: Here, path: str) -> None:
    assert here.client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/v1", "/v1/progress", "/../etc/passwd", "/v1/prechecks/1"])
def test_there_is_nothing_else(here: Here, path: str) -> None:
    answer = here.client.get(path, headers={"Authorization": f"Bearer {here.keys['channel']}"})
    assert (answer.status_code, answer.json()["code"]) == (404, "route.unknown")
