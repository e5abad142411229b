"""Seals: found or not, false ones, what was read in them, and the text under them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from models.codes import SealKind
from models.document import Seal
from tests.bench.physical.intervals import Rate, bootstrapped
from tests.bench.physical.outcome import Outcome, SealText
from tests.bench.physical.page import SEAL_GROUPS, DrawnSeal, SealGroup
from tests.bench.physical.rows import Row, confusion, rate_row, span
from tests.bench.text_error import plain

FOUND_IOU = 0.5
LEGIBLE_SIDE = 120
"""Pixels of a seal's longer side from which its name has to be read."""
_BARS: dict[SealGroup, str] = {"red": "0.985", "blue": "0.97", "black": "0.94", "faint": "0.94", "cut or 骑缝": "0.90"}
_OTHER_BODIES = (SealKind.OFFICIAL, SealKind.UNKNOWN)
"""A company's seal is its own 公章, and it is no hospital's: either answer is right."""


@dataclass(frozen=True)
class Matched:
    """The seals of one page: each drawn one with the one that was found for it, and what was found besides."""

    outcome: Outcome
    pairs: tuple[tuple[DrawnSeal, Seal | None], ...]
    false: tuple[Seal, ...]


def matched(outcome: Outcome) -> Matched:
    """The best overlaps first; each found seal answers for one drawn seal."""
    drawn, found = outcome.truth.seals, list(outcome.answer.seals)
    overlaps = sorted(
        (-one.seal.box.iou(other.box), i, k) for i, one in enumerate(drawn) for k, other in enumerate(found)
    )
    taken: dict[int, int] = {}
    for iou, i, k in overlaps:
        if -iou >= FOUND_IOU and i not in taken and k not in taken.values():
            taken[i] = k
    pairs = tuple((one, found[taken[i]] if i in taken else None) for i, one in enumerate(drawn))
    false = tuple(seal for k, seal in enumerate(found) if k not in taken.values())
    return Matched(outcome, pairs, false)


def of_seals(outcomes: Sequence[Outcome]) -> list[Matched]:
    return [matched(outcome) for outcome in outcomes if "seals" in outcome.truth.tells]


def seal_rows(outcomes: Sequence[Outcome]) -> list[Row]:
    pages = of_seals(outcomes)
    rows = [found_row(pages, group) for group in SEAL_GROUPS]
    rows.append(_false_row(pages))
    names = [(one.seal.text, seal.text) for one, seal in legible(pages)]
    purposes = [(one.seal.inner_text, seal.inner_text) for one, seal in legible(pages) if one.seal.inner_text]
    rows.append(rate_row(f"seal name exact, complete, >= {LEGIBLE_SIDE} px", "0.93", Rate.of(map(_same, names))))
    near = [nearness(*pair) for pair in names]
    value = f"{_mean(near):.3f}" if near else "-"
    rows.append(Row("seal name, mean 1-NED", "0.985", value, span(bootstrapped(near, _mean)), f"{len(near)} seals"))
    rows.append(rate_row("purpose line exact", "0.88", Rate.of(map(_same, purposes))))
    rows.append(rate_row("seal kind right", "0.97", Rate.of(kind_right(one, seal) for one, seal in _kinds(pages))))
    rows += _text_rows([page.outcome.under_seals for page in pages if page.outcome.under_seals])
    return rows


def found_row(pages: Sequence[Matched], group: SealGroup) -> Row:
    """F1 of a group. False seals count by their colour; for faint and cut seals, on pages that have one."""
    hits = [seal is not None for page in pages for one, seal in page.pairs if one.group == group]
    if group in ("red", "blue", "black"):
        false = sum(seal.color == group for page in pages for seal in page.false)
    else:
        false = sum(len(page.false) for page in pages if any(one.group == group for one, _ in page.pairs))
    rate = Rate.f1(sum(hits), len(hits) - sum(hits), false)
    name = "faint (<= 40 % ink)" if group == "faint" else group
    if not hits:
        return Row(f"seal found, F1, {name}", _BARS[group], "-", "", f"0 seals, {false} false")
    return rate_row(f"seal found, F1, {name}", _BARS[group], rate, f"{sum(hits)}/{len(hits)} found, {false} false")


