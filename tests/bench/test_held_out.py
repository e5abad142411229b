"""The papers the figures are reported on are reproducible and their truth is sound."""

from __future__ import annotations

from collections import Counter
from random import Random

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from models.codes import DocType, SealColor
from samples.truth import DrawnPaper
from tests.bench.engines.pages import paper_source
from tests.bench.held_out import closed, opened, papers, visits
from tests.bench.held_out.confusers import printed_words
from tests.bench.held_out.paper import Layout, Paper, made_out
from tests.bench.held_out.people import check_digit
from tests.bench.held_out.typefaces import Type

_COUNT = 18
_SETS = {"held_out": closed.LAYOUTS, "opened": opened.LAYOUTS}
_ALL = [(name, layout) for name, of in _SETS.items() for layouts in of.values() for layout in layouts]


@pytest.fixture(scope="module")
def drawn_of() -> dict[str, list[DrawnPaper]]:
    """Papers of each set, as the bench draws them."""
    return {name: list(paper_source(name)(_COUNT, 71)) for name in _SETS}


@pytest.fixture(scope="module")
def drawn(drawn_of: dict[str, list[DrawnPaper]]) -> list[DrawnPaper]:
    return [paper for of_set in drawn_of.values() for paper in of_set]


def _pixels(paper: DrawnPaper) -> NDArray[np.uint8]:
    picture = cv2.imdecode(np.frombuffer(paper.data, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    return np.asarray(picture, dtype=np.uint8)


def test_same_seed_gives_same_bytes_and_another_seed_does_not(drawn: list[DrawnPaper]) -> None:
    again = papers(_COUNT, 71)
    other = papers(_COUNT, 72)
    for paper, _ in zip(drawn, range(3), strict=False):
        same = next(again)
        assert (same.data, same.truth) == (paper.data, paper.truth)
        assert next(other).data != paper.data


@pytest.mark.parametrize("name", _SETS)
def test_every_type_of_a_set_is_drawn_and_has_a_layout(name: str, drawn_of: dict[str, list[DrawnPaper]]) -> None:
    assert all(_SETS[name].values())
    assert {paper.truth.doc_type for paper in drawn_of[name]} == set(_SETS[name])


def test_what_was_opened_has_layouts_of_every_type_and_shares_none_with_what_is_reported() -> None:
    reported, looked_at = ([layout for of, layout in _ALL if of == name] for name in _SETS)
    assert not set(reported) & set(looked_at)
    assert set(opened.LAYOUTS) == set(DocType)


@pytest.mark.parametrize("name", _SETS)
def test_a_set_of_papers_is_chosen_by_its_name(name: str) -> None:
    known = {f"held_out/{kind}/{layout.__name__}" for kind, layouts in _SETS[name].items() for layout in layouts}
    drawn_first = next(paper_source(name)(18, 77))
    assert drawn_first.truth.layout in known


def test_the_mix_is_as_promised(drawn: list[DrawnPaper]) -> None:
    types = {paper.truth.doc_type for paper in drawn}
    assert types == set(DocType)
    counted = Counter(paper.truth.degradation for paper in drawn)
    assert counted["clean_scan"] >= 8
    assert {paper.truth.rotation for paper in drawn} == {0, 90, 180, 270}


def test_truth_is_about_the_picture(drawn: list[DrawnPaper]) -> None:
    for paper in drawn:
        truth = paper.truth
        assert truth.lines
        assert all(line.strip() for line in truth.lines)
        assert min(_pixels(paper).shape[:2]) > 60
        assert abs(truth.skew_degrees) <= 3
        for seal in truth.seals:
            assert seal.box.area > 0
            assert seal.text
            if truth.degradation == "grey_copy":
                assert seal.color is SealColor.BLACK


def test_printed_fields_stand_in_the_lines(drawn: list[DrawnPaper]) -> None:
    for paper in drawn:
        text = "".join("".join(paper.truth.lines).split())
        for name in ("patient_name", "id_number", "hospital_name", "department", "inpatient_number", "report_title"):
            value = paper.truth.fields.get(name)
            if value is not None:
                assert "".join(str(value).split()) in text, (paper.truth.layout, name)


def test_id_numbers_are_valid(drawn: list[DrawnPaper]) -> None:
    numbers = [str(p.truth.fields["id_number"]) for p in drawn if p.truth.fields.get("id_number")]
    assert numbers
    for number in numbers:
        assert check_digit(number[:17]) == number[17]


def test_seal_boxes_hold_the_ink(drawn: list[DrawnPaper]) -> None:
    """A red seal's box is full of red up to its edges, wherever the picture was turned to."""
    checked = 0
    for paper in drawn:
        if paper.truth.degradation != "clean_scan":
            continue
        b, g, r = (plane.astype(int) for plane in cv2.split(_pixels(paper)))
        red = (r - np.maximum(b, g)) > 40
        for seal in paper.truth.seals:
            if seal.color is not SealColor.RED:
                continue
            h, w = red.shape
            box = seal.box
            part = red[int(box.top * h) : int(box.bottom * h) + 1, int(box.left * w) : int(box.right * w) + 1]
            rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
            assert rows[-1] - rows[0] > 0.9 * part.shape[0]
            assert columns[-1] - columns[0] > 0.9 * part.shape[1]
            checked += 1
    assert checked


@pytest.mark.parametrize("layout", [one for _, one in _ALL], ids=[f"{name}-{one.__name__}" for name, one in _ALL])
def test_no_text_lies_over_another(layout: Layout) -> None:
    assert layout(Random("apart")).sheet.collisions() == []


@pytest.mark.parametrize("layout", [one for name, one in _ALL if name == "held_out"], ids=lambda one: one.__name__)
def test_what_is_told_of_a_paper_stands_on_it(layout: Layout) -> None:
    """Values that are printed as they are noted, laboratory items, and the names of those who can be read."""
    paper = layout(Random("told"))
    text = "".join("".join(piece.text for piece in paper.sheet.pieces).split())
    told: list[object] = [
        paper.fields.get(name)
        for name in ("patient_name", "id_number", "insured_number", "phone", "address", "hospital_name", "department")
    ]
    told += [paper.fields.get(name) for name in ("inpatient_number", "outpatient_number", "report_title", "opinion")]
    told += [paper.fields.get(name) for name in ("treatment_advice", "applied_disease", "insured_place", "age")]
    diagnoses = paper.fields.get("diagnoses")
    told += [one.text for one in diagnoses] if isinstance(diagnoses, tuple) else []
    told += [part for item in paper.lab_items for part in (item.name, item.value, item.unit, item.reference)]
    stamped = {seal.text for seal, _ in paper.pending}
    told += [person.name for person in paper.physicians if person.name not in stamped]
    assert [one for one in told if one is not None and "".join(str(one).split()) not in text] == []


def test_text_without_room_is_set_anew() -> None:
    """A paper whose text runs off its sheet is made out again from the generator as it stands."""
    begun: list[float] = []

    def at_times_too_long(rng: Random) -> Paper:
        begun.append(rng.random())
        paper = Paper(rng, (50.0, 50.0), DocType.OTHER, Type())
        paper.sheet.line((5, 5), "长" * (40 if len(begun) < 3 else 4), paper.body)
        return paper

    assert made_out(at_times_too_long, Random(1)).sheet.lines() == ("长长长长",)
    assert len(set(begun)) == 3


def test_printed_words_have_room_on_a_narrow_slip() -> None:
    for seed in range(60):
        paper = visits.prescription(Random(seed))
        printed_words(paper)
        assert max(piece.right for piece in paper.sheet.pieces) <= paper.sheet.width + 0.1
