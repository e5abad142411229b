"""Personal data as people see it."""

from __future__ import annotations

from datetime import date

import pytest

from models.case import CaseRecord
from pipelines.executors.loss import loss_problem
from pipelines.report.mask import (
    Mask,
    Reveal,
    mask_address,
    mask_date,
    mask_field,
    mask_name,
    mask_number,
    mask_phone,
)
from pipelines.settings import Settings
from pipelines.terms import Made, Terms
from tests.pipelines.fakes import HOSPITAL, ID_NUMBER, NAME, FakeRules, certificate


@pytest.fixture
def record() -> CaseRecord:
    rules = FakeRules(Terms("example", "case", date(2026, 11, 22), Settings()))
    return rules.judge("甲", None, ([certificate("ab" * 32, "a.jpg", NAME)], []), Made("fake", {}))


def test_what_stays_of_each_kind() -> None:
    assert mask_name("张三") == "张*"
    assert mask_name("欧阳娜娜") == "欧***"
    assert mask_number("511302196003074016") == "511302********4016"
    assert mask_number("511302600307401") == "511302*****7401"
    assert mask_number("20260001") == "****0001"
    assert mask_number("12") == "**"
    assert mask_phone("13800001234") == "138****1234"
    assert mask_address("四川省南充市顺庆区人民南路97号") == "四川省南充市****"
    assert mask_date("1960-03-07") == "1960-**-**"


def test_who_signed_is_masked_and_that_somebody_did_is_not() -> None:
    assert mask_field("applicant_signature", "李晓明") == "李**"
    assert mask_field("applicant_signature", "手写") == "手写"


def test_a_sentence_loses_what_the_case_knows_to_be_personal(record: CaseRecord) -> None:
    shown = Mask(record).text(f"{NAME}（{ID_NUMBER}）与王建国医师，{HOSPITAL}，电话13800001234")
    assert shown == f"李**（511302********4016）与王**医师，{HOSPITAL}，电话138****1234"


def test_the_day_of_birth_inside_an_identity_number_is_personal_too(record: CaseRecord) -> None:
    assert Mask(record).text("与出生日期1960-03-07不符，出院2026-03-07") == "与出生日期1960-**-**不符，出院2026-03-07"


def test_numbers_shaped_like_an_identity_are_masked_though_unknown(record: CaseRecord) -> None:
    assert Mask(record).text("另见36230119750101002X、13912345678") == "另见362301********002X、139****5678"
    assert Mask(record).text("流水号1234567890123456789012") == "流水号1234567890123456789012"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("李晓明身份证.jpg", "李**身份证.jpg"),
        ("王小红/诊断证明 2.pdf", "王**/诊断证明 2.pdf"),
        ("出院小结第2页.png", "出院小结第2页.png"),
        ("sichuan-nanchong-deficient", "sichuan-nanchong-deficient"),
        ("511302196003074016.jpg", "511302********4016.jpg"),
        ("IMG_20261122_0001.jpg", "IMG_20261122_0001.jpg"),
        ("张三", "张*"),
    ],
)
def test_names_of_files_name_nobody(record: CaseRecord, name: str, shown: str) -> None:
    assert Mask(record).file(name) == shown
    assert Reveal(record).file(name) == name


def test_sentences_that_quote_a_file_name_nobody() -> None:
    rules = FakeRules(Terms("example", "case", date(2026, 11, 22), Settings()))
    problem = loss_problem("王小红处方.jpg", "died")
    record = rules.judge("高血压", None, ([], [problem]), Made("fake", {}))
    assert Mask(record).text(problem.message).startswith("“王**处方.jpg”：读取进程意外终止")
    assert Mask(record).text("患者诊断为高血压") == "患者诊断为高血压"
    problem = loss_problem("王小红处方", "died")
    record = rules.judge("甲", None, ([], [problem]), Made("fake", {}))
    assert Mask(record).text("《处方》（王小红处方 第1页）清晰可辨。") == "《处方》（王**处方 第1页）清晰可辨。"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("姓名：李 晓 明  男", "姓名：李**  男"),
        ("身份证号 5 1 1 3 0 2 1 9 6 0 0 3 0 7 4 0 1 6", "身份证号 511302********4016"),
        ("证号511302 19600307 4016", "证号511302********4016"),
        ("电话 138 0000 1234", "电话 138****1234"),
        ("患者季晓明，", "患者季**，"),
        ("患者李晓朋，", "患者李**，"),
        ("姓名：赵大海", "姓名：赵**"),
        ("证号5113O2196003O74O16", "证号5113O2********4O16"),
        ("白细胞计数 11.2 10^9/L 3.5-9.5 2026-11-22 08:30", "白细胞计数 11.2 10^9/L 3.5-9.5 2026-11-22 08:30"),
    ],
)
def test_a_line_of_text_names_nobody_however_it_was_read(record: CaseRecord, line: str, shown: str) -> None:
    assert Mask(record).line(line) == shown
    assert Reveal(record).line(line) == line


def test_whoever_asks_sees_all(record: CaseRecord) -> None:
    sentence = f"{NAME} {ID_NUMBER}"
    assert Reveal(record).text(sentence) == sentence
    assert Reveal(record).field("patient_name", NAME) == NAME
