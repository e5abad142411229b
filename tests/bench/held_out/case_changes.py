"""How a case that lacks nothing is made into another: what is left out, who seals and signs, what is unreadable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from models.codes import DocType, Title
from tests.bench.cases.kinds import NANCHONG, SHANGRAO, SHENNONGJIA
from tests.bench.held_out import people
from tests.bench.held_out.case_plan import (
    CARDS,
    CERTIFICATE,
    FORM,
    HERE,
    RECORDS,
    REPORTS,
    SMALL,
    Capture,
    Plan,
    SealWish,
    Slip,
    another_hospital,
    numbers,
    physician,
)
from tests.bench.held_out.people import Doctor, Hospital

Change = Callable[[Plan], None]


# -- what lacks nothing ------------------------------------------------------------------------------------------------


def as_it_is(plan: Plan) -> None:
    """Nothing is changed."""


def on_behalf(plan: Plan) -> None:
    plan.agent = people.patient(plan.rng, plan.visit.patient.place)
    plan.retell(plan.slips, agent=plan.agent)
    plan.slips.append(Slip(DocType.POWER_OF_ATTORNEY, replace(plan.visit, agent=plan.agent)))


def several_hospitals(plan: Plan) -> None:
    """The reports, and a visit before the stay, come from another hospital."""
    other, grade = another_hospital(plan.rng, plan.region, plan.visit.hospital)
    inpatient, outpatient = numbers(plan.rng)
    earlier = timedelta(days=plan.rng.randrange(20, 60))
    days = plan.visit.dates
    before = replace(days, admitted=days.admitted - earlier, reported=days.reported - earlier)
    moved = plan.of(*REPORTS)
    if not plan.of(DocType.OUTPATIENT_RECORD):
        plan.slips.append(Slip(DocType.OUTPATIENT_RECORD, plan.visit))
    moved += plan.of(DocType.OUTPATIENT_RECORD)
    plan.retell(moved, hospital=other, grade=grade, inpatient=inpatient, outpatient=outpatient, dates=before)


def in_one_pdf(plan: Plan) -> None:
    plan.bundle = "one PDF"


def higher_rank(plan: Plan) -> None:
    """The rank above the one that is asked for."""
    title = Title.CHIEF if plan.region == SHANGRAO else Title.ASSOCIATE_CHIEF
    plan.retell(plan.of(FORM, CERTIFICATE), signer=physician(plan.rng, title))


def nothing_unasked(plan: Plan) -> None:
    """What other regions ask for and this one does not is not there: no seal, no grade, no title, no second side."""
    if plan.region == SHANGRAO:
        plan.drop(CERTIFICATE)
        plan.of(FORM)[0].seal = "none"
        plan.retell(plan.slips, hospital=Hospital(SMALL, plan.visit.hospital.place), grade="")
    elif plan.region == SHENNONGJIA:
        plan.drop(*CARDS)
        plan.slips.insert(0, Slip(DocType.SOCIAL_SECURITY_CARD, plan.visit))
        junior = physician(plan.rng, Title.RESIDENT)
        plan.retell(plan.of(CERTIFICATE), signer=junior, titled=False)
    else:
        for slip in plan.of(*RECORDS, *REPORTS):
            slip.capture = "grey copy"  # 复印件或电子版


def several_physicians(plan: Plan) -> None:
    if not plan.of(CERTIFICATE):
        form = plan.of(FORM)[0]
        plan.slips.append(Slip(CERTIFICATE, form.visit, seal="official"))
    plan.of(CERTIFICATE)[0].layouts = ("countersigned", "letter")


def more_than_asked(plan: Plan) -> None:
    extras = (DocType.INVOICE, DocType.PRESCRIPTION, DocType.OTHER)
    plan.slips += [Slip(kind, plan.visit) for kind in extras]


# -- what is not there -------------------------------------------------------------------------------------------------


def without(*types: DocType) -> Change:
    def change(plan: Plan) -> None:
        plan.drop(*types)

    return change


def one_side(plan: Plan) -> None:
    plan.drop(*CARDS)
    both = ((DocType.ID_CARD_FRONT, "id_front"), (DocType.ID_CARD_BACK, "id_back"))
    kind, name = plan.rng.choice(both[:1] * 3 + both[1:])
    plan.slips.insert(0, Slip(kind, plan.visit, (name, f"{name}_copied")))


def something_else(plan: Plan) -> None:
    """A receipt or a prescription is uploaded where the report belongs."""
    plan.drop(*REPORTS, DocType.INVOICE, DocType.PRESCRIPTION)
    kind = plan.rng.choice((DocType.INVOICE, DocType.PRESCRIPTION))
    plan.slips.append(Slip(kind, plan.visit, claimed=DocType.LAB_REPORT))
    plan.bundle = "files"


# -- seals and physicians ----------------------------------------------------------------------------------------------


def sealed(wish: SealWish) -> Change:
    def change(plan: Plan) -> None:
        plan.of(CERTIFICATE)[0].seal = wish

    return change


def signed_by(*titles: Title) -> Change:
    def change(plan: Plan) -> None:
        plan.retell(plan.of(FORM, CERTIFICATE), signer=physician(plan.rng, *titles), manner="printed")

    return change


def signed_with(*texts: str) -> Change:
    """The signer is of another profession, or names an office and no title."""

    def change(plan: Plan) -> None:
        signer = Doctor(people.name_of(plan.rng, True), None, plan.rng.choice(texts))
        plan.retell(plan.of(FORM, CERTIFICATE), signer=signer, manner="printed")

    return change


def form_told(**changes: object) -> Change:
    def change(plan: Plan) -> None:
        plan.retell(plan.of(FORM), **changes)

    return change


def certificate_told(**changes: object) -> Change:
    def change(plan: Plan) -> None:
        plan.retell(plan.of(CERTIFICATE), **changes)

    return change


# -- the form ----------------------------------------------------------------------------------------------------------


def left_empty(*names: str) -> Change:
    def change(plan: Plan) -> None:
        name = plan.rng.choice(names)
        slip = plan.of(FORM)[0]
        plan.retell([slip], empty=frozenset({name}))
        slip.shows = (name,)

    return change


def form_of_another_region(plan: Plan) -> None:
    other = plan.rng.choice(HERE[NANCHONG if plan.region == SHANGRAO else SHANGRAO])
    plan.retell(plan.of(FORM), hospital=replace(plan.visit.hospital, place=other))


def insured_elsewhere(plan: Plan) -> None:
    slip = plan.of(FORM)[0]
    slip.layouts = ("nanchong_grid",)
    plan.retell([slip], insured_at=plan.rng.choice(("成都市武侯区", "重庆市合川区", "广安市武胜县")))


# -- what cannot be read -----------------------------------------------------------------------------------------------


def illegible(capture: Capture) -> Change:
    def change(plan: Plan) -> None:
        plan.rng.choice(plan.required()).capture = capture

    return change


def damaged(plan: Plan) -> None:
    plan.bundle = "files"
    plan.rng.choice(plan.required()).broken = plan.rng.choice(("empty", "truncated"))


def grey_certificate(plan: Plan) -> None:
    plan.of(CERTIFICATE)[0].capture = "grey copy"


def two(first: Change, then: Change) -> Change:
    def change(plan: Plan) -> None:
        first(plan)
        then(plan)

    return change
