"""Pages with seals of all sorts, and pages with everything that looks like one."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from models.codes import SealColor, SealKind, SealShape
from models.place import Box
from samples.truth import TrueSeal
from tests.bench.held_out.confusers import CONFUSERS
from tests.bench.held_out.exposure import Delivered, Exposure, Staging, photocopy, photograph, scan
from tests.bench.held_out.finish import visible
from tests.bench.held_out.impress import Printed, any_impression, print_seal
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.physical import any_rotation, blank_paper, em_of, page_of, pixels_of
from tests.bench.held_out.seal_kinds import Body, any_seal, blue_seal, physician, round_seal
from tests.bench.held_out.seals import SealDesign
from tests.bench.physical.page import Capture, DrawnSeal, Group, PageTruth, PhysicalPage

RECIPES = (
    *(("no seal",) * 12), *(("red",) * 7), *(("blue",) * 5), *(("grey copy",) * 6), *(("faint",) * 5),
    "cut", "cut", "half across pages", "half across pages", "half across pages", "overlapping", "overlapping", "small",
)  # fmt: skip
APART = 7
_LEAST_WIDE = 24.0
"""Millimetres: every seal but a person's."""


@dataclass(frozen=True)
class _Wish:
    """A seal to be pressed, whose it is, and where: the middle in millimetres of the sheet."""

    design: SealDesign
    body: Body
    middle: tuple[float, float]
    faint: bool = False
    overlapped: bool = False


def pages(group: Group, rng: Random) -> list[PhysicalPage]:
    """The one page of a group of seals."""
    # Seven and the number of recipes have no common divisor: neighbours differ, and all come round.
    recipe = RECIPES[group.number * APART % len(RECIPES)]
    paper = blank_paper(rng)
    wishes = _wishes(paper, recipe)
    if recipe == "no seal":
        for confuse in rng.sample(CONFUSERS, rng.randrange(1, 4)):
            confuse(paper)
    printed = [print_seal(paper, wish.design, any_impression(rng, wish.faint), wish.middle) for wish in wishes]
    exposure, capture = _exposed(paper, recipe)
    truth = PageTruth(tells=("seals",), recipe=recipe, capture=capture, lines=(), rotation=any_rotation(rng))
    page, shot = page_of(paper, exposure, truth, group.name, rng)
    grey = capture == "grey_copy"
    seals = tuple(
        found
        for wish, seal in zip(wishes, printed, strict=True)
        if (found := _drawn(wish, seal, shot, grey)) is not None
    )
    return [PhysicalPage(page.name, page.data, page.truth.model_copy(update={"seals": seals}), page.runs)]


def _exposed(paper: Paper, recipe: str) -> tuple[Exposure, Capture]:
    rng, sheet, em = paper.rng, pixels_of(paper), em_of(paper)
    if recipe == "grey copy" or (recipe == "no seal" and rng.random() < 0.2):
        return photocopy(scan(sheet, em, rng, rng.uniform(-3, 3), rng.choice((0.8, 1.0))), rng), "grey_copy"
    if recipe == "small":
        return photograph(sheet, em, rng, Staging(rng.randrange(1250, 1600), (0.6, 0.8))), "photo"
    if rng.random() < 0.5:
        return photograph(sheet, em, rng, Staging(rng.randrange(1700, 2500))), "photo"
    return scan(sheet, em, rng, rng.choice((0.0, rng.uniform(-4, 4))), rng.choice((0.75, 1.0, 1.0))), "scan"


def _wishes(paper: Paper, recipe: str) -> list[_Wish]:
    rng, hospital = paper.rng, paper.hospital.name
    match recipe:
        case "no seal":
            return []
        case "blue":
            return [_Wish(*blue_seal(rng, hospital), _over_text(paper))]
        case "cut":
            return [_Wish(*any_seal(rng, hospital), _at_edge(paper, rng.choice(("top", "bottom"))))]
        case "half across pages":
            design, body = round_seal(rng, hospital)
            return [_Wish(_across(design), body, _at_edge(paper, rng.choice(("left", "right", "right"))))]
        case "overlapping":
            return _pair(paper)
        case "small":
            return [_Wish(*_body_seal(paper), _over_text(paper))]
        case _:
            first = _Wish(*any_seal(rng, hospital), _over_text(paper), faint=recipe == "faint")
            return [first, *_beside(paper, first)]


def _body_seal(paper: Paper) -> tuple[SealDesign, Body]:
    """A seal large enough to be seen at all on a small photograph of the whole page."""
    while True:
        design, body = any_seal(paper.rng, paper.hospital.name)
        if design.width >= _LEAST_WIDE:
            return design, body


