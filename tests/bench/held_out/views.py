"""Where a sheet comes to lie in a picture: on a scanner's glass, or before a camera, flat, curled or folded.

A ``View`` carries sheet pixels to picture pixels. Bent paper is developable: its height changes along one direction
only, and lengths along the paper stay what they are. The camera is a pinhole above the table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Points = NDArray[np.float64]
"""(N, 2)."""
Size = tuple[int, int]
"""Width and height in pixels."""
_STEP = 8
"""The way back from picture to sheet is solved on a grid this many pixels wide and interpolated between."""


@dataclass(frozen=True)
class View:
    """A picture of ``size`` of a sheet of ``sheet`` pixels, and where each point of the sheet went."""

    size: Size
    sheet: Size
    to_picture: Callable[[Points], Points]
    matrix: NDArray[np.float64] | None = None
    """The (3, 3) homography, where the sheet is flat."""
    height: Callable[[Points], tuple[NDArray[np.float64], NDArray[np.float64]]] | None = None
    """Height above the table and its slope at points of the sheet, where it is bent."""

    @property
    def bent(self) -> bool:
        return self.height is not None

    def scale(self) -> float:
        """Pixels of the picture to one of the sheet, in the sheet's middle."""
        middle = np.array(self.sheet, dtype=np.float64) / 2
        there = self.to_picture(middle + np.array([[0.0, 0.0], [20.0, 0.0], [0.0, 20.0]]))
        return float((np.hypot(*(there[1] - there[0])) + np.hypot(*(there[2] - there[0]))) / 40)

    def then(self, after: NDArray[np.float64], size: Size) -> View:
        """The view followed by a homography (3, 3) into a picture of another size."""

        def both(points: Points) -> Points:
            return moved(self.to_picture(points), after)

        matrix = None if self.matrix is None else after @ self.matrix
        return View(size, self.sheet, both, matrix, self.height)


def moved(points: Points, matrix: NDArray[np.float64]) -> Points:
    """Points (N, 2) through a homography (3, 3)."""
    carried = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return np.asarray(carried[:, :2] / carried[:, 2:], dtype=np.float64)


def of_matrix(matrix: NDArray[np.float64], sheet: Size, size: Size) -> View:
    return View(size, sheet, lambda points: moved(points, matrix), matrix)


def corners_of(size: Size) -> Points:
    w, h = size
    return np.array([[0, 0], [w, 0], [w, h], [0, h]], dtype=np.float64)


def on_glass(sheet: Size, skew: float, zoom: float) -> View:
    """Laid ``skew`` degrees clockwise askew on a glass that is large enough for it; ``zoom`` pixels to a sheet's."""
    a = np.deg2rad(skew)
    turn = np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]]) * zoom
    edges = corners_of(sheet) @ turn.T
    spare = 0.0 if abs(skew) < 1.2 else 1.0
    plain = np.array(sheet) * zoom
    around = edges.max(axis=0) - edges.min(axis=0)
    size = plain + spare * (around - plain)
    shift = size / 2 - (edges.max(axis=0) + edges.min(axis=0)) / 2
    matrix = np.vstack([np.column_stack([turn, shift]), [0.0, 0.0, 1.0]])
    return of_matrix(matrix, sheet, (round(size[0]), round(size[1])))


@dataclass(frozen=True)
class Bend:
    """Heights along one direction of the sheet: ``heights`` over equal steps of its length, in units of the length."""

    direction: float
    """Radians from the sheet's x axis."""
    heights: NDArray[np.float64]


BendKind = Literal["curl", "arch", "wave", "fold", "folds"]


def bend(kind: BendKind, rng: Random, sheet: Size) -> Bend:
    """Curled at one edge, arched as in a book, wavy, or once or twice folded and opened again."""
    # Letters are folded across their lines' direction; what curls, arches or waves mostly bends the lines themselves.
    down = rng.random() < (0.75 if kind in ("fold", "folds") else 0.3)
    direction = (np.pi / 2 if down else 0.0) + np.deg2rad(rng.uniform(-14, 14) if kind != "folds" else 0.0)
    s = np.linspace(0, 1, 401)
    side = s if rng.random() < 0.5 else 1 - s
    match kind:
        case "curl":
            heights = rng.uniform(0.10, 0.22) * np.clip((side - rng.uniform(0.35, 0.6)) / 0.5, 0, None) ** 2 * 2.2
        case "arch":
            heights = rng.uniform(0.08, 0.17) * np.sin(np.pi * np.clip(side * rng.uniform(0.8, 1.0), 0, 1)) ** 1.3
        case "wave":
            heights = rng.uniform(0.03, 0.055) * np.sin(2 * np.pi * (s * rng.uniform(1.0, 1.6) + rng.random()))
        case "fold":
            heights = _tent(s, (rng.uniform(0.42, 0.58),), rng.uniform(0.08, 0.15))
        case "folds":
            heights = _tent(s, (1 / 3, 2 / 3), rng.uniform(0.05, 0.09))
    return Bend(direction, heights - heights.min())


