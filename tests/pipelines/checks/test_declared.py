"""What was declared agrees with the papers: person, agent, disease, the type of each file."""

from __future__ import annotations

from typing import Any

import pytest

from models.codes import DocType
from models.document import Document
from models.rules import DeclaredRule
from pipelines.checks.declared import check
from tests.pipelines.builders import (
    ID_NUMBER,
    NAME,
    OTHER_ID,
    OTHER_NAME,
    case,
    declared,
    paper,
    unreadable,
)

RULE = DeclaredRule(id="d", kind="declared", assumed=True)
MINE = paper(patient_name=NAME, id_number=ID_NUMBER)
CARD = paper(DocType.ID_CARD_FRONT, "k.jpg", patient_name=OTHER_NAME, id_number=OTHER_ID)
AGENT = {"on_behalf": True, "agent": {"name": OTHER_NAME, "id_number": OTHER_ID}}


def form(disease: str) -> Document:
    return paper(DocType.APPLICATION_FORM, "f.jpg", applied_disease=disease)


def item(kind: str, file: str = "a.jpg") -> dict[str, Any]:
    return {"items": [{"file": file, "claimed_type": kind}]}


@pytest.mark.parametrize(
    ("papers", "said", "outcome", "reason"),
    [
        ([MINE], {}, "pass", "declared.agrees"),
        ([paper(patient_name="李**", id_number="511302********4011")], {}, "pass", "declared.agrees"),
        ([paper(patient_name=OTHER_NAME)], {}, "unsure", "declared.person"),
        ([paper(patient_name="李晓朋", id_number=ID_NUMBER), MINE], {}, "pass", "declared.agrees"),
        ([paper(patient_name="李晓朋"), MINE], {}, "unsure", "declared.person"),
        ([paper(patient_name="李*")], {}, "pass", "declared.agrees"),
        ([paper(patient_name="赵**")], {}, "unsure", "declared.person"),
        ([paper(id_number=OTHER_ID)], {}, "unsure", "declared.person"),
        ([MINE, CARD], AGENT, "pass", "declared.agrees"),
        ([MINE, CARD], {"on_behalf": True, "agent": {"name": OTHER_NAME}}, "pass", "declared.agrees"),
        ([MINE, CARD], {"on_behalf": True, "agent": {"name": "孙某某"}}, "unsure", "declared.person"),
        ([paper(patient_name=OTHER_NAME)], AGENT, "unsure", "declared.person"),
        ([MINE], {"on_behalf": True}, "unsure", "declared.agent"),
        ([MINE, paper(DocType.POWER_OF_ATTORNEY, "w.jpg")], {}, "unsure", "declared.agent"),
        ([MINE, paper(DocType.POWER_OF_ATTORNEY, "w.jpg", sure=0.6)], {}, "pass", "declared.agrees"),
        ([MINE, paper(DocType.POWER_OF_ATTORNEY, "w.jpg")], AGENT, "pass", "declared.agrees"),
        ([form("高血压3级")], {}, "pass", "declared.agrees"),
        ([form("糖尿病")], {}, "unsure", "declared.disease"),
        ([form("冠必病")], {"disease": {"name": "冠心病"}}, "unsure", "declared.disease"),
        ([form("肺心病")], {"disease": {"name": "冠心病"}}, "unsure", "declared.disease"),
        ([form("乙型肝炎")], {"disease": {"name": "丙型肝炎"}}, "unsure", "declared.disease"),
        ([form("血必病")], {"disease": {"name": "冠心病"}}, "unsure", "declared.disease"),
        ([form("糖尿病冠心病")], {"disease": {"name": "冠心病"}}, "unsure", "declared.disease"),
        ([form("糖尿病、冠心病")], {"disease": {"name": "冠心病"}}, "pass", "declared.agrees"),
        ([form("冠心病")], {"disease": {"name": "血友病"}}, "unsure", "declared.disease"),
        ([form("戈谢病")], {"disease": {"name": "法布雷病"}}, "unsure", "declared.disease"),
        ([MINE], item("diagnosis_certificate"), "pass", "declared.agrees"),
        ([MINE], item("invoice"), "unsure", "declared.type"),
        ([paper(sure=0.5)], item("invoice"), "pass", "declared.agrees"),
        ([MINE], item("invoice", "z.jpg"), "unsure", "declared.file"),
    ],
)
def test_papers_are_held_against_the_declaration(
    papers: list[Document], said: dict[str, Any], outcome: str, reason: str
) -> None:
    finding = check(case(*papers, application=declared(**said)), RULE)
    assert (finding.outcome, finding.reason) == (outcome, reason)


def test_a_declared_file_that_could_not_be_read_is_there() -> None:
    application = declared(**item("invoice", "b.jpg"))
    assert check(case(MINE, problems=[unreadable("b.jpg")], application=application), RULE).outcome == "pass"


def test_nothing_declared_is_nothing_to_compare() -> None:
    finding = check(case(MINE), RULE)
    assert (finding.outcome, finding.reason) == ("not_applicable", "declared.nothing")
