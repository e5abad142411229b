"""Batches: every case leaves a record, whatever its files do to the program."""

from __future__ import annotations

import csv
import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.case import CaseRecord
from models.error import UsageError
from pipelines.batch import BatchJob, BatchResult, Ended, PapersChangedError, run_batch
from pipelines.executors.port import Executor
from pipelines.executors.processes import ProcessExecutor, ProcessOptions
from pipelines.executors.serial import SerialExecutor
from pipelines.gather import gather_batch
from pipelines.settings import BatchOptions, Settings
from pipelines.terms import Terms
from tests.pipelines.fakes import ID_NUMBER, NAME, fake_doors, other_engine


def terms(seconds: float = 30.0, today: date = date(2026, 11, 22)) -> Terms:
    options = BatchOptions(seconds_per_case=seconds, seconds_per_file=0)
    return Terms("example", "case", today, Settings(batch=options))


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


def run(folder: Path, executor: Executor | None = None, **changes: object) -> tuple[BatchResult, list[Ended], Path]:
    out = folder.parent / "out"
    told: list[Ended] = []
    values: dict[str, object] = {"cases": gather_batch(folder, out), "out": out, "terms": terms(), **changes}
    job = BatchJob(**values)  # type: ignore[arg-type]
    return run_batch(job, fake_doors(), executor or SerialExecutor(), told.append), told, out


def records(out: Path) -> list[CaseRecord]:
    lines = (out / "records.jsonl").read_text(encoding="utf-8").splitlines()
    return [CaseRecord.model_validate_json(line) for line in lines]


def processes(workers: int = 2) -> ProcessExecutor:
    return ProcessExecutor(ProcessOptions(workers=workers, start_seconds=60))


def test_every_case_is_a_line_in_the_order_of_names(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", b=f"paper {NAME}", a="paper 缺章", c="broken")
    write(folder / "d", one="paper 张三", two="paper 李四")
    result, told, out = run(folder)
    assert [record.case_id for record in records(out)] == ["a.txt", "b.txt", "c.txt", "d"]
    assert [record.decision.value for record in records(out)] == ["resubmit", "accept", "resubmit", "accept"]
    assert result.some_unread
    assert len(told) == result.total == 4


def test_a_file_that_breaks_the_program_costs_its_case_only(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="paper 张三", b="die", c="hang", d="raise", e="paper 李四")
    _, _, out = run(folder, processes(), terms=terms(seconds=2.0))
    found = {record.case_id: record for record in records(out)}
    assert [found[f"{name}.txt"].decision.value for name in "abcde"] == [
        "accept", "review", "review", "review", "accept",
    ]  # fmt: skip
    codes = {name: [problem.code for problem in record.problems] for name, record in found.items()}
    assert codes["b.txt"] == ["worker.died"]
    assert codes["c.txt"] == ["worker.timed_out"]
    assert codes["d.txt"] == ["worker.raised"]
    assert all("txt" in problem.message for record in found.values() for problem in record.problems)


def test_processes_and_this_process_give_the_same_records(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="paper 张三", b="paper 缺章", c="broken")
    _, _, out = run(folder)
    serial = (out / "records.jsonl").read_bytes()
    _, _, out = run(folder, processes())
    assert (out / "records.jsonl").read_bytes() == serial


def test_resuming_does_nothing_twice(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="paper 张三", b="paper 李四")
    _, _, out = run(folder)
    before = (out / "records.jsonl").read_bytes()
    write(folder, c="paper 王五")
    (folder / "b.txt").write_text("paper 赵六")
    _, told, _ = run(folder, resume=True)
    assert [(one.ordinal, one.seconds is None) for one in told] == [(1, True), (2, False), (3, False)]
    after = records(out)
    assert [record.documents[0].fields["patient_name"].value for record in after] == ["张三", "赵六", "王五"]
    assert (out / "records.jsonl").read_bytes() != before


def test_resuming_tries_again_what_was_lost(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="paper 张三", b="raise")
    run(folder)
    _, told, _ = run(folder, resume=True)
    assert [one.ordinal for one in told if one.seconds is not None] == [2]


def test_resuming_survives_a_line_cut_short(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="paper 张三", b="paper 李四")
    _, _, out = run(folder)
    whole = (out / "records.jsonl").read_bytes()
    journal = out / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-40])
    _, told, _ = run(folder, resume=True)
    assert [one.ordinal for one in told if one.seconds is not None] == [2]
    assert (out / "records.jsonl").read_bytes() == whole


def test_resuming_under_other_terms_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="paper 张三")
    run(folder)
    with pytest.raises(UsageError, match="--resume"):
        run(folder, resume=True, terms=terms(today=date(2026, 11, 23)))


def test_resuming_under_another_version_or_engine_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "in", a="paper 张三")
    _, _, out = run(folder)
    job = BatchJob(gather_batch(folder, out), out, terms(), resume=True)
    with pytest.raises(UsageError, match="识别模型"):
        run_batch(job, replace(fake_doors(), engine=other_engine), SerialExecutor(), lambda ended: None)
    monkeypatch.setattr("pipelines.batch.version", lambda name: "99")
    with pytest.raises(UsageError, match="程序版本"):
        run(folder, resume=True)
    assert len(records(out)) == 1


