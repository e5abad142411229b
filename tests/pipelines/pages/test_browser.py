"""A reviewer's day in a real browser before the real service, by the keyboard alone, on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from pipelines.review.states import State
from tests.pipelines.pages.chromium import CHROMIUM, DESK, TABLET
from tests.pipelines.pages.days import (
    CASES,
    PATIENCE,
    Day,
    browser,
    day,
    morning,
    morning_on_server,
    quiet_day,
    service,
)

__all__ = ["browser", "day", "morning", "morning_on_server", "quiet_day", "service"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed: apt-get install chromium"),
]


def press(page: Page, keys: str) -> None:
    for key in keys.split():
        page.keyboard.press(key)


def shown(page: Page) -> str:
    """The number of the case that is shown."""
    return page.url.split("/")[-1].split("?")[0]


def case_is_there(page: Page) -> None:
    """Wait for a case's page with its scripts: before them nobody hears a key."""
    page.wait_for_selector("#panel")
    page.wait_for_load_state()


def focused(page: Page, name: str) -> str | None:
    """What the element that has the focus says of itself."""
    value: str | None = page.evaluate("(name) => document.activeElement.dataset[name] ?? null", name)
    return value


def go_to_field(page: Page, name: str) -> None:
    """Walk the fields of the page's paper until this one."""
    for _ in range(40):
        if focused(page, "field") == name:
            return
        press(page, "f")
    raise AssertionError(name)


def correct(page: Page, name: str, value: str) -> None:
    """Correct a field by the keyboard, and wait until the case has been judged again."""
    go_to_field(page, name)
    press(page, "e")
    correct_here(page, name, value)


def correct_here(page: Page, name: str, value: str) -> None:
    page.keyboard.type(value)
    press(page, "Enter")
    machine = page.locator(f'.paper.shown .row[data-field="{name}"] .machine b')
    expect(machine).to_contain_text(value.partition("；")[0], timeout=PATIENCE)


def test_ten_cases_by_the_keyboard_alone(day: Day) -> None:
    page = day.page()
    press(page, "n")
    accepted = returned = 0
    for number in range(CASES):
        case_is_there(page)
        here = shown(page)
        if page.locator(".point.mend").count():
            press(page, "j")
            assert focused(page, "owner")
            press(page, "t Enter")
            returned += 1
        else:
            press(page, "a Enter")
            accepted += 1
        page.wait_for_selector(f'.flash b:text-is("{here.partition("-")[2]}")')
        assert day.count(State.ACCEPTED) + day.count(State.RETURNED) == number + 1
    assert (day.count(State.ACCEPTED), day.count(State.RETURNED)) == (accepted, returned)
    assert min(accepted, returned) >= 3
    assert page.locator(".nothing b").inner_text() == "没有待审的案件"


def test_a_correction_changes_the_findings_and_a_return_has_its_notice(day: Day) -> None:
    page = day.page()
    press(page, "n")
    case_is_there(page)
    if page.locator(".point.mend").count():
        press(page, "x")
        page.wait_for_selector(".flash")
        page.locator("[data-row]", has_text="可通过").first.locator("a").focus()
        press(page, "Enter")
        page.wait_for_selector('[data-key="l"]')
        press(page, "l")
        page.wait_for_selector('[data-key="a"]')
    press(page, "v")
    page.wait_for_selector('.row[data-field="patient_name"]', state="attached")
    page.wait_for_load_state()
    go_to_field(page, "patient_name")
    name = page.locator('.paper.shown .row[data-field="patient_name"] .value').inner_text()
    before = page.locator(".point[data-point]").count()
    correct(page, "patient_name", "欧阳明月")
    expect(page.locator(".point.changed[data-point]").first).to_be_visible()
    assert page.locator(".point[data-point]").count() > before
    assert "欧阳明月" in page.locator(".points").first.inner_text()
    assert focused(page, "field") == "patient_name"
    correct(page, "patient_name", name)
    assert page.locator(".point[data-point]").count() == before
    correct(page, "patient_name", "欧阳明月")
    here = shown(page)
    press(page, "t Enter")
    assert shown(page) == here
    press(page, "Escape t 1 Enter")
    page.wait_for_selector(".flash")
    press(page, "g")
    page.wait_for_url(f"**/{here}/notice")
    assert "补正材料告知单" in page.inner_text("body")
    printed = page.request.get(f"{day.url}/review/cases/{here}/notice.pdf")
    assert printed.body().startswith(b"%PDF")


