"""``yancai keys``: make, list and revoke keys."""

from __future__ import annotations

import typer

from models.error import UsageError
from pipelines.service.keys import Key, KeyFile, default_place
from pipelines.settings import load_settings


def add_key(channel: str | None, *, metrics: bool, per_minute: int | None, at_once: int | None) -> int:
    """Make a key and show it, this once; 0."""
    if metrics == (channel is not None):
        raise UsageError("请用 --channel 指定渠道，或用 --metrics 添加只能读取指标的密钥，二者选一。")
    key, secret = _file().add("metrics" if metrics else "prechecks", channel, per_minute=per_minute, at_once=at_once)
    typer.echo(secret)
    typer.echo(f"编号 {key.id}，{_purpose(key)}。密钥只显示这一次，请立即交给对方妥善保存。", err=True)
    return 0


def list_keys() -> int:
    """Show every key but the secrets; 0."""
    keys = _file().all()
    for key in keys:
        limits = [
            text
            for text in (
                f"每分钟 {key.per_minute} 次" if key.per_minute else "",
                f"同时 {key.at_once} 个" if key.at_once else "",
                f"已于 {key.revoked:%Y-%m-%d} 停用" if key.revoked else "",
            )
            if text
        ]
        typer.echo("　".join([key.id, _purpose(key), f"{key.created:%Y-%m-%d} 添加", *limits]))
    typer.echo(f"共 {len(keys)} 个密钥，其中 {sum(key.revoked is None for key in keys)} 个可用。")
    return 0


def revoke_key(number: str) -> int:
    """Make a key useless; 0."""
    key = _file().revoke(number)
    typer.echo(f"已停用：{key.id}　{_purpose(key)}")
    return 0


def _purpose(key: Key) -> str:
    return f"渠道 {key.channel}" if key.channel else "读取指标"


def _file() -> KeyFile:
    return KeyFile(load_settings().service.keys or default_place())
