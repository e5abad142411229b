"""From findings and problems to a decision."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from models.codes import Outcome
from models.document import Document
from models.finding import Finding, Problem
from models.rules import Rule
from pipelines.decide import Judged, decide
from tests.pipelines.builders import paper, unreadable

RULES: TypeAdapter[Rule] = TypeAdapter(Rule)
CERTIFICATE = ["diagnosis_certificate"]
SHAPES: dict[str, dict[str, Any]] = {
    "seal": {"applies_to": CERTIFICATE, "accepted": ["official"]},
    "signature": {"applies_to": CERTIFICATE, "roles": ["signing"]},
    "hospital_grade": {"applies_to": CERTIFICATE, "at_least": 2},
    "clarity": {},
    "id_number": {"tolerated": ["id.age_by_one"]},
    "dates": {},
    "genuine": {"blocks": False},
}


FIRST, SECOND = paper(file="first.jpg"), paper(file="second.jpg")
SAME_FILE = FIRST.model_copy(update={"id": "same-file"})
DOUBTFUL = paper(file="doubtful.jpg", sure=0.49)


def said(kind: str, outcome: str, reason: str = "x", document: Document = FIRST) -> Judged:
    rule = RULES.validate_python({"id": kind, "kind": kind, "assumed": True, **SHAPES[kind]})
    return Judged(rule, Finding(check=kind, outcome=Outcome(outcome), reason=reason, message="…"), document)


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
        ([said("seal", "pass"), said("seal", "fail", document=SECOND)], [], "review"),
        ([said("seal", "pass"), said("seal", "unsure", document=SECOND)], [], "accept"),
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


def on(document: Document, **outcomes: str) -> list[Judged]:
    return [said(kind, outcome, document=document) for kind, outcome in outcomes.items()]


@pytest.mark.parametrize(
    ("findings", "decision"),
    [
        # One paper has it all: what another leaves open or lacks is made up for.
        ([*on(FIRST, seal="pass", signature="pass"), *on(SECOND, seal="unsure", signature="unsure")], "accept"),
        ([*on(FIRST, seal="pass", signature="pass"), *on(SECOND, seal="fail", signature="fail")], "review"),
        # The seal of one and the signature of another are no certificate, unless they are pages of one file.
        ([*on(FIRST, seal="pass", signature="unsure"), *on(SECOND, seal="unsure", signature="pass")], "review"),
        ([*on(FIRST, seal="pass", signature="unsure"), *on(SAME_FILE, seal="unsure", signature="pass")], "accept"),
        ([*on(FIRST, seal="pass", signature="fail"), *on(SECOND, seal="fail", signature="pass")], "resubmit"),
        ([*on(FIRST, seal="pass", signature="unsure"), *on(SECOND, seal="fail", signature="unsure")], "review"),
        # A paper of doubtful type speaks for no other.
        ([*on(DOUBTFUL, seal="pass", signature="pass"), *on(FIRST, seal="unsure", signature="pass")], "review"),
        ([*on(DOUBTFUL, seal="pass", signature="pass"), *on(FIRST, seal="fail", signature="pass")], "resubmit"),
        ([*on(DOUBTFUL, hospital_grade="pass"), *on(FIRST, hospital_grade="fail")], "resubmit"),
        ([*on(SECOND, hospital_grade="pass"), *on(FIRST, hospital_grade="fail")], "review"),
    ],
)
def test_one_paper_of_a_type_meets_its_rules_together(findings: list[Judged], decision: str) -> None:
    assert decide(findings, []) == decision
    assert decide(findings[::-1], []) == decision
