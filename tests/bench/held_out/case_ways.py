"""The ways in which a case is complete, deficient or left open, by the published sentences.

A way's decision follows from ``domain.md`` and ``settled.md`` alone: *resubmit* where a required thing plainly lacks,
*review* where they want a person to look, with what would be right besides.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from models.codes import Decision, Title
from tests.bench.cases.kinds import NANCHONG, REGIONS, SHANGRAO, SHENNONGJIA, Kind
from tests.bench.held_out import case_changes as made
from tests.bench.held_out import case_told as told
from tests.bench.held_out.case_changes import Change
from tests.bench.held_out.case_plan import CARDS, CERTIFICATE, FORM, RECORDS, REPORTS

_C: Final = (NANCHONG, SHENNONGJIA)
_F: Final = (SHANGRAO, NANCHONG)
_ACCEPT, _REVIEW, _RESUBMIT = Decision.ACCEPT, Decision.REVIEW, Decision.RESUBMIT


@dataclass(frozen=True)
class Way:
    """A kind of case and what makes a case that lacks nothing into one."""

    kind: Kind
    change: Change


def _complete(name: str, change: Change = made.as_it_is, regions: tuple[str, ...] = REGIONS) -> Way:
    return Way(Kind(f"complete{name}", _ACCEPT, regions), change)


def _plain(name: str, check: str, change: Change, regions: tuple[str, ...] = REGIONS) -> Way:
    return Way(Kind(name, _RESUBMIT, regions, named_by=(tuple(check.split()),)), change)


def _doubtful(name: str, check: str, change: Change, regions: tuple[str, ...] = REGIONS) -> Way:
    return Way(Kind(name, _REVIEW, regions, (_RESUBMIT,), (tuple(check.split()),)), change)


def _asked(name: str, check: str, change: Change, regions: tuple[str, ...] = REGIONS) -> Way:
    """What the texts expressly leave to a person: neither refused nor let pass."""
    return Way(Kind(name, _REVIEW, regions, named_by=(tuple(check.split()),)), change)


def _open(name: str, change: Change, regions: tuple[str, ...] = REGIONS) -> Way:
    """Nothing published forbids it, and nothing says that it is enough."""
    return Way(Kind(name, _REVIEW, regions, (_ACCEPT,)), change)


_OTHERS: Final = ("副主任护师", "主管护师", "副主任药师", "主任药师", "主管技师", "主任技师")
"""Titles of other professions."""

COMPLETE: Final = (
    _complete(""),
    _complete(", on behalf of another", made.on_behalf),
    _complete(", papers of several hospitals", made.several_hospitals),
    _complete(", all in one PDF", made.in_one_pdf),
    _complete(", a rank above the one asked", made.higher_rank, _F),
    _complete(", nothing that is not asked", made.nothing_unasked),
    _complete(", several physicians on the certificate", made.several_physicians),
    _complete(", more than asked", made.more_than_asked),
)

PLAIN: Final = (
    _plain("no form", "material", made.without(FORM), _F),
    _plain("no certificate", "material", made.without(CERTIFICATE), _C),
    _plain("no record", "material", made.without(*RECORDS)),
    _plain("no report", "material", made.without(*REPORTS)),
    _plain("no identity card", "material", made.without(*CARDS), (SHENNONGJIA,)),
    _plain("one side of the card", "material", made.one_side, (SHENNONGJIA,)),
    _plain("no seal", "seal", made.sealed("none"), _C),
    _plain("a fingerprint and no seal", "seal", made.sealed("fingerprint"), _C),
    _plain("seal of a company", "seal", made.sealed("company"), _C),
    _plain("seal of another hospital", "seal", made.sealed("another hospital"), _C),
    _plain("form: title below rank", "title", made.signed_by(Title.RESIDENT, Title.ATTENDING), (SHANGRAO,)),
    _plain("form: not signed", "signature title", made.form_told(manner="empty"), (SHANGRAO,)),
    _plain("hospital below grade", "hospital_grade", told.of_a_small_hospital, (NANCHONG,)),
    _plain("form: entry empty", "form", made.left_empty("patient_name", "id_number", "applied_disease"), _F),
    _plain("page out of focus", "clarity", made.illegible("blur")),
    _plain("page too small to read", "clarity", made.illegible("small")),
    _plain("page too dark", "clarity", made.illegible("dark")),
    _plain("page cut off", "clarity", made.illegible("cut off")),
    _plain("page covered", "clarity", made.illegible("covered")),
    _plain("damaged file", "open", made.damaged),
    _plain("another's record or report", "same_person declared", told.anothers_record_or_report),
    _plain("another's certificate", "same_person declared", told.anothers_certificate, _C),
)  # fmt: skip

DOUBTFUL: Final = (
    _asked("only a certificate seal", "seal", made.sealed("certificate"), _C),
    _asked("certificate: title below", "title", made.signed_by(Title.PHYSICIAN_ASSISTANT, Title.RESIDENT), (NANCHONG,)),
    _asked("certificate: no title", "title", made.certificate_told(titled=False), (NANCHONG,)),
    _asked("certificate: another profession's title", "title", made.signed_with(*_OTHERS), (NANCHONG,)),
    _asked("hospital not in the list", "hospital_grade", told.of_an_unlisted_hospital, (NANCHONG,)),
    _doubtful("only another special seal", "seal", made.sealed("special"), _C),
    _doubtful("seal hardly visible", "seal", made.sealed("hardly"), _C),
    _doubtful("seal half off the sheet", "seal", made.sealed("cut"), _C),
    _doubtful("only a seal across pages", "seal", made.sealed("across pages"), _C),
    _doubtful("form: another profession's title", "title", made.signed_with(*_OTHERS), (SHANGRAO,)),
    _doubtful("form: an office and no title", "title", made.signed_with("科主任", "医务科主任"), (SHANGRAO,)),
    _doubtful("form: no title", "title", made.form_told(titled=False), (SHANGRAO,)),
    _doubtful("form: no opinion", "form", made.form_told(opinion=False), (SHANGRAO,)),
    _doubtful("certificate: not signed", "signature title", made.certificate_told(manner="empty"), (NANCHONG,)),
    _doubtful("form: minor entry empty", "form", made.left_empty("phone", "insured_number"), (NANCHONG,)),
    _doubtful("form: applicant did not sign", "form signature", made.form_told(promised=False), (NANCHONG,)),
    _doubtful("form of another region", "form", made.form_of_another_region, _F),
    _doubtful("insured elsewhere", "form declared_data declared", made.insured_elsewhere, (NANCHONG,)),
    _doubtful("another ID number on a paper", "same_person id_number declared", told.another_number),
    _doubtful("another sex on a paper", "same_person id_number", told.another_in("sex")),
    _doubtful("another age on a paper", "same_person id_number", told.another_in("age")),
    _doubtful("another's card", "same_person declared material", told.anothers_card, (SHENNONGJIA,)),
    _doubtful("card no longer valid", "validity", told.expired_card, (SHENNONGJIA,)),
    _doubtful("declared for another person", "declared same_person material", told.declared_for_another),
    _doubtful("papers of another disease", "diagnosis", told.papers_of_another_disease),
    _doubtful("disease not in the catalogue", "disease", told.not_in_the_catalogue),
    _doubtful("discharged before admitted", "dates", told.discharged_before_admitted),
    _doubtful("report later than the application", "dates", told.dated_later),
    _doubtful("something else in the report's place", "material declared", made.something_else),
)  # fmt: skip

OPEN: Final = (
    _open("grey copy of the certificate", made.grey_certificate, _C),
    _open("pale seal", made.sealed("pale"), _C),
    _open("old papers", told.old),
    _open("form: phone left empty", made.left_empty("phone"), (SHANGRAO,)),
)

_MISSING: Final = ("no record", "no report")
_FAULTY: Final = ("no seal", "seal of a company", "form: title below rank", "form: entry empty", "one side of the card")


def ways_of(region: str) -> tuple[Way, ...]:
    """The ways that say something in a region and are not complete; two deficiencies at once come last."""
    here = [way for way in (*PLAIN, *DOUBTFUL, *OPEN) if region in way.kind.regions]
    plain = {way.kind.name: way for way in here}
    return (*here, *(_both(plain[one], plain[other]) for other in _FAULTY if other in plain for one in _MISSING))


def _both(one: Way, other: Way) -> Way:
    name = f"two: {one.kind.name}, {other.kind.name}"
    kind = Kind(name, _RESUBMIT, other.kind.regions, named_by=(*one.kind.named_by, *other.kind.named_by))
    return Way(kind, made.two(other.change, one.change))


def way_for(region: str, number: int) -> Way:
    """The way of a region's case of that number: two of five complete, the others through all ways in turn."""
    if number % 5 < 2:
        complete = [way for way in COMPLETE if region in way.kind.regions]
        return complete[(number // 5 * 2 + number % 5) % len(complete)]
    ways = list(ways_of(region))
    Random(f"ways of {region}").shuffle(ways)
    return ways[(number // 5 * 3 + number % 5 - 2) % len(ways)]
