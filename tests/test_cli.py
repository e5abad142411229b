"""The command as people and programs call it: exit codes, streams, masks, and nothing interpreted."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pytest

import cli
from models.case import CaseRecord
from tests.pipelines.fakes import ID_NUMBER, NAME, fake_doors
from tests.pipelines.waiting import LONGEST, hear_ctrl_c, not_outliving

ROOT = Path(__file__).parents[1]
CHECK = ("--region", "example", "--today", "2026-11-22")


@dataclass(frozen=True)
class Ran:
    """A finished command."""

    code: int
    stdout: bytes
    stderr: bytes

    @property
    def out(self) -> str:
        return self.stdout.decode()

    @property
    def err(self) -> str:
        return self.stderr.decode()


Yancai = Callable[..., Ran]


def started(command: list[str]) -> AbstractContextManager[subprocess.Popen[bytes]]:
    """The command running, its output held."""
    pipe = subprocess.PIPE
    run = subprocess.Popen(command, stderr=pipe, stdout=pipe, env=environment(), cwd=ROOT, preexec_fn=hear_ctrl_c)
    return not_outliving(run)


def environment(**changes: str) -> dict[str, str]:
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, "PYTHONWARNINGS": "error", **changes}


def apart(*arguments: str | Path, **changes: str) -> Ran:
    """Run the command in a process of its own."""
    command = [sys.executable, "-m", "tests.fake_yancai", *map(str, arguments)]
    ran = subprocess.run(
        command, capture_output=True, env=environment(**changes), cwd=ROOT, timeout=LONGEST, check=False
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


@pytest.fixture
def yancai(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Yancai:
    """Run the command in this process."""
    monkeypatch.setattr(cli, "open_doors", fake_doors)
    monkeypatch.syspath_prepend(ROOT)

    def run(*arguments: str | Path) -> Ran:
        code = cli.run([str(argument) for argument in arguments])
        return Ran(code, *capsysbinary.readouterr())

    return run


@pytest.fixture
def check(yancai: Yancai) -> Yancai:
    """Run ``check`` on a path."""
    return lambda path, *arguments: yancai("check", path, *CHECK, *arguments)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "案件一"
    folder.mkdir()
    (folder / "证明.txt").write_text(f"paper {NAME}")
    return folder


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    folder = tmp_path / "cases"
    folder.mkdir()
    for name, text in {"a": f"paper {NAME}", "b": "broken", "c": "paper 缺章"}.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


def test_a_case_that_ran_ends_with_zero_whatever_was_decided(check: Yancai, case: Path) -> None:
    assert check(case).code == 0
    (case / "证明.txt").write_text("paper 缺章")
    assert check(case).code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "没有的文件.jpg", "--region", "example"], "找不到“没有的文件.jpg”"),
        (["check", ".", "--region", "nowhere"], "没有地区“nowhere”"),
        (["check", "."], "缺少参数"),
        (["check", "--region", "example"], "缺少参数"),
        (["check", ".", "--region", "example", "--format", "xml"], "--format"),
        (["check", ".", "--region", "example", "--frobnicate"], "没有选项 --frobnicate"),
        (["check", ".", "--region", "example", "--today", "明天"], "“明天”不是日期"),
        (["frobnicate"], "frobnicate"),
        (["batch", "没有的文件夹", "--region", "example", "--out", "/tmp/x"], "找不到文件夹“没有的文件夹”"),
    ],
)
def test_a_wrong_call_ends_with_two_and_says_why(yancai: Yancai, arguments: list[str], said: str) -> None:
    ran = yancai(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_bad_application_is_a_wrong_call(check: Yancai, case: Path) -> None:
    (case / "application.json").write_text('{"applicant": 1}')
    ran = check(case)
    assert (ran.code, ran.out) == (2, "")
    assert "application.json" in ran.err


def test_a_bad_setting_is_a_wrong_call(check: Yancai, case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YANCAI_BATCH__SECONDS_PER_CASE", "-1")
    ran = check(case)
    assert ran.code == 2
    assert "seconds_per_case" in ran.err


def test_an_unreadable_file_ends_with_three_and_is_named(check: Yancai, case: Path) -> None:
    (case / "坏.txt").write_text("broken")
    ran = check(case)
    assert ran.code == 3
    assert "坏.txt" in ran.out


def test_our_own_failure_ends_with_one_and_tells_nothing_personal(case: Path) -> None:
    (case / "证明.txt").write_text("raise")
    ran = apart("check", case, *CHECK)
    assert ran.code == 1
    assert "ValueError at fakes.py" in ran.err
    assert NAME not in ran.err
    assert "证明" not in ran.err


def test_a_file_that_takes_too_long_costs_itself_only(
    check: Yancai, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (case / "慢.txt").write_text("hang")
    monkeypatch.setenv("YANCAI_BATCH__SECONDS_PER_CASE", "1")
    monkeypatch.setenv("YANCAI_BATCH__SECONDS_PER_FILE", "0")
    ran = check(case, "--format", "json")
    record = CaseRecord.model_validate_json(ran.out)
    assert ran.code == 3
    assert [(problem.file, problem.code) for problem in record.problems] == [("慢.txt", "worker.timed_out")]
    assert [document.source.name for document in record.documents] == ["证明.txt"]
    assert record.decision.value == "review"


def test_standard_output_is_the_record_and_nothing_else(check: Yancai, case: Path) -> None:
    ran = check(case, "--format", "json")
    record = CaseRecord.model_validate_json(ran.out)
    assert record.case_id == "案件一"
    assert record.judged_on.isoformat() == "2026-11-22"
    assert ran.out.startswith('{\n  "schema_version": "1"')
    assert ran.out.endswith("}\n")
    assert NAME in ran.out


def test_two_runs_give_the_same_bytes(check: Yancai, case: Path) -> None:
    for format_ in ("json", "html", "text"):
        assert apart("check", case, *CHECK, "--format", format_).stdout == check(case, "--format", format_).stdout


def test_json_is_utf8_on_any_terminal(check: Yancai, case: Path) -> None:
    narrow = apart("check", case, *CHECK, "--format", "json", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert narrow.stdout == check(case, "--format", "json").stdout


def test_a_narrow_terminal_gets_what_it_can_show(case: Path) -> None:
    ran = apart("check", case, *CHECK, PYTHONIOENCODING="gbk")
    assert ran.code == 0
    assert "诊断证明书" in ran.stdout.decode("gbk")
    assert apart("check", case, *CHECK, PYTHONIOENCODING="ascii").code == 0


def test_people_see_masked_data_unless_they_ask(check: Yancai, case: Path) -> None:
    shown = check(case).out
    assert "李**" in shown
    assert "511302********4016" in shown
    assert NAME not in shown
    assert ID_NUMBER not in shown
    revealed = check(case, "--reveal").out
    assert NAME in revealed
    assert ID_NUMBER in revealed


def test_text_from_papers_cannot_steer_the_terminal(check: Yancai, case: Path) -> None:
    (case / "证明.txt").write_text("hospital [bold red]医院[/] \x1b[2J\x1b]0;title\x07 :smile: \u202e反")
    ran = check(case)
    assert "\x1b" not in ran.out
    assert "\x07" not in ran.out
    assert "\u202e" not in ran.out
    assert "[bold red]医院[/]" in ran.out
    assert ":smile:" in ran.out


def test_text_from_papers_is_no_markup_in_html(check: Yancai, case: Path) -> None:
    (case / "证明.txt").write_text('hospital <script>alert(1)</script>"onload=x {{7*7}}')
    page = check(case, "--format", "html").out
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{7*7}}" in page


def test_the_result_can_go_to_a_file(check: Yancai, case: Path, tmp_path: Path) -> None:
    ran = check(case, "--format", "json", "--out", str(tmp_path / "r.json"))
    assert (ran.code, ran.out) == (0, "")
    assert (tmp_path / "r.json").read_bytes() == check(case, "--format", "json").stdout
    nowhere = check(case, "--out", str(tmp_path / "no" / "r.txt"))
    assert nowhere.code == 2


def test_progress_names_no_file(check: Yancai, case: Path) -> None:
    ran = check(case)
    assert "第 1/1 个文件" in ran.err
    assert "证明" not in ran.err


def test_a_batch_writes_its_three_outputs_and_names_no_file(yancai: Yancai, cases: Path, tmp_path: Path) -> None:
    ran = yancai("batch", cases, "--region", "example", "--out", tmp_path / "out", "--workers", "2")
    assert ran.code == 3
    assert {"records.jsonl", "summary.csv", "report.html"} <= {path.name for path in (tmp_path / "out").iterdir()}
    assert len((tmp_path / "out" / "records.jsonl").read_text().splitlines()) == 3
    assert "[3/3]" in ran.err
    assert "a.txt" not in ran.err
    assert "共 3 件，完成 3 件" in ran.out


def test_ctrl_c_keeps_what_is_finished_and_resume_goes_on(yancai: Yancai, cases: Path, tmp_path: Path) -> None:
    (cases / "d.txt").write_text("slow 30")
    command = [sys.executable, "-m", "tests.fake_yancai", "batch", str(cases), "--region", "example", "--workers", "1"]
    command += ["--out", str(tmp_path / "out")]
    with started(command) as run:
        assert run.stderr is not None
        while b"[3/4]" not in run.stderr.readline():
            assert run.poll() is None
        run.send_signal(signal.SIGINT)
        out, _ = run.communicate(timeout=LONGEST)
        assert run.returncode == 130
    assert "--resume" in out.decode()
    assert len((tmp_path / "out" / "records.jsonl").read_text().splitlines()) == 3
    (cases / "d.txt").write_text("paper 王五")
    again = yancai("batch", cases, "--region", "example", "--out", tmp_path / "out", "--workers", "1", "--resume")
    assert again.code == 3
    assert again.err.count("已在上次完成") == 3
    assert len((tmp_path / "out" / "records.jsonl").read_text().splitlines()) == 4


def test_ctrl_c_ends_a_check_with_130(case: Path) -> None:
    (case / "证明.txt").write_text("slow 30")
    command = [sys.executable, "-m", "tests.fake_yancai", "check", str(case), "--region", "example"]
    with started(command) as run:
        assert run.stderr is not None
        run.stderr.readline()
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=LONGEST)
    assert (run.returncode, out) == (130, b"")
    assert "已中断" in err.decode()


def test_help_is_in_chinese_and_imports_little() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "cli", "--help"]
    ran = subprocess.run(command, capture_output=True, env=environment(), cwd=ROOT, timeout=LONGEST, check=True)
    assert "审核一件申请" in ran.stdout.decode()
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in ran.stderr.decode().splitlines()}
    assert not imported & {"cv2", "numpy", "paddleocr", "pymupdf", "jinja2", "pydantic", "PIL", "sqlalchemy"}


def test_the_doctor_answers_for_people_and_for_programs(yancai: Yancai) -> None:
    assert "Python" in yancai("doctor").out
    rows = json.loads(yancai("doctor", "--format", "json").out)
    assert {"subject", "state", "well", "remedy"} <= set(rows[0])


def test_bench_measures_the_reading_of_labelled_papers(yancai: Yancai, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"paper {NAME}")
    (tmp_path / "b.txt").write_text("broken")
    labels = [
        {"source": {"name": name}, "doc_type": {"value": "diagnosis_certificate"}, "fields": {"age": {"value": 66}}}
        for name in ("a.txt", "b.txt")
    ]
    (tmp_path / "truth.json").write_text(json.dumps(labels))
    ran = yancai("bench", "--truth", tmp_path, "--format", "json")
    assert ran.code == 3
    told = json.loads(ran.out)
    assert (told["types"]["right"], told["by_field"]["age"], len(told["problems"])) == (
        1,
        {"right": 1, "of": 2, "share": 0.5},
        1,
    )
    assert "| 材料类型 | 50.0%（1/2） |" in yancai("bench", "--truth", tmp_path).out


def test_bench_without_truth_is_a_wrong_call(yancai: Yancai, tmp_path: Path) -> None:
    ran = yancai("bench", "--truth", tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "没有 truth.json" in ran.err
