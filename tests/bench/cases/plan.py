"""Plans of whole cases on the samples' papers: the sheets of one applicant, and how each is captured."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from random import Random
from typing import Final

from models.application import Application, DeclaredDisease, DeclaredItem, Person
from models.codes import DocType, SealKind, SealShape, Title
from samples.capture import Rotation
from samples.clinic import Disease, SealWish, Visit, diseases, invent_visit
from samples.draw import FURTHER, KEPT, LAYOUTS, TICKED, kind_of
from samples.ink import Sheet
from samples.papers import Layout
from samples.people import HOSPITALS, REGIONS, Hospital, invent_doctor, invent_patient
from samples.seals import SealDesign
from samples.stamps import official, stamp
from samples.truth import Degradation
from tests.bench.cases.kinds import NANCHONG, SHANGRAO, SHENNONGJIA, Kind

_CHINA: Final = timezone(timedelta(hours=8))
_TRIES: Final = 200
_FORMS: Final = {
    SHANGRAO: ("form-jiangxi-grid", "form-jiangxi-lines", *TICKED),
    NANCHONG: ("form-nanchong-grid", *TICKED),
}
"""A region's own forms, and those with a list to tick from, which bear the region's title."""
_FORM: Final = DocType.APPLICATION_FORM
_RECORDS: Final = (
    DocType.DISCHARGE_SUMMARY, DocType.DISCHARGE_SUMMARY, DocType.ADMISSION_RECORD, DocType.MEDICAL_RECORD_FRONT_PAGE,
    DocType.OUTPATIENT_RECORD,
)  # fmt: skip
_REPORTS: Final = (DocType.LAB_REPORT, DocType.LAB_REPORT, DocType.EXAMINATION_REPORT)
_EXTRAS: Final = (DocType.INVOICE, DocType.PRESCRIPTION, DocType.SOCIAL_SECURITY_CARD, DocType.OTHER)
_WAYS: Final[dict[Degradation, int]] = {"clean_scan": 50, "photo": 34, "jpeg": 8, "shadow": 8}
_TURNS: Final[tuple[Rotation, ...]] = (0, 0, 0, 0, 0, 0, 90, 270, 180)
SMALL_HOSPITAL: Final = Hospital("南部县新溪镇中心卫生院", (), "一级甲等", NANCHONG)
"""Below the second grade; the samples' office list has it."""
_COMPANY: Final = "{0}恒瑞商贸有限公司"


@dataclass(frozen=True)
class Part:
    """One file of a case: a sheet, or one of its two halves, and how it is captured."""

    file: str
    layout: str
    sheet: Sheet
    way: Degradation = "clean_scan"
    turned: Rotation = 0
    illegible: bool = False

    @property
    def doc_type(self) -> DocType:
        return kind_of(self.layout)


@dataclass(frozen=True)
class Plan:
    """A case before it is captured."""

    name: str
    region: str
    kind: Kind
    application: Application
    parts: tuple[Part, ...]
    in_two_files: str = ""
    """The file that is photographed in two halves."""


Pool = dict[DocType, dict[str, Layout]]
"""Layouts by the type of paper they draw."""


def pool_of(papers: str) -> Pool:
    """``samples``: every layout development looks at; ``kept``: those kept aside, where a type has any.

    Forms and cards are always the samples': a region asks for the form of its own name.
    """
    further = FURTHER if papers == "samples" else KEPT
    own = (*_RECORDS, *_REPORTS, DocType.DIAGNOSIS_CERTIFICATE)
    pool: Pool = {kind: dict(layouts) for kind, layouts in LAYOUTS.items()}
    pool[_FORM] |= {name: layout for name, (_, layout) in TICKED.items()}
    for kind in {kind for kind, _ in further.values()} & {*own}:
        more = {name: layout for name, (drawn, layout) in further.items() if drawn is kind}
        pool[kind] = more if papers == "kept" else pool[kind] | more
    return pool


def plan_case(region: str, kind: Kind, rng: Random, pool: Pool) -> Plan:
    """A case of the kind. ``rng`` decides everything."""
    visit = _visit(region, kind, rng)
    types = _types(region, kind, rng)
    foreign = _strangers_paper(kind, types, rng)
    parts = []
    for number, doc_type in enumerate(types):
        about = _about(visit, kind, doc_type, stranger=number == foreign)
        layouts = {name: pool[doc_type][name] for name in _FORMS[region]} if doc_type is _FORM else pool[doc_type]
        parts.append(_part((f"{number + 1:02d}{doc_type.label}.jpg", doc_type), layouts, about, kind))
    if kind.name == "illegible page":
        parts = _one_illegible(parts, rng)
    paged = next((part.file for part in parts if part.doc_type in _RECORDS[:3]), "") if "two files" in kind.name else ""
    application = _application(visit, kind, parts)
    return Plan(f"{region}-{kind.name}", region, kind, application, tuple(parts), paged)


