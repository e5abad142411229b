"""Headers, cookies and text: nothing runs that is not ours, nothing is kept, and what papers say is only text."""

from __future__ import annotations

import re

import pytest

from models.application import Application, DeclaredDisease, Person
from pipelines.pages.app import ASSETS
from pipelines.pages.protection import ROOT
from pipelines.pages.rendering import asset, asset_address
from pipelines.review import claims, sheet
from pipelines.review.receiving import NewCase, receive
from tests.pipelines.pages.conftest import AUDITOR, CLERK, OTHER, REVIEWER, SUPERVISOR, Desk, text_of

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>\u202e{{ 7 * 7 }}'


@pytest.mark.parametrize("place", ["", "sign-in", "cases/{number}", "figures", "nothing/here", "cases/YC1"])
def test_every_page_has_the_headers(desk: Desk, place: str) -> None:
    answer = desk.browser(REVIEWER).get(place.format(number=desk.numbers[0]))
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["referrer-policy"] == "same-origin"


def test_no_page_has_script_or_style_of_its_own(desk: Desk) -> None:
    browser = desk.browser(SUPERVISOR)
    claims.claim(desk.office, desk.people[SUPERVISOR], desk.numbers[0])
    for place in ("", f"cases/{desk.numbers[0]}", "figures", "staff", "sign-in"):
        page = browser.get(place).text
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?! src=\")", page), place
        addresses = re.findall(r'(?:src|href|action)="([^"]*)"', page)
        assert all(address.startswith((f"{ROOT}/", "#")) or address == ROOT for address in addresses), place


def test_cookies_are_for_this_site_and_no_script(desk: Desk) -> None:
    browser = desk.browser()
    browser.client.follow_redirects = False
    given = [browser.get("sign-in"), browser.sign_in(REVIEWER)]
    browser.get()
    given.append(browser.post(f"cases/{desk.numbers[0]}/reveal"))
    for answer in given:
        for cookie in answer.headers.get_list("set-cookie"):
            assert {"HttpOnly", "Secure", "SameSite=strict"} <= {part.strip() for part in cookie.split(";")}
            assert f"Path={ROOT}" in cookie
    assert f"Path={ROOT}/cases/{desk.numbers[0]}" in given[2].headers["set-cookie"]


def test_assets_are_kept_and_nothing_else_is_served(desk: Desk) -> None:
    browser = desk.browser()
    for name in ASSETS:
        answer = browser.client.get(asset_address(name))
        assert answer.content == asset(name)
        assert "immutable" in answer.headers["cache-control"]
    for address in ("x/page.css", "../app.py", "000000000000/page.css", "000000000000/..%2fapp.py"):
        assert browser.get(f"assets/{address}").status_code == 404


def test_text_from_people_and_papers_is_only_text(desk: Desk) -> None:
    application = Application(
        application_number="x1", applicant=Person(name=HOSTILE), disease=DeclaredDisease(name=HOSTILE)
    )
    receive(desk.office, NewCase(f"渠道{HOSTILE}", "jiangxi-shangrao", application, (), "t", "f"))
    sheet.add_note(desk.office, desk.people[REVIEWER], desk.numbers[0], HOSTILE)
    browser = desk.browser(REVIEWER)
    browser.get()
    pages = [browser.post("", find=HOSTILE)]
    pages += [browser.get(place) for place in ("", f"cases/{desk.numbers[0]}", f"?region={HOSTILE}", "figures")]
    for page in (answer.text for answer in pages):
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "\u202e" not in page
        assert "&gt;49" not in page
    assert "{{ 7 * 7 }}" in text_of(browser.get(f"cases/{desk.numbers[0]}"))


@pytest.mark.parametrize("body", [b"\xff\xfe" * 100, b"a=" + b"x" * 70_000, b"&".join([b"a=1"] * 2000), b"=&=&==%zz"])
def test_a_form_that_is_none_is_refused(desk: Desk, body: bytes) -> None:
    browser = desk.browser(REVIEWER)
    kind = {"content-type": "application/x-www-form-urlencoded"}
    answer = browser.client.post(f"{ROOT}/next", content=body, headers=kind)
    assert answer.status_code in (403, 413)
    answer = browser.client.post(f"{ROOT}/sign-in", content=body, headers=kind)
    assert answer.status_code in (403, 413)


@pytest.mark.parametrize(
    "place",
    ["cases/%00", "cases/' or 1=1", "cases/" + "9" * 300, "?page=99999&state=x", "?find=%00", f"?page={10**18}"],
)
def test_strange_addresses_are_answered(desk: Desk, place: str) -> None:
    assert desk.browser(REVIEWER).get(place).status_code in (200, 404)


@pytest.mark.parametrize("page", ["-1", "x", "99999", "1.5"])
def test_a_page_that_is_not_there_has_no_picture(desk: Desk, page: str) -> None:
    source = next(desk.office.vault.folder.glob("??/*[0-9a-f]")).name
    browser = desk.browser(REVIEWER)
    assert browser.get(f"cases/{desk.numbers[0]}/pages/{source}/{page}").status_code == 404
    assert browser.get(f"cases/{desk.numbers[0]}/pages/{'0' * 64}/0").status_code == 404


@pytest.mark.parametrize("name", [CLERK, AUDITOR])
def test_who_may_not_see_in_clear_sees_no_picture_and_no_name(desk: Desk, name: str) -> None:
    page = desk.browser(name).get(f"cases/{desk.numbers[0]}")
    assert "<image" not in page.text
    assert "孔**" in page.text
    assert "孔军超" not in page.text


def test_a_case_is_masked_until_it_is_revealed_and_that_is_this_sessions(desk: Desk) -> None:
    browser, other = desk.browser(REVIEWER), desk.browser(OTHER)
    place = f"cases/{desk.numbers[0]}"
    masked = browser.get(place)
    picture = re.findall(rf'image href="{ROOT}/([^"]+)"', masked.text)[1]
    covered = browser.get(picture).content
    assert "孔军超" not in masked.text
    clear = browser.post(f"{place}/reveal")
    assert "孔军超" in clear.text
    assert browser.get(picture).content != covered
    assert other.get(picture).content == covered
    assert "孔军超" not in browser.get(f"cases/{desk.numbers[1]}").text
    mark = dict(browser.client.cookies.items())["yancai_revealed"]
    other.client.cookies.set("yancai_revealed", mark, domain="testserver.local", path=f"{ROOT}/{place}")
    assert "孔军超" not in other.get(place).text
    assert "孔军超" not in browser.post(f"{place}/hide").text
