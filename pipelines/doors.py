"""Where readers and rules come from: the real ones (pipelines.opening), or what tests put in their place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipelines.case import FileReader
from pipelines.terms import Rules, Terms


@dataclass(frozen=True)
class Doors:
    """How a worker comes by what it needs; all must be picklable. ``engine`` names the engine without loading it."""

    reader: Callable[[Terms], FileReader]
    rules: Callable[[Terms], Rules]
    engine: Callable[[Terms], str]
