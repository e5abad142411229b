"""Plots as numbers: where every bar, point and label stands. The templates write them down as SVG."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pipelines.review.stats import Counts

WIDTH: Final = 1000.0
HEIGHT: Final = 230.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 44.0, 34.0, 12.0, 26.0
_MOST_LABELS: Final = 10


@dataclass(frozen=True)
class Bar:
    """A rectangle with its tone and what it says when pointed at."""

    x: float
    y: float
    width: float
    height: float
    tone: str
    title: str


@dataclass(frozen=True)
class Label:
    """A word at a place; of the upright axis with a line across the plot."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Plot:
    """A plot ``WIDTH`` by ``HEIGHT``. ``line``: the points of a line, in pieces where days have no value."""

    bars: tuple[Bar, ...]
    across: tuple[Label, ...]
    below: tuple[Label, ...]
    line: tuple[tuple[Label, ...], ...] = ()
    width: float = WIDTH
    height: float = HEIGHT


def by_day(days: Sequence[Counts]) -> Plot:
    """What came in beside what was decided, day by day."""
    scale, across = _upright(max((max(one.received, one.accepted + one.returned) for one in days), default=0))
    step = _step(days)
    bars = []
    for number, one in enumerate(days):
        left, wide = _LEFT + number * step, step * 0.36
        day = _short(one.name)
        decided = left + step * 0.5
        bars += [
            _bar((left + step * 0.12, 0, wide), scale, one.received, ("note", f"{day} 收到")),
            _bar((decided, 0, wide), scale, one.accepted, ("pass", f"{day} 通过")),
            _bar((decided, one.accepted, wide), scale, one.returned, ("mend", f"{day} 退回")),
        ]
    return Plot(tuple(bar for bar in bars if bar.height), across, _below(days))


def _bar(place: tuple[float, int, float], scale: float, count: int, said: tuple[str, str]) -> Bar:
    """A bar on top of so many others: ``place`` is its left edge, the count below it, and its width."""
    left, below, wide = place
    top = HEIGHT - _BOTTOM - (below + count) * scale
    return Bar(left, top, wide, count * scale, said[0], f"{said[1]} {count}")


def minutes(days: Sequence[Counts]) -> Plot:
    """The median of minutes a case took, day by day."""
    scale, across = _upright(math.ceil(max((one.minutes or 0 for one in days), default=0)))
    step = _step(days)
    pieces: list[list[Label]] = [[]]
    for number, one in enumerate(days):
        if one.minutes is None:
            pieces.append([])
            continue
        place = (_LEFT + (number + 0.5) * step, HEIGHT - _BOTTOM - one.minutes * scale)
        pieces[-1].append(Label(*place, f"{_short(one.name)} {one.minutes:g} 分钟"))
    return Plot((), across, _below(days), tuple(tuple(piece) for piece in pieces if piece))


@dataclass(frozen=True)
class Share:
    """A line of a list with a bar: its share of the longest, in hundredths."""

    name: str
    count: int
    width: float


def shares(counts: Mapping[str, int]) -> tuple[Share, ...]:
    """Counts as bars, in their order."""
    most = max(counts.values(), default=1)
    return tuple(Share(name, count, round(100 * count / most, 1)) for name, count in counts.items())


def _step(days: Sequence[Counts]) -> float:
    return (WIDTH - _LEFT - _RIGHT) / max(len(days), 1)


def _upright(most: int) -> tuple[float, tuple[Label, ...]]:
    """Pixels a unit, and the lines across: at most four, at round numbers."""
    unit = next(size for size in _round_sizes() if most <= 4 * size)
    top = max(unit * math.ceil(most / unit), unit)
    scale = (HEIGHT - _TOP - _BOTTOM) / top
    ticks = range(0, top + 1, unit)
    return scale, tuple(Label(_LEFT, HEIGHT - _BOTTOM - tick * scale, str(tick)) for tick in ticks)


def _round_sizes() -> list[int]:
    return [digit * 10**power for power in range(9) for digit in (1, 2, 5)]


def _below(days: Sequence[Counts]) -> tuple[Label, ...]:
    step, every = _step(days), max(1, math.ceil(len(days) / _MOST_LABELS))
    return tuple(
        Label(_LEFT + (number + 0.5) * step, HEIGHT - 7, _short(one.name))
        for number, one in enumerate(days)
        if (len(days) - 1 - number) % every == 0
    )


def _short(day: str) -> str:
    when = date.fromisoformat(day)
    return f"{when:%m-%d}"
