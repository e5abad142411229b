"""Who may what: every address, every role, and the wrong tokens, sessions and origins get nothing."""

from __future__ import annotations

import pytest

from pipelines.pages.app import PAGES
from pipelines.pages.protection import ROOT, SESSION_COOKIE
from pipelines.review import audit, claims
from pipelines.review.queue import counts
from pipelines.review.rights import RIGHTS
from pipelines.review.states import State
from tests.pipelines.pages.conftest import AUDITOR, CLERK, OTHER, REVIEWER, SUPERVISOR, Browser, Desk

ROLES = (REVIEWER, CLERK, SUPERVISOR, AUDITOR)
ADDRESSES = [(method, path, right) for method, path, right, _ in PAGES]
FORMS = [path for method, path, _, _ in PAGES if method == "POST"] + ["/sign-out"]


def place_of(desk: Desk, path: str) -> str:
    """A real address of the table's."""
    file = next(desk.office.vault.folder.glob("??/*[0-9a-f]"))
    return path[1:].format(number=desk.numbers[0], sha256=file.name, page=0)


def asked(browser: Browser, method: str, place: str) -> int:
    answer = browser.get(place) if method == "GET" else browser.post(place)
    return int(answer.status_code)


def test_nobody_gets_anything(desk: Desk) -> None:
    browser = desk.browser()
    browser.client.follow_redirects = False
    browser.get("sign-in")
    for method, path, _ in ADDRESSES:
        answer = browser.get(place_of(desk, path)) if method == "GET" else browser.post(place_of(desk, path))
        assert answer.status_code == (303 if method == "GET" else 401), path
        assert method == "POST" or answer.headers["location"].startswith(f"{ROOT}/sign-in?next=")
        assert "高血压" not in answer.text


@pytest.mark.parametrize("name", ROLES)
def test_a_role_gets_its_own_pages_and_no_others(desk: Desk, name: str) -> None:
    browser = desk.browser(name)
    browser.client.follow_redirects = False
    mine = RIGHTS[desk.people[name].role]
    for method, path, right in ADDRESSES:
        browser.get()
        status = asked(browser, method, place_of(desk, path))
        assert (status == 403) == (right not in mine), (method, path, status)


def test_a_form_that_is_not_ours_does_nothing(desk: Desk) -> None:
    browser, other = desk.browser(SUPERVISOR), desk.browser(OTHER)
    other.get()
    before = audit.head(desk.office).entries
    for path in FORMS:
        for token in ("", "0" * 64, "x", "核", other.token):
            assert browser.post(place_of(desk, path), csrf=token).status_code == 403, path
    assert audit.head(desk.office).entries == before
    assert browser.get().status_code == 200


def test_another_sites_request_does_nothing(desk: Desk) -> None:
    browser = desk.browser(REVIEWER)
    before = audit.head(desk.office).entries
    for path in FORMS:
        for site in ("cross-site", "same-site"):
            assert browser.post(place_of(desk, path), headers={"Sec-Fetch-Site": site}).status_code == 403
    assert audit.head(desk.office).entries == before


def test_a_session_ends_by_idling_by_its_age_and_by_signing_out(desk: Desk) -> None:
    for how in ({"minutes": 31}, {"hours": 11}):
        browser = desk.browser(REVIEWER)
        desk.clock.later(**how)
        assert "登录" in browser.get().text
        assert browser.post(f"cases/{desk.numbers[0]}/claim").status_code == 401
    browser = desk.browser(REVIEWER)
    kept = browser.client.cookies[SESSION_COOKIE]
    browser.post("sign-out")
    browser.client.cookies.set(SESSION_COOKIE, kept, domain="testserver.local", path=ROOT)
    browser.client.follow_redirects = False
    assert browser.get().status_code == 303
    assert counts(desk.office, desk.people[REVIEWER])[State.IN_REVIEW] == 0


def test_who_is_disabled_is_out_at_once(desk: Desk) -> None:
    browser, supervisor = desk.browser(REVIEWER), desk.browser(SUPERVISOR)
    supervisor.get("staff")
    supervisor.post("staff/change", name=REVIEWER, active="off")
    browser.client.follow_redirects = False
    assert browser.get().status_code == 303


def test_what_another_holds_cannot_be_touched(desk: Desk) -> None:
    number = desk.numbers[0]
    claims.claim(desk.office, desk.people[OTHER], number)
    browser = desk.browser(REVIEWER)
    page = browser.get(f"cases/{number}")
    assert "由吴越审核中" in page.text
    for act in ("accept", "return", "correct", "release", "claim"):
        answer = browser.post(f"cases/{number}/{act}", record="1", why="x", field="age", value="3", document="x")
        assert answer.status_code == 409, act
    assert counts(desk.office, desk.people[OTHER])[State.IN_REVIEW] == 1


def test_a_wrong_password_is_told_and_many_lock_the_name(desk: Desk) -> None:
    browser = desk.browser()
    assert browser.sign_in(REVIEWER, "wrong password").status_code == 401
    assert browser.sign_in("nobody", "wrong password").status_code == 401
    for _ in range(4):
        browser.sign_in(REVIEWER, "wrong password")
    assert browser.sign_in(REVIEWER).status_code == 429
    desk.clock.later(minutes=16)
    assert browser.sign_in(REVIEWER).status_code == 200


@pytest.mark.parametrize(
    "wanted", ["//elsewhere.example", "https://elsewhere.example/review/", "/review/../x\\", "/v1"]
)
def test_one_is_never_sent_elsewhere(desk: Desk, wanted: str) -> None:
    browser = desk.browser()
    browser.get("sign-in")
    browser.client.follow_redirects = False
    answer = browser.post("sign-in", name=REVIEWER, password="核对-每一页-都要看", next=wanted)
    assert answer.headers["location"] == f"{ROOT}/"


def test_one_comes_to_the_page_one_wanted(desk: Desk) -> None:
    browser = desk.browser()
    browser.get(f"cases/{desk.numbers[0]}")
    answer = browser.post(
        "sign-in", name=REVIEWER, password="核对-每一页-都要看", next=f"{ROOT}/cases/{desk.numbers[0]}"
    )
    assert str(answer.url).endswith(desk.numbers[0])


def test_a_sign_in_form_of_another_browser_is_refused(desk: Desk) -> None:
    browser, other = desk.browser(), desk.browser()
    browser.get("sign-in")
    other.get("sign-in")
    assert browser.post("sign-in", name=REVIEWER, password="核对-每一页-都要看", csrf=other.token).status_code == 403
