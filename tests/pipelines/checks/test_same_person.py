"""All papers are of one person; a slip of reading is never taken for a second one."""

from __future__ import annotations

import pytest

from models.codes import DocType
from models.document import Document
from models.rules import PersonRule
from pipelines.checks.same_person import check
from tests.pipelines.builders import ID_NUMBER, NAME, OTHER_ID, OTHER_NAME, case, declared, field, paper

RULE = PersonRule(id="p", kind="same_person", assumed=True)
A = paper(patient_name=NAME, id_number=ID_NUMBER, sex="male", text=NAME)
B = paper(DocType.DISCHARGE_SUMMARY, "b.jpg", patient_name=NAME, text=NAME)
BACK = paper(DocType.ID_CARD_BACK, "k.jpg")


def report(name: object, file: str = "c.jpg", **said: object) -> Document:
    return paper(DocType.LAB_REPORT, file, patient_name=name, **{"text": f"姓名 {name}", **said})


def card(name: str, number: str) -> Document:
    return paper(DocType.ID_CARD_FRONT, "d.jpg", patient_name=name, id_number=number, text=name)


@pytest.mark.parametrize(
    ("papers", "outcome", "reason"),
    [
        ([A, B, report(NAME)], "pass", "person.same"),
        ([A, report("李**")], "pass", "person.same"),
        ([A, report("李*")], "pass", "person.same"),
        ([A, report("*明")], "pass", "person.same"),
        ([A, report("赵*")], "unsure", "person.name"),
        ([report("阿依古丽·买买提"), report("阿依古丽 • 买买提", "d.jpg")], "pass", "person.same"),
        ([A, paper(DocType.LAB_REPORT, "c.jpg", id_number="511302********4011")], "pass", "person.same"),
        ([A, BACK], "not_applicable", "person.single"),
        # One character of a name, where the paper's own number proves whose it is; anything else is not proved.
        ([A, report(NAME, inpatient_number="00123456"), report("李晓朋", "d.jpg", inpatient_number="00123456")],
         "unsure", "person.name_slip"),
        ([A, report(NAME, inpatient_number="00123456"), report("李晓朋", "d.jpg", inpatient_number="00123457")],
         "unsure", "person.name"),
        ([A, report(NAME, inpatient_number="00123456"), report("李小朋", "d.jpg", inpatient_number="00123456")],
         "unsure", "person.name"),
        ([A, report(NAME, inpatient_number="00123456"),
          report("李晓朋", "d.jpg", inpatient_number="00123456", sex="female")], "unsure", "person.sex"),
        # A number with one other digit is told; another number altogether is another stay or another system.
        ([report(NAME, inpatient_number="00123456"), report(NAME, "d.jpg", inpatient_number="00123466")],
         "unsure", "person.number"),
        ([report(NAME, inpatient_number="00123456"), report(NAME, "d.jpg", inpatient_number="77123466")],
         "pass", "person.same"),
        ([report(None), report(None, "d.jpg")], "unsure", "person.unnamed"),
        ([A, B, report(None)], "unsure", "person.unnamed"),
        ([A, B, BACK, paper(DocType.INVOICE, "c.jpg"), paper(DocType.OTHER, "d.jpg")], "pass", "person.same"),
        ([A, B, report("李晓朋")], "unsure", "person.name"),
        ([A, B, report(OTHER_NAME)], "fail", "person.other"),
        # Two against one is needed where no number speaks, a sure reading, and no trace of the applicant's name.
        ([A, report(OTHER_NAME)], "unsure", "person.name"),
        ([A, B, report(field(OTHER_NAME, confidence=0.6))], "unsure", "person.name"),
        ([A, B, report(OTHER_NAME, text=f"送检医生 {OTHER_NAME} 患者 李晓朋")], "unsure", "person.name"),
        ([A, B, report(NAME, sex="female")], "unsure", "person.sex"),
        ([report(NAME, birth_date="1960-03-07"), report(NAME, "d.jpg", birth_date="1960-03-17")],
         "unsure", "person.birth_date"),
        ([A, B, report(NAME, age=40, report_date="2026-03-01")], "unsure", "person.age"),
        ([A, B, report(NAME, age=66, report_date="2026-03-01")], "pass", "person.same"),
        ([A, B, paper(DocType.LAB_REPORT, "c.jpg", patient_name=NAME, id_number="511302196003074021")],
         "unsure", "person.id_number"),
    ],
)  # fmt: skip
def test_papers_are_held_against_each_other(papers: list[Document], outcome: str, reason: str) -> None:
    finding = check(case(*papers), RULE)
    assert (finding.outcome, finding.reason) == (outcome, reason)


def test_both_sides_of_a_disagreement_are_shown() -> None:
    finding = check(case(A, B, report(OTHER_NAME)), RULE)
    assert {place.source for place in finding.evidence} == {A.source.sha256, report("x").source.sha256}
    assert NAME in finding.message
    assert OTHER_NAME in finding.message


def test_a_paper_that_names_nobody_is_told_and_shown() -> None:
    finding = check(case(A, B, report(None)), RULE)
    assert "c.jpg" in finding.message
    assert {place.source for place in finding.evidence} == {report(None).source.sha256}
    assert "b.jpg" not in finding.message


def test_another_card_may_be_an_agents_unless_the_applicant_acts_alone() -> None:
    others = card(OTHER_NAME, OTHER_ID)
    assert check(case(A, others), RULE).outcome == "unsure"
    assert check(case(A, others, application=declared()), RULE).outcome == "fail"
    behalf = declared(on_behalf=True, agent={"name": OTHER_NAME, "id_number": OTHER_ID})
    assert check(case(A, B, others, application=behalf), RULE).outcome == "pass"


def test_another_card_beside_a_power_of_attorney_is_the_agents() -> None:
    others, power = card(OTHER_NAME, OTHER_ID), paper(DocType.POWER_OF_ATTORNEY, "w.jpg")
    assert check(case(A, others, power, application=declared()), RULE).outcome == "unsure"
    misread = declared(on_behalf=True, agent={"name": "赵海燕"})
    assert check(case(A, others, application=misread), RULE).outcome == "unsure"


def test_a_medical_paper_in_the_agents_name_is_not_the_applicants() -> None:
    behalf = declared(on_behalf=True, agent={"name": OTHER_NAME})
    assert check(case(A, B, report(OTHER_NAME), application=behalf), RULE).outcome == "fail"


def test_where_somebody_acts_for_the_applicant_a_strangers_paper_is_still_told_from_the_others() -> None:
    stranger = report(OTHER_NAME)
    behalf = declared(on_behalf=True, agent={"name": "周海燕"})
    finding = check(case(card(NAME, ID_NUMBER), B, A, stranger, application=behalf), RULE)
    assert (finding.outcome, finding.reason) == ("fail", "person.other")
    assert "《出院小结》" in finding.message
