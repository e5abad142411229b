"""One case from files to record."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from models.codes import Decision
from pipelines.batch import lost_case
from pipelines.case import CaseRunner, unread
from pipelines.executors.port import Lost, Why
from pipelines.gather import CaseFiles, gather_case
from pipelines.settings import Settings
from pipelines.terms import Terms
from tests.pipelines.fakes import FakeReader, FakeRules

TERMS = Terms("example", "case", date(2026, 11, 22), Settings())


@pytest.fixture
def rules() -> FakeRules:
    return FakeRules(TERMS)


def case_of(folder: Path, **files: str) -> CaseFiles:
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text)
    return gather_case([folder])


def test_all_files_come_into_one_record_in_their_order(tmp_path: Path, rules: FakeRules) -> None:
    case = case_of(tmp_path, b="paper 李四", a="paper 张三", c="broken")
    record = CaseRunner(FakeReader(), rules).run(case).record
    assert [document.source.name for document in record.documents] == ["a.txt", "b.txt"]
    assert [problem.file for problem in record.problems] == ["c.txt"]
    assert record.decision is Decision.RESUBMIT
    assert unread(record)


def test_the_record_says_what_made_it(tmp_path: Path, rules: FakeRules) -> None:
    made = CaseRunner(FakeReader(), rules).run(case_of(tmp_path, a="paper 张三")).record.provenance
    assert (made.engine, made.weights, made.pack) == ("fake 1", FakeReader.weights, "example@00")
    assert made.settings == Settings().digest()


def test_pictures_are_taken_where_they_are_wanted(tmp_path: Path, rules: FakeRules) -> None:
    case = case_of(tmp_path, a="paper 张三", b="paper 李四")
    runner = CaseRunner(FakeReader(), rules)
    assert len(runner.run(case, pictures=True).pictures) == 2
    assert not runner.run(case).pictures
    assert runner.run(case, pictures=True).record == runner.run(case).record


def test_each_file_is_announced_before_it_is_read(tmp_path: Path, rules: FakeRules) -> None:
    told: list[tuple[int, int]] = []
    case = case_of(tmp_path, a="paper 张三", b="broken")
    CaseRunner(FakeReader(), rules).run(case, step=lambda number, count: told.append((number, count)))
    assert told == [(0, 2), (1, 2)]


def test_what_was_declared_is_in_the_record(tmp_path: Path, rules: FakeRules) -> None:
    (tmp_path / "application.json").write_text(json.dumps({"applicant": {"name": "张三"}}))
    record = CaseRunner(FakeReader(), rules).run(case_of(tmp_path, a="paper 张三")).record
    assert record.application is not None
    assert record.application.applicant.name == "张三"
    assert len(record.documents) == 1


@pytest.mark.parametrize("why", ["raised", "died", "timed_out", "outgrown"])
def test_a_lost_case_names_every_file_and_goes_to_a_person(tmp_path: Path, rules: FakeRules, why: Why) -> None:
    case = case_of(tmp_path, a="paper 张三", b="paper 李四")
    record = lost_case(TERMS, rules, case, Lost(1, why, "exit 7", 1.0))
    assert [problem.file for problem in record.problems] == ["a.txt", "b.txt"]
    assert {problem.code for problem in record.problems} == {f"worker.{why}"}
    assert record.decision is Decision.REVIEW
    assert record.documents == ()
    assert record.provenance.engine == "none"
