"""Working through cases on the pages, as a browser without script does it."""

from __future__ import annotations

import re

import pytest

from models.application import Application, Person
from models.codes import DocType
from pipelines.pages.casework import jpeg_size
from pipelines.review import audit, claims
from pipelines.review.receiving import NewCase, receive
from pipelines.review.sheet import case
from pipelines.review.states import State
from tests.pipelines.pages.conftest import (
    AUDITOR,
    CLERK,
    OTHER,
    REVIEWER,
    SUPERVISOR,
    Desk,
    choices,
    claimed,
    record_of,
    state_of,
    text_of,
)  # fmt: skip


def test_what_blocks_stands_first_with_the_rules_sentence(desk: Desk) -> None:
    text = text_of(desk.browser(REVIEWER).get(f"cases/{desk.numbers[0]}"))
    assert text.index("须申请人补正 2 挡住通过") < text.index("请由副主任医师及以上职称的医师重新签署")
    assert text.index("请由副主任医师") < text.index("符合 2")
    assert "申请表上需要由诊断科室的副主任及以上职称的医师填写认定意见并签字确认" in text


def test_every_box_lies_on_its_page_and_belongs_to_something_said(desk: Desk) -> None:
    page = desk.browser(REVIEWER).get(f"cases/{desk.numbers[0]}").text
    for figure in page.split("<figure")[1:]:
        width, height = map(float, re.findall(r'data-width="(\d+)" data-height="(\d+)"', figure)[0])
        boxes = re.findall(r'<rect class="box[^>]*x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', figure)
        assert boxes
        for x, y, w, h in (map(float, box) for box in boxes):
            assert x + w <= width + 1
            assert y + h <= height + 1
    owners = set(re.findall(r'<rect[^>]*data-owner="([^"]+)"', page))
    said = set(re.findall(r'<(?:li|div)[^>]*data-owner="([^"]+)"', page))
    assert owners <= said


def test_a_correction_changes_what_is_found_and_keeps_what_the_machine_read(desk: Desk) -> None:
    number = desk.numbers[1]
    browser, page = claimed(desk, number)
    browser.post(f"cases/{number}/reveal")
    seen = case(desk.office, desk.people[REVIEWER], number)
    assert seen.record is not None
    paper = seen.record.documents[0]
    read = str(paper.fields["patient_name"].value)
    told = {"document": paper.id, "field": "patient_name", "why": "以原图为准"}
    after = text_of(browser.post(f"cases/{number}/correct", record=record_of(page), value="张三丰", **told))
    assert "须申请人补正" in after or "须人工核对" in after
    assert f"预检读作 {read} ，周明改为 张三丰 （以原图为准）" in after
    again = browser.post(f"cases/{number}/correct", record=record_of(page), value=read, **told)
    assert again.status_code == 409
    newest = record_of(browser.get(f"cases/{number}").text)
    back = text_of(browser.post(f"cases/{number}/correct", record=newest, value=read, **told))
    assert "须申请人补正" not in back


@pytest.mark.parametrize(
    ("field", "value"), [("age", "很老"), ("discharge_date", "昨天"), ("nothing", "x"), ("sex", "?")]
)
def test_a_value_that_cannot_be_is_refused_in_words(desk: Desk, field: str, value: str) -> None:
    number = desk.numbers[1]
    browser, page = claimed(desk, number)
    paper = re.findall(r'name="document" value="([^"]+)"', page)[0]
    told = {"document": paper, "field": field, "value": value, "why": ""}
    answer = browser.post(f"cases/{number}/correct", record=record_of(page), **told)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_what_is_masked_cannot_be_typed_over(desk: Desk) -> None:
    browser, masked = claimed(desk, desk.numbers[0])
    assert 'data-field="patient_name"' not in masked
    assert 'data-field="patient_name"' in browser.post(f"cases/{desk.numbers[0]}/reveal").text


def test_accepting_against_what_blocks_takes_a_reason(desk: Desk) -> None:
    number = desk.numbers[0]
    browser, page = claimed(desk, number)
    findings = [one["value"] for one in choices(page, "accept")]
    assert len(findings) == 2
    refused = browser.post(f"cases/{number}/accept", record=record_of(page), finding=findings, why=" ", then="stay")
    assert refused.status_code == 422
    assert state_of(desk, number) is State.IN_REVIEW
    browser.get(f"cases/{number}")
    done = browser.post(f"cases/{number}/accept", record=record_of(page), finding=findings, why="原件已核", then="stay")
    assert "周明已通过" in text_of(done)
    assert state_of(desk, number) is State.ACCEPTED