def to_an_acceptable_one(page: Page) -> None:
    """Claim a case against which nothing stands, and wait for its page."""
    page.locator("[data-row]", has_text="可通过").first.locator("a").focus()
    press(page, "Enter")
    page.wait_for_selector('[data-key="l"]')
    press(page, "l")
    page.wait_for_selector('[data-key="a"]')


def folded(page: Page, title: str) -> Locator:
    """A form of the shown paper that is folded away under a title."""
    return page.locator(".paper.shown details.more", has_text=title)


def test_a_field_is_added_and_a_type_changed_without_losing_ones_place(quiet_day: Day) -> None:
    page = quiet_day.page()
    to_an_acceptable_one(page)
    adding, typing = folded(page, "补录没有读出的字段"), folded(page, "改正材料类型")
    for form in (adding, typing):
        form.locator("summary").click()
        press(page, "Escape")
        expect(form).not_to_have_attribute("open", "")
        expect(form.locator("summary")).to_be_focused()
    adding.locator("summary").click()
    expect(adding.locator("select")).to_be_focused()
    adding.locator("select").select_option("outpatient_number")
    adding.locator('[name="value"]').fill("MZ20260001")
    press(page, "Enter")
    added = page.locator(".paper.shown .row", has_text="MZ20260001")
    expect(added.or_(page.locator(".paper.shown", has_text="*0001")).first).to_be_visible(timeout=PATIENCE)
    before = page.locator(".rail a[aria-current] span").inner_text()
    typing.locator("summary").click()
    typing.locator("select").select_option(label="其他材料")
    typing.get_by_role("button", name="保存").click()
    rail = page.locator(".rail a[aria-current]")
    expect(rail.locator("span")).not_to_have_text(before, timeout=PATIENCE)
    expect(page.locator(".sheet.shown figcaption span")).to_contain_text(rail.locator("span").inner_text())
    expect(page.locator(".point.changed").first).to_be_visible()


def test_what_the_network_lost_is_told_and_can_be_sent_again(quiet_day: Day) -> None:
    page = quiet_day.page()
    to_an_acceptable_one(page)
    adding = folded(page, "补录没有读出的字段")
    adding.locator("summary").click()
    adding.locator("select").select_option("outpatient_number")
    adding.locator('[name="value"]').fill("MZ20260001")
    page.route("**/correct", lambda route: route.abort())
    press(page, "Enter")
    expect(adding.locator(".wrong")).to_have_text("网络中断，未能保存。请重试。")
    assert [line for line in quiet_day.complaints if "ERR_FAILED" not in line] == []
    quiet_day.complaints.clear()
    page.unroute("**/correct")
    press(page, "Enter")
    expect(page.locator(".paper.shown .row", has_text="0001").first).to_be_visible(timeout=PATIENCE)


def test_pages_are_looked_at_turned_and_compared(quiet_day: Day) -> None:
    page = quiet_day.page()
    press(page, "n")
    page.wait_for_selector(".sheet.shown")
    page.wait_for_load_state("networkidle")
    seen = page.locator(".sheet.shown svg[data-width]")
    whole = seen.get_attribute("viewBox")
    assert (
        page.locator(".sheet.shown image").evaluate("async (image) => (await fetch(image.href.baseVal)).status") == 200
    )
    first = page.locator(".sheet.shown").get_attribute("id")
    press(page, "ArrowRight")
    assert page.locator(".sheet.shown").get_attribute("id") != first
    press(page, "ArrowLeft f")
    page.wait_for_timeout(400)
    assert seen.get_attribute("viewBox") != whole
    press(page, "0")
    page.wait_for_timeout(400)
    assert seen.get_attribute("viewBox") == whole
    press(page, "r")
    assert "rotate(90)" in (page.locator(".sheet.shown .turned").get_attribute("transform") or "")
    press(page, "r r r c")
    assert page.locator(".sheet.shown").count() == 2
    assert not page.locator("#panel").is_visible()
    press(page, "c b")
    assert page.locator(".sheet.shown").count() == 1
    page.wait_for_timeout(400)
    assert seen.get_attribute("viewBox") == whole
    assert (
        page.locator(".sheet.shown .badge").count() == 0 or not page.locator(".sheet.shown .badge").first.is_visible()
    )
    press(page, "?")
    assert page.locator("#help").is_visible()
    press(page, "Escape u")
    page.wait_for_selector(".tabs")
    press(page, "j")
    assert page.evaluate("document.activeElement.matches('a.number')")


