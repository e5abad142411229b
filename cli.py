"""The command line. What a command needs is imported when it runs, so that ``yancai --help`` answers at once.

Standard output carries the result and nothing else; progress and messages go to standard error.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.main import get_command

from pipelines.review.commands import review_app
from pipelines.review.staff_commands import staff_app

if TYPE_CHECKING:
    from pipelines.batch import Doors
    from pipelines.service.reading import ServiceDoors

INTERRUPTED = 130

app = typer.Typer(
    name="yancai",
    help="验材：门诊慢特病待遇认定申请材料的预检。全程离线运行；只指出材料上有什么、缺什么，不作待遇认定结论。",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

keys_app = typer.Typer(help="预检服务的密钥：添加、列出、停用。", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(keys_app, name="keys")
app.add_typer(review_app, name="review")
app.add_typer(staff_app, name="staff")
hooks_app = typer.Typer(
    help="案件进展的通知（webhook）：设置、列出、取消、重新发送。", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(hooks_app, name="hooks")


class RecordsFormat(StrEnum):
    """For people, spreadsheets, programs; ``records``: the whole records as they are."""

    TEXT = "text"
    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    RECORDS = "records"


class ScopeName(StrEnum):
    """Is the whole case judged, or each paper by itself?"""

    CASE = "case"
    PAPER = "paper"


class CheckFormat(StrEnum):
    """For people, for programs, for reviewers."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


class ExecutorName(StrEnum):
    """Do processes of this machine read, or the machines of a Ray cluster?"""

    PROCESSES = "processes"
    RAY = "ray"


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


class TableFormat(StrEnum):
    """For people or for programs."""

    TEXT = "text"
    JSON = "json"


Region = Annotated[str, typer.Option("--region", help="参保地区代码，见 yancai regions", metavar="地区")]
ScopeOption = Annotated[ScopeName, typer.Option("--scope", help="case：按整件申请审核；paper：逐份材料单独审核")]
Today = Annotated[str | None, typer.Option("--today", help="按哪一天的规则审核（默认今天）", metavar="年-月-日")]
StorePlace = Annotated[
    str | None,
    typer.Option("--store", help="记录库：SQLite 文件路径或 postgresql:// 地址（默认用设置中的）", metavar="地址"),
]
Table = Annotated[TableFormat, typer.Option("--format", help="输出格式")]


def open_doors() -> Doors:
    """Where readers and rules come from; tests put others in their place."""
    from pipelines.batch import Doors
    from pipelines.opening import engine_identity, open_reader, open_rules

    return Doors(open_reader, open_rules, engine_identity)


def open_service_doors() -> ServiceDoors:
    """The same for the service, with what only looks."""
    from pipelines.opening import open_reader, open_rules
    from pipelines.packs.loading import known_regions
    from pipelines.service.reading import ServiceDoors

    return ServiceDoors(open_reader, open_rules, open_reader, known_regions)


@app.command()
def check(
    paths: Annotated[list[Path], typer.Argument(help="一件申请的文件或文件夹", metavar="路径...")],
    region: Region,
    scope: ScopeOption = ScopeName.CASE,
    format_: Annotated[CheckFormat, typer.Option("--format", help="输出格式")] = CheckFormat.TEXT,
    out: Annotated[Path | None, typer.Option("--out", help="写入文件（默认写到屏幕）", metavar="文件")] = None,
    today: Today = None,
    reveal: Annotated[bool, typer.Option("--reveal", help="显示完整的姓名、证件号等（默认遮盖）")] = False,
) -> int:
    """审核一件申请：每份材料是什么、读出了什么、缺什么、怎么办。"""
    from pipelines.command import CheckRequest, run_check, terms_of

    terms = terms_of(region, scope.value, today)
    return run_check(CheckRequest(tuple(paths), terms, format_.value, out, reveal), open_doors())


