"""Pages drawn for the search for seals: the truth says what the picture shows."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import numpy as np
import pytest

from models.codes import SealColor, SealKind, SealShape
from samples.adorned import FRAMED, ROUND, Adornment
from samples.impressions import any_press, any_seal, dense_rectangle
from samples.sealed import EVERY_STRAY, Background, SealedPage, backgrounds, sealed_page
from samples.seals import Look, Press, SealDesign, SealPrint, press

BLANK = Background(np.full((386, 273, 3), 255, dtype=np.uint8), 1.3)


def _pages(count: int) -> list[SealedPage]:
    return [sealed_page([BLANK], Random(f"test-{number}")) for number in range(count)]


def test_the_same_seed_gives_the_same_page() -> None:
    first, second = (sealed_page([BLANK], Random("same")) for _ in range(2))
    assert np.array_equal(first.pixels, second.pixels)
    assert [mark.shape for mark in first.seals] == [mark.shape for mark in second.seals]


def test_what_is_seen_of_a_seal_lies_in_the_picture() -> None:
    for page in _pages(40):
        height, width = page.pixels.shape[:2]
        for mark in page.seals:
            assert (mark.visible >= -1).all()
            assert (mark.visible <= np.array([width + 1, height + 1])).all()


def test_a_page_has_every_kind_of_seal_sooner_or_later() -> None:
    marks = [mark for page in _pages(150) for mark in page.seals]
    assert {mark.shape for mark in marks} == set(SealShape)
    assert {mark.color for mark in marks} == set(SealColor)
    assert not all(mark.complete for mark in marks)


def _ink(seal: SealPrint) -> float:
    return float(seal.mask.sum())


def test_faint_and_broken_seals_have_less_ink() -> None:
    design = SealDesign(SealShape.CIRCLE, any_seal(Random(1)).kind, "清河县中医医院", "", (40.0, 40.0))
    full, faint, broken = (
        press(design, Random(3), 100, how) for how in (Press(1.0, 0.0), Press(0.3, 0.0), Press(1.0, 0.0, broken=0.4))
    )
    assert _ink(faint) < 0.5 * _ink(full)
    assert _ink(broken) < 0.8 * _ink(full)
    assert faint.strength == 0.3


@pytest.mark.parametrize("adornment", [*ROUND, *FRAMED])
def test_adornments_are_cut_into_the_seal(adornment: Adornment) -> None:
    shape, size = (SealShape.CIRCLE, (40.0, 40.0)) if adornment in ROUND else (SealShape.RECTANGLE, (40.0, 20.0))
    plain, adorned = (
        press(
            SealDesign(shape, SealKind.UNKNOWN, "已审核", "", size, star=False, look=Look(0.8, adorned=cut)),
            Random(3),
            100,
            Press(1.0, 0.0),
        )
        for cut in ((), (adornment,))
    )
    assert _ink(adorned) > 1.01 * _ink(plain)


def test_dense_stamps_fill_their_outline_with_lines_framed_or_not() -> None:
    drawn = [dense_rectangle(Random(number), SealColor.RED) for number in range(40)]
    assert {bool(design.look and design.look.rim) for design in drawn} == {True, False}
    assert all(len(design.inner_text.split("\n")) >= 1 for design in drawn)
    bare = next(design for design in drawn if design.look and design.look.rim == 0.0)
    seal = press(bare, Random(1), 100, Press(1.0, 0.0))
    columns = np.nonzero(seal.mask.max(axis=0) > 0.3)[0]
    assert np.ptp(columns) > 0.6 * np.ptp(seal.outline[:, 0])


@pytest.mark.parametrize("make", [any_seal, lambda rng: dense_rectangle(rng, SealColor.BLUE)])
def test_every_turn_keeps_the_ink_in_its_outline(make: Callable[[Random], SealDesign]) -> None:
    for number in range(30):
        rng = Random(f"outline-{number}")
        seal = press(make(rng), rng, 100, any_press(rng))
        rows, columns = np.nonzero(seal.mask > 0.3)
        if len(rows) == 0:
            continue
        low, high = seal.outline.min(axis=0) - 5, seal.outline.max(axis=0) + 5
        assert columns.min() >= low[0]
        assert columns.max() <= high[0]
        assert rows.min() >= low[1]
        assert rows.max() <= high[1]


@pytest.mark.parametrize("name", sorted(EVERY_STRAY))
def test_a_stray_leaves_something_on_the_page(name: str) -> None:
    page = BLANK.pixels.copy()
    EVERY_STRAY[name](page, BLANK.scale, Random(name))
    assert (page != 255).any()


def test_backgrounds_bear_no_seal_of_their_own() -> None:
    papers = backgrounds(3, 5, 1.5)
    assert len(papers) == 3
    assert all(paper.pixels.shape[0] > 150 for paper in papers)
