"""What is handed in for one application: the papers, whom and what each tells of, how each is sealed and captured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Final, Literal

from models.codes import DocType, Title
from tests.bench.cases.kinds import NANCHONG, SHANGRAO, SHENNONGJIA
from tests.bench.held_out import people
from tests.bench.held_out.clinic import CASES
from tests.bench.held_out.people import LADDER, PLACES, Dates, Doctor, Hospital, Patient
from tests.bench.held_out.visit import Visit

SealWish = Literal[
    "as drawn", "official", "none", "fingerprint", "certificate", "special", "company", "another hospital", "hardly",
    "pale", "cut", "across pages",
]  # fmt: skip
"""``special``: of the insurance office, a department or the archive; ``hardly``: that nobody can read."""
Capture = Literal["ordinary", "grey copy", "blur", "small", "dark", "cut off", "covered"]
Broken = Literal["", "empty", "truncated"]
Bundle = Literal["files", "one PDF", "PDF of reports", "PDF each"]

HERE: Final = {
    SHANGRAO: [place for place in PLACES if place[0] == "江西省"],
    NANCHONG: [place for place in PLACES if place[0] == "四川省"],
    SHENNONGJIA: [place for place in PLACES if place[0] == "湖北省"],
}
SMALL: Final = "青石镇中心卫生院"
"""Of the first grade in the office's list."""
UNLISTED: Final = "翠屏康复医院"
_GRADED: Final = {"人民医院": "三级乙等", "中医医院": "二级甲等", "第二人民医院": "二级甲等", "妇幼保健院": "二级甲等"}
RECORDS: Final = (
    DocType.DISCHARGE_SUMMARY, DocType.MEDICAL_RECORD_FRONT_PAGE, DocType.OUTPATIENT_RECORD, DocType.ADMISSION_RECORD,
)  # fmt: skip
REPORTS: Final = (
    DocType.LAB_REPORT, DocType.EXAMINATION_REPORT, DocType.PATHOLOGY_REPORT, DocType.GENETIC_REPORT,
)  # fmt: skip
CARDS: Final = (DocType.ID_CARD_FRONT, DocType.ID_CARD_BACK, DocType.SOCIAL_SECURITY_CARD)
FORM: Final = DocType.APPLICATION_FORM
CERTIFICATE: Final = DocType.DIAGNOSIS_CERTIFICATE


@dataclass
class Slip:
    """One paper of a case."""

    doc_type: DocType
    visit: Visit
    layouts: tuple[str, ...] = ()
    """The layouts it may have, by name; () for all of its type."""
    seal: SealWish = "as drawn"
    capture: Capture = "ordinary"
    broken: Broken = ""
    claimed: DocType | None = None
    """What the applicant says it is, where that is something else."""
    shows: tuple[str, ...] = ()
    """Fields that have to be on it for the case to be what it is said to be."""


@dataclass
class Plan:
    """A case before anything is drawn."""

    rng: Random
    region: str
    visit: Visit
    slips: list[Slip]
    applicant: Patient
    disease: tuple[str, str]
    """What is applied for: name and code of the catalogue."""
    submitted: date
    bundle: Bundle = "files"
    agent: Patient | None = None
    notes: list[str] = field(default_factory=list)

    def of(self, *types: DocType) -> list[Slip]:
        return [slip for slip in self.slips if slip.doc_type in types]

    def drop(self, *types: DocType) -> None:
        self.slips = [slip for slip in self.slips if slip.doc_type not in types]

    def only(self, types: Sequence[DocType]) -> Slip:
        """The case's one paper of these types; others of them are left out."""
        kept = self.of(*types)[0]
        self.slips = [slip for slip in self.slips if slip is kept or slip.doc_type not in types]
        return kept

    def retell(self, slips: Sequence[Slip], **changes: object) -> None:
        """Make these papers tell something else."""
        for slip in slips:
            slip.visit = replace(slip.visit, **changes)  # type: ignore[arg-type]

    def required(self) -> list[Slip]:
        """The papers the region's rules ask for, the cards' backs left out."""
        asked = {SHANGRAO: (FORM,), NANCHONG: (FORM, CERTIFICATE), SHENNONGJIA: (CERTIFICATE, DocType.ID_CARD_FRONT)}
        return self.of(*asked[self.region], *RECORDS, *REPORTS)


def physician(rng: Random, *titles: Title) -> Doctor:
    """Somebody of one of these ranks."""
    title = rng.choice(titles)
    return Doctor(people.name_of(rng, rng.random() < 0.5), title, rng.choice(LADDER[title]))


def hospital_in(rng: Random, region: str) -> tuple[Hospital, str]:
    """A hospital of the second grade or above, and what papers print of its grade."""
    place = rng.choice(HERE[region])
    if rng.random() < 0.15:
        return Hospital("省第五人民医院", place), "三级甲等"
    kind = rng.choice(list(_GRADED))
    return Hospital(place[2] + kind, place), _GRADED[kind]


