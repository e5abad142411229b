"""Diagnoses get the codes of the office's lists; what is printed stays, what is doubted gets none."""

from __future__ import annotations

import pytest

from models.document import Diagnosis
from pipelines.coding import coded
from pipelines.packs.loading import known_regions, load_pack
from tests.pipelines.builders import field, paper

PACK = load_pack(next(iter(known_regions())))


def codes_of(diagnosis: Diagnosis) -> tuple[str | None, str | None]:
    document = coded(paper(diagnoses=field((diagnosis,))), PACK.diseases, PACK.icd10)
    value = document.fields["diagnoses"].value
    assert isinstance(value, tuple)
    return value[0].icd10, value[0].disease_code


@pytest.mark.parametrize(
    ("text", "icd10", "disease"),
    [
        ("高血压病3级（极高危）", "I10", "M03900"),
        ("高血压Ⅲ期", "I10", "M03900"),
        ("2型糖尿病", "E11", "M01600"),
        ("冠状动脉粥样硬化性心脏病", "I25", "M04600"),
        ("慢性肾脏病5期", "N18.5", "M07803"),
        ("慢性肾脏病3期", "N18", "M07800"),
        ("慢性阻塞性肺病急性加重期", "J44", "M05300"),
        ("右肺腺癌", None, "M00503"),
        ("妊娠期高血压", None, None),
        ("高血压？", None, None),
        ("骨质疏松", None, None),
    ],
)
def test_a_wording_has_the_codes_of_the_lists(text: str, icd10: str | None, disease: str | None) -> None:
    assert codes_of(Diagnosis(text=text)) == (icd10, disease)


def test_a_printed_code_stays_and_tells_the_disease_of_a_misread_wording() -> None:
    assert codes_of(Diagnosis(text="高血庄病3级", icd10="i10.x05")) == ("i10.x05", "M03900")


def test_every_code_of_the_starter_list_belongs_to_a_disease_of_the_catalogue() -> None:
    known = {disease.code for disease in PACK.diseases.diseases}
    assert [entry.code for entry in PACK.icd10.codes if entry.disease and entry.disease not in known] == []
    assert PACK.icd10.starter


def test_a_paper_without_diagnoses_stays_as_it_is() -> None:
    document = paper(patient_name="李晓明")
    assert coded(document, PACK.diseases, PACK.icd10) is document