def _visit(region: str, kind: Kind, rng: Random) -> Visit:
    """The applicant's illness: papers of the last months, signed and sealed as the kind says."""
    visit = invent_visit(rng, region)
    admitted = date(2026, 5, 10) + timedelta(days=rng.randrange(130))
    discharged = admitted + timedelta(days=rng.randrange(5, 15))
    least = [Title.ASSOCIATE_CHIEF, Title.CHIEF] if region == SHANGRAO else [Title.ATTENDING, Title.ASSOCIATE_CHIEF]
    title = rng.choice(least)
    if kind.name == "title below rank":
        title = Title.ATTENDING
    elif kind.name == "title of the certificate below":
        title = Title.RESIDENT
    physician = invent_doctor(rng, title)
    issued = discharged + timedelta(days=rng.randrange(0, 9))
    if kind.name == "dates implausible":
        discharged = admitted - timedelta(days=9)
    return replace(
        visit,
        admitted=admitted,
        discharged=discharged,
        issued=issued,
        physician=physician,
        attending=physician if title is Title.ATTENDING else invent_doctor(rng, Title.ATTENDING),
        hospital=SMALL_HOSPITAL if kind.name == "hospital below grade" else visit.hospital,
        seal=_seal_wish(kind),
        form_complete=kind.name not in ("form incomplete", "no signature"),
    )


def _seal_wish(kind: Kind) -> SealWish:
    wishes: dict[str, SealWish] = {
        "no seal": "none", "seal of a company": "none", "seal of another hospital": "none",
        "seal of a special kind": "certificate",
    }  # fmt: skip
    return wishes.get(kind.name, "official")


def _types(region: str, kind: Kind, rng: Random) -> list[DocType]:
    """Which papers are handed in, in the order of the files."""
    types: list[DocType] = []
    if region == SHENNONGJIA:
        types.append(DocType.ID_CARD_FRONT)
        if kind.name != "one side of the card":
            types.append(DocType.ID_CARD_BACK)
    if region in _FORMS and kind.name != "no form":
        types.append(DocType.APPLICATION_FORM)
    if region != SHANGRAO and kind.name != "no certificate":
        types.append(DocType.DIAGNOSIS_CERTIFICATE)
    if kind.name != "no record":
        pool = _RECORDS[:3] if "two files" in kind.name else _RECORDS
        types += dict.fromkeys(rng.sample(pool, rng.choice((1, 1, 2))))  # one stay has one summary
    if kind.name == "dates implausible" and DocType.DISCHARGE_SUMMARY not in types:
        types.append(DocType.DISCHARGE_SUMMARY)  # the paper that shows both days of the stay
    if kind.name != "no report":
        types += rng.sample(_REPORTS, rng.choice((1, 2)))
    if rng.random() < 0.2:
        types.append(rng.choice(_EXTRAS))
    return types


def _strangers_paper(kind: Kind, types: list[DocType], rng: Random) -> int | None:
    if kind.name != "another's paper":
        return None
    own = (*_RECORDS, *_REPORTS)
    return rng.choice([number for number, doc_type in enumerate(types) if doc_type in own])


def _about(visit: Visit, kind: Kind, doc_type: DocType, stranger: bool) -> Visit:
    """Whom and what a paper tells of."""
    if stranger:
        region = next(region for region in REGIONS if region.code == visit.region.code)
        another = invent_patient(visit.rng, region, visit.disease.sex)
        return replace(visit, patient=another, inpatient_number="30517746", outpatient_number="260791355")
    if kind.name == "another disease" and doc_type is DocType.APPLICATION_FORM:
        return replace(visit, disease=_other_disease(visit.disease))
    return visit


def _other_disease(disease: Disease) -> Disease:
    """A disease that the papers of this one never mention."""
    told = str(disease.model_dump())
    stems = {other.name: other.name.split("（")[0][:3] for other in diseases()}
    return next(other for other in reversed(diseases()) if stems[other.name] not in told and other.code != disease.code)


