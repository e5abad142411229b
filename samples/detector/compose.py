"""Crops of pages as the detector sees them, put together from a bank: any part of any paper with any seals on it,
near or far, scanned, copied or photographed; no two are alike.

Frames: the canvas is ``FINER`` times finer than the maps; positions on papers are in pixels of the bank's papers.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.seals.tint import on_white, resized, split_inks
from samples.detector.bank import PAPER_SCALE, PLATE_SCALE, Bank, Plate
from samples.detector.shot import Floats, Shot, captured, desk
from samples.pens import PENS
from samples.signing import place_to_sign

SIDE = 256
"""Pixels of a crop's maps."""
FINER = 1.3
"""Pixels of the canvas to one of the maps, each way."""
CANVAS = round(SIDE * FINER)
"""Pixels of the canvas, each way."""
_USUAL = 640 / 297
"""Pixels a millimetre of the maps, where an A4 sheet fills the picture."""
_WAYS = ("scan", "copy", "grey", "photo", "table")
_LEAST_SEEN = 5.0
"""Of 255: how much more of its ink a seal shows than lies around it, to be asked for."""
RED, BLUE, BLACK = range(3)
_INKS = (0.6, 0.24, 0.16)
_RECTANGLE = 1
_NAMES = 27 * PLATE_SCALE
"""Pixels: stamps of persons' names are no longer."""
IGNORED = -1
"""The class of a seal that can hardly be seen: neither one nor none."""
Points = NDArray[np.float64]


@dataclass(frozen=True)
class _Pressed:
    shape: int
    color: int
    outline: Points
    """On the canvas."""
    cover: Floats


@dataclass(frozen=True)
class _View:
    """How a paper lies: ``matrix`` from its pixels to the canvas; the ``corners`` of the paper and ``frame`` (left,
    top, right, bottom) of the picture on the canvas."""

    matrix: Points
    zoom: float
    corners: Points
    frame: tuple[int, int, int, int]


@dataclass(frozen=True)
class Composed:
    """``maps`` (3, SIDE, SIDE); ``rows`` of the seals: class, colour, centre x and y, half extents x and y, lean,
    visible box, in pixels of the maps, see ``row_of``; the picture (H, W, 3) BGR, ``FINER`` times finer, that begins
    at ``origin`` of the canvas."""

    maps: NDArray[np.uint8]
    rows: NDArray[np.float32]
    pixels: NDArray[np.uint8]
    origin: tuple[int, int]


def crop(bank: Bank, rng: np.random.Generator) -> Composed:
    """A crop of any page of the bank's papers and seals."""
    paper = bank.papers[int(rng.integers(len(bank.papers)))]
    way = _WAYS[int(rng.choice(5, p=(0.20, 0.24, 0.24, 0.20, 0.12)))]
    view = _view(paper.shape, way, rng)
    canvas, there = _laid(paper, view, rng)
    pressed = _seals(canvas, there, (bank, view), rng)
    on_desk = desk(canvas.shape[:2], way, rng)
    canvas = canvas * there[..., None] + on_desk * (1 - there[..., None])
    shot = captured(canvas, way, rng)
    left, top, right, bottom = view.frame
    pixels = np.ascontiguousarray(shot.pixels[top:bottom, left:right, ::-1])
    maps = _maps(pixels, view.frame)
    rows = [row for seal in pressed if (row := _row(seal, view, shot, maps)) is not None]
    return Composed(maps, np.array(rows, dtype=np.float32).reshape(-1, 11), pixels, (left, top))


