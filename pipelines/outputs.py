"""The files a batch leaves behind. Each takes its name when it is whole: a crash leaves the old one or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from models.case import CaseRecord
from models.error import UsageError
from pipelines.case import unread
from pipelines.replacing import replacing
from pipelines.report.summary import CaseRow, render_overview, row_of, write_csv

JOURNAL, RECORDS, SUMMARY, REPORT, PAGES = "journal.jsonl", "records.jsonl", "summary.csv", "report.html", "cases"


@dataclass(frozen=True)
class Written:
    """What was written: a row for each case, and whether some input of theirs could not be read."""

    rows: tuple[CaseRow, ...]
    some_unread: bool


def write_outputs(
    out: Path, answers: Iterable[tuple[CaseRecord, str]], whole: tuple[str, int], page_written: Callable[[str], bool]
) -> Written:
    """Write records, table and page of the answers, in their order.

    An answer is a record and where the case's own page would stand, below ``out``, if ``page_written`` there;
    ``whole`` is the region's name and the number of all cases.
    """
    rows: list[CaseRow] = []
    some_unread = False
    with replacing(out / RECORDS) as stream:
        for record, page in answers:
            stream.write(record.model_dump_json() + "\n")
            some_unread = some_unread or unread(record)
            rows.append(row_of(record, page if page_written(page) else None))
    with replacing(out / SUMMARY, "utf-8-sig") as stream:
        write_csv(rows, stream)
    with replacing(out / REPORT) as stream:
        stream.write(render_overview(rows, *whole))
    return Written(tuple(rows), some_unread)


@contextmanager
def writing(folder: object) -> Iterator[None]:
    """What the system refuses while outputs are written (no right, no room) is said with its place."""
    try:
        yield
    except OSError as error:
        raise UsageError(
            f"无法写入输出文件夹“{folder}”（{error.strerror}）。请检查权限和磁盘空间，或换一个位置。"
        ) from error


def case_label(ordinal: int, print_: str) -> str:
    """A case's name in logs: its ordinal and eight characters of its fingerprint."""
    return f"{ordinal:04d}-{print_[:8]}"


def page_name(ordinal: int, print_: str) -> str:
    """Where a case's own page is written, below the output folder."""
    return f"{PAGES}/{case_label(ordinal, print_)}.html"
