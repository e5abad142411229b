"""Pages to measure the clarity of, with the lines an engine reads on them."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from intake.clarity import PageClarity, measure_clarity
from intake.page import Line, PageImage, Pixels
from models.codes import ClarityKind
from models.document import ClarityProblem
from models.place import Box

FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
TEXT = "患者因反复胸闷气促三年加重两天入院治疗"
WIDTH, HEIGHT, SIZE = 1000, 1400, 32
PAPER = 250


def sheet(left: int = 90) -> tuple[Pixels, list[Line]]:
    """A white page of 18 lines and the lines as an engine reads them."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), (PAPER, PAPER, PAPER))
    pen, font = ImageDraw.Draw(picture), ImageFont.truetype(FONT, SIZE, index=2)
    lines = []
    for row in range(18):
        top = 90 + 68 * row
        pen.text((left, top), TEXT, (35, 35, 35), font)
        box = Box.clipped(left / WIDTH, (top + 2) / HEIGHT, (left + SIZE * len(TEXT)) / WIDTH, (top + 44) / HEIGHT)
        lines.append(Line(TEXT, 0.99, box))
    return np.ascontiguousarray(np.asarray(picture)[:, :, ::-1]), lines


def measured(pixels: Pixels, lines: Sequence[Line]) -> PageClarity:
    return measure_clarity(PageImage.of_source("0" * 64, 0, pixels), lines)


def kinds(clarity: PageClarity) -> set[ClarityKind]:
    return {problem.kind for problem in clarity.problems}


def only(clarity: PageClarity, kind: ClarityKind) -> ClarityProblem:
    """The one problem of a kind."""
    (problem,) = (one for one in clarity.problems if one.kind is kind)
    return problem


def read_at(lines: Sequence[Line], confidence: float) -> list[Line]:
    """The lines, read so surely."""
    return [Line(line.text, confidence, line.box) for line in lines]


def left_of(lines: Sequence[Line], hidden: Box) -> list[Line]:
    """What an engine reads where a part of the page is hidden: the pieces of each line beside it."""
    pieces = []
    for line in lines:
        if hidden.overlap(line.box) == 0:
            pieces.append(line)
            continue
        for start, end in ((line.box.left, hidden.left), (hidden.right, line.box.right)):
            share = (end - start) / line.box.width
            if share > 0.06:
                piece = Box(left=start, top=line.box.top, right=end, bottom=line.box.bottom)
                pieces.append(Line(TEXT[: round(share * len(TEXT))], line.confidence, piece))
    return pieces


def framed(pixels: Pixels, lines: Sequence[Line], margin: int) -> tuple[Pixels, list[Line]]:
    """The page on a dark table that is seen all around it."""
    table = np.full((HEIGHT + 2 * margin, WIDTH + 2 * margin, 3), (60, 100, 150), np.uint8)
    table[margin:-margin, margin:-margin] = pixels
    height, width = table.shape[:2]
    moved = [
        Line(
            line.text,
            line.confidence,
            Box.clipped(
                (line.box.left * WIDTH + margin) / width,
                (line.box.top * HEIGHT + margin) / height,
                (line.box.right * WIDTH + margin) / width,
                (line.box.bottom * HEIGHT + margin) / height,
            ),
        )
        for line in lines
    ]
    return table, moved


def softened(pixels: Pixels, sigma: float) -> Pixels:
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), dtype=np.uint8)


def bare() -> Pixels:
    """The back of a scanned sheet: grain, dust, a punched hole and what shines through from the front."""
    grain = np.random.default_rng(0)
    through = cv2.GaussianBlur(sheet()[0][:, ::-1], (0, 0), 2).astype(np.float64)
    pixels = np.clip(247 - 0.1 * (250 - through) + grain.normal(0, 3, through.shape), 0, 255).astype(np.uint8)
    for _ in range(12):
        y, x = grain.integers(0, HEIGHT - 4), grain.integers(0, WIDTH - 4)
        pixels[y : y + 3, x : x + 3] = 90
    return np.asarray(cv2.circle(pixels, (25, 700), 14, (60, 60, 60), -1), dtype=np.uint8)


def film() -> Pixels:
    """Dark clouds without a word, as of a film held against a window."""
    clouds = np.random.default_rng(1).normal(0, 600, (HEIGHT, WIDTH))
    grey = np.clip(40 + cv2.GaussianBlur(clouds, (0, 0), 12), 0, 255).astype(np.uint8)
    return np.ascontiguousarray(np.repeat(grey[:, :, None], 3, axis=2))
