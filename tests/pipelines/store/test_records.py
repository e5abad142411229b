"""``batch --store``, ``records`` and ``purge`` as people call them."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

import cli
from models.case import CaseRecord
from pipelines.row import LABELS, RecordRow
from pipelines.store.keeping import Store
from pipelines.store.search import Search
from tests.pipelines.fakes import ID_NUMBER, NAME, fake_doors


@dataclass(frozen=True)
class Ran:
    """A finished command."""

    code: int
    out: str
    err: str


Yancai = Callable[..., Ran]


@pytest.fixture
def yancai(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Yancai:
    """Run a command in this process, with a reader of texts."""
    monkeypatch.setattr(cli, "open_doors", fake_doors)

    def run(*arguments: str | Path) -> Ran:
        code = cli.run([str(argument) for argument in arguments])
        said = capsysbinary.readouterr()
        return Ran(code, said.out.decode(), said.err.decode())

    return run


@pytest.fixture
def batch(yancai: Yancai, tmp_path: Path) -> Callable[[str], Ran]:
    """Run a batch of three cases into a store."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, said in {"李晓明": f"paper {NAME}", "=b": "paper 缺章", "c": "broken"}.items():
        (folder / f"{name}.txt").write_text(said)
    words = ("--region", "example", "--out", tmp_path / "out", "--workers", "0", "--today", "2026-11-22")
    return lambda store: yancai("batch", folder, *words, "--store", store)


@pytest.fixture
def records(batch: Callable[[str], Ran], yancai: Yancai, place: str) -> Yancai:
    """Ask the store of a finished batch."""
    batch(place)
    return lambda *words: yancai("records", "--store", place, *words)


def test_a_batch_makes_and_fills_the_store_and_reads_nothing_twice(
    batch: Callable[[str], Ran], bare_place: str, tmp_path: Path
) -> None:
    assert batch(bare_place).code == 3
    first = (tmp_path / "out" / "records.jsonl").read_bytes()
    again = batch(bare_place)
    assert again.err.count("已在上次完成") == 3
    assert (tmp_path / "out" / "records.jsonl").read_bytes() == first
    store = Store.open(bare_place)
    assert [kept.record.model_dump_json() for kept in store.search(Search())] == first.decode().splitlines()
    store.close()


