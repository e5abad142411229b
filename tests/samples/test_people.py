"""Invented people: their identity numbers must hold, since checks are measured against them."""

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from models.codes import Title
from samples.people import HOSPITALS, REGIONS, check_digit, invent_doctor, invent_patient


def test_the_check_digit_of_the_standards_own_example() -> None:
    assert check_digit("11010519491231002") == "X"


@given(seed=st.integers(), region=st.sampled_from(REGIONS))
def test_identity_numbers_carry_division_birth_sex_and_check_digit(seed: int, region: object) -> None:
    assert region in REGIONS
    patient = invent_patient(Random(seed), REGIONS[REGIONS.index(region)])
    number = patient.id_number
    assert len(number) == 18
    assert number[17] == check_digit(number[:17])
    assert number[6:14] == f"{patient.birth:%Y%m%d}"
    assert (int(number[16]) % 2 == 1) == (patient.sex == "male")
    assert number[:6] in {division for division, _ in REGIONS[REGIONS.index(region)].areas}


def test_age_is_in_completed_years() -> None:
    patient = invent_patient(Random(3), REGIONS[0])
    birthday = (
        patient.birth.replace(year=2020) if (patient.birth.month, patient.birth.day) != (2, 29) else date(2020, 3, 1)
    )
    assert patient.age(birthday) == 2020 - patient.birth.year


def test_doctors_have_the_title_asked_for_and_every_region_has_hospitals() -> None:
    assert invent_doctor(Random(1), Title.CHIEF).title is Title.CHIEF
    assert {hospital.region for hospital in HOSPITALS} == {region.code for region in REGIONS}
