"""The medical papers name the disease applied for, and not as one that is denied or only suspected."""

from __future__ import annotations

import pytest

from models.codes import DocType
from models.document import Document
from models.rules import DiagnosisRule
from pipelines.checks.diagnosis import check
from tests.pipelines.builders import case, declared, paper

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
        ([FORM, record("冠心病", text="出院诊断\n高血压病2级，冠心病")], "pass", "diagnosis.in_text"),
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


def test_forms_of_one_disease_show_each_other() -> None:
    dialysis = declared(disease={"name": "慢性肾功能不全（血透治疗）", "code": "M07803"})
    assert check(case(record("慢性肾功能不全"), application=dialysis), RULE).outcome == "pass"


def test_a_disease_in_no_catalogue_is_compared_by_name() -> None:
    rare = declared(disease={"name": "戈谢病"})
    assert check(case(record("戈谢病I型"), application=rare), RULE).outcome == "pass"
