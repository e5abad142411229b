"""The engines' own environments: made once from the configured package index, and there when they are asked for again.

Each is a folder in the user's cache, named with the sum of what is in it; ``packages.toml`` lists the packages.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

_LIST = Path(__file__).with_name("packages.toml")


class UnavailableError(Exception):
    """Something an engine needs cannot be had here; the text says what."""


def packages(environment: str) -> tuple[str, ...]:
    """The names of an environment's packages; the one it is for comes first."""
    listed = _listed()

    def named(names: Sequence[str]) -> Iterator[str]:
        for name in names:
            yield from named(listed["sets"][name]) if name in listed["sets"] else (name,)

    return tuple(named(listed["environments"][environment]))


def requirements(environment: str) -> tuple[str, ...]:
    """An environment's packages as pip takes them, each with its version."""
    return tuple(f"{name}=={_listed()['packages'][name]['version']}" for name in packages(environment))


def licence(package: str) -> str:
    """The licence of a listed package."""
    return str(_listed()["packages"][package]["licence"])


def made(name: str, wanted: Sequence[str]) -> Path:
    """The Python of an environment that has exactly these requirements.

    Raises UnavailableError with pip's last word where a package cannot be had.
    """
    mark = hashlib.sha256("\n".join(wanted).encode()).hexdigest()[:12]
    folder = user_cache_path("yancai") / f"bench-{name}-{mark}"
    python, ready = folder / "bin" / "python", folder / "ready"
    if not ready.exists():
        sys.stderr.write(f"making an environment in {folder}\n")
        venv.create(folder, with_pip=True, clear=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        done = subprocess.run([*install, *wanted], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise UnavailableError(last_line(done.stderr))
        ready.touch()
    return python


def last_line(text: str) -> str:
    """The last line that says something, of a traceback the error, of pip its reason; else an empty text."""
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "")


@cache
def _listed() -> dict[str, Any]:
    return tomllib.loads(_LIST.read_text(encoding="utf-8"))