def _false_row(pages: Sequence[Matched]) -> Row:
    without = [page for page in pages if not page.pairs]
    false = sum(len(page.false) for page in without)
    rate = Rate.of(bool(page.false) for page in without)
    per_page = f"{100 * false / len(without):.1f} per 100 pages" if without else "-"
    between = span(rate.interval())
    return Row(
        "false seals on pages without one", "<= 1 per 100", per_page, between, f"{false} on {len(without)} pages"
    )


def legible(pages: Sequence[Matched]) -> Iterator[tuple[DrawnSeal, Seal]]:
    """Found seals whose name has to be read: complete, large enough, and carrying the name of a body."""
    for page in pages:
        for one, seal in page.pairs:
            if seal is not None and not one.cut and one.side >= LEGIBLE_SIDE and one.body != "none":
                yield one, seal


def _kinds(pages: Sequence[Matched]) -> Iterator[tuple[DrawnSeal, Seal]]:
    """Found seals whose kind can be known: complete ones, and halves across the edges of pages."""
    for page in pages:
        for one, seal in page.pairs:
            if seal is not None and (not one.cut or one.seal.kind is SealKind.CROSS_PAGE):
                yield one, seal


def kind_right(one: DrawnSeal, seal: Seal) -> bool:
    if one.body == "other" and not one.seal.inner_text and one.seal.kind is not SealKind.CROSS_PAGE:
        return seal.kind in _OTHER_BODIES
    return seal.kind == one.seal.kind


def nearness(true: str, read: str) -> float:
    """1 - NED: one less the edit distance over the longer text's length."""
    true, read = plain(true), plain(read)
    return 1 - int(Levenshtein.distance(true, read)) / max(len(true), len(read), 1)


def _same(pair: tuple[str, str]) -> bool:
    return plain(pair[0]) == plain(pair[1])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / max(len(values), 1)


def _text_rows(texts: Sequence[SealText]) -> list[Row]:
    def separated(chosen: Sequence[SealText]) -> float:
        return sum(text.errors for text in chosen) / max(sum(text.characters for text in chosen), 1)

    def unseparated(chosen: Sequence[SealText]) -> float:
        return sum(text.unseparated for text in chosen) / max(sum(text.characters for text in chosen), 1)

    of = f"{sum(text.characters for text in texts)} characters on {len(texts)} pages"
    return [
        Row(name, bar, f"{rate(texts):.4f}" if texts else "-", span(bootstrapped(texts, rate), ".4f"), of)
        for name, bar, rate in (
            ("character error rate inside seal boxes", "<= 0.04", separated),
            ("the same without ink separation", "", unseparated),
        )
    ]


def seal_confusions(outcomes: Sequence[Outcome]) -> list[str]:
    pages = of_seals(outcomes)
    pairs = [pair for page in pages for pair in page.pairs]
    ghosts = [("none", str(seal.color)) for page in pages for seal in page.false]
    seen = [(one, seal) for one, seal in pairs if seal is not None]
    return [
        confusion(
            "Seals: colour",
            [(str(one.seal.color), str(seal.color) if seal else "missed") for one, seal in pairs] + ghosts,
        ),
        confusion("Seals: shape, of those found", [(str(one.seal.shape), str(seal.shape)) for one, seal in seen]),
        confusion("Seals: kind, of those found", [(_kind_of(one), str(seal.kind)) for one, seal in seen]),
        confusion(
            "Seals: complete, of those found", [(_whole(not one.cut), _whole(seal.complete)) for one, seal in seen]
        ),
        confusion(
            "Seals: found, by what was to be drawn",
            [(page.outcome.truth.recipe, "found" if seal else "missed") for page in pages for _, seal in page.pairs]
            + [(page.outcome.truth.recipe, "false") for page in pages for _ in page.false],
        ),
    ]


def _kind_of(one: DrawnSeal) -> str:
    if one.body == "other" and one.seal.kind is SealKind.UNKNOWN:
        return "another body's"
    return f"{one.seal.kind}{', cut' if one.cut and one.seal.kind is not SealKind.CROSS_PAGE else ''}"


def _whole(complete: bool) -> str:
    return "complete" if complete else "cut"
