"""The papers development looks at, for the same scorers. What samples do not tell (where each character stands, the
undegraded page) is left out: a spoil's loss is then that of the whole page, and the text under seals is not counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import cv2
import numpy as np

from models.codes import SealKind, SealShape
from samples.draw import paper
from samples.truth import DrawnPaper, TrueSeal
from tests.bench.physical.page import FAMILIES, Capture, DrawnSeal, Family, Group, PageTruth, PhysicalPage, Spoil


def plan(count: int, families: Sequence[Family] = FAMILIES) -> list[Group]:
    """One paper a group; every paper tells about everything."""
    del families
    return [Group("seals", number) for number in range(count)]


def draw(seed: int, group: Group) -> list[PhysicalPage]:
    """The paper of that number."""
    return [_page(paper(group.number, seed))]


def _page(drawn: DrawnPaper) -> PhysicalPage:
    truth = drawn.truth
    picture = cv2.imdecode(np.frombuffer(drawn.data, np.uint8), cv2.IMREAD_COLOR)
    size = (picture.shape[1], picture.shape[0])
    capture: Capture = "photo"
    if truth.degradation in ("clean_scan", "jpeg"):
        capture = "scan"
    elif truth.degradation == "grey_copy":
        capture = "grey_copy"
    told = PageTruth(
        tells=FAMILIES,
        recipe=truth.degradation,
        capture=capture,
        lines=truth.lines,
        seals=tuple(_drawn(seal, size) for seal in truth.seals),
        spoils=tuple(Spoil(kind=spoil.kind, amount=spoil.severity, box=spoil.box) for spoil in truth.spoils),
        rotation=truth.rotation,
        skew=truth.skew_degrees if truth.degradation == "clean_scan" else None,
    )
    return PhysicalPage(drawn.name, drawn.data, told)


def _drawn(seal: TrueSeal, size: tuple[int, int]) -> DrawnSeal:
    side = max(seal.box.width * size[0], seal.box.height * size[1])
    body: Literal["hospital", "other", "none"] = "hospital"
    if seal.kind is SealKind.PHYSICIAN or seal.shape is SealShape.TRIANGLE or not seal.text:
        body = "none"
    elif seal.kind is SealKind.UNKNOWN:
        body = "other"
    return DrawnSeal(seal=seal, ink=1.0, side=side, body=body, cut=not seal.complete)
