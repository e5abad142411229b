"""A material is there, or it is missing, or it may be among what could not be read."""

from __future__ import annotations

from typing import Any

import pytest

from models.codes import ClarityGrade, DocType, Outcome
from models.document import Document
from models.finding import Problem
from models.rules import Disease, MaterialRule
from pipelines.checks.material import check
from pipelines.packs.catalogues import DiseaseList
from tests.pipelines.builders import DISEASES, ID_NUMBER, NAME, OTHER_ID, OTHER_NAME, case, declared, paper, unreadable

CERTIFICATE = MaterialRule(
    id="c", kind="material", label="诊断证明", any_of=(DocType.DIAGNOSIS_CERTIFICATE,), if_absent=Outcome.FAIL,
    source="…",
)  # fmt: skip
CARD = MaterialRule(
    id="i", kind="material", label="身份证或社保卡", both_sides=True, if_absent=Outcome.FAIL, source="…",
    any_of=(DocType.ID_CARD_FRONT, DocType.ID_CARD_BACK, DocType.SOCIAL_SECURITY_CARD),
)  # fmt: skip
PATHOLOGY = MaterialRule(
    id="p", kind="material", label="病理报告", any_of=(DocType.PATHOLOGY_REPORT,), for_diseases=("M005",),
    if_absent=Outcome.FAIL, assumed=True,
)  # fmt: skip
LAB = paper(DocType.LAB_REPORT)
BACK = paper(DocType.ID_CARD_BACK, "b.jpg")
MINE = paper(DocType.ID_CARD_FRONT, patient_name=NAME, id_number=ID_NUMBER)
AGENTS = paper(DocType.ID_CARD_FRONT, "d.jpg", patient_name=OTHER_NAME, id_number=OTHER_ID)
ON_BEHALF = declared(on_behalf=True, agent={"name": OTHER_NAME, "id_number": OTHER_ID})
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
        ([LAB, paper(DocType.INVOICE, "o.jpg", sure=0.79)], [], None, "unsure", "material.maybe_unread"),
        ([LAB, paper(DocType.INVOICE, "o.jpg")], [], CLAIMED, "unsure", "material.maybe_unread"),
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


def test_pages_that_may_be_two_papers_are_named_where_something_is_missing() -> None:
    pages = paper(DocType.DISCHARGE_SUMMARY, "all.pdf", sure=0.75)
    source = pages.source.model_copy(update={"pages": (0, 1)})
    finding = check(case(pages.model_copy(update={"source": source, "sources": (source,)})), CERTIFICATE)
    assert finding.outcome is Outcome.UNSURE
    assert "分不清是几份材料" in finding.message
    assert "all.pdf" in finding.message


@pytest.mark.parametrize(
    ("papers", "outcome"),
    [
        ([MINE, BACK], "pass"),
        ([paper(DocType.ID_CARD_FRONT, sides=("front", "back"), patient_name=NAME)], "pass"),
        ([paper(DocType.SOCIAL_SECURITY_CARD, patient_name=NAME)], "pass"),
        ([paper(DocType.ID_CARD_FRONT)], "fail"),
        ([paper(DocType.ID_CARD_BACK)], "fail"),
    ],
)
def test_a_card_is_asked_for_with_both_sides_unless_it_has_no_two(papers: list[Document], outcome: str) -> None:
    finding = check(case(*papers), CARD)
    assert finding.reason == ("material.present" if outcome == "pass" else "material.side_missing")
    assert finding.outcome == outcome


def test_a_card_said_to_be_its_other_side_may_be_it() -> None:
    for claimed, outcome in (("id_card_back", "unsure"), ("id_card_front", "fail")):
        said = declared(items=[{"file": "a.jpg", "claimed_type": claimed}])
        assert check(case(MINE, application=said), CARD).outcome == outcome


@pytest.mark.parametrize(
    ("papers", "application", "outcome", "reason"),
    [
        ([paper(DocType.ID_CARD_FRONT), BACK], None, "unsure", "material.card_unread"),
        ([paper(DocType.SOCIAL_SECURITY_CARD)], None, "unsure", "material.card_unread"),
        ([AGENTS, BACK], ON_BEHALF, "unsure", "material.agents_card"),
        ([paper(DocType.ID_CARD_FRONT, id_number=OTHER_ID), BACK], ON_BEHALF, "unsure", "material.agents_card"),
        ([MINE, BACK], ON_BEHALF, "pass", "material.present"),
        ([MINE, BACK, AGENTS], ON_BEHALF, "unsure", "material.agents_card"),
        ([MINE, BACK, AGENTS, paper(DocType.ID_CARD_BACK, "e.jpg")], ON_BEHALF, "pass", "material.present"),
        ([paper(DocType.SOCIAL_SECURITY_CARD, patient_name=NAME)], ON_BEHALF, "pass", "material.present"),
        ([paper(DocType.SOCIAL_SECURITY_CARD, patient_name=OTHER_NAME)], ON_BEHALF, "unsure", "material.agents_card"),
    ],
)
def test_a_card_must_be_the_applicants(papers: list[Document], application: Any, outcome: str, reason: str) -> None:
    finding = check(case(*papers, application=application), CARD)
    assert (finding.outcome, finding.reason) == (outcome, reason)
    assert check(case(*papers[::-1], application=application), CARD).reason == reason


def test_what_is_missing_is_named_with_where_it_was_looked_for() -> None:
    message = check(case(LAB), CERTIFICATE).message
    assert "1 份材料" in message
    assert "未找到诊断证明" in message
    assert "未找到身份证国徽面" in check(case(paper(DocType.ID_CARD_FRONT)), CARD).message
    assert "未找到身份证人像面" in check(case(paper(DocType.ID_CARD_BACK)), CARD).message


def test_a_bad_application_hides_no_paper() -> None:
    bad = Problem(stage="application", file="application.json", code="application.invalid", message="…")
    assert check(case(LAB, problems=[bad]), CERTIFICATE).outcome is Outcome.FAIL


@pytest.mark.parametrize(
    ("disease", "outcome", "reason"),
    [
        ({"name": "高血压病", "code": "M03900"}, "not_applicable", "material.other_disease"),
        ({"name": "恶性肿瘤门诊治疗", "code": "M00503"}, "fail", "material.missing"),
        (None, "not_applicable", "material.other_disease"),
    ],
)
def test_an_office_may_ask_a_paper_for_some_diseases_only(disease: Any, outcome: str, reason: str) -> None:
    tumours = DiseaseList(starter=False, diseases=(Disease(code="M00503", name="恶性肿瘤"), *DISEASES.diseases))
    finding = check(case(LAB, application=declared(disease=disease), diseases=tumours), PATHOLOGY)
    assert (finding.outcome, finding.reason) == (outcome, reason)
