"""Rows and tables of the report, as Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.physical.intervals import Rate


@dataclass(frozen=True)
class Row:
    measure: str
    bar: str
    found: str
    interval: str = ""
    of: str = ""


def rate_row(measure: str, bar: str, rate: Rate, of: str = "") -> Row:
    """A share with Wilson's interval."""
    value, between = rate.value, rate.interval()
    told = of or f"{rate.right:g}/{rate.chances:g}"
    if value is None or between is None:
        return Row(measure, bar, "-", "", told)
    return Row(measure, bar, f"{value:.3f}", f"{between[0]:.3f}-{between[1]:.3f}", told)


def span(between: tuple[float, float] | None, form: str = ".3f") -> str:
    return "" if between is None else f"{between[0]:{form}}-{between[1]:{form}}"


def as_markdown(rows: Sequence[Row]) -> str:
    lines = ["| measure | at least | measured | 95 % | of |", "| --- | --- | --- | --- | --- |"]
    lines += [f"| {row.measure} | {row.bar} | {row.found} | {row.interval} | {row.of} |" for row in rows]
    return "\n".join(lines)


def confusion(title: str, pairs: Sequence[tuple[str, str]]) -> str:
    """What was drawn (rows) against what came (columns), with counts."""
    if not pairs:
        return f"### {title}\n\nnothing drawn"
    counts = Counter(pairs)
    down, across = sorted({a for a, _ in pairs}), sorted({b for _, b in pairs})
    lines = [f"| drawn \\ came | {' | '.join(across)} |", "| --- |" + " --- |" * len(across)]
    for name in down:
        cells = " | ".join(str(counts[name, came]) if counts[name, came] else "" for came in across)
        lines.append(f"| {name} | {cells} |")
    return f"### {title}\n\n" + "\n".join(lines)