def test_a_returned_case_has_its_notice_with_what_was_chosen_only(desk: Desk) -> None:
    number = desk.numbers[0]
    browser, page = claimed(desk, number)
    told = choices(page, "return")
    assert all(one["ticked"] for one in told)
    place = f"cases/{number}"
    done = browser.post(f"{place}/return", record=record_of(page), finding=told[1]["value"], why="", then="next")
    assert "已退回补正" in text_of(done)
    assert desk.numbers[1] in str(done.url)
    assert f"{place}/notice" in done.text
    notice = browser.get(f"{place}/notice")
    assert "请由副主任医师及以上职称的医师重新签署" in notice.text
    assert "检查、化验报告单" not in notice.text
    assert "孔军超" not in notice.text
    assert "script-src 'sha256-" in notice.headers["content-security-policy"]
    assert browser.get(f"{place}/notice.pdf").content.startswith(b"%PDF")
    browser.get(place)
    browser.post(f"{place}/reveal")
    assert "孔军超" in browser.get(f"{place}/notice").text


def test_a_second_look_is_another_persons(desk: Desk) -> None:
    with desk.office.changing() as change:
        change.connection.exec_driver_sql("UPDATE cases SET second_look = 1")
    number = desk.numbers[0]
    browser, page = claimed(desk, number)
    done = browser.post(
        f"cases/{number}/return", record=record_of(page), finding=choices(page, "return")[0]["value"], then="stay"
    )
    assert "复核" in text_of(done)
    assert browser.post(f"cases/{number}/claim").status_code == 409
    assert "待复核" in text_of(browser.get(""))
    other, page = claimed(desk, number, OTHER)
    assert "周明初审退回补正，告知 1 项" in text_of(other.get(f"cases/{number}"))
    assert "所据事项" in page
    other.post(f"cases/{number}/accept", record=record_of(page), finding=["0"], why="已补", then="stay")
    assert state_of(desk, number) is State.ACCEPTED
    closed = text_of(other.get("?state=accepted"))
    assert ("孔" in closed, "待复核" in closed) == (True, False)


def test_release_and_the_supervisors_release(desk: Desk) -> None:
    number = desk.numbers[0]
    claimed(desk, number)
    supervisor = desk.browser(SUPERVISOR)
    supervisor.get(f"cases/{number}")
    assert "已放回待办" in text_of(supervisor.post(f"cases/{number}/release"))
    assert state_of(desk, number) is State.NEW


def test_a_supervisor_puts_a_case_on_top(desk: Desk) -> None:
    supervisor = desk.browser(SUPERVISOR)
    supervisor.get(f"cases/{desk.numbers[1]}")
    assert "取消加急" in text_of(supervisor.post(f"cases/{desk.numbers[1]}/urgent", urgent="on"))
    browser = desk.browser(REVIEWER)
    browser.get()
    assert desk.numbers[1] in str(browser.post("next").url)


def test_a_case_that_is_being_read_can_be_seen_and_not_decided(desk: Desk) -> None:
    application = Application(applicant=Person(name="马小南"))
    number = receive(desk.office, NewCase("示例渠道", "jiangxi-shangrao", application, (), "token", "print"))
    browser = desk.browser(REVIEWER)
    assert "正在读取" in text_of(browser.get(f"cases/{number}"))
    assert browser.post(f"cases/{number}/claim").status_code == 409
    listed_ = browser.get()
    assert "马** 未申报病种 正在读取 —" in text_of(listed_)
    assert '<span class="pill calm">正在读取</span>' in listed_.text


def test_a_case_that_is_none_leads_back_to_the_list(desk: Desk) -> None:
    answer = desk.browser(REVIEWER).get("cases/YC20260101-ABCDEFGH")
    assert answer.status_code == 404
    assert "没有这个受理编号。 返回待办" in text_of(answer)


def test_a_reason_that_ends_with_a_full_stop_is_given_no_second_one(desk: Desk) -> None:
    browser, page = claimed(desk, desk.numbers[0])
    told = {"record": record_of(page), "finding": choices(page, "return")[0]["value"], "then": "stay"}
    done = text_of(browser.post(f"cases/{desk.numbers[0]}/return", why="请补充近三个月的报告。", **told))
    assert "周明退回补正，告知 1 项：请补充近三个月的报告。" in done
    assert "。。" not in done


def test_a_value_of_several_lines_is_shown_with_all_of_them(desk: Desk) -> None:
    seen = case(desk.office, desk.people[REVIEWER], desk.numbers[1])
    assert seen.record is not None
    paper = next(one for one in seen.record.documents if one.doc_type.value == DocType.DIAGNOSIS_CERTIFICATE)
    lines = paper.fields["treatment_advice"].evidence
    page = desk.browser(REVIEWER).get(f"cases/{desk.numbers[1]}").text
    anchor = f"p{lines[0].source[:12]}-{lines[0].page}"
    height = int(re.findall(rf'id="{anchor}".*?data-height="(\d+)"', page, re.DOTALL)[0])
    cuts = re.findall(rf'snippet lines" viewBox="\S+ (\S+) \S+ (\S+)"[^>]*><use href="#{anchor}-', page)
    shown = [(float(top), float(top) + float(tall)) for top, tall in cuts]
    assert len(lines) == 3
    assert any(top < lines[0].box.top * height and lines[2].box.bottom * height < bottom for top, bottom in shown)


