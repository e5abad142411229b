"""A seal pressed on a paper, with print, writing and other seals about it, and captured."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from intake.seals.mark import SealMark, box_of, ellipse_points
from models.codes import SealColor, SealShape
from samples.fonts import Face, font
from samples.seal_text import engrave, words
from samples.seal_text.straight import cut_straight

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float32]

_INKS: Final = {
    SealColor.RED: (
        (214, 32, 40), (200, 24, 48), (226, 60, 52), (190, 30, 36), (235, 45, 70), (176, 20, 24), (220, 70, 30),
    ),
    SealColor.BLUE: ((36, 64, 160), (48, 78, 176), (30, 50, 130), (40, 40, 150), (60, 100, 200), (70, 60, 170)),
    SealColor.BLACK: ((50, 50, 54), (75, 75, 75), (100, 100, 100), (125, 125, 125)),
}  # fmt: skip
_PRINT: Final = (
    "兹证明患者因反复头晕胸闷气促三年余加重一周入院诊断为高血压病极高危冠状动脉粥样硬化性心脏病"
    "建议休息规律服药定期复查主治医师签名日期2025-03-11 120/80mmHg"
)
_PRINT_FACES: Final[tuple[Face, ...]] = ("song", "print", "hei", "microhei", "kai")


@dataclass(frozen=True)
class Scene:
    """The picture (H, W, 3) BGR, the seal as it is found on it, ``others`` found beside it, and ``cells`` (H, W):
    which of the seal's texts stands where; ``up`` points to the seal's top, (x, y) of length 1."""

    pixels: Pixels
    mark: SealMark
    others: tuple[SealMark, ...]
    cells: NDArray[np.uint8]
    up: tuple[float, float]


def scene(rng: Random, straight: bool = False) -> Scene:
    """Any round seal on any paper, half axes of 45 to 230 pixels; or any straight one, from 36 pixels long."""
    color = rng.choices((SealColor.RED, SealColor.BLUE, SealColor.BLACK), (54, 18, 28))[0]
    least, cut = (18, cut_straight) if straight else (45, engrave.cut)
    plate = cut(rng, math.exp(rng.uniform(math.log(least), math.log(230))))
    reach = math.ceil(1.25 * max(plate.axes)) + rng.randrange(4, 40)
    size = (2 * reach, 2 * reach)
    lie = _lie(plate, rng, reach)
    noise = np.random.default_rng(rng.getrandbits(63))
    paper = _paper(size, plate.millimetre, rng)
    page = paper * _light(_pressed(plate, rng, noise, color), lie, size, rng.choice(_INKS[color]))
    others: list[SealMark] = []
    if rng.random() < 0.22:
        other = rng.choice((color, SealColor.RED, SealColor.BLUE)) if color is not SealColor.BLACK else color
        second = engrave.cut(rng, 20 * plate.millimetre * rng.uniform(0.6, 1.2))
        away = rng.uniform(0.6 if straight else 0.7, 1.7) * second.axes[1] + (plate.axes[1] if straight else 0.0)
        turn = rng.uniform(0, 2 * math.pi)
        over = _lie(second, rng, reach)
        over[:, 2] += (away * math.cos(turn), away * math.sin(turn))
        page = page * _light(_pressed(second, rng, noise, other), over, size, rng.choice(_INKS[other]))
        if rng.random() < 0.7:
            others.append(_mark(second, over, other, size, rng))
    cells = cv2.warpAffine(plate.cells, lie, size, flags=cv2.INTER_NEAREST)
    pixels = _captured(page, color is SealColor.BLACK, rng, noise)
    up = -lie[:, 1] / np.linalg.norm(lie[:, 1])
    found = _mark(plate, lie, color, size, rng)
    return Scene(pixels, found, tuple(others), np.asarray(cells, dtype=np.uint8), (float(up[0]), float(up[1])))


def _lie(plate: engrave.Plate, rng: Random, reach: int) -> NDArray[np.float64]:
    """How the seal lies on the picture (2, 3): turned, and as if seen a little aslant."""
    turn = math.radians(rng.gauss(0, 9) if rng.random() < 0.6 else rng.uniform(-180, 180))
    rotation = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    if rng.random() < 0.35:
        lean, press = rng.uniform(0, math.pi), rng.uniform(0.84, 1.0)
        along = np.array([math.cos(lean), math.sin(lean)])
        rotation = (np.eye(2) - (1 - press) * np.outer(along, along)) @ rotation
    middle = np.array([plate.strokes.shape[1] / 2, plate.strokes.shape[0] / 2])
    there = np.array([reach + rng.uniform(-4, 4), reach + rng.uniform(-4, 4)])
    return np.hstack([rotation, (there - rotation @ middle)[:, None]])


def _mark(
    plate: engrave.Plate, lie: NDArray[np.float64], color: SealColor, size: tuple[int, int], rng: Random
) -> SealMark:
    """The seal as the search finds it: nearly where it is."""
    middle = np.array([plate.strokes.shape[1] / 2, plate.strokes.shape[0] / 2])
    if plate.corners is not None:
        return _straight_mark((plate.corners + middle) @ lie[:, :2].T + lie[:, 2], color, size, rng)
    around = ellipse_points((middle[0], middle[1]), plate.axes, 0.0, 72)
    outline = (around @ lie[:, :2].T + lie[:, 2]).astype(np.float32)
    (x, y), (wide, high), angle = cv2.fitEllipseDirect(outline)
    short = min(wide, high) / 2
    center = (x + rng.gauss(0, 0.012) * short, y + rng.gauss(0, 0.012) * short)
    axes = (wide / 2 * (1 + rng.gauss(0, 0.012)), high / 2 * (1 + rng.gauss(0, 0.012)))
    shape = SealShape.CIRCLE if max(axes) < 1.1 * min(axes) else SealShape.ELLIPSE
    points = ellipse_points(center, axes, angle, 90)
    return SealMark(shape, color, box_of(points, *size), center, axes, float(angle), True, 0.95)


def _straight_mark(corners: NDArray[np.float64], color: SealColor, size: tuple[int, int], rng: Random) -> SealMark:
    near = 0.025 * math.sqrt(cv2.contourArea(corners.astype(np.float32)))
    found = corners + np.array([(rng.gauss(0, near), rng.gauss(0, near)) for _ in corners])
    (x, y), (wide, high), angle = cv2.minAreaRect(found.astype(np.float32))
    shape = SealShape.RECTANGLE if len(found) == 4 else SealShape.TRIANGLE
    around = tuple((float(x), float(y)) for x, y in found)
    box, axes = box_of(found, *size), (wide / 2, high / 2)
    return SealMark(shape, color, box, (x, y), axes, float(angle), True, 0.95, around)


def _paper(size: tuple[int, int], millimetre: float, rng: Random) -> Floats:
    """Paper with print, lines and writing on it: (H, W, 3) RGB, 0..255."""
    image = Image.new("RGB", size, rng.choice(((255, 255, 255), (252, 252, 250), (250, 247, 238), (240, 246, 248))))
    draw = ImageDraw.Draw(image)
    share = rng.choice((0.0, 0.3, 0.5, 0.9))
    high = max(round(rng.uniform(2.8, 5.0) * millimetre), 7)
    typeface = font(rng.choice(_PRINT_FACES), high)
    y = rng.uniform(-high, high)
    while share and y < size[1]:
        if rng.random() < share:
            start = rng.randrange(len(_PRINT) - 30)
            shade = rng.randrange(10, 70)
            text = _PRINT[start : start + rng.randrange(4, 30)]
            draw.text((rng.uniform(-3 * high, 0.6 * size[0]), y), text, (shade,) * 3, typeface)
        if rng.random() < 0.08:
            draw.line(
                (0, y + 1.3 * high, size[0], y + 1.3 * high), fill=(60, 60, 60), width=max(round(0.2 * millimetre), 1)
            )
        y += high * rng.uniform(1.3, 2.4)
    if rng.random() < 0.25:
        shade_of_pen = rng.choice(((20, 20, 30), (25, 35, 110), (50, 50, 50)))
        written = font("hand", max(round(rng.uniform(5, 11) * millimetre), 8))
        place = (size[0] * rng.uniform(0.1, 0.6), size[1] * rng.uniform(0.15, 0.7))
        draw.text(place, words.name_of_body(rng)[:3] + rng.choice(("", " 2025.3.4")), shade_of_pen, written)
    return np.asarray(image, dtype=np.float32)


def _pressed(plate: engrave.Plate, rng: Random, noise: np.random.Generator, color: SealColor) -> Floats:
    """How much ink lies where on the plate's own pixels, 0..1."""
    side = plate.strokes.shape
    strength = (
        rng.choice((1.0, 0.95, 0.85, 0.75, 0.6, 0.5, 0.4, 0.33, 0.28))
        if color is not SealColor.BLACK
        else rng.uniform(0.6, 1.0)
    )
    patches = cv2.resize(noise.normal(0, 1, (6, 6)).astype(np.float32), side[::-1], interpolation=cv2.INTER_CUBIC)
    grain = cv2.GaussianBlur(
        noise.normal(0, 1, side).astype(np.float32), (0, 0), max(plate.millimetre * rng.uniform(0.06, 0.2), 0.5)
    )
    grain = np.asarray(grain / max(float(grain.std()), 1e-6), dtype=np.float32)
    cover = strength * (1 + rng.uniform(0.03, 0.25) * patches + rng.uniform(0.03, 0.22) * grain)
    if rng.random() < 0.6:
        cover[grain < np.quantile(grain, rng.uniform(0.0, 0.12))] *= 0.25
    if rng.random() < 0.25:
        cells = cv2.resize(noise.normal(0, 1, (14, 14)).astype(np.float32), side[::-1], interpolation=cv2.INTER_CUBIC)
        cover *= np.clip((cells - np.quantile(cells, rng.uniform(0.02, 0.25))) / 0.25, 0.05, 1.0)
    if rng.random() < 0.2:
        tilted = cv2.resize(noise.uniform(0, 1, (2, 2)).astype(np.float32), side[::-1])
        cover *= 1.0 - rng.uniform(0.2, 0.7) * tilted
    inked = plate.strokes * np.clip(cover, 0.0, 1.0)
    if rng.random() < 0.14:
        far = plate.millimetre * rng.uniform(0.3, 1.0)
        turn, weight = rng.uniform(0, 2 * math.pi), rng.uniform(0.2, 0.6)
        for step in np.linspace(0, far, max(round(far), 1) + 1)[1:] if rng.random() < 0.5 else [far]:
            slip = np.array([[1, 0, step * math.cos(turn)], [0, 1, step * math.sin(turn)]])
            slipped = weight * cv2.warpAffine(inked, slip, side[::-1])
            inked = np.maximum(inked, slipped).astype(np.float32)
    if rng.random() < 0.3:
        spread = max(plate.millimetre * rng.uniform(0.03, 0.1), 0.3)
        inked = np.asarray(cv2.GaussianBlur(inked, (0, 0), spread), dtype=np.float32)
    return np.asarray(inked, dtype=np.float32)


