"""Held-out pages for the physical bench: which groups there are, and what each of their pages shows."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from models.codes import DocType
from models.document import Rotation
from models.place import Box
from tests.bench.held_out.exposure import Delivered, Exposure, Mark, delivered
from tests.bench.held_out.opened import FIRST
from tests.bench.held_out.paper import Paper, made_out
from tests.bench.physical.page import FAMILIES, Family, Group, PageTruth, PhysicalPage, Run, Spoil

_CARDS = (DocType.ID_CARD_FRONT, DocType.ID_CARD_BACK, DocType.SOCIAL_SECURITY_CARD)
_PAPERS = [layout for kind, layouts in FIRST.items() if kind not in _CARDS for layout in layouts]
_SHARE: dict[Family, float] = {"seals": 0.44, "clarity": 0.32, "geometry": 0.24}
_PAGES: dict[Family, int] = {"seals": 1, "clarity": 6, "geometry": 4}
"""How many pages a group of the family has."""
_WELL_FILLED = 180
_ROTATIONS: tuple[Rotation, ...] = (0,) * 11 + (90,) * 3 + (180,) * 3 + (270,) * 3


def plan(count: int, families: Sequence[Family] = FAMILIES) -> list[Group]:
    """The groups that together have about ``count`` pages, the families mixed as they come."""
    whole = sum(_SHARE[family] for family in families)
    groups = [
        (number / total, Group(family, number))
        for family in families
        for total in [max(round(count * _SHARE[family] / whole / _PAGES[family]), 1)]
        for number in range(total)
    ]
    return [group for _, group in sorted(groups, key=lambda placed: (placed[0], placed[1].name))]


def draw(seed: int, group: Group) -> list[PhysicalPage]:
    """The pages of one group; the same seed and group give the same bytes."""
    from tests.bench.held_out import clarity_pages, geometry_pages, seal_pages

    rng = Random(f"physical {seed} {group.name}")
    match group.family:
        case "seals":
            return seal_pages.pages(group, rng)
        case "clarity":
            return clarity_pages.pages(group, rng)
        case "geometry":
            return geometry_pages.pages(group, rng)


def blank_paper(rng: Random) -> Paper:
    """A paper of some layout without the seals it would be given."""
    paper = made_out(rng.choice(_PAPERS), rng)
    paper.pending = []
    return paper


def well_filled_paper(rng: Random) -> Paper:
    """A paper with enough print for shares of it to mean something, with the seals it would be given."""
    while True:
        paper = made_out(rng.choice(_PAPERS), rng)
        if len(paper.sheet.glyphs) >= _WELL_FILLED:
            return paper


def any_rotation(rng: Random) -> Rotation:
    return rng.choice(_ROTATIONS)


def pixels_of(paper: Paper) -> NDArray[np.uint8]:
    """The sheet as (H, W, 3) BGR."""
    return np.asarray(cv2.cvtColor(paper.sheet.array(), cv2.COLOR_RGB2BGR), dtype=np.uint8)


def em_of(paper: Paper) -> float:
    """The body text's size in pixels of the sheet."""
    return float(paper.sheet.pixels(paper.body))


def print_of(paper: Paper) -> NDArray[np.float64]:
    """The middles of all characters (N, 2) in pixels of the sheet."""
    return np.array([((g.left + g.right) / 2, (g.top + g.bottom) / 2) for g in paper.sheet.glyphs], dtype=np.float64)


def page_of(
    paper: Paper, exposure: Exposure, truth: PageTruth, name: str, rng: Random
) -> tuple[PhysicalPage, Delivered]:
    """The page delivered, with the places of its characters and of what spoils it."""
    shot = delivered(exposure, truth.rotation, rng)
    runs = _runs(paper, shot)
    everywhere = np.concatenate([run.boxes for run in runs]) if runs else np.zeros((0, 4))
    hits = tuple(_hit(mark, everywhere, shot) for mark in shot.marks)
    spoils = tuple(_spoil(mark, shot) for mark in shot.marks)
    told = truth.model_copy(update={"spoils": spoils, "lines": paper.sheet.lines(), "skew": exposure.skew})
    return PhysicalPage(f"{name}.{shot.suffix}", shot.data, told, runs, hits), shot


def _runs(paper: Paper, shot: Delivered) -> tuple[Run, ...]:
    glyphs = paper.sheet.glyphs
    corners = np.array(
        [[(g.left, g.top), (g.right, g.top), (g.right, g.bottom), (g.left, g.bottom)] for g in glyphs], dtype=np.float64
    )
    there = shot.view.to_picture(corners.reshape(-1, 2)).reshape(-1, 4, 2) / np.array(shot.view.size)
    boxes = np.concatenate([there.min(axis=1), there.max(axis=1)], axis=1)
    pieces: dict[int, list[int]] = {}
    for index, glyph in enumerate(glyphs):
        pieces.setdefault(glyph.piece, []).append(index)
    return tuple(Run("".join(glyphs[k].text for k in members), boxes[members]) for members in pieces.values())


def _hit(mark: Mark, boxes: NDArray[np.float64], shot: Delivered) -> NDArray[np.bool_]:
    """Which characters lie where the spoil works."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    inside = (x >= 0) & (x < 1) & (y >= 0) & (y < 1)
    if mark.beyond:
        return np.asarray(~inside)
    if mark.mask is None:
        return np.ones(len(boxes), dtype=np.bool_)
    width, height = shot.view.size
    column = np.clip(x * width, 0, width - 1).astype(int)
    row = np.clip(y * height, 0, height - 1).astype(int)
    return np.asarray(inside & mark.mask[row, column])


def _spoil(mark: Mark, shot: Delivered) -> Spoil:
    box = None
    if mark.mask is not None and mark.mask.any():
        width, height = shot.view.size
        rows, columns = np.flatnonzero(mark.mask.any(axis=1)), np.flatnonzero(mark.mask.any(axis=0))
        box = Box.clipped(columns[0] / width, rows[0] / height, (columns[-1] + 1) / width, (rows[-1] + 1) / height)
    return Spoil(kind=mark.kind, amount=mark.amount, box=box)
