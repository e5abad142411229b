"""One paper captured well, the same capture with an innocent oddity, and spoiled in four ways."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from models.codes import ClarityKind
from tests.bench.held_out import innocents, spoils
from tests.bench.held_out.covers import occlusion
from tests.bench.held_out.exposure import Staging, photograph, scan
from tests.bench.held_out.physical import any_rotation, em_of, page_of, pixels_of, print_of, well_filled_paper
from tests.bench.physical.page import Capture, Group, PageTruth, PhysicalPage

_SPOILERS: dict[ClarityKind, spoils.Spoiler] = {
    ClarityKind.BLUR: spoils.blur,
    ClarityKind.LOW_RESOLUTION: spoils.low_resolution,
    ClarityKind.GLARE: spoils.glare,
    ClarityKind.SHADOW: spoils.shadow,
    ClarityKind.DARK: spoils.dark,
    ClarityKind.OVEREXPOSED: spoils.overexposed,
    ClarityKind.OCCLUSION: occlusion,
    ClarityKind.CUT_OFF: spoils.cut_off,
    ClarityKind.MOIRE: spoils.moire,
}
_LADDER: dict[ClarityKind, tuple[float, float]] = {
    ClarityKind.BLUR: (0.05, 0.26),
    ClarityKind.LOW_RESOLUTION: (14.0, 4.2),
    ClarityKind.GLARE: (0.10, 0.85),
    ClarityKind.SHADOW: (0.5, 0.04),
    ClarityKind.DARK: (0.4, 0.025),
    ClarityKind.OVEREXPOSED: (0.5, 0.1),
    ClarityKind.OCCLUSION: (0.12, 0.6),
    ClarityKind.CUT_OFF: (0.01, 0.45),
    ClarityKind.MOIRE: (0.45, 1.3),
}
"""Amounts from what loses (next to) nothing to what loses most, by the reader's answers on trial seeds."""
_BY_SCANNER = (ClarityKind.BLUR, ClarityKind.LOW_RESOLUTION, ClarityKind.OVEREXPOSED, ClarityKind.CUT_OFF)
_GOLDEN = 0.6180339887


def pages(group: Group, rng: Random) -> list[PhysicalPage]:
    """Six pages: undegraded, an innocent look-alike, four spoils."""
    paper = well_filled_paper(rng)
    paper.press_all()
    scanned = group.number % 4 == 3
    capture: Capture = "scan" if scanned else "photo"
    sheet, em, turn = pixels_of(paper), em_of(paper), any_rotation(rng)
    base = scan(sheet, em, rng, rng.uniform(-2, 2)) if scanned else photograph(sheet, em, rng, Staging(2200))
    base = replace(base, print_at=print_of(paper))
    twin = f"{group.name}-0.jpg"
    told = PageTruth(tells=("clarity",), recipe="undegraded", capture=capture, lines=(), rotation=turn)
    drawn = [page_of(paper, base, told, f"{group.name}-0", rng)[0]]
    like = innocents.CHOICES[group.number % len(innocents.CHOICES)]
    odd = innocents.look_alike(like, paper, base, rng)
    told = told.model_copy(update={"twin": twin})
    alike = told.model_copy(update={"recipe": f"look-alike of {like}", "look_alike": like})
    drawn.append(page_of(paper, odd, alike, f"{group.name}-1", rng)[0])
    for place, kind in enumerate(_kinds(group.number), 2):
        spoiled = _SPOILERS[kind](base, _amount(kind, group.number), rng)
        truth = told.model_copy(update={"recipe": str(kind)})
        drawn.append(page_of(paper, spoiled, truth, f"{group.name}-{place}", rng)[0])
    return drawn


def _kinds(number: int) -> tuple[ClarityKind, ...]:
    """Four kinds; over nine groups of photographs all kinds come equally often."""
    if number % 4 == 3:
        return _BY_SCANNER
    kinds, start = list(_SPOILERS), 4 * (number - number // 4)
    return tuple(kinds[(start + k) % len(kinds)] for k in range(4))


def _amount(kind: ClarityKind, number: int) -> float:
    """Spread evenly along the kind's ladder, so that a few pages already have all of it."""
    low, high = _LADDER[kind]
    share = (number * _GOLDEN + list(_SPOILERS).index(kind) * 0.29) % 1.0
    return float(low * (high / low) ** share)
