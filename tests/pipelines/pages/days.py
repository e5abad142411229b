"""Days in the reviewers' office: the running service with ten cases, and a browser before it, on either database."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from pipelines.review.office import Office
from pipelines.review.queue import counts
from pipelines.review.staff import Member, member
from pipelines.review.states import State
from tests.pipelines.pages.chromium import DESK, chromium, serving, sign_in
from tests.pipelines.pages.conftest import REVIEWER
from tests.pipelines.pages.filled import add_cases, add_staff, open_office
from tests.pipelines.service.process import Running
from tests.pipelines.store.postgres import database

CASES = 10
PATIENCE = 60_000
"""Milliseconds: the machine may be doing other things."""


@dataclass(frozen=True)
class Service:
    """A running one and where its store is."""

    running: Running
    place: str


@dataclass
class Day:
    """The service with ten cases. ``complaints``: what the browsers' consoles said, which is nothing."""

    url: str
    browser: Browser
    office: Office
    who: Member
    complaints: list[str] = field(default_factory=list)

    def page(self, *, script: bool = True, size: dict[str, int] = DESK) -> Page:
        """A new browser with the reviewer signed in."""
        context = self.browser.new_context(viewport=size, java_script_enabled=script)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        sign_in(page, self.url, self.who.name)
        return page

    def count(self, state: State) -> int:
        """How many cases are in a state, by the database."""
        return counts(self.office, self.who)[state]


@dataclass(frozen=True)
class Morning:
    """An office's database with ten cases, a path or a URL, and the folder of its vault; days begin with a copy."""

    place: str
    folder: Path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for all: every page has a profile of its own."""
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Morning:
    """On SQLite."""
    folder = tmp_path_factory.mktemp("morning")
    return _filled(str(folder / "store.sqlite"), folder)


@pytest.fixture(scope="module")
def morning_on_server(morning: Morning, postgresql: str) -> Iterator[Morning]:
    """On PostgreSQL."""
    with database(postgresql) as place:
        yield _filled(place, morning.folder)


@pytest.fixture(scope="module")
def service(morning: Morning, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """One on SQLite for all days: what a day has left is written over before the next one."""
    folder = tmp_path_factory.mktemp("day")
    place = shutil.copy(morning.place, str(folder / "store.sqlite"))
    with serving(folder, place, morning.folder / "vault") as running:
        yield Service(running, place)


@pytest.fixture
def quiet_day(service: Service, morning: Morning, browser: Browser) -> Iterator[Day]:
    """On SQLite, for what the database has no part in."""
    with closing(sqlite3.connect(morning.place)) as before, closing(sqlite3.connect(service.place)) as now:
        before.backup(now)
    with _day(service, morning, browser) as one:
        yield one


@pytest.fixture(params=["sqlite", "postgresql"])
def day(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[Day]:
    """On either database."""
    if request.param == "sqlite":
        yield request.getfixturevalue("quiet_day")
        return
    morning = request.getfixturevalue("morning_on_server")
    with (
        database(request.getfixturevalue("postgresql"), template=morning.place) as place,
        serving(tmp_path, place, morning.folder / "vault") as running,
        _day(Service(running, place), morning, browser) as one,
    ):
        yield one


def _filled(place: str, folder: Path) -> Morning:
    office = open_office(place, folder)
    add_staff(office)
    add_cases(office, CASES)
    office.close()
    return Morning(place, folder)


@contextmanager
def _day(service: Service, morning: Morning, browser: Browser) -> Iterator[Day]:
    office = open_office(service.place, morning.folder)
    who = member(office, REVIEWER)
    day = Day(service.running.url, browser, office, who)
    yield day
    for context in browser.contexts:
        context.close()
    office.close()
    assert day.complaints == []
    assert all("孔军超" not in str(line) and who.name not in str(line) for line in service.running.log())
