"""A whole case under a shipped pack: complete, deficient, partly unread, empty; the day, the term, the notice."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from models.application import Application
from models.case import CaseRecord
from models.codes import Decision, DocType, SealKind, Title
from models.document import Document
from models.finding import Problem
from pipelines.judge import RegionRules
from pipelines.settings import Settings
from pipelines.terms import Made, Scope, Terms
from tests.pipelines.builders import (
    ID_NUMBER,
    NAME,
    OTHER_ID,
    OTHER_NAME,
    TODAY,
    declared,
    paper,
    physician,
    seal,
    unreadable,
)

HOSPITAL = "南充市中心医院"
NANCHONG, SHANGRAO, SHENNONGJIA = "sichuan-nanchong", "jiangxi-shangrao", "hubei-shennongjia"


def papers(**changed: Document | None) -> list[Document]:
    """A complete case; a name set to another paper or None changes it."""
    title = {"text": f"{NAME} 高血压病"}
    whole: dict[str, Document | None] = {
        "form": paper(
            DocType.APPLICATION_FORM, "form.jpg", patient_name=NAME, id_number=ID_NUMBER, applied_disease="高血压病",
            physicians=(physician(Title.CHIEF, "opinion"),), **title,
        ),
        "certificate": paper(
            DocType.DIAGNOSIS_CERTIFICATE, "a.jpg", patient_name=NAME, hospital_name=HOSPITAL,
            diagnoses=["高血压病3级"], physicians=(physician(Title.ATTENDING),), seals=(seal(text=HOSPITAL),), **title,
        ),
        "record": paper(
            DocType.DISCHARGE_SUMMARY, "record.jpg", patient_name=NAME, hospital_name=HOSPITAL,
            diagnoses=["高血压病"], **title,
        ),
        "report": paper(DocType.LAB_REPORT, "report.jpg", patient_name=NAME, **title),
        "front": paper(DocType.ID_CARD_FRONT, "front.jpg", patient_name=NAME, id_number=ID_NUMBER, **title),
        "back": paper(DocType.ID_CARD_BACK, "back.jpg"),
    }  # fmt: skip
    return [one for one in {**whole, **changed}.values() if one is not None]


@cache
def rules_of(region: str, scope: Scope) -> RegionRules:
    """A region's shipped rules, loaded once."""
    return RegionRules(Terms(region=region, scope=scope, today=TODAY, settings=Settings()))


def judge(
    region: str,
    documents: list[Document],
    problems: list[Problem] | None = None,
    application: Application | None = None,
    scope: Scope = "case",
) -> CaseRecord:
    return rules_of(region, scope).judge(
        "one", application, (documents, problems or []), Made(engine="none", weights={})
    )


def reasons(record: CaseRecord, *outcomes: str) -> set[str]:
    found = [*record.findings, *(finding for one in record.documents for finding in one.findings)]
    return {finding.reason for finding in found if finding.outcome in outcomes}


@pytest.mark.parametrize("region", [NANCHONG, SHANGRAO, SHENNONGJIA])
def test_a_complete_case_is_accepted(region: str) -> None:
    record = judge(region, papers(), application=declared())
    assert record.decision is Decision.ACCEPT
    assert record.notice is None
    assert all(one.decision is Decision.ACCEPT for one in record.documents)


CERTIFICATE = papers()[1]


def without(document: Document, **changed: Any) -> Document:
    return document.model_copy(update=changed)


@pytest.mark.parametrize(
    ("region", "changed", "decision", "reason"),
    [
        (NANCHONG, {"form": None}, "resubmit", "material.missing"),
        (SHANGRAO, {"form": None}, "resubmit", "material.missing"),
        (SHENNONGJIA, {"form": None}, "accept", ""),
        (SHENNONGJIA, {"back": None}, "resubmit", "material.side_missing"),
        (NANCHONG, {"front": None, "back": None}, "accept", ""),
        (NANCHONG, {"certificate": without(CERTIFICATE, seals=())}, "resubmit", "seal.missing"),
        (SHANGRAO, {"certificate": without(CERTIFICATE, seals=())}, "accept", ""),
        (
            NANCHONG,
            {"certificate": without(CERTIFICATE, seals=(seal(SealKind.DIAGNOSIS_CERTIFICATE, HOSPITAL),))},
            "review",
            "seal.other_kind",
        ),
        (
            NANCHONG,
            {"certificate": without(CERTIFICATE, physicians=(physician(Title.RESIDENT),))},
            "review",
            "title.below",
        ),
        (
            SHANGRAO,
            {"form": without(papers()[0], physicians=(physician(Title.ATTENDING, "opinion"),))},
            "resubmit",
            "title.below",
        ),
        (SHANGRAO, {"report": None}, "resubmit", "material.missing"),
        (
            SHENNONGJIA,
            {"front": paper(DocType.ID_CARD_FRONT, "front.jpg", patient_name=OTHER_NAME, id_number=OTHER_ID)},
            "review",
            "person.name",
        ),
    ],
)
def test_a_deficient_case_is_sent_where_it_belongs(
    region: str, changed: dict[str, Document | None], decision: str, reason: str
) -> None:
    record = judge(region, papers(**changed))
    assert record.decision == decision
    if reason:
        assert reason in reasons(record, "fail", "unsure")
    if decision == "resubmit":
        assert record.notice
        assert record.notice.startswith("1. ")


