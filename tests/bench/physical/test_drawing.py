"""The held-out pages are reproducible from the seed, and what is said of them is to be seen on them."""

from __future__ import annotations

from random import Random

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from models.codes import SealColor
from tests.bench.held_out import physical, seal_pages
from tests.bench.held_out.views import Stand, before_camera, bend, on_glass, way_back
from tests.bench.physical.page import FAMILIES, Group, PhysicalPage


def _pixels(page: PhysicalPage) -> NDArray[np.uint8]:
    picture = cv2.imdecode(np.frombuffer(page.data, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    return np.asarray(picture, dtype=np.uint8)


@pytest.fixture(scope="module")
def sealed() -> list[PhysicalPage]:
    return [page for number in (0, 2, 4, 14, 21) for page in physical.draw(4, Group("seals", number))]


@pytest.fixture(scope="module")
def spoiled() -> list[PhysicalPage]:
    return physical.draw(5, Group("clarity", 0))


def test_a_group_is_the_same_for_its_seed_and_another_for_another(sealed: list[PhysicalPage]) -> None:
    again = physical.draw(4, Group("seals", 2))[0]
    assert (again.data, again.truth) == (sealed[1].data, sealed[1].truth)
    assert physical.draw(5, Group("seals", 2))[0].data != again.data


@pytest.mark.parametrize("count", [40, 300], ids=str)
def test_the_plan_has_about_as_many_pages_as_asked_for_and_all_families(count: int) -> None:
    groups = physical.plan(count)
    pages = sum({"seals": 1, "clarity": 6, "geometry": 4}[group.family] for group in groups)
    assert abs(pages - count) <= 8
    assert {group.family for group in groups} == set(FAMILIES)
    assert all(group.family == "seals" for group in physical.plan(count, ("seals",)))


def test_every_recipe_of_seals_comes_round() -> None:
    recipes = seal_pages.RECIPES
    assert {recipes[number * seal_pages.APART % len(recipes)] for number in range(len(recipes))} == set(recipes)


def test_characters_stand_where_the_picture_is_dark(spoiled: list[PhysicalPage]) -> None:
    page = spoiled[0]
    grey = cv2.cvtColor(_pixels(page), cv2.COLOR_BGR2GRAY)
    height, width = grey.shape
    ink = []
    for left, top, right, bottom in np.concatenate([run.boxes for run in page.runs]):
        part = grey[int(top * height) : int(bottom * height) + 1, int(left * width) : int(right * width) + 1]
        ink.append(int(part.max()) - int(part.min()))
    assert np.mean(np.array(ink) > 40) > 0.97


def test_a_clarity_group_names_its_undegraded_page_and_hits_characters(spoiled: list[PhysicalPage]) -> None:
    assert spoiled[0].truth.twin is None
    assert {page.truth.twin for page in spoiled[1:]} == {spoiled[0].name}
    assert [len(page.truth.spoils) for page in spoiled] == [0, 0, 1, 1, 1, 1]
    assert all(page.hit[0].any() for page in spoiled[2:])
    assert len({tuple(run.text for run in page.runs) for page in spoiled}) == 1


def test_red_ink_fills_the_boxes_of_complete_red_seals(sealed: list[PhysicalPage]) -> None:
    checked = 0
    for page in sealed:
        for drawn in page.truth.seals:
            if drawn.seal.color is not SealColor.RED or drawn.cut or drawn.ink < 0.5:
                continue
            picture, box = _pixels(page).astype(int), drawn.seal.box
            height, width = picture.shape[:2]
            part = picture[
                int(box.top * height) : int(box.bottom * height), int(box.left * width) : int(box.right * width)
            ]
            red = part[..., 2] - part[..., :2].max(axis=2) > 25
            assert np.ptp(np.flatnonzero(red.any(axis=1))) > 0.85 * part.shape[0]
            assert np.ptp(np.flatnonzero(red.any(axis=0))) > 0.85 * part.shape[1]
            checked += 1
    assert checked


@pytest.mark.parametrize("kind", ["curl", "arch", "wave", "fold", "folds"])
def test_the_way_back_of_a_bent_sheet_leads_where_it_came_from(kind: str) -> None:
    size = (800, 1100)
    view = before_camera(size, (900, 1200), Stand((5.0, -4.0), 2.0, 0.9), bend(kind, Random(kind), size))  # type: ignore[arg-type]
    x, y = way_back(view)
    points = np.array([[120.0, 150.0], [400.0, 560.0], [690.0, 940.0], [100.0, 1000.0]])
    for point, there in zip(points, view.to_picture(points), strict=True):
        column, row = round(there[0]), round(there[1])
        assert np.hypot(x[row, column] - point[0], y[row, column] - point[1]) < 2.5


def test_a_skewed_scan_keeps_the_whole_sheet() -> None:
    view = on_glass((800, 1100), 4.0, 1.0)
    corners = view.to_picture(np.array([[0.0, 0.0], [800.0, 0.0], [800.0, 1100.0], [0.0, 1100.0]]))
    assert corners.min() > -1
    assert (corners.max(axis=0) < np.array(view.size) + 1).all()
    edge = corners[1] - corners[0]
    assert np.degrees(np.arctan2(edge[1], edge[0])) == pytest.approx(4.0)