def _light(inked: Floats, lie: NDArray[np.float64], size: tuple[int, int], ink: tuple[int, int, int]) -> Floats:
    """What share of the light an inked seal leaves, as (H, W, 3)."""
    there = cv2.warpAffine(inked, lie, size, flags=cv2.INTER_AREA)[..., None]
    return np.asarray(1.0 - there * (1.0 - np.array(ink, dtype=np.float32) / 255.0), dtype=np.float32)


def _captured(page: Floats, grey: bool, rng: Random, noise: np.random.Generator) -> Pixels:
    """The paper scanned or photographed and stored: (H, W, 3) BGR."""
    height, width = page.shape[:2]
    way = rng.choice(("scan", "scan", "photo", "soft", "small"))
    if way in ("photo", "soft"):
        field = noise.uniform(rng.uniform(0.5, 0.95), 1.0, (3, 3)).astype(np.float32)
        page = page * cv2.resize(field, (width, height), interpolation=cv2.INTER_CUBIC)[..., None]
        page = page * np.array([rng.uniform(0.9, 1), rng.uniform(0.93, 1), rng.uniform(0.82, 1)], dtype=np.float32)
    blur = {"scan": 0.35, "photo": rng.uniform(0.4, 0.9), "soft": rng.uniform(0.8, 1.6), "small": 0.4}[way]
    page = np.asarray(cv2.GaussianBlur(page, (0, 0), blur), dtype=np.float32)
    if way == "small":
        share = rng.uniform(0.5, 0.9)
        little = cv2.resize(page, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
        page = np.asarray(cv2.resize(little, (width, height), interpolation=cv2.INTER_CUBIC), dtype=np.float32)
    page = page + noise.normal(0, rng.uniform(0.5, 5.0), page.shape).astype(np.float32)
    if grey:
        weights = np.array(rng.choice(((0.3, 0.59, 0.11), (0.33, 0.33, 0.34))), dtype=np.float32)
        page = np.repeat((page @ weights)[..., None], 3, axis=2)
        if rng.random() < 0.4:
            page = (page - 128) * rng.uniform(1.0, 1.7) + rng.uniform(118, 150)
    picture = np.clip(page, 0, 255).astype(np.uint8)[:, :, ::-1]
    data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, rng.choice((45, 60, 75, 85, 92, 96))])[1]
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), dtype=np.uint8)
