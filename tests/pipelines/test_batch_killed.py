"""A batch that is killed at any moment: nothing is lost, doubled or different once it is resumed."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import psutil
import pytest

from models.case import CaseRecord, Provenance
from models.codes import Decision
from pipelines.journal import Journal
from tests.bench.kills import Batch, disturb, write_cases
from tests.pipelines.waiting import LONGEST, eventually

ROOT = Path(__file__).parents[2]


def test_killed_at_random_moments_and_resumed_it_gives_the_same_records(tmp_path: Path) -> None:
    write_cases(tmp_path / "cases", 20, slow=0.05)
    tally = disturb(Batch(tmp_path / "cases", "example", stored=True), tmp_path, kills=2, seed=7)
    assert tally.kills == 2
    assert tally.compared >= 40
    assert not any(tally.wrong.values())


def test_workers_end_with_a_batch_that_is_killed(tmp_path: Path) -> None:
    write_cases(tmp_path / "cases", 1)
    (tmp_path / "cases" / "0000.txt").write_text("hang")
    with Batch(tmp_path / "cases", "example", workers=1).start(tmp_path / "out") as run:
        eventually(lambda: any("spawn_main" in " ".join(one.cmdline()) for one in psutil.Process(run.pid).children()))
        workers = psutil.Process(run.pid).children()
        run.kill()
    eventually(lambda: not any(worker.is_running() and worker.status() != "zombie" for worker in workers))


def test_a_second_batch_into_the_same_folder_is_refused(tmp_path: Path) -> None:
    write_cases(tmp_path / "cases", 1)
    (tmp_path / "cases" / "0000.txt").write_text("hang")
    batch = Batch(tmp_path / "cases", "example", workers=1)
    with batch.start(tmp_path / "out") as run:
        eventually((tmp_path / "out" / "journal.jsonl").exists)
        with batch.start(tmp_path / "out", "--resume") as second:
            assert second.wait(timeout=LONGEST) == 2
        run.kill()


def test_told_to_end_by_the_system_it_writes_what_is_finished(tmp_path: Path) -> None:
    write_cases(tmp_path / "cases", 2)
    (tmp_path / "cases" / "0001.txt").write_text("hang")
    journal = tmp_path / "out" / "journal.jsonl"
    with Batch(tmp_path / "cases", "example", workers=1).start(tmp_path / "out") as run:
        eventually(lambda: journal.exists() and journal.read_bytes().count(b"\n") == 2)
        run.terminate()
        assert run.wait(timeout=LONGEST) == 130
    assert len((tmp_path / "out" / "records.jsonl").read_text().splitlines()) == 1


def test_an_answer_is_known_though_its_writing_was_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    made = Provenance(version="0", engine="none", weights={}, pack="example@00", settings="")
    record = CaseRecord(
        case_id="1", region="example", decision=Decision.REVIEW, judged_on=date(2026, 11, 2), provenance=made
    )
    with Journal(tmp_path / "journal.jsonl", "terms", resume=False) as journal:
        monkeypatch.setattr(os, "fsync", interrupted)
        with pytest.raises(KeyboardInterrupt):
            journal.add(record, "print", final=True)
        assert not journal.holds("1", "print")
        journal.look_again()
        assert journal.record("1", "print") == record


def test_a_file_takes_its_name_when_it_is_whole(tmp_path: Path) -> None:
    code = "import os; from pathlib import Path; from pipelines.replacing import replacing\n"
    code += "with replacing(Path('r')) as s: s.write('half'); s.flush(); os._exit(9)"
    (tmp_path / "r").write_text("before")
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    assert (tmp_path / "r").read_text() == "before"
