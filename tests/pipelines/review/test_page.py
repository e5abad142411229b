"""``docs/queue.md`` names the commands, settings and roles that there are, and all of them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

import cli
from pipelines.review.audit import export, head
from pipelines.review.roles import Role
from pipelines.settings import OfficeOptions
from tests.pipelines.review.offices import Desk

PAGE = (Path(__file__).parents[3] / "docs" / "queue.md").read_text(encoding="utf-8")


def test_the_settings_on_the_page_are_the_offices_defaults() -> None:
    [block] = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    shown = OfficeOptions(**tomllib.loads(block)["office"])
    assert set(tomllib.loads(block)["office"]) == set(OfficeOptions.model_fields)
    assert shown.model_copy(update={"vault": None}) == OfficeOptions()


@pytest.mark.parametrize("name", ["review", "staff"])
def test_every_command_and_option_stands_on_the_page(name: str) -> None:
    group: Any = get_command(cli.app)
    for command in group.commands[name].commands.values():
        assert re.search(rf"`[^`]*\b{command.name}\b", PAGE), command.name
        for option in (word for one in command.params for word in one.opts if word.startswith("--")):
            assert option in PAGE or option == "--store", f"{command.name} {option}"


def test_an_exported_log_is_verified_as_the_page_says(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.member("李审核")
    desk.ready()
    [program] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    lines = [entry.model_dump_json() for entry in export(desk.office)]
    monkeypatch.chdir(tmp_path)
    Path("audit.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    exec(program)
    told = head(desk.office)
    assert capsys.readouterr().out.strip() == f"{told.entries}:{told.hash}"
    Path("audit.jsonl").write_text("\n".join([lines[0], *lines[2:]]) + "\n", encoding="utf-8")
    with pytest.raises(AssertionError):
        exec(program)


def test_every_role_stands_on_the_page() -> None:
    assert set(re.findall(r"^\| `(\w+)` (\S+) \|", PAGE, re.MULTILINE)) == {(role.value, role.label) for role in Role}