@app.command()
def batch(
    folder: Annotated[
        str, typer.Argument(help="每个子文件夹（或文件）是一件申请；也可以是 s3://桶/路径", metavar="文件夹")
    ],
    region: Region,
    out: Annotated[str, typer.Option("--out", help="结果写入的文件夹；也可以是 s3://桶/路径", metavar="文件夹")],
    scope: ScopeOption = ScopeName.CASE,
    workers: Annotated[
        int | None, typer.Option("--workers", min=0, help="同时运行的进程数（默认按处理器和内存；0 为不另开进程）")
    ] = None,
    executor: Annotated[
        ExecutorName, typer.Option("--executor", help="processes：本机的多个进程；ray：Ray 集群的各台机器")
    ] = ExecutorName.PROCESSES,
    address: Annotated[
        str, typer.Option("--address", help="Ray 集群的地址（默认为本机所在的集群）", metavar="地址")
    ] = "auto",
    resume: Annotated[bool, typer.Option("--resume", help="接着上次未完成的运行，不重做已完成的案件")] = False,
    pages: Annotated[bool, typer.Option("--pages", help="另为每件申请写一个带原图的网页")] = False,
    queue: Annotated[bool, typer.Option("--queue", help="同时送入审核队列（见 yancai review）")] = False,
    store: StorePlace = None,
    today: Today = None,
) -> int:
    """批量审核：逐件写入 records.jsonl、summary.csv 和 report.html。"""
    from pipelines.command import BatchRequest, run_batch_command, terms_of
    from pipelines.remote import place

    terms = terms_of(region, scope.value, today)
    cluster = address if executor is ExecutorName.RAY else None
    request = BatchRequest(place(folder), place(out), terms, workers, resume, pages, store, cluster, queue)
    return run_batch_command(request, open_doors())


@app.command()
def watch(
    folder: Annotated[
        Path, typer.Argument(help="扫描件存入的文件夹，每个子文件夹（或文件）是一件申请", metavar="文件夹")
    ],
    region: Region,
    out: Annotated[Path, typer.Option("--out", help="结果写入的文件夹", metavar="文件夹")],
    scope: ScopeOption = ScopeName.CASE,
    workers: Annotated[int | None, typer.Option("--workers", min=0, help="同时运行的进程数（同 batch）")] = None,
    store: StorePlace = None,
    queue: Annotated[bool, typer.Option("--queue", help="同时送入审核队列（见 yancai review）")] = False,
    once: Annotated[bool, typer.Option("--once", help="读完现有的材料后结束")] = False,
) -> int:
    """监视扫描文件夹：材料存完整后自动审核，结果与 batch 相同；不移动、不重复读取，可随时中断再启动。"""
    from pipelines.command import BatchRequest, run_watch_command, terms_of

    terms = terms_of(region, scope.value, None)
    request = BatchRequest(folder, out, terms, workers, resume=True, pages=False, store=store, queue=queue)
    return run_watch_command(request, open_doors(), once=once)


@app.command()
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
    out: Annotated[Path | None, typer.Option("--out", help="写入文件（默认写到屏幕）", metavar="文件")] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="最多几件（text 默认 50）", metavar="件数")
    ] = None,
    reveal: Annotated[bool, typer.Option("--reveal", help="显示完整的姓名、证件号等（默认遮盖）")] = False,
) -> int:
    """查询和导出记录库中的记录（由 batch --store 写入）。"""
    from pipelines.records import RecordsRequest, run_records, search_of

    words = {"case": case, "person": person, "region": region, "finding": finding, "problem": problem}
    search = search_of(words, {"decision": decision, "outcome": outcome}, {"since": since, "until": until})
    return run_records(RecordsRequest(store, search, format_.value, out, limit, reveal))


@app.command()
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


@app.command()
def backup(
    folder: Annotated[Path, typer.Argument(help="存放备份的文件夹", metavar="文件夹")],
    keep: Annotated[int | None, typer.Option("--keep", min=1, help="只保留最近几份（默认全部保留）")] = None,
    store: StorePlace = None,
) -> int:
    """备份记录库、上传文件和服务密钥；服务运行时也可以备份。"""
    from pipelines.backup import BackupRequest, run_backup
    from pipelines.settings import load_settings

    return run_backup(BackupRequest(folder, store, keep), load_settings())


@app.command()
def restore(
    backup: Annotated[Path, typer.Argument(help="备份文件夹中以时间命名的一份", metavar="备份")],
    check: Annotated[bool, typer.Option("--check", help="只检查备份是否完整，不恢复")] = False,
    store: StorePlace = None,
) -> int:
    """把备份恢复到新的（空的）记录库和文件库。"""
    from pipelines.backup import RestoreRequest, run_restore
    from pipelines.settings import load_settings

    return run_restore(RestoreRequest(backup, store, check), load_settings())


