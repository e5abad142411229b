"""What a ninth hand's laboratory reports share: what is measured, how a result comes out, how its row is set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.codes import DocType, Flag
from samples.truth import TrueLabItem
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import clock
from tests.bench.held_out.typefaces import Type

LAB = DocType.LAB_REPORT


@dataclass(frozen=True)
class Assay:
    """One item. ``women``: their range, where it is another. ``words``: answers that are no number, the usual first."""

    name: str
    code: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    places: int = 1
    women: tuple[float, float] | None = None
    words: tuple[str, ...] = ()
    said: str | None = None
    """The range as it is printed, where it is not made of its ends; "" for none."""
    method: str = ""
    spread: tuple[float, float] = (5, 60)
    """Between which values results lie where no range tells."""


@dataclass(frozen=True)
class Habit:
    """A laboratory's marks beside what is high, low or otherwise odd ("" for none), and how it writes ranges."""

    high: str = "↑"
    low: str = "↓"
    odd: str = ""
    dash: str = "-"
    upto: str = "<"
    least: str = ">"
    fine: str = ""
    """What stands in the marks' column beside a result within its range."""


class Column(NamedTuple):
    """Heading, which text of a row stands under it, left edge and room in millimetres."""

    head: str
    key: str
    left: float
    room: float
    align: str = "l"


def _range(a: Assay, habit: Habit, female: bool) -> tuple[float | None, float | None, str]:
    low, high = a.women if a.women and female else (a.low, a.high)
    if low is None and high is None:
        return None, None, a.said or ""
    if low is None:
        said = f"{habit.upto}{high:.{a.places}f}"
    elif high is None:
        said = f"{habit.least}{low:.{a.places}f}"
    else:
        said = f"{low:.{a.places}f}{habit.dash}{high:.{a.places}f}"
    return low, high, said if a.said is None else a.said


def _value(p: Paper, low: float | None, high: float | None, odd: float) -> float:
    """Mostly within its range; above it twice as often as below."""
    roll, rng = p.rng.random(), p.rng
    if high is None:
        assert low is not None
        return low * (rng.uniform(0.5, 0.95) if roll < odd else rng.uniform(1.05, 1.3))
    least = low if low is not None else 0.0
    wide = high - least
    if roll < odd * 0.65:
        return high + wide * rng.uniform(0.06, 0.9)
    if roll < odd and low:
        return low - rng.uniform(0.1, 0.5) * (min(wide, low) if low > 0 else wide)
    return least + wide * rng.uniform(0.08, 0.93)


def seen(p: Paper, a: Assay, habit: Habit, odd: float = 0.33, shown: str = "") -> dict[str, str]:
    """One result, noted, as the texts of its row. ``shown``: the name as it is printed, if not by itself."""
    low, high, said = _range(a, habit, p.patient.female)
    flag, mark = None, habit.fine
    if a.words:
        value = p.rng.choice(a.words[1:]) if len(a.words) > 1 and p.rng.random() < odd else a.words[0]
        said = a.words[0] if a.said is None else a.said
        if value != a.words[0]:
            mark = habit.odd
            flag = Flag.HIGH if "↑" in mark else Flag.ABNORMAL if mark else None
    else:
        drawn = _value(p, low, high, odd) if low is not None or high is not None else p.rng.uniform(*a.spread)
        if a.unit == "%" and high is not None and drawn > high:
            drawn = high + (drawn - high) * min(1.0, (100 - high) / high)
        value = f"{drawn:.{a.places}f}"
        if value.startswith("-") and not float(value):
            value = value[1:]
        if high is not None and float(value) > high:
            mark, flag = habit.high, Flag.HIGH if habit.high else None
        elif low is not None and float(value) < low:
            mark, flag = habit.low, Flag.LOW if habit.low else None
    name = shown or a.name
    p.lab_items.append(
        TrueLabItem(
            name=name, value=value, unit=a.unit or None, reference=" ".join(said.split("\n")) or None, flag=flag
        )
    )
    return {
        "no": str(len(p.lab_items)), "name": name, "code": a.code, "value": value, "mark": mark, "unit": a.unit,
        "ref": said, "method": a.method, "value mark": f"{value} {mark}".strip(),
        "ref unit": f"{said}  {a.unit}".strip(),
    }  # fmt: skip


def headed(p: Paper, y: float, columns: Sequence[Column], type_: Type) -> None:
    """The headings as one block."""
    p.sheet.next()
    for c in columns:
        if c.head:
            p.sheet.put((c.left, y), c.head, type_, c.room, c.align)


def set_row(p: Paper, y: float, columns: Sequence[Column], texts: Mapping[str, str], step: float) -> float:
    """One result as one block, long texts in several lines; the height of the next row."""
    p.sheet.next()
    return y + step + (into_row(p, y, columns, texts) - 1) * p.body.em * 1.2


def into_row(p: Paper, y: float, columns: Sequence[Column], texts: Mapping[str, str]) -> int:
    """One result within the block that is open; how many lines it took."""
    most = 1
    for c in columns:
        text = texts[c.key]
        if not text:
            continue
        parts = p.sheet.wrap(text, p.body, c.room) if c.key == "name" or "\n" in text else [text]
        for n, part in enumerate(parts):
            p.sheet.put((c.left, y + n * p.body.em * 1.2), part, p.body, c.room, c.align)
        most = max(most, len(parts))
    return most


def at_time(p: Paper, first: int, last: int, seconds: bool = False) -> str:
    """The day of the test and a time between these hours."""
    tail = f":{p.rng.randrange(60):02d}" if seconds else ""
    return f"{written(p.dates.reported, p.style)} {clock(p, first, last)}{tail}"


def reported(p: Paper, first: int, last: int, seconds: bool = False) -> str:
    """The day of the report, noted, and a time between these hours."""
    tail = f":{p.rng.randrange(60):02d}" if seconds else ""
    return f"{p.fact('report_date')} {clock(p, first, last)}{tail}"
