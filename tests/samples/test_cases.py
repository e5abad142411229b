"""The committed sample cases are what their seed draws, and each says plainly what it is to show."""

import json

import pytest

from models.application import Application
from models.codes import DocType
from samples.cases import CASES, OUT, SampleCase, expected, files_of, visit_of
from samples.draw import kind_of


@pytest.mark.parametrize("case", CASES[3:4], ids=lambda case: case.name)
def test_a_case_is_redrawn_byte_for_byte(case: SampleCase) -> None:
    drawn = files_of(case)
    committed = {path.name: path.read_bytes() for path in (OUT / case.name).iterdir()}
    assert sorted(drawn) == sorted(committed)
    assert drawn == committed


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_declaration_is_about_the_person_and_the_files_of_the_case(case: SampleCase) -> None:
    folder = OUT / case.name
    declared = Application.model_validate_json((folder / "application.json").read_bytes())
    assert declared.applicant.id_number == visit_of(case).patient.id_number
    assert {item.file for item in declared.items} == {path.name for path in folder.iterdir()} - {"application.json"}
    assert visit_of(case).issued.isoformat() < str(declared.submitted_at)[:10]


def test_the_cases_are_small_and_their_expectations_are_committed() -> None:
    assert sum(path.stat().st_size for path in OUT.rglob("*") if path.is_file()) < 6_000_000
    assert (OUT / "expected.json").read_bytes() == expected()
    assert sorted(json.loads(expected())) == sorted(folder.name for folder in OUT.iterdir() if folder.is_dir())


def test_what_is_missing_from_a_deficient_case_is_missing() -> None:
    kinds = {case.name: {kind_of(upload.layout) for upload in case.uploads} for case in CASES}
    reports = {DocType.LAB_REPORT, DocType.EXAMINATION_REPORT, DocType.PATHOLOGY_REPORT, DocType.GENETIC_REPORT}
    assert not kinds["jiangxi-shangrao-deficient"] & reports
    assert DocType.APPLICATION_FORM not in kinds["sichuan-nanchong-deficient"]
    assert DocType.ID_CARD_BACK not in kinds["hubei-shennongjia-deficient"]