@app.command()
def bench(
    truth: Annotated[Path, typer.Option("--truth", help="放有材料和 truth.json 的文件夹", metavar="文件夹")],
    format_: Table = TableFormat.TEXT,
    out: Annotated[Path | None, typer.Option("--out", help="写入文件（默认写到屏幕）", metavar="文件")] = None,
    reveal: Annotated[bool, typer.Option("--reveal", help="显示完整的姓名、证件号等（默认遮盖）")] = False,
) -> int:
    """在本单位已标注的材料上测量识别的准确率，列出每一处与标注不同的地方。"""
    from pipelines.command import BenchRequest, run_bench, terms_of

    terms = terms_of("", "paper", None)
    return run_bench(BenchRequest(truth, terms, format_.value, out, reveal), open_doors())


@app.command()
def notice(
    case: Annotated[str, typer.Argument(help="check --format json 的记录，或受理编号", metavar="记录或编号")],
    files: Annotated[
        Path | None, typer.Option("--files", help="这件申请的材料文件夹，用于附上图片", metavar="文件夹")
    ] = None,
    format_: Annotated[NoticeFormat, typer.Option("--format", help="输出格式")] = NoticeFormat.HTML,
    out: Annotated[Path | None, typer.Option("--out", help="写入文件（默认写到屏幕）", metavar="文件")] = None,
    add: Annotated[str, typer.Option("--add", help="另加一段工作人员说明", metavar="文字")] = "",
    store: StorePlace = None,
    today: Annotated[str | None, typer.Option("--today", help="告知单的日期（默认今天）", metavar="年-月-日")] = None,
    reveal: Annotated[bool, typer.Option("--reveal", help="显示完整的姓名、证件号等（默认遮盖）")] = False,
) -> int:
    """补正材料告知单：一次告知全部需要补正之处，供网页显示、打印或短信发送。"""
    from pipelines.command import terms_of
    from pipelines.notice_command import NoticeRequest, run_notice

    terms = terms_of("", "case", today)
    request = NoticeRequest(case, files, format_.value, out, add, terms.today, reveal, store)
    return run_notice(request, terms.settings)


@app.command()
def expiring(
    until: Annotated[
        str | None, typer.Option("--until", help="到哪一天期满的（含；默认 90 天内）", metavar="年-月-日")
    ] = None,
    region: Annotated[str | None, typer.Option("--region", help="参保地区代码（默认全部）", metavar="地区")] = None,
    format_: Annotated[ExpiringFormat, typer.Option("--format", help="输出格式")] = ExpiringFormat.TEXT,
    store: StorePlace = None,
    reveal: Annotated[bool, typer.Option("--reveal", help="显示完整的姓名（默认遮盖）")] = False,
) -> int:
    """待遇认定将要期满的清单：队列中已通过、按规定有期限的申请。"""
    from pipelines.expiring import ExpiringRequest, last_day, run_expiring
    from pipelines.settings import load_settings

    return run_expiring(ExpiringRequest(last_day(until), region, format_.value, store, reveal), load_settings())


@app.command()
def serve(
    host: Annotated[str | None, typer.Option("--host", help="地址（默认按设置，即本机）", metavar="地址")] = None,
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65535, help="端口（默认按设置，即 8710）", metavar="端口")
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="读取进程数（默认按处理器和内存）", metavar="个数")
    ] = None,
) -> int:
    """HTTP 服务：预检上传的材料；设置了记录库时也受理案件、告知进展。"""
    from pipelines.service.serving import ServeRequest, run_service

    return run_service(ServeRequest(host, port, workers), open_service_doors())


@keys_app.command("add")
def add_key(
    channel: Annotated[str | None, typer.Option("--channel", help="密钥所属的渠道", metavar="名称")] = None,
    metrics: Annotated[bool, typer.Option("--metrics", help="只能读取运行指标的密钥")] = False,
    per_minute: Annotated[
        int | None, typer.Option("--per-minute", min=1, help="每分钟最多几次（默认按设置）", metavar="次数")
    ] = None,
    at_once: Annotated[
        int | None, typer.Option("--at-once", min=1, help="同时最多几个（默认按设置）", metavar="个数")
    ] = None,
) -> int:
    """添加一个密钥；密钥只显示这一次。"""
    from pipelines.service.key_commands import add_key

    return add_key(channel, metrics=metrics, per_minute=per_minute, at_once=at_once)


