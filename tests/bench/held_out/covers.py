"""What gets between the camera and the print: fingers, another paper, a note, things from the table."""

from __future__ import annotations

from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from models.codes import ClarityKind
from tests.bench.held_out.exposure import Exposure, Mark
from tests.bench.held_out.views import Picture

_SKIN = ((132, 164, 208), (120, 150, 196), (150, 180, 222), (96, 124, 168))
Point = tuple[float, float]


def occlusion(exposure: Exposure, amount: float, rng: Random) -> Exposure:
    """Something ``amount`` of the picture's width large lies over the print, mostly reaching in from outside."""
    h, w = exposure.pixels.shape[:2]
    reach = amount * w
    tip = exposure.spot(rng)
    root = min(
        (-0.4 * w, tip[1]),
        (1.4 * w, tip[1]),
        (tip[0], 1.4 * h),
        key=lambda at: abs(at[0] - tip[0]) + abs(at[1] - tip[1]),
    )
    root = (root[0] + rng.uniform(-0.15, 0.15) * w, root[1] + rng.uniform(-0.15, 0.15) * h)
    match rng.randrange(3):
        case 0:
            pixels, mask = fingers(exposure.pixels, root, tip, rng)
        case 1:
            pixels, mask = _slip(exposure.pixels, tip, (1.3 * reach, rng.uniform(0.8, 1.4) * reach), rng)
        case _:
            pixels, mask = _thing(exposure.pixels, tip, reach, rng)
    return exposure.marked(pixels, Mark(ClarityKind.OCCLUSION, amount, mask))


def fingers(pixels: Picture, root: Point, tip: Point, rng: Random) -> tuple[Picture, NDArray[np.bool_]]:
    """One to three fingers from ``root`` to ``tip``, rounded, with nails and a soft shadow."""
    h, w = pixels.shape[:2]
    thick = round(rng.uniform(0.055, 0.085) * w)
    skin = np.array(rng.choice(_SKIN), dtype=np.float32)
    layer, mask = pixels.astype(np.float32), np.zeros((h, w), dtype=np.uint8)
    along = np.array(tip) - np.array(root)
    along /= max(float(np.hypot(*along)), 1.0)
    across = np.array([-along[1], along[0]])
    nails = []
    for number in range(rng.choice((1, 1, 2, 3))):
        off = across * number * thick * 1.02 - along * number * thick * rng.uniform(0.2, 0.6)
        start, end = np.array(root) + off, np.array(tip) + off - along * thick / 2
        cv2.line(mask, _whole(start), _whole(end), (255,), thick, cv2.LINE_AA)
        nails.append((_whole(end + along * thick * 0.12), np.degrees(np.arctan2(along[1], along[0]))))
    depth = cv2.distanceTransform((mask > 127).astype(np.uint8), cv2.DIST_L2, 5) / (thick / 2)
    fall = cv2.GaussianBlur(np.roll(mask, (thick // 6, thick // 8), (0, 1)), (0, 0), thick / 5).astype(np.float32) / 255
    layer *= (1 - 0.45 * fall)[..., None]
    flesh = skin * (0.68 + 0.34 * np.clip(depth, 0, 1))[..., None]
    cover = (mask / 255.0)[..., None]
    layer = layer * (1 - cover) + flesh * cover
    drawn = np.clip(layer, 0, 255).astype(np.uint8)
    for at, turn in nails:
        size = (round(thick * 0.36), round(thick * 0.27))
        nail = tuple(float(v) for v in np.clip(skin * 1.12 + 8, 0, 255))
        cv2.ellipse(drawn, at, size, turn, 0, 360, nail, -1, cv2.LINE_AA)
    return np.asarray(drawn, dtype=np.uint8), mask > 127


def _whole(point: NDArray[np.float64]) -> tuple[int, int]:
    return round(float(point[0])), round(float(point[1]))


def _slip(pixels: Picture, at: Point, size: tuple[float, float], rng: Random) -> tuple[Picture, NDArray[np.bool_]]:
    """A slip of paper, a card or a note, with a few words of its own."""
    box = cv2.boxPoints((at, size, rng.uniform(-30, 30)))
    mask = np.zeros(pixels.shape[:2], dtype=np.uint8)
    cv2.fillPoly(mask, [box.astype(np.int32)], (255,), cv2.LINE_AA)
    colour = rng.choice(((238, 240, 240), (150, 226, 246), (214, 190, 160), (196, 220, 196), (180, 176, 226)))
    drawn = _laid(pixels, mask, colour, rng)
    for row in range(1, rng.randrange(2, 5)):
        start = box[1] + (box[2] - box[1]) * 0.12 + (box[0] - box[1]) * row * 0.18
        end = box[1] + (box[2] - box[1]) * rng.uniform(0.4, 0.85) + (box[0] - box[1]) * row * 0.18
        cv2.line(drawn, _whole(start), _whole(end), (120, 116, 112), max(round(size[1] * 0.03), 2), cv2.LINE_AA)
    return drawn, mask > 127


def _thing(pixels: Picture, at: Point, reach: float, rng: Random) -> tuple[Picture, NDArray[np.bool_]]:
    """A pen, a cup's foot, a phone's corner."""
    mask = np.zeros(pixels.shape[:2], dtype=np.uint8)
    match rng.randrange(3):
        case 0:
            angle, half = rng.uniform(0, np.pi), max(reach, 0.12 * pixels.shape[1])
            way = np.array([np.cos(angle), np.sin(angle)]) * half
            thick = max(round(0.03 * pixels.shape[1]), 8)
            cv2.line(mask, _whole(np.array(at) - way), _whole(np.array(at) + way), (255,), thick, cv2.LINE_AA)
        case 1:
            cv2.circle(mask, _whole(np.array(at)), max(round(0.6 * reach), 20), (255,), -1, cv2.LINE_AA)
        case _:
            box = cv2.boxPoints((at, (1.1 * reach, 1.9 * reach), rng.uniform(-40, 40)))
            cv2.fillPoly(mask, [box.astype(np.int32)], (255,), cv2.LINE_AA)
    colour = rng.choice(((40, 38, 38), (150, 60, 30), (40, 50, 150), (190, 196, 200), (70, 110, 60)))
    return _laid(pixels, mask, colour, rng), mask > 127


def _laid(pixels: Picture, mask: NDArray[np.uint8], colour: tuple[int, int, int], rng: Random) -> Picture:
    """A thing of one colour, lit a little unevenly, with its shadow beside it."""
    w = mask.shape[1]
    fall = cv2.GaussianBlur(np.roll(mask, (8, 6), (0, 1)), (0, 0), 7).astype(np.float32) / 255
    below = pixels.astype(np.float32) * (1 - 0.4 * fall)[..., None]
    light = np.linspace(rng.uniform(0.8, 1.0), rng.uniform(0.8, 1.0), w, dtype=np.float32)[None, :, None]
    cover = (mask / 255.0).astype(np.float32)[..., None]
    mixed = below * (1 - cover) + np.array(colour, dtype=np.float32) * light * cover
    return np.clip(mixed, 0, 255).astype(np.uint8)
