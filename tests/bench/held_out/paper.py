"""One paper being made out: the sheet, who it is about, and what has been printed on it so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from models.codes import DocType, SealColor, SealKind, SealShape, Title
from models.document import Diagnosis, FieldName, PhysicianRole
from samples.truth import TrueLabItem, TruePhysician
from tests.bench.held_out import people
from tests.bench.held_out.clinic import CASES, Case
from tests.bench.held_out.people import Dates, Doctor, Hospital, Patient
from tests.bench.held_out.seals import SealDesign, press
from tests.bench.held_out.sheet import RunsOffError, Sheet
from tests.bench.held_out.typefaces import Type
from tests.bench.held_out.visit import Manner, told

Value = str | int | tuple[Diagnosis, ...] | None
_TRIES = 20
PEN = ((24, 28, 40), (26, 40, 110), (20, 30, 80))


@dataclass(frozen=True)
class Pressed:
    """A seal on the sheet: its design and its edge in the sheet's pixels (N, 2)."""

    design: SealDesign
    edge: NDArray[np.float64]


class Paper:
    """Holds the sheet and collects the truth. ``fact`` prints nothing: it gives the wording and notes the value."""

    def __init__(
        self, rng: Random, size: tuple[float, float], doc_type: DocType, body: Type, dpi: float = 200.0
    ) -> None:
        self.rng = rng
        self.sheet = Sheet(size[0], size[1], rng, dpi)
        self.doc_type = doc_type
        self.body = body
        self.hospital: Hospital = people.hospital(rng)
        self.patient: Patient = people.patient(rng, self.hospital.place)
        self.dates: Dates = people.dates(rng)
        self.case: Case = rng.choice(CASES)
        self.style = rng.choice(("iso", "iso", "han", "hanzero", "dot", "slash"))
        self.day = self.dates.admitted
        self.inpatient = rng.choice(("ZY", "", "0")) + f"{rng.randrange(10**6, 10**7)}"
        self.outpatient = rng.choice(("MZ", "2", "00")) + f"{rng.randrange(10**8, 10**9)}"
        self.fields: dict[FieldName, Value] = {}
        self.physicians: list[TruePhysician] = []
        self.seals: list[Pressed] = []
        self.pending: list[tuple[SealDesign, tuple[float, float]]] = []
        self.lab_items: list[TrueLabItem] = []
        self.visit = told()
        if self.visit:
            self._adopt()
        self._signer = self.visit.signer if self.visit else None

    def _adopt(self) -> None:
        """Be about the visit that was told."""
        assert self.visit
        self.hospital, self.patient = self.visit.hospital, self.visit.patient
        self.dates, self.case, self.day = self.visit.dates, self.visit.case, self.visit.dates.admitted
        self.inpatient, self.outpatient = self.visit.inpatient, self.visit.outpatient

    def fact(self, name: FieldName) -> str:
        """The wording of a fact about this visit, noted as printed."""
        if self.visit and name in self.visit.empty:
            return self.blank(name)
        text, value = self._wording(name)
        self.fields[name] = value
        return text

    def blank(self, name: FieldName) -> str:
        """A label with nothing behind it."""
        self.fields[name] = None
        return ""

    def _wording(self, name: FieldName) -> tuple[str, Value]:
        who, days = self.patient, self.dates
        dated: dict[FieldName, date] = {
            "birth_date": who.born, "admission_date": days.admitted, "discharge_date": days.discharged,
            "visit_date": days.admitted, "report_date": days.reported, "issue_date": days.issued,
        }  # fmt: skip
        if name in dated:
            return people.written(dated[name], self.style), dated[name].isoformat()
        if name == "sex":
            return ("女", "female") if who.female else ("男", "male")
        if name == "age":
            return f"{who.age(self.day)}岁", who.age(self.day)
        plain: dict[FieldName, str] = {
            "patient_name": who.name, "id_number": who.id_number, "insured_number": who.insured_number,
            "phone": who.phone, "address": who.address, "hospital_name": self.hospital.name,
            "department": self.case.department, "inpatient_number": self.inpatient,
            "outpatient_number": self.outpatient, "applied_disease": self.case.applied,
        }  # fmt: skip
        return plain[name], plain[name]

    def title(self, text: str) -> str:
        """The report's name, noted as printed."""
        self.fields["report_title"] = text
        return text

    def diagnose(self, chosen: Sequence[tuple[str, str]], codes: bool = False) -> list[str]:
        """Note the diagnoses; the wordings in order (with their ICD-10 codes noted where they are printed)."""
        self.fields["diagnoses"] = tuple(Diagnosis(text=t, icd10=c if codes else None) for t, c in chosen)
        return [t for t, _ in chosen]

    def advise(self, form: str = "{n}. {text}。") -> list[str]:
        """Note the advice as it will be printed, all lines joined."""
        lines = [form.format(n=n, text=text) for n, text in enumerate(self.case.advice, 1)]
        self.fields["treatment_advice"] = "".join(lines)
        return lines

    def insurance_words(self) -> str:
        """Which of the two insurances, as forms call them."""
        return ("城镇职工", "城乡居民")[self.insurance(self.rng.randrange(2))]

    def insurance(self, drawn: int) -> int:
        """0 for employees, 1 for residents: as told, else as drawn."""
        return self.visit.insurance if self.visit else drawn

    def manner(self, drawn: Manner) -> Manner:
        """How the line of whoever answers for the paper is filled: as told, else as drawn."""
        return self.visit.manner or drawn if self.visit else drawn

    # -- signing ------------------------------------------------------------------------------------------------------

    def note(
        self, doctor: Doctor | None, role: PhysicianRole | None, signed: bool | None, titled: bool = False
    ) -> None:
        """Note a physician; ``titled`` where the title of this person is printed."""
        self.physicians.append(
            TruePhysician(
                name=doctor.name if doctor else None,
                title=doctor.title if doctor and titled else None,
                role=role,
                signed=signed,
            )
        )

    def sign(
        self, at: tuple[float, float], doctor: Doctor, role: PhysicianRole | None, manner: Manner, titled: bool = False
    ) -> float:
        """Sign with the top left corner at ``at``; the right edge. ``titled``: the title follows the name in print."""
        pen = Type("wenkai", self.body.size * 1.25, self.rng.choice(PEN), hand=1.0)
        x, right = at[0], at[0] + 3 * pen.em
        match manner:
            case "printed":
                right = self.sheet.put(at, doctor.name, self.body)
            case "hand":
                right = self.sheet.put((x, at[1] - 0.15 * pen.em), doctor.name, pen)
            case "scrawl":
                right = x + self._scrawl((x, at[1] - 0.6 * pen.em), doctor.name, pen)
            case "stamp":
                right = self._name_stamp(at, doctor)
            case "empty":
                right = x + 3 * pen.em
        if titled and manner != "empty":
            right = self.sheet.put((right + 2.5, at[1]), doctor.title_text, self.body)
        named = doctor if manner in ("printed", "hand", "stamp") else replace(doctor, name="")
        shown = titled and manner != "empty"
        self.physicians.append(
            TruePhysician(
                name=named.name or None, title=doctor.title if shown else None, role=role, signed=manner != "empty"
            )
        )
        return right

    def _name_stamp(self, at: tuple[float, float], doctor: Doctor) -> float:
        width = 5.2 * len(doctor.name) + 3
        color = self.rng.choice((SealColor.RED, SealColor.RED, SealColor.BLUE))
        design = SealDesign(
            SealShape.RECTANGLE, SealKind.PHYSICIAN, doctor.name, color=color, width=width, height=7.6,
            turn=self.rng.uniform(-6, 6), ink=self.rng.uniform(0.7, 0.95), face="kaiti", lines=(doctor.name,),
        )  # fmt: skip
        self.stamp(design, (at[0] + width / 2, at[1] + 0.5 * self.body.em))
        return at[0] + width

    def _scrawl(self, at: tuple[float, float], name: str, pen: Type) -> float:
        """A running hand nobody can read; its width in millimetres."""
        scale = self.sheet.scale
        high, wide = int(pen.em * 2.4 * scale), int(pen.em * (1.3 * len(name) + 1.2) * scale)
        noise = np.random.default_rng(self.rng.randrange(2**32))
        steps = 9 * len(name)
        x = np.linspace(0.08, 0.9, steps) + noise.normal(0, 0.035, steps)
        y = 0.5 + noise.normal(0, 0.17, steps) * np.linspace(1.3, 0.6, steps)
        t = np.linspace(0, steps - 1, steps * 14)
        smooth = np.stack([_spline(x, t) * wide, _spline(y, t) * high], axis=1)
        mask = np.zeros((high, wide), dtype=np.uint8)
        for k in range(len(smooth) - 1):
            if (k // 14) % 9 == 8 and k % 14 < 10:
                continue
            thick = max(1, round(scale * (0.26 + 0.14 * np.sin(k / 17.0))))
            a, b = smooth[k], smooth[k + 1]
            cv2.line(mask, (int(a[0]), int(a[1])), (int(b[0]), int(b[1])), (255,), thick, cv2.LINE_AA)
        place = (round(at[0] * scale), round(at[1] * scale))
        self.sheet.image.paste(pen.colour, place, Image.fromarray(mask))
        return wide / scale

    # -- seals --------------------------------------------------------------------------------------------------------

    def stamp(self, design: SealDesign, middle: tuple[float, float]) -> None:
        """Press the seal at ``middle`` once all text is set."""
        self.pending.append((design, middle))

    def press_all(self) -> None:
        """Press what was asked for, in that order."""
        for design, middle in self.pending:
            self.sheet.image, edge = press(self.sheet.image, self.sheet.scale, design, middle, self.rng)
            self.seals.append(Pressed(design, edge))
        self.pending = []

    def doctor(self, lowest: Title = Title.RESIDENT, highest: Title = Title.CHIEF) -> Doctor:
        """A physician of the staff; the first who is asked for is the one that was told."""
        if self._signer:
            first, self._signer = self._signer, None
            return first
        return people.doctor(self.rng, lowest, highest)


Layout = Callable[[Random], Paper]
"""Makes a paper out."""


def made_out(layout: Layout, rng: Random) -> Paper:
    """The paper, made out anew from the generator as it stands where a text had no room."""
    for _ in range(_TRIES):
        try:
            return layout(rng)
        except RunsOffError:
            continue
    raise RuntimeError(f"no drawing of {layout.__name__} has room for its text")


def _spline(values: NDArray[np.float64], at: NDArray[np.float64]) -> NDArray[np.float64]:
    """Catmull-Rom through equally spaced values."""
    k = np.clip(at.astype(int), 0, len(values) - 2)
    f = at - k
    p0, p1 = values[np.maximum(k - 1, 0)], values[k]
    p2, p3 = values[k + 1], values[np.minimum(k + 2, len(values) - 1)]
    curve = p1 + 0.5 * f * (p2 - p0 + f * (2 * p0 - 5 * p1 + 4 * p2 - p3 + f * (3 * (p1 - p2) + p3 - p0)))
    return np.asarray(curve, dtype=np.float64)
