"""What may not be an original is told; nothing is proved genuine."""

from __future__ import annotations

from typing import Any

import pytest

from models.codes import DocType, Flag
from models.document import LabItem
from models.rules import GenuineRule
from pipelines.checks.genuine import check, contradicts_itself
from tests.pipelines.builders import case, paper, seal

RULE = GenuineRule(id="g", kind="genuine", assumed=True)


def item(value: str, reference: str | None, flag: Flag | None) -> LabItem:
    return LabItem(name="葡萄糖", value=value, reference=reference, flag=flag)


@pytest.mark.parametrize(
    ("said", "outcome", "reason"),
    [
        ({}, "pass", "genuine.nothing_noticed"),
        ({"seals": (seal(),)}, "pass", "genuine.nothing_noticed"),
        ({"digitally_signed": True}, "unsure", "genuine.electronic_signature"),
        ({"text_origin": "text_layer", "seals": (seal(),)}, "unsure", "genuine.inserted_seal"),
        ({"text_origin": "text_layer"}, "pass", "genuine.nothing_noticed"),
        ({"text": "本报告采用电子签名，与手写签名具有同等效力"}, "unsure", "genuine.electronic_words"),
        ({"lab_items": (item("4.2", "3.9-6.1", Flag.HIGH),)}, "unsure", "genuine.value_and_flag"),
    ],
)
def test_signs_are_told(said: dict[str, Any], outcome: str, reason: str) -> None:
    document = paper(DocType.LAB_REPORT, **said)
    finding = check(case(document), document, RULE)
    assert (finding.outcome, finding.reason) == (outcome, reason)


@pytest.mark.parametrize(
    ("value", "reference", "flag", "odd"),
    [
        ("7.2", "3.9-6.1", Flag.HIGH, False),
        ("6.1", "3.9--6.1", Flag.HIGH, False),
        ("6.0", "3.9～6.1", Flag.HIGH, True),
        ("3.2", "3.9-6.1", Flag.LOW, False),
        ("5.0", "3.9-6.1", Flag.LOW, True),
        ("7.2", "3.9-6.1", None, False),
        ("7.2", "3.9-6.1", Flag.ABNORMAL, False),
        ("阳性", "阴性", Flag.HIGH, False),
        ("4.2", "<6.1", Flag.HIGH, False),
        ("4.2", None, Flag.HIGH, False),
    ],
)
def test_only_a_plain_contradiction_counts(value: str, reference: str | None, flag: Flag | None, odd: bool) -> None:
    assert contradicts_itself(item(value, reference, flag)) is odd