def row_of(shape: int, outline: Points) -> list[float]:
    """Centre, half extents hx, hy and the lean r, which stand for the ellipse of the covariance
    ((hx^2, r hx hy), (r hx hy, hy^2)): a round seal itself, or the one inscribed in a rectangle."""
    points = outline.astype(np.float32)
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    x, y, hx, hy, lean = (left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2, 0.0
    if shape == 2:
        return [float(each) for each in (x, y, hx, hy, lean)]
    (x, y), (a, b), angle = cv2.minAreaRect(points) if shape == 1 else cv2.fitEllipseDirect(points)
    turn = np.deg2rad(angle)
    across = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    spread = across @ np.diag([a * a / 4, b * b / 4]) @ across.T
    hx, hy = np.sqrt(spread[0, 0]), np.sqrt(spread[1, 1])
    return [float(each) for each in (x, y, hx, hy, spread[0, 1] / (hx * hy))]


def _view(shape: tuple[int, ...], way: str, rng: np.random.Generator) -> _View:
    """A part of the paper, larger or smaller, turned a little, aslant where it is photographed."""
    height, width = shape[:2]
    zoom = float(np.exp(rng.normal(0.0, 0.08) if rng.random() < 0.6 else rng.uniform(np.log(0.55), np.log(1.6))))
    if way == "table":
        zoom *= rng.uniform(0.65, 1.0)
    zoom = max(zoom, 0.5)
    scale = zoom * _USUAL * FINER / PAPER_SCALE
    turn = np.deg2rad(rng.normal(0, 3.0 if way == "table" else 1.0))
    # Three crops in five lie well inside of the paper, the others anywhere, so that half of them see its edge.
    middle = (rng.uniform(0.15, 0.85, 2) if rng.random() < 0.6 else rng.uniform(0, 1, 2)) * (width, height)
    slant = {"photo": 0.03, "table": 0.05}.get(way, 0.0) * CANVAS
    half = CANVAS / 2
    square = np.array([(-half, -half), (half, -half), (half, half), (-half, half)])
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    source = square @ rotation / scale + middle
    target = square + half + rng.uniform(-slant, slant, (4, 2))
    matrix = cv2.getPerspectiveTransform(source.astype(np.float32), target.astype(np.float32)).astype(np.float64)
    edges = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float64)
    corners = cv2.perspectiveTransform(edges[None], matrix)[0]
    away = rng.uniform(0, 45, 4) if way == "table" else rng.uniform(-5, 5, 4) * (rng.random(4) < 0.7)
    away *= zoom * _USUAL * FINER
    low, high = corners.min(axis=0) - away[:2], corners.max(axis=0) + away[2:]
    left, top = (int(np.clip(each, 0, CANVAS)) for each in low)
    right, bottom = (int(np.clip(each, 0, CANVAS)) for each in high)
    if right - left < 60 or bottom - top < 60:
        return _view(shape, way, rng)
    return _View(matrix, zoom, corners, (left, top, right, bottom))


