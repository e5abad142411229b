"""From findings and problems to a decision."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from models.codes import Outcome
from models.finding import Finding, Problem
from models.rules import Rule
from pipelines.decide import Judged, decide
from tests.pipelines.builders import unreadable

RULES: TypeAdapter[Rule] = TypeAdapter(Rule)
CERTIFICATE = ["diagnosis_certificate"]
SHAPES: dict[str, dict[str, Any]] = {
    "seal": {"applies_to": CERTIFICATE, "accepted": ["official"]},
    "hospital_grade": {"applies_to": CERTIFICATE, "at_least": 2},
    "clarity": {},
    "id_number": {"tolerated": ["id.age_by_one"]},
    "dates": {},
    "genuine": {"blocks": False},
}


def said(kind: str, outcome: str, reason: str = "x") -> Judged:
    rule = RULES.validate_python({"id": kind, "kind": kind, "assumed": True, **SHAPES[kind]})
    return Judged(rule, Finding(check=kind, outcome=Outcome(outcome), reason=reason, message="…"))


@pytest.mark.parametrize(
    ("findings", "problems", "decision"),
    [
        ([], [], "accept"),
        ([said("seal", "pass"), said("dates", "not_applicable")], [], "accept"),
        ([said("dates", "unsure")], [], "review"),
        ([said("seal", "fail"), said("dates", "unsure")], [], "resubmit"),
        ([said("genuine", "unsure")], [], "accept"),
        ([said("id_number", "unsure", "id.age_by_one")], [], "accept"),
        ([said("id_number", "unsure", "id.check_digit")], [], "review"),
        ([said("seal", "pass")], [unreadable()], "resubmit"),
        ([said("seal", "pass")], [unreadable(mendable=False)], "review"),
        ([said("seal", "fail")], [unreadable(mendable=False)], "resubmit"),
        # One paper is enough; another of its type that fails is for a person, one that leaves it open is not.
        ([said("seal", "pass"), said("seal", "fail")], [], "review"),
        ([said("seal", "pass"), said("seal", "unsure")], [], "accept"),
        ([said("hospital_grade", "pass"), said("hospital_grade", "fail")], [], "review"),
        ([said("hospital_grade", "pass"), said("hospital_grade", "unsure")], [], "review"),
        ([said("clarity", "pass"), said("clarity", "fail")], [], "resubmit"),
        ([said("clarity", "pass"), said("clarity", "unsure")], [], "review"),
        ([said("dates", "pass"), said("dates", "unsure")], [], "review"),
    ],
)
def test_the_worst_that_counts_decides(findings: list[Judged], problems: list[Problem], decision: str) -> None:
    assert decide(findings, problems) == decision
    assert decide(findings[::-1], problems) == decision
