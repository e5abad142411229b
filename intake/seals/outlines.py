"""How exactly a seal lies in an ink map, from a first guess: the ellipse through a rim, the four lines of a frame, the
three of a triangle. Frames: pixels of the ink map handed in."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.seals import rings
from intake.seals.detector import Guess
from intake.seals.frames import frame_in
from intake.seals.tint import Ink
from models.codes import SealColor, SealShape

Points = NDArray[np.float64]

_WORN = 0.35
"""Of the usual strength along the outline, what still counts as its ink where it is worn."""


@dataclass(frozen=True)
class Outline:
    """A seal's outline in pixels of the page. ``corners``: (N, 2), none for ellipses; ``strength``: how much of full
    ink its lines have, 0..1; ``ring``: the evidence of a round seal's rim, None of other seals."""

    center: tuple[float, float]
    axes: tuple[float, float]
    angle: float
    strength: float
    color: SealColor = SealColor.RED
    corners: Points | None = None
    ring: rings.Ring | None = None
    inked: float = 0.0
    """Of straight-sided seals: ``lined``."""


_SOLID = 0.85
"""Stamps with white characters are inked to two thirds; more is a bar, a block, or the table beside the sheet."""
_STARTS = (1.0, 0.84, 1.18)
_MOVES = np.einsum("ij,kl->ikjl", np.eye(3), np.array([(1, 0), (-1, 0), (0, 1), (0, -1)])).reshape(12, 3, 2)
"""One corner moved one way."""
_PLAIN = 1.6
"""``lined`` of a frame beside which no better one is sought."""
_BETTER = 0.25
"""By how much ``lined`` must be better for four lines that make a frame than for the outermost ones. Of 66 drawn black
stamps over print 45 are fitted to more than 0.62 of intersection over union so, 39 by the outermost lines alone."""
_LEAST = 8.0
"""Of 255: what paper and noise stay below on scans."""


def _level(values: NDArray[np.uint8]) -> float:
    """How strong the ink of an outline is: the usual of the strongest values near it, one from each ray or column."""
    return float(np.median(values)) if values.size else 0.0


def _mask(ink: Ink, level: float) -> Ink:
    """255 where there is ink like the outline's: half as strong, and not print much darker than it."""
    mask = cv2.inRange(ink, np.array(max(_WORN * level, _LEAST)), np.array(min(2.2 * level + 20.0, 255.0)))
    return np.asarray(mask, dtype=np.uint8)


def ellipse(ink: Ink, guess: Guess) -> Outline:
    """The ellipse through the rim: the best inked of those that are fitted from the guess, made smaller or larger."""
    best: Outline | None = None
    for share in _STARTS:
        axes = (guess.axes[0] * share, guess.axes[1] * share)
        level = _rim_level(ink, replace(guess, axes=axes))
        fit = rings.fit_rim(_mask(ink, level), guess.center, axes, guess.angle) if level > _LEAST else None
        if fit is None and share != 1.0:
            continue
        found = Outline(*(fit or (guess.center, axes, guess.angle)), level)
        ring = rings.measure(ink, max(_WORN * level, _LEAST), found.center, found.axes, found.angle)
        if best is None or best.ring is None or ring.inked + ring.sharp > best.ring.inked + best.ring.sharp + 0.1:
            best = replace(found, ring=ring)
        if ring.sharp > 0.8:
            break
    return best or Outline(guess.center, guess.axes, guess.angle, 0.0)


def _rim_level(ink: Ink, guess: Guess) -> float:
    """How strong the ink near the guessed rim is: the usual of the strongest values on each ray."""
    rays, inside, step = rings.polar(ink, guess.center, guess.axes, guess.angle, 1.15)
    band = slice(int(0.86 / step), None)
    return _level(rays[:, band].max(axis=1)[inside[:, band].any(axis=1)])


