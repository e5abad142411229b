"""A watched folder: read as it fills, killed and started again without loss, nothing read twice, nothing moved."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from models.case import CaseRecord
from models.error import UsageError
from pipelines import watch
from pipelines.command import BatchRequest, run_watch_command
from pipelines.gather import CaseFiles, gather_batch
from pipelines.journal import Journal
from pipelines.review.office import Office
from pipelines.settings import Settings, WatchOptions
from pipelines.store.queue_tables import case_files, cases
from pipelines.terms import Terms
from tests.pipelines.fakes import fake_doors
from tests.pipelines.waiting import LONGEST, eventually, not_outliving

ROOT = Path(__file__).parents[2]


def start(folder: Path, out: Path, *options: str) -> AbstractContextManager[subprocess.Popen[bytes]]:
    """The command running on fakes."""
    command = [sys.executable, "-m", "tests.fake_yancai", "watch", str(folder), "--out", str(out)]
    quick = {"YANCAI_WATCH__SETTLE_SECONDS": "0.2", "YANCAI_WATCH__POLL_SECONDS": "0.05"}
    run = subprocess.Popen(
        [*command, "--region", "example", "--workers", "1", *options],
        cwd=ROOT, env={**os.environ, **quick}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    return not_outliving(run)


def once(folder: Path, out: Path, store: str | None = None, *, queue: bool = False) -> int:
    """What ``watch --once`` does, in this process."""
    options = WatchOptions(settle_seconds=0.05, poll_seconds=0.02)
    terms = Terms("example", "case", date(2026, 11, 23), Settings(watch=options))
    request = BatchRequest(folder, out, terms, 0, resume=True, pages=False, store=store, queue=queue)
    return run_watch_command(request, fake_doors(), once=True)


def answered(out: Path) -> list[str]:
    """The names of the cases whose answers are in the journal, in the order of their ends."""
    journal = out / "journal.jsonl"
    lines = journal.read_text(encoding="utf-8").splitlines(keepends=True)[1:] if journal.exists() else []
    return [json.loads(line)["record"]["case_id"] for line in lines if line.endswith("\n")]


def records(out: Path) -> dict[str, CaseRecord]:
    lines = (out / "records.jsonl").read_text(encoding="utf-8").splitlines()
    found = [CaseRecord.model_validate_json(line) for line in lines]
    assert len({record.case_id for record in found}) == len(found), "no case twice"
    return {record.case_id: record for record in found}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "scans"
    made.mkdir()
    return made


def test_once_reads_what_is_there_and_moves_nothing(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "甲").mkdir()
    (folder / "甲" / "1.txt").write_text("paper 甲乙")
    (folder / "2.txt").write_text("broken")
    before = sorted(path.name for path in folder.rglob("*"))
    assert once(folder, tmp_path / "out") == 0
    said = capfd.readouterr()
    assert set(records(tmp_path / "out")) == {"甲", "2.txt"}
    assert (tmp_path / "out" / "summary.csv").exists()
    assert (tmp_path / "out" / "report.html").exists()
    assert sorted(path.name for path in folder.rglob("*")) == before
    assert "甲乙" not in said.err + said.out
    assert "2.txt" not in said.err + said.out


def test_killed_and_started_again_it_loses_nothing_and_reads_nothing_twice(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (folder / "1.txt").write_text("paper 甲")
    with start(folder, out) as run:
        eventually(lambda: run.poll() is not None or answered(out) == ["1.txt"])
        (folder / "2.txt").write_text("slow 30")
        (folder / "3.txt").write_text("paper 乙")
        eventually(lambda: run.poll() is not None or len(answered(out)) >= 1)
        run.kill()
        run.wait(timeout=LONGEST)
    (folder / "2.txt").write_text("paper 丙")
    with start(folder, out, "--once") as run:
        assert run.wait(timeout=LONGEST) == 0
    assert sorted(answered(out)) == ["1.txt", "2.txt", "3.txt"]
    assert set(records(out)) == {"1.txt", "2.txt", "3.txt"}


def test_asked_to_stop_it_writes_what_is_finished(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (folder / "1.txt").write_text("paper 甲")
    with start(folder, out) as run:
        eventually(lambda: answered(out) == ["1.txt"])
        (folder / "2.txt").write_text("hang")
        run.terminate()
        assert run.wait(timeout=LONGEST) == 0
    assert set(records(out)) == {"1.txt"}


def test_a_case_that_grows_has_its_last_record_only(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (folder / "甲").mkdir()
    (folder / "甲" / "1.txt").write_text("paper 甲")
    with start(folder, out) as run:
        eventually(lambda: len(answered(out)) == 1)
        (folder / "甲" / "2.txt").write_text("paper 甲")
        eventually(lambda: len(answered(out)) == 2)
        run.terminate()
        run.wait(timeout=LONGEST)
    assert len(records(out)["甲"].documents) == 2


def test_what_is_taken_away_stays_in_the_outputs(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (folder / "1.txt").write_text("paper 甲")
    once(folder, out)
    (folder / "1.txt").unlink()
    (folder / "2.txt").write_text("paper 乙")
    once(folder, out)
    assert set(records(out)) == {"1.txt", "2.txt"}


def test_once_waits_for_a_share_that_went_away(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "1.txt").write_text("paper 甲")
    looks = iter((False, True, True))  # it is there at the start, then out of reach twice

    def gathered(lying: Path, out: Path | None) -> tuple[CaseFiles, ...]:
        return gather_batch(tmp_path / "gone" if next(looks, False) else lying, out)

    monkeypatch.setattr(watch, "gather_batch", gathered)
    once(folder, tmp_path / "out")
    assert set(records(tmp_path / "out")) == {"1.txt"}
    assert capfd.readouterr().err.count("将继续等待") == 1


def test_a_folder_that_is_none_is_refused_in_words_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="找不到文件夹") as told:
        once(tmp_path / "gone", tmp_path / "out")
    assert "batch" not in str(told.value)


def test_a_store_spares_the_reading_in_another_output_folder(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "1.txt").write_text("paper 甲")
    store = str(tmp_path / "store.sqlite")
    once(folder, tmp_path / "first", store)
    assert "案件" in capfd.readouterr().err
    once(folder, tmp_path / "second", store)
    assert "案件" not in capfd.readouterr().err
    assert set(records(tmp_path / "second")) == {"1.txt"}


def test_what_is_scanned_goes_to_the_reviewers_once(folder: Path, tmp_path: Path) -> None:
    (folder / "1.txt").write_text("paper 甲")
    store = str(tmp_path / "store.sqlite")
    for text in ("paper 乙", "paper 丙"):
        (folder / "2.txt").write_text(text)
        assert once(folder, tmp_path / "out", store, queue=True) == 0
    office = Office.open(Settings(), store=store)
    with office.reading() as connection:
        states = connection.execute(select(cases.c.state)).scalars().all()
        assert len(connection.execute(select(case_files.c.sha256)).scalars().all()) == 3
    office.close()
    assert states == ["new"] * 3  # a file that became another is another case


def test_another_watch_into_the_same_output_is_refused(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with start(folder, out) as run:
        eventually(lambda: run.poll() is not None or (out / "journal.jsonl").exists())
        with start(folder, out) as second:
            assert second.wait(timeout=LONGEST) == 2
        run.terminate()
        run.wait(timeout=LONGEST)


def test_outputs_are_never_cases(folder: Path, tmp_path: Path) -> None:
    (folder / "1.txt").write_text("paper 甲")
    with pytest.raises(UsageError, match="输出文件夹"):
        once(folder, folder)
    once(folder, folder / "out")
    once(folder, folder / "out")
    assert set(records(folder / "out")) == {"1.txt"}


def test_the_journal_gives_each_case_once_with_its_last_answer(tmp_path: Path, folder: Path) -> None:
    out = tmp_path / "out"
    for text in ("paper 甲", "paper 乙"):
        (folder / "1.txt").write_text(text)
        once(folder, out)
    with Journal(out / "journal.jsonl", "watch example case", resume=True) as journal:
        ((case_id, print_),) = journal.latest()
        assert journal.record(case_id, print_).documents[0].fields["patient_name"].value == "乙"
