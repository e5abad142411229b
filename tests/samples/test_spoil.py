"""What spoils a drawn picture is seeded, told in its truth, and stands where the truth says."""

from __future__ import annotations

from random import Random

import pytest

from models.codes import ClarityKind
from samples.draw import draw
from samples.truth import Degradation, DrawnPaper

WAYS: tuple[Degradation, ...] = ("occlusion", "glare", "cut_off", "moire", "dark", "overexposed")


def paper(way: Degradation, seed: str) -> DrawnPaper:
    return draw("a", "id-back", Random(seed), (way, 0))


@pytest.mark.parametrize("way", WAYS)
def test_the_same_seed_spoils_the_same_way_and_the_truth_says_how(way: Degradation) -> None:
    first, again = paper(way, "spoil-3"), paper(way, "spoil-3")
    assert first.data == again.data
    (spoil,) = first.truth.spoils
    assert spoil.kind is ClarityKind(way)
    assert 0.0 <= spoil.severity <= 1.0
    assert first.truth.clarity_problems == ((spoil.kind,) if spoil.severity > 0.0 else ())


def test_other_seeds_hide_other_shares() -> None:
    shares = set[float]()
    for number in range(6):
        shares.add(round(paper("occlusion", f"spoil-{number}").truth.spoils[0].severity, 3))
        if len(shares) > 2:
            return
    raise AssertionError(shares)
