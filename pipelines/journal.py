"""The journal of a batch: each finished case is on the disk before the next is counted, so that nothing is done twice.

The first line names the terms of the run, every other line one case, known by its id and the fingerprint of its files.
Lines are only ever added; of two lines about one case the later holds. A last line cut short by a crash is dropped.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from models.case import CaseRecord
from models.error import UsageError


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
        self._path = path
        if not resume and path.exists():
            _set_aside(path)
        self._entries: dict[tuple[str, str], _Entry] = {}
        end = self._load(terms) if resume and path.exists() else 0
        self._stream: BinaryIO = path.open("r+b" if end else "wb")
        self._stream.seek(end)
        self._stream.truncate()
        if not end:
            self._write({"journal": "1", "terms": terms})

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

    def _write(self, line: dict[str, object]) -> None:
        self._stream.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        self._stream.flush()
        os.fsync(self._stream.fileno())

    def _load(self, terms: str) -> int:
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
                if end == 0 and (not isinstance(line, dict) or line.get("terms") != terms):
                    raise UsageError(
                        "输出文件夹中的上次运行使用了不同的地区、范围、日期、规则、设置、程序版本或识别模型，不能继续。"
                        "请去掉 --resume 重新运行（上次的记录会另存），或换一个输出文件夹。"
                    )
                if "record" in line:
                    self._entries[line["record"]["case_id"], line["fingerprint"]] = _Entry(end, line["final"])
                end += len(raw)
        return end


def _set_aside(path: Path) -> None:
    number = 1
    while (kept := path.with_name(f"{path.stem}.{number}{path.suffix}")).exists():
        number += 1
    path.rename(kept)
