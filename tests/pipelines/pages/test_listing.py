"""The list on the pages: what it tells of cases, how it is filtered and searched, and whom it gives the next one."""

from __future__ import annotations

import re

from pipelines.review.receiving import NewFile, hand_in
from pipelines.review.sheet import case
from pipelines.review.states import State
from tests.pipelines.pages.conftest import CLERK, REVIEWER, Desk, choices, claimed, record_of, state_of, text_of
from tests.pipelines.pages.filled import add_case


def test_the_list_tells_what_matters_and_no_names(desk: Desk) -> None:
    page = desk.browser(CLERK).get()
    text = text_of(page)
    assert "孔** 高血压病 须补正 不符合 2" in text
    assert "可通过" in text
    assert "孔军超" not in text
    assert "/review/next" not in page.text


def test_a_case_is_found_by_its_applicants_whole_name_only(desk: Desk) -> None:
    browser = desk.browser(REVIEWER)
    browser.get()
    found = browser.post("", find="孔军超")
    assert desk.numbers[0] in found.text
    assert not found.url.query
    assert "孔军超" not in "".join(re.findall(r'href="[^"]*"', found.text))
    assert desk.numbers[0] not in browser.post("", find="孔").text


def test_a_case_that_is_read_again_is_not_told_by_what_an_earlier_reading_said(desk: Desk) -> None:
    other = case(desk.office, desk.people[REVIEWER], desk.numbers[1]).files[0]
    hand_in(desk.office, desk.people[CLERK], desk.numbers[0], [NewFile(other.name, other.sha256, other.bytes)])
    browser = desk.browser(REVIEWER)
    page = browser.get()
    assert "孔** 高血压病 正在读取 —" in text_of(page)
    assert '<span class="pill calm">正在读取</span>' in page.text
    assert "申请人新交的材料正在读取。下面是此前读取的结果。" in text_of(browser.get(f"cases/{desk.numbers[0]}"))


def test_next_takes_the_most_pressing_and_then_says_that_none_is_left(desk: Desk) -> None:
    browser = desk.browser(REVIEWER)
    browser.get()
    first, second, third = (browser.post("next") for _ in range(3))
    assert {str(page.url).split("/")[-1].split("?")[0] for page in (first, second)} == set(desk.numbers)
    assert "没有等待审核的案件" in text_of(third)


def test_a_case_that_can_pass_is_listed_without_open_points_though_some_are_worth_knowing(desk: Desk) -> None:
    number = add_case(desk.office, "hubei-shennongjia-complete")
    browser, page = claimed(desk, number)
    assert "提示 1 不影响结论" in text_of(browser.get(f"cases/{number}"))
    assert "没有未了事项" in page
    assert "此页上标出的未了事项" not in page
    line = next(row for row in browser.get("?state=mine").text.split("<tr ") if number in row)
    assert "可通过" in line
    assert "需核对" not in line
    assert '<span class="sub">无</span>' in line


def test_the_tabs_count_what_the_filters_leave(desk: Desk) -> None:
    browser, _ = claimed(desk, desk.numbers[0])
    assert "待办 2 我在审 1" in text_of(browser.get())
    assert "待办 1 我在审 1 已退回 0" in text_of(browser.get("?region=jiangxi-shangrao"))
    assert "待办 1 我在审 0 已退回 0" in text_of(browser.get("?channel=四川医保APP"))
    assert "待办 0 我在审 0" in text_of(browser.get("?region=jiangxi-shangrao&channel=四川医保APP"))


def test_who_works_through_a_region_is_given_cases_of_that_region_only(desk: Desk) -> None:
    second = add_case(desk.office, "jiangxi-shangrao-complete")
    browser = desk.browser(REVIEWER)
    assert f"/cases/{second}?region=jiangxi-shangrao" in browser.get("?region=jiangxi-shangrao").text
    page = browser.post("next", region="jiangxi-shangrao")
    for number, dialog, words in ((desk.numbers[0], "return", "已退回补正"), (second, "accept", "已通过")):
        assert f"cases/{number}?" in str(page.url)
        told = choices(page.text, dialog)
        part = page.text.split(f'id="{dialog}"')[1].split("</dialog>")[0]
        assert '<input type="hidden" name="region" value="jiangxi-shangrao">' in part
        page = browser.post(
            f"cases/{number}/{dialog}", record=record_of(page.text), finding=[one["value"] for one in told],
            why="", then="next", region="jiangxi-shangrao",
        )  # fmt: skip
        assert words in text_of(page)
    assert page.url.params["region"] == "jiangxi-shangrao"
    assert "没有待审的案件" in page.text
    assert state_of(desk, desk.numbers[1]) is State.NEW
