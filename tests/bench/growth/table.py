"""What was measured of the batches, as Markdown."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

from tests.bench.growth.kept import Case, Kept

Cost = Callable[[Case], float | None]

_BASE, _EARLY, _COLD = 100, 500, 20
"""Costs are held against a batch of so many pages, memory against what a worker held after so many. The first pages of
a batch, while the networks are made ready for new sizes, are no part of either cost."""
_HEADS: Final = (
    "pages", "seconds a case, mean (median)", "with the batch's own work", "processor, s",
    "against {base} pages, same drawings", "last round against first", "both, of processor time", "outputs, s",
    "worker MiB after 500 pages", "at the end", "at most", "workers begun",
)  # fmt: skip


def growth_table(kept: Kept, sizes: Sequence[int], distinct: int) -> str:
    """A row for each size that was measured, in part or whole."""
    base = _BASE if _BASE in sizes else min(sizes)
    rows = [_row(kept, size, base, distinct) for size in sizes if kept.of(size)]
    heads = [head.format(base=base) for head in _HEADS]
    return "\n".join(f"| {' | '.join(row)} |" for row in [heads, ["---"] * len(heads), *rows])


def _row(kept: Kept, size: int, base: int, distinct: int) -> Sequence[str]:
    cases = kept.of(size)
    seconds = [case.seconds for case in cases]
    clock = [case.clock for case in cases if case.clock is not None]
    processor = [case.processor for case in cases if case.processor is not None]
    early = [case.mib for case in cases if case.worker_pages == _EARLY]
    outputs = kept.outputs_seconds(size)
    name = str(size) if outputs is not None else f"{size} ({len(cases)} so far)"
    return (
        name,
        f"{statistics.fmean(seconds):.3f} ({statistics.median(seconds):.3f})",
        f"{statistics.fmean(clock):.3f}" if clock else "-",
        f"{statistics.fmean(processor):.3f}" if processor else "-",
        _against(cases, kept.of(base), distinct, _on_the_clock),
        _last_round(cases, distinct, _on_the_clock),
        f"{_against(cases, kept.of(base), distinct, _of_processors)}; {_last_round(cases, distinct, _of_processors)}",
        f"{outputs:.2f}" if outputs is not None else "-",
        f"{early[-1]:.0f}" if early else "-",
        _at_the_end(cases[-1], early),
        f"{max(case.mib for case in cases):.0f}",
        str(cases[-1].workers),
    )


def _at_the_end(last: Case, early: Sequence[float]) -> str:
    more = f", {100 * (last.mib / early[-1] - 1):+.1f} %" if early and early[-1] else ""
    return f"{last.mib:.0f} after {last.worker_pages} pages{more}"


def _on_the_clock(case: Case) -> float | None:
    return case.seconds


def _of_processors(case: Case) -> float | None:
    return case.processor


def _against(cases: Sequence[Case], base: Sequence[Case], distinct: int, cost: Cost) -> str:
    """How many times as much the drawings cost here that are in both batches."""
    here, there = _by_drawing(cases, distinct, cost), _by_drawing(base, distinct, cost)
    both = sorted(here.keys() & there.keys())
    if not both:
        return "-"
    return f"{sum(here[one] for one in both) / sum(there[one] for one in both):.3f} ({len(both)} drawings)"


def _last_round(cases: Sequence[Case], distinct: int, cost: Cost) -> str:
    """Within one batch: the last time the drawings were read against the first time."""
    first = [case for case in cases if case.ordinal <= distinct]
    last = [case for case in cases if case.ordinal > max(distinct, cases[-1].pages - distinct)]
    return _against(last, first, distinct, cost)


def _by_drawing(cases: Sequence[Case], distinct: int, cost: Cost) -> dict[int, float]:
    """What each drawing cost in the mean."""
    costs: dict[int, list[float]] = defaultdict(list)
    for case in cases:
        taken = cost(case)
        if case.ordinal > _COLD and taken is not None:
            costs[(case.ordinal - 1) % distinct].append(taken)
    return {drawing: statistics.fmean(taken) for drawing, taken in costs.items()}
