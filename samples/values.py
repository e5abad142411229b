"""Values of a visit as papers print them, each with the field it fills and the normalised value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.document import Diagnosis, FieldName
from samples.clinic import Visit
from samples.ink import Shown
from samples.typeset import House


def name(visit: Visit) -> Shown:
    return Shown(visit.patient.name, "patient_name")


def sex(visit: Visit) -> Shown:
    return Shown("男" if visit.patient.sex == "male" else "女", "sex", visit.patient.sex)


def age(visit: Visit) -> Shown:
    return Shown(f"{visit.age}{visit.rng.choice(('岁', '岁', '', ' 岁'))}", "age", visit.age)


def id_number(visit: Visit) -> Shown:
    return Shown(visit.patient.id_number, "id_number")


def insured_number(visit: Visit) -> Shown:
    return Shown(visit.patient.insured_number, "insured_number")


def phone(visit: Visit) -> Shown:
    return Shown(visit.patient.phone, "phone")


def address(visit: Visit) -> Shown:
    return Shown(visit.patient.address, "address")


def department(visit: Visit) -> Shown:
    return Shown(visit.disease.department, "department")


def inpatient_number(visit: Visit) -> Shown:
    return Shown(visit.inpatient_number, "inpatient_number")


def outpatient_number(visit: Visit) -> Shown:
    return Shown(visit.outpatient_number, "outpatient_number")


def hospital(visit: Visit) -> Shown:
    return Shown(visit.hospital.name, "hospital_name")


def title(text: str) -> Shown:
    """A paper's title; the field is the title without the hospital's name and without spaces."""
    return Shown(text, "report_title", text.replace(" ", ""))


def day(house: House, when: date, field: FieldName | None = None, time: str = "") -> Shown:
    """A date in the house's form; the field's value is ISO 8601."""
    return Shown(house.date.format(when.year, when.month, when.day) + time, field, when.isoformat())


def clock(visit: Visit) -> str:
    """A time of day as it follows a date: `` 09:35``."""
    return f" {visit.rng.randrange(8, 18):02d}:{visit.rng.randrange(60):02d}"


def diagnoses(visit: Visit, coded: bool = False) -> tuple[Diagnosis, ...]:
    """The diagnoses as the field holds them, with their codes where the paper prints them."""
    return tuple(Diagnosis(text=text, icd10=code if coded else None) for text, code in visit.disease.diagnoses)


def numbered(texts: Sequence[str], mark: str = "{0}. ") -> list[str]:
    """1. ..., 2. ...; a single text stands without a number."""
    if len(texts) == 1:
        return [texts[0]]
    return [mark.format(number) + text for number, text in enumerate(texts, 1)]


def illnesses(visit: Visit) -> list[str]:
    """What the visit's diagnoses are called, the primary one first."""
    return [text for text, _ in visit.disease.diagnoses]