def rectangle(ink: Ink, guess: Guess) -> Outline:
    """The frame's four lines, sought from the guess and from the group of ink that it lies on: the better inked."""
    starts = [guess, *_group(ink, guess)]
    return max((_framed(ink, start) for start in starts), key=lambda each: each.inked)


def _group(ink: Ink, guess: Guess) -> list[Guess]:
    """The rectangle around the ink that hangs together where the guess is, if it is about as large."""
    corners = corners_of(guess)
    if corners is None:
        return []
    inside = np.zeros_like(ink)
    cv2.fillPoly(inside, [np.round(corners).astype(np.int32)], (255,))
    values = ink[inside > 0]
    level = float(np.percentile(values, 92)) if values.size else 0.0
    if level < 1.5 * _LEAST:
        return []
    joined = cv2.dilate((ink > max(0.4 * level, _LEAST)).astype(np.uint8), np.ones((5, 5), np.uint8))
    _, labels = cv2.connectedComponents(joined, connectivity=8)
    shares = np.bincount(labels[inside > 0])
    shares[0] = 0
    if shares.max(initial=0) < 30:
        return []
    center, (width, height), angle = cv2.minAreaRect(_ends(labels == int(shares.argmax())))
    if width < height:
        width, height, angle = height, width, angle + 90.0
    # Two pixels of it were joined to the ink on each side.
    axes = (width / 2 - 2, height / 2 - 2)
    if not 0.5 < axes[0] / guess.axes[0] < 1.9 or not 0.4 < axes[1] / guess.axes[1] < 2.2:
        return []
    return [replace(guess, center=(float(center[0]), float(center[1])), axes=axes, angle=float(angle))]


def _ends(mask: NDArray[np.bool_]) -> NDArray[np.float32]:
    """The first and last pixel (N, 2) of each row of a mask: all that its hull needs."""
    rows = np.nonzero(mask.any(axis=1))[0]
    there = mask[rows]
    first, last = there.argmax(axis=1), mask.shape[1] - 1 - there[:, ::-1].argmax(axis=1)
    return np.stack([np.concatenate([first, last]), np.concatenate([rows, rows])], axis=1).astype(np.float32)


def _direction(ink: Ink, guess: Guess, margin: float) -> float:
    """The degrees by which a frame near the guess is turned, sought on half as many pixels each way."""
    coarse = cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA).astype(np.uint8)
    (x, y), (a, b) = guess.center, guess.axes
    half = replace(guess, center=(x / 2, y / 2), axes=(a / 2, b / 2))
    straight: dict[float, float] = {}
    angle = guess.angle
    for leans in ((-8.0, -4.0, 0.0, 4.0, 8.0), (-2.0, 2.0), (-1.0, 1.0)):
        for lean in leans:
            straight[angle + lean] = _straightness(_turned_out(coarse, half, angle + lean, margin / 2))
        angle = max(straight, key=lambda each: straight[each])
    # Where print and noise have no direction the guess's is better than none.
    return guess.angle if straight[angle] <= 1.2 * straight[guess.angle] else angle


def _framed(ink: Ink, guess: Guess) -> Outline:
    """First the frame's direction, then each side's outermost strong line near the guess, or of black ones, which
    lie among rules and print of their own ink, the four lines that make the best frame."""
    margin = 5.0 + 0.3 * min(guess.axes)
    angle = _direction(ink, guess, margin)
    level_ink = _turned_out(ink, guess, angle, margin)
    sides = (*_sides(level_ink, margin), *_sides(np.ascontiguousarray(level_ink.T), margin))
    nearest = _of_sides(ink, guess, angle, (level_ink, sides))
    doubted = guess.color is SealColor.BLACK and nearest.inked < _PLAIN
    among = frame_in(level_ink, margin) if doubted else None
    if among is None:
        return nearest
    other = _of_sides(ink, guess, angle, (level_ink, among))
    return other if other.inked > nearest.inked + _BETTER else nearest