def _tent(s: NDArray[np.float64], creases: tuple[float, ...], high: float) -> NDArray[np.float64]:
    """Straight between creases, up and down in turn, the creases themselves a little round."""
    knots = [0.0, *creases, 1.0]
    levels = [high * (number % 2) for number in range(len(knots))]
    sharp = np.interp(s, knots, levels)
    kernel = np.hanning(15) / np.hanning(15).sum()
    padded = np.pad(sharp, 7, mode="edge")
    return np.asarray(np.convolve(padded, kernel, mode="valid"), dtype=np.float64)


class _Surface:
    """The sheet in space: x and y on the table, z above it, all in pixels of the sheet, its middle at the origin."""

    def __init__(self, sheet: Size, shape: Bend | None) -> None:
        self.middle = np.array(sheet, dtype=np.float64) / 2
        self.length = float(np.hypot(*sheet))
        self.shape = shape
        if shape is not None:
            self.along = np.array([np.cos(shape.direction), np.sin(shape.direction)])
            reach = np.abs(corners_of(sheet) - self.middle) @ np.abs(self.along)
            self.reach = float(reach.max())
            self.s = np.linspace(-self.reach, self.reach, len(shape.heights))
            self.z = shape.heights * 2 * self.reach
            self.slope = np.clip(np.gradient(self.z, self.s), -0.9, 0.9)
            ground = np.concatenate([[0.0], np.cumsum(np.sqrt(1 - self.slope[:-1] ** 2) * np.diff(self.s))])
            self.ground = ground - np.interp(0.0, self.s, ground)

    def height(self, points: Points) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        s = (points - self.middle) @ self.along
        return np.interp(s, self.s, self.z), np.interp(s, self.s, self.slope)

    def place(self, points: Points) -> NDArray[np.float64]:
        flat = points - self.middle
        if self.shape is None:
            return np.column_stack([flat, np.zeros(len(flat))])
        s = flat @ self.along
        beyond = s - np.clip(s, -self.reach, self.reach)
        ground = np.interp(s, self.s, self.ground) + beyond
        spot = flat + (ground - s)[:, None] * self.along
        return np.column_stack([spot, np.interp(s, self.s, self.z)])


@dataclass(frozen=True)
class Stand:
    """Where the camera stands: degrees of tilt about both axes and of turn, and the share of the frame to fill."""

    tilt: tuple[float, float]
    turn: float
    fill: float
    off: tuple[float, float] = (0.0, 0.0)
    """How far the sheet's middle lies from the picture's, in shares of the spare room, -1..1."""


def before_camera(sheet: Size, size: Size, stand: Stand, shape: Bend | None = None) -> View:
    """The sheet on a table, seen by a pinhole camera twice its diagonal away, drawn into a picture of ``size``."""
    surface = _Surface(sheet, shape)
    turn = _rotation(*stand.tilt, stand.turn)
    away = 2.0 * surface.length

    def project(points: Points) -> Points:
        x, y, z = (surface.place(points) @ turn.T).T
        depth = away - z
        return np.asarray(np.column_stack([x, y]) * (away / depth)[:, None], dtype=np.float64)

    border = np.concatenate([np.linspace(a, b, 30) for a, b in _sides(sheet)])
    seen = project(border)
    low, high = seen.min(axis=0), seen.max(axis=0)
    factor = stand.fill * float(min(np.array(size) / (high - low)))
    spare = np.array(size) - factor * (high - low)
    middle = np.array(size) / 2 + np.array(stand.off) * spare / 2
    shift = middle - factor * (low + high) / 2

    def to_picture(points: Points) -> Points:
        return np.asarray(project(points) * factor + shift, dtype=np.float64)

    if shape is not None:
        return View(size, sheet, to_picture, None, surface.height)
    four = corners_of(sheet)
    matrix = cv2.getPerspectiveTransform(four.astype(np.float32), to_picture(four).astype(np.float32))
    return View(size, sheet, to_picture, np.asarray(matrix, dtype=np.float64))


def _sides(sheet: Size) -> list[tuple[Points, Points]]:
    four = corners_of(sheet)
    return [(four[k], four[(k + 1) % 4]) for k in range(4)]


def _rotation(about_x: float, about_y: float, about_z: float) -> NDArray[np.float64]:
    a, b, c = np.deg2rad([about_x, about_y, about_z])
    x = np.array([[1, 0, 0], [0, np.cos(a), -np.sin(a)], [0, np.sin(a), np.cos(a)]])
    y = np.array([[np.cos(b), 0, np.sin(b)], [0, 1, 0], [-np.sin(b), 0, np.cos(b)]])
    z = np.array([[np.cos(c), -np.sin(c), 0], [np.sin(c), np.cos(c), 0], [0, 0, 1]])
    return np.asarray(x @ y @ z, dtype=np.float64)


