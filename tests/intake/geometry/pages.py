"""Pages drawn for measuring geometry: what is true of them is known to a hundredth of a pixel."""

from collections.abc import Sequence

import cv2
import numpy as np

from intake.ocr.engine import Orientation, ReadLine
from intake.ocr.spelling import Spelling
from intake.page import Matrix, PageImage, Pixels


class NoEngine:
    """For pages that lie flat: nothing of them is read to flatten them."""

    name, weights = "none", {"none": "0"}

    def read(self, pixels: Pixels) -> list[ReadLine]:
        raise AssertionError("a flat page is not read to flatten it")

    def spell(self, crops: Sequence[Pixels]) -> list[Spelling]:
        return []

    def find(self, pixels: Pixels) -> list[ReadLine]:
        return []

    def recognize(self, crops: Sequence[Pixels]) -> list[tuple[str, float]]:
        raise AssertionError("a flat page is not read to flatten it")

    def orientation(self, pixels: Pixels) -> Orientation:
        raise AssertionError("nobody asks which way up a page is to flatten it")


WORDS = "WBC 3.86 10^9/L ref 4.00-10.00 hospital report of the day, checked and signed"


def printed(width: int = 1240, height: int = 1754, lines: int = 24, *, ground: int = 245) -> Pixels:
    """A white page (H, W, 3) with level lines of text of different lengths."""
    pixels = np.full((height, width, 3), ground, np.uint8)
    pitch = (height - 300) // lines
    for number in range(lines):
        text = WORDS[: 20 + number * 37 % (len(WORDS) - 20)]
        place = (width // 9, 200 + pitch * number)
        cv2.putText(pixels, text, place, cv2.FONT_HERSHEY_SIMPLEX, width / 1450, (30, 30, 30), 2, cv2.LINE_AA)
    return pixels


def skewed(pixels: Pixels, degrees: float) -> Pixels:
    """The page with its lines falling clockwise by ``degrees``, in a frame of the same size."""
    height, width = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    border = tuple(float(channel) for channel in pixels[0, 0])
    return np.asarray(
        cv2.warpAffine(pixels, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=border), np.uint8
    )


def noisy(pixels: Pixels, grain: float = 5.0) -> Pixels:
    grains = np.random.default_rng(7).standard_normal(pixels.shape[:2], dtype=np.float32) * np.float32(grain)
    return np.clip(pixels + grains[:, :, None], 0, 255).astype(np.uint8)


def on_table(sheet: Pixels, corners: list[tuple[int, int]], size: tuple[int, int], table: int = 90) -> Pixels:
    """A photograph of the given size (width, height) of a sheet on a table, its corners clockwise from the top left."""
    height, width = sheet.shape[:2]
    start = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    there = cv2.getPerspectiveTransform(start, np.array(corners, np.float32))
    photograph = np.full((size[1], size[0], 3), table, np.uint8)
    cv2.warpPerspective(sheet, there, size, dst=photograph, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_TRANSPARENT)
    return photograph


def page_of(pixels: Pixels) -> PageImage:
    return PageImage.of_source("0" * 64, 0, pixels)


def in_source(page: PageImage, points: list[tuple[float, float]]) -> Matrix:
    """Points of a page in pixels, as fractions of its source page (N, 2)."""
    there = cv2.perspectiveTransform(np.array([points], np.float64), page.to_source)[0]
    return np.asarray(there, dtype=np.float64)