def _of_sides(ink: Ink, guess: Guess, angle: float, within: tuple[Ink, tuple[float, float, float, float]]) -> Outline:
    """The outline with these sides (top, bottom, left, right) of a guess's rectangle turned level."""
    level_ink, (top, bottom, left, right) = within
    height, width = level_ink.shape
    own = np.array([(left, top), (right, top), (right, bottom), (left, bottom)], dtype=np.float64)
    own -= np.array([width / 2, height / 2])
    tilt = np.deg2rad(angle)
    turn = np.array([[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]])
    corners = own @ turn.T + np.array(guess.center)
    center = corners.mean(axis=0)
    edges = [level_ink[round(top) : round(top) + 3], level_ink[max(round(bottom) - 3, 0) : round(bottom)]]
    strength = _level(np.concatenate([edge.max(axis=0) for edge in edges if edge.size]))
    middle = level_ink[round(top) + 1 : round(bottom), round(left) + 1 : round(right)]
    solid = middle.size == 0 or float((middle > max(_WORN * strength, _LEAST)).mean()) > _SOLID
    return Outline(
        (float(center[0]), float(center[1])),
        ((right - left) / 2, (bottom - top) / 2),
        angle,
        strength,
        corners=np.asarray(corners, dtype=np.float64),
        inked=0.0 if solid else lined(ink, np.asarray(corners, dtype=np.float64), strength),
    )


def lined(ink: Ink, corners: Points, level: float) -> float:
    """How well the sides of a polygon are lines of ink: the share of them that is inked, the weakest side twice, less
    what is inked on lines just outside. Frames have 1 to 2, ridges of a finger and glyphs below 1."""
    near = cv2.dilate(ink, np.ones((3, 3), np.uint8)).astype(np.float32)
    size = float(np.sqrt(cv2.contourArea(corners.astype(np.float32))))
    middle = corners.mean(axis=0)

    def inked(further: float) -> NDArray[np.float64]:
        moved = middle + (corners - middle) * (1 + 2 * further / max(size, 1.0))
        return np.asarray((_along_sides(near, moved) > max(_WORN * level, _LEAST)).mean(axis=1))

    on = np.max([inked(each) for each in (-3.0, -2.0, -1.0, 0.0)], axis=0)
    outside = np.min([inked(each) for each in (4.0, 6.0, 8.0)], axis=0)
    return float(on.mean() + on.min() - outside.mean())


def _turned_out(ink: Ink, guess: Guess, angle: float, margin: float) -> Ink:
    """The guess's rectangle turned level, with a margin around."""
    width, height = round(2 * (guess.axes[0] + margin)), round(2 * (guess.axes[1] + margin))
    matrix = cv2.getRotationMatrix2D(guess.center, angle, 1.0)
    shift = np.array([[0, 0, width / 2 - guess.center[0]], [0, 0, height / 2 - guess.center[1]]], dtype=np.float64)
    return np.asarray(cv2.warpAffine(ink, matrix + shift, (width, height), flags=cv2.INTER_LINEAR), dtype=np.uint8)


def _straightness(level_ink: Ink) -> float:
    """How sharply rows and columns of ink begin and end: highest where the frame lies level."""
    rows, columns = level_ink.mean(axis=1, dtype=np.float32), level_ink.mean(axis=0, dtype=np.float32)
    return float((np.diff(rows) ** 2).sum() + (np.diff(columns) ** 2).sum())


