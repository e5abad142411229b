"""How the papers of a case are made to tell of other people, diseases, hospitals and days."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from models.codes import DocType
from tests.bench.cases.kinds import SHENNONGJIA
from tests.bench.held_out import people
from tests.bench.held_out.case_changes import Change
from tests.bench.held_out.case_plan import (
    CARDS,
    CERTIFICATE,
    FORM,
    RECORDS,
    REPORTS,
    SMALL,
    UNLISTED,
    Plan,
    Slip,
    cards_of,
    numbers,
)
from tests.bench.held_out.clinic import CASES
from tests.bench.held_out.people import Hospital, Patient, check_digit

# -- whose papers ------------------------------------------------------------------------------------------------------


def strangers(plan: Plan, slip: Slip) -> None:
    other = people.patient(plan.rng, plan.visit.patient.place)
    inpatient, outpatient = numbers(plan.rng)
    plan.retell([slip], patient=other, inpatient=inpatient, outpatient=outpatient)


def anothers_record_or_report(plan: Plan) -> None:
    types = plan.rng.choice((RECORDS, REPORTS))
    strangers(plan, plan.only(types))


def anothers_certificate(plan: Plan) -> None:
    strangers(plan, plan.of(CERTIFICATE)[0])


def anothers_card(plan: Plan) -> None:
    other = people.patient(plan.rng, plan.visit.patient.place)
    plan.retell(plan.of(*CARDS), patient=other)


def another_number(plan: Plan) -> None:
    """One paper gives the same person the number of somebody born on the same day."""
    who = plan.visit.patient
    first = who.id_number[:14] + f"{(int(who.id_number[14:17]) + 2 * plan.rng.randrange(20, 300)) % 1000:03d}"
    other = replace(who, id_number=first + check_digit(first))
    if not plan.of(CERTIFICATE):
        plan.slips.append(Slip(CERTIFICATE, plan.of(FORM)[0].visit))
    slip = plan.of(CERTIFICATE)[0]
    slip.shows = ("id_number",)
    plan.retell([slip], patient=other)
    if plan.region == SHENNONGJIA and not plan.of(DocType.ID_CARD_FRONT):
        plan.slips = cards_of(plan.rng, plan.visit) + plan.slips


def another_in(what: str) -> Change:
    """One record or report tells of a person of another sex or age."""

    def change(plan: Plan) -> None:
        who = plan.visit.patient
        years = 7 + plan.rng.randrange(9)
        shift = years if who.born.year < 1970 else -years
        born = who.born.replace(year=who.born.year + shift, day=min(who.born.day, 28))
        told = replace(who, female=not who.female) if what == "sex" else replace(who, born=born)
        slip = plan.rng.choice(plan.of(*RECORDS, *REPORTS))
        slip.shows = (what,)
        plan.retell([slip], patient=told)

    return change


def declared_for_another(plan: Plan) -> None:
    plan.applicant = people.patient(plan.rng, plan.visit.patient.place)


def expired_card(plan: Plan) -> None:
    who = plan.visit.patient
    if who.born.year > 1985:
        born_earlier(plan, who)
    plan.retell(plan.of(*CARDS), expired=True)


def born_earlier(plan: Plan, who: Patient) -> None:
    born = who.born.replace(year=who.born.year - 30, day=min(who.born.day, 28))
    first = f"{who.id_number[:6]}{born:%Y%m%d}{who.id_number[14:17]}"
    older = replace(who, born=born, id_number=first + check_digit(first))
    plan.visit, plan.applicant = replace(plan.visit, patient=older), older
    plan.retell(plan.slips, patient=older)


# -- what they tell ----------------------------------------------------------------------------------------------------


def papers_of_another_disease(plan: Plan) -> None:
    """The papers tell of an illness; what is applied for is another that none of them mentions."""
    told = str(plan.visit.case)
    others = [case for case in CASES if case.applied[:3] not in told and plan.visit.case.applied[:3] not in str(case)]
    chosen = plan.rng.choice(others)
    plan.disease = (chosen.applied, chosen.code)
    plan.retell(plan.of(FORM), case=chosen)


def not_in_the_catalogue(plan: Plan) -> None:
    name, code = plan.rng.choice((("颈椎病", "M47.802"), ("慢性浅表性胃炎", "K29.300"), ("过敏性鼻炎", "J30.400")))
    case = replace(plan.visit.case, applied=name, code="", diagnoses=((name, code), *plan.visit.case.diagnoses[1:]))
    plan.disease = (name, "")
    plan.retell(plan.slips, case=case)


def of_a_small_hospital(plan: Plan) -> None:
    plan.retell(plan.of(*RECORDS), hospital=Hospital(SMALL, plan.visit.hospital.place), grade="")


def of_an_unlisted_hospital(plan: Plan) -> None:
    plan.retell(plan.of(*RECORDS), hospital=Hospital(UNLISTED, plan.visit.hospital.place), grade="")


def discharged_before_admitted(plan: Plan) -> None:
    slip = plan.only(RECORDS)
    slip.doc_type, slip.layouts = DocType.DISCHARGE_SUMMARY, ("discharge_boxed",)
    days = plan.visit.dates
    plan.retell([slip], dates=replace(days, discharged=days.admitted - timedelta(days=plan.rng.randrange(4, 30))))


def dated_later(plan: Plan) -> None:
    """A report of a day after the application."""
    later = plan.submitted + timedelta(days=plan.rng.randrange(20, 60))
    slip = plan.rng.choice(plan.of(*REPORTS))
    plan.retell([slip], dates=replace(plan.visit.dates, reported=later))


def old(plan: Plan) -> None:
    """Everything but form and cards is three years old."""
    ago, days = timedelta(days=1096), plan.visit.dates
    old = replace(
        days, admitted=days.admitted - ago, discharged=days.discharged - ago, reported=days.reported - ago,
        issued=days.issued - ago,
    )  # fmt: skip
    plan.retell(plan.of(*RECORDS, *REPORTS, CERTIFICATE), dates=old)