def test_without_resume_all_is_done_anew_and_the_old_journal_is_kept(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="paper 张三")
    _, _, out = run(folder)
    before = (out / "journal.jsonl").read_bytes()
    _, told, _ = run(folder)
    assert told[0].seconds is not None
    assert len(records(out)) == 1
    run(folder)
    assert sorted(path.name for path in out.glob("journal*")) == [
        "journal.1.jsonl", "journal.2.jsonl", "journal.jsonl",
    ]  # fmt: skip
    assert (out / "journal.1.jsonl").read_bytes() == before


def test_an_output_folder_that_cannot_be_written_is_a_wrong_call(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="paper 张三")
    (tmp_path / "out").write_text("a file")
    with pytest.raises(UsageError, match="输出文件夹"):
        run(folder)
    (tmp_path / "out").unlink()
    (tmp_path / "out" / "report.html.part").mkdir(parents=True)
    with pytest.raises(UsageError, match="输出文件夹"):
        run(folder)


def test_a_journal_of_something_else_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="paper 张三")
    write(tmp_path / "out").joinpath("journal.jsonl").write_text("diary\n")
    with pytest.raises(UsageError, match="不是批量运行的记录"):
        run(folder, resume=True)
    assert (tmp_path / "out" / "journal.jsonl").read_text() == "diary\n"


def test_ctrl_c_keeps_what_is_finished(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="paper 张三", b="paper 李四", c="paper 王五")
    out = tmp_path / "out"

    def stop_after_one(ended: Ended) -> None:
        raise KeyboardInterrupt

    job = BatchJob(gather_batch(folder, out), out, terms())
    result = run_batch(job, fake_doors(), SerialExecutor(), stop_after_one)
    assert result.interrupted
    assert [record.case_id for record in records(out)] == ["a.txt"]
    _, told, _ = run(folder, resume=True)
    assert [one.seconds is None for one in told] == [True, False, False]
    assert len(records(out)) == 3


def test_a_bad_application_costs_its_case_only(tmp_path: Path) -> None:
    folder = write(tmp_path / "in")
    write(folder / "a", one="paper 张三")
    (folder / "a" / "application.json").write_text("{")
    write(folder / "b", one="paper 李四")
    _, _, out = run(folder)
    first, second = records(out)
    assert [problem.code for problem in first.problems] == ["application.invalid"]
    assert not second.problems


@pytest.mark.parametrize("workers", [0, 1])
def test_an_application_that_breaks_the_judging_costs_its_case_only(tmp_path: Path, workers: int) -> None:
    folder = write(tmp_path / "in", b="paper 李四")
    write(folder / "a", one="paper 张三")
    declared: dict[str, object] = {
        "application_number": "unforeseen",
        "applicant": {"name": NAME, "id_number": ID_NUMBER},
    }
    declared |= {"on_behalf": False, "disease": {"name": "高血压"}, "items": []}
    (folder / "a" / "application.json").write_text(json.dumps(declared))
    _, told, out = run(folder, processes(workers) if workers else None)
    first, second = records(out)
    assert [problem.code for problem in first.problems] == ["worker.raised"]
    assert (first.decision.value, first.application) == ("review", None)
    assert second.decision.value == "accept"
    assert [one.lost is None for one in sorted(told, key=lambda one: one.ordinal)] == [False, True]


