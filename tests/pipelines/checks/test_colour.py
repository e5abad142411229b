"""Advice on colour is given and never held against anybody."""

from __future__ import annotations

from typing import Any

import pytest

from models.codes import SealColor
from models.rules import ColourRule
from pipelines.checks.colour import check
from tests.pipelines.builders import case, paper, seal

RULE = ColourRule(id="c", kind="colour", source="…", blocks=False)


@pytest.mark.parametrize(
    ("seals", "outcome", "reason"),
    [
        ((), "not_applicable", "colour.no_seal"),
        ((seal(),), "pass", "colour.colour"),
        ((seal(color=SealColor.BLACK), seal()), "pass", "colour.colour"),
        ((seal(color=SealColor.BLACK),), "pass", "colour.grey_copy"),
    ],
)
def test_a_grey_copy_is_told(seals: tuple[Any, ...], outcome: str, reason: str) -> None:
    document = paper(seals=seals)
    finding = check(case(document), document, RULE)
    assert (finding.outcome, finding.reason) == (outcome, reason)


@pytest.mark.parametrize(("colour", "reason"), [("grey", "colour.grey_copy"), ("coloured", "colour.colour")])
def test_the_picture_tells_where_there_is_no_seal(colour: Any, reason: str) -> None:
    document = paper()
    document = document.model_copy(update={"clarity": document.clarity.model_copy(update={"colour": colour})})
    assert check(case(document), document, RULE).reason == reason
