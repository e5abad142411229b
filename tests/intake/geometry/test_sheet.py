import cv2
import numpy as np
import pytest

from intake.geometry.sheet import Corners, look_for_sheet
from intake.page import Pixels
from tests.intake.geometry.pages import noisy, printed

SIZE = (1500, 2000)
CORNERS = [(220, 180), (1310, 230), (1270, 1800), (150, 1750)]


def lying(table: Pixels, corners: list[tuple[int, int]], sheet: Pixels | None = None) -> Pixels:
    """A photograph of a sheet on a table (H, W, 3), its corners clockwise from the top left."""
    page = printed() if sheet is None else sheet
    height, width = page.shape[:2]
    start = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    there = cv2.getPerspectiveTransform(start, np.array(corners, np.float32))
    photograph = table.copy()
    cv2.warpPerspective(page, there, SIZE, dst=photograph, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_TRANSPARENT)
    return noisy(cv2.GaussianBlur(photograph, (5, 5), 0).astype(np.uint8))


def plain(*colour: int) -> Pixels:
    return np.full((SIZE[1], SIZE[0], 3), colour, np.uint8)


def checked() -> Pixels:
    rows, columns = np.mgrid[: SIZE[1], : SIZE[0]]
    table = plain(90, 100, 160)
    table[(rows // 110 + columns // 110) % 2 > 0] = (190, 200, 205)
    return table


def striped() -> Pixels:
    rows, columns = np.mgrid[: SIZE[1], : SIZE[0]]
    table = plain(60, 90, 120)
    table[(rows + 2 * columns) % 160 < 60] = (80, 60, 40)
    return table


def grained() -> Pixels:
    waves = np.sin(np.arange(SIZE[1]) / 9) * 14 + np.sin(np.arange(SIZE[1]) / 31) * 10
    return np.asarray(np.clip(plain(80, 120, 160) + waves[:, None, None], 0, 255), dtype=np.uint8)


TABLES = {
    "dark": plain(40, 44, 46),
    "grey": plain(150, 150, 150),
    "pale": plain(226, 228, 228),
    "blue": plain(190, 150, 90),
    "checked": checked(),
    "striped": striped(),
    "wood": grained(),
}


def off(found: Corners | None, corners: list[tuple[int, int]]) -> float:
    """The farthest that a corner was found from its place, in pixels."""
    assert found is not None
    return float(np.linalg.norm(found - np.array(corners), axis=1).max())


@pytest.mark.parametrize("table", sorted(TABLES))
def test_a_sheet_is_found_on_any_table(table: str) -> None:
    # Eight pixels are two at the size at which sheets are looked for; the margin kept around them is sixteen.
    assert off(look_for_sheet(lying(TABLES[table], CORNERS)).corners, CORNERS) < 12


def test_a_sheet_darker_than_its_table_is_found() -> None:
    assert off(look_for_sheet(lying(plain(245, 245, 245), CORNERS, printed(ground=190))).corners, CORNERS) < 12


def test_a_finger_on_a_side_hides_no_sheet() -> None:
    photograph = lying(TABLES["dark"], CORNERS)
    cv2.line(photograph, (0, 1050), (300, 1000), (120, 150, 200), 110)
    assert off(look_for_sheet(photograph).corners, CORNERS) < 45


def test_things_beside_the_sheet_are_not_taken_for_it() -> None:
    photograph = lying(TABLES["grey"], CORNERS)
    cv2.rectangle(photograph, (1330, 300), (1490, 900), (250, 250, 250), -1)
    cv2.circle(photograph, (700, 1900), 80, (60, 60, 200), -1)
    assert off(look_for_sheet(photograph).corners, CORNERS) < 12


def test_a_sheet_that_touches_the_pictures_edge_ends_there() -> None:
    corners = [(-60, 180), (1310, 230), (1270, 1800), (-130, 1750)]
    found = look_for_sheet(lying(TABLES["dark"], corners)).corners
    assert off(found, [(0, 182), (1310, 230), (1270, 1800), (0, 1754)]) < 15


@pytest.mark.parametrize("lower", [150, 205])
def test_half_of_a_folded_sheet_is_not_taken_for_the_sheet(lower: int) -> None:
    page = printed()
    page[900:] = (page[900:].astype(int) * lower // 245).astype(np.uint8)
    cv2.putText(page, "signed by the physician", (500, 1300), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (30, 30, 30), 2)
    photograph = lying(TABLES["blue"], CORNERS, page)
    found = look_for_sheet(photograph).corners
    assert found is None or off(found, CORNERS) < 45


@pytest.mark.parametrize("table", ["dark", "wood", "blue"])
def test_a_sheet_does_not_end_where_a_shadow_begins(table: str) -> None:
    photograph = lying(TABLES[table], CORNERS)
    light = np.clip((1000 - np.arange(SIZE[1])) / 12, 0, 1) * 0.78 + 0.22
    photograph = np.asarray(photograph * light[:, None, None], dtype=np.uint8)
    found = look_for_sheet(photograph).corners
    assert found is None or off(found, CORNERS) < 45


@pytest.mark.parametrize("table", ["dark", "wood"])
def test_squared_paper_printed_on_a_sheet_is_not_the_sheet(table: str) -> None:
    page = printed(ground=250)
    height, width = page.shape[:2]
    top, bottom, left, right = int(height * 0.4), int(height * 0.8), 30, width - 30
    page[top:bottom, left:right] = (215, 205, 250)
    for x in range(left, right, 60):
        page[top + 30 : bottom - 30, x : x + 2] = (120, 110, 160)
    found = look_for_sheet(lying(TABLES[table], CORNERS, page)).corners
    assert found is None or off(found, CORNERS) < 45


@pytest.mark.parametrize("colour", [(118, 130, 22), (215, 110, 45)], ids=["green", "blue"])
def test_neither_the_coloured_head_of_a_screen_nor_what_is_below_it_is_the_sheet(
    colour: tuple[int, int, int],
) -> None:
    shown = np.full((1118, 551, 3), 250, np.uint8)
    shown[:200] = colour
    for row in range(480, 1090, 42):
        cv2.putText(shown, "Medical insurance card", (60, row), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (30, 30, 30), 2)
    for row in (50, 130):
        cv2.putText(shown, "5113 2219 8108", (60, row), cv2.FONT_HERSHEY_SIMPLEX, 1.1, (255, 255, 255), 3)
    scanned = cv2.copyMakeBorder(shown, 4, 4, 4, 4, cv2.BORDER_CONSTANT, value=(200, 200, 200))
    assert look_for_sheet(noisy(np.asarray(scanned, dtype=np.uint8), 2.0)).corners is None


def test_a_scan_shows_nothing_but_the_sheet() -> None:
    assert look_for_sheet(noisy(printed())).corners is None


def test_a_box_on_a_form_is_no_sheet() -> None:
    page = printed(ground=235)
    cv2.rectangle(page, (150, 300), (1100, 1500), (20, 20, 20), 3)
    assert look_for_sheet(page).corners is None
    page[:] = np.minimum(page, 215)
    page[320:1480, 170:1080] = np.maximum(page[320:1480, 170:1080], 30) + 20
    assert look_for_sheet(page).corners is None


@pytest.mark.parametrize("size", [(1, 1), (1, 400), (12, 9), (400, 300)])
def test_nothing_is_found_on_nothing(size: tuple[int, int]) -> None:
    assert look_for_sheet(np.full((*size, 3), 200, np.uint8)).corners is None
    assert look_for_sheet(np.random.default_rng(5).integers(0, 255, (*size, 3)).astype(np.uint8)).corners is None
