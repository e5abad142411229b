"""Drawn papers: reproducible, complete in their kinds, and true to what is printed."""

from random import Random

import cv2
import numpy as np
import pytest

from models.codes import DocType, SealColor
from samples.draw import FURTHER, KEPT, LAYOUTS, draw, kind_of, papers, sheet_of
from samples.truth import DrawnPaper

_ALL = [(kind, layout) for kind, layouts in LAYOUTS.items() for layout in layouts]


@pytest.fixture(scope="module")
def each() -> dict[str, DrawnPaper]:
    """One scan of every layout."""
    return {layout: draw(layout, layout, Random(layout), ("clean_scan", 0)) for _, layout in _ALL}


def test_the_same_seed_gives_the_same_bytes_and_truth() -> None:
    first, longer = list(papers(2, 11)), list(papers(3, 11))
    assert longer[:2] == first
    assert next(papers(1, 12)).data != first[0].data


def test_every_type_has_its_layouts() -> None:
    assert set(LAYOUTS) == set(DocType)
    for kind in (DocType.DIAGNOSIS_CERTIFICATE, DocType.APPLICATION_FORM, DocType.LAB_REPORT):
        assert len(LAYOUTS[kind]) >= 3
    for kind in (DocType.DISCHARGE_SUMMARY, DocType.ADMISSION_RECORD, DocType.MEDICAL_RECORD_FRONT_PAGE):
        assert len(LAYOUTS[kind]) >= 2


@pytest.mark.parametrize(("kind", "layout"), _ALL)
def test_every_layout_prints_what_its_truth_says(kind: DocType, layout: str, each: dict[str, DrawnPaper]) -> None:
    truth = each[layout].truth
    assert truth.doc_type is kind
    printed = "".join(truth.lines).replace(" ", "")
    assert printed
    for name in ("patient_name", "id_number", "hospital_name", "inpatient_number", "phone", "applied_disease"):
        value = truth.fields.get(name)
        assert value is None or str(value) in printed, name
    assert all(item.name in printed and item.value in printed for item in truth.lab_items)
    stamped = {seal.text for seal in truth.seals}
    assert all(person.name in printed for person in truth.physicians if person.name and person.name not in stamped)


def test_seals_lie_where_their_ink_is(each: dict[str, DrawnPaper]) -> None:
    """The box of a whole coloured seal holds the page's coloured ink of that place and nearly touches it all round."""
    seen = 0
    for paper in each.values():
        picture = cv2.imdecode(np.frombuffer(paper.data, np.uint8), cv2.IMREAD_COLOR).astype(np.int32)
        height, width = picture.shape[:2]
        for seal in paper.truth.seals:
            if seal.color is not SealColor.RED or not seal.complete or len(paper.truth.seals) > 1:
                continue
            red = picture[..., 2] - np.minimum(picture[..., 0], picture[..., 1]) > 45
            left, top = int(seal.box.left * width), int(seal.box.top * height)
            inside = red[top : int(seal.box.bottom * height), left : int(seal.box.right * width)]
            rows, columns = np.nonzero(inside.any(axis=1))[0], np.nonzero(inside.any(axis=0))[0]
            assert rows[0] < 0.08 * len(inside)
            assert rows[-1] > 0.92 * len(inside)
            assert columns[0] < 0.08 * inside.shape[1]
            assert columns[-1] > 0.92 * inside.shape[1]
            seen += 1
    assert seen >= 5


def test_turned_pictures_need_the_turn_their_truth_names() -> None:
    upright = draw("a", "certificate-plain", Random(5), ("clean_scan", 0))
    turned = draw("a", "certificate-plain", Random(5), ("clean_scan", 90))
    assert turned.truth.rotation == 90
    first = cv2.imdecode(np.frombuffer(upright.data, np.uint8), cv2.IMREAD_GRAYSCALE)
    second = cv2.imdecode(np.frombuffer(turned.data, np.uint8), cv2.IMREAD_GRAYSCALE)
    set_upright = cv2.rotate(second, cv2.ROTATE_90_CLOCKWISE)
    assert set_upright.shape == first.shape
    assert np.abs(set_upright.astype(int) - first.astype(int)).mean() < 2


def test_a_positive_skew_falls_clockwise() -> None:
    """The rule under the head of a ruled page sinks to the right where the truth says positive."""
    for seed in range(40):
        paper = draw("a", "certificate-framed", Random(seed), ("clean_scan", 0))
        if abs(paper.truth.skew_degrees) > 1.0:
            break
    picture = cv2.imdecode(np.frombuffer(paper.data, np.uint8), cv2.IMREAD_GRAYSCALE)
    dark = (picture < 120).astype(np.uint8)
    dark[:, : picture.shape[1] // 10] = 0
    found = cv2.HoughLinesP(dark * 255, 1, np.pi / 1800, 200, minLineLength=picture.shape[1] // 2, maxLineGap=8)
    angles = [np.degrees(np.arctan2(y1 - y0, x1 - x0)) for x0, y0, x1, y1 in found.reshape(-1, 4)]
    level = [angle for angle in angles if abs(angle) < 10]
    assert np.median(level) == pytest.approx(paper.truth.skew_degrees, abs=0.3)


@pytest.mark.parametrize("layout", sorted(FURTHER | KEPT))
def test_further_layouts_print_what_their_truth_says(layout: str) -> None:
    sheet = sheet_of(layout, Random(layout))
    printed = "".join(sheet.lines()).replace(" ", "")
    assert kind_of(layout) in DocType
    assert sheet.image.getextrema() != ((255, 255),) * 3
    if sheet.lines():
        names = [str(value) for field, value in sheet.fields.items() if field == "patient_name" and value]
        assert all(name in printed for name in names)


def test_layouts_kept_aside_are_not_among_those_to_tune_on() -> None:
    known = {layout for layouts in LAYOUTS.values() for layout in layouts} | set(FURTHER)
    assert not known & set(KEPT)
    assert len(FURTHER) >= 20
