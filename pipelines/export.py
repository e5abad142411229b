"""Rows of kept records as CSV for spreadsheets, JSON lines for programs, Parquet for analysis; one row at a time."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import TextIO

from models.error import UsageError
from pipelines.replacing import replacing
from pipelines.report.summary import safe_cell
from pipelines.row import LABELS, RecordRow, shown_row

_OFFLINE = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
_BYTE_ORDER_MARK = "\ufeff"
_DAYS, _LISTS = ("kept_on", "judged_on", "due_date"), ("papers", "failed", "unsure", "problems", "reasons")


def export_text(rows: Iterable[RecordRow] | Iterable[str], format_: str, out: Path | None) -> None:
    """Write rows as ``csv``, ``jsonl`` or ``text``, whole records as they come, to a file or to standard output.

    Raises UsageError where the file cannot be written.
    """
    with _stream(out) as stream:
        if format_ == "csv":
            stream.write(_BYTE_ORDER_MARK)
            writer = csv.writer(stream)
            writer.writerow(LABELS.values())
        for row in rows:
            match row:
                case str():
                    stream.write(row + "\n")
                case RecordRow() if format_ == "csv":
                    writer.writerow(_cells(row))
                case RecordRow() if format_ == "jsonl":
                    stream.write(row.model_dump_json() + "\n")
                case _:
                    stream.write(shown_row(row) + "\n")


def export_parquet(rows: Iterable[RecordRow], out: Path) -> None:
    """Write rows as a Parquet file with typed columns. Raises UsageError where DuckDB is not installed."""
    duckdb = _duckdb()
    with _writable(out), TemporaryDirectory(dir=out.parent, prefix=".export-") as folder:
        lines, draft = Path(folder) / "rows.jsonl", Path(folder) / "rows.parquet"
        export_text(rows, "jsonl", lines)
        columns = {name: _parquet_type(name) for name in LABELS}
        with duckdb.connect(":memory:", config={**_OFFLINE, "temp_directory": folder}) as database:
            found = database.read_json(str(lines), columns=columns, format="newline_delimited")
            found.write_parquet(str(draft), compression="zstd")
        draft.replace(out)


def _cells(row: RecordRow) -> Iterator[str]:
    for value in row.model_dump(mode="json").values():
        text = "\n".join(value) if isinstance(value, list) else value or ""
        yield safe_cell(text)


def _parquet_type(name: str) -> str:
    return "DATE" if name in _DAYS else "VARCHAR[]" if name in _LISTS else "VARCHAR"


def _duckdb() -> ModuleType:
    try:
        import duckdb
    except ImportError:
        raise UsageError("导出 Parquet 需要 DuckDB：pip install 'yancai[parquet]'。也可以用 --format csv。") from None
    return duckdb


@contextmanager
def _stream(out: Path | None) -> Iterator[TextIO]:
    """The file, or standard output in UTF-8 whatever the terminal's encoding is thought to be."""
    if out is None:
        sys.stdout.flush()
        shown = TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=True)
        try:
            yield shown
        finally:
            shown.detach()
        return
    with _writable(out), replacing(out) as stream:
        yield stream


@contextmanager
def _writable(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(f"无法写入“{out}”（{error.strerror}）。请检查文件夹是否存在、能否写入。") from error
