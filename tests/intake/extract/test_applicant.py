"""Whether the applicant signed the form: a name read, ink seen, surely empty, or nobody can tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake.extract.applicant import applicant_signature
from intake.extract.fields import extract_fields
from models.codes import DocType
from models.place import Box
from tests.intake.extract.setting import lines_of, name_stamp, read_page

_BEHIND = Box(left=0.24, top=0.595, right=0.34, bottom=0.62)


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("申请人签名：王小明    填表日期：2026年3月2日", "王小明"),
        ("申请人（代办人）签名：李强", "李强"),
        ("参保人签字：欧阳明月", "欧阳明月"),
        ("申请人（签字）：阿依古丽·买买提", "阿依古丽·买买提"),
    ],
)
def test_a_name_behind_the_label(row: str, name: str) -> None:
    field = applicant_signature([read_page(lines_of(row))])
    assert field is not None
    assert field.value == name


@pytest.mark.parametrize(
    "row", ["申请人签名：", "申请人签名：          填表日期：2026年3月2日", "本人签字：    年  月  日"]
)
def test_an_empty_line(row: str) -> None:
    field = applicant_signature([read_page(lines_of(row))])
    assert field is not None
    assert field.value is None
    assert field.evidence


@pytest.mark.parametrize("printed", ["日期", "填表日期", "联系电话", "身份证号", "签字时间"])
def test_words_that_a_form_prints_next_are_no_name(printed: str) -> None:
    field = applicant_signature([read_page(lines_of([(0.1, "申请人签名："), (0.5, printed)]))])
    assert field is not None
    assert field.value is None


def test_handwriting_that_was_not_read_is_a_signature() -> None:
    field = applicant_signature([read_page(lines_of("申请人签名："), ink=[_BEHIND])])
    assert field is not None
    assert field.value == "手写"


def test_a_finger_mark_or_stamp_is_a_signature() -> None:
    field = applicant_signature([read_page(lines_of("申请人签名："), seals=(name_stamp(_BEHIND, "王小明"),))])
    assert field is not None
    assert field.value == "手写"


def test_the_agent_signs_for_the_applicant() -> None:
    field = applicant_signature([read_page(lines_of("申请人签名：", "代办人签名：李强"))])
    assert field is not None
    assert field.value == "李强"


def test_on_a_page_that_is_hardly_legible_nobody_can_tell() -> None:
    page = replace(read_page(lines_of("申请人签名：")), clarity_score=0.3)
    assert applicant_signature([page]) is None


@pytest.mark.parametrize("row", ["本人签字后有效，涂改无效。", "医师签名：", "申请人姓名：王小明"])
def test_other_words_ask_for_no_signature_of_the_applicant(row: str) -> None:
    assert applicant_signature([read_page(lines_of(row))]) is None


def test_it_is_a_field_of_forms_only() -> None:
    page = read_page(lines_of("申请人签名：王小明"))
    assert extract_fields(DocType.APPLICATION_FORM, [page])["applicant_signature"].value == "王小明"
    assert "applicant_signature" not in extract_fields(DocType.DISCHARGE_SUMMARY, [page])
