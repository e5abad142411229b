"""The notice in its three forms: all points, the record's own words, nothing personal, nothing invented."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import cv2
import numpy as np
import pymupdf
import pytest

from models.case import CaseRecord
from models.error import UsageError
from models.finding import Problem
from models.rules import SupplementTerm
from pipelines.notice import points_of
from pipelines.notices.content import Notice, Order, compose, divided
from pipelines.notices.cutting import cut_from_pictures
from pipelines.notices.page import render_html, render_pdf
from pipelines.notices.sms import parts_of, render_sms
from pipelines.packs.loading import Pack, load_pack
from pipelines.report.mask import Mask, Reveal
from pipelines.settings import NoticeOffice, NoticeOptions
from samples.demo import expected_cases
from tests.golden.cases import golden_of
from tests.pipelines.fakes import ID_NUMBER

DAY = date(2026, 11, 23)
PROVENANCE = {"version": "0", "engine": "x", "weights": {}, "pack": "p@0", "settings": "s"}
DEFICIENT = [name for name in expected_cases() if name.endswith("-deficient")]


def golden(name: str) -> CaseRecord:
    """The record of a sample case."""
    return CaseRecord.model_validate({**json.loads(golden_of(name).read_text("utf-8")), "provenance": PROVENANCE})


def made(record: CaseRecord, order: Order | None = None, office: NoticeOffice | None = None) -> Notice:
    options = NoticeOptions(offices={record.region: office or NoticeOffice()})
    return compose(record, order or Order(DAY), load_pack(record.region), options, Mask(record))


def text_of(pdf: bytes) -> str:
    return "".join(page.get_text() for page in pymupdf.open("pdf", pdf)).replace("\n", "")


def page_jpeg(source: str, page: int) -> bytes:
    return cv2.imencode(".jpg", np.full((1000, 700, 3), 250, np.uint8))[1].tobytes()


@pytest.mark.parametrize("name", DEFICIENT)
def test_every_form_says_every_point_of_the_record(name: str) -> None:
    record = golden(name)
    assert record.notice
    notice = made(record)
    html, pdf = render_html(notice, {}), text_of(render_pdf(notice, {}, None))
    for number, line in enumerate(record.notice.splitlines(), 1):
        said = Mask(record).text(line.removeprefix(f"{number}. ")).partition("（位置")[0].partition("（规定")[0]
        told, to_do = divided(said)
        assert told in html
        assert to_do in html
        assert re.sub(r"\s", "", told + to_do) in re.sub(r"\s", "", pdf)
    rules = [point.rule.source for point in points_of(record) if point.rule and point.rule.source]
    assert rules
    assert all(rule in html and re.sub(r"\s", "", rule) in re.sub(r"\s", "", pdf) for rule in rules)
    assert f"有{len(notice.needed)}处材料需要补正" in render_sms(notice, 2)


@pytest.mark.parametrize("name", DEFICIENT)
def test_points_of_a_record_are_its_notice_with_what_they_rest_on(name: str) -> None:
    record = golden(name)
    points = points_of(record)
    assert "\n".join(f"{number}. {point.sentence}" for number, point in enumerate(points, 1)) == record.notice
    assert all(point.rule for point in points)


def test_points_are_found_again_though_a_file_is_named_like_one() -> None:
    record = golden(DEFICIENT[0])
    tricky = Problem(stage="open", file="a", code="file.damaged", message="甲\n2. 乙。\n3", applicant_can_mend=True)
    broken = record.model_copy(update={"problems": (tricky,), "notice": f"1. {tricky.message}\n2. 别的话。"})
    assert [point.message for point in points_of(broken)] == [tricky.message, "别的话。"]


def test_what_is_only_usual_is_no_point_to_mend() -> None:
    notice = made(golden("hubei-shennongjia-deficient"))
    assert len(notice.needed) == 2
    assert len(notice.usual) == 2
    assert "有以下 <b>2</b> 处材料需要补正" in render_html(notice, {})
    assert "通常还有下列材料，如有请一并提交" in render_html(notice, {})
    message = render_sms(replace(notice, items=notice.usual), 2)
    assert f"您提交的申请（编号{notice.number}）需要补正。" in message
    assert "有0处" not in message


def test_a_place_has_its_picture_and_whole_pages_are_only_shown() -> None:
    notice = made(golden("jiangxi-shangrao-deficient"))
    cuts = cut_from_pictures(notice, page_jpeg)
    html = render_html(notice, cuts)
    assert html.count("<img") == len(cuts) == 1
    assert "《待遇认定申请表》第1页左侧、中部，红框处" in html
    document = pymupdf.open("pdf", render_pdf(notice, cuts, None))
    assert sum(len(page.get_images()) for page in document) == 1
    whole = made(golden("hubei-shennongjia-deficient"))
    assert "红框处" not in render_html(whole, cut_from_pictures(whole, page_jpeg))


def test_without_pictures_the_notice_is_whole_all_the_same() -> None:
    notice = made(golden("jiangxi-shangrao-deficient"))
    assert cut_from_pictures(notice, lambda source, page: None) == {}
    assert cut_from_pictures(notice, lambda source, page: b"no picture") == {}
    assert "<img" not in render_html(notice, {})


def test_the_same_notice_gives_the_same_bytes() -> None:
    record = golden("jiangxi-shangrao-deficient")
    notices = [made(record), made(record)]
    cuts = [cut_from_pictures(notice, page_jpeg) for notice in notices]
    assert render_html(notices[0], cuts[0]) == render_html(notices[1], cuts[1])
    assert render_pdf(notices[0], cuts[0], None) == render_pdf(notices[1], cuts[1], None)


def test_people_are_masked_unless_they_are_to_be_seen() -> None:
    record = golden("jiangxi-shangrao-deficient")
    assert record.application
    person = record.application.applicant
    assert person.id_number
    notice = made(record, Order(DAY, added=f"请{person.name}（{person.id_number}）带原件。"))
    for said in (render_html(notice, {}), text_of(render_pdf(notice, {}, None))):
        assert person.name not in said
        assert person.id_number not in said
    shown = compose(record, Order(DAY), load_pack(record.region), NoticeOptions(), Reveal(record))
    assert person.name in render_html(shown, {})


def test_a_message_tells_neither_name_nor_number_nor_finding() -> None:
    for name in DEFICIENT:
        record = golden(name)
        assert record.application
        told = render_sms(made(record, office=NoticeOffice(phone="0000-12345")), 2)
        person = record.application.applicant
        secrets = [person.name, person.id_number, person.insured_number, record.application.disease]
        names = [one for one in (*secrets[:3], record.application.disease and record.application.disease.name) if one]
        assert not any(secret in told for secret in names)
        assert not any(item.told in told for item in made(record).items)
        assert record.application.application_number
        assert record.application.application_number in told


def test_what_was_declared_as_a_number_and_is_a_persons_is_not_repeated() -> None:
    record = golden(DEFICIENT[0])
    assert record.application
    for number in (ID_NUMBER, "张三的申请", "x" * 41, "http://a b", "\u202e1", record.application.applicant.id_number):
        changed = record.application.model_copy(update={"application_number": number})
        notice = made(record.model_copy(update={"application": changed}))
        assert notice.number == ""
        assert str(number) not in render_sms(notice, 2)


def test_a_message_keeps_within_its_parts_and_never_cuts_a_sentence() -> None:
    record = golden(DEFICIENT[0])
    office = NoticeOffice(sms_sign="示例市医疗保障局", read_at="请登录示例平台“我的申请”查看", phone="0000-1234567")
    needed = render_sms(made(record, office=office.model_copy(update={"phone": None})), 10)
    full = render_sms(made(record, office=office), 2)
    assert full == f"{needed}咨询电话：0000-1234567。"
    assert parts_of(full) == 2
    assert render_sms(made(record, office=office.model_copy(update={"phone": "0" * 60})), 2) == needed
    with pytest.raises(UsageError, match="sms_parts"):
        render_sms(made(record, office=NoticeOffice(sms_sign="局" * 80)), 2)


@pytest.mark.parametrize(
    ("text", "parts"),
    [("字" * 70, 1), ("字" * 71, 2), ("字" * 134, 2), ("字" * 135, 3), ("𠮷" * 35, 1), ("𠮷" * 36, 2), ("𠮷" * 67, 3)],
)
def test_units_are_counted_as_they_are_sent(text: str, parts: int) -> None:
    # 67 units hold 33 characters of two units: 67 of them need three parts, not two.
    assert parts_of(text) == parts


def test_a_deadline_stands_only_where_a_rule_gives_a_day() -> None:
    record = golden("sichuan-nanchong-deficient")
    for said in (render_html(made(record), {}), render_sms(made(record), 2)):
        assert "期限" not in said
        assert "前补正" not in said
    pack: Pack = replace(
        load_pack(record.region), supplement_term=SupplementTerm(working_days=5, source="应在5个工作日内补正")
    )
    # 2026-11-23 is a Monday; the fifth working day after it is the next Monday.
    notice = compose(record, Order(DAY), pack, NoticeOptions(), Mask(record))
    assert "至 2026年11月30日止" in render_html(notice, {})
    assert "应在5个工作日内补正" in render_html(notice, {})
    assert "请于2026年11月30日前补正。" in render_sms(notice, 2)
    beyond = compose(record, Order(date(2031, 1, 6)), pack, NoticeOptions(), Mask(record))
    assert "5 个工作日，自本告知单日期的次日起算" in render_html(beyond, {})
    assert "年1月" not in render_sms(beyond, 2)


def test_a_reviewer_chooses_the_points_and_adds_a_sentence() -> None:
    record = golden("hubei-shennongjia-deficient")
    every = [*record.findings, *(finding for paper in record.documents for finding in paper.findings)]
    chosen = next(number for number, finding in enumerate(every) if finding.reason == "seal.missing")
    notice = made(record, Order(DAY, chosen=(chosen,), added="请带 <b>原件</b>。"))
    assert [item.told + item.to_do for item in notice.items] == [every[chosen].message]
    html = render_html(notice, {})
    assert "请带 &lt;b&gt;原件&lt;/b&gt;。" in html
    assert "有以下 <b>1</b> 处" in html
    with pytest.raises(UsageError, match="不在这件申请"):
        made(record, Order(DAY, chosen=(len(every),)))


def test_a_case_with_nothing_to_mend_has_no_notice_but_the_reviewers_own() -> None:
    record = golden("jiangxi-shangrao-complete")
    with pytest.raises(UsageError, match="没有需要补正"):
        made(record)
    assert "请补交原件" in render_html(made(record, Order(DAY, added="请补交原件")), {})


def test_the_channel_the_office_and_nothing_else_are_named() -> None:
    record = golden("jiangxi-shangrao-deficient")
    html = render_html(made(record), {})
    assert "通过原申报渠道（赣服通、江西政务服务网、上饶医疗保障）补充提交" in html
    assert "地址" not in html
    assert "电话" not in html
    came = record.model_copy(update={"channel": "赣服通"})
    told = made(came, office=NoticeOffice(name="示例医保中心", address="示例路1号", hand_in="也可到窗口提交。"))
    assert "通过“赣服通”补充提交" in render_html(told, {})
    for words in ("示例医保中心", "地址：示例路1号", "也可到窗口提交。"):
        assert words in render_html(told, {})
    foreign = record.model_copy(update={"channel": "<script>"})
    assert "<script>" not in render_html(made(foreign), {})


def test_text_from_papers_is_text() -> None:
    record = golden("jiangxi-shangrao-deficient")
    hostile = Problem(
        stage="open", file="x", code="file.damaged", applicant_can_mend=True,
        message='“<img src="file:///etc/passwd">\u202e\x0c</p><script>alert(1)</script>”：已损坏，请重新上传。',
    )  # fmt: skip
    notice = made(record.model_copy(update={"problems": (hostile,), "notice": f"1. {hostile.message}"}))
    html = render_html(notice, {})
    assert "<script>" not in html
    assert "<img" not in html
    assert "default-src 'none'" in html
    printed = text_of(render_pdf(notice, {}, None))
    assert "alert(1)" in printed
    assert "\u202e" not in html + printed


@pytest.mark.parametrize(
    ("message", "to_do"),
    [
        ("未找到申请表，请补充提交。", "请补充提交。"),
        ("印章为“甲，请乙”。", ""),
        ("甲；请乙（丙，请丁）。", "请乙（丙，请丁）。"),
        ("已损坏。", ""),
    ],
)
def test_what_to_do_is_told_apart(message: str, to_do: str) -> None:
    told, rest = divided(message)
    assert rest == to_do
    assert told + rest == message
