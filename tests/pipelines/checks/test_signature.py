"""A signature is there, or the line is surely empty, or a person has to look."""

from __future__ import annotations

import pytest

from models.codes import ClarityGrade, DocType, Outcome
from models.document import Physician
from models.rules import SignatureRule
from pipelines.checks.signature import check
from tests.pipelines.builders import case, paper, physician

RULE = SignatureRule(
    id="s", kind="signature", applies_to=(DocType.APPLICATION_FORM,), roles=("opinion",), if_absent=Outcome.FAIL,
    source="…",
)  # fmt: skip


@pytest.mark.parametrize(
    ("people", "grade", "outcome", "reason"),
    [
        ([physician(role="opinion")], "good", "pass", "signature.present"),
        ([physician(role="opinion", signed=False)], "good", "fail", "signature.missing"),
        ([physician(role="opinion", signed=False)], "poor", "unsure", "signature.unclear"),
        ([physician(role="opinion", signed=False, sure=0.5)], "good", "unsure", "signature.unclear"),
        ([physician(role="opinion", sure=0.49)], "good", "unsure", "signature.unclear"),
        ([physician(role="opinion", sure=0.5)], "good", "pass", "signature.present"),
        ([physician(role="opinion", sure=0.3), physician(role="opinion")], "good", "pass", "signature.present"),
        ([physician(role="opinion", signed=None)], "good", "unsure", "signature.unclear"),
        ([physician(role="reporting")], "good", "unsure", "signature.no_line"),
        ([], "good", "unsure", "signature.no_line"),
    ],
)
def test_the_line_is_signed(people: list[Physician], grade: str, outcome: str, reason: str) -> None:
    document = paper(DocType.APPLICATION_FORM, physicians=tuple(people), grade=ClarityGrade(grade))
    finding = check(case(document), document, RULE)
    assert (finding.outcome, finding.reason) == (outcome, reason)


def test_a_rule_may_leave_an_empty_line_to_a_person() -> None:
    document = paper(physicians=(physician(role="opinion", signed=False),))
    lenient = RULE.model_copy(update={"if_absent": Outcome.UNSURE})
    assert check(case(document), document, lenient).outcome is Outcome.UNSURE
