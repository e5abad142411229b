"""The commands about what is kept: records, notices, terms, backups. What one needs is imported when it runs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipelines.options import OutFile, RevealOption, StorePlace

keeping_app = typer.Typer(rich_markup_mode=None)


class RecordsFormat(StrEnum):
    """For people, spreadsheets, programs; ``records``: the whole records as they are."""

    TEXT = "text"
    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    RECORDS = "records"


class ExpiringFormat(StrEnum):
    """For people, for spreadsheets, for programs."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"


class NoticeFormat(StrEnum):
    """For the screen, for printing, for a text message."""

    HTML = "html"
    PDF = "pdf"
    SMS = "sms"


@keeping_app.command()
def records(
    store: StorePlace = None,
    case: Annotated[str | None, typer.Option("--case", help="案件名或申请编号", metavar="名称")] = None,
    person: Annotated[
        str | None, typer.Option("--person", help="姓名、身份证号或医保编号（须完整）", metavar="姓名或号码")
    ] = None,
    region: Annotated[str | None, typer.Option("--region", help="参保地区代码", metavar="地区")] = None,
    decision: Annotated[
        str | None, typer.Option("--decision", help="accept、review 或 resubmit", metavar="结论")
    ] = None,
    finding: Annotated[str | None, typer.Option("--finding", help="核对项、规则或原因代码", metavar="代码")] = None,
    outcome: Annotated[
        str | None, typer.Option("--outcome", help="核对结果（默认 fail 和 unsure）", metavar="结果")
    ] = None,
    problem: Annotated[str | None, typer.Option("--problem", help="读取问题代码", metavar="代码")] = None,
    since: Annotated[str | None, typer.Option("--since", help="从哪一天入库的（含）", metavar="年-月-日")] = None,
    until: Annotated[str | None, typer.Option("--until", help="到哪一天入库的（含）", metavar="年-月-日")] = None,
    format_: Annotated[RecordsFormat, typer.Option("--format", help="输出格式")] = RecordsFormat.TEXT,
    out: OutFile = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="最多几件（text 默认 50）", metavar="件数")
    ] = None,
    reveal: RevealOption = False,
) -> int:
    """查询和导出记录库中的记录（由 batch --store 写入）。"""
    from pipelines.records import RecordsRequest, run_records, search_of

    words = {"case": case, "person": person, "region": region, "finding": finding, "problem": problem}
    search = search_of(words, {"decision": decision, "outcome": outcome}, {"since": since, "until": until})
    return run_records(RecordsRequest(store, search, format_.value, out, limit, reveal))


@keeping_app.command()
def purge(
    store: StorePlace = None,
    before: Annotated[
        str | None, typer.Option("--before", help="删除这一天之前入库的（默认按设置的保存天数）", metavar="年-月-日")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只统计，不删除")] = False,
) -> int:
    """从记录库永久删除到期的记录，连同核对结果、读取问题和查询索引。"""
    from pipelines.records import run_purge

    return run_purge(store, before, dry=dry_run)


@keeping_app.command()
def backup(
    folder: Annotated[Path, typer.Argument(help="存放备份的文件夹", metavar="文件夹")],
    keep: Annotated[int | None, typer.Option("--keep", min=1, help="只保留最近几份（默认全部保留）")] = None,
    store: StorePlace = None,
) -> int:
    """备份记录库、上传文件和服务密钥；服务运行时也可以备份。"""
    from pipelines.backup import BackupRequest, run_backup
    from pipelines.settings import load_settings

    return run_backup(BackupRequest(folder, store, keep), load_settings())


@keeping_app.command()
def restore(
    backup: Annotated[Path, typer.Argument(help="备份文件夹中以时间命名的一份", metavar="备份")],
    check: Annotated[bool, typer.Option("--check", help="只检查备份是否完整，不恢复")] = False,
    store: StorePlace = None,
) -> int:
    """把备份恢复到新的（空的）记录库和文件库。"""
    from pipelines.backup import RestoreRequest, run_restore
    from pipelines.settings import load_settings

    return run_restore(RestoreRequest(backup, store, check), load_settings())


@keeping_app.command()
def notice(
    case: Annotated[str, typer.Argument(help="check --format json 的记录，或受理编号", metavar="记录或编号")],
    files: Annotated[
        Path | None, typer.Option("--files", help="这件申请的材料文件夹，用于附上图片", metavar="文件夹")
    ] = None,
    format_: Annotated[NoticeFormat, typer.Option("--format", help="输出格式")] = NoticeFormat.HTML,
    out: OutFile = None,
    add: Annotated[str, typer.Option("--add", help="另加一段工作人员说明", metavar="文字")] = "",
    store: StorePlace = None,
    today: Annotated[str | None, typer.Option("--today", help="告知单的日期（默认今天）", metavar="年-月-日")] = None,
    reveal: RevealOption = False,
) -> int:
    """补正材料告知单：一次告知全部需要补正之处，供网页显示、打印或短信发送。"""
    from pipelines.notice_command import NoticeRequest, run_notice
    from pipelines.terms import terms_of

    terms = terms_of("", "case", today)
    request = NoticeRequest(case, files, format_.value, out, add, terms.today, reveal, store)
    return run_notice(request, terms.settings)


@keeping_app.command()
def expiring(
    since: Annotated[
        str | None, typer.Option("--since", help="从哪一天起期满的（含；默认今天）", metavar="年-月-日")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", help="到哪一天期满的（含；默认 90 天内）", metavar="年-月-日")
    ] = None,
    region: Annotated[str | None, typer.Option("--region", help="参保地区代码（默认全部）", metavar="地区")] = None,
    format_: Annotated[ExpiringFormat, typer.Option("--format", help="输出格式")] = ExpiringFormat.TEXT,
    store: StorePlace = None,
    reveal: Annotated[bool, typer.Option("--reveal", help="显示完整的姓名（默认遮盖）")] = False,
) -> int:
    """待遇认定将要期满的清单：队列中已通过、按规定有期限的申请。"""
    from pipelines.expiring import ExpiringRequest, days_listed, run_expiring
    from pipelines.settings import load_settings

    request = ExpiringRequest(*days_listed(since, until), region, format_.value, store, reveal)
    return run_expiring(request, load_settings())
