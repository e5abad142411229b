"""The command line. What a command needs is imported when it runs, so that ``yancai --help`` answers at once.

Standard output carries the result and nothing else; progress and messages go to standard error.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.main import get_command

from pipelines.keeping_commands import keeping_app
from pipelines.options import OutFile, RevealOption, StorePlace, Table, TableFormat
from pipelines.review.commands import review_app
from pipelines.review.staff_commands import staff_app
from pipelines.service.commands import hooks_app, keys_app

if TYPE_CHECKING:
    from pipelines.doors import Doors
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

app.add_typer(keeping_app)  # without a name: its commands stand among ours
app.add_typer(keys_app, name="keys")
app.add_typer(hooks_app, name="hooks")
app.add_typer(review_app, name="review")
app.add_typer(staff_app, name="staff")


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


Region = Annotated[str, typer.Option("--region", help="参保地区代码，见 yancai regions", metavar="地区")]
ScopeOption = Annotated[ScopeName, typer.Option("--scope", help="case：按整件申请审核；paper：逐份材料单独审核")]
Today = Annotated[str | None, typer.Option("--today", help="按哪一天的规则审核（默认今天）", metavar="年-月-日")]


def open_doors() -> Doors:
    """Where readers and rules come from; tests put others in their place."""
    from pipelines.doors import Doors
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
    out: OutFile = None,
    today: Today = None,
    reveal: RevealOption = False,
) -> int:
    """审核一件申请：每份材料是什么、读出了什么、缺什么、怎么办。"""
    from pipelines.check_command import CheckRequest, run_check
    from pipelines.terms import terms_of

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
    from pipelines.command import BatchRequest, run_batch_command
    from pipelines.remote import place
    from pipelines.terms import terms_of

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
    from pipelines.command import BatchRequest, run_watch_command
    from pipelines.terms import terms_of

    terms = terms_of(region, scope.value, None)
    request = BatchRequest(folder, out, terms, workers, resume=True, pages=False, store=store, queue=queue)
    return run_watch_command(request, open_doors(), once=once)


@app.command()
def bench(
    truth: Annotated[Path, typer.Option("--truth", help="放有材料和 truth.json 的文件夹", metavar="文件夹")],
    format_: Table = TableFormat.TEXT,
    out: OutFile = None,
    reveal: RevealOption = False,
) -> int:
    """在本单位已标注的材料上测量识别的准确率，列出每一处与标注不同的地方。"""
    from pipelines.command import BenchRequest, run_bench
    from pipelines.terms import terms_of

    terms = terms_of("", "paper", None)
    return run_bench(BenchRequest(truth, terms, format_.value, out, reveal), open_doors())


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
        code = int(_main()(arguments, prog_name="yancai", standalone_mode=False) or 0)
    except YancaiError as error:
        _say(str(error))
        return error.exit_code
    except typer.TyperException as error:
        _say(_in_chinese(error))
        return 2
    if code == INTERRUPTED:
        _say("已中断。")
    return code


@cache
def _main() -> Callable[..., int | None]:
    """What parses and runs a command line: making it takes longer than many a command, and it is the same for all."""
    return get_command(app).main


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
