"""Name the installed packages that the program does not need, one a line: what the lock holds for tests and linters.

Run by the Dockerfile in the environment it is to be said of.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import distribution, distributions

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROGRAM = "yancai"
KEPT = frozenset({"pip"})
"""What removes the others."""


def needed(name: str) -> set[str]:
    """The package, what it requires here, and so on; extras of its own are not asked for."""
    found: set[str] = set()
    waiting = [(name, frozenset[str]())]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            found.add(one[0])
            waiting += _required(*one)
    return found


def unneeded(name: str = PROGRAM) -> list[str]:
    """Every installed package that the program can do without, by name."""
    installed = {canonicalize_name(one.metadata["Name"]) for one in distributions()}
    return sorted(installed - needed(name) - KEPT)


def _required(name: str, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for line in distribution(name).requires or ():
        asked = Requirement(line)
        holds = [asked.marker is None or asked.marker.evaluate({"extra": extra}) for extra in ("", *extras)]
        if any(holds):
            yield canonicalize_name(asked.name), frozenset(asked.extras)


if __name__ == "__main__":
    sys.stdout.write("".join(f"{name}\n" for name in unneeded()))
