import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.geometry.dewarp import bend_of, unbent
from intake.geometry.field import Field
from intake.page import Matrix, PageImage
from models.place import Box
from tests.intake.geometry.bent import bent, unbent_page, wavy
from tests.intake.geometry.pages import page_of, printed

SIZE = (1414, 2000)
fields = st.builds(
    lambda slope, waves, phase, twist: wavy(SIZE, slope, waves, phase, twist),
    slope=st.floats(-0.35, 0.35),
    waves=st.floats(0.3, 2.0),
    phase=st.floats(0, 6.28),
    twist=st.floats(-1.5, 1.5),
)
turns = st.builds(
    lambda skew, slant, across: np.array([[1, skew, 20], [-skew, 1, 30], [across, slant, 1]]),
    skew=st.floats(-0.1, 0.1),
    slant=st.floats(-5e-5, 5e-5),
    across=st.floats(-5e-5, 5e-5),
)
places = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=12)


def blank(turn: Matrix) -> PageImage:
    """A page 2000 pixels high that was seen from a slant before it was bent flat."""
    return page_of(np.zeros((SIZE[1], SIZE[0], 3), np.uint8)).warped(np.zeros((SIZE[1], SIZE[0], 3), np.uint8), turn)


@given(field=fields, turn=turns, places=places)
def test_every_point_of_a_dewarped_page_goes_to_its_source_and_back(
    field: Field, turn: Matrix, places: list[tuple[float, float]]
) -> None:
    page = unbent_page(blank(turn), field)
    points = np.array(places) * (page.width, page.height)
    back = page.on_page(page.in_source(points))
    assert np.abs(back - points).max() < 0.1


@given(field=fields, places=places)
def test_points_come_from_where_the_field_took_them_within_two_pixels(
    field: Field, places: list[tuple[float, float]]
) -> None:
    flat = blank(np.eye(3))
    page = unbent_page(flat, field)
    before = np.array(places) * SIZE
    moved = field.moved(before)
    top = moved[0, 1] - page.on_page(flat.in_source(before[:1]))[0, 1]
    there = page.in_source(moved - np.array([0, top])) * SIZE
    assert np.abs(there - before).max() < 2
    assert np.abs(page.on_page(flat.in_source(before)) + np.array([0, top]) - moved).max() < 2


@given(field=fields, turn=turns, box=st.tuples(*[st.floats(0.05, 0.95)] * 4).map(lambda edges: Box.clipped(*edges)))
def test_a_box_in_the_source_holds_all_of_its_box_on_a_dewarped_page(field: Field, turn: Matrix, box: Box) -> None:
    page = unbent_page(blank(turn), field)
    source = page.source_box(box)
    share = np.random.default_rng(3).random((40, 2))
    inside = np.array([box.left, box.top]) + share * (box.right - box.left, box.bottom - box.top)
    there = page.in_source(inside * (page.width, page.height))
    seen = there[((there > 0) & (there < 1)).all(axis=1)]
    aside = 2 / 2000
    assert (seen >= np.array([source.left, source.top]) - aside).all()
    assert (seen <= np.array([source.right, source.bottom]) + aside).all()


@pytest.mark.parametrize(("slope", "waves"), [(0.08, 1.0), (-0.2, 0.6), (0.15, 1.7)])
def test_marks_on_a_dewarped_page_are_carried_back_within_two_pixels(slope: float, waves: float) -> None:
    size = (1240, 1754)
    field = wavy(size, slope, waves)
    pixels = printed(*size, 2)
    for x, y in [(150, 130), (1080, 140), (620, 877), (140, 1600), (1100, 1620)]:
        cv2.circle(pixels, (x, y), 14, (255, 0, 0), -1)
    page = page_of(bent(pixels, field))
    flat = unbent(page, page, np.eye(3), field, 1.0)
    before, after = marks(page), marks(flat)
    there = flat.in_source(after) * size
    assert len(before) == len(after) == 5
    assert all(np.abs(there - place).max(axis=1).min() < 2 for place in before)


def test_a_dewarped_page_is_halved_with_its_way_back() -> None:
    page = unbent_page(blank(np.eye(3)), wavy(SIZE, 0.2))
    half = page.halved()
    points = np.array([(100.0, 200.0), (1300.0, 1900.0), (700.0, 20.0)])
    share = np.array([half.width / page.width, half.height / page.height])
    assert half.in_source(points * share) == pytest.approx(page.in_source(points), abs=1e-9)
    assert half.on_page(page.in_source(points)) == pytest.approx(points * share, abs=0.01)


def test_a_field_that_moves_nothing_is_no_bend() -> None:
    bend, size = bend_of(wavy(SIZE, 0.0), 1.0)
    points = np.array([(0.0, 0.0), (1414.0, 2000.0), (-30.0, 2040.0), (700.5, 1000.25)])
    assert size == SIZE
    assert bend.before(points) == pytest.approx(points, abs=1e-6)
    assert bend.after(points) == pytest.approx(points, abs=1e-3)


def marks(page: PageImage) -> Matrix:
    """The middles of the page's blue marks, in pixels counted at their edges."""
    blue = (page.pixels[:, :, 0].astype(int) - page.pixels[:, :, 2] > 120).astype(np.uint8)
    _, _, stats, middles = cv2.connectedComponentsWithStats(blue)
    return np.array([(x + 0.5, y + 0.5) for (x, y), stat in zip(middles[1:], stats[1:], strict=True) if stat[4] > 200])