def _laid(paper: NDArray[np.uint8], view: _View, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """The paper on the canvas (H, W, 3), its print now and then in other colours, and where it lies (H, W) 0..1."""
    matrix, size = view.matrix, (CANVAS, CANVAS)
    picture = cv2.warpPerspective(paper, matrix, size, flags=cv2.INTER_AREA, borderValue=(255, 255, 255))
    canvas = picture.astype(np.float32)
    if rng.random() < 0.12:
        canvas = np.ascontiguousarray(canvas[..., rng.permutation(3)])
    if rng.random() < 0.12:
        canvas *= rng.uniform(0.82, 1.0, 3).astype(np.float32)
    if rng.random() < 0.15:
        # Pale print, and print of a failing ribbon.
        canvas = 255 - (255 - canvas) * np.float32(rng.uniform(0.35, 0.9))
    if rng.random() < 0.2:
        drawn = np.ascontiguousarray(np.clip(canvas, 0, 255).astype(np.uint8))
        pen = list(PENS)[int(rng.integers(len(PENS)))]
        PENS[pen](drawn, view.zoom * _USUAL * FINER, Random(int(rng.integers(2**62))))
        canvas = drawn.astype(np.float32)
    there = np.zeros(canvas.shape[:2], np.float32)
    cv2.fillConvexPoly(there, view.corners.round().astype(np.int32), (1.0,), cv2.LINE_AA)
    return canvas, there


def _seals(canvas: Floats, there: Floats, of: tuple[Bank, _View], rng: np.random.Generator) -> list[_Pressed]:
    """Press none to four seals on the canvas: anywhere, at the paper's edge, against one that is there."""
    bank, view = of
    pressed: list[_Pressed] = []
    for spot in _to_sign(canvas, view, rng):
        pressed += _one((canvas, there), (_small(bank, rng), int(rng.choice(3, p=_INKS))), (view, spot), rng)
    for _ in range(int(rng.choice(5, p=(0.22, 0.34, 0.24, 0.13, 0.07)))):
        plate = _plate(bank, rng)
        reach = view.zoom * _USUAL * FINER / PLATE_SCALE
        spot = rng.uniform(0.08, 0.92, 2) * CANVAS
        chance, color = rng.random(), int(rng.choice(3, p=_INKS))
        if chance > 0.6:
            spot = _printed(canvas, rng)
        if pressed and chance < 0.45:
            # Name stamps beside and across round seals, mostly of the same ink.
            color = pressed[-1].color if rng.random() < 0.65 else color
            while pressed[-1].shape != _RECTANGLE and plate.shape != _RECTANGLE and rng.random() < 0.6:
                plate = _plate(bank, rng)
            other = pressed[-1].outline
            near = np.ptp(other, axis=0).max() / 2 + np.ptp(plate.outline, axis=0).min() * reach / 2
            turn = rng.uniform(0, 2 * np.pi)
            spot = other.mean(axis=0) + rng.uniform(0.2, 1.1) * near * np.array([np.cos(turn), np.sin(turn)])
        elif chance > 0.82:
            edge = int(rng.integers(4))
            a, b = view.corners[edge], view.corners[(edge + 1) % 4]
            spot = a + rng.uniform(0, 1) * (b - a) + rng.normal(0, 12 * reach * PLATE_SCALE, 2)
        pressed += _one((canvas, there), (plate, color), (view, spot), rng)
    return pressed


def _plate(bank: Bank, rng: np.random.Generator) -> Plate:
    """Any plate; rectangles and triangles, which are rarer and harder than round seals, more often."""
    while True:
        plate = bank.plates[int(rng.integers(len(bank.plates)))]
        if rng.random() < (0.35, 1.0, 0.7)[plate.shape]:
            return plate


def _to_sign(canvas: Floats, view: _View, rng: np.random.Generator) -> list[Points]:
    """Print places to sign on two canvases in five; the spots of those that are stamped."""
    if rng.random() > 0.4:
        return []
    drawn = np.ascontiguousarray(np.clip(canvas, 0, 255).astype(np.uint8))
    lots = Random(int(rng.integers(2**62)))
    spots = [place_to_sign(drawn, view.zoom * _USUAL * FINER, lots) for _ in range(lots.choice((1, 2, 3)))]
    canvas[:] = drawn
    return [np.array(spot) for spot in spots if lots.random() < 0.6]


def _small(bank: Bank, rng: np.random.Generator) -> Plate:
    """Any plate of a small straight stamp, as those of names are."""
    while True:
        plate = bank.plates[int(rng.integers(len(bank.plates)))]
        if plate.shape == _RECTANGLE and np.hypot(*(plate.outline[1] - plate.outline[0])) < _NAMES:
            return plate


def _printed(canvas: Floats, rng: np.random.Generator) -> Points:
    """The spot, of four, that lies in most print: copies of seals over dense print are the hardest."""
    spots = rng.uniform(0.08, 0.92, (4, 2)) * CANVAS
    reach = CANVAS // 10
    dark = [canvas[max(int(y) - reach, 0) : int(y) + reach, max(int(x) - reach, 0) : int(x) + reach] for x, y in spots]
    return np.asarray(spots[int(np.argmin([part[::3, ::3].mean() for part in dark]))], dtype=np.float64)


def _one(
    on: tuple[Floats, Floats], of: tuple[Plate, int], where: tuple[_View, Points], rng: np.random.Generator
) -> list[_Pressed]:
    """Press a plate in a colour with its middle at a spot of the canvas, in place."""
    canvas, there = on
    plate, color = of
    shape, cover, outline = plate.shape, plate.cover, plate.outline
    view, spot = where
    back = cv2.perspectiveTransform(np.array([[spot]]), np.linalg.inv(view.matrix))[0, 0]
    shrunk = min(view.zoom * _USUAL * FINER / PLATE_SCALE, 1.0)
    small = cv2.resize(cover, None, fx=shrunk, fy=shrunk, interpolation=cv2.INTER_AREA)
    share = PAPER_SCALE / PLATE_SCALE
    middle = np.array(cover.shape[::-1]) / 2
    place = np.array([[share, 0, back[0] - share * middle[0]], [0, share, back[1] - share * middle[1]], [0, 0, 1]])
    matrix = view.matrix @ place
    grown = matrix @ np.diag([cover.shape[1] / small.shape[1], cover.shape[0] / small.shape[0], 1.0])
    drawn = cv2.perspectiveTransform(outline[None], matrix)[0]
    if (drawn.max(axis=0) < 3).any() or (drawn.min(axis=0) > CANVAS - 3).any():
        return []
    ink = np.float32(rng.uniform(0.27, 1.0))
    x0, y0 = (max(int(each) - 4, 0) for each in drawn.min(axis=0))
    x1, y1 = (min(int(each) + 5, CANVAS) for each in drawn.max(axis=0))
    grown = np.array([[1, 0, -x0], [0, 1, -y0], [0, 0, 1]]) @ grown
    laid = cv2.warpPerspective(small, grown, (x1 - x0, y1 - y0), flags=cv2.INTER_LINEAR).astype(np.float32) / 255
    laid *= there[y0:y1, x0:x1] * ink
    canvas[y0:y1, x0:x1] *= 1 - laid[..., None] * (1 - _ink(color, rng))
    whole = np.zeros((CANVAS, CANVAS), np.float32)
    whole[y0:y1, x0:x1] = laid
    return [_Pressed(shape, color, drawn, whole)]


def _ink(color: int, rng: np.random.Generator) -> Floats:
    """An ink's colour (3,) RGB, 0..1: orange to crimson, violet to greenish blue, grey to black."""
    if color == RED:
        low, high = ((180, 10, 20), (250, 70, 75))
        if rng.random() < 0.3:
            low, high = rng.choice(np.array([((190, 60, 20), (250, 110, 70)), ((165, 10, 70), (215, 60, 115))]))
    elif color == BLUE:
        low, high = ((15, 40, 120), (80, 100, 210))
        if rng.random() < 0.3:
            low, high = rng.choice(np.array([((70, 40, 130), (110, 80, 190)), ((10, 80, 150), (60, 130, 200))]))
    else:
        grey = int(rng.integers(10, 110))
        low, high = (grey,) * 3, (grey + 8,) * 3
    return np.asarray(rng.uniform(low, high) / 255, dtype=np.float32)


def _maps(pixels: NDArray[np.uint8], frame: tuple[int, int, int, int]) -> NDArray[np.uint8]:
    """What the detector sees of the picture that fills the frame; 0 beyond."""
    left, top, right, bottom = (round(each / FINER) for each in frame)
    inks = split_inks(on_white(resized(pixels, (right - left, bottom - top)), 4))
    maps = np.zeros((3, SIDE, SIDE), np.uint8)
    for layer, ink in zip(maps, inks, strict=True):
        layer[top:bottom, left:right] = ink
    return maps


def _row(seal: _Pressed, view: _View, shot: Shot, maps: NDArray[np.uint8]) -> list[float] | None:
    """The seal as it is asked for; None where less than an eighth of it is in the picture."""
    left, top, right, bottom = view.frame
    frame = np.array([(left, top), (right, top), (right, bottom), (left, bottom)], dtype=np.float32)
    # What lies beyond the crop may be in the picture: only true edges cut.
    frame[frame <= 0] = -2000
    frame[frame >= CANVAS] = CANVAS + 2000
    outline = cv2.convexHull(seal.outline.astype(np.float32))
    _, shown = cv2.intersectConvexConvex(cv2.convexHull(view.corners.astype(np.float32)), frame)
    if shown is None:
        return None
    area, seen = cv2.intersectConvexConvex(outline, shown)
    if seen is None or area < 0.125 * cv2.contourArea(outline):
        return None
    color = BLACK if shot.grey else seal.color
    box = np.concatenate([seen.reshape(-1, 2).min(axis=0), seen.reshape(-1, 2).max(axis=0)]) / FINER
    shape = seal.shape if _plain(seal, maps[color]) else IGNORED
    return [shape, color, *row_of(seal.shape, seal.outline / FINER), *(float(each) for each in box)]


def _plain(seal: _Pressed, ink: NDArray[np.uint8]) -> bool:
    """Whether the seal's ink stands out from what lies around its strokes."""
    cover = cv2.resize(seal.cover, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    most = float(cover.max())
    if most < 0.05:
        return False
    strokes = cover > 0.5 * most
    inside = cv2.dilate(strokes.astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    bare = inside & (cover < 0.1 * most)
    if not bare.any():
        return True
    return float(ink[strokes].mean()) - float(np.median(ink[bare])) > _LEAST_SEEN
