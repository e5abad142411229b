"""One paper scanned askew, photographed twice on tables, and photographed bent."""

from __future__ import annotations

from random import Random

from tests.bench.held_out.exposure import Staging, photograph, scan
from tests.bench.held_out.physical import any_rotation, em_of, page_of, pixels_of, well_filled_paper
from tests.bench.held_out.views import BendKind
from tests.bench.physical.page import Group, PageTruth, PhysicalPage

_BENDS: tuple[BendKind, ...] = ("curl", "fold", "arch", "folds", "wave")


def pages(group: Group, rng: Random) -> list[PhysicalPage]:
    """Four pages: a scan, two photographs of the flat sheet in perspective, one of the bent sheet."""
    paper = well_filled_paper(rng)
    paper.press_all()
    sheet, em = pixels_of(paper), em_of(paper)
    # Evenly over -5 to 5 degrees, whatever the number of groups.
    skew = ((group.number * 0.6180339887 + 0.31) % 1.0) * 10 - 5
    twin = f"{group.name}-0.jpg"
    told = PageTruth(tells=("geometry",), recipe="scan", lines=(), rotation=any_rotation(rng))
    drawn = [page_of(paper, scan(sheet, em, rng, skew), told, f"{group.name}-0", rng)[0]]
    shape = _BENDS[group.number % len(_BENDS)]
    stages = (
        ("photograph", Staging(rng.randrange(1900, 2600), (0.72, 0.95), tilt=9.0)),
        ("photograph, aslant", Staging(rng.randrange(2200, 2900), (0.72, 0.92), tilt=18.0)),
        (f"bent: {shape}", Staging(rng.randrange(2200, 2800), (0.8, 0.93), tilt=6.0, bend=shape, low=True)),
    )
    for place, (recipe, stage) in enumerate(stages, 1):
        exposure = photograph(sheet, em, rng, stage)
        truth = PageTruth(
            tells=("geometry",), recipe=recipe, capture="photo", twin=twin, lines=(), rotation=any_rotation(rng),
            bent=stage.bend is not None,
        )  # fmt: skip
        drawn.append(page_of(paper, exposure, truth, f"{group.name}-{place}", rng)[0])
    return drawn