def _sides(level_ink: Ink, margin: float) -> tuple[float, float]:
    """Where the frame's upper and lower line begin, in rows; the guess's where no line is to be seen near it."""
    height, width = level_ink.shape
    middle = level_ink[:, round(margin + 2) : max(round(width - margin - 2), round(margin + 3))]
    profile = middle.mean(axis=1, dtype=np.float32)
    reach = min(round(2 * margin), height // 2)
    return _outer(profile[:reach], margin), height - _outer(profile[::-1][:reach], margin)


def _outer(profile: NDArray[np.float32], usual: float) -> float:
    """The outer edge, from the outside, of the outermost line that is nearly the strongest near a side."""
    bare, peak = float(profile.min()), float(profile.max())
    if peak - bare < 4.0:
        return usual
    lines = np.nonzero(profile - bare > 0.6 * (peak - bare))[0]
    first = int(lines[0])
    half = bare + 0.5 * (float(profile[first : first + 3].max()) - bare)
    while first > 0 and profile[first - 1] > half:
        first -= 1
    return float(first)


def triangle(ink: Ink, guess: Guess) -> Outline:
    """The corners between which three sides have most ink: an even triangle turned round, then corner by corner."""
    center, size = np.array(guess.center), sum(guess.axes) / 2
    soft = cv2.GaussianBlur(ink, (0, 0), 0.03 * size + 0.5).astype(np.float32)
    turns = np.deg2rad(np.arange(0.0, 120.0, 4.0))[:, None] + np.deg2rad([-90.0, 30.0, 150.0])[None]
    even = np.stack([np.cos(turns), np.sin(turns)], axis=2)
    middle, half = (even.max(axis=1) + even.min(axis=1)) / 2, (even.max(axis=1) - even.min(axis=1)).mean(axis=1) / 2
    placed = (even - middle[:, None]) / half[:, None, None] * size + center
    corners = placed[int(np.argmax(_inked(soft, placed)))]
    best = float(_inked(soft, corners[None])[0])
    step = 0.10 * size
    while step > 0.6:
        moved = corners + step * _MOVES
        shares = _inked(soft, moved)
        if float(shares.max()) > best:
            best, corners = float(shares.max()), moved[int(shares.argmax())]
        else:
            step /= 2
    level = float(np.median(_along_sides(ink.astype(np.float32), corners)))
    # The lines' middles were found: half a line's width further out lies the edge.
    corners = corners + (corners - corners.mean(axis=0)) * (1.5 / size)
    low, high = corners.min(axis=0), corners.max(axis=0)
    center, half_size = (low + high) / 2, (high - low) / 2
    axes = (float(half_size[0]), float(half_size[1]))
    middle, corners = (float(center[0]), float(center[1])), np.asarray(corners, dtype=np.float64)
    return Outline(middle, axes, 0.0, level, corners=corners, inked=lined(ink, corners, level))


def _inked(soft: NDArray[np.float32], corners: Points) -> NDArray[np.float32]:
    """How much ink lies along the three sides of each of some triangles (N, 3, 2); the weakest side counts twice."""
    sides = _along_sides(soft, corners).mean(axis=-1)
    return np.asarray(sides.mean(axis=-1) + sides.min(axis=-1), dtype=np.float32)


def _along_sides(ink: NDArray[np.float32], corners: Points) -> NDArray[np.float32]:
    """The ink along the sides (..., N, 40) of polygons (..., N, 2), 0 outside of the picture."""
    share = np.linspace(0.04, 0.96, 40)[:, None]
    ends = corners[..., None, :], np.roll(corners, -1, axis=-2)[..., None, :]
    points = (ends[0] * (1 - share) + ends[1] * share).round().astype(int)
    x, y = points[..., 0], points[..., 1]
    inside = (x >= 0) & (y >= 0) & (x < ink.shape[1]) & (y < ink.shape[0])
    return np.where(inside, ink[np.clip(y, 0, ink.shape[0] - 1), np.clip(x, 0, ink.shape[1] - 1)], np.float32(0.0))


def corners_of(guess: Guess) -> Points | None:
    (x, y), (a, b) = guess.center, guess.axes
    if guess.shape is SealShape.TRIANGLE:
        return np.array([(x, y - b), (x + a, y + b), (x - a, y + b)])
    if guess.shape is not SealShape.RECTANGLE:
        return None
    tilt = np.deg2rad(guess.angle)
    turn = np.array([[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]])
    own = np.array([(-a, -b), (a, -b), (a, b), (-a, b)], dtype=np.float64)
    return np.asarray(own @ turn.T + np.array([x, y]), dtype=np.float64)
