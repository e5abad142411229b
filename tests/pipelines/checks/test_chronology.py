"""Papers of one stay tell the same days of it; the course of events is told."""

from __future__ import annotations

import pytest

from models.codes import DocType
from models.document import Document
from models.rules import ChronologyRule
from pipelines.checks.chronology import check
from tests.pipelines.builders import HOSPITAL, OTHER_HOSPITAL, case, paper

RULE = ChronologyRule(id="c", kind="chronology", assumed=True)
STAY = {"hospital_name": HOSPITAL, "inpatient_number": "0012345", "admission_date": "2026-04-01"}
DISCHARGE, FRONT = DocType.DISCHARGE_SUMMARY, DocType.MEDICAL_RECORD_FRONT_PAGE


@pytest.mark.parametrize(
    ("papers", "outcome", "reason"),
    [
        ([paper(DISCHARGE, **STAY), paper(FRONT, "b.jpg", **STAY)], "pass", "chronology.consistent"),
        ([paper(DISCHARGE, **STAY), paper(FRONT, "b.jpg", **STAY | {"admission_date": "2026-04-02"})],
         "unsure", "chronology.stay_differs"),
        # Another stay, another hospital, no number: nothing says that the days must be the same.
        ([paper(DISCHARGE, **STAY),
          paper(FRONT, **STAY | {"inpatient_number": "0099999", "admission_date": "2025-01-02"})],
         "pass", "chronology.consistent"),
        ([paper(DISCHARGE, **STAY),
          paper(FRONT, **STAY | {"hospital_name": OTHER_HOSPITAL, "admission_date": "2025-01-02"})],
         "pass", "chronology.consistent"),
        ([paper(DISCHARGE, admission_date="2026-04-01"), paper(FRONT, admission_date="2026-04-02")],
         "pass", "chronology.consistent"),
        ([paper(DISCHARGE)], "not_applicable", "chronology.none"),
    ],
)  # fmt: skip
def test_papers_of_one_stay_tell_the_same_days(papers: list[Document], outcome: str, reason: str) -> None:
    finding = check(case(*papers), RULE)
    assert (finding.outcome, finding.reason) == (outcome, reason)


def test_what_differs_stands_side_by_side() -> None:
    other = paper(FRONT, "b.jpg", **STAY | {"admission_date": "2026-04-02"})
    finding = check(case(paper(DISCHARGE, **STAY), other), RULE)
    assert (
        "《出院小结》（a.jpg 第1页）的入院日期为 2026-04-01，《病案首页》（b.jpg 第1页）的入院日期为 2026-04-02"
        in finding.message
    )
    assert len(finding.evidence) == 2


def test_the_course_of_events_is_told_in_order() -> None:
    lab = paper(DocType.LAB_REPORT, "b.jpg", report_date="2026-04-03")
    record = paper(DISCHARGE, admission_date="2026-04-01", discharge_date="2026-04-09")
    message = check(case(lab, record), RULE).message
    assert "2026-04-01 入院；2026-04-03 《检验报告》；2026-04-09 出院" in message
