"""Standard output carries the result and nothing else."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.error import UsageError
from models.record import Record
from pipelines.replacing import replacing


def as_json(record: Record) -> str:
    """A record as people and programs get it: two spaces, real characters, one order, a newline at the end."""
    return record.model_dump_json(indent=2) + "\n"


def write_result(text: str, out: Path | None) -> None:
    """To the file, or to standard output; in UTF-8 whatever the terminal's encoding is thought to be."""
    if out is None:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
        return
    try:
        with replacing(out) as stream:
            stream.write(text)
    except OSError as error:
        raise UsageError(f"无法写入“{out}”（{error.strerror}）。请检查文件夹是否存在、能否写入。") from error


@contextmanager
def quiet_stdout() -> Iterator[None]:
    """Whatever libraries print while they work goes to standard error: standard output is for the result."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)
