"""What hides text: print that runs out of the picture, things on the page, patterns of a photographed screen."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.clarity.light import Trouble
from intake.clarity.text import Print
from intake.page import Pixels
from models.codes import ClarityKind
from models.place import Box

_EDGE = 0.25
"""A line nearer to the picture's edge than this share of its height touches it."""


def cut_off(prints: list[Print], width: int, height: int) -> list[Trouble]:
    """Sides of the picture where text runs out of it: two lines or more that touch it, or one cut along its height."""
    troubles = []
    for side in ("left", "right", "top", "bottom"):
        touching = [each for each in prints if _touches(each, side, width, height)]
        upright = side in ("left", "right")
        if len(touching) >= (2 if upright else 1):
            box = touching[0].box
            for each in touching[1:]:
                box = box.union(each.box)
            severity = min(0.4 + 0.6 * len(touching) / max(len(prints), 1), 1.0)
            troubles.append(Trouble(ClarityKind.CUT_OFF, severity, box))
    return troubles


def _touches(line: Print, side: str, width: int, height: int) -> bool:
    near = _EDGE * line.height
    match side:
        case "left":
            return line.box.left * width <= max(near, 1.0)
        case "right":
            return (1 - line.box.right) * width <= max(near, 1.0)
        case "top":
            return line.box.top * height <= 1.0
        case _:
            return (1 - line.box.bottom) * height <= 1.0


def covered(pixels: Pixels, prints: list[Print]) -> list[Trouble]:
    """Things over the page: patches of another colour than paper that come in from the picture's edge and reach into
    the block of text. Sheets that do not fill the picture show the table at the edge, but not within the text."""
    if len(prints) < 4:
        return []
    height, width = pixels.shape[:2]
    scale = 240 / max(height, width)
    size = (max(round(width * scale), 16), max(round(height * scale), 16))
    small = cv2.medianBlur(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), 5)
    lab = cv2.cvtColor(small, cv2.COLOR_BGR2LAB).astype(np.float32)
    block = _text_block(prints, size)
    inside = np.zeros(lab.shape[:2], dtype=bool)
    inside[block[1] : block[3], block[0] : block[2]] = True
    paper = np.median(lab[inside], axis=0)
    # Shadow darkens paper but keeps its tint; skin, cloth and wood have their own.
    tint = np.hypot(lab[..., 1] - paper[1], lab[..., 2] - paper[2])
    foreign = ((tint > 14) | (lab[..., 0] < 0.3 * paper[0])).astype(np.uint8)
    foreign = cv2.morphologyEx(foreign, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(foreign)
    troubles = []
    for label in range(1, count):
        x, y, w, h, area = (int(value) for value in stats[label])
        at_edge = x == 0 or y == 0 or x + w == size[0] or y + h == size[1]
        over = int(((labels == label) & inside).sum())
        if not at_edge or over < 0.012 * inside.sum() or area < 0.01 * labels.size:
            continue
        ys, xs = np.nonzero((labels == label) & inside)
        box = Box.clipped(xs.min() / size[0], ys.min() / size[1], (xs.max() + 1) / size[0], (ys.max() + 1) / size[1])
        troubles.append(Trouble(ClarityKind.OCCLUSION, min(0.4 + 6.0 * over / inside.sum(), 1.0), box))
    return troubles


def _text_block(prints: list[Print], size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The rectangle in which all but the outermost lines stand, in cells: left, top, right, bottom."""
    left = float(np.percentile([each.box.left for each in prints], 10))
    right = float(np.percentile([each.box.right for each in prints], 90))
    top = min(each.box.top for each in prints)
    bottom = max(each.box.bottom for each in prints)
    return int(left * size[0]), int(top * size[1]), int(right * size[0]) + 1, int(bottom * size[1]) + 1


def moire(grey: NDArray[np.uint8], prints: list[Print]) -> list[Trouble]:
    """Regular fine stripes on bare paper, as of a photographed screen: one wavelength that stands far out of the
    spectrum of several tiles without text."""
    tile = 128
    height, width = grey.shape
    busy = np.zeros(grey.shape, dtype=np.uint8)
    for each in prints:
        busy[
            int(each.box.top * height) : int(each.box.bottom * height) + 1,
            int(each.box.left * width) : int(each.box.right * width) + 1,
        ] = 1
    peaks: list[tuple[float, int, int]] = []
    for y in range(tile // 2, height - tile, tile * 2):
        for x in range(tile // 2, width - tile, tile * 2):
            if busy[y : y + tile, x : x + tile].mean() < 0.02 and len(peaks) < 24:
                peaks.append(_stripes(grey[y : y + tile, x : x + tile]))
    if len(peaks) < 6:
        return []
    usual = float(np.median([strength for strength, _, _ in peaks]))
    # A screen's stripes have one wavelength and direction all over the page; creases and print do not.
    middle = np.median([(row, column) for _, row, column in peaks], axis=0)
    alike = [abs(row - middle[0]) <= 3 and abs(column - middle[1]) <= 3 for _, row, column in peaks]
    if np.mean(alike) < 0.6:
        return []
    # Grain, JPEG blocks and paper give 4-9; stripes of a screen 25 and more.
    return [Trouble(ClarityKind.MOIRE, float(np.clip((usual - 12) / 60, 0.3, 1.0)))] if usual > 18 else []


def _stripes(tile: NDArray[np.uint8]) -> tuple[float, int, int]:
    """How far the strongest wave of 3 to 16 pixels stands out of the usual in a bare tile, off the JPEG grid's axes,
    and its row and column in the spectrum."""
    flat = tile.astype(np.float32) - cv2.GaussianBlur(tile, (0, 0), 8).astype(np.float32)
    if float(flat.std()) < 1.0:
        return 0.0, 0, 0
    side = tile.shape[0]
    window = np.hanning(side)[:, None] * np.hanning(side)[None, :]
    power = np.abs(np.fft.rfft2(flat * window))
    fy, fx = np.fft.fftfreq(side)[:, None], np.fft.rfftfreq(side)[None, :]
    wave = np.hypot(fy, fx)
    ring = (wave > 1 / 16) & (wave < 1 / 3) & (np.abs(fy) > 0.012) & (np.abs(fx) > 0.012)
    # Blocks of a JPEG repeat every 8 pixels.
    ring &= (np.abs(fy * 8 - np.round(fy * 8)) > 0.12) & (np.abs(fx * 8 - np.round(fx * 8)) > 0.12)
    power[~ring] = 0.0
    row, column = np.unravel_index(int(np.argmax(power)), power.shape)
    strength = float(power.max() / max(float(np.median(power[ring])), 1e-6))
    # Rows of the spectrum count from minus to plus, so that near frequencies have near numbers.
    return strength, int((row + side // 2) % side), int(column)
