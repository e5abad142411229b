import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.geometry.flatten import flatten, levelling, warped
from intake.geometry.sheet import look_for_sheet
from intake.geometry.skew import LOOKED_AT, Slant, slant_of
from intake.page import Line, PageImage, Pixels
from intake.print import lower_edges, scaled_grey
from models.place import Box
from tests.intake.geometry.pages import NoEngine, in_source, noisy, on_table, page_of, printed, skewed

CORNERS = [(150, 120), (1290, 190), (1240, 1780), (90, 1700)]


def slant_left(page: PageImage) -> Slant:
    return slant_of(lower_edges(scaled_grey(page.pixels, LOOKED_AT)[0]))


def marked(pixels: Pixels, places: list[tuple[int, int]], side: int = 24) -> Pixels:
    """The page with a blue square at each place."""
    for x, y in places:
        pixels[y - side // 2 : y + side // 2, x - side // 2 : x + side // 2] = (255, 0, 0)
    return pixels


def marks(page: PageImage) -> list[tuple[float, float]]:
    """The middles of the page's blue squares, in pixels counted at their edges, in no particular order."""
    blue = (page.pixels[:, :, 0].astype(int) - page.pixels[:, :, 2] > 120).astype(np.uint8)
    _, _, stats, middles = cv2.connectedComponentsWithStats(blue)
    return [(x + 0.5, y + 0.5) for (x, y), stat in zip(middles[1:], stats[1:], strict=True) if stat[4] > 200]


def test_a_flat_level_page_is_handed_back_unchanged() -> None:
    page = page_of(printed())
    flat, skew = flatten(page, NoEngine())
    assert flat is page
    assert abs(skew) < 0.05


def test_a_page_with_a_text_layer_lies_flat() -> None:
    line = Line("文字", 1.0, Box(left=0.1, top=0.1, right=0.5, bottom=0.2))
    page = PageImage.of_source("0" * 64, 0, skewed(printed(), 3), (line,))
    assert flatten(page, NoEngine()) == (page, 0.0)


@pytest.mark.parametrize("degrees", [-7.5, -0.9, 2.2, 8.0])
def test_a_skewed_scan_is_made_level_with_all_its_corners_kept(degrees: float) -> None:
    page = page_of(skewed(printed(), degrees))
    flat, skew = flatten(page, NoEngine())
    assert skew == pytest.approx(degrees, abs=0.08)
    assert abs(slant_left(flat).skew) < 0.05
    assert flat.width >= page.width
    assert flat.height >= page.height
    corners = in_source(flat, [(0, 0), (flat.width, 0), (flat.width, flat.height), (0, flat.height)])
    assert corners.min() <= 0
    assert corners.max() >= 1


@pytest.mark.parametrize("ink", [(70, 60, 200), (200, 90, 40)], ids=["red", "blue"])
def test_a_stamp_pressed_askew_does_not_turn_a_page_of_two_lines(ink: tuple[int, int, int]) -> None:
    page = np.full((930, 1320, 3), 250, np.uint8)
    for row in (200, 260):
        cv2.putText(
            page, "issued 2017.11.08 valid until 2037.11.08", (300, row), cv2.FONT_HERSHEY_SIMPLEX, 0.7, (40,) * 3, 2
        )
    mark = np.full((120, 620, 3), 255, np.uint8)
    cv2.rectangle(mark, (4, 4), (615, 115), ink, 6)
    cv2.putText(mark, "AGREES WITH THE ORIGINAL", (30, 75), cv2.FONT_HERSHEY_SIMPLEX, 1.25, ink, 4)
    turn = cv2.getRotationMatrix2D((310, 60), 8.5, 1.0) + np.array([[0, 0, 340], [0, 0, 560]])
    pressed = cv2.warpAffine(mark, turn, (1320, 930), borderValue=(255, 255, 255))
    _, skew = flatten(page_of(np.minimum(page, np.asarray(pressed, dtype=np.uint8))), NoEngine())
    assert abs(skew) < 0.2


def test_a_page_printed_in_red_alone_is_made_level() -> None:
    red = np.asarray(np.where(printed() < 128, np.array([60, 50, 190], np.uint8), printed()), dtype=np.uint8)
    _, skew = flatten(page_of(skewed(red, 2.2)), NoEngine())
    assert skew == pytest.approx(2.2, abs=0.08)


def test_what_lies_beyond_the_page_is_of_the_papers_colour() -> None:
    flat, _ = flatten(page_of(skewed(printed(), 5)), NoEngine())
    assert flat.pixels[:3, :3].min() > 235


def test_a_sheet_on_a_table_is_seen_from_above_and_nothing_of_it_is_cut_away() -> None:
    photograph = noisy(on_table(printed(), CORNERS, (1400, 1900)))
    page = page_of(photograph)
    flat, _ = flatten(page, NoEngine())
    assert abs(slant_left(flat).skew) < 0.25
    sides = in_source(flat, [(0, 0), (flat.width, 0), (flat.width, flat.height), (0, flat.height)]) * (1400, 1900)
    outline = sides.astype(np.float32)
    assert all(cv2.pointPolygonTest(outline, corner, False) >= 0 for corner in CORNERS)
    assert cv2.contourArea(outline) < 1.1 * cv2.contourArea(np.array(CORNERS, np.float32))


@pytest.mark.parametrize("table", [244, 235])
def test_a_sheet_that_does_not_stand_out_is_left_whole(table: int) -> None:
    assert look_for_sheet(on_table(printed(), CORNERS, (1400, 1900), table)).corners is None


def test_of_a_sheet_with_a_corner_out_of_the_picture_nothing_that_is_seen_is_cut_away() -> None:
    cut = on_table(printed(), [(150, 120), (1480, 190), (1380, 2050), (90, 1700)], (1400, 1900))
    flat, _ = flatten(page_of(cut), NoEngine())
    sides = in_source(flat, [(0, 0), (flat.width, 0), (flat.width, flat.height), (0, flat.height)]) * (1400, 1900)
    seen = [(150, 120), (1399, 185), (1399, 1850), (700, 1870), (90, 1700)]
    assert all(cv2.pointPolygonTest(sides.astype(np.float32), point, True) >= -10 for point in seen)


def test_a_dark_picture_on_a_page_is_no_table() -> None:
    page = printed()
    page[300:900, 200:1000] = 40
    assert look_for_sheet(page).corners is None


def test_lines_that_converge_are_made_parallel() -> None:
    page = page_of(printed())
    there, size = levelling(Slant(2.0, 0.04), (page.width, page.height))
    bent = cv2.warpPerspective(page.pixels, there, size, flags=cv2.WARP_INVERSE_MAP, borderValue=(245, 245, 245))
    converging = page_of(np.asarray(bent, np.uint8))
    assert slant_left(converging).convergence > 0.02
    flat, _ = flatten(converging, NoEngine())
    left = slant_left(flat)
    assert (abs(left.skew) < 0.1, left.convergence) == (True, 0.0)


PLACES = [(150, 130), (1080, 140), (620, 877), (140, 1600), (1100, 1620)]


@given(skew=st.floats(-20, 20), convergence=st.floats(-0.12, 0.12))
def test_every_point_goes_back_to_where_it_was(skew: float, convergence: float) -> None:
    there, size = levelling(Slant(skew, convergence), (2000, 1500))
    points = np.array([[(0, 0), (2000, 0), (2000, 1500), (0, 1500), (700, 300)]], np.float64)
    moved = cv2.perspectiveTransform(points, there)
    if abs(skew) >= 0.2 or convergence:
        assert moved.min() >= -1e-6
        assert (moved[0].max(axis=0) <= np.array(size) + 1).all()
    assert cv2.perspectiveTransform(moved, np.linalg.inv(there)) == pytest.approx(points, abs=1e-6)


@pytest.mark.parametrize("slant", [Slant(3.0), Slant(-8.0), Slant(14.0), Slant(2.0, 0.05), Slant(-1.0, -0.08)])
def test_marks_on_a_levelled_page_are_carried_back_within_two_pixels(slant: Slant) -> None:
    flat = warped(page_of(marked(printed(1240, 1754, 2), PLACES)), *levelling(slant, (1240, 1754)))
    back = in_source(flat, marks(flat)) * (1240, 1754)
    assert len(back) == len(PLACES)
    assert all(np.abs(back - place).max(axis=1).min() < 2 for place in PLACES)


def test_marks_on_a_sheet_are_carried_back_within_two_pixels() -> None:
    photograph = on_table(marked(printed(), PLACES), CORNERS, (1400, 1900))
    before = np.array(marks(page_of(photograph)))
    flat, _ = flatten(page_of(photograph), NoEngine())
    assert flat.pixels.shape != photograph.shape
    back = in_source(flat, marks(flat)) * (1400, 1900)
    assert len(back) == len(before) == len(PLACES)
    assert all(np.abs(back - place).max(axis=1).min() < 2 for place in before)


@pytest.mark.parametrize("shade", [0, 128, 255])
@pytest.mark.parametrize("size", [(1, 1), (40, 30), (2339, 1654)])
def test_a_page_without_any_print_is_handed_back_unchanged(size: tuple[int, int], shade: int) -> None:
    page = page_of(np.full((*size, 3), shade, dtype=np.uint8))
    flat, skew = flatten(page, NoEngine())
    assert flat is page
    assert skew == 0
