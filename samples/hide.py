"""What hides parts of a paper from the picture: things on it, glare, shadows, the picture's own edge.

Each is placed so that about a given share of the paper's characters is hidden; a share of 0 lies where none stands.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

import cv2
import numpy as np

from models.codes import ClarityKind
from samples.spoil import Floats, Matrix, Scene, Spoiled, eight_bits, outline_of, sensor

_TRIES = 40
_SKIN = ((224, 172, 138), (198, 142, 108), (240, 200, 172), (160, 108, 80), (232, 184, 160), (208, 156, 128))
_PAPERS = ((250, 250, 248), (238, 236, 228), (255, 244, 196), (250, 214, 222), (206, 172, 124), (208, 230, 246))
_NOTES = ((255, 236, 110), (255, 170, 190), (150, 224, 150), (140, 200, 250), (255, 190, 110))
_THINGS = ((30, 30, 34), (52, 60, 110), (190, 190, 194), (140, 34, 40), (70, 110, 90), (230, 230, 232), (96, 66, 44))


def _placed(scene: Scene, target: float, draw: Callable[[float], Floats]) -> Floats:
    """The area (H, W) of the drawing that hides nearest to ``target`` of the characters; ``draw`` gets a size 0..1."""
    best, least = np.zeros(scene.pixels.shape[:2], np.float32), 9.0
    for attempt in range(_TRIES):
        area = draw(0.15 + 0.85 * attempt / _TRIES if target > 0.02 else 0.05 + 0.5 * attempt / _TRIES)
        off = abs(scene.share(area) - target) / (target + 0.01) + (9.0 if not area.any() else 0.0)
        if off < least:
            best, least = area, off
        if least < 0.15:
            break
    return best


def _shape(scene: Scene, points: Matrix) -> Floats:
    area = np.zeros(scene.pixels.shape[:2], np.float32)
    cv2.fillPoly(area, [np.round(points).astype(np.int32)], (1.0,))
    return area


def _at_edge(scene: Scene) -> tuple[Matrix, Matrix]:
    """A place on an edge of the picture (where a hand comes from) and the way (2,) inwards."""
    width, height = scene.size
    rng = scene.rng
    side = rng.choice(("left", "right", "bottom", "bottom", "top"))
    along = rng.uniform(0.08, 0.92)
    start = {"left": (0, along * height), "right": (width, along * height), "bottom": (along * width, height),
             "top": (along * width, 0)}[side]  # fmt: skip
    inwards = {"left": 0.0, "right": math.pi, "bottom": -math.pi / 2, "top": math.pi / 2}[side] + rng.gauss(0, 0.35)
    return np.array(start, dtype=np.float64), np.array([math.cos(inwards), math.sin(inwards)])


def _fingers(scene: Scene, size: float) -> Floats:
    rng = scene.rng
    area = np.zeros(scene.pixels.shape[:2], np.float32)
    start, inwards = _at_edge(scene)
    thick = scene.em * rng.uniform(3.2, 5.0)
    across = np.array([-inwards[1], inwards[0]])
    reach = size * rng.uniform(0.25, 0.75) * max(scene.size)
    for number in range(rng.choice((1, 1, 1, 2, 4))):
        foot = start + across * number * thick * 1.05
        tip = foot + inwards * reach * (1 - 0.12 * abs(number - 1))
        cv2.line(area, _point(foot - inwards * thick), _point(tip), (1.0,), max(round(thick), 2))
        cv2.circle(area, _point(tip), max(round(thick / 2), 1), (1.0,), -1)
    return area


def _point(place: Matrix) -> tuple[int, int]:
    return round(float(place[0])), round(float(place[1]))


def _slip(scene: Scene, size: float) -> Floats:
    """A sheet that lies over the page from one of the picture's edges, or a corner of the paper folded over."""
    rng = scene.rng
    if rng.random() < 0.25:
        corner = rng.randrange(4)
        here, before, after = scene.sheet[corner], scene.sheet[corner - 1], scene.sheet[(corner + 1) % 4]
        first, second = (size * rng.uniform(0.3, 0.9) for _ in range(2))
        return _shape(scene, np.array([here, here + (after - here) * first, here + (before - here) * second]))
    start, inwards = _at_edge(scene)
    across = np.array([-inwards[1], inwards[0]])
    half, reach = rng.uniform(0.15, 0.6) * max(scene.size), size * rng.uniform(0.2, 0.8) * max(scene.size)
    far = start + inwards * reach
    back = start - inwards * max(scene.size)
    return _shape(
        scene, np.array([back - across * half, far - across * half, far + across * half, back + across * half])
    )


