"""Contact sheets of the worst failures, measure by measure: thumbnails with what was expected and what came."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from models.codes import ClarityKind
from models.place import Box
from tests.bench.physical.clarity_scores import accepted, excused, harmless, reported, state_of
from tests.bench.physical.geometry_scores import made_worse, readable, skew_error, turned_right
from tests.bench.physical.outcome import Outcome
from tests.bench.physical.page import FAMILIES, Group, PageSource
from tests.bench.physical.seal_scores import kind_right, legible, matched, nearness, of_seals

_CELL, _CAPTION = 460, 66
_COLUMNS, _ROWS = 4, 3
_FACE = "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"
_DRAWN, _CAME = (0, 150, 60), (220, 20, 160)


@dataclass(frozen=True)
class Failure:
    """One thing that went wrong on a page; ``weight`` sorts the worst first; ``look`` is where to look closely."""

    name: str
    weight: float
    expected: str
    came: str
    drawn: tuple[Box, ...] = ()
    found: tuple[Box, ...] = ()
    look: Box | None = field(default=None)


def failures(outcomes: Sequence[Outcome]) -> dict[str, list[Failure]]:
    """Every measure's failures, the worst first."""
    found = {
        "seals-missed": _missed_seals(outcomes), "seals-false": _false_seals(outcomes), "seal-names": _names(outcomes),
        "seal-kinds": _kinds(outcomes), "under-seals": _under(outcomes), "orientation": _orientation(outcomes),
        "skew": _skew(outcomes), "reading-flat-and-bent": _reading(outcomes), "grades": _grades(outcomes),
        **{f"clarity-{kind}": _clarity(outcomes, kind) for kind in ClarityKind},
    }  # fmt: skip
    return {name: sorted(those, key=lambda one: (-one.weight, one.name)) for name, those in found.items() if those}


def _missed_seals(outcomes: Sequence[Outcome]) -> list[Failure]:
    return [
        Failure(
            page.outcome.name, one.ink, f"{one.seal.color} {one.seal.shape} {one.seal.kind}, ink {one.ink}", "missed",
            (one.seal.box,), tuple(seal.box for seal in page.outcome.answer.seals), one.seal.box,
        )
        for page in of_seals(outcomes) for one, seal in page.pairs if seal is None
    ]  # fmt: skip


def _false_seals(outcomes: Sequence[Outcome]) -> list[Failure]:
    return [
        Failure(
            page.outcome.name, seal.confidence, f"no seal here ({page.outcome.truth.recipe})",
            f"{seal.color} {seal.shape} {seal.kind} {seal.text}", tuple(one.seal.box for one, _ in page.pairs),
            (seal.box,), seal.box,
        )
        for page in of_seals(outcomes) for seal in page.false
    ]  # fmt: skip


def _names(outcomes: Sequence[Outcome]) -> list[Failure]:
    told = []
    for page in of_seals(outcomes):
        for one, seal in legible([page]):
            expected, came = f"{one.seal.text}|{one.seal.inner_text}", f"{seal.text}|{seal.inner_text}"
            if nearness(expected, came) < 1:
                told.append(_of_seal(page.outcome.name, 1 - nearness(expected, came), (expected, came), one.seal.box))
    return told


def _of_seal(name: str, weight: float, words: tuple[str, str], box: Box) -> Failure:
    return Failure(name, weight, words[0], words[1], look=box)


def _kinds(outcomes: Sequence[Outcome]) -> list[Failure]:
    return [
        _of_seal(
            page.outcome.name, seal.confidence,
            (f"{one.seal.kind} {one.seal.text}|{one.seal.inner_text}", f"{seal.kind} {seal.text}|{seal.inner_text}"),
            one.seal.box,
        )
        for page in of_seals(outcomes) for one, seal in page.pairs
        if seal is not None and not one.cut and not kind_right(one, seal)
    ]  # fmt: skip


def _under(outcomes: Sequence[Outcome]) -> list[Failure]:
    told = []
    for outcome in outcomes:
        text = outcome.under_seals
        if text is not None and text.errors:
            words = (
                f"{text.characters} characters under seals",
                f"{text.errors} errors, {text.unseparated} without separation",
            )
            boxes = tuple(one.seal.box for one in outcome.truth.seals)
            found = tuple(seal.box for _, seal in matched(outcome).pairs if seal is not None)
            told.append(Failure(outcome.name, text.errors, *words, boxes, found, boxes[0]))
    return told


def _orientation(outcomes: Sequence[Outcome]) -> list[Failure]:
    return [
        Failure(o.name, 1.0, f"to be turned {o.truth.rotation}", f"turned {o.answer.rotation}")
        for o in outcomes
        if readable(o) and not turned_right(o)
    ]


def _skew(outcomes: Sequence[Outcome]) -> list[Failure]:
    told = []
    for o in outcomes:
        if (
            o.truth.skew is not None
            and readable(o)
            and turned_right(o)
            and (error := skew_error(o, o.answer.skew)) > 0.1
        ):
            told.append(Failure(o.name, error, f"skew {o.truth.skew:.2f}", f"{o.answer.skew}"))
    return told


