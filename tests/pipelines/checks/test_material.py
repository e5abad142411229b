"""A material is there, or it is missing, or it may be among what could not be read."""

from __future__ import annotations

from typing import Any

import pytest

from models.codes import ClarityGrade, DocType, Outcome
from models.document import Document
from models.finding import Problem
from models.rules import MaterialRule
from pipelines.checks.material import check
from tests.pipelines.builders import case, declared, paper, unreadable

CERTIFICATE = MaterialRule(
    id="c", kind="material", label="诊断证明", any_of=(DocType.DIAGNOSIS_CERTIFICATE,), if_absent=Outcome.FAIL,
    source="…",
)  # fmt: skip
CARD = MaterialRule(
    id="i", kind="material", label="身份证或社保卡", both_sides=True, if_absent=Outcome.FAIL, source="…",
    any_of=(DocType.ID_CARD_FRONT, DocType.ID_CARD_BACK, DocType.SOCIAL_SECURITY_CARD),
)  # fmt: skip
LAB = paper(DocType.LAB_REPORT)
CLAIMED = declared(items=[{"file": "o.jpg", "claimed_type": "diagnosis_certificate"}])


@pytest.mark.parametrize(
    ("papers", "problems", "application", "outcome", "reason"),
    [
        ([paper()], [], None, "pass", "material.present"),
        ([LAB], [], None, "fail", "material.missing"),
        ([], [], None, "fail", "material.missing"),
        ([paper(sure=0.3)], [], None, "unsure", "material.type_uncertain"),
        # What is missing may be what could not be read, recognised or made out.
        ([LAB], [unreadable()], None, "unsure", "material.maybe_unread"),
        ([LAB, paper(DocType.OTHER, "o.jpg", sure=0.6)], [], None, "unsure", "material.maybe_unread"),
        ([LAB, paper(DocType.INVOICE, "o.jpg", sure=0.4)], [], None, "unsure", "material.maybe_unread"),
        (
            [LAB, paper(DocType.INVOICE, "o.jpg", grade=ClarityGrade.UNREADABLE)],
            [], None, "unsure", "material.maybe_unread",
        ),
        ([LAB, paper(DocType.OTHER, "o.jpg")], [], CLAIMED, "unsure", "material.maybe_unread"),
        # Surely something else: nothing hides there.
        ([LAB, paper(DocType.OTHER, "o.jpg")], [], None, "fail", "material.missing"),
    ],
)  # fmt: skip
def test_a_paper_of_the_type_is_asked_for(
    papers: list[Document], problems: list[Problem], application: Any, outcome: str, reason: str
) -> None:
    finding = check(case(*papers, problems=problems, application=application), CERTIFICATE)
    assert (finding.outcome, finding.reason) == (outcome, reason)


@pytest.mark.parametrize(
    ("papers", "outcome"),
    [
        ([paper(DocType.ID_CARD_FRONT), paper(DocType.ID_CARD_BACK, "b.jpg")], "pass"),
        ([paper(DocType.ID_CARD_FRONT, sides=("front", "back"))], "pass"),
        ([paper(DocType.SOCIAL_SECURITY_CARD)], "pass"),
        ([paper(DocType.ID_CARD_FRONT)], "fail"),
        ([paper(DocType.ID_CARD_BACK)], "fail"),
    ],
)
def test_a_card_is_asked_for_with_both_sides_unless_it_has_no_two(papers: list[Document], outcome: str) -> None:
    finding = check(case(*papers), CARD)
    assert finding.reason == ("material.present" if outcome == "pass" else "material.side_missing")
    assert finding.outcome == outcome


def test_what_is_missing_is_named_with_where_it_was_looked_for() -> None:
    message = check(case(LAB), CERTIFICATE).message
    assert "1 份材料" in message
    assert "未找到诊断证明" in message
    assert "未找到身份证国徽面" in check(case(paper(DocType.ID_CARD_FRONT)), CARD).message
    assert "未找到身份证人像面" in check(case(paper(DocType.ID_CARD_BACK)), CARD).message


def test_a_bad_application_hides_no_paper() -> None:
    bad = Problem(stage="application", file="application.json", code="application.invalid", message="…")
    assert check(case(LAB, problems=[bad]), CERTIFICATE).outcome is Outcome.FAIL
