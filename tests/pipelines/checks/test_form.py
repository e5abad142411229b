"""The form's fields are filled, and it is the region's form."""

from __future__ import annotations

import re
from typing import Any

import pytest

from models.codes import ClarityGrade, DocType
from models.rules import FormRule
from pipelines.checks.form import check
from tests.pipelines.builders import ID_NUMBER, NAME, case, field, paper

_PLACES = (re.compile("青山"), re.compile("^市本级"))
RULE = FormRule(
    id="f", kind="form", applies_to=(DocType.APPLICATION_FORM,), title="青山市门诊慢特病病种待遇认定申请表",
    required=("patient_name", "id_number", "applied_disease"), source="…",
)  # fmt: skip
FILLED: dict[str, Any] = {"patient_name": NAME, "id_number": ID_NUMBER, "applied_disease": "高血压病"}


@pytest.mark.parametrize(
    ("said", "outcome", "reason"),
    [
        (FILLED, "pass", "form.complete"),
        ({**FILLED, "applied_disease": None}, "fail", "form.blank"),
        ({**FILLED, "applied_disease": None, "grade": ClarityGrade.POOR}, "unsure", "form.blank"),
        ({**FILLED, "id_number": field(None, confidence=0.4)}, "unsure", "form.blank"),
        ({**FILLED, "id_number": field(ID_NUMBER, confidence=0.49)}, "unsure", "form.doubtful"),
        (
            {**FILLED, "applied_disease": "二、诊断医疗机构意见（由副主任及以上职称医师填写）"},
            "unsure",
            "form.doubtful",
        ),
        ({**FILLED, "id_number": field(ID_NUMBER, confidence=0.5)}, "pass", "form.complete"),
        ({"patient_name": NAME, "id_number": ID_NUMBER}, "unsure", "form.not_found"),
        ({**FILLED, "report_title": "青山市门诊慢特病病种待遇认定申请表"}, "pass", "form.complete"),
        ({**FILLED, "report_title": "青出市门诊慢特病病种待遇认定申请表"}, "pass", "form.complete"),
        ({**FILLED, "report_title": "门诊慢特病病种待遇认定申请表"}, "pass", "form.complete"),
        ({**FILLED, "report_title": "东海省门诊慢特病病种待遇认定申请表"}, "unsure", "form.other_form"),
    ],
)
def test_what_must_be_filled_is_filled(said: dict[str, Any], outcome: str, reason: str) -> None:
    document = paper(DocType.APPLICATION_FORM, **said)
    finding = check(case(document), document, RULE)
    assert (finding.outcome, finding.reason) == (outcome, reason)


@pytest.mark.parametrize(
    ("said", "outcome", "reason"),
    [
        (FILLED, "pass", "form.complete"),  # a form that does not ask for a telephone
        ({**FILLED, "phone": "13900000000"}, "pass", "form.complete"),
        ({**FILLED, "phone": None}, "unsure", "form.entry_blank"),
        ({**FILLED, "applied_disease": None, "phone": None}, "fail", "form.blank"),
    ],
)
def test_what_the_form_asks_for_besides_has_an_entry(said: dict[str, Any], outcome: str, reason: str) -> None:
    document = paper(DocType.APPLICATION_FORM, **said)
    finding = check(case(document), document, RULE.model_copy(update={"also": ("phone", "address")}))
    assert (finding.outcome, finding.reason) == (outcome, reason)


@pytest.mark.parametrize(
    ("said", "outcome", "reason"),
    [
        ({"opinion": "经审核，符合认定标准，同意认定。"}, "pass", "form.complete"),
        ({"opinion": None}, "unsure", "form.entry_blank"),
        ({}, "not_applicable", "form.not_asked"),
    ],
)
def test_an_opinion_is_asked_for_where_the_form_has_a_place_for_it(
    said: dict[str, Any], outcome: str, reason: str
) -> None:
    document = paper(DocType.APPLICATION_FORM, **said)
    rule = FormRule(id="o", kind="form", applies_to=(DocType.APPLICATION_FORM,), also=("opinion",), source="…")
    finding = check(case(document), document, rule)
    assert (finding.outcome, finding.reason) == (outcome, reason)


@pytest.mark.parametrize(
    ("said", "outcome", "reason"),
    [
        ({"insured_place": "东海省青山市"}, "pass", "form.complete"),
        ({"insured_place": "青 山 市本级"}, "pass", "form.complete"),
        ({"insured_place": "市本级"}, "pass", "form.complete"),
        ({"insured_place": "白水市本级"}, "unsure", "form.insured_elsewhere"),
        ({"insured_place": "东海省白水市"}, "unsure", "form.insured_elsewhere"),
        ({"insured_place": None}, "pass", "form.complete"),
        ({}, "not_applicable", "form.not_asked"),
    ],
)
def test_where_the_applicant_is_insured(said: dict[str, Any], outcome: str, reason: str) -> None:
    document = paper(DocType.APPLICATION_FORM, **said)
    rule = FormRule(id="p", kind="form", applies_to=(DocType.APPLICATION_FORM,), insured_in=_PLACES, source="…")
    finding = check(case(document), document, rule)
    assert (finding.outcome, finding.reason) == (outcome, reason)


@pytest.mark.parametrize(
    ("said", "outcome"),
    [({"applicant_signature": "手写"}, "pass"), ({"applicant_signature": None}, "unsure"), ({}, "pass")],
)
def test_an_empty_line_for_the_applicant_is_for_a_person_to_look_at(said: dict[str, Any], outcome: str) -> None:
    document = paper(DocType.APPLICATION_FORM, **FILLED, **said)
    finding = check(case(document), document, RULE.model_copy(update={"also": ("applicant_signature",)}))
    assert finding.outcome == outcome


def test_the_blank_field_is_named_and_shown() -> None:
    document = paper(DocType.APPLICATION_FORM, **{**FILLED, "applied_disease": None})
    finding = check(case(document), document, RULE)
    assert "申请病种" in finding.message
    assert finding.evidence
