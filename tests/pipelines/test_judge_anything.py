"""Whatever was read, every rule answers in a sentence, and doubt never counts against an applicant."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from models.codes import ClarityGrade, ClarityKind, Decision, DocType, SealColor, SealKind, Title
from models.document import Document
from models.finding import Finding
from pipelines.judge import RegionRules
from pipelines.packs.loading import known_regions
from pipelines.settings import Settings
from pipelines.terms import Made, Terms
from tests.pipelines.builders import (
    HOSPITAL,
    ID_NUMBER,
    NAME,
    OTHER_ID,
    OTHER_NAME,
    TODAY,
    declared,
    field,
    paper,
    physician,
    seal,
    unreadable,
)

RULES = [RegionRules(Terms(code, "case", TODAY, Settings())) for code in known_regions()]
HOSPITALS = (HOSPITAL, "南充市中心医院", "营山县人民医院", "", "院")
TEXTS = st.sampled_from(
    ["", "*", "x", NAME, OTHER_NAME, "李*", "高血压病", "糖尿病？", ID_NUMBER, OTHER_ID, "5113", "２", "Ⅱ"]
)
DAYS = st.sampled_from(["2026-05-01", "2026-02-30", "1960-03-07", "2099-01-01", "昨天", ""])
FIELDS = {
    "patient_name": TEXTS, "id_number": TEXTS, "applied_disease": TEXTS, "sex": st.sampled_from(["male", "female"]),
    "age": st.integers(0, 130), "birth_date": DAYS, "issue_date": DAYS, "admission_date": DAYS,
    "discharge_date": DAYS, "report_date": DAYS, "report_title": TEXTS,
    "hospital_name": st.sampled_from(HOSPITALS), "diagnoses": st.lists(TEXTS, max_size=2),
}  # fmt: skip


@st.composite
def documents(draw: st.DrawFn, most: float = 1.0, doubtful_type: bool = False) -> Document:
    """Any paper, read with at most this confidence."""
    sure = st.floats(0.0, most)
    file = draw(st.sampled_from(["a.jpg", "b.jpg", "c.jpg"]))
    names = draw(st.sets(st.sampled_from(sorted(FIELDS))))
    said: dict[str, Any] = {name: field(draw(st.none() | FIELDS[name]), file, draw(sure)) for name in sorted(names)}
    people = st.builds(
        physician, st.none() | st.sampled_from(Title), st.sampled_from(["signing", "opinion", "ward_round"]),
        st.sampled_from([True, False, None]), sure,
    )  # fmt: skip
    stamps = st.builds(
        seal, st.sampled_from(SealKind), st.sampled_from(HOSPITALS), color=st.sampled_from(SealColor),
        complete=st.booleans(), confidence=sure,
    )  # fmt: skip
    return paper(
        draw(st.sampled_from(DocType)), file, **said,
        physicians=tuple(draw(st.lists(people, max_size=2))), seals=tuple(draw(st.lists(stamps, max_size=2))),
        sure=draw(st.floats(0.0, 0.79 if doubtful_type else 1.0)), grade=draw(st.sampled_from(ClarityGrade)),
        hidden=draw(st.lists(st.tuples(st.sampled_from(ClarityKind), st.floats(0.0, 1.0)), max_size=2)),
        text="\n".join(draw(st.lists(TEXTS, max_size=3))), digitally_signed=draw(st.booleans()),
    )  # fmt: skip


APPLICATIONS = st.sampled_from(
    [None, declared(), declared(on_behalf=True), declared(disease=None, agent={"name": OTHER_NAME}, on_behalf=True)]
)
PROBLEMS = st.lists(st.builds(unreadable, st.sampled_from(["a.jpg", "z.jpg"]), st.booleans()), max_size=1)


def findings_of(record: Any) -> list[Finding]:
    return [*record.findings, *(finding for one in record.documents for finding in one.findings)]


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(RULES), st.lists(documents(), max_size=4), APPLICATIONS, PROBLEMS)
def test_every_rule_answers_in_a_sentence(rules: RegionRules, papers: Any, application: Any, problems: Any) -> None:
    record = rules.judge("one", application, (papers, problems), Made("none", {}))
    for finding in findings_of(record):
        assert finding.message.endswith("。")
        assert "None" not in finding.message
        assert finding.rule is not None
        assert finding.rule.source or finding.rule.assumed
    assert (record.decision is Decision.ACCEPT) <= (not problems and bool(papers))
    assert (record.notice is not None) == (record.decision is Decision.RESUBMIT)
    assert rules.judge("one", application, (papers, problems), Made("none", {})) == record


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(RULES), st.lists(documents(most=0.79, doubtful_type=True), min_size=1, max_size=4))
def test_doubt_never_counts_against_anybody(rules: RegionRules, papers: Any) -> None:
    record = rules.judge("one", None, (papers, []), Made("none", {}))
    assert {one.check for one in findings_of(record) if one.outcome == "fail"} <= {"clarity"}