def another_hospital(rng: Random, region: str, than: Hospital) -> tuple[Hospital, str]:
    """A hospital whose name nobody could take for the other's."""
    while True:
        other, grade = hospital_in(rng, region)
        if other.name != than.name and not (other.place == than.place and "人民" in other.name and "人民" in than.name):
            return other, grade


def numbers(rng: Random) -> tuple[str, str]:
    """Of a stay and of a visit."""
    return f"{rng.choice(('ZY', '0', '20'))}{rng.randrange(10**6, 10**7)}", f"MZ{rng.randrange(10**8, 10**9)}"


def base_plan(region: str, rng: Random) -> Plan:
    """A case that lacks nothing, its papers of the last months."""
    place = rng.choice(HERE[region])
    hospital, grade = hospital_in(rng, region)
    admitted = date(2026, 3, 20) + timedelta(days=rng.randrange(170))
    discharged = admitted + timedelta(days=rng.randrange(5, 20))
    issued = discharged + timedelta(days=rng.randrange(0, 9))
    days = Dates(admitted, discharged, admitted + timedelta(days=rng.randrange(1, 4)), issued)
    inpatient, outpatient = numbers(rng)
    who = people.patient(rng, place)
    case = rng.choice(CASES)
    visit = Visit(who, hospital, days, case, inpatient, outpatient, grade, rng.randrange(2))
    submitted = issued + timedelta(days=rng.randrange(1, 30))
    bundles: tuple[Bundle, ...] = ("files", "files", "files", "files", "PDF of reports", "PDF each")
    plan = Plan(rng, region, visit, [], who, (case.applied, case.code), submitted, rng.choice(bundles))
    plan.slips = _slips(plan)
    return plan


def _slips(plan: Plan) -> list[Slip]:
    rng, visit = plan.rng, plan.visit
    slips: list[Slip] = []
    if plan.region == SHENNONGJIA:
        slips += cards_of(rng, visit)
    signer = physician(rng, *_RANKS[plan.region])
    how = rng.choice(("printed", "hand", "hand", "scrawl", "stamp"))
    answered = replace(visit, signer=signer, manner=how)  # type: ignore[arg-type]
    if plan.region == SHANGRAO:
        slips.append(Slip(FORM, answered, ("grid_form", "jiangxi_lined")))
    elif plan.region == NANCHONG:
        slips.append(Slip(FORM, answered, ("ticked_form", "nanchong_grid"), "official"))
    if plan.region != SHANGRAO:
        slips.append(Slip(CERTIFICATE, answered, seal="official"))
    elif rng.random() < 0.25:
        slips.append(Slip(CERTIFICATE, answered, seal=rng.choice(("official", "certificate", "none"))))
    records = [RECORDS[k] for k in rng.choice(((0,), (0,), (0, 2), (1,), (2,), (0, 1), (3, 0)))]
    slips += [Slip(kind, visit) for kind in records]
    reports = [REPORTS[k] for k in rng.choice(((0,), (0, 0), (0, 1), (0, 1), (1,), (0, 0, 1)))]
    if visit.case.code == "M00503" and rng.random() < 0.7:
        reports.append(rng.choice(REPORTS[2:]))
    slips += [Slip(kind, visit) for kind in reports]
    if rng.random() < 0.15:
        slips.append(Slip(rng.choice((DocType.INVOICE, DocType.PRESCRIPTION)), visit))
    if rng.random() < 0.12 and plan.region == NANCHONG:
        rng.choice([slip for slip in slips if slip.doc_type in (*RECORDS, *REPORTS)]).capture = "grey copy"
    return slips


_RANKS: Final = {
    SHANGRAO: (Title.ASSOCIATE_CHIEF, Title.ASSOCIATE_CHIEF, Title.CHIEF),
    NANCHONG: (Title.ATTENDING, Title.ATTENDING, Title.ASSOCIATE_CHIEF, Title.CHIEF),
    SHENNONGJIA: (Title.RESIDENT, Title.ATTENDING, Title.ASSOCIATE_CHIEF),
}


def cards_of(rng: Random, visit: Visit) -> list[Slip]:
    """An identity card: its two sides by themselves, copied each, or both on one sheet."""
    roll = rng.random()
    if roll < 0.2:
        return [Slip(DocType.ID_CARD_FRONT, visit, ("both_sides",))]
    way = "copied" if roll < 0.45 else ""
    names = [name + (f"_{way}" if way else "") for name in ("id_front", "id_back")]
    return [Slip(DocType.ID_CARD_FRONT, visit, (names[0],)), Slip(DocType.ID_CARD_BACK, visit, (names[1],))]
