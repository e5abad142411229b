"""``yancai staff``: who works in the office. Whoever may run it is trusted; the first one is made by it too."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pipelines.options import StorePlace, Table, TableFormat
from pipelines.review.roles import Role

staff_app = typer.Typer(help="审核人员：添加、列出、停用、改密码。", no_args_is_help=True, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(help="姓名（登录名）", metavar="姓名")]


@staff_app.command("add")
def add_member(
    name: Name,
    role: Annotated[
        Role, typer.Option("--role", help="、".join(f"{one.value} {one.label}" for one in Role))
    ] = Role.REVIEWER,
    store: StorePlace = None,
) -> int:
    """添加一人；密码从终端输入，或由标准输入的第一行给出。"""
    from pipelines.review.office import opened_office
    from pipelines.review.staff import add

    with opened_office(store, create=True) as office:
        member = add(office, name, role, _password())
    typer.echo(f"已添加：{member.name}（{member.role.label}）。")
    return 0


@staff_app.command("list")
def list_members(
    store: StorePlace = None,
    format_: Table = TableFormat.TEXT,
) -> int:
    """列出全部人员。"""
    import json

    from pipelines.review.office import opened_office
    from pipelines.review.staff import members

    with opened_office(store) as office:
        found = members(office)
    if format_ is TableFormat.JSON:
        rows = [{"id": one.id, "name": one.name, "role": one.role.value, "active": one.active} for one in found]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for one in found:
        typer.echo(f"{one.id}　{one.name}　{one.role.label}　{'' if one.active else '已停用'}")
    typer.echo(f"共 {len(found)} 人。")
    return 0


@staff_app.command()
def disable(name: Name, store: StorePlace = None) -> int:
    """停用一人，其登录立即失效；以前的决定仍在。"""
    return _change(name, store, active=False)


@staff_app.command()
def enable(name: Name, store: StorePlace = None) -> int:
    """恢复一个已停用的人。"""
    return _change(name, store, active=True)


@staff_app.command()
def role(name: Name, new: Annotated[Role, typer.Argument(help="新的角色")], store: StorePlace = None) -> int:
    """改变一人的角色。"""
    from pipelines.review.office import opened_office
    from pipelines.review.staff import change_member

    with opened_office(store) as office:
        member = change_member(office, name, role=new)
    typer.echo(f"{member.name}：{member.role.label}。")
    return 0


@staff_app.command()
def password(name: Name, store: StorePlace = None) -> int:
    """改一人的密码，其登录全部失效，锁定解除。"""
    from pipelines.review.office import opened_office
    from pipelines.review.staff import set_password

    with opened_office(store) as office:
        set_password(office, name, _password())
    typer.echo(f"已更改 {name} 的密码。")
    return 0


def _change(name: str, store: str | None, *, active: bool) -> int:
    from pipelines.review.office import opened_office
    from pipelines.review.staff import change_member

    with opened_office(store) as office:
        change_member(office, name, active=active)
    typer.echo(f"已{'恢复' if active else '停用'}：{name}。")
    return 0


def _password() -> str:
    """From the terminal, twice and unseen; where there is none, the first line of standard input. Never an option: the
    list of processes and the shell's history would show it."""
    if sys.stdin.isatty():
        return str(typer.prompt("密码", hide_input=True, confirmation_prompt="再输一次"))
    return sys.stdin.readline().rstrip("\n")
