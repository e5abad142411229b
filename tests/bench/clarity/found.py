"""``python -m tests.bench.clarity.found --kept DIR``: fits the weights of lines that are found and not read.

To the pages that ``python -m tests.bench.clarity`` keeps in the folder: a line that was found is as good as the lines
that were read in its place (``intake.clarity.score``). Prints the weights, and how grades at a glance differ from those
of reading, on the half of the pages to which nothing was fitted.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from intake.assemble import ocr_lines
from intake.clarity import clarity_at_a_glance, grade_of, measure_clarity
from intake.clarity.score import signs
from intake.clarity.survey import Survey
from intake.clarity.text import Print
from intake.ocr.paddle import PaddleEngine
from models.place import Box
from tests.bench.clarity.pages import kept_pages

_IN_PLACE: Final = 0.3
"""Of a found line, which lines that were read cover; one that they cover less was probably not read."""
_UNREAD_WORTH: Final = 0.3
"""What such a line counts: it may be a seal or a drawing."""

Floats = NDArray[np.float64]


def shares_of(found: Sequence[Print], read: Sequence[Print]) -> Floats:
    """(N, 2) for each line that was found: which share of it is probably right, and what that is worth."""
    told = np.zeros((len(found), 2))
    for number, line in enumerate(found):
        parts = [(_overlap(line.box, other.box) / max(line.box.area, 1e-9), other.right) for other in read]
        covered = sum(part for part, _ in parts)
        if covered > _IN_PLACE:
            told[number] = sum(part * right for part, right in parts) / covered, 1.0
        else:
            told[number] = 0.0, _UNREAD_WORTH
    return told


def fitted(rows: Floats, shares: Floats, worth: Floats) -> Floats:
    """The weights (K,) of a logistic model of shares (N,) by rows (N, K), by Newton's method, drawn a little to 0."""
    weights = np.zeros(rows.shape[1])
    for _ in range(50):
        guessed = 1 / (1 + np.exp(-(rows @ weights)))
        slope = rows.T @ (worth * (shares - guessed)) - weights
        bend = (rows * (worth * guessed * (1 - guessed))[:, None]).T @ rows + np.eye(len(weights))
        weights = weights + np.linalg.solve(bend, slope)
    return np.asarray(weights)


def _overlap(one: Box, other: Box) -> float:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(across, 0.0) * max(down, 0.0)


def main() -> None:
    parser = argparse.ArgumentParser(description="拟合只找到、没有识别的文字行的权重")
    parser.add_argument("--kept", type=Path, required=True)
    engine = PaddleEngine.load()
    rows, told = [], []
    grades: Counter[tuple[str, str]] = Counter()
    for number, page in enumerate(kept_pages(parser.parse_args().kept)):
        lines = ocr_lines(page.page, engine.find(page.page.pixels))
        if number % 2:
            seen, read = clarity_at_a_glance(page.page, lines), measure_clarity(page.page, page.lines)
            grades[str(grade_of(seen.score, seen.problems)), str(grade_of(read.score, read.problems))] += 1
            continue
        survey = Survey.of(page.page, lines)
        if survey.prints:
            rows.append(signs(survey.prints, survey.tiles))
            told.append(shares_of(survey.prints, Survey.of(page.page, page.lines).prints))
    shares, worth = np.concatenate(told).T
    print(np.round(fitted(np.concatenate(rows), shares, worth), 2).tolist())
    for (glanced, whole), count in sorted(grades.items()):
        print(f"at a glance {glanced}, read {whole}: {count}")


if __name__ == "__main__":
    main()
