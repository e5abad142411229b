"""The application says what must be entered; what was not handed over is the platform's to check."""

from __future__ import annotations

from typing import Any

import pytest

from models.rules import DeclaredDataRule
from pipelines.checks.declared_data import check
from tests.pipelines.builders import NAME, case, declared

RULE = DeclaredDataRule(
    id="d", kind="declared_data", required=("name", "id_number", "insured_number", "disease", "insurance"), source="…"
)


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ({}, ""),
        ({"insurance": None}, "参保类型"),
        ({"disease": None}, "申请病种"),
        ({"applicant": {"name": NAME, "id_number": "x"}}, "医保卡号"),
        ({"applicant": {"name": NAME, "insured_number": "x"}}, "身份证号"),
        ({"applicant": {"name": " ", "id_number": "x", "insured_number": "x"}}, "姓名"),
    ],
)
def test_what_is_missing_is_named(said: dict[str, Any], missing: str) -> None:
    finding = check(case(application=declared(**said)), RULE)
    answer = ("unsure", "declared_data.incomplete") if missing else ("pass", "declared_data.complete")
    assert (finding.outcome, finding.reason) == answer
    assert missing in finding.message


def test_an_agent_is_asked_for_only_where_somebody_acts_for_another() -> None:
    agents = RULE.model_copy(update={"required": ("agent",)})
    alone = check(case(application=declared()), agents)
    assert alone.outcome == "pass"
    assert "为本人办理" in alone.message
    assert check(case(application=declared(on_behalf=True)), agents).outcome == "unsure"
    behalf = declared(on_behalf=True, agent={"name": "赵国庆"})
    assert check(case(application=behalf), agents).outcome == "pass"


def test_no_application_is_no_fault() -> None:
    finding = check(case(), RULE)
    assert (finding.outcome, finding.reason) == ("not_applicable", "declared_data.nothing")