def _reading(outcomes: Sequence[Outcome]) -> list[Failure]:
    told = []
    for o in outcomes:
        rate = o.errors / max(o.characters, 1)
        if "geometry" in o.truth.tells and rate > 0.02:
            came = f"error rate {rate:.3f}, dewarped: {o.answer.dewarped}{', WORSE by it' if made_worse(o) else ''}"
            told.append(Failure(o.name, rate + made_worse(o), o.truth.recipe, came))
    return told


def _grades(outcomes: Sequence[Outcome]) -> list[Failure]:
    told = []
    for o in outcomes:
        if o.accuracy is None:
            continue
        wrong = (o.accuracy < 0.8 and accepted(o)) or (o.accuracy >= 0.97 and harmless(o) and not accepted(o))
        if wrong:
            score = -1.0 if o.answer.score is None else o.answer.score
            expected = f"{o.accuracy:.0%} can be read ({o.truth.recipe})"
            told.append(Failure(o.name, abs(score - o.accuracy), expected, f"{o.answer.grade}, score {score:.2f}"))
    return told


def _clarity(outcomes: Sequence[Outcome], kind: ClarityKind) -> list[Failure]:
    told = []
    for o in outcomes:
        if "clarity" not in o.truth.tells:
            continue
        state, problem = state_of(o, kind), reported(o, kind)
        wrong = (state == "harmful") != (problem is not None) and state != "mild" and not (problem and excused(o, kind))
        if wrong:
            lost = ", ".join(
                f"{loss.kind} {loss.amount:.2f}: {loss.lost} of {loss.characters} lost" for loss in o.losses
            )
            came = ", ".join(f"{one.kind} {one.severity:.2f}" for one in o.answer.problems) or "nothing"
            drawn = tuple(spoil.box for spoil in o.truth.spoils if spoil.box)
            found = tuple(one.box for one in o.answer.problems if one.box)
            weight = (
                max((loss.lost for loss in o.losses), default=0)
                if state == "harmful"
                else problem.severity
                if problem
                else 0
            )
            told.append(Failure(o.name, weight, lost or o.truth.recipe, came, drawn, found))
    return told


def write_sheets(folder: Path, outcomes: Sequence[Outcome], source: PageSource, seed: int) -> None:
    """Write ``MEASURE.png`` with the twelve worst failures of each measure, and a list of all as ``MEASURE.txt``."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = _Pictures(source, seed)
    for measure, found in failures(outcomes).items():
        lines = [f"{one.name}\t{one.weight:.3f}\t{one.expected}\t{one.came}" for one in found]
        (folder / f"{measure}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        shown = found[: _COLUMNS * _ROWS]
        rows = -(-len(shown) // _COLUMNS)
        sheet = Image.new("RGB", (min(len(shown), _COLUMNS) * _CELL, rows * (_CELL + _CAPTION)), "white")
        for place, one in enumerate(shown):
            corner = (place % _COLUMNS * _CELL, place // _COLUMNS * (_CELL + _CAPTION))
            sheet.paste(_thumbnail(pictures.of(one.name), one), corner)
        sheet.save(folder / f"{measure}.png")
        sys.stderr.write(f"{measure}: {len(found)} failures\n")


class _Pictures:
    """Pages drawn again by their names; the group drawn last is kept."""

    def __init__(self, source: PageSource, seed: int) -> None:
        self._source, self._seed = source, seed
        self._pages: dict[str, bytes] = {}

    def of(self, name: str) -> Image.Image:
        if name not in self._pages:
            self._pages = {page.name: page.data for page in self._source.draw(self._seed, group_of(name))}
        return Image.open(io.BytesIO(self._pages[name])).convert("RGB")


def group_of(name: str) -> Group:
    """The group a page belongs to, by its name: FAMILY-NUMBER[-PLACE].suffix, or NUMBER-... of samples."""
    parts = name.split(".")[0].split("-")
    for family in FAMILIES:
        if parts[0] == family:
            return Group(family, int(parts[1]))
    return Group("seals", int(parts[0]))


def _thumbnail(picture: Image.Image, failure: Failure) -> Image.Image:
    draw = ImageDraw.Draw(picture)
    thick = max(picture.width // 400, 2)
    for boxes, colour in ((failure.drawn, _DRAWN), (failure.found, _CAME)):
        for box in boxes:
            edges = (
                box.left * picture.width,
                box.top * picture.height,
                box.right * picture.width,
                box.bottom * picture.height,
            )
            draw.rectangle(edges, outline=colour, width=thick)
    if failure.look is not None:
        picture = picture.crop(_around(failure.look, picture.size))
    picture.thumbnail((_CELL - 6, _CELL - 6))
    cell = Image.new("RGB", (_CELL, _CELL + _CAPTION), "white")
    cell.paste(picture, (3, 3))
    words = ImageDraw.Draw(cell)
    face = ImageFont.truetype(_FACE, 15)
    for row, text in enumerate((failure.name, f"drawn: {failure.expected}", f"came: {failure.came}")):
        words.text((4, _CELL + 1 + 21 * row), text, (0, 0, 0), face)
    return cell


def _around(box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The box with half as much again around it, in pixels."""
    spare = 0.35 * max(box.width * size[0], box.height * size[1])
    return (
        round(max(box.left * size[0] - spare, 0)), round(max(box.top * size[1] - spare, 0)),
        round(min(box.right * size[0] + spare, size[0])), round(min(box.bottom * size[1] + spare, size[1])),
    )  # fmt: skip
