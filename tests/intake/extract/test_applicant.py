"""Whether the applicant signed the form: a name read, ink seen, surely empty, or nobody can tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake.extract.applicant import applicant_signature
from intake.extract.fields import extract_fields
from models.codes import DocType
from models.place import Box
from tests.intake.extract.setting import lines_of, name_stamp, read_page, set_line

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


@pytest.mark.parametrize(
    "row", ["本人签字后有效，涂改无效。", "申请人签名方能有效", "医师签名：", "申请人姓名：王小明"]
)
def test_other_words_ask_for_no_signature_of_the_applicant(row: str) -> None:
    assert applicant_signature([read_page(lines_of(row))]) is None


@pytest.mark.parametrize(
    "label",
    [
        "委托代理人签名：", "法定代理人（签字）：", "受托人签章：", "被委托人签字：", "声明人签名：", "承诺人：",
        "代办人签字：", "申请人签名处：", "申请人签署：", "申请人（签章）：", "申请人（签字或盖章）：",
        "参保人（签名/手印）：", "申请人：（签名）", "以上属实，申请人签名：", "承诺如下：参保人签字：",
        "【承诺】申请人签名：", "以上情况属实申请人签名：", "申请人签名",
    ],
)  # fmt: skip
def test_the_many_words_that_ask_the_applicant_to_sign(label: str) -> None:
    field = applicant_signature([read_page(lines_of(label + "王小明"))])
    assert field is not None
    assert field.value == "王小明"
    empty = applicant_signature([read_page(lines_of(label))])
    assert empty is not None
    assert empty.value is None


@pytest.mark.parametrize("printed", ["经办人签名：王小明", "经办人：王小明", "审核人签字：王小明", "医师签字：王小明"])
def test_others_sign_for_themselves(printed: str) -> None:
    assert applicant_signature([read_page(lines_of("本人承诺以上内容属实。", printed))]) is None
    field = applicant_signature([read_page(lines_of("申请人签名：", printed))])
    assert field is not None
    assert field.value is None


@pytest.mark.parametrize(
    "behind",
    [
        "联系电话：13812345678",
        "2025年3月2日",
        " 年 月 日",
        "年月日",
        "手机号13812345678",
        "代办人签名：",
        "与参保人关系：子女",
    ],
)
@pytest.mark.parametrize("name", ["王小明", "李月英", "阿依古丽·买买提"])
def test_a_name_that_runs_into_the_next_printed_words(name: str, behind: str) -> None:
    field = applicant_signature([read_page(lines_of(f"申请人签名：{name}{behind}"))])
    assert field is not None
    assert field.value == name


def test_a_name_set_wide_or_behind_a_remark() -> None:
    for row in ("申请人签名：王 小 明", "申请人：王小明（签字）", "申请人（签名）：（按手印）王小明"):
        field = applicant_signature([read_page(lines_of(row))])
        assert field is not None
        assert field.value == "王小明"


@pytest.mark.parametrize(
    ("upper", "lower"), [("申请人", "签名"), ("委托代理", "人签字："), ("申请人（代办", "人）签名")]
)
def test_a_label_wrapped_in_its_cell(upper: str, lower: str) -> None:
    label = [set_line(upper, 0.1, 0.600), set_line(lower, 0.1, 0.618)]
    for name in (set_line("王小明", 0.4, 0.609), set_line("王小明", 0.1, 0.65)):
        field = applicant_signature([read_page([*label, name])])
        assert field is not None
        assert field.value == "王小明"
    field = applicant_signature([read_page([*label, set_line("联系电话", 0.4, 0.609)])])
    assert field is not None
    assert field.value is None


def test_a_name_in_the_cell_below() -> None:
    below = lines_of([(0.1, "申请人签名"), (0.6, "日期")], [(0.11, "王小明"), (0.6, "2025年3月2日")])
    field = applicant_signature([read_page(below)])
    assert field is not None
    assert field.value == "王小明"
    another = lines_of([(0.2, "申请人签名")], [(0.1, "经办人"), (0.22, "王小明")])
    field = applicant_signature([read_page(another)])
    assert field is not None
    assert field.value is None


def test_a_plain_label_below_what_is_promised() -> None:
    promised = lines_of("姓名：王小明", "本人承诺所填内容真实有效。", "申请人：王小明    2025年3月2日")
    field = applicant_signature([read_page(promised)])
    assert field is not None
    assert field.value == "王小明"
    head = lines_of("申请人：王小明  性别：男", "身份证号：略", "申请病种：高血压", "诊断医院：某市人民医院")
    assert applicant_signature([read_page(head)]) is None


def test_the_applicants_own_name_goes_before_the_agents() -> None:
    field = applicant_signature([read_page(lines_of("代办人签名：李强", "申请人签名：王小明"))])
    assert field is not None
    assert field.value == "王小明"


def test_it_is_a_field_of_forms_only() -> None:
    page = read_page(lines_of("申请人签名：王小明"))
    assert extract_fields(DocType.APPLICATION_FORM, [page])["applicant_signature"].value == "王小明"
    assert "applicant_signature" not in extract_fields(DocType.DISCHARGE_SUMMARY, [page])
