"""``yancai hooks``: where channels are told what happens to their cases, and what could not be told."""

from __future__ import annotations

from datetime import UTC
from urllib.parse import urlsplit

import typer

from models.error import UsageError
from pipelines.days import CHINA
from pipelines.review import events
from pipelines.review.office import opened_office
from pipelines.service.keys import is_channel
from pipelines.service.signing import new_secret


def add_hook(channel: str, url: str, store: str | None) -> int:
    """Have a channel told at a URL, and show the secret that signs, this once; 0. An earlier one is replaced."""
    if not is_channel(channel):
        raise UsageError("渠道名称有误。请与 yancai keys list 所示的一致。")
    _must_be_address(url)
    secret = new_secret()
    with opened_office(store) as office:
        events.set_hook(office, events.Hook(channel, url, secret))
    typer.echo(secret)
    typer.echo("已设置。签名密钥只显示这一次，请立即交给对方妥善保存；验证方法见 docs/service.md。", err=True)
    return 0


def list_hooks(store: str | None) -> int:
    """Show every hook but its secret; 0."""
    with opened_office(store) as office:
        hooks = events.all_hooks(office)
    for hook in hooks:
        typer.echo(f"渠道 {hook.channel}　{hook.url}")
    typer.echo(f"共 {len(hooks)} 个。")
    return 0


def remove_hook(channel: str, store: str | None) -> int:
    """Tell a channel no more; 0."""
    with opened_office(store) as office:
        if not events.remove_hook(office, channel):
            raise UsageError(f"渠道“{channel}”没有设置通知地址。见 yancai hooks list。")
    typer.echo(f"已取消：渠道 {channel}。尚未送达的通知不再发送。")
    return 0


def list_dead(channel: str | None, store: str | None) -> int:
    """Show what was given up, newest first; 0."""
    with opened_office(store) as office:
        dead = events.dead(office, channel)
    for one in dead:
        when = one.dead_at.replace(tzinfo=UTC).astimezone(CHINA) if one.dead_at else None
        why = f"对方答复 {one.status}" if one.status else "没有答复" if one.hook else "没有通知地址"
        parts = [
            one.id,
            f"渠道 {one.channel}",
            one.number,
            one.event,
            why,
            f"{when:%Y-%m-%d %H:%M} 放弃" if when else "",
        ]
        typer.echo("　".join(parts))
    typer.echo(f"共 {len(dead)} 条未能送达。用 yancai hooks again 编号 重新发送。")
    return 0


def send_again(number: str, store: str | None) -> int:
    """Have a dead delivery sent anew; 0."""
    with opened_office(store) as office:
        if not events.send_again(office, number):
            raise UsageError(f"没有编号为“{number}”的未送达通知。见 yancai hooks dead。")
    typer.echo("将由 yancai serve 重新发送。")
    return 0


def _must_be_address(url: str) -> None:
    """Raises UsageError for anything but a plain http or https address; the message does not show it."""
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fine = False
    else:
        fine = fine and parts.username is None and not parts.fragment and url.isprintable() and " " not in url
    if not fine:
        raise UsageError("通知地址应为 http:// 或 https:// 开头的完整地址，不含用户名、密码。")
