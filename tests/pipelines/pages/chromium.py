"""Debian's Chromium, driven by Playwright, before the real service."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page, sync_playwright

from samples.demo import OFFICE_LISTS
from tests.pipelines.pages.filled import PASSWORD
from tests.pipelines.service.process import Running, served

CHROMIUM: Final = Path("/usr/bin/chromium")
DESK: Final = {"width": 1280, "height": 800}
TABLET: Final = {"width": 820, "height": 1180}


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser; as root it runs only without its sandbox."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def serving(folder: Path, place: str, vault: Path) -> Iterator[Running]:
    """``yancai serve`` on the store at ``place``: the real process tree with a reader that reads nothing."""
    told: dict[str, Any] = {
        "YANCAI_STORE__URL": place, "YANCAI_OFFICE__VAULT": str(vault), "YANCAI_LISTS": str(OFFICE_LISTS),
        "YANCAI_OFFICE__SECOND_LOOKS": "0",
    }  # fmt: skip
    with served(folder, "tests.pipelines.pages.serving", **told) as running:
        yield running


def sign_in(page: Page, url: str, name: str) -> None:
    """Through the door, by the keyboard."""
    page.goto(f"{url}/review/")
    page.wait_for_selector("[name=name]:focus")
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".tabs")
