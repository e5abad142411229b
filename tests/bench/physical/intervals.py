"""Figures with their 95 % intervals: Wilson's for shares, the bootstrap for means and ratios."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

T = TypeVar("T")
_Z = 1.959964
_RESAMPLES = 500


@dataclass(frozen=True)
class Rate:
    """``right`` out of ``chances``; ``right`` is a half-number for F1."""

    right: float
    chances: float

    @classmethod
    def of(cls, answers: Iterable[bool]) -> Rate:
        told = list(answers)
        return cls(sum(told), len(told))

    @classmethod
    def f1(cls, hits: int, missed: int, false: int) -> Rate:
        """F1 as a share: the hits out of the hits and half of what was missed or false (Dice's coefficient)."""
        return cls(hits, hits + (missed + false) / 2)

    @property
    def value(self) -> float | None:
        return self.right / self.chances if self.chances else None

    def interval(self) -> tuple[float, float] | None:
        """Wilson's score interval, 95 %."""
        if not self.chances:
            return None
        n, p, square = self.chances, self.right / self.chances, _Z * _Z
        middle = (p + square / (2 * n)) / (1 + square / n)
        half = _Z / (1 + square / n) * math.sqrt(p * (1 - p) / n + square / (4 * n * n))
        return max(middle - half, 0.0), min(middle + half, 1.0)


def bootstrapped(items: Sequence[T], figure: Callable[[Sequence[T]], float]) -> tuple[float, float] | None:
    """The 95 % interval of a figure over pages drawn again with replacement, always the same way."""
    if len(items) < 2:
        return None
    rng = Random("bootstrap")
    found = sorted(figure(rng.choices(items, k=len(items))) for _ in range(_RESAMPLES))
    return found[round(0.025 * (_RESAMPLES - 1))], found[round(0.975 * (_RESAMPLES - 1))]


def spearman(pairs: Sequence[tuple[float, float]]) -> float:
    """Spearman's rank correlation, ties given their mean rank; 0 where one side does not vary."""
    first, second = (_ranks([pair[side] for pair in pairs]) for side in (0, 1))
    mean = (len(pairs) + 1) / 2
    a, b = [rank - mean for rank in first], [rank - mean for rank in second]
    spread = math.sqrt(sum(x * x for x in a) * sum(y * y for y in b))
    return sum(x * y for x, y in zip(a, b, strict=True)) / spread if spread else 0.0


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(range(len(values)), key=lambda index: values[index])
    ranks, start = [0.0] * len(values), 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for place in range(start, end + 1):
            ranks[order[place]] = (start + end) / 2 + 1
        start = end + 1
    return ranks
