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
from tests.bench.held_out import LAYOUTS, Layout, papers
from tests.bench.held_out.people import check_digit

_ALL = [layout for layouts in LAYOUTS.values() for layout in layouts]


@pytest.fixture(scope="module")
def drawn() -> list[DrawnPaper]:
    return list(papers(18, 77))


def _pixels(paper: DrawnPaper) -> NDArray[np.uint8]:
    picture = cv2.imdecode(np.frombuffer(paper.data, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    return np.asarray(picture, dtype=np.uint8)


def test_same_seed_gives_same_bytes_and_another_seed_does_not(drawn: list[DrawnPaper]) -> None:
    again = papers(18, 77)
    other = papers(18, 78)
    for paper, _ in zip(drawn, range(3), strict=False):
        same = next(again)
        assert (same.data, same.truth) == (paper.data, paper.truth)
        assert next(other).data != paper.data


def test_every_type_is_drawn_and_has_a_layout() -> None:
    assert set(LAYOUTS) == set(DocType)


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


@pytest.mark.parametrize("layout", _ALL, ids=lambda layout: layout.__name__)
def test_no_text_lies_over_another(layout: Layout) -> None:
    assert layout(Random("apart")).sheet.collisions() == []
