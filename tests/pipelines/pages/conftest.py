"""The pages in this process, on an office with two sample cases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from httpx2 import Response
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.testclient import TestClient

from pipelines.pages.app import add_pages
from pipelines.pages.protection import ROOT
from pipelines.review.office import Office
from pipelines.review.queue import Filter, listed
from pipelines.review.staff import Member
from pipelines.review.states import State
from pipelines.service.edge import Edge
from pipelines.service.metrics import Metrics
from tests.pipelines.pages.filled import PASSWORD, add_case, add_staff, open_office

_TOKEN = re.compile(r'name="csrf" value="([0-9a-f]{64})"')
REVIEWER, OTHER, CLERK, SUPERVISOR, AUDITOR = "周明", "吴越", "林晓", "陈岚", "郑可"


@dataclass
class Clock:
    """A clock that moves when it is told to."""

    now: datetime = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def later(self, **how_much: float) -> None:
        self.now += timedelta(**how_much)


@dataclass
class Browser:
    """Somebody's browser: its cookies, and the token of the last page's forms."""

    client: TestClient
    token: str = ""

    def get(self, place: str = "", **how: Any) -> Response:
        """A page; ``place`` is what follows ``/review/``."""
        answer: Response = self.client.get(f"{ROOT}/{place}", **how)
        self._learn(answer)
        return answer

    def post(self, place: str, headers: Any = None, **parts: Any) -> Response:
        """A form; ``csrf`` is the last page's unless it is given."""
        data = {"csrf": self.token, **parts}
        answer: Response = self.client.post(f"{ROOT}/{place}", data=data, headers=headers or {})
        self._learn(answer)
        return answer

    def sign_in(self, name: str, password: str = PASSWORD) -> Response:
        """Through the door."""
        self.get("sign-in")
        return self.post("sign-in", name=name, password=password, next="")

    def _learn(self, answer: Response) -> None:
        if found := _TOKEN.search(answer.text):
            self.token = found[1]


@dataclass
class Desk:
    """An office with its pages; ``numbers`` of the two cases: one that is to be returned, one that is complete."""

    office: Office
    app: Edge
    clock: Clock
    people: dict[str, Member]
    numbers: tuple[str, str]
    faults: list[Exception] = field(default_factory=list)

    def browser(self, name: str | None = None) -> Browser:
        """A new one; of somebody who is signed in, where a name is given."""
        browser = Browser(TestClient(self.app, base_url="https://testserver", raise_server_exceptions=False))
        if name is not None:
            assert browser.sign_in(name).status_code == 200
        return browser


@dataclass(frozen=True)
class Filled:
    """An office as it is before a test: its database and its files, the people in it, and its cases' numbers."""

    folder: Path
    people: dict[str, Member]
    numbers: tuple[str, str]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """Made once: every test gets a copy of the database."""
    folder = tmp_path_factory.mktemp("office")
    office = open_office(str(folder / "store.sqlite"), folder, Clock())
    people = add_staff(office)
    numbers = (add_case(office, "jiangxi-shangrao-deficient"), add_case(office, "sichuan-nanchong-complete"))
    office.close()
    return Filled(folder, people, numbers)


@pytest.fixture
def desk(tmp_path: Path, filled: Filled) -> Iterator[Desk]:
    copyfile(filled.folder / "store.sqlite", tmp_path / "store.sqlite")
    clock, faults = Clock(), list[Exception]()
    office = open_office(str(tmp_path / "store.sqlite"), filled.folder, clock)
    app = Starlette()

    def failed(request: Request, error: Exception) -> None:
        faults.append(error)

    add_pages(app, office, failed, secure=True)
    yield Desk(office, Edge(app, Metrics(), 100_000), clock, filled.people, filled.numbers, faults)
    office.close()
    assert faults == []


def text_of(answer: Response) -> str:
    """What a person reads on a page."""
    return " ".join(
        unescape(re.sub(r"<(script|style|title).*?</\1>|<[^>]*>", " ", answer.text, flags=re.DOTALL)).split()
    )


def choices(page: str, dialog: str) -> list[dict[str, str]]:
    """The boxes of a dialog: name, value, and whether it is ticked."""
    part = page.split(f'id="{dialog}"')[1].split("</dialog>")[0]
    boxes = re.findall(r'<input type="checkbox" name="(\w+)" value="(\d+)"( checked)?', part)
    return [{"name": name, "value": value, "ticked": ticked} for name, value, ticked in boxes]


def record_of(page: str) -> str:
    (found, *_) = re.findall(r'name="record" value="(\d+)"', page)
    return str(found)


def state_of(desk: Desk, number: str) -> State:
    found = listed(desk.office, desk.people[REVIEWER], Filter(states=tuple(State), find=number))
    return found[0].state


def claimed(desk: Desk, number: str, name: str = REVIEWER) -> tuple[Browser, str]:
    """A browser, and the page of the case that it has claimed."""
    browser = desk.browser(name)
    browser.get()
    return browser, browser.post(f"cases/{number}/claim").text
