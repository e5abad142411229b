"""``python -m tests.bench.clarity --seed S --count N --kept DIR [--fit]``: how well clarity says what reading lost.

Prints F1 by kind of problem, the rank correlation of the score with the share of characters read right (on pages spread
evenly over it), and which grades unreadable and good pages get. ``--fit`` fits the weights of ``intake.clarity.score``
to the same pages and prints them.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from intake.clarity import PageClarity, grade_of, measure_clarity
from intake.clarity.kinds import with_hidden
from intake.clarity.score import WEIGHTS, signs
from intake.clarity.survey import Survey
from models.codes import ClarityGrade, ClarityKind
from tests.bench.clarity.pages import ClarityPage, kept_pages, read_pages

_READABLE, _CLEAR = 0.8, 0.98
_BINS, _OF_EACH = 10, 12


@dataclass(frozen=True)
class Measured:
    """A page without its picture, and its clarity."""

    page: ClarityPage
    clarity: PageClarity

    @property
    def passes(self) -> bool:
        return grade_of(self.clarity.score, self.clarity.problems) in (ClarityGrade.GOOD, ClarityGrade.FAIR)


def print_kinds(pages: Sequence[Measured]) -> None:
    for kind in ClarityKind:
        counts = {"right": 0, "false": 0, "missed": 0}
        wrong = []
        for one in pages:
            true, said = one.page.has(kind), any(problem.kind is kind for problem in one.clarity.problems)
            if true is None or not (true or said):
                continue
            outcome = "right" if true and said else "false" if said else "missed"
            counts[outcome] += 1
            wrong += [f"{one.page.name} {outcome}"] * (outcome != "right")
        f1 = 2 * counts["right"] / max(2 * counts["right"] + counts["false"] + counts["missed"], 1)
        print(f"{kind:15s} F1 {f1:.3f}  {counts}  {', '.join(wrong)}")


def print_score(pages: Sequence[Measured]) -> None:
    accuracy = np.array([one.page.accuracy for one in pages])
    score = np.array([one.clarity.score for one in pages])
    print(f"Spearman, pages spread evenly over 0-98 %: {spearman_even(accuracy, score):.3f}")
    unreadable = [one for one in pages if one.page.accuracy < _READABLE]
    spoilt = (one.page.has(one.page.kind) if one.page.kind else False for one in pages)
    good = [one for one, bad in zip(pages, spoilt, strict=True) if one.page.accuracy >= _CLEAR and bad is not True]
    passed = [one.page.name for one in unreadable if one.passes]
    failed = [one.page.name for one in good if not one.passes]
    print(f"unreadable graded poor or worse: {len(unreadable) - len(passed)} of {len(unreadable)}; not: {passed}")
    print(f"good pages graded good or fair: {len(good) - len(failed)} of {len(good)}; not: {failed}")


def spearman_even(accuracy: NDArray[np.float64], score: NDArray[np.float64]) -> float:
    """The mean rank correlation over draws of as many pages from each tenth of the accuracies up to 98 %."""
    rng = np.random.default_rng(0)
    tenth = np.minimum((accuracy / _CLEAR * _BINS).astype(int), _BINS - 1)
    groups = [np.nonzero((accuracy <= _CLEAR) & (tenth == number))[0] for number in range(_BINS)]
    found = []
    for _ in range(50):
        chosen = np.concatenate([rng.permutation(group)[:_OF_EACH] for group in groups])
        found.append(np.corrcoef(_ranks(accuracy[chosen]), _ranks(score[chosen]))[0, 1])
    return float(np.mean(found))


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ranks from 0; equal values share their mean rank."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(count) - (count + 1) / 2)[place], dtype=np.float64)


def fit(pages: Sequence[ClarityPage], surveys: Sequence[Survey]) -> NDArray[np.float64]:
    """Weights by a random search near the present ones, least squares on pages weighted evenly over their accuracy."""
    accuracy = np.array([page.accuracy for page in pages])
    rows = np.vstack([signs(survey.prints, survey.tiles) for survey in surveys])
    weights = np.concatenate([[line.weight for line in survey.prints] for survey in surveys])
    owner = np.concatenate([np.full(len(survey.prints), number) for number, survey in enumerate(surveys)])
    there = np.array([survey.evidence.total for survey in surveys])
    tenth = np.minimum((accuracy * _BINS).astype(int), _BINS - 1)
    worth = 1 / np.maximum(np.bincount(tenth, minlength=_BINS)[tenth], 4)
    worth[accuracy > _CLEAR] *= 6
    first = np.array(WEIGHTS)
    step = np.maximum(np.abs(first) * 0.3, 0.05)

    def cost(tried: NDArray[np.float64]) -> float:
        right = np.bincount(owner, weights / (1 + np.exp(-(rows @ tried))), minlength=len(pages)) / there
        return float(
            (worth * (right - accuracy) ** 2).sum() / worth.sum() + 3e-4 * (((tried - first) / step) ** 2).sum()
        )

    rng = np.random.default_rng(0)
    best, least = first, cost(first)
    for _ in range(5000):
        tried = best + rng.normal(size=len(first)) * step * (rng.random(len(first)) < 0.4) * rng.choice((0.1, 0.3, 1.0))
        tried[2:] = np.maximum(tried[2:], 0)
        if cost(tried) < least:
            best, least = tried, cost(tried)
    print(f"root mean squared error: {cost(first) ** 0.5:.4f} with the present weights, {least**0.5:.4f} with these")
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description="在画出的页面上检验清晰度")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=336)
    parser.add_argument("--kept", type=Path, required=True)
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    read_pages(options.seed, options.count, options.kept)
    if options.fit:
        pairs = [
            (page, with_hidden(Survey.of(page.page, page.lines))) for page in kept_pages(options.kept) if page.lines
        ]
        print(np.round(fit([page for page, _ in pairs], [survey for _, survey in pairs]), 3).tolist())
        return
    measured = [Measured(page, measure_clarity(page.page, page.lines)) for page in kept_pages(options.kept)]
    print_kinds(measured)
    print_score(measured)


if __name__ == "__main__":
    main()