def way_back(view: View) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """For every pixel of the picture the sheet's x and y there, extrapolated beyond the sheet's edges."""
    w, h = view.size
    columns, rows = w // _STEP + 2, h // _STEP + 2
    xs, ys = np.arange(columns) * _STEP, np.arange(rows) * _STEP
    target = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2).astype(np.float64)
    coarse = _solved(view, target).astype(np.float32).reshape(rows, columns, 2)
    there_x = (np.arange(w, dtype=np.float32) / _STEP)[None, :].repeat(h, axis=0)
    there_y = (np.arange(h, dtype=np.float32) / _STEP)[:, None].repeat(w, axis=1)
    fine = [cv2.remap(np.ascontiguousarray(coarse[..., k]), there_x, there_y, cv2.INTER_LINEAR) for k in (0, 1)]
    return np.asarray(fine[0], dtype=np.float32), np.asarray(fine[1], dtype=np.float32)


def _solved(view: View, target: Points) -> Points:
    """Newton's method for the points of the sheet that come to lie at ``target``."""
    four = corners_of(view.sheet)
    rough = cv2.getPerspectiveTransform(view.to_picture(four).astype(np.float32), four.astype(np.float32))
    points = moved(target, np.asarray(rough, dtype=np.float64))
    low, high = -0.3 * np.array(view.sheet), 1.3 * np.array(view.sheet)
    for _ in range(9):
        points = np.clip(points, low, high)
        here = view.to_picture(points)
        right = view.to_picture(points + np.array([4.0, 0.0])) - here
        down = view.to_picture(points + np.array([0.0, 4.0])) - here
        jacobian = np.stack([right, down], axis=-1) / 4.0
        det = jacobian[:, 0, 0] * jacobian[:, 1, 1] - jacobian[:, 0, 1] * jacobian[:, 1, 0]
        det = np.where(np.abs(det) < 1e-3, 1e-3, det)
        miss = target - here
        dx = (jacobian[:, 1, 1] * miss[:, 0] - jacobian[:, 0, 1] * miss[:, 1]) / det
        dy = (jacobian[:, 0, 0] * miss[:, 1] - jacobian[:, 1, 0] * miss[:, 0]) / det
        points = points + np.clip(np.column_stack([dx, dy]), -150, 150)
    return points


def rendered(pixels: Picture, view: View, ground: Picture) -> Picture:
    """The sheet (H, W, 3) laid over ``ground``, a picture of the view's size."""
    scale = view.scale()
    if scale < 0.95:
        pixels = np.asarray(cv2.GaussianBlur(pixels, (0, 0), 0.32 / scale), dtype=np.uint8)
    sheet, cover = _laid_flat(pixels, view) if view.matrix is not None else _laid_bent(pixels, view, scale)
    sheet *= cover[..., None]
    sheet += ground * (1 - cover[..., None])
    return np.clip(sheet, 0, 255).astype(np.uint8)


_Floats = NDArray[np.float32]


def _laid_flat(pixels: Picture, view: View) -> tuple[_Floats, _Floats]:
    """The sheet in the picture, (H, W, 3), and how much of each pixel it covers, (H, W), 0..1."""
    assert view.matrix is not None
    sheet = cv2.warpPerspective(pixels, view.matrix, view.size, borderMode=cv2.BORDER_REPLICATE)
    whole = np.full(pixels.shape[:2], 255, dtype=np.uint8)
    cover = cv2.warpPerspective(whole, view.matrix, view.size)
    return sheet.astype(np.float32), (cover / np.float32(255)).astype(np.float32)


def _laid_bent(pixels: Picture, view: View, scale: float) -> tuple[_Floats, _Floats]:
    there_x, there_y = way_back(view)
    sheet = cv2.remap(pixels, there_x, there_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
    w, h = view.sheet
    inside = np.minimum.reduce([there_x + 0.5, w - 0.5 - there_x, there_y + 0.5, h - 0.5 - there_y])
    sheet *= _shade(view, there_x, there_y)[..., None]
    return sheet, np.clip(inside * scale + 0.5, 0, 1).astype(np.float32)


def _shade(view: View, there_x: NDArray[np.float32], there_y: NDArray[np.float32]) -> NDArray[np.float32]:
    """Light falls from one side: what slopes away from it is darker."""
    assert view.height is not None
    small = np.column_stack([there_x[::4, ::4].ravel(), there_y[::4, ::4].ravel()]).astype(np.float64)
    slope = view.height(small)[1].reshape(there_x[::4, ::4].shape).astype(np.float32)
    light = np.clip(1 - 0.42 * slope - 0.25 * slope**2, 0.55, 1.08).astype(np.float32)
    return np.asarray(cv2.resize(light, view.size, interpolation=cv2.INTER_LINEAR), dtype=np.float32)
