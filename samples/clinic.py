"""What the drawn papers can tell: diseases, laboratory panels and examinations, and one patient's visit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Literal

import yaml

from models.codes import Title
from models.record import Record
from samples.people import HOSPITALS, REGIONS, Doctor, Hospital, Patient, Region, Sex, invent_doctor, invent_patient

_DATA = Path(__file__).parent / "data"


class Disease(Record):
    """A disease of the catalogue with everything its papers say; see ``data/diseases.yaml``."""

    name: str
    code: str
    department: str
    diagnoses: tuple[tuple[str, str], ...]
    complaint: str
    illness: str
    signs: str
    course: str
    condition: str
    advice: tuple[str, ...]
    panels: tuple[str, ...]
    exams: tuple[str, ...]
    drugs: tuple[tuple[str, str, str, str], ...]
    raised: tuple[str, ...] = ()
    lowered: tuple[str, ...] = ()
    sex: Sex | None = None
    surgery: tuple[str, str] | None = None
    """Name and course of the operation."""
    pathology: tuple[str, str, str, str] | None = None
    """Specimen, microscopy, immunohistochemistry, diagnosis."""
    genetic: tuple[str, tuple[tuple[str, str, str, str], ...], str] | None = None
    """Test, rows of gene, region, kind and result, conclusion."""


class Panel(Record):
    """A laboratory panel; an item is name, abbreviation, lower, upper, unit, decimals (see ``data/tests.yaml``)."""

    title: str
    specimen: str
    items: tuple[tuple[str, str, float | str, float | str, str, int], ...]


class Exam(Record):
    """An examination as its report tells it."""

    title: str
    department: str
    part: str
    method: str
    findings: str
    conclusions: tuple[str, ...]


@cache
def diseases() -> tuple[Disease, ...]:
    """All diseases the papers are drawn for."""
    loaded = yaml.safe_load((_DATA / "diseases.yaml").read_text(encoding="utf-8"))
    return tuple(Disease.model_validate(entry) for entry in loaded)


@cache
def panels() -> dict[str, Panel]:
    """Laboratory panels by key."""
    loaded = yaml.safe_load((_DATA / "tests.yaml").read_text(encoding="utf-8"))
    return {key: Panel.model_validate(entry) for key, entry in loaded["panels"].items()}


@cache
def exams() -> dict[str, Exam]:
    """Examinations by key."""
    loaded = yaml.safe_load((_DATA / "tests.yaml").read_text(encoding="utf-8"))
    names = ("title", "department", "part", "method", "findings", "conclusions")
    return {key: Exam.model_validate(dict(zip(names, row, strict=True))) for key, row in loaded["exams"].items()}


SealWish = Literal["official", "certificate", "department", "records", "insurance", "none"]
"""Which seal the paper is to bear; ``none``: no seal at all."""


@dataclass(frozen=True)
class Visit:
    """One patient's illness, from which all their papers are drawn. ``rng`` decides what the papers leave open."""

    patient: Patient
    region: Region
    hospital: Hospital
    disease: Disease
    admitted: date
    discharged: date
    issued: date
    """When the paper is issued: after the discharge."""
    inpatient_number: str
    outpatient_number: str
    physician: Doctor
    """Who signs certificate and form."""
    attending: Doctor
    """The 主治医师 of the ward; signs certificate and form too where those want no higher title."""
    resident: Doctor
    chief: Doctor
    rng: Random = field(compare=False)
    seal: SealWish = "official"
    form_complete: bool = True

    @property
    def age(self) -> int:
        return self.patient.age(self.admitted)

    @property
    def insurance(self) -> Literal["employee", "resident"]:
        """As whom the patient is insured; every paper and the declaration say the same."""
        return "employee" if self.patient.insured_number[-1] in "0246" else "resident"


_SIGNING_TITLES = (Title.ATTENDING, Title.ATTENDING, Title.ASSOCIATE_CHIEF, Title.ASSOCIATE_CHIEF, Title.CHIEF)
_SEALS: tuple[SealWish, ...] = (
    *("official",) * 6,
    *("certificate",) * 4,
    *("none",) * 2,
    "department",
)


def invent_visit(rng: Random, region_code: str = "", told: str = "") -> Visit:
    """A visit within the last years, of any region or the one of the code, for any disease.

    ``told``: an attribute the disease must have (``surgery``, ``pathology``, ``genetic``).
    """
    region = rng.choice([region for region in REGIONS if region_code in ("", region.code)])
    disease = rng.choice([disease for disease in diseases() if not told or getattr(disease, told)])
    admitted = date(2024, 1, 5) + timedelta(days=rng.randrange(980))
    discharged = admitted + timedelta(days=rng.randrange(4, 19))
    physician = invent_doctor(rng, rng.choice(_SIGNING_TITLES))
    return Visit(
        patient=invent_patient(rng, region, disease.sex),
        region=region,
        hospital=rng.choice([hospital for hospital in HOSPITALS if hospital.region == region.code]),
        disease=disease,
        admitted=admitted,
        discharged=discharged,
        issued=discharged + timedelta(days=rng.randrange(0, 9)),
        inpatient_number=rng.choice(("ZY", "", "", "00")) + f"{rng.randrange(10**5, 10**8):08d}",
        outpatient_number=rng.choice(("MZ", "", "")) + f"{admitted:%y%m}{rng.randrange(10**5):05d}",
        physician=physician,
        attending=physician if physician.title is Title.ATTENDING else invent_doctor(rng, Title.ATTENDING),
        resident=invent_doctor(rng, Title.RESIDENT),
        chief=invent_doctor(rng, rng.choice((Title.CHIEF, Title.ASSOCIATE_CHIEF))),
        rng=rng,
        seal=rng.choice(_SEALS),
        form_complete=rng.random() < 0.8,
    )
