"""Clear passes, poor is for a person, unreadable goes back with what to do better."""

from __future__ import annotations

from typing import Any

import pytest

from models.codes import ClarityGrade, ClarityKind
from models.place import Box
from models.rules import ClarityRule
from pipelines.checks.clarity import check, place_name
from tests.pipelines.builders import case, paper, unreadable

RULE = ClarityRule(id="c", kind="clarity", source="…")


@pytest.mark.parametrize(
    ("said", "outcome", "reason"),
    [
        ({"grade": ClarityGrade.GOOD}, "pass", "clarity.clear"),
        ({"grade": ClarityGrade.FAIR}, "pass", "clarity.clear"),
        ({"grade": ClarityGrade.POOR, "hidden": [(ClarityKind.BLUR, 0.6)]}, "unsure", "clarity.poor"),
        ({"grade": ClarityGrade.UNREADABLE, "hidden": [(ClarityKind.BLUR, 0.9)]}, "fail", "clarity.unreadable"),
        ({"grade": ClarityGrade.UNREADABLE, "text": " \n"}, "unsure", "clarity.blank"),
        ({"grade": ClarityGrade.GOOD, "text": ""}, "unsure", "clarity.blank"),
        (
            {"grade": ClarityGrade.UNREADABLE, "text": "", "hidden": [(ClarityKind.BLUR, 0.9)]},
            "fail",
            "clarity.unreadable",
        ),
        ({"hidden": [(ClarityKind.OCCLUSION, 0.7)]}, "unsure", "clarity.covered"),
        ({"hidden": [(ClarityKind.CUT_OFF, 0.7)]}, "unsure", "clarity.covered"),
        ({"hidden": [(ClarityKind.SHADOW, 0.7)]}, "unsure", "clarity.covered"),
        ({"hidden": [(ClarityKind.SHADOW, 0.4)]}, "pass", "clarity.clear"),
        ({"hidden": [(ClarityKind.BLUR, 0.7)]}, "pass", "clarity.clear"),
    ],
)
def test_the_grade_decides(said: dict[str, Any], outcome: str, reason: str) -> None:
    document = paper(**said)
    finding = check(case(document), document, RULE)
    assert (finding.outcome, finding.reason) == (outcome, reason)


def test_the_applicant_is_told_what_to_do() -> None:
    document = paper(grade=ClarityGrade.UNREADABLE, hidden=[(ClarityKind.GLARE, 0.9)])
    message = check(case(document), document, RULE).message
    assert "反光" in message
    assert "避开灯光反射后重拍" in message


def test_a_page_we_could_not_read_is_not_held_against_the_applicant() -> None:
    document = paper(grade=ClarityGrade.UNREADABLE)
    finding = check(case(document, problems=[unreadable("a.jpg")]), document, RULE)
    assert (finding.outcome, finding.reason) == ("unsure", "clarity.unread")


@pytest.mark.parametrize(
    ("box", "name"),
    [
        ((0.02, 0.03, 0.3, 0.2), "左上角"),
        ((0.1, 0.02, 0.9, 0.2), "上部"),
        ((0.7, 0.1, 0.98, 0.95), "右侧"),
        ((0.4, 0.4, 0.6, 0.6), "中部"),
        ((0.1, 0.8, 0.3, 0.95), "左下角"),
        ((0.05, 0.7, 0.95, 1.0), "下部"),
        ((0.0, 0.0, 1.0, 0.9), ""),
        (None, ""),
    ],
)
def test_a_place_is_named_as_a_person_says_it(box: tuple[float, float, float, float] | None, name: str) -> None:
    assert place_name(None if box is None else Box.clipped(*box)) == name


def test_the_applicant_is_told_where() -> None:
    document = paper(grade=ClarityGrade.POOR, hidden=[(ClarityKind.OCCLUSION, 0.9)])
    (problem,) = document.clarity.problems
    assert f"{place_name(problem.box)}被遮挡" in check(case(document), document, RULE).message
