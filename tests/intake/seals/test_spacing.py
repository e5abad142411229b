"""Characters of a name that were lost are known by the even distances of the others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake.ocr.spelling import Spelling
from intake.seals.layout import Layout, bare_beside, lay_out
from intake.seals.spacing import completed, mended
from tests.intake.ocr.spelled import spelled
from tests.intake.seals.drawing import RED, page_of, round_seal, sheet, stamp
from tests.intake.seals.test_read import Dictated, mark_at

NAME = "清河县人民医院"


@pytest.fixture(scope="module")
def layout() -> Layout:
    page = sheet(lines=0)
    stamp(page, round_seal(NAME), (600, 900), RED)
    return lay_out(page_of(page), mark_at((600, 900)), [])[0]


def read_as(layout: Layout, lost: set[int]) -> Spelling:
    """The name as it is read without the characters of these numbers, each of the others where it stands."""
    assert layout.name is not None
    width, bare = layout.name.shape[1], bare_beside(layout.name)
    kept = [number for number in range(len(NAME)) if number not in lost]
    where = [(bare + (number + 0.5) / len(NAME) * width) / (width + 2 * bare) for number in kept]
    line = spelled("".join(NAME[number] for number in kept), 0.999)
    # As ``spelled`` gives them: one bare frame before each character, and one at the end.
    places = [place for at in where for place in (at - 0.03, at)]
    return replace(line, places=(*places, min(where[-1] + 0.03, 1.0)))


@pytest.mark.parametrize(("lost", "second_look"), [(1, "清河县"), (3, "人民医"), (0, "清河县"), (6, "医院")])
def test_a_lost_character_is_looked_at_again(layout: Layout, lost: int, second_look: str) -> None:
    line = read_as(layout, {lost})
    engine = Dictated((second_look, 0.95), (second_look, 0.95))
    text, sure = completed((line.text, 0.99), [(line, layout)], engine, ())
    assert text == NAME
    assert 0.7 < sure <= 0.99


def test_what_a_second_look_does_not_tell_is_not_guessed(layout: Layout) -> None:
    line = read_as(layout, {1})
    text, sure = completed((line.text, 0.99), [(line, layout)], Dictated(("清县", 0.99), ("清县", 0.99)), ())
    assert text == "清县人民医院"
    assert sure < 0.7


def test_a_lost_character_that_the_paper_prints_is_told(layout: Layout) -> None:
    line = read_as(layout, {1})
    text, _ = completed((line.text, 0.99), [(line, layout)], Dictated(), (NAME, "清泉县人民医院"))
    assert text == "清县人民医院"  # either of two
    text, sure = completed((line.text, 0.99), [(line, layout)], Dictated(), (NAME, "清县人民医院分院"))
    assert text == NAME
    assert 0.7 < sure < 0.9


def test_which_hospital_of_a_town_it_is_the_paper_does_not_tell() -> None:
    page = sheet(lines=0)
    stamp(page, round_seal("清河第二医院"), (600, 900), RED)
    layout = lay_out(page_of(page), mark_at((600, 900)), [])[0]
    assert layout.name is not None
    width, bare = layout.name.shape[1], bare_beside(layout.name)
    where = [(bare + (number + 0.5) / 6 * width) / (width + 2 * bare) for number in (0, 1, 2, 4, 5)]
    line = spelled("清河第医院", 0.999)
    line = replace(line, places=(*(place for at in where for place in (at - 0.03, at)), 1.0))
    text, _ = completed(("清河第医院", 0.99), [(line, layout)], Dictated(), ("清河第二医院",))
    assert text == "清河第医院"


def test_a_listed_purpose_gets_the_character_that_its_distances_show_to_be_lost() -> None:
    line = spelled("诊证明专用章", 0.99)
    middles = [0.1, 0.34, 0.46, 0.58, 0.7, 0.82]
    placed = replace(line, places=(*(place for at in middles for place in (at - 0.03, at)), 0.9))
    text, sure = mended(("诊证明专用章", 0.9), placed)
    assert text == "诊断证明专用章"
    assert 0.6 < sure < 0.9
    even = replace(line, places=(*(place for at in range(6) for place in (0.15 * at, 0.15 * at + 0.03)), 0.9))
    assert mended(("诊证明专用章", 0.9), even) == ("诊证明专用章", 0.9)


def test_a_name_at_even_distances_is_not_looked_at_again(layout: Layout) -> None:
    line, engine = read_as(layout, set()), Dictated()
    assert completed((NAME, 0.99), [(line, layout)], engine, ()) == (NAME, 0.99)
    assert engine.calls == 0


def test_without_places_a_name_stays_as_it_was_read(layout: Layout) -> None:
    line, engine = replace(read_as(layout, {1}), places=()), Dictated()
    assert completed((line.text, 0.99), [(line, layout)], engine, ()) == (line.text, 0.99)
    assert engine.calls == 0
