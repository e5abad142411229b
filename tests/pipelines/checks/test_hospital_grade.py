"""The hospital's level comes from the list; nobody fails on a list that is not the office's."""

from __future__ import annotations

from typing import Any

import pytest

from models.codes import DocType
from models.rules import GradeRule
from pipelines.checks.hospital_grade import check
from tests.pipelines.builders import HOSPITAL, HOSPITALS, OTHER_HOSPITAL, SMALL_HOSPITAL, case, field, paper

RULE = GradeRule(id="g", kind="hospital_grade", applies_to=(DocType.DISCHARGE_SUMMARY,), at_least=2, source="…")


@pytest.mark.parametrize(
    ("hospital", "outcome", "reason"),
    [
        (HOSPITAL, "pass", "grade.sufficient"),
        ("青山一院", "pass", "grade.sufficient"),
        (OTHER_HOSPITAL, "pass", "grade.sufficient"),
        (SMALL_HOSPITAL, "fail", "grade.below"),
        ("青山市第三人民医院", "unsure", "grade.not_listed"),
        (None, "unsure", "grade.hospital_unread"),
    ],
)
def test_the_list_knows_the_level(hospital: str | None, outcome: str, reason: str) -> None:
    document = paper(DocType.DISCHARGE_SUMMARY, hospital_name=hospital)
    finding = check(case(document), document, RULE)
    assert (finding.outcome, finding.reason) == (outcome, reason)


def test_a_starter_list_fails_nobody() -> None:
    document = paper(DocType.DISCHARGE_SUMMARY, hospital_name=SMALL_HOSPITAL)
    starter = HOSPITALS.model_copy(update={"starter": True})
    assert check(case(document, hospitals=starter), document, RULE).outcome == "unsure"


@pytest.mark.parametrize(
    "said",
    [
        {"hospital_name": field(SMALL_HOSPITAL, confidence=0.6)},
        {"hospital_name": SMALL_HOSPITAL[:-1] + "皖"},
        {"hospital_name": SMALL_HOSPITAL, "sure": 0.4},
    ],
)
def test_a_doubtful_name_fails_nobody(said: dict[str, Any]) -> None:
    document = paper(DocType.DISCHARGE_SUMMARY, **said)
    finding = check(case(document), document, RULE)
    assert (finding.outcome, finding.reason) == ("unsure", "grade.below")
