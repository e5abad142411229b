"""Which seals hospitals, departments and physicians press, with the names and sizes seen on papers."""

from __future__ import annotations

from random import Random

from models.codes import SealColor, SealKind, SealShape
from samples.clinic import SealWish, Visit
from samples.ink import Sheet
from samples.people import Doctor, Hospital
from samples.seals import Press, SealDesign, press


def official(hospital: Hospital, rng: Random) -> SealDesign:
    """公章: a circle with a star; some carry their registration number."""
    side = rng.choice((38.0, 40.0, 42.0, 42.0, 45.0))
    serial = "".join(rng.choice("0123456789") for _ in range(13)) if rng.random() < 0.35 else ""
    return SealDesign(SealShape.CIRCLE, SealKind.OFFICIAL, hospital.name, "", (side, side), serial=serial)


def certificate(hospital: Hospital, rng: Random) -> SealDesign:
    """诊断证明专用章: a circle with or without a star, or an ellipse."""
    purpose = rng.choice(("诊断证明专用章", "诊断证明专用章", "疾病诊断专用章", "诊断专用章"))
    shape = rng.choice((SealShape.CIRCLE, SealShape.CIRCLE, SealShape.ELLIPSE))
    size = (40.0, 40.0) if shape is SealShape.CIRCLE else (45.0, 30.0)
    star = shape is SealShape.CIRCLE and rng.random() < 0.8
    return SealDesign(shape, SealKind.DIAGNOSIS_CERTIFICATE, hospital.name, purpose, size, star=star)


def department(hospital: Hospital, rng: Random, purpose: str) -> SealDesign:
    """科室章: an ellipse, red or blue, with the hospital's name or the department's alone."""
    color = rng.choice((SealColor.RED, SealColor.RED, SealColor.BLUE))
    text = hospital.name if rng.random() < 0.8 else ""
    size = rng.choice(((40.0, 27.0), (45.0, 30.0), (38.0, 26.0)))
    return SealDesign(SealShape.ELLIPSE, SealKind.DEPARTMENT, text, purpose, size, color, star=False)


def records(hospital: Hospital, rng: Random) -> SealDesign:
    """病案复印专用章: a circle, an ellipse, or a plain rectangle."""
    purpose = rng.choice(("病案复印专用章", "病历复印专用章", "病案室"))
    if rng.random() < 0.35:
        color = rng.choice((SealColor.RED, SealColor.BLUE))
        return SealDesign(
            SealShape.RECTANGLE, SealKind.MEDICAL_RECORDS, hospital.name, purpose, (52.0, 18.0), color, star=False
        )
    shape, size = rng.choice(((SealShape.CIRCLE, (38.0, 38.0)), (SealShape.ELLIPSE, (45.0, 30.0))))
    star = shape is SealShape.CIRCLE and rng.random() < 0.5
    return SealDesign(shape, SealKind.MEDICAL_RECORDS, hospital.name, purpose, size, star=star)


def insurance(hospital: Hospital, rng: Random) -> SealDesign:
    """医保办章."""
    purpose = rng.choice(("医疗保险办公室", "医保办公室", "医保科"))
    shape, size = rng.choice(((SealShape.CIRCLE, (40.0, 40.0)), (SealShape.ELLIPSE, (45.0, 30.0))))
    return SealDesign(shape, SealKind.INSURANCE_OFFICE, hospital.name, purpose, size, star=shape is SealShape.CIRCLE)


def name_stamp(doctor: Doctor, rng: Random) -> SealDesign:
    """医师名章: a small rectangle with the name, at times with the title below it."""
    color = rng.choice((SealColor.RED, SealColor.RED, SealColor.BLUE))
    titled = rng.random() < 0.25
    size = (22.0, 11.0) if titled else (19.0, 7.5)
    inner = doctor.title.label if titled else ""
    return SealDesign(SealShape.RECTANGLE, SealKind.PHYSICIAN, doctor.name, inner, size, color, star=False)


def design_for(wish: SealWish, visit: Visit, purpose: str) -> SealDesign | None:
    """The seal the visit wishes for; ``purpose`` names the department where it is a department's."""
    rng, hospital = visit.rng, visit.hospital
    match wish:
        case "official":
            return official(hospital, rng)
        case "certificate":
            return certificate(hospital, rng)
        case "department":
            return department(hospital, rng, purpose)
        case "records":
            return records(hospital, rng)
        case "insurance":
            return insurance(hospital, rng)
        case "none":
            return None


def stamp(sheet: Sheet, design: SealDesign | None, x: float, y: float, how: Press | None = None) -> None:
    """Press a seal near (x, y), a few millimetres beside where it was meant."""
    if design is not None:
        rng = sheet.rng
        sheet.stamp(press(design, rng, sheet.dpi, how), x + rng.uniform(-4, 4), y + rng.uniform(-3, 3))
