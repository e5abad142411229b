"""Diagnoses of a paper: in a list that ends where something else begins, and in sentences."""

from __future__ import annotations

import pytest

from intake.extract.fields import extract_fields
from models.codes import DocType
from tests.intake.extract.paper import centred, line, page, texts, written

CERTIFICATE = DocType.DIAGNOSIS_CERTIFICATE


@pytest.mark.parametrize(
    "below", ["住址/电话19197120563   2025年11月15日", "上述意见仅供原单位参考", "建议休息两周", "以上诊断三日内有效"]
)
def test_a_diagnosis_ends_where_something_else_begins(below: str) -> None:
    sheet = page(
        centred("处方笺", 0.05),
        line("姓名穆立军", 0.1, 0.15),
        line("临床诊断2型糖尿病", 0.1, 0.18),
        line(below, 0.1, 0.21),
    )
    assert texts(extract_fields(DocType.PRESCRIPTION, [sheet])["diagnoses"].value) == ["2型糖尿病"]


def test_a_diagnosis_written_at_once_behind_its_label_is_no_sentence() -> None:
    sheet = page(centred("处方笺", 0.05), line("临床诊断2型糖尿病，予以二甲双胍治疗。", 0.1, 0.18))
    assert "diagnoses" not in extract_fields(DocType.PRESCRIPTION, [sheet])


def test_what_goes_with_a_disease_stays_with_it() -> None:
    sheet = written("病理诊断：糖尿病肾病（Ⅲ级），伴肾小管间质损伤", headings=["病理检查报告单"])
    found = extract_fields(DocType.PATHOLOGY_REPORT, [sheet])["diagnoses"].value
    assert texts(found) == ["糖尿病肾病（Ⅲ级），伴肾小管间质损伤"]


@pytest.mark.parametrize(
    "sentence",
    [
        "兹有患者王小明，男，56岁，在我院肾内科就诊，经检查诊断为：脑梗死后遗症，2型糖尿病。需长期服药。",
        "王小明，男，现年56岁。经本院肾内科检查，确诊为脑梗死后遗症，2型糖尿病，低盐低脂饮食。",
        "经我院肾内科诊治，患者王小明（男，56岁）患脑梗死后遗症、2型糖尿病，病情属实。",
        "患者王小明，男，56岁，经诊断患有脑梗死后遗症、2型糖尿病，特此证明。",
        "病人王小明，男，56岁，因病收住我院肾内科，诊断：脑梗死后遗症，2型糖尿病，于2025年3月12日好转出院。",
    ],
)
def test_a_certificate_that_tells_it_in_a_sentence(sentence: str) -> None:
    rows = [line(sentence[at : at + 36], 0.1, 0.2 + 0.025 * (at // 36)) for at in range(0, len(sentence), 36)]
    fields = extract_fields(CERTIFICATE, [page(centred("疾病诊断证明书", 0.1), *rows)])
    assert texts(fields["diagnoses"].value) == ["脑梗死后遗症", "2型糖尿病"]
    assert (fields["patient_name"].value, fields["sex"].value, fields["age"].value) == ("王小明", "male", 56)


@pytest.mark.parametrize("word", ["门诊诊断", "印象", "确诊病种", "所患疾病"])
def test_labels_of_diagnoses_on_a_certificate(word: str) -> None:
    sheet = written("姓名：王小明", f"{word}：脑梗死后遗症", headings=["疾病诊断证明书"])
    assert texts(extract_fields(CERTIFICATE, [sheet])["diagnoses"].value) == ["脑梗死后遗症"]