def test_ones_place_is_kept_when_the_case_is_shown_anew(quiet_day: Day) -> None:
    page = quiet_day.page()
    page.locator("[data-row]", has_text="孔").first.locator("a").focus()
    press(page, "Enter")
    page.wait_for_selector('[data-key="l"]')
    press(page, "ArrowRight")
    here = page.locator(".sheet.shown").get_attribute("id")
    press(page, "l")
    page.wait_for_selector('[data-key="t"]')
    assert page.locator(".sheet.shown").get_attribute("id") == here
    press(page, "j j")
    page.wait_for_timeout(400)
    point, sheet = focused(page, "owner"), page.locator(".sheet.shown").get_attribute("id")
    looked_at = page.locator(".sheet.shown svg[data-width]").get_attribute("viewBox")
    press(page, "v")
    page.wait_for_selector('form[action$="/hide"]', state="attached")
    page.wait_for_load_state()
    assert (focused(page, "owner"), page.locator(".sheet.shown").get_attribute("id")) == (point, sheet)
    expect(page.locator(".sheet.shown .box.lit").first).to_be_in_viewport()
    assert page.locator(".sheet.shown svg[data-width]").get_attribute("viewBox") == looked_at
    assert page.url.endswith(shown(page))
    press(page, "m")
    page.keyboard.type("已电话核实")
    press(page, "Enter")
    expect(page.locator(".history li.changed")).to_contain_text("备注：已电话核实", timeout=PATIENCE)
    assert page.locator(".sheet.shown").get_attribute("id") == sheet


def test_long_values_are_corrected_whole(quiet_day: Day) -> None:
    page = quiet_day.page()
    to_an_acceptable_one(page)
    page.wait_for_load_state()
    go_to_field(page, "diagnoses")
    press(page, "e")
    expect(page.locator(".edit[open] textarea")).to_be_focused()
    correct_here(page, "diagnoses", "2型糖尿病；糖尿病肾病；糖尿病周围神经病变；高血压3级")


def test_without_script_cases_are_listed_opened_and_decided(quiet_day: Day) -> None:
    page = quiet_day.page(script=False)
    page.locator("[data-row]", has_text="可通过").first.locator("a").click()
    page.get_by_role("button", name="领取").click()
    assert page.locator(".sheet").first.is_visible()
    assert page.locator(".paper").last.is_visible()
    assert not page.locator("#accept").is_visible()
    page.locator('.actions a[href="#accept"]').click()
    page.get_by_role("button", name="通过，留在本件").click()
    assert "已通过" in page.inner_text(".say")
    assert quiet_day.count(State.ACCEPTED) == 1


def test_nothing_is_wider_than_the_screen_and_all_can_be_reached(quiet_day: Day) -> None:
    page = quiet_day.page()
    press(page, "n")
    case_is_there(page)
    here = page.url
    for size in (DESK, TABLET, {"width": 1024, "height": 768}):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for place in ("", "figures", None):
            page.goto(here if place is None else f"{quiet_day.url}/review/{place}")
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], (size, place)
        for button in page.locator(".actions button, .actions a").all():
            box = button.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= size["width"]
            assert box["y"] + box["height"] <= size["height"]
            assert box["height"] >= 34
