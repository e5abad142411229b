"""The operators' page names only commands, options, settings and files that there are."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from pipelines.settings import Settings
from tests.deploy.words import check_command, set_names

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
_BLOCKS = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
_SPANS = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL))
_ROOMS = tuple(name for name, field in Settings.model_fields.items() if hasattr(field.annotation, "model_fields"))


def commands() -> list[str]:
    """Every command line of the program on the page, without its name."""
    lines = [line.partition("#")[0] for block in _BLOCKS for line in block.splitlines()]
    named = [found.group(1) for line in lines if (found := re.match(r"yancai (.+)", line))]
    spans = [span for span in _SPANS if not span.endswith("...")]
    return (
        named
        + [found.group(1) for span in spans if (found := re.match(r"(?:yancai )?((?:staff|keys) \w+.*)", span))]
        + [found.group(1) for span in spans if (found := re.match(r"yancai (.+)", span))]
    )


@pytest.mark.parametrize("line", sorted(set(commands())))
def test_a_command_exists(line: str) -> None:
    check_command(shlex.split(line))


def test_there_are_commands_to_look_at() -> None:
    assert len(set(commands())) > 10


@pytest.mark.parametrize("span", sorted({one for one in _SPANS if one.partition(".")[0] in _ROOMS and "/" not in one}))
def test_a_setting_exists(span: str) -> None:
    room, _, name = span.partition(".")
    set_names(Settings(), {room: {name: None}} if name else {room: None})


def test_files_that_are_named_exist() -> None:
    named = set(re.findall(r"(?:deploy|docs)/[\w./@-]*\w", PAGE))
    assert named
    for name in named:
        assert (ROOT / name).exists() or list(ROOT.glob(f"{name}*")), name
