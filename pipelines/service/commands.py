"""``yancai keys`` and ``yancai hooks``. What a command needs is imported when it runs."""

from __future__ import annotations

from typing import Annotated

import typer

from pipelines.options import StorePlace

keys_app = typer.Typer(help="预检服务的密钥：添加、列出、停用。", no_args_is_help=True, rich_markup_mode=None)
hooks_app = typer.Typer(
    help="案件进展的通知（webhook）：设置、列出、取消、重新发送。", no_args_is_help=True, rich_markup_mode=None
)


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
