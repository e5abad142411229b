"""The journal of a batch: each finished case is on the disk before the next is counted, so that nothing is done twice.

The first line names the terms of the run, every other line one case, known by its id and the fingerprint of its files.
Lines are only ever added; of two lines about one case the later holds. A last line cut short by a crash is dropped.
The file is locked while it is open, so that two runs never write into one; the system unlocks it when a process ends.
"""

from __future__ import annotations

import fcntl
import json
import os
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from models.case import CaseRecord
from models.error import UsageError
from pipelines.replacing import settle


@dataclass(frozen=True)
class _Entry:
    offset: int
    final: bool


class Journal:
    """An open journal. Use it in a ``with`` statement."""

    def __init__(self, path: Path, terms: str, *, resume: bool) -> None:
        """Open the journal at ``path``. ``terms`` is one line; a run under other terms cannot be resumed.

        A journal that is there and not resumed is kept as ``journal.1.jsonl`` (2, 3 ...): reading it took hours.
        """
        self._path, self._terms = path, terms
        self._entries: dict[tuple[str, str], _Entry] = {}
        self._stream = _locked(path)
        try:
            if not resume and self._stream.seek(0, os.SEEK_END):
                self._stream = _begun_anew(self._stream, path)
            end = self._load()
            self._stream.seek(end)
            self._stream.truncate()
            if not end:
                self._write({"journal": "1", "terms": terms})
                settle(path.parent)
        except BaseException:
            self._stream.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()

    def finished(self, case_id: str, fingerprint: str) -> bool:
        """Is there an answer to this case with these very files that need not be sought again?"""
        entry = self._entries.get((case_id, fingerprint))
        return entry is not None and entry.final

    def holds(self, case_id: str, fingerprint: str) -> bool:
        """Is there any answer to this case with these very files?"""
        return (case_id, fingerprint) in self._entries

    def add(self, record: CaseRecord, fingerprint: str, *, final: bool) -> None:
        """Put a case on the disk. One that is not ``final`` (its worker died) is tried again when resumed."""
        entry = _Entry(self._stream.tell(), final)
        self._write({"fingerprint": fingerprint, "final": final, "record": record.model_dump(mode="json")})
        self._entries[record.case_id, fingerprint] = entry

    def record(self, case_id: str, fingerprint: str) -> CaseRecord:
        """The latest record of a case. Raises KeyError where there is none."""
        with self._path.open("rb") as stream:
            stream.seek(self._entries[case_id, fingerprint].offset)
            return CaseRecord.model_validate_json(json.dumps(json.loads(stream.readline())["record"]))

    def latest(self) -> list[tuple[str, str]]:
        """Every case of the journal with the fingerprint of its last answer, in the order of their first."""
        return list(dict(sorted(self._entries, key=lambda entry: self._entries[entry].offset)).items())

    def _write(self, line: dict[str, object]) -> bytes:
        """Put a line on the disk; the line as it was written."""
        written = json.dumps(line, ensure_ascii=False).encode() + b"\n"
        self._stream.write(written)
        self._stream.flush()
        os.fsync(self._stream.fileno())
        return written

    def look_again(self) -> None:
        """Take in what stands in the file: a writing that was interrupted may have ended without being noted."""
        self._stream.flush()
        self._load()

    def _load(self) -> int:
        """Read the lines that are there; the offset behind the last whole one (0: there is no usable line)."""
        end = 0
        with self._path.open("rb") as stream:
            for raw in stream:
                if not raw.endswith(b"\n"):
                    break
                try:
                    line = json.loads(raw)
                except ValueError as error:
                    raise UsageError(f"“{self._path}”不是批量运行的记录，不能继续。请换一个输出文件夹。") from error
                if end == 0 and (not isinstance(line, dict) or line.get("terms") != self._terms):
                    raise UsageError(
                        "输出文件夹中的上次运行使用了不同的地区、范围、日期、规则、设置、程序版本或识别模型，不能继续。"
                        "请去掉 --resume 重新运行（上次的记录会另存），或换一个输出文件夹。"
                    )
                if "record" in line:
                    self._entries[line["record"]["case_id"], line["fingerprint"]] = _Entry(end, line["final"])
                end += len(raw)
        return end


def _locked(path: Path) -> BinaryIO:
    """The file open for reading and writing, made where it is not there, and locked. Raises UsageError if in use."""
    stream: BinaryIO = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "r+b")
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        stream.close()
        raise UsageError(
            f"输出文件夹“{path.parent}”正被另一个批量运行使用。请等它结束，或用 --out 另指定一个文件夹。"
        ) from error
    return stream


def _begun_anew(earlier: BinaryIO, path: Path) -> BinaryIO:
    """Keep the earlier journal under the next free number, and open a new one."""
    number = 1
    while (kept := path.with_name(f"{path.stem}.{number}{path.suffix}")).exists():
        number += 1
    path.rename(kept)
    stream = _locked(path)
    earlier.close()
    return stream
