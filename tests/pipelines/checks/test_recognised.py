"""A paper nobody could name is told."""

from __future__ import annotations

import pytest

from models.codes import DocType
from models.document import Document
from models.rules import RecognisedRule
from pipelines.checks.recognised import check
from tests.pipelines.builders import case, paper

RULE = RecognisedRule(id="t", kind="recognised", assumed=True)


@pytest.mark.parametrize(
    ("document", "outcome", "reason"),
    [
        (paper(), "pass", "recognised.known"),
        (paper(sure=0.5), "pass", "recognised.known"),
        (paper(sure=0.49), "unsure", "recognised.doubtful"),
        (paper(DocType.OTHER), "unsure", "recognised.other"),
        (paper(DocType.OTHER, sure=0.3), "unsure", "recognised.other"),
    ],
)
def test_what_was_not_recognised_is_told(document: Document, outcome: str, reason: str) -> None:
    finding = check(case(document), document, RULE)
    assert (finding.outcome, finding.reason) == (outcome, reason)
    assert bool(finding.evidence) == (outcome == "unsure")