@keys_app.command("list")
def list_keys() -> int:
    """列出密钥的编号、渠道和状态。"""
    from pipelines.service.key_commands import list_keys

    return list_keys()


@keys_app.command("revoke")
def revoke_key(number: Annotated[str, typer.Argument(help="密钥的编号", metavar="编号")]) -> int:
    """停用一个密钥，立即生效。"""
    from pipelines.service.key_commands import revoke_key

    return revoke_key(number)


@hooks_app.command("add")
def add_hook(
    channel: Annotated[str, typer.Option("--channel", help="渠道", metavar="名称")],
    url: Annotated[str, typer.Option("--url", help="通知发往的地址", metavar="地址")],
    store: StorePlace = None,
) -> int:
    """设置渠道的通知地址；签名密钥只显示这一次。"""
    from pipelines.service.hook_commands import add_hook

    return add_hook(channel, url, store)


@hooks_app.command("list")
def list_hooks(store: StorePlace = None) -> int:
    """列出各渠道的通知地址。"""
    from pipelines.service.hook_commands import list_hooks

    return list_hooks(store)


@hooks_app.command("remove")
def remove_hook(
    channel: Annotated[str, typer.Option("--channel", help="渠道", metavar="名称")], store: StorePlace = None
) -> int:
    """取消渠道的通知；尚未送达的不再发送。"""
    from pipelines.service.hook_commands import remove_hook

    return remove_hook(channel, store)


@hooks_app.command("dead")
def list_dead(
    channel: Annotated[str | None, typer.Option("--channel", help="渠道（默认全部）", metavar="名称")] = None,
    store: StorePlace = None,
) -> int:
    """列出未能送达、已放弃的通知。"""
    from pipelines.service.hook_commands import list_dead

    return list_dead(channel, store)


@hooks_app.command("again")
def send_again(
    number: Annotated[str, typer.Argument(help="通知的编号，见 hooks dead", metavar="编号")], store: StorePlace = None
) -> int:
    """重新发送一条已放弃的通知。"""
    from pipelines.service.hook_commands import send_again

    return send_again(number, store)


@app.command()
def regions(format_: Table = TableFormat.TEXT) -> int:
    """列出支持的地区。"""
    from pipelines.command import list_regions

    return list_regions(format_.value)


@app.command()
def doctor(format_: Table = TableFormat.TEXT) -> int:
    """检查安装：程序、模型、推理引擎是否就绪。"""
    from pipelines.command import examine_installation

    return examine_installation(format_.value)


@app.command()
def version() -> int:
    """显示版本。"""
    from importlib.metadata import version as installed

    typer.echo(installed("yancai"))
    return 0


def main() -> None:
    """Run the command and leave with the contract's exit code: 0, 1 (we failed), 2 (called wrongly), 3, 130."""
    sys.excepthook = _fail_briefly
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run a command line and say how it ended; messages for people go to standard error."""
    from models.error import YancaiError

    try:
        # Calling the app itself would put typer's own exception hook, which prints an error's text, in place of ours.
        code = int(get_command(app).main(arguments, prog_name="yancai", standalone_mode=False) or 0)
    except YancaiError as error:
        _say(str(error))
        return error.exit_code
    except typer.TyperException as error:
        _say(_in_chinese(error))
        return 2
    if code == INTERRUPTED:
        _say("已中断。")
    return code


def _in_chinese(error: typer.TyperException) -> str:
    """A message about a wrong call. The parser's own words are English; its classes tell what is wrong."""
    parameter = getattr(error, "param", None)
    name = getattr(error, "option_name", "") or (parameter.get_error_hint() if parameter else "")
    what = {
        "MissingParameter": f"缺少参数 {name}",
        "NoSuchOption": f"没有选项 {name}",
        "BadParameter": f"参数 {name} 的值不正确（{error.message}）",
        "BadOptionUsage": f"选项 {name} 缺少值",
    }.get(type(error).__name__, error.format_message())
    return f"命令用法有误：{what}。用法见 yancai --help。"


def _say(message: str) -> None:
    typer.echo(message, err=True)


def _fail_briefly(kind: type[BaseException], error: BaseException, trace: object) -> None:
    """An error nobody foresaw: its class and place, without its text, which may quote a paper."""
    from pipelines.executors.attempt import describe

    _say(f"程序出错（{describe(error)}）。请将此信息和 yancai doctor 的输出发给维护人员。")


if __name__ == "__main__":
    main()