def test_a_note_is_for_the_next_one_who_looks(desk: Desk) -> None:
    clerk = desk.browser(CLERK)
    clerk.get(f"cases/{desk.numbers[0]}")
    clerk.post(f"cases/{desk.numbers[0]}/note", text="申请人来电询问")
    assert "林晓备注：申请人来电询问" in text_of(desk.browser(REVIEWER).get(f"cases/{desk.numbers[0]}"))


def test_who_sees_no_picture_sees_all_papers(desk: Desk) -> None:
    text = text_of(desk.browser(CLERK).get(f"cases/{desk.numbers[0]}"))
    assert "您的角色不能查看原图" in text
    assert all(
        f"{number} {label}" in text for number, label in ((1, "出院小结"), (2, "待遇认定申请表"), (3, "门诊病历"))
    )


def test_every_view_is_in_the_log_and_the_log_is_read_here(desk: Desk) -> None:
    browser, _ = claimed(desk, desk.numbers[0])
    browser.post(f"cases/{desk.numbers[0]}/reveal")
    auditor = desk.browser(AUDITOR)
    text = text_of(auditor.get("audit"))
    assert "周明 查看案件 完整信息" in text
    assert "周明 领取" in text
    assert "日志完整" in text_of(auditor.get("audit", params={"verify": "1"}))
    assert "周明 领取" not in text_of(auditor.get("audit", params={"case": desk.numbers[1]}))
    with desk.office.changing() as change:
        change.connection.exec_driver_sql("UPDATE audit SET action = 'case.viewed' WHERE action = 'case.claimed'")
    assert "日志有改动" in text_of(auditor.get("audit", params={"verify": "1"}))
    assert audit.verify(desk.office) is not None


@pytest.mark.parametrize("typed", ["孔军超", "362301197501010020", "YC99999999-1", "YC２０２６１１０２-80159G28"])
def test_what_is_no_number_of_a_case_never_enters_the_log(desk: Desk, typed: str) -> None:
    for verify in ("", "1"):
        answer = desk.browser(AUDITOR).get("audit", params={"case": typed, "verify": verify})
        assert "这不是受理编号" in text_of(answer)
        assert typed not in answer.text
        assert "登录" not in text_of(answer)
    kept = [entry.model_dump_json() for entry in audit.export(desk.office)]
    assert not [entry for entry in kept if typed in entry or typed.upper() in entry]
    assert audit.latest(desk.office, limit=1)[0].number is None


def test_a_supervisor_adds_people_who_then_sign_in(desk: Desk) -> None:
    browser = desk.browser(SUPERVISOR)
    browser.get("staff")
    assert browser.post("staff", name="何静", role="reviewer", password="一二三四五六七八九十").status_code == 200
    assert browser.post("staff", name="何静", role="reviewer", password="一二三四五六七八九十").status_code == 422
    assert browser.post("staff", name="短", role="reviewer", password="短").status_code == 422
    browser.get("staff")
    assert browser.post("staff/change", name=SUPERVISOR, active="off").status_code == 422
    browser.get("staff")
    browser.post("staff/password", name="何静", password="十九八七六五四三二一")
    new = desk.browser()
    assert new.sign_in("何静", "一二三四五六七八九十").status_code == 401
    assert new.sign_in("何静", "十九八七六五四三二一").status_code == 200


def test_figures_count_what_was_decided(desk: Desk) -> None:
    number = desk.numbers[0]
    browser, page = claimed(desk, number)
    desk.clock.later(minutes=4)
    browser.post(
        f"cases/{number}/return", record=record_of(page), finding=choices(page, "return")[0]["value"], then="stay"
    )
    text = text_of(browser.get("figures"))
    assert "收到 2 通过 0 退回 1" in text
    assert "缺少材料 1" in text
    assert "4 分钟一件" in text
    for days in ("7", "90", "x", "-1"):
        assert browser.get("figures", params={"days": days, "region": "jiangxi-shangrao"}).status_code == 200


def test_a_case_gone_from_under_ones_hands_is_told(desk: Desk) -> None:
    number = desk.numbers[0]
    browser, page = claimed(desk, number)
    claims.release(desk.office, desk.people[REVIEWER], number)
    answer = browser.post(f"cases/{number}/accept", record=record_of(page), why="x", then="stay")
    assert answer.status_code == 409
    assert "请先领取" in answer.text


@pytest.mark.parametrize(
    "jpeg", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe0\x00\x00", b"\xff\xd8\xff\xc0\x00\x11\x08", b"GIF89a" * 9]
)
def test_what_is_no_jpeg_has_no_size(jpeg: bytes) -> None:
    assert jpeg_size(jpeg) is None
