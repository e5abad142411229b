"""Papers are told by the hospital they come from, under one name each."""

from __future__ import annotations

import pytest

from models.codes import DocType
from models.document import Document
from models.rules import HospitalsRule
from pipelines.checks.hospitals import check
from tests.pipelines.builders import HOSPITAL, OTHER_HOSPITAL, case, paper

RULE = HospitalsRule(id="h", kind="hospitals", assumed=True)
LAB = DocType.LAB_REPORT


@pytest.mark.parametrize(
    ("papers", "outcome", "reason"),
    [
        ([paper(hospital_name=HOSPITAL), paper(LAB, "b.jpg", hospital_name="青山一院")], "pass", "hospitals.one"),
        ([paper(hospital_name="别处医院"), paper(LAB, "b.jpg", hospital_name="别处医完")], "pass", "hospitals.several"),
        ([paper(hospital_name="北川县人民医院"), paper(LAB, hospital_name="北川县人民医完")], "pass", "hospitals.one"),
        ([paper(hospital_name=HOSPITAL), paper(LAB, hospital_name=OTHER_HOSPITAL)], "pass", "hospitals.several"),
        ([paper(), paper(LAB)], "not_applicable", "hospitals.unread"),
    ],
)
def test_other_names_of_one_hospital_are_one(papers: list[Document], outcome: str, reason: str) -> None:
    finding = check(case(*papers), RULE)
    assert (finding.outcome, finding.reason) == (outcome, reason)


def test_the_answer_tells_names_grades_and_papers() -> None:
    other = paper(LAB, "b.jpg", hospital_name="别处医院")
    message = check(case(paper(hospital_name="青山一院"), other), RULE).message
    assert message == (
        f"材料由 2 家医院出具。{HOSPITAL}（三级甲等）：《诊断证明书》（a.jpg 第1页）；"
        "别处医院（不在医院名单中）：《检验报告》（b.jpg 第1页）。"
    )
