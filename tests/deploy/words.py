"""Are the commands, options and settings that a file names the program's?"""

from __future__ import annotations

from typing import Any

from typer.main import get_command

import cli


def check_command(words: list[str]) -> None:
    """Raises AssertionError unless the program has this command with these options and so many arguments."""
    command: Any = get_command(cli.app)
    rest = list(words)
    while hasattr(command, "commands") and rest:
        assert rest[0] in command.commands, " ".join(words)
        command = command.commands[rest.pop(0)]
    options = {name: one for one in command.params for name in one.opts if name.startswith("-")}
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    places, left = 0, iter(rest)
    for word in left:
        if word.startswith("--"):
            assert word in options, " ".join(words)
            if not options[word].is_flag:
                next(left, None)
        else:
            places += 1
    assert places <= len(arguments) or any(one.nargs == -1 for one in arguments), " ".join(words)


def set_names(settings: Any, values: dict[str, Any]) -> None:
    """Raises AssertionError where a key is none of the settings'."""
    for name, value in values.items():
        assert name in type(settings).model_fields, name
        if isinstance(value, dict):
            set_names(getattr(settings, name), value)
