"""Cases and outputs in folders that lie on no disk: the same records, and nothing of the papers left behind."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import fsspec
import pytest

import pipelines.outlet
from models.error import UsageError
from pipelines.batch import BatchJob, BatchResult, Ended, run_batch
from pipelines.executors.serial import SerialExecutor
from pipelines.gather import gather_batch
from pipelines.gather_remote import RemoteCase, gather_remote
from pipelines.outlet import opened
from pipelines.remote import RemoteFolder, place
from pipelines.terms import Terms
from tests.pipelines.fakes import fake_doors
from tests.pipelines.test_batch import terms

CASES = RemoteFolder("memory://hall/cases")
OUT = RemoteFolder("memory://hall/out")
PAPERS = {
    "b.txt": "paper 李四",
    "a/2.txt": "paper 张三",
    "a/1/x.txt": "paper 缺章",
    "a/application.json": '{"applicant": {"name": "张三"}, "submitted_at": "2026-11-02T09:00:00+08:00"}',
    "a/Thumbs.db": "left behind",
    "c/broken.txt": "broken",
    "d/raise.txt": "raise",
    ".hidden/e.txt": "paper 王五",
}


@pytest.fixture(autouse=True)
def hall() -> Iterator[None]:
    """An empty store for each test."""
    yield
    fsspec.filesystem("memory").store.clear()


def hand_in(papers: dict[str, str], folder: RemoteFolder = CASES) -> None:
    for name, text in papers.items():
        folder.put(name, text.encode())


def run(out: Path | RemoteFolder = OUT, **changes: object) -> tuple[BatchResult, list[Ended]]:
    told: list[Ended] = []
    values: dict[str, object] = {"cases": gather_remote(CASES, out), "out": out, "terms": terms(), **changes}
    return run_batch(BatchJob(**values), fake_doors(), SerialExecutor(), told.append), told  # type: ignore[arg-type]


def records(out: RemoteFolder = OUT) -> list[str]:
    return out.read("records.jsonl").decode().splitlines()


def test_remote_cases_give_the_records_of_the_same_cases_on_a_disk(tmp_path: Path) -> None:
    hand_in(PAPERS)
    run()
    for name, text in PAPERS.items():
        path = tmp_path / "cases" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    job = BatchJob(gather_batch(tmp_path / "cases", tmp_path / "out"), tmp_path / "out", terms())
    run_batch(job, fake_doors(), SerialExecutor(), lambda ended: None)
    assert records() == (tmp_path / "out" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    assert OUT.read("summary.csv") == (tmp_path / "out" / "summary.csv").read_bytes()


def test_remote_cases_may_be_written_to_a_disk_and_local_ones_to_a_store(tmp_path: Path) -> None:
    hand_in({"a.txt": "paper 张三"})
    run(tmp_path / "out")
    assert len((tmp_path / "out" / "records.jsonl").read_text().splitlines()) == 1
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("paper 张三")
    run(cases=gather_batch(tmp_path / "in", None))
    assert records() == (tmp_path / "out" / "records.jsonl").read_text().splitlines()


def test_resuming_reads_what_is_new_or_was_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    hand_in(PAPERS)
    run()
    before = records()
    hand_in({"e.txt": "paper 王五", "b.txt": "paper 赵六"})
    _, told = run(resume=True)
    assert [one.ordinal for one in told if one.seconds is not None] == [2, 4, 5]
    assert [line for line in records() if "赵六" not in line][:3] == [before[0], *before[2:4]]


def test_the_journal_goes_out_in_parts_of_which_none_is_written_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipelines.outlet, "_PART_SECONDS", 0.0)
    hand_in({"a.txt": "paper 张三", "b.txt": "paper 李四"})
    run()
    run(resume=True)
    run()
    names = sorted(one.name for one in (OUT / "journal").objects())
    assert names == [f"00000{run}/0000000{part}.jsonl" for run in (1, 2) for part in (1, 2, 3)]


def test_of_two_runs_that_go_on_with_one_journal_the_second_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipelines.outlet, "_PART_SECONDS", 0.0)
    hand_in({"a.txt": "paper 张三"})
    run()
    hand_in({"b.txt": "paper 李四"})
    job = BatchJob(gather_remote(CASES, OUT), OUT, terms(), resume=True)

    def another_run_meanwhile(ended: Ended) -> None:
        if ended.seconds is None:
            hand_in({"a2.txt": "paper 王五"})
            run(resume=True)

    with pytest.raises(UsageError, match="正被另一个批量运行使用"):
        run_batch(job, fake_doors(), SerialExecutor(), another_run_meanwhile)
    assert len(records()) == 3


def test_what_waits_for_its_part_is_put_when_the_run_is_interrupted() -> None:
    hand_in({"a.txt": "paper 张三", "b.txt": "paper 李四"})

    def stop(ended: Ended) -> None:
        raise KeyboardInterrupt

    job = BatchJob(gather_remote(CASES, OUT), OUT, terms())
    assert run_batch(job, fake_doors(), SerialExecutor(), stop).interrupted
    assert len(records()) == 1
    _, told = run(resume=True)
    assert [one.seconds is None for one in told] == [True, False]


def test_a_part_whose_put_was_not_noticed_is_known_again() -> None:
    with opened(OUT, "terms", resume=False, pages=False) as outlet:
        journal = outlet.journal
        line = journal._write({"line": 1})
        (OUT / "journal/000001").put("00000002.jsonl", line)
    assert (OUT / "journal/000001").read("00000002.jsonl") == line


def test_resuming_under_other_terms_is_refused() -> None:
    hand_in({"a.txt": "paper 张三"})
    run()
    with pytest.raises(UsageError, match="--resume"):
        run(resume=True, terms=terms(today=date(2026, 11, 23)))


def test_pages_lie_beside_the_records_and_are_linked() -> None:
    hand_in({"李晓明.txt": "paper 李晓明"})
    run(pages=True)
    (page,) = (OUT / "cases").objects()
    assert f'href="cases/{page.name}"' in OUT.read("report.html").decode()


def test_outputs_inside_the_folder_are_no_case_and_hidden_entries_neither() -> None:
    hand_in(PAPERS)
    inside = CASES / "out"
    run(inside)
    assert [case.case_id for case in gather_remote(CASES, inside)] == ["a", "b.txt", "c", "d"]
    with pytest.raises(UsageError, match="不能就是材料文件夹"):
        gather_remote(CASES, CASES)


def test_an_object_named_as_a_folder_is_a_case_of_its_own() -> None:
    store = fsspec.filesystem("memory")
    store.pipe_file("/hall/cases/a/1.txt", b"paper")
    stored = CASES.objects()

    class Both(RemoteFolder):
        def objects(self) -> list:  # type: ignore[type-arg]
            return [*stored, type(stored[0])("a", 5, "mark"), type(stored[0])("empty/", 0, "mark")]

    cases = gather_remote(Both(CASES.url), OUT)
    assert [case.case_id for case in cases] == ["a", "a~", "empty"]
    assert [problem.code for problem in cases[2].problems] == ["case.empty"]


def test_an_object_that_is_gone_is_a_problem_of_its_case() -> None:
    hand_in({"a/1.txt": "paper 张三", "a/2.txt": "paper 张三"})
    (case,) = gather_remote(CASES, OUT)
    fsspec.filesystem("memory").rm("/hall/cases/a/2.txt")
    with case.at_hand(1000) as brought:
        assert [file.name for file in brought.files] == ["1.txt"]
        assert [problem.code for problem in brought.problems] == ["file.forbidden"]


def test_what_is_brought_has_no_name_on_this_machine_and_is_cut_behind_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    hand_in({"a.txt": "x" * 5000, "b.txt": ""})
    large, empty = gather_remote(CASES, OUT)
    with large.at_hand(1000) as brought, empty.at_hand(1000) as nothing:
        assert len(brought.files[0].path.read_bytes()) == 1001
        assert nothing.files[0].path.read_bytes() == b""
        assert os.listdir(tmp_path) == []


def test_a_fingerprint_changes_with_the_object() -> None:
    hand_in({"a.txt": "paper 张三"})
    (before,) = gather_remote(CASES, OUT)
    (again,) = gather_remote(CASES, OUT)
    hand_in({"a.txt": "paper 李四"})
    (after,) = gather_remote(CASES, OUT)
    assert before.fingerprint(1000) == again.fingerprint(1000) != after.fingerprint(1000)


def test_the_day_comes_from_the_declaration() -> None:
    hand_in(PAPERS)
    first, second, *_ = gather_remote(CASES, OUT)
    assert isinstance(first, RemoteCase)
    assert first.day(date(2026, 11, 22)) == date(2026, 11, 2)
    assert second.day(date(2026, 11, 22)) == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("memory://nothing/here", "没有任何材料|找不到"),
        ("nowhere://bucket/cases", "不认识地址"),
        ("memory://hall/cases", "没有任何材料|找不到"),
    ],
)
def test_a_folder_that_cannot_be_listed_is_a_wrong_call(url: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        gather_remote(RemoteFolder(url), OUT)


def test_a_store_whose_component_is_missing_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "s3fs", None)
    with pytest.raises(UsageError, match=r"yancai\[s3\]"):
        RemoteFolder("s3://no-such-component/x").objects()


def test_places_are_paths_unless_they_are_urls() -> None:
    assert place("a/b") == Path("a/b")
    assert place("file:///srv/cases") == Path("/srv/cases")
    assert place("s3://bucket/cases/") == RemoteFolder("s3://bucket/cases")


def test_workers_refuse_to_answer_as_another_program_would() -> None:
    from pipelines.batch import _Site, work_on

    asked = Terms("example", "case", date(2026, 11, 22), terms().settings)
    with pytest.raises(Exception, match="不一致"):
        work_on(fake_doors(), _Site(asked, "another program", OUT, None))
