"""A title at or above the rank asked; promoting anybody, or failing anybody on a doubtful reading, is the worst."""

from __future__ import annotations

from typing import Any

import pytest

from models.codes import ClarityGrade, DocType, Outcome, Title
from models.document import Physician
from models.rules import TitleRule
from pipelines.checks.title import check
from tests.pipelines.builders import case, paper, physician

FORM = TitleRule(
    id="t", kind="title", applies_to=(DocType.APPLICATION_FORM,), roles=("opinion",), source="…",
    at_least=Title.ASSOCIATE_CHIEF, if_below=Outcome.FAIL,
)  # fmt: skip
CERTIFICATE = TitleRule(
    id="t", kind="title", applies_to=(DocType.DIAGNOSIS_CERTIFICATE,), roles=("signing",), source="…",
    at_least=Title.ATTENDING,
)  # fmt: skip


@pytest.mark.parametrize(
    ("people", "outcome", "reason"),
    [
        ([physician(Title.CHIEF, "opinion")], "pass", "title.sufficient"),
        ([physician(Title.ASSOCIATE_CHIEF, "opinion")], "pass", "title.sufficient"),
        ([physician(Title.ASSOCIATE_CHIEF, "opinion", signed=None)], "pass", "title.sufficient"),
        ([physician(Title.ATTENDING, "opinion")], "fail", "title.below"),
        ([physician(Title.RESIDENT, "opinion", sure=0.7)], "unsure", "title.below"),
        ([physician(Title.CHIEF, "opinion", sure=0.4)], "unsure", "title.doubtful"),
        ([physician(None, "opinion")], "unsure", "title.not_found"),
        ([], "unsure", "title.no_physician"),
        # The chief of somebody else's ward round, and a rank at an empty line, speak for nobody.
        ([physician(Title.CHIEF, "ward_round")], "unsure", "title.no_physician"),
        ([physician(Title.CHIEF, "opinion", signed=False)], "unsure", "title.unsigned"),
        (
            [physician(Title.CHIEF, "opinion", signed=False), physician(Title.RESIDENT, "opinion")],
            "fail", "title.below",
        ),
        # Another who signs and whose title is not known may have the rank.
        ([physician(Title.ATTENDING, "opinion"), physician(None, "opinion")], "unsure", "title.below"),
        ([physician(Title.ATTENDING, "opinion"), physician(Title.CHIEF, "opinion")], "pass", "title.sufficient"),
        ([physician(Title.CHIEF, "opinion", sure=0.4), physician(Title.ASSOCIATE_CHIEF, "opinion")],
         "pass", "title.sufficient"),
    ],
)  # fmt: skip
def test_the_form_asks_for_a_rank(people: list[Physician], outcome: str, reason: str) -> None:
    document = paper(DocType.APPLICATION_FORM, physicians=tuple(people))
    finding = check(case(document), document, FORM)
    assert (finding.outcome, finding.reason) == (outcome, reason)


@pytest.mark.parametrize(
    ("title", "outcome"),
    [(Title.ATTENDING, "pass"), (Title.CHIEF, "pass"), (Title.RESIDENT, "unsure"), (None, "unsure")],
)
def test_a_certificate_never_fails_for_its_title(title: Title | None, outcome: str) -> None:
    document = paper(physicians=(physician(title),))
    assert check(case(document), document, CERTIFICATE).outcome == outcome


@pytest.mark.parametrize(
    ("people", "outcome", "reason"),
    [
        ([physician(Title.CHIEF, "opinion"), physician(Title.RESIDENT)], "pass", "title.sufficient"),
        ([physician(Title.CHIEF)], "pass", "title.sufficient"),
        ([physician(None, "opinion", signed=False), physician(Title.CHIEF)], "pass", "title.sufficient"),
        ([physician(Title.ATTENDING, "opinion"), physician(Title.CHIEF)], "unsure", "title.several"),
        ([physician(None, "opinion"), physician(Title.CHIEF)], "unsure", "title.several"),
        ([physician(Title.RESIDENT, "opinion"), physician(Title.ATTENDING)], "fail", "title.below"),
    ],
)
def test_a_rank_in_a_later_role_is_for_a_person(people: list[Physician], outcome: str, reason: str) -> None:
    both = FORM.model_copy(update={"roles": ("opinion", "signing")})
    document = paper(DocType.APPLICATION_FORM, physicians=tuple(people))
    finding = check(case(document), document, both)
    assert (finding.outcome, finding.reason) == (outcome, reason)


@pytest.mark.parametrize("doubt", [{"sure": 0.4}, {"grade": ClarityGrade.POOR}])
def test_nobody_fails_on_a_paper_that_is_not_plain(doubt: dict[str, Any]) -> None:
    document = paper(DocType.APPLICATION_FORM, physicians=(physician(Title.ATTENDING, "opinion"),), **doubt)
    assert check(case(document), document, FORM).outcome is Outcome.UNSURE