def _part(paper: tuple[str, DocType], layouts: dict[str, Layout], visit: Visit, kind: Kind) -> Part:
    """One paper (its file and type), drawn until it shows what the kind of case rests on."""
    rng, (file, doc_type) = visit.rng, paper
    way = rng.choices(list(_WAYS), list(_WAYS.values()))[0]
    if kind.name == "grey copy of the sealed paper" and doc_type is DocType.DIAGNOSIS_CERTIFICATE:
        way = "grey_copy"
    for _ in range(_TRIES):
        layout = rng.choice(sorted(layouts))
        sheet = layouts[layout](visit)
        if doc_type is DocType.DIAGNOSIS_CERTIFICATE:
            _stamp_of_another_body(sheet, visit, kind)
        if _as_needed(sheet, doc_type, visit, kind):
            return Part(file, layout, sheet, way, rng.choice(_TURNS))
    raise RuntimeError(f"no drawing of {doc_type} shows what the case needs")


def _stamp_of_another_body(sheet: Sheet, visit: Visit, kind: Kind) -> None:
    where = (sheet.size[0] * 0.72, sheet.size[1] * (0.82 if sheet.size[1] > 200 else 0.7))
    if kind.name == "seal of a company":
        text = _COMPANY.format(visit.region.place[3:6])
        stamp(sheet, SealDesign(SealShape.CIRCLE, SealKind.OFFICIAL, text, "", (42.0, 42.0)), *where)
    elif kind.name == "seal of another hospital":
        others = [one for one in other_hospitals(visit) if one.name != visit.hospital.name]
        stamp(sheet, official(visit.rng.choice(others), visit.rng), *where)


def other_hospitals(visit: Visit) -> list[Hospital]:
    """The hospitals of the visit's region."""
    return [hospital for hospital in HOSPITALS if hospital.region == visit.region.code]


def _as_needed(sheet: Sheet, doc_type: DocType, visit: Visit, kind: Kind) -> bool:
    """Whether a drawing shows what the case rests on: who signs with which title, the seal, what is left empty."""
    signing = [one for one in sheet.physicians if one.role in ("signing", "opinion")]
    if doc_type is DocType.APPLICATION_FORM:
        empty = "applied_disease" in sheet.fields and not sheet.fields["applied_disease"]
        if kind.name == "form incomplete":
            return empty
        if kind.name == "no signature":
            return any(one.signed is False for one in signing)
        return not empty and all(one.signed for one in signing)
    if doc_type is not DocType.DIAGNOSIS_CERTIFICATE:
        return all(seal.complete for seal in sheet.seals)
    titles = [one.title for one in signing]
    if kind.name == "title not written":
        return titles == [None]
    if titles != [visit.physician.title]:
        return False
    bodies = [seal for seal in sheet.seals if seal.seal.design.kind is not SealKind.PHYSICIAN]
    if kind.name == "no seal":
        return not bodies
    if kind.name == "seal of a special kind":
        return bool(bodies) and all(seal.seal.design.kind is not SealKind.OFFICIAL for seal in bodies)
    return any(seal.complete and seal.seal.design.kind is SealKind.OFFICIAL for seal in bodies)


def _one_illegible(parts: list[Part], rng: Random) -> list[Part]:
    """One paper that the region asks for, out of focus beyond reading."""
    asked = [part for part in parts if part.doc_type not in (*_EXTRAS, DocType.ID_CARD_BACK)]
    chosen = rng.choice(asked)
    return [replace(part, way="blur", illegible=True) if part is chosen else part for part in parts]


def _application(visit: Visit, kind: Kind, parts: list[Part]) -> Application:
    patient, rng = visit.patient, visit.rng
    disease = _other_disease(visit.disease) if kind.name == "another disease" else visit.disease
    if kind.name == "declared for another person":
        patient = invent_patient(rng, visit.region, visit.disease.sex)
    latest = max(visit.issued, visit.discharged, visit.admitted)
    submitted = datetime.combine(latest + timedelta(days=rng.randrange(1, 30)), time(10, 5), _CHINA)
    on_behalf = rng.random() < 0.15
    agent = invent_patient(rng, visit.region) if on_behalf else None
    return Application(
        application_number=f"YC{rng.randrange(10**8):08d}",
        submitted_at=submitted,
        on_behalf=on_behalf,
        applicant=Person(
            name=patient.name,
            id_number=patient.id_number,
            insured_number=patient.insured_number,
            phone=patient.phone,
        ),
        agent=Person(name=agent.name, id_number=agent.id_number) if agent else None,
        insurance=visit.insurance,
        disease=DeclaredDisease(name=disease.name, code=disease.code),
        items=tuple(DeclaredItem(file=part.file, claimed_type=part.doc_type) for part in parts),
    )
