"""Papers as the engine read them: the drawn reference certificate and three photographs of one real report."""

import json
from pathlib import Path

import pytest

from intake.classify import split
from intake.extract.fields import extract_fields
from intake.page import Line, ReadPage
from models.codes import DocType
from models.document import Diagnosis, FieldName
from models.place import Box
from tests.intake.extract.paper import page

HERE = Path(__file__).parent


def recorded(path: str) -> ReadPage:
    lines = json.loads((HERE / path).read_text(encoding="utf-8"))
    return page(*(Line(text, confidence, Box.clipped(*box)) for text, confidence, box in lines))


def test_the_reference_certificate() -> None:
    sheet = recorded("recorded/certificate.json")
    (group,) = split([sheet])
    assert group.guess.value is DocType.DIAGNOSIS_CERTIFICATE
    fields = extract_fields(group.guess.value, [sheet])
    expected: dict[FieldName, str | int] = {
        "patient_name": "王小明", "sex": "male", "age": 63, "id_number": "51130219620513413X",
        "address": "四川省南充市顺庆区人民中路97号", "hospital_name": "南充市中心医院", "department": "心血管内科",
        "inpatient_number": "ZY00482213", "outpatient_number": "2025031877", "admission_date": "2025-03-02",
        "discharge_date": "2025-03-11", "issue_date": "2025-03-11", "report_title": "疾病诊断证明书",
    }  # fmt: skip
    assert {name: fields[name].value for name in expected} == expected
    assert fields["id_number"].confidence < 0.5, "its check digit is wrong"
    assert all(fields[name].confidence > 0.9 for name in expected if name != "id_number")
    assert fields["diagnoses"].value == (
        Diagnosis(text="高血压病3级（极高危）"),
        Diagnosis(text="冠状动脉粥样硬化性心脏病 不稳定型心绞痛"),
        Diagnosis(text="2型糖尿病"),
    )
    advice = str(fields["treatment_advice"].value).splitlines()
    assert len(advice) == 4
    assert "0.5g" in advice[1], "o.5g as read can be nothing else"
    assert advice[3].endswith("建议办理门诊慢性病待遇认定。")
    assert set(fields) == {*expected, "diagnoses", "treatment_advice"}


@pytest.mark.parametrize("number", [1, 2, 7])
def test_the_real_report(number: int) -> None:
    sheet = recorded(f"recorded_labs/photo_{number}.json")
    (group,) = split([sheet])
    assert group.guess.value is DocType.LAB_REPORT
    fields = extract_fields(group.guess.value, [sheet])
    assert fields["hospital_name"].value == "独墅湖科教创新区医院"
    assert fields["report_date"].value == "2016-08-24"
    assert fields["report_title"].value == "化验报告单"
    assert (fields["sex"].value, fields["age"].value, fields["department"].value) == ("male", 2, "儿科")
    assert "hospital_grade" not in fields
    assert "patient_name" not in fields or fields["patient_name"].value is None, "it is painted over"
