"""What ``records`` and ``purge`` do: find kept records and show or export them; let old ones go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import typer

from models.codes import Decision, Outcome
from models.error import UsageError
from pipelines.days import china_today, day_of
from pipelines.export import export_parquet, export_text
from pipelines.row import RecordRow, record_row, shown_row
from pipelines.settings import load_settings, store_place
from pipelines.store.keeping import Kept, Store
from pipelines.store.search import Search

Code = TypeVar("Code", bound=StrEnum)
_Given = Mapping[str, str | None]
"""Options of the command line by their names."""

_SHOWN = 50
"""Cases shown on a terminal where nobody says how many."""


@dataclass(frozen=True)
class RecordsRequest:
    """What ``records`` was asked. ``limit`` None: all, on a terminal the first ones."""

    store: str | None
    search: Search
    format: str
    out: Path | None
    limit: int | None
    reveal: bool


def search_of(
    words: Mapping[str, str | None], codes: Mapping[str, str | None], days: Mapping[str, str | None]
) -> Search:
    """The search of a command line. Raises UsageError that names the option where a code or a day is none."""
    return Search(
        **words,
        decision=_code("decision", codes["decision"], Decision),
        outcome=_code("outcome", codes["outcome"], Outcome),
        since=day_of("since", days["since"]),
        until=day_of("until", days["until"]),
    )


def run_records(request: RecordsRequest) -> int:
    """Show or export the records that match; 0, also where none does."""
    if request.format == "records" and not request.reveal:
        raise UsageError("--format records 导出完整记录，无法遮盖个人信息。确需导出时请加 --reveal。")
    if request.format == "parquet" and request.out is None:
        raise UsageError("--format parquet 须用 --out 指定文件。")
    with closing(Store.open(_place(request.store))) as store:
        if request.format == "text" and request.out is None:
            _show(store, request)
            return 0
        found = store.search(request.search, request.limit)
        if request.format == "parquet" and request.out is not None:
            export_parquet(_rows(found, request), request.out)
        elif request.format == "records":
            export_text((kept.record.model_dump_json() for kept in found), "records", request.out)
        else:
            export_text(_rows(found, request), request.format, request.out)
    return 0


def run_purge(store: str | None, before: str | None, *, dry: bool) -> int:
    """Delete cases closed and records kept before a day, by default what is older than the settings allow; 0."""
    from pipelines.recognition import purged_too_soon
    from pipelines.review.office import Office
    from pipelines.review.purging import purge

    day = day_of("before", before) or _oldest()
    place = _place(store)
    with closing(Store.open(place)) as opened, closing(Office.open(load_settings(), store=place)) as office:
        cases = purge(office, day, dry=dry)
        number = opened.purge(day, dry=dry)
    done = "未删除（--dry-run）" if dry else "已永久删除"
    typer.echo(f"{day} 之前入库的记录：{number} 件，{done}。")
    if cases.cases or cases.open:
        left = f"；更早受理而尚未办结的 {cases.open} 件保留" if cases.open else ""
        typer.echo(f"{day} 之前办结的案件：{cases.cases} 件，连同记录和 {cases.files} 个文件，{done}{left}。")
    warning = purged_too_soon(load_settings()) if before is None else None
    if warning:
        typer.echo(warning, err=True)
    return 0


def _show(store: Store, request: RecordsRequest) -> None:
    limit = request.limit or _SHOWN
    number = store.count(request.search)
    for row in _rows(store.search(request.search, limit), request):
        typer.echo(shown_row(row))
    rest = f"，只显示前 {limit} 件（--limit 可多显示，--format csv 可全部导出）" if number > limit else ""
    typer.echo(f"共 {number} 件{rest}。")


def _rows(found: Iterator[Kept], request: RecordsRequest) -> Iterator[RecordRow]:
    return (record_row(kept.record, kept.kept_on, reveal=request.reveal) for kept in found)


def _place(named: str | None) -> str:
    place = named or store_place(load_settings().store)
    if place is None:
        raise UsageError("没有指定记录库。请用 --store，或在设置中写明 store.url。")
    return place


def _oldest() -> date:
    days = load_settings().store.keep_days
    if days is None:
        raise UsageError("没有指定日期。请用 --before，或在设置中写明 store.keep_days（保存天数）。")
    return china_today() - timedelta(days=days)


def _code(option: str, value: str | None, codes: type[Code]) -> Code | None:
    if value is None:
        return None
    try:
        return codes(value)
    except ValueError:
        raise UsageError(f"--{option} 的值“{value}”不正确。可用的有：{'、'.join(codes)}。") from None
