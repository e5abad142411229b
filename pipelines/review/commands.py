"""``yancai review``: the queue at a terminal. What a command needs is imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.options import StorePlace, Table, TableFormat
from pipelines.review.states import State

if TYPE_CHECKING:
    from pipelines.review.counter import Asked

review_app = typer.Typer(
    help="审核队列：查看、领取、更正、通过、退回、统计、审计。", no_args_is_help=True, rich_markup_mode=None
)


Number = Annotated[str, typer.Argument(help="受理编号，如 YC20261122-7K2M9QXA", metavar="编号")]
Name = Annotated[str | None, typer.Option("--as", help="由谁操作（默认取环境变量 YANCAI_STAFF）", metavar="姓名")]
RevealOption = Annotated[bool, typer.Option("--reveal", help="显示完整的姓名、证件号等（默认遮盖；记入审计）")]
RegionOption = Annotated[str | None, typer.Option("--region", help="参保地区代码", metavar="地区")]
ChannelOption = Annotated[str | None, typer.Option("--channel", help="渠道", metavar="名称")]
Why = Annotated[str, typer.Option("--why", help="理由", metavar="文字")]
Points = Annotated[
    list[str] | None, typer.Option("--point", help="所依据的核对项编号，见 show；可重复", metavar="编号")
]


@review_app.command("list")
def list_cases(
    state: Annotated[list[State] | None, typer.Option("--state", help="状态（默认待审核和审核中）；可重复")] = None,
    region: RegionOption = None,
    channel: ChannelOption = None,
    decision: Annotated[str | None, typer.Option("--decision", help="系统结论", metavar="结论")] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="原因代码", metavar="代码")] = None,
    find: Annotated[
        str | None, typer.Option("--find", help="受理编号、申请编号，或完整的姓名、证件号", metavar="文字")
    ] = None,
    due_until: Annotated[str | None, typer.Option("--due-until", help="到哪一天须办结的", metavar="年-月-日")] = None,
    mine: Annotated[bool, typer.Option("--mine", help="只看本人领取的")] = False,
    supplements: Annotated[bool, typer.Option("--supplements", help="只看补充过材料的")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="最多几件", metavar="件数")] = 50,
    reveal: RevealOption = False,
    store: StorePlace = None,
    name: Name = None,
    format_: Table = TableFormat.TEXT,
) -> int:
    """列出案件，最紧急的在前。"""
    from pipelines.review.counter import show_list
    from pipelines.review.words import filter_of

    words = {
        "region": region, "channel": channel, "decision": decision, "reason": reason, "find": find,
        "due_until": due_until,
    }  # fmt: skip
    search = filter_of(words, state or (), (mine, supplements), limit)
    return show_list(_asked(store, name, format_, reveal=reveal), search)


@review_app.command()
def show(
    number: Number,
    picture: Annotated[
        Path | None, typer.Option("--picture", help="把核对项所在之处的图片写入此文件（JPEG）", metavar="文件")
    ] = None,
    point: Annotated[
        str | None, typer.Option("--point", help="哪一个核对项的图片（默认最要紧的）", metavar="编号")
    ] = None,
    reveal: RevealOption = False,
    store: StorePlace = None,
    name: Name = None,
    format_: Table = TableFormat.TEXT,
) -> int:
    """查看一件申请：先列阻碍通过之处和依据，再列读出的内容和经过。"""
    from models.error import UsageError
    from pipelines.review.counter import show_case

    if point is not None and picture is None:
        raise UsageError("--point 指明要哪一处的图片，须与 --picture 同用。")
    return show_case(_asked(store, name, format_, reveal=reveal), number, picture, point)


@review_app.command("next")
def next_case(
    region: RegionOption = None,
    reveal: RevealOption = False,
    store: StorePlace = None,
    name: Name = None,
    format_: Table = TableFormat.TEXT,
) -> int:
    """领取并查看最紧急的一件。"""
    from pipelines.review.counter import show_next

    return show_next(_asked(store, name, format_, reveal=reveal), region)


@review_app.command()
def claim(number: Number, store: StorePlace = None, name: Name = None, format_: Table = TableFormat.TEXT) -> int:
    """领取一件申请，其他人不能再领取。"""
    from pipelines.review.counter import claim as run

    return run(_asked(store, name, format_), number)


@review_app.command()
def release(number: Number, store: StorePlace = None, name: Name = None, format_: Table = TableFormat.TEXT) -> int:
    """放回一件申请；主管可放回他人领取的。"""
    from pipelines.review.counter import release as run

    return run(_asked(store, name, format_), number)


@review_app.command()
def urgent(
    number: Number,
    off: Annotated[bool, typer.Option("--off", help="取消急件")] = False,
    store: StorePlace = None,
    name: Name = None,
    format_: Table = TableFormat.TEXT,
) -> int:
    """列为急件，排在最前（主管）。"""
    from pipelines.review.counter import mark_urgent

    return mark_urgent(_asked(store, name, format_), number, urgent=not off)


@review_app.command()
def accept(
    number: Number,
    point: Points = None,
    why: Why = "",
    store: StorePlace = None,
    name: Name = None,
    format_: Table = TableFormat.TEXT,
) -> int:
    """通过本人领取的一件申请；系统结论是需补正或需人工核对的，须用 --why 写明理由。"""
    from pipelines.review.counter import decide
    from pipelines.review.deciding import Verdict

    return decide(_asked(store, name, format_), number, Verdict.ACCEPTED, (point or [], why))


@review_app.command("return")
def send_back(
    number: Number,
    point: Points = None,
    why: Why = "",
    store: StorePlace = None,
    name: Name = None,
    format_: Table = TableFormat.TEXT,
) -> int:
    """退回本人领取的一件申请；不写 --point 和 --why 时，退回依据为全部须补正之处。"""
    from pipelines.review.counter import decide
    from pipelines.review.deciding import Verdict

    return decide(_asked(store, name, format_), number, Verdict.RETURNED, (point or [], why))


@review_app.command()
def correct(
    number: Number,
    paper: Annotated[int, typer.Option("--paper", min=1, help="材料的序号，见 show", metavar="序号")],
    field: Annotated[
        str, typer.Option("--field", help="项目的代码，如 issue_date；材料类型为 doc_type", metavar="代码")
    ],
    value: Annotated[str | None, typer.Option("--value", help="正确的内容；几个诊断用分号隔开", metavar="内容")] = None,
    blank: Annotated[bool, typer.Option("--blank", help="材料上此处为空白")] = False,
    why: Why = "",
    store: StorePlace = None,
    name: Name = None,
    format_: Table = TableFormat.TEXT,
) -> int:
    """更正读错的一项，并立即重新审核；机器读出的内容一并保留。"""
    from models.error import UsageError
    from pipelines.review.counter import correct as run

    if (value is None) == (not blank):
        raise UsageError("请用 --value 写明正确的内容，或用 --blank 表示空白。")
    return run(_asked(store, name, format_), number, paper, (field, value), why)


@review_app.command()
def note(
    number: Number,
    text: Annotated[str, typer.Argument(help="备注", metavar="文字")],
    store: StorePlace = None,
    name: Name = None,
    format_: Table = TableFormat.TEXT,
) -> int:
    """给一件申请加备注。"""
    from pipelines.review.counter import add_note

    return add_note(_asked(store, name, format_), number, text)


@review_app.command()
def supplement(
    number: Number,
    paths: Annotated[list[Path], typer.Argument(help="补充的文件或文件夹", metavar="路径...")],
    store: StorePlace = None,
    name: Name = None,
    format_: Table = TableFormat.TEXT,
) -> int:
    """把申请人带来的补充材料加入一件申请；由 yancai serve 或 review read 读取。"""
    from pipelines.review.counter import hand_in

    return hand_in(_asked(store, name, format_), number, paths)


@review_app.command()
def read(store: StorePlace = None, name: Name = None, format_: Table = TableFormat.TEXT) -> int:
    """读取等待读取的案件后结束；没有运行 yancai serve 时用。"""
    from pipelines.review.counter import read_waiting

    return read_waiting(_asked(store, name, format_))


@review_app.command()
def stats(
    since: Annotated[str | None, typer.Option("--since", help="从哪一天（默认近三十天）", metavar="年-月-日")] = None,
    until: Annotated[str | None, typer.Option("--until", help="到哪一天（默认今天）", metavar="年-月-日")] = None,
    region: RegionOption = None,
    channel: ChannelOption = None,
    store: StorePlace = None,
    name: Name = None,
    format_: Table = TableFormat.TEXT,
) -> int:
    """统计：每日受理、办结、等待，退回原因，每件用时。"""
    from pipelines.days import day_of
    from pipelines.review.counter import show_stats

    days = day_of("since", since), day_of("until", until)
    return show_stats(_asked(store, name, format_), days, (region, channel))


@review_app.command()
def audit(
    noted: Annotated[
        str | None, typer.Option("--noted", help="此前抄录的“条数:校验值”，一并核对", metavar="条数:校验值")
    ] = None,
    out: Annotated[Path | None, typer.Option("--export", help="把全部审计记录写入此文件", metavar="文件")] = None,
    store: StorePlace = None,
    name: Name = None,
    format_: Table = TableFormat.TEXT,
) -> int:
    """核对审计记录是否完整，给出可抄录的校验值；有问题时退出码为 1。"""
    from pipelines.review.counter import examine_log

    return examine_log(_asked(store, name, format_), noted, out)


@review_app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="要新建的文件夹", metavar="文件夹")],
    store: StorePlace = None,
    name: Name = None,
    format_: Table = TableFormat.TEXT,
) -> int:
    """把更正过的材料连同更正导出，供 yancai bench --truth 测量（含个人信息）。"""
    from pipelines.review.counter import export_corrections

    return export_corrections(_asked(store, name, format_), folder)


def _asked(store: str | None, name: str | None, format_: TableFormat, *, reveal: bool = False) -> Asked:
    from pipelines.review.counter import Asked

    return Asked(store, name, format_ is TableFormat.JSON, reveal)
