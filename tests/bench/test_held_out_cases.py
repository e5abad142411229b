"""The cases the figures are reported on: drawn from a seed, with every kind of deficiency, in files that open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import cv2
import numpy as np
import pymupdf
import pytest

from models.codes import Decision, DocType, SealKind, Title
from pipelines.terms import Made
from tests.bench.cases.drawn import DrawnFile
from tests.bench.cases.judged import JudgedCase, rules_of
from tests.bench.cases.kinds import NANCHONG, REGIONS, SHANGRAO, SHENNONGJIA
from tests.bench.cases.table import pointing_at, print_table
from tests.bench.held_out import cases
from tests.bench.held_out.case_draw import make_out
from tests.bench.held_out.case_plan import CARDS, CERTIFICATE, FORM, Slip, base_plan
from tests.bench.held_out.case_ways import COMPLETE, DOUBTFUL, OPEN, PLAIN, Way, way_for, ways_of

_WAYS = {way.kind.name: way for way in (*COMPLETE, *PLAIN, *DOUBTFUL, *OPEN)}


def _made(region: str, kind: str) -> cases.HeldOutCase:
    return cases.made_out_as(_WAYS[kind], region, f"test {region} {kind}")


def _judged(case: cases.HeldOutCase) -> JudgedCase:
    application, read = cases.read_perfectly(case)
    rules = rules_of(case.plan.region, cases.OFFICE)
    return JudgedCase(case.name, case.way.kind, rules.judge("one", application, read, Made("none", {})))


def _opens(file: DrawnFile) -> bool:
    if file.name.endswith(".pdf"):
        with pymupdf.open(stream=file.data) as document:
            return all(page.get_pixmap(dpi=20).width > 30 for page in document)
    return cv2.imdecode(np.frombuffer(file.data, np.uint8), cv2.IMREAD_COLOR) is not None


@pytest.mark.parametrize("region", REGIONS)
def test_every_kind_comes_up(region: str) -> None:
    drawn = {way_for(region, number).kind.name for number in range(100)}
    assert drawn == {way.kind.name for way in (*COMPLETE, *ways_of(region)) if region in way.kind.regions}


@pytest.mark.parametrize("region", REGIONS)
def test_two_of_five_are_complete(region: str) -> None:
    wanted = [way_for(region, number).kind.wanted for number in range(50)]
    assert wanted.count(Decision.ACCEPT) == 20


def test_every_deficiency_names_its_checks_and_none_may_be_accepted() -> None:
    for way in (*PLAIN, *DOUBTFUL):
        assert way.kind.named_by
        assert Decision.ACCEPT not in way.kind.right


def test_the_same_seed_gives_the_same_case_and_another_does_not() -> None:
    one, same, other = (cases.made_out(SHENNONGJIA, 10, seed) for seed in (5, 5, 6))
    first, again = cases.captured(one), cases.captured(same)
    assert (first.application, first.files) == (again.application, again.files)
    assert other.plan.applicant != one.plan.applicant
    assert all(_opens(file) for file in first.files)


def test_papers_in_one_pdf_are_one_file_that_opens() -> None:
    case = cases.captured(_made(SHANGRAO, "complete, all in one PDF"))
    assert [file.name[-4:] for file in case.files] == [".pdf"]
    assert _opens(case.files[0])
    assert case.application.items == ()


def test_a_complete_case_shows_what_is_asked() -> None:
    case = _made(NANCHONG, "complete, several physicians on the certificate")
    certificate = next(part.paper for part in case.parts if part.slip.doc_type is CERTIFICATE)
    signer = next(one for one in certificate.physicians if one.role == "signing")
    assert signer.title is not None
    assert signer.title.rank >= Title.ATTENDING.rank
    seals = [seal.design for seal in certificate.seals if seal.design.kind is SealKind.OFFICIAL]
    assert [seal.text for seal in seals] == [case.plan.visit.hospital.name]
    assert _judged(case).record.decision is Decision.ACCEPT


def test_a_title_of_another_profession_is_no_physicians() -> None:
    case = _made(SHANGRAO, "form: another profession's title")
    form = next(part.paper for part in case.parts if part.slip.doc_type is FORM)
    assert [one.title for one in form.physicians if one.role == "opinion"] == [None]
    assert "title" in pointing_at(_judged(case).record)


@pytest.mark.parametrize("layout", ["id_back", "id_back_copied", "both_sides"])
@pytest.mark.parametrize(("expired", "check"), [(False, set()), (True, {"validity"})], ids=["valid", "expired"])
def test_a_card_tells_its_last_day(layout: str, expired: bool, check: set[str]) -> None:
    plan = base_plan(SHENNONGJIA, Random(f"test {layout}"))
    plan.drop(*CARDS)
    visit = replace(plan.visit, expired=expired)
    if layout != "both_sides":
        plan.slips += [Slip(DocType.ID_CARD_FRONT, visit, ("id_front",))]
    plan.slips += [Slip(DocType.ID_CARD_FRONT if layout == "both_sides" else DocType.ID_CARD_BACK, visit, (layout,))]
    case = cases.HeldOutCase("one", _WAYS["complete"], plan, tuple(make_out(plan)))
    until = case.parts[-1].paper.fields["valid_until"]
    assert until == "长期" or (date.fromisoformat(str(until)) < plan.submitted) is expired
    assert pointing_at(_judged(case).record) & {"validity"} == check


@pytest.mark.parametrize(
    ("region", "kind", "check"),
    [(SHENNONGJIA, "card no longer valid", "validity"), (NANCHONG, "form: minor entry empty", "form")],
)
def test_an_expired_card_and_a_forgotten_entry_are_pointed_at(region: str, kind: str, check: str) -> None:
    judged = _judged(_made(region, kind))
    assert judged.kind.named_by == ((check,),)
    assert check in pointing_at(judged.record)
    assert judged.record.decision in judged.kind.right


@pytest.mark.parametrize(
    ("region", "way"),
    [(NANCHONG, _WAYS["no seal"]), (SHENNONGJIA, _WAYS["one side of the card"]), (SHANGRAO, ways_of(SHANGRAO)[-1])],
    ids=["no seal", "one side", "two deficiencies"],
)
def test_what_plainly_lacks_is_sent_back(region: str, way: Way, capsys: pytest.CaptureFixture[str]) -> None:
    judged = _judged(cases.made_out_as(way, region, f"test {region} {way.kind.name}"))
    assert judged.record.decision is Decision.RESUBMIT
    print_table([judged])
    told = capsys.readouterr().out
    many = len(way.kind.named_by)
    assert f"| planned deficiencies that a check points at | - | {many} of {many} (100.0%) |" in told
