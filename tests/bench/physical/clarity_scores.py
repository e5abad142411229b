"""Clarity: problems by what they do to reading, the score against what can be read, and the grades.

A drawn problem is HARMFUL where, of the characters in its region that the undegraded page gave, at least 5 % and at
least four are lost: it has to be reported. What was drawn and is less than that may be reported or not, but must not
send the page back. Where nothing of a kind was drawn, reporting it is wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

from models.codes import ClarityGrade, ClarityKind
from models.document import ClarityProblem
from tests.bench.physical.intervals import Rate, bootstrapped, spearman
from tests.bench.physical.outcome import Outcome
from tests.bench.physical.rows import Row, confusion, rate_row, span

HARMFUL_SHARE, HARMFUL_LEAST = 0.05, 4
READABLE = 0.80
"""Below this share of its characters a page is unreadable."""
GOOD = 0.97
SCORED = 0.98
"""The score is compared with the measured accuracy up to here; above, the order is chance."""
_BINS = 14
_COMPANIONS = (
    {ClarityKind.BLUR, ClarityKind.LOW_RESOLUTION},
    {ClarityKind.SHADOW, ClarityKind.DARK},
    {ClarityKind.GLARE, ClarityKind.OVEREXPOSED},
)
"""Two names for what may look the same: the other, said besides, is no false report; said instead, it is a miss."""
_ACCEPTED = (ClarityGrade.GOOD, ClarityGrade.FAIR)
State = Literal["harmful", "mild", "absent"]


def state_of(outcome: Outcome, kind: ClarityKind) -> State:
    """What was drawn of the kind, by what it does to reading."""
    drawn = [loss for loss in outcome.losses if loss.kind is kind]
    if not drawn:
        return "absent"
    worst = max(drawn, key=lambda loss: loss.lost)
    harmful = worst.lost >= max(HARMFUL_LEAST, HARMFUL_SHARE * worst.characters)
    return "harmful" if harmful else "mild"


def reported(outcome: Outcome, kind: ClarityKind) -> ClarityProblem | None:
    """The most severe problem of the kind that was reported."""
    found = [problem for problem in outcome.answer.problems if problem.kind is kind]
    return max(found, key=lambda problem: problem.severity, default=None)


def excused(outcome: Outcome, kind: ClarityKind) -> bool:
    """Whether a companion of the kind was drawn, so that reporting it is not wrong."""
    drawn = {loss.kind for loss in outcome.losses}
    return any(kind in pair and drawn & (pair - {kind}) for pair in _COMPANIONS)


def accepted(outcome: Outcome) -> bool:
    """Graded good or fair; a page nobody recognised as a paper is not."""
    return outcome.answer.grade in _ACCEPTED


def harmless(outcome: Outcome) -> bool:
    return all(state_of(outcome, loss.kind) != "harmful" for loss in outcome.losses)


def clarity_rows(outcomes: Sequence[Outcome]) -> list[Row]:
    pages = [outcome for outcome in outcomes if "clarity" in outcome.truth.tells]
    rows = [_kind_row(pages, kind) for kind in ClarityKind]
    rows.append(_spearman_row(pages))
    read = [outcome for outcome in outcomes if outcome.accuracy is not None]
    unreadable = [outcome for outcome in read if _accuracy(outcome) < READABLE]
    good = [outcome for outcome in read if _accuracy(outcome) >= GOOD and harmless(outcome)]
    mild = [page for page in pages if page.losses and harmless(page) and (page.accuracy or 0) >= GOOD]
    odd = [page for page in pages if page.truth.look_alike and (page.accuracy or 0) >= GOOD]
    rows.append(
        rate_row(
            "unreadable pages (< 80 %) graded poor or unreadable", "1.00", Rate.of(not accepted(o) for o in unreadable)
        )
    )
    rows.append(rate_row("good pages (>= 97 %) graded good or fair", "0.99", Rate.of(accepted(o) for o in good)))
    rows.append(rate_row("of them, spoiled without loss", "", Rate.of(accepted(o) for o in mild)))
    rows.append(rate_row("of them, innocent look-alikes", "", Rate.of(accepted(o) for o in odd)))
    rows += _calibration_rows(pages)
    return rows


def _kind_row(pages: Sequence[Outcome], kind: ClarityKind) -> Row:
    hits = missed = false = absent = 0
    for page in pages:
        state, told = state_of(page, kind), reported(page, kind) is not None
        hits += state == "harmful" and told
        missed += state == "harmful" and not told
        absent += state == "absent"
        false += state == "absent" and told and not excused(page, kind)
    of = f"{hits}/{hits + missed} found, {false} false on {absent} pages"
    if not hits + missed:
        return Row(f"clarity problem, F1, {kind}", "0.90", "-", "", of)
    return rate_row(f"clarity problem, F1, {kind}", "0.90", Rate.f1(hits, missed, false), of)


def _accuracy(outcome: Outcome) -> float:
    assert outcome.accuracy is not None
    return outcome.accuracy


def evenly_spread(pages: Sequence[Outcome]) -> list[Outcome]:
    """Pages of 0-98 % accuracy, equally many (as far as there are) from each seventh of a tenth and a half."""
    bins: dict[int, list[Outcome]] = defaultdict(list)
    for page in pages:
        if page.accuracy is not None and page.accuracy <= SCORED:
            bins[min(int(page.accuracy / SCORED * _BINS), _BINS - 1)].append(page)
    if not bins:
        return []
    sizes = sorted(len(members) for members in bins.values())
    each = max(sizes[len(sizes) // 2], 1)
    return [page for number in sorted(bins) for page in _sample(bins[number], each)]


def _sample(pages: Sequence[Outcome], number: int) -> list[Outcome]:
    """So many of them, the same every time, whatever order they came in."""
    ordered = sorted(pages, key=lambda page: page.name)
    step = max(len(ordered) / number, 1.0)
    return [ordered[int(k * step)] for k in range(min(number, len(ordered)))]


def _spearman_row(pages: Sequence[Outcome]) -> Row:
    chosen = [(page.answer.score or 0.0, _accuracy(page)) for page in evenly_spread(pages)]
    name, bar, of = "score against accuracy, Spearman, even over 0-98 %", "0.90", f"{len(chosen)} pages"
    if len(chosen) < 5:
        return Row(name, bar, "-", "", of)
    return Row(name, bar, f"{spearman(chosen):.3f}", span(bootstrapped(chosen, spearman)), of)


def _calibration_rows(pages: Sequence[Outcome]) -> list[Row]:
    """Severity against the share of characters lost, and whether the box is where the problem is."""
    severities, places = [], []
    for page in pages:
        for loss, spoil in zip(page.losses, page.truth.spoils, strict=True):
            told = reported(page, loss.kind)
            if told is None or state_of(page, loss.kind) != "harmful":
                continue
            severities.append((told.severity, loss.lost / loss.characters))
            if spoil.box is not None:
                places.append(
                    told.box is not None and told.box.overlap(spoil.box) > 0.25 * min(told.box.area, spoil.box.area)
                )
    value = f"{spearman(severities):.3f}" if len(severities) > 4 else "-"
    interval = span(bootstrapped(severities, spearman)) if len(severities) > 4 else ""
    return [
        Row("severity against the share lost, Spearman, reported problems", "", value, interval, f"{len(severities)}"),
        rate_row("place of local problems right", "", Rate.of(places)),
    ]


def clarity_confusions(outcomes: Sequence[Outcome]) -> list[str]:
    pages = [outcome for outcome in outcomes if "clarity" in outcome.truth.tells]
    kinds = []
    for page in pages:
        drawn = [f"{loss.kind} ({state_of(page, loss.kind)})" for loss in page.losses] or [page.truth.recipe]
        came = sorted({str(problem.kind) for problem in page.answer.problems}) or ["nothing"]
        kinds += [(what, name) for what in drawn for name in came]
    grades = [
        (_band(page.accuracy), str(page.answer.grade or "no paper")) for page in outcomes if page.accuracy is not None
    ]
    return [
        confusion("Clarity: kinds reported, by what was drawn", kinds),
        confusion("Grades, by the share of characters read right (all pages)", grades),
    ]


def _band(accuracy: float | None) -> str:
    told = accuracy or 0.0
    for edge in (0.5, 0.8, 0.9, 0.97):
        if told < edge:
            return f"below {edge:.2f}"
    return "from 0.97"