def _thing(scene: Scene, size: float) -> Floats:
    """A note, a card, a telephone, a lid or a pen somewhere on the paper."""
    rng = scene.rng
    across, along = rng.uniform(0.1, 0.9), rng.uniform(0.1, 0.9)
    top = scene.sheet[0] * (1 - across) + scene.sheet[1] * across
    middle = top * (1 - along) + (scene.sheet[3] * (1 - across) + scene.sheet[2] * across) * along
    kind = rng.choice(("note", "card", "pen", "round"))
    long = size * max(scene.size) * rng.uniform(0.3, 0.6)
    if kind == "round":
        area = np.zeros(scene.pixels.shape[:2], np.float32)
        cv2.circle(area, _point(middle), max(round(long / 2), 3), (1.0,), -1)
        return area
    wide = {"note": long, "card": long * 0.63, "pen": max(long * 0.06, scene.em)}[kind]
    turned = cv2.boxPoints(((float(middle[0]), float(middle[1])), (long, wide), rng.uniform(0, 180)))
    return _shape(scene, np.asarray(turned, dtype=np.float64))


def covered(scene: Scene, target: float) -> Spoiled:
    """A finger, another paper, or a thing over about a share ``target`` of the characters."""
    rng = scene.rng
    way = rng.choice((_fingers, _fingers, _slip, _slip, _thing, _thing))
    area = _placed(scene, target, lambda size: way(scene, size))
    colours = {_fingers: _SKIN, _slip: _PAPERS, _thing: (*_NOTES, *_THINGS)}[way]
    colour = np.array(rng.choice(colours), dtype=np.float32) * rng.uniform(0.72, 1.0)
    width, height = scene.size
    texture = scene.noise().normal(0, 1, (height // 40 + 2, width // 40 + 2)).astype(np.float32)
    texture = np.asarray(cv2.resize(texture, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)
    thing = colour + texture[..., None] * rng.uniform(0.5, 7.0)
    soft = np.asarray(cv2.GaussianBlur(area, (0, 0), rng.uniform(0.6, 2.0)), np.float32)
    if way is _fingers:
        # Round things are darker towards their sides.
        deep = np.asarray(cv2.GaussianBlur(area, (0, 0), scene.em * 1.2), np.float32)
        thing *= (0.62 + 0.38 * np.clip(deep, 0, 1))[..., None]
    elif way is _slip and rng.random() < 0.4:
        thing = _print_on(scene, thing)
    cast = np.asarray(cv2.GaussianBlur(area, (0, 0), scene.em * rng.uniform(0.2, 0.8)), np.float32)
    shift = np.array([[1, 0, rng.uniform(-0.5, 0.5) * scene.em], [0, 1, rng.uniform(0.1, 0.6) * scene.em]])
    cast = np.asarray(cv2.warpAffine(cast, shift, (width, height)), np.float32)
    picture = scene.pixels.astype(np.float32) * (1 - rng.uniform(0.1, 0.45) * cast[..., None])
    picture = picture + (thing - picture) * soft[..., None]
    picture = sensor(np.asarray(picture, np.float32), scene, rng.uniform(0.5, 3.0))
    return Spoiled(eight_bits(picture), ClarityKind.OCCLUSION, scene.share(area), outline_of(area), np.eye(3))


def _print_on(scene: Scene, thing: Floats) -> Floats:
    """Lines of something like print on the covering sheet, at its own angle."""
    rng = scene.rng
    height, width = thing.shape[:2]
    strokes = scene.noise().random((height // 5 + 1, width // 5 + 1)) < 0.4
    marks = cv2.resize(strokes.astype(np.float32), (width, height), interpolation=cv2.INTER_NEAREST)
    rows = (np.arange(height) % max(round(scene.em * 2), 4)) < scene.em * 0.9
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), rng.uniform(-25, 25), 1.6)
    ink = cv2.warpAffine(np.asarray(marks * rows[:, None], np.float32), turn, (width, height))
    return np.asarray(thing * (1 - 0.7 * ink[..., None]), np.float32)


def glared(scene: Scene, target: float) -> Spoiled:
    """A lamp's or window's reflection that burns about a share ``target`` of the characters out."""
    rng = scene.rng
    width, height = scene.size

    def blotch(size: float) -> Floats:
        area = np.zeros((height, width), np.float32)
        for _ in range(rng.choice((1, 1, 1, 2))):
            x, y = rng.uniform(0.15, 0.85) * width, rng.uniform(0.1, 0.9) * height
            long = size * rng.uniform(0.15, 0.8) * max(width, height)
            wide = long * rng.uniform(0.25, 1.0)
            if rng.random() < 0.7:
                cv2.ellipse(area, ((x, y), (max(long, 3), max(wide, 3)), rng.uniform(0, 180)), (1.0,), -1)
            else:
                pane = cv2.boxPoints(((x, y), (long, wide), rng.uniform(0, 180)))
                cv2.fillPoly(area, [pane.astype(np.int32)], (1.0,))
        return area

    area = _placed(scene, target, blotch)
    core = area * rng.uniform(0.9, 2.2)
    halo = rng.uniform(0.1, 0.5)
    light = _spread(core, scene.em * rng.uniform(0.4, 2.0)) + halo * _spread(area, scene.em * rng.uniform(2.0, 6.0))
    picture = scene.pixels.astype(np.float32) + light[..., None] * rng.uniform(215, 330)
    return Spoiled(
        eight_bits(np.asarray(picture, np.float32)), ClarityKind.GLARE, scene.share(area), outline_of(area), np.eye(3)
    )


def _spread(area: Floats, sigma: float) -> Floats:
    small = cv2.resize(area, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), max(sigma / 4, 0.4))
    return np.asarray(cv2.resize(soft, area.shape[::-1], interpolation=cv2.INTER_CUBIC), np.float32)


def shaded(scene: Scene, strength: float) -> Spoiled:
    """The shadow of a hand, a telephone, a curtain: from mild to so deep that print drowns in grain."""
    rng = scene.rng
    width, height = scene.size
    area = np.zeros((height, width), np.float32)
    way = rng.choice(("hand", "telephone", "half"))
    if way == "hand":
        for _ in range(rng.choice((1, 3))):
            start, inwards = _at_edge(scene)
            tip = start + inwards * rng.uniform(0.3, 0.9) * max(width, height)
            cv2.line(area, _point(start), _point(tip), (1.0,), round(rng.uniform(0.15, 0.45) * width))
    elif way == "telephone":
        x, y = rng.uniform(0.25, 0.75) * width, rng.uniform(0.25, 0.75) * height
        long = rng.uniform(0.4, 0.8) * height
        box = cv2.boxPoints(((x, y), (long, long * rng.uniform(0.45, 0.6)), rng.uniform(50, 130)))
        cv2.fillPoly(area, [box.astype(np.int32)], (1.0,))
    else:
        start, inwards = _at_edge(scene)
        across = np.array([-inwards[1], inwards[0]]) * 2 * max(width, height)
        far = start + inwards * rng.uniform(0.25, 0.7) * max(width, height)
        back = start - inwards * max(width, height)
        area = _shape(scene, np.array([back - across, far - across, far + across, back + across]))
    soft = _spread(area, scene.em * rng.uniform(0.6, 4.0))
    left = 0.75 * (0.03 / 0.75) ** strength
    picture = scene.pixels.astype(np.float32) * (1 - (1 - left) * np.clip(soft, 0, 1)[..., None])
    grained = sensor(np.asarray(picture, np.float32), scene, 1.0 + 4.5 * strength)
    return Spoiled(eight_bits(grained), ClarityKind.SHADOW, strength, outline_of(area), np.eye(3))


def cut(scene: Scene, target: float) -> Spoiled:
    """The picture ends before the paper does: about a share ``target`` of the characters lie outside. A scanner's
    glass has nothing beyond the other edge."""
    rng = scene.rng
    width, height = scene.size
    sides = rng.sample(("left", "right", "top", "bottom"), rng.choice((1, 1, 1, 2)))
    bounds = {"left": 0.0, "top": 0.0, "right": float(width), "bottom": float(height)}
    low, high = 0.0, 0.95
    for _ in range(24):
        middle = (low + high) / 2
        bounds |= {side: _inwards(side, middle, (width, height)) for side in sides}
        x, y = scene.characters.T
        lost = (x < bounds["left"]) | (x > bounds["right"]) | (y < bounds["top"]) | (y > bounds["bottom"])
        low, high = (middle, high) if float(lost.mean()) <= target else (low, middle)
    if target == 0.0:
        bounds |= {side: _inwards(side, low * rng.uniform(0.3, 0.9), (width, height)) for side in sides}
        lost[:] = False
    x0, y0, x1, y1 = (round(bounds[side]) for side in ("left", "top", "right", "bottom"))
    kept = np.ascontiguousarray(scene.pixels[y0:y1, x0:x1])
    moved = np.array([[1, 0, -x0], [0, 1, -y0], [0, 0, 1]], dtype=np.float64)
    strip = _strip(sides, (x1 - x0, y1 - y0), scene.em)
    return Spoiled(kept, ClarityKind.CUT_OFF, float(lost.mean()), strip, moved)


def _inwards(side: str, share: float, size: tuple[int, int]) -> float:
    width, height = size
    return {"left": share * width, "top": share * height, "right": (1 - share) * width,
            "bottom": (1 - share) * height}[side]  # fmt: skip


def _strip(sides: list[str], size: tuple[int, int], em: float) -> Matrix:
    """The strip along the edges at which the picture ends too early."""
    width, height = size
    corners: list[tuple[float, float]] = []
    for side in sides:
        match side:
            case "left":
                corners += [(0, 0), (2 * em, height)]
            case "right":
                corners += [(width - 2 * em, 0), (width, height)]
            case "top":
                corners += [(0, 0), (width, 2 * em)]
            case _:
                corners += [(0, height - 2 * em), (width, height)]
    return np.array(corners, dtype=np.float64)


def random_share(rng: Random) -> float:
    """A share of the characters to hide: often a word or a few lines, sometimes half of the page, or none."""
    return rng.choice((0.0, rng.uniform(0.01, 0.06), rng.uniform(0.03, 0.2), rng.uniform(0.1, 0.7)))