def _across(design: SealDesign) -> SealDesign:
    """The same seal as a 骑缝章."""
    return SealDesign(
        design.shape, SealKind.CROSS_PAGE, design.text, design.inner, design.color, design.width, design.height,
        design.star, design.number, design.turn, design.ink, design.face,
    )  # fmt: skip


def _reach(design: SealDesign) -> float:
    """Half the diagonal in millimetres: within it the seal lies whole, however it is turned."""
    return float(np.hypot(design.width, design.height)) / 2


def _over_text(paper: Paper) -> tuple[float, float]:
    """Over a line of the lower part, as a seal is pressed over dates and signatures, whole on the sheet."""
    rng, sheet = paper.rng, paper.sheet
    low = [piece for piece in sheet.pieces if piece.middle > 0.45 * sheet.height] or sheet.pieces
    piece = rng.choice(low)
    x = (piece.left + piece.right) / 2 + rng.uniform(-18, 18)
    y = piece.middle + rng.uniform(-10, 10)
    room = 30.0
    return min(max(x, room), sheet.width - room), min(max(y, room), sheet.height - room)


def _beside(paper: Paper, first: _Wish) -> list[_Wish]:
    """Now and then a second seal on the page, well apart from the first."""
    rng = paper.rng
    if rng.random() < 0.65:
        return []
    design, body = physician(rng) if rng.random() < 0.5 else any_seal(rng, paper.hospital.name)
    for _ in range(20):
        spot = _over_text(paper)
        apart = np.hypot(spot[0] - first.middle[0], spot[1] - first.middle[1])
        if apart > _reach(first.design) + _reach(design):
            return [_Wish(design, body, spot, first.faint)]
    return []


def _pair(paper: Paper) -> list[_Wish]:
    """Two seals of which one lies over the other's edge."""
    rng = paper.rng
    (one, whose), (two, other) = round_seal(rng, paper.hospital.name), any_seal(rng, paper.hospital.name)
    x, y = _over_text(paper)
    # Towards the middle of the sheet, so that the second lies on it whole.
    away = (one.width + two.width) / 2 * rng.uniform(0.66, 0.9)
    angle = np.arctan2(paper.sheet.height / 2 - y, paper.sheet.width / 2 - x) + rng.uniform(-0.6, 0.6)
    there = (float(x + away * np.cos(angle)), float(y + away * np.sin(angle)))
    return [_Wish(one, whose, (x, y), overlapped=True), _Wish(two, other, there, overlapped=True)]


def _at_edge(paper: Paper, side: str) -> tuple[float, float]:
    """On the sheet's edge, so that 35 to 75 % of a seal are left on it."""
    rng, w, h = paper.rng, paper.sheet.width, paper.sheet.height
    inward = rng.uniform(-5, 9)
    along = rng.uniform(0.3, 0.7)
    match side:
        case "left":
            return inward, along * h
        case "right":
            return w - inward, along * h
        case "top":
            return along * w, inward
        case _:
            return along * w, h - inward


def _drawn(wish: _Wish, seal: Printed, shot: Delivered, grey: bool) -> DrawnSeal | None:
    """What is to be seen of a seal in the picture; None where nothing is left of it."""
    on_sheet = visible(seal.edge, *shot.view.sheet)
    if len(on_sheet) < 3:
        return None
    there = visible(shot.view.to_picture(on_sheet), *shot.view.size)
    if len(there) < 3:
        return None
    kept = _area(there) / _area(shot.view.to_picture(seal.edge))
    (x0, y0), (x1, y1) = there.min(axis=0), there.max(axis=0)
    width, height = shot.view.size
    design = seal.design
    true = TrueSeal(
        shape=design.shape,
        color=SealColor.BLACK if grey else design.color,
        kind=design.kind,
        text=design.text,
        inner_text=design.inner,
        complete=kept > 0.99,
        box=Box.clipped(x0 / width, y0 / height, x1 / width, y1 / height),
    )
    body = "none" if design.shape is SealShape.TRIANGLE else wish.body
    return DrawnSeal(
        seal=true, ink=round(seal.ink, 3), side=round(max(x1 - x0, y1 - y0), 1), number=design.number, body=body,
        cut=kept <= 0.99, overlapped=wish.overlapped,
    )  # fmt: skip


def _area(points: NDArray[np.float64]) -> float:
    return float(cv2.contourArea(points.astype(np.float32)))
