"""The disease applied for stands in the catalogue, under whatever name."""

from __future__ import annotations

import pytest

from models.codes import DocType
from models.document import Document
from models.rules import DiseaseRule
from pipelines.checks.disease import check
from tests.pipelines.builders import DISEASES, case, declared, paper

RULE = DiseaseRule(id="d", kind="disease", source="…")


def form(disease: str | None) -> Document:
    return paper(DocType.APPLICATION_FORM, applied_disease=disease)


@pytest.mark.parametrize(
    ("papers", "outcome", "reason"),
    [
        ([form("高血压")], "pass", "disease.listed"),
        ([form("冠状动脉粥样硬化性心脏病")], "pass", "disease.listed"),
        ([form("感冒")], "unsure", "disease.not_listed"),
        ([form("肺动脉高血压")], "unsure", "disease.not_listed"),
        ([form(None), paper(diagnoses=["上呼吸道感染", "2型糖尿病"])], "pass", "disease.diagnosis_listed"),
        ([form(None), paper(diagnoses=["上呼吸道感染"])], "unsure", "disease.not_stated"),
        ([], "unsure", "disease.not_stated"),
    ],
)
def test_the_catalogue_is_asked(papers: list[Document], outcome: str, reason: str) -> None:
    finding = check(case(*papers), RULE)
    assert (finding.outcome, finding.reason) == (outcome, reason)


def test_a_declared_code_must_fit_its_name() -> None:
    fits = declared(disease={"name": "高血压", "code": "M03900"})
    unfit = declared(disease={"name": "高血压", "code": "M01600"})
    assert check(case(application=fits), RULE).reason == "disease.listed"
    assert check(case(application=unfit), RULE).reason == "disease.code_differs"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("糖尿病", "M01600"),
        ("糖尿病黄斑水肿", "M01609"),
        ("2 型糖尿病", "M01600"),
        ("高血压病3级（极高危）", "M03900"),
        ("慢性肾功能不全", "M07800"),
        ("慢性肾功能不全(血透治疗)", "M07803"),
        ("肺动脉高血压", None),
        ("病", None),
    ],
)
def test_a_name_finds_the_nearest_entry(name: str, code: str | None) -> None:
    found = DISEASES.find(name)
    assert (found.code if found else None) == code