def test_cases_whose_names_read_alike_each_keep_their_record(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", 证明="paper 张三")
    (folder / os.fsdecode("证明.txt".encode("gb18030"))).write_text("paper 李四")
    _, _, out = run(folder)
    once = records(out)
    assert {record.documents[0].fields["patient_name"].value for record in once} == {"张三", "李四"}
    assert len({record.case_id for record in once}) == 2
    _, told, _ = run(folder, resume=True)
    assert [one.seconds for one in told] == [None, None]
    assert records(out) == once


def test_what_is_told_names_no_file(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", 李晓明身份证="paper 李晓明", b="raise")
    _, told, _ = run(folder)
    assert all("李晓明" not in f"{one.label} {one.lost}" for one in told)
    assert all(one.label.startswith(f"{one.ordinal:04d}-") for one in told)


def test_the_table_is_safe_for_spreadsheets_and_masked(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="paper 缺章", b=f"paper {NAME}", **{"=cmd": "paper 张三", "@x": "broken"})
    _, _, out = run(folder)
    raw = (out / "summary.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(raw.decode("utf-8-sig").splitlines()))
    assert {row[0] for row in rows[1:]} == {"'=cmd.txt", "'@x.txt", "a.txt", "b.txt"}
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert NAME not in raw.decode()
    assert ID_NUMBER not in raw.decode()


def test_the_report_shows_every_case_and_masks_people(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "in", a="paper 缺章", b=f"paper {NAME}", c="broken", d="hospital <script>alert(1)</script>"
    )
    _, _, out = run(folder)
    page = (out / "report.html").read_text(encoding="utf-8")
    assert all(f"{name}.txt" in page for name in "abcd")
    assert NAME not in page
    assert "<script>alert" not in page


def test_pages_are_written_and_linked_without_names(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", 李晓明=f"paper {NAME}")
    _, _, out = run(folder, pages=True)
    (page,) = (out / "cases").iterdir()
    assert page.name.startswith("0001-")
    assert f'href="cases/{page.name}"' in (out / "report.html").read_text(encoding="utf-8")
    assert NAME not in page.read_text(encoding="utf-8")
    assert NAME not in (out / "report.html").read_text(encoding="utf-8")
    assert "李**.txt" in (out / "report.html").read_text(encoding="utf-8")


class Shelf:
    """A store in memory. It counts what was looked for."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], tuple[CaseRecord, bool]] = {}

    def find(self, key: str) -> CaseRecord | None:
        return next((record for (own, _), (record, final) in self.kept.items() if own == key and final), None)

    def keep(self, key: str, record: CaseRecord, *, final: bool) -> None:
        self.kept[key, record.case_id] = (record, final)


def test_what_the_store_holds_is_not_read_again(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", b="paper 李四")
    write(folder / "a", one="paper 张三")
    shelf = Shelf()
    run(folder, store=shelf)
    (folder / "a").rename(folder / "c")
    _, told, out = run(folder, store=shelf)
    assert [one.seconds for one in told] == [None, None]
    assert [record.case_id for record in records(out)] == ["b.txt", "c"]
    assert sorted(case_id for _, case_id in shelf.kept) == ["a", "b.txt", "c"]


@pytest.mark.parametrize("changed", ["content", "name", "day"])
def test_other_input_or_other_terms_are_read(tmp_path: Path, changed: str) -> None:
    folder = write(tmp_path / "in", a="paper 张三")
    shelf = Shelf()
    run(folder, store=shelf)
    if changed == "content":
        write(folder, a="paper 李四")
    elif changed == "name":
        (folder / "a.txt").rename(folder / "b.txt")
    day = date(2026, 11, 23) if changed == "day" else date(2026, 11, 22)
    _, told, _ = run(folder, store=shelf, terms=terms(today=day))
    assert [one.seconds is None for one in told] == [False]


def test_a_case_is_the_same_on_any_day_where_it_says_when_it_was_submitted(tmp_path: Path) -> None:
    folder = write(tmp_path / "in")
    write(folder / "a", one="paper 张三")
    declared = {"applicant": {"name": NAME}, "submitted_at": "2026-11-02T09:00:00+08:00"}
    (folder / "a" / "application.json").write_text(json.dumps(declared))
    shelf = Shelf()
    run(folder, store=shelf)
    _, told, _ = run(folder, store=shelf, terms=terms(today=date(2026, 11, 23)))
    assert [one.seconds for one in told] == [None]


def test_pages_with_pictures_ask_for_reading_anew(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="paper 张三")
    shelf = Shelf()
    run(folder, store=shelf)
    _, told, out = run(folder, store=shelf, pages=True)
    assert told[0].seconds is not None
    assert len(list((out / "cases").iterdir())) == 1


def test_lost_cases_are_kept_but_never_found(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="raise")
    shelf = Shelf()
    run(folder, store=shelf)
    assert [final for _, final in shelf.kept.values()] == [False]
    _, told, _ = run(folder, store=shelf)
    assert told[0].seconds is not None


def test_a_store_given_to_a_resumed_run_gets_what_was_finished_without_it(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="paper 张三", b="paper 李四")
    run(folder)
    shelf = Shelf()
    _, told, _ = run(folder, resume=True, store=shelf)
    assert [one.seconds for one in told] == [None, None]
    assert len(shelf.kept) == 2


class Once(Shelf):
    """A store that finds, the first time, that the case's papers have changed since they were read."""

    refused = False

    def keep(self, key: str, record: CaseRecord, *, final: bool) -> None:
        if not self.refused:
            self.refused = True
            raise PapersChangedError("材料在读取时有变动。")
        super().keep(key, record, final=final)


def test_what_changed_while_it_was_read_is_told_and_read_anew(tmp_path: Path) -> None:
    folder, shelf = write(tmp_path / "in", a="paper 张三"), Once()
    _, [told], _ = run(folder, store=shelf)
    assert told.lost is not None
    _, [again], _ = run(folder, resume=True, store=shelf)
    assert (again.seconds is not None, again.lost) == (True, None)
    _, [known], _ = run(folder, resume=True, store=shelf)
    assert known.seconds is None


def test_pages_are_counted_once(tmp_path: Path) -> None:
    _, told, _ = run(write(tmp_path / "in", a="paper 张三", b="broken"))
    assert [one.pages for one in told] == [1, 0]


def test_the_journal_is_json_lines(tmp_path: Path) -> None:
    _, _, out = run(write(tmp_path / "in", a="paper 张三"))
    lines = (out / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    assert [sorted(json.loads(line)) for line in lines] == [["journal", "terms"], ["final", "fingerprint", "record"]]
