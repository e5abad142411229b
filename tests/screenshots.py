"""``python -m tests.screenshots [DIR]``: pictures of the reviewers' page for docs/, drawn from sample cases.

Everybody in them is invented. Their office has worked for some weeks, so that its figures have something to say.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from playwright.sync_api import Page

from models.codes import Decision, Outcome
from pipelines.review import claims, deciding
from pipelines.review.deciding import Ruling
from pipelines.review.numbered import numbered
from pipelines.review.office import Office
from pipelines.review.sheet import case
from pipelines.review.staff import Member
from tests.pipelines.pages.chromium import DESK, TABLET, chromium, serving, sign_in
from tests.pipelines.pages.filled import NAMES, add_case, add_staff, open_office

_FOLDER: Final = Path(__file__).parents[1] / "docs" / "pictures"
_SEED: Final = 6
_WEEKS: Final = 5
_WAITING: Final = 9


class _Clock:
    """Tells the time it was set to."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


def main(folder: Path = _FOLDER) -> int:
    """Make the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, _served(Path(scratch)) as url, chromium() as browser:
        page = browser.new_page(viewport=DESK)  # type: ignore[arg-type]
        sign_in(page, url, "陈岚")
        _take(page, folder / "queue.jpg")
        page.goto(f"{url}/review/figures")
        _take(page, folder / "figures.jpg", whole=True)
        page.goto(f"{url}/review/")
        _open(page, "须补正")
        _take(page, folder / "case.jpg")
        page.keyboard.press("t")
        page.wait_for_timeout(300)
        _take(page, folder / "return.jpg")
        _take(_on_tablet(page), folder / "tablet.jpg")
    return 0


def _on_tablet(page: Page) -> Page:
    """The same case, as who is signed in already sees it on a screen for fingers."""
    browser = page.context.browser
    assert browser is not None
    signed_in = page.context.storage_state()
    options: dict[str, Any] = {"viewport": TABLET, "has_touch": True, "is_mobile": True, "storage_state": signed_in}
    tablet = browser.new_context(**options).new_page()
    tablet.goto(page.url)
    tablet.wait_for_load_state("networkidle")
    tablet.locator(".point.mend[data-owner]").last.tap()
    tablet.wait_for_timeout(600)
    return tablet


def _open(page: Page, advice: str) -> None:
    page.locator("[data-row]", has_text=advice).first.locator("a").click()
    page.wait_for_selector('[data-key="l"]')
    page.keyboard.press("l")
    page.wait_for_selector('[data-key="t"]')
    page.keyboard.press("v")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.wait_for_timeout(600)


def _take(page: Page, place: Path, *, whole: bool = False) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=str(place), type="jpeg", quality=82, full_page=whole)


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    place, clock = str(folder / "store.sqlite"), _Clock()
    office = open_office(place, folder, clock)
    people = add_staff(office)
    _work(office, clock, [people["周明"], people["吴越"]])
    office.close()
    with serving(folder / "service", place, folder / "vault") as running:
        yield running.url


def _work(office: Office, clock: _Clock, reviewers: list[Member]) -> None:
    """Some weeks of cases that came and were decided, as the machine advised, and today's that still wait."""
    drawn, today, copies = Random(_SEED), clock.now, 0
    for ago in range(7 * _WEEKS, 0, -1):
        day = (today - timedelta(days=ago)).replace(hour=1, minute=drawn.randrange(60))
        if day.weekday() >= 5:
            continue
        for _ in range(drawn.randrange(1, 5)):
            clock.now = day
            add_case(office, drawn.choice(NAMES), copies)
            copies += 1
            clock.now += timedelta(minutes=drawn.randrange(20, 90))
            _decide(office, clock, drawn.choice(reviewers), drawn.uniform(1.2, 6.5))
    for name in [*NAMES, *NAMES][:_WAITING]:
        clock.now = today - timedelta(minutes=drawn.randrange(5, 400))
        add_case(office, name, copies)
        copies += 1


def _decide(office: Office, clock: _Clock, who: Member, minutes: float) -> None:
    number = claims.next_for(office, who)
    assert number is not None
    clock.now += timedelta(minutes=minutes)
    seen = case(office, who, number)
    assert seen.record is not None
    assert seen.record_id is not None
    against = tuple(one for one, _, finding in numbered(seen.record) if finding.outcome is Outcome.FAIL)
    why = "原件已在窗口核对" if seen.record.decision is Decision.REVIEW else ""
    ruling = Ruling(seen.record_id, why, against)
    if seen.record.decision is Decision.RESUBMIT:
        deciding.send_back(office, who, number, ruling)
    else:
        deciding.accept(office, who, number, ruling)


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
