"""The medical papers name the disease applied for, and not as one that is denied or only suspected."""

from __future__ import annotations

import pytest

from models.codes import DocType
from models.document import Diagnosis, Document
from models.rules import DiagnosisRule
from pipelines.checks.diagnosis import check
from tests.pipelines.builders import case, declared, field, paper

RULE = DiagnosisRule(
    id="p", kind="diagnosis", applies_to=(DocType.DIAGNOSIS_CERTIFICATE, DocType.DISCHARGE_SUMMARY), source="…"
)
FORM = paper(DocType.APPLICATION_FORM, "f.jpg", applied_disease="高血压病")


def record(*diagnoses: str, text: str = "") -> Document:
    return paper(DocType.DISCHARGE_SUMMARY, diagnoses=list(diagnoses), text=text)


@pytest.mark.parametrize(
    ("papers", "outcome", "reason"),
    [
        ([FORM, record("1.高血压3级（极高危）")], "pass", "diagnosis.supported"),
        ([FORM, record("冠心病", text="出院诊断\n高血压病2级，冠心病")], "pass", "diagnosis.labelled"),
        ([FORM, record("冠心病", text="印象：冠心病；高血\n压病2级\n建议：随访")], "pass", "diagnosis.labelled"),
        ([FORM, record("冠心病", text="患者因高血压病入院。")], "unsure", "diagnosis.in_text"),
        ([FORM, record("冠心病")], "unsure", "diagnosis.not_found"),
        ([FORM, record("高血压？")], "unsure", "diagnosis.not_found"),
        ([FORM, record("高血压待排")], "unsure", "diagnosis.not_found"),
        ([FORM, record("肺动脉高血压")], "unsure", "diagnosis.not_found"),
        ([FORM, record("冠心病", text="否认高血压、糖尿病病史。")], "unsure", "diagnosis.not_found"),
        ([FORM, record("冠心病", text="既往无高血压、糖尿病病史。")], "unsure", "diagnosis.not_found"),
        ([FORM, record("冠心病", text="病史：\n  无高血压")], "unsure", "diagnosis.not_found"),
        ([FORM, record("冠心病", text="父亲患高血压。")], "unsure", "diagnosis.not_found"),
        ([FORM], "not_applicable", "diagnosis.no_paper"),
        ([FORM, paper(DocType.INVOICE, text="高血压")], "not_applicable", "diagnosis.no_paper"),
        ([record("高血压")], "not_applicable", "diagnosis.nothing_applied"),
    ],
)
def test_the_disease_is_on_a_medical_paper(papers: list[Document], outcome: str, reason: str) -> None:
    finding = check(case(*papers), RULE)
    assert (finding.outcome, finding.reason) == (outcome, reason)


@pytest.mark.parametrize(
    "wording",
    [
        "否认冠心病、\n高血压病史",
        "父亲有高血压病史",
        "其母高血压",
        "没有高血压",
        "高血压病史：无",
        "高血压病（-）",
        "高血压（－）",
        "高血压科",
        "预防高血压",
        "不考虑高血压",
        "非高血压患者",
        "低盐高血压饮食",
        "高血压 阴性",
        "肺动脉\n高血压",
    ],
)
@pytest.mark.parametrize("label", ["既往史：", "", "出院诊断：", "诊断：冠心病\n", "鉴别诊断：", "诊断依据："])
def test_no_wording_that_denies_the_disease_supports_it(label: str, wording: str) -> None:
    assert check(case(FORM, record("冠心病", text=label + wording)), RULE).reason == "diagnosis.not_found"
    solid = wording.replace("\n", "")
    assert check(case(FORM, record(solid)), RULE).reason == "diagnosis.not_found"


@pytest.mark.parametrize(
    "label",
    [
        "鉴别诊断：",
        "诊断依据：",
        "诊断：冠心病\n既往史：",
        "诊断：冠心病 病史：",
        "诊断：冠心病\n患者",
        "诊断：冠心病\n建议控制",
    ],
)
def test_what_stands_behind_another_label_is_no_diagnosis(label: str) -> None:
    finding = check(case(FORM, record("冠心病", text=label + "高血压病10年")), RULE)
    assert (finding.outcome, finding.reason) == ("unsure", "diagnosis.in_text")


@pytest.mark.parametrize("wording", ["非糖尿病患者", "低盐低脂糖尿病饮食", "糖尿病科", "糖尿病（-）", "非2型糖尿病"])
def test_words_made_with_a_disease_are_not_the_disease(wording: str) -> None:
    sugar = declared(disease={"name": "糖尿病", "code": "M01600"})
    assert check(case(record(wording), application=sugar), RULE).reason == "diagnosis.not_found"


@pytest.mark.parametrize(
    ("disease", "wording"),
    [
        ("淋巴瘤", "非霍奇金淋巴瘤"),
        ("神经母细胞瘤", "神经母细胞瘤IV期"),
        ("高脂血症", "家族性高脂血症"),
        ("糖尿病", "2 型糖尿病肾病 高血压病3级（高危）"),
    ],
)
def test_words_inside_a_diagnosis_deny_nothing(disease: str, wording: str) -> None:
    assert check(case(record(wording), application=declared(disease={"name": disease})), RULE).outcome == "pass"


def test_another_form_of_the_disease_is_for_a_person_to_look_at() -> None:
    dialysis = declared(disease={"name": "慢性肾功能不全（血透治疗）", "code": "M07803"})
    finding = check(case(record("慢性肾功能不全"), application=dialysis), RULE)
    assert (finding.outcome, finding.reason) == ("unsure", "diagnosis.related")


def test_every_paper_is_told_with_its_place() -> None:
    said = record("冠心病", text="印象：高血压病").model_copy(update={"id": "second"})
    silent = paper(DocType.DISCHARGE_SUMMARY, "c.jpg", diagnoses=["冠心病"], text="")
    finding = check(case(FORM, paper(diagnoses=["高血压病3级"], text=""), said, silent), RULE)
    assert finding.message == (
        "申请病种“高血压病”：《诊断证明书》（a.jpg 第1页）的诊断“高血压病3级”与之相符；"
        "《出院小结》（a.jpg 第1页）的诊断处写有该病种；《出院小结》（c.jpg 第1页）未提及。"
    )
    assert len(finding.evidence) == 2


def test_the_code_printed_beside_a_misread_diagnosis_shows_the_disease() -> None:
    coded = Diagnosis(text="高血庄病3级", icd10="I10.x05", disease_code="M03900")
    assert check(case(FORM, paper(diagnoses=field((coded,)))), RULE).outcome == "pass"


def test_a_disease_in_no_catalogue_is_compared_by_name() -> None:
    rare = declared(disease={"name": "戈谢病"})
    assert check(case(record("戈谢病I型"), application=rare), RULE).outcome == "pass"