def test_what_may_be_in_an_unreadable_file_is_not_called_missing() -> None:
    record = judge(NANCHONG, papers(certificate=None), [unreadable()])
    assert "material.missing" not in reasons(record, "fail")
    assert record.decision is Decision.RESUBMIT
    ours = judge(NANCHONG, papers(certificate=None), [unreadable(mendable=False)])
    assert ours.decision is Decision.REVIEW


@pytest.mark.parametrize("region", [NANCHONG, SHANGRAO, SHENNONGJIA])
@pytest.mark.parametrize("scope", ["case", "paper"])
def test_an_empty_case_is_never_accepted(region: str, scope: Scope) -> None:
    assert judge(region, [], scope=scope).decision is not Decision.ACCEPT
    assert judge(region, [], [unreadable()], scope=scope).decision is Decision.RESUBMIT


def test_one_paper_by_itself_is_not_told_what_else_is_missing() -> None:
    record = judge(NANCHONG, [papers()[3]], scope="paper")
    assert record.decision is Decision.ACCEPT
    assert record.findings == ()


@pytest.mark.parametrize("unknown", [paper(DocType.OTHER, "o.jpg"), paper(DocType.LAB_REPORT, "o.jpg", sure=0.49)])
def test_a_paper_nobody_recognised_is_never_accepted_by_itself(unknown: Document) -> None:
    record = judge(NANCHONG, [unknown], scope="paper")
    assert record.decision is Decision.REVIEW
    assert record.documents[0].decision is Decision.REVIEW


def test_an_applicant_may_add_anything_but_a_doubtful_paper_is_for_a_person() -> None:
    added = judge(NANCHONG, [*papers(), paper(DocType.OTHER, "o.jpg")])
    assert added.decision is Decision.ACCEPT
    assert "recognised.other" in reasons(added, "unsure")
    doubtful = judge(NANCHONG, [*papers(), paper(DocType.PRESCRIPTION, "o.jpg", sure=0.49, patient_name=NAME)])
    assert doubtful.decision is Decision.REVIEW
    assert reasons(doubtful, "unsure") & {"recognised.doubtful"}


def test_a_paper_bears_its_files_problem() -> None:
    record = judge(SHANGRAO, papers(), [unreadable("record.jpg", mendable=False)])
    decisions = {one.source.name: one.decision for one in record.documents}
    assert decisions["record.jpg"] is Decision.REVIEW
    assert decisions["form.jpg"] is Decision.ACCEPT


def test_findings_quote_the_published_sentence() -> None:
    record = judge(NANCHONG, papers())
    for finding in [*record.findings, *(one for document in record.documents for one in document.findings)]:
        assert finding.rule is not None
        assert finding.rule.pack == NANCHONG
        assert finding.rule.source or finding.rule.assumed
        assert finding.message.endswith("。")


def test_the_same_case_gives_the_same_record() -> None:
    one, other = (judge(NANCHONG, papers(form=None), application=declared()) for _ in range(2))
    assert one.model_dump_json() == other.model_dump_json()


@pytest.mark.parametrize(
    ("submitted", "day"),
    [
        ("2026-05-06T17:00:00Z", date(2026, 5, 7)),
        ("2026-05-06T23:30:00+08:00", date(2026, 5, 6)),
        ("2026-05-06T23:30:00", date(2026, 5, 6)),
        (None, TODAY),
    ],
)
def test_the_day_is_that_of_submission_in_china(submitted: str | None, day: date) -> None:
    assert judge(SHANGRAO, papers(), application=declared(submitted_at=submitted)).judged_on == day


def test_only_a_region_with_a_term_has_a_due_date() -> None:
    application = declared(submitted_at="2026-05-06T09:00:00+08:00")
    assert judge(SHANGRAO, papers(), application=application).due_date == date(2026, 6, 2)
    assert judge(NANCHONG, papers(), application=application).due_date is None
    undated = judge(SHANGRAO, papers(), application=declared())
    assert undated.due_date is None
    assert undated.due_date_reason


def test_the_rules_in_force_are_those_of_the_day_of_submission(tmp_path: Path) -> None:
    (tmp_path / f"{SHANGRAO}.yaml").write_text(
        f"code: {SHANGRAO}\nname: 本地\nextends: {SHANGRAO}\nrules:\n"
        "  - {id: own-id, kind: material, label: 身份证, any_of: [id_card_front], assumed: true,\n"
        "     if_absent: fail, since: 2026-05-07, until: 2026-05-31}\n",
        encoding="utf-8",
    )
    terms = Terms(region=SHANGRAO, scope="case", today=TODAY, settings=Settings(lists=tmp_path))
    decisions = [
        RegionRules(terms)
        .judge("one", declared(submitted_at=submitted), (papers(front=None), ()), Made("none", {}))
        .decision
        for submitted in ("2026-05-06T15:59:59Z", "2026-05-06T16:00:00Z", "2026-05-31T12:00:00Z", None)
    ]
    assert decisions == ["accept", "resubmit", "resubmit", "accept"]


def test_the_notice_asks_for_nothing_another_paper_brings() -> None:
    copy = without(CERTIFICATE, seals=(), id="copy")
    assert judge(NANCHONG, [*papers(), copy]).decision is Decision.REVIEW
    record = judge(NANCHONG, [*papers(form=None), copy])
    assert record.decision is Decision.RESUBMIT
    assert record.notice
    assert "申请表" in record.notice
    assert "加盖" not in record.notice


def test_a_paper_that_fails_shows_it_in_its_own_decision() -> None:
    record = judge(NANCHONG, papers(certificate=without(CERTIFICATE, seals=())))
    assert [one.source.name for one in record.documents if one.decision is Decision.RESUBMIT] == ["a.jpg"]