def test_a_store_among_the_cases_is_refused(yancai: Yancai, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    words = ("--region", "example", "--out", tmp_path / "out", "--store", tmp_path / "in" / "s.sqlite")
    ran = yancai("batch", tmp_path / "in", *words)
    assert ran.code == 2
    assert "不能放在材料文件夹" in ran.err
    assert list((tmp_path / "in").iterdir()) == []


def test_people_are_shown_masked_unless_asked_otherwise(records: Yancai) -> None:
    ran = records()
    assert ran.code == 0
    assert "李**.txt　李**　511302********4016　材料齐全" in ran.out
    assert "不符合：缺*的诊断证明书未见医院公章。" in ran.out
    assert "读取问题：“c.txt”无法读取" in ran.out
    assert ran.out.endswith("共 3 件。\n")
    assert NAME not in ran.out
    assert ID_NUMBER not in ran.out
    revealed = records("--reveal").out
    assert NAME in revealed
    assert ID_NUMBER in revealed


def test_words_narrow_what_is_shown(records: Yancai) -> None:
    assert records("--person", NAME).out.endswith("共 1 件。\n")
    assert records("--person", ID_NUMBER, "--decision", "resubmit").out.endswith("共 1 件。\n")
    assert records("--finding", "seal.missing").out.endswith("共 1 件。\n")
    assert records("--outcome", "pass").out.endswith("共 1 件。\n")
    assert records("--problem", "file.damaged", "--region", "example").out.endswith("共 1 件。\n")
    assert records("--case", "李晓明.txt").out.endswith("共 1 件。\n")
    assert records("--since", "2999-01-01").out == "共 0 件。\n"
    assert "共 3 件，只显示前 1 件" in records("--limit", "1").out


def test_csv_is_safe_for_spreadsheets_and_masked(records: Yancai, tmp_path: Path) -> None:
    assert records("--format", "csv", "--out", tmp_path / "r.csv").out == ""
    raw = (tmp_path / "r.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(raw.decode("utf-8-sig"), newline="")))
    assert rows[0] == list(LABELS.values())
    assert [row[2] for row in rows[1:]] == ["'=b.txt", "c.txt", "李**.txt"]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in rows for cell in row)
    assert NAME not in raw.decode()
    assert records("--format", "csv").out.encode() == raw


def test_json_lines_are_rows_with_stable_names(records: Yancai, tmp_path: Path) -> None:
    lines = records("--format", "jsonl").out.splitlines()
    assert all(set(json.loads(line)) == set(LABELS) == set(RecordRow.model_fields) for line in lines)
    assert [json.loads(line)["decision"] for line in lines] == ["resubmit", "resubmit", "accept"]
    assert json.loads(lines[0])["failed"] == ["缺*的诊断证明书未见医院公章。"]
    assert NAME not in "".join(lines)
    assert len(records("--format", "jsonl", "--limit", "2").out.splitlines()) == 2


def test_parquet_has_typed_columns(records: Yancai, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    assert records("--format", "parquet", "--out", tmp_path / "r.parquet").code == 0
    with duckdb.connect(":memory:") as database:
        found = database.read_parquet(str(tmp_path / "r.parquet"))
        types = dict(zip(found.columns, map(str, found.types), strict=True))
        rows = found.project("judged_on, failed, due_date").fetchall()
    assert list(types) == list(LABELS)
    assert (types["kept_on"], types["reasons"], types["case_id"]) == ("DATE", "VARCHAR[]", "VARCHAR")
    assert rows[0] == (date(2026, 11, 22), ["缺*的诊断证明书未见医院公章。"], None)
    assert {path.name for path in tmp_path.iterdir()} >= {"r.parquet"}
    assert not list(tmp_path.glob(".export-*"))


def test_parquet_of_no_record_has_the_same_columns(records: Yancai, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    records("--format", "parquet", "--out", tmp_path / "r.parquet", "--case", "nobody")
    with duckdb.connect(":memory:") as database:
        found = database.read_parquet(str(tmp_path / "r.parquet"))
        assert (found.columns, found.fetchall()) == (list(LABELS), [])


def test_parquet_without_duckdb_says_what_to_do(records: Yancai, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "duckdb", None)
        ran = records("--format", "parquet", "--out", tmp_path / "r.parquet")
    assert ran.code == 2
    assert "yancai[parquet]" in ran.err


def test_whole_records_are_handed_out_only_in_clear(records: Yancai) -> None:
    refused = records("--format", "records")
    assert (refused.code, refused.out) == (2, "")
    assert "--reveal" in refused.err
    lines = records("--format", "records", "--reveal").out.splitlines()
    assert [CaseRecord.model_validate_json(line).case_id for line in lines] == ["=b.txt", "c.txt", "李晓明.txt"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--decision", "maybe"], "accept、review、resubmit"),
        (["--outcome", "maybe"], "--outcome"),
        (["--since", "昨天"], "“昨天”不是日期"),
        (["--format", "parquet"], "--out"),
        (["--format", "csv", "--out", "/nowhere/r.csv"], "无法写入"),
    ],
    ids=str,
)
def test_wrong_calls_end_with_two(records: Yancai, words: list[str], said: str) -> None:
    ran = records(*words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize("command", ["records", "purge"])
def test_a_store_must_be_named_and_there(yancai: Yancai, tmp_path: Path, command: str) -> None:
    words = ["--before", "2026-01-01"] if command == "purge" else []
    assert "没有指定记录库" in yancai(command, *words).err
    ran = yancai(command, *words, "--store", tmp_path / "none.sqlite")
    assert ran.code == 2
    assert "没有记录库" in ran.err


def test_the_settings_may_name_the_store(
    records: Yancai, yancai: Yancai, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YANCAI_STORE__URL", place)
    assert yancai("records").out.endswith("共 3 件。\n")


def test_purging_by_day_and_by_the_days_to_keep(
    records: Yancai, yancai: Yancai, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("purge", "--store", place)
    assert "不是日期" in yancai(*asked, "--before", "soon").err
    assert "store.keep_days" in yancai(*asked).err
    assert "3 件，未删除" in yancai(*asked, "--before", "2999-01-01", "--dry-run").out
    monkeypatch.setenv("YANCAI_STORE__KEEP_DAYS", "30")
    short = yancai(*asked)
    assert "0 件，已永久删除" in short.out
    assert "短于最长的认定期限" in short.err
    assert "3 件，已永久删除" in yancai(*asked, "--before", "2999-01-01").out
    assert records().out == "共 0 件。\n"
