"""What blocks a case is what its decision rests on."""

from __future__ import annotations

import json

import pytest

from models.case import CaseRecord
from models.codes import Decision, Outcome
from pipelines.packs.loading import load_pack
from pipelines.report.blocking import weigh
from samples.demo import OFFICE_LISTS, expected_cases
from tests.golden.cases import golden_of

_PROVENANCE = {"version": "0", "engine": "", "weights": {}, "pack": "", "settings": ""}


def record(name: str) -> CaseRecord:
    kept = json.loads(golden_of(name).read_text(encoding="utf-8"))
    return CaseRecord.model_validate({**kept, "provenance": _PROVENANCE})


@pytest.mark.parametrize("name", sorted(expected_cases()))
def test_the_weights_make_the_decision(name: str) -> None:
    case = record(name)
    weights = weigh(case, load_pack(case.region, OFFICE_LISTS).in_force(case.judged_on))
    made = Decision.RESUBMIT if "mend" in weights else Decision.REVIEW if "look" in weights else Decision.ACCEPT
    assert made is case.decision
    assert len(weights) == len(case.findings) + sum(len(paper.findings) for paper in case.documents)


@pytest.mark.parametrize("name", sorted(expected_cases()))
def test_without_the_rules_an_answer_counts_by_its_outcome(name: str) -> None:
    case = record(name)
    outcomes = [finding.outcome for finding in case.findings]
    weights = weigh(case, ())[: len(outcomes)]
    by_outcome = {Outcome.FAIL: "mend", Outcome.UNSURE: "look", Outcome.PASS: "pass", Outcome.NOT_APPLICABLE: "silent"}
    assert list(weights) == [by_outcome[outcome] for outcome in outcomes]
