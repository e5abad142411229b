"""Geometry: which way up, how much askew, what perspective and bends cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tests.bench.physical.intervals import Rate, bootstrapped
from tests.bench.physical.outcome import Outcome
from tests.bench.physical.rows import Row, confusion, rate_row, span

PeerSkews = Mapping[str, Mapping[str, float | None]]
"""For each peer the skew it measured, by the name of the page."""


def readable(outcome: Outcome) -> bool:
    """Not spoiled. (A page read upside down has no accuracy to be judged by.)"""
    return not outcome.truth.spoils


def turned_right(outcome: Outcome) -> bool:
    return outcome.answer.rotation == outcome.truth.rotation


def askew(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Flat scans that were turned the right way up."""
    return [outcome for outcome in outcomes if outcome.truth.skew is not None and turned_right(outcome)]


def skew_error(outcome: Outcome, measured: float | None) -> float:
    """Degrees; no answer is the answer that the page lies straight."""
    assert outcome.truth.skew is not None
    return abs((measured or 0.0) - outcome.truth.skew)


def geometry_rows(outcomes: Sequence[Outcome], peers: PeerSkews) -> list[Row]:
    legible = [outcome for outcome in outcomes if readable(outcome)]
    rows = [rate_row("orientation right, readable pages", "0.998", Rate.of(turned_right(o) for o in legible))]
    over = [outcome for outcome in legible if outcome.truth.rotation == 180]
    rows.append(rate_row("of them, pages upside down", "", Rate.of(turned_right(o) for o in over)))
    scans = [outcome for outcome in askew(outcomes) if readable(outcome)]
    rows.append(_skew_row("skew error, degrees", [skew_error(scan, scan.answer.skew) for scan in scans]))
    for name, told in peers.items():
        rows.append(
            _skew_row(f"the same by {name}", [skew_error(s, told[s.name]) for s in scans if s.name in told], "")
        )
    rows.append(_perspective_row(outcomes))
    rows += _bend_rows(outcomes)
    return rows


def _skew_row(name: str, errors: Sequence[float], bar: str = "mean 0.10, worst 0.5") -> Row:
    if not errors:
        return Row(name, bar, "-", "", "0 scans")
    mean = sum(errors) / len(errors)
    between = bootstrapped(errors, lambda chosen: sum(chosen) / len(chosen))
    return Row(name, bar, f"mean {mean:.3f}, worst {max(errors):.2f}", span(between), f"{len(errors)} scans")


def error_rate(outcomes: Sequence[Outcome]) -> float:
    return sum(outcome.errors for outcome in outcomes) / max(sum(outcome.characters for outcome in outcomes), 1)


def _perspective_row(outcomes: Sequence[Outcome]) -> Row:
    """Flat photographs against the scans of the same papers, each scan as often as it was photographed."""
    by_name = {outcome.name: outcome for outcome in outcomes}
    pairs = [
        (outcome, by_name[outcome.truth.twin])
        for outcome in outcomes
        if "geometry" in outcome.truth.tells and not outcome.truth.bent and outcome.truth.twin in by_name
    ]

    def ratio(chosen: Sequence[tuple[Outcome, Outcome]]) -> float:
        # Both sides have the same characters. Scans without any error count as one with one.
        return sum(photo.errors for photo, _ in chosen) / max(sum(scan.errors for _, scan in chosen), 1)

    name, bar = "photographs in perspective: character error rate / that of the scans", "<= 1.5"
    if not pairs:
        return Row(name, bar, "-", "", "0 photographs")
    rates = (error_rate([pair[side] for pair in pairs]) for side in (0, 1))
    of = " / ".join(f"{rate:.4f}" for rate in rates) + f", {len(pairs)} photographs"
    return Row(name, bar, f"{ratio(pairs):.2f}", span(bootstrapped(pairs, ratio), ".2f"), of)


def made_worse(outcome: Outcome) -> bool:
    return outcome.errors_undewarped is not None and outcome.errors > outcome.errors_undewarped


def _bend_rows(outcomes: Sequence[Outcome]) -> list[Row]:
    flat = [outcome for outcome in outcomes if not outcome.truth.bent]
    bent = [outcome for outcome in outcomes if outcome.truth.bent]
    worse = Rate.of(made_worse(outcome) for outcome in flat)
    touched = sum(outcome.answer.dewarped for outcome in flat)
    of = f"{len(flat)} flat pages, {touched} of them dewarped"
    rows = [Row("flat pages made worse by dewarping", "0 of 200", f"{worse.right:g}", span(worse.interval()), of)]

    def ratio(chosen: Sequence[Outcome]) -> float:
        plain = sum(o.errors if o.errors_undewarped is None else o.errors_undewarped for o in chosen)
        return sum(o.errors for o in chosen) / max(plain, 1)

    name = "bent pages: errors with / without dewarping"
    if not bent:
        return [*rows, Row(name, "<= 0.7", "-", "", "0 pages")]
    of = f"{len(bent)} bent pages, {sum(o.answer.dewarped for o in bent)} dewarped, now {error_rate(bent):.4f}"
    return [*rows, Row(name, "<= 0.7", f"{ratio(bent):.2f}", span(bootstrapped(bent, ratio), ".2f"), of)]


def geometry_confusions(outcomes: Sequence[Outcome]) -> list[str]:
    turns = [(str(o.truth.rotation), str(o.answer.rotation)) for o in outcomes if readable(o)]
    kinds: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if "geometry" in outcome.truth.tells:
            kinds[outcome.truth.recipe].append(outcome)
    lines = [
        "### Character error rate, by how the paper was captured",
        "",
        "| capture | rate | pages |",
        "| --- | --- | --- |",
    ]
    lines += [f"| {name} | {error_rate(pages):.4f} | {len(pages)} |" for name, pages in sorted(kinds.items())]
    return [confusion("Orientation, readable pages", turns), "\n".join(lines)]
